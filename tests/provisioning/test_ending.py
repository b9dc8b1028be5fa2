"""Ending: quick for one person, by itself on the last day; what was held before or runs for another reason stays."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, cast

import pytest
from office import LARS, PLAIN, STRONG, Office, account, employee, guest
from official import whole
from paged import PagedTenant
from sqlalchemy import select, update
from test_inviting import declined

from bot import grammar
from bot.handlers import pressed, typed
from bot.handlers.press import Press
from cards.render import render
from provisioning.domain.ports import Refused, Side, Unreachable
from provisioning.domain.states import Kind, Option, State
from provisioning.storage import tables as t
from provisioning.usecases import (
    asking_again,
    carding,
    changing,
    checking,
    ending,
    executing,
    finding,
    granting,
    leads,
    many,
    people,
    recording,
    requests,
    shortening,
    showing,
    sweeping,
    withdrawing,
)
from provisioning.usecases.judging import Line
from provisioning.workflow import proving, side_effects
from provisioning.workflow.context import Context, Wait
from provisioning.workflow.outside import World

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from provisioning.domain.ports import Directory, DirectoryUser, Platform, Whom
    from provisioning.domain.preview import Outside
    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk


async def form(office: Office, by: str = "berta", address: str = LARS) -> Card:
    """The card that asks whether access shall end."""
    card = await office.do(ending.open_form, office.members[by], address)
    return await office.service.look(carding.get, card)


async def shown(office: Office, card: Card) -> Any:
    return await office.service.look(lambda desk: showing.view_of(desk, card))


async def end_now(office: Office, by: str = "berta", address: str = LARS) -> int:
    number: int = await office.do(ending.end_now, office.members[by], await form(office, by, address))
    return number


def inside(office: Office, *groups: str) -> Outside:
    """Lars as a guest in these groups, with the account that follows from them."""
    required, _ = office.rules.roles_of(groups)
    return office.outside(guest(), member_of=groups, account=account(LARS, *required))


async def let_in(office: Office, *groups: str, **wish: Any) -> int:
    number = await office.ask(groups=groups or (PLAIN,), **wish)
    await office.deliver(number, typed=str(number))
    return number


async def carry_out(office: Office, number: int, seen: Outside) -> State:
    await office.check(number, seen)
    assert await office.start(number, seen) is None
    return await office.finish_steps(number)


async def test_an_owner_ends_everything_without_an_approval_and_others_are_told(office: Office) -> None:
    await let_in(office)
    number = await end_now(office)
    request = await office.request(number)
    assert (request.kind, request.requester) == (Kind.END_ACCESS, office.who("berta"))
    told = {row.recipient for row in await office.rows(t.cards, t.cards.c.request == number)}
    assert told == {office.who(key) for key in ("olivia", "adam", "berta", "carl")}
    request = await office.check(number, inside(office, PLAIN))
    assert request.state is State.APPROVED
    assert await office.jobs("execute") == ["1-r1-a1", f"{number}-r1-a1"]
    assert await carry_out(office, number, inside(office, PLAIN)) is State.DELIVERED
    (grant,) = await office.rows(t.grants)
    assert (grant.ended_at, grant.ended_why) == (office.clock.now(), "owner")
    assert "grant.ended" in await office.events(number)


# --- typed: by name, by address, or of oneself --------------------------------------------------------------------------


async def typed_end(office: Office, said: str, by: str = "berta") -> Any:
    """What a typed end puts on the screen: its view."""
    meant = grammar.parse(said, today=date(2026, 3, 3), groups={})
    answer = await office.do(typed.respond, office.members[by], meant)
    return await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, answer.card), **answer.marks))


async def test_a_name_means_who_holds_something_and_opens_the_form_with_the_date_that_was_typed(
    office: Office,
) -> None:
    await let_in(office)
    form = await typed_end(office, "end Lars Larsen until 20 March")
    assert (form.address, form.dating, form.until) == (LARS, True, date(2026, 3, 20))
    assert (await typed_end(office, "afslut lars")).dating is False
    unclear = await typed_end(office, "end Lars Larsen on 4/5")
    assert (unclear.dating, unclear.until, unclear.error) == (True, None, "declined-unclear-date")
    assert unclear.error_values == {"first": date(2026, 5, 4), "second": date(2026, 4, 5)}
    assert [row.kind for row in await office.rows(t.requests)] == [Kind.INVITE_EXTERNAL], "typing ends nothing"
    assert [row.until for row in await office.rows(t.grants)] == [(await office.request(1)).until]


async def test_two_of_one_name_are_offered_by_address_with_the_date_and_never_guessed(office: Office) -> None:
    await let_in(office)
    await let_in(office, address="lars@northwind.example", name="Lars Holm")
    asked = await typed_end(office, "end lars on 20 March")
    both = (f"end {LARS} 2026-03-20", "end lars@northwind.example 2026-03-20")
    assert (asked.key, asked.suggestions) == ("declined-namesakes", both)
    assert (await typed_end(office, both[1])).until == date(2026, 3, 20)
    assert (await typed_end(office, "end Lars Holm")).address == "lars@northwind.example"
    kept = [str(row.terms) for row in await office.rows(t.cards)]
    assert not any("northwind" in terms for terms in kept), "an address is stored nowhere but in the vault"


async def test_whom_only_a_genitive_names_is_offered_and_not_taken_for_who_was_meant(office: Office) -> None:
    await let_in(office, name="Andrea Holm")
    asked = await typed_end(office, "afslut Andreas adgang")
    assert (asked.key, asked.suggestions) == ("declined-namesakes", (f"end {LARS}",))


async def test_a_name_that_nobody_has_who_holds_something_is_told_to_owners_alone(office: Office) -> None:
    await let_in(office)
    for said in ("end olivia", "end Lars Holm", "end nobody's access"):
        with declined("declined-end-nobody"):
            await typed_end(office, said)
    for said in ("end lars", "end olivia", "end me", f"end {LARS}", "end nobody@fabrikam.example"):
        with declined("declined-not-owner"):
            await typed_end(office, said, by="priya")
    await carry_out(office, await end_now(office), inside(office, PLAIN))
    with declined("declined-end-nobody", name="lars"):
        await typed_end(office, "end lars")


async def test_an_owner_who_holds_nothing_has_nothing_to_end(office: Office) -> None:
    with declined("declined-nothing-to-end", address="Berta"):
        await typed_end(office, "end my access")


async def test_the_preview_of_an_end_names_what_is_left_and_that_the_account_goes_off(office: Office) -> None:
    await let_in(office, PLAIN, STRONG)
    number = await end_now(office)
    preview = (await office.check(number, inside(office, PLAIN, STRONG))).preview
    assert preview is not None
    assert (preview.leaves, preview.account, preview.roles_after) == ((PLAIN, STRONG), "switched_off", ())


async def test_what_was_held_before_usher_stays(office: Office) -> None:
    number = await office.ask(groups=(PLAIN, STRONG), seen=office.outside(guest(), member_of=["Receptionists"]))
    request = await office.request(number)
    await office.do(granting.record_held_before, request, STRONG)
    await office.deliver(number, office.outside(guest(), member_of=["Receptionists"]), typed=str(number))
    ended = await end_now(office)
    preview = (await office.check(ended, inside(office, PLAIN, STRONG, "Receptionists"))).preview
    assert preview is not None
    assert preview.leaves == (PLAIN,)
    assert preview.account == "changed"
    assert {"Resource Administrator", "Visitors Administrator"} <= set(preview.roles_after)


async def test_what_another_grant_gives_stays_and_two_grants_never_cut_each_other_short(office: Office) -> None:
    await let_in(office, PLAIN, until=date(2026, 3, 31))
    await let_in(office, PLAIN, STRONG, by="olivia", until=date(2026, 9, 30))
    office.clock.advance(days=40)
    await office.do(sweeping.sweep)
    (request,) = await _ends(office)
    assert request.grants == (1,)
    await office.check(request.number, inside(office, PLAIN, STRONG))
    preview = (await office.request(request.number)).preview
    assert preview is not None
    assert preview.leaves == ()
    await carry_out(office, request.number, inside(office, PLAIN, STRONG))
    assert [row.ended_at is not None for row in await office.rows(t.grants)] == [True, False]


async def _ends(office: Office) -> list[Any]:
    rows = await office.rows(t.requests, t.requests.c.kind == Kind.END_ACCESS.value)
    return [await office.request(row.number) for row in rows]


async def test_direct_roles_that_another_grant_gives_stay(office: Office) -> None:
    await let_in(office, PLAIN, option=Option.ACCOUNT, until=date(2026, 3, 31))
    off = office.outside(account=account(LARS, active=False))
    second = await office.ask(option=Option.ACCOUNT, groups=("Secretaries",), seen=off)
    await office.deliver(second, off)
    office.clock.advance(days=40)
    await office.do(sweeping.sweep)
    (request,) = await _ends(office)
    seen = office.outside(account=account(LARS, direct=["Add-in User", "Search Specific Room"]))
    preview = (await office.check(request.number, seen)).preview
    assert preview is not None
    assert preview.account == "changed"
    assert set(preview.roles_after) == {"Add-in User", "Add-in User Delegated Access", "Search Specific Room"}


async def test_an_end_takes_up_what_moved_and_never_waits_for_a_question(office: Office) -> None:
    await let_in(office)
    number = await end_now(office)
    await office.check(number, inside(office, PLAIN))
    assert await office.start(number, office.outside(guest(), account=account(LARS, "Add-in User"))) is None
    request = await office.request(number)
    assert (request.state, request.revision) == (State.EXECUTING, 1)
    assert request.preview is not None
    assert request.preview.leaves == ()
    assert "preview.adopted" in await office.events(number)


async def test_an_end_that_began_without_the_platform_leaves_its_groups_and_keeps_that_for_the_proof(
    office: Office,
) -> None:
    await let_in(office)
    number = await end_now(office)
    unread = replace(office.outside(guest(), member_of=[PLAIN]), account_readable=False)
    await office.check(number, unread)
    assert await office.start(number, unread) is None
    request = await office.request(number)
    assert request.preview is not None
    assert (request.preview.leaves, request.terms["unread"], request.terms["gone"]) == ((PLAIN,), True, False)


class Unread:
    """A platform that does not answer, or refuses."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    async def find_account(self, _mail: str, _whom: object = None) -> None:
        raise self.error

    find_account_by_id = find_account


