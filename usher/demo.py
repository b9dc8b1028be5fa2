"""``usher demo`` and ``usher sandbox``: a Microsoft tenant on a laptop, with Usher in it or apart. Alone imports the sandbox."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
import tempfile
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp
from aiohttp import web
from yarl import URL

from provisioning import scim_provider  # noqa: F401  before everything else of ours: it says why
from provisioning.storage import audit, keys
from provisioning.usecases import authority, people
from provisioning.workflow import registry
from sandbox import tour
from sandbox.page import files as page
from sandbox.tenant import HOST, Tenant, build_tenant
from usher.clock import SandboxClock
from usher.database import another_database, make_folder
from usher.environment import Environment
from usher.serve import HOUSE, add_usher, run_until_stopped
from usher.settings import SettingsError, load_rules
from usher.wiring import House, open_house

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from provisioning.domain.rules import Rules
    from provisioning.usecases.desk import Desk
    from provisioning.workflow.outside import World


#: The port that people are told of.
PORT = 3978
#: What a demo leaves in its folder.
OURS = ("world.sqlite*", "usher.sqlite*", "master.key")
#: Settings that a demo takes from its own environment.
PACES = frozenset({"call_seconds", "heartbeat"})
#: Whom this tenant's organisation counts to the project team, in its group or not.
TESTERS = frozenset({"priya@contoso.example", "dorthe@contoso.example"})


@dataclass(frozen=True, kw_only=True)
class DemoSettings:
    """What the command line says."""

    port: int
    data: Path
    database: str = ""
    people: int = 40
    #: What is assigned to the platform when the world is built: all, or none as before a rollout.
    scope: str = "all"
    profile: str = "full"
    readback: str = "full"
    fresh: bool = False
    #: Where the bot is served when it is not on this port.
    bot: str = ""


def open_tenant(settings: DemoSettings) -> Tenant:
    """Build or find the tenant; ``fresh`` begins anew. Whatever else lies in the folder stays, and all of it without a world there."""
    is_a_demos = (settings.data / "world.sqlite").exists()
    for pattern in OURS if settings.fresh and is_a_demos else ():
        for file in settings.data.glob(pattern):
            file.unlink()
    make_folder("--data", settings.data)
    return build_tenant(
        settings.data,
        port=settings.port,
        people=settings.people,
        scope=settings.scope,
        profile=settings.profile,
        readback=settings.readback,
    )


def environment_of(tenant: Tenant, settings: DemoSettings) -> dict[str, str]:
    """The ``USHER_*`` with which Usher finds this tenant; the master key is made once and kept beside the world."""
    key = settings.data / "master.key"
    if not key.exists():
        key.touch(mode=0o600)
        key.write_text(keys.new_master_key(), encoding="utf-8")
    own = {"USHER_MASTER_KEY": key.read_text(encoding="utf-8"), "USHER_DATA": str(settings.data)}
    database = {"USHER_DATABASE": settings.database} if settings.database else {}
    return {**tenant.environment(), **own, **database, "USHER_PORT": str(settings.port)}


def demo_rules(settings: DemoSettings) -> Rules:
    """The rules that ship, with this tenant's testers, or USHER_CONFIG; with the command line's rights and read-back."""
    config = os.environ.get("USHER_CONFIG")
    rules = load_rules(Path(config) if config else None)
    rollout = rules.rollout if config else replace(rules.rollout, testers=TESTERS)
    return replace(rules, profile=settings.profile, readback=settings.readback, rollout=rollout)


def given(values: dict[str, str]) -> Environment:
    """These ``USHER_*`` and nothing of another installation's that lie about in the shell, but how fast things go."""
    fields = Environment.model_fields.items()
    defaults = {name: field.default for name, field in fields if not (field.is_required() or name in PACES)}
    named: dict[str, Any] = {key.removeprefix("USHER_").lower(): value for key, value in values.items()}
    return Environment(**{**defaults, **named})


@asynccontextmanager
async def open_demo(settings: DemoSettings) -> AsyncIterator[tuple[web.Application, House]]:
    """Usher and the whole tenant as one application for one port; the house is open before the port is."""
    tenant = open_tenant(settings)
    values = environment_of(tenant, settings)
    clock = SandboxClock(values["USHER_CLOCK_URL"], tenant.world.clock.offset_s)
    async with open_house(given(values), demo_rules(settings), clock=clock) as house:
        add_usher(tenant.app, house)
        tenant.app.router.add_get("/sandbox/audit", _audit)
        yield tenant.app, house


async def _audit(request: web.Request) -> web.Response:
    """The newest audit entries, for the page's quiet column."""
    return web.json_response(await request.app[HOUSE].service.look(_latest))


