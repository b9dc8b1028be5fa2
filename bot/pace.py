"""How fast the bot may write: sliding windows per chat and per tenant, kept by the sender so that Teams need not.

Limits: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit. They hold for one process; where
several send at once, Teams answers 429 and the connector waits as told.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict, deque
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence


class Limit(NamedTuple):
    """At most ``starts`` within any ``seconds``."""

    starts: int
    seconds: float


CHAT_LIMITS = (Limit(7, 1), Limit(8, 2), Limit(60, 30), Limit(1800, 3600))
TENANT_LIMITS = (Limit(50, 1),)
#: Chats that are remembered; the one unused for longest is forgotten.
MAX_CHATS = 10_000


class Window:
    """The starts of one chat or tenant. Pure but for the lock: who holds it is next."""

    def __init__(self, limits: Sequence[Limit]) -> None:
        self.lock = asyncio.Lock()
        self._limits = limits
        self._starts: deque[float] = deque(maxlen=max(limit.starts for limit in limits))

    def wait(self, now: float) -> float:
        """Seconds until one more start is within every limit."""
        free_at = (
            self._starts[-limit.starts] + limit.seconds for limit in self._limits if len(self._starts) >= limit.starts
        )
        return max(0.0, max(free_at, default=now) - now)

    def start(self, now: float) -> None:
        """Note a start; the caller has waited."""
        self._starts.append(now)


class Pace:
    """Makes callers wait for their turn, first come first served in each chat."""

    def __init__(
        self,
        *,
        chat: Sequence[Limit] = CHAT_LIMITS,
        tenant: Sequence[Limit] = TENANT_LIMITS,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._chat_limits, self._tenant_limits, self._now = chat, tenant, now
        self._chats: OrderedDict[str, Window] = OrderedDict()
        self._tenants: dict[str, Window] = {}

    async def turn(self, *, chat: str | None, tenant: str) -> None:
        """Return when one more request may start in ``chat`` and ``tenant``; it counts as started then.

        Without a chat, the tenant alone counts.
        """
        async with AsyncExitStack() as held:
            # a start is noted only after both waits, so that no wait for the one bunches starts in the other
            windows = [await held.enter_async_context(self._held(window)) for window in self._windows(chat, tenant)]
            now = self._now()
            for window in windows:
                window.start(now)

    def wait(self, *, chat: str | None, tenant: str) -> float:
        """Seconds that the next caller would wait at least, not counting those who wait already."""
        return max(window.wait(self._now()) for window in self._windows(chat, tenant))

    def _windows(self, chat: str | None, tenant: str) -> list[Window]:
        """The chat's before the tenant's: always taken in this order, so that nobody waits in a circle."""
        return [*([] if chat is None else [self._chat(chat)]), self._tenant(tenant)]

    @asynccontextmanager
    async def _held(self, window: Window) -> AsyncIterator[Window]:
        """Hold the window from the moment a start is free."""
        async with window.lock:
            await asyncio.sleep(window.wait(self._now()))
            yield window

    def _tenant(self, key: str) -> Window:
        return self._tenants.setdefault(key, Window(self._tenant_limits))

    def _chat(self, key: str) -> Window:
        window = self._chats.get(key)
        if window is None:
            window = self._chats[key] = Window(self._chat_limits)
        self._chats.move_to_end(key)
        if len(self._chats) > MAX_CHATS:
            self._chats.popitem(last=False)
        return window
