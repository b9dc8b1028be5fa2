"""One person's account: matched, made, changed, switched off or deleted over SCIM, and what the service remembers of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, func, select, union_all, update
from sqlalchemy.dialects.sqlite import insert

from sandbox.engine.scim import MissingValues
from sandbox.engine.tables import sync_groups, sync_members, sync_users
from sandbox.engine.wire import WORK, patch_body, quote, switch_off, user_body, user_changes, user_name
from sandbox.people import people

if TYPE_CHECKING:
    from sandbox.engine.plan import UserWork
    from sandbox.engine.scim import ScimClient

#: Cycles until an escrowed object is tried again: one for the first three failures, then doubling up to a day.
LONGEST_GAP = 36
QUICK_RETRIES = 3


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What was done about somebody."""

    #: create, update, disable, delete or other (nothing to change).
    action: str
    scim_id: str | None
    #: Whether an account was there that the service had not known.
    matched: bool = False
    changes: list[dict[str, Any]] = field(default_factory=list)


async def carry_out(client: ScimClient, work: UserWork) -> Outcome:
    """Bring the platform to what Entra wants of one person. ScimFailure when it does not let us.

    Mail is required, and a matching attribute: who has none fails while the job stays green.
    """
    if work.purge and work.scim_id:
        await client.delete(f"/Users/{work.scim_id}")
        return Outcome(action="delete", scim_id=None)
    if not work.source.active:
        return await _switch_off(client, work)
    if not work.source.mail:
        raise MissingValues("mail")
    known = await client.get(f"/Users/{work.scim_id}") if work.scim_id else None
    target = known or await _match(client, work)
    if target is None:
        body = user_body(work.source)
        changes = [{"path": path, "value": value} for path, value in body.items() if isinstance(value, str | bool)]
        return Outcome(action="create", scim_id=await client.create("/Users", body), changes=changes)
    changes, scim_id = user_changes(work.source, target), str(target["id"])
    if changes:
        await client.patch(f"/Users/{scim_id}", patch_body(changes))
    return Outcome(action="update" if changes else "other", scim_id=scim_id, matched=known is None, changes=changes)


async def _switch_off(client: ScimClient, work: UserWork) -> Outcome:
    """Soft-delete: the account stays, switched off; memberships are kept as they are."""
    if work.scim_id is None or await client.get(f"/Users/{work.scim_id}") is None:
        return Outcome(action="other", scim_id=work.scim_id)
    await client.patch(f"/Users/{work.scim_id}", patch_body(switch_off()))
    return Outcome(action="disable", scim_id=work.scim_id, changes=switch_off())


async def _match(client: ScimClient, work: UserWork) -> dict[str, Any] | None:
    """An account with the same user name or, second, the same work address: it is taken over."""
    found = await client.search("/Users", f"userName eq {quote(user_name(work.source))}")
    if found is None and work.source.mail is not None:
        found = await client.search("/Users", f"{WORK} eq {quote(work.source.mail)}")
    return found


def remember(connection: Connection, work: UserWork, outcome: Outcome) -> None:
    """Store what the platform has now; a purged person is forgotten, in the directory too."""
    object_id = work.source.object_id
    if outcome.action == "delete":
        connection.execute(delete(people).where(people.c.object_id == object_id))
        connection.execute(delete(sync_users).where(sync_users.c.object_id == object_id))
        connection.execute(delete(sync_members).where(sync_members.c.member_id == object_id))
        return
    if work.scim_id not in {None, outcome.scim_id}:
        # another account: nothing that was told of the former one holds
        connection.execute(delete(sync_members).where(sync_members.c.member_id == object_id))
    row = {"scim_id": outcome.scim_id, "sent_version": work.version, "sent_active": work.source.active}
    _put_user(connection, object_id, {**row, "failures": 0, "retry_cycle": 0})


def remember_failure(connection: Connection, work: UserWork, cycle: int) -> None:
    """Put a person into the escrow."""
    failures = work.failures + 1
    kept = connection.execute(select(sync_users).where(sync_users.c.object_id == work.source.object_id)).first()
    row = {"scim_id": kept and kept.scim_id, "sent_version": kept.sent_version if kept else 0}
    escrow = {
        "sent_active": bool(kept and kept.sent_active),
        "failures": failures,
        "retry_cycle": cycle + gap(failures),
    }
    _put_user(connection, work.source.object_id, {**row, **escrow})


_NEW_USER = insert(sync_users)
_KEPT = {column.name: column for column in _NEW_USER.excluded if column.name != "object_id"}
#: Made once: making a statement takes longer than SQLite does to run it.
_PUT_USER = _NEW_USER.on_conflict_do_update(index_elements=["object_id"], set_=_KEPT)


_ESCROWS = union_all(*(select(t.c.retry_cycle).where(t.c.failures > 0) for t in (sync_users, sync_groups))).subquery()
_FIRST_RETRY = select(func.min(_ESCROWS.c.retry_cycle))
_COUNT_ESCROWS = select(func.count()).select_from(_ESCROWS)


def _put_user(connection: Connection, object_id: str, row: dict[str, Any]) -> None:
    """Store a row in place of what was there."""
    connection.execute(_PUT_USER, {"object_id": object_id, **row})


def gap(failures: int) -> int:
    """Cycles until the next try after so many failures in a row."""
    return min(LONGEST_GAP, 1 << max(0, failures - QUICK_RETRIES))


def count_escrows(connection: Connection) -> int:
    """How many objects wait to be tried again."""
    return connection.scalar(_COUNT_ESCROWS) or 0


def first_retry(connection: Connection) -> int | None:
    """The next cycle in which an escrowed object is tried again; None when there is none."""
    first: int | None = connection.scalar(_FIRST_RETRY)
    return first


def clear_escrows(connection: Connection) -> None:
    """Let everything be tried in the next cycle."""
    for table in (sync_users, sync_groups):
        connection.execute(update(table).values(failures=0, retry_cycle=0))


def forget_all(connection: Connection) -> None:
    """Forget what was sent and matched: the next cycle finds every account anew."""
    for table in (sync_users, sync_groups, sync_members):
        connection.execute(delete(table))
