"""Graph's errors: raised by handlers, worded once."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING

from aiohttp import web

from sandbox.callers import bearer_of
from sandbox.login import GRAPH, IssuedToken, read_token
from sandbox.wording import graph_error
from sandbox.world import WORLD

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

TOKEN = web.RequestKey("graph_token", IssuedToken)


class GraphError(Exception):
    """Graph says no; ``code`` and ``message`` are its own words."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


def bad_request(message: str) -> GraphError:
    """400 ``Request_BadRequest``."""
    return GraphError(400, "Request_BadRequest", message)


def not_found(object_id: str) -> GraphError:
    """404 as the directory words it."""
    words = f"Resource '{object_id}' does not exist or one of its queried reference-property objects are not present."
    return GraphError(404, "Request_ResourceNotFound", words)


def forbidden(message: str = "Insufficient privileges to complete the operation.") -> GraphError:
    """403 ``Authorization_RequestDenied``."""
    return GraphError(403, "Authorization_RequestDenied", message)


def need(request: web.Request, rights: frozenset[str]) -> None:
    """Go on if the token has one of ``rights``; 403 otherwise."""
    if not request[TOKEN].roles & rights:
        raise forbidden()


@web.middleware
async def answer_errors(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Ask for a token of this tenant for Graph, word errors as Graph does, and give each answer a request id."""
    try:
        token = read_token(request.config_dict[WORLD], bearer_of(request))
        if token is None or token.audience != GRAPH:
            raise GraphError(401, "InvalidAuthenticationToken", "Access token is empty, invalid or has expired.")  # noqa: TRY301 - worded below like any other
        request[TOKEN] = token
        response = await handler(request)
    except GraphError as error:
        response = web.json_response(graph_error(error.code, error.message), status=error.status)
    except json.JSONDecodeError:
        words = "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format."
        response = web.json_response(graph_error("BadRequest", words), status=400)
    except web.HTTPNotFound:
        words = f"Resource not found for the segment '{request.path.rsplit('/', 1)[-1]}'."
        response = web.json_response(graph_error("BadRequest", words), status=400)
    response.headers["request-id"] = str(uuid.uuid4())
    response.headers["client-request-id"] = request.headers.get("client-request-id", response.headers["request-id"])
    return response
