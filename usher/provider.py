"""Usher as the platform's own SCIM endpoint, for a platform that has none: off unless USHER_PROVIDER_URL names its address."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

import structlog
from yarl import URL

from provisioning.away import DatabaseError
from provisioning.domain import dates
from provisioning.scim_provider import store, tokens
from provisioning.scim_provider.http import make_scim_app
from provisioning.usecases import people, telling
from usher.database import answering
from usher.settings import SettingsError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aiohttp import web

    from provisioning.usecases.desk import Desk
    from provisioning.usecases.service import Service
    from usher.environment import Environment
    from usher.wiring import House

log = structlog.get_logger(__name__)

PATH = "/scim/v2"
#: Wall seconds between two looks for tokens that end soon.
LOOK_EVERY_S = 60.0
#: Hosts to which plain HTTP never leaves the machine.
LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


def provider_url(environment: Environment) -> str:
    """The endpoint's address as Entra is told it; "" where Usher serves none. Raises SettingsError for another shape."""
    url = environment.provider_url.rstrip("/")
    try:
        parsed = URL(url)
    except ValueError as error:
        raise SettingsError([f"USHER_PROVIDER_URL: {error}"]) from error
    if url and not (parsed.path == PATH and (parsed.scheme == "https" or parsed.host in LOCAL)):
        raise SettingsError([f"USHER_PROVIDER_URL: give the https address that ends with {PATH}"])
    return url


def add_provider(app: web.Application, house: House) -> None:
    """Mount the endpoint at ``/scim/v2`` where one is served; its tables are made and its mapping is set as the port opens."""
    url, service = provider_url(house.environment), house.service
    if not url:
        return

    async def live(_app: web.Application) -> AsyncIterator[None]:
        with answering():
            await asyncio.to_thread(store.create_tables, service.database.engine)
            await service.database.write(store.set_role_mapping, service.rules.provider_roles)
        warner = asyncio.create_task(_warn(service), name="scim-tokens")
        yield
        warner.cancel()
        with suppress(asyncio.CancelledError):
            await warner

    app.cleanup_ctx.append(live)
    check = tokens.make_tokens(service.database, service.clock)
    app.add_subapp(PATH, make_scim_app(service.database, base_url=url, clock=service.clock, tokens=check))


async def _warn(service: Service) -> None:
    """Look for tokens that end soon, for ever; a database that is away is waited for."""
    while True:
        try:
            await service.do(tell_of_ends)
        except DatabaseError as error:
            log.warning("scim.unwarned", reason=type(error).__name__)
        await asyncio.sleep(LOOK_EVERY_S)


def tell_of_ends(desk: Desk) -> int:
    """Tell administrators in chat of each token that ends soon, 30, 7 and 1 day before; how many there were.

    Without an administrator whom the directory knows nobody can be told, and it is looked again.
    """
    administrators = sorted(people.list_administrators(desk))
    found = tokens.take_warnings(desk.c, desk.now) if administrators else []
    for token in found:
        until = dates.day_of(datetime.fromisoformat(token.expires), desk.rules.zone)
        for administrator in administrators:
            values = {"key": token.key_id, "until": until.isoformat()}
            telling.notice(desk, administrator, "notice-token-ends", tone="warning", values=values)
        desk.audit("scim.token_ends", key=token.key_id)
    return len(found)
