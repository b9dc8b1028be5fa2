"""Memberships in SQL. The cost of a change depends on how many ids it names, never on how many members the group has."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Text, bindparam, delete, func, insert, select
from sqlalchemy.dialects import postgresql

from provisioning.scim_provider.tables import members, resources

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Delete, Insert, Select

    from provisioning.scim_provider.membership import Step


def apply_steps(connection: Connection, group_id: str, steps: Sequence[Step]) -> tuple[int, bool]:
    """Carry out the steps in order: by how much the number of members changed, and whether anything did.

    The caller holds the lock on the group's row.
    """
    delta, changed = 0, False
    for step in steps:
        gone = _take(connection, group_id, step)
        come = add(connection, group_id, step.ids) if step.do in {"add", "set"} else 0
        delta, changed = delta + come - gone, changed or bool(come or gone)
    return delta, changed


def _take(connection: Connection, group_id: str, step: Step) -> int:
    """Remove what a step removes; returns how many there were."""
    if step.do == "add":
        return 0
    statement = _removal(step.do, connection.dialect.name)
    ids = {} if step.do == "clear" else {"ids": packed(connection, step.ids)}
    return connection.execute(statement, {"of_group": group_id, **ids}).rowcount


@cache
def _removal(do: str, dialect: str) -> Delete:
    """Members of a group: all of them, those among the ids, or those not among them."""
    statement = delete(members).where(members.c.group_id == bindparam("of_group"))
    if do == "remove":
        return statement.where(members.c.member_id.in_(ids_in(dialect)))
    return statement.where(members.c.member_id.not_in(ids_in(dialect))) if do == "set" else statement


def add(connection: Connection, group_id: str, ids: Sequence[str]) -> int:
    """Add members that are not there yet, in one statement; returns how many were new."""
    if not ids:
        return 0
    values = {"of_group": group_id, "ids": packed(connection, ids)}
    return connection.execute(_addition(connection.dialect.name), values).rowcount


@cache
def _addition(dialect: str) -> Insert:
    """The ids as members of a group, but for those that are."""
    rows = ids_in(dialect).add_columns(bindparam("of_group", type_=Text())).subquery()
    source = select(rows.c[1], rows.c[0])
    if dialect == "sqlite":
        # SQLite cannot tell ON CONFLICT from a join after a bare SELECT (sqlite.org/lang_upsert, "Parsing Ambiguity")
        statement = insert(members).prefix_with("OR IGNORE").from_select(["group_id", "member_id"], source)
    else:
        statement = postgresql.insert(members).from_select(["group_id", "member_id"], source).on_conflict_do_nothing()
    # SQLAlchemy otherwise forgets the count of an INSERT
    return statement.execution_options(preserve_rowcount=True)


def ids_in(dialect: str) -> Select[tuple[str]]:
    """A relation of the ids in the parameter ``ids``: one parameter, however many they are."""
    if dialect == "sqlite":
        each = func.json_each(bindparam("ids")).table_valued("value")
        return select(each.c.value)
    unnested = func.unnest(bindparam("ids", type_=postgresql.ARRAY(Text()))).column_valued("id")
    return select(unnested)


def packed(connection: Connection, ids: Sequence[str]) -> str | list[str]:
    """The ids as :func:`ids_in` reads them."""
    return json.dumps(list(ids)) if connection.dialect.name == "sqlite" else list(ids)


#: Id and kind of each member of some groups. A member that nobody knows counts as a user.
_MEMBERS = (
    select(members.c.group_id, members.c.member_id, func.coalesce(resources.c.kind, "User"))
    .select_from(members.outerjoin(resources, resources.c.id == members.c.member_id))
    .where(members.c.group_id.in_(bindparam("groups", expanding=True)))
    .order_by(members.c.group_id, members.c.member_id)
)


def members_of(connection: Connection, group_ids: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    """For each group, the id and kind of each member, ordered by id."""
    found: dict[str, list[tuple[str, str]]] = {group: [] for group in group_ids}
    for group, who, kind in connection.execute(_MEMBERS, {"groups": list(group_ids)}):
        found[group].append((who, kind))
    return found
