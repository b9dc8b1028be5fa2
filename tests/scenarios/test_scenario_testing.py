"""Test access, from the line that is typed to the account, and to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tenant import Demo

PRIYA = "priya@contoso.example"
TEAM, DESK = "AskCody Project Team", "Receptionists"
TESTS = {"Add-in User", "Insights Portal User"}


def test_who_is_no_tester_reads_who_can_help_and_nothing_is_asked(demo: Demo) -> None:
    form = demo.say("erin", "test access")
    told = demo.until_card("erin", form, "Test access is for the project team. Nothing was asked.", "can add you")
    assert "Olivia" in told
    assert demo.groups("erin") == {"Add-in Users"}


def test_a_tester_tries_a_further_group_until_go_live_and_keeps_what_was_their_own(demo: Demo) -> None:
    bare = demo.say("priya", "test access")
    demo.until_card("priya", bare, f"You are in {TEAM} already. Nothing to do.")
    form = demo.say("priya", "test access to the front desk")
    demo.until_card("priya", form, f"{DESK} until go-live, 90 days at most", "afterwards you keep what your own groups")
    demo.press("priya", form, "Ask")
    his = demo.until_reads("adam", "Let Priya Patel test Receptionists until go-live?", "moves with go-live")
    demo.press("adam", his["id"], "Approve")
    demo.until_card("priya", form, "Done, proven", "exactly 3 roles", "moves with go-live")
    assert demo.account(PRIYA) == (True, TESTS | {"Visitors Administrator"})
    demo.move("91d")
    ended = demo.until_reads("priya", "Ended, proven", "account on, exactly 2 roles")
    assert "Its end date has come." in ended["words"]
    assert (demo.groups("priya"), demo.account(PRIYA)) == ({TEAM}, (True, TESTS))


def test_a_tester_whom_the_settings_name_gets_into_the_project_team(demo: Demo) -> None:
    demo.behind("remove_member", group=TEAM, person="priya")
    form = demo.say("priya", "test access")
    demo.until_card("priya", form, f"{TEAM} until go-live")
    demo.press("priya", form, "Ask")
    his = demo.until_reads("adam", f"Let Priya Patel test {TEAM} until go-live?", "Why you")
    demo.press("adam", his["id"], "Approve")
    demo.until_card("priya", form, "Done, proven", "exactly 2 roles")
    assert (demo.groups("priya"), demo.account(PRIYA)) == ({TEAM}, (True, TESTS))


def test_an_end_follows_who_has_another_address_by_now_and_spares_who_has_that_one(demo: Demo) -> None:
    demo.behind("change_mail", person="priya", mail="priya.patel@contoso.example")
    demo.post("/sandbox/cycle")
    demo.move("6m")
    form = demo.say("priya", "test access to the front desk")
    demo.until_card("priya", form, f"{DESK} until go-live")
    demo.press("priya", form, "Ask")
    his = demo.until_reads("adam", "Let Priya Patel test Receptionists until go-live?", "Approve")
    demo.press("adam", his["id"], "Approve")
    demo.until_card("priya", form, "Done, proven")
    demo.behind("change_mail", person="priya", mail="priya.jensen@contoso.example")
    demo.post("/sandbox/cycle")  # the address is free on the platform, too, before it is given away
    demo.behind("change_mail", person="erin", mail="priya.patel@contoso.example")
    demo.behind("add_member", group=DESK, person="erin")
    demo.post("/sandbox/cycle")
    demo.move("91d")
    demo.until_reads("priya", "End priya.jensen@contoso.example's access", "Ended, proven")
    assert (demo.groups("priya"), demo.account(PRIYA)) == (set(), (False, set()))
    assert demo.groups("erin") == {"Add-in Users", DESK}
    assert demo.account("erin@contoso.example") == (True, {"Add-in User", "Visitors Administrator"})


def test_a_guest_whom_usher_knows_by_another_address_leaves_what_the_old_one_was_let_into(demo: Demo) -> None:
    old, new = "guest@northwind.example", "gry@northwind.example"
    demo.behind("change_mail", person=old, mail=new)
    demo.post("/sandbox/cycle")
    demo.until_card("olivia", demo.say("olivia", f"add {new} to Receptionists"), "Ask for approval")
    mine, his = demo.ask(f"invite {old} as Receptionists for 1 month", old)
    demo.press("adam", his, "Approve", confirm=old)
    demo.until_card("olivia", mine, "Done, proven")
    assert "Receptionists" in demo.groups(old)
    demo.move("40d")
    demo.until_reads("olivia", old, "Its end date has come.", "Ended, proven")
    assert "Receptionists" not in demo.groups(old)
