"""What whoever answers for a guest is shown while the guest has not accepted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from provisioning.views.requests import Reader


@dataclass(frozen=True, kw_only=True)
class UnacceptedView:
    """Tells that a guest has not accepted for a week, and offers what can be done about it."""

    card: str
    reader: Reader
    address: str
    #: Of the request that invited them.
    number: int
    #: The day on which access ends if they never accept; None where nobody waits any more.
    ends: date | None
    verbs: tuple[str, ...]
    #: Whether it ends on that day in any case, because it was given no longer.
    anyway: bool = False
    #: When they accepted, or when their access ended.
    accepted: datetime | None = None
    ended: datetime | None = None
    #: Whether an invitation is being sent at this moment.
    sending: bool = False
    #: When one was sent again, and whether the reader was given its link instead of Microsoft sending a mail.
    sent: datetime | None = None
    link: bool = False
    #: Whether Usher may not invite, so that an administrator has to.
    by_hand: bool = False
    #: A sentence (key and values) for what came to nothing.
    failed: tuple[str, Mapping[str, object]] | None = None
