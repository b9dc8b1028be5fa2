"""Cards that were sent. A random id, and which question it shows, is all that a card carries; its row knows the rest.

A card is shown anew by asking for it here; the ``cards`` queue renders it when it is sent, so that it is never out of date.
Cards that one transaction asks for leave by one workflow, since workflows cost more than cards.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, bindparam, insert, select, update

from provisioning.domain.errors import Declined
from provisioning.storage import tables as t

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Select
    from sqlalchemy.sql.dml import ReturningUpdate

    from provisioning.usecases.desk import Desk

#: How many cards one workflow brings up to date at most.
AT_ONCE = 10
#: Requests that one statement names: PostgreSQL takes 65,535 parameters.
REQUESTS_AT_ONCE = 1000
#: The kind of a row for a message that stays in the chat where its card was sent again; shown only to be redacted.
LEFT = "left"
_ID = re.compile("[0-9a-f]{32}")

_CARD = select(t.cards).where(t.cards.c.id == bindparam("card"))
_FORM = _CARD.with_for_update(key_share=True)
_THESE = select(t.cards.c.id).where(t.cards.c.id.in_(bindparam("cards", expanding=True)))
_OF_REQUESTS = select(t.cards.c.id).where(
    t.cards.c.request.in_(bindparam("numbers", expanding=True)), t.cards.c.kind.not_in(["invite_form", LEFT])
)
_OF_ALL = _OF_REQUESTS.order_by(t.cards.c.made_at)
_CHANGE = update(t.cards).where(t.cards.c.id == bindparam("its_id"))
_ISSUE = insert(t.cards).values(wanted=0, shown=0)
_OF_READER = select(t.cards).where(
    t.cards.c.request == bindparam("number"),
    t.cards.c.recipient == bindparam("who"),
    t.cards.c.kind.in_(["status", "approval"]),
)
_LATEST = _OF_READER.order_by(t.cards.c.made_at.desc()).limit(1)


def _wanting(which: Select[tuple[str]]) -> ReturningUpdate[Any]:
    """Wish cards anew. They are held in one order, so that two who want the same never wait for one another."""
    held = which.order_by(t.cards.c.id).with_for_update(key_share=True).cte("held")
    change = update(t.cards).where(t.cards.c.id.in_(select(held.c.id)), t.cards.c.undeliverable.is_(None))
    return change.values(wanted=t.cards.c.wanted + 1).returning(t.cards.c.id, t.cards.c.wanted, t.cards.c.made_at)


_WANT, _WANT_ALL = _wanting(_THESE), _wanting(_OF_REQUESTS)
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


def from_row(row: Row[Any]) -> Card:
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
    return issue_all(desk, [recipient], kind, request=request, revision=revision, verbs=verbs, **terms)[0]


def issue_all(
    desk: Desk,
    recipients: Sequence[str],
    kind: str,
    *,
    request: int | None = None,
    revision: int | None = None,
    verbs: Sequence[str] = (),
    **terms: Any,
) -> list[str]:
    """The same for several readers, in one statement."""
    if request in desk.all_shown:
        _name_shown(desk)
    row: dict[str, Any] = {
        "kind": kind,
        "request": request,
        "revision": revision,
        "verbs": list(verbs),
        "terms": terms,
        "made_at": desk.now,
    }
    rows = [{**row, "id": secrets.token_hex(16), "recipient": one} for one in recipients]
    if rows:
        desk.c.execute(_ISSUE, rows)
    return [row["id"] for row in rows]


def send(desk: Desk, recipients: Iterable[str], kind: str, **about: Any) -> None:
    """A new card to each of these, made as :func:`issue_all` makes them."""
    desk.to_show += issue_all(desk, sorted(recipients), kind, **about)


def show(desk: Desk, card: str) -> None:
    """Have a card sent, or updated where it already stands."""
    desk.to_show.append(card)


def show_all(desk: Desk, request: int) -> None:
    """Have every card of a request shown anew that there is by now."""
    desk.all_shown.add(request)


def _name_shown(desk: Desk) -> None:
    """Look up which cards these are, before there are others."""
    for some in _numbers(desk):
        desk.to_show += desk.c.scalars(_OF_ALL, {"numbers": some}).all()
    desk.all_shown.clear()


def _numbers(desk: Desk) -> list[list[int]]:
    """The requests whose cards are all shown, as many at a time as a statement takes."""
    numbers = sorted(desk.all_shown)
    return [numbers[first : first + REQUESTS_AT_ONCE] for first in range(0, len(numbers), REQUESTS_AT_ONCE)]


def enqueue_shown(desk: Desk) -> None:
    """Note the wishes of this unit of work and enqueue their delivery; its last act, since it asks for each card once.

    What cannot reach its reader is not tried again before it can: see :func:`revive`.
    """
    wanted = _want_all(desk) if desk.all_shown and not desk.to_show else _want(desk)
    for first in range(0, len(wanted), AT_ONCE):
        some = wanted[first : first + AT_ONCE]
        cards = (row.id for row in some)
        desk.enqueue("deliver", f"card-{some[0].id}-{some[0].wanted}", *cards, queue="cards")


def _want_all(desk: Desk) -> list[Row[Any]]:
    """Note that cards are wished which nobody has named."""
    rows = [row for some in _numbers(desk) for row in desk.c.execute(_WANT_ALL, {"numbers": some})]
    return sorted(rows, key=lambda row: (row.made_at, row.id))


def _want(desk: Desk) -> list[Row[Any]]:
    """Note that cards are wished, in the order in which they were named."""
    _name_shown(desk)
    cards = list(dict.fromkeys(desk.to_show))
    wanted = dict[str, Row[Any]]()
    for first in range(0, len(cards), AT_ONCE):
        wanted |= {row.id: row for row in desk.c.execute(_WANT, {"cards": cards[first : first + AT_ONCE]})}
    return [wanted[card] for card in cards if card in wanted]


def offer(desk: Desk, card: Card, verbs: Iterable[str], **changes: Any) -> None:
    """Add verbs to those that a card ever offered, and change other columns of its row."""
    if changes:  # it may become one of those
        _name_shown(desk)
    ever = sorted({*card.verbs, *verbs})
    desk.c.execute(_CHANGE, {"its_id": card.id, "verbs": ever, **changes})
    desk.changed_cards.add(card.id)


def change_terms(desk: Desk, card: Card, **terms: Any) -> None:
    """Change what the card's kind needs besides."""
    desk.c.execute(_CHANGE, {"its_id": card.id, "terms": {**card.terms, **terms}})
    desk.changed_cards.add(card.id)


