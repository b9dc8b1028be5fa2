"""Who has a say: groups as last read, their members, and those of them whom somebody confirmed."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, String, Table

from provisioning.storage.tables.columns import Moment, metadata, person

groups = Table(
    "groups",
    metadata,
    #: As written in the settings.
    Column("name", String(200), primary_key=True),
    #: As last found; null where none of that name ever was.
    Column("object_id", String(64)),
    #: Null while no group of that name is found.
    Column("kind", String(20)),
    Column("in_scope", Boolean, nullable=False),
    #: When the members were last read; null for groups whose members carry no authority.
    Column("members_read_at", Moment),
    Column("read_at", Moment, nullable=False),
)

members = Table(
    "members",
    metadata,
    Column("group_name", String(200), primary_key=True),
    Column("pseudonym", String(32), ForeignKey("people.pseudonym"), primary_key=True),
)

known_members = Table(
    "known_members",
    metadata,
    Column("group_name", String(200), primary_key=True),
    Column("pseudonym", String(32), ForeignKey("people.pseudonym"), primary_key=True),
    person("known_by"),
    Column("at", Moment, nullable=False),
)
