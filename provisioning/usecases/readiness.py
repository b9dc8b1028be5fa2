"""What a check of the installation found, on the card of who asked for it; and whether everybody's wish finds who decides it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from provisioning.domain.states import OPEN, Kind
from provisioning.storage import tables as t
from provisioning.usecases import authority, carding, decidable, gating, grouping, watching

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from provisioning.domain.ports import Check
    from provisioning.domain.rules import Rules, StageRule
    from provisioning.usecases.desk import Desk

_GIVEN = select(t.grants.c.gives).where(t.grants.c.ended_at.is_(None))
_ASKED = select(t.requests.c.terms).where(t.requests.c.state.in_([state.value for state in OPEN]))
_CONFIRMED = select(t.audit.c.id).where(t.audit.c.event == "owner.confirmed").limit(1)


def record(desk: Desk, card: str, lines: Sequence[Check]) -> None:
    """Put the result on the card."""
    found, lines = carding.get(desk, card), [*lines, *_role_groups(desk), *_approvers(desk)]
    carding.change_terms(desk, found, lines=lines, unknown=authority.unknown(desk))
    carding.show(desk, card)
    desk.audit("setup.checked", actor=found.recipient, ok=sum(bool(line[1]) for line in lines), of=len(lines))


def _role_groups(desk: Desk) -> list[Check]:
    """A line where a role group is missing, and one where it was taken out of the scope from under those who have access by it."""
    known = [fact for fact in grouping.facts(desk) if fact.read_at is not None]
    missing = [fact.name for fact in known if fact.is_missing]
    opened = {
        group for wave in gating.opened(desk) if wave in desk.rules.waves for group in desk.rules.waves[wave].groups
    }
    idle = [fact.name for fact in known if not fact.is_missing and not fact.in_scope]
    cut = [name for name in idle if name in opened or watching.list_giving(desk, name)]
    wrong = (("check-todo-not-there", missing), ("check-todo-cut-off", cut))
    lines: list[Check] = [
        ("check-role-groups", False, todo, {"groups": ", ".join(groups)}) for todo, groups in wrong if groups
    ]
    return [*lines, *list_unnamed(desk.c, desk.rules)]


def list_unnamed(connection: Connection, rules: Rules) -> list[Check]:
    """A line where running grants or open requests name groups that the settings do not."""
    given = [set(gives["groups"]) - rules.groups.keys() for gives in connection.scalars(_GIVEN)]
    asked = [
        {*terms.get("groups", ()), *terms.get("leaves", ())} - rules.groups.keys()
        for terms in connection.scalars(_ASKED)
    ]
    if not (gone := set().union(*given, *asked)):
        return []
    counts = {"grants": str(sum(map(bool, given))), "requests": str(sum(map(bool, asked)))}
    return [("check-role-groups", False, "check-todo-unnamed", {**counts, "groups": ", ".join(sorted(gone))})]


def _approvers(desk: Desk) -> list[Check]:
    """One line once there were owners: a single one learns here, and not from a declined invitation, that nobody could approve it.

    Where the last one is gone that is the line; before the first confirmation the rest of the card says who waits for it.
    """
    owners, stages = authority.owners(desk), desk.rules.stages_of(Kind.INVITE_EXTERNAL, (), ())
    if not owners:
        was_there = desk.c.scalar(_CONFIRMED) is not None
        return (
            [("check-no-owner", False, "check-todo-new-owners", {"group": desk.rules.owners_group})]
            if was_there
            else []
        )
    stuck = [owner for owner in sorted(owners) if not decidable.are_filled(desk, stages, involved=(owner,))]
    return [("check-approvers", not stuck, *(_what_is_missing(desk, stages, stuck[0]) if stuck else ("", {})))]


def _what_is_missing(desk: Desk, stages: Sequence[StageRule], owner: str) -> tuple[str, dict[str, str]]:
    """What to do so that somebody may decide what this owner asks for."""
    if groups := decidable.unconfirmed(desk, stages, involved=(owner,)):
        return "check-todo-confirm", {"groups": ", ".join(groups)}
    alone = all(authority.eligible(desk, stage, involved=(owner,)) for stage in stages)
    return "check-todo-another-stage" if alone else "check-todo-one-more", {}
