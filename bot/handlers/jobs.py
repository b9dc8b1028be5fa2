"""Presses about the provisioning job: pause it, let it go on, start it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.handlers.filling import read_date
from bot.handlers.press import Press, Result
from cards.actions import Field
from provisioning.domain.errors import Declined
from provisioning.usecases import pausing

if TYPE_CHECKING:
    from provisioning.usecases.desk import Desk


def typed_so_far(press: Press) -> dict[str, Any]:
    """What was typed into the form of a pause, to show it again; it is stored nowhere."""
    try:
        until = read_date(press.text(Field.UNTIL))
    except Declined:
        until = None
    return {"until": until, "reason": press.text(Field.REASON)}


def pause_a_day(desk: Desk, press: Press) -> Result:
    """Pause for one day from now."""
    if press.card.kind == "pause_form":  # pressed twice: the card is the request's by now
        pausing.pause(desk, press.member, press.card, pausing.Wish(until=None, reason=press.text(Field.REASON)))
    return Result()


def pause_longer(desk: Desk, press: Press) -> Result:
    """Ask for a pause until the end of a day."""
    if press.card.kind == "pause_form":
        until = read_date(press.text(Field.UNTIL))
        if until is None:
            raise Declined("declined-pause-day")
        pausing.pause(desk, press.member, press.card, pausing.Wish(until=until, reason=press.text(Field.REASON)))
    return Result()


def resume(desk: Desk, press: Press) -> Result:
    """Provisioning goes on."""
    if press.card.kind == "resume_form":
        pausing.resume(desk, press.member, press.card)
    return Result()


def start(desk: Desk, press: Press) -> Result:
    """Provisioning begins."""
    if press.card.kind == "resume_form":
        pausing.resume(desk, press.member, press.card, first=True)
    return Result()
