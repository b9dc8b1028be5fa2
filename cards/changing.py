"""The form that changes somebody's role groups: whom, which, and what would come of it before anything is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cards.actions import Field, Verb, buttons, press
from cards.changes import change_in_words, effects_in_words, last_group
from cards.elements import card, line, note, problem, tight, warning
from cards.inputs import LONGEST_NAME, LONGEST_REASON, ask_choice, ask_date, ask_text
from cards.roles import group_line
from cards.words import Text, voice_of

if TYPE_CHECKING:
    from microsoft_teams.cards import CardElement, ExecuteAction

    from cards.words import Voice
    from provisioning.views import ChangeFormView

#: More groups than this are a drop-down list.
_MOST_IN_VIEW = 8


def change_form(view: ChangeFormView) -> dict[str, Any]:
    """Inputs while person or groups are open; then exactly what would change, with the button that asks for it."""
    voice = voice_of(view.reader)
    body: list[CardElement] = []
    if view.declined:
        key, values = view.declined
        body.append(problem(voice.say(key, **values)))
    body += _body(voice, view)
    return card(voice, _heading(voice, view), body, _buttons(voice, view))


def _buttons(voice: Voice, view: ChangeFormView) -> list[ExecuteAction]:
    """The suggested group stands behind the button that asks without it."""
    first, *others = buttons(voice, view.card, view.verbs)
    also = [press(voice, view.card, Verb.CHANGE_ALSO, group=view.suggested)] if Verb.CHANGE_ALSO in view.verbs else []
    return [first, *also, *others]


def _body(voice: Voice, view: ChangeFormView) -> list[CardElement]:
    if view.state == "looking":
        return [line(voice.say("change-looking", who=view.name or view.query)), note(voice.say("change-nothing-yet"))]
    if view.change is not None:
        return _ready(voice, view)
    return [] if view.state == "ready" else [*_who(voice, view), *_which(voice, view)]


def _heading(voice: Voice, view: ChangeFormView) -> Text:
    way = "add" if view.adds else "remove"
    known = view.name if view.state == "ready" else ""
    if known and view.chosen:
        return voice.say("change-title", way=way, name=known, groups=list(view.chosen))
    return voice.say("change-title-open", way=way)


def _who(voice: Voice, view: ChangeFormView) -> list[CardElement]:
    """The candidates where a name means several; else an input for the name."""
    say = voice.plain
    if view.candidates:
        choices = [(object_id, f"{name} · {address}") for object_id, name, address in view.candidates]
        told = voice.say("change-several", who=view.query)
        ask = ask_choice(Field.PERSON, say("change-who"), choices, required=say("change-who-error"), expanded=True)
        return [line(told), ask]
    missing = [problem(voice.say("change-nobody", who=view.query))] if view.state == "nobody" else []
    if view.own:
        return []
    ask_name = ask_text(
        Field.NAME, say("change-who"), value=view.query, longest=LONGEST_NAME, required=say("change-who-error")
    )
    return [*missing, ask_name]


def _which(voice: Voice, view: ChangeFormView) -> list[CardElement]:
    say = voice.plain
    return [
        ask_choice(
            Field.GROUPS,
            say("invite-groups"),
            [(group.name, group_line(voice, group)) for group in view.groups],
            value=",".join(view.chosen),
            required=say("invite-groups-error"),
            expanded=len(view.groups) <= _MOST_IN_VIEW,
            many=True,
        )
    ]


def _ready(voice: Voice, view: ChangeFormView) -> list[CardElement]:
    """What would change; a person presses."""
    if view.change is None:
        return []
    told: list[CardElement] = [warning(text) for text in last_group(voice, view.change, view.name)]
    told.append(line(change_in_words(voice, view.change)))
    told += [tight(text) for text in effects_in_words(voice, view.change)]
    if view.suggested:
        told.append(note(voice.say("change-suggests", group=view.suggested)))
    if view.adds:
        told += _until(voice, view)
    told.append(
        ask_text(Field.REASON, voice.plain("invite-reason"), value=view.reason, longest=LONGEST_REASON, many=True)
    )
    return [*told, note(voice.say("invite-nothing-yet" if view.asks else "end-undo"))]


def _until(voice: Voice, view: ChangeFormView) -> list[CardElement]:
    key = "change-until-external" if view.external else "change-until"
    label, error = voice.plain(key, latest=view.latest), voice.plain("invite-until-error")
    echo = [note(voice.say("invite-lasts-echo", until=view.until, lasts=view.lasts))] if view.lasts else []
    return [ask_date(Field.UNTIL, label, error=error, value=view.until, first=view.today, last=view.latest), *echo]
