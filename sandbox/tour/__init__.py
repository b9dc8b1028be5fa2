"""Stories played unattended over real HTTP, as different people; each end state is proven, or the tour fails."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import aiohttp

from sandbox.tour import invite, roles, scim
from sandbox.tour.stage import Stage
from sandbox.tour.telling import Teller, TourFailed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

#: The stories by name, in the order in which they are played; each is one module with one ``play``.
STORIES: dict[str, Callable[[Stage], Awaitable[None]]] = {
    "invite": invite.play,
    "roles": roles.play,
    "scim": scim.play,
}
#: Wall seconds that one HTTP request may take: moving the clock hops through all that falls due.
LONGEST_CALL_S = 60.0


async def play(address: str, *, story: str | None, as_json: bool) -> int:
    """Play ``story`` (all without it) at ``address``: 0 when every end state was proven, 1 when not, 2 for an unknown story."""
    if story is not None and story not in STORIES:
        sys.stderr.write(f"There is no story {story!r}. There are: {', '.join(STORIES)}.\n")
        return 2
    names, began, failed = [story] if story else [*STORIES], time.monotonic(), list[str]()
    timeout = aiohttp.ClientTimeout(total=LONGEST_CALL_S)
    async with aiohttp.ClientSession(address, timeout=timeout) as http:
        for name in names:
            if not await _play_one(Stage(http, Teller(name, as_json=as_json))):
                failed.append(name)
    took = f"in {time.monotonic() - began:.0f} s"
    result = f"not proven: {', '.join(failed)}, {took}" if failed else f"every end state was proven, {took}"
    Teller("all", as_json=as_json).tell(
        "tour", f"played {', '.join(names)}", result, proven=not failed, scene="summary"
    )
    return 1 if failed else 0


async def _play_one(stage: Stage) -> bool:
    """One story; False when something was not as it has to be, which is told."""
    try:
        await STORIES[stage.teller.story](stage)
    except TourFailed as failure:
        stage.teller.tell_failure(failure)
    except (aiohttp.ClientError, TimeoutError) as error:
        seen = f"{type(error).__name__}: {error}".rstrip(": ")
        stage.teller.tell_failure(TourFailed("the tenant's port to answer", seen))
    else:
        return True
    return False
