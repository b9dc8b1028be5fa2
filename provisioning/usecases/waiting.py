"""Requests that wait for what is outside: said on their cards while it does not answer, and looked at again later."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from provisioning.domain import plan
from provisioning.domain.states import OPEN, State
from provisioning.usecases import carding, renewing, requests, step_rows, tasking, unassigned

if TYPE_CHECKING:
    from provisioning.domain.plan import Step
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request
    from provisioning.usecases.step_rows import StepRow

Why = tuple[str, dict[str, Any]]

#: A step that is not so after this long (world time) has failed; people are given the week in which it may be retried.
GIVE_UP, GIVE_UP_TASK = timedelta(hours=24), timedelta(days=7)
#: Why a request stands still though nothing is wrong with it: said on its cards until the outside answers again.
OUTAGES = frozenset(
    {
        "why-directory-unreachable",
        "why-platform-unreachable",
        "why-microsoft-asks-to-wait",
        "why-not-there-yet",
        renewing.WAITS,
    }
)

#: So long after its step began a membership that was written is waited for, though an end or a removal stands against it.
APPEARS = timedelta(minutes=5)


def is_appearing(desk: Desk, row: StepRow | None) -> bool:
    """Whether a membership may have been written that nobody can see yet: once it is recorded, it is found and taken."""
    if row is None or row.key != "join" or (row.why and row.why[0] in plan.TASKS):
        return False
    noted = row.result or {}
    since = noted.get("since") if "ours" in noted else None  # none where it is to be begun anew
    return since is not None and desk.now - datetime.fromisoformat(since) < APPEARS


def note(
    desk: Desk, request: Request, step: Step, why: Why, remember: dict[str, Any] | None, *, said: str | None = None
) -> bool:
    """The step is not so yet: say why on the card. True when it has been so for too long. Of what was taken back nothing is said.

    ``said``: when somebody had said that the task is done, as noted before this look began; only a later look answers them.
    """
    held = requests.get(
        desk, request.number, lock=True
    )  # whoever says just now that a task is done notes it on the same row
    row = step_rows.find(desk, request, step)
    if row is None or held.state not in OPEN:
        return False
    stored, result = list(why), {**(row.result or {}), **(remember or {})}
    answers = said is not None and result.get("said") == said and "looked" not in result
    if answers:
        result["looked"] = desk.now.isoformat()
    if row.why != stored or row.result != result:
        step_rows.change(desk, request, step, why=stored, result=result)
    changed = row.why != stored
    if changed:
        tasking.ask(desk, request, step, why)
    if note_reached(desk, request) or changed or answers:
        carding.show_all(desk, request.number)
    since, patience = result.get("since"), GIVE_UP_TASK if why[0] in plan.TASKS else GIVE_UP
    patience = unassigned.PATIENCE if unassigned.last_read(desk, request, step) else patience
    return since is not None and desk.now - datetime.fromisoformat(since) > patience


def note_unreachable(desk: Desk, number: int, why: Why) -> None:
    """Something outside does not answer: the request is safe, and its cards say that Usher goes on by itself, while it does."""
    request = requests.get(desk, number, lock=True)
    if request.state in OPEN and request.why != why:
        requests.change(desk, number, why=list(why))
        carding.show_all(desk, number)
        if why[0] == renewing.WAITS:
            renewing.tell_administrators(desk)


def note_reached(desk: Desk, request: Request) -> bool:
    """The outside answered: its cards no longer say that it does not. Whether they did."""
    told = request.why is not None and request.why[0] in OUTAGES
    told = told and requests.get(desk, request.number).why == request.why  # else something else was said since
    if told:
        requests.change(desk, request.number, why=None)
    return told


def leave_for_later(desk: Desk, number: int, look_at: datetime) -> None:
    """A workflow that still waits ends; the sweep enqueues the next look."""
    held = requests.get(desk, number, lock=True)
    if held.state in {State.SUBMITTED, State.VOID, State.APPROVED, State.SCHEDULED, State.EXECUTING}:
        requests.change(desk, number, look_at=look_at)
        carding.show_all(desk, number)
