"""A wave that was approved: its moment, its proof, and its way back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from office import account, employee
from rolling import ADD_IN, CROWD, FIRST, FRONT, GO_LIVE, TEAM, WAVES, Rolling
from test_erasing import send_all
from test_gating import read_groups
from test_waving import ON_ONE, why_not

from provisioning.domain.errors import Declined
from provisioning.domain.ports import PlatformAccount, Refused, Unreachable
from provisioning.domain.states import Kind, State
from provisioning.storage import tables as t
from provisioning.usecases import (
    carding,
    erasing,
    executing,
    fixing,
    gating,
    looking,
    requests,
    showing,
    sweeping,
    waiting,
    wave_checking,
    wave_proving,
    wave_starting,
    waving,
    withdrawing,
)
from provisioning.workflow.executions import LATER
from provisioning.workflow.surveying import survey

if TYPE_CHECKING:
    from office import Office

    from provisioning.usecases.desk import Desk

HOUR, WEEK = timedelta(hours=1), timedelta(days=7)
UNNAMED = ("declined-wave-unnamed", {"wave": GO_LIVE})


@pytest.fixture
async def rolling(office: Office) -> Rolling:
    return await Rolling.begin(office)


async def scheduled(rolling: Rolling) -> int:
    """Approved, and to start in an hour."""
    number = await rolling.approved(at=rolling.office.clock.now() + HOUR)
    assert (await rolling.office.request(number)).state is State.SCHEDULED
    return number


async def sweep(rolling: Rolling) -> int:
    """How many waves it found due."""
    begun: int = (await rolling.office.do(sweeping.sweep))["begun"]
    return begun


async def test_a_wave_that_was_taken_back_is_told_as_over_and_announces_nothing(rolling: Rolling) -> None:
    number = await rolling.delivered()
    assert "wave.announce" in (await rolling.view(number)).verbs
    back = await rolling.delivered(back=True)
    assert "wave.announce" not in (await rolling.view(number)).verbs
    said = await rolling.words(number)
    assert f"What it gave has ended, by R-{back}." in said
    assert "✔ Done" not in said
    again = await rolling.delivered()
    assert "✔ Done" in await rolling.words(again)


# --- its moment -------------------------------------------------------------------------------------------------------


async def test_it_starts_at_its_moment_and_once(rolling: Rolling) -> None:
    number = await scheduled(rolling)
    assert await rolling.office.do(sweeping.next_due) == rolling.office.clock.now() + HOUR
    await rolling.office.later(minutes=59)
    assert (await sweep(rolling), await rolling.office.jobs("execute")) == (0, [])
    await rolling.office.later(minutes=1)
    assert [await sweep(rolling) for _ in range(2)] == [1, 0]
    assert len(await rolling.office.jobs("execute")) == 1
    assert await rolling.deliver(number) == "delivered"


@ON_ONE
async def test_until_it_starts_it_may_be_cancelled(rolling: Rolling) -> None:
    number = await scheduled(rolling)
    with pytest.raises(Declined, match="declined-not-yours"):
        await rolling.office.do(withdrawing.cancel, rolling.office.members["adam"], number)
    await rolling.office.do(withdrawing.cancel, rolling.office.members["olivia"], number)
    await rolling.office.later(hours=1)
    assert (await sweep(rolling), await rolling.carry(number), rolling.tenant.written) == (0, "stale", {})


async def test_cancelled_while_everybody_is_read_it_stays_cancelled(rolling: Rolling) -> None:
    number = await scheduled(rolling)
    request = await rolling.office.request(number)
    await rolling.office.do(executing.take_up, number, 1, 1)
    reading = await rolling.office.do(wave_starting.begin_recount, request)
    await rolling.office.do(withdrawing.cancel, rolling.office.members["olivia"], number)
    assert await rolling.office.do(wave_starting.judge, request, reading) == ("why-withdrawn", {})
    assert (await rolling.office.request(number)).state is State.CANCELLED


async def test_a_start_that_passed_before_the_decision_is_told_as_once_it_is_approved(rolling: Rolling) -> None:
    number = await rolling.pending(at=rolling.office.clock.now() + HOUR)
    assert "Once it is approved" not in await rolling.words(number, "adam")
    await rolling.office.later(hours=1)
    assert "Once it is approved" in await rolling.words(number, "adam")


async def test_a_start_that_was_missed_asks_and_the_requester_alone_starts_it(rolling: Rolling) -> None:
    number = await scheduled(rolling)
    await rolling.office.later(minutes=91)
    assert [await sweep(rolling) for _ in range(2)] == [1, 0]
    assert await rolling.office.jobs("execute") == []
    told = await rolling.view(number)
    assert (told.request.wave.missed, "wave.start_now" in told.verbs) == (True, True)
    assert "It could not start in time" in await rolling.words(number)
    notices = await rolling.office.rows(t.cards, t.cards.c.kind == "notice")
    assert [one.terms["key"] for one in notices] == ["notice-missed-start"]
    members = rolling.office.members
    for who in ("adam", "maria"):
        assert await why_not(rolling.office.do(wave_starting.start_now, members[who], number)) == "declined-not-yours"
    await rolling.office.do(wave_starting.start_now, members["olivia"], number)
    assert await why_not(rolling.office.do(wave_starting.start_now, members["olivia"], number)) == "declined-stale"
    assert len(await rolling.office.jobs("execute")) == 1
    assert await rolling.deliver(number) == "delivered"


@ON_ONE
async def test_a_missed_start_is_no_longer_the_requesters_who_has_no_rights(rolling: Rolling) -> None:
    number = await scheduled(rolling)
    await rolling.office.later(minutes=91)
    await sweep(rolling)
    await rolling.office.read_directory(["adam", "berta", "carl"])
    start = rolling.office.do(wave_starting.start_now, rolling.office.members["olivia"], number)
    assert await why_not(start) == "declined-not-owner"


@ON_ONE
async def test_half_an_hour_late_it_still_starts_by_itself(rolling: Rolling) -> None:
    await scheduled(rolling)
    await rolling.office.later(minutes=90)
    await sweep(rolling)
    assert len(await rolling.office.jobs("execute")) == 1


async def test_a_start_that_could_not_reach_entra_is_looked_at_again(rolling: Rolling) -> None:
    number = await scheduled(rolling)
    await rolling.office.later(hours=1)
    await sweep(rolling)
    rolling.tenant.fails = Unreachable("throttled", retry_after=300)
    assert await rolling.carry(number) == "recheck:"
    assert not (await rolling.view(number)).request.wave.missed, "what does not answer is no missed start"
    start = rolling.office.do(wave_starting.start_now, rolling.office.members["olivia"], number)
    assert await why_not(start) == "declined-stale"
    await rolling.office.do(waiting.leave_for_later, number, rolling.office.clock.now() + LATER)
    rolling.tenant.fails = None
    await rolling.office.later(minutes=5)
    assert await sweep(rolling) == 1
    assert len(set(await rolling.office.jobs("execute"))) == 2, "the engine runs one id once"
    assert await rolling.deliver(number) == "delivered"


@ON_ONE
async def test_a_start_that_is_refused_outside_fails_and_may_be_retried(rolling: Rolling) -> None:
    number = await scheduled(rolling)
    await rolling.office.later(hours=1)
    rolling.tenant.fails = Refused("no_sync_job")
    assert await rolling.carry(number) == "failed"
    request = await rolling.office.request(number)
    assert (request.state, request.why) == (State.FAILED, ("why-job-not-configured", {}))
    rolling.tenant.fails = None
    await rolling.retry(number, within=WEEK)
    assert await rolling.deliver(number) == "delivered"


@ON_ONE
async def test_a_second_wave_waits_until_the_first_is_proven(rolling: Rolling) -> None:
    other = replace(rolling.office.rules.waves[GO_LIVE], name="others", groups=("Secretaries",))
    rolling.office.change_rules(waves={**rolling.office.rules.waves, "others": other})
    rolling.tenant.join("Secretaries", employee("sara"))
    first, second = await rolling.approved(), await rolling.approved(wave="others")
    assert await rolling.carry(first) == "prove:"
    assert await rolling.carry(second) == "held"
    assert await rolling.deliver(first) == "delivered"
    assert await rolling.deliver(second) == "delivered"


async def test_first_people_whom_entra_makes_wait_are_left_to_the_cycle_and_nobody_is_provisioned_twice(
    rolling: Rolling,
) -> None:
    number = await rolling.approved()
    wave = await rolling.office.request(number)
    some = await rolling.office.service.look(wave_proving.first_of, wave)
    rolling.tenant.throttled = {some[1]}
    assert await rolling.carry(number) == "prove:"
    first = {key: times for key, times in rolling.tenant.written.items() if key.startswith("provision")}
    assert first == {f"provision {person} in 1": 1 for person in some}
    (step,) = await rolling.office.rows(t.steps, t.steps.c.request == number, t.steps.c.key == "first")
    assert step.result["results"] == ["Success", "left", "Success"]
    assert await rolling.deliver(number) == "delivered"


# --- its proof ------------------------------------------------------------------------------------------------------------


async def test_everybody_with_exactly_their_roles_is_the_proof(rolling: Rolling) -> None:
    number = await rolling.approved()
    assert await rolling.carry(number) == "prove:"
    assert (await rolling.progress(number)).waiting == 4
    rolling.tenant.cycle(rolling.office, but=["nora"])
    assert await rolling.carry(number) == "prove:"
    assert "Proven 0 of 4 · waiting 4 · failed 0" in await rolling.words(number), "told once a minute"
    await rolling.office.later(minutes=1)
    assert await rolling.carry(number) == "prove:"
    assert "Proven 3 of 4 · waiting 1 · failed 0" in await rolling.words(number)
    rolling.tenant.cycle(rolling.office)
    assert await rolling.carry(number) == "delivered"
    assert ": 4 people, each with exactly" in await rolling.words(number)
    assert "verification.wave" in await rolling.office.events(number)


@pytest.mark.parametrize("roles", [set(), {"Add-in User", "Owner"}, {"Owner"}])
@ON_ONE
async def test_a_missing_and_a_surplus_role_block_it(rolling: Rolling, roles: set[str]) -> None:
    number = await rolling.approved()
    await rolling.carry(number)
    rolling.tenant.cycle(rolling.office)
    right = rolling.tenant.account_of("nora")
    rolling.tenant.put_account(replace(right, roles=frozenset(roles)))
    assert await rolling.carry(number) == "prove:"
    assert (await rolling.progress(number)).proven == 3
    rolling.tenant.put_account(replace(right, active=False))
    assert await rolling.carry(number) == "prove:"
    rolling.tenant.put_account(right)
    assert await rolling.carry(number) == "delivered"


async def test_whom_entra_fails_with_is_told_and_final_after_some_hours(rolling: Rolling) -> None:
    number = await rolling.approved()
    await rolling.carry(number)
    rolling.office.clock.advance(minutes=1)
    rolling.tenant.failing = {employee(key).id for key in ("nora", "dora")}
    rolling.tenant.cycle(rolling.office, but=["nora", "dora"])
    assert await rolling.carry(number) == "prove:"
    told = await rolling.progress(number)
    assert (told.proven, told.failed, told.waiting, told.open) == (2, 2, 0, 2)
    assert "✖ Nora: Entra reports a failure" in await rolling.words(number)
    await rolling.office.later(hours=3)
    rolling.tenant.failing = {employee("nora").id}
    rolling.tenant.cycle(rolling.office, but=["nora"])
    assert await rolling.carry(number) == "prove:"
    assert (await rolling.line(number, "dora")).state == "proven", "Entra tried again"
    await rolling.office.later(hours=2)
    assert await rolling.carry(number) == "partially_delivered"
    words = await rolling.words(number)
    assert "✖ Nora: Entra reports a failure" in words
    assert "Dora" not in words


@pytest.mark.parametrize("code", ["not_permitted", "no_sync_job"])
async def test_where_the_log_may_not_be_read_the_assignment_and_a_cycle_are_what_is_said(
    rolling: Rolling, code: str
) -> None:
    rolling.office.change_rules(readback="log")
    rolling.tenant.log_fails = Refused(code)
    number = await rolling.approved()
    rolling.office.clock.advance(minutes=1)
    assert await rolling.carry(number) == "prove:", "not before a cycle"
    assert await rolling.deliver(number) == "delivered"
    audited = await rolling.office.rows(t.audit, t.audit.c.request == number, t.audit.c.event == "verification.wave")
    assert [json.loads(row.detail)["grade"] for row in audited] == ["membership"]


async def test_a_log_that_does_not_take_the_question_is_not_taken_for_one_that_may_not_be_read(
    rolling: Rolling,
) -> None:
    rolling.office.change_rules(readback="log")
    rolling.tenant.log_fails = Unreachable("the question is not taken")
    number = await rolling.approved()
    assert await rolling.deliver(number) == "prove:"
    assert (await rolling.office.request(number)).state is State.EXECUTING


async def test_whoever_is_deleted_after_the_start_is_told_as_gone_and_no_other_try_is_offered(rolling: Rolling) -> None:
    number = await rolling.approved()
    await rolling.carry(number)
    rolling.office.clock.advance(minutes=1)
    rolling.tenant.cycle(rolling.office, but=["dora"])
    members = rolling.tenant.members
    members[f"gid-{ADD_IN}"] = [one for one in members[f"gid-{ADD_IN}"] if one.id != employee("dora").id]
    assert await rolling.carry(number) == "prove:"
    await rolling.office.later(hours=24)
    assert await rolling.carry(number) == "partially_delivered"
    assert (await rolling.line(number, "dora")).why == "fails-gone"
    fixes = await rolling.office.service.look(fixing.told_of, await rolling.office.request(number))
    assert ([fix.mend for fix in fixes], fixing.helps_to_try(fixes)) == (["gone"], False)


async def test_whoever_moved_to_another_group_of_the_wave_since_the_start_is_told_as_moved(rolling: Rolling) -> None:
    number = await rolling.approved()
    await rolling.carry(number)
    for key in ("nora", "dora"):
        rolling.tenant.leave(ADD_IN, key)
        rolling.tenant.join(FRONT, employee(key))
    rolling.tenant.leave(ADD_IN, "anna")
    rolling.tenant.join(FRONT, employee("anna"))
    rolling.office.clock.advance(minutes=1)
    rolling.tenant.cycle(rolling.office)
    approved = rolling.office.rules.roles_of([ADD_IN])[0]
    rolling.tenant.put_account(
        replace(rolling.tenant.account_of("anna"), roles=approved)
    )  # what it shows is what counts
    rolling.tenant.put_account(replace(rolling.tenant.account_of("dora"), roles=frozenset()))  # as no group gives it
    assert await rolling.carry(number) == "prove:"
    lines = {key: await rolling.line(number, key) for key in ("nora", "anna", "dora", "olga")}
    assert {key: (line.state, line.why) for key, line in lines.items()} == {
        "nora": ("failed", "fails-moved"),
        "anna": ("proven", None),
        "dora": (None, None),
        "olga": ("proven", None),
    }
    assert f"✖ Nora: Moved since it was approved: in {FRONT} now" in await rolling.words(number)
    rolling.tenant.cycle(rolling.office)
    assert await rolling.carry(number) == "partially_delivered", "nobody waits for a day"
    assert "2 of 4 done. 2 not: moved to other groups since it was approved." in await rolling.words(number)
    fixes = await rolling.office.service.look(fixing.told_of, await rolling.office.request(number))
    assert ([fix.mend for fix in fixes], fixing.helps_to_try(fixes)) == (["requester"], False)


async def test_whoever_moved_is_told_as_moved_though_the_settings_name_the_wave_no_more(rolling: Rolling) -> None:
    number = await rolling.approved()
    await rolling.carry(number)
    rolling.tenant.leave(ADD_IN, "nora")
    rolling.tenant.join(FRONT, employee("nora"))
    rolling.office.clock.advance(minutes=1)
    rolling.tenant.cycle(rolling.office)
    rolling.office.change_rules(waves={FIRST: WAVES[FIRST]})
    assert await rolling.carry(number) == "partially_delivered"
    assert (await rolling.line(number, "nora")).why == "fails-moved"


async def test_whoever_left_the_wave_for_a_group_of_another_is_waited_for_and_not_told_as_moved(
    rolling: Rolling,
) -> None:
    number = await rolling.approved()
    await rolling.carry(number)
    rolling.tenant.leave(ADD_IN, "nora")
    rolling.tenant.join(TEAM, employee("nora"))
    rolling.office.clock.advance(minutes=1)
    rolling.tenant.cycle(rolling.office)
    assert await rolling.carry(number) == "prove:"
    line = await rolling.line(number, "nora")
    assert (line.state, line.why) == (None, None)


async def test_a_wave_that_moved_is_told_though_the_settings_name_it_no_more(rolling: Rolling) -> None:
    number = await rolling.approved()
    rolling.tenant.join(FRONT, employee("erin"))
    assert await rolling.carry(number) == "called_off"
    rolling.office.change_rules(waves={FIRST: WAVES[FIRST]})
    assert "Erin" in await rolling.words(number)


@pytest.mark.parametrize("ahead", [HOUR, None], ids=["at its moment", "at once"])
async def test_a_wave_that_the_settings_name_no_more_before_its_start_is_called_off_and_says_so(
    rolling: Rolling, ahead: timedelta | None
) -> None:
    number = await rolling.approved(at=rolling.office.clock.now() + ahead if ahead else None)
    rolling.office.change_rules(waves={FIRST: WAVES[FIRST]})
    if ahead:
        await rolling.office.later(seconds=ahead.total_seconds())
        assert await sweep(rolling) == 1
    shown = (await rolling.office.approval(number, "adam")).wanted
    assert await rolling.carry(number) == "called_off"
    request = await rolling.office.request(number)
    assert (request.state, request.why) == (State.CANCELLED, UNNAMED)
    assert (await rolling.office.approval(number, "adam")).wanted > shown
    assert rolling.tenant.written == {}
    assert (await rolling.office.events(number))[-1] == "execution.called_off"
    for reader in ("olivia", "adam"):
        assert "usher.toml does not name the wave go-live any more" in await rolling.words(number, reader)
        assert "Ask Maria to put it back there" in await rolling.words(number, reader)


async def test_a_wave_that_the_settings_name_no_more_while_it_is_checked_is_refused_and_says_so(
    rolling: Rolling,
) -> None:
    number = await rolling.ask()
    rolling.office.change_rules(waves={FIRST: WAVES[FIRST]})
    request = await rolling.check(number)
    assert (request.state, request.why, request.trace) == (State.REFUSED, UNNAMED, "")
    assert (await rolling.office.events(number))[-1] == "request.refused"
    assert "usher.toml does not name the wave go-live any more" in await rolling.words(number)


async def test_a_wave_that_the_settings_name_no_more_while_everybody_is_read_is_refused_or_called_off(
    rolling: Rolling,
) -> None:
    asked, approved = await rolling.ask(), await rolling.approved(wave=FIRST)
    request = await rolling.office.request(asked)
    reading = await rolling.office.do(wave_checking.begin, asked, request.revision)
    await survey(rolling.worker.world, reading)
    begun = await rolling.office.request(approved)
    counted = await rolling.office.do(wave_starting.begin_recount, begun)
    await survey(rolling.worker.world, counted)
    rolling.office.change_rules(waves={})
    await rolling.office.do(wave_checking.record, asked, request.revision, reading)
    assert (await rolling.office.request(asked)).why == UNNAMED
    why = await rolling.office.do(wave_starting.judge, begun, counted)
    assert why == ("declined-wave-unnamed", {"wave": FIRST})
    assert (await rolling.office.request(approved)).state is State.CANCELLED


async def test_nobody_approves_a_wave_that_the_settings_name_no_more(rolling: Rolling) -> None:
    number = await rolling.pending()
    rolling.office.change_rules(waves={FIRST: WAVES[FIRST]})
    with pytest.raises(Declined) as declined:
        await rolling.approve(number)
    assert (declined.value.key, declined.value.values["wave"]) == ("declined-wave-unnamed", GO_LIVE)
    assert (await rolling.office.request(number)).state is State.PENDING


async def test_whoever_entra_fails_with_for_want_of_a_name_is_told_so_and_whoever_is_only_late_is_not(
    rolling: Rolling,
) -> None:
    number = await rolling.approved()
    await rolling.carry(number)
    for key in ("nora", "dora"):
        rolling.tenant.lose_name(ADD_IN, key)
    rolling.office.clock.advance(minutes=1)
    rolling.tenant.failing = {employee("nora").id}
    rolling.tenant.cycle(rolling.office, but=["nora", "dora"])
    assert await rolling.carry(number) == "prove:"
    assert "✖ Nora: No first name or surname in Entra" in await rolling.words(number)
    await rolling.office.later(hours=24)
    assert await rolling.carry(number) == "partially_delivered"
    assert [(await rolling.line(number, key)).why for key in ("nora", "dora")] == ["fails-no-name", "fails-late"]
    request = await rolling.office.request(number)
    fixes = await rolling.office.service.look(fixing.told_of, request)
    assert {(fix.mend, fix.count) for fix in fixes} == {("name", 1), ("provisioning", 1)}


async def test_a_log_that_does_not_answer_stops_neither_progress_nor_the_end_of_patience(rolling: Rolling) -> None:
    number = await rolling.approved()
    await rolling.carry(number)
    rolling.office.clock.advance(minutes=1)
    rolling.tenant.log_fails = Unreachable("throttled", retry_after=10)
    rolling.tenant.cycle(rolling.office, but=["nora", "dora"])
    assert await rolling.carry(number) == "prove:"
    assert "Proven 2 of 4 · waiting 2 · failed 0" in await rolling.words(number)
    await rolling.office.later(hours=24)
    assert await rolling.carry(number) == "partially_delivered"
    assert "not there after a day" in await rolling.words(number)


async def test_everybody_who_is_waited_for_is_asked_about_in_turn(
    rolling: Rolling, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wave_proving, "ASKED_ABOUT", 1)
    number = await rolling.approved()
    await rolling.carry(number)
    rolling.office.clock.advance(minutes=1)
    rolling.tenant.failing = {employee(key).id for key in ("nora", "dora")}
    rolling.tenant.cycle(rolling.office, but=["nora", "dora", "anna"])
    for _ in range(60):
        assert await rolling.carry(number) == "prove:"
        if (await rolling.progress(number)).failed == 2:
            break
        rolling.office.clock.advance(minutes=1)
    told = await rolling.progress(number)
    assert (told.proven, told.failed, told.waiting) == (1, 2, 1), "one of them has nothing in the log"


async def test_after_a_day_it_is_partly_done_and_a_retry_takes_up_those_who_failed(rolling: Rolling) -> None:
    number = await rolling.approved()
    await rolling.carry(number)
    rolling.tenant.cycle(rolling.office, but=["nora"])
    await rolling.carry(number)
    await rolling.office.later(hours=22)
    assert await rolling.carry(number) == "prove:"
    await rolling.office.later(hours=2)
    assert await rolling.carry(number) == "partially_delivered"
    assert "not there after a day" in await rolling.words(number)
    assert GO_LIVE not in await rolling.office.service.look(gating.opened), "partly done is not proven"
    before = rolling.tenant.written.copy()
    await rolling.retry(number, within=WEEK)
    told = await rolling.progress(number)
    assert (told.proven, told.waiting) == (3, 1), "nobody who is proven is looked at again"
    assert await rolling.carry(number) == "prove:"
    told = await rolling.progress(number)
    assert (told.proven, told.waiting) == (3, 1)
    rolling.tenant.cycle(rolling.office)
    assert (await rolling.carry(number), rolling.tenant.written) == ("delivered", before)
    assert ": 4 people, each with exactly" in await rolling.words(number)


async def test_a_group_that_left_the_scope_meanwhile_is_brought_back_by_a_retry(rolling: Rolling) -> None:
    number = await rolling.approved()
    await rolling.carry(number)
    gone = rolling.tenant.groups[ADD_IN].id
    rolling.tenant.scope.discard(gone)
    rolling.tenant.cycle(rolling.office)
    await rolling.carry(number)
    await rolling.office.later(hours=24)
    assert await rolling.carry(number) == "partially_delivered"
    await rolling.retry(number, within=WEEK)
    assert await rolling.carry(number) == "prove:"
    assert gone in rolling.tenant.scope
    assert rolling.tenant.written[f"assign {gone}"] == 2
    await rolling.office.later(minutes=1)
    rolling.tenant.cycle(rolling.office)
    assert await rolling.carry(number) == "delivered"


async def test_while_provisioning_is_paused_nobody_has_failed_and_the_day_begins_anew_after_it(
    rolling: Rolling,
) -> None:
    number = await rolling.approved()
    await rolling.carry(number)
    rolling.tenant.cycle(rolling.office, but=["nora"])
    assert await rolling.carry(number) == "prove:"
    runs, rolling.tenant.job = rolling.tenant.job, replace(rolling.tenant.job, state="Paused")
    for _ in range(3):
        await rolling.office.later(hours=12)
        assert await rolling.carry(number) == "prove:"
    assert "Provisioning is paused" in await rolling.words(number)
    rolling.tenant.job = runs
    await rolling.office.later(hours=22)
    assert await rolling.carry(number) == "prove:", "the pause does not count"
    rolling.tenant.cycle(rolling.office)
    assert await rolling.carry(number) == "delivered"


@ON_ONE
async def test_a_wave_that_was_partly_done_may_be_asked_for_again_and_what_is_there_by_hand_may_not(
    rolling: Rolling,
) -> None:
    await read_groups(rolling.office, in_scope=["Owners", TEAM])
    wave = replace(rolling.office.rules.waves[GO_LIVE], gates=("scope",))
    rolling.office.change_rules(waves={**rolling.office.rules.waves, GO_LIVE: wave})
    number = await rolling.approved()
    await rolling.carry(number)
    rolling.tenant.cycle(rolling.office, but=["nora"])
    await rolling.office.later(hours=24)
    assert await rolling.carry(number) == "partially_delivered"
    await rolling.office.later(days=8)
    await read_groups(rolling.office, in_scope=["Owners", TEAM, ADD_IN, FRONT])
    assert await why_not(rolling.retry(number, within=WEEK)) == "declined-retry-late"
    rolling.tenant.cycle(rolling.office)
    assert await rolling.carry(await rolling.approved()) == "delivered"
    await rolling.delivered(back=True)
    await read_groups(rolling.office, in_scope=["Owners", TEAM, ADD_IN])
    assert await rolling.declined() == "declined-wave-gates"


@ON_ONE
async def test_what_a_later_request_for_the_wave_changed_is_not_retried(rolling: Rolling) -> None:
    number = await rolling.approved()
    await rolling.carry(number)
    rolling.tenant.cycle(rolling.office, but=["nora"])
    await rolling.office.later(hours=24)
    assert await rolling.carry(number) == "partially_delivered"
    back = await rolling.approved(back=True)
    assert await why_not(rolling.retry(number, within=WEEK)) == "declined-stale"
    assert await rolling.deliver(back) == "delivered"
    assert await why_not(rolling.retry(number, within=WEEK)) == "declined-stale"
    assert GO_LIVE not in await rolling.office.service.look(gating.opened)


@ON_ONE
async def test_who_fails_by_what_entra_lacks_was_told_before_and_holds_nothing_up(rolling: Rolling) -> None:
    rolling.tenant.join(ADD_IN, replace(employee("mia"), mail=None), employee("lone", enabled=False))
    number = await rolling.approved()
    assert await rolling.deliver(number) == "delivered"
    assert (await rolling.progress(number)).proven == 4


@ON_ONE
async def test_a_proven_wave_opens_the_next_and_one_that_was_taken_back_closes_it(rolling: Rolling) -> None:
    await rolling.delivered()
    assert GO_LIVE in await rolling.office.service.look(gating.opened)
    back = await rolling.approved(back=True)
    await rolling.carry(back)
    assert GO_LIVE in await rolling.office.service.look(gating.opened), "until everybody is seen off"
    assert await rolling.deliver(back) == "delivered"
    assert GO_LIVE not in await rolling.office.service.look(gating.opened)


async def test_a_wave_that_was_in_unasked_is_proven_without_a_number_and_opens_the_next(rolling: Rolling) -> None:
    await rolling.office.do(lambda desk: desk.c.execute(t.requests.delete()))
    number = await rolling.pending(wave=FIRST)
    assert await rolling.size(number) == 0
    await rolling.approve(number, typed="")
    assert await rolling.carry(number) == "delivered"
    assert FIRST in await rolling.office.service.look(gating.opened)
    assert await rolling.declined() == ""


# --- its way back ---------------------------------------------------------------------------------------------------------


async def test_the_way_back_needs_the_number_and_takes_the_waves_groups_alone(rolling: Rolling) -> None:
    rolling.tenant.join(ADD_IN, employee("priya"))
    await rolling.delivered()
    rolling.tenant.put_account(account("hand@contoso.example", "Add-in User"))
    number = await rolling.pending(back=True)
    assert await why_not(rolling.approve(number, typed="")) == "declined-confirm-count"
    await rolling.approve(number)
    assert await rolling.carry(number) == "prove:"
    assert rolling.tenant.scope == {"gid-Owners", "gid-AskCody Project Team"}
    assert {key for key in rolling.tenant.written if key.startswith("un")} == {
        f"unassign gid-{ADD_IN}",
        f"unassign gid-{FRONT}",
    }
    assert (await rolling.progress(number)).waiting == 4, "nobody is off before the cycle"
    rolling.office.clock.advance(minutes=1)
    rolling.tenant.cycle(rolling.office)
    assert await rolling.carry(number) == "delivered"
    assert {key: rolling.tenant.account_of(key).active for key in CROWD} == dict.fromkeys(CROWD, False)
    assert rolling.tenant.account_of("priya").active
    assert rolling.tenant.account_of("hand").active


@ON_ONE
async def test_more_than_entra_deletes_at_once_is_told_before(rolling: Rolling) -> None:
    rolling.office.change_rules(rollout=replace(rolling.office.rules.rollout, deletion_limit=3))
    await rolling.delivered()
    number = await rolling.pending(back=True)
    assert (await rolling.view(number, "adam")).request.wave.over_limit == 3
    assert "3" in await rolling.words(number, "adam")


@ON_ONE
async def test_somebody_who_keeps_an_account_on_the_way_back_blocks_the_proof(rolling: Rolling) -> None:
    await rolling.delivered()
    number = await rolling.approved(back=True)
    await rolling.carry(number)
    rolling.office.clock.advance(minutes=1)
    rolling.tenant.cycle(rolling.office)
    off = rolling.tenant.account_of("nora")
    rolling.tenant.put_account(replace(off, active=True, roles=frozenset()))
    assert await rolling.carry(number) == "prove:"
    rolling.tenant.put_account(off)
    assert await rolling.carry(number) == "delivered"


async def give_account(rolling: Rolling, key: str, *roles: str) -> None:
    """A grant of an account on the platform itself, by whatever request."""

    def give(desk: Desk) -> None:
        person, by = desk.vault.find(employee(key).mail or ""), rolling.office.who("olivia")
        terms = {"groups": [], "sponsor": by}
        asked = {"kind": Kind.INVITE_EXTERNAL, "requester": by, "subject": person, "domain": "", "option": "account"}
        number = requests.create(desk, **asked, terms=terms)
        requests.change(desk, number, state=State.DELIVERED.value)
        given = {"request": number, "person": person, "sponsor": by, "option": "account", "since": desk.now}
        desk.c.execute(t.grants.insert().values(**given, gives={"groups": [], "roles": [*roles]}, handles={}))

    await rolling.office.do(give)


@pytest.mark.parametrize("late", [False, True])
async def test_who_has_an_account_by_a_grant_of_its_own_keeps_it_on_the_way_back(rolling: Rolling, late: bool) -> None:
    await rolling.delivered()
    await give_account(rolling, "nora", "Add-in User")
    await rolling.office.later(minutes=5)
    number = await rolling.approved(back=True)
    counts = await rolling.office.service.look(waving.counts_of, await rolling.office.request(number))
    assert (counts["switched_off"], counts["unchanged"]) == (3, 1)
    assert await rolling.carry(number) == "switch_on:"
    rolling.office.clock.advance(minutes=1)
    if late:  # the cycle had begun before the groups left the scope
        rolling.tenant.job = replace(rolling.tenant.job, last_ended=rolling.office.clock.now())
        assert await rolling.carry(number) == "switch_on:"
        rolling.office.clock.advance(minutes=40)
    rolling.tenant.cycle(rolling.office)
    assert not rolling.tenant.account_of("nora").active
    assert await rolling.carry(number) == "delivered"
    found = rolling.tenant.account_of("nora")
    assert (found.active, found.direct_roles) == (True, frozenset({"Add-in User"}))
    assert [rolling.tenant.account_of(key).active for key in CROWD if key != "nora"] == [False] * 3


@ON_ONE
async def test_an_account_that_entra_never_switches_off_holds_the_way_back_up_for_one_cycle_more(
    rolling: Rolling,
) -> None:
    await rolling.delivered()
    await give_account(rolling, "nora", "Add-in User")
    await rolling.office.later(minutes=5)
    number = await rolling.approved(back=True)
    await rolling.carry(number)
    before = rolling.tenant.account_of("nora")
    for waits in ("switch_on:", "delivered"):
        rolling.office.clock.advance(minutes=40)
        rolling.tenant.cycle(rolling.office)
        rolling.tenant.put_account(before)
        assert await rolling.carry(number) == waits
    assert not any(key.startswith("set ") for key in rolling.tenant.written)


async def test_of_two_accounts_of_one_person_each_is_off_before_the_way_back_is_proven(rolling: Rolling) -> None:
    await rolling.delivered()
    number = await rolling.approved(back=True)
    await rolling.carry(number)
    rolling.office.clock.advance(minutes=1)
    rolling.tenant.cycle(rolling.office)
    second = PlatformAccount(id="second", user_name="nora.upn@contoso.example", active=True, roles=frozenset())
    rolling.tenant.add(second, employee("nora").mail or "")
    assert await rolling.carry(number) == "prove:"
    rolling.tenant.accounts[-1] = (replace(second, active=False), (employee("nora").mail or "",))
    assert await rolling.carry(number) == "delivered"


@ON_ONE
async def test_a_role_too_many_on_a_second_account_blocks_the_proof(rolling: Rolling) -> None:
    number = await rolling.approved()
    await rolling.carry(number)
    rolling.office.clock.advance(minutes=1)
    rolling.tenant.cycle(rolling.office)
    first = rolling.tenant.account_of("nora")
    more = replace(first, id="second", user_name="nora.upn@contoso.example", roles=first.roles | {"Owner"})
    rolling.tenant.add(more, employee("nora").mail or "")
    assert await rolling.carry(number) == "prove:"


@ON_ONE
async def test_what_is_not_in_the_scope_cannot_be_taken_back(rolling: Rolling) -> None:
    request = await rolling.check(await rolling.ask(back=True))
    assert (request.state, request.why) == (State.REFUSED, ("declined-wave-not-in", {"wave": GO_LIVE}))


# --- afterwards -----------------------------------------------------------------------------------------------------------


async def test_somebody_who_is_erased_is_named_on_no_card_of_the_wave(rolling: Rolling) -> None:
    mail = "hand@contoso.example"
    rolling.tenant.put_account(account(mail, "Add-in User"))
    number = await rolling.pending()
    await send_all(rolling.office)
    assert mail in await rolling.words(number, "adam")
    shown = len(await rolling.office.shown())
    person = await rolling.office.service.look(lambda desk: desk.vault.find(mail))
    await rolling.office.do(erasing.erase, person)
    cards = await rolling.office.rows(t.cards, t.cards.c.request == number)
    assert {card.id for card in cards} <= set((await rolling.office.shown())[shown:])
    assert mail not in await rolling.words(number, "adam")


async def test_the_account_of_somebody_who_is_erased_leaves_every_reading_and_others_stay(rolling: Rolling) -> None:
    mail = "hand@contoso.example"
    rolling.tenant.put_account(account(mail, "Add-in User"))
    rolling.tenant.cycle(rolling.office)
    await rolling.pending()
    office = rolling.office
    person = await office.service.look(lambda desk: desk.vault.find(mail))

    async def kept() -> tuple[set[str], set[str]]:
        """Account ids beside them, and beside others."""
        rows = [*await office.rows(t.lines), *await office.rows(t.read_accounts)]
        known = [(row.pseudonym == person, row.account) for row in rows if row.account]
        return {one for mine, one in known if mine}, {one for mine, one in known if not mine}

    before, others = await kept()
    assert before
    await office.do(erasing.erase, person)
    assert await kept() == (set(), others)


async def test_whom_an_approved_wave_means_is_not_erased_until_it_is_over(rolling: Rolling) -> None:
    office = rolling.office
    number = await scheduled(rolling)
    (nora,) = [row.pseudonym for row in await office.rows(t.people, t.people.c.object_id == employee("nora").id)]

    async def bound() -> tuple[int, ...]:
        with pytest.raises(erasing.Bound) as refused:
            await office.do(erasing.erase, nora)
        return refused.value.ties.open

    assert await bound() == (number,)
    await office.later(minutes=61)
    await sweep(rolling)
    assert await rolling.carry(number) == "prove:"
    assert (await office.request(number)).state is State.EXECUTING
    assert await bound() == (number,)
    rolling.tenant.cycle(office)
    await office.later(minutes=1)
    assert await rolling.carry(number) == "delivered"
    await office.do(erasing.erase, nora)


async def test_its_history_is_told(rolling: Rolling) -> None:
    number = await rolling.approved(at=rolling.office.clock.now() + HOUR)
    await rolling.office.later(hours=2)
    await sweep(rolling)
    rolling.tenant.join(ADD_IN, employee("late"))
    await rolling.office.do(wave_starting.start_now, rolling.office.members["olivia"], number)
    assert await rolling.deliver(number) == "delivered"
    assert "each with exactly the roles approved" in await rolling.words(number, "berta"), (
        "whoever approved it reads it"
    )
    card = await rolling.office.do(looking.open_history, rolling.office.members["olivia"], number)
    told: list[str] = []
    for _ in range(3):
        view = await rolling.office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, card)))
        told.append(rolling.told(view))
        await rolling.office.do(
            lambda desk: looking.show_more(desk, rolling.office.members["olivia"], carding.get(desk, card))
        )
    for words in (
        "It missed its moment",
        "1 joined, 0 left",
        "is in the scope",
        "Receptionists",
        "Done, proven",
    ):
        assert words in "".join(told), words
