"""More time: by the rule once and by a little, else by an approver; nothing is given that is not held."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from office import LARS, PLAIN, Office, account, employee, guest
from test_inviting import declined
from test_standing_in import leave

from provisioning.domain import dates
from provisioning.domain.plan import Step
from provisioning.domain.ports import Refused
from provisioning.domain.states import Grade, Kind, Option, State, StepState
from provisioning.storage import tables as t
from provisioning.usecases import (
    carding,
    ending,
    erasing,
    executing,
    extend_forms,
    extending,
    naming,
    shortening,
    showing,
    sweeping,
    withdrawing,
)
from provisioning.workflow import proving, side_effects
from provisioning.workflow.context import Context, Done

if TYPE_CHECKING:
    from provisioning.domain.preview import Outside
    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk

#: Access as it is given, the day that 30 more make of it, and one beyond.
END, RULED, BEYOND = date(2026, 4, 6), date(2026, 5, 6), date(2026, 5, 7)


def inside(office: Office, *groups: str) -> Outside:
    """Lars as a guest in these groups, with the account that follows from them."""
    required, _ = office.rules.roles_of(groups)
    return office.outside(guest(), member_of=groups, account=account(LARS, *required))


async def held(office: Office, *groups: str, until: date = END, **wish: Any) -> int:
    """Lars is let in until a day."""
    number = await office.ask(groups=groups or (PLAIN,), until=until, **wish)
    await office.deliver(number, wish.get("seen"), typed=str(number))
    return number


async def form(office: Office, until: date | None = None, by: str = "olivia", who: str = LARS) -> str:
    card: str = await office.do(extend_forms.open_form, office.members[by], who, until)
    return card


async def view(office: Office, card: str) -> Any:
    return await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, card)))


async def press(office: Office, card: str, by: str = "olivia", *, by_rule: bool) -> int:
    def submit(desk: Desk) -> int:
        reason = "The project goes on"
        return extend_forms.submit(desk, office.members[by], carding.get(desk, card), by_rule=by_rule, reason=reason)

    number: int = await office.service.act("card", "activity-extend", submit)
    return number


async def extend(office: Office, until: date, by: str = "olivia", who: str = LARS, *, by_rule: bool = False) -> int:
    """Asked for on the form."""
    return await press(office, await form(office, until, by, who), by, by_rule=by_rule)


async def carry_out(office: Office, number: int, seen: Outside | None = None) -> State:
    now = seen or inside(office, PLAIN)
    assert await office.start(number, now) is None
    return await office.finish_steps(number)


async def by_rule(office: Office, until: date = RULED) -> int:
    """Extended by the rule, to the end."""
    number = await extend(office, until, by_rule=True)
    await office.check(number, inside(office, PLAIN))
    assert await carry_out(office, number) is State.DELIVERED
    return number


async def lasts(office: Office) -> list[date]:
    """The last days of what is held."""
    return [dates.day_of(row.until, office.rules.zone) for row in await office.rows(t.grants)]


def context(office: Office, taken: Any, **world: Any) -> Context:
    """What a step is given, in a world of which it needs no more than this."""
    outside: Any = type("World", (), {"service": office.service, **world})()

    async def intend(note: dict[str, Any]) -> None:
        raise AssertionError(note)

    assignment, step = taken
    return Context(world=outside, assignment=assignment, step=step, look=0, noted={}, intend=intend, redirect_url="")


async def warn(office: Office, day: int = 23) -> Card:
    """The sweep warns two weeks before the end."""
    office.clock.moment = datetime(2026, 3, day, 7, tzinfo=UTC)
    await office.later(minutes=1)
    await office.do(sweeping.sweep)
    row = max(await office.rows(t.cards, t.cards.c.kind == "expiry"), key=lambda one: one.made_at)
    return await office.service.look(carding.get, row.id)


# --- before the press ---------------------------------------------------------------------------------------------------


async def test_so_much_longer_is_counted_from_the_last_day_that_they_have(office: Office) -> None:
    await held(office)
    for longer, day in ((dates.Span(days=30), RULED), (dates.Span(months=1, days=1), date(2026, 5, 7))):
        card = await office.do(extend_forms.open_form, office.members["olivia"], LARS, None, longer)
        assert (await view(office, card)).until == day
    beyond_the_calendar = dates.Span(months=119_988)
    card = await office.do(extend_forms.open_form, office.members["olivia"], LARS, None, beyond_the_calendar)
    assert (await view(office, card)).until is None


async def test_the_form_says_until_when_now_and_then_and_whether_the_rule_is_enough(office: Office) -> None:
    first = await held(office)
    shown = await view(office, await form(office, RULED))
    assert [(one.groups, one.number, one.until) for one in shown.held] == [((PLAIN,), first, END)]
    assert (shown.until, shown.rule, shown.asks) == (RULED, "extensions", ())
    assert shown.verbs == ("extend.now", "extend.other", "form.cancel")
    further = await view(office, await form(office, BEYOND))
    assert (further.rule, further.asks) == ("", ("Adam", "Berta", "Carl"))
    assert further.verbs == ("extend.ask", "extend.other", "form.cancel")


async def test_a_form_without_a_day_asks_for_one_and_says_how_far_the_rule_reaches(office: Office) -> None:
    await held(office)
    card = await form(office)
    shown = await view(office, card)
    assert (shown.until, shown.suggested, shown.reaches, shown.rule) == (None, RULED, RULED, "extensions")
    assert shown.verbs == ("extend.look", "form.cancel")

    def choose(desk: Desk, day: date) -> None:
        extend_forms.choose(desk, office.members["olivia"], carding.get(desk, card), day)

    with declined("declined-extend-earlier", until=END):
        await office.do(choose, END)
    with declined("declined-end-too-late", latest=date(2027, 3, 3)):
        await office.do(choose, date(2028, 1, 1))
    await office.do(choose, BEYOND)
    assert (await view(office, card)).until == BEYOND


async def test_a_day_that_cannot_be_is_told_on_the_form(office: Office) -> None:
    await held(office)
    shown = await view(office, await form(office, date(2026, 4, 1)))
    assert shown.declined == ("declined-extend-earlier", {"until": END})
    assert shown.verbs == ("extend.look", "form.cancel")


async def test_a_day_that_only_a_deputy_could_approve_is_not_offered_and_the_rule_is_still_enough(
    office: Office,
) -> None:
    await held(office)
    beyond = await form(office, BEYOND)
    await leave(office, "olivia", "adam")
    assert (await view(office, beyond)).asks == ("Berta", "Carl"), "who stands in has no say"
    await office.read_directory(("olivia", "adam"))
    shown = await view(office, beyond)
    assert (shown.declined, shown.verbs) == (("declined-only-deputy", {}), ("extend.look", "form.cancel"))
    with declined("declined-only-deputy"):
        await press(office, beyond, by_rule=False)
    assert (await view(office, await form(office, RULED))).verbs == ("extend.now", "extend.other", "form.cancel")


async def test_no_rule_gives_back_what_somebody_took_by_an_earlier_day(office: Office) -> None:
    await held(office)
    end = await office.do(ending.open_form, office.members["berta"], LARS)
    day = date(2026, 3, 20)
    await office.do(lambda desk: shortening.set_end(desk, office.members["berta"], carding.get(desk, end), day))
    shown = await view(office, await form(office, END))
    assert (shown.verbs, shown.rule, shown.reaches) == (("extend.ask", "extend.other", "form.cancel"), "", None)
    number = await press(office, await form(office, END), by_rule=False)
    request = await office.check(number, inside(office, PLAIN))
    assert request.state is State.PENDING
    await office.deliver(number, inside(office, PLAIN))
    assert (await view(office, await form(office, RULED))).rule == "extensions", "an approver has given it back"


async def test_nothing_is_extended_that_has_no_end_or_is_about_to_end(office: Office) -> None:
    with declined("declined-unknown-person"):
        await form(office)
    await held(office)
    card = await form(office, RULED)
    end = await office.do(ending.open_form, office.members["berta"], LARS)
    await office.do(lambda desk: ending.end_now(desk, office.members["berta"], carding.get(desk, end)))
    with declined("declined-extend-nothing"):
        await form(office)
    with declined("declined-extend-nothing"):
        await press(office, card, by_rule=True)


async def test_whoever_is_no_owner_extends_nobody_else_and_learns_nothing(office: Office) -> None:
    await held(office)
    for who in (LARS, "Lars Larsen", "nobody@fabrikam.example"):
        with declined("declined-not-owner"):
            await form(office, by="priya", who=who)
    card = await form(office, RULED)
    with declined("declined-not-owner"):
        await press(office, card, by="priya", by_rule=True)


async def test_a_name_means_who_holds_something_until_a_day_and_two_of_one_name_are_asked_back(office: Office) -> None:
    await held(office)
    told = await view(office, await form(office, who="lars"))
    assert (told.name, told.address) == ("Lars Larsen", LARS)
    with declined("declined-extend-nobody", name="olivia"):
        await form(office, who="olivia")
    await held(office, address="lars@northwind.example", name="Lars Holm")
    with pytest.raises(naming.Several) as several:
        await form(office, who="lars")
    assert several.value.addresses == [LARS, "lars@northwind.example"]
    assert (await view(office, await form(office, who="Lars Holm"))).name == "Lars Holm"


# --- by the rule, and beyond it -----------------------------------------------------------------------------------------


async def test_within_the_rule_it_is_extended_at_once_and_says_by_which_rule(office: Office) -> None:
    first = await held(office)
    number = await extend(office, RULED, by_rule=True)
    request = await office.check(number, inside(office, PLAIN))
    assert (request.state, request.terms["rule"]) == (State.APPROVED, "extensions")
    assert await carry_out(office, number) is State.DELIVERED
    assert await lasts(office) == [RULED]
    (row,) = await office.rows(t.audit, t.audit.c.event == "decision.by_rule")
    assert (row.request, row.way) == (number, "rule")
    assert "grant.extended" in await office.events(first)
    assert (await office.request(first)).until == (await office.request(number)).until


async def test_the_rule_extends_once_and_a_second_time_goes_to_a_person(office: Office) -> None:
    await held(office)
    await by_rule(office)
    card = await form(office, date(2026, 5, 8))
    shown = await view(office, card)
    assert (shown.rule, shown.verbs[0]) == ("", "extend.ask")
    with declined("declined-extend-beyond"):
        await press(office, card, by_rule=True)
    number = await press(office, card, by_rule=False)
    await office.check(number, inside(office, PLAIN))
    assert await office.deliver(number, inside(office, PLAIN)) is State.DELIVERED
    assert (await view(office, await form(office, date(2026, 6, 1)))).rule == "extensions", "a person approved again"


async def test_what_a_person_is_only_asked_for_lets_the_rule_extend_nothing_again(office: Office) -> None:
    await held(office)
    await by_rule(office)
    number = await extend(office, date(2026, 5, 20))
    assert (await office.request(number)).state is State.SUBMITTED
    card = await form(office, date(2026, 5, 15))
    assert (await view(office, card)).rule == ""
    with declined("declined-extend-beyond"):
        await press(office, card, by_rule=True)


async def test_beyond_the_rule_an_approver_decides_and_sees_until_when_now_and_then(office: Office) -> None:
    first = await held(office)
    number = await extend(office, BEYOND)
    request = await office.check(number, inside(office, PLAIN))
    assert request.state is State.PENDING
    card = await office.approval(number, "adam")
    told = await view(office, card.id)
    assert told.request.change.prolongs == ((PLAIN, first, END),)
    assert (told.request.until, told.request.reason) == (BEYOND, "The project goes on")
    assert await lasts(office) == [END], "nothing before the decision"
    await office.decide(number, "adam")
    assert await office.start(number, inside(office, PLAIN)) is None
    await office.do(extending.carry_out, await office.request(number))
    told = await view(office, card.id)
    assert (told.request.state, told.request.change.prolongs) == (State.EXECUTING, ()), "its own day is no earlier one"
    assert await office.finish_steps(number) is State.DELIVERED
    assert await lasts(office) == [BEYOND]
    assert "decision.by_rule" not in await office.events()


async def test_what_nobody_answered_closes_with_the_access_that_it_would_prolong(office: Office) -> None:
    await held(office)
    await office.later(days=32)
    number = await extend(office, BEYOND)
    await office.check(number, inside(office, PLAIN))
    asked = await office.request(number)
    assert (asked.state, asked.closes_at) == (State.PENDING, dates.end_of(END, office.rules.zone))
    office.clock.moment = dates.end_of(END, office.rules.zone)
    await office.do(sweeping.sweep)
    assert (await office.request(number)).state is State.EXPIRED
    assert await lasts(office) == [END]


async def test_without_a_rule_in_the_settings_every_extension_goes_to_an_approver(office: Office) -> None:
    policy = replace(office.rules.policies[Kind.EXTEND_ACCESS], by_rule=False)
    office.change_rules(policies={**office.rules.policies, Kind.EXTEND_ACCESS: policy})
    await held(office)
    shown = await view(office, await form(office, date(2026, 4, 7)))
    assert (shown.rule, shown.verbs[0]) == ("", "extend.ask")


async def test_a_group_that_has_a_say_is_extended_by_no_rule_and_by_somebody_outside_it(office: Office) -> None:
    await held(office)
    assert (await view(office, await form(office, date(2026, 4, 7)))).rule == "extensions"
    office.ask_stages([f"group:{PLAIN}"], kind=Kind.END_ACCESS)
    await office.read_directory(["olivia", "adam", "berta", "carl"])
    stages = office.rules.stages_of(Kind.EXTEND_ACCESS, [PLAIN], ())
    assert [(stage.approvers, stage.outside) for stage in stages] == [
        (("owners",), ()),
        (("administrators",), (PLAIN,)),
    ]
    shown = await view(office, await form(office, date(2026, 4, 7)))
    assert (shown.rule, shown.verbs[0]) == ("", "extend.ask")


async def held_by_priya(office: Office) -> None:
    """She has the group until a day, as a request of Olivia's gave it."""
    number = await held(office)

    def give(desk: Desk) -> None:
        row = {"option": "guest", "gives": {"groups": [PLAIN], "roles": []}, "handles": {}, "since": desk.now}
        row |= {"request": number, "person": office.who("priya"), "sponsor": office.who("priya")}
        desk.c.execute(t.grants.insert().values(**row, until=dates.end_of(END, office.rules.zone)))

    await office.do(give)


