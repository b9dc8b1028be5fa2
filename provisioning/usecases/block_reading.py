"""The administrators' card about a guest account that is to be blocked."""

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
