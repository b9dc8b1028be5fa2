"""A text about a wave, to copy and send: from when people get in, and what their groups give. Usher writes to nobody in a wave."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cards.actions import Field
from cards.inputs import copy_text
from cards.roles import plain_effects
from provisioning.domain.states import State

if TYPE_CHECKING:
    from microsoft_teams.cards import CardElement

    from cards.words import Voice
    from provisioning.views import RequestView


def announcement(voice: Voice, request: RequestView) -> list[CardElement]:
    """The text; nothing for a request that is about no wave."""
    return [copy_text(Field.CSV, voice.plain("announce-label"), _text(voice, request))] if request.wave else []


def _text(voice: Voice, request: RequestView) -> str:
    given = [(group.name, plain_effects(voice, group.roles)) for group in request.groups]
    groups = [voice.plain("announce-group", group=name, effects=effects) for name, effects in given if effects]
    ask = voice.plain("announce-ask", requester=request.requester)
    return "\n".join([_from(voice, request), "", voice.plain("announce-groups"), *groups, "", ask])


def _from(voice: Voice, request: RequestView) -> str:
    """From which day on; as of now once it is done, and soon where it has no day."""
    at = request.wave.at if request.wave else None
    if request.state is State.DELIVERED:
        return voice.plain("announce-now")
    if at is None:
        return voice.plain("announce-soon")
    return voice.plain("announce-from", day=at.astimezone(ZoneInfo(voice.zone)).date())
