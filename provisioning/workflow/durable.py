"""Durable execution: the only importer of DBOS. Queues, steps, waits, schedules and recovery over Usher's own database.

What the package lacks or does otherwise than we need is here and nowhere else: our serializer with pickle locked out,
launch and stop in the right order, executor ids, and the roll by which a dead process's work is taken over.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import logging
import secrets
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar, cast

import dbos._serialization as dbos_serialization
import structlog
from dbos import DBOS, DBOSClient, DBOSConfig
from dbos._dbos import _get_dbos_instance
from sqlalchemy import create_engine, event

from provisioning.away import DatabaseError, drop_unwritable, is_away
from provisioning.domain import plan
from provisioning.sql import BUSY_MS, make_engine
from provisioning.workflow.polling import build_statements_once, look_before_claiming, read_queues_once
from provisioning.workflow.roll import BEAT, MISSED, Roll

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence

    from sqlalchemy import Connection, Engine

    from provisioning.sql import Database
    from provisioning.usecases.desk import Job

log = structlog.get_logger(__name__)

#: Pinned: by default the version is a hash of the code, and nobody would recover what an older deploy left behind.
VERSION = "1"
#: How often a queue is looked at, in seconds: half of it is what a press waits for its card.
POLL = 0.1
#: Threads in which DBOS asks the database for its workflows, and its connections to PostgreSQL: those and its pollers.
#: More threads wait for the interpreter, not for the database: sixteen do no more than four and take a third more of a core.
THREADS, CONNECTIONS = 4, 10
#: States from which a workflow does not come back, and how many of them are deleted in one go.
FINISHED, PRUNE_AT_ONCE = ("SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"), 500
#: Seconds between looks for a database that stays away.
LONGEST_ABSENCE = 5.0
#: What ``recv`` listens for: the Clock was moved, or a person says that a task is done.
LOOK = "look"

T = TypeVar("T")
Outcome = dict[str, Any]


class _JSON(dbos_serialization.Serializer):
    """Plain JSON. Errors keep their type's name and text, so that a replay never imports a class."""

    def name(self) -> str:
        """Rows name their serializer."""
        return "usher_json"

    def serialize(self, data: Any) -> str:
        """As stored."""
        return json.dumps(data, default=_tagged, separators=(",", ":"))

    def deserialize(self, serialized_data: str) -> Any:
        """As given back."""
        return json.loads(serialized_data, object_hook=_untagged)


def _tagged(value: Any) -> Any:
    """Moments and errors, which the engine itself stores."""
    if isinstance(value, datetime):
        return {"$moment": value.isoformat()}
    if isinstance(value, BaseException):
        return {"$error": [type(value).__name__, str(value)[:500]]}
    raise TypeError(f"only plain JSON is stored, not {type(value).__name__}")


def _untagged(value: dict[str, Any]) -> Any:
    """The way back."""
    if "$moment" in value:
        return datetime.fromisoformat(value["$moment"])
    if "$error" in value:
        return RuntimeError(": ".join(value["$error"]))
    return value


def _refuse(*_: object) -> Any:
    """Rows marked as pickled would run code when they are read (dbos-transact-py#485)."""
    raise TypeError("pickled rows are refused")


def lock_pickle() -> None:
    """Nobody who can write to the database can run code in this process. Called at import; a contract test proves it."""
    dbos_serialization.DefaultSerializer.deserialize = _refuse  # type: ignore[assignment,method-assign]  # locked on purpose


lock_pickle()


def _engine(database: Database) -> Engine:
    """DBOS's own engine on the same database: IMMEDIATE without our begin event, else it begins twice."""
    if not database.is_sqlite:
        return make_engine(database.url, size=CONNECTIONS)
    arguments = {"check_same_thread": False, "isolation_level": "IMMEDIATE"}  # the driver's own, not SQLAlchemy's
    engine = create_engine(database.url, pool_size=8, connect_args=arguments)

    def pragmas(connection: Any, _record: object) -> None:
        """As our own engine has them."""
        for pragma in ("journal_mode=WAL", f"busy_timeout={BUSY_MS}", "synchronous=NORMAL"):
            connection.execute(f"PRAGMA {pragma}")

    event.listen(engine, "connect", pragmas)
    event.listen(engine, "handle_error", drop_unwritable)
    return engine


class Queue:
    """Enqueues workflows in the caller's own transaction; works in every process, launched or not."""

    def __init__(self, database: Database) -> None:
        self._engine = _engine(database)
        self._client = DBOSClient(
            system_database_engine=self._engine, application_name="usher", serializer=_JSON(), lazy=True
        )
        build_statements_once(self._client._sys_db)  # noqa: SLF001  no public way to what writes

    def put(self, connection: Connection, job: Job) -> None:
        """Enqueue ``job``; invisible before the commit, gone after a rollback, and the same id runs once."""
        options = {
            "workflow_name": job.workflow,
            "queue_name": job.queue,
            "workflow_id": job.id,
            "app_version": VERSION,
        }
        self._client.enqueue_in_transaction(connection, cast("Any", options), *job.args)

    def close(self) -> None:
        """Give the connections back."""
        self._client.destroy()
        self._engine.dispose()


