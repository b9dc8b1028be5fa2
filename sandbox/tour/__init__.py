"""Stories played unattended over real HTTP, as different people; each end state is proven, or the tour fails."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import aiohttp

from sandbox.tour import invite, roles, rollout, scim
from sandbox.tour.stage import Stage
from sandbox.tour.telling import Teller, TourFailed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

#: The stories by name, in the order in which they are played; each is one module with one ``play``.
STORIES: dict[str, Callable[[Stage], Awaitable[None]]] = {
    "invite": invite.play,
    "roles": roles.play,
    "scim": scim.play,
    "rollout": rollout.play,
}
#: Stories that begin before anybody has access: each such is played in a tenant in which nothing is assigned yet.
BEFORE_ROLLOUT = frozenset({"rollout"})
#: Wall seconds that one HTTP request may take: moving the clock hops through all that falls due.
LONGEST_CALL_S = 300.0


class UnknownStory(LookupError):
    """There is no such story; the text names those that exist."""


def programme(story: str | None) -> dict[str, list[str]]:
    """What is played, ``story`` or all of them, by the scope that its tenant begins with. UnknownStory."""
    if story is not None and story not in STORIES:
        raise UnknownStory(f"There is no story {story!r}. There are: {', '.join(STORIES)}.")
    names = [story] if story else [*STORIES]
    begun = [name for name in names if name not in BEFORE_ROLLOUT]
    anew = [name for name in names if name in BEFORE_ROLLOUT]
    return {scope: those for scope, those in (("all", begun), ("none", anew)) if those}


class Tour:
    """Stories, played in one tenant or several; :meth:`end` sums them up."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._began = time.monotonic()
        self._played: list[str] = []
        self._failed: list[str] = []

    async def play(self, address: str, names: list[str]) -> None:
        """Play these stories, one after the other, at ``address``."""
        timeout = aiohttp.ClientTimeout(total=LONGEST_CALL_S)
        async with aiohttp.ClientSession(address, timeout=timeout) as http:
            for name in names:
                self._played.append(name)
                if not await _play_one(Stage(http, Teller(name, as_json=self._as_json))):
                    self._failed.append(name)

    def end(self) -> int:
        """Say how it went: 0 when every end state was proven, 1 when not."""
        took = f"in {time.monotonic() - self._began:.0f} s"
        missing = f"not proven: {', '.join(self._failed)}, {took}"
        result = missing if self._failed else f"every end state was proven, {took}"
        teller = Teller("all", as_json=self._as_json)
        teller.tell("tour", f"played {', '.join(self._played)}", result, proven=not self._failed, scene="summary")
        return 1 if self._failed else 0


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
