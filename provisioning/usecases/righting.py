"""What an owner does about a finding: put it back as it was, or keep it as it is. Both by the rules that hold for everybody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from provisioning.domain import dates
from provisioning.domain.errors import Declined
from provisioning.domain.states import OPEN
from provisioning.usecases import (
    authority,
    carding,
    changing,
    findings,
    granting,
    inviting,
    people,
    reaching,
    requests,
    telling,
    watching,
)

if TYPE_CHECKING:
    from datetime import date

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.findings import Finding
    from provisioning.usecases.people import Member


def put_back(desk: Desk, member: Member, card: Card, identity: int) -> None:
    """Ask that a member whom nothing explains leaves, or that one who is missing comes back."""
    finding = hold_open(desk, member, card, identity)
    _check_role_group(desk, finding)
    if finding.kind == findings.ADDED:
        change = changing.Change(subject=finding.person, joins=(), leaves=(finding.group,), finding=finding.id)
    else:
        until = _until(desk, finding)
        change = changing.Change(subject=finding.person, joins=(finding.group,), until=until, finding=finding.id)
    _ask(desk, member, finding, change)


def keep(desk: Desk, member: Member, card: Card, identity: int) -> None:
    """Ask that a membership from outside counts here; or let go of what somebody has lost, which needs nobody.

    A group that has a say without giving roles has no requests: there the owner's word is the confirmation.
    """
    finding = hold_open(desk, member, card, identity)
    if finding.kind == findings.MISSING:
        granting.record_lost(desk, finding.person, finding.group, by=member.pseudonym)
        findings.resolve(desk, finding, findings.ENDED, actor=member.pseudonym)
    elif finding.group not in desk.rules.groups:
        authority.know(desk, finding.group, finding.person, member.pseudonym)
        reaching.look_at_all(desk)
        findings.resolve(desk, finding, findings.KEPT, actor=member.pseudonym)
    else:
        kept = changing.Change(subject=finding.person, joins=(finding.group,), finding=finding.id, keeps=True)
        _ask(desk, member, finding, kept)


def ask(desk: Desk, member: Member, card: Card, identity: int) -> None:
    """Ask the administrators who did it, once; that decides nothing."""
    finding = hold_open(desk, member, card, identity)
    readers = askable(desk, finding)
    if not readers or finding.asked_at is not None:
        raise Declined("declined-drift-asked")
    for reader in sorted(readers):
        values = {"group": finding.group} if finding.group else {}
        about: dict[str, Any] = {"person": finding.person, "values": values}
        sort = "again" if finding.account.get("again") else finding.kind
        telling.notice(desk, reader, f"notice-drift-{sort}", **about)
    findings.note_asked(desk, finding, member.pseudonym)
    carding.change_terms(desk, card, chosen=finding.id)  # the next press on it is likely about the same


def askable(desk: Desk, finding: Finding) -> set[str]:
    """The administrators who can be asked: not whom it is about, by whichever account."""
    return people.list_administrators(desk) - people.list_linked(desk, finding.person)


def may_decide(desk: Desk, finding: Finding, who: str) -> bool:
    """Whether this owner may: it is about nobody whom they are."""
    return finding.person not in people.list_linked(desk, who)


def open_request(desk: Desk, finding: Finding) -> requests.Request | None:
    """The request that is to settle it and is not over yet."""
    asked = requests.find(desk, finding.request) if finding.request else None
    return asked if asked is not None and asked.state in OPEN else None


def hold_open(desk: Desk, member: Member, card: Card, identity: int) -> Finding:
    """The finding, held, if it is one of the card's and this owner may decide about it now. Declines everything else."""
    authority.check_owner(desk, member)
    told = findings.find(desk, identity)
    if told is None or told.batch != card.terms["batch"]:
        raise Declined("declined-drift-which")
    if not may_decide(desk, told, member.pseudonym):
        raise Declined("declined-self")
    people.hold(
        desk, member.pseudonym, told.person
    )  # before the finding: whoever changes somebody's groups holds them first
    finding = findings.find(desk, identity, lock=True)
    if finding is None or finding.resolved_at is not None:
        raise Declined("declined-drift-settled")
    if (asked := open_request(desk, finding)) is not None:
        raise Declined("declined-asked-already", number=asked.number)
    return finding


def _check_role_group(desk: Desk, finding: Finding) -> None:
    """Decline a group that has a say and gives no roles: Usher changes nobody in it."""
    if finding.group not in desk.rules.groups:
        administrator = people.administrator_name(desk)
        raise Declined("declined-group-followed", group=finding.group, administrator=administrator)


def _until(desk: Desk, finding: Finding) -> date | None:
    """The last day of what was given; None for no end. Declines what nothing gives any more: it has ended since."""
    ends = [grant.until for grant in watching.list_giving(desk, finding.group) if grant.person == finding.person]
    if not ends and not watching.is_guarded(desk, finding.group):
        raise Declined("declined-drift-settled")
    last = max((end for end in ends if end is not None), default=None)
    return None if last is None or None in ends else dates.day_of(last, desk.rules.zone)


def _ask(desk: Desk, member: Member, finding: Finding, change: changing.Change) -> None:
    """Ask as for any change of groups; whoever asked reads on a card of its own what becomes of it."""
    number = changing.ask(desk, member, change)
    findings.note_request(desk, finding, number)
    about = {"request": number, "revision": 1}
    carding.show(desk, carding.issue(desk, member.pseudonym, "status", verbs=inviting.STATUS_VERBS, **about))
