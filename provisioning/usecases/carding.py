"""Cards that were sent. A random id, and which question it shows, is all that a card carries; its row knows the rest.

A card is shown anew by asking for it here; the ``cards`` queue renders it when it is sent, so that it is never out of date.
Cards that one transaction asks for leave by one workflow, since workflows cost more than cards.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, or_, select, update

from provisioning.domain.errors import Declined
from provisioning.storage import tables as t

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Row

    from provisioning.usecases.desk import Desk

#: How long one process may take to render and send a card before another may try.
CLAIM = timedelta(seconds=40)
#: How many cards one workflow brings up to date at most.
AT_ONCE = 10
#: The kind of a row for a message that stays in the chat where its card was sent again; shown only to be redacted.
LEFT = "left"

_CARD = select(t.cards).where(t.cards.c.id == bindparam("card"))
_CARDS = select(t.cards).where(t.cards.c.id.in_(bindparam("cards", expanding=True)))
_THESE = select(t.cards.c.id).where(t.cards.c.id.in_(bindparam("cards", expanding=True))).order_by(t.cards.c.id)
#: Cards held in one order, so that two who want the same never wait for one another.
_HELD = _THESE.with_for_update(key_share=True).cte("held")
#: Those of the cards that nobody else is writing: who sends cards waits for nobody.
_FREE = _THESE.with_for_update(key_share=True, skip_locked=True)
_WANT = (
    update(t.cards)
    .where(t.cards.c.id.in_(select(_HELD.c.id)), t.cards.c.undeliverable.is_(None))
    .values(wanted=t.cards.c.wanted + 1)
    .returning(t.cards.c.id, t.cards.c.wanted)
)
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
_OF_REQUEST = (
    select(t.cards.c.id)
    .where(t.cards.c.request == bindparam("number"), t.cards.c.kind.not_in(["invite_form", LEFT]))
    .order_by(t.cards.c.made_at)
)
_CHANGE = update(t.cards).where(t.cards.c.id == bindparam("its_id"))
_ISSUE = insert(t.cards).values(wanted=0, shown=0)
_OF_READER = select(t.cards).where(
    t.cards.c.request == bindparam("number"),
    t.cards.c.recipient == bindparam("who"),
    t.cards.c.kind.in_(["status", "approval"]),
)
_LATEST = _OF_READER.order_by(t.cards.c.made_at.desc()).limit(1)
_REQUESTER = select(t.requests.c.requester).where(t.requests.c.number == bindparam("number"))


@dataclass(frozen=True, kw_only=True)
class Card:
    """A card's row."""

    id: str
    recipient: str
    kind: str
    request: int | None
    revision: int | None
    verbs: tuple[str, ...]
    terms: dict[str, Any]
    conversation_id: str | None
    service_url: str | None
    activity_id: str | None
    wanted: int
    shown: int
    #: As which showing of its question it was pressed; None where nobody has pressed it.
    pressed: str | None = None

    @property
    def question(self) -> str:
        """How often it was offered anew with another question; "" for the first."""
        return str(self.terms.get("question", ""))

    @property
    def name(self) -> str:
        """What the card carries: its id, and which question it shows, so that a press tells which one was read."""
        return f"{self.id}.{self.question}" if self.question else self.id

    @property
    def asks_as_pressed(self) -> bool:
        """Whether it still asks what its presser has read."""
        return self.pressed is None or self.pressed == self.question


def _from_row(row: Row[Any]) -> Card:
    """A row as a record."""
    return Card(
        id=row.id,
        recipient=row.recipient,
        kind=row.kind,
        request=row.request,
        revision=row.revision,
        verbs=tuple(row.verbs),
        terms=row.terms,
        conversation_id=row.conversation_id,
        service_url=row.service_url,
        activity_id=row.activity_id,
        wanted=row.wanted,
        shown=row.shown,
    )


def issue(
    desk: Desk,
    recipient: str,
    kind: str,
    *,
    request: int | None = None,
    revision: int | None = None,
    verbs: Sequence[str] = (),
    **terms: Any,
) -> str:
    """Make a card's row; it is sent by :func:`show`, or by the caller in the same turn. Returns its id."""
    identity = secrets.token_hex(16)
    row = {
        "id": identity,
        "recipient": recipient,
        "kind": kind,
        "request": request,
        "revision": revision,
        "verbs": list(verbs),
        "terms": terms,
        "made_at": desk.now,
    }
    desk.c.execute(_ISSUE, row)
    desk.all_shown.clear()
    return identity


def show(desk: Desk, card: str) -> None:
    """Have a card sent, or updated where it already stands."""
    desk.to_show.append(card)


def show_all(desk: Desk, request: int) -> None:
    """Have every card of a request shown anew."""
    if request in desk.all_shown:
        return
    desk.all_shown.add(request)
    desk.to_show += desk.c.scalars(_OF_REQUEST, {"number": request}).all()


