"""Which rules are in force is in the audit, wherever they changed."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from dataclasses import replace
from importlib import resources
from typing import TYPE_CHECKING

import pytest
from test_many import approvals, line, states
from test_many import ask as ask_many
from test_many import decide as decide_many
from test_reminding import asked, notices

from provisioning.domain.states import State
from provisioning.sql import Database
from provisioning.storage import tables as t
from provisioning.usecases import reaching, ruling
from usher.settings import load_rules

if TYPE_CHECKING:
    from pathlib import Path

    from office import Office

    from provisioning.usecases.desk import Desk

#: So long a process that has noted them keeps its transaction open; one that does not wait for it is past it by then.
HESITATES_S = 0.5


async def test_rules_are_noted_once_and_again_where_they_changed(office: Office) -> None:
    assert await office.do(ruling.note)
    assert not await office.do(ruling.note)
    before = office.rules
    office.change_rules(profile="look")
    assert await office.do(ruling.note)
    assert not await office.do(ruling.note)
    office.change_rules(profile=before.profile)
    assert await office.do(ruling.note), "they are in force again, and an auditor reads since when"
    hashes = [json.loads(row.detail)["hash"] for row in await office.rows(t.audit, t.audit.c.event == ruling.LOADED)]
    assert hashes == [ruling.digest_of(before), ruling.digest_of(replace(before, profile="look")), hashes[0]]
    assert hashes[0] != hashes[1]


def test_the_hash_is_of_what_is_decided_and_not_of_how_it_is_written(tmp_path: Path) -> None:
    shipped, file = load_rules(), tmp_path / "usher.toml"
    file.write_text(
        "# a word of ours\n" + resources.files("usher").joinpath("usher.toml").read_text("utf-8"), encoding="utf-8"
    )
    assert ruling.digest_of(load_rules(file)) == ruling.digest_of(shipped)
    fewer = replace(shipped, administrators=frozenset({"maria@contoso.example", "sam@contoso.example"}))
    other_way = replace(shipped, administrators=frozenset({"sam@contoso.example", "maria@contoso.example"}))
    assert ruling.digest_of(fewer) == ruling.digest_of(other_way) != ruling.digest_of(shipped)


async def test_what_waits_is_asked_at_once_of_whoever_may_decide_it_by_the_new_rules(office: Office) -> None:
    number = await office.ask()
    await office.do(ruling.take_up)
    office.ask_stages(["priya@contoso.example"])
    await office.do(ruling.take_up)
    assert "priya" in await asked(office, number)
    assert any("can no longer decide" in one for one in await notices(office, "olivia"))
    assert (await office.decide(number, "priya")).state is State.APPROVED


async def test_whoever_may_decide_a_list_by_the_new_rules_gets_one_card_for_all_of_it(office: Office) -> None:
    card = await ask_many(office, line(1), line(2), line(3))
    office.ask_stages(["priya@contoso.example"])
    await office.do(ruling.take_up)
    hers = (await approvals(office))["priya"]
    assert (hers.kind, sum(map(len, hers.terms["parts"]))) == ("batch_approval", 3)
    (told,) = await notices(office, "olivia")
    assert "Adam, Berta and Carl can no longer decide this, so I asked Priya: R-" in told
    await decide_many(office, "priya", hers)
    assert await states(office, card) == [State.APPROVED] * 3


async def test_nothing_is_refused_because_the_new_rules_name_a_group_that_was_not_read_yet(office: Office) -> None:
    number = await office.ask()
    office.ask_stages(["group:Receptionists"])
    await office.do(ruling.take_up)
    assert (await office.request(number)).state is State.PENDING


async def test_what_was_approved_by_all_whom_the_new_rules_ask_for_waits_for_nobody(office: Office) -> None:
    office.ask_stages(["owners"], ["administrators"])
    number = await office.ask()
    assert (await office.decide(number, "adam")).state is State.PENDING
    office.ask_stages(["owners"])
    await office.do(ruling.take_up)
    assert (await office.request(number)).state is State.APPROVED


async def test_what_follows_from_other_rules_is_not_lost_where_it_fails_the_first_time(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = await office.ask()
    office.ask_stages(["priya@contoso.example"])
    with monkeypatch.context() as away:
        away.setattr(reaching, "look_after_all", _fails)
        with pytest.raises(RuntimeError):
            await office.do(ruling.take_up)
    await office.do(ruling.take_up)
    assert "priya" in await asked(office, number)


def _fails(*call: object) -> None:
    raise RuntimeError(f"the database is gone: {len(call)}")


async def test_nothing_is_called_off_because_the_new_rules_name_owners_whom_nobody_confirmed_yet(
    office: Office,
) -> None:
    office.ask_stages(["administrators"])
    number = await office.ask()
    office.change_rules(owners_group="Other owners")
    await office.do(ruling.take_up)
    assert (await office.request(number)).state is State.PENDING


async def test_of_processes_that_start_at_once_one_notes_the_rules(office: Office) -> None:
    noted, beside = threading.Event(), Database(office.database.url)

    def slowly(desk: Desk) -> None:
        ruling.take_up(desk)
        noted.set()
        time.sleep(HESITATES_S)

    begun = asyncio.create_task(office.do(slowly))
    try:
        await asyncio.to_thread(noted.wait, 10)
        await replace(office.service, database=beside).do(ruling.take_up)
        await begun
    finally:
        beside.close()
    assert len(await office.rows(t.audit, t.audit.c.event == ruling.LOADED)) == 1
