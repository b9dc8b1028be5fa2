"""The units of work behind the operations: each is one transaction, one thread hop, and returns what the answer needs."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scim2_models.path import CompareOperator, Comparison, LogicalExpr, LogicalOperator, ValuePath

from provisioning.scim_provider import store
from provisioning.scim_provider.filters import leading
from provisioning.scim_provider.members import add, apply_steps, members_of
from provisioning.scim_provider.membership import Step
from provisioning.scim_provider.owners import MATCHED
from provisioning.scim_provider.patience import limited
from provisioning.scim_provider.searching import LAST, look
from provisioning.scim_provider.wire import Full

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from scim2_models.path import FilterNode
    from scim2_server.conditions import Conditions
    from sqlalchemy import Connection

    from provisioning.scim_provider.service import Change, Draft
    from provisioning.scim_provider.store import Stored

#: Up to so many members a changed group is returned whole (200); above, the answer is 204. Both are legal
#: (RFC 7644 §3.5.2), and "returning a body with a list of all the members isn't advisable" (Microsoft Learn).
SMALL_GROUP = 20


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page of found resources and how many match in all."""

    total: int
    found: list[Full]


@dataclass(frozen=True, kw_only=True)
class Search:
    """What to look for. ``filter`` and ``sort_by`` are parsed; ``start`` counts from 1."""

    kinds: Sequence[str]
    filter: FilterNode | None
    sort_by: str | None
    descending: bool
    start: int
    count: int
    members: bool


def full(connection: Connection, stored: Stored, *, members: bool) -> Full:
    """The resource, a group with its members if they are wanted."""
    wanted = members and stored.kind == "Group"
    return Full(stored=stored, members=members_of(connection, [stored.id])[stored.id] if wanted else None)


def get(connection: Connection, kind: str, resource_id: str, *, members: bool) -> Full:
    """One resource; raises a 404 when there is none."""
    return full(connection, store.load(connection, kind, resource_id), members=members)


def create(connection: Connection, kind: str, draft: Draft, now: datetime) -> Full:
    """A new resource."""
    if kind == "User":
        return create_users(connection, [(draft, now)])[0]
    stored = store.create(connection, kind, draft.body, now)
    if draft.members:
        count = add(connection, stored.id, draft.members)
        stored = store.set_member_count(connection, stored, count)
    return full(connection, stored, members=True)


def create_users(connection: Connection, wanted: Sequence[tuple[Draft, datetime]]) -> list[Full]:
    """New accounts, all of them or none, on PostgreSQL in one statement; each is active unless it says otherwise."""
    made = store.create_all(connection, "User", [({"active": True} | draft.body, now) for draft, now in wanted])
    return [Full(stored=stored) for stored in made]  # an id that was drawn just now is in no group


def replace(
    connection: Connection, kind: str, resource_id: str, draft: Draft, *, conditions: Conditions, now: datetime
) -> Full:
    """A PUT. What is left out is cleared, except ``active``: silence must not switch an account on or off."""
    stored = _found(connection, kind, resource_id, conditions, "PUT")
    kept = {"active": stored.body["active"]} if "active" in stored.body else {}
    delta, changed = 0, False
    if kind == "Group":
        delta, changed = apply_steps(connection, stored.id, [Step(do="set", ids=draft.members)])
    body = kept | draft.body
    return full(connection, _saved(connection, stored, body, delta, now, changed=changed), members=True)


def patch(
    connection: Connection,
    resource_id: str,
    change: Change,
    conditions: Conditions,
    now: datetime,
    *,
    lock: bool = True,
) -> Full:
    """A PATCH, all of it or nothing. The members of a large group are not read (``members`` is None).

    Without ``lock``, for users alone, nothing keeps others from changing it meanwhile: raises ``Overtaken`` when they did.
    """
    stored = _found(connection, change.kind, resource_id, conditions, "PATCH", lock=lock)
    body = change.apply(stored.id, stored.body)
    delta, changed = apply_steps(connection, stored.id, change.steps)
    stored = _saved(connection, stored, body, delta, now, changed=changed)
    return full(connection, stored, members=stored.member_count <= SMALL_GROUP)


def remove(connection: Connection, kind: str, resource_id: str, conditions: Conditions, now: datetime) -> None:
    """A DELETE."""
    store.remove(connection, _found(connection, kind, resource_id, conditions, "DELETE"), now)


def _found(
    connection: Connection, kind: str, resource_id: str, conditions: Conditions, method: str, *, lock: bool = True
) -> Stored:
    """The resource, its preconditions met (412 otherwise)."""
    stored = store.load(connection, kind, resource_id, lock=lock)
    if conditions.if_match or conditions.if_none_match:
        conditions.check(full(connection, stored, members=False).tag, method)
    return stored


def _saved(
    connection: Connection, stored: Stored, body: dict[str, object], delta: int, now: datetime, *, changed: bool
) -> Stored:
    """Save if anything changed; otherwise the version and ``lastModified`` stay (RFC 7644 §3.5.2.1)."""
    if body == stored.body and not changed:
        return stored
    return store.save(connection, stored, body, now, member_count=stored.member_count + delta)


def search(connection: Connection, wanted: Search) -> Page:
    """A page in order of creation, or as sorted. Raises a 400 ``tooMany`` when looking takes too long."""
    quick = wanted.sort_by is None and (wanted.filter is None or _is_lookup(wanted.filter))
    with nullcontext() if quick else limited(connection):
        return _search(connection, wanted)


#: Attributes that a search finds few resources by.
_MATCHED = frozenset({"id", *(path.partition(".")[0] for path in MATCHED)})


def is_short(wanted: Search) -> bool:
    """Whether a search finds a few resources by an index and shows no members: then it takes a fraction of a millisecond."""
    node = wanted.filter
    if (wanted.members and "Group" in wanted.kinds) or not isinstance(node, Comparison | ValuePath):
        return False
    term = node if isinstance(node, Comparison) else leading(node.val_filter)
    if term is None or term.op != CompareOperator.eq or not isinstance(term.value, str):
        return False
    return node.attr_path.attr.lower() in _MATCHED and (term.attr_path.sub_attr or "value").lower() == "value"


def _is_lookup(node: FilterNode) -> bool:
    """Whether the indexes answer by themselves: ``eq`` and ``and``, all that Entra matches by. Others need a limit."""
    if isinstance(node, LogicalExpr):
        return node.op == LogicalOperator.and_ and any(map(_is_lookup, node.terms))
    if isinstance(node, ValuePath):
        return _is_lookup(node.val_filter)
    return isinstance(node, Comparison) and node.op == CompareOperator.eq and isinstance(node.value, str)


def _search(connection: Connection, wanted: Search) -> Page:
    """Cut the page, then count, unless the page shows how many there are."""
    looking, values = look(wanted.kinds, wanted.filter, wanted.sort_by, descending=wanted.descending)
    cut = {"start": min(wanted.start - 1, LAST), "count": wanted.count}
    found = connection.execute(looking.page, values | cut).mappings() if wanted.count else ()
    rows = [store.read_row(row) for row in found]
    whole = wanted.start == 1 and len(rows) < wanted.count
    total = len(rows) if whole else connection.execute(looking.total, values).scalar_one()
    return Page(total=total, found=_completed(connection, rows, members=wanted.members))


def _completed(connection: Connection, rows: list[Stored], *, members: bool) -> list[Full]:
    """The rows of a page, groups with their members if they are wanted: one statement, however many rows."""
    groups = [row.id for row in rows if row.kind == "Group"]
    held = members_of(connection, groups) if members and groups else {}
    return [Full(stored=row, members=held.get(row.id)) for row in rows]