def enqueue_shown(desk: Desk) -> None:
    """Note the wishes of this unit of work and enqueue their delivery; its last act, since it asks for each card once.

    What cannot reach its reader is not tried again before it can: see :func:`revive`.
    """
    cards = list(dict.fromkeys(desk.to_show))
    for first in range(0, len(cards), AT_ONCE):
        some = cards[first : first + AT_ONCE]
        wanted = {row.id: row.wanted for row in desk.c.execute(_WANT, {"cards": some})}
        some = [card for card in some if card in wanted]
        if some:
            desk.enqueue("deliver", f"card-{some[0]}-{wanted[some[0]]}", *some, queue="cards")
    desk.to_show.clear()


def offer(desk: Desk, card: Card, verbs: Iterable[str], **changes: Any) -> None:
    """Add verbs to those that a card ever offered, and change other columns of its row."""
    ever = sorted({*card.verbs, *verbs})
    desk.c.execute(_CHANGE, {"its_id": card.id, "verbs": ever, **changes})
    desk.changed_cards.add(card.id)
    desk.all_shown.clear()


def change_terms(desk: Desk, card: Card, **terms: Any) -> None:
    """Change what the card's kind needs besides."""
    desk.c.execute(_CHANGE, {"its_id": card.id, "terms": {**card.terms, **terms}})
    desk.changed_cards.add(card.id)


def get(desk: Desk, card: str) -> Card:
    """A card's row. KeyError when there is none."""
    row = desk.c.execute(_CARD, {"card": card}).first()
    if row is None:
        raise KeyError(card)
    return _from_row(row)


def find_of(desk: Desk, request: int, recipient: str) -> Card | None:
    """A reader's card of a request; None when they have none."""
    row = desk.c.execute(_LATEST, {"number": request, "who": recipient}).first()
    return _from_row(row) if row else None


def open_pressed(desk: Desk, card: object, verb: str, presser: str) -> Card:
    """The card that was pressed, if it was sent to the presser and ever offered that verb. Declines everything else.

    Whether the verb still means something is judged by the use case, which can tell the presser the present state.
    """
    identity, _, question = card.partition(".") if isinstance(card, str) else ("", "", "")
    row = desk.c.execute(_CARD, {"card": identity}).first() if identity else None
    if row is not None and row.recipient != presser and _asked_by(desk, row.request) == presser:
        raise Declined("declined-self")
    if row is None or row.recipient != presser:
        raise Declined("declined-not-yours")
    found = _from_row(row)
    if verb not in found.verbs:
        raise Declined("declined-stale", number=found.request or 0, state="")
    return replace(found, pressed=question)


def _asked_by(desk: Desk, request: int | None) -> str | None:
    """Who asked for the request that a card is about."""
    requester: str | None = desk.c.scalar(_REQUESTER, {"number": request}) if request else None
    return requester


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


def revive(desk: Desk, recipient: str) -> None:
    """Somebody can be reached again: what could not be delivered is sent now."""
    c = t.cards.c
    for card in desk.c.scalars(select(c.id).where(c.recipient == recipient, c.undeliverable.is_not(None))).all():
        show_again(desk, card)


def show_again(desk: Desk, card: str) -> None:
    """Have a card sent or updated, also where that was given up."""
    desk.c.execute(_CHANGE, {"its_id": card, "undeliverable": None})
    show(desk, card)


def claim(desk: Desk, cards: Sequence[str]) -> list[Card]:
    """Take the right to render and send cards: those of them that are to be shown anew and that no other process is at."""
    mine = {"cards": list(cards), "now": desk.now, "until": desk.now + CLAIM}
    return [_from_row(row) for row in desk.c.execute(_CLAIM, mine)]


def list_behind(desk: Desk, cards: Iterable[str]) -> list[str]:
    """Those of these cards that do not show what was asked for."""
    return [row.id for row in desk.c.execute(_CARDS, {"cards": list(cards)}) if row.shown < row.wanted]


def hold(desk: Desk, card: str) -> None:
    """The turn that asked for the card sends it by itself: whoever wishes it anew meanwhile waits, and no second message is sent."""
    desk.c.execute(_CHANGE, {"its_id": card, "claimed_until": desk.now + CLAIM})


def release(desk: Desk, card: str) -> None:
    """Give the right back after a failed try."""
    desk.c.execute(_CHANGE, {"its_id": card, "claimed_until": None})


def release_all(desk: Desk) -> None:
    """Give back what a process that was killed had taken. Only for a process that has the database to itself, at its start."""
    desk.c.execute(update(t.cards).where(t.cards.c.claimed_until.is_not(None)).values(claimed_until=None))
