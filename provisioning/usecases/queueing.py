"""When an execution may go on: one person's run one after another, and ending wins over giving."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from provisioning.domain.states import OF_JOB, Kind, State
from provisioning.storage import tables as t
from provisioning.usecases import people, requests

if TYPE_CHECKING:
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

#: Requests about somebody whose present revision has begun to look again, or has gone on from there.
_BEGUN = (
    select(t.requests.c.number)
    .join(t.steps, (t.steps.c.request == t.requests.c.number) & (t.steps.c.revision == t.requests.c.revision))
    .where(t.requests.c.subject == bindparam("subject"), t.steps.c.key == "recheck")
)


class Order(StrEnum):
    """When an execution may go on: one person's run one after another, and ending wins over giving."""

    NOW = "now"
    LATER = "later"
    NEVER = "never"


def order_of(desk: Desk, request: Request) -> Order:
    """Giving stops for an owner's later "end everything"; everything waits for what is being carried out already.

    The organisation's wishes about the job and its waves do not wait for one another: a pause stops a wave that goes on for days.
    """
    c = t.requests.c
    about = (c.subject == request.subject) & (c.number != request.number)
    open_states = [State.SUBMITTED.value, State.APPROVED.value, State.EXECUTING.value]
    others = requests.list_where(desk, about, c.state.in_(open_states))
    ends = [one for one in others if one.kind is Kind.END_ACCESS and one.terms.get("why") == "owner"]
    if request.kind is not Kind.END_ACCESS and any(one.number > request.number for one in ends):
        return Order.NEVER
    if not others:
        return Order.NOW
    people.hold(desk, request.subject)  # of two that would begin at once the second sees the first
    begun = set(desk.c.scalars(_BEGUN, {"subject": request.subject}))
    busy = [
        one
        for one in others
        if (one.state is State.EXECUTING or (one.state is State.APPROVED and one.number in begun))
        and _place(one, begun) < _place(request, begun)
        and (one.kind in OF_JOB) == (request.kind in OF_JOB)
    ]
    return Order.LATER if busy else Order.NOW


def _place(request: Request, begun: set[int]) -> tuple[bool, bool, int]:
    """Its place in the one order that all of a person's executions keep, so that no two wait for each other.

    What has begun goes first, since what it found outside holds only while nobody else changes it; then what is tried again.
    """
    return request.number not in begun, request.state is not State.EXECUTING, request.number
