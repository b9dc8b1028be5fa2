"""Deciding: nobody for themselves, nobody twice, nothing that has moved; and exactly one decision however many press."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from office import LARS, OWNERS, PLAIN, STRONG, Office, account, employee, guest
from test_inviting import declined

from bot.handlers import pressed
from bot.handlers.press import Press
from cards.actions import Field, Verb
from provisioning.domain.errors import Declined
from provisioning.domain.states import Kind, State, StepState
from provisioning.storage import tables as t
from provisioning.usecases import (
    authority,
    carding,
    changing,
    deciding,
    detaching,
    narrowing,
    reading,
    sending,
    sweeping,
    withdrawing,
)

if TYPE_CHECKING:
    from provisioning.sql import Database
    from provisioning.usecases.desk import Desk


async def decisions(office: Office, number: int) -> list[tuple[str, bool]]:
    rows = await office.rows(t.decisions, t.decisions.c.request == number)
    return [(row.approver, row.approved) for row in rows]


async def test_an_approval_moves_on_enqueues_and_is_audited_in_one_transaction(office: Office) -> None:
    number = await office.ask()
    request = await office.decide(number, "adam")
    assert request.state is State.APPROVED
    assert request.approved_at == office.clock.now()
    assert await office.jobs("execute") == [f"{number}-r1-a1"]
    assert await decisions(office, number) == [(office.who("adam"), True)]
    assert (await office.events(number))[-1] == "decision.approved"


async def test_a_rejection_ends_it_and_carries_nothing_out(office: Office) -> None:
    number = await office.ask()
    request = await office.decide(number, "adam", approved=False, reason="Not this quarter")
    assert request.state is State.REJECTED
    assert await office.jobs("execute") == []
    assert (await office.events(number))[-1] == "decision.rejected"


async def test_a_rejection_needs_a_reason_which_is_kept_encrypted(office: Office) -> None:
    number = await office.ask()
    with declined("declined-reason-needed"):
        await office.decide(number, "adam", approved=False, reason="  ")
    assert (await office.request(number)).state is State.PENDING
    await office.decide(number, "adam", approved=False, reason="Not this quarter")
    (row,) = await office.rows(t.decisions)
    assert row.reason is not None
    assert "quarter" not in str(await office.rows(t.texts))
    texts = await office.service.look(lambda desk: desk.vault.read_texts([row.reason]))
    assert texts == {row.reason: "Not this quarter"}


@pytest.mark.parametrize("reason", ["\u200b", "\u2060\u00ad \n", "\u3164", "\u200d\ufe0f", "\u2800"])
async def test_a_reason_that_nobody_sees_is_none(office: Office, reason: str) -> None:
    number = await office.ask()
    card = await office.approval(number, "adam")
    data: dict[str, Any] = {Field.REASON: reason}
    press = Press(member=office.members["adam"], card=card, verb=Verb.REJECT, data=data)
    with declined("declined-reason-needed"):
        await office.do(pressed.act, press)
    assert (await office.request(number)).state is State.PENDING
    await office.do(pressed.act, replace(press, data={Field.REASON: "\u200bNot this quarter"}))
    (row,) = await office.rows(t.decisions)
    assert await office.service.look(lambda desk: desk.vault.read_texts([row.reason])) == {
        row.reason: "Not this quarter"
    }


async def test_the_decision_remembers_which_preview_and_which_press(office: Office) -> None:
    number = await office.ask()
    request = await office.request(number)
    await office.decide(number, "adam")
    (row,) = await office.rows(t.decisions)
    assert request.preview is not None
    assert row.preview_hash == request.preview.digest()
    assert row.activity == "activity-adam"


async def test_the_requester_is_not_asked_and_does_not_decide(office: Office) -> None:
    number = await office.ask()
    asked = {row.approver for row in await office.rows(t.asked)}
    assert asked == {office.who(key) for key in ("adam", "berta", "carl")}
    with declined("declined-self"):
        await office.decide(number, "olivia", card=await office.approval(number, "adam"))
    assert await decisions(office, number) == []


async def test_the_person_whom_it_is_about_is_not_asked_and_does_not_decide_even_as_an_owner(office: Office) -> None:
    number = await office.do(
        changing.ask, office.members["olivia"], changing.Change(subject=office.who("berta"), joins=(PLAIN,))
    )
    await office.check(number, office.outside(employee("berta")))
    assert {row.approver for row in await office.rows(t.asked)} == {office.who("adam"), office.who("carl")}
    with declined("declined-self"):
        await office.decide(number, "berta", card=await office.approval(number, "adam"))


@pytest.mark.parametrize("linked_to", ["olivia@contoso.example", LARS])
async def test_an_account_linked_to_requester_or_subject_does_not_decide(database: Database, linked_to: str) -> None:
    office = await Office.open(database, linked=(frozenset({linked_to, "adam@contoso.example"}),))
    number = await office.ask()
    assert {row.approver for row in await office.rows(t.asked)} == {office.who("berta"), office.who("carl")}
    with declined("declined-self"):
        await office.decide(number, "adam", card=await office.approval(number, "berta"))


async def test_somebody_who_is_not_named_does_not_decide(office: Office) -> None:
    number = await office.ask()
    with declined("declined-not-asked"):
        await office.decide(number, "priya", card=await office.approval(number, "adam"))


async def test_somebody_who_is_no_approver_any_more_does_not_decide(office: Office) -> None:
    number = await office.ask()
    await office.read_directory(("olivia", "berta", "carl"))
    with declined("declined-not-asked"):
        await office.decide(number, "adam")
    assert (await office.request(number)).state is State.PENDING


async def test_a_reading_from_before_a_membership_was_given_does_not_take_its_say_when_it_is_written_late(
    office: Office,
) -> None:
    dora, asked_at = (await office.meet("dora")).pseudonym, office.clock.now()
    before = [employee(key) for key in OWNERS]
    office.clock.advance(seconds=2)
    await office.do(lambda desk: authority.know(desk, "Owners", dora, office.who("olivia")))
    await office.do(authority.record_members, "Owners", before, asked_at)
    assert dora in await office.service.look(authority.owners)
    office.clock.advance(seconds=2)
    await office.do(authority.record_members, "Owners", before, office.clock.now())
    assert dora not in await office.service.look(authority.owners)


async def test_an_approver_who_was_disabled_since_does_not_decide(office: Office) -> None:
    number = await office.ask()
    await office.meet("adam")
    disabled = employee("adam", enabled=False)

    def disable(desk: Desk) -> None:
        authority.record_members(desk, "Owners", [employee("olivia"), employee("berta"), disabled])

    await office.do(disable)
    with declined("declined-not-asked"):
        await office.decide(number, "adam")


async def test_somebody_who_became_an_approver_later_may_decide(office: Office) -> None:
    office.ask_stages(["group:Security"])
    await office.read_directory(("olivia", "adam"), Security=["berta"])
    await office.do(authority.confirm_approvers, office.members["adam"], await office.service.look(authority.unknown))
    number = await office.ask()
    await office.read_directory(("olivia", "adam"), Security=["berta", "priya"])
    with declined("declined-not-asked"):  # appeared from outside: no say before somebody else confirms it
        await office.decide(number, "priya", card=await office.approval(number, "berta"))
    await office.do(authority.confirm_approvers, office.members["adam"], await office.service.look(authority.unknown))
    request = await office.decide(number, "priya", card=await office.approval(number, "berta"))
    assert request.state is State.APPROVED


async def test_a_late_press_changes_nothing_and_tells_who_decided_and_when(office: Office) -> None:
    number = await office.ask()
    await office.decide(number, "adam")
    at = office.clock.now()
    office.clock.advance(minutes=3)
    for approved in (True, False):
        with declined("declined-decided", by="Adam", at=at):
            await office.decide(number, "berta", approved=approved, reason="late")
    assert await decisions(office, number) == [(office.who("adam"), True)]


async def test_a_press_on_a_cancelled_request_tells_its_state(office: Office) -> None:
    number = await office.ask()
    await office.do(withdrawing.cancel, office.members["olivia"], number)
    with declined("declined-stale", number=number, state="cancelled"):
        await office.decide(number, "adam")


async def test_a_press_on_an_older_revision_changes_nothing(office: Office) -> None:
    number = await office.ask()
    old = await office.approval(number, "adam")
    await office.decide(number, "berta")
    await office.start(number, office.outside(guest()))
    request = await office.request(number)
    assert (request.state, request.revision) == (State.PENDING, 2)
    with declined("declined-stale", number=number, state="pending"):
        await office.decide(number, "adam", card=old)
    assert await office.jobs("execute") == [f"{number}-r1-a1"]


async def test_an_older_revision_is_not_decided_by_who_was_not_asked_about_the_present_one(office: Office) -> None:
    number = await office.ask()
    await office.decide(number, "berta")
    office.ask_stages(["administrators"])
    await office.start(number, office.outside(guest()))
    office.ask_stages(["owners"])
    old = await office.approval(number, "adam")
    assert ((await office.request(number)).revision, old.revision, old.question) == (2, 1, "")
    with declined("declined-stale", number=number, state="pending"):
        await office.decide(number, "adam", card=old)


async def test_an_administrators_role_asks_for_the_number_or_the_address(office: Office) -> None:
    number = await office.ask(groups=(STRONG,))
    with declined("declined-confirm", number=number, address=LARS, typed=False):
        await office.decide(number, "adam")
    with declined("declined-confirm", typed=True):
        await office.decide(number, "adam", typed="R-999")
    assert (await office.decide(number, "adam", typed=f" r-{number} ")).state is State.APPROVED


@pytest.mark.parametrize("typed", ["l", "lars", "lars@", LARS[:-1], f"{LARS}.dk", "R-"])
async def test_only_the_whole_address_confirms(office: Office, typed: str) -> None:
    number = await office.ask(groups=(STRONG,))
    with declined("declined-confirm", number=number, address=LARS, typed=True):
        await office.decide(number, "adam", typed=typed)
    assert (await office.request(number)).state is State.PENDING


@pytest.mark.parametrize("form", ["{number}", "R-{number}", "r{number}", "Lars@Fabrikam.example"])
async def test_the_confirmation_may_be_typed_in_any_of_these_ways(office: Office, form: str) -> None:
    number = await office.ask(groups=(STRONG,))
    assert (await office.decide(number, "adam", typed=form.format(number=number))).state is State.APPROVED


async def test_rejecting_an_administrators_role_needs_a_reason_and_nothing_typed(office: Office) -> None:
    number = await office.ask(groups=(STRONG,))
    assert (await office.decide(number, "adam", approved=False, reason="no")).state is State.REJECTED


async def test_each_stage_is_asked_in_turn_and_only_the_last_yes_carries_out(office: Office) -> None:
    office.ask_stages(["owners"], ["administrators"])
    number = await office.ask()
    assert (await office.decide(number, "adam")).state is State.PENDING
    assert await office.jobs("execute") == []
    with declined("declined-not-asked"):
        await office.decide(number, "berta")
    assert (await office.decide(number, "maria")).state is State.APPROVED
    assert [row.stage for row in await office.rows(t.decisions)] == [1, 2]


async def test_one_person_has_one_vote_in_one_stage_with_all_their_accounts(database: Database) -> None:
    linked = (frozenset({"adam@contoso.example", "berta@contoso.example"}),)
    office = await Office.open(database, linked=linked)
    office.ask_stages(["owners"], ["owners"])
    number = await office.ask()
    await office.decide(number, "adam")
    assert {row.approver for row in await office.rows(t.asked, t.asked.c.stage == 2)} == {office.who("carl")}
    for key in ("adam", "berta"):
        with declined("declined-stale"):
            await office.decide(number, key)
    assert (await office.decide(number, "carl")).state is State.APPROVED
    assert await office.start(number) is None, "who voted in one stage keeps the right to have voted there"
    assert [row.stage for row in await office.rows(t.decisions)] == [1, 2]


async def test_a_stage_that_nobody_could_decide_takes_back_the_whole_press(office: Office) -> None:
    office.ask_stages(["owners"], ["group:Security"])
    await office.read_directory(("olivia", "adam"), Security=["priya"])
    await office.do(authority.confirm_approvers, office.members["adam"], await office.service.look(authority.unknown))
    number = await office.ask()
    await office.read_directory(("olivia", "adam"), Security=[])
    with declined("declined-no-approver"):
        await office.decide(number, "adam")
    assert await decisions(office, number) == []
    assert "decision.approved" not in await office.events(number)


@pytest.mark.parametrize("round_", range(3))
async def test_fifty_presses_at_once_by_several_people_make_exactly_one_decision(
    database: Database, round_: int
) -> None:
    keys = ("olivia", *(f"owner{n}" for n in range(10)))
    office = await Office.open(database, owners=keys)
    number = await office.ask()
    cards = {key: await office.approval(number, key) for key in keys[1:]}

    async def press(n: int) -> str:
        key = keys[1 + n % 10]
        try:
            state = (await office.decide(number, key, card=cards[key], approved=n % 3 != round_, reason="r")).state
        except Declined as no:
            return no.key
        return state.value

    answers = await asyncio.gather(*(press(n) for n in range(50)))
    won = [answer for answer in answers if not answer.startswith("declined")]
    assert len(won) == 1
    assert set(answers) == {won[0], "declined-decided"}
    assert len(await decisions(office, number)) == 1
    assert (await office.request(number)).state == won[0]
    assert len(await office.jobs("execute")) == (won[0] == "approved")
    assert len([event for event in await office.events(number) if event.startswith("decision")]) == 1


async def test_approving_and_withdrawing_at_once_gives_nothing_whoever_is_first(office: Office) -> None:
    for _ in range(8):
        number = await office.ask()
        came = await asyncio.gather(
            office.decide(number, "adam"),
            office.do(withdrawing.cancel, office.members["olivia"], number),
            return_exceptions=True,
        )
        state = (await office.request(number)).state
        assert state is State.CANCELLED
        late = [one for one in came if isinstance(one, Declined)]
        assert (f"{number}-r1-a1" in await office.jobs("execute")) == (not late)
        assert await office.take_up(number) is None


async def test_every_card_of_a_request_is_shown_anew_after_a_decision(office: Office) -> None:
    number = await office.ask()
    before = {row.id: row.wanted for row in await office.rows(t.cards, t.cards.c.request == number)}
    shown, jobs = await office.shown(), await office.jobs("deliver")
    await office.decide(number, "adam")
    after = {row.id: row.wanted for row in await office.rows(t.cards, t.cards.c.request == number)}
    assert len(after) == 4
    assert all(after[card] > before[card] for card in before)
    (job,) = set(await office.jobs("deliver")) - set(jobs)
    assert job in {f"card-{card}-{wanted}" for card, wanted in after.items()}
    assert Counter(await office.shown()) - Counter(shown) == Counter(after.keys())


async def test_a_card_is_sent_by_one_process_at_a_time_however_the_time_of_the_world_is_moved(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = await office.ask()
    card, *_ = await office.rows(t.cards, t.cards.c.request == number, t.cards.c.recipient == office.who("adam"))
    claims = await asyncio.gather(*(office.do(sending.claim, [card.id]) for _ in range(6)))
    assert sorted(len(one) for one in claims) == [0, 0, 0, 0, 0, 1]
    office.clock.advance(days=30)
    assert await office.do(sending.claim, [card.id]) == []
    later = sending.wall() + timedelta(seconds=41)
    monkeypatch.setattr(sending, "wall", lambda: later)
    assert len(await office.do(sending.claim, [card.id])) == 1


async def test_only_the_requester_withdraws(office: Office) -> None:
    number = await office.ask()
    for _ in range(2):
        with declined("declined-not-yours"):
            await office.do(withdrawing.cancel, office.members["adam"], number)
        if (await office.request(number)).state is State.PENDING:
            await office.decide(number, "adam")


async def test_an_administrators_role_is_told_by_the_preview_and_not_by_the_wish(office: Office) -> None:
    held = office.outside(guest(), member_of=[STRONG], account=account(LARS, *office.rules.groups[STRONG].roles))
    number = await office.ask(seen=held)
    request = await office.request(number)
    assert request.preview is not None
    assert "Resource Administrator" in request.preview.roles_after
    with declined("declined-confirm"):
        await office.decide(number, "adam")


async def test_a_revision_counts_its_own_decisions_alone(office: Office) -> None:
    number = await office.ask(groups=(PLAIN,))
    await office.decide(number, "adam")
    await office.start(number, office.outside(guest()))
    assert await office.rows(t.steps, t.steps.c.state == StepState.DONE) == []
    request = await office.decide(number, "adam")
    assert (request.state, request.revision) == (State.APPROVED, 2)
    assert await office.jobs("execute") == [f"{number}-r1-a1", f"{number}-r2-a1"]


async def test_a_policys_days_decide_when_a_request_closes(office: Office) -> None:
    kind = (await office.request(number := await office.ask())).kind
    policy = replace(office.rules.policies[kind], closes_after_days=2)
    office.change_rules(policies={**office.rules.policies, kind: policy})
    closes = (await office.request(number)).closes_at
    assert closes is not None
    assert closes.isoformat() == "2026-03-10T22:59:00+00:00"
    second = (await office.request(await office.ask(address="ida@fabrikam.example"))).closes_at
    assert second is not None
    assert second.isoformat() == "2026-03-05T22:59:00+00:00"


async def test_an_old_reading_of_who_has_a_say_decides_and_asks_nothing(office: Office) -> None:
    number = await office.ask()
    office.clock.advance(minutes=5, seconds=1)
    with declined("declined-checking-authority"):
        await office.decide(number, "adam")
    with declined("declined-checking-authority"):
        await office.invite(address="second@fabrikam.example")
    assert (await office.request(number)).state is State.PENDING
    await office.later(seconds=1)
    await office.decide(number, "adam")
    assert (await office.request(number)).state is State.APPROVED


async def test_a_press_on_a_card_that_still_shows_the_step_before_changes_nothing(office: Office) -> None:
    office.ask_stages(["owners"], ["owners"])
    number = await office.ask()
    shown = await office.approval(number, "adam")
    await office.decide(number, "berta")
    with declined("declined-stale"):
        await office.decide(number, "adam", card=shown)
    assert (await office.decide(number, "adam")).state is State.APPROVED


async def test_a_press_tells_which_question_was_read_and_gives_nobody_a_card_that_is_not_theirs(office: Office) -> None:
    office.ask_stages(["owners"], ["owners"])
    number = await office.ask()
    first = await office.approval(number, "adam")
    await office.decide(number, "berta")
    second = await office.approval(number, "adam")
    assert (first.name, second.name) == (first.id, f"{first.id}.2")

    async def pressed(carried: object, by: str = "adam") -> bool:
        who = office.who(by)
        card = await office.service.look(carding.open_pressed, carried, "request.approve", who)
        assert card.id == first.id
        return card.asks_as_pressed

    assert [await pressed(name) for name in (first.name, f"{first.id}.1", f"{first.id}.3", second.name)] == [
        False
    ] * 3 + [True]
    for carried, by in ((second.name, "berta"), (f".{first.id}", "adam"), ("", "adam"), (".2", "adam"), (2, "adam")):
        with declined("declined-not-yours"):
            await pressed(carried, by)


async def test_whoever_asked_gets_a_new_message_when_they_must_act_or_have_waited_for_it(office: Office) -> None:
    async def messages(number: int) -> int:
        c = t.cards.c
        mine = (c.request == number) & (c.recipient == office.who("olivia")) & (c.kind == "status")
        return len(await office.rows(t.cards, mine))

    asked = [await office.ask(address=f"{key}@fabrikam.example") for key in ("no", "fails", "silent", "fine", "less")]
    rejected, failed, silent, approved, narrowed = asked
    await office.decide(rejected, "adam", approved=False, reason="Too many")
    await office.decide(failed, "adam")
    await office.start(failed)
    await office.finish_steps(failed, fails=["invite"])
    await office.deliver(approved)
    card = await office.approval(narrowed, "adam")
    less = narrowing.Less(groups=(PLAIN,), until=date(2026, 5, 31), typed="")
    await office.do(narrowing.narrow, office.members["adam"], card, less)
    told = {number: await messages(number) for number in asked}
    assert told == {rejected: 2, failed: 2, silent: 1, approved: 1, narrowed: 2}
    await office.later(days=8)
    await office.do(sweeping.sweep)
    assert await messages(silent) == 2


async def test_a_press_on_what_teams_refused_to_show_anew_or_left_further_up_changes_nothing(office: Office) -> None:
    office.ask_stages(["owners"], ["owners"])
    number = await office.ask()
    first = await office.approval(number, "adam")
    await office.decide(number, "berta")
    await office.do(lambda desk: sending.record_undeliverable(desk, carding.get(desk, first.id), "forbidden"))
    await office.do(detaching.detach, first.id)

    def press(desk: Desk) -> None:
        pressed = carding.open_pressed(desk, first.name, "request.approve", office.who("adam"))
        deciding.decide(desk, office.members["adam"], pressed, deciding.Answer(approved=True))

    with declined("declined-stale"):
        await office.do(press)


async def test_only_what_is_changed_about_the_owners_changes_who_decides(office: Office) -> None:
    request = replace(await office.request(await office.ask()), kind=Kind.CHANGE_ROLE)
    about = [{"groups": ["Owners"]}, {"groups": [], "leaves": ["Owners"]}, {"groups": [STRONG]}]
    found = [await office.service.look(deciding.changes_who_decides, replace(request, terms=terms)) for terms in about]
    assert found == [True, True, False]


async def test_nobody_approves_a_group_that_the_settings_name_no_more_and_its_card_names_it(office: Office) -> None:
    number = await office.ask()
    rest = {name: one for name, one in office.rules.groups.items() if name != PLAIN}
    office.change_rules(groups=rest)
    told = await office.service.look(reading.request_view, await office.request(number))
    assert [(one.name, one.roles) for one in told.groups] == [(PLAIN, ())]
    with pytest.raises(Declined) as declined:
        await office.decide(number, "adam")
    assert (declined.value.key, declined.value.values["group"]) == ("declined-group-unnamed", PLAIN)
    assert (await office.request(number)).state is State.PENDING
    assert (await office.decide(number, "adam", approved=False, reason="gone")).state is State.REJECTED


async def test_a_group_that_left_the_settings_after_the_decision_is_not_said_to_be_missing_in_entra(
    office: Office,
) -> None:
    number = await office.ask()
    await office.decide(number, "adam")
    office.change_rules(groups={name: one for name, one in office.rules.groups.items() if name != PLAIN})
    await office.start(number)
    request = await office.request(number)
    assert (request.state, request.why) == (State.REFUSED, ("declined-group-unnamed", {"group": PLAIN}))
