from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web
from browsing import CHROMIUM, FLAGS, HOST, Visitor
from playwright.async_api import async_playwright, expect
from ports import free_port
from tiny_bot import TinyBot

from sandbox.login import BOT_FRAMEWORK, issue_token
from sandbox.teams import connector
from sandbox.teams.tables import CHATS, MARKS, MESSAGES
from sandbox.tenant import Tenant, build_tenant

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from playwright.async_api import Browser, Page
    from sqlalchemy import Connection


# a busy machine draws slowly
expect.set_options(timeout=20_000)


async def serve(app: web.Application, port: int) -> web.AppRunner:
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, HOST, port).start()
    return runner


@pytest.fixture(scope="module")
def unhurried() -> Iterator[None]:
    """Tests write more often than a chat of Teams bears."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connector, "SEND", ((1, 1000),))
        yield


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def served(unhurried: None, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Tenant, TinyBot]]:
    """A tenant of ten people with the tiny bot in it."""
    tenant = build_tenant(tmp_path_factory.mktemp("tenant"), port=free_port(), people=10)
    base = tenant.world.base_url
    port = free_port()
    tenant.world.bot_url = f"http://{HOST}:{port}/api/messages"
    async with aiohttp.ClientSession() as session:
        token = issue_token(tenant.world, tenant.world.bot_app_id, BOT_FRAMEWORK)
        tiny = TinyBot(base, token, session)
        runners = [await serve(tenant.app, int(base.rpartition(":")[2])), await serve(tiny.make_app(), port)]
        yield tenant, tiny
        for runner in runners:
            await runner.cleanup()


@pytest_asyncio.fixture(loop_scope="module")
async def bot(served: tuple[Tenant, TinyBot]) -> TinyBot:
    """The bot, in a tenant where nobody has said anything."""
    tenant, tiny = served
    await tenant.world.db.write(forget_everything)
    tiny.received.clear()
    tiny.decisions.clear()
    return tiny


def forget_everything(c: Connection) -> None:
    for table in (MARKS, MESSAGES, CHATS):
        c.execute(table.delete())


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        await launched.close()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def tab(browser: Browser) -> Page:
    """What a module's tests open their first page in."""
    return await browser.new_page()


@pytest_asyncio.fixture(loop_scope="module")
async def visitor(bot: TinyBot, browser: Browser, tab: Page) -> AsyncIterator[Visitor]:
    """Opens the page as people; at the end no page may have complained."""
    visiting = Visitor(browser, tab, bot.page_url)
    yield visiting
    await visiting.close()
    assert visiting.complaints == []
