"""Throttled, lying and dying: never two invitations, never "proven" while it is not, and the story ends."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from tenant import Demo

if TYPE_CHECKING:
    from pathlib import Path


def test_an_invitation_that_times_out_after_its_effect_is_not_sent_again(demo: Demo) -> None:
    mail = "timeout@fabrikam.example"
    demo.fault(target="graph", method="POST", path="/graph/v1.0/invitations", status=504, after_effect=True, times=1)
    demo.let_in(mail)
    assert len(demo.invitations(mail)) == 1


def test_throttling_and_garbage_only_cost_time(demo: Demo) -> None:
    mail = "slow@fabrikam.example"
    demo.fault(target="graph", method="POST", path="/graph/v1.0/invitations", status=429, retry_after=1, times=1)
    demo.fault(target="scim", by="usher", method="GET", path="/scim/v2/Users", garbage=True, times=2)
    demo.fault(target="connector", by="usher", method="PUT", path="/connector", status=502, times=2)
    demo.let_in(mail)
    assert len(demo.invitations(mail)) == 1


@pytest.mark.parametrize("status", [503, 401])
def test_an_end_takes_the_groups_at_once_and_only_its_proof_waits_for_the_platform(demo: Demo, status: int) -> None:
    mail = f"ends-{status}@fabrikam.example"
    demo.let_in(mail)
    demo.fault(target="scim", by="usher", status=status, times=100000)
    form = demo.say("olivia", f"end {mail}")
    demo.press("olivia", form, "End everything now")
    told = demo.until_card("olivia", form, "Ending, working", "Out of group Secretaries", "Reading it back")
    assert ("proven" in told, demo.groups(mail)) == (False, set())
    demo.mend()
    demo.until_card("olivia", form, "Ended, proven")
    assert demo.account(mail) == (False, set())


@pytest.mark.parametrize("status", [401, 503])
def test_a_removal_takes_the_group_at_once_and_only_its_proof_waits_for_the_platform(demo: Demo, status: int) -> None:
    mail = f"removed-{status}@fabrikam.example"
    demo.let_in(mail)
    demo.fault(target="scim", by="usher", status=status, times=100000)
    form = demo.say("olivia", f"remove {mail} from Secretaries")
    demo.until_card("olivia", form, "Remove", "what AskCody has of them I cannot see")
    demo.press("olivia", form, "Remove")
    demo.until_card("olivia", form, "Out of group Secretaries", "Reading it back")
    assert demo.groups(mail) == set()
    demo.mend()
    demo.until_card("olivia", form, "Done, proven")
    assert demo.account(mail) == (False, set())


def test_a_domain_that_the_tenant_refuses_is_told_with_who_can_help(demo: Demo) -> None:
    mail = "x@blocked.example"
    _, his = demo.ask(f"invite {mail} as Secretaries for 2 months", mail)
    demo.press("adam", his, "Approve")
    words = demo.until_reads("olivia", "Failed", mail)["words"]
    assert "blocked.example is blocked for guests" in words
    assert "Maria" in words
    form = demo.say("olivia", "invite y@blocked.example as Secretaries for 2 months")
    assert "blocked for guests" in demo.press("olivia", form, "Ask for approval", option="guest")


def test_a_failed_step_is_tried_again_by_an_owner_and_only_what_is_missing(demo: Demo) -> None:
    mail = "again@fabrikam.example"
    demo.fault(target="graph", method="POST", path="/graph/v1.0/groups", status=400)
    mine, his = demo.ask(f"invite {mail} as Secretaries for 2 months", mail)
    demo.press("adam", his, "Approve")
    demo.until_reads("olivia", "Failed", mail, "Reference")
    demo.mend()
    demo.press("olivia", mine, "Try again")
    demo.until_reads("olivia", "Done, proven", mail)
    assert len(demo.invitations(mail)) == 1


def test_without_an_approver_who_can_be_reached_nothing_is_kept_open_and_the_requester_knows_what_to_do(
    demo: Demo,
) -> None:
    mail = "unreachable@fabrikam.example"
    demo.behind("uninstall_bot", person="adam")
    demo.behind("uninstall_bot", person="maria")
    form = demo.say("olivia", f"invite {mail} as Secretaries for 2 months")
    demo.press("olivia", form, "Ask for approval")
    demo.until_card(
        "olivia", form, "Refused", "no approver can be reached", "Usher must be installed for approvers", mail
    )
    assert demo.invitations(mail) == []
    demo.say("maria", "help")  # she has it again, and is asked in his place
    form = demo.say("olivia", f"invite {mail} as Secretaries for 2 months")
    demo.press("olivia", form, "Ask for approval")
    demo.until_reads("maria", "Let in", mail, "asked as well")
    demo.until_reads("olivia", "Adam Ahlgren has not got Usher in Teams", "asked Maria", "meanwhile")
    demo.press("olivia", form, "Cancel request")
    demo.say("adam", "help")  # he has it again: the next one reaches him
    demo.ask(f"invite {mail} as Secretaries for 2 months", mail)


def _chat_is_not_found(demo: Demo, person: str, times: int) -> None:
    """Teams says of a chat that exists that it does not: ConversationNotFound."""
    demo.say(person, "help")
    chat = demo.chat(person)[-1]["conversation"]
    demo.fault(target="connector", method="POST", path=f"/connector/v3/conversations/{chat}", status=404, times=times)


def test_a_chat_that_teams_does_not_find_is_opened_anew_and_the_card_arrives(demo: Demo) -> None:
    mail = "found-again@fabrikam.example"
    _chat_is_not_found(demo, "adam", times=1)
    before = str(demo.audit()).count("delivery.failed")
    mine, his = demo.ask(f"invite {mail} as Secretaries for 2 months", mail)
    demo.press("adam", his, "Reject", reason="Not now")
    assert "has not got Usher" not in demo.until_card("olivia", mine, "Rejected")
    assert str(demo.audit()).count("delivery.failed") == before


def test_who_has_no_chat_even_when_one_is_opened_has_not_got_usher_and_an_administrator_is_asked_to_install_it(
    demo: Demo,
) -> None:
    mail = "never-found@fabrikam.example"
    told = {"maria": "Please have it installed for them", "olivia": "I asked for it to be installed"}
    before = {key: sum(words in m["words"] for m in demo.chat(key)) for key, words in told.items()}
    _chat_is_not_found(demo, "adam", times=2)
    form = demo.say("olivia", f"invite {mail} as Secretaries for 2 months")
    demo.press("olivia", form, "Ask for approval")
    for key, words in told.items():
        demo.until_reads_all(key, before[key] + 1, "Adam Ahlgren has not got Usher in Teams", words)
    demo.press("olivia", form, "Cancel request")
    demo.say("adam", "help")
    again = "arrives-again@fabrikam.example"
    demo.ask(f"invite {again} as Secretaries for 2 months", again)


@pytest.mark.parametrize("way", ["write", "press"])
def test_a_card_that_its_reader_had_blocked_is_brought_up_to_date_when_they_write_again_or_press_on_it(
    demo: Demo, way: str
) -> None:
    mail = f"blocked-{way}@fabrikam.example"
    mine, his = demo.ask(f"invite {mail} as Secretaries for 2 months", mail)
    chat = next(m["conversation"] for m in demo.chat("adam") if m["id"] == his)
    demo.fault(target="connector", method="PUT", path=f"/connector/v3/conversations/{chat}", status=403, times=1)
    before, end = str(demo.audit()).count("delivery.failed"), time.monotonic() + 10
    demo.press("olivia", mine, "Cancel request")
    while str(demo.audit()).count("delivery.failed") == before and time.monotonic() < end:
        time.sleep(0.05)
    assert "Approve" in next(m["words"] for m in demo.chat("adam") if m["id"] == his)
    if way == "write":
        demo.say("adam", "help")
    else:
        assert "changed nothing" in demo.click("adam", his, "Approve")[1]
    assert "Approve" not in demo.until_card("adam", his, "took it back", mail)


def test_a_process_that_is_killed_in_the_middle_goes_on_when_it_starts_again_at_another_address(tmp_path: Path) -> None:
    """The cards that people have are brought up to date there, although nobody has written from the new address."""
    demo = Demo(tmp_path / "data")
    mail = "killed@fabrikam.example"
    try:
        mine, his = demo.ask(f"invite {mail} as Secretaries for 2 months", mail)
        path = "/graph/v1.0/groups"
        demo.fault(target="graph", method="POST", path=path, delay_s=4, after_effect=True, times=1)
        demo.press("adam", his, "Approve")
        end = time.monotonic() + 10
        while not demo.invitations(mail) and time.monotonic() < end:
            time.sleep(0.05)
        time.sleep(0.3)
        demo.kill()
        demo.start_elsewhere()
        demo.until_card("olivia", mine, "Done, proven", mail)
        demo.until_card("adam", his, "Done, proven", mail)
        assert len(demo.invitations(mail)) == 1
        assert demo.groups(mail) == {"Secretaries"}
        assert len([a for a in demo.books()["accounts"] if a["userName"] == mail]) == 1
    finally:
        demo.close()


def test_an_account_that_an_owner_makes_by_hand_is_proven_all_the_same(tmp_path: Path) -> None:
    from test_scenario_decisions import TOML  # noqa: PLC0415  the file that ships

    config = tmp_path / "usher.toml"
    text = TOML.read_text(encoding="utf-8").replace("externals_by_hand = false", "externals_by_hand = true")
    config.write_text(text, encoding="utf-8")
    demo = Demo(tmp_path / "data", config=config)
    mail, roles = "hand@northwind.example", ["Add-in User", "Add-in User Delegated Access", "Search Specific Room"]
    try:
        mine, his = demo.ask(f"invite {mail} as Secretaries for 2 months", mail, option="account")
        demo.press("adam", his, "Approve")
        demo.until_reads("olivia", "Done", "press", mail)
        demo.press("olivia", mine, "Done")
        assert "Done, proven" not in demo.chat("olivia")[-1]["words"]
        demo.behind("add_account", mail=mail, roles=roles)
        demo.press("olivia", mine, "Done")
        demo.until_reads("olivia", "Done, proven", mail)
    finally:
        demo.close()
