"""Who sends a card: the right to render it, what came of it, and what is given up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, or_, select, update

from provisioning.storage import tables as t
from provisioning.usecases import carding

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk

#: How long one process may take to render and send a card before another may try.
CLAIM = timedelta(seconds=40)

_CHANGE = update(t.cards).where(t.cards.c.id == bindparam("its_id"))
_AMONG = t.cards.c.id.in_(bindparam("cards", expanding=True))
_BEHIND = select(t.cards.c.id).where(_AMONG, t.cards.c.shown < t.cards.c.wanted)
#: Those of the cards that nobody else is writing: who sends cards waits for nobody.
_FREE = select(t.cards.c.id).where(_AMONG).order_by(t.cards.c.id).with_for_update(key_share=True, skip_locked=True)
_CLAIM = (
    update(t.cards)
    .where(
        t.cards.c.id.in_(select(_FREE.cte("free").c.id)),
        t.cards.c.shown < t.cards.c.wanted,
        or_(t.cards.c.claimed_until.is_(None), t.cards.c.claimed_until < bindparam("now")),
    )
    .values(claimed_until=bindparam("until"))
    .returning(t.cards)
)
SENT = (
    update(t.cards)
    .where(t.cards.c.id == bindparam("card"))
    .values(
        **{name: bindparam(name) for name in ("service_url", "conversation_id", "activity_id", "shown")},
        claimed_until=None,
        undeliverable=None,
    )
    .returning(t.cards.c.wanted)
)


def wall() -> datetime:
    """What claims are counted by: whoever sends a card takes no longer because the time of the world is moved meanwhile."""
    return datetime.now(UTC)


def claim(desk: Desk, cards: Sequence[str]) -> list[Card]:
    """Take the right to render and send cards: those of them that are to be shown anew and that no other process is at."""
    now = wall()
    mine = {"cards": list(cards), "now": now, "until": now + CLAIM}
    return [carding.from_row(row) for row in desk.c.execute(_CLAIM, mine)]


def list_behind(desk: Desk, cards: Iterable[str]) -> list[str]:
    """Those of these cards that do not show what was asked for."""
    return list(desk.c.scalars(_BEHIND, {"cards": list(cards)}))


def record_sent(desk: Desk, card: str, *, service_url: str, conversation_id: str, activity_id: str, shown: int) -> bool:
    """The card stands in that conversation, rendered for the ``shown``-th wish; whether it was wished anew since."""
    where = {"service_url": service_url, "conversation_id": conversation_id, "activity_id": activity_id}
    return int(desk.c.scalar(SENT, {"card": card, **where, "shown": shown}) or 0) > shown


def list_free(desk: Desk, cards: Iterable[str]) -> set[str]:
    """Those of these cards that nobody else is writing; they are held until the transaction ends."""
    return set(desk.c.scalars(_FREE, {"cards": list(cards)}))


def record_undeliverable(desk: Desk, card: Card, reason: str) -> None:
    """The card cannot reach its reader: recorded once with the reason, audited, and not tried for ever."""
    desk.c.execute(_CHANGE, {"its_id": card.id, "undeliverable": reason, "shown": card.wanted, "claimed_until": None})
    number = None if card.kind == "list" else card.request
    desk.audit("delivery.failed", subject=card.recipient, request=number, reason=reason)


def drop(desk: Desk, card: Card) -> None:
    """Nothing is sent for what was wished so far; a later wish is judged anew."""
    desk.c.execute(_CHANGE, {"its_id": card.id, "shown": card.wanted, "claimed_until": None})


def hold(desk: Desk, card: str) -> None:
    """The turn that asked for the card sends it by itself: whoever wishes it anew meanwhile waits, and no second message is sent."""
    desk.c.execute(_CHANGE, {"its_id": card, "claimed_until": wall() + CLAIM})


def release(desk: Desk, card: str) -> None:
    """Give the right back after a failed try."""
    desk.c.execute(_CHANGE, {"its_id": card, "claimed_until": None})


def release_all(desk: Desk) -> None:
    """Give back what a process that was killed had taken. Only for a process that has the database to itself, at its start."""
    desk.c.execute(update(t.cards).where(t.cards.c.claimed_until.is_not(None)).values(claimed_until=None))
