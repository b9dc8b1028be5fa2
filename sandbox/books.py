"""The books: what was called, for tests that count, beside the present state of directory and platform."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Column, Connection, Index, Integer, String, Table, insert, select

from provisioning.scim_provider.store import list_accounts
from sandbox.directory import assignments, groups, invitations, memberships
from sandbox.people import people
from sandbox.schema import METADATA
from sandbox.teams.storage import count_sent

calls = Table(
    "calls",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("by", String, nullable=False),
    Column("target", String, nullable=False),
    Column("method", String, nullable=False),
    Column("path", String, nullable=False),
    # 0 for a connection that was cut
    Column("status", Integer, nullable=False),
    Column("at", String, nullable=False),
    Index("ix_calls_target", "target", "method"),
)


def write_call(connection: Connection, call: dict[str, Any]) -> None:
    """Put one call into the books."""
    connection.execute(insert(calls), call)


def read_books(connection: Connection) -> dict[str, Any]:
    """The directory's present state and its history; with the platform's accounts as it sees them."""
    return {
        "memberships": _memberships(connection),
        "assignments": list(
            connection.scalars(
                select(groups.c.name)
                .join(assignments, assignments.c.principal_id == groups.c.object_id)
                .order_by(groups.c.seq)
            )
        ),
        "accounts": [
            {"userName": a.user_name, "active": a.active, "roles": sorted(a.roles), "groups": sorted(a.groups)}
            for a in list_accounts(connection)
        ],
        "invitations": _invitations(connection),
        "calls": [
            {"by": r.by, "target": r.target, "method": r.method, "path": r.path, "status": r.status, "at": r.at}
            for r in connection.execute(select(calls).order_by(calls.c.seq))
        ],
        "sent": count_sent(connection),
    }


def _memberships(connection: Connection) -> list[dict[str, str]]:
    """Direct memberships of people, by group name and key."""
    joined = (
        select(groups.c.name, people.c.key)
        .select_from(memberships)
        .join(groups, memberships.c.group_id == groups.c.object_id)
        .join(people, memberships.c.member_id == people.c.object_id)
    )
    query = joined.where(people.c.deleted_at.is_(None)).order_by(groups.c.seq, people.c.seq)
    return [{"group": r.name, "person": r.key} for r in connection.execute(query)]


def _invitations(connection: Connection) -> list[dict[str, Any]]:
    """Every invitation that was sent, with its sponsors by key where they are known."""
    keys = {r.object_id: r.key for r in connection.execute(select(people.c.object_id, people.c.key))}
    rows = connection.execute(select(invitations).order_by(invitations.c.seq))
    return [{"email": r.email, "sponsors": [keys.get(s, s) for s in json.loads(r.sponsors)], "at": r.at} for r in rows]
