"""The parts of a bot on stage: what the fixtures of this folder hand to tests."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer
from teams_wire import InMemory, claims, sign

from bot.turn import Answer, Card, Turn, Where

if TYPE_CHECKING:
    from bot.keys import OpenIdKeys

Serve = Callable[[web.Application], Awaitable[TestServer]]


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
