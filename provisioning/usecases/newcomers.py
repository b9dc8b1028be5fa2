"""Who came into a group that has a say from outside, since it is watched: who waits for *Keep*, and who had a say before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from provisioning.storage import tables as t
from provisioning.usecases import carding, findings

if TYPE_CHECKING:
    from collections.abc import Collection

    from provisioning.usecases.desk import Desk

_WHO: Any = bindparam("who", expanding=True)
_WERE_OWNERS = (
    select(t.audit.c.subject).where(t.audit.c.event == "owner.confirmed", t.audit.c.subject.is_not(None)).distinct()
)
_HERE = select(t.people.c.pseudonym).where(
    t.people.c.pseudonym.in_(_WHO), t.people.c.enabled.is_(True), t.people.c.is_guest.is_(False)
)
_GIVEN = select(t.grants.c.person, t.grants.c.gives).where(t.grants.c.person.in_(_WHO), t.grants.c.ended_at.is_(None))


def waiting(desk: Desk, group: str) -> set[str]:
    """Those whom somebody added to a role group in Entra: they have no say there before a request keeps them.

    Nobody who was there when watching began, nor to whom the group was given here before it had a say. A group that gives no
    roles has no requests: nobody waits there.
    """
    if group not in desk.rules.groups:
        return set()
    added = {one.person for one in findings.list_open(desk, group) if one.kind == findings.ADDED}
    rows = desk.c.execute(_GIVEN, {"who": sorted(added)}) if added else ()
    return added - {row.person for row in rows if group in row.gives["groups"]}


def keep(desk: Desk, group: str, person: str, by: str) -> None:
    """Somebody's say was confirmed: that they were added is settled by that."""
    for one in findings.list_open(desk, group):
        if one.key == (findings.ADDED, person):
            findings.resolve(desk, one, findings.KEPT, actor=by)


def were_owners(desk: Desk) -> set[str]:
    """Everybody who was ever confirmed as an owner; nobody before the first set-up."""
    return set(desk.c.scalars(_WERE_OWNERS))


def tell_owners(desk: Desk, confirmed: Collection[str], former: Collection[str], by: str) -> None:
    """Owners were confirmed again since all were gone: each of them hears it, and former ones where no former one is among them.

    So nobody is made an owner by one administrator while nobody else knows.
    """
    others = () if not confirmed or set(confirmed) & set(former) else desk.c.scalars(_HERE, {"who": sorted(former)})
    for reader in sorted({*confirmed, *others}):
        who = {"names": sorted(confirmed), "by": [by]}
        carding.show(desk, carding.issue(desk, reader, "notice", key="notice-owners-again", who=who, tone="warning"))
