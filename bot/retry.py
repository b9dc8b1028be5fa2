"""When a request to the connector is tried again: a value, decided by a pure function.

Which statuses, and why with jitter: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
"""

from __future__ import annotations

import random
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Statuses that Microsoft asks to try again; all others are final.
AGAIN = frozenset({412, 429, 502, 503, 504})
MAX_ATTEMPTS = 5
#: Seconds before the second attempt where the server names none; doubled each time.
FIRST_WAIT, LONGEST_WAIT = 0.5, 8.0


def read_retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that a ``Retry-After`` header asks for (RFC 9110 §10.2.3); None if there is none to read.

    A date is measured against the answer's own ``Date``, so that no two clocks need agree.
    """
    told = headers.get("Retry-After", "").strip()
    if told.isascii() and told.isdigit():
        return float(told[:9])
    try:
        until, sent = parsedate_to_datetime(told), parsedate_to_datetime(headers.get("Date", ""))
        return max(0.0, (until - sent).total_seconds())
    except (ValueError, TypeError):
        return None


def decide(*, attempt: int, retry_after: float | None, left: float, chance: float | None = None) -> float | None:
    """Seconds to wait before the next attempt, or None to give up.

    ``attempt`` counts from 1; ``left`` is how long the caller will still wait. Jitter makes a wait up to half as long
    again, never shorter than the server asked for. ``chance`` in [0, 1) takes the place of the dice in tests.
    """
    if attempt >= MAX_ATTEMPTS:
        return None
    base = retry_after if retry_after is not None else min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1))
    spread = min(base, FIRST_WAIT if retry_after is not None else base) / 2
    wait = base + spread * (random.random() if chance is None else chance)
    return wait if wait < left else None
