"""Looking: ``my access``, ``access of PERSON``, ``who has GROUP|ROLE`` and ``why R-12``.

The bot may not ask Entra. So a card says that Usher looks, the worker reads Entra and the platform, and the card keeps the
ids of what was seen: pseudonyms, names of groups and roles. Owners and auditors look at others, and each such look is audited.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, cast, select

from provisioning.domain.errors import Declined
from provisioning.storage import tables as t
from provisioning.usecases import authority, carding, changing, parties, people, requests
from provisioning.views.looking import Look

if TYPE_CHECKING:
    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member
    from provisioning.usecases.requests import Request

#: Kinds of cards.
ACCESS, HOLDERS, HISTORY, LIST = "access", "holders", "history", "list"
#: What such a card offers, at one time or another.
LOOK_VERBS = ("look.more", "look.again", "say")
HISTORY_VERBS = ("look.more", "look.again", "list.open")
LONGEST_NAME = 120


def may_see_others(desk: Desk, who: str) -> bool:
    """Whether this person looks at what concerns others: owners, and auditors whom the settings name."""
    return who in authority.owners(desk) or who in people.list_auditors(desk)


def check_may_see(desk: Desk, member: Member) -> None:
    """Decline everybody but owners and auditors; owners by memberships read lately."""
    if member.pseudonym in people.list_auditors(desk):
        return
    authority.check_fresh(desk)
    if member.pseudonym not in authority.owners(desk):
        raise Declined("declined-others-access")


def open_access(desk: Desk, member: Member, who: str) -> str:
    """A card of what somebody holds. ``who`` is a name or an address as typed, or "me". Returns its id."""
    person = member.pseudonym if who == "me" else None
    if person is None:
        check_may_see(desk, member)
        person = desk.vault.find(people.check_address(who)) if "@" in who else None
    query = None if person else desk.vault.keep_text(member.pseudonym, who[:LONGEST_NAME])
    about = [] if person else desk.vault.digests([who[:LONGEST_NAME]])
    card = _issue(desk, member, ACCESS, person=person, query=query, about=about, found=[])
    if person and person != member.pseudonym:
        desk.audit("read.access", actor=member.pseudonym, subject=person)
    return card


def open_holders(desk: Desk, member: Member, *, group: str = "", role: str = "") -> str:
    """A card of who holds a role group or a role, by its name in the settings. Returns its id."""
    check_may_see(desk, member)
    card = _issue(desk, member, HOLDERS, group=group, role=role)
    desk.audit("read.access", actor=member.pseudonym, group=group, role=role, page=1)
    return card


def open_history(desk: Desk, member: Member, number: int) -> str:
    """A card of one request's history, for those who had a part in it, owners and auditors. Returns its id."""
    request = requests.find(desk, number)
    if request is None:
        raise Declined("declined-no-request", number=number)
    if not may_see_history(desk, member.pseudonym, request):
        raise Declined("declined-others-request", number=number)
    if not _had_a_part(desk, member.pseudonym, request):
        desk.audit("read.access", actor=member.pseudonym, request=number, subject=request.subject)
    return carding.issue(desk, member.pseudonym, HISTORY, request=number, verbs=HISTORY_VERBS, page=0)


def redact(desk: Desk, person: str) -> None:
    """Cards that looked for somebody by name forget the name where it may have meant this person."""
    c = t.cards.c
    meant = select(c.id).where(c.kind == ACCESS, cast(c.terms, Text).contains(person))
    for card in [carding.get(desk, one) for one in desk.c.scalars(meant).all()]:
        empty(desk, card, person)


def empty(desk: Desk, card: Card, person: str) -> None:
    """A card that looked for somebody forgets the name or the address that was typed."""
    changing.forget_typed(desk, card)
    found = [one for one in card.terms["found"] if one != person]
    carding.change_terms(desk, card, query=None, found=found)


def may_see_history(desk: Desk, who: str, request: Request) -> bool:
    """Those who had a part in it, owners and auditors."""
    return _had_a_part(desk, who, request) or may_see_others(desk, who)


def _had_a_part(desk: Desk, who: str, request: Request) -> bool:
    """Whether the person asked, answers for it, or was sent a card of it to act on and may act still."""
    c = t.cards.c
    sent = select(c.id).where(c.request == request.number, c.recipient == who)
    acting = sent.where(c.kind.in_(["status", "approval", "task"])).limit(1)
    if who in {request.requester, request.sponsor}:
        return True
    return desk.c.scalar(acting) is not None and parties.may_read(desk, request, who)


def _issue(desk: Desk, member: Member, kind: str, **terms: Any) -> str:
    """The card's row, and the worker's order to look."""
    card = carding.issue(desk, member.pseudonym, kind, verbs=LOOK_VERBS, page=0, looks=0, seen=None, **terms)
    _look(desk, carding.get(desk, card), page=0)
    return card


def _look(desk: Desk, card: Card, *, page: int) -> None:
    """Have the worker read anew; what an earlier look finds meanwhile is dropped."""
    looks = int(card.terms["looks"]) + 1
    carding.change_terms(desk, card, page=page, looks=looks, state=Look.LOOKING.value)
    desk.enqueue("look", f"look-{card.id}-{looks}", card.id, looks)


def show_more(desk: Desk, member: Member, card: Card) -> None:
    """The next page."""
    page = int(card.terms.get("page", 0)) + 1
    if card.kind == HOLDERS:
        check_may_see(desk, member)
        _look(desk, card, page=page)
        group, role = card.terms["group"], card.terms["role"]
        desk.audit("read.access", actor=member.pseudonym, group=group, role=role, page=page + 1)
    elif card.kind in {ACCESS, HISTORY, LIST}:
        carding.change_terms(desk, card, page=page)


def look_again(desk: Desk, member: Member, card: Card) -> None:
    """From the first page, as it is now."""
    if card.kind in {HISTORY, LIST}:
        carding.change_terms(desk, card, page=0)
    elif card.kind in {ACCESS, HOLDERS}:
        if card.terms.get("person") != member.pseudonym:
            check_may_see(desk, member)
            about = {key: card.terms[key] for key in ("group", "role") if key in card.terms}
            desk.audit("read.access", actor=member.pseudonym, subject=card.terms.get("person"), **about)
        _look(desk, card, page=0)
