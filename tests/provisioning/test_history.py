"""A request's history: told to those who have a part in it, from the audit, in a constant number of queries."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from office import LARS, guest
from official import whole
from test_audit import swap_ids

from cards.render import render
from provisioning.domain import plan
from provisioning.domain.errors import Declined
from provisioning.domain.states import Option
from provisioning.storage import tables as t
from provisioning.usecases import carding, ending, looking, requests, showing, sweeping, tasking
from provisioning.usecases.history import TOLD, UNTOLD

if TYPE_CHECKING:
    from office import Office

    from provisioning.usecases.desk import Desk


async def history(office: Office, by: str, number: int) -> Any:
    """What somebody reads who asks why."""
    card = await office.do(looking.open_history, office.members[by], number)
    return await shown(office, card)


async def shown(office: Office, card: str) -> Any:
    return await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, card)))


async def test_a_request_is_told_from_the_asking_to_the_proof(office: Office) -> None:
    number = await office.ask()
    await office.deliver(number)
    told = await history(office, "olivia", number)
    keys = [event.key for event in told.events]
    first = ["request-submitted", "preview-frozen", "decision-approved", "execution-started", "step-done"]
    assert (keys[:5], len(keys), told.more) == (first, 10, True)
    assert (told.events[0].by, told.events[2].by) == ("Olivia", "Adam")
    assert (told.events[0].values["reason"], told.verbs) == ("Runs the project", ("look.more", "list.open"))
    assert told.events[1].values["asked"]


async def test_who_was_asked_in_a_second_step_stands_behind_the_first_ones_approval(office: Office) -> None:
    office.ask_stages(["owners"], ["owners", "administrators"])
    number = await office.ask()
    await office.decide(number, "adam")
    told = await history(office, "olivia", number)
    asked = {event.key: sorted(event.values["asked"]) for event in told.events if event.values["asked"]}
    assert asked == {"preview-frozen": ["Adam", "Berta", "Carl"], "decision-approved": ["Berta", "Carl", "Maria"]}
    assert "Adam approved. Asked: Berta, Carl and Maria." in whole(render(told)).replace("\n", " ")


async def test_ids_that_were_swapped_in_the_audit_tell_no_other_story(office: Office) -> None:
    number = await office.ask()
    await office.deliver(number)
    await office.do(sweeping.seal)
    before = [event.key for event in (await history(office, "olivia", number)).events]
    first, second = [row.id for row in await office.rows(t.audit, t.audit.c.request == number)][:2]
    await swap_ids(office.database, first, second)
    assert [event.key for event in (await history(office, "olivia", number)).events] == before


async def test_the_rest_follows_on_the_next_page_and_the_end_last(office: Office) -> None:
    number = await office.ask()
    await office.deliver(number)
    form = await office.do(ending.open_form, office.members["adam"], LARS)
    end = await office.do(ending.end_now, office.members["adam"], await office.service.look(carding.get, form))
    await office.check(end, office.outside(guest(), member_of=["Add-in Users"]))
    assert await office.start(end, office.outside(guest(), member_of=["Add-in Users"])) is None
    await office.finish_steps(end)
    card = await office.do(looking.open_history, office.members["olivia"], number)
    await office.do(looking.show_more, office.members["olivia"], await office.service.look(carding.get, card))
    told = await shown(office, card)
    assert [event.key for event in told.events][-2:] == ["request-delivered", "ended"]
    assert (told.events[-1].values, told.more) == ({"number": end, "reason": "owner"}, False)
    await office.do(looking.look_again, office.members["olivia"], await office.service.look(carding.get, card))
    again = await shown(office, card)
    assert again.events[0].key == "request-submitted"


async def test_a_rejection_is_told_with_its_reason_and_a_refusal_with_the_rule(office: Office) -> None:
    number = await office.ask()
    await office.decide(number, "adam", approved=False, reason="Too early")
    rejected = (await history(office, "olivia", number)).events[-1]
    assert (rejected.key, rejected.by, rejected.values["reason"]) == ("decision-rejected", "Adam", "Too early")
    other = await office.invite(address="blocked@fabrikam.example")
    await office.check(other, office.outside(guest("blocked@fabrikam.example", enabled=False)))
    refused = (await history(office, "olivia", other)).events[-1]
    assert (refused.key, refused.why) == ("request-refused", "declined-guest-blocked")


async def test_it_is_told_to_who_has_a_part_to_owners_and_to_auditors_and_to_nobody_else(office: Office) -> None:
    number = await office.ask()
    priya = office.members["priya"]
    with pytest.raises(Declined, match="declined-others-request"):
        await office.do(looking.open_history, priya, number)
    await history(office, "adam", number)
    assert "read.access" not in await office.events(), "an approver has a part in it"
    office.change_rules(auditors=frozenset({"priya@contoso.example"}))
    assert (await history(office, "priya", number)).verbs == ()
    row = (await office.rows(t.audit, t.audit.c.event == "read.access"))[-1]
    assert (row.actor, row.request) == (priya.pseudonym, number)
    with pytest.raises(Declined, match="declined-no-request"):
        await office.do(looking.open_history, priya, 4711)


@pytest.mark.parametrize(
    ("why", "values", "said"),
    [("why-task-less", {"left": ["Add-in User"]}, "Add-in User"), ("why-task-assign", {"role": "User"}, "role User")],
)
async def test_a_task_about_roles_is_told_with_them_and_one_of_an_earlier_release_without(
    office: Office, why: str, values: dict[str, Any], said: str
) -> None:
    number = await office.ask(option=Option.ACCOUNT)

    def wait(desk: Desk) -> None:
        request, step = requests.get(desk, number), plan.Step("task")
        tasking.ask(desk, request, step, (why, values))
        desk.audit("task.asked", request=number, subject=request.subject, step="task", about="", rule=why)

    await office.do(wait)
    told = await history(office, "olivia", number)
    assert [event.why for event in told.events if event.key == "task-asked"] == [why, ""]
    assert said in str(render(told))


def test_every_event_that_the_audit_holds_of_a_request_is_told_in_its_history_or_left_out_on_purpose() -> None:
    """Whoever adds an event says how a person reads it: ``TOLD`` and a sentence, or ``UNTOLD``."""
    written = {
        part.value
        for file in (Path(__file__).parents[2] / "provisioning").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "audit"
        if node.args and any(word.arg == "request" for word in node.keywords)
        for part in ast.walk(node.args[0])
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }
    assert len(written) > 20
    assert {event for event in written if not event.endswith(".")} - TOLD - UNTOLD == set()
