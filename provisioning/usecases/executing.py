"""Carrying a request out: which step is next, what it did, how it ended. The step rows are the truth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from provisioning.domain import plan
from provisioning.domain.states import BY_OBJECT, RETRYABLE, Kind, State, StepState
from provisioning.storage import tables as t
from provisioning.usecases import (
    accepting,
    carding,
    granting,
    leads,
    queueing,
    requests,
    scoping,
    step_rows,
    telling,
    testing,
    unaccepted,
    waiting,
)
from provisioning.usecases.queueing import Order, order_of
from provisioning.usecases.step_rows import StepRow

if TYPE_CHECKING:
    from provisioning.domain.plan import Step
    from provisioning.domain.preview import Preview
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

Why = tuple[str, dict[str, Any]]

#: What a new attempt looks at again though it was done: rights, and what may have left or entered the scope since.
LOOKED_AT_AGAIN = frozenset({"recheck", "assign", "unassign"})

#: Steps after which a group is in the scope, or is not.
_MOVES = {"assign": True, "unassign": False}

#: Statements that every step needs are made once: making one costs three times as much as running it.
_SPONSOR = select(t.people.c.object_id).where(t.people.c.pseudonym == bindparam("who"))
_GROUPS = select(t.groups.c.name, t.groups.c.object_id)


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """What a worker needs for one execution. ``address`` and ``name`` live in memory only, never in the queue."""

    request: Request
    steps: tuple[Step, ...]
    #: Results of steps that were done, by (key, about).
    results: dict[tuple[str, str], dict[str, Any]]
    done: frozenset[tuple[str, str]]
    address: str
    name: str
    #: Read as long as somebody is to be invited; else "".
    sponsor_object_id: str
    #: The person's object id in the directory, as far as known; "" otherwise.
    subject_object_id: str
    #: The platform's id of the account whose access ends, as noted when it was given; "" otherwise.
    account_id: str
    #: Object ids of the role groups, by name: as frozen, else as last read.
    group_ids: dict[str, str]

    @property
    def look_for(self) -> str:
        """The object id by which the person is found; "" for who is found by address."""
        return self.subject_object_id if self.request.kind in BY_OBJECT else ""


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What a worker is to do next."""

    assignment: Assignment
    #: None when nothing is left to do, and the execution is to be closed.
    step: Step | None
    #: What an earlier look at the step noted.
    noted: dict[str, Any]
    #: Another execution about the same person comes first: look again.
    held: bool = False


def take_up(desk: Desk, number: int, revision: int, attempt: int) -> Taken | None:
    """The next step of an execution, shown as begun. None when this revision and attempt is not the present one."""
    request = requests.get(desk, number, lock=True)
    return (
        _take_up(desk, request, step_rows.list_of(desk, request)) if _is_present(request, revision, attempt) else None
    )


def _is_present(request: Request, revision: int, attempt: int) -> bool:
    """Whether it is still carried out, and this revision and attempt of it."""
    going = request.state in {State.APPROVED, State.SCHEDULED, State.EXECUTING}
    return going and (request.revision, request.attempt) == (revision, attempt)


def _take_up(desk: Desk, request: Request, stored: list[StepRow]) -> Taken:
    """See :func:`take_up`, of a request that is held, with its step rows."""
    assignment = _assignment(desk, request, stored)
    rows = {plan.Step(row.key, row.about): row for row in stored}
    step = plan.next_step(assignment.steps, {one: StepState(row.state) for one, row in rows.items()})
    begins = plan.Step("recheck") not in rows
    order = order_of(desk, request, begins=begins)
    if begins:
        queueing.stop_others(desk, request)
    if order is Order.LATER:
        queueing.say_behind(desk, request)
    if step is None or order is Order.LATER:
        return Taken(assignment=assignment, step=step, noted={}, held=step is not None)
    if order is Order.NEVER and not waiting.is_appearing(desk, rows.get(step)):
        why = queueing.why_never(desk, request)
        record_step(desk, request, step, StepState.FAILED, why=why, rows=stored)
        return Taken(assignment=assignment, step=None, noted={})
    begun = rows.get(step)
    noted = dict(begun.result or {}) if begun else {}
    if "since" not in noted:
        begun_now = {**noted, "since": desk.now.isoformat()}
        record_step(desk, request, step, StepState.RUNNING, result=begun_now, rows=stored)
    return Taken(assignment=assignment, step=step, noted=noted)