async def test_the_rule_extends_nothing_for_ones_own_second_account(office: Office) -> None:
    await held_by_priya(office)
    day, hers = date(2026, 4, 7), "priya@contoso.example"
    assert (await view(office, await form(office, day, who=hers))).rule == "extensions"
    office.change_rules(linked=(frozenset({"olivia@contoso.example", hers}),))
    shown = await view(office, await form(office, day, who=hers))
    assert (shown.rule, shown.verbs[0]) == ("", "extend.ask")


async def test_whoever_asks_for_their_own_goes_to_an_approver(office: Office) -> None:
    priya = employee("priya")
    await held_by_priya(office)
    shown = await view(office, await form(office, date(2026, 4, 7), by="priya", who="me"))
    assert (shown.rule, shown.verbs[0]) == ("", "extend.ask")
    mine = await extend(office, date(2026, 4, 7), by="priya", who="priya@contoso.example")
    seen = office.outside(priya, member_of=[PLAIN], account=account("priya@contoso.example", "Add-in User"))
    assert (await office.check(mine, seen)).state is State.PENDING
    asked = {row.approver for row in await office.rows(t.asked, t.asked.c.request == mine)}
    assert office.who("priya") not in asked
    assert await office.deliver(mine, seen) is State.DELIVERED


async def test_a_newer_request_takes_the_place_of_ones_own_and_somebody_elses_declines(office: Office) -> None:
    await held(office)
    first = await extend(office, BEYOND)
    await office.check(first, inside(office, PLAIN))
    with declined("declined-open-elsewhere", number=first, requester="Olivia"):
        await extend(office, BEYOND, by="berta")
    second = await extend(office, date(2026, 6, 1))
    assert (await office.request(first)).state is State.SUPERSEDED
    assert (await office.request(second)).terms["replaces"] == first


