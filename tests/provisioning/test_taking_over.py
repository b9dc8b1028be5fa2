"""A guest is invited under an address that has an account already: whoever asked says first whether the guest takes it over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from office import BEGIN, LARS, PLAIN, STRONG, Office, account, guest
from test_inviting import declined
from test_many import ask as ask_list
from test_many import line, paste, seen, states

from bot.handlers import pressed
from bot.handlers.press import Press
from cards.render import render
from provisioning.domain import dates
from provisioning.domain.dates import Span
from provisioning.domain.states import Option, State
from provisioning.storage import tables as t
from provisioning.usecases import (
    alike,
    carding,
    checking,
    extending,
    listing,
    people,
    showing,
    sweeping,
    taking_over,
    waiting,
    withdrawing,
)

if TYPE_CHECKING:
    from provisioning.domain.preview import Outside
    from provisioning.usecases.desk import Desk

ROLE = "Insights Portal User"
VERBS = ("request.cancel", "request.take_over")
#: The end of the account that Usher made, and a later one that is asked for.
ENDS, LATER = date(2026, 6, 30), date(2026, 9, 30)


def there(office: Office, *roles: str, **more: Any) -> Outside:
    """An account under the address, and nobody in Entra."""
    return office.outside(account=account(LARS, direct=roles or (ROLE,)), **more)


async def found(office: Office, seen: Outside | None = None, **wish: Any) -> int:
    """A guest was asked for, and the worker has found an account."""
    return await office.ask(seen=seen or there(office), **wish)


async def alone(office: Office, until: date = ENDS, **wish: Any) -> int:
    """Usher has made an account on the platform alone."""
    number = await office.ask(option=Option.ACCOUNT, until=until, **wish)
    await office.deliver(number, typed=str(number))
    return number


async def card(office: Office, number: int, of: str = "olivia") -> Any:
    return await office.service.look(carding.find_of, number, office.who(of))


async def words(office: Office, number: int, of: str = "olivia") -> str:
    known = await card(office, number, of)
    return str(render(await office.service.look(lambda desk: showing.view_of(desk, known))))


async def verbs(office: Office, number: int) -> tuple[str, ...]:
    known = await card(office, number)
    view: Any = await office.service.look(lambda desk: showing.view_of(desk, known))
    return tuple(view.verbs)


async def press(
    office: Office, number: int, verb: str = "request.take_over", by: str = "olivia", name: str = ""
) -> None:
    """As the bot does; ``name`` is what an earlier showing of the card carried."""
    known = await card(office, number, by)

    def act(desk: Desk) -> None:
        member = office.members[by]
        opened = carding.open_pressed(desk, name or known.name, verb, member.pseudonym)
        pressed.act(desk, Press(member=member, card=opened, verb=verb, data={}))

    await office.service.act("card", f"press-{by}", act)


async def agreed(office: Office, number: int, seen: Outside | None = None) -> Any:
    """The requester agrees, and the worker looks once more."""
    await press(office, number)
    return await office.check(number, seen or there(office))


async def test_the_requester_is_asked_with_the_roles_and_nobody_else_hears_of_it(office: Office) -> None:
    number = await found(office)
    request = await office.request(number)
    assert (request.state, request.preview) == (State.SUBMITTED, None)
    told = await words(office, number)
    assert (
        "This address already has an AskCody account made by hand. A guest with the same address takes it over: "
        "same person, from then on governed by Entra." in told
    )
    assert f"Roles now: {ROLE}." in told
    assert "Nothing was sent yet" in told
    assert "'title': 'Take over'" in told
    assert "'title': 'Cancel'" in told
    assert await verbs(office, number) == VERBS
    assert (await office.rows(t.asked), await office.rows(t.cards, t.cards.c.kind == "approval")) == ([], [])
    assert await office.rows(t.cards, t.cards.c.kind == "channel") == []
    assert (await office.events(number))[-1] == "takeover.asked"


async def test_only_after_take_over_the_approvers_are_asked_and_read_what_it_is(office: Office) -> None:
    number = await found(office)
    await press(office, number)
    assert await office.jobs("check") == [f"check-{number}-r1", f"check-{number}-r1-t1"]
    assert (await office.request(number)).state is State.SUBMITTED
    assert "request.take_over" not in await verbs(office, number)
    request = await office.check(number, there(office))
    assert request.state is State.PENDING
    assert request.preview is not None
    assert (request.preview.account, request.preview.roles_before) == ("taken_over", (ROLE,))
    his = await words(office, number, "adam")
    assert "Takes over an AskCody account made by hand" in his
    assert "Has now: sees insights" in his
    assert "Takes over the AskCody account made by hand." in await words(office, number)
    events = await office.events(number)
    assert events.index("takeover.agreed") < events.index("preview.frozen")
    (row,) = await office.rows(t.audit, t.audit.c.event == "takeover.agreed")
    assert row.actor == office.who("olivia")
    assert await office.deliver(number, there(office)) is State.DELIVERED


async def test_only_the_requester_agrees_while_they_are_an_owner_and_once(office: Office) -> None:
    number = await found(office)
    hers = await card(office, number)
    with declined("declined-not-yours"):
        await office.do(lambda desk: carding.open_pressed(desk, hers.name, "request.take_over", office.who("adam")))
    with declined("declined-not-yours"):
        await office.do(lambda desk: taking_over.take_over(desk, office.members["adam"], replace(hers, pressed="1")))
    await press(office, number)
    with declined("declined-stale"):
        await press(office, number)
    assert (await office.events(number)).count("takeover.agreed") == 1
    await office.check(number, there(office))
    with declined("declined-stale"):
        await press(office, number)
    assert len(await office.jobs("check")) == 2
    other = "other@fabrikam.example"
    late = await office.ask(address=other, seen=office.outside(account=account(other, direct=[ROLE])))
    await office.read_directory(("adam", "berta", "carl"))
    with declined("declined-not-owner"):
        await press(office, late)
    assert taking_over.is_asked(await office.request(late))


async def test_cancel_closes_it_and_nothing_was_sent(office: Office) -> None:
    number = await found(office)
    await press(office, number, "request.cancel")
    assert (await office.request(number)).state is State.CANCELLED
    with declined("declined-stale"):
        await press(office, number)
    assert await office.jobs("execute") == []


async def test_a_question_that_nobody_answers_closes_with_the_request(office: Office) -> None:
    number = await found(office)
    closes = (await office.request(number)).closes_at
    assert closes == dates.end_of(date(2026, 3, 10), office.rules.zone)
    assert await office.service.look(sweeping.next_due) is not None
    assert "open until" in await words(office, number)
    await office.later(days=6)
    assert (await office.do(sweeping.sweep))["expired"] == 0
    await office.later(days=2)
    assert (await office.do(sweeping.sweep))["expired"] == 1
    assert (await office.request(number)).state is State.EXPIRED
    assert "nobody answered" in await words(office, number)
    assert await office.jobs("check") == [f"check-{number}-r1"]
    await office.check(number, there(office))
    assert (await office.request(number)).state is State.EXPIRED


async def test_while_it_waits_no_workflow_is_missed_and_none_is_revived(office: Office) -> None:
    number = await found(office)
    await office.later(days=1)
    await office.do(sweeping.sweep)
    assert await office.jobs("check") == [f"check-{number}-r1"]
    assert await office.service.look(sweeping.list_awaited) == {}
    await press(office, number)
    assert await office.service.look(sweeping.list_awaited) == {number: f"check-{number}-r1"}


async def test_the_same_look_twice_asks_once(office: Office) -> None:
    number = await found(office)
    before = await office.rows(t.requests)
    await office.check(number, there(office))
    assert await office.rows(t.requests) == before
    assert (await office.events(number)).count("takeover.asked") == 1
    await agreed(office, number)
    decided = await office.rows(t.requests)
    await office.check(number, there(office))
    assert await office.rows(t.requests) == decided


async def test_what_was_agreed_to_is_what_was_shown_and_nothing_else(office: Office) -> None:
    number = await found(office)
    old = await card(office, number)
    more = there(office, ROLE, "Finance")
    await agreed(office, number, more)
    assert (await office.request(number)).state is State.SUBMITTED
    assert "Roles now: Finance and Insights Portal User." in await words(office, number)
    with declined("declined-stale"):
        await press(office, number, name=old.name)
    assert (await agreed(office, number, more)).state is State.PENDING
    assert await office.jobs("check") == [f"check-{number}-r1", *(f"check-{number}-r1-t{n}" for n in (1, 2))]
    assert (await office.events(number)).count("takeover.asked") == 2


async def test_an_account_that_is_gone_by_then_is_taken_over_by_nobody(office: Office) -> None:
    number = await found(office)
    request = await agreed(office, number, office.outside())
    assert request.state is State.PENDING
    assert "takeover" not in request.terms
    assert "Takes over" not in await words(office, number, "adam")


@pytest.mark.parametrize(
    "seen",
    [
        lambda office: office.outside(account=account(LARS, "Add-in User", active=False)),
        lambda office: replace(office.outside(), account_readable=False),
        lambda office: office.outside(guest(), member_of=[STRONG], account=account(LARS, "Owner")),
        lambda office: office.outside(guest()),
    ],
    ids=["off", "unseen", "governed", "none"],
)
async def test_nothing_is_asked_where_there_is_nothing_to_take_over(office: Office, seen: Any) -> None:
    number = await office.ask(seen=seen(office))
    request = await office.request(number)
    assert request.state is State.PENDING
    assert "takeover" not in request.terms


async def test_an_account_that_a_guests_access_explains_is_no_question(office: Office) -> None:
    await office.deliver(await office.ask())
    number = await office.ask(groups=(STRONG,), seen=office.outside(guest(), account=account(LARS, "Add-in User")))
    assert (await office.request(number)).state is State.PENDING


async def test_an_account_that_somebody_switched_on_after_the_guests_access_ended_is_a_question_again(
    office: Office,
) -> None:
    await office.deliver(await office.ask())
    over = t.grants.update().values(ended_at=BEGIN, ended_why="owner")
    await office.do(lambda desk: desk.c.execute(over) and None)
    number = await office.ask(seen=office.outside(guest(), account=account(LARS, direct=["Owner"])))
    assert taking_over.is_asked(await office.request(number))


async def test_the_earlier_end_of_an_account_that_usher_made_stays_and_both_read_it(office: Office) -> None:
    first = await alone(office)
    on = there(office, "Add-in User")
    number = await office.ask(until=LATER, groups=(PLAIN, STRONG), seen=on)
    hers = await words(office, number)
    assert f"already has an AskCody-only account until Tue 30 Jun 2026 (R-{first})" in hers
    assert "Its earlier end stays: access ends Tue 30 Jun 2026, not Wed 30 Sept 2026." in hers
    assert f"extend {LARS}" in hers
    assert dates.day_of((await office.request(number)).until or BEGIN, office.rules.zone) == LATER, "nothing yet"
    request = await agreed(office, number, on)
    assert request.until is not None
    assert dates.day_of(request.until, office.rules.zone) == ENDS
    assert request.preview is not None
    assert request.preview.account == "taken_over_alone"
    for reader in ("olivia", "adam"):
        assert "Its earlier end stays" in await words(office, number, reader)
    his = await words(office, number, "adam")
    assert f"Takes over the AskCody-only account of R-{first}" in his
    assert "made by hand" not in his
    assert "until 30 Jun 2026?" in his


async def test_the_later_date_is_got_by_extending_the_guest(office: Office) -> None:
    await alone(office)
    on = there(office, "Add-in User")
    number = await office.ask(until=LATER, seen=on)
    await agreed(office, number, on)
    assert await office.deliver(number, on) is State.DELIVERED
    own, theirs = await office.rows(t.grants)
    assert own.until == theirs.until
    (longer,) = await office.service.look(extending.list_ending, theirs.person)
    assert (longer.request, longer.option) == (number, Option.GUEST)


async def test_an_end_that_stays_is_a_day_whatever_span_was_asked_for(office: Office) -> None:
    await alone(office)
    on = there(office, "Add-in User")
    number = await office.ask(until=LATER, lasts=Span(months=7), seen=on)
    request = await agreed(office, number, on)
    assert request.lasts is None
    await office.later(days=3)
    await office.deliver(number, on)
    assert {dates.day_of(row.until, office.rules.zone) for row in await office.rows(t.grants)} == {ENDS}


async def test_a_span_that_began_later_ends_with_the_account_all_the_same(office: Office) -> None:
    await alone(office)
    on = there(office, "Add-in User")
    number = await office.ask(until=date(2026, 6, 29), lasts=Span(months=3, days=26), seen=on)
    assert (await agreed(office, number, on)).lasts == Span(months=3, days=26)
    await office.later(days=3)
    await office.deliver(number, on)
    assert {dates.day_of(row.until, office.rules.zone) for row in await office.rows(t.grants)} == {ENDS}


async def test_an_account_that_lasts_longer_moves_no_end(office: Office) -> None:
    await alone(office, LATER)
    on = there(office, "Add-in User")
    number = await office.ask(until=ENDS, seen=on)
    assert "Its earlier end stays" not in await words(office, number)
    request = await agreed(office, number, on)
    assert dates.day_of(request.until or BEGIN, office.rules.zone) == ENDS
    assert request.terms["takeover"]["wished"] is None


async def test_an_end_that_moved_meanwhile_is_shown_before_it_is_agreed_to(office: Office) -> None:
    await alone(office)
    on = there(office, "Add-in User")
    number = await office.ask(until=LATER, seen=on)
    nearer = dates.end_of(date(2026, 4, 30), office.rules.zone)
    await office.do(lambda desk: desk.c.execute(t.grants.update().values(until=nearer)) and None)
    await agreed(office, number, on)
    assert taking_over.is_asked(await office.request(number))
    assert "access ends Thu 30 Apr 2026, not Wed 30 Sept 2026" in await words(office, number)


async def test_what_appears_after_the_approval_goes_to_the_approvers_again_as_everything_does(office: Office) -> None:
    number = await office.ask()
    await office.decide(number, "adam")
    assert await office.start(number, there(office)) == ("why-moved", {})
    request = await office.request(number)
    assert (request.state, request.revision) == (State.PENDING, 2)
    assert "Takes over an AskCody account made by hand" in await words(office, number, "adam")


async def test_each_line_of_a_list_says_it_before_it_is_asked_for_and_the_approvers_read_it(office: Office) -> None:
    await alone(office, date(2026, 4, 30), address="p1@fabrikam.example")
    own = office.outside(account=account("p1@fabrikam.example", direct=["Add-in User"]))
    hand = office.outside(account=account("p2@fabrikam.example", direct=[ROLE]))
    lines, outside = (line(1), line(2), line(3)), {"p1": own, "p2": hand}
    form = await seen(office, await paste(office, *lines, found=outside))
    assert [one.takes_over for one in form.ready] == [
        (("p1@fabrikam.example", date(2026, 4, 30)), ("p2@fabrikam.example", None))
    ]
    told = str(render(form))
    assert "Takes over an AskCody account that is there already: p2@fabrikam.example" in told
    assert "Its end stays where it is earlier: Thu 30 Apr 2026" in told
    asked = await ask_list(office, *lines, found=outside)
    assert await states(office, asked) == [State.PENDING] * 3
    first, second, third = [await office.request(number) for number in asked.terms["numbers"]]
    assert dates.day_of(first.until or BEGIN, office.rules.zone) == date(2026, 4, 30)
    assert second.terms["takeover"]["state"] == taking_over.LISTED
    assert "takeover" not in third.terms
    (his,) = await office.rows(t.cards, t.cards.c.kind == "batch_approval", t.cards.c.recipient == office.who("adam"))
    shown = await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, his.id)))
    assert "AskCody account made by hand will be taken over" in str(render(shown))
    assert "AskCody-only account will be taken over" in str(render(shown))


async def test_a_list_of_an_earlier_release_is_read_all_the_same(office: Office) -> None:
    form = await paste(office, line(1))
    old = [one[:5] for one in form.terms["verdicts"]]
    await office.do(lambda desk: carding.change_terms(desk, form, verdicts=old))
    assert [one.takes_over for one in (await seen(office, form)).ready] == [()]


async def test_whoever_waited_long_for_the_check_gets_a_new_message(office: Office) -> None:
    number = await office.invite()
    await office.later(minutes=4)
    await office.check(number, there(office))
    assert len(await office.rows(t.cards, t.cards.c.request == number)) == 1
    late = await office.invite(address="late@fabrikam.example")
    await office.later(minutes=6)
    await office.check(late, office.outside(account=account("late@fabrikam.example", direct=[ROLE])))
    assert len(await office.rows(t.cards, t.cards.c.request == late)) == 2
    assert await verbs(office, late) == VERBS
    await press(office, late)


async def test_what_could_not_be_reached_is_no_longer_told(office: Office) -> None:
    number = await office.invite()
    await office.do(waiting.note_unreachable, number, ("why-directory-unreachable", {}))
    await office.check(number, there(office))
    assert "cannot reach Entra" not in await words(office, number)


async def test_a_list_of_requests_says_that_it_waits_for_who_asked(office: Office) -> None:
    await found(office)
    asked = await office.do(
        lambda desk: carding.issue(desk, office.who("olivia"), "list", verbs=listing.LIST_VERBS, which="mine")
    )
    shown: Any = await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, asked)))
    assert [row.who_has_it for row in shown.rows] == [("Olivia",)]


async def test_nobody_left_to_approve_refuses_it_after_the_answer_too(office: Office) -> None:
    number = await found(office)
    await press(office, number)
    await office.read_directory(("olivia",))
    request = await office.check(number, there(office))
    assert request.why == ("declined-no-approver", {})


async def test_one_who_is_asked_may_ask_for_something_else_instead(office: Office) -> None:
    number = await found(office)
    other = await office.invite(groups=(STRONG,))
    assert (await office.request(number)).state is State.SUPERSEDED
    with declined("declined-stale"):
        await press(office, number)
    await office.check(other, there(office))
    assert taking_over.is_asked(await office.request(other))


async def test_nothing_personal_is_stored_with_it(office: Office) -> None:
    number = await found(office)
    (row,) = await office.rows(t.requests, t.requests.c.number == number)
    assert "lars" not in str(row.terms["takeover"]).casefold()
    known = await office.service.look(people.names_of, [office.who("olivia")])
    assert list(known.values()) == ["Olivia"]
    await office.do(withdrawing.cancel, office.members["olivia"], number)
    await office.do(checking.record_outside, number, 1, there(office))
    assert (await office.request(number)).state is State.CANCELLED


async def test_an_approver_decides_a_take_over_by_itself_and_never_together_with_others(office: Office) -> None:
    others = [await office.ask(address=f"p{n}@fabrikam.example") for n in (1, 2)]
    number = await found(office)
    await agreed(office, number)
    shown: Any = await office.service.look(lambda desk: list(alike.list_alike(desk, office.who("adam"))))
    assert [one.numbers for one in shown] == [tuple(others)]
