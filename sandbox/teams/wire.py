"""The way from Teams to the bot: activities signed and posted, answers read, work that goes on in the background."""

from __future__ import annotations

import asyncio
import json
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import aiohttp

from sandbox.teams.activities import Envelope
from sandbox.teams.limits import Limits
from sandbox.teams.tokens import SigningKeys

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine

    from aiohttp import web

    from sandbox.people import Person
    from sandbox.teams.tables import Chat
    from sandbox.world import World

log = logging.getLogger(__name__)

#: Seconds after which Teams gives up on a bot ("10 to 15 s", Bot Framework: long operations guidance).
PATIENCE = 15


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the bot answered: the HTTP status and its JSON, None when it sent none."""

    status: int
    body: Any = None

    @property
    def failed(self) -> str | None:
        """What to tell the person when the bot did not take the activity; None when it did."""
        if self.status < 400:  # noqa: PLR2004 - the first status that is an error
            return None
        words = {
            401: "refused the sign-in",
            403: "refused this",
            502: "could not be reached",
            504: "did not answer in time",
        }
        return f"Usher {words.get(self.status, 'could not do this')} (HTTP {self.status}). Nothing changed here."


class Wire:
    """Everything that the sandbox's Teams keeps while it runs. The world's file holds the rest."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.keys = SigningKeys(world)
        self.limits = Limits()
        #: By what was just said to the bot: the messages that it sent in reply.
        self.replies: dict[str, set[str]] = {}
        self._session: aiohttp.ClientSession | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def service_url(self) -> str:
        """Where the bot calls back, with the slash at its end as Teams has it."""
        return f"{self.world.base_url}/connector/"

    def envelope(self, person: Person, chat: Chat, thread: str | None = None) -> Envelope:
        """The frame of an activity from ``person`` in ``chat``, at the present world time."""
        world = self.world
        return Envelope(
            tenant_id=world.tenant_id,
            bot_id=world.bot_app_id,
            service_url=self.service_url,
            now=world.clock.now(),
            person=person,
            chat=chat,
            thread=thread,
        )

    async def deliver(self, activity: dict[str, Any]) -> Answer:
        """Post one activity to the bot; 502 when nobody listens, 504 when it takes longer than Teams waits."""
        await self.keys.load()
        headers = {"Authorization": f"Bearer {self.keys.token(self.service_url)}"}
        session = self._session or aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE))
        self._session = session
        try:
            async with session.post(self.world.bot_url, json=activity, headers=headers) as response:
                return Answer(status=response.status, body=_read(await response.text(), response.content_type))
        except TimeoutError:
            return Answer(status=504)
        except aiohttp.ClientError:
            return Answer(status=502)

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Let ``work`` go on after the answer that it follows."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._end)

    def _end(self, task: asyncio.Task[None]) -> None:
        """Forget a task; an error nobody waits for is logged."""
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("sandbox.teams.background_failed", exc_info=task.exception())

    async def run(self, _app: web.Application) -> AsyncIterator[None]:
        """Life with the application (``cleanup_ctx``): ends the background work and the connections."""
        yield
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()


def _read(text: str, content_type: str) -> Any:
    """The answer's JSON; None when it has none."""
    if not text or "json" not in content_type:
        return None
    try:
        return json.loads(text)
    except ValueError:
        return None
