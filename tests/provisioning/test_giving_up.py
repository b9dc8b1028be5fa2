"""A step that never came true: it says in the end what is not so and that nobody looks any more, with a reference."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from office import LARS, PLAIN, STRONG, account, employee, group, guest
from test_ending import end_now, inside, let_in
from test_history import history

from cards.render import render
from provisioning import workflow
from provisioning.domain import plan
from provisioning.domain.plan import Step
from provisioning.domain.ports import Job, OnDemand, Refused, Report, Unreachable
from provisioning.domain.states import Grade, Option, State, StepState
from provisioning.storage import tables as t
from provisioning.usecases import carding, executing, fixing, giving_up, granting, jobs, scoping, showing, withdrawing
from provisioning.workflow.executions import Executions
from provisioning.workflow.outside import World

if TYPE_CHECKING:
    from datetime import datetime

    from office import Office

    from provisioning.domain.ports import Directory, DirectoryUser, Platform, PlatformAccount

DAY, WEEK = timedelta(hours=24, minutes=1), timedelta(days=7, minutes=1)
LARS_ID = "oid-lars"


@dataclass
class Outside:
    """A directory and a platform that stay as they are; the log is read as often as it is asked."""

    found: PlatformAccount | None = None
    #: What Entra's log says last, by object id.
    says: dict[str, str] = field(default_factory=dict)
    #: Instead of the log.
    fails: Exception | None = None
    asked: list[str] = field(default_factory=list)
    #: Who Entra has under the id that is asked for; an error instead of it.
    user: DirectoryUser | Exception | None = None

    async def find_user(self, user_id: str) -> DirectoryUser | None:
        del user_id
        if isinstance(self.user, Exception):
            raise self.user
        return self.user

    async def last_report(self, object_id: str, since: datetime) -> Report | None:
        self.asked.append(object_id)
        if self.fails:
            raise self.fails
        return Report(at=since, status=self.says[object_id]) if object_id in self.says else None

    async def provision(self, user: str, groups: Any) -> OnDemand:
        del user, groups
        return OnDemand(result="Success")

    async def is_member(self, group: str, user: str) -> bool:
        del group, user
        return False

    async def add_member(self, group: str, user: str) -> None:
        """Never shows."""

    async def find_account(self, address: str, _whom: object = None) -> PlatformAccount | None:
        del address
        return self.found

    async def find_account_by_id(self, account_id: str) -> PlatformAccount | None:
        del account_id
        return self.found


def worker(office: Office, outside: Outside) -> Executions:
    world = World(service=office.service, directory=cast("Directory", outside), platform=cast("Platform", outside))
    return Executions(world=world, redirect_url="https://app.example")


async def do_all_but_the_proof(office: Office, number: int, seen: Any = None) -> None:
    """As the worker does it: Entra is asked on demand."""
    assert await office.start(number, seen) is None
    while (taken := await office.take_up(number)) is not None and taken[1].key != "prove":
        result: dict[str, Any] = {"user": LARS_ID, "since": office.clock.now().isoformat()}
        result |= {"by": "demand"} if taken[1].key == "provision" else {}
        await office.do(
            lambda desk, taken=taken, result=result: executing.record_step(
                desk, taken[0].request, taken[1], StepState.DONE, result=result
            )
        )


async def look(office: Office, number: int, outside: Outside, *, after: timedelta = DAY) -> Any:
    """One look now, and one when its time is over; the request after that."""
    request = await office.request(number)
    execution = worker(office, outside)
    assert "wait" in await execution._next(number, request.revision, request.attempt, 0)
    await office.later(seconds=after.total_seconds())
    ended = await execution._next(number, request.revision, request.attempt, 99)
    assert "end" in ended
    return await office.request(number)


async def ending(office: Office) -> int:
    """Lars leaves; everything but the proof is done."""
    await let_in(office)
    number = await end_now(office)
    await office.check(number, inside(office, PLAIN))
    await do_all_but_the_proof(office, number, inside(office, PLAIN))
    return number


async def inviting(office: Office, **wish: Any) -> int:
    """Lars comes; everything but the proof is done."""
    number = await office.ask(**wish)
    await office.decide(number, "adam")
    await do_all_but_the_proof(office, number)
    return number


@pytest.mark.parametrize("said", ["skipped", "failure", "", "success"])
async def test_an_account_that_stays_on_is_told_with_what_entra_says_and_a_reference(office: Office, said: str) -> None:
    number = await ending(office)
    outside = Outside(found=account(LARS, "Add-in User"), says={LARS_ID: said} if said else {})
    request = await look(office, number, outside)
    told = said if said in {"skipped", "failure"} else ""
    assert (request.state, request.why) == (State.FAILED, ("why-still-on", {"entra": told}))
    assert request.trace
    assert outside.asked[:1] == [LARS_ID]
    assert len(outside.asked) == len(set(outside.asked)), "it is asked once"
    (step,) = await office.rows(t.steps, t.steps.c.request == number, t.steps.c.key == "prove")
    assert (step.state, step.why) == (StepState.FAILED, ["why-still-on", {"entra": told}])


async def test_the_card_reads_what_is_not_so_whom_to_ask_and_the_reference(office: Office) -> None:
    number = await ending(office)
    request = await look(office, number, Outside(found=account(LARS, "Add-in User"), says={LARS_ID: "skipped"}))
    mine = await office.service.look(lambda desk: carding.find_of(desk, number, office.who("berta")))
    assert mine is not None
    view = await office.service.look(lambda desk: showing.view_of(desk, mine))
    words = str(render(view))
    assert "Still on in AskCody after 24 h: Entra says skipped. I have stopped looking. Ask Maria" in words
    assert f"Reference for your administrator: {request.trace}" in words.replace("\\", "")
    assert "look again by myself" not in words


@pytest.mark.parametrize("shown", [None, account(LARS, active=False)])
async def test_an_account_that_never_comes_is_told_as_not_there(office: Office, shown: PlatformAccount | None) -> None:
    request = await look(office, await inviting(office), Outside(found=shown))
    assert (request.state, request.why) == (State.FAILED, ("why-still-off", {"entra": ""}))


@pytest.mark.parametrize(
    ("said", "user", "told"),
    [
        ("failure", replace(employee("lars"), lacks_name=True), "nameless"),
        ("failure", employee("lars"), "failure"),
        ("failure", None, "failure"),
        ("failure", Unreachable("away"), "failure"),
        ("skipped", replace(employee("lars"), lacks_name=True), "skipped"),
    ],
)
async def test_a_guest_whom_entra_fails_with_and_who_has_no_first_name_is_told_as_that(
    office: Office, said: str, user: Any, told: str
) -> None:
    number = await inviting(office)
    request = await look(office, number, Outside(says={LARS_ID: said}, user=user))
    assert request.why == ("why-still-off", {"entra": told})
    mine = await office.service.look(lambda desk: carding.find_of(desk, number, office.who("berta")))
    assert mine is not None
    words = str(render(await office.service.look(lambda desk: showing.view_of(desk, mine))))
    assert ("there is no first name or surname in Entra" in words) is (told == "nameless")


async def test_of_somebody_who_leaves_no_name_is_missed(office: Office) -> None:
    nameless = replace(employee("lars"), lacks_name=True)
    outside = Outside(found=account(LARS, "Add-in User"), says={LARS_ID: "failure"}, user=nameless)
    assert (await look(office, await ending(office), outside)).why == ("why-still-on", {"entra": "failure"})


async def test_an_account_that_came_late_and_with_other_roles_is_told_as_it_was_read_last(office: Office) -> None:
    """Without roles it reads as one that is off does: the reading is kept all the same."""
    number = await inviting(office)
    outside = Outside()
    execution = worker(office, outside)
    assert "wait" in await execution._next(number, 1, 1, 0)
    outside.found = account(LARS)
    request = await look(office, number, outside)
    assert request.why == ("why-roles-differ", {"entra": ""})


async def test_a_group_that_leaves_the_scope_while_somebody_is_let_in_is_told_after_an_hour_and_before_another_try(
    office: Office,
) -> None:
    number = await inviting(office)
    await office.do(scoping.record_groups, {PLAIN: group(PLAIN)}, set())
    request = await look(office, number, Outside(), after=timedelta(hours=1, minutes=1))
    assert (request.state, request.why) == (State.FAILED, ("why-group-unassigned", {"group": PLAIN}))
    assert [one.mend for one in await office.service.look(fixing.told_of, request)] == ["unassigned"]
    await office.do(lambda desk: withdrawing.retry(desk, office.members["olivia"], number, within=WEEK))
    inside = office.outside(guest(), member_of=[PLAIN], in_scope=[STRONG])
    assert await office.start(number, inside) == ("why-group-unassigned", {"group": PLAIN})
    assert (await office.request(number)).state is State.FAILED
    await office.do(lambda desk: withdrawing.retry(desk, office.members["olivia"], number, within=WEEK))
    assert await office.start(number, office.outside(guest(), member_of=[PLAIN])) is None


async def test_of_an_account_on_the_platform_alone_entra_is_not_asked(office: Office) -> None:
    number = await inviting(office, option=Option.ACCOUNT)
    outside = Outside(found=account(LARS, active=False), says={LARS_ID: "skipped"})
    request = await look(office, number, outside)
    assert (request.why, outside.asked) == (("why-still-off", {"entra": ""}), [])


@pytest.mark.parametrize("fails", [Refused("not_permitted"), Unreachable("away"), AttributeError("ours")])
async def test_what_entras_log_does_not_tell_is_not_said(office: Office, fails: Exception) -> None:
    number = await ending(office)
    request = await look(office, number, Outside(found=account(LARS, "Add-in User"), fails=fails))
    assert (request.state, request.why) == (State.FAILED, ("why-still-on", {"entra": ""}))


async def test_a_job_that_entra_stopped_is_named_as_what_it_waited_for(office: Office) -> None:
    number = await ending(office)
    await office.do(jobs.record, Job(state="Quarantine", quarantine="TooManyDeletes", last_state="Failed"))
    by_cycle = {"by": "cycle", "since": office.clock.now().isoformat()}
    row = t.steps.update().where(t.steps.c.request == number, t.steps.c.key == "provision").values(result=by_cycle)
    await office.do(lambda desk: desk.c.execute(row))
    request = await look(office, number, Outside(found=account(LARS, "Add-in User"), says={LARS_ID: "skipped"}))
    assert request.why == ("why-still-on", {"entra": "stopped"})


@pytest.mark.parametrize(("said", "waited"), [("skipped", "why-entra-skipped"), ("failure", "why-waits-for-cycle")])
async def test_where_the_platform_is_not_seen_nothing_is_said_of_its_account(
    office: Office, said: str, waited: str
) -> None:
    await let_in(office)
    office.change_rules(readback="log")
    unseen = replace(inside(office, PLAIN), account=None, account_readable=False)
    number = await end_now(office)
    await office.check(number, unseen)
    await do_all_but_the_proof(office, number, unseen)
    outside = Outside(says={LARS_ID: said})
    await worker(office, outside)._next(number, 1, 1, 0)
    (step,) = await office.rows(t.steps, t.steps.c.request == number, t.steps.c.key == "prove")
    assert step.why == [waited, {}]
    request = await look(office, number, outside)
    assert (request.state, request.why) == (State.FAILED, ("why-late-entra", {"entra": said}))


@pytest.mark.parametrize(
    ("code", "ended"),
    [
        ("not_permitted", (State.DELIVERED, None)),
        ("no_sync_job", (State.DELIVERED, None)),
        ("BadRequest", (State.FAILED, ("why-refused-outside", {}))),
    ],
)
async def test_only_a_log_that_may_not_be_read_leaves_the_membership_as_the_proof(
    office: Office, code: str, ended: Any
) -> None:
    await let_in(office)
    office.change_rules(readback="log")
    unseen = replace(inside(office, PLAIN), account=None, account_readable=False)
    number = await end_now(office)
    await office.check(number, unseen)
    await do_all_but_the_proof(office, number, unseen)
    assert "end" in await worker(office, Outside(fails=Refused(code)))._next(number, 1, 1, 0)
    request = await office.request(number)
    assert (request.state, request.why) == ended
    proof = await office.service.look(granting.last_proof, request)
    assert (proof and proof.grade) == (Grade.MEMBERSHIP if ended[1] is None else None)


async def test_a_reading_of_an_earlier_attempt_says_nothing_of_this_one(office: Office) -> None:
    number = await ending(office)
    await look(office, number, Outside(found=account(LARS, "Add-in User"), says={LARS_ID: "failure"}))
    await office.do(lambda desk: withdrawing.retry(desk, office.members["olivia"], number, within=timedelta(days=7)))
    request = await office.request(number)
    assert (request.state, request.trace) == (State.EXECUTING, "")
    why = await office.service.look(giving_up.why, request, Step("prove"), "why-waits-for-cycle", "")
    assert why == ("why-late-entra", {"entra": ""})
    assert await office.service.look(granting.last_proof, request) is None
    told = str(render(await history(office, "olivia", number)))
    assert "Still on in AskCody after 24 h: Entra reports a failure." in told, "what was said at the time"


async def test_a_group_that_never_shows_fails_with_a_reference_although_others_are_still_joined(office: Office) -> None:
    number = await office.ask(groups=(PLAIN, STRONG))
    await office.decide(number, "adam", typed=str(number))
    assert await office.start(number) is None
    (request, invite) = (await office.request(number), Step("invite"))
    await office.take_up(number)
    await office.do(lambda desk: executing.record_step(desk, request, invite, StepState.DONE, result={"user": LARS_ID}))
    execution = worker(office, Outside())
    assert "wait" in await execution._next(number, 1, 1, 0)
    await office.later(seconds=DAY.total_seconds())
    assert await execution._next(number, 1, 1, 99) == {"ok": "join"}
    rows = await office.rows(t.steps, t.steps.c.request == number, t.steps.c.key == "join")
    assert [row.why for row in rows] == [["why-late", {}]]
    assert await office.finish_steps(number) is State.PARTIALLY_DELIVERED
    ended = await office.request(number)
    assert (ended.why, ended.trace) == (("why-late", {}), rows[0].result["trace"])
    await office.do(lambda desk: withdrawing.retry(desk, office.members["berta"], number, within=timedelta(days=7)))
    (again,) = await office.rows(t.steps, t.steps.c.request == number, t.steps.c.state != StepState.DONE)
    assert again.result.keys() == {"ours", "absent"}, "an intent stays known, the reference of the failure does not"


async def test_a_task_that_nobody_did_has_failed_after_a_week(office: Office) -> None:
    office.change_rules(profile="look")
    number = await office.ask()
    await office.decide(number, "adam")
    assert await office.start(number) is None
    request, invite = await office.request(number), Step("invite")
    await office.take_up(number)
    await office.do(lambda desk: executing.record_step(desk, request, invite, StepState.DONE, result={"user": LARS_ID}))
    ended = await look(office, number, Outside(), after=WEEK)
    assert (ended.state, ended.why) == (State.FAILED, ("why-late-task", {}))
    assert ended.trace


def test_whatever_waits_says_something_else_once_nobody_looks() -> None:
    code = "".join(file.read_text(encoding="utf-8") for file in Path(next(iter(workflow.__path__))).glob("*.py"))
    waits = {*re.findall(r'Wait\(\s*"([a-z-]+)"', code), *plan.TASKS}
    assert len(waits) > 12
    assert not waits & ({*giving_up.FINAL.values(), giving_up.OTHERWISE} | giving_up.BY_ENTRA)
    assert {*giving_up.FINAL} <= {*re.findall(r'"(why-[a-z-]+)"', code), "why-job-quarantine"} | plan.TASKS
