"""Whoever does not answer: reminded after one and two working days, then others are asked. Only while people are at work.

A reminder is one message for all that waits for its reader. What a table says is due is claimed by holding the requests, so
that nobody is told twice, and nobody about what was decided meanwhile.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import and_, bindparam, exists, func, select, update

from provisioning.domain.states import State
from provisioning.storage import tables as t
from provisioning.usecases import absences, asked, carding, escalating, listing, questioning, requests

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Row

    from provisioning.usecases.desk import Desk

_A, _R = t.asked.c, t.requests.c
_OPEN = (
    t.asked.join(t.requests, and_(_R.number == _A.request, _R.revision == _A.revision)),
    _R.state == State.PENDING.value,
)
_DUE = (
    select(_A.request, _A.revision, _A.stage, _A.approver, _A.at, _A.reminded, t.chats.c.undeliverable)
    .select_from(_OPEN[0].outerjoin(t.chats, t.chats.c.pseudonym == _A.approver))
    .where(_OPEN[1], asked.IS_ASKED, _A.due_at <= bindparam("now"))
    .order_by(_A.request, _A.approver)
)
#: Whether somebody is due while people are at work; and who is first, or was already.
IS_DUE = exists().select_from(_OPEN[0]).where(_OPEN[1], asked.IS_ASKED, _A.due_at <= bindparam("now"))
AHEAD = (
    select(func.min(_A.due_at))
    .select_from(_OPEN[0])
    .where(_OPEN[1], asked.IS_ASKED)
    .scalar_subquery()
    .label("reminds"),
)
_HOLD = (
    select(_R.number).where(_R.number.in_(bindparam("numbers", expanding=True))).order_by(_R.number).with_for_update()
)
_COUNT = (
    update(t.asked)
    .where(
        _A.request == bindparam("its_request"),
        _A.revision == bindparam("its_revision"),
        _A.stage == bindparam("its_stage"),
        _A.approver == bindparam("who"),
    )
    .values(reminded=bindparam("times"), due_at=bindparam("next"))
)


class Told(NamedTuple):
    """How many people were reminded, and for how many requests others were asked."""

    reminded: int
    escalated: int


def remind(desk: Desk) -> Told:
    """The sweep: what is due, if people are at work; otherwise it waits for them."""
    if not desk.rules.hours.include(desk.now, desk.rules.zone):
        return Told(0, 0)
    numbers = sorted({row.request for row in _due(desk)})
    if not numbers:
        return Told(0, 0)
    desk.c.execute(_HOLD, {"numbers": numbers})
    halted = questioning.put_off(desk, numbers)
    due = [row for row in _due(desk) if row.request in numbers and row.request not in halted]
    waiting = [row for row in due if (row.reminded or 0) < asked.REMINDERS]
    silent = [row for row in due if (row.reminded or 0) >= asked.REMINDERS]
    return Told(_remind(desk, waiting), _escalate(desk, silent))


def _due(desk: Desk) -> list[Any]:
    return list(desk.c.execute(_DUE, {"now": desk.now}).all())


def _remind(desk: Desk, rows: list[Any]) -> int:
    """One message for each of these people; somebody who is away or cannot be reached is counted and gets none."""
    if not rows:
        return 0
    following = desk.rules.hours.morning_after(desk.now, desk.rules.zone)
    places = [
        {"its_request": one.request, "its_revision": one.revision, "its_stage": one.stage, "who": one.approver}
        | {"times": (one.reminded or 0) + 1, "next": following}
        for one in rows
    ]
    desk.c.execute(_COUNT, places)
    gone = absences.away(desk, {one.approver for one in rows})
    here = (one for one in rows if not one.undeliverable and one.approver not in gone)
    reached = sorted(here, key=lambda one: (one.approver, one.request))
    people = 0
    for approver, theirs in groupby(reached, key=lambda one: one.approver):
        some = list(theirs)
        for one in some:
            about = {"request": one.request, "revision": one.revision, "subject": approver}
            desk.audit("request.reminded", **about, stage=one.stage, times=(one.reminded or 0) + 1)
        # of its first request, so that it is shown anew when that one moves on
        first = {"request": some[0].request, "revision": some[0].revision}
        carding.show(desk, carding.issue(desk, approver, "list", verbs=listing.LIST_VERBS, which="reminder", **first))
        people += 1
    return people


def _escalate(desk: Desk, rows: list[Any]) -> int:
    """Ask others for each of these requests, and tell who asked."""
    found: list[escalating.Escalated] = []
    for number, theirs in groupby(rows, key=lambda one: one.request):
        some = list(theirs)
        silent, since = {one.approver for one in some}, min(one.at for one in some)
        done = escalating.escalate(desk, requests.get(desk, number, lock=True), silent, since)
        found += [done] if done else []
    escalating.tell(desk, found)
    return len(found)


def next_due(desk: Desk, ahead: Row[Any]) -> list[datetime]:
    """The moment ahead at which somebody is reminded, or others are asked; ``ahead`` has :data:`AHEAD`."""
    if ahead.reminds is None:
        return []
    at = desk.rules.hours.opening(max(ahead.reminds, desk.now), desk.rules.zone)
    return [at] if at > desk.now else []
