"""A whole tenant in one aiohttp application: built once in a folder, found again there, also after ``kill -9``."""

from __future__ import annotations

import asyncio
import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import aiohttp
from aiohttp import web

from provisioning.sql import Database, sqlite_url
from sandbox.callers import ENTRA, SANDBOX, TEST, USHER
from sandbox.cast import build_tenant_people
from sandbox.clock import WorldClock
from sandbox.controls import CLOCK, add_controls
from sandbox.engine.service import ProvisioningService
from sandbox.entra.app import make_graph_app
from sandbox.entra.synchronization import ENGINE
from sandbox.faults import Faults, load_faults, middleware
from sandbox.hops import Hops
from sandbox.login import make_login_app
from sandbox.people import make_id
from sandbox.platform import PATH, create_platform, make_platform_app, make_private_platform_app, map_roles
from sandbox.schema import METADATA, put_fact, read_facts
from sandbox.teams.app import add_teams
from sandbox.world import WORLD, World

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from sqlalchemy import Connection

HOST = "127.0.0.1"
#: Largest body that any part takes; attackers' tests send bigger ones to the bot, not to the sandbox.
MAX_BODY = 4 * 1024 * 1024
SECRETS = ("bot_app_secret", "provisioner_secret", "tests_secret", "token_key")


class Tenant:
    """A tenant ready to be served: run :attr:`app` on :data:`HOST` and the port it was built for."""

    def __init__(self, world: World, data: Path) -> None:
        self.world = world
        self._data = data
        self.engine = ProvisioningService(world)
        # a slash too many at the end leads to where it is not
        forgiving = web.normalize_path_middleware(append_slash=False, remove_slash=True, merge_slashes=False)
        self.app = web.Application(client_max_size=MAX_BODY, middlewares=[forgiving])
        self.app[WORLD], self.app[ENGINE] = world, self.engine
        self.app[CLOCK] = Hops(world, self.engine)
        self.app.on_shutdown.append(self.app[CLOCK].close)
        # first to start and last to end: the other parts use the database and the session
        self.app.cleanup_ctx.append(self._run)
        self._add_parts()

    def _add_parts(self) -> None:
        """Mount login, Graph, the platform, Teams and the controls on the one port."""
        parts = {"login": make_login_app(self.world), "graph": make_graph_app(self.world)}
        for target, part in parts.items():
            part.middlewares.insert(0, middleware(target))
        self.app.add_subapp("/login", parts["login"])
        self.app.add_subapp("/graph/v1.0", parts["graph"])
        self.app.add_subapp(PATH, make_platform_app(self.world))
        add_controls(self.app)
        add_teams(self.app, self.world)

    async def _run(self, _app: web.Application) -> AsyncIterator[None]:
        """Live from before the port opens until it has closed."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60)) as session:
            self.world.http = session
            if not await self.engine.has_run():
                await self._run_first_cycle()
            ticker = asyncio.create_task(self.engine.run_on_time(), name="sandbox-engine")
            yield
            ticker.cancel()
            await asyncio.gather(ticker, return_exceptions=True)
        await asyncio.to_thread(self.world.db.close)

    async def _run_first_cycle(self) -> None:
        """Provision the new tenant over a port of its own, because the real one opens only when all is there."""
        runner = web.AppRunner(make_private_platform_app(self.world), access_log=None)
        await runner.setup()
        try:
            site = web.TCPSite(runner, HOST, 0)
            await site.start()
            port = runner.addresses[0][1]
            await self.engine.run_cycle(initial=True, scim_url=f"http://{HOST}:{port}{PATH}")
        finally:
            await runner.cleanup()

    def environment(self) -> dict[str, str]:
        """The ``USHER_*`` settings with which Usher finds this tenant."""
        world, base = self.world, self.world.base_url
        return {
            "USHER_TENANT_ID": world.tenant_id,
            "USHER_BOT_APP_ID": world.bot_app_id,
            "USHER_BOT_APP_SECRET": world.bot_app_secret,
            "USHER_BOT_OPENID_URL": f"{base}/sandbox/botframework/v1/.well-known/openidconfiguration",
            "USHER_SERVICE_URLS": f"{base}/connector/",
            "USHER_FILE_URLS": f"{base}/sandbox/files/",
            "USHER_LOGIN_URL": f"{base}/login",
            "USHER_GRAPH_URL": f"{base}/graph/v1.0",
            "USHER_PROVISIONER_APP_ID": world.provisioner_app_id,
            "USHER_PROVISIONER_SECRET": world.provisioner_secret,
            "USHER_ENTERPRISE_APP": world.enterprise_app,
            "USHER_SYNC_JOB": world.sync_job,
            "USHER_SCIM_URL": base + PATH,
            "USHER_SCIM_TOKEN": world.scim_tokens[USHER],
            "USHER_CLOCK_URL": f"{base}/sandbox/clock",
            "USHER_DATABASE": sqlite_url(self._data / "usher.sqlite"),
        }


def build_tenant(
    data: Path,
    *,
    port: int,
    people: int = 40,
    scope: str = "all",
    profile: str = "full",
    readback: str = "full",
    replication_s: float = 0.2,
    bot_url: str | None = None,
) -> Tenant:
    """Open the tenant in ``data``, or build one of ``people`` people there; blocks for some 0.1 s.

    ``profile``, ``readback`` and ``replication_s`` belong to this run; people, ids and secrets belong to the folder, and so
    does the scope that it begins with: ``none`` is a tenant before its rollout.
    ``bot_url`` is where Teams posts activities, by default ``/api/messages`` on the same port.
    """
    data.mkdir(parents=True, exist_ok=True)
    db = Database(sqlite_url(data / "world.sqlite"))
    create_platform(db.engine)
    with db.engine.begin() as connection:
        METADATA.create_all(connection)
        facts = read_facts(connection) or _build(connection, people, scope)
        map_roles(connection)
        faults = Faults(load_faults(connection))
    base_url = f"http://{HOST}:{port}"
    world = World(
        db=db,
        clock=WorldClock(float(facts["offset_s"])),
        faults=faults,
        base_url=base_url,
        bot_url=bot_url or f"{base_url}/api/messages",
        tenant_id=make_id("tenant", "contoso"),
        bot_app_id=make_id("application", "Usher bot"),
        provisioner_app_id=make_id("application", "Usher provisioner"),
        tests_app_id=make_id("application", "Tests"),
        enterprise_app=make_id("servicePrincipal", "AskCody"),
        enterprise_app_id=make_id("application", "AskCody"),
        sync_job=f"scim.{make_id('tenant', 'contoso').replace('-', '')}.{make_id('servicePrincipal', 'AskCody')}",
        scim_tokens={name: facts[f"scim_{name}"] for name in (ENTRA, USHER, TEST, SANDBOX)},
        profile=profile,
        readback=readback,
        replication_s=replication_s,
        bot_app_secret=facts["bot_app_secret"],
        provisioner_secret=facts["provisioner_secret"],
        tests_secret=facts["tests_secret"],
        token_key=facts["token_key"],
    )
    return Tenant(world, data)


def _build(connection: Connection, people: int, scope: str) -> dict[str, str]:
    """Write the people, and the secrets of this world; all of it or nothing."""
    build_tenant_people(connection, people, datetime.now(UTC), scope=scope)
    made = {name: secrets.token_urlsafe(32) for name in SECRETS}
    made |= {f"scim_{name}": f"scim_{secrets.token_urlsafe(32)}" for name in (ENTRA, USHER, TEST, SANDBOX)}
    made["offset_s"] = "0"
    for key, value in made.items():
        put_fact(connection, key, value)
    return made
