"""Settling a wave that was partly done without those who are not proven: it is delivered for the rest, and nothing is undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provisioning.domain.errors import Declined
from provisioning.domain.states import Kind, State
from provisioning.usecases import (
    authority,
    carding,
    requests,
    telling,
    testing,
    wave_proving,
    wave_reading,
    waving,
    withdrawing,
)

if TYPE_CHECKING:
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member
    from provisioning.usecases.requests import Request


def is_possible(desk: Desk, request: Request) -> bool:
    """Whether somebody failed who can be left out, and somebody is proven who remains.

    Not of what is about one person; nor of a way back, where whoever is not proven may still have access.
    """
    if request.kind is not Kind.EXPAND_SCOPE or request.state is not State.PARTIALLY_DELIVERED:
        return False
    if request.terms.get("back") or withdrawing.is_overtaken(desk, request):
        return False
    found = wave_proving.progress(desk, waving.reading_of(request))
    return bool(found.failed and found.proven)


def leave_out(desk: Desk, member: Member, number: int) -> None:
    """An owner settles that whoever is not proven is left out. Declines what has moved on, or has nobody to leave out."""
    authority.check_owner(desk, member)
    request = requests.get(desk, number, lock=True)
    if not is_possible(desk, request):
        raise Declined("declined-stale", number=number, state=request.state.value)
    reading = waving.reading_of(request)
    why = dict(wave_reading.reasons_of(desk, reading))
    wave_proving.leave_out(desk, request)
    settled = {"left_out_by": member.pseudonym, "read_back_at": request.ended_at and request.ended_at.isoformat()}
    requests.move(desk, request, State.DELIVERED, terms={**request.terms, **settled})
    desk.audit(
        "request.left_out",
        actor=member.pseudonym,
        request=number,
        revision=request.revision,
        subject=request.subject,
        count=sum(why.values()),
        why=why,
    )
    testing.end_all(desk, str(request.terms["wave"]))
    if request.requester != member.pseudonym:
        telling.tell_requester(desk, request)
    carding.show_all(desk, number)
