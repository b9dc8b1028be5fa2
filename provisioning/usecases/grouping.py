"""The article's table: every role group as it was last read in Entra, and who confirmed it as it stands now."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from provisioning.domain.ports import GroupKind
from provisioning.storage import tables as t
from provisioning.usecases import people, signing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from provisioning.usecases.desk import Desk
    from provisioning.usecases.signing import Signature

#: The gate for which a confirmation of the table is evidence.
GATE = "groups"


@dataclass(frozen=True, kw_only=True)
class GroupFact:
    """One role group as the settings and the last reading have it."""

    name: str
    roles: tuple[str, ...]
    followed: bool
    #: None while no group of that name was found.
    object_id: str | None
    #: See :func:`provisioning.usecases.authority.kind_of`; "" while it was not found.
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
                object_id=row.object_id if row else None,
                kind=(row.kind or "") if row else "",
                in_scope=bool(row and row.in_scope),
                read_at=row.read_at if row else None,
            )
        )
    return tuple(found)


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
