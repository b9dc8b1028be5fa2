"""Writes that wait for SQLite's one writer are carried out together, in one commit.

Nobody is answered before that commit, and what one of them is refused undoes none of the others. PostgreSQL has several
writers, who would hold each other's rows for longer: there each write is a transaction of its own.
"""

from __future__ import annotations

import asyncio
import contextvars
import sqlite3
from collections import deque
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from provisioning.scim_provider.store import Overtaken
from provisioning.sql import is_away

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    from provisioning.sql import Database

P = ParamSpec("P")
T = TypeVar("T")

#: So many go together at most: what else is to be written to the same file waits for some milliseconds.
MOST = 16


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A unit of work that somebody waits for, with the context variables of who asked (the models' policy is one)."""

    unit: Callable[[Connection], Any]
    context: contextvars.Context
    answer: asyncio.Future[Any]


class Writes:
    """What writes to one database, in the order in which it was asked."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: deque[Wish] = deque()
        self._worker: asyncio.Task[None] | None = None

    async def run(self, unit: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a unit of work; what it did is committed when this returns."""
        if not self._database.is_sqlite:
            return await self._database.write(unit, *args, **kwargs)
        return await self._together(unit, *args, **kwargs)

    async def run_one(self, unit: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The same for a unit of work that is one statement on PostgreSQL."""
        if not self._database.is_sqlite:
            return await self._database.write_one(unit, *args, **kwargs)
        return await self._together(unit, *args, **kwargs)

    async def run_unlocked(self, unit: Callable[..., T], *args: Any) -> T:
        """The same for a unit of work that on PostgreSQL writes in one statement, and only what it had read (``lock=False``).

        Where somebody came between, it is run once more under a lock.
        """
        if self._database.is_sqlite:
            return await self._together(unit, *args)
        try:
            return await self._database.write_one(unit, *args, lock=False)
        except Overtaken:
            return await self._database.write(unit, *args)

    async def _together(self, unit: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Wait in the line of SQLite's writer."""
        answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        asked = partial(_called, unit, args, kwargs)
        self._waiting.append(Wish(unit=asked, context=contextvars.copy_context(), answer=answer))
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._work(), name="scim-writes")
        return await answer

    async def _work(self) -> None:
        """Until nobody waits: those who wait by now."""
        while self._waiting:
            wishes = [self._waiting.popleft() for _ in range(min(MOST, len(self._waiting)))]
            wishes = [wish for wish in wishes if not wish.answer.done()]
            try:
                answers = await self._carried_out(wishes)
            except Exception as error:  # noqa: BLE001  whoever waits for it is told
                answers = [error] * len(wishes)
            for wish, found in zip(wishes, answers, strict=True):
                _tell(wish.answer, found)

    async def _carried_out(self, wishes: Sequence[Wish]) -> list[Any]:
        """What each of them returned or raised. Where one is refused, all are undone and carried out apart."""
        try:
            return await self._database.write(_do_all, wishes)
        except Exception as error:
            if len(wishes) == 1 or is_away(error):
                raise
        return await self._database.write(_do_apart, wishes)


def _called(unit: Callable[..., T], args: Any, kwargs: Any, connection: Connection) -> T:
    return unit(connection, *args, **kwargs)


class Broken(Exception):
    """SQLite's transaction has ended under its units of work: what comes next would be committed by itself."""


def _do_all(connection: Connection, wishes: Sequence[Wish]) -> list[Any]:
    """What each of them returned; raises what one of them raised.

    Without savepoints: after each, SQLite copies every page that is written into a file of its own.
    """
    answers = []
    for wish in wishes:
        answers.append(wish.context.copy().run(wish.unit, connection))
        raw = connection.connection.driver_connection
        if isinstance(raw, sqlite3.Connection) and not raw.in_transaction:
            raise Broken
    return answers


def _do_apart(connection: Connection, wishes: Sequence[Wish]) -> list[Any]:
    """What each of them returned or raised, in a savepoint of its own. Raises what is wrong with the transaction as a whole."""
    answers = []
    for wish in wishes:
        connection.exec_driver_sql("SAVEPOINT wish")
        found = _tried(connection, wish)
        if isinstance(found, Exception):
            connection.exec_driver_sql("ROLLBACK TO wish")
        connection.exec_driver_sql("RELEASE wish")
        answers.append(found)
    return answers


def _tried(connection: Connection, wish: Wish) -> Any:
    """What one of them returned or raised."""
    try:
        return wish.context.copy().run(wish.unit, connection)
    except Exception as error:  # noqa: BLE001  it is for whoever asked for this one
        return error


def _tell(answer: asyncio.Future[Any], found: Any) -> None:
    """Give back what was returned or raised, if anybody still waits."""
    if answer.done():
        return
    if isinstance(found, Exception):
        answer.set_exception(found)
    else:
        answer.set_result(found)
