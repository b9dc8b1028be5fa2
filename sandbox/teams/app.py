"""Puts Teams and its page on the sandbox's application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from sandbox.faults import middleware
from sandbox.page.files import add_page
from sandbox.teams import tokens
from sandbox.teams.connector import make_connector
from sandbox.teams.files import add_file_route
from sandbox.teams.routes import add_people_routes
from sandbox.teams.stream import add_stream
from sandbox.teams.wire import Wire

if TYPE_CHECKING:
    from sandbox.world import World

#: The running Teams, for those who act behind its back (``talking.uninstall_bot``).
TEAMS = web.AppKey("teams", Wire)


def add_teams(app: web.Application, world: World) -> None:
    """Add the connector, the keys, ``/sandbox/teams/*``, the live stream and the page at ``/``."""
    wire = Wire(world)
    app[TEAMS] = wire
    connector = make_connector(wire)
    connector.middlewares.insert(0, middleware("connector"))
    app.add_subapp("/connector", connector)
    tokens.add_routes(app, world, wire.keys)
    add_people_routes(app, wire)
    add_file_route(app, wire)
    add_stream(app, world)
    add_page(app)
    app.cleanup_ctx.append(wire.run)
