"""Who has a part in a request: who lost theirs reads nothing new about it, whatever card they still have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, or_, select

from provisioning import views
from provisioning.storage import tables as t
from provisioning.usecases import authority, checking, people, reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

_DECIDED = select(t.decisions.c.request).where(
    t.decisions.c.request.in_(bindparam("numbers", expanding=True)), t.decisions.c.approver == bindparam("who")
)
#: Removals of whom somebody answered for when it was asked, as :func:`provisioning.usecases.telling.tell_last_group` tells it.
_G, _R = t.grants.c, t.requests.c
_ANSWERED_FOR = (
    select(_R.number)
    .join(t.grants, (_G.person == _R.subject) & (_G.request < _R.number))
    .where(_R.number.in_(bindparam("numbers", expanding=True)), _G.sponsor == bindparam("who"))
    .where(or_(_G.ended_at.is_(None), _G.ended_at >= _R.submitted_at))
)
#: Requests that one statement names.
_AT_ONCE = 1000
#: What is told in place of a card that is for owners alone, and of one about several requests.
_OWNERS_ONLY, _OTHERS = "declined-others-access", "declined-others-list"


def may_read(desk: Desk, request: Request, who: str) -> bool:
    """Whether this person asked, answers for it or for what it takes, owns, may decide it by the rules of now, or decided it once.

    Administrators carry out what Usher may not, so they may read it too.
    """
    return bool(list_readable(desk, [request], who))


def list_readable(desk: Desk, some: Sequence[Request], who: str) -> list[Request]:
    """Those of these that :func:`may_read` allows, in as many queries for many as for one of each kind."""
    if who in authority.owners(desk) or people.is_administrator(desk, who):
        return list(some)
    theirs = _found(desk, _DECIDED, [one.number for one in some], who)
    theirs |= _found(desk, _ANSWERED_FOR, [one.number for one in some if one.leaves and not one.groups], who)
    stages = {one.number: checking.stages_of(desk, one) for one in some}
    every = {stage for mine in stages.values() for stage in mine}
    decides = {stage for stage in every if who in authority.stage_members(desk, stage, silent=True)}
    return [
        one
        for one in some
        if who in {one.requester, one.sponsor} or one.number in theirs or decides.intersection(stages[one.number])
    ]


def _found(desk: Desk, query: Select[tuple[int]], numbers: Sequence[int], who: str) -> set[int]:
    """Which of these requests the query finds for this person."""
    found = set[int]()
    for first in range(0, len(numbers), _AT_ONCE):
        found |= {*desk.c.scalars(query, {"numbers": numbers[first : first + _AT_ONCE], "who": who})}
    return found


def denied(desk: Desk, request: Request, card: Card) -> views.CardView | None:
    """In place of the card of somebody who has no part in it any more: that they have none. None for everybody else."""
    if may_read(desk, request, card.recipient):
        return None
    return _told(desk, card, "declined-others-request", number=request.number)


def denied_all(desk: Desk, card: Card) -> views.CardView:
    """In place of a card about several, of somebody who has a part in none of them any more."""
    return _told(desk, card, _OTHERS)


def denied_but_owners(desk: Desk, card: Card, *others: str | None) -> views.CardView | None:
    """The same of a card that only owners see, and ``others`` who acted on it while they were owners."""
    if card.recipient in {*authority.owners(desk), *others}:
        return None
    return _told(desk, card, _OWNERS_ONLY)


def denied_but_in_charge(desk: Desk, card: Card) -> views.CardView | None:
    """The same of what owners and administrators see."""
    return None if people.is_administrator(desk, card.recipient) else denied_but_owners(desk, card)


def _told(desk: Desk, card: Card, key: str, **values: Any) -> views.CardView:
    return views.NoticeView(card=card.id, reader=reading.reader(desk, card.recipient), key=key, values=values)
