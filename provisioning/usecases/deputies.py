"""Deputies who are gone or away themselves: what they had of somebody who is away is asked of others, and both are told once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from provisioning.domain.states import State
from provisioning.storage import tables as t
from provisioning.usecases import absences, escalating, telling

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from provisioning.usecases.desk import Desk
    from provisioning.usecases.escalating import Escalated
    from provisioning.usecases.requests import Request

#: What whoever asked is told, and the absent one and the deputy.
ALL_AWAY, GONE, YOURS = "notice-all-away", "notice-deputy-gone", "notice-deputy-gone-you"

_A, _R = t.asked.c, t.requests.c
_HELD = (
    select(_A.request)
    .join(t.requests, (_R.number == _A.request) & (_R.revision == _A.revision))
    .where(_A.handed_to == bindparam("who"), _A.absence.is_not(None), _R.state == State.PENDING.value)
)
_ABSENCE = select(t.absences.c.person, t.absences.c.deputy).where(
    t.absences.c.id == bindparam("id"), t.absences.c.ended_at.is_(None)
)
#: People are held before requests, and an absence after them.
_HOLD = _ABSENCE.with_for_update()
_TOLD = select(t.cards.c.id).where(
    t.cards.c.recipient == bindparam("who"),
    t.cards.c.kind == "notice",
    t.cards.c.terms["stood_in"].as_integer() == bindparam("absence"),
)


def ask(desk: Desk, deputy: str, person: str, until: date, absence: int) -> None:
    """Tell a deputy that somebody who is away asks them to decide in their place."""
    told: dict[str, Any] = {"suggestions": ["approvals"], "values": {"until": until.isoformat()}, "absence": absence}
    telling.notice(desk, deputy, "notice-deputy", verbs=("say",), who={"names": [person]}, **told)


def list_held(desk: Desk, deputy: str) -> set[int]:
    """What waits for somebody's decision because others are away."""
    return set(desk.c.scalars(_HELD, {"who": deputy}))


def go_on_without(desk: Desk, request: Request, rows: Sequence[Any], able: Collection[str]) -> Escalated | None:
    """Where a deputy is none of the ``able`` any more, or away, tell so; and ask others where nobody of them is here.

    ``rows`` are those of the open step. Waves wait for people, and have no deputies. The caller tells who asked of the others.
    """
    left = {row.absence: row for row in rows if row.absence is not None}
    here = set(able) - absences.away(desk, able).keys() if left else set[str]()
    lost = [row for absence, row in left.items() if _tell_lost(desk, absence, here)]
    if not lost or here or not escalating.who_else(desk, request, lost[0].stage):
        return None
    since = min((row.at for row in lost if row.at), default=desk.now)
    return escalating.escalate(desk, request, {row.approver for row in lost}, since)


def _tell_lost(desk: Desk, absence: int, here: Collection[str]) -> bool:
    """Whether the deputy of an absence cannot decide now; the first time it is told to both."""
    row = desk.c.execute(_ABSENCE, {"id": absence}).first()
    if row is None or row.deputy is None or row.deputy in here:
        return False
    if not _was_told(desk, absence, row.person):
        desk.c.execute(_HOLD, {"id": absence})  # of two that notice it at once the second sees the first
        told = ((row.person, GONE, row.deputy), (row.deputy, YOURS, row.person))
        for reader, key, other in () if _was_told(desk, absence, row.person) else told:
            telling.notice(desk, reader, key, who={"names": [other]}, tone="warning", stood_in=absence)
    return True


def _was_told(desk: Desk, absence: int, person: str) -> bool:
    """Whether who is away knows already that nobody stands in."""
    return desk.c.scalar(_TOLD.limit(1), {"absence": absence, "who": person}) is not None
