"""A question before the decision: an approver asks, the requester answers in their own chat, and the thread stays on both cards.

The deadline waits for the answer, three days at most for a question. What is typed is encrypted as reasons are.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, insert, select, update

from provisioning import views
from provisioning.domain import dates
from provisioning.domain.errors import Declined
from provisioning.domain.states import State
from provisioning.storage import tables as t
from provisioning.usecases import carding, deciding, detaching, people, requests
from provisioning.usecases.inviting import STATUS_VERBS

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Row

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member
    from provisioning.usecases.requests import Request

#: So long a question keeps the deadline from running.
HALT = timedelta(days=3)
#: So many questions are asked about one revision at most.
MOST = 5
LONGEST_TEXT = 1000
#: What the requester may press on the card that brings a question, besides what their request's card offers.
ANSWER = "question.answer"

_C = t.questions.c
_WAITING = (
    select(_C.request, _C.at)
    .join(t.requests, and_(t.requests.c.number == _C.request, t.requests.c.revision == _C.revision))
    .where(_C.request.in_(bindparam("numbers", expanding=True)), _C.answered_at.is_(None), _C.at > bindparam("since"))
)
_THREAD = select(t.questions).where(_C.request == bindparam("number")).order_by(_C.id)


def ask(desk: Desk, member: Member, card: Card, text: str) -> Request:
    """An approver who may decide asks the requester. Declines everybody else, an empty question, and a second at once."""
    request = requests.get(desk, card.request or 0, lock=True)
    deciding.check_pending(desk, request, card)
    stage = deciding.check_may_decide(desk, request, member)
    if not text.strip():
        raise Declined("declined-question-empty")
    check_may_be_asked(desk, request)
    _bring(desk, request, record(desk, request, stage, member, text))
    return request


def check_may_be_asked(desk: Desk, request: Request) -> None:
    """Somebody must be there to answer, one question at a time, and in the end somebody decides."""
    if request.requester is None:
        raise Declined("declined-question-nobody")
    asked = [row for row in _rows(desk, request.number) if row.revision == request.revision]
    waiting = open_of(desk, request)
    if waiting is not None and desk.now < waiting.at + HALT:
        by = people.names_of(desk, [waiting.asker])[waiting.asker]
        raise Declined("declined-question-open", by=by)
    if len(asked) >= MOST:
        raise Declined("declined-question-many", limit=MOST)


def record(desk: Desk, request: Request, stage: int, member: Member, text: str) -> int:
    """Keep the question, and have the deadline wait for as long as a question may; the question's number.

    The caller has checked it and holds the request.
    """
    row = {
        "request": request.number,
        "revision": request.revision,
        "asker": member.pseudonym,
        "text": desk.vault.keep_text(request.subject, text[:LONGEST_TEXT]),
        "at": desk.now,
        "closes_before": request.closes_at,
    }
    made = desk.c.execute(insert(t.questions).values(row))
    closes = _halted(desk, request.closes_at, HALT)
    requests.change(desk, request.number, closes_at=closes, terms={**request.terms, "questions": True})
    _put_off_reminders(desk, request, desk.now + HALT)
    question = int((made.inserted_primary_key or [0])[0])
    _note(desk, request, "question.asked", member, question=question, stage=stage)
    return question


def _note(desk: Desk, request: Request, event: str, member: Member, **values: Any) -> None:
    """The audit event; and every card of the request is shown anew."""
    about: dict[str, Any] = {"request": request.number, "revision": request.revision, "subject": request.subject}
    desk.audit(event, actor=member.pseudonym, **about, **values)
    carding.show_all(desk, request.number)
    if request.batch:
        desk.batches.add(request.batch)


def _put_off_reminders(desk: Desk, request: Request, until: datetime, **asked_anew: datetime) -> None:
    """Nobody is reminded of a decision that waits for an answer: only from the working morning after ``until``.

    With the answer they are ``asked_anew``: silence is counted from then on.
    """
    a = t.asked.c
    mine = (a.request == request.number) & (a.revision == request.revision) & a.due_at.is_not(None)
    due = desk.rules.hours.morning_after(until, desk.rules.zone)
    desk.c.execute(update(t.asked).where(mine).values(due_at=due, **asked_anew))


def _halted(desk: Desk, closes: datetime | None, by: timedelta) -> datetime | None:
    """The end of the day on which it closes, once the deadline has stood still for so long."""
    zone = desk.rules.zone
    return dates.end_of(dates.day_of(closes + by, zone), zone) if closes else None


def _bring(desk: Desk, request: Request, question: int) -> None:
    """A new message for the requester, in their own chat: the card that takes the answer to this question, and to no other."""
    card = carding.issue(
        desk,
        str(request.requester),
        "status",
        request=request.number,
        revision=request.revision,
        verbs=(*STATUS_VERBS, ANSWER),
        asks=question,
    )
    carding.show(desk, card)


def answer(desk: Desk, member: Member, card: Card, text: str) -> Request:
    """The requester answers what this card asks, once, while it is still to be decided."""
    request = requests.get(desk, card.request or 0, lock=True)
    if request.requester != member.pseudonym:
        raise Declined("declined-not-yours")
    asked = next((row for row in _rows(desk, request.number) if row.id == card.terms.get("asks")), None)
    if asked is not None and asked.answered_at is not None:
        raise Declined("declined-question-answered", at=asked.answered_at)
    waiting = open_of(desk, request)
    if waiting is None or asked is None or waiting.id != asked.id:
        raise deciding.moved_on(desk, request)
    if not text.strip():
        raise Declined("declined-answer-empty")
    _tell_asker(desk, request, asked.asker)
    keep_answer(desk, request, asked, member, text)
    return request


def keep_answer(desk: Desk, request: Request, asked: Row[Any], member: Member, text: str) -> None:
    """Keep the answer to a question; the deadline runs on. The caller has checked it and holds the request."""
    kept = desk.vault.keep_text(request.subject, text[:LONGEST_TEXT])
    desk.c.execute(update(t.questions).where(_C.id == asked.id).values(answer=kept, answered_at=desk.now))
    closes = _halted(desk, asked.closes_before, min(desk.now - asked.at, HALT))
    requests.change(desk, request.number, closes_at=closes)
    _put_off_reminders(desk, request, desk.now, at=desk.now)
    _note(desk, request, "question.answered", member, question=asked.id)


def _tell_asker(desk: Desk, request: Request, asker: str) -> None:
    """Whoever asked has waited for it and is to decide: their card comes as a new message."""
    mine = carding.find_of(desk, request.number, asker)
    if mine is not None and mine.kind == "approval":
        detaching.detach(desk, mine.id, says="notice-answered")


def _rows(desk: Desk, number: int) -> list[Row[Any]]:
    return list(desk.c.execute(_THREAD, {"number": number}).all())


def open_of(desk: Desk, request: Request) -> Row[Any] | None:
    """The question that an answer is awaited to: the newest one, while the revision that it is about is to be decided."""
    if request.state is not State.PENDING or not request.terms.get("questions"):
        return None
    newest = _rows(desk, request.number)[-1]
    return newest if newest.answered_at is None and newest.revision == request.revision else None


def awaits(desk: Desk, request: Request, card: Card) -> bool:
    """Whether this card, of the requester's, is the one that takes the answer."""
    waiting = open_of(desk, request) if card.terms.get("asks") and card.recipient == request.requester else None
    return waiting is not None and waiting.id == card.terms["asks"]