# --- the facts of the start ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seen", "why"),
    [
        ({"user": guest(), "member_of": ()}, "declined-extend-left"),
        ({"user": guest(enabled=False), "member_of": (PLAIN,)}, "declined-person-disabled"),
        ({"user": None}, "declined-not-in-directory"),
        ({"user": guest(), "member_of": (PLAIN,), "in_scope": ()}, "declined-extend-unassigned"),
    ],
)
async def test_what_is_not_held_outside_any_more_is_not_extended(
    office: Office, seen: dict[str, Any], why: str
) -> None:
    await held(office)
    number = await extend(office, RULED, by_rule=True)
    request = await office.check(number, office.outside(**seen))
    assert (request.state, request.why and request.why[0]) == (State.REFUSED, why)
    assert await lasts(office) == [END]


async def test_an_end_that_came_first_wins(office: Office) -> None:
    await held(office)
    number = await extend(office, BEYOND)
    await office.check(number, inside(office, PLAIN))
    await office.decide(number, "adam")
    office.clock.moment = dates.end_of(END, office.rules.zone)
    await office.later(minutes=1)
    assert (await office.do(sweeping.sweep))["ended"] == 1
    assert await office.do(extending.carry_out, await office.request(number)) is False
    assert await office.start(number, inside(office, PLAIN)) is not None
    request = await office.request(number)
    assert (request.state, request.why and request.why[0]) == (State.REFUSED, "declined-extend-over")
    assert await lasts(office) == [END]


