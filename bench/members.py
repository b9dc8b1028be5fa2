"""One member into a group of 100,000 against one into a group of one, at our SCIM provider."""

from __future__ import annotations

import json
import statistics
import tempfile
import time
import uuid
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
from aiohttp import web

from bench import serving
from bench.rows import Row
from provisioning.scim_provider.http import make_scim_app
from provisioning.scim_provider.store import create_tables
from provisioning.sql import Database, sqlite_url

ROUNDS, BIG = 40, 100_000
HEADERS = {"Authorization": "Bearer bench", "Content-Type": "application/scim+json"}


class Wall:
    """World time is wall time here."""

    def now(self) -> datetime:
        """The present moment."""
        return datetime.now(UTC)


async def measure() -> list[Row]:
    """By turns into both groups; medians."""

    async def anybody(token: str) -> str | None:
        return token

    with tempfile.TemporaryDirectory() as folder:
        database = Database(sqlite_url(Path(folder) / "scim.sqlite"))
        create_tables(database.engine)
        app = web.Application()
        app.add_subapp(
            "/scim/v2", make_scim_app(database, base_url="http://bench/scim/v2", clock=Wall(), tokens=anybody)
        )
        runner, address = await serving.serve(app)
        async with aiohttp.ClientSession(address, headers=HEADERS) as http:
            small, big = await make_group(http, "small", 1), await make_group(http, "big", BIG)
            took: dict[str, list[float]] = {small: [], big: []}
            for _ in range(ROUNDS):
                for group in (small, big):
                    began = time.perf_counter()
                    await add(http, group, [str(uuid.uuid4())])
                    took[group].append(time.perf_counter() - began)
        await runner.cleanup()
        database.close()
    ratio = statistics.median(took[big]) / statistics.median(took[small])
    milliseconds = statistics.median(took[big]) * 1000
    name = "SCIM: one member into a group of 100,000 against one of 1"
    return [Row(name, ratio, "≤ 1.3 ×", f"{ratio:.2f} ×", f"{milliseconds:.1f} ms each", most=1.3)]


async def make_group(http: aiohttp.ClientSession, name: str, members: int) -> str:
    """A group of so many members; its id."""
    schema = "urn:ietf:params:scim:schemas:core:2.0:Group"
    async with http.post("/scim/v2/Groups", data=json.dumps({"schemas": [schema], "displayName": name})) as answer:
        group = str((await answer.json(content_type=None))["id"])
    for start in range(0, members, 5000):
        await add(http, group, [str(uuid.uuid4()) for _ in range(min(5000, members - start))])
    return group


async def add(http: aiohttp.ClientSession, group: str, members: list[str]) -> None:
    """Add members as Entra does."""
    body = {
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{"op": "Add", "path": "members", "value": [{"$ref": None, "value": one} for one in members]}],
    }
    async with http.patch(f"/scim/v2/Groups/{group}", data=json.dumps(body)) as answer:
        assert answer.status in {200, 204}, await answer.text()
