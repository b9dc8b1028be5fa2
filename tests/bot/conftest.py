from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from bot_parts import Bot, Serve
from teams_wire import ALLOWED, APP_ID, TENANT, Chats, KeyServer, jwk

from bot.adapter import add_bot_routes
from bot.gate import Gate
from bot.keys import OpenIdKeys
from bot.service_urls import ServiceUrls

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    servers: list[TestServer] = []

    async def start(app: web.Application) -> TestServer:
        server = TestServer(app)
        await server.start_server()
        servers.append(server)
        return server

    yield start
    for server in servers:
        await server.close()


@pytest.fixture
def key_server() -> KeyServer:
    return KeyServer(
        keys=[
            jwk("good", ["msteams", "webchat"]),
            jwk("unendorsed", None),
            jwk("webchat-only", ["webchat"]),
            {"kty": "EC", "kid": "curve", "crv": "P-256", "x": "AA", "y": "AA"},
            {"kty": "RSA", "kid": "broken", "n": "!", "e": "AQAB"},
        ]
    )


@pytest.fixture
def chats() -> Chats:
    return Chats()


@pytest.fixture
async def bot(serve: Serve, session: aiohttp.ClientSession, key_server: KeyServer) -> AsyncIterator[Bot]:
    bot = Bot(session=session)
    keys = await serve(key_server.app())
    bot.keys = OpenIdKeys(session, str(keys.make_url("/openid")))
    gate = Gate(app_id=APP_ID, tenant_id=TENANT, service_urls=ServiceUrls([ALLOWED]), keys=bot.keys)
    app = web.Application()
    add_bot_routes(
        app,
        gate=gate,
        handler=bot.handle,
        memory=bot.memory,
        connector=bot.outbox,
        on_error=lambda turn, error: bot.on_error(turn, error) if bot.on_error is not None else None,
    )
    bot.url = str((await serve(app)).make_url("/api/messages"))
    yield bot
    await bot.keys.close()
