"""What a cycle has done, stored by the page: one transaction for memory and log of many people.

Whoever was dealt with after the last page, when the process is killed, is tried again: an account that was made is found by
its user name, and what was sent already differs in nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.engine.log import Entry, write_entries

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Connection

    from sandbox.world import World

#: So many results are one page.
PAGE = 50


class Memory:
    """Results of a cycle on their way to the world's file. Call :meth:`save` where they must be there."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._waiting: list[tuple[Callable[[Connection], None], Entry, datetime]] = []

    async def keep(self, entry: Entry, keep: Callable[[Connection], None]) -> None:
        """Take one result."""
        self._waiting.append((keep, entry, self._world.clock.now()))
        if len(self._waiting) >= PAGE:
            await self.save()

    async def save(self) -> None:
        """Store what waits, in the order in which it came."""
        page, self._waiting = self._waiting, []

        def run(connection: Connection) -> None:
            for keep, _, _ in page:
                keep(connection)
            write_entries(connection, [(entry, at) for _, entry, at in page])

        if page:
            await self._world.db.write(run)