async def test_the_step_that_comes_too_late_says_that_access_was_ended_meanwhile(office: Office) -> None:
    await held(office)
    number = await extend(office, BEYOND)
    await office.check(number, inside(office, PLAIN))
    await office.decide(number, "adam")
    assert await office.start(number, inside(office, PLAIN)) is None
    await office.do(lambda desk: desk.c.execute(t.grants.update().values(ended_at=desk.now, ended_why="owner")))
    taken = await office.take_up(number)
    assert taken is not None
    with pytest.raises(Refused, match="access_ended"):
        await side_effects.extend(context(office, taken))


async def test_what_came_too_late_is_not_tried_again_because_another_end_is_called_off(office: Office) -> None:
    await held(office)
    number = await extend(office, BEYOND)
    await office.check(number, inside(office, PLAIN))
    await office.decide(number, "adam")
    assert await office.start(number, inside(office, PLAIN)) is None
    await office.do(lambda desk: desk.c.execute(t.grants.update().values(ended_at=desk.now, ended_why="until")))
    request = await office.request(number)
    why: tuple[str, dict[str, str]] = ("why-ended-meanwhile", {})
    await office.do(executing.record_step, request, Step("extend"), StepState.FAILED, why=why)
    assert await office.do(executing.finish, request) is State.FAILED
    await held(office, "Receptionists")
    (end,) = await office.do(ending.end_person, office.members["olivia"], request.subject)
    await office.do(withdrawing.cancel, office.members["olivia"], end)
    now = await office.request(number)
    assert (now.state, now.attempt) == (State.FAILED, 1)
    with declined("declined-ended-since"):
        await office.do(withdrawing.retry, office.members["olivia"], number, within=timedelta(days=7))


