"""What the rollout's commands put on the screen. Typing never changes anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot import grammar_intents as intents
from bot.handlers import gates
from bot.handlers.press import Press, Result
from cards.actions import Verb
from provisioning.domain.errors import Declined
from provisioning.usecases import wave_starting

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.handlers.press import Shown
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member


def _not_yet(command: str) -> Callable[[Desk, Member, Any], Shown]:
    """A command of a later version."""

    def respond(desk: Desk, member: Member, intent: Any) -> Shown:
        del desk, member, intent
        raise Declined("declined-not-yet", command=command)

    return respond


RESPONSES: dict[type, Callable[[Desk, Member, Any], Shown]] = {
    intents.Preview: _not_yet("preview"),
    intents.Open: _not_yet("open"),
    intents.TakeBack: _not_yet("take back"),
    intents.Rollout: gates.rollout,
    intents.Groups: gates.groups,
    intents.TestAccess: _not_yet("test access"),
    intents.Pause: _not_yet("pause provisioning"),
    intents.Resume: _not_yet("resume provisioning"),
    intents.Start: _not_yet("start provisioning"),
}


def _start_now(desk: Desk, press: Press) -> Result:
    """A wave that missed its moment is started all the same."""
    wave_starting.start_now(desk, press.member, press.card.request or 0)
    return Result()


PRESSED: dict[str, Callable[[Desk, Press], Result]] = {
    Verb.WAVE_START_NOW: _start_now,
}
