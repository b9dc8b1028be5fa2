"""The yardstick: a bare aiohttp handler with one SQLite commit and one outgoing POST."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import aiohttp
from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

HOST = "127.0.0.1"


async def serve(app: web.Application) -> tuple[web.AppRunner, str]:
    """Open ``app`` on a free port; its runner and address."""
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, HOST, 0)
    await site.start()
    return runner, f"http://{HOST}:{runner.addresses[0][1]}"


def make_sink() -> web.Application:
    """A server that takes every POST."""

    async def take(request: web.Request) -> web.Response:
        await request.read()
        return web.json_response({"id": "1"})

    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", take)
    return app


def make_bare(database: Path, sink: str) -> web.Application:
    """One commit in a writer thread, one POST, an answer."""
    writer = ThreadPoolExecutor(1)
    connection = sqlite3.connect(database, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("CREATE TABLE IF NOT EXISTS pressed (body TEXT)")

    def commit(body: str) -> None:
        with connection:
            connection.execute("INSERT INTO pressed VALUES (?)", (body,))

    async def live(app: web.Application) -> AsyncIterator[None]:
        async with aiohttp.ClientSession() as session:
            app[SESSION] = session
            yield
        writer.shutdown()
        connection.close()

    async def press(request: web.Request) -> web.Response:
        body = await request.text()
        await request.loop.run_in_executor(writer, commit, body)
        async with request.app[SESSION].post(sink, json={"seen": True}) as answer:
            await answer.read()
        return web.json_response({"statusCode": 200})

    app = web.Application()
    app.cleanup_ctx.append(live)
    app.router.add_post("/", press)
    return app


SESSION = web.AppKey("session", aiohttp.ClientSession)
