"""What changed outside Usher: who is in a group, or is not, and what an owner may do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cards.actions import Field, Verb, press
from cards.elements import card, facts, footer, line, note, problem, warning
from cards.inputs import ask_choice
from cards.roles import administrators, effects, of_groups
from cards.words import Text, together, voice_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from microsoft_teams.cards import CardElement, ExecuteAction

    from cards.words import Voice
    from provisioning.views import DriftCardView, FindingView

#: So many stand in the list to choose from; the others follow as these are settled.
MOST_CHOICES = 15
#: So many stand there in full, on as many lines as each needs; a phone cuts those of a closed list.
MOST_OPEN = 5


def drift_card(view: DriftCardView) -> dict[str, Any]:
    """One finding at length, or several a line each with a choice of which."""
    voice = voice_of(view.reader)
    if view.denied or not view.findings:
        return card(voice, voice.say("look-title-denied"), [line(voice.say("declined-others-access"))])
    waiting = [one for one in view.findings if one.is_open]
    wrong: list[CardElement] = [problem(voice.say(view.declined[0], **view.declined[1]))] if view.declined else []
    body = _one(voice, view.findings[0]) if len(view.findings) == 1 else _several(voice, view.findings)
    if waiting and view.verbs:
        body += _which(voice, waiting, str(view.chosen)) if len(view.findings) > 1 else []
        body.append(note(voice.say("drift-nothing-yet")))
        asked = [one for one in waiting if one.asked]
        body += [note(voice.say("drift-administrator", names=[one.name for one in asked]))] if asked else []
    found = footer(voice.say("drift-found", at=view.findings[0].found_at))
    return card(voice, _heading(voice, view), [*wrong, *body, found], _buttons(voice, view, waiting))


def _buttons(voice: Voice, view: DriftCardView, waiting: Sequence[FindingView]) -> list[ExecuteAction]:
    return [press(voice, view.card, Verb(verb), kind=_kind(waiting)) for verb in view.verbs]


def _heading(voice: Voice, view: DriftCardView) -> Text:
    if all(one.resolution for one in view.findings):
        return voice.say("drift-title-settled")
    if len(view.findings) == 1:
        return voice.say(f"drift-title-{_sort(view.findings[0])}", **_named(view.findings[0]))
    return voice.say("drift-title", count=len(view.findings))


def _sort(one: FindingView) -> str:
    """As what it is told."""
    return "again" if one.again else one.kind


def _named(one: FindingView) -> dict[str, object]:
    return {"name": one.name, "group": one.group.name}


def _one(voice: Voice, one: FindingView) -> list[CardElement]:
    if one.resolution:
        return [line(_line(voice, one))]
    told: list[CardElement] = [line(_what(voice, one))]
    if one.guarded:
        told.append(warning(voice.say(f"drift-say-{one.kind}")))
    gives = of_groups(voice, [one.group]) if one.group.roles else Text()
    label = voice.plain("drift-gives" if one.kind == "added" else "fact-gave")
    told += facts([(voice.plain("drift-who"), voice.free(one.address)), (label, gives)])
    return [*told, *([line(_standing(voice, one))] if one.state else [])]


def _what(voice: Voice, one: FindingView) -> Text:
    """What is known of how it came about."""
    if one.kind == "added":
        return voice.say("drift-added-how", say="again" if one.again else "yes" if one.guarded else "no")
    if not one.given_by:
        return voice.say("drift-missing-how")
    key = "drift-missing-until" if one.until else "drift-missing-given"
    return voice.say(key, number=one.given_by, until=one.until)


def _several(voice: Voice, every: Sequence[FindingView]) -> list[CardElement]:
    """Those that wait stand first."""
    ordered = sorted(every, key=lambda one: (not one.is_open, bool(one.resolution)))
    told: list[CardElement] = [line(row) for row in voice.rows([_line(voice, one) for one in ordered])]
    for kind in ("added", "missing"):
        groups = {one.group.name for one in every if one.guarded and one.kind == kind and not one.resolution}
        told += [warning(voice.say(f"drift-say-{kind}-several", groups=sorted(groups)))] if groups else []
    return told


def _line(voice: Voice, one: FindingView) -> Text:
    """As "Erin was added to Owners · **Owner of the whole platform** · R-12: waiting for approval"."""
    what = voice.say(f"drift-line-{_sort(one)}", **_named(one))
    rules = effects(voice, administrators([one.group])) if one.kind == "added" and not one.resolution else Text()
    return together(what, rules, _standing(voice, one))


def _standing(voice: Voice, one: FindingView) -> Text:
    if one.resolution:
        key = f"drift-settled-{one.resolution.replace('_', '-')}"
        asked = one.number and one.resolution in {"put_back", "kept"}
        return together(voice.say(key), voice.say("request-number", number=one.number) if asked else Text())
    if one.state is None:
        return Text()
    return voice.say("drift-asked", number=one.number, state=voice.say(f"state-{one.state.value.replace('_', '-')}"))


def _which(voice: Voice, waiting: Sequence[FindingView], chosen: str) -> list[CardElement]:
    """Which of several a press is about, also where one of them is left: what the last one was about, else the first unless another is chosen."""
    choices = [(str(one.id), voice.plain(f"drift-line-{_sort(one)}", **_named(one))) for one in waiting[:MOST_CHOICES]]
    value = chosen if chosen in dict(choices) else choices[0][0]
    in_full = len(choices) <= MOST_OPEN
    return [ask_choice(Field.FINDING, voice.plain("drift-which"), choices, value=value, expanded=in_full)]


def _kind(waiting: Sequence[FindingView]) -> str:
    """What keeping it does: asks for approval, confirms, or lets go; one of these for all that wait, or several."""
    kinds = {one.kind if one.kind == "missing" or one.askable else "confirm" for one in waiting}
    return kinds.pop() if len(kinds) == 1 else "several"
