"""Readings of a wave: what Entra and the platform said at one moment, and what the wave would do to each person then.

A reading is made by :mod:`provisioning.workflow.surveying`. One that no request uses is forgotten after a day.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, and_, bindparam, cast, delete, exists, func, insert, or_, select, tuple_, update

from provisioning.storage import tables as t

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from sqlalchemy import Row, Select, Table

    from provisioning.usecases.desk import Desk

READING, READY, FAILED = "reading", "ready", "failed"
#: What is said of a wave that the settings name no more.
UNNAMED = "declined-wave-unnamed"
#: How long a reading is kept that no request uses.
KEPT = timedelta(days=1)
#: Rows of each table that one unit of work deletes, so that nobody waits long for the writer.
SOME = 1000
#: How many people :func:`moved` names of each sort: more than any allowance lets through.
MOST_MOVED = 1001

_L = t.lines.c
_UNUSED = (t.readings.c.request.is_(None), t.readings.c.began_at < bindparam("begun_before"))
_OLD = select(t.readings.c.id).where(*_UNUSED).order_by(t.readings.c.id).limit(1)
#: Whether there is one that :func:`forget_old` would delete.
IS_OLD = exists().where(*_UNUSED)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One reading of a wave."""

    id: int
    wave: str
    back: bool
    request: int | None
    card: str | None
    state: str
    began_at: datetime
    #: When all was read; None before.
    read_at: datetime | None
    #: Memberships and accounts read so far.
    people: int
    accounts: int
    #: People by change, every change named; empty until it is ready.
    counts: dict[str, int]
    #: ``groups`` {name: object id}, ``missing``, ``dynamic``, ``nested`` [[group, nested group]], ``in_scope``, and
    #: ``others``: object ids of groups in scope that are no role groups; ``fails``: how many by reason. Empty until it is ready.
    notes: dict[str, Any]
    digest: str
    #: Key and values of the sentence that says why it could not be read; None while it goes well.
    why: tuple[str, dict[str, Any]] | None


@dataclass(frozen=True, kw_only=True)
class Line:
    """What the wave does to one person, or to an account that is lost."""

    pseudonym: str
    change: str
    why: str | None
    before: tuple[str, ...]
    after: tuple[str, ...]
    optional: tuple[str, ...]
    marks: tuple[str, ...]
    was_on: bool
    account: str | None
    state: str | None
    seen: Any


@dataclass(frozen=True, kw_only=True)
class Moved:
    """How the set of one reading differs from that of another, by pseudonym; at most :data:`MOST_MOVED` of each."""

    joined: list[Line]
    left: list[Line]
    #: The same person before and after, where change or roles differ.
    differ: list[tuple[Line, Line]]


def begin(desk: Desk, wave: str, *, back: bool = False, request: int | None = None, card: str | None = None) -> int:
    """A reading of the wave called ``wave``, still to be made. ``card`` is shown anew as it goes on. Returns its id."""
    row = {"wave": wave, "back": back, "request": request, "card": card, "state": READING, "began_at": desk.now}
    made = desk.c.execute(insert(t.readings).values(**row, people=0, accounts=0))
    return int((made.inserted_primary_key or [0])[0])


def get(desk: Desk, reading: int) -> Reading:
    """A reading. KeyError when there is none (any more)."""
    found = find(desk, reading)
    if found is None:
        raise KeyError(reading)
    return found


def find(desk: Desk, reading: int) -> Reading | None:
    """A reading; None when there is none (any more)."""
    row = desk.c.execute(select(t.readings).where(t.readings.c.id == reading)).first()
    return _reading(row) if row else None


def latest(desk: Desk, wave: str, *, back: bool = False) -> Reading | None:
    """The newest reading of a wave that is ready; None without one."""
    c = t.readings.c
    mine = select(t.readings).where(c.wave == wave, c.back.is_(back), c.state == READY)
    row = desk.c.execute(mine.order_by(c.id.desc()).limit(1)).first()
    return _reading(row) if row else None


def change(desk: Desk, reading: int, **values: Any) -> None:
    """Change a reading's row."""
    desk.c.execute(update(t.readings).where(t.readings.c.id == reading).values(values))


def lines(
    desk: Desk,
    reading: int,
    *,
    changes: Collection[str] = (),
    marks: Collection[str] = (),
    states: Collection[str | None] | None = None,
    limit: int,
    offset: int = 0,
) -> list[Line]:
    """Lines in the order of their pseudonyms: of one of these changes, with one of these marks, in one of these states."""
    query = _some(select(t.lines), reading, changes, marks, states)
    rows = desk.c.execute(query.order_by(_L.pseudonym).limit(limit).offset(offset))
    return [_line(row) for row in rows.mappings()]


