"""The warning that access ends: what its reader sees, and may press now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from provisioning import views
from provisioning.domain import dates
from provisioning.domain.errors import Declined
from provisioning.domain.states import Kind
from provisioning.usecases import authority, carding, extend_forms, extending, parties, people, reading, warned

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy import Row

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member
    from provisioning.usecases.requests import Request

#: What a warning offers, at one time or another.
EXPIRY_VERBS = ("expiry.extend", "expiry.ask", "expiry.let_end", "expiry.other", "expiry.end_now")


def let_end(desk: Desk, member: Member, card: Card) -> None:
    """The reader says that all may end of which the card still warns, once. Declines who has no part in it any more."""
    if member.pseudonym not in _parts(warned.list_all(desk, card)) | authority.owners(desk):
        raise Declined("declined-not-yours")
    if carding.get_held(desk, card.id).terms.get("answered"):
        return
    carding.change_terms(desk, card, answered="let_it_end")
    for number in dict.fromkeys(one.request for one in warned.list_left(desk, card)):
        desk.audit("grant.end_accepted", actor=member.pseudonym, request=number)


def _parts(grants: Sequence[Row[Any]]) -> set[str]:
    """Those whose access it is, and who answer for them."""
    return {who for one in grants for who in (one.person, one.sponsor)}


def expiry_view(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """Until when, what silence means, and what more time would take."""
    del marks
    every, left = warned.list_all(desk, card), warned.list_left(desk, card)
    grant, *others = left or ([one for one in every if not one.ended_at] or every)[-1:]
    if card.recipient not in _parts(every) and (denied := parties.denied_but_owners(desk, card)):
        return denied
    today, until = dates.day_of(desk.now, desk.rules.zone), _day(desk, grant.until or desk.now)
    extended = warned.is_extended(desk, card, grant)
    let = bool(card.terms.get("answered")) and not extended
    more = {} if extended or grant.ended_at else _more(desk, card, grant, let=let)
    return views.ExpiryCardView(
        card=card.id,
        reader=reading.reader(desk, card.recipient),
        address=people.address_of(desk, grant.person),
        until=until,
        groups=tuple(grant.gives["groups"]),
        number=grant.request,
        days=max((until - today).days, 0),
        let=let,
        ended=grant.ended_at,
        own=grant.person == card.recipient,
        extended=extended,
        test=extending.is_test(desk, grant.request),
        besides=tuple(
            views.LastingView(groups=tuple(one.gives["groups"]), number=one.request, until=_day(desk, one.until))
            for one in others
        ),
        **(more | _offered(card, more)),
    )


def _offered(card: Card, more: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the buttons that this card was sent with: one of an earlier release could not be pressed."""
    return {"verbs": tuple(verb for verb in more.get("verbs", ()) if verb in card.verbs)}


def _more(desk: Desk, card: Card, grant: Row[Any], *, let: bool) -> dict[str, Any]:
    """What its reader may still do: more time, by the rule or by an approver, or the end; and what is asked for already.

    ``let``: the reader said that it may end, and may do nothing more; what somebody else asks for is told all the same.
    """
    person, reader = grant.person, people.Member(pseudonym=card.recipient, object_id="")
    owns = card.recipient in authority.owners(desk)
    # only an owner ends access, and what an employee does not want ends by itself
    ends = ("expiry.let_end", "expiry.end_now") if owns else ("expiry.let_end",)
    left = {one.id: one for one in warned.list_left(desk, card)}
    asked = extending.list_open(desk, person, left)
    told: dict[str, Any] = {"asked": tuple(_asked(desk, one, left) for one in asked)}
    if let:
        return told
    mine = left.keys() - {one for request in asked for one in request.grants}
    held = extending.list_ending(desk, person, mine) if mine else []
    if not held or not (owns or person == card.recipient):
        return {"verbs": ends, **told}
    if asked:
        told["rest"] = tuple(sorted({name for one in held for name in one.groups}))
    policy, then = desk.rules.policies[Kind.EXTEND_ACCESS], extend_forms.offered_day(desk, card)
    if then is None:
        return {"verbs": ("expiry.other", *ends), **told}
    by_rule = extending.rule_reaches(desk, reader, held) is not None
    first = "expiry.extend" if by_rule else "expiry.ask"
    told |= {"more": policy.by_rule_days, "then": then, "rule": policy.name if by_rule else ""}
    return {"verbs": (first, "expiry.other", *ends), **told}


def _asked(desk: Desk, request: Request, left: Mapping[int, Row[Any]]) -> views.LastingView:
    """Until when somebody asks for which of these grants."""
    groups = {name for grant in request.grants if grant in left for name in left[grant].gives["groups"]}
    until = _day(desk, request.until or desk.now)
    return views.LastingView(groups=tuple(sorted(groups)), number=request.number, until=until)


def _day(desk: Desk, moment: datetime) -> date:
    return dates.day_of(moment, desk.rules.zone)
