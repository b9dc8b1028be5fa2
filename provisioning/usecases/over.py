"""What a request gave and is held no more: access that ended, a wave that was taken back. In a constant number of queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from provisioning import views
from provisioning.domain.states import Kind, State
from provisioning.storage import tables as t
from provisioning.usecases import requests

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

#: Nothing was given before it.
_GAVE = frozenset({State.DELIVERED, State.PARTIALLY_DELIVERED, State.FAILED})

_R, _G = t.requests.c, t.grants.c
_BEFORE = requests.WAVES.where(_R.number < bindparam("number"))
_DELIVERED_AFTER = requests.WAVES.where(_R.number > bindparam("number"), _R.state == State.DELIVERED.value)
_ENDS = requests.select_where(
    _R.subject.in_(bindparam("subjects", expanding=True)),
    _R.kind == Kind.END_ACCESS,
    _R.state == State.DELIVERED.value,
)
_GIVEN = select(t.grants).where(_G.request.in_(bindparam("numbers", expanding=True))).order_by(_G.ended_at, _G.id)


def list_over(desk: Desk, some: Sequence[Request]) -> dict[int, views.EndedView]:
    """Of which of these requests nothing is held any more, by number."""
    gave = [one for one in some if one.state in _GAVE]
    waves = [one for one in gave if one.kind is Kind.EXPAND_SCOPE and not one.terms.get("back")]
    return {**_of_people(desk, gave), **_of_waves(desk, waves)}


def opened_by(desk: Desk, back: Request) -> list[int]:
    """The requests that had opened the wave which this one took back."""
    waves = requests.list_by(desk, _BEFORE, number=back.number)
    return [one.number for one in waves if one.terms["wave"] == back.terms["wave"] and not one.terms.get("back")]


def _of_people(desk: Desk, gave: Sequence[Request]) -> dict[int, views.EndedView]:
    subjects = {one.number: one.subject for one in gave}
    if not subjects:
        return {}
    rows = desk.c.execute(_GIVEN, {"numbers": list(subjects)}).all()
    alive = {row.request for row in rows if row.ended_at is None}
    last = {row.request: row for row in rows if row.request not in alive}
    by = _ends_by_grant(desk, {subjects[number] for number in last})
    return {
        number: views.EndedView(at=row.ended_at, by=by.get(row.id, 0), why=str(row.ended_why or "owner"))
        for number, row in last.items()
    }


def _ends_by_grant(desk: Desk, subjects: set[str]) -> dict[int, int]:
    """By grant, the request that ended it."""
    if not subjects:
        return {}
    ends = requests.list_by(desk, _ENDS, subjects=list(subjects))
    return {grant: end.number for end in reversed(ends) for grant in end.grants}


def _of_waves(desk: Desk, waves: Sequence[Request]) -> dict[int, views.EndedView]:
    if not waves:
        return {}
    later = requests.list_by(desk, _DELIVERED_AFTER, number=min(one.number for one in waves))
    found: dict[int, views.EndedView] = {}
    for back in (one for one in later if one.terms.get("back") and one.ended_at):
        ended = views.EndedView(at=back.ended_at or desk.now, by=back.number, why="")
        over = [one.number for one in waves if one.number < back.number and one.terms["wave"] == back.terms["wave"]]
        found |= dict.fromkeys(over, ended)  # newest first: what stays is who took it back first
    return found