def count(desk: Desk, reading: int, *, changes: Collection[str] = (), marks: Collection[str] = ()) -> int:
    """How many lines :func:`lines` has."""
    query = _some(select(func.count()).select_from(t.lines), reading, changes, marks, None)
    return desk.c.scalar(query) or 0


def count_outside(desk: Desk, reading: int) -> int:
    """How many who stay as they are have no account that is on."""
    query = _some(select(func.count()).select_from(t.lines), reading, ("unchanged",), (), None)
    return desk.c.scalar(query.where(_L.was_on.is_(False))) or 0


def _some(
    query: Select[Any],
    reading: int,
    changes: Collection[str],
    marks: Collection[str],
    states: Collection[str | None] | None,
) -> Select[Any]:
    """The lines that are meant."""
    query = query.where(_L.reading == reading)
    if changes:
        query = query.where(_L.change.in_([str(one) for one in changes]))
    if marks:
        query = query.where(or_(*(cast(_L.marks, Text).contains(f'"{mark}"') for mark in marks)))
    if states is not None:
        named = _L.state.in_([state for state in states if state is not None])
        query = query.where(or_(named, _L.state.is_(None)) if None in states else named)
    return query


def moved(desk: Desk, before: int, after: int) -> Moved:
    """Who is in the set of ``after`` and not of ``before``, the other way round, and who is in both but not the same.

    Not the same is also who only became an owner or an external, or is none any more: an approver saw them as such.
    Lost accounts count as well: they are nobody's until somebody is named.
    """
    both = t.lines.join(_B, and_(_B.c.pseudonym == _L.pseudonym, _B.c.reading == after))
    written = (cast(_L[name], Text) != cast(_B.c[name], Text) for name in ("after", "marks"))
    differs = or_(_L.change != _B.c.change, *written)
    query = select(t.lines, *(column.label(f"b_{column.name}") for column in _B.c)).select_from(both)
    pairs = desk.c.execute(query.where(_L.reading == before, differs).order_by(_L.pseudonym).limit(MOST_MOVED))
    return Moved(
        joined=_only_in(desk, after, before),
        left=_only_in(desk, before, after),
        differ=[(_line(row), _line(row, "b_")) for row in pairs.mappings()],
    )


_B = t.lines.alias("b")


def _only_in(desk: Desk, one: int, other: int) -> list[Line]:
    """Lines of people whom the other reading does not have."""
    there = exists().where(_B.c.reading == other, _B.c.pseudonym == _L.pseudonym)
    query = select(t.lines).where(_L.reading == one, ~there).order_by(_L.pseudonym).limit(MOST_MOVED)
    return [_line(row) for row in desk.c.execute(query).mappings()]


def clear(desk: Desk, reading: int, *, lines_too: bool = True) -> bool:
    """Delete some of what was read; whether there may be more. Without ``lines_too`` what the wave does to people stays."""
    tables = [t.read_members, t.read_accounts, *([t.lines] if lines_too else [])]
    return any([_clear_some(desk, table, reading) for table in tables])  # noqa: C419  each table, not the first alone


def _clear_some(desk: Desk, table: Table, reading: int) -> bool:
    keys = [column for column in table.primary_key.columns if column.name != "reading"]
    rows = desk.c.execute(select(*keys).where(table.c.reading == reading).limit(SOME)).all()
    if rows:
        named = tuple_(*keys).in_([tuple(row) for row in rows])
        desk.c.execute(delete(table).where(table.c.reading == reading, named))
    return len(rows) == SOME


def forget_old(desk: Desk) -> int:
    """Delete some of the oldest reading that no request uses and whose day is over; how many are gone for good."""
    reading = desk.c.scalar(_OLD, {"begun_before": desk.now - KEPT})
    if reading is None or clear(desk, reading):
        return 0
    return desk.c.execute(delete(t.readings).where(t.readings.c.id == reading)).rowcount


def _reading(row: Row[Any]) -> Reading:
    """A row as a record."""
    return Reading(
        id=row.id,
        wave=row.wave,
        back=row.back,
        request=row.request,
        card=row.card,
        state=row.state,
        began_at=row.began_at,
        read_at=row.read_at,
        people=row.people,
        accounts=row.accounts,
        counts=row.counts or {},
        notes=row.notes or {},
        digest=row.digest or "",
        why=(row.why[0], row.why[1]) if row.why else None,
    )


def _line(row: Mapping[Any, Any], prefix: str = "") -> Line:
    """A row as a record."""
    of = {one.name: row[prefix + one.name] for one in fields(Line)}
    return Line(**{**of, **{name: tuple(of[name]) for name in ("before", "after", "optional", "marks")}})