class Entra(PagedTenant):
    """With Lars in a group."""

    async def find_user(self, _user: str) -> DirectoryUser:
        return guest()

    async def find_user_by_mail(self, _mail: str) -> DirectoryUser:
        return guest()

    async def list_groups_of(self, _user: str, _groups: Sequence[str]) -> set[str]:
        return {f"gid-{PLAIN}"}


@pytest.mark.parametrize("error", [Unreachable("503", side=Side.PLATFORM), Refused("403", status=403)])
async def test_who_loses_something_is_looked_for_without_the_platform_and_who_gets_something_is_not(
    office: Office, error: Exception
) -> None:
    await let_in(office)
    entra = cast("Directory", Entra.of(office))
    world = World(service=office.service, directory=entra, platform=cast("Platform", Unread(error)))
    seen = await world.look_for(await end_now(office), LARS, "oid-lars", "")
    assert (set(seen.member_of), seen.account, seen.account_readable) == ({PLAIN}, None, False)
    given = await office.invite(groups=(STRONG,))
    with pytest.raises(type(error)):
        await world.look_for(given, LARS, "", "")
    (listed,) = (await world.look_many([LARS], ends=True)).values()
    assert listed is not None
    assert (set(listed.member_of), listed.account, listed.account_readable) == ({PLAIN}, None, False)
    with pytest.raises(type(error)):
        await world.look_many([LARS])


