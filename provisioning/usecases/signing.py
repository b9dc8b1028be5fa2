"""What people vouch for by name: signatures with evidence, which are taken back and never deleted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from provisioning.storage import tables as t
from provisioning.usecases import authority, people

if TYPE_CHECKING:
    from datetime import datetime

    from provisioning.usecases.desk import Desk

#: As whom somebody signs. Who is both counts as either, and never as the two.
OWNER, ADMINISTRATOR, BOTH, SIGNER = "owner", "administrator", "both", "signer"


@dataclass(frozen=True, kw_only=True)
class Signature:
    """One signature that stands."""

    id: int
    gate: str
    #: Hash of what exactly was confirmed; "" where a sentence was signed.
    about: str
    by: str
    part: str
    #: Id of the evidence as typed; None where none is asked for, or the person was erased.
    text: str | None
    at: datetime


def standing(desk: Desk, gate: str) -> list[Signature]:
    """The signatures of a gate that were not taken back, oldest first."""
    c = t.signatures.c
    rows = desk.c.execute(select(t.signatures).where(c.gate == gate, c.withdrawn_at.is_(None)).order_by(c.id))
    return [
        Signature(id=row.id, gate=row.gate, about=row.about, by=row.by, part=row.part, text=row.text, at=row.at)
        for row in rows
    ]


def project_team(desk: Desk) -> set[str]:
    """Members of the group of those who test first, as last read."""
    group = desk.rules.rollout.project_team
    return authority.members_of(desk, group) if group else set()


def who_may(desk: Desk, gate: str) -> set[str]:
    """Who may sign a gate: of the roles and flows those who tested and the owners, of the training owners and administrators."""
    if gate == "validated":
        return project_team(desk) | authority.owners(desk)
    if gate == "ready":
        return authority.owners(desk) | people.list_administrators(desk)
    return set()
