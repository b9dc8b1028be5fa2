"""Who answers for access that is about to end hears of it twice, 14 days and one working day before; an employee hears it too."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, and_, bindparam, exists, func, or_, select, update

from provisioning.domain import dates
from provisioning.domain.states import Kind
from provisioning.storage import tables as t
from provisioning.usecases import carding, expiring, prolonging, warned, warned_together

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provisioning.usecases.desk import Desk

#: So many days before the last one sponsors are warned first.
FIRST_DAYS = 14
#: What a grant's row says once they were warned a second time, which is the last.
FIRST, SECOND = 1, 2

_G = t.grants.c
_DUE = and_(
    _G.ended_at.is_(None),
    _G.until > bindparam("now"),
    or_(
        and_(or_(_G.warned.is_(None), _G.warned < FIRST), _G.until < bindparam("first_ahead")),
        and_(or_(_G.warned.is_(None), _G.warned < SECOND), _G.until < bindparam("second_ahead")),
    ),
)
_IS_EXTERNAL = or_(t.requests.c.kind == Kind.INVITE_EXTERNAL, t.people.c.is_guest.is_(True))
_WARNING = (
    select(t.grants, _IS_EXTERNAL.label("external"), t.requests.c.kind, t.requests.c.terms)
    .join(t.requests, t.requests.c.number == _G.request)
    .join(t.people, t.people.c.pseudonym == _G.person)
    .where(_DUE)
    .order_by(_G.id)
)
_WARN = (
    update(t.grants)
    .where(_G.id == bindparam("grant"), or_(_G.warned.is_(None), _G.warned < bindparam("stage")))
    .where(_G.ended_at.is_(None), _G.until == bindparam("its_until"), _G.sponsor == bindparam("its_sponsor"))
    .values(warned=bindparam("stage"))
)
#: Whether there is anything to do, at :func:`moments`.
IS_DUE = exists().where(_DUE)
#: What ends first of all that waits for each warning, likewise.
AHEAD = tuple(
    select(func.min(_G.until)).where(_G.ended_at.is_(None), _G.until >= bindparam(name)).scalar_subquery().label(name)
    for name in ("first_ahead", "second_ahead")
)


def moments(desk: Desk) -> dict[str, datetime]:
    """When the first last day begins whose first warning is still ahead, and the one whose second is."""
    return dict(zip(("first_ahead", "second_ahead"), _unwarned(desk), strict=True))


def _unwarned(desk: Desk) -> Iterator[datetime]:
    today = dates.day_of(desk.now, desk.rules.zone)
    for stage, soonest in enumerate((FIRST_DAYS, 0)):
        days = (today + timedelta(days=count) for count in itertools.count(soonest))
        day = next(day for day in days if _begin(desk, _days(desk, day)[stage]) > desk.now)
        yield datetime.combine(day, time(), tzinfo=desk.rules.zone)


def _days(desk: Desk, until: date) -> tuple[date, date]:
    return dates.warning_days(until, desk.rules.hours.days_off)


def _begin(desk: Desk, day: date) -> datetime:
    """When people are warned on a day: not before work begins there, since nobody wants to hear it at midnight."""
    return datetime.combine(day, desk.rules.hours.begin, tzinfo=desk.rules.zone).astimezone(UTC)


def warn(desk: Desk) -> int:
    """The sweep: once for each warning, and not of what was prolonged. Of how many grants somebody heard.

    Whoever hears of several that one person holds, or of several people of one list, gets one card for them; and none where
    they have said already that all of it may end.
    """
    due = desk.c.execute(_WARNING, {"now": desk.now, **moments(desk)}).all()
    today, claimed = dates.day_of(desk.now, desk.rules.zone), list[Row[Any]]()
    for row in due:
        last = _last(desk, row)
        first, second = _days(desk, last)
        stage = SECOND if today >= second else FIRST if today >= first else 0
        if stage <= (row.warned or 0):
            continue
        read = {"grant": row.id, "its_until": row.until, "its_sponsor": row.sponsor}
        if not desk.c.execute(_WARN, {**read, "stage": stage}).rowcount:
            continue  # another process was faster, or it was moved meanwhile
        if not prolonging.is_outlasted(desk, row):
            claimed.append(row)
    heard = _send(desk, claimed)
    told = [row for row in claimed if row.id in heard]
    for row in told:
        days = (_last(desk, row) - today).days
        desk.audit("grant.warned", request=row.request, subject=row.person, days=days)
    return len(told)


def _send(desk: Desk, told: list[Row[Any]]) -> set[int]:
    """One card for each reader and person, of what is extended together: one way in, and not what moves with go-live.

    Of several people whom one list let in, their sponsor gets one. Returns the grants of which somebody hears.
    """
    known = warned.list_accepted(desk, {who for row in told for who in (row.sponsor, row.person)})
    heard = set[int]()
    for reader, rows in _cards(told):
        if not all(known.get((reader, row.id), date.min) >= _last(desk, row) for row in rows):
            (_warn_together if len({row.person for row in rows}) > 1 else _warn_alone)(desk, reader, rows)
            heard |= {row.id for row in rows}
    return heard


def _last(desk: Desk, row: Row[Any]) -> date:
    return dates.day_of(row.until, desk.rules.zone)


def _cards(told: list[Row[Any]]) -> Iterator[tuple[str, list[Row[Any]]]]:
    """Who hears of which grants on one card."""
    lists, alone = dict[tuple[Any, ...], dict[str, list[Row[Any]]]](), dict[tuple[Any, ...], list[Row[Any]]]()
    for row in sorted(told, key=_first):
        for reader in sorted({row.sponsor} if row.external else {row.sponsor, row.person}):
            batch = row.terms.get("batch", "") if reader != row.person else ""
            alike = (reader, batch or row.person, row.option, row.kind == Kind.TEST_ACCESS)
            lists.setdefault(alike, {}).setdefault(row.person, []).append(row)
    for (reader, _, *way), people in lists.items():
        if len(people) > 1:
            yield reader, [row for rows in people.values() for row in rows]
            continue
        for person, rows in people.items():
            alone.setdefault((reader, person, *way), []).extend(rows)
    for (reader, *_), rows in alone.items():
        yield reader, sorted(rows, key=_first)


def _first(row: Row[Any]) -> tuple[datetime, int]:
    """The order in which a card tells of ends."""
    return row.until, row.id


def _warn_alone(desk: Desk, reader: str, rows: list[Row[Any]]) -> None:
    ends = [(row.id, _last(desk, row)) for row in rows]
    about = {"request": rows[0].request, "person": rows[0].person, **warned.terms_of(ends)}
    carding.show(desk, carding.issue(desk, reader, "expiry", verbs=expiring.EXPIRY_VERBS, **about))


def _warn_together(desk: Desk, reader: str, rows: list[Row[Any]]) -> None:
    ends = [(row.id, _last(desk, row), row.person) for row in rows]
    verbs, terms = warned_together.VERBS, warned_together.terms_of(ends)
    carding.show(desk, carding.issue(desk, reader, warned_together.KIND, verbs=verbs, **terms))


def next_due(desk: Desk, ahead: Row[Any]) -> list[datetime]:
    """When sponsors are warned next; ``ahead`` has :data:`AHEAD`."""
    untils = [(stage, until) for stage, until in enumerate((ahead.first_ahead, ahead.second_ahead)) if until]
    return [_begin(desk, _days(desk, dates.day_of(until, desk.rules.zone))[stage]) for stage, until in untils]
