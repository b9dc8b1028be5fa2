"""What owners are shown of externals whom nobody answers for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from provisioning.views.requests import Reader


@dataclass(frozen=True, kw_only=True)
class SponsorCardView:
    """Asks owners who answers for somebody's externals from now on."""

    card: str
    reader: Reader
    #: Who answered for them.
    sponsor: str
    #: (address, groups) of the first of them, and how many they are.
    people: tuple[tuple[str, tuple[str, ...]], ...]
    count: int
    #: The day on which their access ends if nobody does; None where nothing is open.
    ends: date | None
    #: Who has taken over; "" where nobody has.
    taken: str
    #: Whether access was ended because nobody did.
    lapsed: bool = False
    verbs: tuple[str, ...]
