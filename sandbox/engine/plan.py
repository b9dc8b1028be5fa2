"""What a cycle has to do, found in SQL: the difference between the directory in scope and what was sent last.

In scope are the direct members of assigned groups, and people assigned themselves. Nested groups are not read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Boolean,
    Connection,
    and_,
    bindparam,
    case,
    exists,
    false,
    literal,
    or_,
    select,
    true,
    union_all,
)

from sandbox.clock import stamp
from sandbox.directory import assignments, groups, memberships
from sandbox.engine.tables import sync_groups, sync_members, sync_users
from sandbox.engine.wire import Source
from sandbox.people import people

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Row, Select, Table

#: A soft-deleted user is purged, and deleted on the platform, after this.
PURGE_AFTER = timedelta(days=30)

_assigned = select(assignments.c.principal_id)
_in_group = exists().where(memberships.c.member_id == people.c.object_id, memberships.c.group_id.in_(_assigned))
#: Whether somebody is assigned to the application, directly or by a group.
IN_SCOPE = or_(people.c.object_id.in_(_assigned), _in_group)
WANTED = and_(IN_SCOPE, people.c.enabled, people.c.deleted_at.is_(None))


# Statements stand once: making one takes longer than SQLite does to run it.

_FULL = bindparam("full", type_=Boolean)
#: Deleted at least :data:`PURGE_AFTER` ago.
_PURGED = people.c.deleted_at <= bindparam("purged")


def _is_due(escrow: Table, *, known: bool = False) -> ColumnElement[bool]:
    """Whether what failed may be tried again in this cycle; what is not ``known`` to have a row never failed."""
    due = or_(escrow.c.retry_cycle <= bindparam("cycle"), _FULL)
    return due if known else or_(escrow.c.retry_cycle.is_(None), due)


_USERS = select(
    people,
    *(column for column in sync_users.c if column.name != "object_id"),
    case((WANTED, true()), else_=false()).label("wanted"),
    and_(people.c.deleted_at.is_not(None), _PURGED).label("purge"),
    IN_SCOPE.label("assigned"),
).join(sync_users, sync_users.c.object_id == people.c.object_id, isouter=True)
_USER = _USERS.where(people.c.object_id == bindparam("object_id"))
_STALE = or_(
    sync_users.c.scim_id.is_(None), ~sync_users.c.sent_active, sync_users.c.sent_version != people.c.version, _FULL
)
#: Whoever differs from what was sent.
_CHANGED = or_(
    and_(WANTED, _STALE), and_(~WANTED, sync_users.c.sent_active), and_(_PURGED, sync_users.c.scim_id.is_not(None))
)
_USERS_DUE = _USERS.where(_CHANGED, _is_due(sync_users)).order_by(people.c.seq)

_assigned_group = groups.c.object_id.in_(_assigned)
_GROUPS_DUE = (
    select(groups.c.object_id, groups.c.name, sync_groups.c.scim_id, sync_groups.c.failures)
    .add_columns(_assigned_group.label("assigned"))
    .join(sync_groups, sync_groups.c.object_id == groups.c.object_id, isouter=True)
    .where(
        or_(
            and_(_assigned_group, or_(sync_groups.c.scim_id.is_(None), sync_groups.c.sent_name != groups.c.name)),
            and_(~_assigned_group, sync_groups.c.scim_id.is_not(None)),
        ),
        _is_due(sync_groups),
    )
    .order_by(_assigned_group.desc(), groups.c.seq)
)


def _differing(here: Table, there: Table, *, added: bool) -> Select[Any]:
    """Members ``here`` who are not ``there``, of groups that the platform has."""
    same = and_(there.c.group_id == here.c.group_id, there.c.member_id == here.c.member_id)
    columns = (groups.c.seq, here.c.group_id, here.c.member_id, sync_users.c.scim_id, literal(added).label("added"))
    joined = (
        here.join(groups, groups.c.object_id == here.c.group_id)
        .join(sync_groups, sync_groups.c.object_id == here.c.group_id)
        .join(sync_users, sync_users.c.object_id == here.c.member_id)
    )
    return (
        select(*columns)
        .select_from(joined)
        .where(
            here.c.group_id.in_(_assigned),
            sync_groups.c.scim_id.is_not(None),
            sync_users.c.scim_id.is_not(None),
            _is_due(sync_groups, known=True),
            ~exists().where(same),
        )
    )


_ADDED = _differing(memberships, sync_members, added=True)
_REMOVED = _differing(sync_members, memberships, added=False)
_GROUP = (
    select(groups.c.name, sync_groups.c.scim_id, sync_groups.c.failures)
    .join(sync_groups, sync_groups.c.object_id == groups.c.object_id)
    .where(groups.c.object_id == bindparam("group_id"))
)
_MEMBERS_DUE = union_all(_ADDED, _REMOVED)

_HAS_WORK = select(or_(*(query.order_by(None).exists() for query in (_GROUPS_DUE, _ADDED, _REMOVED, _USERS_DUE))))
_NEXT_PURGE = (
    select(people.c.deleted_at)
    .join(sync_users, sync_users.c.object_id == people.c.object_id)
    .where(people.c.deleted_at.is_not(None), sync_users.c.scim_id.is_not(None))
    .order_by(people.c.deleted_at)
    .limit(1)
)


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


def find_users(connection: Connection, now: datetime, cycle: int, *, full: bool = False) -> list[UserWork]:
    """The people to deal with in this cycle; ``full`` looks at everybody in scope again. Escrows wait for their cycle."""
    found = connection.execute(_USERS_DUE, _moment(now) | {"cycle": cycle, "full": full})
    return [_user_work(row) for row in found]


def find_user(connection: Connection, object_id: str, now: datetime) -> UserWork | None:
    """One person as they are now, changed or not; None for an unknown id."""
    row = connection.execute(_USER, _moment(now) | {"object_id": object_id}).first()
    return _user_work(row) if row else None


def _moment(now: datetime) -> dict[str, str]:
    return {"purged": stamp(now - PURGE_AFTER)}


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
    return [
        GroupWork(
            object_id=row.object_id,
            name=row.name if row.assigned else None,
            scim_id=row.scim_id,
            failures=row.failures or 0,
        )
        for row in connection.execute(_GROUPS_DUE, {"cycle": cycle, "full": full})
    ]


def find_members(connection: Connection, cycle: int, *, full: bool = False) -> list[MemberWork]:
    """The memberships that the platform has not been told of, by group; only people with an account can be members there."""
    found: dict[int, MemberWork] = {}
    for seq, group_id, member_id, scim_id, added in connection.execute(_MEMBERS_DUE, {"cycle": cycle, "full": full}):
        work = found.get(seq) or found.setdefault(seq, _member_work(connection, group_id))
        (work.added if added else work.removed).append((member_id, scim_id))
    return [found[seq] for seq in sorted(found)]


def _member_work(connection: Connection, group_id: str) -> MemberWork:
    """Nothing to tell of a group yet."""
    row = connection.execute(_GROUP, {"group_id": group_id}).one()
    return MemberWork(
        group_id=group_id, group_name=row.name, scim_id=row.scim_id, added=[], removed=[], failures=row.failures
    )


def has_work(connection: Connection, now: datetime, cycle: int) -> bool:
    """Whether a cycle would find anything to do."""
    return bool(connection.scalar(_HAS_WORK, _moment(now) | {"cycle": cycle, "full": False}))


def next_purge(connection: Connection) -> str | None:
    """The stamp of the oldest deletion whose account still stands; None when there is none."""
    oldest: str | None = connection.scalar(_NEXT_PURGE)
    return oldest