async def test_carrying_it_out_twice_extends_once_and_never_cuts_short(office: Office) -> None:
    first = await held(office)
    number = await by_rule(office)
    assert await office.do(extending.carry_out, await office.request(number)) is True
    assert (await office.events(first)).count("grant.extended") == 1
    await office.do(
        lambda desk: desk.c.execute(t.grants.update().values(until=dates.end_of(BEYOND, office.rules.zone)))
    )
    assert await office.do(extending.carry_out, await office.request(number)) is True
    assert await lasts(office) == [BEYOND]


async def test_an_account_on_the_platform_alone_is_extended_while_it_is_on(office: Office) -> None:
    off = office.outside()
    number = await office.ask(option=Option.ACCOUNT, until=END, seen=off)
    await office.deliver(number, off)
    roles = (await office.request(number)).preview
    assert roles is not None
    on = office.outside(account=account(LARS, direct=roles.roles_after))
    gone = await extend(office, RULED, by_rule=True)
    assert (await office.check(gone, off)).why == ("declined-extend-off", {})
    asked = await extend(office, RULED, by_rule=True)
    await office.check(asked, on)
    assert await carry_out(office, asked, on) is State.DELIVERED
    assert await lasts(office) == [RULED]


async def test_where_the_platform_is_not_seen_the_membership_is_the_proof(office: Office) -> None:
    office.change_rules(readback="log")
    await held(office)
    number = await extend(office, RULED, by_rule=True)
    unseen = replace(inside(office, PLAIN), account=None, account_readable=False)
    await office.check(number, unseen)
    assert await office.start(number, unseen) is None
    taken = await office.take_up(number)
    assert taken is not None

    class Directory:
        """Says who is in a group, and nothing of a log."""

        async def is_member(self, group: str, user: str) -> bool:
            return (group, user) == (f"gid-{PLAIN}", "oid-lars")

    came = await proving.prove(context(office, taken, directory=Directory()))
    assert isinstance(came, Done)
    (proof,) = await office.rows(t.proofs, t.proofs.c.request == number)
    assert proof.grade == Grade.MEMBERSHIP


# --- the warning --------------------------------------------------------------------------------------------------------


