"""Test access: who gets it, until when, who decides, and how it ends with go-live."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import test_changing as changes
from office import Office, account, employee
from official import whole
from test_inviting import declined

from cards.render import render
from provisioning.domain import dates
from provisioning.domain.states import Kind, Option, State
from provisioning.storage import tables as t
from provisioning.usecases import carding, finding, golive, people, requests, showing, sweeping, testing

if TYPE_CHECKING:
    from provisioning.domain.preview import Outside
    from provisioning.usecases.desk import Desk

TEAM, DESK, ADD_IN = "AskCody Project Team", "Receptionists", "Add-in Users"
MAIL = "priya@contoso.example"


def seen(office: Office, *member_of: str, scope: tuple[str, ...] | None = None, roles: tuple[str, ...] = ()) -> Outside:
    """The world has Priya in these groups."""
    return office.outside(
        employee("priya"), member_of=member_of, in_scope=scope, account=account(MAIL, *roles) if roles else None
    )


def named(office: Office, *keys: str) -> None:
    """The settings name these as testers."""
    testers = frozenset(f"{key}@contoso.example" for key in keys)
    office.change_rules(rollout=replace(office.rules.rollout, testers=testers))


async def form(office: Office, *groups: str, now: Outside | None = None) -> str:
    """What Priya sees who types ``test access``, once the worker has looked; its card."""
    card: str = await office.service.act("chat", "activity-test", testing.open_form, office.members["priya"], groups)
    await office.do(finding.record_looked, card, now or seen(office))
    return card


async def view(office: Office, card: str) -> Any:
    return await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, card)))


async def press(office: Office, card: str) -> int:
    def submit(desk: Desk) -> int:
        return testing.submit(desk, office.members["priya"], carding.get(desk, card))

    number: int = await office.service.act("card", "activity-ask", submit)
    return number


async def ask(office: Office, *groups: str, now: Outside | None = None) -> int:
    """Asked for and checked."""
    number = await press(office, await form(office, *groups, now=now))
    await office.check(number, now or seen(office))
    return number


async def given(office: Office, *groups: str, now: Outside | None = None) -> int:
    """Given and delivered."""
    number = await ask(office, *groups, now=now)
    assert await office.deliver(number, now or seen(office)) is State.DELIVERED
    return number


async def wave(office: Office, state: State, at: datetime | None = None, **terms: Any) -> int:
    """A request for go-live, as far as it has come."""

    def store(desk: Desk) -> int:
        subject = people.organisation(desk)
        known = {"wave": "go-live", "sponsor": office.who("olivia"), **terms}
        number = requests.create(
            desk,
            kind=Kind.EXPAND_SCOPE,
            requester=office.who("olivia"),
            subject=subject,
            domain="",
            option=Option.GUEST,
            terms=known | ({"at": at.isoformat()} if at else {}),
        )
        requests.change(desk, number, state=state.value)
        return number

    number: int = await office.do(store)
    return number


async def until(office: Office) -> list[date]:
    """The last days of what is held."""
    return [dates.day_of(row.until, office.rules.zone) for row in await office.rows(t.grants)]


def in_days(office: Office, days: int) -> date:
    return dates.day_of(office.clock.now(), office.rules.zone) + timedelta(days=days)


# --- who ------------------------------------------------------------------------------------------------------------------


async def test_who_is_named_in_the_settings_gets_the_project_team_until_go_live(office: Office) -> None:
    named(office, "priya")
    card = await form(office)
    shown = await view(office, card)
    assert ([group.name for group in shown.groups], shown.verbs) == ([TEAM], ("test.ask", "form.cancel"))
    assert (shown.until, shown.dated, shown.days) == (in_days(office, 90), False, 90)
    number = await press(office, card)
    request = await office.check(number, seen(office))
    assert (request.state, request.requester, request.subject) == (
        State.PENDING,
        office.who("priya"),
        office.who("priya"),
    )
    assert await office.deliver(number, seen(office)) is State.DELIVERED
    (grant,) = await office.rows(t.grants)
    assert (grant.person, grant.gives["groups"]) == (office.who("priya"), [TEAM])
    assert await until(office) == [in_days(office, 90)]


async def test_somebody_else_gets_a_kind_no_with_who_can_help_and_nothing_is_asked(office: Office) -> None:
    card = await form(office)
    shown = await view(office, card)
    assert shown.declined[0] == "declined-not-tester"
    assert len(shown.declined[1]["owners"]) == 2
    assert shown.verbs == ()
    with declined("declined-look-first"):
        await press(office, card)
    assert await office.rows(t.requests) == []


async def test_a_member_of_the_project_team_has_it_already_and_may_try_a_further_group(office: Office) -> None:
    shown = await view(office, await form(office, now=seen(office, TEAM)))
    assert shown.declined == ("declined-tester-already", {**shown.declined[1], "group": TEAM})
    assert "type “test access to” and its name" in whole(render(shown))
    card = await form(office, DESK, now=seen(office, TEAM))
    assert [group.name for group in (await view(office, card)).groups] == [DESK]
    number = await press(office, card)
    assert (await office.check(number, seen(office, TEAM))).groups == (DESK,)


async def test_the_warning_that_test_access_ends_says_that_it_moves_with_go_live(office: Office) -> None:
    await given(office, DESK, now=seen(office, TEAM))
    (grant,) = await office.rows(t.grants)
    office.clock.moment = grant.until - timedelta(days=10)
    await office.do(sweeping.sweep)
    (card,) = await office.rows(t.cards, t.cards.c.kind == "expiry")
    assert "its end moves with go-live, and what your own groups give stays" in whole(
        render(await view(office, card.id))
    )


async def test_whoever_left_the_project_team_meanwhile_is_refused_by_the_worker(office: Office) -> None:
    number = await press(office, await form(office, DESK, now=seen(office, TEAM)))
    request = await office.check(number, seen(office))
    assert (request.state, request.why) == (State.REFUSED, ("declined-not-tester", {}))


async def test_and_before_the_first_side_effect(office: Office) -> None:
    now = seen(office, TEAM)
    number = await ask(office, DESK, now=now)
    await office.decide(number, "adam")
    assert await office.start(number, seen(office)) == ("why-moved", {})
    assert (await office.request(number)).state is State.REFUSED


async def test_a_group_that_comes_with_its_wave_is_not_given_before(office: Office) -> None:
    shown = await view(office, await form(office, DESK, now=seen(office, TEAM, scope=(TEAM, "Owners"))))
    assert shown.declined[0] == "declined-test-early"
    assert shown.declined[1]["group"] == DESK


async def test_a_group_with_a_say_and_one_that_is_filled_elsewhere_are_not_for_testing(office: Office) -> None:
    with declined("declined-test-guarded"):
        await form(office, "Owners")
    followed = replace(office.rules.groups[DESK], followed=True)
    office.change_rules(groups={**office.rules.groups, DESK: followed})
    with declined("declined-group-followed"):
        await form(office, "Front desk")


async def test_without_a_project_team_there_is_no_test_access(office: Office) -> None:
    office.change_rules(rollout=replace(office.rules.rollout, project_team=""))
    with declined("declined-no-project-team"):
        await form(office)


async def test_a_blocked_person_and_one_without_mail_are_refused(office: Office) -> None:
    for user, key in (
        (employee("priya", enabled=False), "declined-person-disabled"),
        (replace(employee("priya"), mail=None), "declined-no-mail"),
    ):
        now = office.outside(user, member_of=(TEAM,))
        assert (await view(office, await form(office, DESK, now=now))).declined[0] == key


# --- who decides ------------------------------------------------------------------------------------------------------------


async def test_nobody_approves_their_own_test_access(office: Office) -> None:
    await office.read_directory(("olivia", "adam", "berta", "carl", "priya"))
    named(office, "priya")
    number = await ask(office)
    asked = {row.approver for row in await office.rows(t.asked, t.asked.c.request == number)}
    assert office.who("priya") not in asked


async def test_a_rule_approves_it_visibly(office: Office) -> None:
    policy = replace(office.rules.policies[Kind.TEST_ACCESS], by_rule=True)
    office.change_rules(policies={**office.rules.policies, Kind.TEST_ACCESS: policy})
    card = await form(office, DESK, now=seen(office, TEAM))
    assert (await view(office, card)).rule == "project team tests"
    number = await press(office, card)
    assert (await office.check(number, seen(office, TEAM))).state is State.APPROVED
    assert (await view(office, card)).request.rule == "project team tests"
    (row,) = await office.rows(t.audit, t.audit.c.event == "decision.by_rule")
    assert (row.way, row.request) == ("rule", number)


async def test_a_newer_wish_replaces_the_open_one(office: Office) -> None:
    first = await ask(office, DESK, now=seen(office, TEAM))
    await ask(office, ADD_IN, now=seen(office, TEAM))
    assert (await office.request(first)).state is State.SUPERSEDED


# --- until when -------------------------------------------------------------------------------------------------------------


async def test_the_planned_day_is_the_end_and_the_approved_one_goes_before_it(office: Office) -> None:
    go_live = replace(office.rules.waves["go-live"], planned=in_days(office, 20))
    office.change_rules(waves={**office.rules.waves, "go-live": go_live})
    named(office, "priya")
    await given(office)
    assert await until(office) == [in_days(office, 20)]
    await wave(office, State.SCHEDULED, office.clock.now() + timedelta(days=30))
    assert await office.do(testing.move) == 1
    assert await until(office) == [in_days(office, 30)]
    assert (await view(office, await form(office, DESK, now=seen(office, TEAM)))).until == in_days(office, 30)


async def test_the_end_moves_with_the_moment_that_is_scheduled_and_its_card_says_so(office: Office) -> None:
    named(office, "priya")
    number = await given(office)
    moment = office.clock.now() + timedelta(days=9)
    assert await office.do(testing.move, moment) == 1
    assert await until(office) == [in_days(office, 9)]
    request = await office.request(number)
    assert request.until == dates.end_of(in_days(office, 9), office.rules.zone)
    assert "grant.moved" in await office.events(number)
    assert await office.do(testing.move, moment) == 0


async def test_an_open_wish_moves_too_and_is_given_with_the_new_end(office: Office) -> None:
    named(office, "priya")
    number = await ask(office)
    await office.do(testing.move, office.clock.now() + timedelta(days=9))
    await office.deliver(number, seen(office))
    assert await until(office) == [in_days(office, 9)]


async def test_while_a_go_live_waits_for_its_decision_the_date_stays(office: Office) -> None:
    named(office, "priya")
    await given(office)
    await office.do(testing.move, office.clock.now() + timedelta(days=9))
    await wave(office, State.PENDING, office.clock.now() + timedelta(days=50))
    await office.do(sweeping.sweep)
    assert await until(office) == [in_days(office, 9)]


async def test_without_a_day_it_ends_after_the_longest_time_that_the_settings_allow(office: Office) -> None:
    named(office, "priya")
    await given(office)
    await office.later(days=90)
    assert (await office.do(sweeping.sweep))["ended"] == 0
    await office.later(days=1)
    assert (await office.do(sweeping.sweep))["ended"] == 1


async def test_while_go_live_is_being_carried_out_nothing_ends_and_a_week_later_it_does(office: Office) -> None:
    named(office, "priya")
    await given(office)
    number = await wave(office, State.SCHEDULED, office.clock.now() + timedelta(days=2))
    await office.do(testing.move)
    await office.do(lambda desk: requests.change(desk, number, state=State.EXECUTING.value))
    await office.later(days=3)
    assert (await office.do(sweeping.sweep))["ended"] == 0
    await office.do(lambda desk: requests.change(desk, number, state=State.PARTIALLY_DELIVERED.value))
    await office.later(days=3)
    assert (await office.do(sweeping.sweep))["ended"] == 0
    await office.later(days=5)
    assert (await office.do(sweeping.sweep))["ended"] == 1


# --- go-live ------------------------------------------------------------------------------------------------------------------


async def test_at_go_live_the_tests_end_and_own_groups_stay(office: Office) -> None:
    named(office, "priya")
    await given(office, now=seen(office, ADD_IN))
    await wave(office, State.DELIVERED)
    (number,) = await office.do(testing.end_all, "go-live")
    assert await office.do(testing.end_all, "go-live") == []
    now = seen(office, ADD_IN, TEAM, roles=("Add-in User", "Insights Portal User"))
    request = await office.check(number, now)
    assert (request.state, request.requester) == (State.APPROVED, None)
    assert request.preview is not None
    assert (request.preview.leaves, request.preview.roles_after) == ((TEAM,), ("Add-in User",))
    assert await office.start(number, now) is None
    assert await office.finish_steps(number) is State.DELIVERED
    (grant,) = await office.rows(t.grants)
    assert grant.ended_why == "golive"
    (card,) = await office.rows(t.cards, t.cards.c.request == number)
    assert card.recipient == office.who("priya")


async def test_whose_own_access_is_not_proven_keeps_the_tests(office: Office) -> None:
    named(office, "priya")
    await given(office)
    number = await wave(office, State.PARTIALLY_DELIVERED)

    def read(desk: Desk, state: str | None) -> None:
        desk.c.execute(t.lines.delete())
        desk.c.execute(t.readings.delete())
        row = {"wave": "go-live", "back": False, "request": number, "state": "ready", "began_at": desk.now}
        made = desk.c.execute(t.readings.insert().values(**row, people=1, accounts=1)).inserted_primary_key
        line = {"pseudonym": office.who("priya"), "change": "changed", "before": [], "after": [], "optional": []}
        assert made is not None
        desk.c.execute(t.lines.insert().values(reading=made[0], **line, marks=[], was_on=True, state=state))

    for state, ends in ((None, 0), ("failed", 0), ("proven", 1)):
        await office.do(read, state)
        assert len(await office.do(testing.end_all, "go-live")) == ends


async def test_after_go_live_nothing_is_left_to_test_until_it_is_taken_back(office: Office) -> None:
    named(office, "priya")
    await wave(office, State.DELIVERED)
    assert await office.service.look(golive.is_done)
    with declined("declined-golive-done"):
        await form(office)
    await wave(office, State.DELIVERED, back=True)
    assert not await office.service.look(golive.is_done)
    await form(office)


async def test_a_group_that_is_tested_can_be_asked_for_to_stay_and_stays(office: Office) -> None:
    await given(office, DESK, now=seen(office, TEAM))
    now = seen(office, TEAM, DESK)
    kept = await changes.ask(office, "olivia", "priya", DESK, now=now)
    assert (await office.request(kept)).state is State.PENDING
    assert await office.deliver(kept, now) is State.DELIVERED
    await wave(office, State.DELIVERED)
    (number,) = await office.do(testing.end_all, "go-live")
    request = await office.check(number, now)
    assert request.preview is not None
    assert request.preview.leaves == ()


@pytest.mark.parametrize("wave_name", ["project-team", "elsewhere"])
async def test_another_wave_ends_nothing(office: Office, wave_name: str) -> None:
    named(office, "priya")
    await given(office)
    assert await office.do(testing.end_all, wave_name) == []
