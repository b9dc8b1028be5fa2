"""Messages besides a request's own card: a redeem link for the requester, a word to who was waiting."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from provisioning.domain.states import RETRYABLE, Kind, State
from provisioning.storage import tables as t
from provisioning.usecases import authority, carding, detaching, inviting, recording, requests

if TYPE_CHECKING:
    from collections.abc import Collection

    from provisioning.domain.ports import Invited
    from provisioning.domain.preview import Preview
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

#: For so long whoever asked looks at the card that answers them.
LOOKED_AT = timedelta(minutes=5)
#: The sentence that hands a redeem link to who asked for it.
LINK = "notice-redeem-link"


def record_invited(desk: Desk, request: Request, invited: Invited, *, keep_link: bool) -> None:
    """The guest has an object id now. The redeem link, where it was asked for, goes to the requester's own chat alone.

    Microsoft may answer with a guest whom Usher knows already, by another address: the object stays theirs.
    """
    if desk.c.scalar(recording.BY_OBJECT, {"object_id": invited.user_id}) is None:
        facts = {"object_id": invited.user_id, "is_guest": True, "enabled": True, "looked_up_at": desk.now}
        desk.c.execute(recording.CHANGE, {"its_pseudonym": request.subject, **facts})
    if keep_link and request.requester and invited.redeem_url:
        desk.vault.put(request.subject, link=invited.redeem_url)
        notice(desk, request.requester, LINK, request=request.number, person=request.subject, link=True)


def record_link_lost(desk: Desk, request: Request) -> None:
    """The guest was made, but Microsoft's answer with the link got lost: the requester hears what to do.

    Not where this request's link was told: then it is the step's end that got lost. The vault cannot tell, since it keeps a
    link of an earlier request as well.
    """
    c = t.cards.c
    notices = desk.c.scalars(select(c.terms).where(c.request == request.number, c.kind == "notice"))
    if request.requester and all(terms.get("key") != LINK for terms in notices):
        notice(desk, request.requester, "notice-link-lost", request=request.number, person=request.subject)


def record_end_failed(desk: Desk, request: Request) -> None:
    """An end that nobody asked for came to nothing: those who were told of it hear that access may go on.

    A card that is only updated reaches nobody who does not look. What a list's card tells is told by that one, which is sent anew.
    """
    if request.kind is not Kind.END_ACCESS or request.requester is not None:
        return
    if request.told_in:
        desk.news.add(request.told_in)
        return
    retried = requests.get(desk, request.number).state in RETRYABLE
    key = "notice-end-failed" if retried else "notice-end-refused"
    for reader in sorted({request.sponsor} | authority.owners(desk)):
        told = {"person": request.subject, "values": {"number": request.number}, "tone": "warning"}
        notice(desk, reader, key, request=request.number, **told)


def tell_requester(desk: Desk, request: Request) -> None:
    """A new message to whoever asked: they must act, or have waited for it, and Teams tells nobody that a card was updated.

    What was asked for in a list is told by the list's card, which is sent anew once for all that happens together; an end
    that a review asked for has a card of its own once there is something to tell, and one of a list of whom less was
    approved, which is accepted there.
    """
    if request.requester is None:
        return
    mine = carding.find_of(desk, request.number, request.requester)
    own = request.review or request.state is State.NARROWED
    if mine is None and request.batch and not own:
        desk.news.add(request.batch)
        return
    if (mine is not None and mine.kind == "status") or (mine is None and own):
        verbs = mine.verbs if mine else inviting.STATUS_VERBS
        about = {"request": request.number, "revision": request.revision}
        carding.show(desk, carding.issue(desk, request.requester, "status", verbs=verbs, **about))


def tell_asked_again(desk: Desk, request: Request) -> None:
    """The same of what is asked again: their card is a new message, and what stood says so, since two would tell the same."""
    mine = carding.find_of(desk, request.number, request.requester) if request.requester else None
    if mine is None or mine.kind != "status":
        tell_requester(desk, request)
        return
    detaching.detach(desk, mine.id, says="notice-asked-again")
    carding.offer(desk, mine, (), revision=request.revision)
    carding.show(desk, mine.id)


def tell_others(desk: Desk, number: int, but: set[str]) -> None:
    """Sponsor and owners get a card that shows the end as it happens."""
    show_to(desk, number, ({requests.get(desk, number).sponsor} | authority.owners(desk)) - but)


def tell_last_group(desk: Desk, request: Request, frozen: Preview) -> None:
    """Where a removal takes somebody's last group, and the account goes off with it, that ends access: it is told as an end is.

    Once, to the other owners and to those who answer for the person. Of a list that is decided, its card tells.
    """
    ends = request.leaves and not frozen.roles_after and frozen.account in {"switched_off", "unseen"}
    if not ends or (request.stands_in_list and request.terms.get("many")):
        return
    held, sent = t.grants.c, t.cards.c
    sponsors = desk.c.scalars(select(held.sponsor).where(held.person == request.subject, held.ended_at.is_(None)))
    told = desk.c.scalars(select(sent.recipient).where(sent.request == request.number))
    readers = ({*sponsors} | authority.owners(desk)) - {*told, request.requester or ""}
    show_to(desk, request.number, readers, revision=request.revision)


def show_to(desk: Desk, number: int, readers: Collection[str], *, revision: int = 1) -> None:
    """A card that shows the request as it happens, to each of these."""
    carding.send(desk, readers, "status", request=number, revision=revision, verbs=inviting.STATUS_VERBS)


def tell_late(desk: Desk, request: Request) -> None:
    """A new message to whoever asked, where that is no answer to what they asked just now: it had been approved, or they have waited."""
    if request.revision > 1 or desk.now - request.submitted_at > LOOKED_AT:
        tell_requester(desk, request)


def notice(desk: Desk, recipient: str, key: str, *, request: int | None = None, **terms: Any) -> str:
    """Send somebody a sentence of the catalogues; ``terms`` hold ids (``person``) and values that are not personal."""
    card = carding.issue(desk, recipient, "notice", request=request, key=key, **terms)
    carding.show(desk, card)
    return card
