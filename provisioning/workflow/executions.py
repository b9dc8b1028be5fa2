"""The durable workflows of a request: look outside, carry out step by step, prove; and waits that outlive a process.

A DBOS step only says ok, wait or end; the step rows say what is done. So a killed process goes on where it was, and
every side effect looks before it writes.
"""

from __future__ import annotations

import asyncio
import functools
import itertools
import secrets
import traceback
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import structlog

from provisioning.away import DatabaseError
from provisioning.domain import plan
from provisioning.domain.ports import Refused, Side, TokenRefused, Unreachable
from provisioning.domain.states import OF_ORGANISATION, State, StepState
from provisioning.usecases import checking, executing, giving_up, leads, renewing, starting, waiting
from provisioning.workflow import durable, organisation, proving, side_effects
from provisioning.workflow.context import Context, Done, Wait

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    from provisioning.domain.plan import Step
    from provisioning.usecases.executing import Assignment, Taken, Why
    from provisioning.workflow.durable import Outcome
    from provisioning.workflow.outside import World

log = structlog.get_logger(__name__)

T = TypeVar("T")

#: A workflow that has waited this many seconds leaves a moment in our table and ends; the sweep begins the next look.
PATIENCE = 600.0
#: Seconds between looks while another execution about the same person is under way.
HELD = 0.5
#: How long after that the next look is due (world time).
LATER = timedelta(minutes=5)
#: Looks at something unreachable before the card says so; it says so at once where a wait of this many seconds was asked for.
QUIET_LOOKS, LONG_WAIT = 3, 60.0

#: What Graph or the platform refused, as sentences for people; anything else is told as it is classed.
REFUSALS = {
    "domain_blocked": "declined-domain-blocked",
    "guest_blocked": "declined-guest-blocked",
    "not_a_guest": "declined-employee",
    "address_moved": "declined-address-moved",
    "invitations_off": "declined-invites-off",
    "group_not_found": "declined-group-not-found",
    "group_role_assignable": "declined-group-role-assignable",
    "group_dynamic": "declined-group-dynamic",
    "group_on_premises": "declined-group-on-premises",
    "not_permitted": "why-not-permitted",
    "restricted_unit": "why-not-permitted",
    "uniqueness": "declined-account-exists",
    "platform_unseen": "why-platform-unseen",
    "no_sync_job": "why-job-not-configured",
    "no_enterprise_app": "why-job-not-configured",
    "job_quarantine": "why-job-stopped-again",
    "pause_over": "why-pause-over",
    "access_ended": "why-ended-meanwhile",
    "broken": "why-broken",
}


