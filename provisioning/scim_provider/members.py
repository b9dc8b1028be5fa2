"""Memberships in SQL. The cost of a change depends on how many ids it names, never on how many members the group has."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import Text, bindparam, delete, func, insert, select
from sqlalchemy.dialects import postgresql

from provisioning.scim_provider.tables import members, resources

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Select

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
    statement = delete(members).where(members.c.group_id == group_id)
    if step.do == "add":
        return 0
    if step.do == "remove":
        statement = statement.where(members.c.member_id.in_(_ids(connection)))
    if step.do == "set":
        statement = statement.where(members.c.member_id.not_in(_ids(connection)))
    return connection.execute(statement, {} if step.do == "clear" else {"ids": _packed(connection, step.ids)}).rowcount


def add(connection: Connection, group_id: str, ids: Sequence[str]) -> int:
    """Add members that are not there yet, in one statement; returns how many were new."""
    if not ids:
        return 0
    rows = _ids(connection).add_columns(bindparam("group", group_id, type_=Text())).subquery()
    source = select(rows.c[1], rows.c[0])
    if connection.dialect.name == "sqlite":
        # SQLite cannot tell ON CONFLICT from a join after a bare SELECT (sqlite.org/lang_upsert, "Parsing Ambiguity")
        statement = insert(members).prefix_with("OR IGNORE").from_select(["group_id", "member_id"], source)
    else:
        statement = postgresql.insert(members).from_select(["group_id", "member_id"], source).on_conflict_do_nothing()
    # SQLAlchemy otherwise forgets the count of an INSERT
    counted = statement.execution_options(preserve_rowcount=True)
    return connection.execute(counted, {"ids": _packed(connection, ids)}).rowcount


def _ids(connection: Connection) -> Select[tuple[str]]:
    """A relation of the ids in the parameter ``ids``: one parameter, however many they are."""
    if connection.dialect.name == "sqlite":
        each = func.json_each(bindparam("ids")).table_valued("value")
        return select(each.c.value)
    unnested = func.unnest(bindparam("ids", type_=postgresql.ARRAY(Text()))).column_valued("id")
    return select(unnested)


def _packed(connection: Connection, ids: Sequence[str]) -> str | list[str]:
    """The ids as :func:`_ids` reads them."""
    return json.dumps(list(ids)) if connection.dialect.name == "sqlite" else list(ids)


def members_of(connection: Connection, group_ids: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    """For each group, the id and kind of each member, ordered by id. A member that nobody knows counts as a user."""
    found: dict[str, list[tuple[str, str]]] = {group: [] for group in group_ids}
    query = (
        select(members.c.group_id, members.c.member_id, func.coalesce(resources.c.kind, "User"))
        .select_from(members.outerjoin(resources, resources.c.id == members.c.member_id))
        .where(members.c.group_id.in_(group_ids))
        .order_by(members.c.group_id, members.c.member_id)
    )
    for group, who, kind in connection.execute(query):
        found[group].append((who, kind))
    return found
