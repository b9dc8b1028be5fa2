"""A wave's request as its cards tell it: counts, some names, and how far it is; a constant number of queries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from provisioning import views
from provisioning.domain.states import Kind, State
from provisioning.storage import tables as t
from provisioning.usecases import people, readings, waving
from provisioning.usecases.wave_proving import FAILED, UNPROVEN, progress

if TYPE_CHECKING:
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
    skipper = terms.get("skipped_by") or ""
    why = terms.get("skipped_why")
    return views.WaveRequestView(
        name=str(terms["wave"]),
        back=bool(terms.get("back")),
        at=waving.moment_of(request),
        skips=tuple(terms.get("skips", ())),
        skipped_by=people.names_of(desk, [skipper]).get(skipper, "") if skipper else "",
        skipped_why=desk.vault.read_texts([why]).get(why, "") if why else "",
        proven=request.ended_at if request.state is State.DELIVERED else None,
        missed=waving.is_missed(request),
        **{"read_at": None, **told},
    )


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
        "progress": _progress(desk, request, reading),
        "failed": _failed(desk, reading) if request.state in _GOING else (),
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


def _progress(desk: Desk, request: Request, reading: int) -> tuple[int, int, int] | None:
    """How far it is: as last told while it goes on, as it is once it has ended."""
    if request.state is State.EXECUTING:
        told = request.terms.get("progress")
        return (told["proven"], told["waiting"], told["failed"]) if told else None
    if request.state not in _GOING:
        return None
    found = progress(desk, reading)
    return found.proven, found.waiting, found.failed


def _failed(desk: Desk, reading: int) -> tuple[tuple[str, str], ...]:
    """Some of those who failed, with why."""
    c = t.lines.c
    failing = or_(c.state == FAILED, c.state.is_(None) & c.why.is_not(None))
    mine = (c.reading == reading) & c.change.not_in(UNPROVEN) & failing
    rows = desk.c.execute(select(c.pseudonym, c.why).where(mine).order_by(c.pseudonym).limit(NAMES)).all()
    names = people.names_of(desk, {row.pseudonym for row in rows})
    return tuple((names[row.pseudonym], row.why or "") for row in rows)


def _moved(desk: Desk, request: Request, reading: int) -> views.MovedView | None:
    """Within the allowance: the counts. Beyond it: who, compared with what was approved."""
    counts, before = request.terms.get("moved"), request.terms.get("moved_from")
    if counts:
        return views.MovedView(**counts)
    if not before or request.state not in {State.VOID, State.PENDING, State.REFUSED}:
        return None
    moved = readings.moved(desk, int(before), reading)
    size = waving.size_of(readings.get(desk, int(before)).counts)
    wave = desk.rules.get_wave(str(request.terms["wave"]))
    allowed = wave.allowance.of(size) if waving.moment_of(request) else 0
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
    told += [(new.pseudonym, _otherwise(old, new)) for old, new in moved.differ[:NAMES]]
    names = people.names_of(desk, {who for who, _ in told[:NAMES]})
    return tuple(views.MovedPersonView(name=names[who], **what) for who, what in told[:NAMES])


def _otherwise(old: readings.Line, new: readings.Line) -> dict[str, Any]:
    """What is another thing about somebody who stays in the list, and what they became or were."""
    was, now = ([mark for mark in a.marks if mark not in b.marks] for a, b in ((old, new), (new, old)))
    return {"before": old.change, "after": new.change, "was": tuple(was), "now": tuple(now)}
