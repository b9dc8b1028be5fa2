"""The audit: whatever was changed, removed or reordered is named; sealing at once gives one chain."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

import pytest
from sqlalchemy import delete, event, func, insert, select, text, update
from structlog.testing import capture_logs

from provisioning.sql import Database
from provisioning.storage import audit, export, seals
from provisioning.storage import tables as t
from provisioning.storage.audit import Broken, Entry, Verdict
from provisioning.storage.keys import Keys, new_master_key
from provisioning.storage.vault import Vault
from usher import background, upkeep

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from provisioning.usecases.service import Service

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


OTHER = b"x" * 32
KEYS = Keys.from_master(new_master_key())


def append(connection: Connection, count: int = 1, before: int | None = None) -> None:
    """Rows that differ from all before them, as rows of different moments do."""
    if before is None:
        before = connection.scalar(select(func.count()).select_from(t.audit)) or 0
    for n in range(before, before + count):
        audit.append(connection, KEY, replace(ENTRY, at=ENTRY.at + timedelta(seconds=n), request=n))


def whole(held: int, unsealed: int = 0) -> Verdict:
    return Verdict(held=held, unsealed=unsealed, fault=None)


@pytest.fixture
async def sealed(database: Database) -> Database:
    """Ten rows in the chain and two that wait for their place."""
    await database.write(append, 10)
    await database.write(audit.seal, KEY)
    await database.write(append, 2)
    return database


async def fault_after(database: Database, change: Any) -> tuple[int, str]:
    """What is said of a database in which somebody changed something: (rows that hold, the fault)."""
    await database.write(change if callable(change) else lambda connection: connection.execute(change))
    found = await database.read(audit.verify, KEY)
    return found.held, found.fault or ""


async def test_a_whole_chain_verifies(sealed: Database) -> None:
    assert await sealed.read(audit.verify, KEY) == whole(12, unsealed=2)
    place, link = await sealed.write(audit.seal, KEY)
    assert place == 12
    assert await sealed.read(audit.head) == (place, link)
    assert await sealed.read(audit.verify, KEY) == whole(12)


async def test_an_empty_chain_verifies_and_has_a_head(database: Database) -> None:
    assert await database.read(audit.verify, KEY) == whole(0)
    assert await database.write(audit.seal, KEY) == (0, audit.GENESIS)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("at", ENTRY.at + timedelta(days=1)),
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
    assert fault.startswith(f"row {row} (")
    assert fault.endswith("was changed")


@pytest.mark.parametrize("row", [1, 5])
async def test_a_removed_row_is_named_by_its_follower(sealed: Database, row: int) -> None:
    held, fault = await fault_after(sealed, delete(t.audit).where(t.audit.c.id == row))
    assert held == row - 1
    assert f"row {row + 1} " in fault
    assert "a row before it was removed" in fault


async def test_a_removed_row_whose_gap_was_closed_is_named_all_the_same(sealed: Database) -> None:
    def close_the_gap(connection: Connection) -> None:
        connection.execute(delete(t.audit).where(t.audit.c.id == 5))
        for row in connection.scalars(select(t.audit.c.id).where(t.audit.c.place > 5).order_by(t.audit.c.place)).all():
            connection.execute(update(t.audit).where(t.audit.c.id == row).values(place=t.audit.c.place - 1))

    held, fault = await fault_after(sealed, close_the_gap)
    assert held == 4
    assert "row 6 " in fault
    assert "does not follow" in fault


def values_of(connection: Connection) -> dict[str, Any]:
    """The row of the last seal."""
    return dict(connection.execute(select(t.seals)).one()._mapping)


async def test_an_end_that_was_cut_off_is_found_by_the_last_seal(sealed: Database) -> None:
    held, fault = await fault_after(sealed, delete(t.audit).where(t.audit.c.id >= 9))
    assert (held, fault) == (8, "sealed up to place 10, the chain ends at 8")


async def test_an_end_that_was_cut_off_together_with_its_seal_is_found_by_the_head_that_was_kept(
    database: Database,
) -> None:
    await database.write(append, 8)
    await database.write(audit.seal, KEY)
    older = await database.read(values_of)
    await database.write(append, 2)
    kept = await database.write(audit.seal, KEY)
    await database.write(lambda connection: connection.execute(delete(t.audit).where(t.audit.c.id >= 9)))
    await database.write(lambda connection: connection.execute(update(t.seals).values(older)))
    sealed = database
    assert await sealed.read(audit.verify, KEY) == whole(8)
    found = await sealed.read(audit.verify, KEY, [kept])
    assert found.held == 8
    assert found.fault == "the chain ends at place 8, but a kept head names place 10: its end was cut off"


@pytest.mark.parametrize("links_too", [False, True])
async def test_rows_that_changed_places_are_named(sealed: Database, links_too: bool) -> None:
    def swap(connection: Connection) -> None:
        rows = {r.id: r for r in connection.execute(select(t.audit).where(t.audit.c.id.in_([4, 5])))}
        connection.execute(update(t.audit).where(t.audit.c.id.in_([4, 5])).values(place=None))
        for one, other in ((4, 5), (5, 4)):
            link = rows[one].link if links_too else rows[other].link
            values = {"place": rows[other].place, "link": link}
            connection.execute(update(t.audit).where(t.audit.c.id == one).values(values))

    held, fault = await fault_after(sealed, swap)
    assert held == 3
    assert "row 5 " in fault
    assert "reordered" in fault


async def swap_ids(database: Database, one: int, other: int) -> None:
    """What no row's MAC covers."""

    def swap(connection: Connection) -> None:
        for old, new in ((one, 999), (other, one), (999, other)):
            connection.execute(update(t.audit).where(t.audit.c.id == old).values(id=new))

    await database.write(swap)


