"""One warning for one person: what is due in one sweep stands on one card, whose buttons mean all of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from office import PLAIN, Office
from official import titles, whole
from sqlalchemy import update
from test_extending import carry_out, held, inside, view
from test_inviting import declined
from test_races import side_by_side, while_uncommitted

from bot.handlers import pressed as pressing
from bot.handlers.press import Press
from cards.render import render
from provisioning.domain import dates
from provisioning.domain.states import Kind, State
from provisioning.storage import tables as t
from provisioning.usecases import carding, extend_forms, sweeping

if TYPE_CHECKING:
    from collections.abc import Callable

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk

FIRST, LATER = date(2026, 4, 6), date(2026, 4, 8)
OTHER = "Receptionists"


async def both_held(office: Office, until: date = LATER, **other: Any) -> tuple[int, int]:
    """Lars has two groups by two requests."""
    first = await held(office, PLAIN, until=FIRST)
    return first, await held(office, OTHER, until=until, seen=inside(office, PLAIN), **other)


async def warned(office: Office, day: date = LATER - timedelta(days=14)) -> list[Card]:
    """The cards of everybody whom the sweeps of that morning warn."""
    office.clock.moment = datetime(day.year, day.month, day.day, 7, tzinfo=UTC)
    for _ in range(2):
        await office.do(sweeping.sweep)
    rows = await office.rows(t.cards, t.cards.c.kind == "expiry", t.cards.c.made_at >= office.clock.moment)
    return [carding.from_row(row) for row in rows]


async def test_two_ends_of_one_person_that_are_due_together_are_one_card(office: Office) -> None:
    first, second = await both_held(office)
    (card,) = await warned(office)
    shown = await view(office, card.id)
    assert (shown.number, shown.groups, shown.until) == (first, (PLAIN,), FIRST)
    (other,) = shown.besides
    assert (other.number, other.groups, other.until) == (second, (OTHER,), LATER)
    words = whole(render(shown))
    assert f"Also ends: {OTHER}, Wed 8 Apr · R-{second}" in words
    for number in (first, second):
        assert (await office.events(number)).count("grant.warned") == 1


async def test_one_press_extends_all_that_the_card_warns_of(office: Office) -> None:
    await both_held(office)
    (card,) = await warned(office)
    await office.later()
    then = (await view(office, card.id)).then

    def press(desk: Desk) -> str:
        return extend_forms.extend_by_days(desk, office.members["olivia"], carding.get(desk, card.id), by_rule=True)

    asked = await office.service.look(carding.get, await office.do(press))
    assert asked.request is not None
    assert len((await office.request(asked.request)).grants) == 2
    await office.check(asked.request, inside(office, PLAIN, OTHER))
    await carry_out(office, asked.request, inside(office, PLAIN, OTHER))
    ends = {dates.day_of(row.until, office.rules.zone) for row in await office.rows(t.grants)}
    assert ends == {then}
    done = await view(office, card.id)
    assert (done.extended, done.besides, done.verbs) == (True, (), ())


async def alone(office: Office, number: int, day: date) -> int:
    """Somebody asks for more time for what this request gave, and for nothing else."""
    (grant,) = await office.rows(t.grants, t.grants.c.request == number)

    def ask(desk: Desk) -> int:
        return extend_forms.ask(desk, office.members["olivia"], grant.person, day, only=[grant.id], by_rule=False)

    asked: int = await office.do(ask)
    return asked


@pytest.mark.parametrize("which", [0, 1])
async def test_the_buttons_mean_the_rest_once_somebody_asks_for_more_time_for_one_of_them(
    office: Office, which: int
) -> None:
    both = await both_held(office)
    (card,) = await warned(office)
    await office.later()
    groups, day = ((PLAIN,), (OTHER,)), date(2026, 8, 3)
    number = await alone(office, both[which], day)
    shown = await view(office, card.id)
    assert [(one.number, one.until, one.groups) for one in shown.asked] == [(number, day, groups[which])]
    assert shown.rest == groups[1 - which]
    words = whole(render(shown))
    assert f"R-{number} asks for more time for {groups[which][0]}, until" in words
    assert f"More time by a button means the rest: {groups[1 - which][0]}." in words

    def press(desk: Desk) -> str:
        return extend_forms.extend_by_days(desk, office.members["olivia"], carding.get(desk, card.id), by_rule=True)

    other = (await office.service.look(carding.get, await office.do(press))).request
    assert other is not None
    assert (await office.request(number)).state is State.SUBMITTED, "the one that was asked for is not replaced"
    assert not set((await office.request(other)).grants) & set((await office.request(number)).grants)
    both_asked = await view(office, card.id)
    assert {one.number for one in both_asked.asked} == {number, other}
    assert (both_asked.rest, both_asked.verbs) == ((), ("expiry.let_end", "expiry.end_now"))


async def test_whoever_lets_it_end_lets_all_end_that_the_card_warns_of(office: Office) -> None:
    both = await both_held(office)
    (card,) = await warned(office)
    pressed = Press(member=office.members["olivia"], card=card, verb="expiry.let_end", data={})
    await office.do(pressing.act, pressed)
    assert [(await office.events(number)).count("grant.end_accepted") for number in both] == [1, 1]
    assert (await view(office, card.id)).let


async def test_of_several_ends_the_card_says_that_each_has_its_own_day(office: Office) -> None:
    await both_held(office)
    (card,) = await warned(office)
    shown = render(await view(office, card.id))
    assert "If you do nothing, each ends at 23:59 on that day" in whole(shown)
    assert "Let them end" in titles(shown)
    await press(office, card, "expiry.let_end")
    words = whole(render(await view(office, card.id)))
    assert "You let them end, each at 23:59 on that day" in words


async def test_whoever_let_it_end_reads_on_that_somebody_asks_for_more_time(office: Office) -> None:
    both = await both_held(office)
    (card,) = await warned(office)
    await office.later()
    number = await alone(office, both[0], date(2026, 8, 3))
    await press(office, card, "expiry.let_end")
    shown = await view(office, card.id)
    assert (shown.let, shown.verbs, [one.number for one in shown.asked]) == (True, (), [number])
    assert f"R-{number} asks for more time for {PLAIN}, until" in whole(render(shown))


async def test_once_the_first_has_ended_the_card_warns_of_the_other_alone(office: Office) -> None:
    first, second = await both_held(office)
    (card,) = await warned(office)
    office.clock.moment = dates.end_of(FIRST, office.rules.zone) + timedelta(seconds=1)
    await office.do(sweeping.sweep)
    (end,) = await office.rows(t.requests, t.requests.c.kind == Kind.END_ACCESS.value)
    await office.check(end.number, inside(office, PLAIN, OTHER))
    before = (await office.shown()).count(card.id)
    assert await office.start(end.number, inside(office, PLAIN, OTHER)) is None
    assert await office.finish_steps(end.number) is State.DELIVERED
    assert [row.request for row in await office.rows(t.grants, t.grants.c.ended_at.is_(None))] == [second]
    assert (await office.shown()).count(card.id) > before
    shown = await view(office, card.id)
    assert (shown.number, shown.until, shown.besides, shown.ended) == (second, LATER, (), None)
    assert first != second


async def test_what_is_due_on_another_day_or_is_somebody_elses_to_answer_for_has_its_own_card(office: Office) -> None:
    await both_held(office, sponsor="oid-berta")
    cards = await warned(office)
    assert {card.recipient for card in cards} == {office.who("olivia"), office.who("berta")}
    assert [(await view(office, card.id)).besides for card in cards] == [(), ()]


async def test_ends_far_apart_are_told_apart(office: Office) -> None:
    await both_held(office, until=date(2026, 5, 4))
    (card,) = await warned(office)
    assert (await view(office, card.id)).besides == ()
    (later,) = await warned(office, date(2026, 4, 20))
    shown = await view(office, later.id)
    assert (shown.groups, shown.besides) == ((OTHER,), ())


async def press(office: Office, card: Card, verb: str) -> None:
    """Olivia presses on it, as it is by now."""

    def act(desk: Desk) -> None:
        pressing.act(desk, Press(member=office.members["olivia"], card=carding.get(desk, card.id), verb=verb, data={}))

    await office.service.act("card", f"activity-{verb}", act)


async def test_that_it_may_end_is_said_and_audited_once(office: Office) -> None:
    first, _ = await both_held(office)
    (card,) = await warned(office)
    for _ in range(2):
        await press(office, card, "expiry.let_end")
    assert (await office.events(first)).count("grant.end_accepted") == 1


def pressing_it(office: Office, card: Card, verb: str) -> Callable[[Desk], None]:
    """One press of Olivia's as Teams sends it."""

    def act(desk: Desk) -> None:
        opened = carding.open_pressed(desk, card.id, verb, office.who("olivia"))
        pressing.act(desk, Press(member=office.members["olivia"], card=opened, verb=verb, data={}))

    return act


