"""The way to the database: one hop, one transaction, readers beside a writer, and never "database is locked"."""

from __future__ import annotations

import asyncio
import contextvars
import os
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from databases import statements
from sqlalchemy import event, func, insert, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from provisioning import line as line_module
from provisioning import sql
from provisioning.away import DatabaseError, NoDatabase, is_away
from provisioning.sql import Database, sqlite_path, takes_writes
from provisioning.storage import tables as t
from usher.database import is_network_file_system

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

who = contextvars.ContextVar("who", default="nobody")


def count(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(t.people)) or 0


def add(connection: Connection, name: str) -> None:
    connection.execute(insert(t.people).values(pseudonym=name))


async def test_a_unit_of_work_is_one_hop_off_the_loop_in_one_transaction(database: Database) -> None:
    threads: list[str] = []
    begun: list[int] = []
    event.listen(database.engine, "begin", lambda _: begun.append(1))

    def work(connection: Connection) -> int:
        for n in range(5):
            add(connection, f"p{n}")
            threads.append(threading.current_thread().name)
        return count(connection)

    assert await database.write(work) == 5
    assert len(set(threads)) == 1
    assert threads[0].startswith("sql-")
    assert len(begun) == 1


async def test_a_transaction_is_begun_by_the_dialect_and_not_by_a_statement_that_is_listened_for(
    database: Database,
) -> None:
    with statements(database) as told:
        await database.write(add, "p")
        assert await database.read(count) == 1
    assert [said.split()[0] for said in told] == ["INSERT", "SELECT"]


async def test_what_raises_leaves_nothing(database: Database) -> None:
    def work(connection: Connection) -> None:
        add(connection, "p")
        raise LookupError

    with pytest.raises(LookupError):
        await database.write(work)
    assert await database.read(count) == 0


async def test_of_two_who_write_the_same_row_at_once_the_later_looks_again(database: Database) -> None:
    seen: list[bool] = []

    def make_sure(connection: Connection) -> int:
        there = bool(
            connection.scalar(select(func.count()).select_from(t.people).where(t.people.c.pseudonym == "twice"))
        )
        seen.append(there)
        if len(seen) == 1 or not there:  # somebody else wrote it between the look and the write
            connection.execute(insert(t.people).values(pseudonym="twice"))
        return len(seen)

    await database.write(lambda c: c.execute(insert(t.people).values(pseudonym="twice")))
    assert await database.write(make_sure) == 2
    assert seen == [True, True]


async def test_a_database_that_is_away_is_told_from_one_that_refuses(sqlite_url: str, postgres: Any) -> None:
    nowhere = Database(postgres.url("there_is_no_such_database"))
    with pytest.raises(DatabaseError) as away:
        await nowhere.read(lambda c: c.execute(text("SELECT 1")))
    here = Database(sqlite_url)
    with pytest.raises(DatabaseError) as refuses:
        await here.read(lambda c: c.execute(text("SELECT * FROM nothing")))
    assert (is_away(away.value), is_away(refuses.value)) == (True, False)
    nowhere.close()
    here.close()


async def test_a_full_sqlite_file_is_away_and_takes_writes_again_once_there_is_room(sqlite_url: str) -> None:
    database = Database(sqlite_url)

    def fill(connection: Connection) -> None:
        for n in range(10_000):
            add(connection, f"{n:0200}")

    def allow(pages: int) -> Callable[[Connection], object]:
        return lambda c: c.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    await database.write(allow(1))  # SQLite takes the present size for the least
    with pytest.raises(DatabaseError, match="full") as full:
        await database.write(fill)
    assert is_away(full.value)
    await database.write(allow(100_000))
    await database.write(fill)
    database.close()


async def test_a_database_that_is_read_only_is_away_and_takes_writes_again_on_another_connection(
    database: Database,
) -> None:
    hold = "PRAGMA query_only=ON" if database.is_sqlite else "SET default_transaction_read_only = on"
    await database.write(lambda c: c.exec_driver_sql(hold))
    with pytest.raises(DatabaseError, match=r"read-?only") as held:
        await asyncio.gather(*(database.write(add, str(n)) for n in range(50)))  # one connection of several is held
    assert is_away(held.value)
    assert await database.write(takes_writes)
    await database.write(add, "afterwards")


async def test_a_postgres_that_takes_no_writes_says_so_before_it_is_written_to(postgres_url: str) -> None:
    database = Database(postgres_url)

    def look(connection: Connection) -> list[bool]:
        before = takes_writes(connection)
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")
        return [before, takes_writes(connection)]

    assert await database.read(look) == [True, False]
    database.close()


