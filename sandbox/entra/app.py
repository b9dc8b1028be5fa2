"""Puts Graph v1.0 together."""

from __future__ import annotations

from aiohttp import web

from sandbox.entra.applications import add_applications
from sandbox.entra.batch import add_batch
from sandbox.entra.errors import answer_errors
from sandbox.entra.groups import add_groups
from sandbox.entra.invitations import add_invitations
from sandbox.entra.logs import add_logs
from sandbox.entra.synchronization import add_synchronization
from sandbox.entra.tenant import add_tenant
from sandbox.entra.users import add_users
from sandbox.world import WORLD, World


def make_graph_app(world: World) -> web.Application:
    """Routes under ``/graph/v1.0``."""
    app = web.Application(middlewares=[answer_errors])
    app[WORLD] = world
    parts = (
        add_users,
        add_groups,
        add_invitations,
        add_applications,
        add_synchronization,
        add_logs,
        add_tenant,
        add_batch,
    )
    for add in parts:
        add(app)
    return app
