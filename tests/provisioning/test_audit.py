"""The audit: whatever was changed, removed or reordered is named; sealing at once gives one chain."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import delete, event, select, update

from provisioning.storage import audit
from provisioning.storage import tables as t
from provisioning.storage.audit import Entry

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from provisioning.sql import Database

KEY = b"k" * 32
ENTRY = Entry(
    at=datetime(2026, 3, 3, 9, 0, 0, 123456, tzinfo=UTC),
    event="decision.approved",
    way="card",
    actor="a" * 32,
    request=7,
    revision=1,
    subject="b" * 32,
    activity="f:1",
    detail={"stage": 1, "hash": "c0ffee"},
)


def append(connection: Connection, count: int = 1) -> None:
    for n in range(count):
        audit.append(connection, KEY, replace(ENTRY, at=ENTRY.at + timedelta(seconds=n), request=n))


@pytest.fixture
async def sealed(database: Database) -> Database:
    """Ten rows in the chain and two that wait for their place."""
    await database.write(append, 10)
    await database.write(audit.seal, KEY)
    await database.write(append, 2)
    return database


async def fault_after(database: Database, change: Any) -> tuple[int, str | None]:
    await database.write(lambda connection: connection.execute(change))
    return await database.read(audit.verify, KEY)


async def test_a_whole_chain_verifies(sealed: Database) -> None:
    assert await sealed.read(audit.verify, KEY) == (12, None)
    place, link = await sealed.write(audit.seal, KEY)
    assert place == 12
    assert await sealed.read(audit.head) == (place, link)
    assert await sealed.read(audit.verify, KEY) == (12, None)


async def test_an_empty_chain_verifies_and_has_a_head(database: Database) -> None:
    assert await database.read(audit.verify, KEY) == (0, None)
    assert await database.write(audit.seal, KEY) == (0, audit.GENESIS)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("at", ENTRY.at + timedelta(microseconds=1)),
        ("event", "decision.rejected"),
        ("way", "chat"),
        ("actor", "d" * 32),
        ("actor", None),
        ("request", 99),
        ("revision", 2),
        ("subject", "d" * 32),
        ("activity", None),
        ("detail", "{}"),
        ("mac", "0" * 64),
    ],
)
@pytest.mark.parametrize("row", [5, 12])
async def test_a_changed_field_is_named_sealed_or_not(sealed: Database, field: str, value: Any, row: int) -> None:
    held, fault = await fault_after(sealed, update(t.audit).where(t.audit.c.id == row).values({field: value}))
    assert held == row - 1
    assert fault is not None
    assert fault.startswith(f"row {row} (")
    assert fault.endswith("was changed")


@pytest.mark.parametrize("row", [1, 5])
async def test_a_removed_row_is_named_by_its_follower(sealed: Database, row: int) -> None:
    held, fault = await fault_after(sealed, delete(t.audit).where(t.audit.c.id == row))
    assert held == row - 1
    assert fault is not None
    assert f"row {row + 1} " in fault
    assert "removed" in fault


async def test_a_removed_row_whose_gap_was_closed_is_named_all_the_same(sealed: Database) -> None:
    def close_the_gap(connection: Connection) -> None:
        connection.execute(delete(t.audit).where(t.audit.c.id == 5))
        for row in connection.scalars(select(t.audit.c.id).where(t.audit.c.place > 5).order_by(t.audit.c.place)).all():
            connection.execute(update(t.audit).where(t.audit.c.id == row).values(place=t.audit.c.place - 1))

    await sealed.write(close_the_gap)
    held, fault = await sealed.read(audit.verify, KEY)
    assert held == 4
    assert fault is not None
    assert "row 6 " in fault
    assert "does not follow" in fault


async def test_an_end_that_was_cut_off_is_found_by_the_head_that_was_kept(sealed: Database) -> None:
    kept = await sealed.read(audit.head)
    await sealed.write(lambda connection: connection.execute(delete(t.audit).where(t.audit.c.id >= 9)))
    assert await sealed.read(audit.verify, KEY) == (8, None)
    assert await sealed.read(audit.head) != kept


@pytest.mark.parametrize("links_too", [False, True])
async def test_rows_that_changed_places_are_named(sealed: Database, links_too: bool) -> None:
    def swap(connection: Connection) -> None:
        rows = {r.id: r for r in connection.execute(select(t.audit).where(t.audit.c.id.in_([4, 5])))}
        connection.execute(update(t.audit).where(t.audit.c.id.in_([4, 5])).values(place=None))
        for one, other in ((4, 5), (5, 4)):
            link = rows[one].link if links_too else rows[other].link
            values = {"place": rows[other].place, "link": link}
            connection.execute(update(t.audit).where(t.audit.c.id == one).values(values))

    await sealed.write(swap)
    held, fault = await sealed.read(audit.verify, KEY)
    assert held == 3
    assert fault is not None
    assert "row 5 " in fault
    assert "reordered" in fault


async def test_a_detail_that_was_signed_anew_by_somebody_with_the_key_breaks_the_chain(sealed: Database) -> None:
    entry = replace(ENTRY, at=ENTRY.at + timedelta(seconds=4), request=4, detail={"stage": 9})
    detail = json.dumps(entry.detail, separators=(",", ":"))
    values = {"detail": detail, "mac": audit._mac(KEY, *audit._content(entry, detail))}
    held, fault = await fault_after(sealed, update(t.audit).where(t.audit.c.id == 5).values(values))
    assert held == 4
    assert fault is not None
    assert "row 5 " in fault
    assert "does not follow" in fault


async def test_a_row_that_was_slipped_in_without_the_key_is_named(sealed: Database) -> None:
    row = {"at": ENTRY.at, "event": "owner.confirmed", "way": "setup", "detail": "{}", "mac": "0" * 64}
    _, fault = await fault_after(sealed, t.audit.insert().values(row))
    assert fault is not None
    assert "owner.confirmed" in fault


async def test_another_key_verifies_nothing(sealed: Database) -> None:
    held, fault = await sealed.read(audit.verify, b"x" * 32)
    assert (held, fault is None) == (0, False)


async def test_sealing_at_once_gives_one_chain(database: Database) -> None:
    await database.write(append, 40)

    async def write_and_seal() -> None:
        await database.write(append, 2)
        await database.write(audit.seal, KEY)

    await asyncio.gather(*(write_and_seal() for _ in range(20)))
    assert await database.read(audit.verify, KEY) == (80, None)
    place, _ = await database.write(audit.seal, KEY)
    assert place == 80


async def test_a_decision_does_not_wait_for_the_sealer_on_postgresql(postgres_url: str) -> None:
    from provisioning.sql import Database  # noqa: PLC0415  only this test wants one of the two

    database = Database(postgres_url)
    await database.write(append, 3)
    with database.engine.begin() as sealing:
        audit.seal(sealing, KEY)
        await asyncio.wait_for(database.write(append, 1), 5)
    assert await database.read(audit.verify, KEY) == (4, None)
    database.close()


async def test_a_thousand_rows_are_sealed_in_rounds_and_verified_in_one_query(database: Database) -> None:
    await database.write(append, 1000)
    assert [(await database.write(audit.seal, KEY))[0] for _ in range(3)] == [500, 1000, 1000]
    asked: list[str] = []
    for engine in {database.engine, database._read_engine}:
        event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    assert await database.read(audit.verify, KEY) == (1000, None)
    assert len([one for one in asked if one.startswith("SELECT")]) == 1


async def test_the_newest_rows_come_first_and_by_event(sealed: Database) -> None:
    await sealed.write(audit.append, KEY, replace(ENTRY, event="request.expired"))
    newest = await sealed.read(audit.list_latest, 3)
    assert [row.id for row in newest] == [13, 12, 11]
    assert [row.event for row in await sealed.read(audit.list_latest, 3, ["request.expired"])] == ["request.expired"]