async def test_ids_that_were_swapped_change_no_order(database: Database) -> None:
    await database.write(append, 8)
    await database.write(audit.seal, KEY)
    await swap_ids(database, 3, 6)
    assert await database.read(audit.verify, KEY) == whole(8)
    lines = [json.loads(line) for line in await database.read(lambda c: list(export.export_lines(c, KEYS)))]
    assert [(line["place"], line["request"]) for line in lines] == [(n + 1, n) for n in range(8)]


async def test_a_detail_that_was_signed_anew_by_somebody_with_the_key_breaks_the_chain(sealed: Database) -> None:
    entry = replace(ENTRY, at=ENTRY.at + timedelta(seconds=4), request=4, detail={"stage": 9})
    detail = json.dumps(entry.detail, separators=(",", ":"))
    values = {"detail": detail, "mac": audit._mac(KEY, *audit._content(entry, detail))}
    held, fault = await fault_after(sealed, update(t.audit).where(t.audit.c.id == 5).values(values))
    assert held == 4
    assert "row 5 " in fault
    assert "does not follow" in fault


async def test_a_row_that_was_slipped_in_without_the_key_is_named(sealed: Database) -> None:
    row = {"at": ENTRY.at, "event": "owner.confirmed", "way": "setup", "detail": "{}", "mac": "0" * 64}
    _, fault = await fault_after(sealed, t.audit.insert().values(row))
    assert "owner.confirmed" in fault


async def test_a_copy_of_a_genuine_row_is_named_sealed_or_not(sealed: Database) -> None:
    def copy(connection: Connection) -> None:
        row = connection.execute(select(t.audit).where(t.audit.c.id == 5)).one()._asdict()
        connection.execute(insert(t.audit).values({**row, "id": 13, "place": None, "link": None}))

    assert await fault_after(sealed, copy) == (13, "row 13 is a copy of row 5")
    await sealed.write(audit.seal, KEY)
    assert (await sealed.read(audit.verify, KEY)).fault == "row 13 is a copy of row 5"


