"""Externals whose access runs, and who answers for each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from provisioning.domain.states import Kind
from provisioning.storage import tables as t

if TYPE_CHECKING:
    from sqlalchemy import Select

    from provisioning.usecases.desk import Desk


def list_running(desk: Desk) -> dict[str, str]:
    """Everybody from outside who holds something through Usher, who was let in first before the others: sponsors by person.

    Each has one sponsor, whoever let them in last; who is in Entra as a guest by some other way has the one who gave them most lately.
    """
    rows = desk.c.execute(_running(desk)).all()
    found = {row.person: row.sponsor for row in rows}
    return found | {row.person: row.sponsor for row in rows if row.kind == Kind.INVITE_EXTERNAL}


def has_running(desk: Desk) -> bool:
    """Whether there is anybody of these."""
    return desk.c.execute(_running(desk).limit(1)).first() is not None


def _running(desk: Desk) -> Select[Any]:
    g, r, p = t.grants.c, t.requests.c, t.people.c
    invited = r.kind == Kind.INVITE_EXTERNAL.value
    return (
        select(g.person, g.sponsor, r.kind)
        .select_from(t.grants.join(t.requests, r.number == g.request).join(t.people, p.pseudonym == g.person))
        .where(g.ended_at.is_(None), or_(g.until.is_(None), g.until > desk.now), or_(invited, p.is_guest.is_(True)))
        .order_by(g.id)
    )
