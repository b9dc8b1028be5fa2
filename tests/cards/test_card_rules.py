"""What the stories promise of every card."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from corpus import (
    ACCOUNT_ONLY,
    ADDRESS,
    ASKED_AGAIN,
    CREATED,
    END,
    ENDED,
    ENDED_KEEPING,
    INVITE,
    PROVEN,
    READER,
    TAKEN_OVER,
    approval,
    channel,
    end_form,
    every_channel_view,
    every_view,
    help_for,
    in_state,
    invite_form,
    listing,
    notice,
    setup,
    status,
)
from each import each
from official import actions, of_type, texts, titles, whole
from sentences import CHECKS, DECLINED

from cards.actions import IN_VIEW, Verb, buttons
from cards.channel import to_look_at
from cards.checks import in_words
from cards.render import render
from cards.words import Voice
from provisioning.domain.states import Grade, Kind, Option, State, StepState
from provisioning.views import (
    ApprovalCardView,
    AskedView,
    BatchApprovalView,
    BatchView,
    CheckLine,
    Delivery,
    DriftCardView,
    LineView,
    ManyFormView,
    RoleView,
    StatusCardView,
    StepView,
    TaskCardView,
)

if TYPE_CHECKING:
    from provisioning.views import CardView


@cache
def cards() -> dict[str, dict[str, Any]]:
    """Every card, by name."""
    return {name: render(view) for name, view in every_view().items()}


every_card = each(cards)


def facts_of(card: dict[str, Any]) -> dict[str, str]:
    """What stands in the fact sets of a card, by title."""
    return {fact["title"]: fact["value"] for found in of_type(card, "FactSet") for fact in found["facts"]}


@every_card
def test_at_most_six_facts_and_three_buttons_are_in_view(card: dict[str, Any]) -> None:
    assert all(len(facts["facts"]) <= 6 for facts in of_type(card, "FactSet"))
    for row in of_type(card, "ActionSet"):
        assert len([a for a in row["actions"] if a.get("mode") != "secondary"]) <= IN_VIEW


def test_the_fourth_button_waits_behind_the_dots() -> None:
    made = buttons(Voice(locale="en"), "c", [verb for verb in Verb if verb.startswith("request.")][:5])
    assert [button.mode for button in made] == [None, None, None, "secondary", "secondary"]


def test_the_form_offers_what_the_story_does() -> None:
    card = render(invite_form())
    assert texts(card)[0] == "Invite 1 external"
    assert titles(card) == ["Ask for approval", "Compare the two", "Cancel"]
    inputs = {e["id"]: e for e in of_type(card, "Input.")}
    assert list(inputs) == ["address", "name", "groups", "until", "option", "delivery", "sponsor", "reason"]
    assert inputs["address"]["value"] == ADDRESS
    assert inputs["groups"]["choices"][0]["title"] == "Receptionists → Visitors Administrator, Add-in User"
    assert inputs["until"]["value"] == "2027-02-26"
    assert inputs["option"]["choices"][0] == {
        "title": "Guest in our directory (suggested: ends too when IT closes the guest account)",
        "value": "guest",
    }
    assert inputs["sponsor"]["choices"][0]["title"] == "Olivia (you)"


def test_an_error_stands_right_above_the_input_that_it_is_about() -> None:
    card = render(replace(invite_form(), address="fabrikam", errors={"address": "declined-bad-address"}))
    place = next(n for n, e in enumerate(card["body"]) if e.get("id") == "address")
    assert card["body"][place - 1]["text"].startswith("✖ fabrikam is not a mail address.")


def test_the_comparison_tells_one_way_in_below_the_other_and_has_a_way_back() -> None:
    card = render(replace(invite_form(), comparing=True))
    assert of_type(card, "Table") == [], "three columns break words on a phone"
    ways = [[fact["title"] for fact in found["facts"]] for found in of_type(card, "FactSet")]
    assert ways == [["Sign-in", "When they leave", "End date, sponsor", "First step for them"]] * 2
    heads = [text for text in texts(card) if text.startswith("**")]
    assert heads == ["**Guest in our directory**", "**AskCody-only account**"]
    assert [told for told in texts(card) if "Conditional Access" in told or "no SSO" in told] == [
        "own account, our SSO and Conditional Access",
        "AskCody password; no SSO",
    ]
    assert titles(card) == ["Back", "Cancel"]


def test_the_approver_sees_the_decision_the_risks_and_exactly_what_will_change() -> None:
    card = render(approval())
    told = texts(card)
    assert told[0] == "Let in consultant@fabrikam.example until 26 Feb 2027?"
    assert told[1] == "⚠ First person from fabrikam.example · **Administrator of visitors**"
    assert "**Administrator of visitors**; books in Outlook (Receptionists, 2 roles)" in told
    assert "Will be created in Entra as guest and in AskCody; nobody else is touched" in told
    assert "Olivia, who answers for them: “Sensor project, floors 3-5”" in told
    assert "I shall read it back from AskCody" in told
    assert "owner, step 1 of 1" in told
    assert "R-12 · asked by Olivia · open until Tue 1 Dec" in told
    assert titles(card) == ["Approve", "Reject", "Why me"]


decided = each(lambda: {n: v for n, v in every_view().items() if isinstance(v, ApprovalCardView) and not v.verbs})


@decided
def test_what_is_decided_is_asked_no_more(view: ApprovalCardView) -> None:
    typed = view.request.reason
    assert [text for text in texts(render(view)) if text.replace(typed, "").endswith("?")] == []


def test_rejecting_asks_for_a_reason_on_the_same_card() -> None:
    (reason,) = of_type(render(approval()), "Input.Text")
    assert (reason["id"], reason["label"]) == ("reason", "Reason (needed to reject)")
    assert "isRequired" not in reason, "approving needs none"


@pytest.mark.parametrize("grade", Grade)
def test_the_grade_of_the_proof_is_told_before_approval(grade: Grade) -> None:
    words = {Grade.PLATFORM: "read it back", Grade.LOG: "Entra will report it", Grade.MEMBERSHIP: "the group only"}
    assert words[grade] in whole(render(approval(replace(INVITE, best_grade=grade))))


def test_a_first_press_on_an_administrator_role_asks_to_type_number_or_address() -> None:
    view = replace(approval(), confirming=True, verbs=("request.approve", "request.reject", "request.why_me"))
    card = render(view)
    assert "This gives an administrator role to an external. Type R-12 or the address to confirm." in whole(card)
    assert [e["id"] for e in of_type(card, "Input.")] == ["confirm"]
    assert titles(card) == ["Approve", "Back"]
    changed = replace(view, request=replace(view.request, kind=Kind.CHANGE_ROLE))
    assert "This gives an administrator role to an external" in whole(render(changed)), "that decides nothing here"
    assert "This changes who decides here" in whole(render(replace(changed, changes_who_decides=True)))


@pytest.mark.parametrize("state", State)
def test_a_card_on_which_nothing_is_left_to_decide_has_no_button_and_no_input(state: State) -> None:
    card = render(approval(in_state(INVITE, state), verbs=()))
    assert actions(card) == []
    assert of_type(card, "Input.") == []


def test_a_decided_card_tells_who_decided_and_when() -> None:
    card = render(approval(in_state(INVITE, State.APPROVED), verbs=()))
    assert texts(card)[0] == "◌ Approved by Adam"
    assert "Approved by Adam, Tue 24 Nov 2026, 10:42 (Europe/Copenhagen)" in texts(card)


def test_why_me_names_the_rule_the_step_and_what_silence_does() -> None:
    told = whole(render(replace(approval(), explaining=True)))
    assert "Policy externals, step 1 of 1: any owner, except the requester." in told
    assert "If nobody answers by Tue 1 Dec 2026, 23:59 (Europe/Copenhagen)" in told


def test_approved_is_not_done() -> None:
    told = whole(render(status(in_state(INVITE, State.EXECUTING))))
    assert "Approved, working" in told
    assert "✔ Invited" in told
    assert "✔ In group Receptionists" in told
    assert "◌ AskCody: waiting for Entra, usually within 40 minutes, not guaranteed" in told
    assert "Done" not in told


@pytest.mark.parametrize(
    ("grade", "words"),
    [
        (Grade.PLATFORM, "✔ Done, proven 10:42: account on, exactly 2 roles read back."),
        (Grade.LOG, "✔ Done 10:42: Entra reports it done; I cannot see into AskCody."),
        (Grade.MEMBERSHIP, "✔ Done 10:42: in the group; AskCody not seen."),
    ],
)
def test_only_what_was_read_back_from_the_platform_is_called_proven(grade: Grade, words: str) -> None:
    done = replace(in_state(INVITE, State.DELIVERED), proof=replace(PROVEN, grade=grade))
    assert texts(render(status(done)))[0] == words


def test_the_form_of_an_end_claims_nothing_of_an_employee_that_only_a_look_outside_tells() -> None:
    shown = whole(cards()["end-open"])
    assert "The AskCody account stays on only if something else keeps it" in shown
    assert "account off" not in shown
    assert "guest" not in shown


def test_two_dates_that_one_may_mean_are_told_in_words_also_where_they_were_stored() -> None:
    stored = notice("declined-two-dates", {"first": "2027-04-03", "second": "2027-03-04"})
    assert "3 Apr 2027 or 4 Mar 2027?" in whole(render(stored))
    assert "2027-04-03" not in whole(render(stored))


def test_every_title_of_a_decided_card_has_a_sign_and_begins_with_a_capital() -> None:
    for state in State:
        sign, said = texts(render(approval(in_state(INVITE, state), verbs=())))[0].split(" ", 1)
        assert (sign in "◌✔✖", said[0].isupper()) == (True, True)


def test_whoever_approved_reads_that_it_is_over_as_the_requester_does() -> None:
    views = every_view()
    title, *rest = texts(render(views["approval-over"]))
    assert title == texts(render(views["status-over"]))[0] == "✔ Ended Tue 24 Nov"
    assert "What it gave has ended, by R-13. Its end date has come." in rest
    assert not any(text.startswith("They have not accepted") for text in rest)


def test_whoever_approved_less_or_rejected_reads_what_comes_of_it() -> None:
    less, no = (
        texts(render(approval(in_state(INVITE, state), verbs=()))) for state in (State.NARROWED, State.REJECTED)
    )
    assert "Olivia is asked whether that is enough." in less
    assert "Maria said no: “Not before the contract is signed”" in no


def test_the_warning_of_an_end_tells_that_it_is_over_and_says_nothing_twice() -> None:
    views = every_view()
    assert texts(render(views["expiry-ended"]))[0] == "✔ Ended Tue 24 Nov"
    assert whole(render(views["expiry"])).count("You answer for them") == 1


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("ended", "✔ Access of 2 people has ended."),
        ("extended", "✔ Extended until 28 Mar 2027"),
        ("over", "✔ Nothing of this ends any more as it was said"),
    ],
)
def test_the_warning_of_a_list_says_what_became_of_all_of_it(name: str, title: str) -> None:
    assert texts(render(every_view()[f"expiry-list-{name}"]))[0] == title


def test_whoever_answers_for_a_guest_is_not_told_that_accepting_saves_what_ends_anyway() -> None:
    told = whole(render(every_view()["unaccepted-anyway"]))
    assert "Their access ends Thu 24 Dec, whether they accept or not." in told
    assert "If they do not" not in told


def test_what_a_look_saw_not_done_counts_of_several_and_one_who_is_left_is_named() -> None:
    views = every_view()
    looked, partly = (whole(render(views[f"block-tasks-{name}"])) for name in ("looked", "partly"))
    assert "after Done was pressed: 2 accounts are not blocked yet." in looked
    assert "Entra › Users › p13@fabrikam.example › Account status" in partly
    assert "each of them" not in partly


def test_the_warning_says_before_the_press_until_when_and_who_decides() -> None:
    views = every_view()
    card = render(views["expiry"])
    assert titles(card) == ["Extend 30 days", "Let it end", "Other date", "End everything now"]
    assert "30 more days: until 28 Mar 2027, at once, by rule “extensions”." in texts(card)
    asks = render(views["expiry-asks"])
    assert titles(asks)[0] == "Ask for 30 days more"
    assert "30 more days: until 28 Mar 2027, once an approver agrees." in texts(asks)
    assert texts(render(views["expiry-extended"]))[0] == "✔ Extended until 28 Mar 2027"


def test_the_form_of_an_extension_shows_who_which_access_and_until_when_now_and_then() -> None:
    views = every_view()
    card = render(views["extend-by-rule"])
    assert texts(card)[0] == "Extend Lars Larsen's access until 28 Mar 2027?"
    assert "Receptionists: now until 26 Feb 2027, then until 28 Mar 2027 (R-12)" in texts(card)
    assert "Within the rule “extensions”: it is extended at once, and nobody has to approve it." in texts(card)
    assert titles(card) == ["Extend until 28 Mar 2027", "Another date", "Cancel"]
    beyond = render(views["extend-asks"])
    assert "This goes to an approver: Adam and Berta." in whole(beyond)
    assert titles(beyond) == ["Ask for approval", "Another date", "Cancel"]


def test_a_name_that_somebody_typed_stands_beside_its_address_before_anything_is_decided() -> None:
    asked = approval(replace(INVITE, name="Adam Ahlgren"))
    for view in (asked, replace(asked, confirming=True)):
        assert f"Adam Ahlgren · {ADDRESS}" in texts(render(view))
    assert f"Adam Ahlgren · {ADDRESS}" in texts(
        render(approval(in_state(replace(END, name="Adam Ahlgren"), State.PENDING)))
    )
    nameless = texts(render(approval(replace(INVITE, name=""))))
    assert [text for text in nameless if text == ADDRESS] == []
    forms = [card for name, card in cards().items() if name.startswith("extend-")]
    assert len(forms) > 3
    assert all("lars@fabrikam.example" in texts(card) for card in forms)


def test_an_extension_by_rule_says_so_and_what_was_read_back() -> None:
    told = texts(render(every_view()["status-extend-done-by-rule"]))
    assert told[0] == "✔ Extended by rule, until 28 Mar 2027. Proven 10:42: account on, exactly 2 roles read back."


def test_roles_that_stay_as_they_are_are_told_once() -> None:
    told = whole(render(every_view()["approval-keeps-same"]))
    assert ("Now and afterwards: " in told, "Now: " in told) == (True, False)


def test_whoever_is_called_by_the_address_is_named_once() -> None:
    view = every_view()["approval-extend"]
    assert isinstance(view, ApprovalCardView)
    unnamed = texts(render(replace(view, request=replace(view.request, name=view.request.address))))
    assert [text for text in unnamed if text == view.request.address] == []
    added = every_view()["status-change-add-delivered"]
    assert isinstance(added, StatusCardView)
    told = texts(render(replace(added, request=replace(added.request, name="", address=ADDRESS))))
    assert told[1].startswith(f"Add {ADDRESS} to Receptionists")
    assert told[1].count(ADDRESS) == 1


def test_a_few_changes_to_choose_from_stand_in_full_and_many_in_a_list() -> None:
    few, many = (of_type(render(every_view()[name]), "Input.ChoiceSet")[0] for name in ("drift-several", "drift-many"))
    assert (few["style"], many["style"]) == ("expanded", "compact")


def test_the_change_that_was_asked_about_stays_chosen() -> None:
    view = every_view()["drift-several"]
    assert isinstance(view, DriftCardView)
    (which,) = of_type(render(replace(view, chosen=view.findings[1].id)), "Input.ChoiceSet")
    assert which["value"] == str(view.findings[1].id) != which["choices"][0]["value"]


def test_what_somebody_lost_outside_is_told_as_what_it_gave() -> None:
    (told,) = of_type(render(every_view()["drift-lost-owner"]), "FactSet")
    assert [fact["title"] for fact in told["facts"]] == ["Address", "Gave"]


def test_a_quoted_word_does_not_end_a_sentence() -> None:
    assert texts(render(notice("declined-column", {"column": "away"})))[0] == "“away” stands in no column that I read."


def test_a_button_for_one_says_so() -> None:
    assert Voice(locale="en").plain("press-batch-approve", count=1) == "Approve this one"
    assert Voice(locale="en").plain("press-batch-reject", count=2) == "Reject these 2"


def test_everybody_who_may_be_meant_has_a_button() -> None:
    shown = render(replace(notice("declined-unknown-text"), suggestions=("a", "b", "c", "d")))
    assert [(one["title"], one.get("mode")) for one in actions(shown)][2:] == [("c", None), ("d", "secondary")]


def test_a_part_with_nothing_left_to_decide_tells_who_decided_and_asks_nothing() -> None:
    view = next(one for one in every_view().values() if isinstance(one, BatchApprovalView))
    decided = tuple(replace(one, decided_by="Adam", state=State.APPROVED) for one in view.parts[0].rows)
    done = replace(view, parts=(replace(view.parts[0], rows=decided, open=0),), verbs=())
    said = json.dumps(render(done), ensure_ascii=False)
    assert "Approved by Adam" in said
    for gone in ("open until", "Why you", "⚠", "ill be created", "Proof"):
        assert gone not in said


def test_a_row_of_somebody_who_was_rejected_says_so_once_and_tells_no_end() -> None:
    view = next(one for one in every_view().values() if isinstance(one, BatchApprovalView))
    row = replace(view.parts[0].rows[0], state=State.REJECTED, decided_by="Adam", approved=False)
    done = replace(view, parts=(replace(view.parts[0], rows=(row,), open=0),), verbs=())
    (told,) = (text for text in texts(render(done)) if row.address in text)
    assert row.until is not None
    assert told.lower().count("rejected") == 1
    assert ("✖ Rejected by Adam" in told, "until" in told) == (True, False)


@pytest.mark.parametrize(
    ("locale", "checked", "waits", "foot"),
    [
        ("en", "Checking 1 person", "1 person: waiting for approval", "R-12 · “why R-12” tells more"),
        ("da", "Tjekker 1 person", "1 person: venter på godkendelse", "R-12 · “hvorfor R-12” fortæller mere"),
        ("de", "1 Person wird geprüft", "1 Person: wartet auf Genehmigung", "R-12 · „warum R-12“ erzählt mehr"),
    ],
)
def test_one_who_was_asked_for_alone_in_a_list_is_no_plural(locale: str, checked: str, waits: str, foot: str) -> None:
    batch = every_view()["batch-pending"]
    assert isinstance(batch, BatchView)
    view = replace(batch, reader=replace(batch.reader, locale=locale))
    row = view.rows[0]
    for state, title in ((State.SUBMITTED, checked), (State.PENDING, waits)):
        told = texts(render(replace(view, rows=(replace(row, number=12, state=state),))))
        assert told[0] == f"◌ {title}"
        assert foot in told


def test_a_list_that_is_decided_names_nobody_whom_no_card_reaches() -> None:
    lost = (AskedView(name="Adam", delivery=Delivery.BLOCKED),)
    for name, told in (("batch-pending", True), ("batch-over", False)):
        batch = every_view()[name]
        assert isinstance(batch, BatchView)
        assert ("Adam has blocked" in whole(render(replace(batch, unreached=lost)))) is told


def test_where_one_of_several_changes_is_left_the_card_says_which_the_buttons_mean() -> None:
    for name, title in (("drift", "Erin Eriksen was added to Owners"), ("accounts", "hans@fabrikam.example: ")):
        (choice,) = of_type(render(every_view()[f"{name}-one-left"]), "Input.ChoiceSet")
        (only,) = choice["choices"]
        assert only["value"] == choice["value"]
        assert only["title"].startswith(title)
    assert of_type(render(every_view()["drift-owner"]), "Input.ChoiceSet") == []


def test_a_list_that_came_to_one_end_says_which_and_not_that_nobody_of_so_many_is_done() -> None:
    titles_of = {name: texts(render(every_view()[f"batch-{name}"]))[0] for name in ("all-expired", "rejected")}
    assert titles_of["all-expired"] == "✖ Closed, no answer in time. Nothing was changed."
    assert titles_of["rejected"] == "✖ Rejected. Nothing was changed."
    assert "2 not" not in texts(render(every_view()["batch-all-expired"]))


def test_a_list_of_more_time_says_until_when() -> None:
    batch = every_view()["batch-proven"]
    assert isinstance(batch, BatchView)
    more = replace(batch.rows[0], kind=Kind.EXTEND_ACCESS, until=date(2027, 3, 28))
    waits = replace(more, number=14, state=State.PENDING)
    told = whole(render(replace(batch, rows=(more, waits))))
    assert f"R-{more.number} · ✔ Extended until 28 Mar 2027 · " in told
    assert "R-14 · ◌ waiting for approval · until 28 Mar 2027 · " in told


def test_of_whom_access_has_ended_a_list_does_not_say_that_they_have_not_accepted() -> None:
    batch = every_view()["batch-over"]
    assert isinstance(batch, BatchView)
    row = replace(batch.rows[0], why="why-not-accepted")
    ended, holds = (whole(render(replace(batch, rows=(one,)))) for one in (row, replace(row, ended=None)))
    assert ("not accepted" in ended, "not accepted" in holds) == (False, True)


def test_who_decides_on_a_list_reads_all_of_its_numbers() -> None:
    view = every_view()["batch-approval"]
    assert isinstance(view, BatchApprovalView)
    rows = [row for part in view.parts for row in part.rows]
    first, last = min(row.number for row in rows), max(row.number for row in rows)
    assert first < last
    assert f"R-{first} to R-{last} · asked by Olivia" in whole(render(view))
    one = replace(view, parts=(replace(view.parts[0], rows=view.parts[0].rows[:1]),), part=0)
    assert f"R-{view.parts[0].rows[0].number} · asked by Olivia" in whole(render(one))


@pytest.mark.parametrize(
    ("limit", "words"), [(1, "1 person from x was asked for"), (50, "50 people from x were asked for")]
)
def test_how_many_of_a_domain_were_asked_for_agrees_with_its_number(limit: int, words: str) -> None:
    assert str(Voice(locale="en").say("declined-cap-domain", domain="x", limit=limit, administrator="M")).startswith(
        words
    )


def test_who_decides_on_many_removals_reads_once_what_goes_and_no_end_date() -> None:
    card = render(every_view()["batch-approval-leaves-otherwise"])
    told = facts_of(card)
    assert (told["Loses"], "Gets" in told) == ("**Administrator of visitors**", False)
    rows = [text for text in texts(card) if text.startswith("R-2")]
    assert rows[:2] == ["R-20 · Person 20 · p20@fabrikam.example", "R-21 · Person 21 · p21@fabrikam.example"]
    assert rows[2].startswith("R-22 · Person 22 · p22@fabrikam.example · Leaves Receptionists; AskCody account will be")
    assert rows[2].endswith(" · loses **Administrator of visitors**; books in Outlook")
    assert "no end date" not in whole(card)


def test_a_row_repeats_nothing_that_is_told_of_all() -> None:
    view = every_view()["batch-approval"]
    assert isinstance(view, BatchApprovalView)
    (first, *others), part = view.parts[0].rows, view.parts[0]
    assert first.change is not None
    changed = replace(
        first, change=replace(first.change, roles_before=(RoleView(name="X", effect="", is_administrator=False),))
    )
    card = render(replace(view, parts=(replace(part, rows=(changed, *others)),)))
    assert whole(card).count("Will be created in Entra as guest") == 1


def test_a_reason_that_some_have_not_is_told_beside_those_who_have_it() -> None:
    view = next(one for one in every_view().values() if isinstance(one, BatchApprovalView))
    first, *others = view.parts[0].rows
    rows = (replace(first, reason="Sensors"), *(replace(one, reason="") for one in others))
    said = json.dumps(render(replace(view, parts=(replace(view.parts[0], rows=rows),))), ensure_ascii=False)
    assert said.count("Sensors") == 1
    assert "Olivia: “Sensors”" not in said


def test_who_decides_on_an_end_reads_what_happens_in_entra_and_only_the_roles_that_go() -> None:
    asked = approval(in_state(END, State.PENDING))
    told = texts(render(asked))
    assert (
        "Leaves Receptionists; AskCody account will be switched off; the guest account in Entra stays; nobody else is touched"
        in told
    )
    assert "**Administrator of visitors**; books in Outlook" in told
    gone = replace(asked, request=replace(asked.request, change=replace(ENDED, directory="none")))
    assert "Leaves Receptionists; AskCody account will be switched off; nobody else is touched" in texts(render(gone))
    keeps = replace(asked, request=replace(asked.request, change=ENDED_KEEPING))
    assert "**Administrator of visitors**" in texts(render(keeps)), "booking stays, so it is not lost"


def test_an_administrator_who_shall_remove_somebody_reads_what_goes_and_no_end_date() -> None:
    task = every_view()["task"]
    assert isinstance(task, TaskCardView)
    leave = StepView(key="leave", about="Receptionists", state=StepState.RUNNING, why="why-task-leave")
    ends = replace(in_state(END, State.EXECUTING), steps=(leave,), until=None)
    assert facts_of(render(replace(task, request=ends))) == {"Loses": "**Administrator of visitors**; books in Outlook"}
    unseen = replace(ends, change=replace(ENDED, roles_before=()))
    assert facts_of(render(replace(task, request=unseen))) == {"Loses": "Receptionists"}


def test_an_account_that_is_missing_is_said_of_whom_entra_gives_nothing_as_well() -> None:
    told = Voice(locale="en", platform="AskCody").say("differs-no-account")
    assert told == "Access is given, but AskCody has no account."


def test_a_proven_end_says_so() -> None:
    assert texts(render(status(in_state(END, State.DELIVERED))))[0] == "✔ Ended, proven 10:42."


def test_an_end_that_came_by_its_date_was_asked_by_usher() -> None:
    told = texts(render(status(replace(in_state(END, State.DELIVERED), ended_why="date", requester=""))))
    assert "R-1300 · asked by Usher" in told
    assert "Its end date has come." in told


def test_somebody_who_is_no_owner_learns_who_is_and_nothing_where_nobody_is() -> None:
    told = whole(render(notice("declined-not-owner", {"owners": ("Olivia", "Adam")})))
    assert told.endswith("Nothing was sent. Olivia and Adam can do it.")
    assert whole(render(notice("declined-not-owner", {"owners": ()}))).endswith("Nothing was sent.")


def test_what_is_asked_again_says_why_and_tells_a_difference_only_where_there_is_one() -> None:
    moved = replace(ASKED_AGAIN, change=TAKEN_OVER, why="why-moved")
    for card in (status, approval):
        told, others = whole(render(card(moved))), whole(render(card(ASKED_AGAIN)))
        assert ("The facts moved since" in told, "will be taken over" in told) == (True, True)
        assert ("Who approved may not decide any more" in others, "Now different" in others) == (True, False)


def test_what_moved_is_named_and_nothing_was_done() -> None:
    told = whole(render(status(in_state(INVITE, State.VOID))))
    assert "The facts moved. **Nothing was done.**" in told
    assert "AskCody: will be created → made by hand, will be taken over" in told


def test_a_failure_says_what_happened_what_did_not_what_to_do_and_the_reference_last() -> None:
    card = render(status(in_state(INVITE, State.FAILED)))
    told = texts(card)
    assert "✔ Checked again" in told
    assert "✖ Not invited" in told
    blocks = [e["text"] for e in card["body"] if e["type"] == "TextBlock"]
    assert blocks[-1] == "Reference for your administrator: 7f3a-91c2"
    assert titles(card) == ["Try again"]


def test_the_look_at_the_start_is_no_step_that_was_done() -> None:
    failed = in_state(INVITE, State.FAILED)
    assert "Nothing was changed." in texts(render(status(failed)))
    partly = in_state(INVITE, State.PARTIALLY_DELIVERED)
    assert partly.steps[0].key == "recheck"
    assert "2 of 3 steps done. Nothing to undo." in texts(render(status(partly)))


def test_roles_that_are_missing_and_roles_too_many_are_both_named() -> None:
    told = whole(render(status(in_state(INVITE, State.PARTIALLY_DELIVERED))))
    assert "Missing: Visitors Administrator." in told
    assert "More than asked for: Owner." in told
    assert "Done" not in told


def test_silence_closes_a_request_and_it_can_be_asked_again() -> None:
    card = render(status(in_state(INVITE, State.EXPIRED)))
    assert "R-12 closed: nobody answered. Nothing was changed." in texts(card)[0]
    assert titles(card) == ["Ask again"]


def test_what_was_narrowed_and_not_accepted_is_not_said_to_have_been_answered_by_nobody() -> None:
    request = replace(in_state(INVITE, State.EXPIRED), why="why-narrowed-lapsed")
    for view in (status(request), replace(approval(request), verbs=())):
        told = texts(render(view))
        assert told[0] == "✖ R-12 closed: less was approved, and nobody accepted that. Nothing was changed."
        assert "nobody answered" not in " ".join(told)


@pytest.mark.parametrize("view", [status(in_state(INVITE, state)) for state in State])
def test_a_state_is_told_by_words_and_a_sign(view: CardView) -> None:
    heading = texts(render(view))[0]
    assert heading[0] in "✔✖◌"
    assert len(heading) > 5


def test_an_account_of_the_platform_alone_leaves_entra_alone() -> None:
    told = whole(render(approval(replace(INVITE, option=Option.ACCOUNT, change=ACCOUNT_ONLY))))
    assert "Entra is not touched" in told
    assert "as guest" not in told


def test_a_channel_sees_no_name_address_or_reason_and_can_press_review_alone() -> None:
    for view in every_channel_view().values():
        card = render(view)
        assert "@" not in str(card)
        (review,) = actions(card)
        assert (review["type"], review["title"]) == ("Action.Submit", "Review")
        assert review["data"] == {"card": view.card, "verb": "channel.review", "msteams": {"type": "task/fetch"}}
    assert texts(render(channel()))[0] == "1 external from fabrikam.example · ◌ waiting for approval · R-12"
    many = texts(render(every_channel_view()["channel-batch"]))
    assert many[:2] == ["◌ 2 of 3 done, others wait for approval", "2 done · 1 waiting for approval"]


def test_what_a_dialog_shows_can_be_read_and_not_pressed() -> None:
    asked = render(approval(INVITE))
    shown = to_look_at(asked)
    assert actions(asked)
    assert actions(shown) == []
    assert texts(shown) == texts(asked)


def test_a_list_shows_five_lines_with_a_button_each_and_counts_the_rest() -> None:
    card = render(listing(count=9, more=3))
    assert titles(card) == [f"Open R-{number}" for number in range(12, 17)]
    assert [a["data"]["row"] for a in actions(card)] == [12, 13, 14, 15, 16]
    assert "and 7 more" in texts(card)


def test_set_up_says_first_what_is_wrong_and_names_every_owner_whom_a_press_would_confirm() -> None:
    many = tuple(f"Owner {n}" for n in range(9))
    told = texts(render(replace(setup(), unconfirmed=many)))
    assert told[0] == "Usher is installed. 9 of 11 checks pass"
    assert told[1].startswith("✖ Invitations")
    assert all(name in "".join(told) for name in many)


def test_set_up_promises_no_confirmation_where_no_button_confirms() -> None:
    with_button = " ".join(texts(render(setup())))
    without = " ".join(texts(render(replace(setup(), verbs=("setup.check",)))))
    assert "before you confirm them" in with_button
    assert "Olivia and Adam" in without
    assert "They may not ask or approve here." in without
    assert "confirm them" not in without
    assert "Confirm only" not in without


@pytest.mark.parametrize("part", ["owner", "approver", "administrator", "tester", "employee"])
def test_help_is_four_lines_and_at_most_three_buttons_that_type(part: str) -> None:
    card = render(help_for(part))
    assert len(texts(card)) == 5
    assert 0 < len(actions(card)) <= 3
    assert all(a["verb"] == "say" and a["data"]["text"] == a["title"] for a in actions(card))


def test_a_link_can_be_opened_and_copied_only_if_it_is_of_the_web() -> None:
    view = notice("notice-redeem-link", {"address": ADDRESS})
    link = "https://login.example/redeem?user=a_b(c)"
    card = render(replace(view, link=link))
    assert [a["url"] for a in of_type(card, "Action.OpenUrl")] == [link]
    assert "(https://login.example/redeem?user=a_b%28c%29)" in whole(card)
    assert "javascript" not in str(render(replace(view, link="javascript:alert(1)")))


def test_a_way_out_is_never_blocked_by_an_empty_required_input() -> None:
    exits = {"Cancel", "Back", "Keep", "Why me", "Cancel request"}
    for card in cards().values():
        assert all(a["associatedInputs"] == "none" for a in actions(card) if a["title"] in exits)


def test_a_list_is_to_be_corrected_only_where_something_is_wrong_with_it() -> None:
    form = next(view for view in every_view().values() if isinstance(view, ManyFormView) and view.others)
    assert "Correct these lines" in whole(render(form))
    later = tuple(replace(one, why="declined-unreachable-directory", values={}, is_wrong=False) for one in form.others)
    told = whole(render(replace(form, ready=(), others=later)))
    assert "Correct" not in told
    assert "Try again in a few minutes" in told


def test_what_is_so_already_is_not_to_be_sent_again_and_nobody_waits_where_nobody_is_ready() -> None:
    form = next(view for view in every_view().values() if isinstance(view, ManyFormView) and view.others)
    values: dict[str, object] = {"name": "Priya", "group": "A"}
    so = tuple(replace(one, why="declined-no-member", values=values, is_wrong=False) for one in form.others)
    assert "Correct" not in whole(render(replace(form, others=so)))
    assert "the others need not wait" in whole(render(form))
    assert "Correct these lines and send them to me again." in whole(render(replace(form, ready=(), verbs=())))


def test_of_everybody_whom_a_command_names_and_nobody_finds_it_is_said_once() -> None:
    form = every_view()["many-add"]
    assert isinstance(form, ManyFormView)
    missing = tuple(
        LineView(place=n, typed=f"nobody{n}@x.example", why="declined-no-such-person", values={}) for n in range(1, 26)
    )
    has = LineView(place=26, typed="Mads", why="declined-already-member", values={"name": "Mads", "group": "A"})
    told = texts(render(replace(form, others=(*missing, has))))
    (said,) = (text for text in told if "I found nobody" in text)
    assert all(f"nobody{n}@x.example" in said for n in range(1, 26)), "and no “10 more”, whom nobody can read"
    assert [text for text in told if text.startswith("Mads: ")] != []
    pasted = texts(render(replace(form, way="", others=missing)))
    assert len([text for text in pasted if "I found nobody" in text]) == 15, "lines of a list are corrected one by one"


def test_addresses_of_one_command_are_counted_as_such_and_a_word_that_is_none_is_named_once() -> None:
    views = every_view()
    told = texts(render(views["many-addresses"]))
    assert told[0].startswith("13 addresses: ")
    (wrong,) = (text for text in told if "is not a mail address" in text)
    assert wrong.startswith("lars is not a mail address."), "not “lars: lars is”, and no line 2"
    assert "line" not in whole(render(views["many-addresses-correct"])).replace("lines more", "").replace("inline", "")
    batch = views["batch-pending"]
    assert isinstance(batch, BatchView)
    assert "2 addresses were not asked for." in texts(render(replace(batch, way="invite")))


def test_the_rollouts_card_has_three_buttons_in_view_with_the_command_that_helps_next() -> None:
    for name, view in every_view().items():
        if name.startswith("rollout"):
            acts = [act for row in of_type(render(view), "ActionSet") for act in row["actions"]]
            assert len([act for act in acts if act.get("mode") != "secondary"]) <= IN_VIEW, name
    shown = render(every_view()["rollout-next-setup"])
    assert "groups.look" in {act["verb"] for row in of_type(shown, "ActionSet") for act in row["actions"]}


def test_whether_all_guest_accounts_of_a_list_are_blocked_or_some_is_asked_as_it_is() -> None:
    asked = {name: whole(render(view)) for name, view in every_view().items() if name.startswith("ends-block-")}
    assert "Also block all 3 guest accounts?" in asked["ends-block-all"]
    assert "Also block both guest accounts?" in asked["ends-block-both"]
    assert "Also block the guest account?" in asked["ends-block-one"]
    assert "Also block the guest accounts of 2 of them?" in asked["ends-block-some"]


def test_a_request_that_has_failed_tells_its_reason_once_and_of_nothing_that_waits() -> None:
    view = every_view()["status-invite-guest-failed"]
    assert isinstance(view, StatusCardView)
    keys = (("recheck", StepState.DONE), ("invite", StepState.FAILED), ("join", StepState.WAITING))
    why = "why-refused-outside"
    steps = tuple(
        StepView(key=key, about="Receptionists", state=state, why=why if state is StepState.FAILED else "")
        for key, state in keys
    )
    told = texts(render(replace(view, request=replace(view.request, steps=steps, why=why))))
    assert len([text for text in told if "It was refused there." in text]) == 1
    assert [text for text in told if "waiting" in text] == []
    again = texts(render(replace(view, request=replace(view.request, steps=steps[:1], why=why))))
    assert len([text for text in again if "It was refused there." in text]) == 1, "no step says it"


@pytest.mark.parametrize("name", ["status-wave-partly-fails-no-mail", "status-wave-left-out-fails-no-mail"])
def test_once_a_wave_was_carried_out_nobody_will_fail_any_more(name: str) -> None:
    view = every_view()[name]
    assert isinstance(view, StatusCardView)
    told = whole(render(view))
    assert view.request.wave is not None
    assert f"expected to fail, not read back {view.request.wave.counts['fails']}" in told
    assert "will fail" not in told
    ahead = replace(view, request=replace(view.request, state=State.SCHEDULED), verbs=())
    assert f"will fail {view.request.wave.counts['fails']}" in whole(render(ahead))


def test_of_whoever_has_a_say_again_the_card_does_not_claim_that_somebody_added_them() -> None:
    view = every_view()["drift-owner"]
    assert isinstance(view, DriftCardView)
    told = whole(render(view))
    assert "Somebody added them in Entra, or enabled their account again there." in told
    assert "No request here gave it" not in told, "one may have, before the account was disabled"
    plain = replace(view, findings=(replace(view.findings[0], guarded=False),))
    assert "No request here gave it" in whole(render(plain))


def test_who_was_not_asked_for_is_no_line_where_nobody_sent_a_list() -> None:
    batch = every_view()["batch-pending"]
    assert isinstance(batch, BatchView)
    assert "2 people were not asked for." in texts(render(replace(batch, way="add")))
    assert "2 lines of the list were not asked for." in texts(render(batch))


def test_a_line_of_a_list_tells_whether_it_gives_or_takes_away() -> None:
    told = whole(render(every_view()["list-takes"]))
    assert f"Remove {ADDRESS} from a group" in told
    assert f"Take {ADDRESS} back" in told


def test_whoever_asks_anew_reads_which_request_of_theirs_that_replaces() -> None:
    assert "This replaces your open request R-11." in texts(render(every_view()["status-replaces"]))


def test_the_same_view_makes_the_same_card() -> None:
    assert render(approval(replace(INVITE, change=CREATED))) == render(approval())


def test_a_group_outside_the_scope_waits_for_its_wave_before_an_administrator_is_sent_to_assign_it() -> None:
    told = whole(render(notice("declined-group-out-of-scope", dict(DECLINED["declined-group-out-of-scope"]))))
    assert "It comes with its wave; where none is planned, ask" in told


def test_an_end_that_somebody_else_must_approve_is_not_called_an_end_now() -> None:
    asks, dated = cards()["end-asks"], render(replace(end_form(), asks=True, dating=True))
    assert ("Ask for approval" in titles(asks), "End everything now" in titles(asks)) == (True, False)
    assert "Nothing happens before somebody else approves." in whole(asks)
    assert "No approval is needed" not in whole(asks)
    assert ("End on this date" in titles(dated), "No approval is needed" in whole(dated)) == (True, True)


def test_provisioning_that_goes_on_once_somebody_else_approves_is_not_resumed_now() -> None:
    asks = cards()["resume-asks"]
    assert ("Ask for approval" in titles(asks), "Resume now" in titles(asks)) == (True, False)
    assert "Nothing happens before somebody else approves." in whole(asks)


@pytest.mark.parametrize(
    ("language", "name", "todo"),
    [
        ("da", "Platformen: SCIM-endepunkt", "Tjek USHER_SCIM_URL, og at platformen svarer dér"),
        ("de", "Plattform: SCIM-Endpunkt", "Prüfen Sie USHER_SCIM_URL, und ob die Plattform dort antwortet"),
        ("en", "Platform: SCIM endpoint", "Check USHER_SCIM_URL and that the platform answers there"),
    ],
)
def test_a_check_is_told_in_its_readers_language_and_rights_as_graph_calls_them(
    language: str, name: str, todo: str
) -> None:
    wrong = CheckLine(name="check-scim", ok=False, todo="check-todo-scim-answers", values={"detail": "HTTP 500"})
    view = setup(replace(READER, locale=language))
    told = whole(render(replace(view, lines=(wrong, CheckLine(name="User.Read.All", ok=True)))))
    assert f"✖ {name} → " in told
    assert f". {todo}" in told.replace("\\", "")
    assert "✔ User.Read.All" in told


@pytest.mark.parametrize("todo", ["check-todo-way-slow", "check-todo-scim-slow", "check-todo-scim-unreached"])
def test_what_usher_itself_found_on_the_way_is_told_without_english_words_in_brackets(todo: str) -> None:
    values = {"seconds": "10", "trace": ""}
    told = {locale: in_words(Voice(locale=locale, platform="AskCody"), todo, values) for locale in ("da", "de", "en")}
    assert ("seconds" in CHECKS[todo]) == ("10 s" in told["de"])
    assert len(set(told.values())) == 3
    assert not any("answer" in told[locale] or "(" in told[locale] for locale in ("da", "de"))


def test_an_account_that_is_not_there_yet_is_not_said_to_be_off() -> None:
    proof = replace(PROVEN, account_on=False, roles=(), missing=("Add-in User",))
    words = texts(render(status(replace(in_state(INVITE, State.EXECUTING), proof=proof))))
    assert "AskCody shows no account that is on." in words
    assert not [one for one in words if "account is off" in one]
