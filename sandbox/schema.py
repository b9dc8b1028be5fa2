"""The sandbox's own SQLite file: one metadata for every table, and a table of single facts (ids, secrets, the clock's offset)."""

from __future__ import annotations

from sqlalchemy import Column, Connection, MetaData, String, Table, select
from sqlalchemy.dialects.sqlite import insert

from provisioning.sql import NAMING

METADATA = MetaData(naming_convention=NAMING)

facts = Table("facts", METADATA, Column("key", String, primary_key=True), Column("value", String, nullable=False))


def read_facts(connection: Connection) -> dict[str, str]:
    """Every single fact of this world, by key."""
    return {row.key: row.value for row in connection.execute(select(facts))}


def put_fact(connection: Connection, key: str, value: str) -> None:
    """Store one fact in place of what was there."""
    statement = insert(facts).values(key=key, value=value)
    connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": value}))
