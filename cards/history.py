"""``why R-12``: one request's history in words, oldest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from cards.actions import Verb, buttons, press
from cards.elements import card, line, note, tight
from cards.outcome import about, ended_in_words, known_of
from cards.status import heading
from cards.words import Text, together, voice_of

if TYPE_CHECKING:
    from microsoft_teams.cards import Action, CardElement

    from cards.words import Voice
    from provisioning.views import EventView, HistoryView


def history_card(view: HistoryView) -> dict[str, Any]:
    """Where the request stands, then what happened line by line."""
    voice, request = voice_of(view.reader), view.request
    body: list[CardElement] = [line(about(voice, request)), tight(heading(voice, request))]
    day = ""
    for event in view.events:
        if (on := voice.day(event.at.astimezone(ZoneInfo(voice.zone)).date())) != day:
            day = on
            body.append(note(on))
        body.append(tight(together(voice.time(event.at), _said(voice, view, event), by=" ")))
    if view.more:
        body.append(note(voice.say("history-more")))
    opens = [press(voice, view.card, Verb.OPEN_ROW, row=request.number)] if Verb.OPEN_ROW in view.verbs else []
    actions: list[Action] = [*buttons(voice, view.card, view.verbs), *opens]
    return card(voice, voice.say("history-title", number=request.number), body, actions)


def _said(voice: Voice, view: HistoryView, event: EventView) -> Text:
    if event.key in {"step-done", "step-failed"}:
        return _step(voice, view, event)
    if event.key == "ended":
        return _ended(voice, event)
    values = dict(event.values or {})
    told = voice.say(f"history-{event.key}", by=event.by or voice.say("usher"), **values)
    quoted = voice.say("history-reason", reason=values["reason"]) if values.get("reason") else Text()
    return together(told, _why(voice, view, event), quoted, by=" ")


def _why(voice: Voice, view: HistoryView, event: EventView) -> Text:
    """The reason of an event, in the words that its card had at the time."""
    if not event.why:
        return Text()
    values = dict(event.values or {})
    known = known_of(view.request) | values | {"group": values.get("about", "")} | dict(event.why_values or {})
    return voice.say(event.why, **known)


def _step(voice: Voice, view: HistoryView, event: EventView) -> Text:
    values, state = dict(event.values or {}), event.key.removeprefix("step-")
    key = "step-" + str(values["step"]).replace("_", "-")
    told = voice.say("step-line", state=state, step=voice.say(key, state=state, about=values.get("about", "")))
    why = _why(voice, view, event)
    return voice.say("step-because", step=told, why=why) if why else told


def _ended(voice: Voice, event: EventView) -> Text:
    """When it ended, why, and by which request."""
    values = dict(event.values or {})
    return ended_in_words(voice, int(str(values["number"])), str(values["reason"]))
