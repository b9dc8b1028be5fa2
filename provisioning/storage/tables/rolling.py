"""The rollout: what was read for a wave, person by person; what was signed; pauses; and the job as last seen."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table

from provisioning.storage.tables.columns import Moment, metadata, person

readings = Table(
    "readings",
    metadata,
    Column("id", Integer, primary_key=True),
    #: As written in the settings.
    Column("wave", String(100), nullable=False),
    #: Whether it is the way back: the wave's groups leave the scope.
    Column("back", Boolean, nullable=False),
    #: The request for which it was read; null for one that somebody only looks at.
    Column("request", Integer, ForeignKey("requests.number"), index=True),
    #: The card that shows how far it has come; null where none does.
    Column("card", String(32)),
    #: reading, ready or failed.
    Column("state", String(16), nullable=False),
    Column("began_at", Moment, nullable=False),
    #: When all of it was read; what it says is of that moment.
    Column("read_at", Moment),
    #: How many memberships and accounts were read so far.
    Column("people", Integer, nullable=False),
    Column("accounts", Integer, nullable=False),
    #: How many people of each change, once it is ready.
    Column("counts", JSON),
    #: About groups, never about people: missing, dynamic, nested, their object ids, which are in scope.
    Column("notes", JSON),
    #: Hash over (person, change, roles).
    Column("digest", String(64)),
    #: Key and values of the sentence that says why it could not be read.
    Column("why", JSON),
    # a number is never used again: cards and workflows remember readings that are forgotten here
    sqlite_autoincrement=True,
)

read_members = Table(
    "read_members",
    metadata,
    Column("reading", Integer, ForeignKey("readings.id", ondelete="CASCADE"), primary_key=True),
    Column("group_name", String(200), primary_key=True),
    Column("pseudonym", String(32), ForeignKey("people.pseudonym"), primary_key=True),
    Column("enabled", Boolean, nullable=False),
    Column("external", Boolean, nullable=False),
    #: Whether Entra has a mail address, which the platform knows people by.
    Column("mail", Boolean, nullable=False),
    Index("ix_read_members_reading_pseudonym", "reading", "pseudonym"),
)

read_accounts = Table(
    "read_accounts",
    metadata,
    Column("reading", Integer, ForeignKey("readings.id", ondelete="CASCADE"), primary_key=True),
    Column("account", String(100), primary_key=True),
    #: Whose address it has, else whose object id; null where nobody of the wave, or of Usher's books, has it.
    Column("pseudonym", String(32), ForeignKey("people.pseudonym")),
    Column("active", Boolean, nullable=False),
    #: Made on the platform itself: neither Entra nor Usher made it.
    Column("by_hand", Boolean, nullable=False),
    Column("roles", JSON, nullable=False),
    Column("direct", JSON, nullable=False),
    Index("ix_read_accounts_reading_pseudonym", "reading", "pseudonym"),
)

lines = Table(
    "lines",
    metadata,
    Column("reading", Integer, ForeignKey("readings.id", ondelete="CASCADE"), primary_key=True),
    Column("pseudonym", String(32), ForeignKey("people.pseudonym"), primary_key=True),
    #: created, changed, switched_off, fails, unchanged, taken_over or lost.
    Column("change", String(16), nullable=False),
    #: Key of the sentence that says why somebody will fail; null for everybody else.
    Column("why", String(60)),
    Column("before", JSON, nullable=False),
    Column("after", JSON, nullable=False),
    Column("optional", JSON, nullable=False),
    #: What makes somebody be named and never be let through by an allowance: owner, administrator, external, by_hand.
    Column("marks", JSON, nullable=False),
    #: Whether the account was on before the wave, and its id on the platform.
    Column("was_on", Boolean, nullable=False),
    Column("account", String(100)),
    #: Of a wave that is carried out: null while it waits, then proven or failed; what was seen last, and when.
    Column("state", String(12)),
    Column("seen", JSON),
    Column("settled_at", Moment),
    Index("ix_lines_reading_change", "reading", "change"),
    Index("ix_lines_reading_state", "reading", "state"),
)

signatures = Table(
    "signatures",
    metadata,
    Column("id", Integer, primary_key=True),
    #: The gate that it is evidence for.
    Column("gate", String(40), nullable=False, index=True),
    #: What exactly was confirmed: a hash of the groups as they were shown; "" where a sentence was signed.
    Column("about", String(64), nullable=False),
    person("by"),
    #: As whom: owner, administrator or signer.
    Column("part", String(20), nullable=False),
    #: The evidence as it was typed: a link, a date.
    Column("text", String(32), ForeignKey("texts.id")),
    Column("at", Moment, nullable=False),
    Column("withdrawn_at", Moment),
)

pauses = Table(
    "pauses",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("request", Integer, ForeignKey("requests.number"), nullable=False, index=True),
    Column("since", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("ended_at", Moment),
    #: The request by which Usher ends it when it is over.
    Column("resume", Integer, ForeignKey("requests.number")),
    #: Until which morning the reminders were sent.
    Column("reminded_at", Moment),
    Index("ix_pauses_ended_at_until", "ended_at", "until"),
)

jobs = Table(
    "jobs",
    metadata,
    #: One row.
    Column("name", String(20), primary_key=True),
    Column("state", String(40), nullable=False),
    Column("quarantine", String(100), nullable=False),
    Column("last_state", String(40), nullable=False),
    Column("last_ended", Moment),
    Column("next_at", Moment),
    #: When the job was last started or resumed through Usher; a wave's lifecycle is watched from there.
    Column("healthy_since", Moment),
    Column("read_at", Moment, nullable=False),
)
