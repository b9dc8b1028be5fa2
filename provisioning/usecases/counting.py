"""How much one person has asked for in a day: taking access from many needs an approver, and nobody floods those who decide."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from provisioning.domain import dates
from provisioning.domain.errors import Declined
from provisioning.domain.states import FOR_ONESELF, Kind, State
from provisioning.storage import tables as t
from provisioning.usecases import people

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from provisioning.usecases.desk import Desk

#: From so many people one owner takes access in a day on their own; more need an approver.
MANY = 5
#: So often a day somebody asks for groups of their own.
OWN_A_DAY = 10
DAY = timedelta(days=1)
#: Between a last day and the working day before it there are at most so many days, and so many more for each day off.
WARNED, MORE = timedelta(days=4), timedelta(days=2)

_R, _A, _G = t.requests.c, t.audit.c, t.grants.c
_TAKEN = select(_R.kind, _R.subject, _R.terms).where(
    _R.requester.in_(bindparam("owners", expanding=True)),
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
        _A.actor.in_(bindparam("owners", expanding=True)),
        _A.at > bindparam("since"),
    )
)


def are_many(desk: Desk, owner: str, more: int = 1) -> bool:
    """Whether this owner, by whichever account, would have taken access from too many people within a day, with so many ``more``.

    By a last day that is so near that it takes effect as an end does, as well.
    """
    owners = sorted(people.list_linked(desk, owner))
    rows = desk.c.execute(_TAKEN, {"owners": owners, "since": desk.now - DAY})
    taken = {row.subject for row in rows if row.kind == Kind.END_ACCESS or row.terms.get("leaves")}
    return len(taken | _ended_soon(desk, owners)) + more > MANY


def is_soon(desk: Desk, day: date) -> bool:
    """Whether access that is given this last day ends as if at once: nobody can be warned a working day before any more."""
    return dates.warning_days(day, desk.rules.hours.days_off)[1] <= dates.day_of(desk.now, desk.rules.zone)


def _ended_soon(desk: Desk, owners: Sequence[str]) -> set[str]:
    """Whose last day these accounts have brought so near within a day."""
    soon = desk.now + WARNED + MORE * len(desk.rules.hours.days_off)
    given = desk.c.execute(_SHORTENED, {"owners": list(owners), "since": desk.now - DAY, "soon": soon})
    return {row.person for row in given if is_soon(desk, dates.day_of(row.until, desk.rules.zone))}


def check_own(desk: Desk, person: str) -> None:
    """Decline somebody who has asked for their own groups often enough today, by whichever account: each time approvers get a card."""
    c, own = t.requests.c, sorted(people.list_linked(desk, person))
    mine = (
        c.requester.in_(own) & (c.subject == c.requester) & c.kind.in_(FOR_ONESELF) & (c.submitted_at > desk.now - DAY)
    )
    if len(desk.c.execute(select(c.number).where(mine).limit(OWN_A_DAY)).all()) >= OWN_A_DAY:
        raise Declined("declined-cap-own", limit=OWN_A_DAY)
