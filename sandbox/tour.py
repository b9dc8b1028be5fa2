"""Stories played unattended over real HTTP, as different people; each end state is proven, or the tour fails."""

from __future__ import annotations


async def play(address: str, *, story: str | None, as_json: bool) -> int:
    """Play ``story`` (all without it); 0 only when every end state was proven, 1 otherwise, 2 for an unknown story."""
    del address, story, as_json
    return 2
