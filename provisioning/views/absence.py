"""What the form of an absence shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from provisioning.views.requests import Reader


@dataclass(frozen=True, kw_only=True)
class AwayFormView:
    """Until when the reader would be away and who decides in their place; with ``back``, whether they are here again."""

    card: str
    reader: Reader
    back: bool
    until: date | None
    today: date
    latest: date
    #: (pseudonym, name) of those who may be chosen, and who is; "" for nobody in particular.
    deputies: tuple[tuple[str, str], ...]
    deputy: str
    #: The absence that lasts, and who decides in it; None and "" for none.
    away_until: date | None
    away_deputy: str
    verbs: tuple[str, ...]
    #: A sentence (key and values) when something typed cannot be, or was declined.
    declined: tuple[str, Mapping[str, object]] | None = None
    #: Those who may be chosen and are away themselves, with their last day.
    absent: tuple[tuple[str, date], ...] = ()
