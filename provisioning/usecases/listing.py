"""``my requests`` and ``approvals``: page by page, in a constant number of queries.

So many more look at who may decide what could be approved together; they do not depend on how much is open.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from provisioning import views
from provisioning.domain import dates
from provisioning.domain.states import OPEN, State
from provisioning.storage import tables as t
from provisioning.usecases import alike, asked, authority, over, parties, people, reading, requests, taking_over

if TYPE_CHECKING:
    from collections.abc import Mapping

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk


#: Lines on a page, so that each has its button at a glance.
PAGE = 5
#: So many times what could be approved together is offered, each in place of a line.
MOST_ALIKE = 2
#: What such a card offers, at one time or another.
LIST_VERBS = ("list.open", alike.OPEN, "look.more", "look.again")


def list_view(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.RequestListView:
    """A page, the newest first, and how many more there are. ``marks`` are not used."""
    del marks
    which, who = str(card.terms["which"]), card.recipient
    together = _together(desk, card)
    page = PAGE - len(together)
    first = int(card.terms.get("page", 0)) * page
    meant = _meant(which, who)
    total = desk.c.scalar(select(func.count()).select_from(t.requests).where(meant)) or 0
    asked = requests.list_where(desk, meant, limit=page, offset=first)
    found = parties.list_readable(desk, asked, who)  # who lost their say a moment ago is still written down as asked
    total -= len(asked) - len(found)
    asks = {r.number: r.requester for r in found if r.requester and taking_over.is_asked(r)}
    names = people.names_of(desk, {r.subject for r in found} | {*asks.values()})
    details = desk.vault.read(r.subject for r in found)
    holders = _who_has(desk, [r.number for r in found]) | {number: (names[who],) for number, who in asks.items()}
    ended = over.list_over(desk, found)
    rows = tuple(
        views.RequestRow(
            number=r.number,
            kind=r.kind,
            state=r.state,
            address=str(r.terms.get("wave") or details[r.subject].get("mail") or names[r.subject]),
            groups=r.groups or r.leaves,
            who_has_it=holders.get(r.number, ()) if r.state is State.PENDING or r.number in asks else (),
            closes=r.closes_at if r.state in OPEN else None,
            until=dates.day_of(r.until, desk.rules.zone) if r.until else None,
            ended=ended[r.number].at if r.number in ended else None,
            takes=bool(r.terms.get("back") or (r.leaves and not r.groups)),
        )
        for r in found
    )
    more = max(total - first - len(rows), 0)
    # Teams takes six buttons on a card, five of which open what is listed: back to the start leads from the last page alone
    offered = (("list.open", rows), (alike.OPEN, together), ("look.more", more), ("look.again", first and not more))
    return views.RequestListView(
        card=card.id,
        reader=reading.reader(desk, who),
        which=which,
        rows=rows,
        before=first,
        alike=together,
        may_invite=who in authority.owners(desk),
        more=more,
        verbs=tuple(verb for verb, fits in offered if fits),
    )


def _together(desk: Desk, card: Card) -> tuple[views.AlikeRequests, ...]:
    """What waits for its reader and can be approved with one press; none on a card that was sent before there was that."""
    if card.terms["which"] == "mine" or alike.OPEN not in card.verbs:
        return ()
    return tuple(islice(alike.list_alike(desk, card.recipient), MOST_ALIKE))


def _meant(which: str, who: str) -> Any:
    """Condition on requests: one's own, or those that wait for one's decision."""
    c = t.requests.c
    if which == "mine":
        return c.requester == who
    a = t.asked.c
    mine = select(a.request).where(a.approver == who, a.revision == c.revision, asked.IS_ASKED).correlate(t.requests)
    return c.number.in_(mine) & (c.state == State.PENDING.value)


def _who_has(desk: Desk, numbers: list[int]) -> dict[int, tuple[str, ...]]:
    """Names of those asked, for many requests at once."""
    a, r = t.asked.c, t.requests.c
    query = (
        select(a.request, a.approver)
        .select_from(t.asked.join(t.requests, r.number == a.request))
        .where(a.request.in_(numbers), a.revision == r.revision, asked.IS_ASKED)
    )
    pairs = [(row.request, row.approver) for row in desk.c.execute(query)]
    names = people.names_of(desk, {approver for _, approver in pairs})
    found: dict[int, tuple[str, ...]] = {}
    for number, approver in pairs:
        found[number] = (*found.get(number, ()), names[approver])
    return found