@dataclass(frozen=True, kw_only=True)
class Executions:
    """The two workflows of a request over one world."""

    world: World
    redirect_url: str

    async def check(self, number: int, revision: int) -> None:
        """Judge a submitted request on what is outside; goes on by itself while that cannot be reached."""
        await self._until_settled(lambda look: self._check(number, revision, look), number)

    async def execute(self, number: int, revision: int, attempt: int) -> None:
        """Carry a request out, one side effect after the other."""
        await self._until_settled(lambda look: self._next(number, revision, attempt, look), number)

    async def _until_settled(self, work: Callable[[int], Awaitable[Outcome]], number: int) -> None:
        """Repeat a step until it says end; waits are durable, and after ten minutes of them a moment is left instead."""
        waited, look, key = 0.0, 0, ""
        for _ in itertools.count():
            outcome = await durable.step("next", lambda seen=look: work(seen))  # type: ignore[misc]  # bound now
            if "end" in outcome:
                return
            if "wait" not in outcome:
                look = 0
                continue
            look = look + 1 if outcome["key"] == key else 1
            key, seconds = outcome["key"], plan.pause(look - 1, outcome["wait"])
            if waited + seconds > PATIENCE:
                await durable.step("later", functools.partial(self._leave_for_later, number, seconds))
                return
            await durable.wait(seconds)
            waited += seconds

    async def _leave_for_later(self, number: int, seconds: float) -> Outcome:
        """The sweep looks again, no sooner than was asked for."""
        later = self.world.service.clock.now() + max(LATER, timedelta(seconds=seconds))
        await self.world.service.do(waiting.leave_for_later, number, later)
        return {"end": "later"}

    async def _check(self, number: int, revision: int, look: int) -> Outcome:
        """One look outside for a submitted request."""
        subject = await self.world.service.look(leads.subject_of, number, revision)
        if subject is None:
            return {"end": "stale"}
        try:
            if await organisation.is_about(self.world, number):
                await _foreseen(organisation.check(self.world, number, revision))
                return {"end": "checked"}
            outside = await _foreseen(self.world.look_for(number, *subject))
        except Unreachable as error:
            return await self._unreachable(number, "check", look, error)
        except Refused as error:
            trace = _reference()
            log.error(
                "check.refused", request=number, code=error.code, status=error.status, graph=error.trace, trace=trace
            )
            await self.world.service.do(checking.record_undecidable, number, revision, _why(error), trace)
            return {"end": "refused"}
        await self.world.service.do(checking.record_outside, number, revision, outside)
        return {"end": "checked"}

    async def _unreachable(self, number: int, key: str, look: int, error: Unreachable) -> Outcome:
        """Say so on the card after a few looks, and wait as long as was asked for."""
        if look >= QUIET_LOOKS or (error.retry_after or 0) >= LONG_WAIT:
            log.warning("outside.unreachable", request=number, step=key, reason=str(error), trace=error.trace)
            await self.world.service.do(waiting.note_unreachable, number, _outage(error))
        return {"wait": error.retry_after or 0.0, "key": key}

    async def _next(self, number: int, revision: int, attempt: int, look: int) -> Outcome:
        """Do one side effect of an execution after the other, until there is something to wait for or nothing left."""
        came = await self._act(await self.world.service.do(executing.take_up, number, revision, attempt), look)
        while not isinstance(came, dict):
            came = await self._act(came, 0)
        return came

    async def _act(self, taken: Taken | State | None, look: int) -> Outcome | Taken | State | None:
        """Do what was taken up; what is to be done after that, or what there is to say to the engine."""
        if taken is None:
            return {"end": "stale"}
        if isinstance(taken, State):
            return {"end": taken.value}
        if taken.held:
            return {"wait": HELD, "key": "held"}
        if taken.step is None:
            return await self._end(taken.assignment)
        return await self._do(taken.assignment, taken.step, look, taken.noted)

    async def _do(
        self, assignment: Assignment, step: Step, look: int, noted: dict[str, Any]
    ) -> Outcome | Taken | State | None:
        """Run one side effect and write down what came of it."""
        number, x = assignment.request.number, self._context(assignment, step, look, noted)
        try:
            came = await _foreseen(self._perform(x))
        except Unreachable as error:
            return await self._unreachable(number, f"{step.key}:{step.about}", look, error)
        except Refused as error:
            return await self._refused(assignment, step, error)
        if came is None:
            return {"end": "called_off"}
        return await self._record(x, came)

    def _context(self, assignment: Assignment, step: Step, look: int, noted: dict[str, Any]) -> Context:
        """What a side effect works with."""

        async def intend(note: dict[str, Any]) -> None:
            """Written down before the write that it announces."""
            await self.world.service.do(executing.note, assignment.request, step, note)

        return Context(
            world=self.world,
            assignment=assignment,
            step=step,
            look=look,
            noted=noted,
            intend=intend,
            redirect_url=self.redirect_url,
        )

    async def _perform(self, x: Context) -> Done | Wait | None:
        """Run one side effect; None when looking again called the execution off."""
        if x.step.key == "recheck":
            return await self._recheck(x.assignment)
        return await side_effects.PERFORM[x.step.key](x)

    async def _recheck(self, assignment: Assignment) -> Done | None:
        """Rights and the frozen set, read live before the first side effect."""
        if assignment.request.kind in OF_ORGANISATION:
            why = await organisation.recheck(self.world, assignment)
            return Done() if why is None else None
        whom = assignment.address, assignment.look_for, assignment.account_id
        seen = self.world.look_for(assignment.request.number, *whom)
        _, outside = await asyncio.gather(self.world.refresh(), seen)
        why = await self.world.service.do(starting.judge_start, assignment.request, outside)
        return Done() if why is None else None

    async def _record(self, x: Context, came: Done | Wait) -> Outcome | Taken | State | None:
        """Write down what came of a side effect."""
        service, request, step = self.world.service, x.assignment.request, x.step
        if isinstance(came, Done):
            return await service.do(executing.go_on, request, step, came.result)
        why, said = (came.why, came.values), x.noted.get("said")
        if await service.do(waiting.note, request, step, why, came.note, said=said):
            return await self._give_up(x, came)
        return {"wait": came.seconds, "key": f"{step.key}:{step.about}"}

    async def _give_up(self, x: Context, came: Wait) -> Outcome:
        """It was not so for too long: the step has failed, with what is not so as far as it was seen."""
        said = await self._said_by_entra(x)
        trace, request = _reference(), x.assignment.request
        log.error("step.late", request=request.number, step=x.step.key, waited=came.why, entra=said, trace=trace)
        why = await self.world.service.look(giving_up.why, request, x.step, came.why, said)
        return await self._fail(x.assignment, x.step, why, trace)

    async def _said_by_entra(self, x: Context) -> str:
        """What Entra's log says, asked once; "" where it cannot be read, for what is not known is not told."""
        try:
            return await _foreseen(proving.said_by_entra(x))
        except (Unreachable, Refused):
            return ""

    async def _refused(self, assignment: Assignment, step: Step, error: Refused) -> Outcome:
        """A final no."""
        trace, number = _reference(), assignment.request.number
        log.error("step.refused", request=number, step=step.key, code=error.code, graph=error.trace, trace=trace)
        return await self._fail(assignment, step, _why(error, step), trace)

    async def _fail(self, assignment: Assignment, step: Step, why: Why, trace: str) -> Outcome:
        """The step has failed; others of its kind still run."""
        failed = StepState.FAILED
        await self.world.service.do(executing.record_step, assignment.request, step, failed, why=why, trace=trace)
        if self._goes_on(assignment, step):
            return {"ok": step.key}
        return await self._end(assignment)

    async def _end(self, assignment: Assignment) -> Outcome:
        """Close the execution from its step rows."""
        state = await self.world.service.do(executing.finish, assignment.request)
        return {"end": state.value}

    @staticmethod
    def _goes_on(assignment: Assignment, step: Step) -> bool:
        """Whether the failure of a step leaves something to do."""
        later = assignment.steps[assignment.steps.index(step) + 1 :]
        done = [plan.Standing(key=key, state=StepState.DONE) for key, _ in assignment.done]
        return not plan.stops(step, done, later)


