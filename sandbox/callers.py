"""Who is calling: told apart by the token that was presented, for faults and for the books."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from sandbox.login import who
from sandbox.world import WORLD, World

if TYPE_CHECKING:
    from aiohttp import web

USHER, ENTRA, TEST = "usher", "entra", "test"
#: This program reading its own platform: neither in the books nor struck by faults.
SANDBOX = "sandbox"


def bearer_of(request: web.Request) -> str:
    """The bearer token of a request; empty without one."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def name_scim_caller(world: World, token: str) -> str | None:
    """Whose SCIM token this is; None for one that nobody was given."""
    names = [name for name, known in world.scim_tokens.items() if hmac.compare_digest(known.encode(), token.encode())]
    return names[0] if names else None


async def name_caller(request: web.Request, target: str) -> str:
    """``usher``, ``entra``, ``sandbox`` or, for anybody else, ``test``."""
    world = request.config_dict[WORLD]
    if target == "scim":
        return name_scim_caller(world, bearer_of(request)) or TEST
    app = await _client_of_login(request) if target == "login" else who(world, bearer_of(request))
    return USHER if app in {world.bot_app_id, world.provisioner_app_id} else TEST


async def _client_of_login(request: web.Request) -> str | None:
    """The client that asks for a token, by form (client credentials) or query (managed identity)."""
    if request.method != "POST":
        asked = request.query.get("client_id")
        return asked or (
            request.config_dict[WORLD].provisioner_app_id if "X-IDENTITY-HEADER" in request.headers else None
        )
    form = await request.post()
    return str(form.get("client_id", ""))
