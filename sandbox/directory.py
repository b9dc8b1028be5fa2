"""Groups, their direct members, what is assigned to the platform, and invitations: the rest of the tenant's directory."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Index,
    Integer,
    Select,
    String,
    Table,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert

from sandbox.clock import stamp
from sandbox.people import change_person
from sandbox.schema import METADATA

if TYPE_CHECKING:
    from datetime import datetime

groups = Table(
    "groups",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("object_id", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("description", String),
    Column("role_assignable", Boolean, nullable=False),
    # the rule of a dynamic group; None for an assigned one
    Column("rule", String),
    Column("created_at", String, nullable=False),
    Index("ix_groups_name", "name"),
)

memberships = Table(
    "memberships",
    METADATA,
    Column("group_id", String, primary_key=True),
    # a person or a group (nested)
    Column("member_id", String, primary_key=True),
    Index("ix_memberships_member", "member_id"),
)

assignments = Table(
    "assignments",
    METADATA,
    Column("id", String, nullable=False, unique=True),
    Column("principal_id", String, primary_key=True),
    Column("app_role_id", String, nullable=False),
    Column("created_at", String, nullable=False),
)

#: Service principals: what stands for an application in this tenant.
principals = Table(
    "principals",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("object_id", String, nullable=False, unique=True),
    Column("app_id", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
)

invitations = Table(
    "invitations",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False),
    Column("email", String, nullable=False),
    Column("user_id", String, nullable=False),
    # JSON list of object ids
    Column("sponsors", String, nullable=False),
    Column("at", String, nullable=False),
)


@dataclass(frozen=True, kw_only=True)
class Group:
    """A security group."""

    object_id: str
    name: str
    description: str | None
    role_assignable: bool
    #: The rule that fills a dynamic group; None for an assigned one.
    rule: str | None
    created_at: str


def _group(row: Any) -> Group:
    """Read a row."""
    return Group(
        object_id=row.object_id,
        name=row.name,
        description=row.description,
        role_assignable=row.role_assignable,
        rule=row.rule,
        created_at=row.created_at,
    )


def find_group(connection: Connection, key: str) -> Group | None:
    """The group with this display name or object id, written in capitals or not; None when there is none."""
    meant = or_(func.lower(groups.c.name) == func.lower(key), groups.c.object_id == key.lower())
    row = connection.execute(select(groups).where(meant).order_by(groups.c.name != key, groups.c.seq)).first()
    return _group(row) if row else None


def add_group(connection: Connection, name: str, now: datetime) -> str:
    """Make an ordinary security group, as a member of the tenant may; its object id. Entra lets names be taken twice."""
    made = {"object_id": str(uuid.uuid4()), "name": name, "role_assignable": False, "created_at": stamp(now)}
    connection.execute(insert(groups).values(made))
    return str(made["object_id"])


def rename_group(connection: Connection, group_id: str, name: str) -> None:
    """Another name for the same group, with its members and its assignment."""
    connection.execute(update(groups).where(groups.c.object_id == group_id).values(name=name))


def list_memberships() -> Select[Any, Any]:
    """Every direct membership: the group's name and the member's object id, in the order of the groups."""
    joined = select(groups.c.name, memberships.c.member_id)
    return joined.join(memberships, memberships.c.group_id == groups.c.object_id).order_by(groups.c.seq)


def add_member(connection: Connection, group_id: str, member_id: str) -> bool:
    """Make somebody a direct member; False when they were one."""
    statement = insert(memberships).values(group_id=group_id, member_id=member_id).on_conflict_do_nothing()
    return connection.execute(statement).rowcount > 0


def remove_member(connection: Connection, group_id: str, member_id: str) -> bool:
    """End a direct membership; False when there was none."""
    matches = (memberships.c.group_id == group_id) & (memberships.c.member_id == member_id)
    return connection.execute(delete(memberships).where(matches)).rowcount > 0


def delete_person(connection: Connection, object_id: str, now: datetime) -> None:
    """Soft-delete somebody: unreadable, out of every group; purged after 30 days, when provisioning sends its DELETE."""
    change_person(connection, object_id, deleted_at=stamp(now))
    connection.execute(delete(memberships).where(memberships.c.member_id == object_id))
    connection.execute(delete(assignments).where(assignments.c.principal_id == object_id))


def assign(connection: Connection, principal_id: str, app_role_id: str, now: datetime) -> str:
    """Assign a group or a person to the platform's enterprise application; the assignment's id, also when it was there."""
    row = {"id": uuid.uuid4().hex, "principal_id": principal_id, "app_role_id": app_role_id, "created_at": stamp(now)}
    connection.execute(insert(assignments).values(row).on_conflict_do_nothing())
    found = connection.scalar(select(assignments.c.id).where(assignments.c.principal_id == principal_id))
    return str(found)


def unassign(connection: Connection, principal_id: str) -> bool:
    """Take a group or person out of the enterprise application; False when it was not assigned."""
    return connection.execute(delete(assignments).where(assignments.c.principal_id == principal_id)).rowcount > 0


def add_invitation(connection: Connection, email: str, user_id: str, sponsors: list[str], now: datetime) -> str:
    """Write an invitation into the books; its id."""
    row = {"id": str(uuid.uuid4()), "email": email, "user_id": user_id, "sponsors": json.dumps(sponsors)}
    connection.execute(insert(invitations).values({**row, "at": stamp(now)}))
    return row["id"]
