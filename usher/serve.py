"""``usher serve``: the bot's HTTP side, with the worker in the same process unless it runs apart."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import socket
from typing import TYPE_CHECKING

from aiohttp import web

from bot.adapter import add_bot_routes
from bot.files import Files
from bot.flood import Flood
from bot.gate import Gate
from bot.keys import OpenIdKeys
from bot.routes import Memory, Router
from provisioning.away import DatabaseError
from provisioning.line import take_turns_often
from provisioning.sql import takes_writes
from provisioning.usecases import authority
from usher.settings import SettingsError
from usher.wiring import House, file_urls, open_house, service_urls

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.gate import Keys
    from provisioning.domain.rules import Rules
    from usher.environment import Environment

HOUSE = web.AppKey("house", House)
#: Set once everything is ready for people.
PREPARED = web.AppKey("prepared", asyncio.Event)


def add_usher(app: web.Application, house: House) -> None:
    """Put the bot and the probes on an application."""
    environment = house.environment
    app[HOUSE] = house
    keys = OpenIdKeys(house.session, environment.bot_openid_url)

    async def close_keys(_app: web.Application) -> None:
        await keys.close()

    app.on_cleanup.append(close_keys)
    gate = make_gate(environment, keys)
    flood = Flood(house.rules.limits.actions_per_person_per_minute)
    files = Files(allowed=file_urls(environment), session=house.session)
    router = Router(service=house.service, connector=house.connector, flood=flood, files=files)
    add_bot_routes(
        app,
        gate=gate,
        handler=router.handle,
        memory=Memory(service=house.service),
        connector=house.connector,
        on_error=router.apologise,
    )
    add_probes(app, house)
    if house.environment.provider_url:
        from usher.provider import add_provider  # noqa: PLC0415  the SCIM models take half a second that others need not wait

        add_provider(app, house)


def make_gate(environment: Environment, keys: Keys) -> Gate:
    """The gate for this bot, this tenant and this cloud. Raises SettingsError for a service URL that is not https."""
    return Gate(
        app_id=environment.bot_app_id,
        tenant_id=environment.tenant_id,
        service_urls=service_urls(environment),
        keys=keys,
        issuer=environment.place.bot_framework,
    )


def add_probes(app: web.Application, house: House) -> None:
    """``/healthz``: the process lives. ``/readyz``: its database answers and takes writes, and what had to be prepared is (else 503).

    ``worker`` in it is *silent* once none has read for five minutes who has a say: people can be answered, but ask and decide nothing.
    """
    prepared = app[PREPARED] = asyncio.Event()

    async def healthz(_request: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def readyz(_request: web.Request) -> web.Response:
        if not prepared.is_set():
            return web.json_response({"status": "starting"}, status=503)
        try:
            fresh = await house.service.look(authority.is_fresh)
            writes = await house.service.database.peek(takes_writes)
        except DatabaseError:
            return web.json_response({"status": "the database is away"}, status=503)
        if not writes:
            return web.json_response({"status": "the database takes no writes"}, status=503)
        return web.json_response({"status": "ready", "worker": "ok" if fresh else "silent"})

    app.router.add_get("/healthz", healthz)
    app.router.add_get("/readyz", readyz)


async def run_until_stopped(
    app: web.Application,
    *,
    host: str,
    port: int,
    ready: str,
    named: str = "USHER_PORT",
    prepare: Callable[[], Awaitable[None]] | None = None,
    before_close: Callable[[], Awaitable[None]] | None = None,
) -> None:
    """Serve ``app`` until SIGTERM or SIGINT; ``ready`` is printed once the port is open and ``prepare`` is done.

    ``named`` is what gave the port. ``before_close`` runs while the port is still open: the demo's workflows need its world until they have stopped.
    """
    take_turns_often()
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=5)
    await runner.setup()
    stopped = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    try:
        await _open_port(runner, host, port, named)
        if prepare is not None:
            await prepare()
        if PREPARED in app:
            app[PREPARED].set()
        print(ready, flush=True)  # noqa: T201  the command's own output
        await stopped.wait()
    finally:
        if before_close is not None:
            await before_close()
        await runner.cleanup()


async def _open_port(runner: web.AppRunner, host: str, port: int, named: str) -> None:
    """Raises SettingsError when the port cannot be had, by the name of what gave it."""
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        strange = isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL
        which, hint = ("USHER_HOST", "take an address of this machine") if strange else (named, "take another port")
        raise SettingsError([f"{which}: {host}:{port} cannot be opened ({reason}); {hint}"]) from error


async def serve(environment: Environment, rules: Rules, *, works: bool, port: int | None = None) -> None:
    """Run the bot, and the worker too where ``works``; on the command line's ``port``, where it names one."""
    if port is not None:
        environment = environment.model_copy(update={"port": port})
    async with open_house(environment, rules, works=works) as house:
        app = web.Application()
        add_usher(app, house)
        ready = f"Usher is ready on http://{environment.host}:{environment.port}"
        named = "USHER_PORT" if port is None else "--port"
        await run_until_stopped(app, host=environment.host, port=environment.port, ready=ready, named=named)


async def work(environment: Environment, rules: Rules) -> None:
    """Run the worker alone: it has the Graph rights and no port."""
    async with open_house(environment, rules, serves=False):
        stopped = asyncio.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(name, stopped.set)
        print("Usher's worker is ready", flush=True)  # noqa: T201  the command's own output
        await stopped.wait()
