"""What every test stands on: both databases, one PostgreSQL server a session, no network but loopback, no thread left.

``database`` (and ``database_url``) runs a test on SQLite and on PostgreSQL, each time on a migrated database of its own,
copied from a template. ``empty_database_url`` is the same without any table.
"""

from __future__ import annotations

import gc
import ipaddress
import platform
import shutil
import socket
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import forked
import pytest
import scim2_server.bulk  # noqa: F401  its models read their docstrings through every module that is loaded: first, it costs half
from databases import TEMPLATE, Postgres
from engines import Engines
from hypothesis import settings
from quickly import WAITING, Units, write_to_memory

from provisioning import sql
from provisioning.sql import Database
from provisioning.storage import schema

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

#: How many examples a property is tried with where its test does not say: few in every run, many by
#: ``pytest --hypothesis-profile=chaos``.
settings.register_profile("quick", max_examples=40, deadline=None)
settings.register_profile("chaos", max_examples=5000, deadline=None)
settings.load_profile("quick")

#: A worker's threads of ours are called so; whoever starts them ends them.
OUR_THREADS = ("sql-", "roll", "DBOS")


sql.make_engine = Engines(sql.make_engine)


def pytest_configure(config: pytest.Config) -> None:
    """Where tests run in several processes, these start our commands from one nursery."""
    gc.disable()  # modules stay to the end: nobody looks for garbage while they are imported
    if hasattr(config, "workerinput"):
        _begin_elsewhere(config, config.workerinput)
    else:
        write_to_memory()
    if config.getoption("numprocesses", None) and platform.system() == "Linux":
        forked.share()


def _begin_elsewhere(config: pytest.Config, worker: dict[str, Any]) -> None:
    """Each worker collects another part first: on a fresh clone the others find what pytest has compiled of it."""
    if config.args_source is not pytest.Config.ArgsSource.TESTPATHS:
        return
    files = [str(file) for folder in config.args for file in sorted((config.rootpath / folder).rglob("test_*.py"))]
    first = len(files) * int(worker["workerid"].removeprefix("gw")) // worker["workercount"]
    config.args = files[first:] + files[:first]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Modules that wait are spread among those that compute, so that both cores are busy; none of them comes in the last third,
    where a worker would be left alone with it. In the same order wherever collecting began."""
    folders = [config.rootpath / folder for folder in config.getini("testpaths")]

    def place(path: Path) -> tuple[int, Path]:
        return next((n for n, one in enumerate(folders) if path.is_relative_to(one)), len(folders)), path

    modules: dict[Path, list[pytest.Item]] = {}
    for item in items:
        modules.setdefault(item.path, []).append(item)
    waiting, computing = (
        [modules[path] for path in sorted(modules, key=place) if (path.parent.name in WAITING) is waits]
        for waits in (True, False)
    )
    placed = [(0.7 * place / len(waiting), module) for place, module in enumerate(waiting)]
    placed += [(place / len(computing), module) for place, module in enumerate(computing)]
    items[:] = [item for _, module in sorted(placed, key=lambda one: one[0]) for item in module]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Units:
    return Units(config, log)


def pytest_collection_finish() -> None:
    """Thousands of tests and their modules stay to the end: no collection of garbage looks through them again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)  # as `usher serve` does
    gc.enable()


def pytest_sessionfinish() -> None:
    """What is left is looked through once; pytest would do so five times more."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    server = Postgres()
    yield server
    server.leave()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file, whole: its write-ahead log is folded in when the last connection closes."""
    file = tmp_path_factory.mktemp("template") / "usher.db"
    engine = sql.make_engine(sql.sqlite_url(file))
    schema.upgrade(engine)
    engine.dispose()
    return file


@pytest.fixture
def sqlite_start(sqlite_template: Path) -> Path:
    """What a test's own file is a copy of; a folder of tests may let its tests start from more."""
    return sqlite_template


@pytest.fixture
def postgres_start(postgres: Postgres) -> str:
    """What a test's own database is a copy of, likewise."""
    return TEMPLATE


@pytest.fixture
def sqlite_file(tmp_path: Path, sqlite_start: Path) -> Path:
    return Path(shutil.copy(sqlite_start, tmp_path / "usher.db"))


@pytest.fixture
def sqlite_url(sqlite_file: Path) -> str:
    return sql.sqlite_url(sqlite_file)


@pytest.fixture
def postgres_url(postgres: Postgres, postgres_start: str) -> Iterator[str]:
    name = postgres.lend(postgres_start)
    yield postgres.url(name)
    postgres.take_back(name)


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