@pytest.mark.parametrize("reason", ["database is locked", "disk I/O error", "unable to open database file"])
def test_what_sqlite_cannot_have_just_now_is_away(reason: str) -> None:
    assert is_away(OperationalError("SELECT 1", {}, sqlite3.OperationalError(reason)))
    assert not is_away(OperationalError("SELECT 1", {}, sqlite3.OperationalError("no such column: locks")))


async def test_what_returned_is_seen_by_the_next_reader(database: Database) -> None:
    for n in range(10):
        await database.write(add, f"p{n}")
        assert await database.read(count) == n + 1


async def test_readers_are_not_held_up_by_a_writer_and_see_nothing_half_done(database: Database) -> None:
    inside, go = threading.Event(), threading.Event()

    def work(connection: Connection) -> None:
        add(connection, "p")
        inside.set()
        assert go.wait(10)

    writing = asyncio.create_task(database.write(work))
    await asyncio.to_thread(inside.wait, 10)
    assert await asyncio.gather(*(database.read(count) for _ in range(5))) == [0] * 5
    go.set()
    await writing
    assert await database.read(count) == 1


async def test_two_hundred_writes_at_once_all_succeed(database: Database) -> None:
    await asyncio.gather(*(database.write(add, f"p{n}") for n in range(200)))
    assert await database.read(count) == 200


async def test_two_processes_on_one_sqlite_file_wait_for_one_another(sqlite_url: str) -> None:
    both = [Database(sqlite_url), Database(sqlite_url)]

    def read_then_write(connection: Connection, name: str) -> None:
        count(connection)
        add(connection, name)

    await asyncio.gather(*(both[n % 2].write(read_then_write, f"p{n}") for n in range(200)))
    assert await both[0].read(count) == 200
    for database in both:
        database.close()


async def test_context_variables_follow_the_hop(database: Database) -> None:
    who.set("olivia")
    assert await database.write(lambda _: who.get()) == "olivia"


async def test_sqlite_keeps_its_promises_on_every_connection(sqlite_url: str) -> None:
    database = Database(sqlite_url)

    def pragmas(connection: Connection) -> list[object]:
        names = ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")
        return [connection.scalar(text(f"PRAGMA {name}")) for name in names]

    for run in (database.read, database.write):
        assert await run(pragmas) == ["wal", 1, 8_000, 2]
    database.close()


@pytest.mark.parametrize(("head_start", "order"), [(60.0, ["press", "card"]), (0.0, ["card", "press"])])
def test_what_a_person_waits_for_goes_first_but_not_before_what_has_waited_for_long(
    monkeypatch: pytest.MonkeyPatch, head_start: float, order: list[str]
) -> None:
    monkeypatch.setattr(line_module, "HEAD_START", head_start)
    line, go, done = line_module.Line(1, "line"), threading.Event(), list[str]()
    line.put(lambda: go.wait(10), first=True)
    line.put(lambda: done.append("card"), first=False)
    line.put(lambda: done.append("press"), first=True)
    go.set()
    line.close()
    assert done == order


def test_work_that_was_cancelled_in_the_line_is_left_out() -> None:
    line, go, done = line_module.Line(1, "line"), threading.Event(), list[str]()
    line.put(lambda: go.wait(10), first=True)
    left_out = line.put(lambda: done.append("gone"), first=True)
    line.put(lambda: done.append("press"), first=True)
    assert left_out.cancel()
    go.set()
    line.close()
    assert done == ["press"]


async def test_a_unit_of_work_that_was_cancelled_while_running_still_ends_whole(database: Database) -> None:
    inside, go = threading.Event(), threading.Event()

    def work(connection: Connection) -> None:
        inside.set()
        assert go.wait(10)
        add(connection, "p")

    writing = asyncio.create_task(database.write(work))
    await asyncio.to_thread(inside.wait, 10)
    writing.cancel()
    go.set()
    with pytest.raises(asyncio.CancelledError):
        await writing
    await database.write(lambda _: None)
    database._writer.close()
    assert await database.read(count) == 1 if database.is_sqlite else True


