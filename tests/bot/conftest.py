from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from teams_wire import ALLOWED, APP_ID, TENANT, Chats, InMemory, KeyServer, claims, jwk, sign

from bot.adapter import add_bot_routes
from bot.gate import Gate
from bot.keys import OpenIdKeys
from bot.service_urls import ServiceUrls
from bot.turn import Answer, Card, Turn, Where

Serve = Callable[[web.Application], Awaitable[TestServer]]


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


class Outbox:
    """Takes what the adapter sends, in the place of the connector; fails when told to."""

    def __init__(self) -> None:
        self.sent: list[tuple[Where, dict[str, Any]]] = []
        self.updated: list[tuple[str, Card]] = []
        self.fails: Exception | None = None

    async def send(self, where: Where, *, activity: dict[str, Any], patience: float) -> str:  # noqa: ARG002 - the port has it
        if self.fails is not None:
            raise self.fails
        self.sent.append((where, activity))
        return f"m{len(self.sent)}"

    async def update(self, where: Where, activity_id: str, card: Card, *, patience: float) -> None:  # noqa: ARG002 - the port has them
        self.updated.append((activity_id, card))


@dataclass
class Bot:
    """A bot on loopback: what it was asked, what it answers."""

    url: str = ""
    turns: list[Turn] = field(default_factory=list)
    answer: Callable[[Turn], Awaitable[Answer | None]] | None = None
    on_error: Callable[[Turn, Exception], Answer | None] | None = None
    memory: InMemory = field(default_factory=InMemory)
    outbox: Outbox = field(default_factory=Outbox)
    session: aiohttp.ClientSession | None = None
    keys: OpenIdKeys | None = None

    async def handle(self, turn: Turn) -> Answer | None:
        self.turns.append(turn)
        return await self.answer(turn) if self.answer is not None else Answer.with_message("ok")

    async def post(self, body: Any, *, token: str | None = None) -> tuple[int, Any]:
        """Post an activity with a good token, or with the one given; status and JSON (None for no body)."""
        headers = {"Authorization": f"Bearer {token or sign(claims())}"}
        return await self.post_raw(aiohttp.payload.JsonPayload(body), headers)

    async def post_raw(self, data: Any, headers: dict[str, str]) -> tuple[int, Any]:
        """Post anything."""
        assert self.session is not None
        async with self.session.post(self.url, data=data, headers=headers) as answer:
            said = await answer.json() if answer.content_type == "application/json" else await answer.text()
            return answer.status, said or None


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
