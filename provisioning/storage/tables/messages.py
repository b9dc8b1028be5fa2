"""What was said: cards that were sent, and answers to activities against replay."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Integer, String, Table

from provisioning.storage.tables.columns import Moment, metadata, person

cards = Table(
    "cards",
    metadata,
    #: Random, 128 bits: all that a card carries.
    Column("id", String(32), primary_key=True),
    person("recipient", index=True),
    Column("kind", String(24), nullable=False),
    Column("request", Integer, ForeignKey("requests.number"), index=True),
    Column("revision", Integer),
    Column("verbs", JSON, nullable=False),
    #: Ids and keys that the card's kind needs besides; nothing personal.
    Column("terms", JSON, nullable=False),
    Column("conversation_id", String(200)),
    Column("service_url", String(200)),
    Column("activity_id", String(200)),
    #: How often it was asked to be shown anew, and up to which of these it was.
    Column("wanted", Integer, nullable=False),
    Column("shown", Integer, nullable=False),
    #: Who renders it now, until when; so that two processes do not overtake one another.
    Column("claimed_until", Moment),
    Column("undeliverable", String(64)),
    Column("made_at", Moment, nullable=False),
)

seen = Table(
    "seen",
    metadata,
    Column("conversation_id", String(200), primary_key=True),
    Column("activity_id", String(200), primary_key=True),
    Column("answer", JSON, nullable=False),
    Column("at", Moment, nullable=False, index=True),
)