@pytest.mark.parametrize(
    ("mounts", "network"),
    [
        ("srv:/x {path} nfs4 rw 0 0", True),
        ("//srv/x {path} cifs rw 0 0", True),
        ("/dev/vda {path} ext4 rw 0 0", False),
        ("srv:/x {path}-other nfs4 rw 0 0", False),
        ("srv:/x / nfs4 rw 0 0\n/dev/vda {path} ext4 rw 0 0", False),
        ("/dev/vda / ext4 rw 0 0\nsrv:/x {path} nfs rw 0 0", True),
    ],
)
def test_a_network_file_system_is_recognised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mounts: str, network: bool
) -> None:
    (tmp_path / "data").mkdir()
    real = Path.read_text

    def read(path: Path, encoding: str | None = None) -> str:
        return mounts.format(path=tmp_path) if str(path) == "/proc/self/mounts" else real(path, encoding=encoding)

    monkeypatch.setattr(Path, "read_text", read)
    assert is_network_file_system(tmp_path / "data" / "usher.db") is network


async def test_who_first_looks_and_then_writes_may_be_overtaken_by_another(database: Database) -> None:
    """Six at once find nobody and make somebody; five of them look again."""

    def know(connection: Connection) -> str:
        same = select(t.people.c.pseudonym).where(t.people.c.object_id == "one")
        known = connection.scalar(same)
        if known is None:
            known = threading.current_thread().name[-16:] + str(threading.get_ident())[-8:]
            time.sleep(0.05)  # every one of them has looked before the first has written
            connection.execute(insert(t.people).values(pseudonym=known, object_id="one"))
        return known

    assert len(set(await asyncio.gather(*(database.write(know) for _ in range(6))))) == 1
    assert await database.read(count) == 1


async def test_what_fails_by_itself_fails_however_often_it_is_run(database: Database) -> None:
    def twice(connection: Connection) -> None:
        for _ in range(2):
            add(connection, "p")

    with pytest.raises(IntegrityError):
        await database.write(twice)
    assert await database.read(count) == 0


def test_a_database_beside_another_is_empty_and_gone_afterwards(database_url: str) -> None:
    def make_table(url: str) -> None:
        engine = sql.make_engine(url)
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE here (n INTEGER)")
        engine.dispose()

    with sql.database_beside(database_url) as own:
        assert own != database_url
        make_table(own)
    file = sql.sqlite_path(own)
    if file:
        assert [one for one in file.parent.iterdir() if one.name.startswith(file.name)] == []
    else:
        with pytest.raises(DatabaseError):
            make_table(own)


@pytest.mark.parametrize("other", ["BEGIN; SELECT 1 FROM people", "BEGIN IMMEDIATE"])
def test_a_file_that_another_process_reads_or_writes_is_not_said_to_be_scrubbed(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, other: str
) -> None:
    monkeypatch.setattr(sql, "BUSY_MS", 50)
    file = sqlite_path(sqlite_url)
    assert file is not None
    database = Database(sqlite_url)
    with database.engine.begin() as connection:
        add(connection, "lars")
    with closing(sqlite3.connect(file, isolation_level=None)) as beside:
        for statement in other.split("; "):
            beside.execute(statement).fetchall()
        assert not database.scrub()
    assert database.scrub()
    assert Path(f"{file}-wal").stat().st_size == 0
    database.close()


@pytest.mark.parametrize(
    ("python", "sqlite", "refused"),
    [
        ((3, 11), (3, 40, 1), False),
        ((3, 12), (3, 40, 1), True),
        ((3, 12), (3, 42, 0), False),
        ((3, 13), (3, 9, 0), True),
    ],
)
def test_a_sqlite_that_the_durable_engine_cannot_use_is_named_before_anything_is_made(
    python: tuple[int, int], sqlite: tuple[int, int, int], refused: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sql.is_too_old(python, sqlite) is refused
    monkeypatch.setattr(sql, "is_too_old", lambda: refused)
    if refused:
        with pytest.raises(NoDatabase, match=r"is too old: .*use PostgreSQL or Python 3\.11"):
            sqlite_path("sqlite:////srv/usher.sqlite")
    else:
        assert sqlite_path("sqlite:////srv/usher.sqlite") == Path("/srv/usher.sqlite")
    assert sqlite_path("postgresql+psycopg://usher@db/usher") is None


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_sqlite_file_that_others_own_takes_no_writes(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await database.peek(takes_writes)
    asked: list[str] = []

    def access(path: str, mode: int) -> bool:  # root may write to any file
        asked.append(path)
        return mode != os.W_OK

    monkeypatch.setattr(os, "access", access)
    assert not await database.peek(takes_writes)
    assert [Path(one) for one in asked] == [sqlite_path(database.url)]