def go_on(desk: Desk, request: Request, step: Step, result: dict[str, Any]) -> Taken | State | None:
    """A step is done: take up the next one in the same unit of work, or close when it was the last.

    So its cards show both at once, and no moment lies between them in which nothing is under way. None as :func:`take_up`.
    """
    held = requests.get(desk, request.number, lock=True)
    rows = record_step(desk, request, step, StepState.DONE, result=result)
    if not _is_present(held, request.revision, request.attempt):
        return None
    taken = _take_up(desk, held, rows)
    return taken if taken.held or taken.step else _close(desk, held)


def note(desk: Desk, request: Request, step: Step, intent: dict[str, Any]) -> None:
    """Write down an intent before the write that it announces: a crash in between is then not taken for "never tried"."""
    requests.get(desk, request.number, lock=True)  # see waiting.note; first of all, as everywhere
    if step.key == "join":  # of who is not in the group: what they once held there is held no more
        granting.forget_held_before(desk, request, step.about)
    row = step_rows.find(desk, request, step)
    if row is not None:
        kept = {"since": None} | {key: value for key, value in (row.result or {}).items() if key in step_rows.KEPT}
        tried = {key: value for key, value in intent.items() if key not in step_rows.KEPT}
        step_rows.change(desk, request, step, result={**tried, **kept})


def _assignment(desk: Desk, request: Request, rows: list[StepRow]) -> Assignment:
    """Everything that the steps need, read once; ``rows`` are those of the steps."""
    if request.preview is None:
        raise RuntimeError(f"request {request.number} is carried out without a preview")
    steps = plan.steps_of(
        request.kind, request.option, request.groups, request.preview, by_hand=desk.rules.externals_by_hand
    )
    about = leads.leads_to(desk, request)
    done = frozenset((row.key, row.about) for row in rows if row.state == StepState.DONE)
    invites = any(step.key == "invite" and (step.key, step.about) not in done for step in steps)
    return Assignment(
        request=request,
        steps=steps,
        results={(row.key, row.about): row.result or {} for row in rows if row.state == StepState.DONE},
        done=done,
        address=about.address,
        name=about.name,
        sponsor_object_id=(desk.c.scalar(_SPONSOR, {"who": request.sponsor}) or "") if invites else "",
        subject_object_id=about.object_id,
        account_id=about.account_id,
        group_ids=_group_ids(desk, request, request.preview),
    )


def _group_ids(desk: Desk, request: Request, frozen: Preview) -> dict[str, str]:
    """Object ids as frozen; where one is not that is changed or kept, all as last read besides."""
    ids = dict(frozen.group_ids)
    if {*request.groups, *request.leaves, *frozen.joins, *frozen.leaves, *frozen.holds} <= ids.keys():
        return ids
    return {row.name: row.object_id for row in desk.c.execute(_GROUPS) if row.object_id} | ids


def record_step(
    desk: Desk,
    request: Request,
    step: Step,
    state: StepState,
    *,
    why: Why | None = None,
    result: dict[str, Any] | None = None,
    trace: str = "",
    rows: list[StepRow] | None = None,
) -> list[StepRow]:
    """Write where a step stands; a change is audited and shown. ``result`` and ``why`` hold ids and names of groups.

    A step that fails keeps what was noted: what it intended may have been done all the same. ``trace`` finds its failure in
    the log. ``rows`` are its request's step rows, where they were read in this unit of work; returned as they are then.
    """
    rows = step_rows.list_of(desk, request) if rows is None else rows
    before = next((row for row in rows if (row.key, row.about) == (step.key, step.about)), None)
    stored = list(why) if why else None
    if before is not None and before.state == state and before.why == stored:
        return rows
    kept = before.result if before is not None and state is StepState.FAILED else None
    if trace:
        kept = {**(kept or {}), "trace": trace}
    values: dict[str, Any] = {"state": state.value, "why": stored, "result": result or kept, "at": desk.now}
    waiting.note_reached(desk, request)
    if before is None:
        step_rows.add(desk, request, step, position=len(rows), **values)
    else:
        step_rows.change(desk, request, step, **values)
    if state is StepState.DONE and step.key in _MOVES and request.preview:
        object_id = dict(request.preview.group_ids).get(step.about, "")
        scoping.record_moved(desk, step.about, object_id, inside=_MOVES[step.key])
    _tell(desk, request, step, state, why)
    now = StepRow(step.key, step.about, **values)
    return [now if row is before else row for row in rows] if before else [*rows, now]


