"""Access that ends by itself for several people of one list: one card for each reader, brought up to date as each end goes on.

The ends share the id of one of these cards, whose row lists the others, as :mod:`provisioning.usecases.batches` has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from provisioning.storage import tables as t
from provisioning.usecases import authority, carding, requests, telling

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

#: The way in which such a card is a list's; the others are ways to ask.
WAY = "end"
#: What may be pressed on such a card, at one time or another.
VERBS = ("batch.retry", "request.who_fixes", "request.back")

_G, _R = t.grants.c, t.requests.c
_GAVE = (
    select(_G.id, _R.terms)
    .select_from(t.grants.join(t.requests, _R.number == _G.request))
    .where(_G.id.in_(bindparam("grants", expanding=True)))
)


def tell(desk: Desk, numbers: Sequence[int]) -> None:
    """Tell sponsors and owners of ends that were just made: once of all that a list gave, of the others one by one."""
    ends = requests.list_numbered(desk, numbers)[::-1] if numbers else []
    lists: dict[str, list[Request]] = {}
    given = _lists(desk, [grant for end in ends for grant in end.grants])
    for end in ends:
        lists.setdefault(_list_of(end, given), []).append(end)
    for one, some in lists.items():
        if one and len(some) > 1:
            _tell_together(desk, some)
            continue
        for end in some:
            telling.tell_others(desk, end.number, set())


def _lists(desk: Desk, grants: Sequence[int]) -> dict[int, str]:
    """The list in which each grant was asked for; "" for what was asked for alone."""
    rows = desk.c.execute(_GAVE, {"grants": list(grants)}) if grants else ()
    return {row.id: str(row.terms.get("batch", "")) for row in rows}


def _list_of(end: Request, given: Mapping[int, str]) -> str:
    """The one list that gave all of it; "" for several, or none."""
    lists = {given[grant] for grant in end.grants}
    return lists.pop() if len(lists) == 1 else ""


def _tell_together(desk: Desk, ends: Sequence[Request]) -> None:
    """A card for each reader with what they may read of these: all for an owner, for a sponsor those whom they answer for."""
    owners = authority.owners(desk)
    cards = []
    for reader in sorted(owners | {end.sponsor for end in ends}):
        numbers = [end.number for end in ends if reader in owners or end.sponsor == reader]
        terms: dict[str, Any] = {"numbers": numbers, "cards": [], "asked": True, "left": 0, "way": WAY}
        cards.append(carding.issue(desk, reader, "batch", verbs=VERBS, **terms))
    for card in cards:
        others = cards[1:] if card == cards[0] else []
        carding.change_terms(desk, carding.get(desk, card), ends=cards[0], cards=others)
        carding.show(desk, card)
    for end in ends:
        requests.change(desk, end.number, terms={**end.terms, "told_in": cards[0]})
