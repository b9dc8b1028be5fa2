"""The channel that is told what is asked for: kind, count and state, never a name, an address or a reason.

There is one, and it is the organisation's own chat: what is shown there goes the way of every card.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import false, select, update

from provisioning.domain.errors import Declined
from provisioning.storage import tables as t
from provisioning.usecases import authority, carding, people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Chat, Member
    from provisioning.usecases.requests import Request

#: The kind of a card that a channel sees, and what anybody there may press on it.
KIND, VERBS = "channel", ("channel.review",)
#: Why nothing more is told there: it was wished so.
STOPPED = "stopped"


def connect(desk: Desk, member: Member, *, service_url: str, conversation_id: str, team: str = "") -> None:
    """Tell this channel of this team from now on, and no other. Declines everybody but owners and administrators."""
    _check_may(desk, member)
    where = {"service_url": service_url, "conversation_id": conversation_id, "locale": ""}
    ours = people.organisation(desk)
    people.remember_chat(desk, ours, **where)
    desk.c.execute(update(t.chats).where(t.chats.c.pseudonym == ours).values(team=team or None))
    desk.audit("channel.connected", actor=member.pseudonym)


def disconnect(desk: Desk, member: Member, conversation_id: str) -> None:
    """Begin nothing more in this channel; what stands there goes on being true. Declines as :func:`connect`."""
    _check_may(desk, member)
    if chat_of(desk).conversation_id != conversation_id:
        raise Declined("declined-channel-none")
    people.mark_unreachable(desk, people.organisation(desk), STOPPED)
    desk.audit("channel.disconnected", actor=member.pseudonym)


def _check_may(desk: Desk, member: Member) -> None:
    """Owners and administrators say what a channel hears of."""
    if not people.is_administrator(desk, member.pseudonym):
        authority.check_owner(desk, member)


def lose(desk: Desk, conversation_id: str, team: str = "") -> None:
    """Usher was taken out of the team, or the channel or team was deleted: nothing is told there until a channel is connected again.

    Teams names any channel of a team when Usher leaves it, so the team counts too; "" where a channel alone was deleted.
    """
    c, ours = t.chats.c, people.organisation(desk)
    here = (c.conversation_id == conversation_id) | ((c.team == team) if team else false())
    if desk.c.scalar(select(c.pseudonym).where(c.pseudonym == ours, here)) is not None:
        people.mark_unreachable(desk, ours, "uninstalled")


def miss(desk: Desk, card: Card) -> bool:
    """Teams did not find the channel for this new card: whether that counts, as it does from the second time in a row.

    Teams says so of channels that exist, too. The first time is kept with its card, which is sent once more.
    """
    c = t.cards.c
    before = select(c.id).where(c.kind == KIND, c.activity_id.is_(None), c.terms["missed"].as_boolean())
    missed = desk.c.scalars(before).all()
    for one in missed or [card.id]:
        carding.change_terms(desk, carding.get(desk, one), missed=not missed)
    return bool(missed)


def chat_of(desk: Desk) -> Chat:
    """Where the channel is; empty strings while none is told anything."""
    return people.chat_of(desk, people.organisation(desk))


def tell(desk: Desk, request: Request) -> None:
    """Have the channel told of a request that is put to its approvers; once, since its card changes with the request."""
    of_request = select(t.cards.c.id).where(t.cards.c.request == request.number, t.cards.c.kind == KIND)
    if not request.batch and _is_told(desk) and desk.c.scalar(of_request) is None:
        carding.show(desk, carding.issue(desk, people.organisation(desk), KIND, request=request.number, verbs=VERBS))


def issue_batch(desk: Desk, numbers: Sequence[int]) -> list[str]:
    """One card for all that was asked for together, to be shown with the batch's others; none where no channel is told."""
    if not _is_told(desk):
        return []
    return [carding.issue(desk, people.organisation(desk), KIND, verbs=VERBS, numbers=list(numbers))]


def _is_told(desk: Desk) -> bool:
    """Whether there is a channel that can be reached."""
    return people.has_chat(desk, people.organisation(desk))


def numbers_of(desk: Desk, card: object) -> list[int]:
    """The requests that a channel's card is about. Declines whatever is no such card."""
    found: Card | None = None
    if isinstance(card, str):
        row = desk.c.scalar(select(t.cards.c.kind).where(t.cards.c.id == card))
        found = carding.get(desk, card) if row == KIND else None
    if found is None:
        raise Declined("declined-not-yours")
    return [found.request] if found.request else list(found.terms["numbers"])
