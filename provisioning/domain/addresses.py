"""What an address of a person is: the same where it is typed, and where the settings name somebody. Pure."""

from __future__ import annotations

import re

#: What Entra accepts in an invitation is narrower than RFC 5321 (graph/api/resources/invitation).
_ADDRESS = re.compile(
    r"[a-z0-9][a-z0-9._'-]*(\+[a-z0-9._-]+)?@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE | re.ASCII
)
LONGEST_ADDRESS = 254


def is_address(text: str) -> bool:
    """Whether this is an address and nothing else."""
    return len(text) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None
