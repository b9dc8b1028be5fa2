"""A guest who has not accepted: who answers for them has the invitation sent again, or ends it; after 30 days it ends by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select

from provisioning import views
from provisioning.domain import dates
from provisioning.domain.states import Option, State
from provisioning.storage import tables as t
from provisioning.usecases import authority, carding, ending, leads, parties, people, reading, requests, telling

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Row

    from provisioning.domain.ports import Invited
    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member
    from provisioning.usecases.requests import Request

#: The kind of the card, and what it offers.
KIND, VERBS = "unaccepted", ("guest.send_again", "guest.give_link", "expiry.end_now")
#: What a request says while its guest has not accepted.
NOT_ACCEPTED = "why-not-accepted"
#: World time from the proof to the card, and to the end; who was told later has the first of these before the end.
REMIND_AFTER, END_AFTER = timedelta(days=7), timedelta(days=30)

_GRANT = select(t.grants).where(t.grants.c.request == bindparam("number")).order_by(t.grants.c.id.desc()).limit(1)
_TOLD = select(func.min(t.cards.c.made_at)).where(t.cards.c.request == bindparam("number"), t.cards.c.kind == KIND)
_OBJECT_ID = select(t.people.c.object_id).where(t.people.c.pseudonym == bindparam("who"))


@dataclass(frozen=True, kw_only=True)
class Again:
    """An invitation that somebody wants sent again."""

    number: int
    guest: str
    address: str
    name: str
    sponsor: str
    #: Whether the presser gets the link, and Microsoft sends no mail.
    link: bool
    #: Whether a mail of this press may have left already.
    tried: bool


def is_waiting(request: Request) -> bool:
    """Whether the guest's acceptance is still to come."""
    return request.state is State.DELIVERED and request.why is not None and request.why[0] == NOT_ACCEPTED


def follow_up(desk: Desk, request: Request) -> None:
    """They have just been looked at and have not accepted: tell who answers for them once, and end it when its time has come."""
    last = _last_moment(desk, request)
    if last is not None and desk.now >= last:
        _end(desk, request)
    elif last is None and desk.now >= _proven(desk, request) + REMIND_AFTER:
        sponsor, about = _grant(desk, request.number).sponsor, request.number
        carding.show(desk, carding.issue(desk, sponsor, KIND, request=about, verbs=VERBS, person=request.subject))


def _last_moment(desk: Desk, request: Request) -> datetime | None:
    """When access ends, no sooner than a week after the sponsor was told; None while nobody was."""
    told = desk.c.scalar(_TOLD, {"number": request.number})
    return None if told is None else max(_proven(desk, request) + END_AFTER, told + REMIND_AFTER)


def _proven(desk: Desk, request: Request) -> datetime:
    """When it was delivered, from which the days are counted."""
    return request.ended_at or desk.now


def _end(desk: Desk, request: Request) -> None:
    """All that they hold as a guest ends; not what an end is about already."""
    held = [grant for grant in ending.list_grants(desk, request.subject) if grant.option is Option.GUEST]
    left = ending.not_taken(desk, held)
    for number in ending.submit(desk, request.subject, left, why="not_accepted", requester=None) if left else ():
        telling.tell_others(desk, number, set())


def _grant(desk: Desk, number: int) -> Row[Any]:
    """What the request gave."""
    return desk.c.execute(_GRANT, {"number": number}).one()


def ask(desk: Desk, member: Member, card: Card, *, link: bool) -> None:
    """An owner has the invitation sent again, or wants its link; nothing where that is under way or nobody waits any more."""
    authority.check_owner(desk, member)
    request = requests.get(desk, card.request or 0, lock=True)
    if card.terms.get("asked") or not _offers(desk, request):
        return
    times = int(card.terms.get("times", 0)) + 1
    asked = "link" if link else "mail"
    carding.change_terms(desk, card, asked=asked, tried=False, times=times, failed=None)
    desk.enqueue("invite_again", f"again-{card.id}-{times}", card.id)


def _offers(desk: Desk, request: Request) -> bool:
    """Whether anything can be sent: they are waited for, hold something still, and Usher may invite."""
    return is_waiting(request) and _grant(desk, request.number).ended_at is None and desk.rules.may_change


def find(desk: Desk, card_id: str) -> Again | None:
    """What is to be sent; None when it is settled, or nobody waits any more."""
    card = carding.get(desk, card_id)
    request = requests.get(desk, card.request or 0)
    if not card.terms.get("asked") or not _offers(desk, request):
        return None
    about = leads.leads_to(desk, request)
    return Again(
        number=request.number,
        guest=about.object_id,
        address=about.address,
        name=about.name,
        sponsor=desk.c.scalar(_OBJECT_ID, {"who": _grant(desk, request.number).sponsor}) or "",
        link=card.terms["asked"] == "link",
        tried=bool(card.terms.get("tried")),
    )


def note_tried(desk: Desk, card_id: str, *, tried: bool) -> None:
    """A mail may leave now; or it certainly has not."""
    carding.change_terms(desk, carding.get(desk, card_id), tried=tried)


def record_sent(desk: Desk, card_id: str, invited: Invited) -> None:
    """Microsoft took it; a link goes to the presser's own chat alone."""
    card = carding.get(desk, card_id)
    request = requests.get(desk, card.request or 0)
    link = card.terms.get("asked") == "link"
    sent = {"at": desk.now.isoformat(), "link": link}
    carding.change_terms(desk, card, asked="", tried=False, sent=sent)
    desk.audit("guest.resent", actor=card.recipient, request=request.number, subject=request.subject, link=link)
    if link:
        desk.vault.put(request.subject, link=invited.redeem_url)
        telling.notice(desk, card.recipient, telling.LINK, request=request.number, person=request.subject, link=True)
    carding.show(desk, card_id)


def record_unsent(desk: Desk, card_id: str, key: str) -> None:
    """It came to nothing, or nobody knows: the card says so, and may be pressed again."""
    card = carding.get(desk, card_id)
    if card.terms.get("asked"):
        carding.change_terms(desk, card, asked="", tried=False, failed=key)
        carding.show(desk, card_id)


def view(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """How it stands."""
    del marks
    request = requests.get(desk, card.request or 0)
    if denied := parties.denied(desk, request, card):
        return denied
    grant, sent = _grant(desk, request.number), card.terms.get("sent") or {}
    waits = is_waiting(request) and grant.ended_at is None
    address, asked = people.address_of(desk, request.subject), bool(card.terms.get("asked"))
    may, failed = desk.rules.may_change, card.terms.get("failed")
    offered = (VERBS if may else VERBS[2:]) if waits and not asked else ()
    last, until = _last_moment(desk, request), grant.until
    anyway = bool(last and until and until <= last)
    return views.UnacceptedView(
        card=card.id,
        reader=reading.reader(desk, card.recipient),
        address=address,
        number=request.number,
        ends=dates.day_of(until if anyway else last, desk.rules.zone) if waits and last else None,
        anyway=anyway,
        verbs=offered,
        accepted=grant.accepted_at,
        ended=grant.ended_at,
        sending=asked,
        sent=datetime.fromisoformat(sent["at"]) if sent else None,
        link=bool(sent.get("link")),
        by_hand=not may,
        failed=(failed, {"address": address, "domain": address.rpartition("@")[2]}) if failed and waits else None,
    )
