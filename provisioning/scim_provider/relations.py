"""Multi-valued attributes that are not stored with the resource but follow from memberships, as relations to filter on."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Subquery, and_, case, func, literal, null, select, true, union_all

from provisioning.scim_provider.tables import keys, members, resources, role_groups


def _groups() -> Subquery:
    """``groups`` of a user."""
    group = resources.alias("its_group")
    return (
        select(
            members.c.member_id.label("owner"),
            group.c.id.label("value"),
            group.c.unique_key.label("display"),
            literal("direct").label("type"),
        )
        .select_from(members.join(group, group.c.id == members.c.group_id))
        .subquery("held_groups")
    )


def _members() -> Subquery:
    """``members`` of a group."""
    who = resources.alias("who")
    return (
        select(
            members.c.group_id.label("owner"),
            members.c.member_id.label("value"),
            case((who.c.kind == "Group", "group"), else_="user").label("type"),
        )
        .select_from(members.outerjoin(who, who.c.id == members.c.member_id))
        .subquery("held_members")
    )


def _direct_roles() -> Any:
    """Roles assigned directly to an active user, from its keys."""
    holder, name, display, primary = (resources.alias("holder"), *(keys.alias(f"role_{n}") for n in ("v", "d", "p")))

    def beside(other: Any, path: str) -> Any:
        """The same address with another last part."""
        same = and_(other.c.owner == name.c.owner, other.c.position == name.c.position)
        return and_(same, other.c.path == path)

    joined = (
        name.join(holder, and_(holder.c.id == name.c.owner, holder.c.active == true()))
        .outerjoin(display, beside(display, "roles.display"))
        .outerjoin(primary, beside(primary, "roles.primary"))
    )
    return (
        select(
            name.c.owner.label("owner"),
            name.c.key.label("value"),
            func.coalesce(display.c.key, name.c.key).label("display"),
            literal("direct").label("type"),
            primary.c.key.label("primary"),
        )
        .select_from(joined)
        .where(name.c.path == "roles.value")
    )


def _group_roles() -> Any:
    """Roles that follow from the groups of an active user."""
    holder, group = resources.alias("member"), resources.alias("role_group")
    joined = (
        members.join(holder, and_(holder.c.id == members.c.member_id, holder.c.active == true()))
        .join(group, group.c.id == members.c.group_id)
        .join(role_groups, role_groups.c.external_id == group.c.external_id)
    )
    role = func.lower(role_groups.c.role)
    return select(
        members.c.member_id.label("owner"),
        role.label("value"),
        role.label("display"),
        literal("group").label("type"),
        null().label("primary"),
    ).select_from(joined)


#: For each kind, the attributes that are joins: columns ``owner`` and the sub-attributes in comparable form.
RELATIONS: dict[str, dict[str, Subquery]] = {
    "User": {"groups": _groups(), "roles": union_all(_direct_roles(), _group_roles()).subquery("held_roles")},
    "Group": {"members": _members()},
}
