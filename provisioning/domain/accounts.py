"""Whether an account of the platform is as groups in scope and Usher's grants have it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from provisioning.domain.ports import PlatformAccount
    from provisioning.domain.preview import Preview
    from provisioning.domain.rules import Rules

#: Kinds of what is strange: nothing explains an account, or it shows other roles than what explains it gives.
ACCOUNT, ROLES = "account", "roles"


@dataclass(frozen=True, kw_only=True)
class Explained:
    """What explains one account."""

    #: Groups in scope that have whoever has its address as a direct member; role groups by name, others by object id.
    groups: frozenset[str] = frozenset()
    #: Roles that running grants give on the platform itself.
    direct: frozenset[str] = frozenset()
    #: Besides: a running grant of whatever kind, or a member in scope who is blocked and whom Entra switches off.
    otherwise: bool = False


@dataclass(frozen=True, kw_only=True)
class Strange:
    """What is strange about one account. Roles are by their names in the rules."""

    kind: str
    roles: frozenset[str]
    missing: frozenset[str] = frozenset()
    surplus: frozenset[str] = frozenset()


def judge(shown: frozenset[str], by: Explained, rules: Rules) -> Strange | None:
    """What is strange about an account that is on and shows these roles; None where all is well, or nobody can tell."""
    roles = frozenset(rules.canonical_role(role) for role in shown)
    if not (by.groups or by.direct or by.otherwise):
        return Strange(kind=ACCOUNT, roles=roles)
    # what a group gives that the settings do not name is not known
    if not (by.groups or by.direct) or not by.groups <= rules.groups.keys():
        return None
    required, optional = rules.roles_of(by.groups)
    missing, surplus = (required | by.direct) - roles, roles - required - by.direct - optional
    return Strange(kind=ROLES, roles=roles, missing=missing, surplus=surplus) if missing or surplus else None


def with_direct(frozen: Preview, account: PlatformAccount | None, *, apart: bool = False) -> Preview:
    """The preview of an end, or a removal, that was frozen without the account: what it has directly stays where groups keep it on.

    ``apart``: no group of the person reached the platform, so that one which was made by hand is nobody's to switch off.
    """
    by_hand = apart and account is not None and account.active and account.roles <= account.direct_roles
    if account is None or not (by_hand or frozenset(frozen.roles_after) - frozenset(frozen.direct)):
        return frozen
    direct = account.direct_roles | frozenset(frozen.direct)
    return replace(
        frozen,
        direct=tuple(sorted(direct)),
        roles_after=tuple(sorted(direct | frozenset(frozen.roles_after))),
        optional=tuple(sorted(frozenset(frozen.optional) - direct)),
    )


def with_platform_of(frozen: Preview, other: Preview) -> Preview:
    """What was frozen, but for what depends on the platform: the account and its roles."""
    roles = {name: getattr(other, name) for name in ("roles_before", "roles_after", "optional", "direct")}
    return replace(frozen, account=other.account, **roles)
