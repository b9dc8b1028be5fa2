"""Who went to other groups after a wave had started: they have the roles of those, which nobody approved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select, update

from provisioning.storage import tables as t
from provisioning.usecases import wave_proving, waving

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from provisioning.domain.rules import Rules
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

#: Why somebody failed who went to other groups.
MOVED = "fails-moved"
#: People who are looked up at a time.
SOME = 5
_PLACE = (
    update(t.lines)
    .where(t.lines.c.reading == bindparam("at"), t.lines.c.pseudonym == bindparam("who"))
    .values(seen=bindparam("found"))
)
_L, _A, _P = t.lines.c, t.read_accounts.c, t.people.c


def list_otherwise(desk: Desk, request: Request) -> dict[str, str]:
    """Object ids of some who are waited for though their account is on, and their pseudonyms; others each time."""
    mine = (_A.reading == _L.reading) & (_A.pseudonym == _L.pseudonym) & _A.active.is_(True)
    query = (
        select(_P.object_id, _L.pseudonym)
        .select_from(t.lines.join(t.read_accounts, mine).join(t.people, _P.pseudonym == _L.pseudonym))
        .where(_L.reading == waving.reading_of(request), _L.state.is_(None), _L.change.not_in(wave_proving.UNPROVEN))
        .where(_P.object_id.is_not(None))
        .order_by(func.random())
        .limit(SOME)
    )
    return {row.object_id: row.pseudonym for row in desk.c.execute(query)}


def note(desk: Desk, request: Request, now: Mapping[str, Iterable[str]]) -> None:
    """Whoever shows exactly what their groups of ``now`` give, by pseudonym, has failed: they are in others than were approved.

    Only where one of these was approved with the wave: who has left it altogether has moved nowhere.
    """
    reading, wave = waving.reading_of(request), set(request.groups)
    rows: dict[str, list[Any]] = {}
    shown = select(_A.pseudonym, _A.roles, _A.direct).where(_A.reading == reading)
    for row in desk.c.execute(shown.where(_A.pseudonym.in_(list(now)), _A.active.is_(True))):
        rows.setdefault(row.pseudonym, []).append(row)
    moved = [who for who in rows if wave & {*now[who]} and _shows(rows[who], now[who], desk.rules)]
    wave_proving.note_failing(desk, request, moved, MOVED, last=True)
    places = [{"at": reading, "who": who, "found": {"groups": sorted(now[who])}} for who in moved]
    if places:
        desk.c.execute(_PLACE, places)


def groups_of(seen: Any) -> tuple[str, ...]:
    """The groups of whoever has moved, as noted on their line; none of anybody else."""
    return tuple(seen.get("groups", ())) if isinstance(seen, dict) else ()


def _shows(rows: Sequence[Any], groups: Iterable[str], rules: Rules) -> bool:
    """Whether each account shows exactly what these groups give, and what it has directly."""
    required, optional = rules.roles_of(groups)
    return all(required | {*row.direct} <= {*row.roles} <= required | optional | {*row.direct} for row in rows)
