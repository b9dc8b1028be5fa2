"""Groups on the platform: made, renamed, deleted, and told of their members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from sandbox.engine.accounts import gap
from sandbox.engine.tables import sync_groups, sync_members
from sandbox.engine.wire import group_body, member_changes, patch_body, quote

if TYPE_CHECKING:
    from sandbox.engine.plan import GroupWork, MemberWork
    from sandbox.engine.scim import ScimClient


async def carry_out_group(client: ScimClient, work: GroupWork) -> tuple[str, str | None]:
    """Make, rename or delete a group; the action and its SCIM id. A group that left the scope is deleted: it has no ``active``."""
    if work.name is None:
        await client.delete(f"/Groups/{work.scim_id}")
        return "delete", None
    if work.scim_id:
        renamed = [{"op": "Replace", "path": "displayName", "value": work.name}]
        await client.patch(f"/Groups/{work.scim_id}", patch_body(renamed))
        return "update", work.scim_id
    found = await client.search("/Groups", f"displayName eq {quote(work.name)}", excludedAttributes="members")
    if found is None:
        return "create", await client.create("/Groups", group_body(work.object_id, work.name))
    if found.get("externalId") != work.object_id:
        linked = [{"op": "Replace", "path": "externalId", "value": work.object_id}]
        await client.patch(f"/Groups/{found['id']}", patch_body(linked))
    return "update", str(found["id"])


def remember_group(connection: Connection, work: GroupWork, scim_id: str | None) -> None:
    """Store what the platform has now."""
    if scim_id is None:
        connection.execute(delete(sync_groups).where(sync_groups.c.object_id == work.object_id))
        connection.execute(delete(sync_members).where(sync_members.c.group_id == work.object_id))
        return
    _put_group(
        connection, work.object_id, {"scim_id": scim_id, "sent_name": work.name, "failures": 0, "retry_cycle": 0}
    )


def remember_group_failure(connection: Connection, group_id: str, failures: int, cycle: int) -> None:
    """Put a group, or its memberships, into the escrow."""
    kept = connection.execute(select(sync_groups).where(sync_groups.c.object_id == group_id)).first()
    row = {"scim_id": kept and kept.scim_id, "sent_name": kept and kept.sent_name}
    _put_group(connection, group_id, {**row, "failures": failures + 1, "retry_cycle": cycle + gap(failures + 1)})


def _put_group(connection: Connection, object_id: str, row: dict[str, Any]) -> None:
    """Store a row in place of what was there."""
    statement = insert(sync_groups).values(object_id=object_id, **row)
    connection.execute(statement.on_conflict_do_update(index_elements=["object_id"], set_=row))


async def carry_out_members(client: ScimClient, work: MemberWork) -> None:
    """Tell the platform who joined and who left a group."""
    operations = member_changes([scim_id for _, scim_id in work.added], [scim_id for _, scim_id in work.removed])
    await client.patch(f"/Groups/{work.scim_id}", patch_body(operations))


def remember_members(connection: Connection, work: MemberWork) -> None:
    """Store what the platform was told."""
    if work.added:
        rows = [{"group_id": work.group_id, "member_id": member} for member, _ in work.added]
        connection.execute(insert(sync_members).on_conflict_do_nothing(), rows)
    gone = [member for member, _ in work.removed]
    matches = (sync_members.c.group_id == work.group_id) & sync_members.c.member_id.in_(gone)
    connection.execute(delete(sync_members).where(matches))
    changed = update(sync_groups).where(sync_groups.c.object_id == work.group_id)
    connection.execute(changed.values(failures=0, retry_cycle=0))
