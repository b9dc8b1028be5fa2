"""What stopped for an end or a removal that comes to nothing goes on by itself: nobody has to notice that and press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam

from provisioning.domain.states import RETRYABLE
from provisioning.storage import tables as t
from provisioning.usecases import requests, waiting, withdrawing

if TYPE_CHECKING:
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

#: Why something stopped for what takes it away.
STOPPED = frozenset({"why-ended-meanwhile", "why-removed-meanwhile"})
_STOPPED = requests.select_where(
    t.requests.c.subject == bindparam("subject"),
    t.requests.c.number < bindparam("number"),
    t.requests.c.state.in_([state.value for state in RETRYABLE]),
    t.requests.c.ended_at > bindparam("since"),
)


def settle(desk: Desk) -> None:
    """At the end of a unit of work: whatever stopped for what was called off in it goes on, as far as nothing else stands against it."""
    for number in sorted(desk.called_off):
        since = desk.now - waiting.GIVE_UP_TASK
        subject = requests.get(desk, number).subject
        for stopped in requests.list_by(desk, _STOPPED, subject=subject, number=number, since=since):
            if stopped.why and stopped.why[0] in STOPPED:
                _go_on(desk, requests.get(desk, stopped.number, lock=True))


def _go_on(desk: Desk, request: Request) -> None:
    """The same attempt as by a press; it judges rights and facts anew before it does anything."""
    if (
        request.state not in RETRYABLE
        or withdrawing.is_overtaken(desk, request)
        or withdrawing.was_ended(desk, request)
    ):
        return
    attempt = withdrawing.try_again(desk, request)
    desk.audit("step.resumed", request=request.number, subject=request.subject, attempt=attempt)
