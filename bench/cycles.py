"""Entra's first cycle over a whole tenant, and a search among few and many users, at our SCIM endpoint."""

from __future__ import annotations

import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import web
from scim2_models import ScimFilter

from bench.rows import Row
from provisioning.line import take_turns_often
from provisioning.scim_provider import store, units
from provisioning.scim_provider.describe import CORE, provider
from provisioning.sql import Database, sqlite_url
from sandbox.tenant import build_tenant

if TYPE_CHECKING:
    from sqlalchemy import Connection

FEW, MANY, LOOKS, ROUNDS = 1_000, 20_000, 60, 5
SMALL, LARGE = 1_000, 5_000


async def measure() -> list[Row]:
    """Rates and slopes."""
    take_turns_often()  # as the demo does
    small, large = await _first_cycle(SMALL), await _first_cycle(LARGE)
    words = f"{SMALL:,} people: {small:.0f}/s; engine and endpoint in one process"
    slope = small / large
    return [
        Row(f"SCIM: a first cycle, {LARGE:,} people", large, "≥ 300/s", f"{large:.0f}/s", words, least=300),
        Row(
            f"SCIM: time an operation, {LARGE:,} people against {SMALL:,}",
            slope,
            "≤ 1.3 ×",
            f"{slope:.2f} ×",
            "linear is 1",
            most=1.3,
        ),
        await _search(),
    ]


async def _first_cycle(people: int) -> float:
    """Operations a second that changed the platform: accounts made, groups made and told of members."""
    with tempfile.TemporaryDirectory() as folder:
        tenant = build_tenant(Path(folder), port=0, people=people)
        runner, began = web.AppRunner(tenant.app, access_log=None), time.perf_counter()
        await runner.setup()
        took = time.perf_counter() - began
        job = await tenant.engine.read_job()
        await runner.cleanup()
    assert job.last is not None
    assert job.last.state == "Succeeded"
    return job.last.exported / took


async def _search() -> Row:
    """``userName eq`` among few and many, by turns."""
    took: dict[int, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        databases = {count: Database(sqlite_url(Path(folder) / f"{count}.sqlite")) for count in (FEW, MANY)}
        for count, database in databases.items():
            store.create_tables(database.engine)
            await database.write(_fill, count)
        for _ in range(ROUNDS):
            for count, database in databases.items():
                began = time.perf_counter()
                for number in range(LOOKS):
                    page = await database.read(units.search, _wanted(number * count // LOOKS))
                    assert page.total == 1
                took.setdefault(count, []).append((time.perf_counter() - began) / LOOKS)
        for database in databases.values():
            database.close()
    few, many = (statistics.median(took[count]) for count in (FEW, MANY))
    words = f"{many * 1000:.2f} ms each, HTTP apart"
    return Row(
        f"SCIM: filter among {MANY:,} users against {FEW:,}",
        many / few,
        "≤ 1.3 ×",
        f"{many / few:.2f} ×",
        words,
        most=1.3,
    )


def _fill(connection: Connection, count: int) -> None:
    """So many users."""
    for number in range(count):
        body = {"schemas": [CORE["User"]], "userName": f"user-{number}@x.test", "active": True}
        store.create(connection, "User", body, datetime.now(UTC))


def _wanted(number: int) -> units.Search:
    """The search for one of them."""
    filters: Any = ScimFilter
    parsed = filters[provider().model_for("User")](f'userName eq "USER-{number}@x.test"').ast
    return units.Search(kinds=["User"], filter=parsed, sort_by=None, descending=False, start=1, count=1, members=False)
