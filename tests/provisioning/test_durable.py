"""The engine's contract, tried anew with every release of it: what Usher relies on, on both databases."""

from __future__ import annotations

import asyncio
import base64
import os
import pickle
import sqlite3
import threading
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from dbos import DBOS
from dbos._serialization import DefaultSerializer
from sqlalchemy import event, text

from provisioning.domain.ports import Unreachable
from provisioning.usecases import sweeping
from provisioning.usecases.desk import Job
from provisioning.workflow import durable, registry, reviving
from provisioning.workflow.durable import Durable, Queue
from provisioning.workflow.executions import LATER, Executions
from provisioning.workflow.outside import World
from provisioning.workflow.roll import Roll

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
    from pathlib import Path

    from office import Office
    from sqlalchemy import Connection

    from provisioning.sql import Database


@dataclass
class Engine:
    """One process's engine, to be launched and stopped as often as a test wants, and a queue beside it."""

    database: Database
    queue: Queue
    running: Durable | None = None
    ran: list[Any] = field(default_factory=list)

    async def launch(self, **workflows: Callable[..., Awaitable[None]]) -> Durable:
        async def note(what: int | str) -> None:
            """The simplest workflow: it leaves a trace. A function, as DBOS does not take methods."""
            self.ran.append(what)

        self.running = Durable(self.database, listens=["work"], workflows={"note": note, **workflows})
        await self.running.launch()
        return self.running

    async def stop(self, grace: int = 0) -> None:
        if self.running is not None:
            await self.running.stop(grace)
            self.running = None

    async def put(self, identity: str, *args: int | str, workflow: str = "note", queue: str = "work") -> None:
        await self.database.write(self.queue.put, Job(workflow=workflow, queue=queue, id=identity, args=args))

    async def rows(self) -> dict[str, Any]:
        """Every workflow as it is stored, by id."""
        table = "workflow_status" if self.database.is_sqlite else "dbos.workflow_status"

        def read(connection: Connection) -> dict[str, Any]:
            return {row.workflow_uuid: row for row in connection.execute(text(f"SELECT * FROM {table}"))}  # noqa: S608  the name is ours

        return await self.database.read(read)

    async def tamper(self, identity: str, **values: str | None) -> None:
        """Change a workflow's row as somebody with the database's password would, or a process that died."""
        table = "workflow_status" if self.database.is_sqlite else "dbos.workflow_status"
        columns = ", ".join(f"{name} = :{name}" for name in values)
        statement = text(f"UPDATE {table} SET {columns} WHERE workflow_uuid = :identity")  # noqa: S608  the names are ours
        await self.database.write(lambda c: c.execute(statement, {**values, "identity": identity}))

    async def until_status(self, identity: str, *wanted: str) -> Any:
        """The row, as soon as it has one of these states."""
        return await eventually(lambda: self._row_in(identity, wanted))

    async def _row_in(self, identity: str, wanted: tuple[str, ...]) -> Any:
        row = (await self.rows()).get(identity)
        return row if row is not None and row.status in wanted else None


async def eventually(look: Callable[[], Awaitable[Any]], seconds: float = 15) -> Any:
    """What ``look`` gives, as soon as it is something."""
    async with asyncio.timeout(seconds):
        while not (found := await look()):  # noqa: ASYNC110  the engine tells nobody
            await asyncio.sleep(0.02)
        return found


async def error_of(identity: str) -> object:
    """What a workflow ended in, as it is read back."""
    status = await DBOS.get_workflow_status_async(identity)
    return status.error if status is not None else None


@pytest.fixture
async def engine(database: Database) -> AsyncIterator[Engine]:
    engine = Engine(database, Queue(database))
    yield engine
    await engine.stop()
    engine.queue.close()


@pytest.fixture
async def prepared(engine: Engine) -> Engine:
    """The engine's tables are there, and nothing runs."""
    await engine.launch()
    await engine.stop()
    return engine


async def test_what_is_enqueued_runs_once_it_is_committed(engine: Engine) -> None:
    await engine.launch()
    await engine.put("1-r1-a1", 7)
    row = await engine.until_status("1-r1-a1", "SUCCESS")
    assert engine.ran == [7]
    assert row.serialization == "usher_json"


async def test_a_transaction_that_rolls_back_leaves_no_workflow(engine: Engine) -> None:
    await engine.launch()

    def change_your_mind(connection: Connection) -> None:
        engine.queue.put(connection, Job(workflow="note", queue="work", id="1-r1-a1", args=(1,)))
        raise LookupError

    with pytest.raises(LookupError):
        await engine.database.write(change_your_mind)
    await engine.put("2-r1-a1", 2)
    await engine.until_status("2-r1-a1", "SUCCESS")
    assert engine.ran == [2]
    assert set(await engine.rows()) == {"2-r1-a1"}


