"""How each target words an error of its own, for faults and for refusals that are not its handlers'."""

from __future__ import annotations

import uuid
from http import HTTPStatus
from typing import Any

CODES = {
    400: "BadRequest",
    401: "InvalidAuthenticationToken",
    403: "Authorization_RequestDenied",
    404: "Request_ResourceNotFound",
    409: "Conflict",
    429: "TooManyRequests",
    500: "InternalServerError",
    502: "BadGateway",
    503: "ServiceUnavailable",
    504: "GatewayTimeout",
}
SCIM_ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"


def error_body(target: str, status: int) -> tuple[dict[str, Any], str]:
    """The body of an error and its content type."""
    words = _phrase(status)
    if target == "scim":
        return {"schemas": [SCIM_ERROR], "status": str(status), "detail": words}, "application/scim+json"
    if target == "login":
        return {"error": "temporarily_unavailable", "error_description": f"AADSTS90033: {words}"}, "application/json"
    if target == "graph":
        return graph_error(CODES.get(status, "UnknownError"), words), "application/json"
    return {"error": {"code": CODES.get(status, "ServiceError"), "message": words}}, "application/json"


def graph_error(code: str, message: str) -> dict[str, Any]:
    """The body of Graph's errors (learn.microsoft.com/graph/errors)."""
    trace = str(uuid.uuid4())
    inner = {"request-id": trace, "client-request-id": trace}
    return {"error": {"code": code, "message": message, "innerError": inner}}


def _phrase(status: int) -> str:
    """The status in words."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Error"
