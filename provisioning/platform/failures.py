"""What went wrong with a SCIM request, in the port's two kinds: Unreachable (ask again) and Refused (no is no)."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from http import HTTPStatus
from math import isfinite
from typing import TYPE_CHECKING, Any

from scim2_client import RequestNetworkException
from scim2_models import SCIMException

from provisioning.domain.ports import Refused, Side, TokenRefused, Unreachable
from provisioning.platform.lookups import Broken

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Without a SCIM error these come from something on the way, or from nothing at all at that address.
ON_THE_WAY = frozenset({404, 405, 408, 421, 425})


class NotReached(Unreachable):
    """Nobody answers at the platform's address."""


def judge(failure: Exception) -> Unreachable | Refused:
    """The kind of a failure that scim2-client raised; the response, where there was one, is its ``source``."""
    if isinstance(failure, RequestNetworkException):
        return NotReached("The platform could not be reached", side=Side.PLATFORM)
    response: Any = getattr(failure, "source", None)
    status = int(getattr(response, "status_code", 0) or 0)
    error = getattr(failure, "error", None)
    if isinstance(failure, SCIMException) and error is None:
        return Refused(failure.scim_type or "invalidValue", "The request is not valid SCIM")
    headers: Mapping[str, str] = getattr(response, "headers", {})
    if error is not None:
        # HTTP's own line decides, unless an error came under a success
        decisive = status if status >= HTTPStatus.BAD_REQUEST else error.status or 0
        return _by_status(decisive, headers, code=error.scim_type, detail=error.detail or "")
    if status < HTTPStatus.BAD_REQUEST or status in ON_THE_WAY:
        return Unreachable(
            f"The platform's answer ({status}) could not be understood", trace=_trace(headers), side=Side.PLATFORM
        )
    return _by_status(status, headers, code=None, detail="")


def _by_status(status: int, headers: Mapping[str, str], *, code: str | None, detail: str) -> Unreachable | Refused:
    """429 and 5xx pass, and 401 once the token is renewed; any other refusal stays, 501 too: what is not implemented will not be."""
    trace = _trace(headers)
    if status == HTTPStatus.UNAUTHORIZED:
        what = "The platform did not accept the token"
        return TokenRefused(what, retry_after=retry_after(headers), trace=trace, unknown=False, side=Side.PLATFORM)
    passing = status == HTTPStatus.TOO_MANY_REQUESTS or (
        status >= HTTPStatus.INTERNAL_SERVER_ERROR and status != HTTPStatus.NOT_IMPLEMENTED
    )
    if passing:
        kind = Broken if status == HTTPStatus.INTERNAL_SERVER_ERROR else Unreachable
        return kind(
            f"The platform answered {status}", retry_after=retry_after(headers), trace=trace, side=Side.PLATFORM
        )
    name = code or ("uniqueness" if status == HTTPStatus.CONFLICT else str(status))
    return Refused(name, detail, status=status, trace=trace)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait (RFC 9110 §10.2.3), from a number or from a date beside the answer's own; None when not named."""
    text = headers.get("retry-after")
    if text is None:
        return None
    try:
        seconds = float(text)
    except ValueError:
        return _until(text, headers.get("date"))
    return max(0.0, seconds) if isfinite(seconds) else None


def _until(text: str, sent: str | None) -> float | None:
    """Seconds between two HTTP dates; the other side's own clock on both ends."""
    if sent is None:
        return None
    try:
        return max(0.0, (parsedate_to_datetime(text) - parsedate_to_datetime(sent)).total_seconds())
    except (TypeError, ValueError):  # no date, or one of them names no zone
        return None


def _trace(headers: Mapping[str, str]) -> str | None:
    """An id that the platform's operators can search for."""
    return headers.get("x-request-id") or headers.get("request-id")
