"""Changes of groups beyond one person and one group: what goes together, and many people in one line."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tenant import PATIENCE, Demo

if TYPE_CHECKING:
    from collections.abc import Iterator

TOML = Path(__file__).parents[2] / "usher" / "usher.toml"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Here Secretaries do not give the role that delegated access goes with."""
    folder = tmp_path_factory.mktemp("demo")
    whole = 'roles = ["Add-in User", "Add-in User Delegated Access", "Search Specific Room"]'
    text = TOML.read_text(encoding="utf-8")
    assert whole in text
    config = folder / "usher.toml"
    config.write_text(text.replace(whole, whole.replace('"Add-in User", ', "")), encoding="utf-8")
    demo = Demo(folder / "data", config=config)
    yield demo
    demo.close()


def test_the_group_that_makes_a_role_useful_is_added_by_a_press(demo: Demo) -> None:
    unassigned = demo.say("olivia", "add maria to Secretaries")
    demo.until_card("olivia", unassigned, "does little without Add-in User", "Also add AskCody Project Team")
    demo.behind("assign_group", group="Add-in Users")
    form = demo.say("olivia", "add maria to Secretaries because Covers for Ida")
    assert "Also add Add-in Users" in demo.until_card(
        "olivia", form, "Add-in Users would give", "does little without Add-in User", "Covers for Ida"
    )
    demo.press("olivia", form, "Also add Add-in Users", until="", reason="Covers for Ida")
    shown = demo.until_card("olivia", form, "Add-in Users and Secretaries", "Ask for approval", "Covers for Ida")
    assert "Also add" not in shown
    assert not {"Add-in Users", "Secretaries"} & demo.groups("maria")


def test_people_of_one_line_are_added_together_and_taken_out_together(demo: Demo) -> None:
    erin, maria = "erin@contoso.example", "maria@contoso.example"
    line = f"Erin Eriksen, {maria} and zarathustra to the project team"
    form = demo.say("olivia", f"add {line} because Pilot")
    told = demo.until_card(
        "olivia", form, "3 people: 2 ready, 1 not found", "Erin Eriksen", "zarathustra: I found nobody"
    )
    assert "Ask for 2" in told
    assert "AskCody Project Team" not in demo.groups("maria"), "typing and looking change nothing"
    demo.press("olivia", form, "Ask for 2")
    his = str(demo.until_reads("adam", "2 people wait for your decision", "Add 2 of our own", "Pilot")["id"])
    demo.press("adam", his, "Approve these 2")
    demo.until_card("olivia", form, "2 of 2 done, proven")
    assert "AskCody Project Team" in demo.groups("maria")
    assert demo.account(erin) == (True, {"Add-in User", "Insights Portal User"})

    invitation = demo.say("olivia", f"invite {erin} as Secretaries for 2 months")
    demo.press("olivia", invitation, "Ask for approval")
    demo.until_card("olivia", invitation, "That is an employee", "**add Erin Eriksen to** GROUP")

    form = demo.say("olivia", f"remove {line.replace(' to ', ' from ')}")
    told = demo.until_card(
        "olivia", form, "3 people: 2 ready", "Remove 2", "last group of Maria", "No approval is needed"
    )
    demo.press("olivia", form, "Remove 2")
    his = str(demo.until_reads("adam", "last group of Maria Moreau")["id"])
    demo.until_card("olivia", form, "2 of 2 done, proven")
    demo.until_card("adam", his, "proven", "account off")
    assert "AskCody Project Team" not in demo.groups("maria")
    assert demo.account(maria) == (False, set())


def test_each_types_and_reads_in_their_own_language(demo: Demo) -> None:
    """Birgit's Teams is Danish, Carl's German, and Adam's English."""
    helped = demo.say("birgit", "hjælp")
    demo.until_card("birgit", helped, "**føj mig til** GRUPPE", "mine anmodninger")
    form = demo.say("birgit", "føj mig til Receptionists til 26. februar fordi jeg passer skranken")
    shown = demo.until_card("birgit", form, "til Receptionists", "Bed om godkendelse", "jeg passer skranken")
    assert "Ask for approval" not in shown
    demo.press("birgit", form, "Bed om godkendelse", until="2027-02-26", reason="jeg passer skranken")
    his = str(demo.until_reads("adam", "Add Birgit", "to Receptionists?", "jeg passer skranken", "Why you")["id"])
    demo.until_card("birgit", form, "Venter på godkendelse", "fredag d. 26. februar 2027".replace(". ", ".\u00a0"))
    demo.press("adam", his, "Approve")
    demo.until_card("birgit", form, "Færdig, bevist")
    assert "Receptionists" in demo.groups("birgit")

    choice = demo.say("birgit", "sprog")
    demo.until_card("birgit", choice, "Hvilket sprog skal jeg tale med dig?")
    assert "spreche ich Deutsch mit Ihnen" in demo.press("birgit", choice, "Tal dette sprog", language="de")
    refused = demo.say("birgit", "inviter somebody@fabrikam.example")
    demo.until_card("birgit", refused, "Das können nur Besitzer")

    asked = demo.say("carl", "zeig mir meine Anfragen")
    demo.until_card("carl", asked, "Sie haben keine Anfragen", "mich hinzufügen zu")
    assert "Das dürfen nur Besitzer sehen" in demo.until_card(
        "carl", demo.say("carl", "Zugang von Birgit"), "mein Zugang"
    )


