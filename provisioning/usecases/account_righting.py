"""What an owner does about an account of the platform: have it switched off, by the rules of every end, or keep it as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from provisioning.domain.errors import Declined
from provisioning.domain.states import Kind, Option
from provisioning.usecases import (
    account_reading,
    accounts,
    authority,
    carding,
    counting,
    decidable,
    ending,
    findings,
    inviting,
    people,
    requests,
    righting,
    telling,
)

if TYPE_CHECKING:
    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.findings import Finding
    from provisioning.usecases.people import Member

#: Why such an end is asked for, which its card says.
WHY = "unexplained"


def end(desk: Desk, member: Member, card: Card, identity: int) -> int:
    """Ask that an account which nothing explains is switched off, as one that Usher gave would be. Returns the request.

    Nobody else is asked, up to so many people a day; the other owners are told. Nobody ends an owner alone.
    """
    finding = righting.hold_open(desk, member, card, identity)
    if finding.kind != findings.ACCOUNT:
        raise Declined("declined-account-explained")
    if not finding.account or ending.list_grants(desk, finding.person):
        raise Declined("declined-drift-settled")  # erased, or it was given since
    if finding.person in authority.owners(desk):
        raise Declined("declined-end-owner", group=desk.rules.owners_group)
    number = _submit(desk, member, finding)
    findings.note_request(desk, finding, number)
    about: dict[str, Any] = {"request": number, "revision": 1}
    carding.show(desk, carding.issue(desk, member.pseudonym, "status", verbs=inviting.STATUS_VERBS, **about))
    telling.tell_others(desk, number, {member.pseudonym})
    return number


def _submit(desk: Desk, member: Member, finding: Finding) -> int:
    """Store the end, of an account by its id and of no grant, and have it looked at."""
    many = counting.are_many(desk, member.pseudonym)
    stages = desk.rules.stages_of(Kind.END_ACCESS, (), (), many=many)
    decidable.check(desk, stages, involved=(member.pseudonym, finding.person))
    about: dict[str, Any] = {"grants": [], "groups": [], "sponsor": member.pseudonym}
    number = requests.create(
        desk,
        kind=Kind.END_ACCESS,
        requester=member.pseudonym,
        subject=finding.person,
        domain=desk.vault.digest(people.domain_of(people.address_of(desk, finding.person))),
        option=Option.ACCOUNT,
        terms={**about, "why": WHY, "many": many, "drift": finding.id, "account": finding.account["id"]},
    )
    told = {"subject": finding.person, "kind": Kind.END_ACCESS.value, "why": WHY}
    desk.audit("request.submitted", actor=member.pseudonym, request=number, revision=1, **told)
    desk.enqueue("check", f"check-{number}-r1", number, 1)
    return number


def keep(desk: Desk, member: Member, card: Card, identity: int) -> None:
    """It stays as it is, and is told again only once it is otherwise; nothing is changed outside."""
    finding = righting.hold_open(desk, member, card, identity)
    if finding.account:
        accounts.know(desk, finding)
    findings.resolve(desk, finding, findings.KEPT, actor=member.pseudonym)


def show_more(desk: Desk, member: Member, card: Card) -> None:
    """The next page, after the last one the first."""
    authority.check_owner(desk, member)
    first = int(card.terms.get("first", 0)) + account_reading.PAGE
    carding.change_terms(desk, card, first=first if first < len(account_reading.list_told(desk, card)) else 0)
