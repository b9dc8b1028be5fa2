"""What a check of the installation found, on the card of who asked for it; and whether everybody's wish finds who decides it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from provisioning.domain.states import Kind
from provisioning.storage import tables as t
from provisioning.usecases import authority, carding, decidable, gating, grouping, watching

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provisioning.domain.rules import StageRule
    from provisioning.usecases.desk import Desk

#: The line about who decides, and what to do where nobody could.
APPROVERS = "Somebody may decide what each owner asks for"
ONE_MORE = (
    "nobody may decide what one of the owners asks for, since nobody approves their own wish: add an owner in Entra, or name "
    "approvers in [policies.invite_external] of usher.toml"
)
TO_CONFIRM = "nobody has confirmed the approvers in {}: an owner types setup, and confirms them there"
ANOTHER_STAGE = (
    "one person would have to decide two stages, and each decides only one: name somebody else for one of them in "
    "[policies.invite_external] of usher.toml"
)
#: The line where the last owner is gone, and what to do.
NO_OWNER = "There is no owner: nobody may ask"
NEW_OWNERS = "put the owners into {} in Entra, type setup again after five minutes, and confirm them here"
#: The line about role groups, and what to do about those that are not there, or give nobody anything.
ROLE_GROUPS = "Role groups"
NOT_THERE = "not in Entra: {}. Create or restore them there, or mend the names in usher.toml"
NOT_ASSIGNED = (
    "not assigned to {platform} in Entra though access runs in them: {groups}. Assign them: Enterprise applications › "
    "{platform} › Users and groups"
)

_CONFIRMED = select(t.audit.c.id).where(t.audit.c.event == "owner.confirmed").limit(1)


def record(desk: Desk, card: str, lines: list[list[Any]]) -> None:
    """Put the result on the card. ``lines``: name, whether it is good, and what to do where it is not."""
    found, lines = carding.get(desk, card), [*lines, *_role_groups(desk), *_approvers(desk)]
    carding.change_terms(desk, found, lines=lines, unknown=authority.unknown(desk))
    carding.show(desk, card)
    desk.audit("setup.checked", actor=found.recipient, ok=sum(bool(line[1]) for line in lines), of=len(lines))


def _role_groups(desk: Desk) -> list[list[Any]]:
    """One line where a role group is missing, or was taken out of the scope from under those who have access by it."""
    known = [fact for fact in grouping.facts(desk) if fact.read_at is not None]
    missing = [fact.name for fact in known if fact.is_missing]
    opened = {
        group for wave in gating.opened(desk) if wave in desk.rules.waves for group in desk.rules.waves[wave].groups
    }
    idle = [fact.name for fact in known if not fact.is_missing and not fact.in_scope]
    cut = [name for name in idle if name in opened or watching.list_giving(desk, name)]
    todo = [NOT_THERE.format(", ".join(missing))] if missing else []
    todo += [NOT_ASSIGNED.format(platform=desk.rules.platform, groups=", ".join(cut))] if cut else []
    return [[ROLE_GROUPS, False, "; ".join(todo)]] if todo else []


def _approvers(desk: Desk) -> list[list[Any]]:
    """One line once there were owners: a single one learns here, and not from a declined invitation, that nobody could approve it.

    Where the last one is gone that is the line; before the first confirmation the rest of the card says who waits for it.
    """
    owners, stages = authority.owners(desk), desk.rules.stages_of(Kind.INVITE_EXTERNAL, (), ())
    if not owners:
        was_there = desk.c.scalar(_CONFIRMED) is not None
        return [[NO_OWNER, False, NEW_OWNERS.format(desk.rules.owners_group)]] if was_there else []
    stuck = [owner for owner in sorted(owners) if not decidable.are_filled(desk, stages, involved=(owner,))]
    return [[APPROVERS, not stuck, _what_is_missing(desk, stages, stuck[0]) if stuck else ""]]


def _what_is_missing(desk: Desk, stages: Sequence[StageRule], owner: str) -> str:
    """What to do so that somebody may decide what this owner asks for."""
    if groups := decidable.unconfirmed(desk, stages, involved=(owner,)):
        return TO_CONFIRM.format(", ".join(groups))
    alone = all(authority.eligible(desk, stage, involved=(owner,)) for stage in stages)
    return ANOTHER_STAGE if alone else ONE_MORE
