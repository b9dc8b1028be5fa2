"""The audit with its last seal, and the roll of living processes."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table, Text

from provisioning.storage.tables.columns import Moment, metadata

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("event", String(40), nullable=False),
    #: Pseudonym of who acted; null for Usher itself.
    Column("actor", String(32)),
    #: card, chat, rule, sweep, worker, setup or command.
    Column("way", String(16), nullable=False),
    Column("request", Integer, index=True),
    Column("revision", Integer),
    #: Pseudonym of whom it concerns.
    Column("subject", String(32), index=True),
    Column("activity", String(200)),
    #: Canonical JSON: ids, hashes, counts, before and after.
    Column("detail", Text, nullable=False),
    Column("mac", String(64), nullable=False),
    #: Its place in the chain and its link to the row before; null until sealed.
    Column("place", Integer, unique=True),
    Column("link", String(64)),
)

seals = Table(
    "seals",
    metadata,
    #: One row.
    Column("one", Integer, primary_key=True),
    #: Of the row that was sealed last; with a MAC over both.
    Column("place", Integer, nullable=False),
    Column("link", String(64), nullable=False),
    Column("mac", String(64), nullable=False),
)

executor = Table(
    "executor",
    metadata,
    Column("id", Text, primary_key=True),
    Column("seen", Moment, nullable=False),
)
