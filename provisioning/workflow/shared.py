"""One reading for everybody who asks for it at the same time."""

from __future__ import annotations

import asyncio
import contextvars
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

T = TypeVar("T")


class Shared(Generic[T]):
    """A reading that is carried out once for all who wait for it. For one event loop.

    Nobody is answered by a reading that began before they asked: whoever comes while one is under way shares the next.
    What it raises, everybody who shares it gets; who stops waiting leaves it to the others.
    """

    def __init__(self, read: Callable[[], Awaitable[T]], *, within: float = 0.0) -> None:
        """``within``: seconds that a reading waits for others who ask before it begins."""
        self._read, self._within = read, within
        self._under_way: asyncio.Task[T] | None = None
        self._next: asyncio.Task[T] | None = None

    async def __call__(self) -> T:
        """The reading."""
        if self._next is None or self._next.done():
            # a context of its own: its log lines are not those of one request
            self._next = asyncio.create_task(self._begin(self._under_way), context=contextvars.Context())
        return await asyncio.shield(self._next)

    async def _begin(self, before: asyncio.Task[T] | None) -> T:
        if before is not None:
            await asyncio.wait([before])
        if self._within:
            await asyncio.sleep(self._within)
        self._under_way, self._next = self._next, None
        return await self._read()
