"""Units of work on resources: plain functions of a ``Connection``, the same on SQLite and PostgreSQL."""

from __future__ import annotations

import json
import secrets
import uuid
from contextlib import contextmanager
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from scim2_models import NotFoundException, UniquenessException
from sqlalchemy import bindparam, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from provisioning.scim_provider.derived import HELD, NOTHING, Derived, read_held
from provisioning.scim_provider.describe import NAMING_ATTRIBUTE, attributes
from provisioning.scim_provider.keys import comparable, keys_of
from provisioning.scim_provider.onetrip import INSERT_ALL, SAVE_ALL, packed
from provisioning.scim_provider.tables import create_tables, keys, members, resources, role_groups

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, RowMapping

__all__ = [
    "Account",
    "Overtaken",
    "Stored",
    "create",
    "create_tables",
    "list_accounts",
    "load",
    "remove",
    "save",
    "set_role_mapping",
]


class Overtaken(Exception):
    """Somebody else changed the resource since it was read: it has to be read again."""


@dataclass(frozen=True, kw_only=True)
class Stored:
    """One resource as its row has it."""

    id: str
    kind: str
    #: The wire form without what is derived: id, meta, groups, members, roles that follow from groups.
    body: dict[str, Any]
    active: bool
    member_count: int
    version: int
    created: str
    modified: str
    #: What follows from its memberships, for a user.
    derived: Derived = NOTHING


@dataclass(frozen=True, kw_only=True)
class Account:
    """An account as an administrator sees it."""

    user_name: str
    active: bool
    #: What the account may do now; empty while it is not active.
    roles: frozenset[str]
    #: Display names of its groups, also while it is not active.
    groups: frozenset[str]


