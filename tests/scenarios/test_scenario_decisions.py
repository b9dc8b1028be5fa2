"""Deciding: once, by somebody else, who is named, on what is still open."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tenant import Demo

if TYPE_CHECKING:
    from collections.abc import Iterator

TOML = Path(__file__).parents[2] / "usher" / "usher.toml"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Besides owners, Erin and Priya may decide; Birgit's account is linked with Olivia's."""
    folder = tmp_path_factory.mktemp("demo")
    text = TOML.read_text(encoding="utf-8").replace(
        'stages = [{ approvers = ["owners"] }]',
        'stages = [{ approvers = ["owners", "erin@contoso.example", "priya@contoso.example", "birgit@contoso.example"] }]',
    )
    text = text.replace("linked = []", 'linked = [["olivia@contoso.example", "birgit@contoso.example"]]')
    config = folder / "usher.toml"
    config.write_text(text, encoding="utf-8")
    demo = Demo(folder / "data", config=config)
    yield demo
    demo.close()


def test_fifty_parallel_approvals_and_rejections_by_three_people_make_one_decision(demo: Demo) -> None:
    mail = "race@fabrikam.example"
    demo.ask(f"invite {mail} as Secretaries for 2 months", mail)
    cards = {who: str(demo.until_reads(who, "Let in", mail, "Why you")["id"]) for who in ("adam", "erin", "priya")}
    people = list(cards)
    presses = [
        (people[n % 3], cards[people[n % 3]], "Approve" if n % 2 else "Reject", {"reason": "no"}) for n in range(50)
    ]
    answers = demo.at_once(presses)
    assert {status for status, _ in answers} == {200}
    made = [entry for entry in demo.audit() if entry["event"] in {"decision.approved", "decision.rejected"}]
    assert len(made) == 1
    told = [words for _, words in answers if "changed nothing" in words]
    assert len(told) == 49
    assert all(re.search(r"decided this at \d\d:\d\d", words) for words in told)


def test_nobody_decides_for_themselves_nor_does_an_account_linked_to_them(demo: Demo) -> None:
    mail = "selfish@fabrikam.example"
    _, his = demo.ask(f"invite {mail} as Secretaries for 2 months", mail)
    for person, nothing in (("olivia", "nothing"), ("birgit", "intet")):  # her Teams is Danish
        assert nothing in demo.press(person, his, "Approve").lower()
        assert not any(mail in m["words"] and "Why you" in m["words"] for m in demo.chat(person))
    assert demo.invitations(mail) == []
    assert [entry["event"] for entry in demo.audit()].count("action.refused") >= 2


def test_a_rejection_needs_a_reason_and_the_requester_reads_it(demo: Demo) -> None:
    mail = "rejected@fabrikam.example"
    _, his = demo.ask(f"invite {mail} as Secretaries for 2 months", mail)
    assert "reason" in demo.press("adam", his, "Reject").lower()
    demo.press("adam", his, "Reject", reason="Nobody to look after them")
    demo.until_reads("olivia", "Rejected", "Nobody to look after them", mail)
    assert demo.invitations(mail) == []


def test_a_request_is_cancelled_replaced_and_expires(demo: Demo) -> None:
    mail = "changes@fabrikam.example"
    first, _ = demo.ask(f"invite {mail} as Secretaries for 2 months", mail)
    second = demo.say("olivia", f"invite {mail} as Secretaries for 3 months")
    demo.press("olivia", second, "Ask for approval")
    demo.until_reads("olivia", "was replaced")
    assert "Cancelled" in demo.press("olivia", second, "Cancel request")
    third = demo.say("olivia", f"invite {mail} as Secretaries for 4 months")
    demo.press("olivia", third, "Ask for approval")
    # by its number: cards of the two before name the same person, and may still be on their way to say what became of them
    number = re.findall(r"R-\d+", demo.until_card("olivia", third, "Waiting for approval"))[-1]
    his = str(demo.until_reads("adam", "Let in", number, "Why you")["id"])
    demo.move("9d")
    demo.until_card("olivia", third, "nobody answered", mail)
    assert "changed nothing" in demo.press("adam", his, "Approve") or "out of date" in demo.press(
        "adam", his, "Approve"
    )
    assert first != third
    assert demo.invitations(mail) == []


