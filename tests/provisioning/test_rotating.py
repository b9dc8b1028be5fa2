"""The master key is changed for another one: addresses are found, names read and the chain verified as before."""

from __future__ import annotations

import asyncio
import base64
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from cryptography.fernet import Fernet, InvalidToken
from office import LARS, StoppedClock, put_in_table
from sqlalchemy import event, select
from structlog.testing import capture_logs
from typer.testing import CliRunner

from provisioning import sql
from provisioning.sql import Database
from provisioning.storage import audit, keys
from provisioning.storage import tables as t
from provisioning.storage.keys import Keys, WrongMasterKey, new_master_key, open_keys
from provisioning.storage.vault import Vault
from provisioning.usecases import rotating, sweeping
from provisioning.usecases.service import Service, nobody_to_wake
from usher import cli
from usher.settings import load_rules

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from provisioning.usecases.desk import Desk

OLD, NEW, THIRD = new_master_key(), new_master_key(), new_master_key()


def house(database: Database, opened: Keys) -> Service:
    """Nobody is known yet."""
    return Service(
        database=database,
        rules=load_rules(),
        keys=opened,
        clock=StoppedClock(),
        put_in_queue=put_in_table,
        wake=nobody_to_wake,
    )


def settle_in(desk: Desk) -> None:
    """One person with an address, and one sealed audit row."""
    lars = desk.vault.create()
    desk.vault.put(lars, mail=LARS)
    desk.vault.index(lars, LARS)
    desk.audit("something.done")
    audit.seal(desk.c, desk.keys.audit)


@pytest.fixture
async def service(database: Database) -> Service:
    """A house whose keys were made under the old master key."""
    service = house(database, await database.write(open_keys, [OLD]))
    await service.do(settle_in)
    return service


async def opened_with(service: Service, *masters: str) -> Service:
    """The same house, started with these master keys, newest first."""
    return replace(service, keys=await service.database.write(open_keys, masters))


def details(connection: Connection, opened: Keys) -> list[str]:
    """Mail addresses that can be read, of everybody with a key."""
    people = list(connection.scalars(select(t.vault_keys.c.pseudonym)))
    return sorted(one.get("mail", "") for one in Vault(connection, opened).read(people).values())


async def assert_all_is_there(service: Service) -> None:
    assert await service.database.read(details, service.keys) == [LARS]
    assert await service.look(lambda desk: desk.vault.find(LARS)) is not None
    assert (await service.database.read(audit.verify, service.keys.audit)).fault is None


async def test_keys_are_random_and_the_same_at_every_start(database: Database) -> None:
    first = await database.write(open_keys, [OLD])
    assert await database.write(open_keys, [OLD]) == first
    derived = Keys.from_master(OLD)
    assert first.wrapping == derived.wrapping
    assert not {first.finding, first.audit, first.answers} & {derived.finding, derived.audit, derived.answers}


async def test_after_a_rotation_the_new_key_alone_opens_everything_and_the_old_one_nothing(service: Service) -> None:
    both = await opened_with(service, NEW, OLD)
    assert await rotating.rotate(both) == 1
    await assert_all_is_there(await opened_with(service, NEW))
    with pytest.raises(WrongMasterKey):
        await opened_with(service, OLD)
    last = (await service.database.read(audit.list_latest, 1))[0]
    assert (last.event, last.way, last.detail) == ("keys.rotated", "command", '{"people":1}')


async def test_before_and_while_a_key_is_changed_both_are_in_use(service: Service) -> None:
    both = await opened_with(service, NEW, OLD)
    await assert_all_is_there(both)
    ida = await both.do(lambda desk: desk.vault.create())
    await both.do(lambda desk: desk.vault.put(ida, mail="ida@fabrikam.example"))
    mine = select(t.vault_keys.c.wrapped).where(t.vault_keys.c.pseudonym == ida)
    wrapped = await service.database.read(lambda c: c.scalar(mine))
    assert keys.opens(Fernet(base64.urlsafe_b64encode(both.keys.wrapping[0])), wrapped or b"")
    assert await rotating.rotate(both) == 2


async def test_who_is_left_with_the_older_key_alone_makes_nobody_whom_the_new_one_cannot_open(service: Service) -> None:
    await rotating.rotate(await opened_with(service, NEW, OLD))
    with capture_logs() as logged, pytest.raises(InvalidToken):
        await service.do(lambda desk: desk.vault.create())
    assert [one["event"] for one in logged] == ["vault.unopened"]
    await assert_all_is_there(await opened_with(service, NEW))


