"""What stopped for an end or a removal that comes to nothing goes on by itself: nobody has to notice that and press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam

from provisioning.domain.states import RETRYABLE
from provisioning.storage import tables as t
from provisioning.usecases import people, queueing, requests, waiting, withdrawing

if TYPE_CHECKING:
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

_STOPPED = requests.select_where(
    t.requests.c.subject == bindparam("subject"),
    t.requests.c.number < bindparam("number"),
    t.requests.c.state.in_([state.value for state in RETRYABLE]),
    t.requests.c.ended_at > bindparam("since"),
)
#: What was asked about somebody afterwards.
_LATER = requests.select_where(
    t.requests.c.subject == bindparam("subject"),
    t.requests.c.number > bindparam("number"),
)


def settle(desk: Desk) -> None:
    """At the end of a unit of work: whatever stopped for what was called off in it goes on, as far as nothing else stands against it.

    So does what was closed in it because it had stopped for what was called off since.
    """
    for number in sorted(desk.called_off):
        since = desk.now - waiting.GIVE_UP_TASK
        subject = requests.get(desk, number).subject
        people.hold(desk, subject)  # of two units, one that calls off and one that closes, the second sees the first
        for stopped in requests.list_by(desk, _STOPPED, subject=subject, number=number, since=since):
            if stopped.why and stopped.why[0] in queueing.STOPPED:
                _go_on(desk, requests.get(desk, stopped.number, lock=True))
    for number in sorted(desk.stopped):
        stopped = requests.get(desk, number)
        people.hold(desk, stopped.subject)
        _go_on(desk, stopped)


def _go_on(desk: Desk, request: Request) -> None:
    """The same attempt as by a press; it judges rights and facts anew before it does anything."""
    if (
        request.state not in RETRYABLE
        or withdrawing.is_overtaken(desk, request)
        or withdrawing.was_ended(desk, request)
        or _is_left_to_people(desk, request)
    ):
        return
    attempt = withdrawing.try_again(desk, request)
    desk.audit("step.resumed", request=request.number, subject=request.subject, attempt=attempt)


def _is_left_to_people(desk: Desk, request: Request) -> bool:
    """Whether any of it was asked for anew, whatever became of that, or a removal of it has failed and may be tried again."""
    groups = {*request.groups}
    later = requests.list_by(desk, _LATER, subject=request.subject, number=request.number)
    anew = {name for one in later if not one.takes for name in one.groups}
    failed = {name for one in later if one.state in RETRYABLE for name in one.leaves}
    return not groups.isdisjoint(anew | failed)