def _latest(desk: Desk) -> list[dict[str, str]]:
    """The newest, oldest first, with what to call people."""
    rows = audit.list_latest(desk.c, 200)
    names = people.names_of(desk, {p for row in rows for p in (row.actor, row.subject) if p})
    return [
        {
            "at": row.at.isoformat(),
            "event": row.event,
            "who": names.get(row.actor or "", "Usher"),
            "about": f"R-{row.request}" if row.request else names.get(row.subject or "", ""),
        }
        for row in reversed(rows)
    ]


async def confirm_first_owners(address: str) -> None:
    """Maria, the administrator, does in chat what a real one does on the first day; nothing when it was done before."""
    async with aiohttp.ClientSession(address) as http:
        for _ in range(100):
            said = await (await http.post("/sandbox/teams/say", json={"person": "maria", "text": "setup"})).json()
            card = next((m for m in reversed(said["messages"]) if m.get("card")), None)
            if card is None:
                break
            press = {"person": "maria", "message": card["id"], "action": "setup.confirm_owners", "inputs": {}}
            async with http.post("/sandbox/teams/click", json=press) as answer:
                if answer.ok and (await answer.json()).get("status") == HTTPStatus.OK:
                    return
            await asyncio.sleep(0.1)


async def run_demo(settings: DemoSettings) -> None:
    """Serve the demo until it is stopped."""
    address = f"http://{HOST}:{settings.port}"
    async with open_demo(settings) as (app, house):

        async def prepare() -> None:
            await registry.refresh_until_answered(_world_of(house))
            if not await house.service.look(authority.owners):
                await confirm_first_owners(address)

        ready = f"The tenant is open: {address}" + (f"\n{lacking}" if (lacking := page.lacks()) else "")
        await run_until_stopped(
            app,
            host=HOST,
            port=settings.port,
            ready=ready,
            named="--port",
            prepare=prepare,
            before_close=house.engine.stop,
        )


def _world_of(house: House) -> World:
    """The demo always works as well as serves."""
    if house.world is None:
        raise RuntimeError("the demo has no worker")
    return house.world


async def run_sandbox(settings: DemoSettings) -> None:
    """Serve the tenant alone and print what ``usher serve`` and ``usher worker`` need."""
    bot = settings.bot or f"http://{HOST}:{settings.port + 1}/api/messages"
    port = str(port_of(bot))
    tenant = open_tenant(settings)
    tenant.world.bot_url = bot
    values = {**environment_of(tenant, settings), "USHER_PORT": port, "USHER_DATA": str(settings.data.resolve())}
    lines = [f"{key}={value}" for key, value in values.items()]
    ready = "\n".join(lines)
    await run_until_stopped(tenant.app, host=HOST, port=settings.port, ready=ready, named="--port")


def port_of(address: str) -> int:
    """The port of the bot's address. Raises SettingsError for what is none of HTTP."""
    try:
        url = URL(address)
        port = url.port if url.scheme in {"http", "https"} and url.host else None
    except ValueError:
        port = None
    if port is None:
        raise SettingsError([f"--bot: {address!r} is no address; write it as http://{HOST}:3979/api/messages"])
    return port


async def run_tour(settings: DemoSettings, *, story: str | None, as_json: bool) -> int:
    """Play stories, each in the world that it begins in; 0 only when every end state was proven, 2 for an unknown story."""
    try:
        programme = tour.programme(story)
    except tour.UnknownStory as error:
        sys.stderr.write(f"{error}\n")
        return 2
    playing = tour.Tour(as_json=as_json)
    for scope, names in programme.items():
        apart = len(programme) > 1 and scope == "none"
        with another_database(settings.database) if apart else nullcontext(settings.database) as database:
            async with _open_stage(replace(settings, scope=scope, database=database)) as address:
                await playing.play(address, names)
    return playing.end()


@asynccontextmanager
async def _open_stage(settings: DemoSettings) -> AsyncIterator[str]:
    """A tenant in an empty folder with Usher at work in it, over real HTTP; its address."""
    with tempfile.TemporaryDirectory(prefix="usher-tour-") as folder:
        port = settings.port if settings.port != PORT else free_port()
        address = f"http://{HOST}:{port}"
        async with open_demo(replace(settings, data=Path(folder), port=port)) as (app, house):
            runner = web.AppRunner(app, access_log=None, shutdown_timeout=2)
            await runner.setup()
            try:
                await web.TCPSite(runner, HOST, port).start()
                await registry.refresh_until_answered(_world_of(house))
                await confirm_first_owners(address)
                yield address
            finally:
                # the workflows first: they need the world that the port serves
                await house.engine.stop(1)
                await runner.cleanup()


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
