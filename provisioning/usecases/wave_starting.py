"""The moment before a wave begins: rights, checks and the set of people are compared once more; too late is asked first."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, exists

from provisioning.domain.errors import Declined
from provisioning.domain.states import State
from provisioning.domain.waves import Differing, is_within
from provisioning.storage import tables as t
from provisioning.usecases import (
    authority,
    carding,
    checking,
    readings,
    refusing,
    requests,
    starting,
    telling,
    wave_checking,
    waving,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member
    from provisioning.usecases.readings import Moved
    from provisioning.usecases.requests import Request

Why = tuple[str, dict[str, Any]]
#: A start that is this late was missed: somebody says whether it is still wanted.
LATE = timedelta(minutes=30)

_STARTS = (t.requests.c.state == State.SCHEDULED.value, t.requests.c.look_at <= bindparam("now"))
_DUE = requests.select_where(*_STARTS)
#: Whether there are any.
IS_DUE = exists().where(*_STARTS)


def start_due(desk: Desk) -> int:
    """Scheduled waves whose moment has come are begun; a missed one asks before it acts late. Returns how many were due."""
    due = requests.list_by(desk, _DUE, now=desk.now)
    for request in due:
        locked = requests.get(desk, request.number, lock=True)
        at = waving.moment_of(locked)
        if locked.state is not State.SCHEDULED or at is None or locked.look_at is None:
            continue  # another process began it meanwhile
        if desk.now - at > LATE:
            _ask_late(desk, locked)
        else:
            _begin(desk, locked)
    return len(due)


def _ask_late(desk: Desk, request: Request) -> None:
    """Nothing starts by itself so late: whoever asked says whether it is still wanted."""
    requests.change(desk, request.number, look_at=None, why=[waving.MISSED, {}])
    desk.audit("wave.missed", request=request.number, revision=request.revision, subject=request.subject)
    if request.requester:
        telling.notice(
            desk, request.requester, "notice-missed-start", request=request.number, values={"number": request.number}
        )
    carding.show_all(desk, request.number)


def _begin(desk: Desk, request: Request) -> None:
    """Enqueued in this transaction; the execution itself looks at everything again. A second time where the first left it for later."""
    requests.change(desk, request.number, look_at=None, why=None)
    identity = f"{request.workflow}-{desk.now:%Y%m%d%H%M%S}"
    desk.enqueue("execute", identity, request.number, request.revision, request.attempt)
    carding.show_all(desk, request.number)


def start_now(desk: Desk, member: Member, number: int) -> None:
    """The requester still wants a wave that missed its moment. Declines everybody else, and what was not missed."""
    request = requests.get(desk, number, lock=True)
    if request.requester != member.pseudonym:
        raise Declined("declined-not-yours")
    authority.check_owner(desk, member)
    if not waving.is_missed(request):
        raise Declined("declined-stale", number=number, state=request.state.value)
    desk.audit("wave.started_late", actor=member.pseudonym, request=number, subject=request.subject)
    _begin(desk, request)


def begin_recount(desk: Desk, request: Request) -> int:
    """The reading by which the frozen set is counted again; 0 where the settings name the wave no more."""
    if refusing.wave_not_named(desk, request):
        return 0
    return wave_checking.begin_for(desk, requests.get(desk, request.number, lock=True))


def judge(desk: Desk, request: Request, reading: int) -> Why | None:
    """Compare rights, checks and people before the first side effect. None when all holds, or moved within the allowance.

    Otherwise the request has been moved (cancelled, or void and asked again) and nothing was done.
    """
    locked = requests.get(desk, request.number, lock=True)
    if starting.is_overtaken(locked, request):  # withdrawn while everybody was read
        return locked.why or ("why-moved", {})
    if locked.state is State.EXECUTING:
        return starting.go_on(desk, locked, starting.lost_rights(desk, locked))
    why = refusing.wave_not_named(desk, locked) or starting.lost_rights(desk, locked)
    if why is None and wave_checking.open_gates(desk, locked):
        why = ("why-gate-lost", {})
    if why:
        starting.call_off(desk, locked, why)
        return why
    return _compare(desk, locked, reading)


def _compare(desk: Desk, request: Request, reading: int) -> Why | None:
    """The set as approved against the set as it is now."""
    found, before = readings.get(desk, reading), waving.reading_of(request)
    refused = wave_checking.refusal(desk, request, found)
    moved = readings.moved(desk, before, reading)
    now = wave_checking.preview_of(desk, request, found)
    differing, frozen = _differing(moved), request.preview
    same_groups = frozen is not None and (now.joins, now.leaves, now.group_ids) == (
        frozen.joins,
        frozen.leaves,
        frozen.group_ids,
    )
    wave = desk.rules.get_wave(wave_checking.wave_of(request))
    size = waving.size_of(readings.get(desk, before).counts)
    scheduled = waving.moment_of(request) is not None
    allowed = is_within(wave.allowance, size, differing, scheduled=scheduled) and not _gaining(desk, request, reading)
    if refused is None and same_groups and allowed:
        _adopt(desk, request, reading, moved, wave.allowance.of(size))
        return None
    wave_checking.take(desk, request, found)
    voided = requests.get(desk, request.number, lock=True)
    requests.change(desk, request.number, terms={**voided.terms, "moved_from": before})
    starting.void(desk, requests.get(desk, request.number, lock=True), now, refused)
    return "why-moved", {}


def _gaining(desk: Desk, request: Request, reading: int) -> bool:
    """Whether somebody who approved it would get access by it as it is now."""
    now = replace(request, terms={**request.terms, "reading": reading})
    return bool(checking.gainers(desk, now, checking.voters(desk, request)))


def _adopt(desk: Desk, request: Request, reading: int, moved: Moved, allowed: int) -> None:
    """Carried out as it is now; what moved within the allowance is told on the card and in the audit."""
    found = readings.get(desk, reading)
    wave_checking.take(desk, request, found)
    counts: dict[str, Any] = {
        "joined": len(moved.joined),
        "left": len(moved.left),
        "differ": len(moved.differ),
        "allowed": allowed,
    }
    locked = requests.get(desk, request.number, lock=True)
    now = wave_checking.preview_of(desk, locked, found)
    requests.change(
        desk,
        request.number,
        preview=now.to_json(),
        preview_hash=now.digest(),
        terms={**locked.terms, "moved": counts if any(counts[key] for key in ("joined", "left", "differ")) else None},
    )
    if found.digest != readings.get(desk, waving.reading_of(request)).digest:
        desk.audit("wave.moved_within", request=request.number, subject=request.subject, **counts)
    starting.start(desk, requests.get(desk, request.number, lock=True))


def _differing(moved: Moved) -> Sequence[Differing]:
    """Everybody whose line is another one, as the allowance judges them."""
    joined = [Differing(before="", after=one.change, marks=frozenset(one.marks)) for one in moved.joined]
    left = [Differing(before=one.change, after="", marks=frozenset(one.marks)) for one in moved.left]
    differ = [
        Differing(before=old.change, after=new.change, marks=frozenset({*old.marks, *new.marks}))
        for old, new in moved.differ
    ]
    return [*joined, *left, *differ]
