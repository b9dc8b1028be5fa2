"""`usher serve`, bot and worker in one process: how soon it is ready, and what it needs while nothing happens."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from bench.house import open_sandbox
from bench.programs import run
from bench.rows import Row

STARTS, IDLE = 4, 10


async def measure() -> list[Row]:
    """The first start makes the tables and is not counted."""
    took, held, busy = [], [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with open_sandbox(folder) as (http, settings):
            for _ in range(STARTS):
                began = time.perf_counter()
                async with run("usher.cli", "serve", folder=folder, ready="Usher is ready", settings=settings) as usher:
                    async with http.get(f"http://127.0.0.1:{settings['USHER_PORT']}/readyz") as answer:
                        assert answer.status == 200
                    took.append(time.perf_counter() - began)
                    if len(took) > 1:
                        await asyncio.sleep(IDLE)  # the heavy libraries are warmed in the meantime
                        before = usher.read_busy()
                        await asyncio.sleep(IDLE)
                        busy.append((usher.read_busy() - before) / IDLE * 100)
                        held.append(usher.read_memory())
    ready, memory = statistics.median(took[1:]), statistics.median(held)
    idle = f"{statistics.median(busy):.0f} % of a core meanwhile"
    return [
        Row("`usher serve` is ready", ready, "< 2 s", f"{ready:.1f} s", "from the command to `/readyz`", most=2),
        Row("`usher serve`, idle", memory, "< 150 MB", f"{memory:.0f} MB", f"bot and worker; {idle}", most=150),
    ]
