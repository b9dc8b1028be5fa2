"""World time moves in hops that everybody who follows it sees in order."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime, timedelta
from typing import Any

import pytest

from sandbox import hops
from sandbox.clock import read_span, read_stamp, stamp
from sandbox.controls import CLOCK


async def followed_by(served: Any, count: int) -> None:
    """Wait until so many follow the clock."""
    clock = served.tenant.app[CLOCK]
    await asyncio.wait_for(clock._wait(5, lambda: len(clock._followers) >= count), 5)


class Follower:
    """A process that follows the clock: it has dues, and says so."""

    def __init__(self, served: Any, name: str, dues: list[datetime]) -> None:
        self.served, self.name, self.dues = served, name, sorted(dues)
        #: Each due moment with the world's moment at which it was seen.
        self.seen: list[tuple[datetime, datetime]] = []

    async def run(self) -> None:
        at = None
        while True:
            body = {"name": self.name, "at": at, "due": stamp(self.dues[0]) if self.dues else None, "wait_s": 20}
            told = await self.served.control("clock/follow", body)
            now = read_stamp(told["now"])
            while self.dues and self.dues[0] <= now:
                self.seen.append((self.dues.pop(0), now))
            at = told["now"]


async def now_of(served: Any) -> datetime:
    return read_stamp((await served.control("clock"))["now"])


async def advance(served: Any, span: str) -> datetime:
    return read_stamp((await served.control("clock", {"advance": span}))["now"])


@pytest.mark.parametrize(
    ("text", "seconds"), [("30d", 2_592_000), ("6h", 21_600), ("20m", 1_200), ("1d12h", 129_600), ("5s", 5)]
)
def test_spans_are_read(text: str, seconds: int) -> None:
    assert read_span(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "5", "h", "-1d", "1w", "1d 2h", "1d;"])
def test_other_text_is_no_span(text: str) -> None:
    with pytest.raises(ValueError, match="not a span"):
        read_span(text)


async def test_the_world_moves_by_the_span_and_tells_so(served: Any) -> None:
    before = await now_of(served)
    after = await advance(served, "30d")
    assert timedelta(days=30) <= after - before < timedelta(days=30, minutes=1)
    assert abs((await served.control("clock"))["offset_s"] - 30 * 86_400) < 1


async def test_a_follower_sees_its_dues_in_order_and_each_at_its_own_moment(served: Any) -> None:
    start = await now_of(served)
    dues = [start + timedelta(days=days) for days in (1, 3, 10)]
    followers = [Follower(served, "one", dues[:2]), Follower(served, "two", [dues[2]])]
    tasks = [asyncio.create_task(follower.run()) for follower in followers]
    await followed_by(served, 2)
    began = time.monotonic()
    end = await advance(served, "30d")
    assert time.monotonic() - began < 3
    seen = [one for follower in followers for one in follower.seen]
    assert [due for due, _ in seen] == dues
    assert all(timedelta(0) <= at - due < timedelta(minutes=1) for due, at in seen)
    assert end - start >= timedelta(days=30)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_a_poll_without_news_ends_when_its_patience_does(served: Any) -> None:
    told = await served.control("clock/follow", {"name": "one", "at": None, "due": None, "wait_s": 5})
    began = time.monotonic()
    await served.control("clock/follow", {"name": "one", "at": told["now"], "due": None, "wait_s": 0.3})
    assert 0.3 <= time.monotonic() - began < 2


async def test_a_due_that_the_wall_reaches_is_told_once(served: Any) -> None:
    start = await now_of(served)
    body = {"name": "one", "at": stamp(start), "due": stamp(start + timedelta(seconds=0.3)), "wait_s": 30}
    began = time.monotonic()
    told = await served.control("clock/follow", body)
    assert read_stamp(told["now"]) >= start + timedelta(seconds=0.3)
    await served.control("clock/follow", {**body, "at": told["now"]})
    assert time.monotonic() - began < 5
    again = time.monotonic()
    await served.control("clock/follow", {**body, "at": told["now"], "wait_s": 0.4})
    assert time.monotonic() - again >= 0.4


async def test_a_due_that_does_not_move_forward_is_taken_once(served: Any) -> None:
    start = await now_of(served)
    stuck = stamp(start + timedelta(hours=1))

    async def follow() -> None:
        at = None
        while True:
            body = {"name": "stuck", "at": at, "due": stuck, "wait_s": 20}
            at = (await served.control("clock/follow", body))["now"]

    task = asyncio.create_task(follow())
    await followed_by(served, 1)
    assert await advance(served, "1d") - start >= timedelta(days=1)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_dead_follower_does_not_hold_the_world(served: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hops, "DEAD_S", 0.3)
    await served.control("clock/follow", {"name": "gone", "at": None, "due": None, "wait_s": 0})
    began = time.monotonic()
    await advance(served, "1d")
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("body", [{}, {"advance": "soon"}, {"advance": 5}])
async def test_a_move_that_makes_no_sense_is_refused(served: Any, body: dict[str, Any]) -> None:
    assert (await served.ask("POST", "/sandbox/clock", body))[0] == 400
