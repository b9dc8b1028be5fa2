"""What falls due by itself, by the Clock alone; running a sweep twice does nothing twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from databases import statements
from office import LARS, OWNERS, PLAIN, Office, account, guest
from sqlalchemy import insert, update

from provisioning.domain.hours import Hours
from provisioning.domain.states import State
from provisioning.storage import tables as t
from provisioning.usecases import (
    accepting,
    carding,
    counting,
    ending,
    requests,
    shortening,
    sweeping,
    unaccepted,
    waiting,
)

if TYPE_CHECKING:
    from provisioning.usecases.desk import Desk


def at(text: str) -> datetime:
    """A moment in the organisation's zone, given in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


async def sweep(office: Office) -> dict[str, int]:
    found: dict[str, int] = await office.do(sweeping.sweep)
    return found


async def warnings(office: Office) -> list[str]:
    return [row.recipient for row in await office.rows(t.cards, t.cards.c.kind == "expiry")]


async def test_a_sweep_with_nothing_to_do_asks_one_question_and_so_does_the_look_ahead(office: Office) -> None:
    await office.deliver(await office.ask())
    await sweep(office)  # the first of all notes the round of reviews
    for usecase in (sweeping.sweep, sweeping.next_due):
        with statements(office.database) as told:
            await office.do(usecase)
        assert len(told) == 1, usecase


async def test_a_request_nobody_answers_closes_and_changes_nothing(office: Office) -> None:
    number = await office.ask()
    closes = (await office.request(number)).closes_at
    assert closes == at("2026-03-10T22:59:00")
    office.clock.moment = closes - timedelta(minutes=1)
    assert (await sweep(office))["expired"] == 0
    office.clock.moment = closes
    assert (await sweep(office))["expired"] == 1
    request = await office.request(number)
    assert (request.state, request.ended_at) == (State.EXPIRED, closes)
    assert (await office.events(number))[-1] == "request.expired"
    assert await office.jobs("execute") == []
    assert (await sweep(office))["expired"] == 0


@pytest.mark.parametrize(
    ("last", "closes"), [((2026, 3, 4), "2026-03-04T22:59:00"), ((2026, 4, 6), "2026-03-10T22:59:00")]
)
async def test_a_request_closes_with_the_last_day_that_it_asks_for(
    office: Office, last: tuple[int, int, int], closes: str
) -> None:
    number = await office.ask(until=date(*last))
    assert (await office.request(number)).closes_at == at(closes)
    office.clock.moment = at(closes)
    await sweep(office)
    assert (await office.request(number)).state is State.EXPIRED


async def test_sponsors_are_warned_14_days_and_one_working_day_before_once_each(office: Office) -> None:
    number = await office.ask(until=date(2026, 4, 6), sponsor="oid-berta")  # a Monday
    await office.deliver(number)
    warned = []
    for day in range(20, 40):
        office.clock.moment = at("2026-03-01T07:00:00") + timedelta(days=day - 1)
        for _ in range(2):
            warned += [office.clock.now().date()] * (await sweep(office))["warned"]
    assert warned == [date(2026, 3, 23), date(2026, 4, 3)]
    assert await warnings(office) == [office.who("berta")] * 2


async def test_the_second_warning_comes_before_the_days_off(office: Office) -> None:
    off = frozenset(date(2026, 4, 3) - timedelta(days=count) for count in range(3))
    office.change_rules(hours=Hours(days_off=off))
    await office.deliver(await office.ask(until=date(2026, 4, 6), sponsor="oid-berta"))
    warned = []
    for day in range(20, 40):
        office.clock.moment = at("2026-03-01T07:00:00") + timedelta(days=day - 1)
        warned += [office.clock.now().date()] * (await sweep(office))["warned"]
    assert warned == [date(2026, 3, 23), date(2026, 3, 31)]


async def test_a_last_day_before_which_only_days_off_are_left_counts_as_an_end_at_once(office: Office) -> None:
    friday = date(2026, 3, 6)
    assert not await office.service.look(counting.is_soon, friday)
    office.change_rules(hours=Hours(days_off=frozenset({date(2026, 3, 4), date(2026, 3, 5)})))
    assert await office.service.look(counting.is_soon, friday)


