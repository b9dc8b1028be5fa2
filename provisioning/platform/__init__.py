"""The platform as a SCIM 2.0 client sees it. Importing it is cheap: the SCIM libraries come on first use, in a thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provisioning.platform.scim import ScimPlatform

if TYPE_CHECKING:
    from provisioning.domain.ports import Platform

__all__ = ["ScimPlatform", "open_platform"]


def open_platform(url: str, token: str, *, call_seconds: float = 10.0) -> Platform:
    """The platform at ``url``, the full base of its SCIM endpoint. Connects to nothing yet; close it on the loop that used it.

    ``call_seconds`` is what one request may take.
    """
    return ScimPlatform(url, token, timeout=call_seconds)
