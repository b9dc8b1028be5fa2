"""Who is who: an address is given to others, a person has more than one account, and nobody becomes somebody else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from office import LARS, PLAIN, Office, employee, guest
from test_inviting import declined

from provisioning.domain.errors import Declined
from provisioning.domain.ports import DirectoryUser
from provisioning.domain.states import Kind, State
from provisioning.storage import tables as t
from provisioning.usecases import (
    authority,
    carding,
    changing,
    deciding,
    ending,
    leads,
    people,
    reaching,
    requests,
    withdrawing,
)
from provisioning.workflow import say
from provisioning.workflow.executions import Executions
from provisioning.workflow.outside import World

if TYPE_CHECKING:
    from provisioning.sql import Database
    from provisioning.usecases.executing import Why

#: A newcomer who was given the address that Adam, an owner, once had.
NEWCOMER = DirectoryUser(
    id="oid-newcomer",
    upn="n@contoso.example",
    display_name="New Comer",
    mail="adam@contoso.example",
    is_guest=False,
    enabled=True,
)


async def test_whoever_has_an_owners_former_address_is_not_that_owner(office: Office) -> None:
    number = await office.ask()
    moved = replace(employee("adam"), mail="adam.smith@contoso.example", upn="adam.smith@contoso.example")
    await office.do(people.record_user, moved)
    member = await office.meet("newcomer", user=NEWCOMER)
    assert member.pseudonym != office.who("adam")
    with declined("declined-not-asked"):
        await office.decide(number, "newcomer", card=await office.approval(number, "adam"))
    names = await office.service.look(people.names_of, [office.who("adam")])
    assert names[office.who("adam")] == "Adam"


async def test_two_people_with_one_address_stay_two_whoever_is_seen_first(office: Office) -> None:
    found = await office.do(people.record_user, NEWCOMER)
    assert found != office.who("adam")
    assert await office.service.look(people.objects_of, [office.who("adam")]) == {office.who("adam"): "oid-adam"}


async def test_an_invitation_to_an_employees_address_is_refused_and_makes_nobody_an_employee(office: Office) -> None:
    number = await office.ask(address="adam@contoso.example", seen=office.outside(replace(NEWCOMER, is_guest=True)))
    request = await office.request(number)
    assert (request.state, (request.why or ("",))[0]) == (State.REFUSED, "declined-employee")
    assert await office.service.look(people.objects_of, [office.who("adam")]) == {office.who("adam"): "oid-adam"}
    with pytest.raises(Declined):
        await office.service.look(people.get_member, NEWCOMER.id)


async def test_whom_nobody_of_our_own_is_called_is_refused_before_anybody_is_asked(office: Office) -> None:
    request = await office.request(await office.ask(address="adma@contoso.example"))
    assert (request.state, request.why) == (State.REFUSED, ("declined-own-domain", {}))
    assert await office.rows(t.asked) == []
    office.change_rules(limits=replace(office.rules.limits, known_domains=frozenset({"contoso.example"})))
    request = await office.request(await office.ask(address="consultant@contoso.example"))
    assert request.state is State.PENDING, "an administrator who is an external has a company's address"


async def test_a_guest_who_is_invited_anew_is_the_same_person(office: Office) -> None:
    await office.deliver(await office.ask())
    first = await office.do(people.record_user, guest())
    assert await office.do(people.record_user, replace(guest(), id="oid-lars-again")) == first
    assert await office.service.look(lambda desk: desk.vault.find(LARS)) == first


async def test_a_guest_who_has_another_guests_former_address_is_somebody_else(office: Office) -> None:
    await office.deliver(await office.ask())
    first = await office.do(people.record_user, guest())
    moved, other = replace(guest(), mail="cc@fabrikam.example"), replace(guest(), id="oid-other")
    seen = replace(office.outside(other), former=moved)
    request = await office.request(await office.ask(groups=("Secretaries",), seen=seen))
    assert (request.state, request.why) == (State.REFUSED, ("declined-address-moved", {}))
    assert await office.service.look(people.objects_of, [first]) == {first: "oid-lars"}
    again = await office.request(await office.ask(groups=("Secretaries",), seen=office.outside(other)))
    assert (again.state, again.subject == first) == (State.PENDING, False)
    assert await office.service.look(people.address_of, first) == "cc@fabrikam.example"


async def test_an_address_that_goes_to_another_guest_before_the_start_is_refused_once(office: Office) -> None:
    await office.deliver(await office.ask())
    first = await office.do(people.record_user, guest())
    moved, other = replace(guest(), mail="cc@fabrikam.example"), replace(guest(), id="oid-other")
    number = await office.ask(groups=("Secretaries",), seen=office.outside(guest(), member_of=(PLAIN,)))
    await office.decide(number, "adam")
    assert await office.start(number, replace(office.outside(other), former=moved)) == ("why-moved", {})
    request = await office.request(number)
    assert (request.state, request.why) == (State.REFUSED, ("declined-address-moved", {}))
    again = await office.request(await office.ask(groups=("Secretaries",), seen=office.outside(other)))
    assert (again.state, again.subject == first) == (State.PENDING, False)


class Found:
    """A directory in which somebody has the address that is to be invited; whoever is looked up by id is ``former``."""

    def __init__(self, user: DirectoryUser, former: DirectoryUser | None = None) -> None:
        self.user, self.former, self.joined = user, former, list[str]()

    async def find_user_by_mail(self, _: str) -> DirectoryUser:
        return self.user

    async def find_user(self, _: str) -> DirectoryUser | None:
        return self.former

    async def is_member(self, *_: str) -> bool:
        return bool(self.joined)

    async def add_member(self, _: str, user: str) -> None:
        self.joined.append(user)


async def carry_out(office: Office, number: int, found: Found) -> tuple[str, Why | None]:
    """Approved and judged while nobody had the address; then its steps in that directory. How it ended, and why."""
    await office.decide(number, "adam")
    assert await office.start(number) is None
    ports: Any = found
    world = World(service=office.service, directory=ports, platform=ports)
    ended = await Executions(world=world, redirect_url="https://app.example")._next(number, 1, 1, 1)
    return str(ended.get("end")), (await office.request(number)).why


@pytest.mark.parametrize(
    ("user", "why"),
    [
        (employee("lars", domain="fabrikam.example"), "declined-employee"),
        (guest(enabled=False), "declined-guest-blocked"),
    ],
)
async def test_nobody_gets_an_invitations_groups_who_could_not_have_been_invited(
    office: Office, user: DirectoryUser, why: str
) -> None:
    found = Found(user)
    assert await carry_out(office, await office.ask(), found) == ("failed", (why, {}))
    assert found.joined == []
    assert await office.rows(t.grants) == []


async def test_a_guest_who_got_the_address_of_another_since_the_start_is_not_let_in(office: Office) -> None:
    await office.deliver(await office.ask())
    number = await office.ask(groups=("Secretaries",))
    found = Found(replace(guest(), id="oid-other"), replace(guest(), mail="cc@fabrikam.example"))
    assert await carry_out(office, number, found) == ("failed", ("declined-address-moved", {}))
    assert found.joined == []
    who = await office.service.look(lambda desk: desk.vault.find(LARS))
    assert who != (await office.request(number)).subject, "whoever asks once more asks about who has it now"


async def test_an_invitation_that_leads_to_a_guest_known_by_another_address_is_carried_out_and_ended(
    office: Office,
) -> None:
    first = await office.ask()
    await office.deliver(first)
    second = await office.ask(address="lars.larsen@fabrikam.example", groups=("Secretaries",))
    assert await office.deliver(second) is State.DELIVERED
    (known,) = await office.rows(t.people, t.people.c.object_id == "oid-lars")
    assert known.pseudonym == (await office.request(first)).subject
    mail = "lars.larsen@fabrikam.example"
    card = await office.service.look(carding.get, await office.do(ending.open_form, office.members["berta"], mail))
    end = await office.do(ending.end_now, office.members["berta"], card)
    about = await office.service.look(lambda desk: leads.leads_to(desk, requests.get(desk, end)))
    assert (about.object_id, about.address) == ("oid-lars", LARS)


async def test_an_invitation_renames_nobody_whom_entra_has_shown(office: Office) -> None:
    number = await office.invite(address="maria@contoso.example", name="Carl")
    await office.do(withdrawing.cancel, office.members["olivia"], number)
    names = await office.service.look(people.names_of, [office.who("maria")])
    assert names == {office.who("maria"): "Maria"}


@pytest.mark.parametrize("address", ["consultant@fabr\u0131kam.example", "l\u0131sa@fabrikam.example"])
def test_a_sign_that_only_looks_like_an_i_is_no_address(address: str) -> None:
    with declined("declined-bad-address"):
        people.check_address(address)


async def test_somebody_whom_the_settings_name_has_no_say_once_entra_knows_them_no_more(office: Office) -> None:
    stage = office.rules.stages_of(Kind.CHANGE_ROLE, ["Owners"], [])[1]
    maria = office.who("maria")
    assert await office.service.look(lambda desk: authority.eligible(desk, stage, involved=())) == {maria}
    wanted = await office.service.look(say.how_to_find)
    assert wanted["oid-maria"] == maria
    await office.do(people.mark_gone, maria)
    assert await office.service.look(lambda desk: authority.eligible(desk, stage, involved=())) == set()


def linked(*keys: str) -> frozenset[str]:
    return frozenset(f"{key}@contoso.example" for key in keys)


async def test_an_administrator_does_not_confirm_their_own_second_account_as_owner(database: Database) -> None:
    office = await Office.open(database, owners=("olivia",))
    office.change_rules(linked=(linked("maria", "adm-maria"),))
    await office.do(lambda desk: desk.c.execute(t.known_members.delete()))
    await office.read_directory(("olivia", "adm-maria"))
    with declined("declined-self"):
        await office.do(authority.confirm_owners, office.members["maria"], await office.service.look(authority.unknown))


async def test_an_owner_does_not_confirm_their_own_second_account_as_approver(office: Office) -> None:
    office.change_rules(linked=(linked("berta", "adm-berta"),))
    office.ask_stages(["group:Security"])
    await office.read_directory(("olivia", "adam", "berta", "carl"), Security=("adm-berta", "dora"))
    shown = await office.service.look(authority.unknown)
    found = await office.do(authority.confirm_approvers, office.members["berta"], shown)
    assert found == {(await office.meet("dora")).pseudonym}


async def test_somebody_outside_is_outside_with_all_their_accounts(database: Database) -> None:
    office = await Office.open(database, owners=("olivia", "adam", "adm-maria"))
    stage = office.rules.stages_of(Kind.CHANGE_ROLE, ["Owners"], [])[1]
    assert office.who("maria") in await office.service.look(lambda desk: authority.eligible(desk, stage, involved=()))
    office.change_rules(linked=(linked("maria", "adm-maria"),))
    assert await office.service.look(lambda desk: authority.eligible(desk, stage, involved=())) == set()


async def test_accounts_linked_in_two_pairs_are_one_persons(office: Office) -> None:
    office.change_rules(linked=(linked("adam", "berta"), linked("olivia", "adam")))
    number = await office.ask()
    assert {row.approver for row in await office.rows(t.asked)} == {office.who("carl")}
    with declined("declined-self"):
        await office.decide(number, "berta", card=await office.approval(number, "carl"))


async def test_an_owner_who_cannot_be_reached_is_not_the_one_who_is_left(office: Office) -> None:
    for key in ("adam", "berta", "carl"):
        chat = {"service_url": "https://smba.trafficmanager.net/", "conversation_id": key, "locale": "en"}
        await office.do(lambda desk: people.remember_chat(desk, office.who(key), **chat))  # noqa: B023  run at once
        await office.do(people.mark_unreachable, office.who(key), "uninstalled")
    with declined("declined-last-owner"):
        await office.do(changing.check_owners_left, office.who("olivia"), ["Owners"])


# --- rules that are changed while something waits ---------------------------------------------------------------------


async def test_rules_with_fewer_steps_need_nobody_else_where_these_have_said_yes(office: Office) -> None:
    office.ask_stages(["owners"], ["owners"])
    number = await office.ask()
    await office.decide(number, "adam")
    office.ask_stages(["owners"])
    await office.do(reaching.look_at_all)
    assert (await office.request(number)).state is State.APPROVED
    assert await office.start(number) is None


async def test_rules_with_fewer_steps_do_not_make_a_no_a_yes(office: Office) -> None:
    office.ask_stages(["owners"], ["owners"])
    number = await office.ask()
    await office.decide(number, "adam")
    office.ask_stages(["owners"])
    with declined("declined-stale"):
        await office.decide(number, "adam", approved=False, reason="On second thoughts")
    with declined("declined-not-asked"):
        await office.decide(number, "priya", approved=False, reason="No", card=await office.approval(number, "berta"))
    assert (await office.decide(number, "berta", approved=False, reason="No")).state is State.REJECTED


async def test_nobodys_no_counts_where_the_rules_ask_nobody_any_more(office: Office) -> None:
    office.ask_stages(["owners"], kind=Kind.CHANGE_ROLE)
    number = await office.do(
        changing.ask, office.members["olivia"], changing.Change(subject=office.who("priya"), joins=(PLAIN,))
    )
    await office.check(number, office.outside(employee("priya")))
    office.ask_stages(kind=Kind.CHANGE_ROLE)
    with declined("declined-not-asked"):
        await office.decide(number, "adam", approved=False, reason="No")
    assert (await office.request(number)).state is State.PENDING


async def test_a_vote_that_the_rules_of_now_do_not_count_is_asked_again(office: Office) -> None:
    office.ask_stages(["owners"], ["owners"])
    number = await office.ask()
    await office.decide(number, "adam")
    office.ask_stages(["administrators"])
    card = await office.approval(number, "berta")
    await office.do(deciding.decide, office.members["berta"], card, deciding.Answer(approved=True))
    assert len(await office.rows(t.decisions)) == 1
    assert await office.start(number) == ("why-approver-lost", {})
    request = await office.request(number)
    assert (request.state, request.revision) == (State.PENDING, 2)
    asked = await office.rows(t.asked, t.asked.c.revision == 2)
    assert {row.approver for row in asked} == {office.who("maria")}


async def test_an_approved_request_whose_steps_are_fewer_now_is_asked_again(office: Office) -> None:
    office.ask_stages(["owners"], ["owners"])
    number = await office.ask()
    await office.decide(number, "adam")
    await office.decide(number, "berta")
    office.ask_stages(["owners"])
    assert await office.start(number) == ("why-approver-lost", {})
    assert (await office.request(number)).state is State.PENDING


# --- externals with a member's account --------------------------------------------------------------------------------

CONNIE = replace(employee("connie"), employee_type="Contractor")


async def test_an_external_with_a_members_account_has_an_end(office: Office) -> None:
    await office.meet("connie", user=CONNIE)
    change = changing.Change(subject=office.who("connie"), joins=(PLAIN,))
    number = await office.do(changing.ask, office.members["olivia"], change)
    assert (await office.check(number, office.outside(CONNIE))).until is not None


async def test_an_external_with_a_members_account_does_not_become_an_owner(office: Office) -> None:
    await office.meet("connie", user=CONNIE)
    change = changing.Change(subject=office.who("connie"), joins=("Owners",))
    number = await office.do(changing.ask, office.members["olivia"], change)
    request = await office.check(number, office.outside(CONNIE))
    assert (request.state, request.why) == (State.REFUSED, ("declined-owners-external", {"group": "Owners"}))


async def test_an_administrators_role_for_an_external_is_confirmed_by_typing(office: Office) -> None:
    await office.deliver(await office.ask())
    subject = await office.do(people.record_user, guest())
    change = changing.Change(subject=subject, joins=("Facility Managers",))
    number = await office.do(changing.ask, office.members["olivia"], change)
    await office.check(number, office.outside(guest(), member_of=[PLAIN]))
    with declined("declined-confirm"):
        await office.decide(number, "adam")
    assert (await office.decide(number, "adam", typed=str(number))).state is State.APPROVED
