"""The roll of living processes on PostgreSQL: who signs every two seconds lives; a dead one's work is taken over in ten."""

from __future__ import annotations

import random
import threading
import time
from typing import TYPE_CHECKING

import structlog
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from provisioning.sql import connecting

if TYPE_CHECKING:
    from collections.abc import Callable

log = structlog.get_logger(__name__)

SIGN = text(
    "INSERT INTO executor (id, seen) VALUES (:me, clock_timestamp()) "
    "ON CONFLICT (id) DO UPDATE SET seen = clock_timestamp()"
)
DEAD = text(
    "SELECT DISTINCT w.executor_id FROM dbos.workflow_status w "
    "WHERE w.status = 'PENDING' AND w.executor_id <> :me AND NOT EXISTS (SELECT 1 FROM executor e "
    "WHERE e.id = w.executor_id AND e.seen > clock_timestamp() - make_interval(secs => :dead))"
)
LEAVE = text("DELETE FROM executor WHERE id = :me")
#: Seconds between two signatures, and after how many of them without one a process is presumed dead.
BEAT, MISSED = 1.8, 5


class Roll:
    """Signs for one process in its own thread and has dead processes' workflows recovered here.

    ``beat`` and ``dead`` are seconds, the same in all processes. After a gap of our own (the database was away) nobody is
    presumed dead until we have signed steadily for ``dead`` seconds: the gap may have been everybody's.
    """

    def __init__(
        self,
        url: str,
        me: str,
        recover: Callable[[list[str]], object],
        *,
        beat: float = BEAT,
        dead: float = BEAT * MISSED,
    ) -> None:
        self._engine = create_engine(url, pool_size=1, max_overflow=0, pool_pre_ping=True, connect_args=connecting(url))
        self._me, self._recover, self._beat, self._dead = me, recover, beat, dead
        self._stop, self._reap = threading.Event(), True
        self._last: float | None = None
        self._steady: float | None = None
        self._thread = threading.Thread(target=self._run, name="roll", daemon=True)

    def sign(self) -> None:
        """Sign once; before the engine is launched. From now on we sign steadily."""
        with self._engine.begin() as connection:
            connection.execute(SIGN, {"me": self._me})
        self._last = self._steady = time.monotonic()

    def start(self) -> None:
        """Go on signing; after the engine is launched."""
        self._thread.start()

    def retire(self) -> None:
        """Go on signing but take nothing over; before the engine is stopped."""
        self._reap = False

    def leave(self) -> None:
        """Stop signing; the others take over at once."""
        self._stop.set()
        self._thread.join()
        with self._engine.begin() as connection:
            connection.execute(LEAVE, {"me": self._me})
        self._engine.dispose()

    def _run(self) -> None:
        while not self._stop.wait(self._beat * random.uniform(0.9, 1.1)):
            try:
                self._round()
            except SQLAlchemyError as error:
                log.warning("roll.unsigned", reason=type(error).__name__)

    def _round(self) -> None:
        """Sign, and recover what the dead left."""
        with self._engine.begin() as connection:
            connection.execute(SIGN, {"me": self._me})
            now = time.monotonic()
            if self._last is None or now - self._last > self._dead / 2:
                self._steady = now
            self._last = now
            dead = list(connection.scalars(DEAD, {"me": self._me, "dead": self._dead}))
        if dead and self._reap and self._steady is not None and now - self._steady >= self._dead:
            log.info("roll.taken_over", executors=dead)
            self._recover(dead)
