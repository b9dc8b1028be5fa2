"""What is taken back by whoever asked: until something is given, and never after that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from test_inviting import declined

from provisioning.domain.plan import Step
from provisioning.domain.states import State, StepState
from provisioning.storage import tables as t
from provisioning.usecases import carding, executing, showing, step_rows, waiting, withdrawing
from provisioning.views import StatusCardView, TaskCardView

if TYPE_CHECKING:
    from office import Office


INVITE, JOIN = Step("invite"), Step("join", "Add-in Users")


async def approved(office: Office) -> int:
    number = await office.ask()
    await office.decide(number, "adam")
    return number


async def take_back(office: Office, number: int) -> State:
    request = await office.do(withdrawing.cancel, office.members["olivia"], number)
    return State(request.state)


async def offered(office: Office, number: int, of: str, kind: str = "status") -> tuple[str, ...]:
    """What somebody may press on their card of it now."""
    c = t.cards.c
    row, *_ = await office.rows(t.cards, c.request == number, c.recipient == office.who(of), c.kind == kind)
    view = await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, row.id)))
    assert isinstance(view, StatusCardView | TaskCardView)
    return view.verbs


async def test_what_was_approved_is_taken_back_before_it_begins_and_nothing_is_done(office: Office) -> None:
    number = await approved(office)
    assert "request.cancel" in await offered(office, number, "olivia")
    assert await take_back(office, number) is State.CANCELLED
    assert (await office.take_up(number), (await office.request(number)).why) == (None, ("why-withdrawn", {}))
    assert await office.rows(t.grants) == []
    assert (await office.events(number))[-1] == "request.cancelled"
    assert "request.cancel" not in await offered(office, number, "olivia")


async def test_while_the_tenant_does_not_answer_it_is_taken_back_and_not_looked_at_again(office: Office) -> None:
    number = await approved(office)
    await office.take_up(number)  # looks again, in vain
    await office.do(waiting.note_unreachable, number, ("why-directory-unreachable", {}))
    await office.do(waiting.leave_for_later, number, office.clock.now())
    assert await take_back(office, number) is State.CANCELLED
    request = await office.request(number)
    assert (request.why, request.look_at) == (("why-withdrawn", {}), None)


@pytest.mark.parametrize("why", ["why-not-there-yet", "why-task-invite"])
async def test_a_look_that_ends_after_it_was_taken_back_says_nothing_more_and_asks_nobody(
    office: Office, why: str
) -> None:
    number = await approved(office)
    await office.start(number)
    await office.take_up(number)
    await office.do(waiting.note_unreachable, number, ("why-directory-unreachable", {}))
    looked = await office.request(number)
    assert await take_back(office, number) is State.CANCELLED
    await office.do(waiting.note_unreachable, number, ("why-microsoft-asks-to-wait", {"minutes": 3}))
    assert not await office.do(waiting.note, looked, INVITE, (why, {}), None)
    assert await office.do(executing.go_on, looked, INVITE, {"user": "oid-lars", "invited": True}) is None
    assert (await office.request(number)).why == ("why-withdrawn-invited", {})
    assert [row for row in await office.rows(t.cards) if row.kind == "task"] == []


async def test_an_invitation_under_way_is_written_down_and_nothing_follows_it(office: Office) -> None:
    number = await approved(office)
    await office.start(number)
    assert (await office.take_up(number) or (None, None))[1] == INVITE
    request = await office.request(number)
    assert await take_back(office, number) is State.CANCELLED
    assert await office.do(executing.go_on, request, INVITE, {"user": "oid-lars", "invited": True}) is None
    rows = await office.service.look(lambda desk: step_rows.list_of(desk, request))
    assert [(row.key, row.state) for row in rows] == [("recheck", StepState.DONE), ("invite", StepState.DONE)]
    after = await office.request(number)
    assert (after.state, after.why) == (State.CANCELLED, ("why-withdrawn-invited", {}))
    assert await office.rows(t.grants) == []


@pytest.mark.parametrize(
    ("result", "why"),
    [({"user": "oid-lars", "invited": True}, "why-withdrawn-invited"), ({"user": "oid-lars"}, "why-withdrawn")],
)
async def test_it_is_told_whether_somebody_was_invited(office: Office, result: dict[str, object], why: str) -> None:
    number = await approved(office)
    await office.start(number)
    await office.take_up(number)
    request = await office.request(number)
    await office.do(executing.record_step, request, INVITE, StepState.DONE, result=result)
    assert await take_back(office, number) is State.CANCELLED
    assert (await office.request(number)).why == (why, {})


async def test_what_an_administrator_was_asked_to_do_first_is_asked_no_more(office: Office) -> None:
    number = await approved(office)
    await office.start(number)
    await office.take_up(number)
    await office.do(waiting.note, await office.request(number), INVITE, ("why-task-invite", {}), None)
    assert await offered(office, number, "maria", "task") == ("request.done",)
    assert await take_back(office, number) is State.CANCELLED
    assert (await office.request(number)).why == ("why-withdrawn", {})
    assert await offered(office, number, "maria", "task") == ()


async def test_from_the_first_group_on_it_is_too_late(office: Office) -> None:
    number = await approved(office)
    await office.start(number)
    request = await office.request(number)
    await office.do(executing.record_step, request, INVITE, StepState.DONE, result={"user": "oid-lars"})
    assert (await office.take_up(number) or (None, None))[1] == JOIN
    assert "request.cancel" not in await offered(office, number, "olivia")
    with declined("declined-cancel-late", number=number):
        await take_back(office, number)
    assert (await office.request(number)).state is State.EXECUTING
    assert await office.finish_steps(number) is State.DELIVERED
    with declined("declined-stale", state="delivered"):
        await take_back(office, number)
