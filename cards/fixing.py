"""Who can mend what kept a request from being done, and how: shown in the place of its card, to whoever asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cards.actions import Verb, buttons
from cards.elements import card, line, note, tight
from cards.outcome import about

if TYPE_CHECKING:
    from microsoft_teams.cards import CardElement

    from cards.words import Voice
    from provisioning.views import BatchView, FixView, StatusCardView


def fixing_card(voice: Voice, view: StatusCardView) -> dict[str, Any]:
    """A sentence for each thing to mend, with those whom it concerns."""
    body: list[CardElement] = [tight(about(voice, view.request))]
    for one in view.fixes:
        body += _told(voice, one, view.request.trace)
    if Verb.RETRY in view.verbs:
        body.append(line(voice.say("fix-again")))
    if view.request.trace:
        body.append(note(voice.say("reference", trace=view.request.trace)))
    return card(voice, voice.say("fix-title"), body, buttons(voice, view.card, view.verbs))


def fixing_together(voice: Voice, view: BatchView) -> dict[str, Any]:
    """The same for people who were asked for together."""
    body = [element for one in view.fixes for element in _told(voice, one, "")]
    if Verb.BATCH_RETRY in view.verbs:
        body.append(line(voice.say("fix-again")))
    return card(voice, voice.say("fix-title"), body, buttons(voice, view.card, view.verbs))


def _told(voice: Voice, one: FixView, trace: str) -> list[CardElement]:
    told: list[CardElement] = [line(voice.say(f"fix-{one.mend}", group=one.about or "none", trace=trace or "none"))]
    if one.names:
        told.append(tight(voice.say("fix-for", names=voice.names(one.names, count=one.count))))
    return told
