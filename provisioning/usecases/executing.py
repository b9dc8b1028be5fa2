"""Carrying a request out: which step is next, what it did, how it ended. The step rows are the truth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from provisioning.domain import plan
from provisioning.domain.states import Kind, State, StepState
from provisioning.storage import tables as t
from provisioning.usecases import authority, carding, checking, granting, requests

if TYPE_CHECKING:
    from datetime import datetime

    from provisioning.domain.plan import Step
    from provisioning.domain.preview import Outside, Preview
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

Why = tuple[str, dict[str, Any]]


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
    sponsor_object_id: str
    #: Object ids of the role groups, by name, as last read.
    group_ids: dict[str, str]


def take_up(desk: Desk, number: int, revision: int, attempt: int) -> Assignment | None:
    """Begin or go on with an execution; None when this revision and attempt is not the present one."""
    request = requests.get(desk, number, lock=True)
    if (request.revision, request.attempt) != (revision, attempt):
        return None
    if request.state not in {State.APPROVED, State.SCHEDULED, State.EXECUTING}:
        return None
    requests.change(desk, number, look_at=None)
    return _assignment(desk, requests.get(desk, number))


def _assignment(desk: Desk, request: Request) -> Assignment:
    """Everything that the steps need, read once."""
    if request.preview is None:
        raise RuntimeError(f"request {request.number} is carried out without a preview")
    steps = plan.steps_of(
        request.kind, request.option, request.groups, request.preview, by_hand=desk.rules.externals_by_hand
    )
    rows = _rows(desk, request)
    details = desk.vault.read([request.subject])[request.subject]
    sponsor = desk.c.scalar(select(t.people.c.object_id).where(t.people.c.pseudonym == request.sponsor))
    ids = desk.c.execute(select(t.groups.c.name, t.groups.c.object_id)).all()
    return Assignment(
        request=request,
        steps=steps,
        results={(row.key, row.about): row.result or {} for row in rows if row.state == StepState.DONE},
        done=frozenset((row.key, row.about) for row in rows if row.state == StepState.DONE),
        address=details.get("mail", ""),
        name=details.get("name") or details.get("mail", ""),
        sponsor_object_id=sponsor or "",
        group_ids={row.name: row.object_id for row in ids if row.object_id},
    )


def _rows(desk: Desk, request: Request) -> list[Any]:
    """Step rows of the present revision."""
    c = t.steps.c
    mine = (c.request == request.number) & (c.revision == request.revision)
    return list(desk.c.execute(select(t.steps).where(mine).order_by(c.position)).all())


def record_step(
    desk: Desk,
    request: Request,
    step: Step,
    state: StepState,
    *,
    why: Why | None = None,
    result: dict[str, Any] | None = None,
) -> None:
    """Write where a step stands; a change is audited and shown. ``result`` and ``why`` hold ids and names of groups."""
    c = t.steps.c
    mine = (
        (c.request == request.number) & (c.revision == request.revision) & (c.key == step.key) & (c.about == step.about)
    )
    before = desk.c.execute(select(t.steps).where(mine)).first()
    stored = list(why) if why else None
    if before is not None and before.state == state and before.why == stored:
        return
    values = {"state": state.value, "why": stored, "result": result, "at": desk.now}
    if before is None:
        position = len(_rows(desk, request))
        key = {"request": request.number, "revision": request.revision, "key": step.key, "about": step.about}
        desk.c.execute(t.steps.insert().values(**key, position=position, **values))
    else:
        desk.c.execute(t.steps.update().where(mine).values(values))
    _tell(desk, request, step, state, why)


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
        )
    carding.show_all(desk, request.number)


def judge_start(desk: Desk, request: Request, outside: Outside) -> Why | None:
    """Look again before the first side effect: rights of requester and approvers, and the frozen set.

    None when all holds. Otherwise the request has been moved (void and asked again, or cancelled) and nothing was done.
    """
    locked = requests.get(desk, request.number, lock=True)
    why = _lost_rights(desk, locked)
    if why:
        _call_off(desk, locked, why)
        return why
    now = checking.preview_of(desk, locked, outside)
    refused = checking.refusal(locked, outside) if locked.kind is Kind.INVITE_EXTERNAL else None
    frozen = locked.preview
    if frozen is not None and now.digest() == frozen.digest() and refused is None:
        _start(desk, locked)
        return None
    if locked.kind is Kind.END_ACCESS:
        _adopt(desk, locked, now)
        return None
    _void(desk, locked, now, refused)
    return "why-moved", {}


def _start(desk: Desk, request: Request) -> None:
    """All holds: from here on side effects follow."""
    if request.state is not State.EXECUTING:
        requests.move(desk, request, State.EXECUTING)
        desk.audit("execution.started", request=request.number, revision=request.revision, subject=request.subject)
    record_step(desk, request, plan.Step("recheck"), StepState.DONE)


def _lost_rights(desk: Desk, request: Request) -> Why | None:
    """Whether requester or an approver lost the right since; Usher itself needs none."""
    if request.requester is not None and request.requester not in authority.owners(desk):
        return "why-requester-lost", {}
    c = t.decisions.c
    voters = desk.c.execute(
        select(c.approver, c.stage).where(c.request == request.number, c.revision == request.revision, c.approved)
    )
    for row in voters:
        if row.approver not in checking.eligible(desk, request, row.stage):
            return "why-approver-lost", {}
    return None


def _call_off(desk: Desk, request: Request, why: Why) -> None:
    """Nothing was done: without its requester a request ends; without its approver it is asked again."""
    if why[0] == "why-approver-lost" and request.preview is not None:
        _next_revision(desk, request, why)
        checking.ask(desk, requests.get(desk, request.number), request.preview)
    else:
        requests.move(desk, request, State.CANCELLED, why=why)
    desk.audit("execution.called_off", request=request.number, subject=request.subject, rule=why[0])
    carding.show_all(desk, request.number)


def _void(desk: Desk, request: Request, now: Preview, refused: Why | None) -> None:
    """The facts moved: nothing is done, what changed is kept for the card, and the approvers are asked again."""
    desk.audit(
        "preview.moved",
        request=request.number,
        revision=request.revision,
        subject=request.subject,
        before=request.preview.digest() if request.preview else None,
        after=now.digest(),
    )
    _next_revision(desk, request, ("why-moved", {}))
    voided = requests.get(desk, request.number)
    if refused:
        requests.move(desk, voided, State.REFUSED, why=refused)
        carding.show_all(desk, request.number)
    else:
        checking.ask(desk, voided, now)


def _next_revision(desk: Desk, request: Request, why: Why) -> None:
    """Void this revision and open the next."""
    requests.move(
        desk,
        request,
        State.VOID,
        why=why,
        revision=request.revision + 1,
        attempt=1,
        moved_from=request.preview.to_json() if request.preview else None,
    )


def _adopt(desk: Desk, request: Request, now: Preview) -> None:
    """Ending never waits for a question: the latest facts are taken, audited and carried out."""
    requests.change(desk, request.number, preview=now.to_json(), preview_hash=now.digest())
    desk.audit("preview.adopted", request=request.number, subject=request.subject, after=now.digest())
    _start(desk, request)


def leave_for_later(desk: Desk, request: Request, look_at: datetime) -> None:
    """A workflow that still waits ends; the sweep enqueues the next look."""
    held = requests.get(desk, request.number, lock=True)
    if held.state in {State.APPROVED, State.EXECUTING} and held.workflow == request.workflow:
        requests.change(desk, request.number, look_at=look_at)
        carding.show_all(desk, request.number)


def finish(desk: Desk, request: Request, trace: str = "") -> State:
    """Close the execution from its step rows and tell everybody who was waiting."""
    held = requests.get(desk, request.number, lock=True)
    if held.state not in {State.APPROVED, State.EXECUTING} or held.workflow != request.workflow:
        return held.state
    rows = _rows(desk, held)
    standings = [plan.Standing(key=row.key, state=StepState(row.state)) for row in rows]
    state = plan.outcome(standings)
    failed = next((row.why for row in rows if row.state == StepState.FAILED and row.why), None)
    why = (failed[0], failed[1]) if failed else None
    requests.move(desk, held, state, why=why, trace=trace or None, look_at=None)
    granting.settle(desk, held, state)
    desk.audit(f"request.{state.value}", request=held.number, revision=held.revision, subject=held.subject)
    carding.show_all(desk, held.number)
    return state


def forget_failures(desk: Desk, request: Request) -> None:
    """A new attempt repeats only what is missing: failed steps may run again, done ones stay done."""
    c = t.steps.c
    failed = (c.request == request.number) & (c.revision == request.revision) & (c.state != StepState.DONE)
    desk.c.execute(t.steps.delete().where(failed))


def was_started(desk: Desk, request: Request) -> bool:
    """Whether a side effect may have been done, so that the frozen set can no longer be compared."""
    return bool(_rows(desk, request))
