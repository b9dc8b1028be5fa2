"""When an execution may go on: one person's run one after another, and ending wins over giving."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from provisioning.domain.states import OF_JOB, Kind, State
from provisioning.storage import tables as t
from provisioning.usecases import requests

if TYPE_CHECKING:
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request


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
    busy = [
        one
        for one in others
        if one.state is State.EXECUTING
        and one.number < request.number
        and (one.kind in OF_JOB) == (request.kind in OF_JOB)
    ]
    return Order.LATER if busy else Order.NOW
