"""A pasted list before it is asked for: how many are ready, and each line that is not with its reason."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from cards.actions import Field, Verb, buttons, press
from cards.elements import card, facts, line, note, problem, tight, warning
from cards.inputs import ask_text
from cards.roles import of_groups
from cards.words import Text, plain_text, safe_text, together, voice_of

if TYPE_CHECKING:
    from datetime import date

    from microsoft_teams.cards import CardElement, TextInput

    from cards.words import Voice
    from provisioning.views import LineView, ManyFormView, ReadyView

#: So many lines that cannot be asked are shown; correcting these shows the next.
MOST_LINES = 15
#: And different last days.
MOST_ENDS = 6
#: Signs of a line that is corrected.
LONGEST_LINE = 1000
_HAS = frozenset(
    {
        "declined-has-access",
        "declined-has-access-until",
        "declined-account-until",
        "declined-already-member",
        "declined-in-group",
    }
)
_BAD = frozenset({"declined-bad-address", "declined-no-address"})
_NOBODY = frozenset({"declined-no-such-person", "declined-several-people"})
#: Ways in which people are named, not addresses or lines.
_OF_PEOPLE = ("add", "remove")
_SORTS = ("has", "address", "nobody", "other")


def many_form(view: ManyFormView) -> dict[str, Any]:
    """Looking; then "12 lines: 10 ready, 1 already has access, 1 is not an address", with the button that asks for the ready."""
    voice = voice_of(view.reader)
    if view.state == "looking":
        body: list[CardElement] = [line(voice.say("many-looking")), note(voice.say("change-nothing-yet"))]
        return card(
            voice,
            voice.say("many-title-looking", lines=_lines(voice, view)),
            body,
            buttons(voice, view.card, view.verbs),
        )
    ready = sum(one.count for one in view.ready)
    if view.fixes:
        return _correcting(voice, view, ready)
    body = [problem(voice.say(view.declined[0], **view.declined[1]))] if view.declined else []
    if view.moved:
        body.append(problem(voice.say("many-moved")))
    for one in view.ready:
        body += _ready(voice, view, one)
    body += [tight(text) for text in voice.rows(_refused(voice, view), MOST_LINES)]
    if any(one.is_wrong for one in view.others):
        key = "many-correct-here" if Verb.MANY_CORRECT in view.verbs else "many-correct"
        body.append(note(voice.say(key, way=view.way or "list", ready=ready)))
    if Verb.MANY_ASK in view.verbs:
        body.append(note(voice.say("invite-nothing-yet" if view.asks else "end-undo")))
    way = "ask" if view.asks else "remove"
    asks = [press(voice, view.card, Verb.MANY_ASK, count=ready, way=way)] if Verb.MANY_ASK in view.verbs else []
    others = [verb for verb in view.verbs if verb != Verb.MANY_ASK]
    return card(voice, _heading(voice, view, ready), body, [*asks, *buttons(voice, view.card, others)])


def _correcting(voice: Voice, view: ManyFormView, ready: int) -> dict[str, Any]:
    """An input for each line that is not ready, with what is wrong as its label."""
    body: list[CardElement] = [problem(voice.say(view.declined[0], **view.declined[1]))] if view.declined else []
    body.append(line(voice.say("many-correcting", way=view.way or "list")))
    if view.groups:
        body.append(note(voice.say("many-correcting-groups", groups=voice.names(view.groups, len(view.groups)))))
    body += [_input(voice, view, one) for one in view.fixes]
    if left := len(view.others) - len(view.fixes):
        body.append(note(voice.say("many-correcting-left", count=left, way=view.way or "list")))
    body.append(note(voice.say("invite-nothing-yet")))
    return card(voice, _heading(voice, view, ready), body, buttons(voice, view.card, view.verbs))


def _input(voice: Voice, view: ManyFormView, one: LineView) -> TextInput:
    why = voice.plain(one.why, **one.values)
    if not view.way or plain_text(one.typed) not in why:
        why = voice.plain("many-line-label", place=one.place, way=view.way or "list", typed=one.typed, why=why)
    return ask_text(Field.LINE, why, value=one.raw, longest=LONGEST_LINE, place=one.place)


def _lines(voice: Voice, view: ManyFormView) -> Text:
    """How many there are: "12 lines", "3 people"."""
    return voice.say("many-lines", count=view.count, way=view.way or "list")


def _ready(voice: Voice, view: ManyFormView, one: ReadyView) -> list[CardElement]:
    """What those get who are ready for the same; of a command, who they are, and what they lose."""
    sort = view.way if view.way in _OF_PEOPLE else ("from-outside" if one.external else one.kind.replace("_", "-"))
    gets = voice.names([group.name for group in one.groups]) if view.way == "remove" else of_groups(voice, one.groups)
    told: list[CardElement] = [*facts([(voice.plain(f"many-ready-{sort}", count=one.count), gets)])]
    told += [tight(text) for text in voice.rows([_end(voice, *end) for end in one.ends], MOST_ENDS)]
    told += [tight(together(voice.free(name), voice.free(address))) for name, address in one.people]
    if one.switched_off:
        told.append(warning(voice.say("many-last-group", names=one.switched_off)))
    return [*told, *(warning(text) for text in voice.rows([_takes(voice, *who) for who in one.takes_over]))]


def _end(voice: Voice, until: date | None, count: int) -> Text:
    """How many have that last day."""
    return voice.say("many-until" if until else "many-no-end", until=until, count=count)


def _takes(voice: Voice, address: str, until: date | None) -> Text:
    """Whose account is there already; pressing below agrees to it."""
    return voice.say("many-takes-over-until" if until else "many-takes-over", address=address, until=until)


def _heading(voice: Voice, view: ManyFormView, ready: int) -> Text:
    sorts = Counter(_sort(one) for one in view.others)
    told = [voice.say("many-ready", count=ready)]
    told += [voice.say(f"many-{sort}", count=sorts[sort]) for sort in _SORTS if sorts[sort]]
    return voice.say("many-title", lines=_lines(voice, view), told=together(*told, by=", "))


def _sort(one: LineView) -> str:
    sorts = {"has": _HAS, "address": _BAD, "nobody": _NOBODY}
    return next((sort for sort, keys in sorts.items() if one.why in keys), "other")


def _refused(voice: Voice, view: ManyFormView) -> list[Text]:
    """Each line that is not ready with its reason; of a command, everybody of whom the same is said at once."""
    said = [(one, voice.say(one.why, **one.values)) for one in view.others]
    if not view.way:
        return [voice.say("many-line", place=one.place, way="list", typed=one.typed, why=why) for one, why in said]
    people: dict[Text, list[str]] = {}
    for one, why in said:
        people.setdefault(why, []).append(one.typed)
    return [
        why
        if view.way not in _OF_PEOPLE and all(safe_text(one) in why for one in typed)  # it names them itself
        else voice.say("many-line", place=0, way=view.way, typed=voice.names(typed, len(typed)), why=why)
        for why, typed in people.items()
    ]