@pytest.mark.parametrize("adds", [True, False])
async def test_the_worker_is_told_whether_a_form_only_takes_something(office: Office, adds: bool) -> None:
    wanted = changing.Wanted(adds=adds, who="Lars", groups=(PLAIN,))
    card = await office.do(changing.open_form, office.members["olivia"], wanted)
    assert await office.service.look(finding.find_of, card) == ("Lars", "", "", not adds)
    line = Line(place=1, typed=LARS, groups=(PLAIN,), way="" if adds else "remove")
    several = await office.do(many.open_form, office.members["olivia"], [line])
    assert await office.service.look(many.only_takes, several) is not adds


class Asking:
    """A platform that must know more of whoever it is asked about."""

    asked: tuple[str, DirectoryUser | None] = ("", None)

    async def find_account(self, mail: str, whom: Whom) -> None:
        self.asked = (mail, await whom())


async def test_a_platform_that_asks_whom_an_address_belongs_to_is_told_by_object_id_else_by_address(
    office: Office,
) -> None:
    class Known(Entra):
        """Lars by either."""

        async def find_user(self, user_id: str) -> DirectoryUser:
            return replace(guest(), id=user_id)

        async def find_user_by_mail(self, mail: str) -> DirectoryUser:
            return replace(guest(), id=f"by {mail}")

    asking = Asking()
    world = World(
        service=office.service, directory=cast("Directory", Known.of(office)), platform=cast("Platform", asking)
    )
    await world.account_of(LARS)
    assert asking.asked == (LARS, replace(guest(), id=f"by {LARS}"))
    await world.account_of("moved@x.test", "", "oid-lars")
    assert asking.asked == ("moved@x.test", replace(guest(), id="oid-lars"))


@pytest.mark.parametrize("enabled", [True, False])
async def test_a_guest_who_was_blocked_or_is_still_a_member_is_ended_all_the_same(
    office: Office, enabled: bool
) -> None:
    await let_in(office)
    number = await end_now(office)
    seen = office.outside(guest(enabled=enabled), member_of=[PLAIN], account=account(LARS, "Add-in User"))
    assert await carry_out(office, number, seen) is State.DELIVERED


async def test_somebody_who_is_gone_from_the_directory_is_ended_all_the_same(office: Office) -> None:
    await let_in(office)
    number = await end_now(office)
    assert await carry_out(office, number, office.outside()) is State.DELIVERED


async def test_an_end_is_about_who_got_it_whatever_their_address_is_by_now(office: Office) -> None:
    await let_in(office)
    number = await end_now(office)
    assert await office.service.look(leads.subject_of, number, 1) == (LARS, "oid-lars", "")
    renamed = replace(guest(), mail="lars@new.example")
    seen = replace(inside(office, PLAIN), user=renamed)
    await office.check(number, seen)
    assert await office.start(number, seen) is None
    taken = await office.take_up(number)
    assert taken is not None
    assert (taken[0].look_for, taken[0].address) == ("oid-lars", "lars@new.example")


async def test_an_end_looks_for_the_account_on_which_what_was_given_was_proven(office: Office) -> None:
    number = await let_in(office)
    for _ in range(2):
        await office.do(granting.record_account, await office.request(number), "acc-7")
    ended = await end_now(office)
    assert await office.service.look(leads.subject_of, ended, 1) == (LARS, "oid-lars", "acc-7")
    await office.check(ended, inside(office, PLAIN))
    await office.do(granting.record_account, await office.request(ended), "acc-8")
    (grant,) = await office.rows(t.grants)
    assert grant.handles["account"] == "acc-7", "an end notes nothing"


async def test_an_end_finds_a_guest_whom_usher_knows_better_under_another_address(office: Office) -> None:
    renamed = replace(guest(), mail="lars@new.example")
    known = await office.do(people.record_user, renamed)
    given = await office.request(await office.ask(seen=office.outside(renamed)))
    assert given.subject != known
    await office.do(lambda desk: granting.record_given(desk, given, group=PLAIN, handles={"user": "oid-lars"}))
    number = await end_now(office)
    assert await office.service.look(leads.subject_of, number, 1) == ("lars@new.example", "oid-lars", "")


async def test_an_end_finds_a_guest_who_was_deleted_and_invited_anew(office: Office) -> None:
    given = await let_in(office)
    await office.do(
        lambda desk: granting.record_given(desk, requests.get(desk, given), group=PLAIN, handles={"user": "oid-lars"})
    )
    person = (await office.request(given)).subject
    await office.do(lambda desk: recording.record_subject(desk, person, replace(guest(), id="oid-anew")))
    number = await end_now(office)
    assert await office.service.look(leads.subject_of, number, 1) == (LARS, "oid-anew", "")


async def test_only_owners_end_and_only_what_usher_gave(office: Office) -> None:
    with declined("declined-unknown-person", address=LARS):
        await form(office)
    asked = await office.ask(address="soon@fabrikam.example")
    with declined("declined-end-before", number=asked, address="soon@fabrikam.example"):
        await form(office, address="soon@fabrikam.example")
    await let_in(office)
    with declined("declined-not-owner"):
        await form(office, "priya")
    with declined("declined-bad-address"):
        await form(office, address="lars@")
    with declined("declined-nothing-to-end"):
        await form(office, address="adam@contoso.example")
    card = await form(office)
    await carry_out(office, await end_now(office), inside(office, PLAIN))
    with declined("declined-nothing-to-end"):
        await office.do(ending.end_now, office.members["berta"], card)


async def test_pressing_twice_makes_one_end(office: Office) -> None:
    await let_in(office)
    first = await end_now(office)
    with declined("declined-stale", number=first, state="submitted"):
        await end_now(office, "adam")
    assert len(await _ends(office)) == 1