async def test_a_row_that_was_slipped_into_the_chain_is_named(sealed: Database) -> None:
    def slip_in(connection: Connection) -> None:
        for row in connection.scalars(select(t.audit.c.id).where(t.audit.c.place > 5).order_by(t.audit.c.place.desc())):
            connection.execute(update(t.audit).where(t.audit.c.id == row).values(place=t.audit.c.place + 1))
        audit.append(connection, OTHER, replace(ENTRY, event="owner.confirmed"))
        link = connection.scalar(select(t.audit.c.link).where(t.audit.c.id == 5))
        connection.execute(update(t.audit).where(t.audit.c.id == 13).values(place=6, link=link))

    held, fault = await fault_after(sealed, slip_in)
    assert (held, fault) == (5, "row 13 (owner.confirmed) was changed")


async def test_a_row_that_was_moved_to_another_place_is_named(sealed: Database) -> None:
    held, fault = await fault_after(sealed, update(t.audit).where(t.audit.c.id == 3).values(place=11))
    assert (held, "row 4 " in fault, "expected 3" in fault) == (2, True, True)


async def test_a_row_whose_link_was_changed_is_named(sealed: Database) -> None:
    held, fault = await fault_after(sealed, update(t.audit).where(t.audit.c.id == 10).values(link="0" * 64))
    assert (held, "row 10 " in fault) == (9, True)


async def test_a_row_that_lost_its_place_alone_is_named(sealed: Database) -> None:
    held, fault = await fault_after(sealed, update(t.audit).where(t.audit.c.id == 10).values(place=None))
    assert (held, fault) == (9, "row 10 (decision.approved) lost its place in the chain")


async def test_rows_that_were_signed_anew_with_another_key_are_named(sealed: Database) -> None:
    def forge(connection: Connection) -> None:
        link = connection.scalar(select(t.audit.c.link).where(t.audit.c.id == 6))
        for row in connection.execute(select(t.audit).where(t.audit.c.place > 6).order_by(t.audit.c.place)).all():
            mac = audit._mac(OTHER, row.event)
            link = audit._mac(OTHER, link, mac)
            connection.execute(update(t.audit).where(t.audit.c.id == row.id).values(mac=mac, link=link))

    held, fault = await fault_after(sealed, forge)
    assert (held, fault) == (6, "row 7 (decision.approved) was changed")


async def test_an_unsealed_row_that_is_older_than_sealed_ones_is_verified_too(database: Database) -> None:
    def commit_late(connection: Connection) -> None:
        append(connection, 3)
        audit.seal(connection, KEY)
        append(connection, 1)
        connection.execute(update(t.audit).where(t.audit.c.id == 4).values(id=0))

    await database.write(commit_late)
    assert await database.read(audit.verify, KEY) == whole(4, unsealed=1)
    held, fault = await fault_after(database, update(t.audit).where(t.audit.c.id == 0).values(actor=None))
    assert (held, fault) == (3, "row 0 (decision.approved) was changed")


def remove_and_unseal(connection: Connection) -> None:
    """What needs no key: a row is taken out, and those behind it look as if they had never been sealed."""
    connection.execute(delete(t.audit).where(t.audit.c.id == 8))
    connection.execute(update(t.audit).where(t.audit.c.id > 8).values(place=None, link=None))


def swap_and_unseal(connection: Connection) -> None:
    connection.execute(update(t.audit).where(t.audit.c.id > 4).values(place=None, link=None))
    for old, new in ((5, 1005), (8, 5), (1005, 8)):
        connection.execute(update(t.audit).where(t.audit.c.id == old).values(id=new))


