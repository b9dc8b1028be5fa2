"""The rounds of reviews: each sponsor is asked about their externals; silence brings an owner in, and then an end."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import BindParameter, and_, bindparam, exists, func, insert, or_, select

from provisioning.domain import reviews
from provisioning.domain.rules import StageRule
from provisioning.storage import tables as t
from provisioning.usecases import authority, carding, externals, people, review_rows, shortening

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Row

    from provisioning.usecases.desk import Desk

_OWNERS = StageRule(approvers=("owners",))

_C = t.reviews.c
_NOW: BindParameter[Any] = bindparam("now")
_IS_OPEN, _UNESCALATED = _C.closed_at.is_(None), _C.second.is_(None)
_LATEST = select(func.max(t.review_rounds.c.due_at))
_WAITS, _LAPSES = (_IS_OPEN, _C.over_at.is_not(None), _UNESCALATED), (_IS_OPEN, _C.over_at <= _NOW)
_WAITING, _LAPSING = (select(t.reviews).where(*some).order_by(_C.id) for some in (_WAITS, _LAPSES))
_ROUND = bindparam("round", type_=t.Moment)
_NEWEST = _LATEST.scalar_subquery()
_IS_NEWS = and_(_ROUND.is_not(None), or_(_NEWEST.is_(None), _NEWEST < _ROUND))
#: Whether there may be anything to do, at :func:`moments`.
IS_DUE = or_(_IS_NEWS, exists().where(*_WAITS), exists().where(*_LAPSES))
#: What lies ahead, likewise.
AHEAD = (
    externals.ANY_RUNNING.label("running"),
    _NEWEST.label("latest"),
    select(func.min(_C.asks_at)).where(_IS_OPEN, _UNESCALATED, _C.asks_at > _NOW).scalar_subquery().label("asks"),
    select(func.min(_C.over_at)).where(_IS_OPEN, _C.over_at > _NOW).scalar_subquery().label("over"),
    exists().where(_IS_OPEN, _UNESCALATED, _C.asks_at <= _NOW).label("held"),
)


def moments(desk: Desk) -> dict[str, datetime | None]:
    """What the questions above are asked with besides ``now``."""
    return {"round": _last_round(desk)}


def _last_round(desk: Desk) -> datetime | None:
    return reviews.last_round(desk.now, desk.rules.reviews.every, desk.rules.hours, desk.rules.zone)


def go_on(desk: Desk) -> int:
    """The sweep: begin a round, ask owners and let lapse. How many were asked, or are over."""
    return begin_due(desk) + ask_owners_due(desk) + lapse_due(desk)


def begin_due(desk: Desk) -> int:
    """Ask every sponsor whose externals have access, once for each round, in working hours. Returns how many were asked."""
    due = _last_round(desk)
    if due is None or not _is_news(desk, due):
        return 0
    people.hold(desk, people.organisation(desk))
    latest = _latest(desk)
    if latest is None:  # the first sweep of all: the rounds begin with the next one
        desk.c.execute(insert(t.review_rounds).values(due_at=due))
        return 0
    able = authority.eligible(desk, _OWNERS, involved=())
    if latest >= due or not able or not desk.rules.hours.include(desk.now, desk.rules.zone):
        return 0
    desk.c.execute(insert(t.review_rounds).values(due_at=due, begun_at=desk.now))
    return _ask_sponsors(desk, due, able)


def _is_news(desk: Desk, due: datetime) -> bool:
    """Whether this round was not begun."""
    latest = _latest(desk)
    return latest is None or latest < due


def _latest(desk: Desk) -> datetime | None:
    """The newest round that was begun, or let pass."""
    found: datetime | None = desk.c.scalar(_LATEST)
    return found


def _ask_sponsors(desk: Desk, due: datetime, able: Collection[str]) -> int:
    """A review for each sponsor, on a card of their own, or of an owner's where the sponsor is none any more."""
    theirs: dict[str, list[str]] = defaultdict(list)
    for person, sponsor in externals.list_running(desk).items():
        theirs[sponsor].append(person)
    replaced = {row.sponsor: row for row in review_rows.list_open(desk)}
    reachable = authority.owners_without(desk) & set(able)
    for sponsor, mine in sorted(theirs.items()):
        if sponsor in replaced:
            review_rows.close(desk, replaced[sponsor].id, review_rows.REPLACED)
            review_rows.show(desk, replaced[sponsor].id)
        reader = sponsor if sponsor in able else _stand_in(able, reachable, {sponsor}) or min(able)
        review = review_rows.begin(desk, mine, **_terms(desk, due), sponsor=sponsor, reviewer=reader)
        carding.show(desk, review_rows.issue(desk, review, reader))
        desk.audit("review.asked", subject=sponsor, review=review, reader=reader, people=len(mine))
    return len(theirs)