async def test_whom_the_older_key_makes_behind_the_last_round_is_wrapped_anew_in_the_last_step(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    close = rotating._close

    def late(desk: Desk, changed: int) -> int | None:
        vault = Vault(desk.c, service.keys)
        vault.put(vault.create(), mail="ida@fabrikam.example")
        return close(desk, changed)

    monkeypatch.setattr(rotating, "_close", late)
    assert await rotating.rotate(await opened_with(service, NEW, OLD)) == 2
    new = await opened_with(service, NEW)
    assert await new.database.read(details, new.keys) == ["ida@fabrikam.example", LARS]


async def test_what_was_rotated_needs_no_second_round_and_no_second_event(service: Service) -> None:
    both = await opened_with(service, NEW, OLD)
    await rotating.rotate(both)
    assert await rotating.rotate(both) is None
    assert await rotating.rotate(await opened_with(service, NEW)) is None
    rows = await service.database.read(audit.list_latest, 10, ["keys.rotated"])
    assert len(rows) == 1


async def test_the_key_can_be_changed_again(service: Service) -> None:
    await rotating.rotate(await opened_with(service, NEW, OLD))
    later = replace(service, clock=StoppedClock(service.clock.now() + timedelta(days=90)))
    await rotating.rotate(await opened_with(later, THIRD, NEW))
    await assert_all_is_there(await opened_with(service, THIRD))


async def test_a_rotation_that_was_stopped_goes_on_where_it_was(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "REWRAP_AT_ONCE", 3)
    both = await opened_with(service, NEW, OLD)
    old = await opened_with(service, OLD)
    await old.do(lambda desk: [desk.vault.create() for _ in range(10)])
    await both.do(lambda desk: keys.rewrap_people(desk.c, desk.keys, ""))  # one batch, then somebody stops it
    with pytest.raises(WrongMasterKey):
        await opened_with(service, NEW)
    assert await rotating.rotate(both) == 11
    new = await opened_with(service, NEW)
    await new.do(lambda desk: desk.vault.read(desk.c.scalars(select(t.vault_keys.c.pseudonym)).all()))


async def test_people_are_taken_in_batches_each_in_a_transaction_of_its_own(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "REWRAP_AT_ONCE", 4)
    await service.do(lambda desk: [desk.vault.create() for _ in range(9)])
    both = await opened_with(service, NEW, OLD)
    commits: list[int] = []
    event.listen(service.database.engine, "commit", lambda _: commits.append(1))
    await rotating.rotate(both)
    # 4, 4, 2 and none; once more, because people may have been added meanwhile; and the last step
    assert len(commits) == 4 + 4 + 1


async def test_a_database_of_an_earlier_release_goes_on_with_the_keys_it_was_written_with(database: Database) -> None:
    derived = Keys.from_master(OLD)
    service = house(database, derived)
    await service.do(settle_in)
    with pytest.raises(WrongMasterKey):
        await opened_with(service, NEW)
    both = await opened_with(service, NEW, OLD)
    assert (both.keys.finding, both.keys.audit, both.keys.answers) == (derived.finding, derived.audit, derived.answers)
    await assert_all_is_there(both)
    await rotating.rotate(both)
    await assert_all_is_there(await opened_with(service, NEW))


async def test_a_database_of_an_earlier_release_with_an_audit_alone_is_recognised_by_it(database: Database) -> None:
    derived = Keys.from_master(OLD)
    service = house(database, derived)
    await service.do(lambda desk: desk.audit("something.done"))
    with pytest.raises(WrongMasterKey):
        await opened_with(service, NEW)
    assert (await opened_with(service, OLD)).keys == derived


@pytest.mark.parametrize("uses", [("audit",), ("finding",), ("answers",), ("finding", "audit", "answers")])
async def test_keys_that_were_lost_are_replaced_by_no_others(service: Service, uses: tuple[str, ...]) -> None:
    await service.do(lambda desk: desk.c.execute(t.data_keys.delete().where(t.data_keys.c.use.in_(uses))))
    with pytest.raises(WrongMasterKey, match="lost keys of its own"):
        await opened_with(service, OLD)
    left = await service.look(lambda desk: desk.c.execute(select(t.data_keys)).all())
    assert len(left) == 3 - len(uses)


async def test_another_key_in_the_place_of_the_audits_is_not_taken_for_it(service: Service) -> None:
    def swap(desk: Desk) -> None:
        wrapped = desk.c.scalar(select(t.data_keys.c.wrapped).where(t.data_keys.c.use == "finding"))
        desk.c.execute(t.data_keys.update().where(t.data_keys.c.use == "audit").values(wrapped=wrapped))

    await service.do(swap)
    with pytest.raises(WrongMasterKey, match="another one than its rows were written with"):
        await opened_with(service, OLD)


async def test_a_row_of_an_earlier_release_that_was_tampered_with_hides_not_whose_the_others_are(
    database: Database,
) -> None:
    derived = Keys.from_master(OLD)
    service = house(database, derived)
    for told in ("something.first", "something.second"):
        await service.act("command", None, lambda desk, what: desk.audit(what), told)
    await service.do(lambda desk: desk.c.execute(t.audit.update().where(t.audit.c.id == 1).values(event="other")))
    assert (await opened_with(service, OLD)).keys == derived


async def verdict(service: Service) -> str | None:
    found = await service.database.read(audit.verify, service.keys.audit, required=service.keys.seals)
    return found.fault


async def test_a_last_seal_that_was_deleted_is_missed_before_and_after_a_rotation(service: Service) -> None:
    await rotating.rotate(await opened_with(service, NEW, OLD))
    new = await opened_with(service, NEW)
    assert await verdict(new) is None
    await new.do(lambda desk: desk.c.execute(t.seals.delete()))
    assert await verdict(await opened_with(service, NEW)) == "the last seal was removed"
    with pytest.raises(audit.Broken):
        await new.do(sweeping.seal)


async def test_a_database_from_before_last_seals_has_one_from_its_next_start_on(database: Database) -> None:
    first = await database.write(open_keys, [OLD])
    await house(database, first).do(settle_in)

    def go_back(connection: Connection) -> None:
        connection.execute(t.seals.delete())
        wrapped = Keys.from_master(OLD).wrapper().encrypt(first.audit)
        connection.execute(t.data_keys.update().where(t.data_keys.c.use == "audit").values(wrapped=wrapped))

    await database.write(go_back)
    again = house(database, await database.write(open_keys, [NEW, OLD]))
    assert (again.keys.audit, again.keys.seals) == (first.audit, True)
    assert await verdict(again) is None
    await database.write(open_keys, [OLD])  # it is wrapped as it was: others may know the older master key alone
    await again.do(lambda desk: desk.c.execute(t.seals.delete()))
    assert await verdict(house(database, await database.write(open_keys, [OLD]))) == "the last seal was removed"


async def test_a_key_that_none_of_the_master_keys_wrapped_stops_the_rotation(service: Service) -> None:
    stray = Keys.from_master(THIRD).wrapper().encrypt(Fernet.generate_key())
    await service.do(lambda desk: desk.c.execute(t.vault_keys.update().values(wrapped=stray)))
    with pytest.raises(WrongMasterKey):
        await rotating.rotate(await opened_with(service, NEW, OLD))
    await opened_with(service, OLD)


async def test_processes_that_start_at_once_agree_on_one_set_of_keys(database: Database) -> None:
    found = await asyncio.gather(*(database.write(open_keys, [OLD]) for _ in range(6)))
    assert len(set(found)) == 1


def test_what_is_left_in_the_file_under_the_older_key_is_no_success(
    sqlite_url: str, sqlite_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sql, "BUSY_MS", 50)
    database = Database(sqlite_url)
    opened = asyncio.run(database.write(open_keys, [OLD]))
    asyncio.run(house(database, opened).do(settle_in))
    database.close()
    masters = {"USHER_MASTER_KEY": NEW, "USHER_MASTER_KEY_BEFORE": OLD}
    settings = {"USHER_DATABASE": sqlite_url, "USHER_TENANT_ID": "t", "USHER_BOT_APP_ID": "a", **masters}
    with closing(sqlite3.connect(sqlite_file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM people").fetchall()
        ran = CliRunner().invoke(cli.app, ["keys", "rotate"], env=settings)
        assert (ran.exit_code, "The file still holds remains" in ran.output) == (1, True), ran.output
    ran = CliRunner().invoke(cli.app, ["keys", "rotate"], env=settings)
    assert (ran.exit_code, "already" in ran.output) == (0, True), ran.output
