"""The audit: each row has its own MAC at once; one sealer gives it its place and its link to the row before.

So decisions never wait for one another, and a row that was changed, removed or reordered is named by :func:`verify`.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, text, update

from provisioning.storage import tables as t

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection, Row

GENESIS = "0" * 64
SEAL_AT_ONCE = 500
#: Held until the transaction ends; the number means nothing.
_ALONE = text("SELECT pg_advisory_xact_lock(7583910265)")


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


def _mac(key: bytes, *parts: object) -> str:
    """HMAC-SHA256 over canonical JSON."""
    covered = json.dumps(parts, separators=(",", ":"), ensure_ascii=True, default=str)
    return hmac.new(key, covered.encode(), hashlib.sha256).hexdigest()


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
    connection.execute(insert(t.audit).values(values))


def seal(connection: Connection, key: bytes) -> tuple[int, str]:
    """Give up to 500 rows their place and link; returns the head (place, link). One sealer runs at a time: it holds a lock."""
    if connection.dialect.name != "sqlite":  # there a unit of work is alone from its beginning
        connection.execute(_ALONE)
    place, link = head(connection)
    rows = connection.execute(
        select(t.audit).where(t.audit.c.place.is_(None)).order_by(t.audit.c.id).limit(SEAL_AT_ONCE)
    ).all()
    for row in rows:
        place, link = place + 1, _mac(key, link, row.mac)
        connection.execute(update(t.audit).where(t.audit.c.id == row.id).values(place=place, link=link))
    return place, link


def head(connection: Connection) -> tuple[int, str]:
    """Place and link of the last sealed row; (0, zeros) before the first."""
    row = connection.execute(
        select(t.audit.c.place, t.audit.c.link)
        .where(t.audit.c.place.is_not(None))
        .order_by(t.audit.c.place.desc())
        .limit(1)
    ).first()
    return (row.place, row.link) if row else (0, GENESIS)


def verify(connection: Connection, key: bytes) -> tuple[int, str | None]:
    """(rows that hold, what is wrong with the first row that does not); None when everything holds."""
    link, place, held = GENESIS, 0, 0
    query = select(t.audit).order_by(func.coalesce(t.audit.c.place, 1 << 30), t.audit.c.id)
    with connection.execution_options(yield_per=500).execute(query) as rows:
        for row in rows:
            fault = _fault(key, row, place, link)
            if fault:
                return held, fault
            held += 1
            if row.place is not None:
                place, link = row.place, row.link
    return held, None


def _fault(key: bytes, row: Row[Any], place: int, link: str) -> str | None:
    """Why this row does not follow the one before; None when it does."""
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
    if row.mac != _mac(key, *_content(entry, row.detail)):
        return f"row {row.id} ({row.event}) was changed"
    if row.place is None:
        return None
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
