from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
import pytest
from aiohttp import web
from ports import free_port
from recorder import Connector, RecordingBot

from sandbox.login import BOT_FRAMEWORK, issue_token
from sandbox.tenant import Tenant, build_tenant

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

HOST = "127.0.0.1"


@pytest.fixture
async def bot() -> AsyncIterator[tuple[RecordingBot, str]]:
    recording = RecordingBot()
    runner = web.AppRunner(recording.make_app())
    await runner.setup()
    site = web.TCPSite(runner, HOST, 0)
    await site.start()
    yield recording, f"http://{HOST}:{runner.addresses[0][1]}/api/messages"
    await runner.cleanup()


@pytest.fixture
def recording(bot: tuple[RecordingBot, str]) -> RecordingBot:
    return bot[0]


@pytest.fixture
async def tenant(tmp_path: Path, bot: tuple[RecordingBot, str]) -> AsyncIterator[Tenant]:
    port = free_port()
    built = build_tenant(tmp_path, port=port, people=10)
    built.world.bot_url = bot[1]
    runner = web.AppRunner(built.app)
    await runner.setup()
    await web.TCPSite(runner, HOST, port).start()
    yield built
    await runner.cleanup()


@pytest.fixture
async def teams(tenant: Tenant) -> AsyncIterator[Connector]:
    async with aiohttp.ClientSession() as session:
        token = issue_token(tenant.world, tenant.world.bot_app_id, BOT_FRAMEWORK)
        yield Connector(tenant, session, token)
