"""A guest who has not accepted for a week: what can be done, and what happens if nothing is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cards.actions import Verb, buttons
from cards.elements import card, footer, line, note, problem
from cards.words import voice_of

if TYPE_CHECKING:
    from microsoft_teams.cards import CardElement

    from cards.words import Text, Voice
    from provisioning.views import UnacceptedView


def unaccepted_card(view: UnacceptedView) -> dict[str, Any]:
    """Who it is, until when they may still accept, and what became of the last press."""
    voice = voice_of(view.reader)
    body: list[CardElement] = []
    if view.failed:
        key, values = view.failed
        body.append(problem(voice.say(key, **values)))
    body += _waiting(voice, view) if view.ends else [line(voice.say("unaccepted-who", address=view.address))]
    body.append(footer(voice.say("expiry-why-you", number=view.number)))
    titles = {Verb.EXPIRY_END_NOW: voice.plain("press-guest-end")}
    return card(voice, _title(voice, view), body, buttons(voice, view.card, view.verbs, titles))


def _title(voice: Voice, view: UnacceptedView) -> Text:
    if view.ended:
        return voice.say("status-over", at=view.ended)
    if view.accepted:
        return voice.say("unaccepted-accepted", at=view.accepted)
    return voice.say("unaccepted-title")


def _waiting(voice: Voice, view: UnacceptedView) -> list[CardElement]:
    told: list[CardElement] = [
        line(voice.say("unaccepted-cannot", address=view.address)),
        line(voice.say("unaccepted-ends-anyway" if view.anyway else "unaccepted-ends", until=view.ends)),
    ]
    if view.sending:
        told.append(note(voice.say("unaccepted-sending")))
    elif view.sent:
        told.append(note(voice.say("unaccepted-linked" if view.link else "unaccepted-sent", at=view.sent)))
    if view.by_hand:
        told.append(note(voice.say("unaccepted-by-hand", address=view.address)))
    return told
