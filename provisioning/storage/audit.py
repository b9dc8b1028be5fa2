"""The audit: each row has its own MAC at once; one sealer gives it its place and its link to the row before.

So decisions never wait for one another, and a row that was changed, removed or reordered is named by :func:`verify`.
"""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, insert, literal, select, text, true, update

from provisioning.domain.errors import UsherError
from provisioning.storage import seals
from provisioning.storage import tables as t
from provisioning.storage.damage import Damaged, read_rows
from provisioning.storage.seals import LastSeal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection, Row, Select

GENESIS = seals.GENESIS
SEAL_AT_ONCE = 500
_mac = seals.mac_of
#: Held until the transaction ends; the number means nothing.
_TURNS = text("SELECT pg_advisory_xact_lock(7583910267)")
#: The chain's own order, and behind it the rows that wait for their place. No row's MAC covers its id, so that ids show no order.
IN_ORDER = (t.audit.c.place.is_(None), t.audit.c.place, t.audit.c.id)
_APPEND = insert(t.audit)
_UNSEALED = (
    select(t.audit.c.id, t.audit.c.mac).where(t.audit.c.place.is_(None)).order_by(t.audit.c.id).limit(SEAL_AT_ONCE)
)
_SEAL = update(t.audit).where(t.audit.c.id == bindparam("row")).values(place=bindparam("place"), link=bindparam("link"))


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What happened. ``detail`` holds ids, hashes and counts, never a name, an address or free text."""

    at: datetime
    event: str
    way: str
    actor: str | None = None
    request: int | None = None
    revision: int | None = None
    subject: str | None = None
    activity: str | None = None
    detail: dict[str, Any] | None = None


def _content(entry: Entry, detail: str) -> tuple[object, ...]:
    """What the MAC covers, in a fixed order."""
    at = entry.at.isoformat(timespec="microseconds")
    return (
        at,
        entry.event,
        entry.actor,
        entry.way,
        entry.request,
        entry.revision,
        entry.subject,
        entry.activity,
        detail,
    )


def append(connection: Connection, key: bytes, entry: Entry) -> None:
    """Write one event in the caller's transaction."""
    detail = json.dumps(entry.detail or {}, sort_keys=True, separators=(",", ":"))
    values = {
        "at": entry.at,
        "event": entry.event,
        "way": entry.way,
        "actor": entry.actor,
        "request": entry.request,
        "revision": entry.revision,
        "subject": entry.subject,
        "activity": entry.activity,
        "detail": detail,
        "mac": _mac(key, *_content(entry, detail)),
    }
    connection.execute(_APPEND, values)


def take_turns(connection: Connection) -> None:
    """From here to the end of its transaction one unit of work at a time: what it finds to be the last event stays the last."""
    if connection.dialect.name != "sqlite":  # there a unit of work is alone from its beginning
        connection.execute(_TURNS)


class Broken(UsherError):
    """The chain no longer ends where it was sealed last. Nothing was sealed: the key signs no loss."""


def seal(connection: Connection, key: bytes, *, required: bool = False) -> tuple[int, str]:
    """Give up to 500 rows their place and link; returns the head (place, link). One sealer runs at a time: it holds a lock.

    Raises :class:`Broken` where the chain does not end at its last seal, or lacks one that is ``required``.
    """
    seals.be_alone(connection)
    place, link = found = head(connection)
    last = seals.read(connection)
    if fault := seals.fault_in(last, key, found, required=required):
        raise Broken(fault)
    sealed = []
    for row in connection.execute(_UNSEALED).all():
        place, link = place + 1, _mac(key, link, row.mac)
        sealed.append({"row": row.id, "place": place, "link": link})
    if sealed:
        connection.execute(_SEAL, sealed)
    if sealed or last is None:
        seals.keep(connection, key, (place, link))
    return place, link


def begin_seals(connection: Connection, key: bytes) -> None:
    """From now on there is a last seal: where none is, the chain as it stands."""
    seals.be_alone(connection)
    if seals.read(connection) is None:
        seals.keep(connection, key, head(connection))


