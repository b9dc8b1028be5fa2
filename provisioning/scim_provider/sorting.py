"""``sortBy`` as SQL (RFC 7644 §3.4.2.3): missing values last ascending, first descending; the primary or first entry counts."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from provisioning.scim_provider.describe import CORE, ENTERPRISE, attributes
from provisioning.scim_provider.filters import COLUMNS
from provisioning.scim_provider.tables import keys, resources


def order(sort_by: str | None, *, descending: bool) -> list[Any]:
    """What to order by before the order of creation; nothing where nothing was asked for."""
    if sort_by is None:
        return []
    path = _path(sort_by)
    key: Any = COLUMNS[path] if path in COLUMNS else _stored(path)
    return [key.is_(None).desc(), key.desc()] if descending else [key.is_(None), key]


def _path(sort_by: str) -> str:
    """The key path of an attribute; of a complex multi-valued one its ``value``."""
    path = sort_by.lower()
    for urn in CORE.values():
        path = path.removeprefix(f"{urn.lower()}:")
    known = attributes("User") | attributes("Group")
    found = known.get(path)
    return f"{path}.value" if found is not None and found.type == "complex" else path


def _stored(path: str) -> Any:
    """The key of the first value at a path, the primary entry's before others."""
    head = path.rpartition(".")[0] if not path.startswith(ENTERPRISE.lower()) else ""
    primary = keys.alias("primary_entry")
    its_primary = (
        select(primary.c.key)
        .where(
            primary.c.owner == resources.c.id,
            primary.c.path == f"{head}.primary",
            primary.c.position == keys.c.position,
            primary.c.key == "true",
        )
        .scalar_subquery()
    )
    return (
        select(keys.c.key)
        .where(keys.c.owner == resources.c.id, keys.c.path == path)
        .order_by(its_primary.is_(None), keys.c.position)
        .limit(1)
        .correlate(resources)
        .scalar_subquery()
    )
