"""Writes that wait for SQLite's one writer are carried out together, in one commit; so are new accounts on both databases.

Nobody is answered before that commit, and what one of them is refused undoes none of the others. PostgreSQL has several
writers, who would hold each other's rows for longer: there each other write is a transaction of its own.
"""

from __future__ import annotations

import asyncio
import contextvars
import sqlite3
from collections import deque
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from provisioning.away import is_away
from provisioning.scim_provider.store import Overtaken

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from sqlalchemy import Connection

    from provisioning.sql import Database

A = TypeVar("A")
P = ParamSpec("P")
T = TypeVar("T")

#: So many go together at most: what else is to be written to the same file waits for some milliseconds.
MOST = 16


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody waits for: one of those that a unit of work takes several of at once, and does all of them or none."""

    unit: Callable[[Connection, Sequence[Any]], list[Any]]
    asked: Any
    answer: asyncio.Future[Any]


class Together:
    """Those who wait by now are carried out together, then those who came meanwhile.

    ``carry_out`` gives what each of them returned or raised, and raises what is wrong with all of them.
    """

    def __init__(self, carry_out: Callable[[Sequence[Wish]], Awaitable[list[Any]]]) -> None:
        self._carry_out = carry_out
        self._waiting: deque[Wish] = deque()
        self._worker: asyncio.Task[None] | None = None

    async def join(self, unit: Callable[[Connection, Sequence[A]], list[T]], asked: A) -> T:
        """Wait in the line."""
        answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append(Wish(unit=unit, asked=asked, answer=answer))
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._work(), name="scim-together")
        return await answer

    async def join_alone(self, unit: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The same for a unit of work of one's own, with the context variables of who asks (the models' policy is one)."""
        context = contextvars.copy_context()
        return await self.join(lambda c, _: [context.copy().run(unit, c, *args, **kwargs)], None)

    async def _work(self) -> None:
        """Until nobody waits."""
        while self._waiting:
            wishes = [self._waiting.popleft() for _ in range(min(MOST, len(self._waiting)))]
            wishes = [wish for wish in wishes if not wish.answer.done()]
            try:
                answers = await self._carry_out(wishes)
            except Exception as error:  # noqa: BLE001  whoever waits for it is told
                answers = [error] * len(wishes)
            for wish, found in zip(wishes, answers, strict=True):
                _tell(wish.answer, found)


class Looks:
    """What reads little from one database: on SQLite, a thread that wakes for each look costs several times the look."""

    def __init__(self, database: Database) -> None:
        self._database, self._together = database, Together(self._looked)

    async def run(self, unit: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a unit of work that takes less than a millisecond, since others wait for it."""
        if not self._database.is_sqlite:
            return await self._database.peek(unit, *args, **kwargs)
        return await self._together.join_alone(unit, *args, **kwargs)

    async def _looked(self, wishes: Sequence[Wish]) -> list[Any]:
        return await self._database.peek(_try_all, wishes)


class Writes:
    """What writes to one database, in the order in which it was asked."""

    def __init__(self, database: Database) -> None:
        self._database, self._together = database, Together(self._written)

    async def run(self, unit: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a unit of work; what it did is committed when this returns."""
        if not self._database.is_sqlite:
            return await self._database.write(unit, *args, **kwargs)
        return await self._together.join_alone(unit, *args, **kwargs)

    async def run_with_others(self, unit: Callable[[Connection, Sequence[A]], list[T]], asked: A) -> T:
        """The same for one of those that a unit of work takes several of at once, in one statement on PostgreSQL."""
        return await self._together.join(unit, asked)

    async def run_unlocked(self, unit: Callable[..., T], *args: Any) -> T:
        """The same for a unit of work that on PostgreSQL writes in one statement, and only what it had read (``lock=False``).

        Where somebody came between, it is run once more under a lock.
        """
        if self._database.is_sqlite:
            return await self._together.join_alone(unit, *args)
        try:
            return await self._database.write_one(unit, *args, lock=False)
        except Overtaken:
            return await self._database.write(unit, *args)

    async def _written(self, wishes: Sequence[Wish]) -> list[Any]:
        """Where one is refused, all are undone and carried out apart."""
        try:
            return await self._database.write_one(_do_all, wishes)
        except Exception as error:
            if len(wishes) == 1 or is_away(error):
                raise
        if self._database.is_sqlite:
            return await self._database.write(_do_apart, wishes)
        apart = (self._database.write_one(_do_all, [wish]) for wish in wishes)
        return [_only(found) for found in await asyncio.gather(*apart, return_exceptions=True)]


class Broken(Exception):
    """SQLite's transaction has ended under its units of work: what comes next would be committed by itself."""


def _do_all(connection: Connection, wishes: Sequence[Wish]) -> list[Any]:
    """What each of them returned; raises what one of them raised.

    Without savepoints: after each, SQLite copies every page that is written into a file of its own.
    """
    answers: list[Any] = []
    for unit, those in groupby(wishes, attrgetter("unit")):
        answers += unit(connection, [wish.asked for wish in those])
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


def _try_all(connection: Connection, wishes: Sequence[Wish]) -> list[Any]:
    """What each of them, who write nothing, returned or raised."""
    return [_tried(connection, wish) for wish in wishes]


def _tried(connection: Connection, wish: Wish) -> Any:
    """What one of them returned or raised."""
    try:
        return _only(wish.unit(connection, [wish.asked]))
    except Exception as error:  # noqa: BLE001  it is for whoever asked for this one
        return error


def _only(found: Any) -> Any:
    """The answer of the only one, or what it raised."""
    return found if isinstance(found, BaseException) else found[0]


def _tell(answer: asyncio.Future[Any], found: Any) -> None:
    """Give back what was returned or raised, if anybody still waits."""
    if answer.done():
        return
    if isinstance(found, Exception):
        answer.set_exception(found)
    else:
        answer.set_result(found)
