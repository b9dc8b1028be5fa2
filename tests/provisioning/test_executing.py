"""Carrying out: looked at again before the first side effect, step by step, and again where something is missing."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from office import LARS, PLAIN, STRONG, Office, account, employee, guest
from test_inviting import declined

from cards.render import render
from provisioning.domain.plan import Step
from provisioning.domain.ports import Invited
from provisioning.domain.preview import Proof
from provisioning.domain.states import Grade, Option, State, StepState
from provisioning.storage import tables as t
from provisioning.usecases import (
    carding,
    changing,
    executing,
    granting,
    showing,
    sweeping,
    tasking,
    telling,
    waiting,
    withdrawing,
)
from provisioning.usecases import service as service_module

if TYPE_CHECKING:
    from collections.abc import Iterable

    from provisioning.usecases.desk import Desk

WEEK = timedelta(days=7)


async def steps(office: Office, number: int, revision: int = 1) -> dict[str, str]:
    rows = await office.rows(t.steps, t.steps.c.request == number, t.steps.c.revision == revision)
    return {f"{row.key}:{row.about}".rstrip(":"): row.state for row in rows}


async def approved(office: Office, **wish: Any) -> int:
    number = await office.ask(**wish)
    await office.decide(number, "adam", typed=str(number))
    return number


async def test_a_delivery_does_every_step_and_starts_a_grant(office: Office) -> None:
    number = await office.ask(groups=(PLAIN, STRONG))
    await office.later(hours=1)
    assert await office.deliver(number, typed=str(number)) is State.DELIVERED
    done = await steps(office, number)
    assert set(done) == {"recheck", "invite", f"join:{PLAIN}", f"join:{STRONG}", "provision", "prove"}
    assert set(done.values()) == {StepState.DONE}
    (grant,) = await office.rows(t.grants)
    request = await office.request(number)
    assert (grant.person, grant.sponsor, grant.since) == (request.subject, office.who("olivia"), office.clock.now())
    assert (grant.gives["groups"], grant.until) == ([PLAIN, STRONG], request.until)
    assert (request.ended_at, request.why) == (office.clock.now(), None)


async def test_a_fact_that_moved_voids_and_is_asked_again_and_nothing_is_done(office: Office) -> None:
    number = await approved(office)
    assert await office.start(number, office.outside(guest())) == ("why-moved", {})
    request = await office.request(number)
    assert (request.state, request.revision, request.attempt) == (State.PENDING, 2, 1)
    assert request.preview is not None
    assert request.moved_from is not None
    assert (request.moved_from.directory, request.preview.directory) == ("created", "exists")
    assert await office.rows(t.grants) == []
    assert "preview.moved" in await office.events(number)
    assert {row.approver for row in await office.rows(t.asked, t.asked.c.revision == 2)} == {
        office.who(key) for key in ("adam", "berta", "carl")
    }
    assert len(await office.rows(t.cards, t.cards.c.kind == "approval")) == 3


async def test_a_fact_that_moved_where_nobody_decides_is_frozen_anew_and_carried_out(office: Office) -> None:
    moved = office.outside(employee("priya"), member_of=[PLAIN])
    leaves = changing.Change(subject=office.who("priya"), joins=(), leaves=(PLAIN,))
    number = await office.do(changing.ask, office.members["olivia"], leaves)
    await office.check(number, office.outside(employee("priya"), member_of=[PLAIN, STRONG]))
    assert await office.start(number, moved) == ("why-moved", {})
    request = await office.request(number)
    assert (request.state, request.revision) == (State.APPROVED, 2)
    assert await office.jobs("execute") == [f"{number}-r1-a1", f"{number}-r2-a1"]
    assert await office.start(number, moved) is None
    assert await office.finish_steps(number) is State.DELIVERED


async def test_the_old_workflow_of_a_voided_request_does_nothing_more(office: Office) -> None:
    number = await approved(office)
    await office.start(number, office.outside(guest()))
    await office.decide(number, "berta")
    assert await office.do(executing.take_up, number, 1, 1) is None
    assert await office.do(executing.take_up, number, 2, 1) is not None


async def test_a_step_that_is_done_and_the_next_one_are_shown_at_once(office: Office) -> None:
    number = await approved(office)
    assert await office.start(number) is None
    request, taken = await office.request(number), await office.take_up(number)
    assert taken is not None
    assert taken[1] == Step("invite")
    before = len(await office.shown())
    came = await office.do(executing.go_on, request, Step("invite"), {"user": "oid-lars"})
    assert (came.step.key, came.assignment.results["invite", ""]) == ("join", {"user": "oid-lars"})
    assert sorted((await steps(office, number)).values()) == ["done", "done", "running"]
    sent = (await office.shown())[before:]
    assert len(sent) == len(set(sent)) > 0, "each card once"


async def test_what_was_done_counts_though_the_request_went_on_without_it(office: Office) -> None:
    number = await approved(office)
    await office.start(number)
    old = replace(await office.request(number), attempt=0)
    assert await office.do(executing.go_on, old, Step("invite"), {}) is None
    assert list((await steps(office, number)).values()) == ["done", "done"]


async def test_the_last_step_closes_the_request_in_the_same_unit_of_work(office: Office) -> None:
    number = await approved(office)
    await office.start(number)
    request, done = await office.request(number), []
    came = await office.do(executing.take_up, number, 1, 1)
    while came is not State.DELIVERED:
        done.append(came.step.key)
        came = await office.do(executing.go_on, request, came.step, {})
    assert (done[0], done[-1]) == ("invite", "prove")
    assert (await office.request(number)).state is State.DELIVERED


async def test_a_person_who_was_blocked_meanwhile_is_refused_and_not_asked_again(office: Office) -> None:
    number = await office.ask(seen=office.outside(guest()))
    await office.decide(number, "adam")
    await office.start(number, office.outside(guest(enabled=False)))
    request = await office.request(number)
    assert (request.state, request.why) == (State.REFUSED, ("declined-guest-blocked", {}))
    assert len(await office.rows(t.asked, t.asked.c.revision == 2)) == 0


async def test_nobody_is_let_in_after_the_last_day_that_was_asked_for(office: Office) -> None:
    number = await office.ask(until=date(2026, 3, 5))
    await office.later(days=3)
    await office.decide(number, "adam")
    assert await office.start(number) == ("why-moved", {})
    request = await office.request(number)
    assert (request.state, request.why) == (State.REFUSED, ("declined-last-day-over", {}))
    assert await office.take_up(number) is None
    assert await office.rows(t.grants) == []


async def test_nobody_is_let_in_by_a_retry_after_the_last_day(office: Office) -> None:
    number = await approved(office, until=date(2026, 3, 5))
    await office.start(number)
    await office.finish_steps(number, fails=["provision"])
    await office.later(days=3)
    await office.do(lambda desk: withdrawing.retry(desk, office.members["berta"], number, within=WEEK))
    assert await office.start(number) == ("declined-last-day-over", {})
    assert (await office.request(number)).state is State.FAILED


async def test_a_fact_that_moved_so_that_nothing_is_left_to_do_is_refused_and_told(office: Office) -> None:
    number = await office.ask()
    await office.decide(number, "adam")
    await office.start(number, office.outside(guest(), member_of=[PLAIN]))
    assert (await office.request(number)).state is State.REFUSED
    assert (await office.events(number))[-2:] == ["preview.moved", "request.refused"]


async def test_a_group_replaced_by_one_of_the_same_name_is_another_group(office: Office) -> None:
    number = await approved(office)
    seen = office.outside()
    other = {**seen.groups, PLAIN: type(seen.groups[PLAIN])(**{**vars(seen.groups[PLAIN]), "id": "gid-other"})}
    outside = type(seen)(**{**vars(seen), "groups": other})
    assert await office.start(number, outside) == ("why-moved", {})


async def test_a_requester_who_lost_the_right_ends_the_request(office: Office) -> None:
    number = await approved(office)
    await office.read_directory(("adam", "berta", "carl"))
    assert await office.start(number) == ("why-requester-lost", {})
    request = await office.request(number)
    assert (request.state, request.why) == (State.CANCELLED, ("why-requester-lost", {}))
    assert "execution.called_off" in await office.events(number)


async def test_an_approver_who_lost_the_right_has_it_asked_again(office: Office) -> None:
    number = await approved(office)
    await office.read_directory(("olivia", "berta", "carl"))
    assert await office.start(number) == ("why-approver-lost", {})
    request = await office.request(number)
    assert (request.state, request.revision) == (State.PENDING, 2)
    asked = {row.approver for row in await office.rows(t.asked, t.asked.c.revision == 2)}
    assert asked == {office.who("berta"), office.who("carl")}


async def test_an_approver_lost_with_nobody_left_to_ask_ends_in_a_refusal(office: Office) -> None:
    number = await approved(office)
    await office.read_directory(("olivia",))
    await office.start(number)
    assert (await office.request(number)).state is State.REFUSED


async def test_a_failure_that_was_written_down_before_a_crash_is_closed_and_nothing_comes_after_it(
    office: Office,
) -> None:
    number = await approved(office)
    await office.take_up(number)
    request = await office.request(number)
    await office.service.do(
        executing.record_step, request, Step("recheck"), StepState.FAILED, why=("why-refused-outside", {})
    )
    taken = await office.do(executing.take_up, number, 1, 1)
    assert (taken.step, taken.held) == (None, False)


async def test_one_group_that_failed_before_a_crash_leaves_the_others_to_be_joined(office: Office) -> None:
    number = await approved(office, groups=(PLAIN, STRONG))
    await office.start(number)
    request = await office.request(number)
    await office.do(executing.record_step, request, Step("invite"), StepState.DONE)
    for group, after in ((PLAIN, Step("join", STRONG)), (STRONG, None)):
        failed = Step("join", group)
        await office.service.do(
            executing.record_step, request, failed, StepState.FAILED, why=("why-refused-outside", {})
        )
        assert (await office.do(executing.take_up, number, 1, 1)).step == after


async def test_looking_again_twice_starts_once(office: Office) -> None:
    number = await approved(office)
    assert await office.start(number) is None
    assert await office.start(number) is None
    assert (await office.events(number)).count("execution.started") == 1


async def test_a_failed_execution_says_why_and_keeps_what_was_done(office: Office) -> None:
    number = await approved(office)
    await office.start(number)
    assert await office.finish_steps(number, fails=["provision"]) is State.FAILED
    request = await office.request(number)
    assert request.why == ("why-refused-outside", {})
    assert (await steps(office, number))["invite"] == StepState.DONE
    (grant,) = await office.rows(t.grants)
    assert grant.gives["groups"] == [PLAIN]


async def test_a_retry_repeats_only_what_is_missing(office: Office) -> None:
    number = await approved(office, groups=(PLAIN, STRONG))
    await office.start(number)
    assert await office.finish_steps(number, fails=[f"join:{STRONG}", "prove"]) is State.FAILED
    request = await office.do(lambda desk: withdrawing.retry(desk, office.members["berta"], number, within=WEEK))
    assert (request.state, request.attempt, request.revision) == (State.EXECUTING, 2, 1)
    assert (await office.jobs("execute"))[-1] == f"{number}-r1-a2"
    assert await office.start(number) is None
    taken = await office.take_up(number)
    assert taken is not None
    assert taken[1] == Step("join", STRONG)
    assert taken[0].results["invite", ""] == {"user": "oid-lars"}
    assert await office.finish_steps(number) is State.DELIVERED
    assert (await office.events(number)).count("grant.started") == 1


async def test_one_group_of_two_is_a_part_and_can_be_retried(office: Office) -> None:
    number = await approved(office, groups=(PLAIN, STRONG))
    await office.start(number)
    assert await office.finish_steps(number, fails=[f"join:{PLAIN}"]) is State.PARTIALLY_DELIVERED
    request = await office.do(lambda desk: withdrawing.retry(desk, office.members["olivia"], number, within=WEEK))
    assert request.state is State.EXECUTING
    assert await office.finish_steps(number) is State.DELIVERED


async def test_a_retry_looks_at_rights_again(office: Office) -> None:
    """Design: rights are read live at the start of every execution, a second attempt included."""
    number = await approved(office)
    await office.start(number)
    await office.finish_steps(number, fails=["provision"])
    await office.do(lambda desk: withdrawing.retry(desk, office.members["olivia"], number, within=WEEK))
    taken = await office.take_up(number)
    assert taken is not None
    assert taken[1].key == "recheck"


async def test_a_retry_is_for_owners_in_time_and_once(office: Office) -> None:
    number = await approved(office)
    with declined("declined-stale", state="approved"):
        await office.do(lambda desk: withdrawing.retry(desk, office.members["olivia"], number, within=WEEK))
    await office.start(number)
    await office.finish_steps(number, fails=["invite"])
    with declined("declined-not-owner"):
        await office.do(lambda desk: withdrawing.retry(desk, office.members["priya"], number, within=WEEK))
    await office.later(days=7, minutes=1)
    with declined("declined-retry-late", days=7):
        await office.do(lambda desk: withdrawing.retry(desk, office.members["olivia"], number, within=WEEK))


async def test_the_workflow_of_an_older_attempt_does_nothing(office: Office) -> None:
    number = await approved(office)
    await office.start(number)
    old = await office.request(number)
    await office.finish_steps(number, fails=["invite"])
    await office.do(lambda desk: withdrawing.retry(desk, office.members["olivia"], number, within=WEEK))
    assert await office.do(executing.take_up, number, 1, 1) is None
    assert await office.do(executing.finish, old) is State.APPROVED
    assert (await office.request(number)).state is State.APPROVED


async def test_finishing_twice_tells_everybody_once(office: Office) -> None:
    number = await office.ask()
    await office.deliver(number)
    assert await office.do(executing.finish, await office.request(number)) is State.DELIVERED
    assert (await office.events(number)).count("request.delivered") == 1


async def test_a_step_remembers_its_intent_and_since_when_it_waits(office: Office) -> None:
    number = await approved(office)
    await office.start(number)
    request = await office.request(number)
    await office.take_up(number)
    await office.do(executing.note, request, Step("invite"), {"sent": True})
    taken = await office.do(executing.take_up, number, 1, 1)
    assert taken.noted == {"since": office.clock.now().isoformat(), "sent": True}


async def test_a_wait_is_shown_once_and_given_up_after_a_day(office: Office) -> None:
    number = await approved(office)
    await office.start(number)
    request = await office.request(number)
    await office.take_up(number)
    why: executing.Why = ("why-not-there-yet", {})
    before = len(await office.jobs("deliver"))
    assert await office.do(waiting.note, request, Step("invite"), why, None) is False
    shown = len(await office.jobs("deliver"))
    assert shown > before
    office.clock.advance(hours=24)
    assert await office.do(waiting.note, request, Step("invite"), why, None) is False
    assert len(await office.jobs("deliver")) == shown
    office.clock.advance(minutes=1)
    assert await office.do(waiting.note, request, Step("invite"), why, None) is True


async def test_what_waits_for_long_is_looked_at_later_by_the_sweep(office: Office) -> None:
    number = await approved(office)
    await office.start(number)
    later = office.clock.now() + timedelta(minutes=5)
    await office.do(waiting.leave_for_later, number, later)
    assert (await office.do(sweeping.sweep))["looked"] == 0
    office.clock.advance(minutes=5)
    assert (await office.do(sweeping.sweep))["looked"] == 1
    assert len(await office.jobs("execute")) == 2
    assert (await office.request(number)).look_at is None


async def test_a_redeem_link_goes_to_the_requester_alone_and_lies_in_the_vault(office: Office) -> None:
    number = await office.ask(delivery="link", sponsor="oid-adam")
    await office.deliver(number, by="berta")
    (card,) = await office.rows(t.cards, t.cards.c.kind == "notice")
    assert card.recipient == office.who("olivia")
    assert "redeem" not in str((await office.rows(t.cards), await office.rows(t.audit))).replace("redeem-link", "")
    request = await office.request(number)
    details = await office.service.look(lambda desk: desk.vault.read([request.subject]))
    assert details[request.subject]["link"] == "https://redeem.example/secret"


@pytest.mark.parametrize("told", [True, False])
async def test_a_link_is_told_as_lost_unless_this_request_has_told_it(office: Office, told: bool) -> None:
    number = await office.ask(delivery="link")
    request = await office.request(number)
    await office.do(lambda desk: desk.vault.put(request.subject, link="https://redeem.example/of-an-earlier-request"))
    if told:  # and then the process died, before the step was written down
        invited = Invited(user_id="oid-lars", redeem_url="https://redeem.example/secret")
        await office.do(lambda desk: telling.record_invited(desk, request, invited, keep_link=True))
    await office.do(telling.record_link_lost, request)
    (notice,) = await office.rows(t.cards, t.cards.c.kind == "notice")
    assert notice.terms["key"] == ("notice-redeem-link" if told else "notice-link-lost")


async def test_who_was_a_member_before_is_recorded_but_not_what_usher_gave(office: Office) -> None:
    number = await approved(office)
    request = await office.request(number)
    await office.do(granting.record_held_before, request, "Receptionists")
    await office.do(granting.record_held_before, request, "Receptionists")
    await office.do(lambda desk: granting.record_given(desk, request, group=PLAIN, handles={}))
    await office.do(granting.record_held_before, request, PLAIN)
    assert [row.group_name for row in await office.rows(t.held_before)] == ["Receptionists"]


async def test_what_an_ended_grant_gave_counts_as_held_before_where_somebody_gave_it_since(office: Office) -> None:
    number = await approved(office)
    request = await office.request(number)
    await office.do(lambda desk: granting.record_given(desk, request, group=PLAIN, handles={}))
    await office.do(lambda desk: desk.c.execute(t.grants.update().values(ended_at=desk.now, ended_why="owner")))
    await office.do(granting.record_held_before, request, PLAIN)
    assert [row.group_name for row in await office.rows(t.held_before)] == [PLAIN]


async def test_who_is_added_anew_holds_nothing_from_before_in_that_group(office: Office) -> None:
    number = await approved(office)
    request = await office.request(number)
    for name in (PLAIN, "Receptionists"):
        await office.do(granting.record_held_before, request, name)
    await office.do(executing.note, request, Step("join", PLAIN), {"ours": True})
    assert [row.group_name for row in await office.rows(t.held_before)] == ["Receptionists"]


async def test_each_different_reading_is_a_proof_and_the_same_one_is_written_once(office: Office) -> None:
    number = await approved(office)
    request = await office.request(number)
    wanted = frozenset({"Add-in User"})
    readings = [
        Proof(account_on=False, seen=frozenset(), expected=wanted, optional=frozenset()),
        Proof(account_on=True, seen=frozenset({"Owner"}), expected=wanted, optional=frozenset()),
        Proof(account_on=True, seen=wanted, expected=wanted, optional=frozenset()),
    ]
    for reading in readings:
        for _ in range(2):
            await office.do(granting.record_proof, request, reading, Grade.PLATFORM)
    assert [row.holds for row in await office.rows(t.proofs)] == [False, False, True]
    assert (await office.events(number))[-1] == "verification.proved"


async def test_an_account_by_hand_waits_for_a_person_and_their_word_only_looks(office: Office) -> None:
    office.change_rules(externals_by_hand=True)
    number = await approved(office, option=Option.ACCOUNT)
    await office.start(number)
    taken = await office.take_up(number)
    assert taken is not None
    assert taken[1] == Step("task")
    request = await office.request(number)
    await office.do(waiting.note, request, Step("task"), ("why-task-create", {}), None)
    with declined("declined-not-yours"):
        await office.do(tasking.say_done, office.members["priya"], number)
    await office.do(tasking.say_done, office.members["berta"], number)
    assert (await steps(office, number))["task"] == StepState.RUNNING
    assert (await office.events(number))[-2:] == ["task.asked", "task.said_done"]


async def test_who_says_done_too_early_is_told_when_it_was_looked_at_and_that_it_is_not_so(office: Office) -> None:
    office.change_rules(externals_by_hand=True)
    number = await approved(office, option=Option.ACCOUNT)
    await office.start(number)
    await office.take_up(number)
    request, why = await office.request(number), ("why-task-create", dict[str, Any]())
    await office.do(waiting.note, request, Step("task"), why, None)
    assert "was pressed" not in await told(office, number)
    await office.do(tasking.say_done, office.members["berta"], number)
    assert "Done was pressed at 10:00: I am looking." in await told(office, number)
    await office.do(waiting.note, request, Step("task"), why, None)
    assert "I am looking" in await told(office, number), "that look had begun before the press"
    taken = await office.do(executing.take_up, number, 1, 1)
    office.clock.advance(minutes=1)
    await office.do(executing.note, request, Step("task"), {"intent": "kept", "said": "2026-03-03T08:00:00+00:00"})
    await office.do(waiting.note, request, Step("task"), why, None, said=taken.noted["said"])
    answered, shown = await told(office, number), len(await office.shown())
    assert "I looked on Tue 3 Mar, 10:01, after Done was pressed: it is not so yet." in answered
    office.clock.advance(minutes=1)
    await office.do(waiting.note, request, Step("task"), why, None, said=taken.noted["said"])
    assert (await told(office, number), len(await office.shown())) == (answered, shown), "once for each press"
    await office.do(tasking.say_done, office.members["berta"], number)
    assert "10:02: I am looking." in await told(office, number)
    (row,) = [row for row in await office.rows(t.steps) if row.key == "task"]
    assert row.result["intent"] == "kept", "what a press notes takes nothing from what the worker noted"


async def test_a_press_is_answered_before_it_wakes_who_waits_for_it(
    office: Office,
) -> None:
    go, woken = asyncio.Event(), list[str]()

    async def wake(workflows: Iterable[str]) -> None:
        await go.wait()
        woken.extend(workflows)
        if "unknown" in workflows:
            raise LookupError

    service = replace(office.service, wake=wake)
    await service.act("card", "press-1", lambda desk: desk.to_wake.append("known"))
    await service.act("card", "press-2", lambda desk: desk.to_wake.append("unknown"))
    assert woken == []
    go.set()
    await asyncio.gather(*service_module._WAKING)
    assert sorted(woken) == ["known", "unknown"]
    await service.do(lambda desk: desk.to_wake.append("worker's"))
    assert woken[-1] == "worker's", "nobody waits for the worker's answer: it waits for the waking"


async def told(office: Office, number: int) -> str:
    """The requester's card."""

    def show(desk: Desk) -> str:
        card = carding.find_of(desk, number, office.who("olivia"))
        assert card is not None
        return str(render(showing.view_of(desk, card)))

    return await office.service.look(show)


