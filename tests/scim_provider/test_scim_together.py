"""Writes that wait at the same time share a commit, and nothing else."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, func, insert, select, text
from sqlalchemy.exc import OperationalError

from provisioning.scim_provider.tables import role_groups
from provisioning.scim_provider.together import Writes
from provisioning.sql import sqlite_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from provisioning.sql import Database


def put(connection: Connection, name: str) -> str:
    connection.execute(insert(role_groups).values(external_id=name, role="r"))
    if name.startswith("bad"):
        raise ValueError(name)
    return name


def count(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(role_groups)) or 0


async def write_at_once(database: Database, names: list[str]) -> tuple[list[Any], int]:
    """What each writer is told, and how many commits it took, while the database was busy with another write."""
    go, commits, writes = threading.Event(), list[Any](), Writes(database)
    note = commits.append
    event.listen(database.engine, "commit", note)
    busy = asyncio.create_task(writes.run(lambda _connection: go.wait(10)))
    await asyncio.sleep(0)
    waiting = [asyncio.create_task(writes.run(put, name)) for name in names]
    await asyncio.sleep(0)
    go.set()
    told = await asyncio.gather(*waiting, return_exceptions=True)
    await busy
    event.remove(database.engine, "commit", note)
    return told, len(commits)


async def test_one_that_is_refused_undoes_none_of_the_others(database: Database) -> None:
    told, commits = await write_at_once(database, ["a", "bad-b", "c", "a", "d"])
    # which of two that write the same is the first is open on PostgreSQL
    found = sorted(one if isinstance(one, str) else type(one).__name__ for one in told)
    assert found == ["IntegrityError", "ValueError", "a", "c", "d"]
    assert await database.read(count) == 3
    assert commits == 2 if database.is_sqlite else commits >= 4


@pytest.mark.parametrize("scim_database_url", ["sqlite"], indirect=True)
async def test_nobody_is_told_of_success_when_the_commit_fails(database: Database) -> None:
    def broken(connection: Connection, _name: str) -> None:
        connection.execute(text("ROLLBACK"))  # as SQLite itself does when the disk is full

    writes = Writes(database)
    wishes = [writes.run(put, "a"), writes.run(broken, "b"), writes.run(put, "c")]
    told = await asyncio.gather(*wishes, return_exceptions=True)
    assert [isinstance(one, Exception) for one in told] == [True, True, True]
    assert await database.read(count) == 0
    assert await writes.run(put, "a") == "a"


@contextmanager
def noted(database: Database) -> Iterator[list[tuple[str, Any]]]:
    """The statements that are run on the writing side, with their parameters."""
    found: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        found.append((statement, parameters))

    event.listen(database.engine, "before_cursor_execute", note)
    yield found
    event.remove(database.engine, "before_cursor_execute", note)


@pytest.mark.parametrize("scim_database_url", ["sqlite"], indirect=True)
async def test_where_none_is_refused_nobody_pays_for_a_savepoint(database: Database) -> None:
    with noted(database) as statements:
        told, commits = await write_at_once(database, ["a", "b", "c"])
    assert (told, commits) == (["a", "b", "c"], 2)
    assert not any("SAVEPOINT" in statement for statement, _ in statements)


@pytest.mark.parametrize("scim_database_url", ["sqlite"], indirect=True)
async def test_a_file_that_another_holds_is_waited_for_once(database: Database) -> None:
    await database.write(lambda c: c.exec_driver_sql("PRAGMA busy_timeout=20"))
    tries: list[Any] = []
    event.listen(database.engine, "checkout", lambda *those: tries.append(those))
    writes = Writes(database)
    with closing(sqlite3.connect(sqlite_path(database.url) or "", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        told = await asyncio.gather(*(writes.run(put, name) for name in "abc"), return_exceptions=True)
    assert [type(one) for one in told] == [OperationalError] * 3
    assert len(tries) == 1
