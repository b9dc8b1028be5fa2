"""When an execution may go on: one person's run one after another, and ending wins over giving."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from provisioning.domain.states import OF_JOB, OF_MEMBERS, OPEN, RETRYABLE, Kind, Option, State
from provisioning.storage import tables as t
from provisioning.usecases import carding, people, requests

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import Select

    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

#: Kinds that give somebody groups; an owner's removal of all of them overtakes one.
_GIVES = OF_MEMBERS | {Kind.INVITE_EXTERNAL}
_GOING = [State.APPROVED.value, State.EXECUTING.value]
#: An end in one of these takes access away, or has tried to; one that waits for an approver or was called off does not.
_ENDS = [*_GOING, *(one.value for one in (State.SUBMITTED, State.DELIVERED, *RETRYABLE))]
#: Requests about somebody whose present revision has begun to look again, or has gone on from there.
_BEGUN = (
    select(t.requests.c.number)
    .join(t.steps, (t.steps.c.request == t.requests.c.number) & (t.steps.c.revision == t.requests.c.revision))
    .where(t.requests.c.subject == bindparam("subject"), t.steps.c.key == "recheck")
)


def _others() -> Select[Any]:
    """Other requests about somebody that are carried out, and ends that were."""
    c = t.requests.c
    about = (c.subject == bindparam("subject")) & (c.number != bindparam("number"))
    ends = (c.kind == Kind.END_ACCESS.value) & c.state.in_(_ENDS)
    return requests.select_where(about, c.state.in_(_GOING) | ends)


_ABOUT = _others()
#: Later removals of somebody from groups that are carried out, or were.
_REMOVALS = requests.select_where(
    t.requests.c.subject == bindparam("subject"),
    t.requests.c.number > bindparam("number"),
    t.requests.c.kind.in_([kind.value for kind in OF_MEMBERS]),
    t.requests.c.state.in_([*_GOING, State.DELIVERED.value]),
)


_UNWATCHED = (
    select(t.requests.c.number)
    .where(t.requests.c.number == bindparam("number"), t.requests.c.look_at.is_not(None))
    .with_for_update(skip_locked=True)
)
#: Why something stopped for what takes it away.
STOPPED = frozenset({"why-ended-meanwhile", "why-removed-meanwhile"})
#: What is said instead once the removal has failed: neither goes on by itself, an owner decides which of them does.
REMOVAL_FAILED = "why-removal-failed"
_STOPPED_FOR = requests.select_where(
    t.requests.c.subject == bindparam("subject"),
    t.requests.c.number < bindparam("number"),
    t.requests.c.state.in_([state.value for state in RETRYABLE]),
)
Why = tuple[str, dict[str, Any]]


class Order(StrEnum):
    """When an execution may go on: one person's run one after another, and ending wins over giving."""

    NOW = "now"
    LATER = "later"
    NEVER = "never"


def order_of(desk: Desk, request: Request, *, begins: bool) -> Order:
    """Giving stops for a later end, or a removal of all that it gives; everything waits for what is being carried out already.

    The organisation's wishes about the job and its waves do not wait for one another: a pause stops a wave that goes on for days.
    """
    if begins:
        people.hold(desk, request.subject)  # of two that would begin at once the second sees the first
    others = _about(desk, request)
    if _is_ended(request, others) or any(_removes(one, request) for one in others):
        return Order.NEVER
    going = [one for one in others if one.state.value in _GOING]
    if not going:
        return Order.NOW
    begun = set(desk.c.scalars(_BEGUN, {"subject": request.subject}))
    busy = [
        one
        for one in going
        if (one.state is State.EXECUTING or one.number in begun)
        and _place(one, begun) < _place(request, begun)
        and (one.kind in OF_JOB) == (request.kind in OF_JOB)
    ]
    return Order.LATER if busy else Order.NOW


def _about(desk: Desk, request: Request) -> list[Request]:
    """Other requests about the same person that are carried out, and ends that were."""
    return requests.list_by(desk, _ABOUT, subject=request.subject, number=request.number)


def is_ended(desk: Desk, request: Request) -> bool:
    """Whether an owner has everything ended that was approved before, or any of it taken away: giving it takes a new approval."""
    if _is_ended(request, _about(desk, request)):
        return True
    later = requests.list_by(desk, _REMOVALS, subject=request.subject, number=request.number)
    taken = {name for one in later if not one.groups for name in one.leaves}
    return request.kind in _GIVES and not taken.isdisjoint(request.groups)


def find_giving(desk: Desk, person: str, groups: Collection[str]) -> Request | None:
    """What gives the person one of these groups just now, the newest; None where nothing does."""
    going = requests.list_by(desk, _ABOUT, subject=person, number=0)
    return next((one for one in going if _gives(one) and set(groups) & set(one.groups)), None)


