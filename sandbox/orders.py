"""What tests and the page send to ``/sandbox``: a JSON object, its fields in the shape that is needed.

Each refuses what makes no sense with a ValueError whose words are the answer.
"""

from __future__ import annotations

from typing import Any

from aiohttp import web

#: Largest whole number that the world's file holds.
LARGEST = 2**63 - 1


async def read_object(request: web.Request) -> dict[str, Any]:
    """The JSON object of a request's body."""
    try:
        body = await request.json()
    except (ValueError, LookupError, RecursionError, web.RequestPayloadError):  # no JSON, no encoding, endless, garbled
        body = None
    if not isinstance(body, dict):
        raise ValueError("a JSON object is needed")  # noqa: TRY004 - the words are the answer, as for any other nonsense
    return body


def read_text(order: dict[str, Any], key: str) -> str:
    """A field that must be there and hold text."""
    value = order.get(key)
    if value is None or value == "":
        raise ValueError(f"{key} is missing")
    return _check_text(value, key)


def read_texts(order: dict[str, Any], key: str) -> list[str]:
    """A field that must be there and hold a list of texts; the list may be empty."""
    values = order.get(key)
    if not isinstance(values, list):
        raise ValueError(f"{key} must be a list of texts")  # noqa: TRY004 - as above
    return [_check_text(value, key) for value in values]


def _check_text(value: object, key: str) -> str:
    """Text that can be stored: JSON can spell halves of characters that are none."""
    if not isinstance(value, str):
        raise ValueError(f"{key} must be text")  # noqa: TRY004 - as above
    if value != value.encode(errors="ignore").decode():
        raise ValueError(f"{key} holds half a character")
    return value


def read_mark(text: str) -> int:
    """A mark that was told before; one beyond all that there can be is newer than everything."""
    if not text.isdecimal():
        raise ValueError("a mark must be a number")
    return int(text) if len(text) < len(str(LARGEST)) else LARGEST
