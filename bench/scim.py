"""Our SCIM endpoint on SQLite and PostgreSQL against scim2-server on its memory, by turns, with 8 connections."""

from __future__ import annotations

import asyncio
import json
import statistics
import tempfile
import time
import uuid
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp

from bench.members import add, make_group
from bench.postgres import open_postgres
from bench.programs import run
from bench.rows import Row
from provisioning.sql import sqlite_url

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

AT_ONCE, CALLS, ROUNDS, PAGE, PAGES, MEMBERS = 8, 160, 5, 200, 5, 10_000
CORE = "urn:ietf:params:scim:schemas:core:2.0:User"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"


class Side:
    """One of the programs, with a connection and a token for each of 8 conversations."""

    def __init__(self, clients: list[aiohttp.ClientSession]) -> None:
        self.clients = clients
        self.made: list[tuple[str, str]] = []

    async def call(self, http: aiohttp.ClientSession, method: str, path: str, body: Any = None, **query: str) -> Any:
        """One request that must be good; its JSON."""
        data = json.dumps(body) if body else None
        async with http.request(method, f"/scim/v2{path}", data=data, params=query) as answer:
            text = await answer.text()
            assert answer.status < 300, text[:300]
            return json.loads(text) if text else None

    async def rate(self, one: Callable[[aiohttp.ClientSession, int], Awaitable[Any]]) -> float:
        """Calls a second."""
        waiting = iter(range(CALLS))

        async def talk(http: aiohttp.ClientSession) -> None:
            for number in waiting:
                await one(http, number)

        began = time.perf_counter()
        await asyncio.gather(*map(talk, self.clients))
        return CALLS / (time.perf_counter() - began)

    async def post(self, http: aiohttp.ClientSession, _number: int) -> None:
        """A user as Entra makes one."""
        name = f"{uuid.uuid4().hex}@x.test"
        parts = {"name": {"givenName": "A", "familyName": "B"}, "emails": [{"type": "work", "value": name}]}
        user = await self.call(http, "POST", "/Users", {"schemas": [CORE], "userName": name, "active": True, **parts})
        self.made.append((user["id"], name))

    async def find(self, http: aiohttp.ClientSession, number: int) -> None:
        """What Entra matches by."""
        page = await self.call(http, "GET", "/Users", filter=f'userName eq "{self.made[number][1]}"')
        assert page["totalResults"] == 1

    async def change(self, http: aiohttp.ClientSession, number: int) -> None:
        """One attribute."""
        operations = [{"op": "replace", "path": "title", "value": uuid.uuid4().hex}]
        await self.call(http, "PATCH", f"/Users/{self.made[number][0]}", {"schemas": [PATCH], "Operations": operations})

    async def page(self) -> float:
        """Pages of 200 users a second, one after the other."""
        began = time.perf_counter()
        for _ in range(PAGES):
            page = await self.call(self.clients[0], "GET", "/Users", count=str(PAGE))
            assert len(page["Resources"]) == PAGE
        return PAGES / (time.perf_counter() - began)


async def measure() -> list[Row]:
    """Rates as ratios of stock scim2-server's, medians over the rounds."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        databases = {"stock": "", "SQLite": sqlite_url(folder / "scim.sqlite")}
        databases["PostgreSQL"] = stack.enter_context(open_postgres())
        sides = {name: await _open(stack, folder, url) for name, url in databases.items()}
        rates: dict[tuple[str, str], list[float]] = {}
        for _ in range(ROUNDS):
            for name, side in sides.items():
                for what, one in (("POST user", side.post), ("filter", side.find), ("PATCH", side.change)):
                    rates.setdefault((what, name), []).append(await side.rate(one))
            for name, side in sides.items():
                while len(side.made) < PAGE:
                    await side.post(side.clients[0], 0)
                rates.setdefault(("GET 200 users", name), []).append(await side.page())
        rows = [row for what in ("POST user", "filter", "PATCH", "GET 200 users") for row in _rows(what, rates)]
        return [*rows, await _member(sides["SQLite"], sides["stock"])]


async def _open(stack: AsyncExitStack, folder: Path, url: str) -> Side:
    """Start a program and connect to it."""
    program = await stack.enter_async_context(run("bench.provider", *([url] if url else []), folder=folder))
    clients = []
    for number in range(AT_ONCE):
        headers = {"Authorization": f"Bearer bench-{number}", "Content-Type": "application/scim+json"}
        clients.append(await stack.enter_async_context(aiohttp.ClientSession(program.said[-1], headers=headers)))
    return Side(clients)


def _rows(what: str, rates: dict[tuple[str, str], list[float]]) -> list[Row]:
    """One row for each database."""
    stock, rows = statistics.median(rates[what, "stock"]), []
    for name in ("SQLite", "PostgreSQL"):
        mine = statistics.median(rates[what, name])
        least = 10.0 if what.startswith("GET") else 1.0 if name == "SQLite" else 0.8
        words = f"{mine:.0f} a second, stock {stock:.0f}"
        title = f"SCIM: {what} on {name} against scim2-server on memory"
        rows.append(Row(title, mine / stock, f"≥ {least:g} ×", f"{mine / stock:.2f} ×", words, least=least))
    return rows


async def _member(ours: Side, stock: Side) -> Row:
    """One member into a group of 10,000."""
    took: dict[str, list[float]] = {}
    groups = {name: await make_group(side.clients[0], name, MEMBERS) for name, side in (("a", ours), ("b", stock))}
    for _ in range(ROUNDS):
        for name, side in (("a", ours), ("b", stock)):
            began = time.perf_counter()
            await add(side.clients[0], groups[name], [str(uuid.uuid4())])
            took.setdefault(name, []).append(time.perf_counter() - began)
    mine, theirs = (statistics.median(took[name]) for name in ("a", "b"))
    words = f"{mine * 1000:.1f} ms, stock {theirs * 1000:.0f} ms"
    name = "SCIM: one member into a group of 10,000, how much faster than scim2-server"
    return Row(name, theirs / mine, "≥ 100 ×", f"{theirs / mine:.0f} ×", words, least=100)
