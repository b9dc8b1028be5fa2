"""Roles as cards tell them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provisioning import views

if TYPE_CHECKING:
    from collections.abc import Iterable

    from provisioning.usecases.desk import Desk


def role_views(desk: Desk, names: Iterable[str], optional: Iterable[str] = ()) -> tuple[views.RoleView, ...]:
    """Roles and what they let a person do, administrator roles first."""
    may_miss = set(optional)
    found = []
    for name in names:
        role = desk.rules.roles.get(name)
        found.append(
            views.RoleView(
                name=name,
                effect=role.effect if role else "",
                is_administrator=bool(role and role.administrator),
                optional=name in may_miss,
            )
        )
    return tuple(sorted(found, key=lambda role: not role.is_administrator))
