"""The world moves while a request is under way: nothing is done that nobody approved, and nothing is taken that was not given."""

from __future__ import annotations

import time
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tenant import PATIENCE

from provisioning.domain.hours import Hours
from provisioning.domain.reviews import next_round

if TYPE_CHECKING:
    from tenant import Demo

RECEPTION = {"Visitors Administrator", "Add-in User"}
SECRETARY = {"Add-in User", "Add-in User Delegated Access", "Search Specific Room"}
KNOWN_GUEST = "guest@northwind.example"


def test_each_quarter_a_sponsor_is_asked_who_is_still_needed_and_an_owner_after_two_weeks_of_silence(
    demo: Demo,
) -> None:
    kept, ended = "still-needed@fabrikam.example", "needed-no-more@fabrikam.example"
    demo.let_in(kept, "Secretaries", "for 6 months")
    demo.behind("accept_invitation", person=kept)
    now = datetime.fromisoformat(demo.http.get("/sandbox/about").json()["now"])
    due = next_round(now, "quarter", Hours(), ZoneInfo("Europe/Copenhagen"))
    assert due is not None
    left = int((due - now).total_seconds()) + 600
    demo.move(f"{left - 86400}s")
    demo.let_in(ended, "Secretaries", "for 6 months")  # who has not accepted for 30 days is out by then
    demo.move("1d")
    hers = demo.until_reads("olivia", "2 externals are yours. Still needed?", "Send answers")
    end = time.monotonic() + PATIENCE
    while any("not known" in label for label in choices(demo, "olivia", hers["id"])) and time.monotonic() < end:
        demo.chat("olivia", wait=True)  # until Entra was asked
    asked = choices(demo, "olivia", hers["id"])
    told = {mail: label for label in asked for mail in (kept, ended) if mail in label}
    assert ("last sign-in" in told[kept], "no sign-in known to Entra" in told[ended]) == (True, True)
    demo.move("14d")
    his = demo.until_reads("adam", "2 externals are Olivia Owens's", "has not answered since", "Send answers")
    asked = choices(demo, "adam", his["id"])
    places = {mail: place for label, place in asked.items() for mail in (kept, ended) if mail in label}
    answers = {places[ended]: "end", places[kept]: "keep"}
    assert "Review done" in demo.press("adam", his["id"], "Send answers", **answers)
    demo.until_card("olivia", hers["id"], "Review done", f"{ended}: ended", f"{kept}: Adam Ahlgren keeps them")
    assert (demo.account(ended), demo.account(kept)) == ((False, set()), (True, SECRETARY))
    assert "Review done" in demo.press("olivia", hers["id"], "Send answers", **{places[kept]: "end"})
    again = demo.say("olivia", "review")
    assert "1 external is yours. Still needed?" in demo.until_card("olivia", again, "Send answers")
    assert len([m for m in demo.chat("olivia") if "you answer for them" in m["words"]]) == 2
    assert (demo.account(kept), demo.groups(kept)) == ((True, SECRETARY), {"Secretaries"})


def choices(demo: Demo, person: str, message: str) -> dict[str, str]:
    """Ids of the choices on a card, by what stands above each."""
    card = next(m["card"] for m in demo.chat(person) if m["id"] == message)
    return {one["label"]: one["id"] for one in card["body"] if one["type"] == "Input.ChoiceSet"}


def test_the_approver_sees_what_moved_and_approves_the_new_facts(demo: Demo) -> None:
    mail = "byhand@fabrikam.example"
    mine, his = demo.ask(f"invite {mail} as Secretaries for 2 months", mail)
    demo.behind("add_account", mail=mail, roles=["Insights Portal User"])
    demo.press("adam", his, "Approve")
    again = demo.until_reads("adam", mail, "Now different", "made by hand, will be taken over", "sees insights")
    assert again["id"] != his, "he must act: Teams tells nobody that a card was updated"
    assert "Approve" in again["words"]
    assert "Approve" not in demo.until_card("adam", his, "is asked again")
    hers = demo.until_reads("olivia", mail, "The facts moved since it was approved", "made by hand, will be taken over")
    assert int(hers["id"]) > int(mine), "she has waited for it"
    assert (demo.invitations(mail), demo.groups(mail)) == ([], set())
    assert demo.account(mail) == (True, {"Insights Portal User"})
    demo.press("adam", again["id"], "Approve")
    demo.until_card("olivia", hers["id"], "Done, proven", "exactly 4 roles")
    assert demo.account(mail) == (True, SECRETARY | {"Insights Portal User"})
    assert [one["userName"] for one in demo.books()["accounts"]].count(mail) == 1


