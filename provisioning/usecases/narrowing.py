"""Approving less than was asked: fewer groups, an earlier end, never more; it starts once the requester consents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from provisioning.domain import dates, preview
from provisioning.domain.errors import Declined
from provisioning.domain.states import Kind, State
from provisioning.usecases import carding, checking, deciding, requests, telling

if TYPE_CHECKING:
    from datetime import date

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member
    from provisioning.usecases.requests import Request


@dataclass(frozen=True, kw_only=True)
class Less:
    """What an approver approves instead. ``typed`` is the number or address, where approving needs it."""

    groups: tuple[str, ...]
    until: date
    typed: str = ""


def narrow(desk: Desk, member: Member, card: Card, less: Less) -> Request:
    """An approver of the last stage approves less. Declines more, the same, and nothing at all.

    The narrowed request is a new revision with this approval in it; nothing is done before the requester consents.
    """
    request = requests.get(desk, card.request or 0, lock=True)
    deciding.check_pending(desk, request, card)
    stage = deciding.check_may_decide(desk, request, member)
    kept = tuple(name for name in request.groups if name in set(less.groups))
    ends = dates.end_of(less.until, desk.rules.zone)
    if request.kind is not Kind.INVITE_EXTERNAL or not kept or request.preview is None:
        raise Declined("declined-narrow-nothing")
    if stage < len(checking.stages_of(desk, request)):
        raise Declined("declined-narrow-nothing")
    if request.until is not None and ends > request.until:
        raise Declined("declined-narrow-more")
    if ends <= desk.now:
        raise Declined("declined-end-past")
    if kept == request.groups and ends == request.until:
        raise Declined("declined-narrow-same")
    if deciding.needs_confirmation(desk, request):
        deciding.check_typed(desk, request, less.typed)
    frozen = preview.narrow(request.preview, kept, desk.rules)
    terms = {name: term for name, term in request.terms.items() if name != "lasts" or ends == request.until}
    asked = {"asked_groups": list(request.groups), "asked_until": _day(desk, request), "narrowed": request.revision + 1}
    requests.move(
        desk,
        request,
        State.NARROWED,
        revision=request.revision + 1,
        until=ends,
        terms={**terms, "groups": list(kept), **asked},
        preview=frozen.to_json(),
        preview_hash=frozen.digest(),
    )
    narrowed = requests.get(desk, request.number)
    deciding.record(desk, narrowed, stage, member, deciding.Answer(approved=True))
    desk.audit(
        "decision.narrowed", actor=member.pseudonym, request=request.number, groups=list(kept), until=str(less.until)
    )
    carding.show_all(desk, request.number)
    telling.tell_requester(desk, narrowed)
    return narrowed


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
    checking.approve(desk, request)
    return requests.get(desk, number)
