"""How much one person has asked for in a day: taking access from many needs an approver, and nobody floods those who decide."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from provisioning.domain import dates
from provisioning.domain.errors import Declined
from provisioning.domain.states import FOR_ONESELF, Kind, State
from provisioning.storage import tables as t

if TYPE_CHECKING:
    from datetime import date

    from provisioning.usecases.desk import Desk

#: From so many people one owner takes access in a day on their own; more need an approver.
MANY = 5
#: So often a day somebody asks for groups of their own.
OWN_A_DAY = 10
DAY = timedelta(days=1)
#: Between a last day and the working day before it there are at most so many days.
WARNED = timedelta(days=4)


def are_many(desk: Desk, owner: str, people: int = 1) -> bool:
    """Whether this owner would have taken access from too many people within a day, with ``people`` more.

    By a last day that is so near that it takes effect as an end does, as well.
    """
    c = t.requests.c
    mine = (c.requester == owner) & c.kind.in_([Kind.CHANGE_ROLE, Kind.END_ACCESS]) & (c.submitted_at > desk.now - DAY)
    rows = desk.c.execute(
        select(c.kind, c.subject, c.terms).where(mine, c.state.not_in([State.CANCELLED, State.REFUSED]))
    )
    taken = {row.subject for row in rows if row.kind == Kind.END_ACCESS or row.terms.get("leaves")}
    return len(taken | _ended_soon(desk, owner)) + people > MANY


def is_soon(desk: Desk, day: date) -> bool:
    """Whether access that is given this last day ends as if at once: nobody can be warned a working day before any more."""
    return dates.warning_days(day)[1] <= dates.day_of(desk.now, desk.rules.zone)


def _ended_soon(desk: Desk, owner: str) -> set[str]:
    """Whose last day this owner has brought so near within a day."""
    a, g = t.audit.c, t.grants.c
    shorter = (a.event == "grant.shortened") & (a.actor == owner) & (a.at > desk.now - DAY)
    near = g.until.between(desk.now - DAY, desk.now + WARNED)
    given = (
        select(g.person, g.until).join(t.audit, (a.request == g.request) & (a.subject == g.person)).where(near, shorter)
    )
    return {row.person for row in desk.c.execute(given) if is_soon(desk, dates.day_of(row.until, desk.rules.zone))}


def check_own(desk: Desk, person: str) -> None:
    """Decline somebody who has asked for their own groups often enough today: each time approvers get a card."""
    c = t.requests.c
    mine = (c.requester == person) & (c.subject == person) & c.kind.in_(FOR_ONESELF) & (c.submitted_at > desk.now - DAY)
    if len(desk.c.execute(select(c.number).where(mine).limit(OWN_A_DAY)).all()) >= OWN_A_DAY:
        raise Declined("declined-cap-own", limit=OWN_A_DAY)