def chosen(demo: Demo, person: str, message: str) -> dict[str, Any]:
    """The list of changes on a card, with the one that is chosen."""
    card = next(m["card"] for m in demo.chat(person) if m["id"] == message)
    found: dict[str, Any] = next(one for one in card["body"] if one.get("id") == "finding")
    return found


def looks(demo: Demo) -> int:
    """How often the worker has begun to list the platform's accounts."""
    calls = demo.books()["calls"]
    return sum(one["by"] == "usher" and one["path"] == "/scim/v2/Users" for one in calls)


def attach(demo: Demo, person: str, text: str) -> str:
    """Attach a file in one's chat; the answer's id."""
    body = demo.post("/sandbox/teams/say", person=person, file={"name": "people.csv", "text": text})
    return str(body["messages"][-1]["id"])


def test_an_attached_list_is_read_like_a_pasted_one(demo: Demo) -> None:
    listed = "mail;group;until\r\nana@fabrikam.example;Receptionists;26-02-2027\r\nnobody;Receptionists;\r\n"
    form = attach(demo, "olivia", "\ufeff" + listed)
    told = demo.until_card("olivia", form, "2 lines: 1 ready, 1 is not an address", "Ask for 1")
    assert "1 external, as guest" in told
    assert demo.invitations("ana@fabrikam.example") == []


def test_a_list_is_asked_about_once_and_only_some_of_it_is_approved(demo: Demo) -> None:
    mails = [f"{name}@fabrikam.example" for name in ("una", "uri", "ute")]
    form = attach(demo, "olivia", "".join(f"{mail};Add-in Users;26-02-2027\n" for mail in mails))
    demo.until_card("olivia", form, "Ask for 3")
    demo.press("olivia", form, "Ask for 3")
    his = str(demo.until_reads("adam", *mails, "Approve these 3")["id"])
    assert "your question in their own chat" in demo.press("adam", his, "Ask")
    assert "Which floors?" in demo.press("adam", his, "Send question", question="Which floors?")
    hers = str(demo.until_reads("olivia", "asks you about a list", "Which floors?")["id"])
    demo.press("olivia", hers, "Answer", answer="Three to five")
    his = str(demo.until_reads("adam", "Three to five", "Approve these 3")["id"])
    assert "Untick who is to wait" in demo.press("adam", his, "Only some")
    card = next(m["card"] for m in demo.chat("adam") if m["id"] == his)
    numbers = next(one for one in card["body"] if one.get("id") == "people")["value"].split(",")
    told = demo.press("adam", his, "Approve the ticked", people=",".join(numbers[:2]))
    assert "2 approved, 1 still waits for your decision" in told
    demo.until_card("olivia", form, "1 waiting for approval")
    assert demo.invitations(mails[2]) == []


def test_a_file_that_is_no_list_or_too_big_or_of_nobody_who_may_ask_does_nothing(demo: Demo) -> None:
    wrong = {"Dear Usher": "no list in that file", "a" * 70_000: "too big"}
    for text, words in wrong.items():
        assert words in demo.until_card("olivia", attach(demo, "olivia", text), "Nothing was sent")
    refused = attach(demo, "erin", "mail,group\nana@fabrikam.example,Receptionists\n")
    assert "1 line" not in demo.until_card("erin", refused, "owner")


