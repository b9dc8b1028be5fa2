"""``GET /sandbox/teams/stream``: server-sent events that tell the page to look again."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from sandbox.world import World

#: Seconds of silence after which a comment keeps the connection alive.
KEEP_ALIVE = 15


class Stream:
    """The open pages; they are let go when the application ends."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._open: set[asyncio.Task[None]] = set()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Say ``change`` with the world's counter, at once and then after each change."""
        headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        task = asyncio.create_task(self._tell(response))
        self._open.add(task)
        try:
            await task
        except (asyncio.CancelledError, ConnectionError):
            task.cancel()
        finally:
            self._open.discard(task)
        return response

    async def _tell(self, response: web.StreamResponse) -> None:
        """Write events until the page or the world goes."""
        seen = self._world.changes.count
        await response.write(b"retry: 1000\nevent: change\ndata: %d\n\n" % seen)
        while True:
            count = await self._world.changes.wait(seen, KEEP_ALIVE)
            line = b": still here\n\n" if count == seen else b"event: change\ndata: %d\n\n" % count
            await response.write(line)
            seen = count

    async def close(self, _app: web.Application) -> None:
        """Let every page go (``on_shutdown``): an open stream would hold the application's end back."""
        for task in list(self._open):
            task.cancel()


def add_stream(app: web.Application, world: World) -> None:
    """Serve the stream."""
    stream = Stream(world)
    app.router.add_get("/sandbox/teams/stream", stream.serve)
    app.on_shutdown.append(stream.close)