async def test_the_form_of_a_second_owner_becomes_the_card_of_the_end_that_is_under_way(office: Office) -> None:
    await let_in(office)
    slower = await form(office, "adam")
    first = await end_now(office)
    press = Press(member=office.members["adam"], card=slower, verb="end.now", data={})
    await office.do(pressed.act, press)
    card = await office.service.look(carding.get, slower.id)
    assert (card.kind, card.request) == ("status", first)
    assert (await shown(office, card)).request.number == first
    assert len(await _ends(office)) == 1


async def test_an_end_comes_nearer_and_never_later(office: Office) -> None:
    await let_in(office)
    card = await form(office)
    with declined("declined-end-past"):
        await office.do(shortening.set_end, office.members["berta"], card, date(2026, 3, 2))
    with declined("declined-end-later", latest=date(2026, 6, 30)):
        await office.do(shortening.set_end, office.members["berta"], card, date(2026, 7, 1))
    with declined("declined-not-owner"):
        await office.do(shortening.set_end, office.members["priya"], card, date(2026, 4, 1))
    await office.do(shortening.set_end, office.members["berta"], card, date(2026, 4, 1))
    (grant,) = await office.rows(t.grants)
    assert grant.until.isoformat() == "2026-04-01T21:59:00+00:00"
    assert (await office.events())[-1] == "grant.shortened"


async def test_the_date_of_an_old_form_changes_nothing_on_the_card_of_an_end(office: Office) -> None:
    await let_in(office)
    card = await form(office)
    number = await office.do(ending.end_now, office.members["berta"], card)
    stands = await office.service.look(carding.get, card.id)
    data = {"until_date": "2026-04-01"}
    await office.do(pressed.act, Press(member=office.members["berta"], card=stands, verb="end.set_date", data=data))
    after = await office.service.look(carding.get, card.id)
    assert (after.kind, after.request) == ("status", number)
    assert "grant.shortened" not in await office.events()


async def test_what_has_ended_gets_no_last_day(office: Office) -> None:
    await let_in(office)
    card = await form(office, "adam")
    await carry_out(office, await end_now(office), inside(office, PLAIN))
    with declined("declined-nothing-to-end"):
        await office.do(shortening.set_end, office.members["adam"], card, date(2026, 4, 1))


async def test_an_end_that_comes_nearer_is_told_to_the_sponsor_and_the_other_owners_and_on_every_card(
    office: Office,
) -> None:
    number = await let_in(office)
    hers = await office.service.look(lambda desk: carding.find_of(desk, number, office.who("olivia")))
    assert hers is not None
    before, day = (await office.shown()).count(hers.id), date(2026, 4, 1)
    await office.do(shortening.set_end, office.members["berta"], await form(office), day)
    notices = await office.rows(t.cards, t.cards.c.kind == "notice", t.cards.c.request == number)
    assert {row.recipient for row in notices} == {office.who(key) for key in ("olivia", "adam", "carl")}
    told = whole(render(await shown(office, notices[0])))
    assert "lars@fabrikam.example's access ends Wed 1 Apr 2026, 23:59" in told
    assert "Berta brought that day nearer" in told
    assert (await office.shown()).count(hers.id) == before + 1
    assert (await shown(office, hers)).request.until == day
    await office.do(shortening.set_end, office.members["adam"], await form(office, "adam"), day)
    assert len(await office.rows(t.cards, t.cards.c.kind == "notice")) == 3, "nothing has changed"


async def test_on_the_last_day_access_ends_by_itself_at_2359(office: Office) -> None:
    await let_in(office, until=date(2026, 3, 4))
    office.clock.moment = office.clock.moment.replace(day=4, hour=22, minute=58)
    assert (await office.do(sweeping.sweep))["ended"] == 0
    office.clock.advance(minutes=1)
    assert (await office.do(sweeping.sweep))["ended"] == 1
    (request,) = await _ends(office)
    assert request.requester is None
    assert await carry_out(office, request.number, inside(office, PLAIN)) is State.DELIVERED
    (grant,) = await office.rows(t.grants)
    assert grant.ended_why == "date"


async def test_the_sweep_makes_one_end_however_often_it_runs(office: Office) -> None:
    await let_in(office, until=date(2026, 3, 4))
    office.clock.advance(days=3)
    for _ in range(3):
        await office.do(sweeping.sweep)
        office.clock.advance(hours=1)
    assert len(await _ends(office)) == 1
    (request,) = await _ends(office)
    await carry_out(office, request.number, inside(office, PLAIN))
    await office.do(sweeping.sweep)
    assert len(await _ends(office)) == 1


async def test_a_policy_that_asks_approvers_about_ends_asks_nobody_about_a_last_day(office: Office) -> None:
    office.ask_stages(["administrators"], kind=Kind.END_ACCESS)
    await let_in(office, until=date(2026, 3, 4))
    office.clock.advance(days=3)
    assert (await office.do(sweeping.sweep))["ended"] == 1
    (request,) = await _ends(office)
    assert (await office.check(request.number, inside(office, PLAIN))).state is State.APPROVED
    assert (await office.do(sweeping.sweep))["ended"] == 0, "once"
    assert await carry_out(office, request.number, inside(office, PLAIN)) is State.DELIVERED


async def test_a_policy_that_asks_approvers_about_ends_asks_them_when_an_owner_ends(office: Office) -> None:
    office.ask_stages(["administrators"], kind=Kind.END_ACCESS)
    await let_in(office)
    assert (await shown(office, await form(office))).asks
    number = await end_now(office)
    assert (await office.check(number, inside(office, PLAIN))).state is State.PENDING


async def test_the_card_of_an_end_says_of_nothing_that_ends_that_it_would_be_longer(office: Office) -> None:
    office.ask_stages(["owners"], kind=Kind.END_ACCESS)
    await let_in(office, until=date(2026, 6, 30))
    number = await end_now(office)
    assert (await office.check(number, inside(office, PLAIN))).state is State.PENDING
    told = await shown(office, await office.approval(number, "adam"))
    assert (told.request.change.leaves, told.request.change.prolongs) == ((PLAIN,), ())


