"""Opening small servers: in this process, or as a program of their own."""

from __future__ import annotations

import asyncio

from aiohttp import web

HOST = "127.0.0.1"


async def serve(app: web.Application) -> tuple[web.AppRunner, str]:
    """Open ``app`` on a free port; its runner and address."""
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, HOST, 0)
    await site.start()
    return runner, f"http://{HOST}:{runner.addresses[0][1]}"


def announce(app: web.Application) -> None:
    """Serve ``app`` until the process is stopped; its address is printed."""

    async def run() -> None:
        _, address = await serve(app)
        print(address, flush=True)
        await asyncio.Event().wait()

    asyncio.run(run())


def make_sink() -> web.Application:
    """A server that takes every POST."""

    async def take(request: web.Request) -> web.Response:
        await request.read()
        return web.json_response({"id": "1"})

    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", take)
    return app
