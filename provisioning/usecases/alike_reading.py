"""From rows to the view of requests for the same: those that a press would approve, and what became of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from provisioning import views
from provisioning.usecases import alike, batch_deciding, batch_reading, batch_rows, checking, parties, reading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request


def view(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """As it stands now. ``marks`` name the people that are shown and what is asked again."""
    shown, answered = alike.shown_of(card), card.terms.get("answered")
    held = parties.list_readable(desk, batch_reading.requests_of(desk, list(shown)), card.recipient)
    if not held:
        return parties.denied_all(desk, card)
    able = batch_deciding.decidable(desk, [] if answered else held, card.recipient, shown)
    mine = {one.number for one in able.requests}
    became = answered or {
        str(one.number): alike.became_of(desk, one, shown[one.number]) for one in held if one.number not in mine
    }
    rows = {row.number: row for row in batch_rows.rows_of(desk, held)}
    told, (step, steps, who) = alike.told(held), _asked(desk, able.requests)
    ticked = [number for number in marks.get("some", mine) if number in mine] if marks.get("choosing") else []
    return views.AlikeView(
        card=card.id,
        reader=reading.reader(desk, card.recipient),
        alike=told,
        groups=reading.group_views(desk, told.groups),
        rows=tuple(row for row in rows.values() if row.number in mine),
        others=tuple((row, became[str(number)]) for number, row in rows.items() if str(number) in became),
        answered=bool(answered),
        closes=min((one.closes_at for one in able.requests if one.closes_at), default=None),
        who=who,
        step=step,
        steps=steps,
        best_grade=reading.best_grade(desk, told.kind),
        verbs=_verbs(card, len(mine)),
        confirming=bool(marks.get("confirming")) and bool(mine),
        page=int(marks.get("page", 0)),
        choosing=bool(marks.get("choosing")) and bool(mine),
        ticked=tuple(sorted(ticked)),
        error=str(marks.get("error", "")),
    )


def _verbs(card: Card, mine: int) -> tuple[str, ...]:
    """What may be pressed while so many may be approved."""
    chooses = mine > 1 and "some.choose" in card.verbs
    return (*(("alike.approve",) if mine else ()), *(("some.choose",) if chooses else ()), "alike.page")


def _asked(desk: Desk, some: Sequence[Request]) -> tuple[int, int, str]:
    """(step, of how many, who may decide it) where that is the same for all of them; else nobody is named."""
    found = {checking.policy_of(desk, one)[1:] for one in some}
    return found.pop() if len(found) == 1 else (1, 1, "")