def get(desk: Desk, card: str) -> Card:
    """A card's row. KeyError when there is none."""
    row = desk.c.execute(_CARD, {"card": card}).first()
    if row is None:
        raise KeyError(card)
    return from_row(row)


def get_held(desk: Desk, card: str) -> Card:
    """The same, held until the transaction ends: of two presses at once the second sees what the first made of it."""
    return from_row(desk.c.execute(_FORM, {"card": card}).one())


def find_of(desk: Desk, request: int, recipient: str) -> Card | None:
    """A reader's card of a request; None when they have none."""
    row = desk.c.execute(_LATEST, {"number": request, "who": recipient}).first()
    return from_row(row) if row else None


def open_pressed(desk: Desk, card: object, verb: str, presser: str) -> Card:
    """The card that was pressed, if it was sent to the presser and ever offered that verb. Declines everything else.

    Whether the verb still means something is judged by the use case, which can tell the presser the present state.
    """
    identity, _, question = card.partition(".") if isinstance(card, str) else ("", "", "")
    row = desk.c.execute(_CARD, {"card": identity}).first() if identity else None
    if row is not None and row.kind.endswith("_form"):
        # of two presses at once the second sees what the first made of it
        row = desk.c.execute(_FORM, {"card": identity}).one()
    if row is not None and row.recipient != presser and _asked_by(desk, row.request) == presser:
        raise Declined("declined-self")
    if row is None and _ID.fullmatch(identity):
        # a card of ours, perhaps: an older copy of the database knows no later ones
        raise Declined("declined-unknown-card")
    if row is None or row.recipient != presser:
        raise Declined("declined-not-yours")
    found = from_row(row)
    if verb not in found.verbs:
        raise Declined("declined-stale", number=found.request or 0, state="")
    return replace(found, pressed=question)


def _asked_by(desk: Desk, request: int | None) -> str | None:
    """Who asked for the request that a card is about."""
    requester: str | None = desk.c.scalar(_REQUESTER, {"number": request}) if request else None
    return requester


def revive(desk: Desk, recipient: str) -> None:
    """Somebody can be reached again: what could not be delivered is sent now."""
    c = t.cards.c
    for card in desk.c.scalars(select(c.id).where(c.recipient == recipient, c.undeliverable.is_not(None))).all():
        show_again(desk, card)


def show_again(desk: Desk, card: str) -> None:
    """Have a card sent or updated, also where that was given up."""
    desk.c.execute(_CHANGE, {"its_id": card, "undeliverable": None})
    show(desk, card)
