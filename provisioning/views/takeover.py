"""An account that is there already under the address of somebody who is invited as a guest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, kw_only=True)
class TakeoverView:
    """What the guest takes over."""

    #: Whether the requester is asked at this moment, and nobody else knows.
    asks: bool
    #: The roles that the account shows.
    roles: tuple[str, ...]
    #: The request by which Usher made the account; 0 for one made by hand.
    number: int
    #: Its last day, where it has one.
    ends: date | None
    #: The later day that was asked for; None where the account's end cuts nothing short.
    wished: date | None
