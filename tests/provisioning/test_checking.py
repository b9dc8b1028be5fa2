"""What only the world outside knows: it refuses, or what will change is frozen and asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from office import LARS, PLAIN, STRONG, Office, account, employee, group, guest

from cards.render import render
from provisioning.domain.ports import GroupKind
from provisioning.domain.states import Kind, Option, State
from provisioning.storage import tables as t
from provisioning.usecases import carding, checking, showing, taking_over

if TYPE_CHECKING:
    from provisioning.domain.preview import Preview
    from provisioning.usecases.requests import Request


def frozen(request: Request) -> Preview:
    assert request.preview is not None
    return request.preview


async def test_an_unknown_person_will_be_created_in_both_and_every_approver_is_asked(office: Office) -> None:
    number = await office.ask()
    request = await office.request(number)
    assert request.state is State.PENDING
    assert (frozen(request).directory, frozen(request).account) == ("created", "created")
    assert frozen(request).joins == (PLAIN,)
    assert frozen(request).roles_after == ("Add-in User",)
    asked = {row.approver for row in await office.rows(t.asked, t.asked.c.request == number)}
    assert asked == {office.who(key) for key in ("adam", "berta", "carl")}
    cards = await office.rows(t.cards, t.cards.c.kind == "approval")
    assert {card.recipient for card in cards} == asked
    assert {card.id for card in cards} <= set(await office.shown())


async def test_the_frozen_set_is_stored_with_its_hash_and_audited(office: Office) -> None:
    number = await office.ask()
    (row,) = await office.rows(t.requests)
    assert row.preview_hash == frozen(await office.request(number)).digest()
    assert "preview.frozen" in await office.events(number)
    assert LARS not in str(row.preview)


async def test_a_guest_who_is_there_is_not_created_again(office: Office) -> None:
    number = await office.ask(seen=office.outside(guest(), member_of=["Receptionists"]))
    preview = frozen(await office.request(number))
    assert preview.directory == "exists"
    assert preview.joins == (PLAIN,)
    assert preview.roles_after == ("Add-in User", "Visitors Administrator")
    (row,) = await office.rows(t.people, t.people.c.object_id == "oid-lars")
    assert (row.pseudonym, row.is_guest, row.enabled) == (preview.subject, True, True)


async def test_an_account_made_by_hand_is_taken_over_by_name_with_its_roles(office: Office) -> None:
    there = office.outside(account=account(LARS, direct=["Insights Portal User"]))
    number = await office.ask(seen=there)
    mine = await office.service.look(carding.find_of, number, office.who("olivia"))
    await office.do(taking_over.take_over, office.members["olivia"], mine)
    await office.check(number, there)
    preview = frozen(await office.request(number))
    assert preview.account == "taken_over"
    assert preview.roles_before == ("Insights Portal User",)
    assert preview.roles_after == ("Add-in User", "Insights Portal User")


async def test_optional_roles_are_frozen_as_optional(office: Office) -> None:
    number = await office.ask(groups=("Service teams",))
    preview = frozen(await office.request(number))
    assert preview.roles_after == ("Services Portal Users",)
    assert preview.optional == ("Add-in User",)


@pytest.mark.parametrize(
    ("seen", "why"),
    [
        ({"user": employee("lars", domain="fabrikam.example")}, "declined-employee"),
        ({"user": guest(enabled=False)}, "declined-guest-blocked"),
        ({PLAIN: None}, "declined-group-not-found"),
        ({PLAIN: group(PLAIN, GroupKind.DYNAMIC)}, "declined-group-dynamic"),
        ({PLAIN: group(PLAIN, GroupKind.ROLE_ASSIGNABLE)}, "declined-group-role-assignable"),
        ({PLAIN: group(PLAIN, GroupKind.ON_PREMISES)}, "declined-group-on-premises"),
        ({"in_scope": [STRONG]}, "declined-group-out-of-scope"),
        ({"user": guest(), "member_of": [PLAIN, STRONG]}, "declined-in-group"),
    ],
)
async def test_what_is_found_outside_refuses_and_nobody_is_asked(
    office: Office, seen: dict[str, Any], why: str
) -> None:
    number = await office.ask(seen=office.outside(**seen))
    request = await office.request(number)
    assert request.state is State.REFUSED
    assert request.why is not None
    assert request.why[0] == why
    assert request.ended_at == office.clock.now()
    assert await office.rows(t.asked) == []
    assert (await office.events(number))[-1] == "request.refused"


async def test_whoever_would_invite_an_employee_reads_the_command_that_works_for_them(office: Office) -> None:
    number = await office.ask(seen=office.outside(user=employee("lars", domain="fabrikam.example")))
    card = await office.do(lambda desk: carding.issue(desk, office.who("olivia"), "status", request=number, revision=1))
    told = str(render(await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, card)))))
    assert "**add Lars to** GROUP" in told, "by the name that Entra has, not the one that was typed"


async def test_an_account_that_is_on_is_not_created_again(office: Office) -> None:
    for active, state in ((True, State.REFUSED), (False, State.PENDING)):
        seen = office.outside(account=account(LARS, "Add-in User", active=active))
        number = await office.ask(option=Option.ACCOUNT, seen=seen)
        assert (await office.request(number)).state is state


async def test_an_account_alone_gets_optional_roles_too_and_touches_no_directory(office: Office) -> None:
    number = await office.ask(option=Option.ACCOUNT, groups=("Service teams",))
    preview = frozen(await office.request(number))
    assert (preview.directory, preview.account, preview.joins) == ("none", "created", ())
    assert preview.roles_after == ("Add-in User", "Services Portal Users")


async def test_what_was_seen_for_another_revision_or_after_an_answer_changes_nothing(office: Office) -> None:
    number = await office.ask()
    before = await office.rows(t.requests)
    await office.check(number, office.outside(guest(enabled=False)))
    await office.do(checking.record_outside, number, 7, office.outside(guest(enabled=False)))
    assert await office.rows(t.requests) == before


async def test_a_request_whose_approvers_left_meanwhile_is_refused(office: Office) -> None:
    number = await office.invite()
    await office.read_directory(("olivia",))
    request = await office.check(number)
    assert request.state is State.REFUSED
    assert request.why == ("declined-no-approver", {})


async def test_a_kind_without_stages_needs_no_approval(office: Office) -> None:
    policy = replace(office.rules.policies[Kind.INVITE_EXTERNAL], stages=())
    office.change_rules(policies={**office.rules.policies, Kind.INVITE_EXTERNAL: policy})
    number = await office.ask()
    assert (await office.request(number)).state is State.APPROVED
    assert await office.jobs("execute") == [f"{number}-r1-a1"]


async def test_what_cannot_be_asked_for_good_is_refused_with_a_reference(office: Office) -> None:
    number = await office.invite()
    await office.do(checking.record_undecidable, number, 1, ("why-refused-outside", {}), "ab12-cd34")
    request = await office.request(number)
    assert (request.state, request.trace) == (State.REFUSED, "ab12-cd34")


async def test_the_directory_tells_the_name_of_a_guest_it_knows(office: Office) -> None:
    number = await office.ask(name="", seen=office.outside(guest()))
    request = await office.request(number)
    details = await office.service.look(lambda desk: desk.vault.read([request.subject]))
    assert details[request.subject]["name"] == "Lars"