async def test_nobody_is_warned_of_an_end_that_a_later_request_outlasts(office: Office) -> None:
    await office.deliver(await office.ask(until=date(2026, 4, 6)))
    there = office.outside(guest(), member_of=[PLAIN], account=account(LARS, "Add-in User"))
    await office.deliver(await office.ask(until=date(2026, 5, 4), seen=there), there)
    office.clock.moment = at("2026-04-03T06:00:00")
    assert (await sweep(office))["warned"] == 0
    office.clock.moment = at("2026-05-01T06:00:00")
    assert (await sweep(office))["warned"] == 1


async def test_a_warning_comes_when_work_begins_on_its_day_where_the_organisation_is(office: Office) -> None:
    number = await office.ask(until=date(2026, 4, 6))
    await office.deliver(number)
    for moment, warned in (("2026-03-22T23:30:00", 0), ("2026-03-23T06:59:00", 0), ("2026-03-23T07:00:00", 1)):
        office.clock.moment = at(moment)  # half past midnight, a minute to eight, and eight in Copenhagen
        assert (await sweep(office))["warned"] == warned


async def test_access_that_is_given_before_work_begins_on_the_day_of_the_second_warning_is_warned_about_once(
    office: Office,
) -> None:
    office.clock.moment = at("2026-03-05T05:00:00")
    await office.read_directory(OWNERS)
    await office.deliver(await office.ask(until=date(2026, 3, 6)))
    assert (await sweep(office))["warned"] == 1
    office.clock.moment = at("2026-03-05T08:00:00")
    assert (await sweep(office))["warned"] == 0


async def test_a_short_access_is_warned_about_once_and_not_twice_at_once(office: Office) -> None:
    number = await office.ask(until=date(2026, 3, 4))
    await office.deliver(number)
    assert (await sweep(office))["warned"] == 1
    assert (await sweep(office))["warned"] == 0


async def test_an_end_that_came_nearer_is_warned_about_anew(office: Office) -> None:
    number = await office.ask(until=date(2026, 4, 6))
    await office.deliver(number)
    office.clock.moment = at("2026-03-23T07:00:00")
    assert (await sweep(office))["warned"] == 1
    await office.later(seconds=1)
    card = await office.do(ending.open_form, office.members["adam"], LARS)
    pressed = await office.service.look(carding.get, card)
    await office.do(shortening.set_end, office.members["adam"], pressed, date(2026, 3, 30))
    assert (await sweep(office))["warned"] == 1


async def test_a_grant_that_has_ended_is_neither_warned_about_nor_ended_again(office: Office) -> None:
    number = await office.ask(until=date(2026, 4, 6))
    await office.deliver(number)

    def close(desk: Desk) -> None:
        desk.c.execute(update(t.grants).values(ended_at=desk.now, ended_why="owner"))

    await office.do(close)
    office.clock.advance(days=60)
    found = await sweep(office)
    assert (found["warned"], found["ended"]) == (0, 0)


async def test_what_a_table_says_is_due_but_was_not_enqueued_is_enqueued_once(office: Office) -> None:
    submitted = await office.invite()
    approved = await office.ask("adam", address="ida@fabrikam.example")
    await office.decide(approved, "berta")

    def forget(desk: Desk) -> None:
        desk.c.exec_driver_sql("DELETE FROM office_jobs")

    await office.do(forget)
    for _ in range(2):
        await sweep(office)
        office.clock.advance(minutes=1)
    assert await office.jobs("check") == [f"check-{submitted}-r1"]
    assert await office.jobs("execute") == [f"{approved}-r1-a1"]


async def test_a_check_that_was_left_for_later_is_looked_at_again_under_another_id(office: Office) -> None:
    number = await office.invite()
    await office.do(waiting.leave_for_later, number, office.clock.now() + timedelta(minutes=5))
    office.clock.advance(minutes=5)
    assert (await sweep(office))["looked"] == 1
    first, again = sorted(await office.jobs("check"))
    assert first == f"check-{number}-r1"
    assert again.startswith(f"{first}-")