def instant(moment: datetime) -> str:
    """A ``dateTime`` of fixed width, so that text sorts as time does (RFC 7643 §2.3.5)."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def read_row(row: RowMapping) -> Stored:
    """A row of ``scim_resources`` with what its memberships amount to, read."""
    return Stored(
        id=row["id"],
        kind=row["kind"],
        body=json.loads(row["body"]),
        active=row["active"],
        member_count=row["member_count"],
        version=row["version"],
        created=row["created"],
        modified=row["modified"],
        derived=read_held(row["held"]) if row["kind"] == "User" else NOTHING,
    )


#: Made once: SQLAlchemy looks a statement up among those compiled in a quarter of the time that it takes to compare a new one.
_LOAD = select(resources, HELD).where(resources.c.kind == bindparam("of_kind"), resources.c.id == bindparam("its_id"))
_LOCK = _LOAD.with_for_update()
_INSERT, _INSERT_KEYS = insert(resources), insert(keys)
_UPDATE = update(resources).where(resources.c.id == bindparam("its_id"))
_ITS_KEY = (keys.c.owner == bindparam("its_id"), keys.c.path == bindparam("at"), keys.c.position == bindparam("number"))
_UPDATE_KEY, _DELETE_KEY = update(keys).where(*_ITS_KEY), delete(keys).where(*_ITS_KEY)


def load(connection: Connection, kind: str, resource_id: str, *, lock: bool = False) -> Stored:
    """The resource; ``lock`` keeps others from changing it until the transaction ends.

    The row is locked before its members are touched: otherwise concurrent batches deadlock on PostgreSQL. Raises
    :class:`NotFoundException`.
    """
    row = connection.execute(_LOCK if lock else _LOAD, {"of_kind": kind, "its_id": resource_id}).mappings().first()
    if row is None:
        raise NotFoundException(detail=f"{kind} not found")
    return read_row(row)


def _columns(kind: str, body: dict[str, Any]) -> dict[str, Any]:
    """What is kept beside the body. An account whose ``active`` was removed is not active."""
    name = NAMING_ATTRIBUTE[kind]
    return {
        "unique_key": comparable(attributes(kind)[name.lower()], body[name]),
        "name": body[name],
        "external_id": body.get("externalId"),
        "active": kind == "Group" or body.get("active") is True,
        "body": json.dumps(body, ensure_ascii=False, separators=(",", ":")),
    }


def _new_id(now: datetime) -> str:
    """74 random bits after the moment (version 7, RFC 9562 §5.7): what comes together lies together, and fewer pages are written."""
    moment, chance = int(now.timestamp() * 1000) % (1 << 48), secrets.randbits(74)
    return str(uuid.UUID(int=moment << 80 | 7 << 76 | chance >> 62 << 64 | 2 << 62 | chance % (1 << 62)))


def create(connection: Connection, kind: str, body: dict[str, Any], now: datetime) -> Stored:
    """Store a new resource. Raises :class:`UniquenessException` when its name is taken."""
    return create_all(connection, kind, [(body, now)])[0]


def create_all(connection: Connection, kind: str, bodies: Sequence[tuple[dict[str, Any], datetime]]) -> list[Stored]:
    """Store new resources, all of them or none. Raises :class:`UniquenessException` when a name is taken."""
    made, rows = zip(*(_new(kind, body, now) for body, now in bodies), strict=True)
    found = [row for one in made for row in _key_rows(one.id, keys_of(kind, one.body))]
    with _unique(kind):
        if connection.dialect.name == "postgresql":
            # in one order, so that batches of two processes with names in common do not wait for each other
            given = {"resources": sorted(rows, key=itemgetter("unique_key")), "keys": found}
            connection.execute(INSERT_ALL, packed(given))
        else:
            _each(connection, _INSERT, rows)
            _each(connection, _INSERT_KEYS, found)
    return list(made)


def _new(kind: str, body: dict[str, Any], now: datetime) -> tuple[Stored, dict[str, Any]]:
    """A resource in its first version, and its row."""
    columns, at = _columns(kind, body), instant(now)
    beside: dict[str, Any] = {"id": _new_id(now), "kind": kind, "member_count": 0, "version": 1}
    beside |= {"created": at, "modified": at}
    return Stored(body=body, active=columns["active"], **beside), columns | beside


def save(
    connection: Connection, stored: Stored, body: dict[str, Any], now: datetime, *, member_count: int | None = None
) -> Stored:
    """Store a changed body or a changed number of members, as a new version.

    Raises :class:`Overtaken` where ``stored`` was not locked and is no longer what is stored.
    """
    count = stored.member_count if member_count is None else member_count
    after = {"modified": instant(now), "member_count": count}
    columns = _columns(stored.kind, body) if body != stored.body else {}
    if not columns:
        connection.execute(_UPDATE, {"its_id": stored.id, "version": stored.version + 1, **after})
    elif connection.dialect.name == "postgresql":
        _save_at_once(connection, stored, body, columns | after)
    else:
        values = {"its_id": stored.id, "version": stored.version + 1, **columns, **after}
        with _unique(stored.kind):
            connection.execute(_UPDATE, values)
        _replace_keys(connection, stored.id, keys_of(stored.kind, stored.body), keys_of(stored.kind, body))
    active = columns.get("active", stored.active)
    return replace(
        stored, body=body, active=active, member_count=count, version=stored.version + 1, modified=instant(now)
    )


def _save_at_once(connection: Connection, stored: Stored, body: dict[str, Any], columns: dict[str, Any]) -> None:
    """Resource and keys in one statement."""
    before, after = keys_of(stored.kind, stored.body), keys_of(stored.kind, body)
    differing = {place: key for place, key in after.items() if before.get(place) != key}
    gone = [{"path": path, "position": at} for path, at in before.keys() - after.keys()]
    given = packed({"keys": _key_rows(stored.id, differing), "gone": gone})
    with _unique(stored.kind):
        saved = connection.execute(SAVE_ALL, columns | given | {"its_id": stored.id, "seen": stored.version})
    if saved.scalar_one() == 0:
        raise Overtaken


def set_member_count(connection: Connection, stored: Stored, count: int) -> Stored:
    """Note how many members a new group has; this is part of its creation, not a new version."""
    connection.execute(_UPDATE, {"its_id": stored.id, "member_count": count})
    return replace(stored, member_count=count)


@contextmanager
def _unique(kind: str) -> Iterator[None]:
    """Around a statement that may meet a taken name."""
    try:
        yield
    except IntegrityError as error:
        raise UniquenessException(detail=f"{NAMING_ATTRIBUTE[kind]} is taken") from error


def _key_rows(owner: str, found: Mapping[tuple[str, int], str]) -> list[dict[str, Any]]:
    """Rows of ``scim_keys``."""
    return [{"owner": owner, "path": path, "position": at, "key": key} for (path, at), key in found.items()]


def _replace_keys(
    connection: Connection, owner: str, before: dict[tuple[str, int], str], after: dict[tuple[str, int], str]
) -> None:
    """Write only the keys that differ; most PATCHes change one attribute."""
    gone = [{"its_id": owner, "at": path, "number": at} for path, at in before if (path, at) not in after]
    other = {place: key for place, key in after.items() if place in before and before[place] != key}
    _each(connection, _DELETE_KEY, gone)
    _each(
        connection, _UPDATE_KEY, [{"its_id": owner, "at": p, "number": n, "key": key} for (p, n), key in other.items()]
    )
    come = {place: key for place, key in after.items() if place not in before}
    _each(connection, _INSERT_KEYS, _key_rows(owner, come))


def _each(connection: Connection, statement: Any, rows: Sequence[dict[str, Any]]) -> None:
    """Run a statement for each of the rows; for a single one without the cost of many."""
    if rows:
        connection.execute(statement, rows if len(rows) > 1 else rows[0])


def remove(connection: Connection, stored: Stored, now: datetime) -> None:
    """Delete a resource with its memberships, both ways; the groups that it was in become new versions."""
    its_groups = select(members.c.group_id).where(members.c.member_id == stored.id)
    # in one order, so that two deletions cannot wait for each other
    rows = select(resources.c.id).where(resources.c.id.in_(its_groups)).order_by(resources.c.id).with_for_update()
    changed = [row.id for row in connection.execute(rows)]
    if changed:
        connection.execute(
            update(resources)
            .where(resources.c.id == bindparam("group"))
            .values(member_count=resources.c.member_count - 1, version=resources.c.version + 1, modified=instant(now)),
            [{"group": group} for group in changed],
        )
    connection.execute(delete(members).where(or_(members.c.group_id == stored.id, members.c.member_id == stored.id)))
    connection.execute(delete(keys).where(keys.c.owner == stored.id))
    connection.execute(delete(resources).where(resources.c.id == stored.id))


def set_role_mapping(connection: Connection, mapping: Mapping[str, Iterable[str]]) -> None:
    """Say which roles follow from which groups, by the group's ``externalId`` (Entra's object id); replaces what was said.

    Names are no key here: whoever may name a group could otherwise take over its roles.
    """
    connection.execute(delete(role_groups))
    rows = [{"external_id": group, "role": role} for group, roles in mapping.items() for role in sorted(set(roles))]
    if rows:
        connection.execute(insert(role_groups), rows)


def list_accounts(connection: Connection) -> list[Account]:
    """All accounts in the order in which they were created, with one statement whatever their number."""
    query = select(resources, HELD).where(resources.c.kind == "User").order_by(resources.c.seq)
    return [_account(read_row(row)) for row in connection.execute(query).mappings()]


def _account(row: Stored) -> Account:
    """One account."""
    direct = {role["value"] for role in row.body.get("roles", ())}
    return Account(
        user_name=row.body["userName"],
        active=row.active,
        roles=frozenset(direct | set(row.derived.roles)) if row.active else frozenset(),
        groups=frozenset(name for _, name in row.derived.groups),
    )
