"""How often a bot may call: Teams' limits per conversation and per tenant, as sliding windows of wall time.

Numbers: *Optimize your agent with rate limiting in Teams*, Microsoft (8 October 2026).
"""

from __future__ import annotations

import math
import time
from collections import defaultdict, deque

#: (seconds, calls) for each kind of call in one conversation.
SEND = ((1, 7), (2, 8), (30, 60), (3600, 1800))
READ = ((1, 14), (2, 16), (30, 120), (3600, 3600))
#: For one app in one tenant, all calls together.
TENANT = ((1, 50),)


class Limits:
    """Counts calls; says how long to wait instead of letting one too many through."""

    def __init__(self) -> None:
        self._calls: dict[str, deque[float]] = defaultdict(deque)

    def take(self, windows: dict[str, tuple[tuple[int, int], ...]]) -> int | None:
        """Count one call against each named bucket; seconds to wait when one is full, and then nothing is counted."""
        now = time.monotonic()
        waits = [self._wait(self._calls[name], limits, now) for name, limits in windows.items()]
        if any(waits):
            return max(waits)
        for name, limits in windows.items():
            calls = self._calls[name]
            calls.append(now)
            while len(calls) > limits[-1][1]:
                calls.popleft()
        return None

    @staticmethod
    def _wait(calls: deque[float], limits: tuple[tuple[int, int], ...], now: float) -> int:
        """Whole seconds until every window has room; 0 when all have."""
        wait = 0
        for seconds, most in limits:
            if len(calls) >= most:
                free = calls[-most] + seconds - now
                wait = max(wait, math.ceil(free))
        return max(wait, 0)