def test_what_was_approved_while_entra_does_not_answer_is_taken_back_and_nobody_is_invited(demo: Demo) -> None:
    mail = "stopped@fabrikam.example"
    mine, his = demo.ask(f"invite {mail} as Secretaries for 2 months", mail)
    demo.fault(target="graph", by="usher", status=503)
    demo.press("adam", his, "Approve")
    demo.until_card("olivia", mine, "Approved, working", "I cannot reach Entra", "Cancel request")
    assert "Cancelled. Nothing was changed." in demo.press("olivia", mine, "Cancel request")
    demo.mend()
    demo.until_card("adam", his, "Cancelled. Nothing was changed.", "Olivia Owens took it back")
    demo.move("20m")
    assert "Cancelled" in demo.until_card("olivia", mine, "Cancelled. Nothing was changed.", "took it back")
    assert (demo.invitations(mail), demo.groups(mail)) == ([], set())


def test_an_approver_gives_less_and_it_starts_when_the_requester_accepts(demo: Demo) -> None:
    mail = "less@fabrikam.example"
    mine, his = demo.ask(f"invite {mail} as Receptionists and Secretaries for 6 months", mail)
    demo.press("adam", his, "Narrow")
    demo.press("adam", his, "Approve less", groups="Secretaries", confirm=mail)
    demo.until_reads("olivia", "Less was approved", mail)
    assert demo.invitations(mail) == []
    demo.press("olivia", mine, "Accept")
    demo.until_reads("olivia", "Done, proven", mail)
    assert demo.groups(mail) == {"Secretaries"}


def test_facts_that_moved_void_the_approval_and_are_asked_again(demo: Demo) -> None:
    mail = "planner@fabrikam.example"
    _, his = demo.ask(f"invite {mail} as Secretaries for 2 months", mail)
    demo.behind("add_account", mail=mail, roles=["Insights Portal User"])
    demo.press("adam", his, "Approve")
    again = demo.until_reads("adam", "moved", mail)
    assert demo.invitations(mail) == []
    demo.press("adam", str(again["id"]), "Approve")
    demo.until_reads("olivia", "Done, proven", mail)


def test_a_double_click_on_the_form_asks_once(demo: Demo) -> None:
    mail = "double@fabrikam.example"
    form = demo.say("olivia", f"invite {mail} as Secretaries for 2 months")
    answers = demo.at_once([("olivia", form, "Ask for approval", {})] * 5)
    assert {status for status, _ in answers} == {200}
    demo.until_reads("adam", "Let in", mail)
    assert len([m for m in demo.chat("adam") if mail in m["words"]]) == 1


def test_a_list_is_judged_line_by_line_asked_at_once_and_approved_part_by_part(demo: Demo) -> None:
    new = [f"many{n}@fabrikam.example" for n in range(4)]
    lines = ["mail,group,until,reason", *(f"{mail},Secretaries,3 months,Night shift" for mail in new)]
    lines += [
        "erin@contoso.example,Secretaries,,",
        "adam@contoso.example,Secretaries,,",
        "lars(at)fabrikam,Secretaries,,",
    ]
    lines += [f"{new[0]},Secretaries,,", "undated@fabrikam.example,Secretaries,03/04,", "who@fabrikam.example,Nobody,,"]
    form = demo.say("olivia", "\n".join(lines))
    told = demo.until_card("olivia", form, "10 lines: 6 ready", "1 is not an address", "Line 7 (lars(at)fabrikam)")
    assert "Line 8" in told
    assert "Ask for 6" in told
    assert [demo.invitations(mail) for mail in new] == [[], [], [], []]
    demo.press("olivia", form, "Ask for 6")
    his = str(demo.until_reads("adam", "5 people wait for your decision", "Part 1", "Part 2")["id"])
    assert len([m for m in demo.chat("adam") if new[0] in m["words"]]) == 1
    demo.until_card("olivia", form, "6 people: waiting for approval", "4 lines of the list were not asked for")
    assert "Rejecting needs a reason" in demo.press("adam", his, "Reject these 4")
    demo.press("adam", his, "Approve these 4")
    demo.press("adam", his, "Approve this one")
    assert "Nothing is left for you to decide here" in demo.until_card("adam", his, "Nothing is left")
    demo.until_card("olivia", form, "5 done")
    assert all(demo.groups(mail) == {"Secretaries"} for mail in new)
    assert "Secretaries" in demo.groups("erin")
    assert "Secretaries" not in demo.groups("adam"), "he is not asked about himself"


