"""A lesser platform, and Usher's view of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer as Server
from lesser import Lesser

from provisioning.platform import ScimPlatform

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
async def lesser() -> AsyncIterator[Lesser]:
    lesser, app = Lesser(), web.Application()
    app.router.add_get("/Users", lesser.get)
    app.router.add_get("/Users/{id}", lesser.read)
    server = Server(app)
    await server.start_server()
    lesser.url = str(server.make_url("/"))
    yield lesser
    await server.close()


@pytest.fixture
async def platform(lesser: Lesser) -> AsyncIterator[ScimPlatform]:
    platform = ScimPlatform(lesser.url, "usher")
    yield platform
    await platform.close()
