"""Taking away what is just being given: nobody keeps what an owner wished to remove, and the cards say what is under way."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import office as stage
import pytest
from office import PLAIN, Office
from official import whole
from test_changing import ask, form, seen
from test_inviting import declined

from cards.render import render
from provisioning.domain.states import State
from provisioning.storage import tables as t
from provisioning.usecases import carding, ending, executing, showing, waiting, withdrawing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from provisioning.domain.plan import Step
    from provisioning.domain.preview import Outside
    from provisioning.usecases.executing import Assignment

OTHER = "Receptionists"


async def given_up_to_the_proof(office: Office, *groups: str) -> int:
    """Priya is in the groups, and the proof waits for the platform."""
    number = await ask(office, "adam", "priya", *groups)
    await office.decide(number, "berta")
    assert await office.start(number, seen(office, "priya")) is None
    while (taken := await office.take_up(number)) and taken[1].key != "prove":
        await office.do(stage._perform, *taken, "oid-priya")
    return number


async def begins(office: Office, number: int) -> bool:
    """Whether the worker may begin it, or go on with it."""
    request = await office.request(number)
    taken = await office.do(executing.take_up, number, request.revision, request.attempt)
    return not taken.held


async def words(office: Office, number: int, of: str = "olivia") -> str:
    card = await office.service.look(carding.find_of, number, office.who(of))
    assert card is not None
    return whole(render(await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, card.id)))))


async def take_out(office: Office, number: int, inside: Outside) -> None:
    assert await office.start(number, inside) is None
    assert await office.finish_steps(number) is State.DELIVERED


async def test_what_gives_nothing_else_stops_for_a_removal_though_its_proof_still_waits(office: Office) -> None:
    giving = await given_up_to_the_proof(office, PLAIN)
    inside = seen(office, "priya", PLAIN)
    number = await ask(office, "olivia", "priya", PLAIN, adds=False, now=inside)
    assert (await office.request(number)).state is State.APPROVED
    assert await office.finish_steps(giving) is State.FAILED
    assert (await office.request(giving)).why == ("why-removed-meanwhile", {"number": number})
    assert f"R-{number} takes away what this gives" in await words(office, giving, "adam")
    assert await begins(office, number)
    await take_out(office, number, inside)
    (grant,) = await office.rows(t.grants)
    assert (grant.gives["groups"], grant.ended_why) == ([], "removed")
    with declined("declined-ended-since"):
        await office.do(withdrawing.retry, office.members["adam"], giving, within=timedelta(days=7))


async def test_a_removal_of_a_part_waits_for_what_gives_it_and_says_so(office: Office) -> None:
    giving = await given_up_to_the_proof(office, PLAIN, OTHER)
    inside = seen(office, "priya", PLAIN, OTHER)
    number = await ask(office, "olivia", "priya", PLAIN, adds=False, now=inside)
    assert not await begins(office, number)
    assert (await office.request(number)).why == ("why-behind", {"number": giving})
    assert f"It begins as soon as R-{giving} is done" in await words(office, number)
    shown = len(await office.shown())
    assert not await begins(office, number)
    assert len(await office.shown()) == shown, "said once"
    assert await office.finish_steps(giving) is State.DELIVERED
    await take_out(office, number, inside)
    assert (await office.request(number)).why is None
    (grant,) = await office.rows(t.grants)
    assert (grant.gives["groups"], grant.ended_at) == ([OTHER], None)


async def test_of_who_is_not_in_the_group_yet_it_is_told_what_gives_it(office: Office) -> None:
    giving = await ask(office, "adam", "priya", PLAIN)
    await office.decide(giving, "berta")
    assert await office.start(giving, seen(office, "priya")) is None
    card = await form(office, "olivia", "priya", PLAIN, adds=False, now=seen(office, "priya"))
    view: Any = await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, card)))
    assert view.declined[0] == "declined-being-given"
    assert f"R-{giving} is giving it just now" in whole(render(view))
    assert "change.remove" not in view.verbs


async def test_what_nobody_has_approved_is_waited_for_as_before(office: Office) -> None:
    giving = await ask(office, "adam", "priya", PLAIN)
    with declined("declined-open-elsewhere", number=giving, requester="Adam"):
        await ask(office, "olivia", "priya", PLAIN, adds=False, now=seen(office, "priya", PLAIN))


async def test_what_was_stopped_before_it_gave_anything_is_not_tried_again_after_the_removal(office: Office) -> None:
    inside = seen(office, "priya", PLAIN)
    giving = await ask(office, "adam", "priya", PLAIN, OTHER, now=inside)
    await office.decide(giving, "berta")
    assert await office.start(giving, inside) is None
    number = await ask(office, "olivia", "priya", PLAIN, OTHER, adds=False, now=inside)
    assert await office.finish_steps(giving) is State.FAILED
    assert await office.rows(t.grants) == []
    for _ in range(2):
        with declined("declined-ended-since", number=giving):
            await office.do(withdrawing.retry, office.members["adam"], giving, within=timedelta(days=7))
        if (await office.request(number)).state is not State.DELIVERED:
            await take_out(office, number, inside)


async def test_a_removal_goes_on_though_everything_is_ended_meanwhile(office: Office) -> None:
    inside = seen(office, "priya", PLAIN, OTHER)
    giving = await ask(office, "adam", "priya", PLAIN, now=seen(office, "priya", OTHER))
    await office.deliver(giving, seen(office, "priya", OTHER), by="berta")
    number = await ask(office, "olivia", "priya", OTHER, adds=False, now=inside)
    (end,) = await office.do(ending.end_person, office.members["berta"], office.who("priya"))
    await office.check(end, inside)
    await take_out(office, number, inside)
    assert await begins(office, end)
    assert await office.start(end, seen(office, "priya", PLAIN)) is None
    assert await office.finish_steps(end) is State.DELIVERED
    (grant,) = await office.rows(t.grants)
    assert grant.ended_why == "owner"


async def test_what_is_approved_and_has_not_begun_stops_for_a_removal_and_both_cards_say_so(office: Office) -> None:
    inside = seen(office, "priya", PLAIN)
    giving = await ask(office, "adam", "priya", PLAIN, OTHER, now=inside)
    await office.decide(giving, "berta")
    number = await ask(office, "olivia", "priya", PLAIN, OTHER, adds=False, now=inside)
    assert await begins(office, number)
    assert await office.finish_steps(giving) is State.FAILED
    assert await office.rows(t.grants) == []
    assert f"R-{number} takes away what this gives, so I stopped" in await words(office, giving, "adam")
    assert f"R-{giving} was giving what this takes away" in await words(office, number)
    await take_out(office, number, inside)


async def test_what_gives_more_than_a_removal_takes_is_judged_anew_once_it_has_taken(office: Office) -> None:
    inside = seen(office, "priya", PLAIN)
    giving = await ask(office, "adam", "priya", PLAIN, OTHER, now=inside)
    await office.decide(giving, "berta")
    number = await ask(office, "olivia", "priya", PLAIN, adds=False, now=inside)
    assert await begins(office, number)
    assert not await begins(office, giving)
    await take_out(office, number, inside)
    assert await office.start(giving, seen(office, "priya")) == ("why-moved", {})
    assert (await office.request(giving)).state is State.PENDING


async def woken_by(office: Office, number: int) -> list[str]:
    """What looks at once because a worker has looked whether it may begin this."""
    woken = list[str]()

    async def wake(workflows: Iterable[str]) -> None:
        woken.extend(workflows)

    alert = replace(office.service, wake=wake)
    request = await office.request(number)
    await alert.do(executing.take_up, number, request.revision, request.attempt)
    return woken


async def test_a_removal_wakes_what_stops_for_it_and_that_wakes_the_removal(office: Office) -> None:
    giving = await given_up_to_the_proof(office, PLAIN)
    number = await ask(office, "olivia", "priya", PLAIN, adds=False, now=seen(office, "priya", PLAIN))
    assert await woken_by(office, number) == [f"{giving}-r1-a1"]
    assert await woken_by(office, number) == [f"{giving}-r1-a1"], "again, in case the first was lost"
    assert await woken_by(office, giving) == [f"{number}-r1-a1"]


async def test_what_was_left_for_later_begins_its_next_look_at_once_and_only_once(office: Office) -> None:
    giving = await given_up_to_the_proof(office, PLAIN)
    await office.do(waiting.leave_for_later, giving, office.clock.now() + timedelta(minutes=5))
    number = await ask(office, "olivia", "priya", PLAIN, adds=False, now=seen(office, "priya", PLAIN))
    for _ in range(2):
        assert not await begins(office, number)
    assert len(await office.jobs("execute")) == 3, "of both one, and the next look of what stops"
    assert (await office.request(giving)).look_at is None


async def test_a_removal_of_a_part_wakes_nobody(office: Office) -> None:
    await given_up_to_the_proof(office, PLAIN, OTHER)
    number = await ask(office, "olivia", "priya", PLAIN, adds=False, now=seen(office, "priya", PLAIN, OTHER))
    assert await woken_by(office, number) == []


async def test_what_stopped_for_a_removal_that_was_taken_back_goes_on_by_itself(office: Office) -> None:
    giving = await given_up_to_the_proof(office, PLAIN)
    number = await ask(office, "olivia", "priya", PLAIN, adds=False, now=seen(office, "priya", PLAIN))
    assert await office.finish_steps(giving) is State.FAILED
    await office.do(withdrawing.cancel, office.members["olivia"], number)
    request = await office.request(giving)
    assert (request.state, request.attempt) == (State.EXECUTING, 2)
    assert f"{giving}-r1-a2" in await office.jobs("execute")
    assert await office.start(giving, seen(office, "priya", PLAIN)) is None
    assert await office.finish_steps(giving) is State.DELIVERED
    assert "step.resumed" in await office.events(giving)
    (grant,) = await office.rows(t.grants)
    assert grant.ended_at is None


async def test_what_failed_by_itself_stays_so_when_a_removal_is_taken_back(office: Office) -> None:
    giving = await given_up_to_the_proof(office, PLAIN)
    assert await office.finish_steps(giving, fails=("prove",)) is State.FAILED
    number = await ask(office, "olivia", "priya", PLAIN, adds=False, now=seen(office, "priya", PLAIN))
    await office.do(withdrawing.cancel, office.members["olivia"], number)
    assert (await office.request(giving)).state is State.FAILED


async def written(office: Office) -> tuple[int, tuple[Assignment, Step]]:
    """Priya is in one group; a membership in the other was written, and Entra does not show it yet."""
    giving = await ask(office, "adam", "priya", PLAIN, OTHER)
    await office.decide(giving, "berta")
    assert await office.start(giving, seen(office, "priya")) is None
    await office.do(stage._perform, *await joining(office, giving, PLAIN), "oid-priya")
    taken = await joining(office, giving, OTHER)
    await office.do(executing.note, taken[0].request, taken[1], {"ours": True})
    return giving, taken


async def joining(office: Office, number: int, group: str) -> tuple[Assignment, Step]:
    taken = await office.take_up(number)
    assert taken is not None
    assert (taken[1].key, taken[1].about) == ("join", group)
    return taken


async def test_a_membership_that_was_written_and_is_not_seen_yet_is_recorded_before_it_is_taken(office: Office) -> None:
    giving, taken = await written(office)
    number = await ask(office, "olivia", "priya", PLAIN, OTHER, adds=False, now=seen(office, "priya", PLAIN))
    assert not await begins(office, number)
    assert await joining(office, giving, OTHER), "it is looked for still"
    await office.do(stage._perform, *taken, "oid-priya")
    assert await office.finish_steps(giving) is State.FAILED
    assert await begins(office, number)
    (grant,) = await office.rows(t.grants)
    assert set(grant.gives["groups"]) == {PLAIN, OTHER}


async def test_an_end_waits_for_it_likewise(office: Office) -> None:
    giving, taken = await written(office)
    (end,) = await office.do(ending.end_person, office.members["berta"], office.who("priya"))
    await office.check(end, seen(office, "priya", PLAIN))
    assert not await begins(office, end)
    await office.do(stage._perform, *await joining(office, giving, OTHER), "oid-priya")
    assert await office.finish_steps(giving) is State.FAILED
    assert await office.start(end, seen(office, "priya", PLAIN, OTHER)) is None
    assert set((await office.request(end)).groups) == {PLAIN, OTHER}
    assert taken[0].request.number == giving


@pytest.mark.parametrize("why", ["", "why-task-join"])
async def test_what_does_not_appear_or_is_somebody_s_task_is_not_waited_for(office: Office, why: str) -> None:
    giving, taken = await written(office)
    if why:
        await office.do(waiting.note, taken[0].request, taken[1], (why, {}), {"ours": True})
    else:
        await office.later(minutes=6)
    await ask(office, "olivia", "priya", PLAIN, OTHER, adds=False, now=seen(office, "priya", PLAIN))
    assert await office.finish_steps(giving) is State.FAILED
    (grant,) = await office.rows(t.grants)
    assert grant.gives["groups"] == [PLAIN]
