"""What a cycle has to do, found in SQL: the difference between the directory in scope and what was sent last.

In scope are the direct members of assigned groups, and people assigned themselves. Nested groups are not read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, and_, case, exists, false, or_, select, true

from sandbox.clock import stamp
from sandbox.directory import assignments, groups, memberships
from sandbox.engine.tables import sync_groups, sync_members, sync_users
from sandbox.engine.wire import Source
from sandbox.people import people

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Row

#: A soft-deleted user is purged, and deleted on the platform, after this.
PURGE_AFTER = timedelta(days=30)

_assigned = select(assignments.c.principal_id)
_in_group = exists().where(memberships.c.member_id == people.c.object_id, memberships.c.group_id.in_(_assigned))
#: Whether somebody is assigned to the application, directly or by a group.
IN_SCOPE = or_(people.c.object_id.in_(_assigned), _in_group)
WANTED = and_(IN_SCOPE, people.c.enabled, people.c.deleted_at.is_(None))


@dataclass(frozen=True, kw_only=True)
class UserWork:
    """Somebody whose account must be made, changed, switched off or deleted."""

    source: Source
    version: int
    #: None when the service has not matched or made an account yet.
    scim_id: str | None
    #: Purged: to be deleted on the platform.
    purge: bool
    #: In scope, whether enabled or not.
    assigned: bool
    failures: int


@dataclass(frozen=True, kw_only=True)
class GroupWork:
    """A group that must be made, renamed or deleted on the platform."""

    object_id: str
    #: None when the group left the scope.
    name: str | None
    scim_id: str | None
    failures: int


@dataclass(frozen=True, kw_only=True)
class MemberWork:
    """Members of one group that the platform must be told of: pairs of object id and SCIM id."""

    group_id: str
    group_name: str
    scim_id: str
    added: list[tuple[str, str]]
    removed: list[tuple[str, str]]
    failures: int


def _user_query(now: datetime) -> Any:
    """Everybody with what was sent of them, and whether they are purged."""
    purge = and_(people.c.deleted_at.is_not(None), people.c.deleted_at <= stamp(now - PURGE_AFTER))
    wanted = case((WANTED, true()), else_=false()).label("wanted")
    columns = (people, sync_users, wanted, purge.label("purge"), IN_SCOPE.label("assigned"))
    named = [c for c in columns[1].c if c.name != "object_id"]
    joined = select(people, *named, *columns[2:])
    return joined.join(sync_users, sync_users.c.object_id == people.c.object_id, isouter=True)


def _changed(now: datetime, *, full: bool) -> ColumnElement[bool]:
    """Whether somebody differs from what was sent."""
    stale = or_(
        sync_users.c.scim_id.is_(None),
        ~sync_users.c.sent_active,
        sync_users.c.sent_version != people.c.version,
        true() if full else false(),
    )
    left = and_(~WANTED, sync_users.c.sent_active)
    purge = and_(people.c.deleted_at <= stamp(now - PURGE_AFTER), sync_users.c.scim_id.is_not(None))
    return or_(and_(WANTED, stale), left, purge)


def find_users(connection: Connection, now: datetime, cycle: int, *, full: bool = False) -> list[UserWork]:
    """The people to deal with in this cycle; ``full`` looks at everybody in scope again. Escrows wait for their cycle."""
    due = or_(sync_users.c.retry_cycle.is_(None), sync_users.c.retry_cycle <= cycle, true() if full else false())
    query = _user_query(now).where(_changed(now, full=full), due).order_by(people.c.seq)
    return [_user_work(row) for row in connection.execute(query)]


def find_user(connection: Connection, object_id: str, now: datetime) -> UserWork | None:
    """One person as they are now, changed or not; None for an unknown id."""
    row = connection.execute(_user_query(now).where(people.c.object_id == object_id)).first()
    return _user_work(row) if row else None


def _user_work(row: Row[Any]) -> UserWork:
    """Read a row."""
    source = Source(
        object_id=row.object_id,
        upn=row.upn,
        nickname=row.nickname,
        name=row.name,
        given_name=row.given_name,
        surname=row.surname,
        mail=row.mail,
        job_title=row.job_title,
        active=bool(row.wanted),
    )
    return UserWork(
        source=source,
        version=row.version,
        scim_id=row.scim_id,
        purge=bool(row.purge),
        assigned=bool(row.assigned),
        failures=row.failures or 0,
    )


def find_groups(connection: Connection, cycle: int, *, full: bool = False) -> list[GroupWork]:
    """The groups to make, rename or delete in this cycle."""
    due = or_(sync_groups.c.retry_cycle.is_(None), sync_groups.c.retry_cycle <= cycle, true() if full else false())
    joined = select(groups.c.object_id, groups.c.name, sync_groups.c.scim_id, sync_groups.c.failures).join(
        sync_groups, sync_groups.c.object_id == groups.c.object_id, isouter=True
    )
    stale = or_(sync_groups.c.scim_id.is_(None), sync_groups.c.sent_name != groups.c.name)
    here = joined.where(groups.c.object_id.in_(_assigned), stale, due).order_by(groups.c.seq)
    left = joined.where(groups.c.object_id.not_in(_assigned), sync_groups.c.scim_id.is_not(None), due)
    rows = [(row, row.name) for row in connection.execute(here)] + [(row, None) for row in connection.execute(left)]
    return [
        GroupWork(object_id=row.object_id, name=name, scim_id=row.scim_id, failures=row.failures or 0)
        for row, name in rows
    ]


def find_members(connection: Connection, cycle: int, *, full: bool = False) -> list[MemberWork]:
    """The memberships that the platform has not been told of, by group."""
    due = or_(sync_groups.c.retry_cycle <= cycle, true() if full else false())
    in_scope = select(groups.c.object_id, groups.c.name, sync_groups.c.scim_id, sync_groups.c.failures).join(
        sync_groups, sync_groups.c.object_id == groups.c.object_id
    )
    query = in_scope.where(groups.c.object_id.in_(_assigned), sync_groups.c.scim_id.is_not(None), due)
    found = [_member_work(connection, row) for row in connection.execute(query.order_by(groups.c.seq)).all()]
    return [work for work in found if work.added or work.removed]


def _member_work(connection: Connection, group: Any) -> MemberWork:
    """The difference of one group; only people with an account can be members on the platform."""
    now_in = select(memberships.c.member_id).where(memberships.c.group_id == group.object_id)
    told = select(sync_members.c.member_id).where(sync_members.c.group_id == group.object_id)
    accounts = select(sync_users.c.object_id, sync_users.c.scim_id).where(sync_users.c.scim_id.is_not(None))
    added = accounts.where(sync_users.c.object_id.in_(now_in), sync_users.c.object_id.not_in(told))
    removed = accounts.where(sync_users.c.object_id.in_(told), sync_users.c.object_id.not_in(now_in))
    return MemberWork(
        group_id=group.object_id,
        group_name=group.name,
        scim_id=group.scim_id,
        added=[(row.object_id, row.scim_id) for row in connection.execute(added)],
        removed=[(row.object_id, row.scim_id) for row in connection.execute(removed)],
        failures=group.failures,
    )


def has_work(connection: Connection, now: datetime, cycle: int) -> bool:
    """Whether a cycle would find anything to do."""
    return bool(find_groups(connection, cycle) or find_members(connection, cycle) or find_users(connection, now, cycle))


def next_purge(connection: Connection) -> str | None:
    """The stamp of the oldest deletion whose account still stands; None when there is none."""
    joined = select(people.c.deleted_at).join(sync_users, sync_users.c.object_id == people.c.object_id)
    query = joined.where(people.c.deleted_at.is_not(None), sync_users.c.scim_id.is_not(None))
    oldest: str | None = connection.scalar(query.order_by(people.c.deleted_at).limit(1))
    return oldest