async def test_what_no_workflow_brings_on_any_more_is_left_for_a_look_and_enqueued_anew(office: Office) -> None:
    submitted = await office.invite()
    executing_one = await office.ask("adam", address="ida@fabrikam.example")
    await office.decide(executing_one, "berta")
    assert await office.start(executing_one) is None
    awaited = await office.service.look(sweeping.list_awaited)
    assert awaited == {submitted: f"check-{submitted}-r1", executing_one: f"{executing_one}-r1-a1"}
    soon = office.clock.now() + timedelta(minutes=5)
    assert await office.do(sweeping.take_up_again, awaited, soon) == sorted(awaited)
    assert await office.service.look(sweeping.list_awaited) == {}, "a look is left for later"
    office.clock.advance(minutes=5)
    assert (await sweep(office))["looked"] == 2
    assert len(await office.jobs("check")) == 3, "one of the pending request's own, and this one's two"
    assert (await office.jobs("execute"))[-1].startswith(f"{executing_one}-r1-a1-")


async def test_what_went_on_since_its_workflow_was_missed_is_left_alone(office: Office) -> None:
    number = await office.ask()
    await office.decide(number, "adam")
    awaited = await office.service.look(sweeping.list_awaited)
    await office.start(number)
    await office.finish_steps(number)
    assert await office.do(sweeping.take_up_again, awaited, office.clock.now()) == []
    assert (await office.request(number)).look_at is None


async def test_a_look_at_a_guest_that_came_to_nothing_is_made_again_the_next_day(office: Office) -> None:
    number = await office.ask()
    await office.deliver(number)
    not_yet = {"why": [unaccepted.NOT_ACCEPTED, {}], "look_at": office.clock.now() + accepting.EVERY}
    await office.do(lambda desk: requests.change(desk, number, **not_yet))
    for day in (1, 2, 3):
        office.clock.advance(days=1)
        await sweep(office)
        await sweep(office)
        assert len(await office.jobs("acceptance")) == day, "nobody answered, and it is asked once a day"
    await office.do(lambda desk: desk.c.execute(update(t.grants).values(ended_at=desk.now)))
    await office.service.do(accepting.record, number, accepted=False)
    assert (await office.request(number)).look_at is None, "nobody waits for it any more"


async def test_answers_are_forgotten_after_two_days(office: Office) -> None:
    def remember(desk: Desk) -> None:
        desk.c.execute(insert(t.seen).values(conversation_id="a:1", activity_id="1", answer={}, at=desk.now))

    await office.do(remember)
    office.clock.advance(days=2)
    assert (await sweep(office))["forgotten"] == 0
    office.clock.advance(seconds=1)
    assert (await sweep(office))["forgotten"] == 1


async def test_a_sweep_after_a_sweep_finds_nothing_to_do(office: Office) -> None:
    await office.deliver(await office.ask(until=date(2026, 3, 20)))
    await office.ask("adam", address="ida@fabrikam.example")
    office.clock.advance(days=30)
    await sweep(office)
    jobs = [await office.jobs(name) for name in ("check", "execute", "deliver")]
    events = await office.events()
    assert set((await sweep(office)).values()) == {0}
    assert [await office.jobs(name) for name in ("check", "execute", "deliver")] == jobs
    assert await office.events() == events


async def test_the_next_due_moment_leads_through_everything_in_order(office: Office) -> None:
    await office.deliver(await office.ask(until=date(2026, 4, 6)))
    await office.ask("adam", address="ida@fabrikam.example")
    seen = []
    while (due := await office.service.look(sweeping.next_due)) is not None:
        office.clock.moment = due
        found = await sweep(office)
        seen.append((due.isoformat(timespec="minutes"), sorted(key for key, count in found.items() if count)))
    assert seen == [
        ("2026-03-04T07:00+00:00", ["nudged"]),
        ("2026-03-05T07:00+00:00", ["nudged"]),
        ("2026-03-06T07:00+00:00", ["escalated"]),
        ("2026-03-09T07:00+00:00", ["nudged"]),
        ("2026-03-10T07:00+00:00", ["nudged"]),
        ("2026-03-10T22:59+00:00", ["expired"]),
        ("2026-03-23T07:00+00:00", ["warned"]),
        ("2026-04-01T06:00+00:00", ["reviewed"]),
        ("2026-04-03T06:00+00:00", ["warned"]),
        ("2026-04-06T21:59+00:00", ["ended"]),
        ("2026-04-15T06:00+00:00", []),  # the review is over: nobody of it has access any more
    ]


async def test_what_was_audited_is_sealed(office: Office) -> None:
    await office.ask()
    place, _ = await office.do(sweeping.seal)
    assert place == len(await office.events())
