"""The provider dies in the middle of Entra's cycle: what it had answered stands, and the next cycle ends where it would have."""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import web
from sqlalchemy import func, select

from provisioning.scim_provider import store
from provisioning.scim_provider.http import make_scim_app
from provisioning.scim_provider.tables import resources
from provisioning.sql import Database
from sandbox.clock import WorldClock
from sandbox.engine.accounts import forget_all
from sandbox.engine.tables import sync_users
from sandbox.platform import map_roles
from sandbox.tenant import HOST, build_tenant

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy import Connection

    from sandbox.tenant import Tenant

PEOPLE, DIES_AFTER = 60, 8
PROVIDER = "import asyncio, sys; from test_scim_killed import serve; asyncio.run(serve(sys.argv[1]))"


async def whoever(token: str) -> str | None:
    return token


@asynccontextmanager
async def served(database: Database) -> AsyncIterator[str]:
    """The provider on a free port; its address."""
    app = web.Application()
    app.add_subapp("/scim/v2", make_scim_app(database, base_url="http://x", clock=WorldClock(0), tokens=whoever))
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, HOST, 0).start()
    yield f"http://{HOST}:{runner.addresses[0][1]}/scim/v2"
    await runner.cleanup()


async def serve(url: str) -> None:
    """The same as a process of its own, until it is killed."""
    async with served(Database(url)) as address:
        sys.stdout.write(f"{address}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


@asynccontextmanager
async def tenant(folder: Path) -> AsyncIterator[Tenant]:
    """A tenant whose platform is elsewhere; its own one has been through a whole cycle."""
    made = build_tenant(folder, port=1, people=PEOPLE)
    runner = web.AppRunner(made.app, access_log=None)
    await runner.setup()
    try:
        yield made
    finally:
        await runner.cleanup()


def count(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(resources)) or 0


def ids(connection: Connection) -> set[str]:
    return set(connection.scalars(select(resources.c.id)))


def answered(connection: Connection) -> set[str]:
    """The accounts that the engine knows from an answer."""
    return set(connection.scalars(select(sync_users.c.scim_id).where(sync_users.c.scim_id.is_not(None))))


async def kill_during_a_cycle(entra: Tenant, database: Database) -> dict[str, Any]:
    """What the engine says of a cycle whose other side died when it had made a few accounts."""
    command = [sys.executable, "-c", PROVIDER, database.url]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, cwd=Path(__file__).parent)
    assert process.stdout
    url = (await process.stdout.readline()).decode().strip()
    cycle = asyncio.create_task(entra.engine.run_cycle(initial=True, scim_url=url))
    while await database.read(count) < DIES_AFTER:
        assert not cycle.done()
        await asyncio.sleep(0.002)
    process.kill()
    await process.wait()
    return await cycle


async def test_a_provider_killed_during_a_cycle_is_brought_to_the_same_state_by_the_next(
    database: Database, tmp_path: Path
) -> None:
    await database.write(map_roles)
    async with tenant(tmp_path) as entra:
        wanted = await entra.world.db.read(store.list_accounts)
        await entra.world.db.write(forget_all)
        broken = await kill_during_a_cycle(entra, database)
        assert (broken["state"], broken["counts"]["failed"] > 0) == ("EntryLevelErrors", True)
        before = await database.read(ids)
        assert await entra.world.db.read(answered) <= before
        async with served(database) as url:
            mended = await entra.engine.run_cycle(scim_url=url)
        assert mended["state"] == "Succeeded"
        assert set(await database.read(store.list_accounts)) == set(wanted)
        assert before <= await database.read(ids)
