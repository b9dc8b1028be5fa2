"""Writes that wait at the same time share a commit, and nothing else."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import threading
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from scim2_models import ScimFilter, UniquenessException
from sqlalchemy import event, func, insert, select, text
from sqlalchemy.exc import OperationalError

from provisioning.scim_provider import store, units
from provisioning.scim_provider.describe import provider
from provisioning.scim_provider.service import Draft
from provisioning.scim_provider.tables import resources, role_groups
from provisioning.scim_provider.together import Looks, Writes
from provisioning.sql import sqlite_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from provisioning.sql import Database

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


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


def draft(name: str) -> tuple[Draft, datetime]:
    return Draft(body={"userName": name, "emails": [{"type": "work", "value": name}]}), NOW


async def make_at_once(database: Database, names: list[str]) -> list[Any]:
    """What each is told who makes an account while others do."""
    writes = Writes(database)
    making = (writes.run_with_others(units.create_users, draft(name)) for name in names)
    return await asyncio.gather(*making, return_exceptions=True)


async def test_accounts_that_wait_are_made_by_the_statements_of_one(database: Database) -> None:
    with noted(database) as statements:
        told = await make_at_once(database, ["b@x.test", "a@x.test", "c@x.test"])
    assert [one.stored.body["userName"] for one in told] == ["b@x.test", "a@x.test", "c@x.test"]
    made = [(statement, given) for statement, given in statements if "INSERT INTO scim_resources" in statement]
    assert len(made) == 1
    if not database.is_sqlite:
        # two processes that make the same accounts would wait for each other in another order
        given = json.loads(made[0][1]["resources"])
        assert [row["unique_key"] for row in given] == ["a@x.test", "b@x.test", "c@x.test"]
    for one in told:
        assert await database.read(store.load, "User", one.stored.id) == one.stored
    assert (await database.read(units.search, wanted('emails.value eq "B@x.test"'))).total == 1


async def test_an_account_whose_name_is_taken_keeps_none_of_the_others_from_being_made(database: Database) -> None:
    told = await make_at_once(database, ["a@x.test", "b@x.test", "A@x.test", "c@x.test"])
    refused = [one for one in told if isinstance(one, Exception)]
    assert [type(one) for one in refused] == [UniquenessException]
    assert await database.read(lambda c: c.scalar(select(func.count()).select_from(resources))) == 3


def wanted(filter_: str, *, kind: str = "User", members: bool = True) -> units.Search:
    generic: Any = ScimFilter
    node = generic[provider().model_for(kind)](filter_).ast
    return units.Search(kinds=[kind], filter=node, sort_by=None, descending=False, start=1, count=10, members=members)


@pytest.mark.parametrize("scim_database_url", ["sqlite"], indirect=True)
async def test_looks_that_wait_share_a_snapshot_and_each_is_told_its_own(database: Database) -> None:
    threads: list[int] = []

    def look(connection: Connection, name: str) -> str:
        threads.append(id(connection))
        if name == "bad":
            raise ValueError(name)
        return name

    looks = Looks(database)
    told = await asyncio.gather(*(looks.run(look, name) for name in ("a", "bad", "c")), return_exceptions=True)
    assert [one if isinstance(one, str) else type(one).__name__ for one in told] == ["a", "ValueError", "c"]
    assert len(set(threads)) == 1


@pytest.mark.parametrize(
    ("search", "short"),
    [
        (wanted('userName eq "a@x.test"'), True),
        (wanted('externalId eq "a"'), True),
        (wanted('emails[type eq "work"].value eq "a@x.test"'), True),
        (wanted('emails.value eq "a@x.test"'), True),
        (wanted('displayName eq "Owners"', kind="Group", members=False), True),
        (wanted('displayName eq "Owners"', kind="Group"), False),
        (wanted('emails.type eq "work"'), False),
        (wanted('emails[type eq "work"]'), False),
        (wanted('emails[value co "a"]'), False),
        (wanted('userName sw "a"'), False),
        (wanted('title eq "Consultant"'), False),
        (wanted("active eq true"), False),
        (wanted("externalId eq null"), False),
        (wanted('userName eq "a" or title co "b"'), False),
    ],
)
def test_only_a_search_for_few_lets_others_wait_for_it(search: units.Search, short: bool) -> None:
    assert units.is_short(search) is short
