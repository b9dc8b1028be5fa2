"""The tables of the provider. Addresses and names are in them as sent: this is the platform's own list of accounts.

``scim_keys`` holds one row per value that a filter may ask for, in the form in which SCIM compares it, so that every
attribute is found by an index and every filter is SQL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, Table, Text, UniqueConstraint, text

from provisioning.sql import NAMING

if TYPE_CHECKING:
    from sqlalchemy import Engine

metadata = MetaData(naming_convention=NAMING)

#: Text compared byte by byte: the order of keys must not depend on the language of a PostgreSQL cluster.
Exact = Text().with_variant(Text(collation="C"), "postgresql")

resources = Table(
    "scim_resources",
    metadata,
    # order of creation, which listings follow
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("id", Exact, nullable=False),
    Column("kind", Exact, nullable=False),
    # userName or displayName, as compared
    Column("unique_key", Exact, nullable=False),
    # userName or displayName, as sent
    Column("name", Text, nullable=False),
    Column("external_id", Exact),
    Column("active", Boolean, nullable=False),
    # the resource as JSON, without what is derived: id, meta, groups, members, roles that follow from groups
    Column("body", Text, nullable=False),
    Column("member_count", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created", Exact, nullable=False),
    Column("modified", Exact, nullable=False),
    UniqueConstraint("id"),
    UniqueConstraint("kind", "unique_key"),
    Index(None, "external_id"),
    Index(None, "kind", "seq"),
    sqlite_autoincrement=True,
)

members = Table(
    "scim_members",
    metadata,
    Column("group_id", Exact, primary_key=True),
    # no foreign key: a member may be told before it is created, and rights come from a join with active users
    Column("member_id", Exact, primary_key=True),
    Index(None, "member_id"),
    sqlite_with_rowid=False,
)

keys = Table(
    "scim_keys",
    metadata,
    Column("owner", Exact, primary_key=True),
    Column("path", Exact, primary_key=True),
    # which entry of a multi-valued attribute
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("key", Exact, nullable=False),
    Index(None, "path", "key"),
    sqlite_with_rowid=False,
)

role_groups = Table(
    "scim_role_groups",
    metadata,
    Column("external_id", Exact, primary_key=True),
    Column("role", Exact, primary_key=True),
    Index(None, "role"),
    sqlite_with_rowid=False,
)

tokens = Table(
    "scim_tokens",
    metadata,
    Column("key_id", Exact, primary_key=True),
    # SHA-256 of the secret part, which has 256 random bits: a slow hash would protect nothing more
    Column("digest", Exact, nullable=False),
    Column("created", Exact, nullable=False),
    Column("expires", Exact, nullable=False),
    Column("last_used", Exact),
    # so many days before its end somebody was told last
    Column("warned", Integer),
)

#: PostgreSQL's advisory lock for one creation at a time; the number means nothing.
_LOCK = text("SELECT pg_advisory_xact_lock(7583910265)")


def create_tables(engine: Engine) -> None:
    """Create what is missing; existing tables stay as they are. Safe when several processes start at once."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(_LOCK)  # SQLite's writer is alone already
        metadata.create_all(connection)
