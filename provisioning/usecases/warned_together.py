"""The warning that access ends for several people of one list: one card, whose buttons mean all of whom it still tells."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from provisioning import views
from provisioning.domain import dates
from provisioning.domain.errors import Declined
from provisioning.storage import tables as t
from provisioning.usecases import authority, batches, carding, extend_forms, extending, parties, people, reading
from provisioning.usecases import requests as asking

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Row

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.ending import Grant
    from provisioning.usecases.people import Member

KIND = asking.WARNED_TOGETHER
#: What such a card offers, at one time or another.
VERBS = ("expiry.extend", "expiry.ask", "expiry.let_end")

_G = t.grants.c
_THESE = select(t.grants).where(_G.id.in_(bindparam("grants", expanding=True))).order_by(_G.until, _G.request, _G.id)


def terms_of(rows: Sequence[tuple[int, date, str]]) -> dict[str, Any]:
    """What the card's row holds of these grants, their last days and who has them, the first to end first."""
    return {"ending": [[grant, day.isoformat(), person] for grant, day, person in rows]}


def _days(warning: Card) -> dict[int, date]:
    """The last day that was told of each grant."""
    return {int(grant): date.fromisoformat(day) for grant, day, _ in warning.terms["ending"]}


def _readable(desk: Desk, warning: Card) -> list[Row[Any]]:
    """Every grant that it told of and its reader may read: of whom they answer for, and of all for an owner."""
    rows, who = desk.c.execute(_THESE, {"grants": list(_days(warning))}).all(), warning.recipient
    return list(rows) if who in authority.owners(desk) else [one for one in rows if one.sponsor == who]


def _ends(desk: Desk, warning: Card, grant: Row[Any]) -> bool:
    """Whether it still ends when the card said."""
    return not grant.ended_at and _day(desk, grant) <= _days(warning)[grant.id]


def _day(desk: Desk, grant: Row[Any]) -> date:
    return dates.day_of(grant.until or desk.now, desk.rules.zone)


def _to_extend(desk: Desk, warning: Card) -> list[Row[Any]]:
    """The grants that the buttons mean: what still ends, and for which nobody has asked for more time."""
    left = [one for one in _readable(desk, warning) if _ends(desk, warning, one)]
    asked = extending.list_asked(desk, {one.person for one in left})
    return [one for one in left if one.id not in asked]


def _offered(desk: Desk, warning: Card) -> Iterator[tuple[str, list[Grant], date]]:
    """Whose access can be extended by the days that the button names: who, what of it, until when then."""
    if meant := _to_extend(desk, warning):
        held = extending.list_all_ending(desk, {one.person for one in meant}, [one.id for one in meant])
        for person, grants in held.items():
            if day := extend_forms.day_offered(desk, grants):
                yield person, grants, day


def extend(desk: Desk, member: Member, warning: Card, *, by_rule: bool) -> str:
    """More time for all of whom it tells, asked for together; told on one card, whose id is returned.

    ``by_rule``: the button promised that nobody has to decide any of it.
    """
    authority.check_owner(desk, member)
    people.hold(desk, member.pseudonym, *sorted({person for _, _, person in warning.terms["ending"]}))
    offered = list(_offered(desk, warning))
    if not offered:
        raise Declined("declined-extend-over")
    batch = carding.issue(desk, member.pseudonym, "batch", verbs=batches.VERBS)
    numbers = [
        extend_forms.ask(desk, member, person, day, only=[one.id for one in grants], by_rule=by_rule, batch=batch)
        for person, grants, day in offered
    ]
    terms = {"numbers": numbers, "cards": [], "asked": False, "left": 0}
    carding.change_terms(desk, carding.get(desk, batch), **terms)
    desk.audit("batch.submitted", actor=member.pseudonym, requests=numbers, left=0)
    return batch


def let_end(desk: Desk, member: Member, warning: Card) -> None:
    """The reader says that all of it may end, once. Declines who has no part in any of it any more."""
    if not _readable(desk, warning):
        raise Declined("declined-not-yours")
    if carding.get_held(desk, warning.id).terms.get("answered"):
        return
    carding.change_terms(desk, warning, answered="let_it_end")
    for number in dict.fromkeys(one.request for one in _readable(desk, warning) if _ends(desk, warning, one)):
        desk.audit("grant.end_accepted", actor=member.pseudonym, request=number)


def view(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """Whose access ends when, what became of it since, and what more time would take for all of them."""
    del marks
    rows = _readable(desk, card)
    if not rows:
        return parties.denied_all(desk, card)
    left, asked = (
        [one for one in rows if _ends(desk, card, one)],
        extending.list_asked(desk, {one.person for one in rows}),
    )
    whom = {one.person for one in rows}
    details, names = desk.vault.read(whom), people.names_of(desk, whom)
    let = bool(card.terms.get("answered"))
    return views.ExpiryListView(
        card=card.id,
        reader=reading.reader(desk, card.recipient),
        rows=tuple(
            views.EndingView(
                address=details[one.person].get("mail") or names[one.person],
                groups=tuple(one.gives["groups"]),
                number=one.request,
                until=_day(desk, one),
                ended=one.ended_at,
                extended=not one.ended_at and one not in left,
                asked=asked.get(one.id, 0),
            )
            for one in rows
        ),
        people=len({one.person for one in left}),
        days=max((_day(desk, left[0]) - dates.day_of(desk.now, desk.rules.zone)).days, 0) if left else 0,
        let=let,
        **({} if let or not left else _more(desk, card)),
    )


def _more(desk: Desk, card: Card) -> dict[str, Any]:
    """What may be pressed: more time, by the rule where it reaches all of them, or the end."""
    reader, policy = people.Member(pseudonym=card.recipient, object_id=""), extending.policy_of(desk)
    offered = list(_offered(desk, card)) if card.recipient in authority.owners(desk) else []
    if not offered:
        return {"verbs": ("expiry.let_end",)}
    by_rule = extending.rule_reaches(desk, reader, [one for _, grants, _ in offered for one in grants]) is not None
    first = "expiry.extend" if by_rule else "expiry.ask"
    told = {"more": policy.by_rule_days, "rule": policy.name if by_rule else "", "reaches": len(offered)}
    return {"verbs": (first, "expiry.let_end"), **told}
