"""What was asked for together: one card for the requester, one for each approver, brought up to date as each part moves.

The requests of a batch share the id of the requester's card; that card's row lists them. A batch is looked at last in a unit
of work, when every request that the unit moves is held already, so that two units never wait for one another.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from provisioning.domain.states import State
from provisioning.storage import tables as t
from provisioning.usecases import carding, channel, detaching

if TYPE_CHECKING:
    from collections.abc import Collection

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk

#: What an approver may press at one time or another.
APPROVER_VERBS = (
    *("batch.approve", "batch.reject", "batch.page", "some.choose", "some.approve"),
    *("batch.ask", "batch.send", "request.back"),
)
#: What the requester may.
VERBS = ("batch.retry", "batch.cancel", "request.who_fixes", "request.back", "request.ask_again")
#: So long the requester's message tells of more that happens to the list, before there is another one.
TOGETHER = timedelta(hours=1)


def settle(desk: Desk) -> None:
    """Show each batch that this unit of work has moved, and ask its approvers once all of it is judged."""
    for batch in sorted(desk.batches):
        desk.c.execute(select(t.cards.c.id).where(t.cards.c.id == batch).with_for_update())
        card = carding.get(desk, batch)
        changes: dict[str, Any] = {}
        if not card.terms["asked"] and not _is_checking(desk, card.terms["numbers"]):
            issued = [*_ask(desk, batch, card.terms["numbers"]), *channel.issue_batch(desk, card.terms["numbers"])]
            changes |= {"asked": True, "cards": issued}
        if batch in desk.news and not _was_told(desk, card):
            for one in (batch, *(card.terms["cards"] if card.terms.get("ends") else ())):
                detaching.detach(desk, one, says="notice-list-left")
            changes |= {"told_at": desk.now.isoformat()}
        if changes:
            carding.change_terms(desk, card, **changes)
        for one in (batch, *card.terms["cards"], *changes.get("cards", ())):
            carding.show(desk, one)
    desk.batches.clear()
    desk.news.clear()


def _was_told(desk: Desk, card: Card) -> bool:
    """Whether the requester got a new message a moment ago: what happens together is told by that one, which is updated."""
    told = card.terms.get("told_at")
    return told is not None and desk.now - datetime.fromisoformat(told) < TOGETHER


def ask_also(desk: Desk, batch: str, numbers: list[int], who: Collection[str]) -> None:
    """Cards for those who are asked later about these: the caller holds the requests and has written down who is asked.

    None while the list is judged: once all of it is, everybody gets a card.
    """
    desk.c.execute(select(t.cards.c.id).where(t.cards.c.id == batch).with_for_update())
    card = carding.get(desk, batch)
    if not card.terms["asked"]:
        return
    issued = _ask(desk, batch, numbers, who)
    carding.change_terms(desk, card, cards=[*card.terms["cards"], *issued])
    for one in issued:
        carding.show(desk, one)


def list_unreached(desk: Desk, batch: str, number: int, who: Collection[str]) -> dict[str, str]:
    """Those of these people whom no card of the list that asks about this request reaches, and why."""
    c = t.cards.c
    query = select(c.recipient, c.undeliverable, c.terms).where(
        c.id.in_(carding.get(desk, batch).terms["cards"]), c.kind == "batch_approval", c.recipient.in_(who)
    )
    mine = [row for row in desk.c.execute(query) if any(number in part for part in row.terms["parts"])]
    reached = {row.recipient for row in mine if row.undeliverable is None}
    return {row.recipient: row.undeliverable for row in mine if row.recipient not in reached}


def show_also(desk: Desk, batch: str, verbs: Collection[str], **terms: Any) -> None:
    """The list in a further message for whoever asked for it, brought up to date with the other; ``terms`` say why."""
    desk.c.execute(select(t.cards.c.id).where(t.cards.c.id == batch).with_for_update())
    card = carding.get(desk, batch)
    kept = {name: card.terms[name] for name in ("numbers", "left", "cards", "asked")}
    new = carding.issue(desk, card.recipient, "batch", verbs=(*VERBS, *verbs), **kept, **terms)
    carding.change_terms(desk, card, cards=[*card.terms["cards"], new])
    carding.show(desk, new)


def _is_checking(desk: Desk, numbers: list[int]) -> bool:
    """Whether the worker has not judged all of them yet."""
    c = t.requests.c
    waiting = select(c.number).where(c.number.in_(numbers), c.state == State.SUBMITTED.value).limit(1)
    return desk.c.scalar(waiting) is not None


def _ask(desk: Desk, batch: str, numbers: list[int], who: Collection[str] = ()) -> list[str]:
    """One card for each approver (of ``who``), with what they may decide in parts of one kind and the same groups. Returns their ids."""
    a, r = t.asked.c, t.requests.c
    query = (
        select(a.approver, r.number, r.kind, r.terms)
        .select_from(t.asked.join(t.requests, r.number == a.request))
        .where(
            a.request.in_(numbers),
            a.stage == 1,
            a.revision == 1,
            a.handed_to.is_(None),
            r.state == State.PENDING.value,
            r.revision == 1,
        )
        .order_by(a.approver, r.number)
    )
    if who:
        query = query.where(a.approver.in_(who))
    parts: dict[str, dict[tuple[object, ...], list[int]]] = {}
    for row in desk.c.execute(query):
        alike = (row.kind, bool(row.terms.get("leaves")), *row.terms["groups"], *row.terms.get("leaves", ()))
        parts.setdefault(row.approver, {}).setdefault(alike, []).append(row.number)
    return [
        carding.issue(
            desk, one, "batch_approval", revision=1, verbs=APPROVER_VERBS, batch=batch, parts=list(theirs.values())
        )
        for one, theirs in parts.items()
    ]