def is_halted(desk: Desk, request: Request) -> bool:
    """Whether the deadline stands still, so that nobody is reminded of a decision that waits for an answer."""
    waiting = open_of(desk, request)
    return waiting is not None and desk.now < waiting.at + HALT


def put_off(desk: Desk, numbers: Collection[int]) -> set[int]:
    """Those of these requests that wait for an answer: whoever was asked meanwhile is reminded later as well."""
    waiting = {
        row.request: row for row in desk.c.execute(_WAITING, {"numbers": list(numbers), "since": desk.now - HALT})
    }
    for number, row in waiting.items():
        _put_off_reminders(desk, requests.get(desk, number), row.at + HALT)
    return set(waiting)


def may_ask(desk: Desk, request: Request) -> bool:
    """Whether there is somebody to ask, and no question open; that this reader may decide is judged elsewhere."""
    return request.requester is not None and not is_halted(desk, request)


def thread_of(desk: Desk, request: Request) -> tuple[views.QuestionView, ...]:
    """Every question about a request with its answer, the oldest first; nothing is read where nobody asked."""
    if not request.terms.get("questions"):
        return ()
    rows, waiting = _rows(desk, request.number), open_of(desk, request)
    texts = desk.vault.read_texts([text for row in rows for text in (row.text, row.answer)])
    names = people.names_of(desk, {row.asker for row in rows})
    return tuple(
        views.QuestionView(
            by=names[row.asker],
            text=texts.get(row.text, views.ERASED),
            answer=texts.get(row.answer, views.ERASED) if row.answered_at else "",
            waits=waiting is not None and waiting.id == row.id,
            until=row.at + HALT if waiting is not None and waiting.id == row.id and is_halted(desk, request) else None,
        )
        for row in rows
    )
