"""A provider over HTTP on a real database, SQLite and PostgreSQL alike."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer as Server
from aiohttp.test_utils import unused_port
from aiohttp.web import Application

from provisioning.scim_provider.http import make_scim_app

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from provisioning.sql import Database

TOKEN = "secret-of-the-tests"
CORE_USER = "urn:ietf:params:scim:schemas:core:2.0:User"
CORE_GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"


class Ticking:
    """A clock that moves by a second whenever it is asked."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 24, 9, tzinfo=UTC)

    def now(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


async def only_ours(token: str) -> str | None:
    return "tests" if token == TOKEN else None


@dataclass
class Answer:
    status: int
    body: Any
    headers: Any


class Scim:
    """Speaks to the provider as Entra does."""

    def __init__(self, session: ClientSession, url: str) -> None:
        self.session, self.url, self.token = session, url, TOKEN

    async def call(self, method: str, path: str, body: Any = None, **more: Any) -> Answer:
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/scim+json",
            **more.pop("headers", {}),
        }
        async with self.session.request(method, self.url + path, json=body, headers=headers, **more) as response:
            text = await response.text()
            parsed = await response.json(content_type=None) if text else None
            return Answer(response.status, parsed, response.headers)

    async def get(self, path: str, **params: str) -> Answer:
        return await self.call("GET", path, params=params)

    async def post(self, path: str, body: Any) -> Answer:
        return await self.call("POST", path, body)

    async def patch(self, path: str, *operations: dict[str, Any]) -> Answer:
        schemas = ["urn:ietf:params:scim:api:messages:2.0:PatchOp"]
        return await self.call("PATCH", path, {"schemas": schemas, "Operations": list(operations)})

    async def user(self, user_name: str, /, **more: Any) -> dict[str, Any]:
        answer = await self.post("/Users", {"schemas": [CORE_USER], "active": True, **more, "userName": user_name})
        assert answer.status == 201, answer.body
        body: dict[str, Any] = answer.body
        return body

    async def group(self, display_name: str, /, **more: Any) -> dict[str, Any]:
        answer = await self.post("/Groups", {"schemas": [CORE_GROUP], "displayName": display_name, **more})
        assert answer.status == 201, answer.body
        body: dict[str, Any] = answer.body
        return body


@asynccontextmanager
async def serving(database: Database) -> AsyncIterator[str]:
    """The provider mounted at /scim/v2 on a free port; yields its base URL."""
    port = unused_port()  # known before anything is mounted: it is part of every meta.location
    base = f"http://127.0.0.1:{port}/scim/v2"
    app = Application()
    app.add_subapp("/scim/v2", make_scim_app(database, base_url=base, clock=Ticking(), tokens=only_ours))
    server = Server(app, port=port)
    await server.start_server()
    try:
        yield base
    finally:
        await server.close()


@pytest.fixture
async def scim(database: Database) -> AsyncIterator[Scim]:
    async with serving(database) as base, ClientSession() as session:
        yield Scim(session, base)