class Durable:
    """The engine of one process: a singleton, because DBOS is one."""

    def __init__(
        self, database: Database, *, listens: Sequence[str], workflows: dict[str, Any], heartbeat: float = BEAT
    ) -> None:
        """``workflows`` by name; ``listens`` names the queues of this process ("work", "cards"); ``heartbeat``: see Roll."""
        self._database, self._listens, self._stopped = database, list(listens), False
        self.executor = "local" if database.is_sqlite else f"usher-{secrets.token_hex(8)}"
        self._engine = _engine(database)
        self._roll: Roll | None = None
        if not database.is_sqlite:
            recover = DBOS._recover_pending_workflows  # noqa: SLF001  no public call takes only dead executors' work
            self._roll = Roll(database.url, self.executor, recover, beat=heartbeat, dead=heartbeat * MISSED)
        config: dict[str, Any] = {
            "name": "usher",
            "system_database_engine": self._engine,
            "executor_id": self.executor,
            "application_version": VERSION,
            "serializer": _JSON(),
            "max_executor_threads": THREADS,
            "notification_listener_polling_interval_sec": 0.1,
            "notification_coalesce_sec": 1.0,  # of events and streams, which nothing here has; DBOS looks 100 times a second
            "log_level": "WARNING",
        }
        if database.is_sqlite:
            config["system_database_url"] = database.url
        DBOS(config=cast("DBOSConfig", config))
        self._functions = {name: DBOS.workflow(name=name)(function) for name, function in workflows.items()}

    async def launch(self) -> None:
        """Start on the running loop; work left by a process that was killed goes on. Call before the port opens."""
        logging.getLogger("dbos").propagate = False
        if self._roll:
            await asyncio.to_thread(self._roll.sign)
        DBOS.listen_queues(self._listens)
        DBOS.launch()
        system = _get_dbos_instance()._sys_db  # noqa: SLF001  no public way to what polls
        look_before_claiming(system)
        build_statements_once(system)
        for queue in self._listens:
            await DBOS.register_queue_async(queue, polling_interval_sec=POLL, worker_concurrency=50)
        read_queues_once(system)
        if self._roll:
            self._roll.start()

    async def stop(self, grace: int = 3) -> None:
        """Stop dequeueing, let running work finish for ``grace`` seconds, leave the rest to the next process; once."""
        if self._stopped:
            return
        self._stopped = True
        if self._roll:
            self._roll.retire()
        await asyncio.to_thread(DBOS.destroy, workflow_completion_timeout_sec=grace)
        # the loop's default executor was DBOS's and is dead now (dbos-transact-py#451)
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())
        if self._roll:
            await asyncio.to_thread(self._roll.leave)
        self._engine.dispose()

    async def schedule(self, name: str, workflow: str, cron: str) -> None:
        """Run a workflow on a clock of six fields, once for all processes; missed ticks are skipped."""
        entry = {
            "schedule_name": name,
            "workflow_fn": self._functions[workflow],
            "schedule": cron,
            "queue_name": "work",
            "context": None,
        }
        await DBOS.apply_schedules_async([cast("Any", entry)])


async def step(name: str, function: Callable[[], Awaitable[Outcome]]) -> Outcome:
    """Run one side effect as a durable step: done once its outcome is recorded, else run again after a crash."""

    async def run() -> Outcome:
        """A coroutine function, as DBOS wants it."""
        return await patiently(name, function)

    return await DBOS.run_step_async({"name": name}, run)


async def patiently(name: str, function: Callable[[], Awaitable[T]]) -> T:
    """Run it, and while the database is away run it again until it is there.

    DBOS waits for the database too, but takes an error of what it runs for its result, which would end the workflow for good.
    """
    for look in itertools.count():
        try:
            return await function()
        except DatabaseError as error:
            if not is_away(error):
                raise
            log.warning("database.away", step=name, reason=type(error).__name__)
        await asyncio.sleep(min(plan.pause(look, None), LONGEST_ABSENCE))
    raise AssertionError  # the count does not end


async def wait(seconds: float) -> bool:
    """Wait durably, at most this long; whether somebody ended the wait by :func:`wake`."""
    return await DBOS.recv_async(LOOK, timeout_seconds=seconds) is not None


async def wake(workflows: Iterable[str]) -> None:
    """End the waits of running workflows and of their later looks (``ID-…``); finished and unknown ones are passed over."""
    for identity in workflows:
        for running in await list_running(identity):
            if running == identity or running.startswith(f"{identity}-"):
                await DBOS.send_async(running, "look", LOOK)


async def wake_all() -> None:
    """End every wait of a running workflow."""
    for running in await list_running():
        await DBOS.send_async(running, "look", LOOK)


async def list_running(prefix: str = "") -> list[str]:
    """Ids of workflows that run or wait, with nothing of what they carry."""
    found = await DBOS.list_workflows_async(
        status=["PENDING"], workflow_id_prefix=prefix or None, load_input=False, load_output=False
    )
    return [one.workflow_id for one in found]


async def list_unfinished(names: Sequence[str]) -> list[str]:
    """Ids of workflows of these names that run, wait or are still to begin."""
    found = await DBOS.list_workflows_async(
        status=["PENDING", "ENQUEUED", "DELAYED"], name=list(names), load_input=False, load_output=False
    )
    return [one.workflow_id for one in found]


async def prune(older: timedelta) -> int:
    """Delete finished workflows that ended longer ago than ``older`` (wall time), at most 500; returns how many.

    An id that is deleted may run again. So ``older`` is longer than our own tables ask for any of them: what they still
    call due is looked at before it is done, whether or not the engine remembers.
    """
    before = (datetime.now(UTC) - older).isoformat()
    done = await DBOS.list_workflows_async(
        status=list(FINISHED), completed_before=before, limit=PRUNE_AT_ONCE, load_input=False, load_output=False
    )
    if done:
        await DBOS.delete_workflows_async([one.workflow_id for one in done])
    return len(done)
