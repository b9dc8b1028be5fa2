"""What stopped for an end or a removal goes on once that comes to nothing: never too late, and never against what people decided."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from office import PLAIN, Office
from test_changing import ask, seen
from test_races import side_by_side, while_uncommitted
from test_removing import OTHER, begins, given_up_to_the_proof, words

from provisioning.domain.states import State
from provisioning.usecases import carding, ending, executing, resuming, status_reading, withdrawing

if TYPE_CHECKING:
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request


async def take_back(office: Office, number: int, by: str = "olivia") -> None:
    await office.do(withdrawing.cancel, office.members[by], number)


async def card_of(office: Office, number: int) -> carding.Card:
    card = await office.service.look(carding.find_of, number, office.who("adam"))
    assert card is not None
    return card


async def offered(office: Office, number: int) -> tuple[str, ...]:
    """What Adam, who asked, may press."""
    request = await office.request(number)
    return await office.service.look(status_reading.status_verbs, request, office.who("adam"))


async def stopped_for(office: Office) -> tuple[Request, int]:
    """What gives has seen the removal, by number, and is not closed yet."""
    giving = await given_up_to_the_proof(office, PLAIN)
    number = await ask(office, "olivia", "priya", PLAIN, adds=False, now=seen(office, "priya", PLAIN))
    request = await office.request(giving)
    taken = await office.do(executing.take_up, giving, request.revision, request.attempt)
    assert taken.step is None
    return request, number


async def test_what_is_closed_after_the_removal_that_it_stopped_for_was_taken_back_goes_on_all_the_same(
    office: Office,
) -> None:
    request, number = await stopped_for(office)
    await take_back(office, number)
    await office.do(executing.finish, request)
    now = await office.request(request.number)
    assert (now.state, now.attempt) == (State.EXECUTING, 2)
    assert "step.resumed" in await office.events(request.number)


@side_by_side
@pytest.mark.parametrize("first", ["taken back", "closed"])
async def test_of_what_is_closed_and_what_is_taken_back_at_once_the_second_sees_the_first(
    office: Office, first: str
) -> None:
    request, number = await stopped_for(office)

    def take_back_at_once(desk: Desk) -> None:
        withdrawing.cancel(desk, office.members["olivia"], number)
        resuming.settle(desk)
        desk.called_off.clear()

    def close(desk: Desk) -> None:
        executing.finish(desk, request)
        resuming.settle(desk)
        desk.stopped.clear()

    order = (take_back_at_once, close) if first == "taken back" else (close, take_back_at_once)
    await while_uncommitted(office, *order)
    assert (await office.request(request.number)).state is State.EXECUTING


async def test_what_is_closed_while_the_removal_goes_on_stays_closed(office: Office) -> None:
    request, _ = await stopped_for(office)
    assert await office.do(executing.finish, request) is State.FAILED
    assert (await office.request(request.number)).state is State.FAILED


async def test_a_removal_that_failed_is_not_undone_because_another_is_taken_back(office: Office) -> None:
    request, number = await stopped_for(office)
    await office.do(executing.finish, request)
    assert await office.start(number, seen(office, "priya", PLAIN)) is None
    assert await office.finish_steps(number, fails=("leave",)) is State.FAILED
    other = await ask(office, "olivia", "priya", OTHER, adds=False, now=seen(office, "priya", PLAIN, OTHER))
    await take_back(office, other)
    assert (await office.request(request.number)).state is State.FAILED


async def test_the_card_of_what_stopped_for_a_removal_that_failed_says_who_presses_where(office: Office) -> None:
    request, number = await stopped_for(office)
    await office.do(executing.finish, request)
    assert "request.retry" not in await offered(office, request.number)
    assert await office.start(number, seen(office, "priya", PLAIN)) is None
    shown = (await card_of(office, request.number)).wanted
    assert await office.finish_steps(number, fails=("leave",)) is State.FAILED
    assert (await card_of(office, request.number)).wanted > shown, "its cards are shown anew"
    told = await words(office, request.number, "adam")
    assert f"R-{number} was to take away what this gives, so I stopped; then R-{number} failed" in told
    assert "an owner presses “Try again” here to give it" in told
    assert "I go on by myself" not in told
    assert {"request.retry", "request.who_fixes"} <= {*await offered(office, request.number)}
    await office.do(withdrawing.retry, office.members["adam"], number, within=timedelta(days=7))
    assert "and nothing else stands against it, I go on by myself" in await words(office, request.number, "adam")
    await take_back(office, number)
    assert (await office.request(request.number)).state is State.EXECUTING


async def test_what_stopped_for_a_removal_that_failed_is_given_by_a_press(office: Office) -> None:
    request, number = await stopped_for(office)
    await office.do(executing.finish, request)
    assert await office.start(number, seen(office, "priya", PLAIN)) is None
    assert await office.finish_steps(number, fails=("leave",)) is State.FAILED
    await office.do(withdrawing.retry, office.members["adam"], request.number, within=timedelta(days=7))
    assert await office.finish_steps(request.number) is State.DELIVERED


async def test_while_an_end_stands_against_it_too_its_card_does_not_promise_to_go_on(office: Office) -> None:
    request, number = await stopped_for(office)
    await office.do(executing.finish, request)
    (end,) = await office.do(ending.end_person, office.members["berta"], office.who("priya"))
    await take_back(office, number)
    assert (await office.request(request.number)).state is State.FAILED
    assert "and nothing else stands against it, I go on by myself" in await words(office, request.number, "adam")
    await take_back(office, end, by="berta")
    assert (await office.request(request.number)).state is State.EXECUTING


async def test_what_was_asked_for_anew_and_rejected_is_not_given_because_an_end_is_taken_back(office: Office) -> None:
    giving = await given_up_to_the_proof(office, PLAIN)
    (end,) = await office.do(ending.end_person, office.members["berta"], office.who("priya"))
    assert await office.finish_steps(giving) is State.FAILED
    again = await ask(office, "adam", "priya", PLAIN, now=seen(office, "priya"))
    await office.decide(again, "berta", approved=False, reason="Not any more.")
    await take_back(office, end, by="berta")
    assert (await office.request(giving)).state is State.FAILED


async def test_a_removal_that_was_taken_back_says_no_longer_that_something_stops_for_it(office: Office) -> None:
    giving = await given_up_to_the_proof(office, PLAIN)
    number = await ask(office, "olivia", "priya", PLAIN, adds=False, now=seen(office, "priya", PLAIN))
    assert not await begins(office, number)
    assert "It stops for this." in await words(office, number)
    await take_back(office, number)
    assert f"R-{giving}" not in await words(office, number)