def test_three_who_wait_for_the_same_group_are_shown_together_approved_with_one_press_and_proven(demo: Demo) -> None:
    who = ("maria", "frida", "elias")
    mine = [demo.say("olivia", f"add {person} to Secretaries because Front desk") for person in who]
    for form in mine:
        demo.until_card("olivia", form, "Ask for approval")
        demo.press("olivia", form, "Ask for approval", until="", reason="Front desk")
        demo.until_card("olivia", form, "Waiting for approval")
    listed = demo.say("adam", "approvals")
    demo.until_card("adam", listed, "Add 3 people to Secretaries", "Approve these 3")
    demo.press("adam", listed, "Approve these 3")
    card = demo.until_reads("adam", "Add 3 people to Secretaries?", "Front desk", "Why you", "Approve 3 people")
    assert all(f"{person}@contoso.example" in card["words"] for person in who)
    assert not any("Secretaries" in demo.groups(person) for person in who), "nothing is approved blind"
    told = demo.press("adam", str(card["id"]), "Approve 3 people")
    assert ("3 of 3 approved" in told, told.count("approved by you")) == (True, 3)
    for form in mine:
        demo.until_card("olivia", form, "Done, proven", "Approved by Adam")
    assert all("Secretaries" in demo.groups(person) for person in who)
    demo.until_card("adam", listed, "waits for your decision")
    assert "3 of 3 approved" in demo.press("adam", str(card["id"]), "Approve 3 people")
    numbers = {*re.findall(r"R-\d+", card["words"])}
    made = [entry["about"] for entry in demo.audit() if entry["event"] == "decision.approved"]
    assert sorted(about for about in made if about in numbers) == sorted(numbers)
    assert len(numbers) == 3


def test_a_decision_is_handed_over_to_one_of_those_on_the_card_and_the_giver_decides_no_more(demo: Demo) -> None:
    mail = "handed@fabrikam.example"
    _, his = demo.ask(f"invite {mail} as Secretaries for 2 months", mail)
    asked = demo.post("/sandbox/teams/click", person="adam", message=his, action="Hand over", inputs={})
    offered = re.findall(r'"title": "(\w+)[^"]*", "value": "(\w{32})"', json.dumps(asked["body"], sort_keys=True))
    assert {name for name, _ in offered} == {"Erin", "Priya"}, "nobody who asked or is linked to who asked"
    erin = dict(offered)["Erin"]
    given = {"person": "adam", "message": his, "action": "Hand over to this person", "inputs": {"person": erin}}
    assert "You handed this over to Erin" in str(demo.post("/sandbox/teams/click", **given)["body"])
    hers = str(demo.until_reads("erin", "Let in", mail, "Adam", "handed this over to you")["id"])
    assert "changed nothing" in demo.press("adam", his, "Approve")
    assert demo.invitations(mail) == []
    assert "decision.handed_over" in {entry["event"] for entry in demo.audit()}
    demo.press("erin", hers, "Approve")
    demo.until_reads("olivia", mail, "Approved by Erin")


