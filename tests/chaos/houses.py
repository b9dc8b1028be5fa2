"""Usher as it dies: beside a tenant that lives on, alone over SQLite or as three processes over PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from apart import Apart, Program, open_sandbox
from ports import free_port
from sqlalchemy import create_engine, event, text
from tenant import LOOK_EVERY

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from sqlalchemy import Connection, Engine

#: Seconds in which every story must go on, however often it is killed on however busy a machine. A card that died with its
#: sender on PostgreSQL waits for 40 of them.
PATIENCE = 600.0
#: Seconds between two signs of life: a dead worker's work is taken over after five of them.
HEARTBEAT = "1"
WORKS = "Usher's worker is ready"
SERVES = "Usher is ready"
#: Seconds after which a press has come as far as it can.
GRACE = 0.7

T = TypeVar("T")


def until(
    found: Callable[[], Any], what: str, patience: float = PATIENCE, nudge: Callable[[], None] | None = None
) -> Any:
    """Ask until there is something; ``nudge`` is called between two questions."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        seen = found()
        if seen:
            return seen
        if nudge is not None:
            nudge()
        time.sleep(LOOK_EVERY)
    raise AssertionError(f"never so within {patience:.0f} s: {what}")


@dataclass
class Part:
    """One process of Usher's that can be killed: its command, and what it prints when it is up."""

    command: tuple[str, ...]
    ready: str
    program: Program
    #: As whom it signs; "" where it does not.
    executor: str = ""


class House(ABC, Apart):
    """What both have in common. A subclass says which processes there are."""

    name = ""
    workflows = ""
    commands: tuple[tuple[tuple[str, ...], str], ...] = ()

    def __init__(self, data: Path, *, database: str = "", config: Path | None = None) -> None:
        self.parts: list[Part] = []
        self.stories: list[Any] = []
        self.kills = self.serving_kills = 0
        #: Seconds until the last process that was started was ready.
        self.start_took = 0.0
        super().__init__(data, database=database, config=config)

    def start(self) -> None:
        bot = f"http://127.0.0.1:{free_port()}/api/messages"
        options = ("--bot", bot, *(("--database", self.database) if self.database else ()))
        self.sandbox, printed = open_sandbox(self.data, self.port, *options)
        config = {"USHER_CONFIG": str(self._config)} if self._config else {}
        # what is held on purpose is not given up before its sender is dead
        self.settings = {**printed, **config, "USHER_HEARTBEAT": HEARTBEAT, "USHER_CALL_SECONDS": "60"}
        self.engine = self._open_engine()
        try:
            for command, ready in self.commands:
                self.parts.append(self._begin(command, ready))
            self._confirm_owners()
        except BaseException:
            self.close()
            raise

    def take(self, story: T) -> T:
        """Remember a story, for the books."""
        self.stories.append(story)
        return story

    def _open_engine(self) -> Engine:
        """Ours, beside Usher's own."""
        if self.database:
            return create_engine(self.database)
        engine = create_engine(f"sqlite:///{self.data / 'usher.sqlite'}", connect_args={"isolation_level": None})
        event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout=30000"))
        return engine

    def _begin(self, command: tuple[str, ...], ready: str) -> Part:
        before, began = self._signed(), time.monotonic()
        program = Program(*command, log=self.data.with_suffix(".log"), ready=ready, settings=self.settings)
        self.start_took = time.monotonic() - began
        return Part(command, ready, program, executor="".join(self._signed() - before))

    def _signed(self) -> set[str]:
        return set()

    def read(self, query: str, **values: Any) -> list[Any]:
        """Rows of Usher's database."""
        with self.engine.connect() as connection:
            return list(connection.execute(text(query), values))

    def held(self) -> AbstractContextManager[Connection]:
        """A transaction to be held; see :meth:`hold_request`."""
        return self.engine.connect()

    @abstractmethod
    def hold_request(self, connection: Connection, number: int) -> None:
        """Keep everybody from deciding a request until ``connection`` is closed."""

    @abstractmethod
    def is_waiting(self) -> bool:
        """Whether somebody waits for what is held."""

    def is_settled(self) -> bool:
        """Whether nothing is queued or running that belongs to a story."""
        query = f"SELECT name FROM {self.workflows} WHERE status IN ('PENDING', 'ENQUEUED')"  # noqa: S608  a name of ours
        return not {"check", "execute", "deliver"} & {row.name for row in self.read(query)}

    def told(self) -> str:
        """The end of what Usher's processes wrote down."""
        return self.data.with_suffix(".log").read_text(encoding="utf-8")[-2000:]

    # --- dying -------------------------------------------------------------------------------------------------------

    @abstractmethod
    def victim(self, *, serves: bool) -> Part:
        """The process that sends cards, or the one that carries out what runs now."""

    def strike(self, part: Part | None = None, *, serves: bool = False) -> Part:
        """Kill a part, or the :meth:`victim`; which it was."""
        dead = part or self.victim(serves=serves)
        dead.program.kill()
        self.kills += 1
        self.serving_kills += dead.ready == SERVES
        return dead

    def revive(self, part: Part) -> None:
        """Start what was killed, at its place."""
        self.parts[self.parts.index(part)] = self._begin(part.command, part.ready)

    def let_claims_lapse(self) -> None:
        """As if so long had passed since whoever sends cards died; nobody else may send any just now."""
        with self.engine.begin() as connection:
            connection.execute(text("UPDATE cards SET claimed_until = NULL WHERE claimed_until IS NOT NULL"))

    def die_young(self, part: Part, seconds: float) -> None:
        """Start what was killed and kill it again while it starts."""
        whole = [sys.executable, "-m", "usher.cli", *part.command]
        with self.data.with_suffix(".log").open("a", encoding="utf-8") as log:
            environment = {**os.environ, **self.settings}
            process = subprocess.Popen(whole, stdout=subprocess.DEVNULL, stderr=log, env=environment)
            time.sleep(seconds)
            process.kill()
            process.wait()
        self.kills += 1
        self.serving_kills += part.ready == SERVES

    def close(self) -> None:
        for part in self.parts:
            part.program.stop()
        self.engine.dispose()
        self.sandbox.stop()
        self.http.close()

    # --- the world, for stories that survive -------------------------------------------------------------------------

    def faults(self) -> list[Any]:
        """Orders that nobody has met yet."""
        found: dict[str, list[Any]] = self.http.get("/sandbox/faults").json()
        return found["faults"]

    def cards(self, person: str, *words: str) -> list[dict[str, Any]]:
        """Messages of somebody's chat that say all of this, oldest first."""
        return [m for m in self.chat(person) if all(word in m["words"] for word in words)]

    def verify_audit(self) -> str:
        """What `usher audit verify` says; it must end well."""
        asked = self.usher("audit", "verify")
        assert asked.returncode == 0, asked.stdout + asked.stderr
        return asked.stdout.strip()


