"""Whether a guest has accepted Microsoft's invitation: another fact than "proven", looked at once a day until it is so."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, exists, select, update

from provisioning.domain.states import State
from provisioning.storage import tables as t
from provisioning.usecases import carding, people, requests, telling, unaccepted
from provisioning.usecases.unaccepted import is_waiting

if TYPE_CHECKING:
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

#: World time between two looks.
EVERY = timedelta(days=1)

_LOOKS = (t.requests.c.state == State.DELIVERED, t.requests.c.look_at <= bindparam("now"))
_DUE = requests.select_where(*_LOOKS)
#: Whether there may be any.
IS_DUE = exists().where(*_LOOKS)
_OBJECT_ID = select(t.people.c.object_id).where(t.people.c.pseudonym == bindparam("who"))
_RUNNING = select(t.grants.c.id).where(t.grants.c.request == bindparam("number"), t.grants.c.ended_at.is_(None))


def look_due(desk: Desk) -> int:
    """The sweep: enqueue a look at every invitation that is due for one."""
    due = [request for request in requests.list_by(desk, _DUE, now=desk.now) if is_waiting(request)]
    for request in due:
        if requests.put_off(desk, request.number, desk.now + EVERY):  # also where this look finds the directory away
            desk.enqueue("acceptance", f"acceptance-{request.number}-{desk.now:%Y%m%d%H}", request.number)
    return len(due)


def guest_of(desk: Desk, number: int) -> str | None:
    """Object id of the guest whose acceptance a request waits for; None when it no longer does."""
    request = requests.find(desk, number)
    if request is None or not is_waiting(request):
        return None
    object_id: str | None = desk.c.scalar(_OBJECT_ID, {"who": request.subject})
    return object_id


def record(desk: Desk, number: int, *, accepted: bool | None) -> None:
    """Write down what the directory says; the requester hears of the acceptance, the sponsor when it does not come.

    ``accepted``: None where it does not know them at this moment, which tells nothing.
    """
    people.hold(desk, requests.get(desk, number).subject)
    request = requests.get(desk, number, lock=True)
    if not is_waiting(request):
        return
    alive = desk.c.scalar(_RUNNING, {"number": number}) is not None
    if accepted:
        requests.change(desk, number, why=None, look_at=None)
        desk.c.execute(update(t.grants).where(t.grants.c.request == number).values(accepted_at=desk.now))
        desk.audit("guest.accepted", request=number, subject=request.subject)
        _tell(desk, request, "notice-accepted")
        carding.show_all(desk, number)
        desk.batches |= {request.batch} - {""}
    elif alive:
        requests.change(desk, number, look_at=desk.now + EVERY)
        if accepted is False:
            unaccepted.follow_up(desk, request)
    else:
        requests.change(desk, number, look_at=None)  # the access has ended: nobody waits for it any more


def _tell(desk: Desk, request: Request, key: str) -> None:
    """A word to the requester's own chat."""
    if request.requester:
        telling.notice(desk, request.requester, key, request=request.number, person=request.subject)
