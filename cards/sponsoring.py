"""Externals whom nobody answers for: owners are asked who takes over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cards.actions import buttons
from cards.elements import card, line, note, tight, warning
from cards.words import voice_of

if TYPE_CHECKING:
    from microsoft_teams.cards import CardElement

    from provisioning.views import SponsorCardView


def sponsor_card(view: SponsorCardView) -> dict[str, Any]:
    """Who they are, what silence does; or that somebody has taken over, that nobody did, or that nobody needs to."""
    voice = voice_of(view.reader)
    people: list[CardElement] = [
        tight(voice.say("expiry-whose", address=address, groups=groups) if groups else voice.free(address))
        for address, groups in view.people
    ]
    if left := view.count - len(view.people):
        people.append(note(voice.say("list-more", count=left)))
    if view.lapsed:
        told = [line(voice.say("sponsor-lapsed-whose", sponsor=view.sponsor)), *people]
        return card(voice, voice.say("sponsor-lapsed", count=view.count), told)
    if not view.ends:
        said = voice.say("sponsor-taken", by=view.taken) if view.taken else voice.say("sponsor-over")
        return card(voice, said, [line(voice.say("sponsor-whose", sponsor=view.sponsor)), *people])
    body = [line(voice.say("sponsor-gone", sponsor=view.sponsor)), *people]
    body.append(warning(voice.say("sponsor-silence", until=view.ends)))
    return card(voice, voice.say("sponsor-title", count=view.count), body, buttons(voice, view.card, view.verbs))
