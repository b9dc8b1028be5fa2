"""The sandbox's own SQLite file: one metadata for every table, and a table of single facts (ids, secrets, the clock's offset)."""

from __future__ import annotations

from sqlalchemy import Column, Connection, MetaData, String, Table, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from provisioning.sql import NAMING

METADATA = MetaData(naming_convention=NAMING)

facts = Table("facts", METADATA, Column("key", String, primary_key=True), Column("value", String, nullable=False))


_FACTS = select(facts)
_FACT = select(facts.c.value).where(facts.c.key == bindparam("its_key"))
_NEW_FACT = insert(facts)
_PUT_FACT = _NEW_FACT.on_conflict_do_update(index_elements=["key"], set_={"value": _NEW_FACT.excluded.value})


def read_facts(connection: Connection) -> dict[str, str]:
    """Every single fact of this world, by key."""
    return {row.key: row.value for row in connection.execute(_FACTS)}


def read_fact(connection: Connection, key: str) -> str | None:
    """One single fact; None where it was never stored."""
    value: str | None = connection.scalar(_FACT, {"its_key": key})
    return value


def put_fact(connection: Connection, key: str, value: str) -> None:
    """Store one fact in place of what was there."""
    connection.execute(_PUT_FACT, {"key": key, "value": value})
