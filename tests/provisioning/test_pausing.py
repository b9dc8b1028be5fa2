"""Pausing provisioning: a day once a week needs nobody, more is decided; it ends by itself, and nobody is kept in for good."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

import pytest
from test_jobs import seen

from provisioning.domain.errors import Declined
from provisioning.domain.plan import Step
from provisioning.domain.ports import Refused
from provisioning.domain.states import Kind, State, StepState
from provisioning.storage import tables as t
from provisioning.usecases import (
    carding,
    deciding,
    executing,
    held,
    job_forms,
    jobs,
    pausing,
    people,
    requests,
    showing,
    starting,
    sweeping,
    waiting,
    withdrawing,
)
from provisioning.usecases.pausing import DAY, Wish
from provisioning.workflow.executions import Executions
from provisioning.workflow.outside import World

if TYPE_CHECKING:
    from office import Office

    from provisioning.domain.ports import Directory, Job, Platform
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
    assert not (await office.do(executing.take_up, number, request.revision, request.attempt)).held
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


async def test_a_policy_that_asks_approvers_about_resuming_asks_nobody_about_the_end_of_a_pause(
    at_work: Office,
) -> None:
    at_work.ask_stages(["administrators"], kind=Kind.RESUME_PROVISIONING)
    await paused(at_work)
    await at_work.later(days=1)
    assert (await at_work.do(sweeping.sweep))["resumed"] == 1
    (row,) = await at_work.rows(t.pauses)
    assert (await judged(at_work, row.resume)).state is State.APPROVED


class Entra:
    """Pauses a job once its cycle is over, as Entra does; ``refuses`` names why it would not."""

    def __init__(self, refuses: str = "") -> None:
        self.state, self.refuses = "Active", refuses

    async def read_job(self) -> Job:
        return seen(self.state)

    async def pause_job(self) -> None:
        if self.refuses:
            raise Refused(self.refuses)


async def told(office: Office, entra: Entra, **asked: Any) -> tuple[int, Executions]:
    """A pause of which Entra was told, and who looks whether it is so."""
    number = await pause(office, **asked)
    request = await judged(office, number)
    if request.state is State.PENDING:
        await office.decide(number, "adam")
    await office.do(executing.take_up, number, 1, 1)
    assert await office.do(starting.judge_organisation, request, pausing.judged) is None
    world = World(service=office.service, directory=cast("Directory", entra), platform=cast("Platform", None))
    worker = Executions(world=world, redirect_url="https://app.example")
    await worker._next(number, 1, 1, 0)
    return number, worker


async def given_up(office: Office, number: int, worker: Executions) -> None:
    """The cycle lasts longer than the proof is waited for."""
    while "end" not in await worker._next(number, 1, 1, 0):
        await office.later(hours=9)
        assert (await office.do(sweeping.sweep))["resumed"] == 0, "it has not begun"


async def test_a_pause_that_entra_begins_after_its_proof_was_given_up_ends_by_itself_as_well(at_work: Office) -> None:
    number, worker = await told(at_work, Entra())
    await given_up(at_work, number, worker)
    assert (await at_work.request(number)).state is State.FAILED
    await at_work.do(jobs.record, seen("Paused"))
    found = await at_work.do(sweeping.sweep)
    assert (found["resumed"], found["reminded"]) == (1, 1)
    (row,) = await at_work.rows(t.pauses)
    assert (await judged(at_work, row.resume)).state is State.APPROVED
    assert await carried_out(at_work, row.resume, "Active") is State.DELIVERED
    assert [row.ended_at is None for row in await at_work.rows(t.pauses)] == [False]


async def test_a_pause_that_entra_never_began_takes_nothing_from_the_next_one(at_work: Office) -> None:
    number, worker = await told(at_work, Entra())
    await given_up(at_work, number, worker)
    second, _ = await told(at_work, Entra())
    await at_work.do(jobs.record, seen("Paused"))
    assert (await at_work.do(sweeping.sweep))["resumed"] == 0
    assert [one.request for one in await at_work.service.look(jobs.list_pauses)] == [second]


async def test_somebody_elses_pause_is_not_taken_for_one_that_came_to_nothing(at_work: Office) -> None:
    number, worker = await told(at_work, Entra())
    await given_up(at_work, number, worker)
    await at_work.later(days=8)
    await at_work.do(jobs.record, seen("Paused"))
    assert (await at_work.do(sweeping.sweep))["resumed"] == 0


async def run_on(office: Office, **since: float) -> None:
    """The job was seen running, so long after a cycle had ended."""
    ended = office.clock.now()
    await office.later(**since)
    await office.do(jobs.record, replace(seen(), last_ended=ended), office.clock.now())


async def test_a_pause_that_a_whole_cycle_did_not_bring_is_not_seen_in_somebody_elses(at_work: Office) -> None:
    number, worker = await told(at_work, Entra())
    await given_up(at_work, number, worker)
    await run_on(at_work, minutes=11)
    await at_work.do(jobs.record, seen("Paused"))
    assert (await at_work.do(sweeping.sweep))["resumed"] == 0
    assert await at_work.service.look(jobs.list_pauses) == []


@pytest.mark.parametrize("state", ["while it is waited for", "just after the cycle"])
async def test_a_pause_that_may_still_come_is_ushers(at_work: Office, state: str) -> None:
    number, worker = await told(at_work, Entra())
    if state == "while it is waited for":
        await run_on(at_work, minutes=11)
        await given_up(at_work, number, worker)
    else:
        await given_up(at_work, number, worker)
        await run_on(at_work, minutes=5)
    await at_work.do(jobs.record, seen("Paused"))
    assert [one.request for one in await at_work.service.look(jobs.list_pauses)] == [number]


async def test_a_pause_that_came_to_nothing_and_is_tried_again_ends_by_itself(at_work: Office) -> None:
    entra = Entra()
    number, worker = await told(at_work, entra, until=day(at_work, 6))
    await given_up(at_work, number, worker)
    await run_on(at_work, minutes=11)
    member, week = at_work.members["adam"], timedelta(days=7)
    await at_work.do(lambda desk: withdrawing.retry(desk, member, number, within=week))
    await at_work.do(executing.take_up, number, 1, 2)
    assert await at_work.do(starting.judge_organisation, await at_work.request(number), pausing.judged) is None
    entra.state = "Paused"
    while "end" not in await worker._next(number, 1, 2, 0):
        pass
    (lasting,) = await at_work.service.look(jobs.list_pauses)
    assert (lasting.request, lasting.since) == (number, at_work.clock.now())
    await at_work.later(days=6)
    assert (await at_work.do(sweeping.sweep))["resumed"] == 1


@pytest.mark.parametrize("refuses", ["not_permitted", "no_sync_job"])
async def test_of_a_pause_that_entra_refuses_nothing_is_kept(at_work: Office, refuses: str) -> None:
    await told(at_work, Entra(refuses))
    assert await at_work.rows(t.pauses) == []


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
    with pytest.raises(Declined, match="declined-not-owner-or-administrator") as refused:
        await pause(at_work, by="priya")
    assert "Maria" in str(refused.value.values["names"])
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


def wave_under_way(desk: Desk, by: str) -> int:
    """A wave that is being carried out."""
    number = requests.create(
        desk,
        kind=Kind.EXPAND_SCOPE,
        requester=by,
        subject=people.organisation(desk),
        domain="",
        option="guest",
        terms={"groups": [], "sponsor": by, "wave": "project-team"},
    )
    requests.change(desk, number, state=State.EXECUTING.value)
    return number


async def test_a_pause_waits_for_no_wave_and_a_wave_for_no_pause(at_work: Office) -> None:
    await at_work.do(wave_under_way, at_work.who("olivia"))
    assert await paused(at_work) > 0


async def form_of(office: Office, by: str, *, first: bool | None = None) -> Any:
    """What the typed command shows: the form of a pause, or of going on (``first``: of starting)."""
    if first is None:
        card = await office.do(job_forms.open_pause, office.members[by])
    else:
        card = await office.service.do(job_forms.open_resume, office.members[by], first=first)
    return await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, card)))


async def test_the_form_says_when_it_ends_and_whether_it_is_asked(at_work: Office) -> None:
    form = await form_of(at_work, "olivia")
    assert (form.job.state, form.asks, form.ends) == ("running", False, at_work.clock.now() + DAY)
    await paused(at_work)
    form = await form_of(at_work, "adam")
    assert (form.job.state, form.job.until, form.verbs) == ("paused", form.ends, ("form.cancel",))
    assert form.asks


async def test_only_owners_and_administrators_see_the_forms(at_work: Office) -> None:
    with pytest.raises(Declined, match="declined-not-owner"):
        await form_of(at_work, "priya")
    with pytest.raises(Declined, match="declined-not-owner"):
        await form_of(at_work, "priya", first=True)
    assert (await form_of(at_work, "maria")).verbs


async def test_starting_belongs_to_the_first_wave_until_one_was_opened(at_work: Office) -> None:
    await at_work.do(jobs.record, seen("NotRun"))
    form = await form_of(at_work, "olivia", first=True)
    assert (form.wave, form.verbs) == (next(iter(at_work.rules.waves)), ("form.cancel",))
    await at_work.do(wave_under_way, at_work.who("olivia"))
    form = await form_of(at_work, "olivia", first=True)
    assert (form.wave, form.verbs) == ("", ("job.start", "form.cancel"))


async def test_each_working_morning_of_a_pause_its_people_are_reminded_once(at_work: Office) -> None:
    number = await pause(at_work, until=day(at_work, 6))  # from a Tuesday to the next Monday
    await judged(at_work, number)
    await at_work.decide(number, "adam")
    await carried_out(at_work, number, "Paused")
    mornings = []
    for _ in range(6 * 24):
        await at_work.later(hours=1)
        if (await at_work.do(sweeping.sweep))["reminded"]:
            mornings.append(at_work.clock.now().astimezone(at_work.rules.zone))
    assert {moment.hour for moment in mornings} == {8}
    assert [moment.strftime("%a") for moment in mornings] == ["Wed", "Thu", "Fri", "Mon"]
    cards = await at_work.rows(t.cards, t.cards.c.kind == "resume_form")
    assert {card.recipient for card in cards} == {at_work.who("olivia"), at_work.who("maria")}
    assert len(cards) == 2 * len(mornings)
    shown = Counter(await at_work.shown())
    await at_work.do(jobs.end_pauses)
    anew = Counter(await at_work.shown()) - shown
    assert {card.id for card in cards} <= {*anew}, "none goes on saying that it is paused"


async def test_who_leaves_during_a_pause_and_keeps_access_is_told_to_the_administrators_once(at_work: Office) -> None:
    number = await at_work.ask()
    await at_work.deliver(number)
    ending = replace(await at_work.request(number), kind=Kind.END_ACCESS)
    assert await at_work.do(held.record_held, ending) is None
    await paused(at_work)
    for _ in range(2):
        why = await at_work.do(held.record_held, ending)
        assert why == ("why-held-end", {"at": (at_work.clock.now() + DAY).isoformat()})
    (card,) = await at_work.rows(t.cards, t.cards.c.kind == "resume_form")
    assert (card.recipient, card.terms["person"]) == (at_work.who("maria"), ending.subject)
    giving = await at_work.do(held.record_held, await at_work.request(number))
    assert giving is not None
    assert giving[0] == "why-held-give"
    await at_work.do(jobs.record, seen("Quarantine", "TooManyDeletes"))
    assert await at_work.do(held.record_held, ending) == ("why-job-quarantine", {"reason": "TooManyDeletes"})


async def test_what_waits_for_a_paused_job_does_not_fail_by_waiting(at_work: Office) -> None:
    number = await at_work.ask()
    await at_work.decide(number, "adam")
    await at_work.start(number)
    step = Step("prove")
    request = await at_work.request(number)
    await at_work.service.do(
        executing.record_step, request, step, StepState.RUNNING, result={"since": at_work.clock.now().isoformat()}
    )
    for _ in range(6):
        await at_work.later(days=1)
        note = {"since": at_work.clock.now().isoformat()}
        assert not await at_work.do(waiting.note, request, step, ("why-held-give-open", {}), note)
    await at_work.later(hours=25)
    assert await at_work.do(waiting.note, request, step, ("why-waits-for-cycle", {}), None)


async def test_a_quarantine_is_told_to_owners_and_administrators_once_and_so_is_its_end(at_work: Office) -> None:
    for state, reason in [("Quarantine", "TooManyDeletes"), ("Quarantine", "TooManyDeletes"), ("", ""), ("Active", "")]:
        await at_work.do(jobs.record, seen(state, reason))
    told = await at_work.rows(t.cards, t.cards.c.kind == "notice")
    everybody = sorted(at_work.who(key) for key in ("olivia", "adam", "berta", "carl", "maria"))
    for key in ("why-job-quarantine", "notice-quarantine-over"):
        assert sorted(card.recipient for card in told if card.terms["key"] == key) == everybody
    events = await at_work.events()
    assert (events.count("provisioning.quarantined"), events.count("provisioning.released")) == (1, 1)