async def test_what_usher_may_not_do_in_the_directory_is_asked_of_administrators_once(office: Office) -> None:
    number = await approved(office)
    await office.start(number)
    await office.take_up(number)
    request = await office.request(number)
    for step, why in ((Step("invite"), "why-task-invite"), (Step("join", "Receptionists"), "why-task-join")):
        await office.do(executing.record_step, request, step, StepState.RUNNING)
        await office.do(waiting.note, request, step, (why, {}), None)
    cards = [row for row in await office.rows(t.cards) if row.kind == "task"]
    assert [row.recipient for row in cards] == [office.members["maria"].pseudonym]
    with declined("declined-not-yours"):
        await office.do(tasking.say_done, office.members["olivia"], number)
    await office.do(tasking.say_done, office.members["maria"], number)
    assert (await office.events(number))[-3:] == ["task.asked", "task.asked", "task.said_done"]


async def test_a_task_that_waits_goes_on_to_who_is_an_administrator_since(office: Office) -> None:
    number = await approved(office)
    await office.start(number)
    await office.take_up(number)
    await office.do(waiting.note, await office.request(number), Step("invite"), ("why-task-invite", {}), None)
    office.change_rules(administrators=frozenset({"priya@contoso.example"}))
    for _ in range(2):
        await office.do(tasking.hand_on)
    cards = [row.recipient for row in await office.rows(t.cards) if row.kind == "task"]
    assert sorted(cards) == sorted([office.who("maria"), office.who("priya")]), "to each of them once"
    with declined("declined-not-yours"):
        await office.do(tasking.say_done, office.members["maria"], number)
    await office.do(tasking.say_done, office.members["priya"], number)