def test_a_group_that_leaves_the_scope_after_the_request_is_given_to_nobody(demo: Demo) -> None:
    mail = "unscoped@fabrikam.example"
    mine, his = demo.ask(f"invite {mail} as Secretaries for 2 months", mail)
    demo.behind("unassign_group", group="Secretaries")
    demo.press("adam", his, "Approve")
    demo.until_card("olivia", mine, "Refused. Nothing was changed.", "Secretaries is not assigned to AskCody")
    assert (demo.invitations(mail), demo.groups(mail), demo.account(mail)) == ([], set(), None)
    demo.behind("assign_group", group="Secretaries")
    demo.move("6m")  # until then the last reading counts


def test_an_end_takes_nothing_that_was_held_before(demo: Demo) -> None:
    demo.behind("add_member", group="Secretaries", person=KNOWN_GUEST)
    demo.post("/sandbox/cycle")
    assert demo.account(KNOWN_GUEST) == (True, SECRETARY)
    demo.let_in(KNOWN_GUEST, "Receptionists and Secretaries")
    assert demo.invitations(KNOWN_GUEST) == []
    assert demo.groups(KNOWN_GUEST) == {"Add-in Users", "Secretaries", "Receptionists"}
    assert demo.account(KNOWN_GUEST) == (True, RECEPTION | SECRETARY)
    form = demo.say("olivia", f"end {KNOWN_GUEST}")
    demo.press("olivia", form, "End everything now")
    demo.until_card("olivia", form, "Ended, proven", "account on, exactly 3 roles", "Still in Secretaries")
    assert demo.groups(KNOWN_GUEST) == {"Add-in Users", "Secretaries"}
    assert demo.account(KNOWN_GUEST) == (True, SECRETARY)


def test_a_group_that_was_renamed_is_left_all_the_same_and_given_to_nobody(demo: Demo) -> None:
    mail, other = "renamed@fabrikam.example", "late@fabrikam.example"
    demo.let_in(mail)
    mine, his = demo.ask(f"invite {other} as Secretaries for 2 months", other)
    demo.behind("rename_group", group="Secretaries", to="Secretaries (DK)")
    demo.press("adam", his, "Approve")
    demo.until_card("olivia", mine, "Refused. Nothing was changed.", "Secretaries")
    form = demo.say("olivia", f"end {mail}")
    demo.press("olivia", form, "End everything now")
    demo.until_card("olivia", form, "Ended, proven")
    assert (demo.groups(mail), demo.account(mail)) == (set(), (False, set()))
    assert (demo.invitations(other), demo.groups(other)) == ([], set())
    demo.behind("rename_group", group="Secretaries (DK)", to="Secretaries")
    demo.move("6m")  # until then the last reading counts


def test_a_request_that_nobody_answered_is_asked_again_with_what_it_said(demo: Demo) -> None:
    mail = "silence@fabrikam.example"
    mine, _ = demo.ask(f"invite {mail} as Secretaries for 3 months because Night shift", mail)
    demo.move("8d")
    assert "Ask again" in demo.until_card("olivia", mine, "nobody answered", "Nothing was changed")
    demo.press("olivia", mine, "Ask again")
    form = demo.until_reads("olivia", "Ask for approval", mail, "Night shift")
    demo.press("olivia", form["id"], "Ask for approval")
    his = demo.until_reads("adam", "Let in", mail, "Why you", "Night shift")
    demo.press("adam", his["id"], "Approve")
    demo.until_card("olivia", form["id"], "Done, proven", mail)
    assert len(demo.invitations(mail)) == 1


def test_a_platform_that_is_down_is_waited_for_and_told(demo: Demo) -> None:
    mail = "patient@northwind.example"
    mine, his = demo.ask(f"invite {mail} as Secretaries for 2 months", mail, option="account")
    demo.fault(target="scim", by="usher", method="POST", path="/scim/v2/Users", status=500)
    demo.press("adam", his, "Approve")
    demo.until_card("olivia", mine, "I cannot reach", "Your request is safe")
    assert demo.account(mail) is None
    demo.mend()
    demo.until_card("olivia", mine, "Done, proven")
    assert demo.account(mail) == (True, SECRETARY)


