"""What the provisioning service remembers: what it sent last, what failed, and its log."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, String, Table

from sandbox.schema import METADATA

#: A person whom the service has dealt with. ``scim_id`` is None while nothing has succeeded.
sync_users = Table(
    "sync_users",
    METADATA,
    Column("object_id", String, primary_key=True),
    Column("scim_id", String),
    # the version of the person that the platform has
    Column("sent_version", Integer, nullable=False),
    Column("sent_active", Boolean, nullable=False),
    # the escrow: consecutive failures, and the cycle in which it is tried again
    Column("failures", Integer, nullable=False),
    Column("retry_cycle", Integer, nullable=False),
)

sync_groups = Table(
    "sync_groups",
    METADATA,
    Column("object_id", String, primary_key=True),
    Column("scim_id", String),
    Column("sent_name", String),
    Column("failures", Integer, nullable=False),
    Column("retry_cycle", Integer, nullable=False),
)

#: Memberships as the platform was told them.
sync_members = Table(
    "sync_members",
    METADATA,
    Column("group_id", String, primary_key=True),
    Column("member_id", String, primary_key=True),
    Index("ix_sync_members_member", "member_id"),
)

provisioning_log = Table(
    "provisioning_log",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False),
    Column("at", String, nullable=False),
    Column("cycle_id", String, nullable=False),
    Column("change_id", String, nullable=False),
    # create, update, disable, delete or other
    Column("action", String, nullable=False),
    # success, failure, skipped or warning
    Column("status", String, nullable=False),
    Column("source_id", String, nullable=False),
    Column("source_kind", String, nullable=False),
    Column("source_name", String, nullable=False),
    Column("target_id", String),
    # JSON: modifiedProperties, provisioningSteps, and the reason in words
    Column("detail", String, nullable=False),
    Index("ix_provisioning_log_source", "source_id"),
)
