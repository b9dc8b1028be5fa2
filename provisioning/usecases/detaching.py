"""A card that leaves its message: it is sent anew further down, and what stands in the chat is no longer updated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select, update

from provisioning.storage import tables as t
from provisioning.usecases import carding, sending

if TYPE_CHECKING:
    from provisioning.usecases.desk import Desk

_CHANGE = update(t.cards).where(t.cards.c.id == bindparam("its_id"))
_UPDATED = sending.SENT.where(t.cards.c.activity_id == bindparam("activity_id"))
#: What was left in that message, where it is to say something.
_LEFT_THERE = select(t.cards.c.id).where(
    t.cards.c.kind == carding.LEFT,
    t.cards.c.conversation_id == bindparam("conversation_id"),
    t.cards.c.activity_id == bindparam("activity_id"),
    t.cards.c.wanted > 0,
)


def detach(desk: Desk, card: str, *, says: str = "") -> None:
    """Have the card sent as a new message the next time; the one that stands in the chat is no longer updated.

    ``says``: the sentence that takes the place of what stands there, where that counts no more; else it stays as it is.
    """
    stands = carding.get(desk, card)
    sent_anew: dict[str, Any] = {"activity_id": None, "undeliverable": None}
    if stands.activity_id is not None:
        terms = {"key": says} if says else {}
        left = carding.issue(
            desk, stands.recipient, carding.LEFT, request=stands.request, revision=stands.revision, **terms
        )
        where = {name: getattr(stands, name) for name in ("conversation_id", "service_url", "activity_id")}
        desk.c.execute(_CHANGE, {"its_id": left, **where})
        sent_anew["claimed_until"] = None  # whoever is updating what stands there does not keep back the new message
        if says:
            carding.show(desk, left)
    desk.c.execute(_CHANGE, {"its_id": card, **sent_anew})


def record_updated(
    desk: Desk, card: str, *, service_url: str, conversation_id: str, activity_id: str, shown: int
) -> bool:
    """As :func:`sending.record_sent`, of a message that was replaced; whether the card was wished anew since.

    Where the card has left that message meanwhile, the message is to say again what this wrote over.
    """
    where = {"service_url": service_url, "conversation_id": conversation_id, "activity_id": activity_id}
    wanted = desk.c.scalar(_UPDATED, {"card": card, **where, "shown": shown})
    if wanted is None:
        say_again(desk, conversation_id, activity_id)
        return False
    return int(wanted) > shown


def say_again(desk: Desk, conversation_id: str, activity_id: str) -> None:
    """Have a message that a card has left say what was left there, if anything: something was written over it."""
    where = {"conversation_id": conversation_id, "activity_id": activity_id}
    desk.to_show += desk.c.scalars(_LEFT_THERE, where).all()
