"""Why roles stay though a group goes, and what roles lack, from a frozen preview and the rules. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from provisioning.domain.preview import Preview
    from provisioning.domain.rules import Rules


def kept_through(frozen: Preview, rules: Rules) -> dict[str, tuple[str, ...]]:
    """Why roles that a left group gave stay: for each, the groups that give it as well ("" for one the account has itself)."""
    left = frozenset().union(*(frozenset(rules.groups[name].roles) for name in frozen.leaves if name in rules.groups))
    kept: dict[str, tuple[str, ...]] = {}
    for role in sorted(left & set(frozen.roles_after)):
        through = [name for name in (*frozen.holds, *frozen.joins) if role in rules.groups[name].roles]
        kept[role] = tuple(sorted(set(through)) or [""])
    return kept


def unmet_needs(frozen: Preview, rules: Rules) -> tuple[tuple[str, str], ...]:
    """(role, role that it goes with) for each role afterwards that does little without another that will be missing."""
    after = {*frozen.roles_after, *frozen.optional}
    known = [rules.roles[name] for name in frozen.roles_after if name in rules.roles]
    return tuple((role.name, role.goes_with) for role in known if role.goes_with and role.goes_with not in after)