@pytest.mark.parametrize("seen", [None, account(LARS, "Add-in User")])
async def test_an_account_that_appears_between_yes_and_start_is_asked_about_again(office: Office, seen: object) -> None:
    number = await approved(office)
    why = await office.start(number, office.outside(account=seen))  # type: ignore[arg-type]  # an account or none
    assert why == (("why-moved", {}) if seen else None)


# --- what was undone outside between two attempts -------------------------------------------------------------------------


async def failed_to_prove(office: Office, *groups: str) -> int:
    """A guest was invited and is in these groups, and was never seen on."""
    number = await approved(office, groups=groups)
    await office.start(number)
    for step in groups:
        await office.do(granting.record_given, await office.request(number), group=step, handles={"user": "oid-lars"})
    assert await office.finish_steps(number, fails=["prove"]) is not State.DELIVERED
    await office.later(hours=1)
    await office.do(lambda desk: withdrawing.retry(desk, office.members["olivia"], number, within=WEEK))
    return number


async def test_what_was_done_and_still_is_so_is_not_repeated(office: Office) -> None:
    number = await failed_to_prove(office, PLAIN, STRONG)
    assert await office.start(number, office.outside(guest(), member_of=(PLAIN, STRONG))) is None
    taken = await office.take_up(number)
    assert taken is not None
    assert taken[1].key == "prove"