@pytest.mark.parametrize(("tamper", "ends"), [(remove_and_unseal, 7), (swap_and_unseal, 4)])
async def test_rows_that_were_unsealed_are_missed_and_not_sealed_again(
    sealed: Database, tamper: Any, ends: int
) -> None:
    _, fault = await fault_after(sealed, tamper)
    assert fault == f"sealed up to place 10, the chain ends at {ends}"
    with pytest.raises(Broken, match=fault):
        await sealed.write(audit.seal, KEY)
    assert (await sealed.read(audit.head))[0] == ends


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"place": 7}, "the last seal was changed"),
        ({"link": "0" * 64}, "the last seal was changed"),
        ({"place": 7, "mac": seals._mac(OTHER, 7, "0" * 64), "link": "0" * 64}, "the last seal was changed"),
        (
            {"place": 12, "mac": seals._mac(KEY, 12, "0" * 64), "link": "0" * 64},
            "sealed up to place 12, the chain ends at 10",
        ),
        (
            {"mac": seals._mac(KEY, 10, "0" * 64), "link": "0" * 64},
            "the row at place 10 is not the one that was sealed last",
        ),
    ],
)
async def test_a_last_seal_that_is_not_the_chains_is_named_and_nothing_is_sealed(
    sealed: Database, values: dict[str, Any], fault: str
) -> None:
    assert await fault_after(sealed, update(t.seals).values(values)) == (12, fault)
    with pytest.raises(Broken, match=fault):
        await sealed.write(audit.seal, KEY)


async def test_a_last_seal_is_missed_where_there_once_was_one(sealed: Database) -> None:
    await sealed.write(lambda connection: connection.execute(delete(t.seals)))
    assert (await sealed.read(audit.verify, KEY, required=True)).fault == "the last seal was removed"
    with pytest.raises(Broken, match="the last seal was removed"):
        await sealed.write(audit.seal, KEY, required=True)


@pytest.mark.parametrize("new", [0, 2])
async def test_a_database_of_an_earlier_release_gets_its_last_seal_when_it_is_sealed_first(
    sealed: Database, new: int
) -> None:
    def go_back(connection: Connection) -> None:
        connection.execute(delete(t.seals))
        connection.execute(delete(t.audit).where(t.audit.c.id > 10 + new))

    await sealed.write(go_back)
    assert await sealed.read(audit.verify, KEY) == whole(10 + new, unsealed=new)
    head = await sealed.write(audit.seal, KEY)
    assert head[0] == 10 + new
    assert await sealed.read(audit.verify, KEY, required=True) == whole(10 + new)


async def test_an_emptied_audit_is_not_taken_for_a_new_one(sealed: Database) -> None:
    assert await fault_after(sealed, delete(t.audit)) == (0, "sealed up to place 10, the chain ends at 0")


async def test_sealing_takes_as_many_statements_however_many_rows_wait(database: Database) -> None:
    asked: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    counts = []
    for rows in (1, 400, 1, 0):
        await database.write(append, rows)
        asked.clear()
        await database.write(audit.seal, KEY)
        counts.append(
            len([one for one in asked if one.startswith(("SELECT audit", "SELECT seals", "UPDATE", "INSERT"))])
        )
    assert counts == [6, 5, 5, 3]  # head, last seal and what waits; places; the last seal, made the first time


async def test_heads_that_were_kept_are_found_in_the_chain_however_far_it_went_on(sealed: Database) -> None:
    kept = [(0, audit.GENESIS), await sealed.read(audit.head)]
    await sealed.write(append, 3)
    kept.append(await sealed.write(audit.seal, KEY))
    await sealed.write(append, 1)
    assert await sealed.read(audit.verify, KEY, kept) == whole(16, unsealed=1)


async def test_a_chain_that_somebody_with_the_key_wrote_anew_does_not_meet_the_head(sealed: Database) -> None:
    kept = await sealed.read(audit.head)

    def write_anew(connection: Connection) -> None:
        connection.execute(delete(t.audit))
        connection.execute(delete(t.seals))
        append(connection, 14)
        connection.execute(delete(t.audit).where(t.audit.c.request == 4))
        audit.seal(connection, KEY)

    await sealed.write(write_anew)
    assert (await sealed.read(audit.verify, KEY)).fault is None
    found = await sealed.read(audit.verify, KEY, [kept])
    assert found.held == 9
    assert found.fault is not None
    assert "place 10 is not the one that the kept head names" in found.fault


