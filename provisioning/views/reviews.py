"""What the card of a review shows: externals, for each of whom one reader says whether they are still needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from provisioning.domain.states import State
    from provisioning.views.requests import Reader


@dataclass(frozen=True, kw_only=True)
class ReviewLineView:
    """One external. ``place`` is the same on every card of the review."""

    place: int
    name: str
    address: str
    #: The end of what they hold longest; None where something has none.
    until: date | None
    #: "open", "kept", "ending", "waiting", "undone", "ended" or "silent".
    state: str
    #: Who answered; "" where nobody did.
    by: str = ""
    #: The request that ends their access, or was to; 0 for none.
    number: int = 0
    #: What became of that request, where it came to nothing.
    outcome: State | None = None
    ended: datetime | None = None
    #: "known" (to Entra, then ``signed_in``), "never", "unknown" (Entra did not say), or "platform" (has no account in Entra).
    sign_in: str = "unknown"
    signed_in: date | None = None


@dataclass(frozen=True, kw_only=True)
class ReviewView:
    """A review for one reader."""

    card: str
    reader: Reader
    #: Who answers for these externals; "" where the reader does.
    sponsor: str
    #: Why somebody else than the sponsor is asked: "silent" or "gone"; "" for the sponsor.
    why: str
    #: When it began, and whether the reader began it by themselves.
    begun: datetime
    alone: bool
    #: Those in view of whom it is not known yet whether they are needed, and how many more there are.
    asked: tuple[ReviewLineView, ...]
    more: int
    #: Everybody else, as they stand now.
    settled: tuple[ReviewLineView, ...]
    #: "stay" or "end"; when the review is over, and when an owner is asked besides. None where that is not ahead.
    silence: str
    over: datetime | None
    asks: datetime | None
    #: The owner who is asked besides the reader; "" for nobody.
    second: str
    #: "answered", "lapsed" or "replaced"; "" while it is open.
    closed: str
    verbs: tuple[str, ...]
    #: (address, key and values of a sentence) of those whose access could not be ended by the last press.
    problems: tuple[tuple[str, str, Mapping[str, object]], ...] = ()
