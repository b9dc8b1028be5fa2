"""A SCIM endpoint as a program: ours over a database, or scim2-server's stock handler. ``python -m bench.provider [DATABASE]``."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aiohttp import web
from scim2_server.handler import AsyncScimHandler
from scim2_server.memory import AsyncInMemoryStorage
from scim2_server.service import ScimService

from bench.serving import announce
from provisioning.line import take_turns_often
from provisioning.scim_provider.describe import provider
from provisioning.scim_provider.http import make_core_app, make_scim_app
from provisioning.scim_provider.store import create_tables
from provisioning.sql import Database

if TYPE_CHECKING:
    from collections.abc import Sequence

PATH, BASE = "/scim/v2", "http://bench/scim/v2"


class Wall:
    """World time is wall time here."""

    def now(self) -> datetime:
        """The present moment."""
        return datetime.now(UTC)


async def anybody(token: str) -> str | None:
    """Every token opens; each has a pace of its own."""
    return token


def make_app(arguments: Sequence[str]) -> web.Application:
    """Ours where a database is named."""
    app = web.Application()
    if arguments:
        take_turns_often()  # as `usher serve` does
        database = Database(arguments[0])
        create_tables(database.engine)
        app.add_subapp(PATH, make_scim_app(database, base_url=BASE, clock=Wall(), tokens=anybody))
    else:
        core = AsyncScimHandler(ScimService(provider()), AsyncInMemoryStorage())
        app.add_subapp(PATH, make_core_app(core, base_url=BASE, tokens=anybody))
    return app


if __name__ == "__main__":
    announce(make_app(sys.argv[1:]))