class Alone(House):
    """`usher serve` with its worker, over SQLite."""

    name = "SQLite"
    workflows = "workflow_status"
    commands = ((("serve",), SERVES),)

    def victim(self, *, serves: bool) -> Part:
        del serves
        return self.parts[0]

    def hold_request(self, connection: Connection, number: int) -> None:
        del number
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        self._until = time.monotonic() + GRACE

    def is_waiting(self) -> bool:
        return time.monotonic() > self._until  # SQLite tells nobody who waits


class Crowd(House):
    """`usher serve --no-worker` and two workers, over PostgreSQL."""

    name = "PostgreSQL"
    workflows = "dbos.workflow_status"
    commands = ((("serve", "--no-worker"), SERVES), (("worker",), WORKS), (("worker",), WORKS))

    def _signed(self) -> set[str]:
        engine = create_engine(self.database)
        with engine.connect() as connection:
            known = connection.scalar(text("SELECT to_regclass('executor')"))
            found = set(connection.scalars(text("SELECT id FROM executor"))) if known else set()
        engine.dispose()
        return found

    def victim(self, *, serves: bool) -> Part:
        if serves:
            return self.parts[0]
        query = "SELECT executor_id FROM dbos.workflow_status WHERE status = 'PENDING' AND name IN ('check', 'execute')"
        working = {row.executor_id for row in self.read(query)}
        return next(part for part in self.parts[1:] if part.executor in working)

    def hold_request(self, connection: Connection, number: int) -> None:
        connection.execute(text("SELECT number FROM requests WHERE number = :n FOR UPDATE"), {"n": number})

    def is_waiting(self) -> bool:
        query = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        return bool(self.read(query))
