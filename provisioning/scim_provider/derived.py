"""What follows from memberships: the groups of a user, and the roles that those groups give."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from provisioning.scim_provider.tables import members, resources, role_groups

if TYPE_CHECKING:
    from sqlalchemy.sql.compiler import SQLCompiler


@dataclass(frozen=True, kw_only=True)
class Derived:
    """What one user's memberships amount to, sorted, so that it can be compared."""

    #: Id and display name of each group.
    groups: tuple[tuple[str, str], ...] = ()
    #: Roles that follow from those groups; whether they apply now is for the account's ``active`` to say.
    roles: tuple[str, ...] = ()


NOTHING = Derived()


class _Lists(FunctionElement[str]):
    """The rows of a query as one JSON text: a list of lists."""

    inherit_cache = True
    type = Text()


@compiles(_Lists, "sqlite")
def _on_sqlite(element: _Lists, compiler: SQLCompiler, **more: Any) -> str:
    return f"json_group_array(json_array({compiler.process(element.clauses, **more)}))"


@compiles(_Lists, "postgresql")
def _on_postgresql(element: _Lists, compiler: SQLCompiler, **more: Any) -> str:
    return f"CAST(json_agg(json_build_array({compiler.process(element.clauses, **more)})) AS TEXT)"


_GROUP = resources.alias("its_group")

#: Beside a row of ``scim_resources``: group, its name and one role of it (null where it gives none), for each group that the
#: resource is a direct member of. The join that gives roles: membership, group, and the mapping by the group's ``externalId``.
HELD = (
    select(_Lists(_GROUP.c.id, _GROUP.c.name, role_groups.c.role))
    .select_from(
        members.join(_GROUP, _GROUP.c.id == members.c.group_id).outerjoin(
            role_groups, role_groups.c.external_id == _GROUP.c.external_id
        )
    )
    .where(members.c.member_id == resources.c.id)
    .correlate(resources)
    .scalar_subquery()
    .label("held")
)


def read_held(text: str | None) -> Derived:
    """What :data:`HELD` says."""
    if text is None or text == "[]":
        return NOTHING
    rows = json.loads(text)
    groups = {(group, name) for group, name, _ in rows}
    return Derived(groups=tuple(sorted(groups)), roles=tuple(sorted({role for *_, role in rows if role is not None})))
