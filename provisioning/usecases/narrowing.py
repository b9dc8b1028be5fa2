"""Approving less than was asked: fewer groups, an earlier end, never more; it starts once the requester consents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, exists

from provisioning.domain import dates, preview
from provisioning.domain.errors import Declined
from provisioning.domain.states import Kind, State
from provisioning.storage import tables as t
from provisioning.usecases import (
    absences,
    asked,
    carding,
    changing,
    checking,
    deciding,
    extending,
    granting,
    requests,
    telling,
)

if TYPE_CHECKING:
    from datetime import date, datetime

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member
    from provisioning.usecases.requests import Request


_R = t.requests.c
#: Requests of which whoever asked has still to accept less, and is to be reminded now.
_DUE = (_R.state == State.NARROWED.value, _R.look_at <= bindparam("now"))
IS_DUE = exists().where(*_DUE)
_REMINDED = requests.select_where(*_DUE)


@dataclass(frozen=True, kw_only=True)
class Less:
    """What an approver approves instead. ``typed`` is the number or address, where approving needs it."""

    #: Those that stay; an extension is of all that it asks for.
    groups: tuple[str, ...]
    #: None where no end is asked for, and none shall be.
    until: date | None
    typed: str = ""


def may_be(request: Request) -> bool:
    """Whether less of a request can be approved: of what gives somebody groups, or more time for them."""
    gives = request.kind is Kind.CHANGE_ROLE and not request.leaves and not request.terms.get("keeps")
    return gives or request.kind in {Kind.INVITE_EXTERNAL, Kind.EXTEND_ACCESS}


def narrow(desk: Desk, member: Member, card: Card, less: Less) -> Request:
    """An approver of the last stage approves less. Declines more, the same, and nothing at all.

    The narrowed request is a new revision with this approval and those of earlier steps in it; nothing is done before the requester consents.
    """
    request = requests.get(desk, card.request or 0, lock=True)
    deciding.check_pending(desk, request, card)
    stage = deciding.check_may_decide(desk, request, member)
    if stage < len(checking.stages_of(desk, request)):
        raise Declined("declined-narrow-nothing")
    kept, ends = _check_less(desk, request, less)
    if deciding.needs_confirmation(desk, request):
        deciding.check_typed(desk, request, less.typed)
    frozen = _narrowed(desk, request, kept)
    terms = {name: term for name, term in request.terms.items() if name != "lasts" or ends == request.until}
    before = {
        "asked_groups": list(request.groups),
        "asked_until": _day(desk, request),
        "narrowed": request.revision + 1,
    }
    requests.move(
        desk,
        request,
        State.NARROWED,
        revision=request.revision + 1,
        until=ends,
        terms={**terms, "groups": list(kept), **before, "reminded": 0},
        look_at=desk.rules.hours.morning_after(desk.now, desk.rules.zone),
        preview=frozen.to_json(),
        preview_hash=frozen.digest(),
    )
    narrowed = requests.get(desk, request.number)
    deciding.carry_over(desk, narrowed, request.revision)
    deciding.record(desk, narrowed, stage, member, deciding.Answer(approved=True))
    until = str(less.until) if less.until else "none"
    desk.audit("decision.narrowed", actor=member.pseudonym, request=request.number, groups=list(kept), until=until)
    carding.show_all(desk, request.number)
    telling.tell_requester(desk, narrowed)
    return narrowed


def _check_less(desk: Desk, request: Request, less: Less) -> tuple[tuple[str, ...], datetime | None]:
    """Which groups stay and when it ends. Declines more, the same, and nothing at all."""
    extends = request.kind is Kind.EXTEND_ACCESS
    kept = request.groups if extends else tuple(name for name in request.groups if name in set(less.groups))
    ends = dates.end_of(less.until, desk.rules.zone) if less.until else None
    if not may_be(request) or not kept:
        raise Declined("declined-narrow-nothing")
    if request.until and (ends is None or ends > request.until):
        raise Declined("declined-narrow-more" if ends else "declined-bad-date")
    if ends and ends <= desk.now:
        raise Declined("declined-end-past")
    if kept == request.groups and ends == request.until:
        raise Declined("declined-narrow-same")
    if extends and ends and not extending.is_longer(desk, request, ends):
        raise Declined("declined-narrow-nothing-longer")
    if ends:
        changing.check_may_end(desk, kept)
    return kept, ends


def _narrowed(desk: Desk, request: Request, kept: tuple[str, ...]) -> preview.Preview:
    """What is frozen of less; an extension changes no groups, however short it is."""
    frozen = granting.expected(request)
    return frozen if request.kind is Kind.EXTEND_ACCESS else preview.narrow(frozen, kept, desk.rules)


def _day(desk: Desk, request: Request) -> str | None:
    """The end that was asked for, for "instead of"."""
    return str(dates.day_of(request.until, desk.rules.zone)) if request.until else None


def consent(desk: Desk, member: Member, number: int) -> Request:
    """The requester takes what was approved; it starts at once."""
    request = requests.get(desk, number, lock=True)
    if request.requester != member.pseudonym:
        raise Declined("declined-not-yours")
    requests.check_state(request, {State.NARROWED})
    desk.audit("request.consented", actor=member.pseudonym, request=number, revision=request.revision)
    checking.approve(desk, request, look_at=None)
    return requests.get(desk, number)


def remind(desk: Desk) -> int:
    """The sweep: whoever has still to accept less gets a new message, as often as approvers do. Returns how many were due.

    Out of working hours it waits for them; somebody who is away is counted and gets none.
    """
    found = sorted(one.number for one in requests.list_by(desk, _REMINDED, now=desk.now))  # held in everybody's order
    due = [requests.get(desk, number, lock=True) for number in found]
    waiting = [one for one in due if one.state is State.NARROWED and one.look_at and one.look_at <= desk.now]
    hours, zone = desk.rules.hours, desk.rules.zone
    if not hours.include(desk.now, zone):
        for request in waiting:
            requests.change(desk, request.number, look_at=hours.opening(desk.now, zone))
        return 0
    gone = absences.away(desk, {one.requester for one in waiting if one.requester})
    for request in waiting:
        times = int(request.terms.get("reminded", 0)) + 1
        following = hours.morning_after(desk.now, zone) if times < asked.REMINDERS else None
        requests.change(desk, request.number, terms={**request.terms, "reminded": times}, look_at=following)
        if request.requester not in gone:
            number, revision = request.number, request.revision
            desk.audit("request.reminded", request=number, revision=revision, subject=request.requester, times=times)
            telling.tell_requester(desk, request)
    return len(waiting)
