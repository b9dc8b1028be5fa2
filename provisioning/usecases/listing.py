"""``my requests`` and ``approvals``: ten at a time, in a constant number of queries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from provisioning import views
from provisioning.domain import dates
from provisioning.domain.states import OPEN, State
from provisioning.storage import tables as t
from provisioning.usecases import people, reading, requests

if TYPE_CHECKING:
    from collections.abc import Mapping

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk


def list_view(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """The newest ten and how many more there are. ``marks`` are not used."""
    del marks
    which, c, who = str(card.terms["which"]), t.requests.c, card.recipient
    if which == "mine":
        found = requests.list_where(desk, c.requester == who, limit=51)
    else:
        asked = select(t.asked.c.request).where(t.asked.c.approver == who)
        found = requests.list_where(desk, c.number.in_(asked), c.state == State.PENDING.value, limit=51)
    names = people.names_of(desk, {r.subject for r in found[:10]})
    details = desk.vault.read(r.subject for r in found[:10])
    holders = _who_has(desk, [r.number for r in found[:10]])
    rows = tuple(
        views.RequestRow(
            number=r.number,
            kind=r.kind,
            state=r.state,
            address=details[r.subject].get("mail") or names[r.subject],
            groups=r.groups or r.leaves,
            who_has_it=holders.get(r.number, ()) if r.state is State.PENDING else (),
            closes=r.closes_at if r.state in OPEN else None,
            until=dates.day_of(r.until, desk.rules.zone) if r.until else None,
        )
        for r in found[:10]
    )
    return views.RequestListView(
        card=card.id,
        reader=reading.reader(desk, who),
        which=which,
        rows=rows,
        more=max(len(found) - 10, 0),
        verbs=("list.open",) if rows else (),
    )


def _who_has(desk: Desk, numbers: list[int]) -> dict[int, tuple[str, ...]]:
    """Names of those asked, for many requests at once."""
    a, r = t.asked.c, t.requests.c
    query = (
        select(a.request, a.approver)
        .select_from(t.asked.join(t.requests, r.number == a.request))
        .where(a.request.in_(numbers), a.revision == r.revision)
    )
    pairs = [(row.request, row.approver) for row in desk.c.execute(query)]
    names = people.names_of(desk, {approver for _, approver in pairs})
    found: dict[int, tuple[str, ...]] = {}
    for number, approver in pairs:
        found[number] = (*found.get(number, ()), names[approver])
    return found