async def test_a_membership_that_was_taken_away_meanwhile_is_given_anew_and_is_ours(office: Office) -> None:
    number = await failed_to_prove(office, PLAIN, STRONG)
    assert await office.start(number, office.outside(guest(), member_of=(PLAIN,))) is None
    found = await steps(office, number)
    assert (found["invite"], found[f"join:{PLAIN}"]) == (StepState.DONE, StepState.DONE)
    assert (found[f"join:{STRONG}"], found["provision"]) == (StepState.WAITING, StepState.WAITING)
    (row,) = await office.rows(t.steps, t.steps.c.about == STRONG)
    assert row.result == {"ours": True}, "no membership from before"
    assert await office.finish_steps(number) is State.DELIVERED


async def test_a_guest_who_cannot_be_readable_yet_is_not_invited_twice(office: Office) -> None:
    number = await approved(office)
    await office.start(number)
    await office.finish_steps(number, fails=["prove"])
    await office.do(lambda desk: withdrawing.retry(desk, office.members["olivia"], number, within=WEEK))
    assert await office.start(number, office.outside()) is None
    assert (await steps(office, number))["invite"] == StepState.DONE


async def test_a_guest_who_is_gone_is_invited_anew(office: Office) -> None:
    number = await failed_to_prove(office, PLAIN)
    assert await office.start(number, office.outside()) is None
    found = await steps(office, number)
    assert {found[key] for key in ("invite", f"join:{PLAIN}", "provision")} == {StepState.WAITING}