async def test_an_end_that_an_owner_took_back_still_comes_on_its_date(office: Office) -> None:
    await let_in(office, until=date(2026, 3, 31))
    number = await end_now(office)
    await office.do(withdrawing.cancel, office.members["berta"], number)
    office.clock.advance(days=40)
    assert (await office.do(sweeping.sweep))["ended"] == 1


async def test_an_end_whose_requester_lost_the_right_still_comes_on_its_date(office: Office) -> None:
    await let_in(office, until=date(2026, 3, 31))
    number = await end_now(office)
    await office.check(number, inside(office, PLAIN))
    await office.read_directory(("olivia", "adam", "carl"))
    await office.start(number, inside(office, PLAIN))
    office.clock.advance(days=40)
    assert (await office.do(sweeping.sweep))["ended"] == 1


async def test_an_end_that_failed_is_not_asked_for_again_but_retried(office: Office) -> None:
    await let_in(office, until=date(2026, 3, 4))
    await office.later(days=3)
    await office.do(sweeping.sweep)
    (request,) = await _ends(office)
    await office.check(request.number, inside(office, PLAIN))
    await office.start(request.number, inside(office, PLAIN))
    assert await office.finish_steps(request.number, fails=["leave"]) is State.FAILED
    assert (await office.do(sweeping.sweep))["ended"] == 0
    week = timedelta(days=7)
    await office.do(lambda desk: withdrawing.retry(desk, office.members["adam"], request.number, within=week))
    assert await office.start(request.number, inside(office, PLAIN)) is None
    assert await office.finish_steps(request.number) is State.DELIVERED
    (grant,) = await office.rows(t.grants)
    assert grant.ended_why == "date"


async def fail_by_date(office: Office) -> int:
    """The last day is over, and the end of it fails."""
    await let_in(office, until=date(2026, 3, 4))
    await office.later(days=3)
    await office.do(sweeping.sweep)
    (request,) = await _ends(office)
    await office.check(request.number, inside(office, PLAIN))
    await office.start(request.number, inside(office, PLAIN))
    assert await office.finish_steps(request.number, fails=["leave"]) is State.FAILED
    return int(request.number)


async def verbs_of(office: Office, number: int, who: str) -> tuple[str, ...]:
    found = await office.service.look(lambda desk: carding.find_of(desk, number, office.who(who)))
    assert found is not None
    return tuple((await shown(office, found)).verbs)


async def test_an_end_by_date_that_failed_is_told_to_the_owners_and_asked_anew_after_a_day(office: Office) -> None:
    failed = await fail_by_date(office)
    notices = [row for row in await office.rows(t.cards, t.cards.c.kind == "notice") if row.request == failed]
    assert {row.recipient for row in notices} == {office.who(key) for key in ("olivia", "adam", "berta", "carl")}
    assert {row.terms["key"] for row in notices} == {"notice-end-failed"}
    assert set(await office.shown()) >= {row.id for row in notices}
    due = await office.service.look(sweeping.next_due)
    assert due == office.clock.now() + ending.AGAIN
    await office.later(hours=23)
    assert (await office.do(sweeping.sweep))["ended"] == 0
    assert "request.retry" in await verbs_of(office, failed, "adam")
    await office.later(hours=1)
    assert (await office.do(sweeping.sweep))["ended"] == 1
    again, _ = await _ends(office), await office.do(sweeping.sweep)
    assert [(one.grants, one.requester) for one in again] == [((1,), None)] * 2
    assert "request.retry" not in await verbs_of(office, failed, "adam")
    with declined("declined-stale"):
        week = timedelta(days=7)
        await office.do(lambda desk: withdrawing.retry(desk, office.members["adam"], failed, within=week))
    assert await carry_out(office, again[1].number, inside(office, PLAIN)) is State.DELIVERED
    await office.later(days=2)
    assert (await office.do(sweeping.sweep))["ended"] == 0


async def test_an_end_by_date_that_could_not_be_looked_at_is_asked_anew_once_a_day(office: Office) -> None:
    await let_in(office, until=date(2026, 3, 4))
    await office.later(days=3)
    for _ in range(2):
        assert (await office.do(sweeping.sweep))["ended"] == 1
        number = (await _ends(office))[-1].number
        await office.do(checking.record_undecidable, number, 1, ("why-not-permitted", {}), "7f3a-91c2")
        assert (await office.do(sweeping.sweep))["ended"] == 0
        await office.later(days=1)
    notices = await office.rows(t.cards, t.cards.c.kind == "notice")
    assert sorted(row.request for row in notices) == [2] * 4 + [3] * 4
    assert {row.terms["key"] for row in notices} == {"notice-end-refused"}, "there is nothing to press"


async def test_an_owners_end_that_could_not_be_looked_at_is_asked_again_with_a_press(office: Office) -> None:
    await let_in(office)
    number = await end_now(office)
    await office.do(checking.record_undecidable, number, 1, ("why-not-permitted", {}), "7f3a-91c2")
    assert "request.ask_again" in await verbs_of(office, number, "berta")
    again = await office.do(lambda desk: asking_again.open_form(desk, office.members["berta"], number))
    assert (await office.service.look(carding.get, again)).kind == "end_form"


async def test_a_failed_delivery_leaves_a_grant_that_can_be_ended(office: Office) -> None:
    number = await office.ask()
    await office.decide(number, "adam")
    await office.start(number)
    await office.finish_steps(number, fails=["provision"])
    ended = await end_now(office)
    assert await carry_out(office, ended, inside(office, PLAIN)) is State.DELIVERED


async def test_an_end_that_was_asked_later_wins_over_giving(office: Office) -> None:
    await let_in(office)
    giving = await office.ask(groups=(STRONG,), seen=inside(office, PLAIN))
    await office.decide(giving, "adam", typed=str(giving))
    await end_now(office)
    assert await office.take_up(giving) is None
    assert await office.finish_steps(giving) is State.FAILED
    assert (await office.request(giving)).why == ("why-ended-meanwhile", {})


