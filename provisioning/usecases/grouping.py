"""The article's table: every role group as it was last read in Entra, and who confirmed it as it stands now."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from provisioning.domain.errors import Declined
from provisioning.domain.ports import GroupKind
from provisioning.storage import tables as t
from provisioning.usecases import authority, carding, people, scoping, signing
from provisioning.usecases.people import administrator_name
from provisioning.views.looking import Look

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from provisioning.domain.ports import DirectoryGroup
    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member
    from provisioning.usecases.signing import Signature

#: The gate for which a confirmation of the table is evidence.
GATE = "groups"
GROUPS_VERBS = ("groups.confirm", "groups.look", "gate.withdraw", "say")


@dataclass(frozen=True, kw_only=True)
class Inside:
    """What was counted in a group."""

    people: int = 0
    #: Names of groups in it, whose own members are not provisioned.
    nested: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One reading of every role group."""

    #: Those that exist, by name.
    groups: dict[str, DirectoryGroup]
    #: Object ids of all that is in scope.
    scope: set[str]
    inside: dict[str, Inside]
    began: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class GroupFact:
    """One role group as the settings and the last reading have it."""

    name: str
    roles: tuple[str, ...]
    followed: bool
    #: None while no group of that name was found.
    object_id: str | None
    #: See :func:`provisioning.usecases.scoping.kind_of`; "" while it was not found.
    kind: str
    in_scope: bool
    #: None before the first reading.
    read_at: datetime | None

    @property
    def is_missing(self) -> bool:
        """Whether Entra has no group of that name."""
        return self.object_id is None

    @property
    def is_fit(self) -> bool:
        """Whether it can carry roles: Usher may change its members, or is told to leave them alone."""
        return not self.is_missing and (self.followed or self.kind == GroupKind.ASSIGNED.value)


def facts(desk: Desk) -> tuple[GroupFact, ...]:
    """Every role group, in the order of the settings."""
    rows = {row.name: row for row in desk.c.execute(select(t.groups))}
    found = []
    for name, group in desk.rules.groups.items():
        row = rows.get(name)
        found.append(
            GroupFact(
                name=name,
                roles=group.roles,
                followed=group.followed,
                object_id=row.object_id if row and row.kind else None,
                kind=(row.kind or "") if row else "",
                in_scope=bool(row and row.in_scope),
                read_at=row.read_at if row else None,
            )
        )
    return tuple(found)


def is_lost(desk: Desk, name: str) -> bool:
    """Whether no group of that name was found when Usher looked last: nobody is let into what it was before."""
    c = t.groups.c
    return desk.c.scalar(select(c.name).where(c.name == name, c.kind.is_(None))) is not None


def strangers(desk: Desk) -> list[str]:
    """Object ids of groups that are in scope and that the settings do not name."""
    c = t.groups.c
    return list(desk.c.scalars(select(c.object_id).where(c.name == c.object_id).order_by(c.name)))


def of_waves(desk: Desk, known: Sequence[GroupFact]) -> list[GroupFact]:
    """Those of them that some wave brings into the scope."""
    wanted = {name for wave in desk.rules.waves.values() for name in wave.groups}
    return [fact for fact in known if fact.name in wanted]


def digest(known: Sequence[GroupFact]) -> str:
    """Hash over what a confirmation is about; another group, kind or role makes another one."""
    told = [[fact.name, fact.object_id, fact.kind, fact.followed, sorted(fact.roles)] for fact in known]
    return hashlib.sha256(json.dumps(sorted(told, key=lambda one: str(one[0]))).encode()).hexdigest()


def confirmations(desk: Desk, about: str) -> list[Signature]:
    """Who confirmed exactly this table and did not take it back, oldest first."""
    return [one for one in signing.standing(desk, GATE) if one.about == about]


#: A second person is missing who is not the first one's other account: as an owner or as an administrator.
ANOTHER = "another"


