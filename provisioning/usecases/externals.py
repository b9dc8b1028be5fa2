"""Externals whose access runs, and who answers for each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, or_, select

from provisioning.domain import dates
from provisioning.domain.states import FOR_ONESELF, Kind
from provisioning.storage import tables as t
from provisioning.usecases import lasting, requests

if TYPE_CHECKING:
    from provisioning.domain.ports import DirectoryUser
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

_G, _R, _P = t.grants.c, t.requests.c, t.people.c
_RUNNING = (
    select(_G.person, _G.sponsor, _R.kind)
    .select_from(t.grants.join(t.requests, _R.number == _G.request).join(t.people, _P.pseudonym == _G.person))
    .where(
        _G.ended_at.is_(None),
        or_(_G.until.is_(None), _G.until > bindparam("now")),
        or_(_R.kind == Kind.INVITE_EXTERNAL.value, _P.is_guest.is_(True)),
    )
    .order_by(_G.id)
)
#: Condition: whether there is anybody of these at the moment ``now``.
ANY_RUNNING = _RUNNING.order_by(None).exists()


def list_running(desk: Desk) -> dict[str, str]:
    """Everybody from outside who holds something through Usher, who was let in first before the others: sponsors by person.

    Each has one sponsor, whoever let them in last; who is in Entra as a guest by some other way has the one who gave them most lately.
    """
    rows = desk.c.execute(_RUNNING, {"now": desk.now}).all()
    found = {row.person: row.sponsor for row in rows}
    return found | {row.person: row.sponsor for row in rows if row.kind == Kind.INVITE_EXTERNAL}


def note(desk: Desk, request: Request, user: DirectoryUser) -> Request:
    """Somebody from outside has an end, and no rule lets them in by itself, whatever kind of account they have."""
    if request.kind not in FOR_ONESELF or not desk.rules.externals.include(user):
        return request
    latest = lasting.latest(desk)
    ends = request.until or (dates.end_of(latest, desk.rules.zone) if request.groups else None)
    requests.change(desk, request.number, terms={**request.terms, "external": True}, until=ends)
    return requests.get(desk, request.number, lock=True)