async def test_the_warning_offers_the_days_of_the_rule_and_says_that_it_is_enough(office: Office) -> None:
    await held(office)
    warning = await warn(office)
    shown = await view(office, warning.id)
    assert (shown.until, shown.more, shown.then, shown.rule) == (END, 30, RULED, "extensions")
    assert shown.verbs == ("expiry.extend", "expiry.other", "expiry.let_end", "expiry.end_now")
    card = await office.do(_by_days(office, warning, by_rule=True))
    number = (await office.service.look(carding.get, card)).request
    assert number is not None
    asked = await view(office, warning.id)
    (request,) = asked.asked
    assert (request.number, request.until, request.groups, asked.rest) == (number, RULED, (PLAIN,), ())
    assert asked.verbs == ("expiry.let_end", "expiry.end_now")
    await office.check(number, inside(office, PLAIN))
    await carry_out(office, number)
    done = await view(office, warning.id)
    assert (done.extended, done.until, done.verbs) == (True, RULED, ())
    assert warning.id in await office.shown()


def _by_days(office: Office, warning: Card, *, by_rule: bool, by: str = "olivia") -> Any:
    return lambda desk: extend_forms.extend_by_days(
        desk, office.members[by], carding.get(desk, warning.id), by_rule=by_rule
    )


async def test_a_warning_whose_rule_was_used_up_asks_an_approver_and_its_old_button_is_told(office: Office) -> None:
    await held(office)
    warning = await warn(office)
    await by_rule(office, date(2026, 4, 10))
    office.clock.advance(days=10)
    again = await warn(office, day=31)
    shown = await view(office, again.id)
    assert (shown.verbs[0], shown.rule, shown.then) == ("expiry.ask", "", date(2026, 5, 10))
    with declined("declined-extend-beyond"):
        await office.do(_by_days(office, warning, by_rule=True))
    assert (await office.do(_by_days(office, again, by_rule=False))) is not None


async def test_what_was_extended_is_warned_of_again_before_its_new_end(office: Office) -> None:
    await held(office)
    await warn(office)
    await by_rule(office)
    office.clock.moment = datetime(2026, 4, 7, 6, tzinfo=UTC)
    for _ in range(2):
        found = await office.do(sweeping.sweep)
        assert (found["ended"], found["warned"]) == (0, 0)
    office.clock.moment = datetime(2026, 4, 22, 6, tzinfo=UTC)
    assert (await office.do(sweeping.sweep))["warned"] == 1


async def test_another_date_opens_the_form_for_what_the_warning_is_about_alone(office: Office) -> None:
    await held(office)
    await held(office, "Receptionists", by="olivia", until=date(2026, 4, 20), seen=inside(office, PLAIN))
    warning = await warn(office)
    card = await office.do(lambda desk: extend_forms.open_for(desk, office.members["olivia"], warning))
    assert [one.groups for one in (await view(office, card)).held] == [(PLAIN,)]
    both = await view(office, await form(office, BEYOND))
    assert [one.groups for one in both.held] == [(PLAIN,), ("Receptionists",)]


async def test_test_access_moves_with_go_live_and_is_not_extended(office: Office) -> None:
    number = await held(office)
    await office.do(
        lambda desk: desk.c.execute(
            t.requests.update().where(t.requests.c.number == number).values(kind=Kind.TEST_ACCESS.value)
        )
    )
    with declined("declined-extend-nothing"):
        await form(office)


async def test_a_warning_of_an_earlier_release_offers_what_it_was_sent_with(office: Office) -> None:
    await held(office)
    warning = await warn(office)
    old = {"verbs": ["expiry.let_end", "expiry.end_now"], "terms": {"grant": 1, "person": warning.terms["person"]}}
    await office.do(lambda desk: desk.c.execute(t.cards.update().where(t.cards.c.id == warning.id).values(old)))
    shown = await view(office, warning.id)
    assert (shown.verbs, shown.extended) == (("expiry.let_end", "expiry.end_now"), False)


async def test_a_form_that_names_who_would_decide_is_shown_anew_when_they_are_erased(office: Office) -> None:
    await held(office)
    card = await form(office, BEYOND)
    assert "Berta" in (await view(office, card)).asks
    await office.do(lambda desk: desk.c.execute(t.cards.update().values(activity_id="sent")))
    assert card in await office.service.look(lambda desk: erasing._mentioning(desk, office.who("berta")))