def _terms(desk: Desk, due: datetime) -> dict[str, Any]:
    """What the first card says of silence, and holds for this review whatever the settings say later."""
    hours, zone = desk.rules.hours, desk.rules.zone
    return {
        "round": due,
        "silence": desk.rules.reviews.silence,
        "asks_at": reviews.asked_at(desk.now, hours, zone),
        "over_at": reviews.over_at(desk.now, hours, zone),
    }


def _stand_in(able: Collection[str], reachable: Collection[str], but: Collection[str]) -> str | None:
    """An owner in place of somebody: one whom cards reach, if there is one."""
    others = set(able) - set(but)
    return min(others & set(reachable), default=None) or min(others, default=None)


def ask_owners_due(desk: Desk) -> int:
    """Nobody has answered for two weeks, or who was asked is no owner any more: an owner is asked besides, once."""
    waiting = desk.c.execute(_WAITING).all()
    if not waiting or not desk.rules.hours.include(desk.now, desk.rules.zone):
        return 0
    able = authority.eligible(desk, _OWNERS, involved=())
    due = [row for row in waiting if row.asks_at <= desk.now or row.reviewer not in able]
    reachable = authority.owners_without(desk) & able
    left, asked = _still_open(desk, due), 0
    for row in [review_rows.get(desk, one.id, lock=True) for one in due]:
        owner = _stand_in(able, reachable, {row.sponsor, row.reviewer})
        if row.closed_at is not None or row.second is not None:
            continue  # somebody was faster
        if row.id not in left:
            _close_settled(desk, row)
        elif owner is not None:
            _ask_owner(desk, row, owner, left[row.id])
            asked += 1
    return asked


def _ask_owner(desk: Desk, row: Row[Any], owner: str, count: int) -> None:
    """A card of an owner's own; the first one tells that they were asked."""
    review_rows.change(desk, row.id, second=owner)
    review_rows.issue(desk, row.id, owner)
    review_rows.show(desk, row.id)
    desk.audit("review.escalated", subject=row.sponsor, review=row.id, reader=owner, people=count)


def _still_open(desk: Desk, rows: Sequence[Row[Any]]) -> Mapping[int, int]:
    """How many of each review's people nobody has answered for; reviews without any are left out."""
    lines = review_rows.lines_of(desk, rows) if rows else {}
    counts = {review: sum(line.state == "open" for line in some) for review, some in lines.items()}
    return {review: count for review, count in counts.items() if count}


def _close_settled(desk: Desk, row: Row[Any]) -> None:
    """Everybody has been answered for, or has no access any more."""
    review_rows.close(desk, row.id, review_rows.ANSWERED)
    review_rows.show(desk, row.id)


def lapse_due(desk: Desk) -> int:
    """Nobody has answered for three weeks: each external's access ends or stays, as the first card said."""
    due = desk.c.execute(_LAPSING, {"now": desk.now}).all()
    for row in due:
        held = review_rows.get(desk, row.id, lock=True)
        if held.closed_at is None:
            _lapse(desk, held)
    return len(due)


def _lapse(desk: Desk, row: Row[Any]) -> None:
    """Carry out what silence means."""
    left = [line for line in review_rows.lines_of(desk, [row])[row.id] if line.state == "open"]
    if not left:
        _close_settled(desk, row)
        return
    over = [line for line in left if row.silence == reviews.END or line.until is None]
    for line in sorted(over, key=lambda one: one.person):
        number = shortening.cut_short(desk, line.person, review=row.id)
        review_rows.answer(desk, row.id, line, review_rows.END, by=None, request=number)
    review_rows.close(desk, row.id, review_rows.LAPSED)
    review_rows.show(desk, row.id)
    ends, stays = len(over), len(left) - len(over)
    desk.audit("review.lapsed", subject=row.sponsor, review=row.id, ends=ends, stays=stays)


def next_due(desk: Desk, ahead: Row[Any]) -> list[datetime]:
    """The moments ahead at which a round begins, an owner is asked, or a review is over; ``ahead`` has :data:`AHEAD`."""
    every, hours, zone = desk.rules.reviews.every, desk.rules.hours, desk.rules.zone
    last = _last_round(desk)
    begins = reviews.next_round(desk.now, every, hours, zone) if ahead.running else None
    missed = last is not None and ahead.latest is not None and ahead.latest < last
    late = hours.opening(desk.now, zone) if missed or ahead.held else None
    return [one for one in (begins, ahead.asks, ahead.over, late) if one and one > desk.now]
