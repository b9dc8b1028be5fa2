"""A pasted list before it is asked for: how many are ready, and each line that is not with its reason."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from cards.actions import Verb, buttons, press
from cards.elements import card, facts, line, note, problem, tight
from cards.roles import of_groups
from cards.words import Text, safe_text, together, voice_of

if TYPE_CHECKING:
    from microsoft_teams.cards import CardElement

    from cards.words import Voice
    from provisioning.views import LineView, ManyFormView

#: So many lines that cannot be asked are shown; correcting these shows the next.
MOST_LINES = 15
_HAS = frozenset({"declined-has-access", "declined-already-member", "declined-in-group"})
_SORTS = ("has", "address", "other")


def many_form(view: ManyFormView) -> dict[str, Any]:
    """Looking; then "12 lines: 10 ready, 1 already has access, 1 is not an address", with the button that asks for the ready."""
    voice = voice_of(view.reader)
    if view.state == "looking":
        body: list[CardElement] = [line(voice.say("many-looking")), note(voice.say("change-nothing-yet"))]
        return card(
            voice, voice.say("many-title-looking", count=view.count), body, buttons(voice, view.card, view.verbs)
        )
    ready = sum(one.count for one in view.ready)
    body = [problem(voice.say(view.declined[0], **view.declined[1]))] if view.declined else []
    if view.moved:
        body.append(problem(voice.say("many-moved")))
    for one in view.ready:
        gets = of_groups(voice, one.groups)
        body += facts([(voice.plain(f"many-ready-{one.kind.replace('_', '-')}", count=one.count), gets)])
    body += [tight(text) for text in voice.rows([_line(voice, one) for one in view.others], MOST_LINES)]
    if view.others:
        body.append(note(voice.say("many-correct")))
    if Verb.MANY_ASK in view.verbs:
        body.append(note(voice.say("invite-nothing-yet")))
    asks = [press(voice, view.card, Verb.MANY_ASK, count=ready)] if Verb.MANY_ASK in view.verbs else []
    return card(voice, _heading(voice, view, ready), body, [*asks, press(voice, view.card, Verb.FORM_CANCEL)])


def _heading(voice: Voice, view: ManyFormView, ready: int) -> Text:
    sorts = Counter(_sort(one) for one in view.others)
    told = [voice.say("many-ready", count=ready)]
    told += [voice.say(f"many-{sort}", count=sorts[sort]) for sort in _SORTS if sorts[sort]]
    return voice.say("many-title", count=view.count, told=together(*told, by=", "))


def _sort(one: LineView) -> str:
    return (
        "has"
        if one.why in _HAS
        else "address"
        if one.why in {"declined-bad-address", "declined-no-address"}
        else "other"
    )


def _line(voice: Voice, one: LineView) -> Text:
    why = voice.say(one.why, **one.values)
    return voice.say("many-line", place=one.place, typed=safe_text(one.typed), why=why)
