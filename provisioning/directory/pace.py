"""A pace that a service asks for, kept on this side once it has refused something for coming too fast."""

from __future__ import annotations

import asyncio
from collections import deque

#: Seconds for which the pace is kept after a refusal.
KEPT = 600.0


class Pace:
    """At most so many calls begin within so many seconds of wall time; who comes too early waits for their turn. For one event loop.

    Only after :meth:`refused`: a limit that this service does not have, or has raised, slows nobody. A second process keeps
    its own pace: what the service still refuses is tried again by whoever asked.
    """

    def __init__(self, calls: int, seconds: float) -> None:
        self._seconds = seconds
        self._begun: deque[float] = deque(maxlen=calls)
        self._line = asyncio.Lock()
        self._until = 0.0

    def refused(self) -> None:
        """The service asked to wait."""
        self._until = asyncio.get_running_loop().time() + KEPT

    async def turn(self) -> None:
        """Wait until one more call may begin, in the order of asking."""
        loop = asyncio.get_running_loop()
        async with self._line:
            if len(self._begun) == self._begun.maxlen and loop.time() < self._until:
                await asyncio.sleep(max(0.0, self._begun[0] + self._seconds - loop.time()))
            self._begun.append(loop.time())
