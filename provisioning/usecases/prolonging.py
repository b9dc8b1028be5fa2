"""What is held for a time may be asked for again for a longer one. No grant cuts another short, so nothing else is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from provisioning.domain import dates
from provisioning.domain.states import Option
from provisioning.storage import tables as t

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from sqlalchemy import Row

    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

#: What somebody holds through Usher, and the groups that they were in before.
RUNNING = select(t.grants).where(t.grants.c.person == bindparam("person"), t.grants.c.ended_at.is_(None))
HELD_BEFORE = select(t.held_before.c.group_name).where(t.held_before.c.pseudonym == bindparam("person"))


def prolonged(desk: Desk, subject: str, groups: Collection[str], until: datetime | None) -> dict[str, Row[Any]]:
    """Those of the groups that are held through Usher alone and end before ``until``, by the grant that lasts longest.

    Accounts on the platform alone are not made twice, so they cannot be prolonged.
    """
    last = _lasting(desk, subject)
    held = set(desk.c.scalars(HELD_BEFORE, {"person": subject}))
    mine = {name: last[name] for name in groups if name in last and name not in held}
    return {name: grant for name, grant in mine.items() if _outlasts(until, grant.until)}


def is_outlasted(desk: Desk, grant: Row[Any]) -> bool:
    """Whether the person keeps everything that this grant gives by others that last longer, so that nothing ends with it."""
    last, groups = _lasting(desk, grant.person), grant.gives["groups"]
    mine = grant.option == Option.GUEST and bool(groups)
    return mine and all(last[name].id != grant.id for name in groups)


def extended(desk: Desk, request: Request) -> tuple[tuple[str, int, date], ...]:
    """What an extension is about: its groups, the request that gave them, and until when they are held now, while that is earlier."""
    c, zone = t.grants.c, desk.rules.zone
    running = select(t.grants).where(c.id.in_(request.grants), c.ended_at.is_(None)).order_by(c.until, c.id)
    return tuple(
        (", ".join(row.gives["groups"]), row.request, dates.day_of(row.until, zone))
        for row in desk.c.execute(running)
        if _outlasts(request.until, row.until)
    )


def _lasting(desk: Desk, subject: str) -> dict[str, Row[Any]]:
    """For each group the running grant that lasts longest."""
    last = dict[str, Any]()
    for grant in desk.c.execute(RUNNING, {"person": subject}):
        for name in grant.gives["groups"] if grant.option == Option.GUEST else ():
            if name not in last or _outlasts(grant.until, last[name].until):
                last[name] = grant
    return last


def _outlasts(until: datetime | None, other: datetime | None) -> bool:
    """Whether one end comes after the other; None is no end."""
    return other is not None and (until is None or until > other)
