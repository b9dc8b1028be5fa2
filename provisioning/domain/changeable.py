"""Which groups Usher can change, as the directory has them. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provisioning.domain.ports import GroupKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provisioning.domain.preview import Outside

_REASONS = {
    GroupKind.DYNAMIC: "declined-group-dynamic",
    GroupKind.ROLE_ASSIGNABLE: "declined-group-role-assignable",
    GroupKind.ON_PREMISES: "declined-group-on-premises",
}


def blocker(wanted: Sequence[str], outside: Outside, *, giving: bool = True) -> tuple[str, dict[str, object]] | None:
    """Why a group among ``wanted`` cannot be given, as key and values of a sentence; None when all can.

    Without ``giving`` they are left, and it does not matter whether they reach the platform.
    """
    for name in wanted:
        group = outside.groups.get(name)
        if group is None:
            return "declined-group-not-found", {"group": name}
        reason = _REASONS.get(group.kind)
        if reason is None and giving and name not in outside.in_scope:
            reason = "declined-group-out-of-scope"
        if reason:
            return reason, {"group": name}
    return None
