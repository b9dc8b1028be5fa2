"""How fast one token may ask: slowed before it is refused, because whoever meets 429 may stop provisioning for a day."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

#: Requests of one token in a second. Entra asks for at least 25 ("Develop a SCIM endpoint", Microsoft Learn).
PER_SECOND = 500
#: Seconds that a request is held back at most; beyond them it is refused.
LONGEST_WAIT_S = 2.0


class Pace:
    """A leaky bucket for each token, in this process: a second's worth of requests goes at once, more goes evenly."""

    def __init__(self, per_second: float = PER_SECOND, *, now: Callable[[], float] = time.monotonic) -> None:
        self._gap, self._now = 1 / per_second, now
        #: When all that a token asked so far has flowed off; as many as there are tokens.
        self._flows_off: dict[str, float] = {}

    def take(self, who: str) -> float | None:
        """Seconds to hold this request back; None when that would be too long, and then it does not count."""
        now = self._now()
        flows_off = max(self._flows_off.get(who, now), now)
        wait = flows_off - now - 1
        if wait > LONGEST_WAIT_S:
            return None
        self._flows_off[who] = flows_off + self._gap
        return max(wait, 0.0)
