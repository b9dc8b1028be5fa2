"""A question about the people of one part of a list: asked once and answered once.

It is kept with the request of each of them, so that their deadlines wait, and its words go with whoever of them is erased.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from provisioning import views
from provisioning.domain.errors import Declined
from provisioning.domain.states import State
from provisioning.storage import tables as t
from provisioning.usecases import batch_deciding, batches, deciding, detaching, people, questioning, requests

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member
    from provisioning.usecases.requests import Request

_C = t.questions.c
_THREAD = (
    select(t.questions).where(_C.request.in_(bindparam("numbers", expanding=True))).order_by(_C.at, _C.asker, _C.id)
)


def ask(desk: Desk, member: Member, card: Card, part: int, text: str) -> None:
    """Ask about everybody of a part whom the presser may decide about. Declines as for one: of any, it is asked about none."""
    held = [requests.get(desk, number, lock=True) for number in batch_deciding.part_of(card, part)]
    found = batch_deciding.decidable(desk, held, member.pseudonym).requests
    if not found:
        batch_deciding.explain(desk, member, card, held)
    stages = [deciding.check_may_decide(desk, request, member) for request in found]
    if not text.strip():
        raise Declined("declined-question-empty")
    for request in found:
        questioning.check_may_be_asked(desk, request)
    asked = [
        (request.number, questioning.record(desk, request, stage, member, text))
        for request, stage in zip(found, stages, strict=True)
    ]
    batches.show_also(desk, found[0].batch, (questioning.ANSWER,), asks=asked, asked_on=card.id)


def answer(desk: Desk, member: Member, card: Card, text: str) -> None:
    """The requester answers what this card asks, once, for all about whom it is still to be decided."""
    asked = dict(card.terms.get("asks", ()))
    held = [requests.get(desk, number, lock=True) for number in sorted(asked)]
    if not held or any(one.requester != member.pseudonym for one in held):
        raise Declined("declined-not-yours")
    waiting = [(one, row) for one in held if (row := questioning.open_of(desk, one)) and row.id == asked[one.number]]
    if not waiting:
        raise _too_late(desk, held, set(asked.values()))
    if not text.strip():
        raise Declined("declined-answer-empty")
    for request, row in waiting:
        questioning.keep_answer(desk, request, row, member, text)
    # whoever asked has waited for it and is to decide
    detaching.detach(desk, card.terms["asked_on"], says="notice-list-left")


def _too_late(desk: Desk, held: Sequence[Request], asked: set[int]) -> Declined:
    """What tells whoever answers the present state."""
    answered = [row.answered_at for row in _rows(desk, held) if row.id in asked and row.answered_at]
    return Declined("declined-question-answered", at=answered[0]) if answered else deciding.moved_on(desk, held[0])


def _rows(desk: Desk, found: Sequence[Request]) -> list[Row[Any]]:
    """Every question about these; nothing is read where nobody asked."""
    numbers = [one.number for one in found if one.terms.get("questions")]
    return list(desk.c.execute(_THREAD, {"numbers": numbers})) if numbers else []


def thread_of(desk: Desk, found: Sequence[Request]) -> tuple[views.QuestionView, ...]:
    """Every question about these requests, the oldest first: what was asked about several at once is told once."""
    rows = _rows(desk, found)
    texts = desk.vault.read_texts([text for row in rows for text in (row.text, row.answer)])
    names = people.names_of(desk, {row.asker for row in rows})
    open_, known = _open(found, rows), {one.number for one in found}
    told = []
    for (at, asker), some in groupby(rows, key=lambda row: (row.at, row.asker)):
        same = list(some)
        about = {row.request for row in same}
        waits = any(row.id in open_ for row in same)
        halted = waits and desk.now < at + questioning.HALT
        told.append(
            views.QuestionView(
                by=names[asker],
                text=_first(texts, [row.text for row in same]),
                answer=_first(texts, [row.answer for row in same if row.answered_at]),
                waits=waits,
                until=at + questioning.HALT if halted else None,
                about=tuple(sorted(about)) if about != known else (),
            )
        )
    return tuple(told)


def _open(found: Sequence[Request], rows: Sequence[Row[Any]]) -> set[int]:
    """The questions to which an answer is awaited: the newest about each that is to be decided as it was then."""
    newest = {row.request: row for row in sorted(rows, key=lambda row: row.id)}
    pending = {one.number: one.revision for one in found if one.state is State.PENDING}
    return {row.id for number, row in newest.items() if row.answered_at is None and pending.get(number) == row.revision}


def _first(texts: dict[str, str], kept: Sequence[str]) -> str:
    """The words, as long as anybody about whom they were typed is known; "" where there are none."""
    return next((texts[one] for one in kept if one in texts), views.ERASED if kept else "")


def may_ask(desk: Desk, found: Sequence[Request]) -> bool:
    """Whether no question about any of them is open."""
    return all(questioning.may_ask(desk, one) for one in found)


def awaits(desk: Desk, found: Sequence[Request], card: Card) -> bool:
    """Whether this card, of the requester's, is one that takes an answer now."""
    asked = dict(card.terms.get("asks", ()))
    rows = _rows(desk, [one for one in found if one.number in asked])
    return bool(asked and _open(found, rows) & set(asked.values()))
