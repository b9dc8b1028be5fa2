"""One way to the database: a unit of work is a plain function of a ``Connection``, run off the event loop in one hop.

SQLite has one writer thread with ``BEGIN IMMEDIATE`` and a few readers, in WAL; PostgreSQL has a small pool of threads.
The functions are the same on both. ``aiosqlite`` costs four thread hops a statement and is not used.
"""

from __future__ import annotations

import asyncio
import contextvars
import functools
import os
import secrets
import sqlite3
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, DisconnectionError, IntegrityError

from provisioning.away import NoDatabase, answering, drop_unwritable
from provisioning.line import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

P = ParamSpec("P")
T = TypeVar("T")

#: How long a write waits for SQLite's lock. Beyond this nobody waits for the answer: Teams gives up after 10 to 15 s.
BUSY_MS = 8_000
#: Seconds until a PostgreSQL that does not answer counts as away.
CONNECT_S = 5
#: A PostgreSQL connection that rested no longer than so many seconds is taken without asking whether it still stands.
FRESH_S = 1.0
SQLITE_READERS = 3
POSTGRES_THREADS = 6
#: Another transaction could not be put in an order with ours, or waited for us while we waited for it
#: (postgresql.org/docs/current/errcodes-appendix.html); one that made the same row first is an IntegrityError.
OVERTAKEN = frozenset({"40001", "40P01"})
#: So often a unit of work is run at most.
TRIES = 4

#: Names as Alembic likes them, so that constraints can be found again in a migration.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def _pragmas(connection: Any, _record: object) -> None:
    """Set what SQLite keeps per connection; WAL lets an export read while workflows write (dbos-transact-py notes).

    FULL: without it WAL forgets the last commits when the power fails (sqlite.org/wal.html), and people were told of them.
    """
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", f"busy_timeout={BUSY_MS}", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_with(engine: Engine, statement: str) -> None:
    """Begin each transaction so. By the dialect: with a listener on the engine, each statement looks for listeners, too."""

    def begin(connection: Any) -> None:
        """As the driver would, which is told not to (``isolation_level=None``)."""
        connection.cursor().execute(statement)

    engine.dialect.do_begin = begin  # type: ignore[method-assign,assignment]  # an engine has its dialect for itself


def _note_rest(_connection: Any, record: Any) -> None:
    """Remember since when a connection rests in its pool."""
    record.info["rests_since"] = time.monotonic()


def _ask_after_rest(engine: Engine, connection: Any, record: Any) -> None:
    """Ask a connection that has rested whether it still stands; the pool makes another one where it does not."""
    if time.monotonic() - record.info.get("rests_since", time.monotonic()) < FRESH_S:
        return
    try:
        engine.dialect.do_ping(connection)
    except engine.dialect.loaded_dbapi.Error as error:
        raise DisconnectionError from error


def connecting(url: str) -> dict[str, Any]:
    """Arguments of a PostgreSQL connection: without a limit of its own in ``url``, connecting waits for ever."""
    return {} if "connect_timeout" in make_url(url).query else {"connect_timeout": CONNECT_S}


def make_engine(url: str, *, writes: bool = True, size: int = 1) -> Engine:
    """Return an engine for ``url`` as this project uses it: explicit transactions and, on SQLite, WAL and a busy timeout."""
    if make_url(url).get_backend_name() != "sqlite":
        engine = create_engine(url, pool_size=size, max_overflow=0, pool_timeout=30, connect_args=connecting(url))
        event.listen(engine, "handle_error", drop_unwritable)
        event.listen(engine, "checkin", _note_rest)
        event.listen(engine, "checkout", lambda c, record, _: _ask_after_rest(engine, c, record))
        return engine
    engine = create_engine(
        url, pool_size=size, max_overflow=0, connect_args={"check_same_thread": False, "isolation_level": None}
    )
    event.listen(engine, "handle_error", drop_unwritable)
    event.listen(engine, "connect", _pragmas)
    # the write lock at once: a deferred transaction that upgrades later fails without waiting (sqlite.org/lang_transaction)
    _begin_with(engine, "BEGIN IMMEDIATE" if writes else "BEGIN")
    return engine


def sqlite_url(path: Path) -> str:
    """The URL of a SQLite file, whatever signs stand in its name: what follows a bare ``?`` is no part of it, and ``%41`` is an A."""
    return URL.create("sqlite", database=str(path)).render_as_string(hide_password=False)