def lacking(desk: Desk, found: Sequence[Signature]) -> tuple[str, ...]:
    """Who has yet to confirm, as parts: it takes an administrator and an owner, who are two people. Empty when both did."""
    as_administrator = [one.by for one in found if one.part in {signing.ADMINISTRATOR, signing.BOTH}]
    as_owner = {one.by for one in found if one.part in {signing.OWNER, signing.BOTH}}
    if any(as_owner - people.list_linked(desk, administrator) for administrator in as_administrator):
        return ()
    if as_administrator and as_owner:
        return (ANOTHER,)
    parts = ((signing.ADMINISTRATOR, as_administrator), (signing.OWNER, as_owner))
    return tuple(part for part, pressed in parts if not pressed)


def open_card(desk: Desk, member: Member) -> str:
    """A card of the table, to be read in Entra first. Declines everybody but owners and administrators. Returns its id."""
    signing.check_part(desk, member)
    card = carding.issue(desk, member.pseudonym, signing.GROUPS, verbs=GROUPS_VERBS, gate=GATE, looks=0, rows=[])
    _look(desk, carding.get(desk, card))
    return card


def look_again(desk: Desk, member: Member, card: Card) -> None:
    """As it is now; the checklist is made from what was read lately anyhow."""
    if card.kind == signing.GROUPS:
        signing.check_part(desk, member)
        _look(desk, card)


def _look(desk: Desk, card: Card) -> None:
    """Have the worker read anew; what an earlier look finds meanwhile is dropped."""
    looks = int(card.terms["looks"]) + 1
    carding.change_terms(desk, card, looks=looks, state=Look.LOOKING.value)
    desk.enqueue("look_at_groups", f"groups-{card.id}-{looks}", card.id, looks)


def wanted(desk: Desk, card: str, look: int) -> list[str] | None:
    """Names of the groups that this look is to read; None when a later one was asked for."""
    if carding.get(desk, card).terms.get("looks") != look:
        return None
    return sorted({*desk.rules.groups, *authority.authority_groups(desk)})


def record(desk: Desk, card: str, look: int, seen: Seen) -> None:
    """Keep what was read, and show it on the card together with the hash of exactly this table."""
    scoping.record_groups(desk, seen.groups, seen.scope, seen.began)
    found = carding.get(desk, card)
    if found.terms.get("looks") != look:
        return
    known = facts(desk)
    rows = [
        {
            "name": fact.name,
            "kind": "missing" if fact.is_missing else fact.kind,
            "in_scope": fact.in_scope,
            "people": seen.inside.get(fact.name, Inside()).people,
            "nested": list(seen.inside.get(fact.name, Inside()).nested),
        }
        for fact in known
    ]
    told = {"rows": rows, "about": digest(known), "at": desk.now.isoformat(), "state": Look.SEEN.value}
    carding.change_terms(desk, found, **told)
    carding.show(desk, card)


def record_unread(desk: Desk, card: str, look: int, state: Look) -> None:
    """Entra does not answer, or refuses: the card says so."""
    found = carding.get(desk, card)
    if found.terms.get("looks") == look and found.terms["state"] != state.value:
        carding.change_terms(desk, found, state=state.value)
        carding.show(desk, card)


def confirm(desk: Desk, member: Member, card: Card) -> None:
    """An owner or an administrator confirms the table that the card shows, as long as it is so."""
    if card.kind != signing.GROUPS:
        return
    part, known = signing.check_part(desk, member), facts(desk)
    if not card.terms.get("about") or card.terms["about"] != digest(known):
        raise Declined("declined-groups-changed")
    if unfit := [one.name for one in of_waves(desk, known) if not one.is_fit]:
        raise Declined("declined-groups-unfit", groups=unfit, administrator=administrator_name(desk))
    about = str(card.terms["about"])
    if signing.add(desk, GATE, member, part, about=about):
        desk.audit("groups.confirmed", actor=member.pseudonym, part=part, about=about)
        signing.show_all(desk)