async def test_an_end_waits_for_what_is_being_carried_out_and_then_ends_that_as_well(office: Office) -> None:
    await let_in(office)
    giving = await office.ask(groups=(STRONG,), seen=inside(office, PLAIN))
    await office.decide(giving, "adam", typed=str(giving))
    await office.start(giving, inside(office, PLAIN))
    number = await end_now(office)
    await office.check(number, inside(office, PLAIN))
    assert (await office.do(executing.take_up, number, 1, 1)).held
    await office.finish_steps(giving)
    assert not (await office.do(executing.take_up, number, 1, 1)).held


async def change_of_priya(office: Office, group: str, seen: Outside) -> int:
    """An employee's approved request for one more group."""
    change = changing.Change(subject=office.who("priya"), joins=(group,))
    number: int = await office.do(changing.ask, office.members["olivia"], change)
    await office.check(number, seen)
    await office.decide(number, "adam", typed=str(number))
    return number


@pytest.mark.parametrize("again", [False, True])
async def test_what_was_approved_before_an_owners_end_is_not_given_once_that_is_over(
    office: Office, again: bool
) -> None:
    seen = office.outside(employee("priya"), member_of=[PLAIN])
    first = await change_of_priya(office, PLAIN, office.outside(employee("priya")))
    assert await office.start(first, office.outside(employee("priya"))) is None
    assert await office.finish_steps(first, user="oid-priya") is State.DELIVERED
    waits, held = await change_of_priya(office, STRONG, seen), await change_of_priya(office, "Secretaries", seen)
    assert await office.start(waits, seen) is None
    assert await is_held(office, held)
    end: int = await office.do(
        ending.end_now, office.members["berta"], await form(office, "berta", "priya@contoso.example")
    )
    assert await office.finish_steps(waits) is State.FAILED
    assert await carry_out(office, end, seen) is State.DELIVERED
    if again:  # a new approval is one
        held = await change_of_priya(office, "Service teams", office.outside(employee("priya")))
    assert (await office.take_up(held) is None) is not again


@pytest.mark.parametrize("approved", [False, True])
async def test_an_end_that_nobody_approved_keeps_nothing_from_being_tried_again(office: Office, approved: bool) -> None:
    for n in range(5):
        number = await office.ask(address=f"p{n}@fabrikam.example")
        await office.decide(number, "adam")
        assert await office.start(number) is None
        await office.finish_steps(number, user=f"oid-p{n}")
        await end_now(office, address=f"p{n}@fabrikam.example")
    number = await office.ask(groups=(PLAIN, "Secretaries"))
    await office.decide(number, "adam")
    assert await office.start(number) is None
    await office.finish_steps(number, fails=("join:Secretaries",))
    end = await end_now(office)
    await office.check(end, inside(office, PLAIN))
    await office.decide(end, "carl", approved=approved, reason="Still needed")
    again = office.do(lambda desk: withdrawing.retry(desk, office.members["olivia"], number, within=timedelta(days=7)))
    offers = "request.retry" in await verbs_of(office, number, "olivia")
    assert offers is not approved
    if approved:
        with declined("declined-ended-since"):
            await again
    else:
        assert (await again).state is State.EXECUTING


async def make_owner(office: Office, who: str) -> None:
    """An owner and the administrator approve."""
    change = changing.Change(subject=office.who(who), joins=("Owners",))
    number = await office.do(changing.ask, office.members["olivia"], change)
    await office.check(number, office.outside(employee(who)))
    await office.decide(number, "adam", typed=str(number))
    await office.decide(number, "maria", typed=str(number))
    assert await office.start(number, office.outside(employee(who))) is None
    assert await office.finish_steps(number, user=f"oid-{who}") is State.DELIVERED


async def test_an_owner_does_not_end_another_owner_on_a_date_either(office: Office) -> None:
    await make_owner(office, "priya")
    card = await form(office, "berta", "priya@contoso.example")
    with declined("declined-end-owner"):
        await office.do(shortening.set_end, office.members["berta"], card, office.clock.now().date())
    assert [row.until for row in await office.rows(t.grants)] == [None]


async def test_the_form_of_an_end_tells_of_an_employee_neither_a_guest_account_nor_what_the_account_becomes(
    office: Office,
) -> None:
    await let_in(office)
    guests = await shown(office, await form(office))
    assert (guests.is_guest, guests.switches_off) == (True, True)
    change = changing.Change(subject=office.who("priya"), joins=(PLAIN,))
    number = await office.do(changing.ask, office.members["olivia"], change)
    await office.check(number, office.outside(employee("priya"), member_of=["Secretaries"]))
    await office.deliver(number, office.outside(employee("priya"), member_of=["Secretaries"]))
    theirs = await shown(office, await form(office, "berta", "priya@contoso.example"))
    assert (theirs.is_guest, theirs.switches_off) == (False, None)


async def test_an_end_that_is_tried_again_leaves_the_ownership_that_was_given_meanwhile(office: Office) -> None:
    change = changing.Change(subject=office.who("priya"), joins=(PLAIN,))
    number = await office.do(changing.ask, office.members["olivia"], change)
    await office.check(number, office.outside(employee("priya")))
    await office.deliver(number, office.outside(employee("priya")))
    end: int = await office.do(
        ending.end_now, office.members["berta"], await form(office, "berta", "priya@contoso.example")
    )
    await office.check(end, office.outside(employee("priya"), member_of=[PLAIN]))
    await office.finish_steps(end, fails=("recheck",))
    await make_owner(office, "priya")
    await office.do(lambda desk: withdrawing.retry(desk, office.members["berta"], end, within=timedelta(days=7)))
    await office.start(end, office.outside(employee("priya"), member_of=[PLAIN, "Owners"]))
    preview = (await office.request(end)).preview
    assert preview is not None
    assert preview.leaves == (PLAIN,)


