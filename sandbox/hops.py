"""World time is moved in hops: from one due moment to the next, each hop seen by everybody who follows the clock.

A follower is a process of Usher's (or a part of this one) that polls ``/sandbox/clock/follow``: it says up to when it has
enqueued what was due, and when its next due moment is. An advance ends when every live follower has reached the target.
"""

from __future__ import annotations

import asyncio
import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sandbox.clock import stamp
from sandbox.schema import put_fact

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, timedelta

    from aiohttp import web

    from sandbox.engine.service import ProvisioningService
    from sandbox.world import World

#: Wall seconds after which a follower that has not called is taken for dead.
DEAD_S = 15.0
#: Wall seconds that one hop waits for followers at most.
HOP_S = 20.0
#: How often a waiting poll looks whether its caller is still there, in wall seconds.
LOOK_S = 0.5


@dataclass
class Follower:
    """What somebody who follows the clock said last."""

    #: Everything due until then is enqueued; None before the first report.
    at: datetime | None
    #: Its next due moment; None when nothing is due.
    due: datetime | None
    #: Monotonic wall seconds of its last call.
    seen: float


class Hops:
    """Moves world time and keeps the list of those who follow it."""

    def __init__(self, world: World, engine: ProvisioningService) -> None:
        self._world, self._engine = world, engine
        self._followers: dict[str, Follower] = {}
        #: The due moment that each follower was answered at once for.
        self._rung: dict[str, datetime] = {}
        self._told = asyncio.Condition()
        self._moving = asyncio.Lock()
        self._closing = False
        #: The last moment that was hopped to; None when the clock was never moved in this run.
        self._hop: datetime | None = None

    async def follow(
        self, name: str, *, at: datetime | None, due: datetime | None, wait_s: float, gone: Callable[[], bool]
    ) -> dict[str, str | float]:
        """Take a follower's report; answer when the clock has moved beyond ``at``, or after ``wait_s`` wall seconds.

        The wall may reach ``due`` first: that is told as well, once for each due moment.
        """
        self._followers[name] = Follower(at=at, due=due, seen=time.monotonic())
        await self._tell()
        end = time.monotonic() + min(wait_s, self._until_due(name, due))
        while not (self._closing or self._is_behind(at)) and (left := end - time.monotonic()) > 0:
            await self._wait(min(left, LOOK_S), lambda: self._closing or self._is_behind(at))
            if gone():
                self._followers.pop(name, None)
                break
            if name in self._followers:
                self._followers[name].seen = time.monotonic()
        return self.read()

    async def close(self, _app: web.Application) -> None:
        """Answer whoever waits (``on_shutdown``): a long poll would hold the application's end back."""
        self._closing = True
        await self._tell()

    def _until_due(self, name: str, due: datetime | None) -> float:
        """Wall seconds until a due moment that this follower was not yet woken for."""
        if due is None or self._rung.get(name) == due:
            return math.inf
        left = (due - self._world.clock.now()).total_seconds()
        if left <= 0:
            self._rung[name] = due
        return max(0.0, left)

    def read(self) -> dict[str, str | float]:
        """The world's present moment and how far it is ahead of the wall."""
        return {"now": stamp(self._world.clock.now()), "offset_s": self._world.clock.offset_s}

    async def advance(self, span: timedelta) -> datetime:
        """Move the world by ``span``, hopping through what falls due; the moment reached when all of it is enqueued."""
        async with self._moving:
            last = self._world.clock.now()
            target = last + span
            # first a hop to the present moment: what followers said some seconds ago of their next due moment is old
            await self._move_to(last)
            await self._settle(last)
            while last < target:
                last = await self._next_hop(last, target)
                await self._move_to(last)
                await self._engine.run_due()
                await self._settle(last)
        return self._world.clock.now()

    async def _next_hop(self, last: datetime, target: datetime) -> datetime:
        """The next due moment after ``last``: one that does not move forward is taken once."""
        dues = [follower.due for follower in self._live()]
        dues.append(await self._engine.next_due())
        return min([target, *(due for due in dues if due and last < due < target)])

    async def _move_to(self, hop: datetime) -> None:
        """Set the clock to ``hop`` unless the wall has carried it beyond, store the offset and wake the followers."""
        clock = self._world.clock
        clock.offset_s += max(0.0, (hop - clock.now()).total_seconds())
        await self._world.db.write(put_fact, "offset_s", repr(clock.offset_s))
        self._hop = hop
        await self._tell()
        await self._world.say_changed("clock")

    async def _settle(self, hop: datetime) -> None:
        """Wait until every live follower has enqueued what was due until ``hop``."""
        end = time.monotonic() + HOP_S
        while (left := end - time.monotonic()) > 0:
            if all(follower.at and follower.at >= hop for follower in self._live()):
                return
            await self._wait(min(left, LOOK_S), lambda: all(f.at and f.at >= hop for f in self._live()))

    def _is_behind(self, at: datetime | None) -> bool:
        """Whether the clock was moved since a report."""
        return at is None or (self._hop is not None and at < self._hop)

    def _live(self) -> list[Follower]:
        """The followers that called lately; the others are dropped."""
        oldest = time.monotonic() - DEAD_S
        self._followers = {name: f for name, f in self._followers.items() if f.seen > oldest}
        return list(self._followers.values())

    async def _tell(self) -> None:
        """Wake whoever waits for a hop or for a report."""
        async with self._told:
            self._told.notify_all()

    async def _wait(self, seconds: float, until: Callable[[], bool]) -> None:
        """Wait for a hop or a report, for ``seconds`` of wall time at most."""
        try:
            async with asyncio.timeout(seconds), self._told:
                await self._told.wait_for(until)
        except TimeoutError:
            pass