def test_a_refusal_of_the_platform_fails_and_trying_again_repeats_what_is_missing(demo: Demo) -> None:
    mail = "refused@northwind.example"
    mine, his = demo.ask(f"invite {mail} as Secretaries for 2 months", mail, option="account")
    demo.fault(target="scim", by="usher", method="POST", path="/scim/v2/Users", status=400)
    demo.press("adam", his, "Approve")
    assert "Try again" in demo.until_card("olivia", mine, "Failed", "Reference")
    assert demo.account(mail) is None
    demo.mend()
    demo.press("olivia", mine, "Try again")
    demo.until_card("olivia", mine, "Done, proven")
    assert demo.account(mail) == (True, SECRETARY)


def test_a_platform_that_lets_nobody_write_leaves_the_account_to_an_owner_and_is_proven_all_the_same(
    demo: Demo,
) -> None:
    mail = "byowner@northwind.example"
    mine, his = demo.ask(f"invite {mail} as Secretaries for 2 months", mail, option="account")
    for method in ("POST", "PATCH"):
        demo.fault(target="scim", by="usher", method=method, path="/scim/v2/Users", status=403)
    demo.press("adam", his, "Approve")
    assert "Done" in demo.until_card("olivia", mine, f"Create the account for {mail} in AskCody", "then press Done")
    demo.press("olivia", mine, "Done")
    demo.until_card("olivia", mine, "then press Done", "after Done was pressed: it is not so yet")
    demo.behind("add_account", mail=mail, roles=sorted(SECRETARY))
    demo.press("olivia", mine, "Done")
    demo.until_card("olivia", mine, "Done, proven", "exactly 3 roles")
    form = demo.say("olivia", f"end {mail}")
    demo.press("olivia", form, "End everything now")
    demo.until_card("olivia", form, f"Switch off the account of {mail} in AskCody")
    demo.behind("disable_account", mail=mail)
    demo.press("olivia", form, "Done")
    demo.until_card("olivia", form, "Ended, proven")
    assert demo.account(mail) == (False, set())
    demo.mend()


def test_an_end_that_the_directory_refuses_is_tried_again_by_an_owner(demo: Demo) -> None:
    mail = "sticky@fabrikam.example"
    demo.let_in(mail)
    demo.fault(target="graph", by="usher", method="DELETE", path="/graph/v1.0/groups", status=400)
    form = demo.say("olivia", f"end {mail}")
    demo.press("olivia", form, "End everything now")
    assert "Try again" in demo.until_card("olivia", form, "Failed")
    assert demo.groups(mail) == {"Secretaries"}
    demo.mend()
    demo.press("olivia", form, "Try again")
    demo.until_card("olivia", form, "Ended, proven")
    assert (demo.groups(mail), demo.account(mail)) == (set(), (False, set()))


def test_a_right_that_is_missing_after_all_becomes_a_task_for_maria(demo: Demo) -> None:
    mail = "unpermitted@fabrikam.example"
    mine, his = demo.ask(f"invite {mail} as Secretaries for 2 months", mail)
    denied = {"target": "graph", "by": "usher", "status": 403, "method": "POST"}
    demo.fault(**denied, path="/graph/v1.0/invitations")
    demo.fault(**denied, path="/graph/v1.0/groups")
    demo.press("adam", his, "Approve")
    task = demo.until_reads("maria", "A task for you", f"invite {mail} as a guest", "Olivia Owens as sponsor")
    status, told = demo.click("adam", str(task["id"]), "Done")
    assert (status, "changed nothing" in told) == (200, True)
    demo.behind("invite_guest", mail=mail, sponsor="olivia")
    demo.press("maria", str(task["id"]), "Done")
    demo.until_card("maria", str(task["id"]), f"add {mail} to Secretaries")
    assert "Not proven" not in demo.until_card("olivia", mine, f"add {mail} to Secretaries")
    demo.press("maria", str(task["id"]), "Done")
    demo.until_card("maria", str(task["id"]), f"add {mail} to Secretaries", "after Done was pressed: it is not so yet")
    demo.behind("add_member", group="Secretaries", person=mail)
    demo.press("maria", str(task["id"]), "Done")
    demo.until_card("olivia", mine, "Done, proven")
    assert "A task" not in demo.until_card("maria", str(task["id"]), "Done, proven")
    demo.mend()
    form = demo.say("olivia", f"end {mail}")
    demo.press("olivia", form, "End everything now")
    demo.until_card("olivia", form, "Ended, proven")
    assert (demo.groups(mail), len(demo.invitations(mail))) == (set(), 1)


