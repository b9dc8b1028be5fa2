"""What an owner may do with a request that was asked: take it back, try again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from provisioning.domain import plan
from provisioning.domain.errors import Declined
from provisioning.domain.plan import Step
from provisioning.domain.states import RETRYABLE, STOPPABLE, WITHDRAWABLE, Kind, State, StepState
from provisioning.storage import tables as t
from provisioning.usecases import (
    authority,
    carding,
    ending,
    executing,
    extending,
    people,
    queueing,
    requests,
    step_rows,
    wave_proving,
    waving,
)

if TYPE_CHECKING:
    from datetime import timedelta

    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member
    from provisioning.usecases.requests import Request


#: Steps that give nothing: after these alone a request may still be taken back.
BEFORE_GIVING = frozenset({"recheck", "invite"})


def is_possible(desk: Desk, request: Request) -> bool:
    """Whether it may still be taken back: nobody carried it out yet, or its execution has given nothing and is giving nothing."""
    if request.state not in STOPPABLE:
        return request.state in WITHDRAWABLE
    return {row.key for row in step_rows.list_of(desk, request)} <= BEFORE_GIVING


def cancel(desk: Desk, member: Member, number: int) -> Request:
    """The requester takes a request back that gave nothing yet. Declines everybody else and what has moved on.

    Under the lock under which a worker takes up its next step: one that gives is taken up before this, or never.
    """
    request = requests.get(desk, number, lock=True)
    if request.requester != member.pseudonym:
        raise Declined("declined-not-yours")
    requests.check_state(request, WITHDRAWABLE | STOPPABLE)
    if not is_possible(desk, request):
        raise Declined("declined-cancel-late", number=number)
    why = "why-withdrawn-invited" if _was_invited(desk, request) else "why-withdrawn"
    requests.move(desk, request, State.CANCELLED, why=(why, {}), look_at=None)
    desk.audit("request.cancelled", actor=member.pseudonym, request=number, subject=request.subject)
    carding.show_all(desk, number)
    return requests.get(desk, number)


def _was_invited(desk: Desk, request: Request) -> bool:
    """Whether an invitation was sent, or may be under way; not one that is an administrator's task, nor a guest who was found."""
    row = step_rows.find(desk, request, Step("invite")) if request.state in STOPPABLE else None
    if row is None:
        return False
    if row.state == StepState.DONE:
        return bool((row.result or {}).get("invited"))
    return not (row.why and row.why[0] in plan.TASKS)


def was_ended(desk: Desk, request: Request) -> bool:
    """Whether what it gave or was to prolong has ended, or an owner ended everything since it was approved.

    Giving it back takes a new approval.
    """
    if request.kind is Kind.EXTEND_ACCESS and extending.is_over(desk, request):
        return True
    g = t.grants.c
    ended = select(g.id).where(g.request == request.number, g.ended_at.is_not(None)).limit(1)
    return queueing.is_ended(desk, request) or desk.c.scalar(ended) is not None


def is_overtaken(desk: Desk, request: Request) -> bool:
    """Whether a later request is about the same: this one is not tried again."""
    return waving.is_overtaken(desk, request) or ending.is_overtaken(desk, request)


def retry(desk: Desk, member: Member, number: int, *, within: timedelta) -> Request:
    """An owner has a failed execution go on with what is missing, while it failed less than ``within`` ago."""
    authority.check_owner(desk, member)
    request = requests.get(desk, number, lock=True)
    requests.check_state(request, RETRYABLE)
    people.check_not_erased(desk, request.subject)
    if is_overtaken(desk, request):
        raise Declined("declined-stale", number=number, state=request.state.value)
    if was_ended(desk, request):
        raise Declined("declined-ended-since", number=number)
    if request.ended_at is not None and desk.now - request.ended_at > within:
        raise Declined("declined-retry-late", days=within.days)
    attempt = try_again(desk, request)
    desk.audit("step.retried", actor=member.pseudonym, request=number, subject=request.subject, attempt=attempt)
    return requests.get(desk, number)


def try_again(desk: Desk, request: Request) -> int:
    """Another attempt at what failed, which the caller holds, goes on with what is missing. Returns which attempt it is."""
    number, attempt = request.number, request.attempt + 1
    executing.forget_failures(desk, request)
    if request.kind is Kind.EXPAND_SCOPE:
        wave_proving.forget_failures(desk, request)
    to = State.EXECUTING if executing.was_started(desk, request) else State.APPROVED
    requests.move(desk, request, to, attempt=attempt, trace=None)
    desk.enqueue("execute", f"{number}-r{request.revision}-a{attempt}", number, request.revision, attempt)
    carding.show_all(desk, number)
    queueing.show_stopped(desk, request)
    return attempt
