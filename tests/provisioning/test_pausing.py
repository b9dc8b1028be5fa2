"""Pausing provisioning: a day once a week needs nobody, more is decided; it ends by itself, and nobody is kept in for good."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from test_jobs import seen

from provisioning.domain.errors import Declined
from provisioning.domain.states import Kind, State, StepState
from provisioning.storage import tables as t
from provisioning.usecases import carding, deciding, executing, jobs, pausing, people, requests, starting, sweeping
from provisioning.usecases.pausing import DAY, Wish

if TYPE_CHECKING:
    from office import Office

    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

BECAUSE = "Payroll is merged"


@pytest.fixture
async def at_work(office: Office) -> Office:
    """The job runs, and that was seen."""
    await office.do(jobs.record, seen())
    return office


async def pause(office: Office, by: str = "olivia", until: date | None = None, reason: str = BECAUSE) -> int:
    """Fill the form in and press."""

    def press(desk: Desk) -> int:
        card = carding.issue(desk, office.who(by), "pause_form", verbs=["pause.day"])
        return pausing.pause(desk, office.members[by], carding.get(desk, card), Wish(until=until, reason=reason))

    return await office.service.act("card", "activity-pause", press)


async def resume(office: Office, by: str = "olivia") -> int:
    def press(desk: Desk) -> int:
        card = carding.issue(desk, office.who(by), "resume_form", verbs=["job.resume"])
        return pausing.resume(desk, office.members[by], carding.get(desk, card))

    return await office.service.act("card", "activity-resume", press)


async def judged(office: Office, number: int) -> Request:
    """The worker has looked at the job."""
    request = await office.request(number)
    await office.do(pausing.judge, number, request.revision)
    return await office.request(number)


async def carried_out(office: Office, number: int, state: str) -> State:
    """The worker starts, does every step, and sees the job in this state."""
    request = await office.request(number)
    assert await office.do(executing.take_up, number, request.revision, request.attempt) is not None
    assert await office.do(starting.judge_organisation, request, pausing.judged) is None
    await office.do(jobs.record, seen(state))

    def steps(desk: Desk) -> None:
        while (taken := executing.take_up(desk, number, request.revision, request.attempt)) and taken.step:
            executing.record_step(desk, requests.get(desk, number, lock=True), taken.step, StepState.DONE)

    await office.do(steps)
    return await office.service.do(executing.finish, await office.request(number))


async def paused(office: Office, **asked: Any) -> int:
    """A pause that lasts."""
    number = await pause(office, **asked)
    assert (await judged(office, number)).state is State.APPROVED
    assert await carried_out(office, number, "Paused") is State.DELIVERED
    return number


def day(office: Office, days: int) -> date:
    return (office.clock.now() + timedelta(days=days)).date()


async def test_the_first_pause_of_a_day_needs_nobody_and_ends_by_itself(at_work: Office) -> None:
    number = await paused(at_work)
    (row,) = await at_work.rows(t.pauses)
    assert (row.request, row.until, row.ended_at) == (number, at_work.clock.now() + DAY, None)
    assert "provisioning.paused" in await at_work.events(number)
    assert (await at_work.do(sweeping.sweep))["resumed"] == 0
    assert await at_work.do(sweeping.next_due) <= row.until
    await at_work.later(days=1)
    assert (await at_work.do(sweeping.sweep))["resumed"] == 1
    assert (await at_work.do(sweeping.sweep))["resumed"] == 0, "once"
    (row,) = await at_work.rows(t.pauses)
    ends = await at_work.request(row.resume)
    assert (ends.kind, ends.requester, ends.sponsor) == (Kind.RESUME_PROVISIONING, None, at_work.who("olivia"))
    assert (await judged(at_work, ends.number)).state is State.APPROVED
    assert await carried_out(at_work, ends.number, "Active") is State.DELIVERED
    (row,) = await at_work.rows(t.pauses)
    assert row.ended_at == at_work.clock.now()
    assert "provisioning.resumed" in await at_work.events(number)


async def test_a_second_pause_within_a_week_is_decided_by_somebody_else(at_work: Office) -> None:
    await paused(at_work)
    again = await resume(at_work)
    await judged(at_work, again)
    await carried_out(at_work, again, "Active")
    await at_work.later(days=6)
    number = await pause(at_work)
    request = await judged(at_work, number)
    assert request.state is State.PENDING
    asked = {row.approver for row in await at_work.rows(t.asked, t.asked.c.request == number)}
    assert asked == {at_work.who(key) for key in ("adam", "berta", "carl", "maria")}
    card = await at_work.approval(number, "olivia" if at_work.who("olivia") in asked else "maria")
    await at_work.do(deciding.decide, at_work.members["maria"], card, deciding.Answer(approved=True))
    assert await carried_out(at_work, number, "Paused") is State.DELIVERED


async def test_after_a_week_the_next_pause_is_the_first_again(at_work: Office) -> None:
    await paused(at_work)
    again = await resume(at_work)
    await judged(at_work, again)
    await carried_out(at_work, again, "Active")
    await at_work.later(days=8)
    assert (await judged(at_work, await pause(at_work))).state is State.APPROVED


async def test_a_longer_pause_is_decided_and_a_week_is_the_longest(at_work: Office) -> None:
    with pytest.raises(Declined, match="declined-pause-long"):
        await pause(at_work, until=day(at_work, 8))
    with pytest.raises(Declined, match="declined-pause-past"):
        await pause(at_work, until=day(at_work, -1))
    request = await judged(at_work, await pause(at_work, until=day(at_work, 7)))
    assert request.state is State.PENDING
    assert request.until == datetime(2026, 3, 10, 22, 59, tzinfo=at_work.clock.now().tzinfo)


async def test_a_pause_needs_a_reason_and_one_wish_about_the_job_at_a_time(at_work: Office) -> None:
    with pytest.raises(Declined, match="declined-pause-reason"):
        await pause(at_work, reason=" ")
    await pause(at_work)
    with pytest.raises(Declined, match="declined-job-busy"):
        await pause(at_work, by="adam")
    with pytest.raises(Declined, match="declined-job-busy"):
        await resume(at_work, by="adam")


async def test_owners_and_administrators_ask_and_nobody_else(at_work: Office) -> None:
    with pytest.raises(Declined, match="declined-not-owner"):
        await pause(at_work, by="priya")
    with pytest.raises(Declined, match="declined-not-owner"):
        await resume(at_work, by="priya")
    assert await paused(at_work, by="maria") > 0


@pytest.mark.parametrize(
    ("state", "reason", "why"),
    [
        ("Paused", "", "declined-paused-already"),
        ("Quarantine", "TooManyDeletes", "why-job-quarantine"),
        ("NotRun", "", "why-job-not-run"),
        ("", "", "why-job-unknown"),
    ],
)
async def test_what_does_not_run_is_not_paused(at_work: Office, state: str, reason: str, why: str) -> None:
    number = await pause(at_work)
    await at_work.do(jobs.record, seen(state, reason))
    request = await judged(at_work, number)
    assert (request.state, request.why and request.why[0]) == (State.REFUSED, why)
    with pytest.raises(Declined, match=why):
        await pause(at_work)


async def test_what_changed_before_the_start_is_refused_and_nothing_is_done(at_work: Office) -> None:
    number = await pause(at_work)
    request = await judged(at_work, number)
    await at_work.do(executing.take_up, number, 1, 1)
    await at_work.do(jobs.record, seen("Quarantine", "TooManyDeletes"))
    assert await at_work.do(starting.judge_organisation, request, pausing.judged) == ("why-moved", {})
    assert (await at_work.request(number)).state is State.REFUSED
    assert await at_work.rows(t.pauses) == []


async def test_who_lost_the_right_pauses_nothing(at_work: Office) -> None:
    number = await pause(at_work)
    request = await judged(at_work, number)
    await at_work.do(executing.take_up, number, 1, 1)
    await at_work.read_directory(("adam", "berta"))
    assert await at_work.do(starting.judge_organisation, request, pausing.judged) == ("why-requester-lost", {})
    assert (await at_work.request(number)).state is State.CANCELLED


async def test_a_pause_that_is_over_before_it_is_approved_is_not_carried_out(at_work: Office) -> None:
    number = await pause(at_work)
    request = await judged(at_work, number)
    await at_work.do(executing.take_up, number, 1, 1)
    await at_work.later(days=2)
    assert await at_work.do(starting.judge_organisation, request, pausing.judged) is not None
    held = await at_work.request(number)
    assert (held.state, held.why and held.why[0]) == (State.REFUSED, "declined-pause-over")


async def test_nothing_is_resumed_that_runs_or_that_entra_stopped(at_work: Office) -> None:
    with pytest.raises(Declined, match="declined-not-paused"):
        await resume(at_work)
    await at_work.do(jobs.record, seen("Quarantine", "TooManyDeletes"))
    with pytest.raises(Declined, match="why-job-quarantine"):
        await resume(at_work)


async def test_somebody_who_resumes_it_in_entra_ends_the_pause_and_those_who_wait_hear_of_it(at_work: Office) -> None:
    number = await paused(at_work)
    before = at_work.clock.now()
    await at_work.later(hours=1)
    await at_work.do(jobs.record, seen(), before)
    assert (await at_work.rows(t.pauses))[0].ended_at is None, "read before the pause was proven"
    await at_work.do(jobs.record, seen(), at_work.clock.now())
    assert (await at_work.rows(t.pauses))[0].ended_at == at_work.clock.now()
    told = [row.recipient for row in await at_work.rows(t.cards, t.cards.c.kind == "notice")]
    assert sorted(told) == sorted([at_work.who("olivia"), at_work.who("maria")])
    assert "provisioning.resumed" in await at_work.events(number)


async def test_a_pause_waits_for_no_wave_and_a_wave_for_no_pause(at_work: Office) -> None:
    def wave(desk: Desk) -> int:
        number = requests.create(
            desk,
            kind=Kind.EXPAND_SCOPE,
            requester=at_work.who("olivia"),
            subject=people.organisation(desk),
            domain="",
            option="guest",
            terms={"groups": [], "sponsor": at_work.who("olivia")},
        )
        requests.change(desk, number, state=State.EXECUTING.value)
        return number

    await at_work.do(wave)
    assert await paused(at_work) > 0