async def test_a_process_that_runs_nothing_can_enqueue(prepared: Engine) -> None:
    await prepared.put("1-r1-a1", 1)
    assert (await prepared.rows())["1-r1-a1"].status == "ENQUEUED"
    await prepared.launch()
    await prepared.until_status("1-r1-a1", "SUCCESS")
    assert prepared.ran == [1]


async def test_the_same_id_runs_once_however_often_it_is_enqueued(engine: Engine) -> None:
    await engine.launch()
    await asyncio.gather(*(engine.put("1-r1-a1", n) for n in range(20)))
    await engine.until_status("1-r1-a1", "SUCCESS")
    await engine.put("1-r1-a1", 99)
    await engine.put("2-r1-a1", "last")
    await engine.until_status("2-r1-a1", "SUCCESS")
    assert len(engine.ran) == 2
    assert engine.ran[1] == "last"


async def test_what_the_engine_says_of_each_workflow_is_made_once(
    prepared: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    await prepared.put("1-r1-a1", 1)
    dialect, made = prepared.queue._client._sys_db.dialect, list[Any]()
    monkeypatch.setattr(dialect, "insert", made.append)
    await prepared.put("2-r1-a1", 2)
    assert made == []
    assert {"1-r1-a1", "2-r1-a1"} <= (await prepared.rows()).keys()


async def test_a_duplicate_id_does_not_spoil_the_callers_transaction(prepared: Engine) -> None:
    await prepared.put("1-r1-a1", 1)

    def decide(connection: Connection) -> None:
        prepared.queue.put(connection, Job(workflow="note", queue="work", id="1-r1-a1", args=(1,)))
        connection.execute(text("INSERT INTO executor (id, seen) VALUES ('me', CURRENT_TIMESTAMP)"))

    await prepared.database.write(decide)
    assert await prepared.database.read(lambda c: c.scalar(text("SELECT id FROM executor"))) == "me"


async def test_a_planted_pickle_is_refused_and_runs_nothing(prepared: Engine, tmp_path: Path) -> None:
    mark = tmp_path / "owned"

    class Bomb:
        def __reduce__(self) -> tuple[Any, ...]:
            return os.mkdir, (str(mark),)

    planted = base64.b64encode(pickle.dumps({"args": (Bomb(),), "kwargs": {}})).decode()
    await prepared.put("bad", 1)
    await prepared.tamper("bad", serialization="py_pickle", inputs=planted)
    await prepared.put("good", "unharmed")
    await prepared.launch()
    await prepared.until_status("good", "SUCCESS")
    await prepared.until_status("bad", "ERROR")
    assert not mark.exists()
    assert prepared.ran == ["unharmed"]


async def test_a_planted_result_of_a_step_is_refused_as_well(prepared: Engine) -> None:
    with pytest.raises(TypeError, match="pickled rows are refused"):
        DefaultSerializer().deserialize(base64.b64encode(pickle.dumps(1)).decode())


async def test_launching_again_in_one_process_works_with_other_functions(engine: Engine) -> None:
    for n in range(2):
        await engine.launch()
        await engine.put(f"{n}-r1-a1", n)
        await engine.until_status(f"{n}-r1-a1", "SUCCESS")
        await engine.stop()
    assert engine.ran == [0, 1]


async def test_the_loop_can_still_use_threads_after_a_stop(engine: Engine) -> None:
    await engine.launch()
    await engine.stop(grace=1)
    assert await asyncio.to_thread(lambda: 1) == 1


async def test_what_was_running_at_a_stop_goes_on_at_the_next_launch_and_done_steps_are_not_repeated(
    engine: Engine,
) -> None:
    trace: list[str] = []
    hold = asyncio.Event()

    async def first() -> durable.Outcome:
        trace.append("first")
        return {"ok": "first", "pair": (1, 2)}

    async def second() -> durable.Outcome:
        trace.append("second")
        await hold.wait()
        return {"end": "done"}

    seen: list[durable.Outcome] = []

    async def two(number: int) -> None:
        seen.append(await durable.step("first", first))
        seen.append(await durable.step("second", second))

    await engine.launch(two=two)
    await engine.put("1-r1-a1", 1, workflow="two")
    await eventually(lambda: _now("second" in trace))
    executor = engine.running.executor if engine.running else ""
    await engine.stop()
    hold.set()
    row = (await engine.rows())["1-r1-a1"]
    assert row.status in {"PENDING", "ENQUEUED"}
    running = await engine.launch(two=two)
    if row.status == "PENDING" and executor != running.executor:
        await asyncio.to_thread(DBOS._recover_pending_workflows, [executor])
    await engine.until_status("1-r1-a1", "SUCCESS")
    assert trace.count("first") == 1
    assert seen[-2:] == [{"ok": "first", "pair": [1, 2]}, {"end": "done"}]


async def _now(truth: bool) -> bool:
    return truth


async def test_an_outcome_is_plain_json_or_the_workflow_ends_in_an_error(engine: Engine) -> None:
    async def outcome() -> durable.Outcome:
        return {"who": object()}

    async def odd(number: int) -> None:
        await durable.step("odd", outcome)

    await engine.launch(odd=odd)
    await engine.put("1-r1-a1", 1, workflow="odd")
    await engine.until_status("1-r1-a1", "ERROR")
    assert "only plain JSON is stored" in str(await error_of("1-r1-a1"))


async def test_an_error_is_kept_as_its_name_and_text_and_no_class_is_imported(engine: Engine) -> None:
    class OddError(Exception):
        def __init__(self, code: int, who: str) -> None:
            super().__init__(f"{code} {who}")

    async def fails(number: int) -> None:
        raise OddError(7, "x")

    await engine.launch(fails=fails)
    await engine.put("1-r1-a1", 1, workflow="fails")
    await engine.until_status("1-r1-a1", "ERROR")
    error = await error_of("1-r1-a1")
    assert (type(error), str(error)) == (RuntimeError, "OddError: 7 x")


async def test_waking_ends_a_wait_and_leaves_finished_and_unknown_ones_alone(engine: Engine) -> None:
    async def waits(number: int) -> None:
        await durable.wait(600)
        engine.ran.append("woken")

    await engine.launch(waits=waits)
    await engine.put("1-r1-a1", 1, workflow="waits")
    await engine.until_status("1-r1-a1", "PENDING")
    assert await durable.list_running("1-") == ["1-r1-a1"]
    await durable.wake(["1-r1-a1", "unknown"])
    await engine.until_status("1-r1-a1", "SUCCESS")
    assert engine.ran == ["woken"]
    await durable.wake(["1-r1-a1"])
    assert await durable.list_running("1-") == []


@pytest.mark.parametrize(("short", "durable_waits"), [(5.0, 0), (0.0, 1)])
async def test_a_card_waits_for_its_chat_without_a_transaction_where_that_is_short(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, short: float, durable_waits: int
) -> None:
    looks: list[list[str]] = []

    async def some(cards: Sequence[str]) -> dict[str, float]:
        looks.append(list(cards))
        return {"two": 0.1} if len(looks) == 1 else {}

    monkeypatch.setattr(registry, "SHORT", short)
    await engine.launch(**registry.deliveries(some))
    await engine.put("cards-1", "one", "two", workflow="deliver")
    await engine.until_status("cards-1", "SUCCESS")
    table = "operation_outputs" if engine.database.is_sqlite else "dbos.operation_outputs"
    receiving = text(f"SELECT count(*) FROM {table} WHERE function_name = 'DBOS.recv'")  # noqa: S608  one of two names of ours
    assert (looks, await engine.database.read(lambda c: c.scalar(receiving))) == (
        [["one", "two"], ["two"]],
        durable_waits,
    )


async def test_a_wait_ends_by_itself(engine: Engine) -> None:
    async def waits(number: int) -> None:
        await durable.wait(0.05)
        engine.ran.append("over")

    await engine.launch(waits=waits)
    await engine.put("1-r1-a1", 1, workflow="waits")
    await engine.until_status("1-r1-a1", "SUCCESS")
    assert engine.ran == ["over"]


async def test_what_ended_long_ago_is_deleted_and_what_runs_or_ended_lately_is_kept(engine: Engine) -> None:
    await engine.launch()
    for identity in ("old", "new"):
        await engine.put(identity, 1)
    await engine.until_status("old", "SUCCESS")
    row = await engine.until_status("new", "SUCCESS")
    await engine.tamper("old", completed_at=str(int(row.completed_at) - 8 * 24 * 3600 * 1000))
    await engine.put("elsewhere", 1, queue="nobody-listens")
    assert await durable.prune(timedelta(days=7)) == 1
    assert set(await engine.rows()) == {"new", "elsewhere"}
    assert await durable.prune(timedelta(days=7)) == 0


async def test_a_queue_that_this_process_does_not_listen_to_is_left_to_others(engine: Engine) -> None:
    await engine.launch()
    await engine.put("card-1", 1, queue="cards")
    await engine.put("2-r1-a1", 2)
    await engine.until_status("2-r1-a1", "SUCCESS")
    assert (await engine.rows())["card-1"].status == "ENQUEUED"
    assert engine.ran == [2]


async def test_a_request_whose_workflow_died_is_looked_at_again_and_one_that_is_live_is_left_alone(
    engine: Engine, office: Office
) -> None:
    async def dies(number: int) -> None:
        raise LookupError(number)

    async def waits(number: int) -> None:
        await durable.wait(600)

    await engine.launch(check=dies, execute=waits)
    died, lives, queued = [await office.invite(address=f"{key}@fabrikam.example") for key in ("a", "b", "c")]
    await engine.put(f"check-{died}-r1", died, workflow="check")
    await engine.put(f"check-{lives}-r1-20260303090000", lives, workflow="execute")
    await engine.put(f"check-{queued}-r1", queued, workflow="check", queue="nobody-listens")
    await engine.until_status(f"check-{died}-r1", "ERROR")
    service = office.service
    revived = [await reviving.revive(service, await service.look(sweeping.list_awaited)) for _ in range(2)]
    assert revived == [1, 0]
    left = [(await office.request(number)).look_at for number in (died, lives, queued)]
    assert left == [office.clock.now() + LATER, None, None]


async def test_a_database_that_is_read_only_for_a_moment_costs_no_workflow(engine: Engine) -> None:
    held = threading.Event()

    def hold(connection: Any, *_: object) -> None:
        """As an operator does, or a server that became a standby."""
        setting = "PRAGMA query_only = {}" if engine.database.is_sqlite else "SET default_transaction_read_only = {}"
        connection.cursor().execute(setting.format("on" if held.is_set() else "off"))
        connection.commit()

    async def outside() -> dict[str, Any]:
        engine.ran.append("began")
        held.set()
        asyncio.get_running_loop().call_later(2, held.clear)
        return {"invited": True}

    async def one(_number: int) -> None:
        engine.ran.append(await durable.step("invite", outside))

    running = await engine.launch(one=one)
    event.listen(running._engine, "checkout", hold)
    await engine.put("one", 1, workflow="one")
    assert (await engine.until_status("one", "SUCCESS", "ERROR")).status == "SUCCESS"
    assert engine.ran == ["began", {"invited": True}]


async def test_a_disk_that_is_full_for_a_moment_leaves_no_workflow_that_counts_as_running_and_does_not(
    prepared: Engine,
) -> None:
    said = {
        "sqlite": sqlite3.OperationalError("database or disk is full"),
        "postgresql": psycopg.errors.DiskFull("53100"),
    }
    full = threading.Event()

    def refuse(connection: Connection, _cursor: Any, statement: str, *_: object) -> None:
        """As a database does where the disk takes no more, of what the engine writes down."""
        if full.is_set() and ("operation_outputs" in statement or "workflow_status" in statement):
            raise said[connection.dialect.name]

    async def outside() -> dict[str, Any]:
        full.set()
        asyncio.get_running_loop().call_later(2, full.clear)
        return {"invited": True}

    async def one(_number: int) -> None:
        prepared.ran.append(await durable.step("invite", outside))

    running = await prepared.launch(one=one)
    event.listen(running._engine, "before_cursor_execute", refuse)
    await prepared.put("one", 1, workflow="one")
    assert (await prepared.until_status("one", "SUCCESS", "ERROR")).status == "SUCCESS"
    assert prepared.ran == [{"invited": True}]


async def test_a_wait_that_was_asked_for_is_kept_by_the_look_that_is_left_for_later(
    engine: Engine, office: Office
) -> None:
    class Throttled:
        def __getattr__(self, name: str) -> Any:
            async def no(*_: object, **__: object) -> None:
                raise Unreachable("throttled", retry_after=3600.0)

            return no

    outside: Any = Throttled()
    world = World(service=office.service, directory=outside, platform=outside)

    async def check(number: int, revision: int) -> None:
        await Executions(world=world, redirect_url="https://app.example").check(number, revision)

    number = await office.invite()
    await engine.launch(check=check)
    await engine.put(f"check-{number}-r1", number, 1, workflow="check")
    await engine.until_status(f"check-{number}-r1", "SUCCESS")
    assert (await office.request(number)).look_at == office.clock.now() + timedelta(hours=1)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_launch_takes_up_its_own_executors_work_and_nobody_elses(prepared: Engine) -> None:
    """On PostgreSQL executors have a new id at each start: see the roll."""
    await prepared.put("mine", "mine")
    await prepared.put("theirs", "theirs")
    await prepared.tamper("mine", status="PENDING", executor_id="local")
    await prepared.tamper("theirs", status="PENDING", executor_id="usher-other")
    await prepared.launch()
    await prepared.until_status("mine", "SUCCESS")
    assert (await prepared.rows())["theirs"].status == "PENDING"
    assert prepared.ran == ["mine"]


async def test_recovery_takes_the_named_executors_work_alone(prepared: Engine) -> None:
    for who in ("dead", "alive"):
        await prepared.put(who, who)
        await prepared.tamper(who, status="PENDING", executor_id=who)
    await prepared.launch()
    await asyncio.to_thread(DBOS._recover_pending_workflows, ["dead"])
    await prepared.until_status("dead", "SUCCESS")
    await asyncio.to_thread(DBOS._recover_pending_workflows, ["dead"])
    assert (await prepared.rows())["alive"].status == "PENDING"
    assert prepared.ran == ["dead"]


async def test_a_process_that_stopped_signing_is_taken_over_and_one_that_signs_is_not(
    postgres_url: str, request: pytest.FixtureRequest
) -> None:
    from provisioning.sql import Database  # noqa: PLC0415  one database only, so not the fixture

    database = Database(postgres_url)
    engine = Engine(database, Queue(database))
    request.addfinalizer(database.close)
    await engine.launch()
    await engine.stop()
    for who in ("dead", "alive"):
        await engine.put(who, who)
        await engine.tamper(who, status="PENDING", executor_id=who)
    taken: list[str] = []
    rolls = [
        Roll(postgres_url, "alive", lambda _ids: None, beat=0.05, dead=0.4),
        Roll(postgres_url, "me", taken.extend, beat=0.05, dead=0.4),
    ]
    for roll in rolls:
        roll.sign()
        roll.start()
    try:
        await eventually(lambda: _now(bool(taken)))
    finally:
        for roll in rolls:
            roll.retire()
            await asyncio.to_thread(roll.leave)
        engine.queue.close()
    assert set(taken) == {"dead"}
    assert await database.read(lambda c: c.scalars(text("SELECT id FROM executor")).all()) == []


async def test_a_process_that_leaves_is_taken_over_without_being_presumed_dead(postgres_url: str) -> None:
    roll = Roll(postgres_url, "me", lambda _ids: None, beat=0.05, dead=0.4)
    roll.sign()
    roll.start()
    roll.retire()
    await asyncio.to_thread(roll.leave)


async def test_after_a_gap_of_our_own_nobody_is_presumed_dead_until_we_have_signed_steadily(
    postgres_url: str, request: pytest.FixtureRequest
) -> None:
    from provisioning.sql import Database  # noqa: PLC0415  one database only, so not the fixture

    database = Database(postgres_url)
    engine = Engine(database, Queue(database))
    request.addfinalizer(database.close)
    await engine.launch()
    await engine.stop()
    await engine.put("theirs", "theirs")
    await engine.tamper("theirs", status="PENDING", executor_id="silent")
    taken: list[str] = []
    roll = Roll(postgres_url, "me", taken.extend, beat=0.05, dead=0.4)
    roll._round()
    roll._last = roll._steady = time.monotonic() - 60  # the database was away for a minute
    roll._round()
    assert taken == [], "they could not sign either"

    async def look() -> bool:
        roll._round()
        return bool(taken)

    await eventually(look)
    assert taken == ["silent"]
    roll.start()
    await asyncio.to_thread(roll.leave)
    engine.queue.close()


async def test_a_queue_with_nothing_in_it_is_looked_at_beneath_sqlalchemy_and_then_works(engine: Engine) -> None:
    running = await engine.launch()
    await engine.put("first", 1)
    await engine.until_status("first", "SUCCESS")
    told: list[str] = []
    looks: list[str] = []
    event.listen(running._engine, "before_cursor_execute", lambda *call: told.append(call[2]))
    event.listen(running._engine, "checkout", lambda *_: looks.append(threading.current_thread().name))
    await asyncio.sleep(durable.POLL * 10)
    assert looks.count("queue-worker-work") >= 3
    asked = [said for said in told if said.startswith("SELECT") and ("workflow_status" in said or "versions" in said)]
    assert asked == [], "a look goes past SQLAlchemy, a claim does not"
    assert len([said for said in told if "queues" in said]) <= 2, "once a second the engine looks for new queues"
    await engine.put("second", 2)
    await engine.until_status("second", "SUCCESS")
    assert engine.ran == [1, 2]
