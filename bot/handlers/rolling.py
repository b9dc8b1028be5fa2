"""What the rollout's commands put on the screen. Typing never changes anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot import grammar_intents as intents
from bot.handlers import doubting, gates, jobs, waves
from bot.handlers.press import Press, Result, Shown
from cards.actions import Verb
from provisioning.domain.errors import Declined
from provisioning.usecases import job_forms, testing

if TYPE_CHECKING:
    from collections.abc import Callable

    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member


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


def _pause(desk: Desk, member: Member, intent: Any) -> Shown:
    """The form of a pause, filled with what was understood."""
    values = {"until": intent.until, "reason": intent.reason}
    return Shown(job_forms.open_pause(desk, member), {"values": values, **doubting.marks_of(intent)})


def _go_on(*, first: bool) -> Callable[[Desk, Member, Any], Shown]:
    """Provisioning goes on, or starts."""

    def respond(desk: Desk, member: Member, intent: Any) -> Shown:
        return Shown(job_forms.open_resume(desk, member, first=first), doubting.marks_of(intent))

    return respond


RESPONSES: dict[type, Callable[[Desk, Member, Any], Shown]] = {
    intents.Preview: waves.preview,
    intents.Open: waves.preview,
    intents.TakeBack: waves.take_back,
    intents.Rollout: gates.rollout,
    intents.Groups: gates.groups,
    intents.TestAccess: _test_access,
    intents.Pause: _pause,
    intents.Resume: _go_on(first=False),
    intents.Start: _go_on(first=True),
}


VERBS: dict[str, Callable[[Desk, Press], Result]] = {
    Verb.TEST_ASK: _ask_for_test,
    Verb.TEST_LOOK: _look_for_test,
    Verb.PAUSE_DAY: jobs.pause_a_day,
    Verb.PAUSE_LONGER: jobs.pause_longer,
    Verb.JOB_RESUME: jobs.resume,
    Verb.JOB_START: jobs.start,
}
