"""Asking for an external: what our own tables rule out is declined before anything is stored."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from office import LARS, OWNERS, PLAIN, STRONG, Office, account, employee, group, guest

from bot import grammar
from bot.handlers import filling, typed
from bot.handlers.press import Press
from cards.render import render
from provisioning.domain.errors import Declined
from provisioning.domain.ports import GroupKind
from provisioning.domain.states import Option, State
from provisioning.storage import tables as t
from provisioning.usecases import authority, carding, erasing, grouping, leaving, people, reading, scoping, showing

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from provisioning.sql import Database
    from provisioning.usecases.desk import Desk


@contextmanager
def declined(key: str, **values: object) -> Iterator[None]:
    """The sentence, and the values that matter to the test."""
    with pytest.raises(Declined) as refused:
        yield
    assert refused.value.key == key
    assert {name: refused.value.values.get(name) for name in values} == values


async def test_comparing_the_two_ways_in_keeps_what_was_typed_and_forgets_it_on_the_way_back(office: Office) -> None:
    card = await office.do(lambda desk: carding.issue(desk, office.who("olivia"), "invite_form", about=[]))
    inputs = {"address": LARS, "name": "Lars", "groups": f"{PLAIN},{STRONG}", "until": "2026-06-30"}
    inputs |= {"option": "account", "delivery": "link", "sponsor": "oid-adam", "reason": "Moves the offices"}

    async def press(handler: Any, **data: str) -> dict[str, Any]:
        def act(desk: Desk) -> dict[str, Any]:
            pressed = Press(member=office.members["olivia"], card=carding.get(desk, card), verb="", data=data)
            values: dict[str, Any] = handler(desk, pressed).marks["values"]
            return values

        found: dict[str, Any] = await office.do(act)
        return found

    for _ in range(2):
        before = await press(filling.compare, **inputs)
    (kept,) = await office.rows(t.texts)
    assert LARS.encode() not in kept.ciphertext
    assert {**await press(filling.back_to_form), "comparing": True} == before
    assert (before["address"], before["until"], before["reason"]) == (LARS, date(2026, 6, 30), "Moves the offices")
    assert await office.rows(t.texts) == []
    await press(filling.compare, **inputs)
    await office.do(people.know_address, LARS)
    lars = await office.service.look(lambda desk: desk.vault.find(LARS))
    await office.do(erasing.erase, lars)
    assert await office.rows(t.texts) == []
    assert (await press(filling.back_to_form))["address"] == ""


@pytest.mark.parametrize("sign", ["\u200b", "\u202a", "\u202c", "\u00ad"])
async def test_a_hidden_sign_that_is_pasted_with_an_address_makes_it_no_other(office: Office, sign: str) -> None:
    card = await office.do(lambda desk: carding.issue(desk, office.who("olivia"), "invite_form", about=[]))
    inputs = {"address": f"{sign}{LARS}{sign}", "groups": PLAIN, "until": "2026-06-30", "reason": "Moves"}

    def ask(desk: Desk) -> None:
        member = office.members["olivia"]
        filling.ask(desk, Press(member=member, card=carding.get(desk, card), verb="", data=inputs))

    await office.do(ask)
    (asked,) = await office.rows(t.requests)
    found = await office.service.look(lambda desk: people.address_of(desk, asked.subject))
    assert (found, people.check_address(f"{sign}{LARS}")) == (LARS, LARS)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (f"invite {LARS} until 31 feb", "declined-bad-date"),
        (f"invite {LARS} from 7 april until 31 may", "declined-later-start"),
    ],
)
async def test_a_date_that_is_none_or_is_not_waited_for_is_told_on_the_form(
    office: Office, said: str, why: str
) -> None:
    meant = grammar.parse(said, today=date(2026, 3, 3), groups={})
    shown = await office.do(typed.respond, office.members["olivia"], meant)
    assert shown.marks["values"]["declined"] == (why, {})


@pytest.mark.parametrize(
    ("until", "why", "told"),
    [
        ("until 29 feb", "declined-end-too-late", {"latest": date(2027, 3, 3)}),
        ("for 13 months", "declined-end-too-late", {"latest": date(2027, 3, 3)}),
        ("until 26 feb 26", "declined-end-past", {}),
        ("until 3 march 2027", None, None),
        ("until today", None, None),
    ],
)
async def test_a_day_on_which_nothing_may_end_is_told_on_the_form_at_once(
    office: Office, until: str, why: str | None, told: Any
) -> None:
    groups = {name: (name,) for name in office.rules.groups}

    async def form(said: str) -> Any:
        shown = await office.do(
            typed.respond, office.members["olivia"], grammar.parse(said, today=date(2026, 3, 3), groups=groups)
        )

        def look(desk: Desk) -> Any:
            return showing.view_of(desk, carding.get(desk, shown.card), **shown.marks)

        return await office.service.look(look)

    invited, changed = await form(f"invite {LARS} {until}"), await form(f"add erin to Receptionists {until}")
    assert (invited.errors, invited.declined) == ({"until": why} if why else None, None)
    assert changed.declined is None if why is None else changed.declined[0] == why
    assert why is None or {name: changed.declined[1][name] for name in told} == told
    assert render(invited)["type"] == render(changed)["type"] == "AdaptiveCard"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("add erin to Receptionists from friday", "declined-later-start"),
        ("remove erin from Receptionists on friday", "declined-removal-day"),
        ("remove erin from Receptionists until friday", "declined-removal-day"),
        ("remove erin from Receptionists for 2 weeks", "declined-removal-day"),
        ("remove erin from Receptionists until 31 feb", "declined-removal-day"),
        ("add erin to Receptionists until 31 feb", "declined-bad-date"),
        ("away from friday until 31 may", "declined-later-now"),
        ("pause provisioning from friday", "declined-later-now"),
        ("resume provisioning on friday", "declined-later-now"),
        ("resume provisioning", None),
        ("remove erin from Receptionists", None),
        ("away until 31 may", None),
        ("pause provisioning", None),
    ],
)
async def test_a_later_day_of_a_change_an_absence_or_a_pause_is_told_as_well(
    office: Office, said: str, why: str | None
) -> None:
    groups = {name: (name,) for name in office.service.rules.groups}
    meant = grammar.parse(said, today=date(2026, 3, 3), groups=groups)
    shown = await office.do(typed.respond, office.members["olivia"], meant)
    assert shown.marks.get("declined") == ((why, {}) if why else None)


@pytest.mark.parametrize(
    ("address", "first"), [(LARS, True), ("erin@contoso.example", False), ("nonsense", False), ("", False)]
)
async def test_the_first_of_a_domain_is_told_of_addresses_elsewhere_alone(
    office: Office, address: str, first: bool
) -> None:
    card = await office.do(lambda desk: carding.issue(desk, office.who("olivia"), "invite_form"))

    def shown(desk: Desk) -> Any:
        return showing.view_of(desk, carding.get(desk, card), values={"address": address})

    assert (await office.service.look(shown)).first_of_domain is first


@pytest.mark.parametrize("said", ["end", "end access", "end erin and priya"])
async def test_an_end_of_nobody_or_of_several_people_asks_for_one(office: Office, said: str) -> None:
    meant = grammar.parse(said, today=date(2026, 3, 3), groups={})
    with declined("declined-end-whom"):
        await office.do(typed.respond, office.members["olivia"], meant)
    with declined("declined-not-owner"):
        await office.do(typed.respond, office.members["priya"], meant)


@pytest.fixture
async def untouched(office: Office) -> AsyncIterator[None]:
    """Whatever was declined has stored, audited and enqueued nothing."""
    before = await everything(office)
    yield
    assert await everything(office) == before


async def everything(office: Office) -> dict[str, list[Any]]:
    tables = (t.requests, t.audit, t.cards, t.people, t.addresses, t.texts)
    found = {table.name: await office.rows(table) for table in tables}
    return {**found, "jobs": await office.jobs("check")}


async def test_a_wish_becomes_a_submitted_request_that_the_worker_looks_at(office: Office) -> None:
    number = await office.invite()
    request = await office.request(number)
    assert request.state is State.SUBMITTED
    assert request.groups == (PLAIN,)
    assert request.sponsor == office.who("olivia")
    assert await office.jobs("check") == [f"check-{number}-r1"]
    assert await office.events(number) == ["request.submitted"]


async def test_nothing_personal_is_stored_in_the_clear(office: Office) -> None:
    await office.invite()
    for table in (t.requests, t.audit, t.cards, t.texts, t.vault, t.addresses, t.people):
        stored = str(await office.rows(table))
        for secret in (LARS, "Larsen", "fabrikam", "Runs the project"):
            assert secret not in stored, table.name


async def test_the_end_is_at_2359_on_the_last_day_in_the_organisations_zone(office: Office) -> None:
    request = await office.request(await office.invite(until=date(2026, 6, 30)))
    assert request.until is not None
    assert request.until.isoformat() == "2026-06-30T21:59:00+00:00"


async def test_a_guest_without_an_end_gets_the_longest_there_is(office: Office) -> None:
    request = await office.request(await office.invite(until=None))
    assert request.until is not None
    assert request.until.date() == date(2027, 3, 3)


@pytest.mark.usefixtures("untouched")
class TestDeclined:
    async def test_somebody_who_is_no_owner(self, office: Office) -> None:
        with declined("declined-not-owner"):
            await office.invite("priya")

    async def test_no_address(self, office: Office) -> None:
        with declined("declined-no-address"):
            await office.invite(address="  ")

    @pytest.mark.parametrize("address", ["lars", "lars@", "@fabrikam.example", "lars@fabrikam", "a b@fabrikam.example"])
    async def test_what_is_no_address(self, office: Office, address: str) -> None:
        with declined("declined-bad-address", address=address):
            await office.invite(address=address)

    async def test_an_address_that_is_too_long(self, office: Office) -> None:
        with declined("declined-bad-address"):
            await office.invite(address="a" * 250 + "@fabrikam.example")

    async def test_no_group(self, office: Office) -> None:
        with declined("declined-no-groups"):
            await office.invite(groups=())

    async def test_an_unknown_group(self, office: Office) -> None:
        with declined("declined-unknown-group", group="Pirates"):
            await office.invite(groups=("Pirates",))

    @pytest.mark.parametrize("name", ["Owners", "owners", " OWNERS "])
    async def test_the_owners_group(self, office: Office, name: str) -> None:
        with declined("declined-owners-external", group="Owners"):
            await office.invite(groups=(PLAIN, name))

    async def test_a_group_that_others_fill(self, office: Office) -> None:
        followed = replace(office.rules.groups[PLAIN], followed=True)
        office.change_rules(groups={**office.rules.groups, PLAIN: followed})
        with declined("declined-group-followed", group=PLAIN, administrator="Maria"):
            await office.invite()

    async def test_an_account_without_an_end(self, office: Office) -> None:
        with declined("declined-needs-end", platform="AskCody"):
            await office.invite(option=Option.ACCOUNT, until=None)

    async def test_an_end_in_the_past(self, office: Office) -> None:
        with declined("declined-end-past"):
            await office.invite(until=date(2026, 3, 2))

    async def test_an_end_too_far_ahead(self, office: Office) -> None:
        with declined("declined-end-too-late", latest=date(2027, 3, 3)):
            await office.invite(until=date(2027, 3, 4))

    async def test_a_sponsor_who_is_no_owner(self, office: Office) -> None:
        with declined("declined-sponsor"):
            await office.invite(sponsor="oid-priya")

    async def test_a_sponsor_whom_nobody_knows(self, office: Office) -> None:
        with declined("declined-sponsor"):
            await office.invite(sponsor="oid-nobody")


async def test_an_owner_who_was_removed_since_is_declined_with_who_can_help(office: Office) -> None:
    await office.read_directory(("adam", "berta"))
    with declined("declined-not-owner", owners=["Adam", "Berta"]):
        await office.invite("olivia")


async def test_the_last_day_may_be_today_and_the_latest_day(office: Office) -> None:
    await office.invite(until=date(2026, 3, 3))
    await office.invite(address="ida@fabrikam.example", until=date(2027, 3, 3))


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        (GroupKind.DYNAMIC, "declined-group-dynamic"),
        (GroupKind.ROLE_ASSIGNABLE, "declined-group-role-assignable"),
        (GroupKind.ON_PREMISES, "declined-group-on-premises"),
    ],
)
async def test_a_group_that_usher_cannot_change_is_declined_with_who_can_help(
    office: Office, kind: GroupKind, key: str
) -> None:
    await office.do(scoping.record_groups, {PLAIN: group(PLAIN, kind)}, {f"gid-{PLAIN}"})
    with declined(key, group=PLAIN, administrator="Maria"):
        await office.invite()


async def test_a_group_that_is_not_there_is_declined(office: Office) -> None:
    await office.do(scoping.record_groups, {}, set())
    with declined("declined-group-not-found", group=PLAIN):
        await office.invite()


async def test_a_group_that_is_not_there_any_more_is_remembered_for_who_has_to_leave_it(office: Office) -> None:
    await office.do(scoping.record_groups, {}, set())
    assert (await office.service.look(leaving.last_ids))[PLAIN] == f"gid-{PLAIN}"
    assert await office.service.look(grouping.is_lost, PLAIN)
    await office.do(scoping.record_groups, {PLAIN: group(PLAIN)}, set())
    assert not await office.service.look(grouping.is_lost, PLAIN)


async def test_a_group_that_does_not_reach_the_platform_is_declined(office: Office) -> None:
    await office.do(scoping.record_groups, {PLAIN: group(PLAIN)}, set())
    with declined("declined-group-out-of-scope", group=PLAIN):
        await office.invite()


async def test_an_account_on_the_platform_alone_needs_no_group_of_the_directory(office: Office) -> None:
    await office.do(scoping.record_groups, {}, set())
    number = await office.invite(option=Option.ACCOUNT)
    assert (await office.request(number)).option is Option.ACCOUNT


async def test_a_group_is_known_by_its_alias_and_by_the_articles_name(office: Office) -> None:
    request = await office.request(await office.invite(groups=("front desk", "Receptionists/Front desk", "PAs")))
    assert request.groups == ("Receptionists", "Secretaries")


async def test_one_person_asks_for_so_many_a_day_and_no_more(office: Office) -> None:
    office.change_rules(limits=replace(office.rules.limits, invitations_per_person_per_day=2))
    for key in ("a", "b"):
        await office.invite(address=f"{key}@fabrikam.example")
    with declined("declined-cap-person", limit=2):
        await office.invite(address="c@fabrikam.example")
    await office.invite("adam", address="c@fabrikam.example")
    office.change_rules(linked=(frozenset({"olivia@contoso.example", "berta@contoso.example"}),))
    with declined("declined-cap-person", limit=2):
        await office.invite("berta", address="e@fabrikam.example")
    await office.later(days=1, minutes=1)
    await office.invite(address="d@fabrikam.example")


async def test_one_company_gets_so_many_invitations_a_month_whoever_asks(office: Office) -> None:
    office.change_rules(limits=replace(office.rules.limits, invitations_per_domain_per_month=2))
    await office.invite(address="a@fabrikam.example")
    await office.invite("adam", address="b@FABRIKAM.example")
    with declined("declined-cap-domain", domain="fabrikam.example", limit=2):
        await office.invite("berta", address="c@fabrikam.example")
    await office.invite("berta", address="c@northwind.example")


async def test_what_nobody_could_decide_is_declined(database: Database) -> None:
    office = await Office.open(database, owners=("olivia",))
    with declined("declined-no-approver", administrator="Maria"):
        await office.invite()


async def test_an_approver_who_is_linked_to_the_requester_does_not_count(database: Database) -> None:
    linked = (frozenset({"olivia@contoso.example", "adam@contoso.example"}),)
    office = await Office.open(database, owners=("olivia", "adam"), linked=linked)
    with declined("declined-no-approver"):
        await office.invite()


async def test_what_one_person_would_have_to_decide_twice_is_declined(office: Office) -> None:
    office.ask_stages(["adam@contoso.example"], ["adam@contoso.example"])
    with declined("declined-stages-one-person", administrator="Maria"):
        await office.invite()
    office.ask_stages(["owners"], ["adam@contoso.example"], ["administrators"])
    await office.invite()


async def test_two_accounts_of_one_person_decide_one_stage(office: Office) -> None:
    office.change_rules(linked=(frozenset({"adam@contoso.example", "berta@contoso.example"}),))
    office.ask_stages(["adam@contoso.example"], ["berta@contoso.example"])
    with declined("declined-stages-one-person"):
        await office.invite()


async def test_what_waits_for_somebody_to_confirm_the_approvers_says_so(office: Office) -> None:
    office.ask_stages(["group:Security"])
    await office.read_directory(OWNERS, Security=["erin"])
    with declined("declined-approvers-unconfirmed", groups=["Security"], administrator="Maria"):
        await office.invite()
    await office.do(authority.know, "Security", (await person(office, "erin")), office.who("olivia"))
    await office.invite()


async def person(office: Office, key: str) -> str:
    """The pseudonym of somebody who was only read."""
    return str((await office.rows(t.people, t.people.c.object_id == employee(key).id))[0].pseudonym)


async def test_an_open_request_of_somebody_else_for_the_same_person_declines(office: Office) -> None:
    number = await office.ask("adam")
    with declined("declined-open-elsewhere", number=number, requester="Adam", address=LARS):
        await office.invite("olivia", address="LARS@fabrikam.example")


async def test_ones_own_pending_request_is_replaced(office: Office) -> None:
    first = await office.ask()
    second = await office.invite(groups=(STRONG,))
    assert (await office.request(first)).state is State.SUPERSEDED
    assert (await office.request(second)).state is State.SUBMITTED
    assert (await office.events(first))[-1] == "request.replaced"
    told = [await office.service.look(reading.request_view, await office.request(number)) for number in (first, second)]
    assert [one.replaces for one in told] == [0, first]


async def test_ones_own_request_that_is_being_carried_out_declines(office: Office) -> None:
    number = await office.ask()
    await office.decide(number, "adam")
    with declined("declined-open-elsewhere", number=number, requester="Olivia"):
        await office.invite(groups=(STRONG,))


async def test_a_replaced_request_stays_when_the_new_wish_is_declined(office: Office) -> None:
    number = await office.ask()
    await office.deliver(number)
    second = await office.ask(groups=(PLAIN, STRONG))
    with declined("declined-has-access-until", number=number):
        await office.invite(groups=(PLAIN,))
    assert (await office.request(second)).state is State.PENDING


async def test_what_the_person_holds_already_is_declined(office: Office) -> None:
    number = await office.ask()
    await office.deliver(number)
    with declined("declined-has-access-until", number=number, address=LARS, until=date(2026, 6, 30)):
        await office.invite("berta")
    await office.invite("berta", groups=(PLAIN, STRONG))


async def test_what_the_person_holds_is_asked_for_again_with_a_later_end_and_runs_on(office: Office) -> None:
    first = await office.ask()
    await office.deliver(first)
    there = office.outside(guest(), member_of=[PLAIN], account=account(LARS, "Add-in User"))
    with declined("declined-as-guest-until", number=first, until=date(2026, 6, 30)):
        await office.ask(until=date(2026, 9, 30), option=Option.ACCOUNT)
    longer = await office.ask(until=date(2026, 9, 30), seen=there)
    told = (await office.service.look(reading.request_view, await office.request(longer))).change
    assert told is not None
    assert told.prolongs == ((PLAIN, first, date(2026, 6, 30)),)
    await office.deliver(longer, there)
    with declined("declined-has-access-until", number=longer, until=date(2026, 9, 30)):
        await office.invite(until=date(2026, 7, 31))


async def test_who_is_in_the_group_for_another_reason_is_in_it_without_an_end(office: Office) -> None:
    await office.deliver(await office.ask())
    before = {"pseudonym": await office.service.look(lambda d: d.vault.find(LARS)), "group_name": PLAIN}
    await office.do(lambda desk: desk.c.execute(t.held_before.insert().values(**before, at=desk.now)))
    with declined("declined-has-access", address=LARS):
        await office.ask(until=date(2026, 9, 30))


async def test_an_account_on_the_platform_alone_is_not_prolonged(office: Office) -> None:
    number = await office.ask(option=Option.ACCOUNT)
    await office.deliver(number)
    with declined("declined-account-until", number=number, until=date(2026, 6, 30)):
        await office.invite(option=Option.ACCOUNT, until=date(2026, 9, 30))


async def test_an_owner_may_name_another_owner_as_sponsor(office: Office) -> None:
    request = await office.request(await office.invite(sponsor="oid-berta"))
    assert request.sponsor == office.who("berta")


async def test_the_form_becomes_the_requests_card(office: Office) -> None:
    number = await office.invite()
    (card,) = await office.rows(t.cards)
    assert (card.kind, card.request, card.recipient) == ("status", number, office.who("olivia"))
    assert {"request.cancel", "invite.submit"} <= set(card.verbs)


async def test_a_member_who_appeared_from_outside_has_no_say_until_confirmed(office: Office) -> None:
    await office.read_directory(("olivia", "adam", "mallory"))
    await office.meet("mallory")
    with declined("declined-not-owner"):
        await office.invite("mallory")
    assert await office.service.look(authority.unconfirmed_owners) == {office.who("mallory")}


async def test_an_owner_who_left_and_comes_back_from_outside_has_no_say_until_confirmed(office: Office) -> None:
    await office.read_directory(("olivia",))
    await office.read_directory(("olivia", "adam"))
    assert await office.service.look(authority.unconfirmed_owners) == {office.who("adam")}
    with declined("declined-not-owner"):
        await office.invite("adam")


async def test_owners_are_confirmed_once_by_an_administrator_who_is_not_among_them(office: Office) -> None:
    await office.read_directory(("olivia", "adam", "mallory"))
    await office.meet("mallory")
    for key, why in (("olivia", "declined-not-administrator"), ("maria", "declined-owners-known")):
        with declined(why):
            await office.do(authority.confirm_owners, office.members[key], await office.service.look(authority.unknown))


async def test_an_administrator_among_the_owners_does_not_confirm_themselves(office: Office) -> None:
    await office.read_directory(("olivia", "maria"))
    with declined("declined-self"):
        await office.do(authority.confirm_owners, office.members["maria"], await office.service.look(authority.unknown))


async def test_guests_and_disabled_members_of_the_owners_group_have_no_say(office: Office) -> None:
    def keep(desk: Desk) -> None:
        users = [employee("olivia"), employee("adam", enabled=False), employee("berta", is_guest=True)]
        authority.record_members(desk, "Owners", users)

    await office.do(keep)
    assert await office.service.look(authority.owners) == {office.who("olivia")}


async def test_a_guest_who_speaks_is_declined(office: Office) -> None:
    with declined("declined-guest"):
        await office.meet("gus", user=employee("gus", is_guest=True))


async def test_somebody_who_is_switched_off_is_declined(office: Office) -> None:
    with declined("declined-guest"):
        await office.meet("dora", user=employee("dora", enabled=False))


async def test_somebody_whom_the_directory_was_not_asked_about_lately_is_asked_about_first(office: Office) -> None:
    office.clock.advance(hours=9)
    with declined("declined-checking-you"):
        await office.service.look(people.get_member, "oid-olivia")


async def test_memberships_are_fresh_for_five_minutes(office: Office) -> None:
    office.clock.advance(minutes=5)
    assert await office.service.look(authority.is_fresh)
    office.clock.advance(seconds=1)
    assert not await office.service.look(authority.is_fresh)


async def test_a_card_is_honoured_for_its_reader_and_the_verbs_it_offered_alone(office: Office) -> None:
    await office.invite()
    (card,) = await office.rows(t.cards)
    pressed = await office.service.look(carding.open_pressed, card.id, "request.cancel", office.who("olivia"))
    assert pressed.id == card.id
    for who, identity in (("adam", card.id), ("olivia", "0" * 31), ("olivia", None), ("olivia", {"id": card.id})):
        with declined("declined-not-yours"):
            await office.service.look(carding.open_pressed, identity, "request.cancel", office.who(who))
    with declined("declined-unknown-card"):
        await office.service.look(carding.open_pressed, "0" * 32, "request.cancel", office.who("olivia"))
    with declined("declined-stale"):
        await office.service.look(carding.open_pressed, card.id, "request.approve", office.who("olivia"))


async def test_a_guest_comes_into_an_approvers_group_by_two_steps_the_second_from_outside(office: Office) -> None:
    office.ask_stages(["group:Secretaries"])
    await office.meet("tove")
    await office.read_directory(["olivia", "adam", "berta", "carl"], Secretaries=["priya", "tove"])
    await office.do(authority.confirm_approvers, office.members["olivia"], await office.service.look(authority.unknown))
    number = await office.ask(groups=("Secretaries",))
    assert (await office.decide(number, "priya")).state is State.PENDING
    with declined("declined-not-asked"):
        await office.decide(number, "tove")
    assert (await office.decide(number, "maria")).state is State.APPROVED
