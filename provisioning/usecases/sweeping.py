"""What falls due by itself. Every sweep is idempotent: it asks the tables what is due at the Clock's present moment."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update

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
    from collections.abc import Mapping

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
    c = t.requests.c
    waiting = [State.PENDING.value, State.NARROWED.value]
    due = requests.list_where(desk, c.state.in_(waiting), c.closes_at <= desk.now)
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
    horizon = desk.now + timedelta(days=15)
    c = t.grants.c
    due = desk.c.execute(select(t.grants).where(c.ended_at.is_(None), c.until > desk.now, c.until <= horizon)).all()
    today, count = dates.day_of(desk.now, desk.rules.zone), 0
    for row in due:
        last = dates.day_of(row.until, desk.rules.zone)
        first, second = dates.warning_days(last)
        stage = 2 if today >= second else 1 if today >= first else 0
        if stage <= (row.warned or 0):
            continue
        unwarned = (c.id == row.id) & (c.warned.is_(None) | (c.warned < stage))
        if not desk.c.execute(update(t.grants).where(unwarned).values(warned=stage)).rowcount:
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
    c, stamp = t.requests.c, f"{desk.now:%Y%m%d%H%M%S}"
    due = requests.list_where(desk, c.state.in_(_AWAITED), c.look_at <= desk.now)
    for request in due:
        requests.change(desk, request.number, look_at=None)
        _enqueue(desk, request, f"-{stamp}")
    missed = requests.list_where(desk, c.state.in_([*_CHECKING, State.APPROVED.value]), c.look_at.is_(None))
    for request in missed:  # the net under the queue: the same id runs once
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
    c = t.requests.c
    query = select(c.number, c.state, c.revision, c.attempt).where(c.state.in_(_AWAITED), c.look_at.is_(None))
    return {row.number: _workflow_of(row) for row in desk.c.execute(query)}


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
    return desk.c.execute(delete(t.seen).where(t.seen.c.at < desk.now - REMEMBERED)).rowcount + readings.forget_old(
        desk
    )


def next_due(desk: Desk) -> datetime | None:
    """The next moment at which a sweep would find something; None when nothing is ahead."""
    c, g = t.requests.c, t.grants.c
    moments: list[datetime] = []
    for column, condition in (
        (c.closes_at, c.state.in_([State.PENDING.value, State.NARROWED.value])),
        (c.look_at, c.look_at.is_not(None)),
        (g.until, g.ended_at.is_(None)),
        (t.absences.c.until, t.absences.c.ended_at.is_(None)),
    ):
        first = desk.c.scalar(select(column).where(condition, column > desk.now).order_by(column).limit(1))
        moments += [first] if first else []
    moments += _warnings_ahead(desk) + pausing.next_due(desk) + ending.next_due(desk)
    moments += reviewing.next_due(desk) + sponsoring.next_due(desk) + reminding.next_due(desk)
    return min(moments, default=None)


def _warnings_ahead(desk: Desk) -> list[datetime]:
    """Beginnings of the days on which sponsors are warned."""
    c, zone = t.grants.c, desk.rules.zone
    ahead: list[datetime] = []
    for until in desk.c.scalars(
        select(c.until).where(c.ended_at.is_(None), c.until > desk.now).order_by(c.until).limit(200)
    ):
        for day in dates.warning_days(dates.day_of(until, zone)):
            begin = dates.end_of(day - timedelta(days=1), zone) + timedelta(minutes=1)
            ahead += [begin] if begin > desk.now else []
    return ahead