@side_by_side
async def test_of_two_presses_at_once_the_second_does_not_say_again_that_it_may_end(office: Office) -> None:
    first, _ = await both_held(office)
    (card,) = await warned(office)
    press_it = pressing_it(office, card, "expiry.let_end")
    assert await while_uncommitted(office, press_it, press_it) is None
    assert (await office.events(first)).count("grant.end_accepted") == 1


@side_by_side
@pytest.mark.parametrize("verb", ["expiry.extend", "expiry.ask"])
async def test_of_two_presses_at_once_the_second_asks_for_nothing_in_the_place_of_the_first(
    office: Office, verb: str
) -> None:
    await both_held(office)
    (card,) = await warned(office)
    await office.later()
    press_it = pressing_it(office, card, verb)
    assert await while_uncommitted(office, press_it, press_it) == "declined-stale"
    with declined("declined-stale"):
        await office.do(press_it)
    (asked,) = await office.rows(t.requests, t.requests.c.kind == Kind.EXTEND_ACCESS.value)
    assert asked.state == State.SUBMITTED.value


async def test_a_sponsor_who_owns_nothing_any_more_is_offered_no_more_time_and_is_told_nothing_of_what_is_held(
    office: Office,
) -> None:
    await both_held(office)
    (card,) = await warned(office)
    await office.later()
    await office.read_directory(("adam", "berta", "carl"))
    assert (await view(office, card.id)).verbs == ("expiry.let_end",)
    for verb in ("expiry.other", "expiry.extend"):
        with declined("declined-not-owner"):
            await press(office, card, verb)
    await press(office, card, "expiry.let_end")