def test_who_was_put_into_owners_outside_decides_nothing_and_is_put_back_by_two(demo: Demo) -> None:
    demo.behind("add_member", group="Owners", person="erin")
    demo.move("10m")  # what was read of Owners before has no say any more
    demo.say("erin", "invite erins@fabrikam.example as Secretaries for 2 months")
    demo.until_reads("erin", "Only owners can do that.")
    for owner in ("olivia", "adam"):
        told = demo.until_reads(owner, "Erin Eriksen was added to Owners", "Until decided they may not ask or approve")
    assert not any("was added to Owners" in message["words"] for message in demo.chat("erin"))
    demo.press("adam", str(told["id"]), "Put back")
    hers = str(demo.until_reads("maria", "Remove Erin Eriksen from Owners?")["id"])
    assert "Owners" in demo.groups("erin"), "nothing is repaired before somebody else decided"
    number = next(word for word in demo.until_card("maria", hers, "R-").split() if word.startswith("R-"))
    demo.press("maria", hers, "Approve", confirm=number)
    demo.until_reads("olivia", "Erin Eriksen was added to Owners", "put back", "settled")
    assert "Owners" not in demo.groups("erin")
    assert {"drift.found", "drift.resolved"} <= {entry["event"] for entry in demo.audit()}


def test_a_member_from_outside_is_kept_by_two_and_ends_as_what_was_given_here(demo: Demo) -> None:
    dorthe = "dorthe@contoso.example"
    for person, group in (("dorthe", "Secretaries"), ("anders", "Facility Managers")):
        demo.behind("add_member", group=group, person=person)
    demo.move("25h")
    demo.say("olivia", "approvals")  # who has a say is read, and what is due once a day
    told = str(demo.until_reads("olivia", "2 changes outside Usher", "was added to Secretaries")["id"])
    second = chosen(demo, "olivia", told)["choices"][1]["value"]
    answer = demo.press("olivia", told, "Ask who did it", finding=second)
    assert "Dorthe" in answer
    assert chosen(demo, "olivia", told)["value"] == second, "the next press is about the same"
    demo.behind("remove_member", group="Facility Managers", person="anders")
    demo.move("25h")
    demo.say("olivia", "approvals")
    demo.until_card("olivia", told, "Facility Managers", "put right outside Usher")
    demo.press("olivia", told, "Keep: ask approval")
    his = str(demo.until_reads("adam", "in Secretaries?", "Somebody added them to Secretaries outside Usher")["id"])
    demo.press("adam", his, "Approve")
    demo.until_card("olivia", told, "kept", "settled")
    form = demo.say("olivia", "end Dorthe's access")
    assert dorthe in demo.until_card("olivia", form, "End everything now")
    demo.press("olivia", form, "End everything now")
    demo.until_card("olivia", form, "Ended, proven")
    assert "Secretaries" not in demo.groups("dorthe"), "what was approved was taken for what somebody held before"


def look_twice(demo: Demo) -> None:
    """At all accounts: one look proves nothing, because provisioning may only be late."""
    for _ in range(2):
        before = looks(demo)
        demo.move("25h")
        demo.say("olivia", "approvals")
        end = time.monotonic() + PATIENCE
        while looks(demo) == before:
            assert time.monotonic() < end, "the accounts are not read"
            time.sleep(0.05)


def test_an_account_that_somebody_made_by_hand_is_told_and_switched_off_by_one_press(demo: Demo) -> None:
    hans = "hans@fabrikam.example"
    demo.behind("add_account", mail=hans, roles=["Add-in User"])
    look_twice(demo)
    told = str(demo.until_reads("olivia", f"{hans} has an account in AskCody that nothing explains")["id"])
    assert demo.account(hans) == (True, {"Add-in User"}), "nothing is repaired before an owner pressed"
    demo.press("olivia", told, "Switch it off")
    demo.until_card("olivia", told, hans, "switched off", "settled")
    assert demo.account(hans) == (False, set())
    demo.until_reads("adam", hans, "Ended, proven")


def test_an_account_that_the_platform_lets_nobody_switch_off_is_an_owners_to_switch_off(demo: Demo) -> None:
    hedda = "hedda@fabrikam.example"
    demo.behind("add_account", mail=hedda, roles=["Add-in User"])
    look_twice(demo)
    told = str(demo.until_reads("olivia", f"{hedda} has an account in AskCody that nothing explains")["id"])
    demo.fault(target="scim", by="usher", method="PATCH", path="/scim/v2/Users", status=403)
    demo.press("olivia", told, "Switch it off")
    mine = str(demo.until_reads("olivia", f"Switch off the account of {hedda} in AskCody", "then press Done")["id"])
    demo.press("olivia", mine, "Done")
    assert "settled" not in demo.until_card("olivia", told, hedda), "pressed is not done"
    assert demo.account(hedda) == (True, {"Add-in User"})
    demo.behind("disable_account", mail=hedda)
    demo.press("olivia", mine, "Done")
    demo.until_card("olivia", mine, hedda, "Ended, proven")
    demo.until_card("olivia", told, hedda, "switched off", "settled")
    demo.mend()