async def _foreseen(work: Coroutine[Any, Any, T]) -> T:
    """Run it; a mistake of ours is a refusal as well, so that the request ends with a reference and never in silence.

    The log gets the place in the code, not the error's text: that may name somebody.
    """
    try:
        return await work
    except (Unreachable, Refused, DatabaseError):
        raise
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        log.error("step.broke", error=type(error).__name__, file=last.filename, line=last.lineno)
        raise Refused("broken", type(error).__name__) from error


def _reference() -> str:
    """What a card shows of a failure: it finds the log line, and the detail stays there."""
    return f"{secrets.token_hex(2)}-{secrets.token_hex(2)}"


def _outage(error: Unreachable) -> Why:
    """The sentence for something that does not answer now."""
    if isinstance(error, TokenRefused):
        return renewing.WAITS, {}
    if error.side is Side.PLATFORM:
        return "why-platform-unreachable", {}
    if error.side is Side.REPLICATION:
        return "why-not-there-yet", {}
    if (error.retry_after or 0) >= LONG_WAIT:
        return "why-microsoft-asks-to-wait", {"minutes": round((error.retry_after or 0) / 60)}
    return "why-directory-unreachable", {}


def _why(error: Refused, step: Step | None = None) -> Why:
    """The sentence for a refusal."""
    values = {"group": step.about} if step and step.about else {}
    return REFUSALS.get(error.code, "why-refused-outside"), values