def test_a_card_that_teams_would_not_take_arrives_once(demo: Demo) -> None:
    mail = "hiccup@fabrikam.example"
    form = demo.say("olivia", f"invite {mail} as Secretaries for 2 months")
    path = "/connector"
    demo.fault(target="connector", by="usher", method="POST", path=path, status=502, times=2)
    demo.fault(target="connector", by="usher", method="POST", path=path, status=429, retry_after=2, times=1)
    demo.press("olivia", form, "Ask for approval")
    demo.until_reads("adam", "Let in", mail, "Why you")
    demo.until_card("olivia", form, "Waiting for approval", "Adam Ahlgren")
    assert len([m for m in demo.chat("adam") if mail in m["words"]]) == 1


def test_a_card_that_was_being_sent_when_the_process_was_killed_is_brought_up_to_date(demo: Demo) -> None:
    mail = "frozen@fabrikam.example"
    mine, his = demo.ask(f"invite {mail} as Secretaries for 2 months", mail)
    demo.fault(target="connector", by="usher", method="PUT", path="/connector", delay_s=3)
    demo.press("adam", his, "Approve")
    time.sleep(1)  # the cards are on their way
    demo.kill()
    demo.start()
    demo.mend()
    demo.until_card("olivia", mine, "Done, proven")
    assert (demo.groups(mail), len(demo.invitations(mail))) == ({"Secretaries"}, 1)


def test_an_account_that_was_renamed_on_the_platform_is_switched_off_all_the_same(demo: Demo) -> None:
    mail, new = "called-anew@fabrikam.example", "called-anew@new-fabrikam.example"
    demo.let_in(mail, "Secretaries", "for 1 month", option="account")
    rename(demo, mail, new)
    assert demo.account(new) == (True, SECRETARY)
    demo.move("40d")
    demo.until_reads("olivia", "Ended, proven", mail)
    assert demo.account(new) == (False, set())


def test_who_leaves_the_last_group_keeps_the_account_that_was_given_alone(demo: Demo) -> None:
    mail = "two-ways@fabrikam.example"
    demo.let_in(mail, "Secretaries", "for 6 months", option="account")
    demo.let_in(mail, "Receptionists", "for 6 months", takes_over=True)
    form = demo.say("olivia", f"remove {mail} from Receptionists")
    assert "last group" not in demo.until_card("olivia", form, "Afterwards")
    demo.press("olivia", form, "Remove")
    demo.until_card("olivia", form, "Done, proven", "account on")
    assert (demo.groups(mail), demo.account(mail)) == (set(), (True, SECRETARY))


def rename(demo: Demo, mail: str, new: str) -> None:
    """What somebody does on the platform itself."""
    scim = demo.http.get("/sandbox/about").json()["scim"]
    headers = {"Authorization": f"Bearer {scim['token']}", "Content-Type": "application/scim+json"}
    found = demo.http.get(f"{scim['url']}/Users", params={"filter": f'userName eq "{mail}"'}, headers=headers).json()
    values = {"userName": new, "emails": [{"value": new, "type": "work", "primary": True}]}
    operations = [{"op": "replace", "path": path, "value": value} for path, value in values.items()]
    body = {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": operations}
    url = f"{scim['url']}/Users/{found['Resources'][0]['id']}"
    assert demo.http.patch(url, json=body, headers=headers).is_success


def test_who_asked_and_is_no_owner_any_more_gives_nothing(demo: Demo) -> None:
    mail = "orphaned@fabrikam.example"
    mine, his = demo.ask(f"invite {mail} as Secretaries for 2 months", mail)
    demo.behind("remove_member", group="Owners", person="olivia")
    demo.press("adam", his, "Approve")
    demo.until_card("olivia", mine, "Cancelled. Nothing was changed.", "may not ask for this any more")
    assert (demo.invitations(mail), demo.groups(mail), demo.account(mail)) == ([], set(), None)
    refused = demo.say("olivia", "invite more@fabrikam.example as Secretaries for 2 months")
    assert "Only owners" in next(m["words"] for m in demo.chat("olivia") if m["id"] == refused)
