"""How much one person has asked for in a day: taking access from many needs an approver, and nobody floods those who decide."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

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

_R, _A, _G = t.requests.c, t.audit.c, t.grants.c
_TAKEN = select(_R.kind, _R.subject, _R.terms).where(
    _R.requester == bindparam("owner"),
    _R.kind.in_([Kind.CHANGE_ROLE, Kind.END_ACCESS]),
    _R.submitted_at > bindparam("since"),
    _R.state.not_in([State.CANCELLED, State.REFUSED]),
)
_SHORTENED = (
    select(_G.person, _G.until)
    .join(t.audit, (_A.request == _G.request) & (_A.subject == _G.person))
    .where(
        _G.until.between(bindparam("since"), bindparam("soon")),
        _A.event == "grant.shortened",
        _A.actor == bindparam("owner"),
        _A.at > bindparam("since"),
    )
)


def are_many(desk: Desk, owner: str, people: int = 1) -> bool:
    """Whether this owner would have taken access from too many people within a day, with ``people`` more.

    By a last day that is so near that it takes effect as an end does, as well.
    """
    rows = desk.c.execute(_TAKEN, {"owner": owner, "since": desk.now - DAY})
    taken = {row.subject for row in rows if row.kind == Kind.END_ACCESS or row.terms.get("leaves")}
    return len(taken | _ended_soon(desk, owner)) + people > MANY


def is_soon(desk: Desk, day: date) -> bool:
    """Whether access that is given this last day ends as if at once: nobody can be warned a working day before any more."""
    return dates.warning_days(day)[1] <= dates.day_of(desk.now, desk.rules.zone)


def _ended_soon(desk: Desk, owner: str) -> set[str]:
    """Whose last day this owner has brought so near within a day."""
    given = desk.c.execute(_SHORTENED, {"owner": owner, "since": desk.now - DAY, "soon": desk.now + WARNED})
    return {row.person for row in given if is_soon(desk, dates.day_of(row.until, desk.rules.zone))}


def check_own(desk: Desk, person: str) -> None:
    """Decline somebody who has asked for their own groups often enough today: each time approvers get a card."""
    c = t.requests.c
    mine = (c.requester == person) & (c.subject == person) & c.kind.in_(FOR_ONESELF) & (c.submitted_at > desk.now - DAY)
    if len(desk.c.execute(select(c.number).where(mine).limit(OWN_A_DAY)).all()) >= OWN_A_DAY:
        raise Declined("declined-cap-own", limit=OWN_A_DAY)
