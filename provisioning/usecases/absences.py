"""Who is away, and who decides in their place. A deputy has no say but their own: the rules must allow it for each request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, exists, or_, select

from provisioning.domain import dates
from provisioning.domain.states import Kind
from provisioning.storage import tables as t
from provisioning.usecases import people

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import date, datetime

    from sqlalchemy import Row

    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

#: What is not handed to a deputy: it waits for whoever is away.
WAITS = frozenset({Kind.EXPAND_SCOPE})

_C = t.absences.c
_LASTS = (
    _C.person.in_(bindparam("who", expanding=True)),
    _C.since <= bindparam("at"),
    _C.until > bindparam("at"),
    or_(_C.ended_at.is_(None), _C.ended_at > bindparam("at")),
)
_AWAY = select(t.absences).where(*_LASTS).order_by(_C.id)
_DEPUTIES = select(_C.deputy).where(*_LASTS, _C.deputy.is_not(None))
_HAS_ENDED = (_C.ended_at.is_(None), _C.until <= bindparam("now"))
_OVER = select(t.absences).where(*_HAS_ENDED).order_by(_C.id)
#: Whether there are any of these.
IS_OVER = exists().where(*_HAS_ENDED)


@dataclass(frozen=True, kw_only=True)
class Absence:
    """Somebody is away until the end of a day."""

    id: int
    person: str
    deputy: str | None
    since: datetime
    until: datetime


def _from_row(row: Row[*tuple[object, ...]]) -> Absence:
    return Absence(id=row.id, person=row.person, deputy=row.deputy, since=row.since, until=row.until)


def away(desk: Desk, who: Collection[str]) -> dict[str, Absence]:
    """Those of these people who are away now."""
    return {row.person: _from_row(row) for row in desk.c.execute(_AWAY, {"who": list(who), "at": desk.now})}


def last_days(desk: Desk, who: Collection[str]) -> dict[str, date]:
    """Of those of these people who are away now, their last day."""
    gone = away(desk, who) if who else {}
    return {one: dates.day_of(gone[one].until, desk.rules.zone) for one in sorted(gone)}


def list_over(desk: Desk) -> list[Absence]:
    """Those whose last day is over and that nobody has ended."""
    return [_from_row(row) for row in desk.c.execute(_OVER, {"now": desk.now})]


def deputies_of(desk: Desk, who: Collection[str], at: datetime) -> tuple[str, ...]:
    """Who decided in the place of these people, or of an account linked to one, then: no say in what those ask for or gain by."""
    linked = frozenset(people.with_linked(desk, who))
    return desk.once(
        ("deputies", linked, at), lambda: tuple(desk.c.scalars(_DEPUTIES, {"who": list(linked), "at": at}))
    )


def stand_ins(
    desk: Desk, request: Request, approvers: Collection[str], everybody: Callable[[], set[str]]
) -> dict[str, Absence | None]:
    """Who of these need not be asked, each with the absence by which their deputy has it; None where nobody in particular has.

    Waves wait for people; and where nobody of ``everybody`` who may decide is here, all are asked.
    """
    gone = away(desk, approvers) if request.kind not in WAITS and approvers else {}
    if not gone:
        return {}
    may = everybody()
    here = may - away(desk, may).keys()
    return {who: one if one.deputy in here else None for who, one in gone.items()} if here else {}
