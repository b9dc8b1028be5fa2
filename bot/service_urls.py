"""Where the bot may send its token, and where it may fetch files: service URLs compared part by part, never as text.

A service URL arrives in the body of an activity and receives the bot's bearer token later, so a host that merely looks
like Microsoft's must not pass.
"""

from __future__ import annotations

import ipaddress
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import SplitResult, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_LENGTH = 512
DEFAULT_PORTS = {"https": 443, "http": 80}
#: Signs that URL parsers read in different ways.
AMBIGUOUS = frozenset("*\\@?#%;,'\"<>^`{|}[] ")


class _Place(NamedTuple):
    scheme: str
    host: str
    port: int
    path: tuple[str, ...]


def _is_loopback(host: str) -> bool:
    """Whether ``host`` is this machine by its address; names are not resolved, ``localhost`` alone is known."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_plain(url: str) -> bool:
    """Whether every parser reads ``url`` alike: printable ASCII without user info, query, fragment or escapes."""
    return len(url) <= MAX_LENGTH and url.isascii() and url.isprintable() and not AMBIGUOUS & set(url)


def _split(url: str) -> tuple[SplitResult, int | None] | None:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    return parts, port


# the same few addresses come with every activity and are written to with every card
@lru_cache(maxsize=256)
def _place(url: str) -> _Place | None:
    """The parts that are compared, or None if ``url`` is not a plain absolute URL. http is for this machine alone."""
    split = _split(url) if _is_plain(url) else None
    if split is None:
        return None
    parts, port = split
    host = (parts.hostname or "").rstrip(".")
    segments = tuple(parts.path.strip("/").split("/")) if parts.path.strip("/") else ()
    is_known = parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host))
    if not is_known or not host or any(segment in {"", ".", ".."} for segment in segments):
        return None
    return _Place(parts.scheme, host, port or DEFAULT_PORTS[parts.scheme], segments)


class ServiceUrls:
    """The allow-list. ``https://smba.trafficmanager.net/`` allows every path there, and nothing on any other host."""

    def __init__(self, prefixes: Iterable[str]) -> None:
        """Raise ValueError for an empty list or a prefix that is not https (http on this machine is for the sandbox)."""
        listed = list(prefixes)
        self._prefixes: list[_Place] = []
        for prefix in listed:
            place = _place(prefix)
            if place is None:
                raise ValueError(f"not an https address: {prefix!r}")
            self._prefixes.append(place)
        if not self._prefixes:
            raise ValueError("at least one service URL must be allowed")
        #: Where a chat is opened with somebody who never wrote.
        self.first = listed[0]

    def allows(self, url: str) -> bool:
        """Whether ``url`` has the scheme, host and port of a prefix, and its path below that prefix's path."""
        place = _place(url)
        return place is not None and any(
            place[:3] == allowed[:3] and place.path[: len(allowed.path)] == allowed.path for allowed in self._prefixes
        )

    def standing(self, kept: str | None) -> str:
        """``kept`` from an earlier activity while it is allowed; else :attr:`first`: addresses change, and chats outlive them."""
        return kept if kept and self.allows(kept) else self.first


class FileUrls:
    """Where files may be fetched: ``https://*.sharepoint.com/`` allows every host below that name, and any query."""

    def __init__(self, patterns: Iterable[str]) -> None:
        """Raise ValueError for a pattern that is not https (http on this machine is for the sandbox). None allows nothing."""
        self._allowed: list[tuple[_Place, bool]] = []
        for pattern in patterns:
            place = _place(pattern.replace("://*.", "://", 1))
            if place is None:
                raise ValueError(f"not an https address: {pattern!r}")
            self._allowed.append((place, "://*." in pattern))

    def allows(self, url: str) -> bool:
        """Whether ``url`` is of the scheme, host and port of a pattern, and below its path."""
        head, _, query = url.partition("?")
        place = _place(head)
        if (
            place is None
            or not (query.isascii() and (not query or query.isprintable()))
            or set(query) & {"#", "\\", " "}
        ):
            return False
        return any(_is_below(place, allowed, wild=wild) for allowed, wild in self._allowed)


def _is_below(place: _Place, allowed: _Place, *, wild: bool) -> bool:
    """Whether a place is under another one; ``wild``: on a host below that one's name."""
    hosts = place.host.endswith(f".{allowed.host}") if wild else place.host == allowed.host
    here = (place.scheme, place.port) == (allowed.scheme, allowed.port)
    return hosts and here and place.path[: len(allowed.path)] == allowed.path
