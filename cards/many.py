"""A pasted list before it is asked for: how many are ready, and each line that is not with its reason."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from cards.actions import Verb, buttons, press
from cards.elements import card, facts, line, note, problem, tight, warning
from cards.roles import of_groups
from cards.words import Text, safe_text, together, voice_of

if TYPE_CHECKING:
    from microsoft_teams.cards import CardElement

    from cards.words import Voice
    from provisioning.views import LineView, ManyFormView, ReadyView

#: So many lines that cannot be asked are shown; correcting these shows the next.
MOST_LINES = 15
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
#: Nothing is wrong with such a line: the same one may be sent again.
_LATER = frozenset({"declined-unreachable-directory"})
#: There is nothing to correct, since it is so already, is asked for already, or may be sent again as it stands.
_AS_IT_IS = _HAS | _LATER | {"declined-no-member", "declined-asked-already", "declined-twice"}
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
    body = [problem(voice.say(view.declined[0], **view.declined[1]))] if view.declined else []
    if view.moved:
        body.append(problem(voice.say("many-moved")))
    for one in view.ready:
        body += _ready(voice, view, one)
    body += [
        tight(text) for text in voice.rows([_line(voice, one, view.way or "list") for one in view.others], MOST_LINES)
    ]
    if any(one.why not in _AS_IT_IS for one in view.others):
        body.append(note(voice.say("many-correct", way=view.way or "list", ready=ready)))
    if Verb.MANY_ASK in view.verbs:
        body.append(note(voice.say("invite-nothing-yet" if view.asks else "end-undo")))
    way = "ask" if view.asks else "remove"
    asks = [press(voice, view.card, Verb.MANY_ASK, count=ready, way=way)] if Verb.MANY_ASK in view.verbs else []
    return card(voice, _heading(voice, view, ready), body, [*asks, press(voice, view.card, Verb.FORM_CANCEL)])


def _lines(voice: Voice, view: ManyFormView) -> Text:
    """How many there are: "12 lines", "3 people"."""
    return voice.say("many-lines", count=view.count, way=view.way or "list")


def _ready(voice: Voice, view: ManyFormView, one: ReadyView) -> list[CardElement]:
    """What those get who are ready for the same; of a command, who they are, and what they lose."""
    sort = view.way or one.kind.replace("_", "-")
    gets = voice.names([group.name for group in one.groups]) if view.way == "remove" else of_groups(voice, one.groups)
    told: list[CardElement] = [*facts([(voice.plain(f"many-ready-{sort}", count=one.count), gets)])]
    told += [tight(together(safe_text(name), safe_text(address))) for name, address in one.people]
    if one.switched_off:
        told.append(warning(voice.say("many-last-group", names=one.switched_off)))
    return told


def _heading(voice: Voice, view: ManyFormView, ready: int) -> Text:
    sorts = Counter(_sort(one) for one in view.others)
    told = [voice.say("many-ready", count=ready)]
    told += [voice.say(f"many-{sort}", count=sorts[sort]) for sort in _SORTS if sorts[sort]]
    return voice.say("many-title", lines=_lines(voice, view), told=together(*told, by=", "))


def _sort(one: LineView) -> str:
    sorts = {"has": _HAS, "address": _BAD, "nobody": _NOBODY}
    return next((sort for sort, keys in sorts.items() if one.why in keys), "other")


def _line(voice: Voice, one: LineView, way: str) -> Text:
    why = voice.say(one.why, **one.values)
    return voice.say("many-line", place=one.place, way=way, typed=safe_text(one.typed), why=why)