def head(connection: Connection) -> tuple[int, str]:
    """Place and link of the last sealed row; (0, zeros) before the first, and for a place that is no number."""
    row = connection.execute(
        select(t.audit.c.place, t.audit.c.link)
        .where(t.audit.c.place.is_not(None))
        .order_by(t.audit.c.place.desc())
        .limit(1)
    ).first()
    return (row.place, row.link) if row and isinstance(row.place, int) else (0, GENESIS)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What :func:`verify` found: how many rows follow each other, how many of these have no place yet, and the first fault."""

    held: int
    unsealed: int
    #: Names the row, or the kept head, with which it begins; None when everything holds.
    fault: str | None
    #: Place of the last kept head that was met: what is behind it may have been written anew. 0 for none.
    met: int = field(default=0, compare=False)


class _Heads:
    """Heads that were kept outside, met one by one as the chain goes by."""

    def __init__(self, kept: Iterable[tuple[int, str]]) -> None:
        self._left: dict[int, set[str]] = {}
        for place, link in kept:
            self._left.setdefault(place, set()).add(link)
        self.met = 0
        self._left.pop(0, None)  # before the first row there is nothing that could be lost

    def fault_at(self, place: int, link: str) -> str | None:
        """Why the row at this place is not the one that a head names; None when it is, or none does."""
        kept = self._left.pop(place, None)
        if kept in (None, {link}):
            self.met = place if kept else self.met
            return None
        return f"the row at place {place} is not the one that the kept head names: the chain was replaced since"

    def fault_after(self, last: int) -> str | None:
        """What is missing behind the last row; None when nothing is."""
        if not self._left:
            return None
        return f"the chain ends at place {last}, but a kept head names place {max(self._left)}: its end was cut off"


def verify(
    connection: Connection, key: bytes, heads: Iterable[tuple[int, str]] = (), *, required: bool = False
) -> Verdict:
    """Read the whole chain, row by row, and the rows that wait for their place. ``heads`` are (place, link), as logged.

    ``required``: there is a last seal, for there once was one.
    """
    chain = _Chain(key, _Heads(heads), required=required)
    with closing(read_rows(connection, _chain_query())) as rows:
        fault = next((fault for row in rows if (fault := chain.fault_at(row))), None)
    fault = fault or chain.fault_at_end() or _copy(connection)
    return Verdict(held=chain.held, unsealed=chain.unsealed, met=chain.heads.met, fault=fault)


def _chain_query() -> Select[Any]:
    """The audit in its order, the last seal beside each row: one statement, so that both are of one moment beside a sealer.

    Without any row of the audit there is one with the last seal alone.
    """
    always = select(literal(1).label("always")).subquery()
    both = always.outerjoin(t.seals, t.seals.c.one == seals.ONE).outerjoin(t.audit, true())
    return select(t.audit, *seals.COLUMNS).select_from(both).order_by(*IN_ORDER)


class _Chain:
    """Where the reading stands: no row is kept but the last one's place and link."""

    def __init__(self, key: bytes, heads: _Heads, *, required: bool) -> None:
        self.heads = heads
        self._key, self._link, self._required = key, GENESIS, required
        self._last: LastSeal | None = None
        self.place = self.held = self.unsealed = 0

    def fault_at_end(self) -> str | None:
        """Why this is not where the chain should end; None when it is."""
        head = (self.place, self._link)
        return self.heads.fault_after(self.place) or seals.fault_in(
            self._last, self._key, head, required=self._required
        )

    def fault_at(self, row: Row[Any] | Damaged) -> str | None:
        """Why the next row does not hold; None when it does, and is the last one from now on."""
        if isinstance(row, Damaged):
            return f"row {row.id} cannot be read: it holds a moment that is none, or another value of a wrong kind"
        if row.seal_mac is not None:
            self._last = LastSeal(row.seal_place, row.seal_link, row.seal_mac)
        if row.id is None:
            return None  # nothing but the last seal
        fault = _fault(self._key, row, self.place, self._link)
        if fault is None and row.place is not None:
            fault = self.heads.fault_at(row.place, row.link)
        if fault:
            return fault
        self.held += 1
        if row.place is None:
            self.unsealed += 1
        else:
            self.place, self._link = row.place, row.link
        return None


def _copy(connection: Connection) -> str | None:
    """A genuine row that was written a second time; None when there is none.

    Its MAC is right, and sealed it has a place of its own. Nothing happens twice alike: a moment has microseconds, and
    one unit of work never tells the same thing of the same request and person twice.
    """
    c = t.audit.c
    query = select(func.min(c.id), func.max(c.id)).group_by(c.mac).having(func.count() > 1).limit(1)
    found = connection.execute(query).first()
    return f"row {found[1]} is a copy of row {found[0]}" if found else None


def is_genuine(key: bytes, row: Row[Any]) -> bool:
    """Whether the row is as it was written with this key, wherever it stands."""
    if row.at is None:  # only where somebody changed the table itself
        return False
    entry = Entry(
        at=row.at,
        event=row.event,
        way=row.way,
        actor=row.actor,
        request=row.request,
        revision=row.revision,
        subject=row.subject,
        activity=row.activity,
    )
    return bool(row.mac == _mac(key, *_content(entry, row.detail)))


def _fault(key: bytes, row: Row[Any], place: int, link: str) -> str | None:
    """Why this row does not follow the one before; None when it does."""
    if not is_genuine(key, row):
        return f"row {row.id} ({row.event}) was changed"
    if row.place is None:
        return None if row.link is None else f"row {row.id} ({row.event}) lost its place in the chain"
    if row.place != place + 1:
        return f"row {row.id} ({row.event}) stands at {row.place}, expected {place + 1}: a row before it was removed"
    if row.link != _mac(key, link, row.mac):
        return f"row {row.id} ({row.event}) does not follow the row before it: a row was removed or reordered"
    return None


def list_latest(connection: Connection, limit: int, events: Iterable[str] = ()) -> list[Row[Any]]:
    """The newest rows, newest first."""
    query = select(t.audit).order_by(t.audit.c.id.desc()).limit(limit)
    wanted = list(events)
    return list(connection.execute(query.where(t.audit.c.event.in_(wanted)) if wanted else query).all())
