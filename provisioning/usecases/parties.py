"""Who has a part in a request: who lost theirs reads nothing new about it, whatever card they still have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from provisioning import views
from provisioning.storage import tables as t
from provisioning.usecases import authority, checking, people, reading

if TYPE_CHECKING:
    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

_DECIDED = (
    select(t.decisions.c.id)
    .where(t.decisions.c.request == bindparam("number"), t.decisions.c.approver == bindparam("who"))
    .limit(1)
)


def may_read(desk: Desk, request: Request, who: str) -> bool:
    """Whether this person asked, answers for it, owns, may decide it by the rules of now, or decided it once.

    Administrators carry out what Usher may not, so they may read it too.
    """
    if who in {request.requester, request.sponsor, *authority.owners(desk)} or people.is_administrator(desk, who):
        return True
    stages = checking.stages_of(desk, request)
    if any(who in authority.stage_members(desk, stage, silent=True) for stage in stages):
        return True
    return desk.c.scalar(_DECIDED, {"number": request.number, "who": who}) is not None


def denied(desk: Desk, request: Request, card: Card) -> views.CardView | None:
    """In place of the card of somebody who has no part in it any more: that they have none. None for everybody else."""
    if may_read(desk, request, card.recipient):
        return None
    values = {"number": request.number}
    who = reading.reader(desk, card.recipient)
    return views.NoticeView(card=card.id, reader=who, key="declined-others-request", values=values)
