"""Resources with their keys in one statement, which PostgreSQL commits by itself: each trip there costs as much as the work."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, Text, bindparam, cast, column, delete, func, insert, select, tuple_, update
from sqlalchemy.dialects import postgresql

from provisioning.scim_provider.tables import keys, resources

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import CTE, Column, Insert, Select


def packed(given: Mapping[str, Iterable[Mapping[str, Any]]]) -> dict[str, str]:
    """Rows as the statements read them: each list is one parameter, however long it is."""
    return {name: json.dumps(list(rows)) for name, rows in given.items()}


def _unpacked(name: str, columns: Iterable[Column[Any]]) -> Any:
    """A relation of the rows in a parameter of this name."""
    rows = func.json_to_recordset(cast(bindparam(name, type_=Text()), JSON))
    typed = [column(each.name, each.type) for each in columns]
    return rows.table_valued(*typed).render_derived(f"given_{name}", with_types=True)


def _put_keys(owners: CTE) -> postgresql.Insert:
    """Add the keys that are given, of those that were written."""
    its = _unpacked("keys", keys.c)
    source = select(its).join_from(its, owners, owners.c.id == its.c.owner)
    return postgresql.insert(keys).from_select([each.name for each in keys.c], source)


def _insert_all() -> Insert:
    columns = [each for each in resources.c if each.name != "seq"]
    new = _unpacked("resources", columns)
    made = insert(resources).from_select([each.name for each in columns], select(new))
    return _put_keys(made.returning(resources.c.id).cte("made"))


def _save_all() -> Select[int]:
    columns = ("unique_key", "name", "external_id", "active", "body", "member_count", "modified")
    values = {name: bindparam(name, type_=resources.c[name].type) for name in columns}
    its = (resources.c.id == bindparam("its_id"), resources.c.version == bindparam("seen"))
    changed = update(resources).where(*its).values(**values, version=resources.c.version + 1)
    saved = changed.returning(resources.c.id).cte("saved")
    taken = _unpacked("gone", (keys.c.path, keys.c.position))
    places = tuple_(keys.c.path, keys.c.position).in_(select(taken))
    gone = delete(keys).where(keys.c.owner == saved.c.id, places).cte("gone")
    put = _put_keys(saved)
    merged = put.on_conflict_do_update(index_elements=["owner", "path", "position"], set_={"key": put.excluded.key})
    return select(func.count()).select_from(saved).add_cte(gone, merged.cte("put"))


#: New resources and their keys, both as :func:`packed`.
INSERT_ALL = _insert_all()
#: A changed one, if it is still in the version ``seen``; how many rows that were (1 or 0).
SAVE_ALL = _save_all()
