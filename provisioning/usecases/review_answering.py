"""``review`` and its answers: who is still needed stays, and the others' access ends by the rules for any end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from provisioning.domain import reviews
from provisioning.domain.errors import Declined
from provisioning.storage import tables as t
from provisioning.usecases import authority, carding, detaching, ending, externals, people, review_rows
from provisioning.usecases.review_rows import END, KEEP, KIND

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Row

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member
    from provisioning.usecases.review_rows import Line

Why = tuple[str, dict[str, Any]]


def open_review(desk: Desk, member: Member) -> str:
    """The review that waits for an owner, shown anew; else one of their externals as they are now. Returns the card's id."""
    authority.check_owner(desk, member)
    if waiting := _waiting_for(desk, member.pseudonym):
        detaching.detach(desk, waiting)
        return waiting
    people.hold(desk, member.pseudonym)
    for row in review_rows.list_open(desk, t.reviews.c.sponsor == member.pseudonym, t.reviews.c.round.is_(None)):
        review_rows.close(desk, row.id, review_rows.REPLACED)
        review_rows.show(desk, row.id)
    mine = [one for one, sponsor in externals.list_running(desk).items() if sponsor == member.pseudonym]
    if not mine:
        return _none(desk, member)
    own = {"sponsor": member.pseudonym, "reviewer": member.pseudonym, "silence": reviews.STAY}
    return review_rows.issue(desk, review_rows.begin(desk, mine, **own), member.pseudonym)


def _waiting_for(desk: Desk, who: str) -> str | None:
    """Their card of the oldest review of a round that nobody has answered, their own externals first."""
    c, r = t.cards.c, t.reviews.c
    query = (
        select(c.id)
        .select_from(t.cards.join(t.reviews, r.id == c.terms["review"].as_integer()))
        .where(c.recipient == who, c.kind == KIND, r.closed_at.is_(None), r.round.is_not(None))
        .order_by(r.sponsor != who, r.id)
        .limit(1)
    )
    found: str | None = desk.c.scalar(query)
    return found


def _none(desk: Desk, member: Member) -> str:
    """They answer for nobody who has access; when the next round is."""
    at = reviews.next_round(desk.now, desk.rules.reviews.every, desk.rules.hours, desk.rules.zone)
    key = "notice-review-none" if at else "notice-review-never"
    values = {"at": at.isoformat()} if at else {}
    return carding.issue(desk, member.pseudonym, "notice", key=key, values=values)


def answer(desk: Desk, member: Member, card: Card, said: Mapping[int, str]) -> dict[int, Why]:
    """Take what was said about those who are still open, by their places. Returns whose access could not be ended, and why."""
    authority.check_owner(desk, member)
    review = review_rows.get(desk, int(card.terms["review"]), lock=True)
    left = _open(desk, review)
    picked = [line for line in left if said.get(line.place) in {KEEP, END}] if review.closed_at is None else []
    if not picked:
        return {}
    people.hold(desk, member.pseudonym, *(line.person for line in picked))
    ends = [line for line in picked if said[line.place] == END]
    for line in picked:
        if said[line.place] == KEEP:
            _record(desk, member, review, line)
    together = range(len(ends), 0, -1)
    tried = {line.place: _end(desk, member, review, line, count) for line, count in zip(ends, together, strict=True)}
    if not _open(desk, review):
        review_rows.close(desk, review.id, review_rows.ANSWERED)
    review_rows.show(desk, review.id, but=card.id)
    return {place: why for place, why in tried.items() if why is not None}


def _open(desk: Desk, review: Row[Any]) -> list[Line]:
    """Those for whom an answer is still needed, as they stand now."""
    return [line for line in review_rows.lines_of(desk, [review])[review.id] if line.state == "open"]


def _end(desk: Desk, member: Member, review: Row[Any], line: Line, together: int) -> Why | None:
    """Ask for one end; why it cannot be, where the rules say no: the others are ended all the same."""
    try:
        number = ending.end_in_review(desk, member, line.person, review=review.id, together=together)
    except Declined as declined:
        return declined.key, dict(declined.values)
    _record(desk, member, review, line, number)
    return None


def _record(desk: Desk, member: Member, review: Row[Any], line: Line, end: int | None = None) -> None:
    """Keep what was said, with its audit; ``end`` is the request that ends their access, None where they are kept."""
    said, by = KEEP if end is None else END, member.pseudonym
    review_rows.answer(desk, review.id, line, said, by=by, request=end)
    if end is None:
        review_rows.keep_elsewhere(desk, line.person, by=by)
    desk.audit("review.answered", actor=by, subject=line.person, request=end, review=review.id, answer=said)
