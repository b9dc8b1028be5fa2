"""Provisioning is paused and goes on: a pause ends by itself, a second one is asked, and whoever leaves meanwhile is told of."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from tenant import Demo

if TYPE_CHECKING:
    from collections.abc import Iterator

MAIL = "leaver@fabrikam.example"
SECRETARY = {"Add-in User", "Add-in User Delegated Access", "Search Specific Room"}


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    url = ""
    if request.param == "postgres":
        server = request.getfixturevalue("postgres")
        url = server.url(server.create("usher_template"))
    demo = Demo(tmp_path_factory.mktemp("demo") / "data", database=url)
    yield demo
    demo.close()


@pytest.fixture(scope="module")
def standard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Where Usher may not run the job."""
    demo = Demo(tmp_path_factory.mktemp("demo") / "data", profile="standard")
    yield demo
    demo.close()


def job(demo: Demo) -> bool:
    """Whether a cycle runs when it is due."""
    return bool(demo.post("/sandbox/cycle")["ran"])


def test_a_pause_of_a_day_needs_nobody_reminds_each_morning_and_ends_by_itself(demo: Demo) -> None:
    form = demo.say("olivia", "pause provisioning because payroll is merged")
    words = demo.until_card("olivia", form, "Pause provisioning?", "leavers", "who leaves today keeps access")
    assert "payroll is merged" in words
    demo.press("olivia", form, "Pause for 1 day", reason="payroll is merged")
    demo.until_card("olivia", form, "Paused, proven", "Entra says so")
    demo.until_reads("maria", "Paused, proven", "who leaves today keeps access")
    assert not job(demo)
    again = demo.say("adam", "pause provisioning")
    demo.until_card("adam", again, "Provisioning cannot be paused now", "Provisioning is paused until")
    demo.move("1d")
    demo.until_card("olivia", form, "The pause is over")
    demo.until_reads("olivia", "Provisioning goes on, proven")
    demo.until_reads("maria", "Provisioning goes on, proven")
    assert job(demo)


def test_a_second_pause_within_a_week_is_decided_holds_no_end_back_and_each_morning_reminds(demo: Demo) -> None:
    demo.let_in(MAIL)
    form = demo.say("olivia", "pause provisioning")
    demo.until_card("olivia", form, "needs an approval", "Provisioning runs")
    assert "Choose the last day" in demo.press("olivia", form, "Ask for longer", reason="the merge failed")
    last = (datetime.fromisoformat(demo.http.get("/sandbox/about").json()["now"]) + timedelta(days=6)).date()
    demo.press("olivia", form, "Ask for longer", reason="the merge failed", until=last.isoformat())
    his = demo.until_reads("adam", "Pause provisioning until", "1 pause in the week before", "the merge failed")
    assert job(demo)
    demo.press("adam", his["id"], "Approve")
    demo.until_card("olivia", form, "Paused, proven")
    end = demo.say("olivia", f"end {MAIL}")
    demo.press("olivia", end, "End everything now")
    demo.until_card("olivia", end, "Ended, proven")
    assert demo.account(MAIL) == (False, set()), "ending is never held back where Usher may provision"
    demo.move("4d")
    demo.until_reads("maria", "Provisioning is still paused", "who leaves today keeps access")
    mine = demo.until_reads("olivia", "Provisioning is still paused", "Olivia Owens asked for the pause")
    demo.press("olivia", mine["id"], "Resume now")
    demo.until_card("olivia", mine["id"], "Provisioning goes on, proven")
    assert job(demo)


def test_a_quarantine_is_told_once_and_nothing_is_paused_meanwhile(demo: Demo) -> None:
    demo.fault(target="scim", by="entra", path="/scim/v2", status=401)
    demo.behind("add_member", group="Secretaries", person="erin")
    assert demo.post("/sandbox/cycle")["quarantine"]
    demo.move("4m")
    demo.until_reads("maria", "Entra stopped the job", "does not let it in")
    demo.until_reads("olivia", "Entra stopped the job", "does not let it in")
    form = demo.say("olivia", "pause provisioning")
    demo.until_card("olivia", form, "Provisioning cannot be paused now", "Entra stopped the job")
    setup = demo.say("maria", "setup")
    demo.until_card("maria", setup, "Entra stopped the job")
    demo.mend()
    demo.post("/sandbox/cycle")
    demo.move("4m")
    demo.until_reads("maria", "Provisioning runs again")
    assert len([m for m in demo.chat("maria") if "Entra stopped the job" in m["words"] and m["id"] != setup]) == 1


def test_where_usher_may_not_run_the_job_maria_does_it_and_who_leaves_meanwhile_is_told_of(standard: Demo) -> None:
    mine, his = standard.ask(f"invite {MAIL} as Secretaries for 2 months", MAIL)
    standard.press("adam", his, "Approve")
    standard.until_card("olivia", mine, "left to Entra's next cycle")
    standard.post("/sandbox/cycle")
    standard.until_card("olivia", mine, "Done, proven")
    form = standard.say("olivia", "pause provisioning because payroll is merged")
    standard.press("olivia", form, "Pause for 1 day", reason="payroll is merged")
    task = standard.until_reads("maria", "A task for you", "pause provisioning (Entra")
    standard.behind("pause_job")
    standard.press("maria", task["id"], "Done")
    standard.until_card("olivia", form, "Paused, proven")
    end = standard.say("olivia", f"end {MAIL}")
    standard.press("olivia", end, "End everything now")
    standard.until_card("olivia", end, "Provisioning is paused until", "the account stays on until then")
    standard.until_reads("maria", "Somebody who leaves keeps access", MAIL)
    assert standard.account(MAIL) == (True, SECRETARY)
    standard.move("1d")
    again = standard.until_reads("maria", "A task for you", "let provisioning go on")
    standard.behind("start_job")
    standard.press("maria", again["id"], "Done")
    standard.until_card("olivia", form, "The pause is over")
    standard.post("/sandbox/cycle")
    standard.move("5m")
    standard.until_card("olivia", end, "Ended, proven")
    assert standard.account(MAIL) == (False, set())
