"""The provider as an aiohttp application: authentication, limits, and the way into and out of the protocol core."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from math import ceil
from typing import TYPE_CHECKING, Any

import structlog
from aiohttp import web
from pydantic_core import to_json
from scim2_models import Error, InvalidSyntaxException, InvalidValueException, SCIMException, UnauthorizedException
from scim2_server.requests import ScimRequest
from scim2_server.responses import SCIM_MEDIA_TYPE
from scim2_server.routing import Operation

from provisioning.scim_provider.describe import MAX_BODY, provider
from provisioning.scim_provider.handler import Handler
from provisioning.scim_provider.keys import is_storable
from provisioning.scim_provider.pace import LONGEST_WAIT_S, Pace
from provisioning.scim_provider.service import Service

if TYPE_CHECKING:
    from scim2_server.handler import AsyncScimHandler
    from scim2_server.responses import ScimResponse

    from provisioning.scim_provider.handler import Clock
    from provisioning.sql import Database

#: Who a bearer token belongs to; None when it is unknown or expired. A port, so that OAuth can stand here as well.
Tokens = Callable[[str], Awaitable[str | None]]

#: Answers with more members than this are turned into JSON off the event loop (0.2 µs a member).
LARGE = 1000

log = structlog.get_logger(__name__)


def make_scim_app(
    db: Database, *, base_url: str, clock: Clock, tokens: Tokens, pace: Pace | None = None
) -> web.Application:
    """The SCIM endpoint, to be mounted where ``base_url`` ends (``app.add_subapp("/scim/v2", …)``).

    ``base_url`` is the full URL as clients see it, up to and including ``/scim/v2``: it becomes ``meta.location``. The
    tables must exist (:func:`provisioning.scim_provider.store.create_tables`). Scheme and limits: RFC 7644 §2 and §3.
    ``pace`` is how fast one token may ask, by default :data:`provisioning.scim_provider.pace.PER_SECOND`.
    """
    handler = Handler(Service(provider()), db, clock)
    return make_core_app(handler, base_url=base_url, tokens=tokens, pace=pace)


def make_core_app(
    handler: AsyncScimHandler, *, base_url: str, tokens: Tokens, pace: Pace | None = None
) -> web.Application:
    """Any handler of scim2-server's core behind this way in and out; the benchmarks hold ours against the stock one by it."""
    endpoint = _Endpoint(handler, base_url.rstrip("/"), tokens, pace or Pace())
    app = web.Application(client_max_size=MAX_BODY + 1)
    app.router.add_route("*", "/{path:.*}", endpoint.serve)
    return app


class _Endpoint:
    """Turns aiohttp requests into SCIM requests, and SCIM responses back."""

    def __init__(self, handler: AsyncScimHandler, base_url: str, tokens: Tokens, pace: Pace) -> None:
        self.handler, self.base_url, self.tokens, self.pace = handler, base_url, tokens, pace
        self.service = handler.service

    async def serve(self, request: web.Request) -> web.Response:
        """Answer one request; every failure is a SCIM error (RFC 7644 §3.12)."""
        try:
            asked = await self._read(request)
            response = await self.handler.handle(asked)
        except SCIMException as refusal:
            response = self.service.error_response(refusal)
            if response.status == HTTPStatus.TOO_MANY_REQUESTS:
                response.headers["Retry-After"] = str(ceil(LONGEST_WAIT_S))
        except Exception as failure:  # noqa: BLE001 - the rim: whatever fails is answered as a SCIM error
            # bodies, filters and what databases say of them are about people: the log gets the kind and the place
            place = "".join(traceback.format_tb(failure.__traceback__))
            log.error("scim.failed", method=request.method, failure=type(failure).__name__, place=place)
            response = self.service.error_response(failure)
        return await _written(response)

    async def _read(self, request: web.Request) -> ScimRequest:
        """Authenticate, then read: nobody's body is parsed before they are known."""
        asked = ScimRequest(
            method=request.method,
            base_url=self.base_url,
            path="/" + request.match_info["path"].removesuffix(".scim"),
            query=dict(request.query),
            headers=list(request.headers.items()),
        )
        await self._authenticate(asked)
        await self._slow_down(asked)
        if not all(map(is_storable, (asked.path, *asked.query.values()))):
            raise InvalidValueException(detail="The URL holds a character that cannot be stored")
        asked.body = await _body(request)
        return asked

    async def _authenticate(self, asked: ScimRequest) -> None:
        """A valid bearer token, for all but the ServiceProviderConfig (RFC 7643 §5); 401 never says which part failed."""
        scheme, _, token = (asked.header("Authorization") or "").partition(" ")
        subject = await self.tokens(token.strip()) if scheme.lower() == "bearer" and token.strip() else None
        asked.subject = subject
        if subject is None and not self._is_public(asked):
            raise UnauthorizedException(detail="A valid bearer token is needed")

    async def _slow_down(self, asked: ScimRequest) -> None:
        """Hold back whoever asks too fast; raises a 429 when that would take too long. All strangers count as one."""
        wait = self.pace.take(asked.subject or "")
        if wait is None:
            raise SCIMException.from_error(
                Error(status=HTTPStatus.TOO_MANY_REQUESTS, detail="Too many requests: ask more slowly")
            )
        if wait:
            await asyncio.sleep(wait)

    def _is_public(self, asked: ScimRequest) -> bool:
        """Whether the request is for what everybody may read."""
        try:
            return self.service.match(asked).operation is Operation.service_provider_config
        except SCIMException:
            return False


async def _body(request: web.Request) -> bytes:
    """The body up to one byte over the limit, which the service then refuses with 413."""
    read = bytearray()
    try:
        async for chunk in request.content.iter_any():
            read += chunk
            if len(read) > MAX_BODY:
                break
    except web.RequestPayloadError:
        raise InvalidSyntaxException(detail="The body is not encoded as its headers say") from None
    return bytes(read[: MAX_BODY + 1])


async def _written(response: ScimResponse) -> web.Response:
    """The HTTP answer; 204 and 304 have no body and no type."""
    headers = dict(response.headers)
    headers.setdefault("Cache-Control", "no-store")
    if response.body is None:
        headers.pop("Content-Type", None)
        return web.Response(status=int(response.status), headers=headers)
    headers["Content-Type"] = SCIM_MEDIA_TYPE
    return web.Response(status=int(response.status), body=await _dumped(response.body), headers=headers)


async def _dumped(body: dict[str, Any]) -> bytes:
    """JSON, off the loop where it is big."""
    if len(body.get("members", ())) + 50 * len(body.get("Resources", ())) < LARGE:
        return to_json(body)
    return await asyncio.to_thread(to_json, body)
