"""Which grants a warning is about: one card tells of all that end for one person and that its reader was warned of at once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from provisioning.domain import dates
from provisioning.storage import tables as t
from provisioning.usecases.requests import WARNED_TOGETHER

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import Row

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk

_G = t.grants.c
_THESE = select(t.grants).where(_G.id.in_(bindparam("grants", expanding=True))).order_by(_G.until, _G.id)


_C = t.cards.c
_ACCEPTED = select(_C.recipient, _C.terms).where(
    _C.kind.in_(("expiry", WARNED_TOGETHER)),
    _C.recipient.in_(bindparam("readers", expanding=True)),
    _C.terms["answered"].as_string() == "let_it_end",
)


def terms_of(ends: Sequence[tuple[int, date]]) -> dict[str, Any]:
    """What the card's row holds of these grants and their last days, the first to end first."""
    (first, until), *others = ends
    besides = {"besides": [[grant, day.isoformat()] for grant, day in others]} if others else {}
    return {"grant": first, "until": until.isoformat(), **besides}


def list_all(desk: Desk, warning: Card) -> list[Row[Any]]:
    """Every grant that it told of, the first to end first."""
    return list(desk.c.execute(_THESE, {"grants": list(_days(warning))}).all())


def list_left(desk: Desk, warning: Card) -> list[Row[Any]]:
    """Those of them that neither have ended nor last longer than it said."""
    return [one for one in list_all(desk, warning) if not one.ended_at and not is_extended(desk, warning, one)]


def is_extended(desk: Desk, warning: Card, grant: Row[Any]) -> bool:
    """Whether the grant lasts longer by now than the card said."""
    day = _days(warning)[grant.id]
    return day is not None and dates.day_of(grant.until or desk.now, desk.rules.zone) > date.fromisoformat(day)


def _days(warning: Card) -> dict[int, str | None]:
    """The last day that was told of each grant; None where an earlier release told none."""
    return _days_in(warning.terms)


def _days_in(terms: Mapping[str, Any]) -> dict[int, str | None]:
    """The same of a card's row, which may tell of several people."""
    if "ending" in terms:
        return {int(grant): str(day) for grant, day, _ in terms["ending"]}
    besides = {int(grant): str(day) for grant, day in terms.get("besides", ())}
    return {int(terms["grant"]): terms.get("until"), **besides}


def list_accepted(desk: Desk, readers: Collection[str]) -> dict[tuple[str, int], date]:
    """Which grants each of these readers has said may end, (reader, grant), and the last day that they were told."""
    rows = desk.c.execute(_ACCEPTED, {"readers": sorted(readers)}).all() if readers else ()
    told = [(row.recipient, grant, day) for row in rows for grant, day in _days_in(row.terms).items() if day]
    return {(reader, grant): date.fromisoformat(day) for reader, grant, day in sorted(told)}