async def test_nothing_that_an_end_took_is_given_back_by_trying_again(office: Office) -> None:
    number = await office.ask(groups=(PLAIN, "Secretaries"))
    await office.decide(number, "adam", typed=str(number))
    assert await office.start(number) is None
    await office.finish_steps(number, fails=("join:Secretaries",))
    assert await carry_out(office, await end_now(office), inside(office, PLAIN)) is State.DELIVERED
    with declined("declined-ended-since"):
        await office.do(
            lambda desk: withdrawing.retry(desk, office.members["olivia"], number, within=timedelta(days=7))
        )


async def test_what_is_given_runs_until_it_is_taken_back_whatever_ended_before(office: Office) -> None:
    number = await let_in(office)
    await office.do(lambda desk: desk.c.execute(t.grants.update().values(ended_at=desk.now, ended_why="owner")))
    await office.do(lambda desk: granting.record_given(desk, requests.get(desk, number), group="Secretaries"))
    (grant,) = await office.rows(t.grants)
    assert (grant.ended_at, grant.gives["groups"]) == (None, [PLAIN, "Secretaries"])


async def test_from_the_sixth_person_a_day_on_an_owner_needs_an_approver_to_end_access(office: Office) -> None:
    mails = await six_let_in(office)
    forms = [await form(office, "berta", mail) for mail in mails]
    ends, asks = list[int](), list[bool]()
    for card in forms:  # each says what a press would do now
        asks.append((await shown(office, card)).asks)
        ends.append(await office.do(ending.end_now, office.members["berta"], card))
    assert asks == [False] * 5 + [True]
    states = [
        (await office.check(number, office.outside(guest(mail), member_of=[PLAIN]))).state
        for number, mail in zip(ends, mails, strict=True)
    ]
    assert states == [State.APPROVED] * 5 + [State.PENDING]
    asked = await office.rows(t.asked, t.asked.c.request == ends[-1])
    assert {row.approver for row in asked} == {office.who(key) for key in ("olivia", "adam", "carl")}
    cards = await office.rows(t.cards, t.cards.c.request == ends[-1], t.cards.c.recipient == office.who("adam"))
    assert [row.kind for row in cards] == ["approval"], "who is asked is not told besides"
    with declined("declined-stale"):  # approvers are asked once
        await office.do(ending.end_now, office.members["berta"], await form(office, "berta", mails[-1]))
    # another owner need not wait for that, nor the last day
    again = await office.do(ending.end_now, office.members["adam"], await form(office, "adam", mails[-1]))
    assert (await office.check(again, office.outside(guest(mails[-1]), member_of=[PLAIN]))).state is State.APPROVED


async def test_from_the_sixth_person_a_day_on_ends_need_no_less_than_their_own_policy_asks_for(office: Office) -> None:
    *mails, last = await six_let_in(office)
    office.ask_stages(["administrators"], ["owners"], kind=Kind.END_ACCESS)
    for mail in mails:
        await end_now(office, address=mail)
    number = await end_now(office, address=last)
    request = await office.check(number, office.outside(guest(last), member_of=[PLAIN]))
    assert (request.state, request.terms["many"]) == (State.PENDING, True)
    stages = await office.service.look(lambda desk: checking.stages_of(desk, request))
    assert [stage.approvers for stage in stages] == [("administrators",), ("owners",)]
    asked = await office.rows(t.asked, t.asked.c.request == number)
    assert {row.approver for row in asked} == {office.who("maria")}


async def test_two_accounts_of_one_owner_end_the_access_of_as_many_as_one(office: Office) -> None:
    office.change_rules(linked=(frozenset({"adam@contoso.example", "berta@contoso.example"}),))
    *mails, nearer, last = await six_let_in(office)
    for number, mail in enumerate(mails):
        await end_now(office, "adam" if number % 2 else "berta", mail)
    await set_end(office, nearer, office.clock.now().date(), by="adam")
    number = await end_now(office, "berta", last)
    assert (await office.check(number, office.outside(guest(last), member_of=[PLAIN]))).state is State.PENDING


async def six_let_in(office: Office) -> list[str]:
    """Addresses of six guests."""
    mails = [f"p{n}@fabrikam.example" for n in range(6)]
    for mail in mails:
        number = await office.ask(address=mail)
        await office.decide(number, "adam")
        assert await office.start(number) is None
        await office.finish_steps(number, user=guest(mail).id)
    return mails


async def set_end(office: Office, mail: str, day: date, by: str = "berta") -> None:
    await office.do(shortening.set_end, office.members[by], await form(office, by, mail), day)


async def test_an_end_brought_forward_to_now_counts_as_an_end(office: Office) -> None:
    mails, today = await six_let_in(office), office.clock.now().date()
    for mail in mails[:5]:
        await set_end(office, mail, today)
    with declined("declined-end-many", limit=5):
        await set_end(office, mails[5], today + timedelta(days=1))
    number = await end_now(office, address=mails[5])
    assert (await office.check(number, office.outside(guest(mails[5]), member_of=[PLAIN]))).state is State.PENDING
    await set_end(office, mails[5], today, by="adam")  # another owner has ended nobody today


async def test_an_end_on_a_later_date_of_which_people_are_warned_is_not_counted(office: Office) -> None:
    for mail in await six_let_in(office):
        await set_end(office, mail, office.clock.now().date() + timedelta(days=2))


async def test_ends_at_once_leave_no_room_for_one_that_is_brought_forward_to_now(office: Office) -> None:
    *mails, last = await six_let_in(office)
    for mail in mails:
        await end_now(office, address=mail)
    with declined("declined-end-many", limit=5):
        await set_end(office, last, office.clock.now().date())


async def is_held(office: Office, number: int) -> bool:
    """Whether the execution waits for another about the same person; where it does not, it has begun."""
    request = await office.request(number)
    return bool((await office.do(executing.take_up, number, request.revision, request.attempt)).held)


