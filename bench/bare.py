"""The yardstick: a bare aiohttp handler with one SQLite commit and one outgoing POST. ``python -m bench.bare FILE SINK``."""

from __future__ import annotations

import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp
from aiohttp import web

from bench.serving import announce

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

SESSION = web.AppKey("session", aiohttp.ClientSession)


def make_bare(database: Path, sink: str) -> web.Application:
    """One commit in a writer thread, one POST, an answer."""
    writer = ThreadPoolExecutor(1)
    connection = sqlite3.connect(database, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
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


if __name__ == "__main__":
    announce(make_bare(Path(sys.argv[1]), sys.argv[2]))
