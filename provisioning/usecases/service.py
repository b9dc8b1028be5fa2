"""Runs use cases: one transaction each, off the event loop, at a desk with the rules and the present moment."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import structlog

from provisioning.usecases import batches, carding, resuming, review_rows
from provisioning.usecases.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from sqlalchemy import Connection

    from provisioning.domain.clock import Clock
    from provisioning.domain.rules import Rules
    from provisioning.sql import Database
    from provisioning.storage.keys import Keys
    from provisioning.usecases.desk import Job

log = structlog.get_logger(__name__)

#: What is woken while somebody is answered.
_WAKING: set[asyncio.Task[None]] = set()

#: Ways in which a person wishes something, and waits for the answer.
BY_PEOPLE = frozenset({"card", "chat"})
P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Service:
    """What handlers, workflows and commands call use cases through."""

    database: Database
    rules: Rules
    keys: Keys
    clock: Clock
    put_in_queue: Callable[[Connection, Job], None]
    #: Ends the waits of running workflows.
    wake: Callable[[Iterable[str]], Awaitable[None]]

    def desk(self, connection: Connection, way: str, activity: str | None = None) -> Desk:
        """A desk on this connection, at the present moment."""
        return Desk(
            c=connection,
            rules=self.rules,
            keys=self.keys,
            now=self.clock.now(),
            put_in_queue=self.put_in_queue,
            way=way,
            activity=activity,
        )

    async def do(
        self,
        usecase: Callable[Concatenate[Desk, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run ``usecase`` with the right to write; what it did is committed when this returns."""
        return await self.act("worker", None, usecase, *args, **kwargs)

    async def act(
        self,
        way: str,
        activity: str | None,
        usecase: Callable[Concatenate[Desk, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """The same for a person's wish: ``way`` and ``activity`` say how it came in."""

        def unit(connection: Connection) -> tuple[T, list[str]]:
            """One transaction."""
            desk = self.desk(connection, way, activity)
            result = usecase(desk, *args, **kwargs)
            resuming.settle(desk)
            batches.settle(desk)
            review_rows.settle(desk)
            carding.enqueue_shown(desk)
            return result, desk.to_wake

        write = self.database.write_first if way in BY_PEOPLE else self.database.write
        result, to_wake = await write(unit)
        if to_wake and way in BY_PEOPLE:
            _wake_later(self.wake(to_wake))
        elif to_wake:
            await self.wake(to_wake)
        return result

    async def look(self, usecase: Callable[Concatenate[Desk, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run ``usecase`` on a snapshot; it must not write."""

        def unit(connection: Connection) -> T:
            """One snapshot."""
            return usecase(self.desk(connection, "read"), *args, **kwargs)

        return await self.database.read(unit)


def _wake_later(waking: Awaitable[None]) -> None:
    """A press is answered at once: an answer that comes after what it set off would hide the card that tells of that.

    What is not woken looks by itself some seconds later.
    """

    async def wake() -> None:
        """To the end, and nobody hears of a failure but the operator."""
        try:
            await waking
        except Exception as error:  # noqa: BLE001  what was pressed is committed and answered, whatever becomes of this
            log.warning("workflow.not_woken", reason=type(error).__name__)

    task = asyncio.create_task(wake(), name="wake")
    _WAKING.add(task)
    task.add_done_callback(_WAKING.discard)


async def nobody_to_wake(workflows: Iterable[str]) -> None:
    """For processes that run no workflows."""
    del workflows


def never_queue(connection: Connection, job: Any) -> None:
    """For commands that only read."""
    del connection
    raise RuntimeError(f"this command enqueues nothing, not even {job}")
