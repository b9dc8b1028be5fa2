"""Tasks of blocking a guest, once the settings name other administrators: each of them gets those that wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from provisioning.storage import tables as t
from provisioning.usecases import blocking, carding, people, requests

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

#: Above every number of a request.
_ABOVE = 2**31 - 1
_C = t.cards.c


def hand_on(desk: Desk) -> None:
    """The settings have changed: who is an administrator now gets the tasks that wait, and who is none any more reads so."""
    held = [requests.get(desk, number, lock=True) for number in _list_waiting(desk)]
    held = [end for end in held if blocking.state_of(end) == blocking.ASKED]
    for task in sorted({_tasks_of(end)[0] for end in held if _tasks_of(end)}):
        _hand_on(desk, carding.get(desk, task), [end for end in held if task in _tasks_of(end)])
    for end in held:
        if not _tasks_of(end):
            have = set(desk.c.scalars(select(_C.recipient).where(_C.request == end.number, _C.kind == blocking.KIND)))
            blocking.send(desk, end, people.list_administrators(desk) - have)
            carding.show_all(desk, end.number)


def _list_waiting(desk: Desk) -> list[int]:
    """All ends of which that may be, in everybody's order; read as many at a time as one statement takes."""
    found, before = list[int](), _ABOVE
    while some := requests.list_by(desk, blocking.WAITING, before=before):
        before = some[-1].number
        found += [end.number for end in some]
    return sorted(found)


def _tasks_of(end: Request) -> list[str]:
    """The administrators' cards that name this guest beside others."""
    return list(end.terms["block"].get("tasks", ()))


def _hand_on(desk: Desk, task: Card, ends: Sequence[Request]) -> None:
    """The same of the card about several guests; ``ends``: those who are to be blocked still."""
    have = set(desk.c.scalars(select(_C.recipient).where(_C.id.in_(_tasks_of(ends[0])))))
    new = sorted(people.list_administrators(desk) - have)
    made = carding.issue_all(desk, new, blocking.TOGETHER, verbs=blocking.TASK_VERBS, numbers=task.terms["numbers"])
    for end in ends:
        block = {**end.terms["block"], "tasks": [*_tasks_of(end), *made]}
        requests.change(desk, end.number, terms={**end.terms, "block": block})
        blocking.show(desk, end.number, block)
