"""What falls due by itself. Every sweep is idempotent: it asks the tables what is due at the Clock's present moment."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, bindparam, delete, exists, func, or_, select

from provisioning.domain.states import State
from provisioning.storage import audit
from provisioning.storage import tables as t
from provisioning.usecases import (
    absences,
    accepting,
    authority,
    blocking,
    carding,
    ending,
    following,
    job_forms,
    jobs,
    narrowing,
    pausing,
    readings,
    reminding,
    requests,
    reviewing,
    sponsoring,
    standing_in,
    telling,
    testing,
    waiting,
    warning,
    wave_starting,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

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

_R = t.requests.c
#: Why what was narrowed closed: whoever asked was silent, and no approver.
NOT_TAKEN = "why-narrowed-lapsed"
_CLOSING = (State.SUBMITTED, State.PENDING, State.NARROWED)  # submitted: its requester is asked something
_OPEN = _R.state.in_([state.value for state in _CLOSING])
_CLOSES = (_OPEN, _R.closes_at <= bindparam("now"))
_LOOKS = (_R.state.in_(_AWAITED), _R.look_at <= bindparam("now"))
#: What waits to be enqueued, and was not.
_MISSES = (_R.state.in_([*_CHECKING, State.APPROVED.value]), _R.look_at.is_(None))
_ANY_LOOK = or_(exists().where(*_LOOKS), exists().where(*_MISSES))
_EXPIRING, _LOOKING, _MISSED = (requests.select_where(*some) for some in (_CLOSES, _LOOKS, _MISSES))
_WITHOUT_LOOK = select(_R.number, _R.state, _R.revision, _R.attempt).where(_R.state.in_(_AWAITED), _R.look_at.is_(None))
_SEEN_LONG_AGO = t.seen.c.at < bindparam("seen_before")
_FORGET = delete(t.seen).where(_SEEN_LONG_AGO)

#: The parts of a sweep in their order, each with the question whether there may be anything to do.
_PARTS: tuple[tuple[ColumnElement[bool], Callable[[Desk], dict[str, int]]], ...] = (
    (exists().where(*_CLOSES), lambda desk: {"expired": _expire(desk)}),
    (reminding.IS_DUE, lambda desk: dict(zip(("nudged", "escalated"), reminding.remind(desk), strict=True))),
    (narrowing.IS_DUE, lambda desk: {"offered": narrowing.remind(desk)}),
    (following.IS_DUE, lambda desk: {"digested": following.tell(desk)}),
    (warning.IS_DUE, lambda desk: {"warned": warning.warn(desk)}),
    (testing.IS_GOING, lambda desk: {"moved": testing.move(desk)}),
    (reviewing.IS_DUE, lambda desk: {"reviewed": reviewing.go_on(desk)}),
    (sponsoring.IS_DUE, lambda desk: {"orphaned": sponsoring.look(desk)}),
    (ending.IS_DUE, lambda desk: {"ended": len(ending.end_due(desk)) + sponsoring.end_due(desk)}),
    (absences.IS_OVER, lambda desk: {"returned": standing_in.end_due(desk)}),
    (jobs.IS_PAUSED, lambda desk: {"resumed": len(pausing.end_due(desk))}),
    (jobs.IS_PAUSED, lambda desk: {"reminded": job_forms.remind(desk)}),
    (or_(_ANY_LOOK, accepting.IS_DUE), lambda desk: {"looked": _look_all(desk)}),
    (wave_starting.IS_DUE, lambda desk: {"begun": wave_starting.start_due(desk)}),
    (or_(exists().where(_SEEN_LONG_AGO), readings.IS_OLD), lambda desk: {"forgotten": _forget(desk)}),
)
_COUNTED = (
    *("expired", "nudged", "escalated", "offered", "digested", "warned", "moved", "reviewed", "orphaned"),
    *("ended", "returned", "resumed", "reminded", "looked", "begun", "forgotten"),
)
_QUESTIONS = select(*(question.label(f"part_{place}") for place, (question, _) in enumerate(_PARTS)))
#: What lies ahead, likewise by one statement.
_AHEAD = select(
    *(
        select(func.min(column)).where(column > bindparam("now"), *conditions).scalar_subquery().label(name)
        for name, column, conditions in (
            ("closes", _R.closes_at, (_OPEN,)),
            ("looks", _R.look_at, ()),
            ("ends", t.grants.c.until, (t.grants.c.ended_at.is_(None),)),
            ("returns", t.absences.c.until, (t.absences.c.ended_at.is_(None),)),
        )
    ),
    jobs.IS_PAUSED.label("paused"),
    *warning.AHEAD,
    *ending.AHEAD,
    *reviewing.AHEAD,
    *sponsoring.AHEAD,
    *reminding.AHEAD,
    *following.AHEAD,
)


def sweep(desk: Desk) -> dict[str, int]:
    """Close, warn, end, look again and enqueue what is due. Returns how many of each.

    What has nothing to do is passed over by one look at all of it; from the first part on that may have, all are asked, since
    each may leave something to those behind it.
    """
    asked = zip(desk.c.execute(_QUESTIONS, _moments(desk)).one(), _PARTS, strict=True)
    done = dict.fromkeys(_COUNTED, 0)
    for _, (_, part) in itertools.dropwhile(lambda one: not one[0], asked):
        done |= part(desk)
    return done


def _moments(desk: Desk) -> dict[str, Any]:
    """What the questions are asked with."""
    return {
        "now": desk.now,
        "group": desk.rules.owners_group,
        "seen_before": desk.now - REMEMBERED,
        "begun_before": desk.now - readings.KEPT,
        "vain_since": desk.now - ending.AGAIN,
        "gone_since": desk.now - sponsoring.PATIENCE,
        **warning.moments(desk),
        **reviewing.moments(desk),
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
    """Nobody answered, or who asked did not accept less: closed, nothing was changed."""
    due = requests.list_by(desk, _EXPIRING, now=desk.now)
    for request in due:
        locked = requests.get(desk, request.number, lock=True)
        if locked.state not in _CLOSING or _closes_later(desk, locked):
            continue
        lapsed = locked.state is State.NARROWED
        why: dict[str, Any] = {"why": (NOT_TAKEN, {})} if lapsed else {}
        requests.move(desk, locked, State.EXPIRED, **why)
        about: dict[str, Any] = {"revision": request.revision, "subject": request.subject}
        about |= {"rule": NOT_TAKEN} if lapsed else {}
        desk.audit("request.expired", request=request.number, **about)
        carding.show_all(desk, request.number)
        telling.tell_requester(desk, request)
    return len(due)


def _closes_later(desk: Desk, request: Request) -> bool:
    """Whether its deadline was put off while this waited for it: somebody has asked a question."""
    return request.closes_at is not None and request.closes_at > desk.now


def _look_all(desk: Desk) -> int:
    """Requests that wait, guests who have to accept, and guests who are to be blocked."""
    return _look_again(desk) + accepting.look_due(desk) + blocking.look_due(desk)


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
        waiting.leave_for_later(desk, number, look_at)
    return left


def _awaits(request: Request, workflow: str) -> bool:
    """Whether this workflow is still the one that brings the request on."""
    return request.state in _AWAITED and _workflow_of(request) == workflow


def _forget(desk: Desk) -> int:
    """Answers to activities that can no longer be replayed, and readings that nobody looks at any more."""
    forgotten = desk.c.execute(_FORGET, {"seen_before": desk.now - REMEMBERED}).rowcount
    return forgotten + readings.forget_old(desk)


def next_due(desk: Desk) -> datetime | None:
    """The next moment at which a sweep would find something; None when nothing is ahead."""
    ahead: Any = desk.c.execute(_AHEAD, _moments(desk)).one()
    moments = [one for one in (ahead.closes, ahead.looks, ahead.ends, ahead.returns) if one]
    moments += warning.next_due(desk, ahead) + reviewing.next_due(desk, ahead) + reminding.next_due(desk, ahead)
    moments += following.next_due(desk, ahead)
    moments += [at + ending.AGAIN for at in (ahead.vain,) if at]
    moments += [at + sponsoring.PATIENCE for at in (ahead.gone,) if at]
    moments += pausing.next_due(desk) if ahead.paused else []
    return min(moments, default=None)
