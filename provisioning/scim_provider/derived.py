"""What follows from memberships: the groups of a user, and the roles that those groups give."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from provisioning.scim_provider.members import ids_in, packed
from provisioning.scim_provider.tables import members, resources, role_groups

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection, Select


@dataclass(frozen=True, kw_only=True)
class Derived:
    """What one user's memberships amount to, sorted, so that it can be compared."""

    #: Id and display name of each group.
    groups: tuple[tuple[str, str], ...] = ()
    #: Roles that follow from those groups; whether they apply now is for the account's ``active`` to say.
    roles: tuple[str, ...] = ()


def derive(connection: Connection, user_ids: Sequence[str] | None) -> dict[str, Derived]:
    """Groups and roles of these users, or of everybody (None); who is in no group is left out."""
    groups: dict[str, set[tuple[str, str]]] = {}
    roles: dict[str, set[str]] = {}
    for owner, group, name, role in _rows(connection, user_ids):
        groups.setdefault(owner, set()).add((group, name))
        if role is not None:
            roles.setdefault(owner, set()).add(role)
    return {
        owner: Derived(groups=tuple(sorted(held)), roles=tuple(sorted(roles.get(owner, ()))))
        for owner, held in groups.items()
    }


#: The join that gives roles: membership, group, and the mapping by the group's ``externalId``.
_OF_ALL = select(members.c.member_id, resources.c.id, resources.c.name, role_groups.c.role).select_from(
    members.join(resources, resources.c.id == members.c.group_id).outerjoin(
        role_groups, role_groups.c.external_id == resources.c.external_id
    )
)
_OF_ONE = _OF_ALL.where(members.c.member_id == bindparam("id"))


@cache
def _of_some(dialect: str) -> Select[Any]:
    """The same of those whose ids are in the parameter ``ids``."""
    return _OF_ALL.where(members.c.member_id.in_(ids_in(dialect)))


def _rows(connection: Connection, user_ids: Sequence[str] | None) -> Iterator[Any]:
    """Member, group, its name, and one role of it (None where it gives none)."""
    if user_ids is None:
        yield from connection.execute(_OF_ALL)
    elif len(user_ids) == 1:
        yield from connection.execute(_OF_ONE, {"id": user_ids[0]})
    else:
        yield from connection.execute(_of_some(connection.dialect.name), {"ids": packed(connection, user_ids)})
