"""Reviews of externals as stored, and where each of their people stands now. In a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, select, update

from provisioning.domain.states import OPEN, Kind, State
from provisioning.storage import tables as t
from provisioning.usecases import carding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Row

    from provisioning.usecases.desk import Desk

#: The kind of the card, and what it offers.
KIND, VERBS = "review", ("review.send",)
KEEP, END = "keep", "end"
#: Why a review is over.
ANSWERED, LAPSED, REPLACED = "answered", "lapsed", "replaced"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One external of a review."""

    place: int
    person: str
    answer: str | None
    by: str | None
    at: datetime | None
    #: The end of what lasts longest of all that they hold; None where something has none.
    until: datetime | None
    #: "open", "kept", "ending", "waiting" (its end, for an approver), "undone" (an end that came to nothing), "ended", or
    #: "silent" (nobody answered, and access goes on).
    state: str
    #: The request that ends, or was to end, their access; 0 for none.
    number: int = 0
    #: What became of that request, where it came to nothing.
    outcome: State | None = None
    #: When it ended, for who has no access any more.
    ended_at: datetime | None = None
    #: When they last signed in to anything of the tenant, as far as Entra knew when it was asked; None where it never answered.
    signed_in: datetime | None = None
    looked_at: datetime | None = None


def begin(desk: Desk, people: Sequence[str], **values: Any) -> int:
    """Store a review of these people; its card's row is made besides. Returns its id."""
    made = desk.c.execute(insert(t.reviews).values(begun_at=desk.now, cards=[], **values))
    key = made.inserted_primary_key
    if key is None:
        raise RuntimeError("the database gave no id")
    lines = [{"review": key[0], "place": place, "person": person} for place, person in enumerate(people, start=1)]
    desk.c.execute(insert(t.review_lines), lines)
    return int(key[0])


def issue(desk: Desk, review: int, reader: str) -> str:
    """One more card of a review, for which the worker asks Entra who signed in when. Returns its id; the caller sends it."""
    card = carding.issue(desk, reader, KIND, verbs=VERBS, review=review)
    desk.enqueue("look_at_sign_ins", f"sign-ins-{card}", review)
    cards = [*get(desk, review).cards, card]
    change(desk, review, cards=cards)
    return card


def get(desk: Desk, review: int, *, lock: bool = False) -> Row[Any]:
    """A review's row; with ``lock`` held until the transaction ends, so that answers are ordered."""
    query = select(t.reviews).where(t.reviews.c.id == review)
    return desk.c.execute(query.with_for_update() if lock else query).one()


def list_open(desk: Desk, *conditions: Any) -> list[Row[Any]]:
    """Reviews that are not over, the oldest first."""
    c = t.reviews.c
    return list(desk.c.execute(select(t.reviews).where(c.closed_at.is_(None), *conditions).order_by(c.id)).all())


def change(desk: Desk, review: int, **values: Any) -> None:
    """Change a review's row."""
    desk.c.execute(update(t.reviews).where(t.reviews.c.id == review).values(values))


def close(desk: Desk, review: int, why: str) -> None:
    """Nothing is asked any more."""
    change(desk, review, closed_at=desk.now, closed_why=why)


def show(desk: Desk, review: int, *, but: str = "") -> None:
    """Have its cards shown anew, except one that answers a press."""
    for card in get(desk, review).cards:
        if card != but:
            carding.show(desk, card)


def settle(desk: Desk) -> None:
    """The cards of reviews that are over tell how the ends go on which this unit of work has moved.

    One that still asks is left alone: what its reader has chosen would be lost.
    """
    for review in sorted(desk.reviews):
        if get(desk, review).closed_at is not None:
            show(desk, review)
    desk.reviews.clear()


def answer(desk: Desk, review: int, line: Line, said: str, *, by: str | None, request: int | None = None) -> None:
    """Write down what was said about one person."""
    c = t.review_lines.c
    its = (c.review == review) & (c.place == line.place)
    values = {"answer": said, "by": by, "at": desk.now, "request": request}
    desk.c.execute(update(t.review_lines).where(its).values(values))


def keep_elsewhere(desk: Desk, person: str, *, by: str) -> None:
    """Who was kept in one review is answered for in every other that is open, so that nobody's silence there ends their access."""
    c = t.review_lines.c
    waiting = c.review.in_(select(t.reviews.c.id).where(t.reviews.c.closed_at.is_(None)))
    kept = update(t.review_lines).where(c.person == person, c.answer.is_(None), waiting)
    desk.c.execute(kept.values(answer=KEEP, by=by, at=desk.now))


