"""Views about being away and coming back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from provisioning.views import AwayFormView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provisioning.views import CardView, Reader

UNTIL = date(2026, 12, 14)
DEPUTIES = (("a1", "Adam"), ("b2", "Olivia"))


def away_cards(card: str, reader: Reader) -> Iterator[tuple[str, CardView]]:
    """The form as it is first, filled, declined, and the question whether somebody is back."""
    form = AwayFormView(
        card=card,
        reader=reader,
        back=False,
        until=UNTIL,
        today=date(2026, 11, 24),
        latest=date(2027, 11, 24),
        deputies=DEPUTIES,
        deputy="b2",
        away_until=None,
        away_deputy="",
        verbs=("away.set", "form.cancel"),
    )
    yield "away", form
    yield "away-both", replace(form, absent=(("b2", date(2026, 12, 10)),))
    yield "away-open", replace(form, until=None, deputy="")
    yield "away-again", replace(form, away_until=date(2026, 12, 1), away_deputy="Adam")
    for key in ("declined-deputy-unknown", "declined-deputy-several", "declined-away-day"):
        yield f"away-{key}", replace(form, declined=(key, {}))
    back = replace(form, back=True, deputies=(), until=None, verbs=("away.end", "form.cancel"))
    for deputy in ("", "Adam"):
        yield f"back-{deputy}", replace(back, away_until=UNTIL, away_deputy=deputy)
    yield "back-already", back