def test_an_approver_asks_the_requester_answers_and_both_cards_keep_the_thread(demo: Demo) -> None:
    mail = "asked@fabrikam.example"
    mine, his = demo.ask(f"invite {mail} as Secretaries for 2 months", mail)
    assert "Send question" in demo.press("adam", his, "Ask")
    assert "The question is empty. Nothing was asked." in demo.press("adam", his, "Send question", question=" ")
    told = demo.press("adam", his, "Send question", question="Which floors?")
    assert "Adam Ahlgren asks: “Which floors?”" in told.replace("\n", " ")
    asked = demo.until_reads("olivia", "Adam Ahlgren asks you about R-", "Which floors?", mail)
    assert asked["id"] != mine
    assert "changed nothing" in demo.press("erin", asked["id"], "Answer", answer="I say so")
    demo.press("olivia", asked["id"], "Answer", answer="Floors 3-5")
    again = demo.until_reads("adam", "Which floors?", "Floors 3-5", mail, "Approve")
    assert again["id"] != his, "whoever asked has waited for it"
    demo.until_card("olivia", mine, "Which floors?", "Floors 3-5", "Waiting for approval")
    assert "Nothing was sent twice." in demo.press("olivia", asked["id"], "Answer", answer="Floors 6-7")
    assert {"question.asked", "question.answered"} <= {entry["event"] for entry in demo.audit()}
    demo.press("adam", again["id"], "Approve")
    demo.until_card("adam", again["id"], "Done, proven", "Floors 3-5")
    log = demo.data.parent / f"{demo.data.name}.log"
    assert [word for word in ("floors", "Floors 3-5") if word in log.read_text(encoding="utf-8")] == []


def test_a_sponsor_extends_by_the_rule_and_the_second_time_an_approver_decides(demo: Demo) -> None:
    mail = "longer@fabrikam.example"
    demo.let_in(mail, "Secretaries", "for 10 days")
    form = demo.say("olivia", f"extend {mail} until tomorrow")
    assert "It lasts until" in demo.until_card("olivia", form, f"Extend {mail}'s access?")
    demo.move("6m")
    warns = demo.until_reads("olivia", "Access ends", "Extend 30 days", mail)
    assert "30 more days: until" in warns["words"]
    assert "at once, by rule “extensions”" in warns["words"]
    demo.press("olivia", warns["id"], "Extend 30 days")
    demo.until_card("olivia", warns["id"], "✔ Extended until")
    demo.until_reads("olivia", "✔ Extended by rule, until", "exactly 3 roles read back", mail)
    form = demo.say("olivia", f"extend {mail} until 1 Dec 2027")
    read = demo.until_card(
        "olivia", form, "then until 1 Dec 2027", "This goes to an approver: Adam", "Ask for approval"
    )
    assert "at once" not in read
    # a button of another moment: the rule is not enough any more
    status, told = demo.click("olivia", warns["id"], "Extend 30 days")
    assert (status, "Nothing was changed" in told) == (200, True), told
    demo.press("olivia", form, "Ask for approval", reason="A second year")
    his = demo.until_reads("adam", f"Extend {mail}'s access until 1 Dec 2027?", "A second year", "this is longer")
    demo.press("adam", his["id"], "Approve")
    demo.until_card("olivia", form, "✔ Extended until 1 Dec 2027", "Approved by Adam")
    assert demo.account(mail) == (True, {"Add-in User", "Add-in User Delegated Access", "Search Specific Room"})


