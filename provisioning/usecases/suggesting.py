"""A group besides those that a form asks for: with it, a role that does little alone becomes useful. One press takes it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provisioning.domain.changeable import blocker
from provisioning.domain.errors import Declined
from provisioning.domain.explaining import unmet_needs
from provisioning.storage import tables as t
from provisioning.usecases import carding, changing

if TYPE_CHECKING:
    from datetime import date

    from provisioning.domain.preview import Outside, Preview
    from provisioning.domain.rules import Rules
    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member


def find_group(rules: Rules, frozen: Preview, outside: Outside) -> str:
    """The smallest group that gives what a new role lacks, and that neither our rules nor Entra rule out; "" for none.

    Nobody is made an administrator of anything for it.
    """
    has = outside.member_of | set(frozen.joins)
    new = set(frozen.roles_after) - set(frozen.roles_before)
    lacking = {other for role, other in unmet_needs(frozen, rules) if role in new}
    giving = [
        group
        for group in rules.groups.values()
        if lacking & set(group.roles)
        and not group.followed
        and group.name not in has
        and not any(map(rules.is_administrator_role, group.roles))
        and rules.conflict({*has, group.name}) is None
        and blocker((group.name,), outside) is None
    ]
    return min(giving, key=lambda group: (len(group.roles), group.name)).name if giving else ""


def take(desk: Desk, member: Member, card: Card, *, until: date | None, reason: str) -> None:
    """Ask for the suggested group too: what would change is looked for and shown anew, what was typed stays.

    Which group it is stands in the card's row, never in the press.
    """
    terms = card.terms
    also = str(terms.get("suggested") or "")
    changing.check_may_ask(desk, member, own=bool(terms["adds"]) and terms.get("person") == member.pseudonym)
    if terms.get("state") != "ready" or also not in desk.rules.groups:
        raise Declined("declined-look-first")
    if terms.get("reason"):
        desk.c.execute(t.texts.delete().where(t.texts.c.id == terms["reason"]))
    carding.change_terms(
        desk,
        card,
        groups=sorted({*terms["groups"], also}),
        until=until.isoformat() if until else None,
        reason=changing.keep_typed(desk, member, reason),
        suggested="",
    )
    changing.look(desk, carding.get(desk, card.id))
