"""What was done: steps, proofs, and what people hold because of it."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table

from provisioning.storage.tables.columns import Moment, metadata, person, request

steps = Table(
    "steps",
    metadata,
    request(primary=True),
    Column("revision", Integer, primary_key=True),
    Column("key", String(32), primary_key=True),
    #: What it concerns: a group's name, or "".
    Column("about", String(200), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("why", JSON),
    #: Ids that later steps need (an object id, an account id).
    Column("result", JSON),
    Column("at", Moment, nullable=False),
)

proofs = Table(
    "proofs",
    metadata,
    Column("id", Integer, primary_key=True),
    request(),
    Column("revision", Integer, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("grade", String(16), nullable=False),
    Column("holds", Boolean, nullable=False),
    Column("account_on", Boolean, nullable=False),
    Column("expected", JSON, nullable=False),
    Column("optional", JSON, nullable=False),
    Column("seen", JSON, nullable=False),
    Column("at", Moment, nullable=False),
)

grants = Table(
    "grants",
    metadata,
    Column("id", Integer, primary_key=True),
    request(),
    person("person", index=True),
    person("sponsor"),
    Column("option", String(16), nullable=False),
    #: Role groups that this grant gives, and for Option B the roles.
    Column("gives", JSON, nullable=False),
    #: What is needed to take it back: object id of the guest, id of the account, those of the groups by name.
    Column("handles", JSON, nullable=False),
    Column("since", Moment, nullable=False),
    Column("until", Moment),
    Column("ended_at", Moment),
    Column("ended_why", String(24)),
    #: Days before the end that the sponsor was last warned about; null before the first warning.
    Column("warned", Integer),
    Column("accepted_at", Moment),
    #: Since when nobody answers for them: the sponsor is no owner any more; null while somebody does.
    Column("sponsor_gone_at", Moment),
    Index("ix_grants_ended_at_until", "ended_at", "until"),
)

held_before = Table(
    "held_before",
    metadata,
    Column("pseudonym", String(32), ForeignKey("people.pseudonym"), primary_key=True),
    Column("group_name", String(200), primary_key=True),
    Column("at", Moment, nullable=False),
)
