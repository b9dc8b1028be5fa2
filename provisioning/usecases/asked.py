"""Who is asked to decide a request now: those of the open step, without who handed it over or may decide no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select

from provisioning.storage import tables as t
from provisioning.usecases import carding, detaching

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import Row

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

#: What an approver may press at one time or another.
APPROVER_VERBS = (
    "request.approve",
    "request.reject",
    "request.narrow",
    "request.narrow_to",
    "request.why_me",
    "question.ask",
    "question.send",
    "request.hand_over",
    "request.hand_over_to",
    "request.back",
    "request.new_card",
)

_EVERY = t.asked.alias()
_OPEN_STAGE = (
    select(func.max(_EVERY.c.stage))
    .where(_EVERY.c.request == t.asked.c.request, _EVERY.c.revision == t.asked.c.revision)
    .scalar_subquery()
)
#: Condition on ``tables.asked``: whoever was asked for an earlier step of the revision has nothing to decide any more.
IS_ASKED = t.asked.c.handed_to.is_(None) & t.asked.c.dropped.is_(None) & (t.asked.c.stage == _OPEN_STAGE)

#: How often somebody is reminded, each time after one more working day; after another one others are asked.
REMINDERS = 2

#: Everybody who was asked, with the card that asks them where there is one.
WITH_CARDS = t.asked.outerjoin(
    t.cards,
    (t.cards.c.request == t.asked.c.request)
    & (t.cards.c.recipient == t.asked.c.approver)
    & (t.cards.c.kind == "approval"),
)

_ASKED = (
    select(t.asked.c.approver, t.cards.c.activity_id, t.cards.c.undeliverable)
    .select_from(WITH_CARDS)
    .where(t.asked.c.request == bindparam("number"), t.asked.c.revision == bindparam("revision"), IS_ASKED)
    .order_by(t.asked.c.approver)
)


_CARDS = select(t.cards).where(
    t.cards.c.request == bindparam("number"),
    t.cards.c.recipient.in_(bindparam("approvers", expanding=True)),
    t.cards.c.kind == "approval",
)
_ALL = (
    select(t.asked)
    .where(t.asked.c.request == bindparam("number"), t.asked.c.revision == bindparam("revision"))
    .order_by(t.asked.c.stage, t.asked.c.approver)
)
_DECIDED = select(t.decisions.c.stage, t.decisions.c.approver, t.decisions.c.approved).where(
    t.decisions.c.request == bindparam("number"), t.decisions.c.revision == bindparam("revision")
)
_SILENT = (
    select(t.asked.c.approver, t.asked.c.at, t.asked.c.reminded)
    .where(
        t.asked.c.request == bindparam("number"),
        t.asked.c.revision == bindparam("revision"),
        t.asked.c.stage == bindparam("stage"),
        t.asked.c.silent.is_(True),
    )
    .order_by(t.asked.c.approver)
)


def list_silent(desk: Desk, request: Request, stage: int) -> list[Any]:
    """Because of whom others were asked as well in this step of the present revision, and since when each had been asked."""
    place = {"number": request.number, "revision": request.asked_revision, "stage": stage}
    return list(desk.c.execute(_SILENT, place).all())


def list_all(desk: Desk, request: Request) -> list[Row[Any]]:
    """The rows of everybody who was ever asked about the present revision, by stage."""
    place = {"number": request.number, "revision": request.revision}
    return list(desk.once(("asked", *place.values()), lambda: desk.c.execute(_ALL, place).all()))


def list_decided(desk: Desk, request: Request) -> list[Row[int, str, bool]]:
    """(stage, approver, approved) of every decision on the present revision."""
    return list(desk.c.execute(_DECIDED, {"number": request.number, "revision": request.revision}).all())


def open_stage(decided: Iterable[Row[int, str, bool]]) -> int:
    """Which stage is open after these decisions on a revision: one more than have said yes."""
    return len({one.stage for one in decided if one.approved}) + 1


def newly(desk: Desk) -> dict[str, Any]:
    """What the row of somebody holds who is asked at this moment: the first reminder comes after one working day."""
    due = desk.rules.hours.morning_after(desk.now, desk.rules.zone)
    return {"at": desk.now, "due_at": due, "reminded": None, "silent": None, "handed_to": None, "absence": None}


def list_asked(desk: Desk, request: Request) -> list[Any]:
    """Who is asked about the present revision, with the state of their card."""
    return list(desk.c.execute(_ASKED, {"number": request.number, "revision": request.revision}).all())


def send_approvals(desk: Desk, request: Request, approvers: Collection[str]) -> None:
    """Each approver's card: a new message, or the one they have where it still asks them; the request's others with them.

    What was approved and has moved is asked again by a new message: Teams tells nobody that a card was updated.
    """
    those = {"number": request.number, "approvers": sorted(approvers)}
    known = {row.recipient: carding.from_row(row) for row in desk.c.execute(_CARDS, those)}
    for approver in sorted(known):
        _offer_again(desk, request, known[approver])
    new = sorted(set(approvers) - known.keys())
    carding.issue_all(desk, new, "approval", request=request.number, revision=request.revision, verbs=APPROVER_VERBS)
    carding.show_all(desk, request.number)


def _offer_again(desk: Desk, request: Request, shown: Card) -> None:
    """The card that an approver has, also where it did not arrive."""
    if shown.revision != request.revision:
        detaching.detach(desk, shown.id, says="notice-asked-again")
    # a press counts where it was on this question: until it is shown anew the card asks about another step, or what has moved
    asks = {"question": str(int(shown.question or 1) + 1)}
    carding.offer(desk, shown, APPROVER_VERBS, revision=request.revision, terms=asks, undeliverable=None)
