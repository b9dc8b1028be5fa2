"""What changed outside Usher: findings, who was in a group at first, who is in those it only follows, and accounts seen once."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table

from provisioning.storage.tables.columns import Moment, metadata, person

findings = Table(
    "findings",
    metadata,
    Column("id", Integer, primary_key=True),
    #: "added" or "missing" in a group; "account" or "roles" on the platform.
    Column("kind", String(16), nullable=False),
    #: "" for the platform.
    Column("group_name", String(200), nullable=False),
    person("person", index=True),
    Column("found_at", Moment, nullable=False),
    #: The first finding of those that are told on one card; null until they are told.
    Column("batch", Integer),
    #: The newest request that was asked to settle it.
    Column("request", Integer, ForeignKey("requests.number")),
    #: When administrators were asked who did it.
    Column("asked_at", Moment),
    Column("resolved_at", Moment),
    #: "put_back", "kept", "ended", "switched_off", "outside" or "unwatched".
    Column("resolution", String(16)),
    #: Of an account: its id, its roles, those missing and those too many, and the keyed hash of all that; of members null, or that they were only enabled again.
    Column("account", JSON),
    Index("ix_findings_batch", "batch"),
)
#: One open finding for each group, person and kind.
Index(
    "uq_findings_open",
    findings.c.group_name,
    findings.c.person,
    findings.c.kind,
    unique=True,
    sqlite_where=findings.c.resolved_at.is_(None),
    postgresql_where=findings.c.resolved_at.is_(None),
)

watched = Table(
    "watched",
    metadata,
    Column("group_name", String(200), primary_key=True),
    #: When it was first read, so that whoever was in it then is no finding; null where it never could be.
    Column("since", Moment),
    #: When that was last tried.
    Column("read_at", Moment, nullable=False),
)

baseline = Table(
    "baseline",
    metadata,
    Column("group_name", String(200), primary_key=True),
    #: Keyed hash of an object id: whoever was there before is recognised, and nothing else is kept of them. Another one of who is disabled.
    Column("digest", String(64), primary_key=True),
)

followed = Table(
    "followed",
    metadata,
    Column("group_name", String(200), primary_key=True),
    #: When it was read last, and before what owners were not told yet; null until it was read once.
    Column("seen_at", Moment),
    Column("since", Moment),
    #: When a reading was last tried.
    Column("read_at", Moment, nullable=False),
)

followed_members = Table(
    "followed_members",
    metadata,
    Column("group_name", String(200), primary_key=True),
    #: Keyed hash of an object id: whoever was erased is recognised, so that nobody is told that they joined.
    Column("digest", String(64), primary_key=True),
    person("person", nullable=True, index=True),
    #: Whether they were inside when owners were told last, and whether they are.
    Column("told", Boolean, nullable=False),
    Column("inside", Boolean, nullable=False),
)

suspected = Table(
    "suspected",
    metadata,
    #: Keyed hash of an account's id and what is strange about it: provisioning may only be late, so that one look is not enough.
    Column("digest", String(64), primary_key=True),
    Column("since", Moment, nullable=False),
    #: When the last look that saw it so began.
    Column("seen_at", Moment, nullable=False),
)