async def test_whoever_answers_for_it_no_more_says_nothing_of_its_end(office: Office) -> None:
    first, _ = await both_held(office)
    (card,) = await warned(office)
    await office.read_directory(("adam", "berta", "carl"))
    await office.do(lambda desk: desk.c.execute(update(t.grants).values(sponsor=office.who("adam"))))
    with declined("declined-not-yours"):
        await press(office, card, "expiry.let_end")
    assert "grant.end_accepted" not in await office.events(first)


async def let_end(office: Office, card: Card, by: str = "olivia") -> None:
    await office.do(pressing.act, Press(member=office.members[by], card=card, verb="expiry.let_end", data={}))


async def test_whoever_lets_it_end_is_not_warned_a_second_time(office: Office) -> None:
    first, second = await both_held(office)
    (card,) = await warned(office)
    await let_end(office, card)
    assert await warned(office, dates.warning_days(FIRST)[1]) == []
    assert await warned(office, dates.warning_days(LATER)[1]) == []
    assert [(await office.events(number)).count("grant.warned") for number in (first, second)] == [1, 1]


async def test_whoever_lets_one_of_two_end_is_warned_of_both(office: Office) -> None:
    saturday = FIRST - timedelta(days=2)
    await both_held(office, until=saturday)
    (card,) = await warned(office, saturday - timedelta(days=14))
    await let_end(office, card)
    await warned(office, FIRST - timedelta(days=14))
    (again,) = await warned(office, dates.warning_days(FIRST)[1])
    shown = await view(office, again.id)
    assert (shown.until, [one.until for one in shown.besides]) == (saturday, [FIRST])


async def test_access_that_was_prolonged_after_all_is_warned_of_anew(office: Office) -> None:
    await held(office, PLAIN, until=FIRST)
    (card,) = await warned(office, FIRST - timedelta(days=14))
    await let_end(office, card)
    later = {"until": dates.end_of(LATER, office.rules.zone), "warned": None}
    await office.do(lambda desk: desk.c.execute(update(t.grants).values(**later)))
    (again,) = await warned(office)
    assert again.id != card.id