async def test_a_chain_that_was_sealed_anew_behind_a_loss_holds_up_to_the_last_kept_head_that_is_in_it(
    database: Database,
) -> None:
    heads = []
    for rows in (5, 7, 5):
        await database.write(append, rows)
        heads.append(await database.write(audit.seal, KEY))

    def lose_and_seal_anew(connection: Connection) -> None:
        remove_and_unseal(connection)
        connection.execute(delete(t.seals))
        audit.seal(connection, KEY)

    await database.write(lose_and_seal_anew)
    for kept, met in ((heads, 5), ([heads[0], heads[2]], 5), (heads[1:], 0)):
        found = await database.read(audit.verify, KEY, kept)
        assert found.fault is not None
        assert found.met == met
        certain = f"up to place {met}, the last kept head" if met else "no kept head"
        assert certain in upkeep._certain(found)


async def test_a_moment_that_sqlite_cannot_read_is_a_fault_and_no_error(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    await database.write(append, 3)
    await database.write(audit.seal, KEY)
    _, fault = await fault_after(database, text("UPDATE audit SET at = 'yesterday' WHERE id = 2"))
    assert "holds a moment that is none" in fault
    database.close()


DAMAGES = {
    "a number for a moment": "UPDATE audit SET at = 5 WHERE id = 4",
    "a moment beyond all calendars": "UPDATE audit SET at = '99999-01-01 00:00:00.000000' WHERE id = 4",
    "bytes for a moment": "UPDATE audit SET at = x'00ff' WHERE id = 4",
    "no text": "UPDATE audit SET event = CAST(x'ff41' AS TEXT) WHERE id = 4",
    "no JSON": "UPDATE audit SET detail = '{' WHERE id = 4",
    "bytes for JSON": "UPDATE audit SET detail = x'00ff' WHERE id = 4",
    "bytes for a text": "UPDATE audit SET actor = x'00ff' WHERE id = 4",
    "a text for a number": "UPDATE audit SET request = 'x' WHERE id = 4",
    "a text for a place": "UPDATE audit SET place = 'x' WHERE id = 4",
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
async def test_a_damaged_value_is_named_by_its_row_and_hides_no_other_from_the_export(
    sqlite_url: str, damage: str
) -> None:
    database = Database(sqlite_url)
    await database.write(append, 8)
    await database.write(audit.seal, KEY)
    held, fault = await fault_after(database, text(damage))
    place = "place" in damage
    assert (held, f"row {5 if place else 4} " in fault) == (3, True), fault
    lines = [json.loads(line) for line in await database.read(lambda c: list(export.export_lines(c, KEYS)))]
    # a row whose place is none any more stands behind those that have one
    assert [line["request"] for line in lines if line["mac"]][4:] == ([5, 6, 7, 3] if place else [4, 5, 6, 7])
    assert [line["way"] for line in lines] == ["card"] * 8
    database.close()


async def test_a_moment_that_python_has_none_for_is_named_on_postgresql(postgres_url: str) -> None:
    database = Database(postgres_url)
    await database.write(append, 8)
    await database.write(audit.seal, KEY)
    held, fault = await fault_after(database, text("UPDATE audit SET at = 'infinity' WHERE id = 4"))
    assert (held, "row 4 cannot be read" in fault) == (3, True), fault
    lines = [json.loads(line) for line in await database.read(lambda c: list(export.export_lines(c, KEYS)))]
    assert [(line["request"], bool(line["at"])) for line in lines] == [(n, n != 3) for n in range(8)]
    database.close()


async def test_whose_name_cannot_be_opened_has_none_in_the_export_and_others_have_theirs(database: Database) -> None:
    def tell_of_three(connection: Connection) -> list[str]:
        vault = Vault(connection, KEYS)
        people = [vault.create() for _ in range(3)]
        for n, person in enumerate(people):
            vault.put(person, name=f"Name {n}")
            audit.append(
                connection, KEY, replace(ENTRY, at=ENTRY.at + timedelta(seconds=n), actor=None, subject=person)
            )
        connection.execute(update(t.vault_keys).where(t.vault_keys.c.pseudonym == people[0]).values(wrapped=b"x"))
        connection.execute(update(t.vault).where(t.vault.c.pseudonym == people[1]).values(ciphertext=b"x"))
        return list(export.export_lines(connection, KEYS))

    lines = await database.write(tell_of_three)
    assert [json.loads(line)["subject_name"] for line in lines] == ["", "", "Name 2"]


async def test_another_key_verifies_nothing(sealed: Database) -> None:
    found = await sealed.read(audit.verify, OTHER)
    assert (found.held, found.fault) == (0, "row 1 (decision.approved) was changed")


async def test_sealing_at_once_gives_one_chain(database: Database) -> None:
    await database.write(append, 40)

    async def write_and_seal(n: int) -> None:
        await database.write(append, 2, before=40 + 2 * n)
        await database.write(audit.seal, KEY)

    await asyncio.gather(*(write_and_seal(n) for n in range(20)))
    assert await database.read(audit.verify, KEY) == whole(80)
    place, _ = await database.write(audit.seal, KEY)
    assert place == 80


async def test_a_decision_does_not_wait_for_the_sealer_on_postgresql(postgres_url: str) -> None:
    database = Database(postgres_url)
    await database.write(append, 3)
    with database.engine.begin() as sealing:
        audit.seal(sealing, KEY)
        await asyncio.wait_for(database.write(append, 1), 5)
    assert await database.read(audit.verify, KEY) == whole(4, unsealed=1)
    database.close()


async def test_a_thousand_rows_are_sealed_in_rounds_and_verified_in_two_queries(database: Database) -> None:
    await database.write(append, 1000)
    assert [(await database.write(audit.seal, KEY))[0] for _ in range(3)] == [500, 1000, 1000]
    asked: list[str] = []
    for engine in {database.engine, database._read_engine}:
        event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    assert await database.read(audit.verify, KEY) == whole(1000)
    assert len([one for one in asked if one.startswith("SELECT")]) == 2  # the rows, and whether one is there twice


async def test_the_newest_rows_come_first_and_by_event(sealed: Database) -> None:
    await sealed.write(audit.append, KEY, replace(ENTRY, event="request.expired"))
    newest = await sealed.read(audit.list_latest, 3)
    assert [row.id for row in newest] == [13, 12, 11]
    assert [row.event for row in await sealed.read(audit.list_latest, 3, ["request.expired"])] == ["request.expired"]


async def test_a_chain_that_lost_rows_is_logged_once_and_sealing_goes_on_once_it_is_whole_again(
    sealed: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "SEAL_EVERY", 0.01)
    monkeypatch.setattr(background, "HEAD_EVERY", 1)
    lost = await sealed.read(lambda c: dict(c.execute(select(t.audit).where(t.audit.c.id == 10)).one()._mapping))
    await sealed.write(lambda connection: connection.execute(delete(t.audit).where(t.audit.c.id == 10)))

    class Sealing:
        """A service that does nothing but seal."""

        async def do(self, _work: Any) -> tuple[int, str]:
            rounds.append(1)
            if len(rounds) == 3:
                await sealed.write(lambda connection: connection.execute(insert(t.audit).values(lost)))
            if len(rounds) == 5:
                done.set()
            return await sealed.write(audit.seal, KEY)

    rounds: list[int] = []
    done = asyncio.Event()
    with capture_logs() as logged:
        sealer = asyncio.create_task(background._seal(cast("Service", Sealing())))
        await asyncio.wait_for(done.wait(), 10)
        sealer.cancel()
    assert [one["place"] for one in logged if one["event"] == "audit.head"] == [12]
    broken = [one for one in logged if one["event"] == "audit.broken"]
    assert [(one["log_level"], one["reason"]) for one in broken] == [
        ("error", "sealed up to place 10, the chain ends at 9")
    ]
