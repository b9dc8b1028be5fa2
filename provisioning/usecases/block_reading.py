"""The administrators' card about a guest account that is to be blocked, or about several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from provisioning import views
from provisioning.usecases import blocking, parties, people, reading, requests

if TYPE_CHECKING:
    from collections.abc import Mapping

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk


def task_view(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """What is to be done in Entra, until it is seen. LookupError where it was never asked."""
    del marks
    end = requests.get(desk, card.request or 0)
    if denied := parties.denied(desk, end, card):
        return denied
    block = blocking.view_of(desk, end)
    if block is None:
        raise LookupError(card.id)
    mine = block.state == blocking.ASKED and people.is_administrator(desk, card.recipient)
    return views.BlockTaskView(
        card=card.id,
        reader=reading.reader(desk, card.recipient),
        address=people.address_of(desk, end.subject),
        number=end.number,
        block=block,
        verbs=blocking.TASK_VERBS if mine else (),
    )


def tasks_view(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """The same for several guests: whose account is to be blocked still, and what became of the others."""
    del marks
    found = [requests.get(desk, number) for number in blocking.numbers_of(card)]
    ends = parties.list_readable(desk, found, card.recipient)
    if not ends:
        return parties.denied_all(desk, card)
    details = desk.vault.read({end.subject for end in ends})
    names = people.names_of(desk, {end.subject for end in ends})
    rows = [
        views.BlockRow(address=details[end.subject].get("mail") or names[end.subject], number=end.number, block=block)
        for end in ends
        if (block := blocking.view_of(desk, end))
    ]
    waits = any(row.block.state == blocking.ASKED for row in rows)
    mine = waits and people.is_administrator(desk, card.recipient)
    return views.BlockTasksView(
        card=card.id,
        reader=reading.reader(desk, card.recipient),
        rows=tuple(rows),
        verbs=blocking.TASK_VERBS if mine else (),
    )
