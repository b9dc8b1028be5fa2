"""The two clocks: the system's, and the sandbox's, which is followed over HTTP so that every process sees one time."""

from __future__ import annotations

import asyncio
import secrets
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import aiohttp
import structlog

from provisioning.away import DatabaseError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

log = structlog.get_logger(__name__)

#: Wall seconds that one poll waits for the clock to be moved.
POLL_S = 5.0
#: Wall seconds after a failed poll.
PAUSE_S = 0.5


class SystemClock:
    """World time is wall time."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)


class SandboxClock:
    """World time as the sandbox tells it: wall time and an offset that only the sandbox moves."""

    def __init__(self, url: str, offset_s: float = 0.0) -> None:
        self._url, self._offset = url, timedelta(seconds=offset_s)
        self._name = f"usher-{secrets.token_hex(4)}"

    def now(self) -> datetime:
        """The world's present moment, aware, in UTC."""
        return datetime.now(UTC) + self._offset

    async def read(self, session: aiohttp.ClientSession) -> None:
        """Learn the offset once, before anything asks for the time."""
        await self._report(session, at=None, due=None, wait_s=0)

    async def follow(
        self, session: aiohttp.ClientSession, sweep: Callable[[], Awaitable[datetime | None]] | None
    ) -> None:
        """Follow for ever: at each hop enqueue what is due, then report it. Without ``sweep`` only the time is followed.

        ``sweep`` enqueues what is due now and says when something falls due next; None when nothing does.
        """
        due: datetime | None = None
        at: datetime | None = None
        while True:
            try:
                at = self.now()  # before the sweep: what falls due meanwhile is the next one's
                due = await sweep() if sweep else None
                await self._report(session, at=at, due=due, wait_s=POLL_S)
            except (aiohttp.ClientError, TimeoutError, ConnectionError, DatabaseError) as error:
                log.info("clock.unreachable", reason=type(error).__name__)
                await asyncio.sleep(PAUSE_S)

    async def _report(
        self, session: aiohttp.ClientSession, *, at: datetime | None, due: datetime | None, wait_s: float
    ) -> None:
        """Say how far we are, and learn the offset when the poll ends."""
        report = {
            "name": self._name,
            "at": at.isoformat() if at else None,
            "due": due.isoformat() if due else None,
            "wait_s": wait_s,
        }
        timeout = aiohttp.ClientTimeout(total=wait_s + 10)
        async with session.post(f"{self._url}/follow", json=report, timeout=timeout) as answer:
            answer.raise_for_status()
            self._offset = timedelta(seconds=float((await answer.json())["offset_s"]))
