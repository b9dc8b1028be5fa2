"""Looking after the database: upgrade, verify and export the audit."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, TypeVar

from provisioning.sql import Database
from provisioning.storage import audit, schema
from provisioning.storage.vault import Vault
from usher.wiring import database_url, master_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from provisioning.storage.vault import Keys
    from usher.settings import Environment

T = TypeVar("T")
EXPORT_AT_MOST = 1_000_000


def upgrade(environment: Environment) -> str:
    """Bring the tables to this version; the sentence to print."""
    database = Database(database_url(environment))
    try:
        before = schema.current(database.engine)
        schema.upgrade(database.engine)
    finally:
        database.close()
    return f"The database is at {schema.head()}." if before == schema.head() else f"Upgraded to {schema.head()}."


def verify(environment: Environment) -> tuple[bool, str]:
    """(whether the chain holds, the sentence to print)."""
    keys = master_keys(environment)
    held, fault = _read(environment, lambda c: audit.verify(c, keys.audit))
    if fault:
        return False, f"The audit does not hold: {fault}. {held} rows before it are as they were written."
    return True, f"The audit holds: {held} rows, none changed, removed or reordered."


def export(environment: Environment) -> Iterator[str]:
    """The audit as JSON Lines, oldest first, with names where the vault still has them."""
    keys = master_keys(environment)
    yield from _read(environment, lambda c: _lines(c, keys))


def _read(environment: Environment, work: Callable[[Connection], T]) -> T:
    """Run ``work`` on a snapshot of the database."""

    async def run() -> T:
        database = Database(database_url(environment))
        try:
            return await database.read(work)
        finally:
            database.close()

    return asyncio.run(run())


def _lines(connection: Connection, keys: Keys) -> list[str]:
    """Every row as a JSON line."""
    rows = list(reversed(audit.list_latest(connection, EXPORT_AT_MOST)))
    people = {p for row in rows for p in (row.actor, row.subject) if p}
    names = {p: d.get("name") or d.get("mail", "") for p, d in Vault(connection, keys).read(people).items()}
    return [
        json.dumps(
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
        for row in rows
    ]
