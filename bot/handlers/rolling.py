"""What the rollout's commands put on the screen. Typing never changes anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot import grammar_intents as intents
from bot.handlers import gates, waves
from bot.handlers.press import Press, Result, Shown
from cards.actions import Verb
from provisioning.domain.errors import Declined
from provisioning.usecases import testing, wave_starting

if TYPE_CHECKING:
    from collections.abc import Callable

    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member


def _not_yet(command: str) -> Callable[[Desk, Member, Any], Shown]:
    """A command of a later version."""

    def respond(desk: Desk, member: Member, intent: Any) -> Shown:
        del desk, member, intent
        raise Declined("declined-not-yet", command=command)

    return respond


def _test_access(desk: Desk, member: Member, intent: Any) -> Shown:
    """The form of test access, for whoever types it."""
    if intent.unknown_groups:
        raise Declined("declined-unknown-group", group=intent.unknown_groups[0])
    return Shown(testing.open_form(desk, member, intent.groups))


def _ask_for_test(desk: Desk, press: Press) -> Result:
    if press.card.kind == testing.FORM:  # pressed twice: the card is the request's by now
        testing.submit(desk, press.member, press.card)
    return Result()


def _look_for_test(desk: Desk, press: Press) -> Result:
    if press.card.kind == testing.FORM and press.card.terms["state"] == "choosing":
        testing.look(desk, press.card)
    return Result()


RESPONSES: dict[type, Callable[[Desk, Member, Any], Shown]] = {
    intents.Preview: waves.preview,
    intents.Open: _not_yet("open"),
    intents.TakeBack: _not_yet("take back"),
    intents.Rollout: gates.rollout,
    intents.Groups: gates.groups,
    intents.TestAccess: _test_access,
    intents.Pause: _not_yet("pause provisioning"),
    intents.Resume: _not_yet("resume provisioning"),
    intents.Start: _not_yet("start provisioning"),
}


def _start_now(desk: Desk, press: Press) -> Result:
    """A wave that missed its moment is started all the same."""
    wave_starting.start_now(desk, press.member, press.card.request or 0)
    return Result()


VERBS: dict[str, Callable[[Desk, Press], Result]] = {
    Verb.WAVE_START_NOW: _start_now,
    Verb.TEST_ASK: _ask_for_test,
    Verb.TEST_LOOK: _look_for_test,
}
