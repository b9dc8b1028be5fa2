"""Writes that wait at the same time share a commit, and nothing else."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, func, insert, select, text

from provisioning.scim_provider.tables import role_groups
from provisioning.scim_provider.together import Writes

if TYPE_CHECKING:
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
