"""A wave's request as its cards tell it: counts, some names, and how far it is; a constant number of queries."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from provisioning import views
from provisioning.domain.states import Kind, State
from provisioning.storage import tables as t
from provisioning.usecases import people, readings, role_reading, wave_moves, waving
from provisioning.usecases.wave_proving import FAILED, LEFT_OUT, UNPROVEN, progress

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from provisioning.usecases.desk import Desk
    from provisioning.usecases.readings import Line
    from provisioning.usecases.requests import Request

#: So many names fit a card of a phone.
NAMES = 5
#: Who is told by name, the weightiest first: by a mark of theirs where something happens to them, or by what does.
BY_MARK = ("owner", "administrator", "external")
TOUCHED = ("created", "changed", "taken_over", "switched_off")
BY_CHANGE = ("switched_off", "taken_over", "lost")
_GOING = frozenset({State.EXECUTING, State.DELIVERED, State.PARTIALLY_DELIVERED, State.FAILED})


def wave_view(desk: Desk, request: Request) -> views.WaveRequestView | None:
    """What is told of the wave; None for a request of another kind."""
    if request.kind is not Kind.EXPAND_SCOPE:
        return None
    terms, reading = request.terms, waving.reading_of(request)
    told: dict[str, Any] = {} if not reading else _people(desk, request, reading)
    skipper, leaver = terms.get("skipped_by") or "", terms.get("left_out_by") or ""
    names = people.names_of(desk, {who for who in (skipper, leaver) if who}) if skipper or leaver else {}
    why = terms.get("skipped_why")
    return views.WaveRequestView(
        name=str(terms["wave"]),
        back=bool(terms.get("back")),
        at=_start_of(desk, request),
        skips=tuple(terms.get("skips", ())),
        skipped_by=names.get(skipper, ""),
        skipped_why=desk.vault.read_texts([why]).get(why, "") if why else "",
        left_out_by=names.get(leaver, ""),
        proven=proven_at(request),
        missed=waving.is_missed(request),
        **{"read_at": None, **told},
    )


def _start_of(desk: Desk, request: Request) -> datetime | None:
    """When it starts; None for once it is approved, as also where that comes after its moment."""
    at = waving.moment_of(request)
    return None if at and at <= desk.now and request.state is State.PENDING else at


def proven_at(request: Request) -> datetime | None:
    """When everybody was read back who is proven; None before. Leaving somebody out later proves nothing anew."""
    if request.state is not State.DELIVERED:
        return None
    read_back = request.terms.get("read_back_at")
    return datetime.fromisoformat(read_back) if read_back else request.ended_at


def _people(desk: Desk, request: Request, reading: int) -> dict[str, Any]:
    """Counts and names of the set that is frozen now."""
    found = readings.get(desk, reading)
    off = found.counts.get("switched_off", 0)
    limit = desk.rules.rollout.deletion_limit
    return {
        "read_at": found.read_at,
        "counts": found.counts,
        "size": waving.size_of(found.counts),
        "named": named_of(desk, reading),
        "over_limit": limit if off > limit else 0,
        **(_standing(desk, request, reading) if request.state in _GOING else {}),
        "moved": _moved(desk, request, reading),
    }


def named_of(desk: Desk, reading: int) -> tuple[views.NamedView, ...]:
    """Everybody whom a card tells by name, some of each."""
    found: list[tuple[str, list[Line], int]] = []
    for mark in BY_MARK:
        some = readings.lines(desk, reading, changes=TOUCHED, marks=(mark,), limit=NAMES)
        found.append((mark, some, readings.count(desk, reading, changes=TOUCHED, marks=(mark,))))
    for change in BY_CHANGE:
        some = readings.lines(desk, reading, changes=(change,), limit=NAMES)
        found.append((change, some, readings.count(desk, reading, changes=(change,))))
    names = people.names_of(desk, {line.pseudonym for _, some, _ in found for line in some})
    return tuple(
        views.NamedView(why=why, names=tuple(sorted(names[line.pseudonym] for line in some)), count=count)
        for why, some, count in found
        if count
    )


def _standing(desk: Desk, request: Request, reading: int) -> dict[str, Any]:
    """How far it is, as last told while it goes on and as it is once it has ended; who failed or was left out, and why."""
    told, found = request.terms.get("progress"), progress(desk, reading)
    now: tuple[int, int, int] | None = (found.proven, found.waiting, found.failed)
    if request.state is State.EXECUTING:
        now = (told["proven"], told["waiting"], told["failed"]) if told else None
    return {
        "progress": now,
        "left_out": found.left_out,
        "failed": _failed(desk, reading),
        "reasons": reasons_of(desk, reading),
    }


def _not_proven(reading: int) -> ColumnElement[bool]:
    """The lines of those who failed, or were left out."""
    c = t.lines.c
    failing = c.state.in_([FAILED, LEFT_OUT]) | (c.state.is_(None) & c.why.is_not(None))
    return (c.reading == reading) & c.change.not_in(UNPROVEN) & failing


def _failed(desk: Desk, reading: int) -> tuple[views.FailedView, ...]:
    """Some of those who failed or were left out, with why."""
    c = t.lines.c
    some = select(c.pseudonym, c.why, c.seen).where(_not_proven(reading)).order_by(c.pseudonym).limit(NAMES)
    rows = desk.c.execute(some).all()
    names = people.names_of(desk, {row.pseudonym for row in rows})
    return tuple(
        views.FailedView(
            name=names[row.pseudonym],
            why=row.why or "",
            groups=wave_moves.groups_of(row.seen) if row.why == wave_moves.MOVED else (),
        )
        for row in rows
    )


def failing(desk: Desk, reading: int, why: str) -> list[str]:
    """Pseudonyms of some who failed or were left out by this reason; "" for those of whom none is known."""
    c = t.lines.c
    because = c.why == why if why else c.why.is_(None)
    return list(
        desk.c.scalars(select(c.pseudonym).where(_not_proven(reading), because).order_by(c.pseudonym).limit(NAMES))
    )


def reasons_of(desk: Desk, reading: int) -> tuple[tuple[str, int], ...]:
    """How many failed or were left out by each reason, the most frequent first."""
    c = t.lines.c
    counted = select(c.why, func.count().label("many")).where(_not_proven(reading)).group_by(c.why)
    rows = [(row.why or "", int(row.many)) for row in desk.c.execute(counted)]
    return tuple(sorted(rows, key=lambda one: (-one[1], one[0])))


def _moved(desk: Desk, request: Request, reading: int) -> views.MovedView | None:
    """Within the allowance: the counts. Beyond it: who, compared with what was approved."""
    counts, before = request.terms.get("moved"), request.terms.get("moved_from")
    if counts:
        return views.MovedView(**counts)
    if not before or request.state not in {State.VOID, State.PENDING, State.REFUSED}:
        return None
    moved = readings.moved(desk, int(before), reading)
    size = waving.size_of(readings.get(desk, int(before)).counts)
    wave = desk.rules.waves.get(str(request.terms["wave"]))  # the settings may name it no more
    allowed = wave.allowance.of(size) if wave and waving.moment_of(request) else 0
    return views.MovedView(
        joined=len(moved.joined),
        left=len(moved.left),
        differ=len(moved.differ),
        allowed=allowed,
        people=_who_moved(desk, moved),
    )


def _who_moved(desk: Desk, moved: readings.Moved) -> tuple[views.MovedPersonView, ...]:
    """Some of them by name, joiners first."""
    told: list[tuple[str, dict[str, Any]]] = [(line.pseudonym, {"after": line.change}) for line in moved.joined[:NAMES]]
    told += [(line.pseudonym, {"before": line.change}) for line in moved.left[:NAMES]]
    told += [(new.pseudonym, _otherwise(desk, old, new)) for old, new in moved.differ[:NAMES]]
    names = people.names_of(desk, {who for who, _ in told[:NAMES]})
    return tuple(views.MovedPersonView(name=names[who], **what) for who, what in told[:NAMES])


def _otherwise(desk: Desk, old: readings.Line, new: readings.Line) -> dict[str, Any]:
    """What is another thing about somebody who stays in the list, and what they became or were; their roles where nothing else is."""
    was, now = ([mark for mark in a.marks if mark not in b.marks] for a, b in ((old, new), (new, old)))
    told: dict[str, Any] = {"before": old.change, "after": new.change, "was": tuple(was), "now": tuple(now)}
    if old.change != new.change or was or now:
        return told
    had, has = (role_reading.role_views(desk, (*one.after, *one.optional), one.optional) for one in (old, new))
    return {**told, "roles": (had, has)}
