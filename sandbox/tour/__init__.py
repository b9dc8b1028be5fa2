"""Stories played unattended over real HTTP, as different people; each end state is proven, or the tour fails."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import aiohttp

from sandbox.tour import invite
from sandbox.tour.stage import Stage, TourFailed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

#: The stories by name; each is one module with one function.
STORIES: dict[str, Callable[[Stage], Awaitable[None]]] = {"invite": invite.play}


async def play(address: str, *, story: str | None, as_json: bool) -> int:
    """Play ``story`` (all without it) at ``address``: 0 when every end state was proven, 1 when not, 2 for an unknown story."""
    if story is not None and story not in STORIES:
        sys.stderr.write(f"There is no story {story!r}. There are: {', '.join(STORIES)}.\n")
        return 2
    began = time.monotonic()
    async with aiohttp.ClientSession(address, timeout=aiohttp.ClientTimeout(total=60)) as http:
        for name in [story] if story else list(STORIES):
            stage = Stage(http, name, as_json=as_json)
            try:
                await STORIES[name](stage)
            except TourFailed as failure:
                stage.tell("failed", str(failure), proven=False)
                return 1
            stage.tell("all", f"every end state was proven, in {time.monotonic() - began:.0f} s", proven=True)
    return 0
