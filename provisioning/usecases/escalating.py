"""Others are asked as well: whom the policy names in place of approvers who do not answer, or whom no card reaches.

They may decide from then on, beside those who were asked first, and only this step of this revision.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, update

from provisioning import views
from provisioning.domain import dates
from provisioning.domain.states import State
from provisioning.storage import tables as t
from provisioning.usecases import absences, asked, authority, batches, carding, checking, people, telling

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from sqlalchemy import Row

    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

#: What the requester is told: others were asked as well, nobody else may decide, or a card did not arrive; it may be
#: that Usher is not installed there, and somebody was asked to install it.
ASKED_ALSO, NOBODY_ELSE = "notice-escalated", "notice-unanswered"
NOT_ARRIVED, UNREACHED = "notice-not-arrived", "notice-unreached"

_C = t.asked.c
_STAGE = (
    _C.request == bindparam("number"),
    _C.revision == bindparam("its_revision"),
    _C.stage == bindparam("its_stage"),
)
_MARK = update(t.asked).where(*_STAGE, _C.approver == bindparam("who")).values(silent=True, due_at=None)


@dataclass(frozen=True, kw_only=True)
class Escalated:
    """Who did not answer, since when, and who is asked as well, as pseudonyms."""

    request: Request
    silent: tuple[str, ...]
    since: datetime
    others: tuple[str, ...]


def who_else(desk: Desk, request: Request, stage: int) -> set[str]:
    """Whom the rules name in place of the silent, who was not asked yet, and without whom the steps behind can still be decided."""
    return _who_else(desk, request, stage, asked.list_all(desk, request))


def _who_else(desk: Desk, request: Request, stage: int, everybody: Collection[Row[Any]]) -> set[str]:
    here = [row for row in everybody if row.stage == stage]
    but = {row.approver for row in here if row.handed_to is not None}
    found = checking.able(desk, request, stage, but=but, silent=True) - {row.approver for row in here}
    found -= absences.away(desk, found).keys()
    behind = range(stage + 1, len(checking.stages_of(desk, request)) + 1)
    later = [checking.able(desk, request, one) for one in behind] if found else []
    return {one for one in found if all(some - people.list_linked(desk, one) for some in later)}


def escalate(desk: Desk, request: Request, silent: Collection[str], since: datetime) -> Escalated | None:
    """Ask others because of these, once in a step; None the second time. The caller holds the request, and tells who asked."""
    stage = checking.current_stage(desk, request)
    again = bool(asked.list_silent(desk, request, stage))
    others = set[str]() if again else who_else(desk, request, stage)
    desk.c.execute(_MARK, [{**_place(request, stage), "who": one} for one in sorted(silent)])
    if again:
        return None
    if others:
        checking.send_stage(desk, request, stage, others, together=bool(request.batch))
    desk.audit(
        "request.escalated",
        request=request.number,
        revision=request.revision,
        subject=request.subject,
        stage=stage,
        silent=sorted(silent),
        others=sorted(others),
    )
    carding.show_all(desk, request.number)
    return Escalated(request=request, silent=tuple(sorted(silent)), since=since, others=tuple(sorted(others)))


def tell(desk: Desk, found: Iterable[Escalated], key: str = "") -> None:
    """A word to who asked, one for all that went the same way; and to whom a list is passed on, one card for all of it."""
    some = sorted(found, key=lambda one: (_alike(desk, one), one.request.number))
    for _, alike in groupby(some, key=lambda one: _alike(desk, one)):
        _tell(desk, list(alike), key)
    batched = [one for one in some if one.others and one.request.stands_in_list]
    for batch in sorted({one.request.batch for one in batched}):
        mine = [one for one in batched if one.request.batch == batch]
        who = {other for one in mine for other in one.others}
        batches.ask_also(desk, batch, [one.request.number for one in mine], who)


def _alike(desk: Desk, one: Escalated) -> tuple[str, tuple[str, ...], tuple[str, ...], str]:
    day = dates.day_of(one.since, desk.rules.zone).isoformat()
    return one.request.requester or "", one.silent, one.others, day


def _tell(desk: Desk, alike: list[Escalated], key: str) -> None:
    first = alike[0]
    if first.request.requester is None:
        return
    values = {
        "number": first.request.number,
        "since": first.since.isoformat(),
        "numbers": [f"R-{one.request.number}" for one in alike],
    }
    who = {"names": list(first.silent), "others": list(first.others)}
    key = key or (ASKED_ALSO if first.others else NOBODY_ELSE)
    telling.notice(desk, first.request.requester, key, request=first.request.number, values=values, who=who)


def told_of(
    desk: Desk, request: Request, stage: int, who: str, everybody: Collection[Row[Any]], *, explaining: bool
) -> views.SilenceView:
    """Why this reader is asked, where it is because of others; while ``explaining``, who is asked as well and when.

    ``everybody``: as :func:`provisioning.usecases.asked.list_all` found them.
    """
    stages = checking.stages_of(desk, request)
    if stage > len(stages) or not stages[stage - 1].fallback or request.state is not State.PENDING:
        return views.SilenceView()
    rows = [row for row in everybody if row.stage == stage and row.silent]
    if not rows and not explaining:
        return views.SilenceView()
    first = authority.stage_members(desk, stages[stage - 1])
    silent = [row.approver for row in rows] if who not in first else []
    others: set[str] = set()
    if explaining:
        others = checking.eligible(desk, request, stage) - first if rows else _who_else(desk, request, stage, everybody)
    names = people.names_of(desk, {*silent, *others})
    return views.SilenceView(
        names=tuple(sorted(names[one] for one in silent)),
        since=_since(rows) if silent else None,
        fallback=tuple(sorted(names[one] for one in others)),
        at=None if rows or not others else _when(desk, [row for row in everybody if row.stage == stage]),
    )


def _since(rows: Collection[Any]) -> datetime | None:
    """Since when those were asked who did not answer; None where no card had reached anybody."""
    moments = [row.at for row in rows if row.at and (row.reminded or 0) >= asked.REMINDERS]
    return min(moments, default=None)


def _when(desk: Desk, here: Iterable[Row[Any]]) -> datetime:
    """When others are asked, if nobody answers: once the reminders are over, which wait for the answer to a question."""
    hours, zone = desk.rules.hours, desk.rules.zone
    ahead = [row for row in here if row.handed_to is None and row.dropped is None and row.due_at is not None]
    due = (hours.morning_after(row.due_at, zone, max(asked.REMINDERS - (row.reminded or 0), 0)) for row in ahead)
    return min(due, default=hours.morning_after(desk.now, zone, asked.REMINDERS + 1))


def _place(request: Request, stage: int) -> dict[str, int]:
    return {"number": request.number, "its_revision": request.revision, "its_stage": stage}
