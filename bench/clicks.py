"""The click path: a signed press → gate → transaction → card back, against a bare handler with one commit and one POST."""

from __future__ import annotations

import asyncio
import itertools
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp

from bench import bare
from bench.demo import ask, open_demo

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

ROUNDS, AT_ONCE, EACH = 5, 32, 6


async def rate(work: Callable[[], Awaitable[None]]) -> tuple[float, float]:
    """(calls per second, 95th percentile in milliseconds) of ``work``, 32 at once."""
    took: list[float] = []

    async def one() -> None:
        for _ in range(EACH):
            began = time.perf_counter()
            await work()
            took.append(time.perf_counter() - began)

    began = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(AT_ONCE)))
    return len(took) / (time.perf_counter() - began), statistics.quantiles(took, n=20)[-1] * 1000


async def measure() -> list[tuple[str, str, str]]:
    """Rounds of both by turns; medians."""
    ours: list[tuple[float, float]] = []
    theirs: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        sink_runner, sink = await bare.serve(bare.make_sink())
        bare_runner, address = await bare.serve(bare.make_bare(Path(folder) / "bare.sqlite", sink))
        async with open_demo() as http, aiohttp.ClientSession() as session:
            card = await ask(http, "first@fabrikam.example")
            counter = itertools.count()

            async def press() -> None:
                body = {"person": "adam", "message": card, "action": "Why me", "inputs": {"n": str(next(counter))}}
                async with http.post("/sandbox/teams/click", json=body) as answer:
                    assert (await answer.json())["status"] == 200

            async def bare_press() -> None:
                async with session.post(address, json={"n": next(counter)}) as answer:
                    await answer.read()

            for _ in range(ROUNDS):
                ours.append(await rate(press))
                theirs.append(await rate(bare_press))
        await bare_runner.cleanup()
        await sink_runner.cleanup()
    mine, other = (statistics.median(one[0] for one in found) for found in (ours, theirs))
    p95 = statistics.median(one[1] for one in ours)
    return [
        (
            "Click path, 32 at once",
            f"{mine / other:.2f} × a bare handler",
            f"{mine:.0f}/s, p95 {p95:.0f} ms, the sandbox's Teams in the same process included; the bare handler {other:.0f}/s",
        )
    ]
