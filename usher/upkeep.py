"""Looking after the database: upgrade, verify and export the audit."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from provisioning.storage import audit, export, schema
from usher.database import open_database
from usher.wiring import master_keys

if TYPE_CHECKING:
    from usher.settings import Environment


def upgrade(environment: Environment) -> str:
    """Bring the tables to this version; the sentence to print."""
    with open_database(environment, upgraded=False) as database:
        before = schema.current(database.engine)
        schema.upgrade(database.engine)
    return f"The database is at {schema.head()}." if before == schema.head() else f"Upgraded to {schema.head()}."


def verify(environment: Environment) -> tuple[bool, str]:
    """(whether the chain holds, the sentence to print)."""
    keys = master_keys(environment)

    async def run() -> tuple[int, str | None]:
        with open_database(environment) as database:
            return await database.read(audit.verify, keys.audit)

    held, fault = asyncio.run(run())
    if fault:
        return False, f"The audit does not hold: {fault}. {held} rows before it are as they were written."
    return True, f"The audit holds: {held} rows, none changed, removed or reordered."


def export_audit(environment: Environment) -> list[str]:
    """The audit as JSON Lines, oldest first, with names where the vault still has them."""
    keys = master_keys(environment)

    async def run() -> list[str]:
        with open_database(environment) as database:
            return await database.read(export.export_lines, keys)

    return asyncio.run(run())
