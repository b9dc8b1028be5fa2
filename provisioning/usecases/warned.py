"""Which grants a warning is about: one card tells of all that end for one person and that its reader was warned of at once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from provisioning.domain import dates
from provisioning.storage import tables as t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk

_G = t.grants.c
_THESE = select(t.grants).where(_G.id.in_(bindparam("grants", expanding=True))).order_by(_G.until, _G.id)


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
    besides = {int(grant): str(day) for grant, day in warning.terms.get("besides", ())}
    return {int(warning.terms["grant"]): warning.terms.get("until"), **besides}