def sqlite_path(url: str) -> Path | None:
    """The file of a SQLite URL; None for another database. Raises NoDatabase where it names no file: it would last as long as a connection."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return None
    if is_too_old():
        needs = "Python 3.12 and newer need SQLite 3.42; use PostgreSQL or Python 3.11"
        raise NoDatabase(f"SQLite {sqlite3.sqlite_version} is too old: {needs}")
    if parsed.database in {None, "", ":memory:"}:
        raise NoDatabase("SQLite needs a file that stays; give it as sqlite:///FILE")
    return Path(parsed.database or "")


@contextmanager
def database_beside(url: str) -> Iterator[str]:
    """A new, empty database on the server of ``url``, for SQLite a file beside it, gone afterwards; its URL. NoDatabase."""
    parsed = make_url(url)
    name = f"{parsed.database}_{secrets.token_hex(4)}"
    own = parsed.set(database=name).render_as_string(hide_password=False)
    file = sqlite_path(own)
    if file is None:
        _tell_server(url, f'CREATE DATABASE "{name}"')
    try:
        yield own
    finally:
        if file is None:
            _tell_server(url, f'DROP DATABASE "{name}" WITH (FORCE)')
        else:
            for ending in ("", "-wal", "-shm"):
                Path(f"{file}{ending}").unlink(missing_ok=True)


def _tell_server(url: str, statement: str) -> None:
    """One statement that stands outside every transaction."""
    engine = make_engine(url)
    with answering(), engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql(statement)
    engine.dispose()


class Database:
    """Engines and threads for one database; :meth:`close` ends both.

    ``read`` and ``write`` run ``fn(connection, *args)`` in one transaction, commit when it returns and roll back when it
    raises. No unit of work may wait for anything outside the database, nor leave anything outside it: where another
    process came first on PostgreSQL, it is run again from its beginning.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        writers, readers = (1, SQLITE_READERS) if self.is_sqlite else (POSTGRES_THREADS, POSTGRES_THREADS)
        self.engine = make_engine(url, size=writers)
        self._read_engine = make_engine(url, writes=False, size=readers) if self.is_sqlite else self.engine
        self._peek_engine = self._read_engine if self.is_sqlite else _alone(self.engine)
        self._writer = Line(writers, "sql-write")
        self._reader = Line(readers, "sql-read") if self.is_sqlite else self._writer

    async def read(self, fn: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run ``fn`` on a snapshot."""
        return await self._hop(self._reader, self._read_engine, lambda c: fn(c, *args, **kwargs), first=True)

    async def peek(self, fn: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run ``fn``, which reads little and locks nothing: PostgreSQL is spared BEGIN and COMMIT, two of its three trips."""
        return await self._hop(self._reader, self._peek_engine, lambda c: fn(c, *args, **kwargs), first=True)

    async def write(self, fn: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run ``fn`` with the right to write; what it did is committed when this returns."""
        return await self._hop(self._writer, self.engine, lambda c: fn(c, *args, **kwargs), first=False)

    async def write_one(self, fn: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The same where ``fn`` is one statement, which PostgreSQL commits by itself."""
        engine = self.engine if self.is_sqlite else self._peek_engine
        return await self._hop(self._writer, engine, lambda c: fn(c, *args, **kwargs), first=False)

    async def write_first(self, fn: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The same while a person waits for it: it goes before what was waiting for less than :data:`provisioning.line.HEAD_START`."""
        return await self._hop(self._writer, self.engine, lambda c: fn(c, *args, **kwargs), first=True)

    async def _hop(self, line: Line, engine: Engine, work: Callable[[Connection], T], *, first: bool) -> T:
        """One thread hop, carrying context variables (an executor alone drops them)."""
        context = contextvars.copy_context()
        job = functools.partial(context.run, _in_transaction, engine, work)
        return await asyncio.wrap_future(line.put(job, first=first))

    def scrub(self) -> bool:
        """Write a SQLite file anew, so that its free pages and its log no longer hold what was deleted. Needs it alone.

        False where it could not be: another process reads or writes it, or there is no room. PostgreSQL keeps dead rows
        until it vacuums by itself, and its own log as long as its administrator says.
        """
        if not self.is_sqlite:
            return True
        with closing(self.engine.raw_connection()) as raw:
            try:
                raw.cursor().execute("VACUUM")
                return not raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            except sqlite3.Error:
                return False

    def close(self) -> None:
        """End threads and connections; units of work under way finish first."""
        for line in {self._writer, self._reader}:
            line.close()
        for engine in {self.engine, self._read_engine}:
            engine.dispose()


def _alone(engine: Engine) -> Engine:
    """The same connections with each statement for itself; READ COMMITTED has a snapshot for each of them anyway."""
    return engine.execution_options(isolation_level="AUTOCOMMIT")


def _in_transaction(engine: Engine, work: Callable[[Connection], T]) -> T:
    """Commit what ``work`` did, or nothing; run it again where another process had written the same meanwhile."""
    for _ in range(TRIES - 1):
        try:
            return _once(engine, work)
        except DBAPIError as error:
            if not isinstance(error, IntegrityError) and getattr(error.orig, "sqlstate", None) not in OVERTAKEN:
                raise
    return _once(engine, work)


def takes_writes(connection: Connection) -> bool:
    """Whether PostgreSQL would let a transaction write, without holding anything up; of SQLite, whether its file is writable.

    A full disk SQLite tells only when it is written to.
    """
    if connection.dialect.name == "sqlite":
        file: str = (
            connection.exec_driver_sql("SELECT file FROM pragma_database_list WHERE name = 'main'").scalars().one()
        )
        return os.access(file, os.W_OK)
    return connection.exec_driver_sql("SHOW transaction_read_only").scalar() == "off"


def _once(engine: Engine, work: Callable[[Connection], T]) -> T:
    with engine.begin() as connection:
        return work(connection)


def is_too_old(
    python: tuple[int, ...] = sys.version_info[:2], sqlite: tuple[int, ...] = sqlite3.sqlite_version_info
) -> bool:
    """Whether this SQLite lacks what the durable engine asks of it: from Python 3.12 on ``unixepoch('subsec')`` (dbos/_sys_db.py)."""
    return python >= (3, 12) and sqlite < (3, 42)
