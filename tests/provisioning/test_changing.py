"""Changing somebody's groups: who may ask, who decides, what is guarded, and what is held afterwards."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from office import LARS, PLAIN, STRONG, Office, account, employee, group, guest
from test_inviting import declined

from cards.render import render
from provisioning.domain import dates, explaining, plan, preview
from provisioning.domain.errors import Declined
from provisioning.domain.ports import GroupKind
from provisioning.domain.rules import Incompatible
from provisioning.domain.states import Kind, Option, State
from provisioning.domain.waves import Externals
from provisioning.storage import tables as t
from provisioning.usecases import (
    authority,
    carding,
    changing,
    counting,
    ending,
    finding,
    refusing,
    requests,
    scoping,
    showing,
    suggesting,
    sweeping,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provisioning.domain.preview import Outside
    from provisioning.sql import Database
    from provisioning.usecases.desk import Desk

OWNERS = "Owners"
PRIYA = employee("priya")


def seen(office: Office, key: str, *member_of: str, roles: Sequence[str] = ()) -> Outside:
    """The world has this employee in these groups."""
    mail = f"{key}@contoso.example"
    return office.outside(employee(key), member_of=member_of, account=account(mail, *roles) if roles else None)


async def form(office: Office, by: str, whom: str, *groups: str, adds: bool = True, now: Outside | None = None) -> str:
    """The form of somebody who names a person, once the worker has looked; its card."""
    who = "me" if by == whom else whom
    wanted = changing.Wanted(adds=adds, who=who, groups=groups)
    card: str = await office.service.act("chat", "activity-add", changing.open_form, office.members[by], wanted)
    await office.do(finding.record_looked, card, now or seen(office, whom, *(() if adds else groups)))
    return card


async def ask(office: Office, by: str, whom: str, *groups: str, adds: bool = True, now: Outside | None = None) -> int:
    """A change that was looked at, asked for and checked."""
    card = await form(office, by, whom, *groups, adds=adds, now=now)

    def press(desk: Desk) -> int:
        pressed = carding.get(desk, card)
        return changing.submit(desk, office.members[by], pressed, until=None, reason="Needs it")

    number = await office.service.act("card", "activity-ask", press)
    await office.check(number, now or seen(office, whom, *(() if adds else groups)))
    return number


async def test_an_owner_asks_another_approves_and_the_grant_is_held(office: Office) -> None:
    number = await ask(office, "olivia", "priya", PLAIN)
    assert (await office.request(number)).state is State.PENDING
    assert await office.deliver(number, seen(office, "priya")) is State.DELIVERED
    (grant,) = await office.rows(t.grants)
    assert (grant.person, grant.gives["groups"], grant.until) == (office.who("priya"), [PLAIN], None)


@pytest.mark.parametrize(
    "doubt",
    [
        ("declined-removal-day", {}),
        ("declined-unclear-date", {"first": date(2027, 4, 3), "second": date(2027, 3, 4)}),
        None,
    ],
)
async def test_what_is_doubtful_of_a_day_is_still_told_where_the_worker_has_found_the_person(
    office: Office, doubt: tuple[str, dict[str, date]] | None
) -> None:
    wanted = changing.Wanted(adds=False, who="priya", groups=(PLAIN,), doubt=doubt)
    card = await office.do(changing.open_form, office.members["olivia"], wanted)

    def told(desk: Desk) -> tuple[str, tuple[str, dict[str, Any]] | None]:
        view: Any = showing.view_of(desk, carding.get(desk, card))
        days = {name: day for name, day in view.declined[1].items() if isinstance(day, date)} if view.declined else {}
        return view.state, (view.declined[0], days) if view.declined else None

    assert await office.service.look(told) == ("looking", doubt)
    await office.do(finding.record_looked, card, seen(office, "priya", PLAIN))
    assert await office.service.look(told) == ("ready", doubt)


async def test_an_employee_is_warned_of_an_end_as_the_owner_is_who_asked_and_only_the_owner_may_end_it_now(
    office: Office,
) -> None:
    card = await form(office, "olivia", "priya", PLAIN)
    day = dates.day_of(office.clock.now(), office.rules.zone) + timedelta(days=10)

    def press(desk: Desk) -> int:
        return changing.submit(desk, office.members["olivia"], carding.get(desk, card), until=day, reason="A project")

    number = await office.service.act("card", "activity-ask", press)
    await office.check(number, seen(office, "priya"))
    assert await office.deliver(number, seen(office, "priya")) is State.DELIVERED
    await office.do(sweeping.sweep)
    await office.do(sweeping.sweep)
    warned = {row.recipient: row.id for row in await office.rows(t.cards, t.cards.c.kind == "expiry")}
    assert set(warned) == {office.who("olivia"), office.who("priya")}

    def shown(desk: Desk) -> dict[str, Any]:
        return {who: showing.view_of(desk, carding.get(desk, one)) for who, one in warned.items()}

    views = await office.service.look(shown)
    hers, owners = views[office.who("priya")], views[office.who("olivia")]
    assert (hers.own, owners.own) == (True, False)
    assert "expiry.let_end" in hers.verbs
    assert ("expiry.end_now" in hers.verbs, "expiry.end_now" in owners.verbs) == (False, True)


async def test_everybody_asks_for_themselves_and_nobody_else(office: Office) -> None:
    number = await ask(office, "priya", "priya", PLAIN)
    request = await office.request(number)
    assert (request.requester, request.subject) == (office.who("priya"), office.who("priya"))
    with declined("declined-not-owner"):
        await form(office, "priya", "adam", PLAIN)


async def test_a_form_of_ones_own_tells_nothing_about_anybody_else(office: Office) -> None:
    card = await form(office, "priya", "priya", PLAIN)

    def choose(desk: Desk) -> None:
        changing.choose(desk, office.members["priya"], carding.get(desk, card), person="", who="adam", groups=(PLAIN,))

    with declined("declined-not-owner"):
        await office.service.act("card", "activity-choose", choose)


async def test_taking_a_group_away_needs_nobody_and_the_grant_ends(office: Office) -> None:
    given = await ask(office, "olivia", "priya", PLAIN)
    await office.deliver(given, seen(office, "priya"))
    now = seen(office, "priya", PLAIN, roles=("Add-in User",))
    number = await ask(office, "olivia", "priya", PLAIN, adds=False, now=now)
    assert (await office.request(number)).state is State.APPROVED
    assert await office.start(number, now) is None
    assert await office.finish_steps(number) is State.DELIVERED
    (grant,) = await office.rows(t.grants)
    assert (grant.ended_why, grant.gives["groups"]) == ("removed", [])


@pytest.mark.parametrize("at_first", [True, False])
async def test_a_removal_for_which_the_platform_was_read_once_starts_on_what_was_read(
    office: Office, at_first: bool
) -> None:
    read = seen(office, "priya", PLAIN, roles=("Add-in User",))
    unread = replace(read, account=None, account_readable=False)
    number = await ask(office, "olivia", "priya", PLAIN, adds=False, now=read if at_first else unread)
    assert await office.start(number, unread if at_first else read) is None
    request = await office.request(number)
    assert request.preview is not None
    assert (request.state, request.revision, request.preview.leaves) == (State.EXECUTING, 1, (PLAIN,))
    assert (request.preview.account, request.terms.get("unread")) == ("switched_off", None)
    assert ("preview.adopted" in await office.events(number)) is not at_first


@pytest.mark.parametrize(("scope", "apart"), [((PLAIN,), False), ((), True)])
async def test_a_removal_that_began_without_the_platform_keeps_that_for_its_proof(
    office: Office, scope: Sequence[str], apart: bool
) -> None:
    unread = replace(seen(office, "priya", PLAIN), account_readable=False, in_scope=frozenset(scope))
    number = await ask(office, "olivia", "priya", PLAIN, adds=False, now=unread)
    assert await office.start(number, unread) is None
    request = await office.request(number)
    assert request.preview is not None
    assert (request.preview.leaves, request.preview.account) == ((PLAIN,), "unseen")
    assert (request.terms["unread"], request.terms["apart"]) == (True, apart)


async def test_groups_that_moved_meanwhile_void_a_removal_with_the_platform_read_or_not(office: Office) -> None:
    read = seen(office, "priya", PLAIN, STRONG, roles=("Add-in User",))
    number = await ask(office, "olivia", "priya", PLAIN, STRONG, adds=False, now=read)
    moved = replace(read, member_of=frozenset({PLAIN}), account=None, account_readable=False)
    assert await office.start(number, moved) == ("why-moved", {})
    assert (await office.request(number)).revision == 2


async def told(office: Office, number: int, kind: str = "status") -> set[str]:
    """Who has a card of this kind of a request, each no more than one."""
    rows = await office.rows(t.cards, t.cards.c.request == number, t.cards.c.kind == kind)
    readers = [row.recipient for row in rows]
    assert len(readers) == len(set(readers))
    return {key for key in office.members if office.who(key) in readers}


async def test_who_loses_the_last_group_is_told_to_the_other_owners_and_the_sponsor_as_an_end_is(
    office: Office,
) -> None:
    await office.deliver(await ask(office, "carl", "priya", PLAIN), seen(office, "priya"))
    await office.read_directory(("olivia", "adam", "berta"))
    last = seen(office, "priya", PLAIN, roles=("Add-in User",))
    number = await ask(office, "olivia", "priya", PLAIN, adds=False, now=last)
    assert await told(office, number) == {"olivia", "adam", "berta", "carl"}, "carl answers for her, owner or not"
    rows = await office.rows(t.cards, t.cards.c.request == number, t.cards.c.recipient == office.who("adam"))
    shown: Any = await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, rows[0].id)))
    assert (shown.request.change.account, shown.verbs) == ("switched_off", ())
    assert await office.start(number, last) is None
    await office.finish_steps(number)
    assert await told(office, number) == {"olivia", "adam", "berta", "carl"}, "once, on a card that goes on"


async def test_who_keeps_a_group_or_had_no_account_is_told_to_nobody_else(office: Office) -> None:
    keeps = seen(office, "priya", PLAIN, STRONG, roles=("Add-in User", "Insights Portal User"))
    assert await told(office, await ask(office, "olivia", "priya", STRONG, adds=False, now=keeps)) == {"olivia"}
    off = replace(keeps, account=account("priya@contoso.example", active=False), member_of=frozenset({PLAIN}))
    assert await told(office, await ask(office, "olivia", "priya", PLAIN, adds=False, now=off)) == {"olivia"}


async def test_where_the_platform_cannot_be_read_the_last_group_is_told_all_the_same(office: Office) -> None:
    unseen = replace(seen(office, "priya", PLAIN), account_readable=False)
    number = await ask(office, "olivia", "priya", PLAIN, adds=False, now=unseen)
    assert await told(office, number) == {"olivia", "adam", "berta", "carl"}


async def test_whoever_is_asked_to_decide_a_last_group_is_not_told_besides(office: Office) -> None:
    for number in range(counting.MANY):
        await office.meet(f"p{number}")
        await ask(office, "olivia", f"p{number}", PLAIN, adds=False)
    last = seen(office, "priya", PLAIN, roles=("Add-in User",))
    number = await ask(office, "olivia", "priya", PLAIN, adds=False, now=last)
    asked = await told(office, number, "approval")
    assert (asked, await told(office, number)) == ({"adam", "berta", "carl"}, {"olivia"})


async def test_the_sixth_removal_of_a_day_needs_an_approver(office: Office) -> None:
    for number in range(counting.MANY):
        key = f"p{number}"
        await office.meet(key)
        assert (await office.request(await ask(office, "olivia", key, PLAIN, adds=False))).state is State.APPROVED
    assert (await office.request(await ask(office, "olivia", "priya", PLAIN, adds=False))).state is State.PENDING


async def test_owners_need_a_second_step_by_somebody_outside_them(office: Office) -> None:
    number = await ask(office, "olivia", "priya", OWNERS)
    with pytest.raises(Declined):
        await office.decide(number, "adam")  # nothing was typed
    assert (await office.decide(number, "adam", typed=f"R-{number}")).state is State.PENDING
    assert (await office.decide(number, "maria", typed=f"R-{number}")).state is State.APPROVED
    assert await office.start(number, seen(office, "priya")) is None
    await office.finish_steps(number)
    assert office.who("priya") in await office.service.look(authority.owners)
    (told,) = await office.rows(t.cards, t.cards.c.recipient == office.who("priya"))
    assert (told.terms["key"], told.request) == ("notice-now-owner", number), "who is made an owner learns it"
    assert told.id in await office.shown()


async def test_an_administrator_who_is_an_owner_is_not_the_one_from_outside(office: Office) -> None:
    await office.read_directory(("olivia", "adam", "berta", "carl", "maria"))
    with declined("declined-no-approver"):
        await ask(office, "olivia", "priya", OWNERS)


async def test_out_of_owners_one_from_outside_decides(office: Office) -> None:
    number = await ask(office, "olivia", "adam", OWNERS, adds=False)
    assert (await office.request(number)).state is State.PENDING
    assert (await office.decide(number, "maria", typed=f"R-{number}")).state is State.APPROVED
    assert await office.start(number, seen(office, "adam", OWNERS)) is None
    await office.finish_steps(number)
    assert office.who("adam") not in await office.service.look(authority.owners)


async def test_the_last_owner_stays_whoever_asks(office: Office) -> None:
    await office.read_directory(("olivia",))
    with declined("declined-last-owner"):
        await ask(office, "olivia", "olivia", OWNERS, adds=False)


async def test_of_two_removals_at_once_that_would_leave_no_owner_one_is_called_off(office: Office) -> None:
    both = {}
    for by, whom in (("olivia", "adam"), ("adam", "olivia")):
        both[whom] = await ask(office, by, whom, OWNERS, adds=False)
        await office.decide(both[whom], "maria", typed=f"R-{both[whom]}")
    await office.read_directory(("olivia", "adam"))
    starts = [office.start(number, seen(office, whom, OWNERS)) for whom, number in both.items()]
    called_off = [why for why in await asyncio.gather(*starts) if why]
    assert [why[0] for why in called_off] == ["why-last-owner"]
    states = {(await office.request(number)).state for number in both.values()}
    assert states == {State.CANCELLED, State.EXECUTING}


async def test_a_grant_of_owners_is_not_ended_past_the_rule_for_owners(office: Office) -> None:
    number = await ask(office, "olivia", "priya", OWNERS)
    for by in ("adam", "maria"):
        await office.decide(number, by, typed=f"R-{number}")
    await office.start(number, seen(office, "priya"))
    await office.finish_steps(number)

    card = await office.service.act(
        "chat", "activity-end", ending.open_form, office.members["olivia"], PRIYA.mail or ""
    )

    def end(desk: Desk) -> int:
        return ending.end_now(desk, office.members["olivia"], carding.get(desk, card))

    with declined("declined-end-owner"):
        await office.service.act("card", "activity-end-now", end)


def judged(office: Office, desk: Desk, outside: Outside, *joins: str, leaves: Sequence[str] = ()) -> Any:
    """What the world outside says of a change for Priya: the key of its reason."""
    asked = requests.draft(
        desk, Kind.CHANGE_ROLE, office.who("priya"), {"groups": joins, "leaves": leaves}, office.who("olivia")
    )
    why = refusing.refusal(desk, asked, outside)
    return why[0] if why else None


async def test_what_is_so_already_is_told_and_not_asked(office: Office) -> None:
    inside = seen(office, "priya", PLAIN)
    assert await office.service.look(lambda d: judged(office, d, inside, PLAIN)) == "declined-already-member"
    assert await office.service.look(lambda d: judged(office, d, inside, leaves=[STRONG])) == "declined-no-member"
    assert (
        await office.service.look(lambda d: judged(office, d, office.outside(), PLAIN)) == "declined-not-in-directory"
    )
    owner = seen(office, "priya", OWNERS)  # put there behind Usher's back: asking for it is how it becomes known
    assert await office.service.look(lambda d: judged(office, d, owner, OWNERS)) is None


async def test_what_only_matters_for_giving_keeps_nobody_in_a_group(office: Office) -> None:
    await office.do(scoping.record_groups, {PLAIN: group(PLAIN)}, set())
    nameless = replace(employee("priya"), mail="")
    for outside in (
        office.outside(nameless, member_of=[PLAIN]),
        office.outside(employee("priya"), member_of=[PLAIN], in_scope=()),
    ):
        number = await ask(office, "olivia", "priya", PLAIN, adds=False, now=outside)
        assert (await office.request(number)).state is State.APPROVED
        assert await office.start(number, outside) is None
        assert await office.finish_steps(number) is State.DELIVERED
    assert await office.service.look(lambda d: judged(office, d, office.outside(nameless), PLAIN)) == "declined-no-mail"


async def test_a_group_that_is_filled_by_somebody_else_is_not_left_either(office: Office) -> None:
    fixed = replace(seen(office, "priya", PLAIN), groups={PLAIN: group(PLAIN, GroupKind.DYNAMIC)})
    why = await office.service.look(lambda d: judged(office, d, fixed, leaves=[PLAIN]))
    assert why == "declined-group-dynamic"
    await office.do(scoping.record_groups, {PLAIN: group(PLAIN, GroupKind.ON_PREMISES)}, set())
    with declined("declined-group-on-premises"):
        await ask(office, "olivia", "priya", PLAIN, adds=False)


async def test_leaving_a_group_that_does_not_reach_the_platform_switches_no_account_off_that_was_made_by_hand(
    office: Office,
) -> None:
    roles = ["Add-in User"]
    by_hand, by_entra = account(PRIYA.mail or "", direct=roles), account(PRIYA.mail or "", *roles)
    for here, change in ((by_hand, ("unchanged", ("Add-in User",))), (by_entra, ("switched_off", ()))):
        now = office.outside(employee("priya"), member_of=[PLAIN], in_scope=(), account=here)
        left = preview.of_change(office.who("priya"), (), (PLAIN,), now, office.rules, stays=frozenset())
        assert (left.account, left.roles_after) == change
        steps = plan.steps_of(Kind.CHANGE_ROLE, Option.GUEST, (), left, by_hand=False)
        assert [step.key for step in steps] == ["recheck", "leave", "provision", "prove"]
    last = replace(seen(office, "priya", PLAIN), account=by_hand)
    left = preview.of_change(office.who("priya"), (), (PLAIN,), last, office.rules, stays=frozenset())
    assert (left.account, left.roles_after) == ("switched_off", ())


async def test_what_is_held_for_a_time_may_be_asked_for_without_an_end(office: Office) -> None:
    await office.deliver(await ask(office, "olivia", "priya", PLAIN), seen(office, "priya"))
    inside = seen(office, "priya", PLAIN)
    for until, why in ((office.clock.now() + timedelta(days=9), None), (None, "declined-already-member")):
        await office.do(lambda desk, end=until: desk.c.execute(t.grants.update().values(until=end)))
        assert await office.service.look(lambda d: judged(office, d, inside, PLAIN)) == why


async def test_nobody_is_in_two_incompatible_groups_whoever_asks(office: Office) -> None:
    office.change_rules(incompatible=(Incompatible(groups=frozenset({PLAIN, STRONG}), why="Two keys."),))
    now = seen(office, "priya", STRONG)
    assert await office.service.look(lambda d: judged(office, d, now, PLAIN)) == "declined-incompatible"
    swapped = await office.service.look(lambda d: judged(office, d, now, PLAIN, leaves=[STRONG]))
    assert swapped is None


async def test_roles_are_combined_over_all_groups_and_told_why_they_stay(office: Office) -> None:
    now = seen(office, "priya", STRONG, PLAIN, roles=("Add-in User", "Insights Portal User"))
    frozen = preview.of_change(office.who("priya"), (), (STRONG,), now, office.rules, stays=frozenset())
    assert (frozen.leaves, frozen.roles_after, frozen.account) == ((STRONG,), ("Add-in User",), "changed")
    assert explaining.kept_through(frozen, office.rules) == {"Add-in User": (PLAIN,)}
    last = preview.of_change(office.who("priya"), (), (PLAIN, STRONG), now, office.rules, stays=frozenset())
    assert (last.roles_after, last.account) == ((), "switched_off")


async def test_a_role_that_does_little_alone_is_told(office: Office) -> None:
    rules = office.rules
    bare = preview.Preview(option="guest", subject="p", directory="known", account="created", roles_after=("Owner",))
    assert explaining.unmet_needs(bare, rules) == (("Owner", "Add-in User"),)
    both = preview.Preview(
        option="guest", subject="p", directory="known", account="created", roles_after=("Owner", "Add-in User")
    )
    assert explaining.unmet_needs(both, rules) == ()


async def test_who_appeared_after_the_card_was_made_is_not_confirmed_by_it(database: Database) -> None:
    office = await Office.open(database, owners=())
    await office.read_directory(("olivia",))
    shown = await office.service.look(authority.unknown)
    await office.read_directory(("olivia", "zoe"))
    await office.do(authority.confirm_owners, office.members["maria"], shown)
    known = await office.service.look(authority.owners)
    assert len(known) == 1
    assert await office.service.look(authority.unknown) != []


async def test_a_form_that_gets_no_answer_says_so_and_can_be_tried_again(office: Office) -> None:
    wanted = changing.Wanted(adds=True, who="priya", groups=(PLAIN,))
    card = await office.service.act("chat", "activity-add", changing.open_form, office.members["olivia"], wanted)
    await office.do(finding.record_unanswered, card)
    view: Any = await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, card)))
    assert view.declined[0] == "declined-unreachable-directory"
    assert "change.look" in view.verbs


def bare_secretaries(office: Office) -> None:
    """Secretaries give delegated access without the role that it goes with."""
    bare = replace(office.rules.groups["Secretaries"], roles=("Add-in User Delegated Access",))
    office.change_rules(groups={**office.rules.groups, "Secretaries": bare})


async def shown(office: Office, card: str) -> Any:
    """The form as its reader sees it."""
    return await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, card)))


async def press_also(office: Office, by: str, card: str, until: date | None = None, reason: str = "") -> None:
    """Press the suggestion."""

    def press(desk: Desk) -> None:
        suggesting.take(desk, office.members[by], carding.get(desk, card), until=until, reason=reason)

    await office.service.act("card", "activity-also", press)


async def test_a_suggested_group_is_taken_in_by_a_press_and_looked_at_anew(office: Office) -> None:
    bare_secretaries(office)
    card = await form(office, "olivia", "priya", "Secretaries")
    before = await shown(office, card)
    assert (before.suggested, before.verbs) == (PLAIN, ("change.ask", "change.also", "form.cancel"))
    await press_also(office, "olivia", card, until=date(2026, 6, 30), reason="Covers for Ida")
    looking = await shown(office, card)
    assert (looking.state, looking.chosen, looking.verbs) == ("looking", (PLAIN, "Secretaries"), ("form.cancel",))
    await office.do(finding.record_looked, card, seen(office, "priya"))
    after = await shown(office, card)
    assert {role.name for role in after.change.roles_after} == {"Add-in User", "Add-in User Delegated Access"}
    assert (after.suggested, after.verbs) == ("", ("change.ask", "form.cancel"))
    assert (after.until, after.reason) == (date(2026, 6, 30), "Covers for Ida")


async def test_the_form_tells_the_day_on_which_it_ends_for_somebody_from_outside_who_has_none(office: Office) -> None:
    latest = dates.day_of(office.clock.now(), office.rules.zone) + timedelta(days=365)
    office.change_rules(externals=Externals(employee_types=frozenset({"contractor"})))
    hired = office.outside(replace(employee("priya"), employee_type="Contractor"))
    for now, outside in ((office.outside(guest()), True), (hired, True), (seen(office, "priya"), False)):
        view = await shown(office, await form(office, "olivia", "priya", PLAIN, now=now))
        assert view.external is outside
        label = json.dumps(render(view))
        assert ("(empty: no end date)" in label, f"(empty: {latest:%a} {latest.day}" in label) == (not outside, outside)


async def test_nothing_is_suggested_that_is_held_or_ruled_out_or_out_of_reach(office: Office) -> None:
    bare_secretaries(office)
    groups = {name: office.rules.groups[name] for name in ("Owners", "Secretaries", PLAIN)}
    office.change_rules(groups=groups)
    held = seen(office, "priya", PLAIN, roles=("Add-in User",))
    assert (await shown(office, await form(office, "olivia", "priya", "Secretaries", now=held))).suggested == ""
    apart = Incompatible(groups=frozenset({PLAIN, "Secretaries"}), why="Two keys.")
    office.change_rules(incompatible=(apart,))
    assert (await shown(office, await form(office, "olivia", "priya", "Secretaries"))).suggested == ""
    office.change_rules(incompatible=())
    apart_in_entra = replace(seen(office, "priya"), in_scope=frozenset({"Secretaries"}))
    unassigned = await form(office, "olivia", "priya", "Secretaries", now=apart_in_entra)
    assert (await shown(office, unassigned)).suggested == ""
    followed = replace(groups[PLAIN], followed=True)
    office.change_rules(groups={**groups, PLAIN: followed})
    form_of_owners = await form(office, "olivia", "priya", "Secretaries")
    assert (await shown(office, form_of_owners)).suggested == "", "nobody is made an owner for it"


async def test_a_suggestion_is_pressed_by_who_may_ask_and_only_where_one_is_shown(office: Office) -> None:
    card = await form(office, "olivia", "priya", PLAIN)
    with declined("declined-look-first"):
        await press_also(office, "olivia", card)
    bare_secretaries(office)
    card = await form(office, "olivia", "adam", "Secretaries")
    with declined("declined-not-owner"):
        await press_also(office, "priya", card)
    own = await form(office, "priya", "priya", "Secretaries")
    await press_also(office, "priya", own)
    assert (await shown(office, own)).chosen == (PLAIN, "Secretaries")


async def test_nobody_asks_for_themselves_all_day_long(office: Office) -> None:
    for _ in range(counting.OWN_A_DAY):
        await ask(office, "priya", "priya", PLAIN)
    with declined("declined-cap-own"):
        await ask(office, "priya", "priya", PLAIN)
    await office.meet("priya2")
    office.change_rules(linked=(frozenset({"priya@contoso.example", "priya2@contoso.example"}),))
    with declined("declined-cap-own"):  # nor by another account
        await ask(office, "priya2", "priya2", PLAIN)
    await office.later(days=1, minutes=1)
    assert (await office.request(await ask(office, "priya", "priya", PLAIN))).state is State.PENDING


async def test_the_last_group_takes_nothing_that_another_grant_gives_on_the_platform_itself(office: Office) -> None:
    given = await office.ask(option=Option.ACCOUNT, groups=("Secretaries",))
    await office.deliver(given)
    lars, roles = (await office.request(given)).subject, office.rules.roles_of(["Secretaries"])
    every = sorted(roles[0] | roles[1])
    now = office.outside(guest(), member_of=[PLAIN], account=account(LARS, "Add-in User", direct=every))
    change = changing.Change(subject=lars, joins=(), leaves=(PLAIN,))
    frozen = (await office.check(await office.do(changing.ask, office.members["olivia"], change), now)).preview
    assert frozen is not None
    assert (frozen.account, sorted(frozen.roles_after), sorted(frozen.direct)) == ("unchanged", every, every)
    steps = plan.steps_of(Kind.CHANGE_ROLE, Option.GUEST, (), frozen, by_hand=False)
    assert [step.key for step in steps] == ["recheck", "leave", "provision", "switch_on", "prove"]
    stays = plan.steps_of(Kind.CHANGE_ROLE, Option.GUEST, (), replace(frozen, holds=(STRONG,)), by_hand=False)
    assert [step.key for step in stays] == ["recheck", "leave", "provision", "prove"]


async def test_a_form_is_declined_at_the_press_for_who_lost_the_right_since(office: Office) -> None:
    card = await form(office, "olivia", "priya", PLAIN)
    await office.read_directory(["adam", "berta", "carl"])

    def press(desk: Desk) -> int:
        return changing.submit(desk, office.members["olivia"], carding.get(desk, card), until=None, reason="")

    with declined("declined-not-owner"):
        await office.do(press)
    assert await office.rows(t.requests) == []


async def test_an_object_id_that_the_form_never_offered_chooses_nobody(office: Office) -> None:
    wanted = changing.Wanted(adds=True, who="Pat", groups=(PLAIN,))
    card = await office.do(changing.open_form, office.members["olivia"], wanted)
    await office.do(finding.record_candidates, card, [employee("pat"), employee("patricia")])

    async def choose(key: str) -> str | None:
        def press(desk: Desk) -> None:
            form, picked = carding.get(desk, card), employee(key).id
            changing.choose(desk, office.members["olivia"], form, person=picked, who="", groups=())

        await office.do(press)
        person: str | None = (await office.service.look(carding.get, card)).terms["person"]
        return person

    assert await choose("priya") is None
    assert await choose("pat") == await office.service.look(lambda desk: desk.vault.find(employee("pat").upn))