def _tell(desk: Desk, request: Request, step: Step, state: StepState, why: Why | None) -> None:
    """Audit what is final, and show the step on the cards."""
    events = {StepState.DONE: "step.done", StepState.FAILED: "step.failed"}
    if state in events:
        desk.audit(
            events[state],
            request=request.number,
            revision=request.revision,
            subject=request.subject,
            step=step.key,
            about=step.about,
            rule=why[0] if why else None,
            attempt=request.attempt,
            **({"entra": why[1]["entra"]} if why and why[1].get("entra") else {}),
        )
    carding.show_all(desk, request.number)


def finish(desk: Desk, request: Request) -> State:
    """Close the execution from its step rows and tell everybody who was waiting."""
    held = requests.get(desk, request.number, lock=True)
    if held.state not in {State.APPROVED, State.SCHEDULED, State.EXECUTING} or held.workflow != request.workflow:
        return held.state
    return _close(desk, held)


def _close(desk: Desk, held: Request) -> State:
    """See :func:`finish`, of a request that is held and still carried out."""
    rows = step_rows.list_of(desk, held)
    standings = [plan.Standing(key=row.key, state=StepState(row.state)) for row in rows]
    state = plan.outcome(standings)
    if state is State.DELIVERED and any((row.result or {}).get("failed") for row in rows):
        state = State.PARTIALLY_DELIVERED  # a wave of whom some were not proven
    failed = next((row for row in rows if row.state == StepState.FAILED and row.why), None)
    why: Why | None = (failed.why[0], failed.why[1]) if failed and failed.why else None
    trace = (failed.result or {}).get("trace") if failed else None
    pending = any((row.result or {}).get("pending") for row in rows) and state is State.DELIVERED
    if pending:
        why = (unaccepted.NOT_ACCEPTED, {})
    look_at = desk.now + accepting.EVERY if pending else None
    requests.move(desk, held, state, why=why, trace=trace, look_at=look_at)
    granting.settle(desk, held, state)
    if why and why[0] in queueing.STOPPED and held.kind is not Kind.EXTEND_ACCESS:  # that fails so by itself, too
        desk.stopped.add(held.number)
    if state in RETRYABLE:
        telling.record_end_failed(desk, held)
        telling.tell_requester(desk, held)
        queueing.show_stopped(desk, held)
    if held.kind is Kind.EXPAND_SCOPE and state is State.DELIVERED and not held.terms.get("back"):
        testing.end_all(desk, str(held.terms["wave"]))
    desk.audit(f"request.{state.value}", request=held.number, revision=held.revision, subject=held.subject)
    carding.show_all(desk, held.number)
    return state


def forget_failures(desk: Desk, request: Request) -> None:
    """A new attempt repeats only what is missing: done side effects stay done; rights, and a wave's scope, are looked at again.

    Where a write was intended and its outcome is not known, that stays known: if the effect is found, it is ours.
    """
    for row in step_rows.list_of(desk, request):
        step = plan.Step(row.key, row.about)
        intent = {key: value for key, value in (row.result or {}).items() if key not in {*step_rows.KEPT, "trace"}}
        again = row.key in LOOKED_AT_AGAIN or intent.get("failed")
        if again or (row.state != StepState.DONE and not intent):
            step_rows.forget(desk, request, step)
        elif row.state != StepState.DONE:
            step_rows.change(desk, request, step, state=StepState.WAITING.value, why=None, result=intent)


def was_started(desk: Desk, request: Request) -> bool:
    """Whether a side effect may have been done, so that the frozen set can no longer be compared."""
    return bool(step_rows.list_of(desk, request))
