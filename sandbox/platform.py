"""The platform on the other side of the wire: the SCIM provider with its own mapping of groups to roles and its own tokens.

The mapping is the platform's, not Usher's: a proof never compares Usher's settings with themselves.
"""

from __future__ import annotations

import json
from math import inf
from typing import TYPE_CHECKING, Any

from aiohttp import web

from provisioning.scim_provider.http import make_scim_app
from provisioning.scim_provider.pace import Pace
from provisioning.scim_provider.store import create_tables, set_role_mapping
from sandbox.callers import SANDBOX, USHER, bearer_of, name_scim_caller
from sandbox.faults import middleware
from sandbox.people import make_id
from sandbox.wording import SCIM_ERROR
from sandbox.world import WORLD, World

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sqlalchemy import Connection, Engine

PATH = "/scim/v2"
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"

#: What each group gives on this platform (AskCody's article, "role groups").
ROLES = {
    "Owners": ["Owner", "Add-in User"],
    "Facility Managers": [
        "Resource Administrator",
        "Dashboard Administrator",
        "Display Administrator",
        "Insights Portal User",
        "Add-in User",
    ],
    "Service teams Administrators": ["Services Administrator", "Add-in User"],
    "Service teams": ["Services Portal Users", "Add-in User"],
    "Receptionists": ["Visitors Administrator", "Add-in User"],
    "Secretaries": ["Add-in User", "Add-in User Delegated Access", "Search Specific Room"],
    "Add-in Users": ["Add-in User"],
    "AskCody Project Team": ["Add-in User", "Insights Portal User"],
}


class PlatformRefused(Exception):
    """The platform answered an order of the sandbox's own with an error; the text is its detail."""


def create_platform(engine: Engine) -> None:
    """Make the platform's tables where they are missing."""
    create_tables(engine)


def map_roles(connection: Connection) -> None:
    """Give the platform its mapping, by the groups' object ids: names could be taken over."""
    set_role_mapping(connection, {make_id("group", name): roles for name, roles in ROLES.items()})


def make_platform_app(world: World) -> web.Application:
    """The SCIM endpoint, with faults, books and the answer 403 for Usher where the platform lets nobody read."""
    app = _scim_app(world)
    app.middlewares.insert(0, middleware("scim"))
    app.middlewares.insert(1, _refuse_usher)
    return app


def make_private_platform_app(world: World) -> web.Application:
    """The same platform without faults, books and pace, for the first cycle of a new tenant: nobody else is there to wait."""
    root = web.Application()
    root[WORLD] = world
    root.add_subapp(PATH, _scim_app(world, Pace(inf)))
    return root


def _scim_app(world: World, pace: Pace | None = None) -> web.Application:
    """The provider over the world's file, its tokens known to the sandbox."""

    async def check(token: str) -> str | None:
        """Whose token this is."""
        return name_scim_caller(world, token)

    return make_scim_app(world.db, base_url=world.base_url + PATH, clock=world.clock, tokens=check, pace=pace)


@web.middleware
async def _refuse_usher(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Answer 403 to Usher where the installation gives it no reading of the platform."""
    world = request.config_dict[WORLD]
    if world.readback == "full" or name_scim_caller(world, bearer_of(request)) != USHER:
        return await handler(request)
    body = {"schemas": [SCIM_ERROR], "status": "403", "detail": "This token may not read the platform."}
    return web.Response(status=403, text=json.dumps(body), headers={"Content-Type": "application/scim+json"})


async def add_account(world: World, mail: str, roles: list[str]) -> None:
    """Make an account by hand, as an owner does in the platform. PlatformRefused when there is one."""
    body = {
        "schemas": [USER],
        "userName": mail,
        "active": True,
        "emails": [{"type": "work", "value": mail, "primary": True}],
        "roles": [{"value": role} for role in roles],
    }
    await _ask(world, "POST", "/Users", body=body)


async def set_roles(world: World, mail: str, roles: list[str]) -> None:
    """Make an account's directly assigned roles exactly these. PlatformRefused when there is no account."""
    await _replace(world, mail, "roles", value=[{"value": role} for role in roles])


async def switch_off(world: World, mail: str) -> None:
    """Switch an account off by hand, as an owner does in the platform. PlatformRefused when there is none."""
    await _replace(world, mail, "active", value=False)


async def _replace(world: World, mail: str, path: str, *, value: Any) -> None:
    """Replace one attribute of an account."""
    found = await _ask(world, "GET", "/Users", query={"filter": f'userName eq "{mail}"'})
    if not found["Resources"]:
        raise PlatformRefused(f"no account {mail}")
    body = {"schemas": [PATCH], "Operations": [{"op": "replace", "path": path, "value": value}]}
    await _ask(world, "PATCH", f"/Users/{found['Resources'][0]['id']}", body=body)


async def _ask(
    world: World, method: str, path: str, *, query: dict[str, str] | None = None, body: dict[str, Any] | None = None
) -> dict[str, Any]:
    """One SCIM request of the sandbox's own."""
    headers = {"Authorization": f"Bearer {world.scim_tokens[SANDBOX]}", "Content-Type": "application/scim+json"}
    url, text = world.base_url + PATH + path, json.dumps(body) if body else None
    async with world.session.request(method, url, params=query, data=text, headers=headers) as response:
        answer = await response.json(content_type=None)
        if response.status >= 400:  # noqa: PLR2004 - HTTP's own line between success and error
            raise PlatformRefused(str(answer.get("detail", response.status)))
        return dict(answer)
