"""A worker whose workflows have five steps: of ours, or of DBOS alone.

``python -m bench.steps ours|bare|worker URL``. The first two run so many workflows and print the seconds; a worker
works at the queue until it is stopped.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from dbos import DBOS
from sqlalchemy import create_engine, event

from provisioning.sql import Database
from provisioning.storage import audit
from provisioning.workflow import durable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sqlalchemy import Connection

STEPS, RUNS, AT_ONCE, ROWS = 5, 60, 10, 3
#: Seconds that Microsoft takes for a call that changes something: provisioning on demand takes several.
OUTSIDE = 0.5
#: Longer than anybody waits: the worker is killed in this step.
LINGER = 120
KEY = b"k" * 32


def write(connection: Connection, event: str) -> None:
    """What a step of an execution writes down, about: three rows of ours."""
    for _ in range(ROWS):
        entry = audit.Entry(at=datetime.now(UTC), event=event, way="bench", detail={"by": os.getpid()})
        audit.append(connection, KEY, entry)


def make_workflows(database: Database) -> dict[str, Callable[..., Awaitable[None]]]:
    """By name: five steps, five that ask outside as well, and one step in which it stays."""

    async def work() -> dict[str, Any]:
        await database.write(write, "worked")
        return {"end": "ok"}

    async def five(_number: int) -> None:
        for number in range(STEPS):
            await durable.step(f"step{number}", work)

    async def work_outside() -> dict[str, Any]:
        await asyncio.sleep(OUTSIDE)
        return await work()

    async def outside(_number: int) -> None:
        for number in range(STEPS):
            await durable.step(f"step{number}", work_outside)

    async def stay() -> dict[str, Any]:
        await database.write(write, "stayed")
        await asyncio.sleep(LINGER)
        return {"end": "ok"}

    async def linger(_number: int) -> None:
        await durable.step("stay", stay)

    return {"five": five, "outside": outside, "linger": linger}


async def in_turns(start: Callable[[int], Awaitable[Any]]) -> float:
    """Seconds for all runs, ten at a time, after a first one that warms up."""

    async def some(numbers: list[int]) -> None:
        for number in numbers:
            handle = await start(number)
            await handle.get_result()

    await some([-1])
    began = time.perf_counter()
    await asyncio.gather(*(some(list(range(first, RUNS, AT_ONCE))) for first in range(AT_ONCE)))
    return time.perf_counter() - began


async def ours(url: str) -> None:
    """Usher's engine, its serializer and its steps."""
    database = Database(url)
    engine = durable.Durable(database, listens=["work"], workflows=make_workflows(database))
    await engine.launch()
    five = engine._functions["five"]  # noqa: SLF001  nothing but a measurement starts one without a queue
    print(await in_turns(lambda number: DBOS.start_workflow_async(five, number)), flush=True)
    await engine.stop()
    database.close()


async def bare(url: str) -> None:
    """DBOS as its tutorial has it, on the same file in WAL with the same durability."""
    engine = create_engine(url, connect_args={"check_same_thread": False, "isolation_level": "IMMEDIATE"})
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=NORMAL"))
    DBOS(config={"name": "bare", "system_database_url": url, "system_database_engine": engine})

    @DBOS.step()
    async def step(number: int) -> int:
        return number

    @DBOS.workflow()
    async def five(_number: int) -> None:
        for number in range(STEPS):
            await step(number)

    DBOS.launch()
    print(await in_turns(lambda number: DBOS.start_workflow_async(five, number)), flush=True)
    await asyncio.to_thread(DBOS.destroy)


async def worker(url: str) -> None:
    """One of several."""
    database = Database(url)
    engine = durable.Durable(database, listens=["work"], workflows=make_workflows(database))
    await engine.launch()
    print(os.getpid(), flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run({"ours": ours, "bare": bare, "worker": worker}[sys.argv[1]](sys.argv[2]))
