"""What falls due by itself. Every sweep is idempotent: it asks the tables what is due at the Clock's present moment."""

from __future__ import annotations

import itertools
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import BindParameter, bindparam, delete, func, or_, select, update

from provisioning.domain import dates
from provisioning.domain.states import State
from provisioning.storage import audit
from provisioning.storage import tables as t
from provisioning.usecases import (
    accepting,
    authority,
    carding,
    ending,
    executing,
    expiring,
    job_forms,
    pausing,
    prolonging,
    readings,
    reminding,
    requests,
    reviewing,
    sponsoring,
    standing_in,
    telling,
    testing,
    wave_starting,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from sqlalchemy import Row

    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

#: Activities are remembered this long against replay; a Bot Framework token lives for an hour.
REMEMBERED = timedelta(days=2)
#: Memberships that have a say are read again after this long (world time).
READ_AGAIN = timedelta(minutes=3)
_CHECKING = (State.SUBMITTED.value, State.VOID.value)
_GOING = (State.APPROVED.value, State.EXECUTING.value)
#: In these states a workflow brings a request on, or a moment was left for its next look.
_AWAITED = (*_CHECKING, *_GOING)
#: So many days before the last one sponsors are warned first.
FIRST_WARNING = 14
#: What a grant's row says once they were warned a second time, which is the last.
SECOND = 2

_NOW: BindParameter[Any] = bindparam("now")
_G, _R = t.grants.c, t.requests.c
_OPEN = _R.state.in_([State.PENDING.value, State.NARROWED.value])
_LASTS = (_G.ended_at.is_(None), _G.until > _NOW)
_EXPIRING = requests.select_where(_OPEN, _R.closes_at <= _NOW)
_LOOKING = requests.select_where(_R.state.in_(_AWAITED), _R.look_at <= _NOW)
_MISSED = requests.select_where(_R.state.in_([*_CHECKING, State.APPROVED.value]), _R.look_at.is_(None))
_WITHOUT_LOOK = select(_R.number, _R.state, _R.revision, _R.attempt).where(_R.state.in_(_AWAITED), _R.look_at.is_(None))
#: Whose end is near, but for those warned of it twice.
_WARNING = select(t.grants).where(
    *_LASTS, _G.until <= bindparam("horizon"), or_(_G.warned.is_(None), _G.warned < SECOND)
)
_WARN = (
    update(t.grants)
    .where(_G.id == bindparam("grant"), or_(_G.warned.is_(None), _G.warned < bindparam("stage")))
    .values(warned=bindparam("stage"))
)
#: What lies ahead, by one question; ``first`` and ``second`` as :func:`_unwarned` says.
_AHEAD = select(
    *(
        select(func.min(column)).where(*conditions).scalar_subquery().label(name)
        for name, column, conditions in (
            ("closes", _R.closes_at, (_OPEN, _R.closes_at > _NOW)),
            ("looks", _R.look_at, (_R.look_at > _NOW,)),
            ("ends", _G.until, _LASTS),
            ("returns", t.absences.c.until, (t.absences.c.ended_at.is_(None), t.absences.c.until > _NOW)),
            ("first", _G.until, (_G.ended_at.is_(None), _G.until >= bindparam("first"))),
            ("second", _G.until, (_G.ended_at.is_(None), _G.until >= bindparam("second"))),
        )
    )
)
_FORGET = delete(t.seen).where(t.seen.c.at < bindparam("before"))


def sweep(desk: Desk) -> dict[str, int]:
    """Close, warn, end, look again and enqueue what is due. Returns how many of each."""
    expired, told = _expire(desk), reminding.remind(desk)
    return {
        "expired": expired,
        "nudged": told.reminded,
        "escalated": told.escalated,
        "warned": _warn(desk),
        "moved": testing.move(desk),
        "reviewed": reviewing.begin_due(desk) + reviewing.ask_owners_due(desk) + reviewing.lapse_due(desk),
        "orphaned": sponsoring.look(desk),
        "ended": len(ending.end_due(desk)) + sponsoring.end_due(desk),
        "returned": standing_in.end_due(desk),
        "resumed": len(pausing.end_due(desk)),
        "reminded": job_forms.remind(desk),
        "looked": _look_again(desk) + accepting.look_due(desk),
        "begun": wave_starting.start_due(desk),
        "forgotten": _forget(desk),
    }


def refresh_stale(desk: Desk) -> bool:
    """Have the worker read who has a say before the readings are too old to judge by, so that a press need not wait."""
    if authority.is_fresh(desk, within=READ_AGAIN):
        return False
    desk.enqueue("refresh", f"refresh-{desk.now:%Y%m%d%H%M%S}")
    return True


def seal(desk: Desk) -> tuple[int, str]:
    """Seal what was audited since; returns the chain's head. Raises :class:`audit.Broken` when it lost what was sealed."""
    return audit.seal(desk.c, desk.keys.audit, required=desk.keys.seals)


def _expire(desk: Desk) -> int:
    """Nobody answered: closed, nothing was changed."""
    due = requests.list_by(desk, _EXPIRING, now=desk.now)
    for request in due:
        locked = requests.get(desk, request.number, lock=True)
        if locked.state not in {State.PENDING, State.NARROWED} or _closes_later(desk, locked):
            continue
        requests.move(desk, locked, State.EXPIRED)
        desk.audit("request.expired", request=request.number, revision=request.revision, subject=request.subject)
        carding.show_all(desk, request.number)
        telling.tell_requester(desk, request)
    return len(due)


def _closes_later(desk: Desk, request: Request) -> bool:
    """Whether its deadline was put off while this waited for it: somebody has asked a question."""
    return request.closes_at is not None and request.closes_at > desk.now


def _warn(desk: Desk) -> int:
    """Sponsors hear 14 days and one working day before the last day, once each; not of what was prolonged."""
    due = desk.c.execute(_WARNING, {"now": desk.now, "horizon": desk.now + timedelta(days=15)}).all()
    today, count = dates.day_of(desk.now, desk.rules.zone), 0
    for row in due:
        last = dates.day_of(row.until, desk.rules.zone)
        first, second = dates.warning_days(last)
        stage = SECOND if today >= second else 1 if today >= first else 0
        if stage <= (row.warned or 0):
            continue
        if not desk.c.execute(_WARN, {"grant": row.id, "stage": stage}).rowcount:
            continue  # another process was faster
        if prolonging.is_outlasted(desk, row):
            continue
        about = {"grant": row.id, "person": row.person, "until": last.isoformat()}
        card = carding.issue(desk, row.sponsor, "expiry", request=row.request, verbs=expiring.EXPIRY_VERBS, **about)
        carding.show(desk, card)
        desk.audit("grant.warned", request=row.request, subject=row.person, days=(last - today).days)
        count += 1
    return count


def _look_again(desk: Desk) -> int:
    """What was left for later, and whatever a table says is due but was not enqueued."""
    due, stamp = requests.list_by(desk, _LOOKING, now=desk.now), f"{desk.now:%Y%m%d%H%M%S}"
    for request in due:
        requests.change(desk, request.number, look_at=None)
        _enqueue(desk, request, f"-{stamp}")
    for request in requests.list_by(desk, _MISSED):  # the net under the queue: the same id runs once
        _enqueue(desk, request, "")
    return len(due)


def _enqueue(desk: Desk, request: Request, suffix: str) -> None:
    """The workflow that a request waits for."""
    identity = _workflow_of(request) + suffix
    if request.state.value in _CHECKING:
        desk.enqueue("check", identity, request.number, request.revision)
    else:
        desk.enqueue("execute", identity, request.number, request.revision, request.attempt)


def _workflow_of(request: Request | Row[*tuple[Any, ...]]) -> str:
    """The id of the workflow that a request waits for; its later looks add to it."""
    if request.state in _CHECKING:
        return f"check-{request.number}-r{request.revision}"
    return f"{request.number}-r{request.revision}-a{request.attempt}"


def list_awaited(desk: Desk) -> dict[int, str]:
    """The requests that a running workflow must bring on, as nothing is left for later: ids of workflows by number."""
    return {row.number: _workflow_of(row) for row in desk.c.execute(_WITHOUT_LOOK)}


def take_up_again(desk: Desk, dead: Mapping[int, str], look_at: datetime) -> list[int]:
    """Their workflows have died: the next look is due at ``look_at``, except where they went on meanwhile. Returns which."""
    held = [requests.get(desk, number, lock=True) for number in sorted(dead)]
    left = [one.number for one in held if one.look_at is None and _awaits(one, dead[one.number])]
    for number in left:
        executing.leave_for_later(desk, number, look_at)
    return left


def _awaits(request: Request, workflow: str) -> bool:
    """Whether this workflow is still the one that brings the request on."""
    return request.state in _AWAITED and _workflow_of(request) == workflow


def _forget(desk: Desk) -> int:
    """Answers to activities that can no longer be replayed, and readings that nobody looks at any more."""
    forgotten = desk.c.execute(_FORGET, {"before": desk.now - REMEMBERED}).rowcount
    return forgotten + readings.forget_old(desk)


def next_due(desk: Desk) -> datetime | None:
    """The next moment at which a sweep would find something; None when nothing is ahead."""
    first, second = _unwarned(desk)
    ahead = desk.c.execute(_AHEAD, {"now": desk.now, "first": first, "second": second}).one()
    moments = [one for one in ahead[:4] if one] + _warnings_ahead(desk, ahead.first, ahead.second)
    moments += pausing.next_due(desk) + ending.next_due(desk)
    moments += reviewing.next_due(desk) + sponsoring.next_due(desk) + reminding.next_due(desk)
    return min(moments, default=None)


def _unwarned(desk: Desk) -> Iterator[datetime]:
    """When the first day begins whose first warning is still ahead, and whose second: what ends later is warned of later."""
    today = dates.day_of(desk.now, desk.rules.zone)
    for stage, soonest in enumerate((FIRST_WARNING, 0)):
        days = (today + timedelta(days=count) for count in itertools.count(soonest))
        day = next(day for day in days if _begin(desk, dates.warning_days(day)[stage]) > desk.now)
        yield datetime.combine(day, time(), tzinfo=desk.rules.zone)


def _begin(desk: Desk, day: date) -> datetime:
    """Beginning of a day on which sponsors are warned."""
    return dates.end_of(day - timedelta(days=1), desk.rules.zone) + timedelta(minutes=1)


def _warnings_ahead(desk: Desk, *untils: datetime | None) -> list[datetime]:
    """Beginnings of the days on which sponsors are warned next, by what ends first of all that waits for each warning."""
    last = [(stage, dates.day_of(until, desk.rules.zone)) for stage, until in enumerate(untils) if until]
    return [_begin(desk, dates.warning_days(day)[stage]) for stage, day in last]