async def test_what_was_taken_back_since_is_not_given_by_trying_again(office: Office) -> None:
    number = await failed_to_prove(office, PLAIN)
    await office.do(
        lambda desk: desk.c.execute(t.grants.update().values(ended_at=desk.now, ended_why="owner")) and None
    )
    await office.start(number, office.outside(guest()))
    assert (await steps(office, number)).get(f"join:{PLAIN}") == StepState.DONE


async def test_a_guest_who_was_blocked_meanwhile_is_told_and_nothing_goes_on(office: Office) -> None:
    number = await failed_to_prove(office, PLAIN)
    blocked = office.outside(guest(enabled=False), member_of=(PLAIN,))
    assert await office.start(number, blocked) == ("why-guest-blocked", {})
    assert (await office.request(number)).state is State.FAILED


async def test_an_account_that_nobody_approved_to_take_over_stops_another_attempt(office: Office) -> None:
    number = await approved(office)
    await office.start(number)
    await office.finish_steps(number, fails=[f"join:{PLAIN}", "provision", "prove"])
    await office.do(lambda desk: withdrawing.retry(desk, office.members["olivia"], number, within=WEEK))
    by_hand = office.outside(guest(), account=account(LARS, "Insights Portal User"))
    assert await office.start(number, by_hand) == ("why-account-since", {})
    card = next(row for row in await office.rows(t.cards, t.cards.c.request == number) if row.kind == "status")
    seen: Any = await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, card.id)))
    assert "request.retry" not in seen.verbs


async def test_another_attempt_without_its_approver_says_to_ask_anew(office: Office) -> None:
    number = await failed_to_prove(office, PLAIN)
    await office.read_directory(["olivia", "berta"])
    inside = office.outside(guest(), member_of=(PLAIN,))
    assert await office.start(number, inside) == ("why-approver-lost-late", {})
