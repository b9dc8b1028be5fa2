"""Asking again for what was rejected, or for what nobody answered: a new form, filled with what was asked for. Nothing is asked yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provisioning.domain import dates
from provisioning.domain.errors import Declined
from provisioning.domain.states import WITHDRAWABLE, Kind, State
from provisioning.usecases import (
    authority,
    carding,
    changing,
    ending,
    extend_forms,
    judging,
    lasting,
    many,
    people,
    requests,
    testing,
)
from provisioning.usecases.judging import Line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member
    from provisioning.usecases.requests import Request

#: What the form of an invitation offers, at one time or another.
INVITE_VERBS = ("invite.ask", "invite.compare", "invite.back", "form.cancel")
#: What has a form of its own. A wave is previewed again, and a pause is asked for with the time that it takes now.
KINDS = frozenset({Kind.INVITE_EXTERNAL, Kind.CHANGE_ROLE, Kind.EXTEND_ACCESS, Kind.TEST_ACCESS, Kind.END_ACCESS})
#: What is asked for in lists.
OF_LISTS = frozenset({Kind.INVITE_EXTERNAL, Kind.CHANGE_ROLE})


def may_be(request: Request) -> bool:
    """Whether the requester may ask for it again with a press. What settles a finding is asked on the finding's card.

    Of what was refused, an end alone: nothing but what cannot be reached outside speaks against one.
    """
    closed = request.state in {State.EXPIRED, State.REJECTED}
    closed |= request.state is State.REFUSED and request.kind is Kind.END_ACCESS
    return closed and request.kind in KINDS and not request.terms.get("drift") and not request.terms.get("review")


def open_form(desk: Desk, member: Member, number: int) -> str:
    """The form's card, sent below. Declines who did not ask for it, and who may not any more. Returns the card's id."""
    request = requests.get(desk, number)
    if request.requester != member.pseudonym or not may_be(request):
        raise Declined("declined-not-yours")
    card = _form(desk, member, request)
    carding.show(desk, card)
    return card


def of_list(found: Sequence[Request], who: str) -> list[Request]:
    """Those of a list that whoever asked for it may ask for again, in order; nobody while any of it waits."""
    if any(one.state in WITHDRAWABLE for one in found):
        return []
    closed = [one for one in found if one.requester == who and one.kind in OF_LISTS and may_be(one)]
    return sorted(closed, key=lambda one: one.number)


def open_list(desk: Desk, member: Member, card: Card) -> str:
    """A list's form with a line for each of these, sent below. Declines who asked for none of them. Returns the card's id."""
    closed = of_list(requests.list_numbered(desk, card.terms["numbers"]), member.pseudonym)
    closed = [one for one in closed if not people.is_erased(desk, one.subject)]
    if not closed:
        raise Declined("declined-not-yours")
    details = desk.vault.read(one.subject for one in closed)
    names = people.names_of(desk, details)
    texts = desk.vault.read_texts([one.reason for one in closed])
    way = str(card.terms.get("way", ""))
    lines = [
        Line(
            place=place,
            typed=details[one.subject].get("mail") or names[one.subject],
            groups=one.leaves or one.groups,
            until=lasting.again_day(desk, one) or _day(desk, one),
            lasts=one.lasts,
            reason=texts.get(one.reason or "", ""),
            way=way if way in judging.WAYS else "",
        )
        for place, one in enumerate(closed, 1)
    ]
    form = many.open_form(desk, member, lines, way)
    carding.show(desk, form)
    return form


def _form(desk: Desk, member: Member, request: Request) -> str:
    """By kind; each checks who may fill it in."""
    match request.kind:
        case Kind.CHANGE_ROLE:
            return _change(desk, member, request)
        case Kind.EXTEND_ACCESS:
            return extend_forms.open_again(desk, member, request, _day(desk, request))
        case Kind.TEST_ACCESS:
            return testing.open_form(desk, member, request.groups)
        case Kind.END_ACCESS:
            return ending.open_form_of(desk, member, request.subject)
    authority.check_owner(desk, member)
    terms = {"like": request.number, **lasting.again(desk, request)}
    return carding.issue(desk, member.pseudonym, "invite_form", verbs=INVITE_VERBS, **terms)


def _change(desk: Desk, member: Member, request: Request) -> str:
    """The same groups for the same person, with the same end where it is still ahead."""
    reason = desk.vault.read_texts([request.reason]).get(request.reason or "", "")
    wanted = changing.Wanted(
        adds=not request.leaves,
        person=request.subject,
        groups=request.leaves or request.groups,
        until=lasting.again_day(desk, request) or _day(desk, request),
        lasts=request.lasts,
        reason=reason,
    )
    return changing.open_form(desk, member, wanted)


def _day(desk: Desk, request: Request) -> date | None:
    """The last day that was asked for; None once it is over."""
    if request.until is None or request.until <= desk.now:
        return None
    return dates.day_of(request.until, desk.rules.zone)