def ahead_of(desk: Desk, removal: Request) -> Request | None:
    """The request that a removal waits for, whose cards say so."""
    giving = find_giving(desk, removal.subject, removal.leaves)
    return giving if giving and giving.number != removal.number else None


def say_behind(desk: Desk, request: Request) -> None:
    """A removal that waits for what gives the group says so, since that may take as long as a proof does."""
    if request.state is State.EXECUTING or not request.takes or request.kind is Kind.END_ACCESS:
        return
    ahead = ahead_of(desk, request)
    why: Why | None = ("why-behind", {"number": ahead.number}) if ahead else None
    if why and why != request.why:
        requests.change(desk, request.number, why=list(why))
        carding.show_all(desk, request.number)


def stop_others(desk: Desk, request: Request) -> None:
    """What stops for an end or a removal looks at once; asked again at every look of that, so that none is lost by a crash."""
    if not request.takes:
        return
    stopped = [
        one
        for one in _about(desk, request)
        if one.state.value in _GOING and (_is_ended(one, [request]) or _removes(request, one))
    ]
    for other in stopped:
        look_now(desk, other)
    if stopped and "stops" not in request.terms:
        requests.change(desk, request.number, terms={**request.terms, "stops": stopped[0].number})
        carding.show_all(desk, request.number)


def why_never(desk: Desk, request: Request) -> Why:
    """Why it gives nothing more; called once it has stopped, so that whoever waits for it looks at once."""
    others = _about(desk, request)
    for other in others:
        if other.state.value in _GOING and other.takes:
            look_now(desk, other)
    removal = next((one for one in others if _removes(one, request)), None)
    if removal is None or _is_ended(request, others):
        return "why-ended-meanwhile", {}
    return "why-removed-meanwhile", {"number": removal.number}


def told(desk: Desk, why: str, values: dict[str, Any]) -> str:
    """The reason as it is now: what stopped for a removal does not go on by itself once that has failed."""
    removal = requests.find(desk, int(values["number"])) if why == "why-removed-meanwhile" else None
    return REMOVAL_FAILED if removal and removal.state in RETRYABLE else why


def show_stopped(desk: Desk, removal: Request) -> None:
    """A removal has failed, or is tried again: the cards of what stopped for it say what becomes of that now."""
    for one in requests.list_by(desk, _STOPPED_FOR, subject=removal.subject, number=removal.number):
        if one.why and one.why[0] == "why-removed-meanwhile" and one.why[1]["number"] == removal.number:
            carding.show_all(desk, one.number)


def look_now(desk: Desk, request: Request) -> None:
    """Its workflow looks at once; where none waits any more, the next begins. Whoever holds the request just now is not waited for."""
    if request.look_at is not None and desk.c.scalar(_UNWATCHED, {"number": request.number}):
        requests.change(desk, request.number, look_at=None)
        identity = f"{request.workflow}-{desk.now:%Y%m%d%H%M%S}"
        desk.enqueue("execute", identity, request.number, request.revision, request.attempt)
    desk.to_wake.append(request.workflow)


def _gives(request: Request) -> bool:
    """Whether it is carried out and gives somebody groups."""
    going = request.state.value in _GOING and bool(request.groups)
    return going and request.kind in _GIVES and request.option is Option.GUEST


def _removes(other: Request, giving: Request) -> bool:
    """Whether a later removal that nobody has to decide any more takes away all that this gives."""
    if other.number < giving.number or other.kind not in OF_MEMBERS or other.groups:
        return False
    return _gives(giving) and other.state.value in _GOING and set(giving.groups) <= set(other.leaves)


def _is_ended(request: Request, others: Iterable[Request]) -> bool:
    """Whether a later end stands against it; nothing stands against a removal, which may take what no end does."""
    if request.kind in OF_MEMBERS and not request.groups:
        return False
    ends = [one for one in others if one.kind is Kind.END_ACCESS and one.terms.get("why") == "owner"]
    later = [one for one in ends if one.number > request.number]
    approved = request.approved_at or request.submitted_at
    return request.kind is not Kind.END_ACCESS and any(
        one.state in OPEN or approved <= one.submitted_at for one in later
    )


def _place(request: Request, begun: set[int]) -> tuple[bool, bool, int]:
    """Its place in the one order that all of a person's executions keep, so that no two wait for each other.

    What has begun goes first, since what it found outside holds only while nobody else changes it; then what is tried again.
    """
    return request.number not in begun, request.state is not State.EXECUTING, request.number
