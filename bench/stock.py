"""A bot as botbuilder's samples make it, with its own authentication; Microsoft's addresses lead to this machine.

``python -m bench.stock LOGIN OPENID APP_ID TENANT``: what MSAL asks goes to LOGIN, the signing keys come from OPENID.
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import requests
from aiohttp import web
from botbuilder.core import ActivityHandler, MessageFactory, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication

from bench.programs import run
from bench.serving import announce, serve
from bench.teams import sign

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    import aiohttp

    from bench.programs import Program

TOKEN_TIME = 0.1
CARD = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "Let in maria?"}]}


class Greeter(ActivityHandler):  # type: ignore[misc]  # the SDK is untyped
    """Answers every message with a card."""

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """No work at all: what is measured is the SDK."""
        attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "content": CARD}
        await turn_context.send_activity(MessageFactory.attachment(attachment))


class Config:
    """As the samples' config.py."""

    def __init__(self, app_id: str, tenant: str) -> None:
        self.APP_TYPE, self.APP_ID, self.APP_PASSWORD, self.APP_TENANTID = "SingleTenant", app_id, "secret", tenant


def lead_here(login: str, openid: str) -> None:
    """MSAL and the SDK ask by requests; their https addresses are answered by this machine."""
    real = requests.adapters.HTTPAdapter.send
    places = {
        "https://login.microsoftonline.com": login,
        "https://login.botframework.com/v1/.well-known/openidconfiguration": openid,
    }

    def send(self: Any, request: Any, *args: Any, **options: Any) -> Any:
        for there, here in places.items():
            request.url = request.url.replace(there, here)
        return real(self, request, *args, **options)

    requests.adapters.HTTPAdapter.send = send  # type: ignore[method-assign]  # the way that the SDK's calls take


def make_stock(app_id: str, tenant: str) -> web.Application:
    """The samples' app.py."""
    adapter = CloudAdapter(ConfigurationBotFrameworkAuthentication(Config(app_id, tenant)))
    bot = Greeter()

    async def messages(request: web.Request) -> Any:
        return await adapter.process(request, bot)

    app = web.Application()
    app.router.add_post("/api/messages", messages)
    return app


def make_login(tenant: str) -> web.Application:
    """A token endpoint that takes 100 ms, and the two documents that MSAL reads first, which take none."""

    async def token(_request: web.Request) -> web.Response:
        await asyncio.sleep(TOKEN_TIME)
        return web.json_response({"token_type": "Bearer", "expires_in": 3600, "access_token": "stock"})

    async def document(_request: web.Request) -> web.Response:
        authority = f"https://login.microsoftonline.com/{tenant}"
        return web.json_response(
            {
                "issuer": f"{authority}/v2.0",
                "authorization_endpoint": f"{authority}/oauth2/v2.0/authorize",
                "token_endpoint": f"{authority}/oauth2/v2.0/token",
                "tenant_discovery_endpoint": f"{authority}/v2.0/.well-known/openid-configuration",
                "metadata": [],
            }
        )

    app = web.Application()
    app.router.add_post("/{tenant}/oauth2/v2.0/token", token)
    app.router.add_get("/{tail:.*}", document)
    return app


@asynccontextmanager
async def open_stock(
    sandbox: aiohttp.ClientSession, openid: str, sink: str, folder: Path
) -> AsyncIterator[tuple[Program, Callable[[aiohttp.ClientSession], Any]]]:
    """The bot as a program, and what posts a message to it."""
    async with sandbox.get("/sandbox/about") as answer:
        bot = (await answer.json())["bot"]
    runner, login = await serve(make_login(bot["tenant_id"]))
    headers = await sign(sandbox, bot, sink)
    message = {
        "type": "message",
        "id": "1",
        "text": "hello",
        "channelId": "msteams",
        "serviceUrl": sink,
        "from": {"id": "29:adam", "name": "Adam"},
        "recipient": {"id": f"28:{bot['app_id']}", "name": "Stock"},
        "conversation": {"id": "a:1", "conversationType": "personal", "tenantId": bot["tenant_id"]},
        "channelData": {"tenant": {"id": bot["tenant_id"]}},
    }
    try:
        async with run("bench.stock", login, openid, bot["app_id"], bot["tenant_id"], folder=folder) as program:
            url = f"{program.said[-1]}/api/messages"
            yield program, lambda http: http.post(url, json=message, headers=headers)
    finally:
        await runner.cleanup()


if __name__ == "__main__":
    lead_here(*sys.argv[1:3])
    announce(make_stock(*sys.argv[3:5]))