def list_sought(desk: Desk, review: int) -> dict[int, str]:
    """For the worker: object ids of those whom Entra has, by place; nobody once the review is over."""
    if get(desk, review).closed_at is not None:
        return {}
    one, p = t.review_lines.c, t.people.c
    query = select(one.place, p.object_id).join(t.people, p.pseudonym == one.person)
    rows = desk.c.execute(query.where(one.review == review, p.object_id.is_not(None)).order_by(one.place))
    return {row.place: row.object_id for row in rows}


def record_sign_ins(desk: Desk, review: int, found: Mapping[int, datetime | None]) -> None:
    """Entra has said when each of them last signed in. The cards tell it while they ask."""
    c = t.review_lines.c
    its = update(t.review_lines).where(c.review == review, c.place == bindparam("its_place"))
    rows = [{"its_place": place, "at_last": at} for place, at in found.items()]
    if rows:
        desk.c.execute(its.values(signed_in=bindparam("at_last"), looked_at=desk.now), rows)
    if rows and get(desk, review).closed_at is None:
        show(desk, review)


def lines_of(desk: Desk, reviews: Iterable[Row[Any]]) -> dict[int, list[Line]]:
    """The people of these reviews as they stand now, by review."""
    found = {row.id: row for row in reviews}
    c = t.review_lines.c
    rows = desk.c.execute(select(t.review_lines).where(c.review.in_(found)).order_by(c.review, c.place)).all()
    people = {row.person for row in rows}
    held, last = _held(desk, people)
    ends, states = _ends(desk, people), _states(desk, {row.request for row in rows if row.request})
    told: dict[int, list[Line]] = {review: [] for review in found}
    for row in rows:
        running = held.get(row.person, {})
        state, number = _standing(row, running, ends.get(row.person, ()), over=found[row.review].closed_at is not None)
        told[row.review].append(
            Line(
                place=row.place,
                person=row.person,
                answer=row.answer,
                by=row.by,
                at=row.at,
                until=None if None in running.values() else max(running.values(), default=None),
                state=state,
                number=number or row.request or 0,
                outcome=State(states[row.request]) if state == "undone" and row.request else None,
                ended_at=last.get(row.person) if state == "ended" else None,
                signed_in=row.signed_in,
                looked_at=row.looked_at,
            )
        )
    return told


def _standing(row: Row[Any], running: Mapping[int, Any], ends: Collection[Row[Any]], *, over: bool) -> tuple[str, int]:
    """Where somebody stands, and the end that is under way."""
    if not running:
        return "ended", 0
    if set(running) <= {grant for end in ends for grant in end.terms["grants"]}:
        state = "waiting" if any(end.state == State.PENDING for end in ends) else "ending"
        return state, max(end.number for end in ends)
    if row.answer is None:
        return ("silent" if over else "open"), 0
    return ("kept" if row.answer == KEEP else "undone"), 0


def _held(desk: Desk, people: Collection[str]) -> tuple[dict[str, dict[int, Any]], dict[str, datetime]]:
    """Ends of what each person holds through Usher, by grant; and when the last of what they held has ended."""
    c, held, last = t.grants.c, defaultdict[str, dict[int, Any]](dict), dict[str, Any]()
    query = select(c.id, c.person, c.until, c.ended_at).where(c.person.in_(people)).order_by(c.ended_at, c.id)
    for row in desk.c.execute(query) if people else ():
        if row.ended_at is None:
            held[row.person][row.id] = row.until
        else:
            last[row.person] = row.ended_at
    return held, last


def _ends(desk: Desk, people: Collection[str]) -> dict[str, list[Row[Any]]]:
    """Ends of their access that are under way."""
    c, found = t.requests.c, defaultdict[str, list[Any]](list)
    going = c.subject.in_(people) & (c.kind == Kind.END_ACCESS.value) & c.state.in_([one.value for one in OPEN])
    for row in desk.c.execute(select(c.number, c.subject, c.state, c.terms).where(going)) if people else ():
        found[row.subject].append(row)
    return found


def _states(desk: Desk, numbers: Collection[int]) -> dict[int, str]:
    """Where these requests stand."""
    c = t.requests.c
    rows = desk.c.execute(select(c.number, c.state).where(c.number.in_(numbers))) if numbers else ()
    return {row.number: row.state for row in rows}