async def given_and_over(office: Office) -> tuple[int, int]:
    """A request that waits for its approval, and the end of an older grant whose last day came meanwhile."""
    await let_in(office, until=date(2026, 3, 4))
    giving = await office.ask(groups=(STRONG,), seen=inside(office, PLAIN))
    await office.later(days=2)
    await office.do(sweeping.sweep)
    (end,) = await _ends(office)
    await office.check(end.number, inside(office, PLAIN))
    return giving, end.number


async def test_what_was_asked_before_an_end_and_approved_during_it_waits_for_the_end(office: Office) -> None:
    giving, end = await given_and_over(office)
    assert await office.start(end, inside(office, PLAIN)) is None
    await office.decide(giving, "adam", typed=str(giving))
    assert [await is_held(office, number) for number in (giving, end)] == [True, False]
    assert await office.finish_steps(end) is State.DELIVERED
    assert not await is_held(office, giving)


async def test_of_two_executions_that_would_begin_at_once_one_does_and_the_other_waits_for_it(office: Office) -> None:
    numbers = await given_and_over(office)
    await office.decide(numbers[0], "adam", typed=str(numbers[0]))
    held = await asyncio.gather(*(is_held(office, number) for number in numbers))
    assert sorted(held) == [False, True]
    assert [await is_held(office, number) for number in numbers] == held


async def test_what_is_tried_again_waits_for_what_began_meanwhile_and_not_the_other_way_round(office: Office) -> None:
    giving, end = await given_and_over(office)
    await office.decide(giving, "adam", typed=str(giving))
    await office.start(giving, inside(office, PLAIN))
    await office.finish_steps(giving, fails=["provision"])
    await office.start(end, inside(office, PLAIN))
    week = timedelta(days=7)
    await office.do(lambda desk: withdrawing.retry(desk, office.members["adam"], giving, within=week))
    assert [await is_held(office, number) for number in (giving, end)] == [True, False]
    await office.finish_steps(end)
    assert not await is_held(office, giving)


async def test_a_grant_whose_last_day_is_over_is_no_reason_to_stay_though_its_end_failed(office: Office) -> None:
    await let_in(office, until=date(2026, 3, 4))
    await let_in(office, PLAIN, STRONG, by="olivia", until=date(2026, 9, 30))
    await office.later(days=2)
    await office.do(sweeping.sweep)
    (end,) = await _ends(office)
    await office.check(end.number, inside(office, PLAIN, STRONG))
    await office.start(end.number, inside(office, PLAIN, STRONG))
    assert await office.finish_steps(end.number, fails=["provision"]) is State.FAILED
    await office.later(days=210)
    await office.do(sweeping.sweep)
    _, last = await _ends(office)
    preview = (await office.check(last.number, inside(office, PLAIN, STRONG))).preview
    assert preview is not None
    assert preview.leaves == (PLAIN, STRONG)


async def ending_unknown(office: Office, key: str) -> Context:
    """An end at this step that has no object id of the group to leave."""
    office.change_rules(readback="none")
    await let_in(office)
    number = await end_now(office)
    await office.check(number, inside(office, PLAIN))
    await office.start(number, inside(office, PLAIN))
    assignment, _ = await office.take_up(number) or pytest.fail("it was held")
    unasked: Any = None
    return Context(
        world=World(service=office.service, directory=unasked, platform=unasked),
        assignment=replace(assignment, group_ids={}),
        step=next(one for one in assignment.steps if one.key == key),
        look=0,
        noted={},
        intend=unasked,
        redirect_url="",
    )


async def test_a_group_of_which_nothing_is_known_is_not_left(office: Office) -> None:
    with pytest.raises(Refused, match="group_not_found"):
        await side_effects.leave(await ending_unknown(office, "leave"))


async def test_nobody_is_proven_to_be_out_of_a_group_of_which_nothing_is_known(office: Office) -> None:
    assert await proving.prove(await ending_unknown(office, "prove")) == Wait("why-not-there-yet")


async def test_each_of_two_ends_takes_only_what_its_own_way_in_gave(office: Office) -> None:
    number = await let_in(office)
    (guests,) = await office.rows(t.grants)

    def give(desk: Desk) -> None:
        row: dict[str, Any] = {"option": "account", "gives": {"groups": ["Secretaries"], "roles": []}, "handles": {}}
        row |= {"request": number, "person": guests.person, "sponsor": guests.sponsor, "since": desk.now}
        desk.c.execute(t.grants.insert().values(**row, until=guests.until))

    await office.do(give)
    direct = next(row for row in await office.rows(t.grants) if row.id != guests.id)
    await end_now(office)
    for end in await _ends(office):
        await office.check(end.number, inside(office, PLAIN))
        await office.start(end.number, inside(office, PLAIN))
    taken = {row.option: row.terms["grants"] for row in await office.rows(t.requests) if row.kind == Kind.END_ACCESS}
    assert taken == {Option.GUEST: [guests.id], Option.ACCOUNT: [direct.id]}


async def test_of_more_ends_at_once_than_a_list_of_requests_names_each_is_told(office: Office) -> None:
    number = await let_in(office)
    many = 501
    await office.database.write(copy_grants, number, many)
    office.clock.advance(days=400)
    await office.later()
    made = await office.do(ending.end_due)
    told = {row.request for row in await office.rows(t.cards, t.cards.c.kind == "status")}
    assert len(made) == many
    assert set(made) <= told


def copy_grants(connection: Connection, number: int, many: int) -> None:
    """As many people hold what the request gave."""
    grant = connection.execute(select(t.grants).where(t.grants.c.request == number)).one()._asdict()
    others = [f"{place:032}" for place in range(1, many)]
    person = connection.execute(select(t.people).where(t.people.c.pseudonym == grant["person"])).one()._asdict()
    connection.execute(t.people.insert(), [{**person, "pseudonym": one, "object_id": None} for one in others])
    connection.execute(
        t.grants.insert(), [{**grant, "id": place, "person": one} for place, one in enumerate(others, 100)]
    )
    connection.execute(update(t.grants).values(until=grant["since"] + timedelta(days=30)))
