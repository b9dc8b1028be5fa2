"""What people vouch for by name: signatures with evidence, which are taken back and never deleted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from provisioning.domain.errors import Declined
from provisioning.domain.waves import SIGNED
from provisioning.storage import tables as t
from provisioning.usecases import authority, carding, people

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member

#: Kinds of cards that show what people vouch for.
GROUPS, ROLLOUT, SIGNING = "groups", "rollout", "signing"
SIGN_VERBS = ("gate.sign", "gate.not_yet", "gate.withdraw")
LONGEST_EVIDENCE = 500
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


def part_of(desk: Desk, who: str) -> str:
    """As whom this person acts in the rollout; "" for nobody of weight."""
    is_owner, is_administrator = who in authority.owners(desk), people.is_administrator(desk, who)
    if is_owner and is_administrator:
        return BOTH
    return OWNER if is_owner else ADMINISTRATOR if is_administrator else ""


def check_part(desk: Desk, member: Member) -> str:
    """As whom the member acts. Declines everybody but owners, by memberships read lately, and administrators."""
    authority.check_fresh(desk)
    part = part_of(desk, member.pseudonym)
    if not part:
        raise Declined("declined-rollout-others", names=some_names(desk, authority.owners(desk)))
    return part


def check_in_charge(desk: Desk, member: Member) -> None:
    """Decline everybody but administrators and, by memberships read lately, owners."""
    administrators = people.list_administrators(desk)
    if member.pseudonym in administrators:
        return
    authority.check_fresh(desk)
    owners = authority.owners(desk)
    if member.pseudonym not in owners:
        names = some_names(desk, owners) + some_names(desk, administrators - owners)
        raise Declined("declined-not-owner-or-administrator", names=names)


def some_names(desk: Desk, who: set[str]) -> list[str]:
    """At most two names, for "Olivia and Adam can …"."""
    return sorted(people.names_of(desk, sorted(who)[:2]).values())


def every_name(desk: Desk, who: Iterable[str]) -> tuple[str, ...]:
    """What they are called, in order; a card tells the first of them and how many more there are."""
    return tuple(sorted(people.names_of(desk, who).values()))


def add(desk: Desk, gate: str, member: Member, part: str, *, about: str = "", evidence: str = "") -> bool:
    """Keep a signature; False where the same one of theirs stands already, and nothing was changed."""
    people.hold(desk, member.pseudonym)
    if any(one.by == member.pseudonym and one.about == about for one in standing(desk, gate)):
        return False
    row = {
        "gate": gate,
        "about": about,
        "by": member.pseudonym,
        "part": part,
        "text": desk.vault.keep_text(member.pseudonym, evidence),
        "at": desk.now,
    }
    desk.c.execute(t.signatures.insert().values(row))
    return True


def sign(desk: Desk, member: Member, card: Card, evidence: str) -> None:
    """Vouch for the gate that the card asks about, with evidence. Declines who may not, and what shows nothing."""
    gate = str(card.terms.get("gate", ""))
    if gate not in SIGNED:  # pressed twice: the card shows something else by now
        return
    authority.check_fresh(desk)
    may = who_may(desk, gate)
    if member.pseudonym not in may:
        raise Declined("declined-gate-signer", names=some_names(desk, may))
    if not evidence.strip():
        raise Declined("declined-gate-evidence")
    part = part_of(desk, member.pseudonym) or SIGNER
    if add(desk, gate, member, part, evidence=evidence[:LONGEST_EVIDENCE]):
        desk.audit("gate.signed", actor=member.pseudonym, gate=gate, part=part)
        show_all(desk)


def withdraw(desk: Desk, member: Member, card: Card) -> None:
    """Take back one's own signatures of the card's gate; an administrator takes back everybody's."""
    gate = str(card.terms.get("gate", ""))
    found = standing(desk, gate)
    mine = [one for one in found if may_withdraw(desk, member.pseudonym, one)]
    if found and not mine:
        raise Declined("declined-gate-withdraw")
    for one in mine:
        desk.c.execute(update(t.signatures).where(t.signatures.c.id == one.id).values(withdrawn_at=desk.now))
        desk.audit("gate.withdrawn", actor=member.pseudonym, subject=one.by, gate=gate)
    if mine:
        show_all(desk)


def may_withdraw(desk: Desk, who: str, signature: Signature) -> bool:
    """Whoever signed, and administrators."""
    return signature.by == who or people.is_administrator(desk, who)


def choose(desk: Desk, card: Card, gate: str) -> None:
    """Show the statement of a gate on the checklist; "" closes it."""
    if card.kind == ROLLOUT:
        carding.change_terms(desk, card, gate=gate)


def evidence_of(desk: Desk, found: list[Signature]) -> dict[int, str]:
    """What was typed as evidence, by the signature's id; of somebody who was erased nothing is left."""
    texts = desk.vault.read_texts([one.text for one in found])
    return {one.id: texts.get(one.text or "", "") for one in found}


def show_all(desk: Desk) -> None:
    """Have everybody's newest card of each of these kinds shown anew."""
    c = t.cards.c
    kinds = c.kind.in_([GROUPS, ROLLOUT, SIGNING])
    rows = desk.c.execute(
        select(c.id, c.kind, c.recipient).where(kinds, c.activity_id.is_not(None)).order_by(c.made_at)
    )
    for card in {(row.kind, row.recipient): row.id for row in rows}.values():
        carding.show(desk, card)
