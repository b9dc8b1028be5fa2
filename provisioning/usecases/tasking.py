"""Steps that only a person can do: an administrator in the directory, an owner on the platform. Believed when they are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from provisioning.domain import plan
from provisioning.domain.errors import Declined
from provisioning.domain.states import State, StepState
from provisioning.storage import tables as t
from provisioning.usecases import authority, carding, people, queueing, requests, step_rows

if TYPE_CHECKING:
    from provisioning.domain.plan import Step
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member
    from provisioning.usecases.requests import Request
    from provisioning.usecases.step_rows import StepRow

#: What may be pressed on the card of a task.
TASK_VERBS = ("request.done",)


def ask(desk: Desk, request: Request, step: Step, reason: tuple[str, dict[str, Any]]) -> None:
    """A step waits for a person: it is audited, and administrators get a card where it is theirs; owners have theirs already."""
    why, values = reason
    if why not in plan.TASKS:
        return
    need = plan.TASKS_NEED.get(why, "")
    told: dict[str, Any] = {need: values[need]} if need in values else {}  # the history says it in these words
    desk.audit(
        "task.asked", request=request.number, subject=request.subject, step=step.key, about=step.about, rule=why, **told
    )
    if why in plan.TASKS_OF_ADMINISTRATORS:
        _send(desk, request.number, request.revision)


def _send(desk: Desk, number: int, revision: int) -> None:
    """The task's card to every administrator who has none of it."""
    c = t.cards.c
    have = set(desk.c.scalars(select(c.recipient).where(c.request == number, c.kind == "task")))
    carding.send(
        desk, people.list_administrators(desk) - have, "task", verbs=TASK_VERBS, request=number, revision=revision
    )


def hand_on(desk: Desk) -> None:
    """The settings have changed: who is an administrator now gets the tasks that wait, and who is none any more reads so."""
    s, r = t.steps.c, t.requests.c
    begun = s.state.in_([StepState.RUNNING.value, StepState.WAITING.value]) & s.why.is_not(None)
    here = (r.number == s.request) & (r.revision == s.revision) & (r.state == State.EXECUTING.value)
    waiting = desk.c.execute(select(r.number, r.revision, s.why).join_from(t.steps, t.requests, here).where(begun))
    for number, revision, why in waiting.all():
        if why and why[0] in plan.TASKS_OF_ADMINISTRATORS:
            _send(desk, number, revision)
            carding.show_all(desk, number)


def waiting_for(desk: Desk, request: Request) -> str:
    """The reason for which a step of the present revision waits for a person; "" when none does."""
    return next((str(row.why[0]) for row in _waiting(desk, request) if row.why), "")


def _waiting(desk: Desk, request: Request) -> list[StepRow]:
    """Its steps that wait for a person."""
    begun = {StepState.RUNNING, StepState.WAITING}
    rows = step_rows.list_of(desk, request)
    return [row for row in rows if row.state in begun and row.why and row.why[0] in plan.TASKS]


def may_say_done(desk: Desk, request: Request, who: str) -> bool:
    """Whether a task of this person's waits: owners look after the platform, administrators after the directory."""
    why = waiting_for(desk, request) if request.state is State.EXECUTING else ""
    if why in plan.TASKS_OF_ADMINISTRATORS:
        return people.is_administrator(desk, who)
    return why in plan.TASKS_OF_OWNERS and who in authority.owners(desk)


def say_done(desk: Desk, member: Member, number: int) -> Request:
    """Somebody says that their task is done; the execution looks at once, and believes only what it sees."""
    request = requests.get(desk, number, lock=True)
    requests.check_state(request, {State.EXECUTING})
    if not may_say_done(desk, request, member.pseudonym):
        raise Declined("declined-not-yours")
    desk.audit("task.said_done", actor=member.pseudonym, request=number, subject=request.subject)
    for row in _waiting(desk, request):
        noted = {key: value for key, value in (row.result or {}).items() if key != "looked"}
        step_rows.change(desk, request, plan.Step(row.key, row.about), result={**noted, "said": desk.now.isoformat()})
    carding.show_all(desk, number)
    queueing.look_now(desk, request)
    return request
