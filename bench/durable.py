"""Durable work: our steps against DBOS's own, three workers against one, and how soon a killed worker's work goes on."""

from __future__ import annotations

import asyncio
import itertools
import os
import statistics
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

from bench.postgres import open_postgres
from bench.programs import LOOK_EVERY, read_machine, run
from bench.rows import Row
from bench.steps import OUTSIDE
from provisioning.sql import Database, make_engine, sqlite_url
from provisioning.storage import schema
from provisioning.usecases.desk import Job
from provisioning.workflow import durable

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: A backlog that takes seconds, so that the looks for its first and its last workflow do not count.
ROUNDS, BACKLOG, WORKERS = 3, 240, 3


async def measure() -> list[Row]:
    """All three."""
    with tempfile.TemporaryDirectory() as folder:
        steps = await compare_steps(Path(folder))
        with open_postgres() as url:
            bound = await compare_workers("five", url, Path(folder), "Three workers against one, PostgreSQL")
            label = f"The same where each step asks outside for {OUTSIDE} s"
            waiting = await compare_workers("outside", url, Path(folder), label)
            taken = await take_over(url, Path(folder))
    return [
        steps,
        bound,
        waiting,
        Row(
            "A killed worker's step begins elsewhere",
            taken,
            "≤ 12 s",
            f"{taken:.1f} s",
            "`kill -9` in the middle of a step; two workers over one PostgreSQL",
            most=12,
        ),
    ]


async def compare_steps(folder: Path) -> Row:
    """By turns, each on a new SQLite file."""
    took: dict[str, list[float]] = {"ours": [], "bare": []}
    for number, name in itertools.product(range(ROUNDS), took):
        url = sqlite_url(folder / f"{name}{number}.sqlite")
        engine = make_engine(url)
        schema.upgrade(engine)
        engine.dispose()
        async with run("bench.steps", name, url, folder=folder) as program:
            took[name].append(float(program.said[-1]))
    ratio = statistics.median(took["bare"]) / statistics.median(took["ours"])
    told = "five steps, in each of ours three rows written besides; the bare ones write nothing; SQLite"
    return Row("Durable steps", ratio, "≥ 0.5 × bare DBOS", f"{ratio:.2f} × bare DBOS", told, least=0.5)


async def compare_workers(workflow: str, url: str, folder: Path, label: str) -> Row:
    """One worker and three by turns, over one database."""
    one, three = list[tuple[float, float]](), list[tuple[float, float]]()
    for _ in range(ROUNDS):
        one.append(await drain(workflow, url, 1, folder))
        three.append(await drain(workflow, url, WORKERS, folder))
    alone, idle = (statistics.median(column) for column in zip(*one, strict=True))
    together = statistics.median(seconds for seconds, _ in three)
    many, cores = alone / together, os.cpu_count()
    rates = f"{BACKLOG / together:.0f}/s against {BACKLOG / alone:.0f}/s; under one {idle:.0%} of {cores} cores idle"
    return Row(label, many, "≥ 1.6 ×", f"{many:.2f} ×", rates, least=1.6)


async def drain(workflow: str, url: str, workers: int, folder: Path) -> tuple[float, float]:
    """Seconds in which so many workers finish a backlog, and which share of the machine was idle meanwhile."""
    async with AsyncExitStack() as stack:
        for _ in range(workers):
            await stack.enter_async_context(run("bench.steps", "worker", url, folder=folder))
        looks = stack.enter_context(_connect(url))
        before = _count(looks, "worked")
        began, (idle, all_) = time.perf_counter(), read_machine()
        _enqueue(url, workflow, BACKLOG)
        while _count(looks, "worked") < before + BACKLOG * 15:
            await asyncio.sleep(LOOK_EVERY * 5)
        idle_after, all_after = read_machine()
        return time.perf_counter() - began, (idle_after - idle) / (all_after - all_)


async def take_over(url: str, folder: Path) -> float:
    """Seconds from the kill of the worker that is in a step until the other begins that step."""
    async with AsyncExitStack() as stack:
        programs = [await stack.enter_async_context(run("bench.steps", "worker", url, folder=folder)) for _ in range(2)]
        _enqueue(url, "linger", 1)
        looks = stack.enter_context(_connect(url))
        while not (by := _who(looks)):
            await asyncio.sleep(LOOK_EVERY)
        next(one for one in programs if one.said[-1] in by).process.kill()
        began = time.perf_counter()
        while len(_who(looks)) == 1:
            await asyncio.sleep(LOOK_EVERY)
        for program in programs:
            if program.process.returncode is None:
                program.process.kill()
        return time.perf_counter() - began


def _enqueue(url: str, workflow: str, times: int) -> None:
    database = Database(url)
    queue = durable.Queue(database)
    numbers = range(times)

    def put(connection: Connection) -> None:
        for number in numbers:
            identity = f"{workflow}-{time.monotonic_ns()}-{number}"
            queue.put(connection, Job(workflow=workflow, queue="work", id=identity, args=(number,)))

    with database.engine.begin() as connection:
        put(connection)
    queue.close()
    database.close()


def _connect(url: str) -> psycopg.Connection[Any]:
    """For looks that cost the workers little: each new connection is a new process of the server."""
    return psycopg.connect(url.replace("+psycopg", ""), autocommit=True)


def _count(looks: psycopg.Connection[Any], event: str) -> int:
    found = looks.execute("SELECT count(*) FROM audit WHERE event = %s", [event]).fetchone()
    assert found is not None
    return int(found[0])


def _who(looks: psycopg.Connection[Any]) -> set[str]:
    """Process ids that began the step in which a workflow stays."""
    rows = looks.execute("SELECT DISTINCT detail::json ->> 'by' FROM audit WHERE event = %s", ["stayed"])
    return {str(row[0]) for row in rows}
