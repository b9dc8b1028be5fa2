"""One tenant's world: where it is stored, what it is called, what time it is, and who waits for a change."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import web

from sandbox.schema import METADATA

if TYPE_CHECKING:
    from aiohttp import ClientSession

    from provisioning.sql import Database
    from sandbox.clock import WorldClock
    from sandbox.faults import Faults

__all__ = ["METADATA", "WORLD", "Changes", "World"]


class Changes:
    """A counter of what has happened in the world, to wait on."""

    def __init__(self) -> None:
        self.count = 0
        self._condition = asyncio.Condition()

    async def wait(self, since: int, timeout: float) -> int:  # noqa: ASYNC109 - a long poll names its own patience
        """Return the counter as soon as it is beyond ``since``, or as it is after ``timeout`` seconds."""
        try:
            async with asyncio.timeout(timeout), self._condition:
                await self._condition.wait_for(lambda: self.count > since)
        except TimeoutError:
            pass
        return self.count

    async def add(self) -> None:
        """Count one more change and wake who waits."""
        async with self._condition:
            self.count += 1
            self._condition.notify_all()


@dataclass(kw_only=True)
class World:
    """Everything that the parts of the sandbox share. Ids and secrets are kept in the world's file and never change."""

    db: Database
    clock: WorldClock
    faults: Faults
    #: ``http://127.0.0.1:PORT``, without a slash at the end.
    base_url: str
    #: Where Teams posts activities; changeable, so that a bot may live in another process.
    bot_url: str
    tenant_id: str
    bot_app_id: str
    bot_app_secret: str
    provisioner_app_id: str
    provisioner_secret: str
    #: A client of the tests that has every Graph right.
    tests_app_id: str
    tests_secret: str
    #: Object id of the platform's service principal ("enterprise application") and its application id.
    enterprise_app: str
    enterprise_app_id: str
    sync_job: str
    #: What access tokens of this tenant are signed with.
    token_key: str
    #: SCIM bearer token by caller: ``entra``, ``usher``, ``test`` and ``sandbox`` (this program itself, never in the books).
    scim_tokens: dict[str, str]
    #: Which Graph rights the provisioner has: full, standard or look.
    profile: str
    #: What Usher may read of the platform: full, log (Entra's log alone) or none.
    readback: str
    #: Seconds of wall time until a new guest can be read, and until the list of assignments shows a change to it.
    replication_s: float
    #: Assignments that changed: by id until which wall second the list shows what it was before (None: nothing).
    unlisted: dict[str, tuple[float, dict[str, Any] | None]] = field(default_factory=dict)
    changes: Changes = field(default_factory=Changes)
    #: For requests of the sandbox to itself and to the bot; set while the application runs.
    http: ClientSession | None = None

    async def say_changed(self, what: str) -> None:  # noqa: ARG002 - the name is for whoever reads the call
        """Wake everybody who waits on :attr:`changes`."""
        await self.changes.add()

    @property
    def session(self) -> ClientSession:
        """The session for requests to itself; RuntimeError before the application has started."""
        if self.http is None:
            raise RuntimeError("the sandbox has not started")
        return self.http


WORLD = web.AppKey("world", World)
