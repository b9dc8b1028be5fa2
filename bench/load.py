"""32 conversations at once."""

from __future__ import annotations

import asyncio
import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import aiohttp

    from bench.programs import Program

AT_ONCE = 32


@dataclass(frozen=True, kw_only=True)
class Round:
    """One round of calls against one program; times in milliseconds."""

    rate: float
    p95: float
    late_p99: float
    late_most: float


async def play(program: Program, posts: Iterable[Callable[[], Any]]) -> Round:
    """Send all ``posts``, 32 at a time: each opens a request whose answer must be good."""
    waiting, took = iter(list(posts)), list[float]()

    async def talk() -> None:
        for post in waiting:
            began = time.perf_counter()
            async with post() as answer:
                check(answer, await answer.read())
            took.append(time.perf_counter() - began)

    await program.read_lateness()
    began = time.perf_counter()
    await asyncio.gather(*(talk() for _ in range(AT_ONCE)))
    rate = len(took) / (time.perf_counter() - began)
    late = await program.read_lateness()
    return Round(rate=rate, p95=percentile(took, 95), late_p99=percentile(late, 99), late_most=max(late) * 1000)


def check(answer: aiohttp.ClientResponse, body: bytes) -> None:
    """A press is answered by a card; a notice would mean that it was refused."""
    assert answer.status < 300, body[:500]
    assert b"activity.message" not in body, body[:500]


def percentile(seconds: Sequence[float], percent: int) -> float:
    """In milliseconds."""
    return statistics.quantiles(seconds, n=100, method="inclusive")[percent - 1] * 1000


def median(rounds: Sequence[Round], name: str) -> float:
    """The median of one figure over the rounds."""
    return float(statistics.median(getattr(one, name) for one in rounds))
