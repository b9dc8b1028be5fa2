"""A resource with its keys in one statement, which PostgreSQL commits by itself: each trip there costs as much as the work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, Text, bindparam, delete, func, insert, select, true, tuple_, update
from sqlalchemy.dialects import postgresql

from provisioning.scim_provider.tables import keys, resources

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import CTE, Insert, Select

Place = tuple[str, int]


def packed(found: Mapping[Place, str], gone: Iterable[Place] = ()) -> dict[str, list[Any]]:
    """Keys to put and places of keys to take away, as the statements read them."""
    taken = list(gone)
    return {
        "paths": [path for path, _ in found],
        "numbers": [at for _, at in found],
        "texts": list(found.values()),
        "gone_paths": [path for path, _ in taken],
        "gone_numbers": [at for _, at in taken],
    }


def _unnested(name: str, **columns: Any) -> Any:
    """A table made of lists that are parameters; each column's name → the list's name and type."""
    lists = [bindparam(given, type_=postgresql.ARRAY(type_)) for given, type_ in columns.values()]
    return func.unnest(*lists).table_valued(*columns).render_derived(name)


def _put(owner: CTE) -> postgresql.Insert:
    """Add keys of the resource."""
    each = _unnested("each", path=("paths", Text()), position=("numbers", Integer()), key=("texts", Text()))
    source = select(owner.c.id, each.c.path, each.c.position, each.c.key).select_from(owner.join(each, true()))
    return postgresql.insert(keys).from_select(["owner", "path", "position", "key"], source)


def _insert_all() -> Insert:
    values = {column.name: bindparam(column.name, type_=column.type) for column in resources.c if column.name != "seq"}
    return _put(insert(resources).values(values).returning(resources.c.id).cte("made"))


def _save_all() -> Select[int]:
    columns = ("unique_key", "name", "external_id", "active", "body", "member_count", "modified")
    values = {name: bindparam(name, type_=resources.c[name].type) for name in columns}
    its = (resources.c.id == bindparam("its_id"), resources.c.version == bindparam("seen"))
    changed = update(resources).where(*its).values(**values, version=resources.c.version + 1)
    saved = changed.returning(resources.c.id).cte("saved")
    each = _unnested("taken", path=("gone_paths", Text()), position=("gone_numbers", Integer()))
    places = tuple_(keys.c.path, keys.c.position).in_(select(each.c.path, each.c.position))
    gone = delete(keys).where(keys.c.owner == saved.c.id, places).cte("gone")
    put = _put(saved)
    merged = put.on_conflict_do_update(index_elements=["owner", "path", "position"], set_={"key": put.excluded.key})
    return select(func.count()).select_from(saved).add_cte(gone, merged.cte("put"))


#: A new resource: its columns, and :func:`packed` keys.
INSERT_ALL = _insert_all()
#: A changed one, if it is still in the version ``seen``; how many rows that were (1 or 0).
SAVE_ALL = _save_all()