def test_what_nobody_answers_is_reminded_of_twice_and_then_asked_of_whom_the_policy_names(demo: Demo) -> None:
    mail = "silence@fabrikam.example"
    mine, _ = demo.ask(f"invite {mail} as Secretaries for 2 months", mail)
    demo.move("6d")
    hers = str(demo.until_reads("maria", "Let in", mail, "have not answered since", "you are asked as well")["id"])
    demo.until_reads("olivia", "have not answered since", "Maria", "is asked as well")
    demo.until_reads("adam", "still wait", mail, "Open R-")
    number = re.search(r"R-\d+", demo.until_card("olivia", mine, "Waiting for approval"))
    events = [entry["event"] for entry in demo.audit() if number and entry["about"] == number[0]]
    before = events[: events.index("request.escalated")]
    assert before.count("request.reminded") == 2 * len(["adam", "erin", "priya"]), "on two mornings"
    assert events.count("request.escalated") == 1
    demo.press("maria", hers, "Approve")
    demo.until_card("olivia", mine, "Done, proven", "Approved by Maria")


def test_a_deputy_decides_for_who_is_away_until_they_are_back(demo: Demo) -> None:
    mail = "away@fabrikam.example"
    form = demo.say("adam", "away for 5 days, ask priya")
    assert "Your requests go to Priya" in demo.until_card("adam", form, "Away until", "Waves wait for you")
    assert "delegation.set" not in {entry["event"] for entry in demo.audit()}, "typing sets nothing"
    assert "You are away until" in demo.press("adam", form, "Set this")
    mine = demo.say("olivia", f"invite {mail} as Secretaries for 2 months")
    demo.press("olivia", mine, "Ask for approval")
    hers = str(demo.until_reads("priya", "Let in", mail, "Adam", "is away and asks you")["id"])
    demo.until_reads("adam", mail, "Priya", "decides this in your place")
    back = demo.say("adam", "back")
    assert "wait" in demo.press("adam", back, "I am back")
    demo.until_reads("adam", "Let in", mail, "Why you")
    demo.press("priya", hers, "Approve")
    demo.until_card("olivia", mine, "Done, proven", "Approved by Priya")
    alone = demo.say("adam", "away for 5 days")
    assert "Others who may decide are asked" in demo.press("adam", alone, "Set this"), "nobody in particular"
    demo.press("adam", demo.say("adam", "back"), "I am back")
    assert {"delegation.set", "delegation.ended"} <= {entry["event"] for entry in demo.audit()}


def test_an_owner_who_was_removed_meanwhile_decides_nothing(demo: Demo) -> None:
    mail = "late@fabrikam.example"
    _, his = demo.ask(f"invite {mail} as Secretaries for 2 months", mail)
    demo.behind("remove_member", group="Owners", person="adam")
    demo.move("6m")
    assert "nothing" in demo.press("adam", his, "Approve").lower()
    demo.behind("add_member", group="Owners", person="adam")
    demo.move("6m")
    # back from outside, he has no rights before somebody confirms him
    assert "nothing" in demo.press("adam", his, "Approve").lower()
    assert demo.invitations(mail) == []


def test_lines_that_are_not_ready_are_corrected_on_the_card_and_asked_with_the_others(demo: Demo) -> None:
    new = [f"mended{n}@fabrikam.example" for n in range(3)]
    lines = [f"{new[0]},Secretaries,3 months,Night shift", "mended1(at)fabrikam.example,Secretaries,3 months,Days"]
    lines += ["mended2@fabrikam.example,Porters,3 months,Days", "nobody,Secretaries"]
    form = demo.say("olivia", "mail,group,until,reason\n" + "\n".join(lines))
    told = demo.until_card("olivia", form, "4 lines: 1 ready", "2 are not addresses", "Ask for 1", "Correct")
    assert "“Correct” opens these lines here; the others need not wait for them." in told
    told = demo.press("olivia", form, "Correct")
    assert "mended1(at)fabrikam.example, Secretaries, 3 months, Days" in told
    demo.press("olivia", form, "Back")
    demo.press("olivia", form, "Correct")
    wrong = {"line_2": f"{new[0]}, Secretaries", "line_3": f"{new[2]}, Secretaries, 3 months, Days", "line_4": ""}
    demo.press("olivia", form, "Check again", **wrong)
    demo.until_card("olivia", form, "3 lines: 2 ready", "Line 2", "line 1 already")
    assert demo.invitations(new[2]) == []
