"""The audit as JSON Lines, with names where the vault still has them: for people who may read it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from provisioning.storage import tables as t
from provisioning.storage.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sqlalchemy import Connection, Row

    from provisioning.storage.keys import Keys

#: Rows whose names are read at once; no more than these are held in memory.
AT_ONCE = 500


def write_lines(connection: Connection, keys: Keys, write: Callable[[str], None]) -> None:
    """The whole audit of one snapshot, each line written as soon as it is read."""
    for line in export_lines(connection, keys):
        write(line)


def export_lines(connection: Connection, keys: Keys) -> Iterator[str]:
    """Every row as a JSON line, oldest first, read as the lines are taken."""
    query = select(t.audit).order_by(t.audit.c.id).execution_options(yield_per=AT_ONCE)
    with connection.execute(query) as rows:
        for part in rows.partitions(AT_ONCE):
            people = {p for row in part for p in (row.actor, row.subject) if p}
            details = Vault(connection, keys).read(people)
            names = {p: known.get("name") or known.get("mail", "") for p, known in details.items()}
            yield from (_line(row, names) for row in part)


def _line(row: Row[Any], names: Mapping[str, str]) -> str:
    """One row with what to call people; "" where nobody acted, and for who was erased."""
    return json.dumps(
        {
            "place": row.place,
            "at": row.at.isoformat(),
            "event": row.event,
            "way": row.way,
            "actor": row.actor,
            "actor_name": names.get(row.actor or "", ""),
            "subject": row.subject,
            "subject_name": names.get(row.subject or "", ""),
            "request": row.request,
            "revision": row.revision,
            "activity": row.activity,
            "detail": json.loads(row.detail),
            "mac": row.mac,
            "link": row.link,
        }
    )
