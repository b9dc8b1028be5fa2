"""From rows to what a channel sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from provisioning import views
from provisioning.domain.states import Kind, State
from provisioning.storage import tables as t
from provisioning.usecases import people, reading, requests

if TYPE_CHECKING:
    from collections.abc import Mapping

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

#: Kinds that are about somebody from outside, who may be of a known company.
_OF_EXTERNALS = frozenset({Kind.INVITE_EXTERNAL, Kind.END_ACCESS})


def channel_view(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """One request, or those of a batch, without anybody's name."""
    del marks
    reader = reading.reader(desk, card.recipient)
    if not card.request:
        c = t.requests.c
        states = desk.c.scalars(select(c.state).where(c.number.in_(card.terms["numbers"])).order_by(c.number))
        return views.ChannelBatchView(
            card=card.id, reader=reader, states=tuple(State(state) for state in states), verbs=card.verbs
        )
    request = requests.get(desk, card.request)
    return views.ChannelView(
        card=card.id,
        reader=reader,
        number=request.number,
        kind=request.kind,
        state=request.state,
        company=_company(desk, request),
        verbs=card.verbs,
    )


def _company(desk: Desk, request: Request) -> str:
    """The domain of an external whose company the settings allow to be named; "" for everybody else."""
    known = desk.rules.limits.known_domains
    if request.kind not in _OF_EXTERNALS or not known:
        return ""
    details = desk.vault.read([request.subject])
    domain = people.domain_of(details[request.subject].get("mail", "")).casefold()
    return domain if domain in known else ""
