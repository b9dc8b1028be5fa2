"""A mistake of ours in a step ends the request with a reference and a sentence; it never stands still in silence."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from office import LARS, PLAIN, guest
from test_ending import end_now

from provisioning.domain.states import State
from provisioning.usecases import granting, people, withdrawing
from provisioning.workflow.executions import Executions
from provisioning.workflow.outside import World

if TYPE_CHECKING:
    from office import Office

    from provisioning.domain.ports import Directory, Platform


class Broken:
    """Whatever is asked of it is an error that nobody foresaw."""

    def __getattr__(self, name: str) -> Any:
        async def break_down(*_: object, **__: object) -> None:
            raise AttributeError(name)

        return break_down


def broken(office: Office) -> Executions:
    """A world whose parts are broken."""
    world = World(service=office.service, directory=cast("Directory", Broken()), platform=cast("Platform", Broken()))
    return Executions(world=world, redirect_url="https://app.example")


async def test_a_check_that_breaks_refuses_the_request_and_nothing_was_done(office: Office) -> None:
    number = await office.invite()
    assert await broken(office)._check(number, 1, 1) == {"end": "refused"}
    request = await office.request(number)
    assert (request.state, request.why) == (State.REFUSED, ("why-broken", {}))
    assert request.trace


async def test_a_step_that_breaks_fails_the_execution_which_an_owner_may_try_again(office: Office) -> None:
    number = await office.ask()
    await office.decide(number, "adam")
    assert await broken(office)._next(number, 1, 1, 1) == {"end": "failed"}
    request = await office.request(number)
    assert (request.state, request.why, bool(request.trace)) == (State.FAILED, ("why-broken", {}), True)
    await office.do(lambda desk: withdrawing.retry(desk, office.members["berta"], number, within=timedelta(days=7)))
    assert await office.start(number) is None
    assert await office.finish_steps(number) is State.DELIVERED


async def test_nobody_is_out_of_a_group_while_it_is_not_known_who_that_is(office: Office) -> None:
    await office.do(people.record_user, guest("lars@new.example"))
    seen = office.outside(guest("lars@new.example"), member_of=[PLAIN])
    given = await office.request(await office.ask(seen=office.outside(guest("lars@new.example"))))
    await office.do(lambda desk: granting.record_given(desk, given, group=PLAIN))
    number = await end_now(office, address=LARS)
    await office.check(number, seen)
    assert await office.start(number, seen) is None
    assert await broken(office)._next(number, 1, 1, 1) == {"end": "failed"}
    assert (await office.request(number)).why == ("why-refused-outside", {"group": PLAIN})
