"""One warning for several people of one list: whoever answers for them reads one card, whose buttons mean all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from databases import statements
from office import PLAIN, Office, account, guest
from official import whole
from sqlalchemy import update
from test_extending import view
from test_many import approvals, ask, decide, let_in, line
from test_races import side_by_side, while_uncommitted

from bot.handlers import pressed as handlers
from bot.handlers.press import Press
from cards.render import render
from provisioning.domain import dates
from provisioning.domain.errors import Declined
from provisioning.domain.states import Kind, State
from provisioning.storage import tables as t
from provisioning.usecases import carding, erasing, extend_forms, sweeping, warned_together

if TYPE_CHECKING:
    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk

LAST, LATER, THEN = date(2026, 4, 6), date(2026, 4, 8), date(2026, 5, 6)


async def warned(office: Office, day: date = LATER - timedelta(days=14)) -> list[Card]:
    """The cards of everybody whom the sweeps of that morning warn."""
    office.clock.moment = datetime(day.year, day.month, day.day, 7, tzinfo=UTC)
    await office.later()
    for _ in range(2):
        await office.do(sweeping.sweep)
    kinds = t.cards.c.kind.in_(["expiry", warned_together.KIND])
    rows = await office.rows(t.cards, kinds, t.cards.c.made_at >= office.clock.moment)
    return [carding.from_row(row) for row in rows]


async def listed(office: Office, *untils: date) -> Card:
    """The one card that warns of the ends of as many as there are days."""
    await let_in(office, *(line(n, until=until) for n, until in enumerate(untils, 1)))
    (card,) = await warned(office)
    return card


async def press(office: Office, card: Card, by: str = "olivia", *, by_rule: bool = True) -> Card:
    """More time for all of them; the card that tells how it goes."""

    await pressed(office, card, by, "expiry.extend" if by_rule else "expiry.ask")
    rows = await office.rows(t.cards, t.cards.c.kind == "batch")
    return carding.from_row(max(rows, key=lambda row: row.terms["numbers"][0]))


async def pressed(office: Office, card: Card, by: str, verb: str) -> None:
    def act(desk: Desk) -> None:
        handlers.act(desk, Press(member=office.members[by], card=carding.get(desk, card.id), verb=verb, data={}))

    await office.service.act("card", f"activity-{verb}", act)


async def check(office: Office, batch: Card) -> list[int]:
    """The worker judges all that was asked for together."""
    seen = office.outside(guest(), member_of=(PLAIN,), account=account("p1@fabrikam.example", "Add-in User"))
    for number in batch.terms["numbers"]:
        await office.check(number, seen)
    return list(batch.terms["numbers"])


async def carry_out(office: Office, numbers: list[int]) -> None:
    seen = office.outside(guest(), member_of=(PLAIN,), account=account("p1@fabrikam.example", "Add-in User"))
    for number in numbers:
        assert await office.start(number, seen) is None
        assert await office.finish_steps(number) is State.DELIVERED


async def lasts(office: Office) -> list[date]:
    return [dates.day_of(row.until, office.rules.zone) for row in await office.rows(t.grants)]


async def test_whoever_answers_for_a_list_is_warned_of_all_of_it_once(office: Office) -> None:
    card = await listed(office, LAST, LAST, LATER)
    assert (card.kind, card.recipient) == (warned_together.KIND, office.who("olivia"))
    words = whole(render(await view(office, card.id)))
    assert "Access of 3 people ends, first Mon 6 Apr" in words
    for number, day in ((1, "Mon 6 Apr"), (2, "Mon 6 Apr"), (3, "Wed 8 Apr")):
        assert f"p{number}@fabrikam.example · {PLAIN} · {day}" in words
        assert (await office.events(number)).count("grant.warned") == 1
    assert "For 3 people, 30 more days: at once, by rule" in words


@pytest.mark.parametrize(
    ("untils", "told"),
    [
        ((LAST, LAST), "Access of 2 people ends tomorrow, Mon 6 Apr"),
        ((LAST, LATER), "Access of 2 people ends, first tomorrow, Mon 6 Apr"),
    ],
)
async def test_the_day_before_the_title_says_tomorrow_and_on_the_day_today(
    office: Office, untils: tuple[date, date], told: str
) -> None:
    card = await listed(office, *untils)
    office.clock.moment = datetime(2026, 4, 5, 7, tzinfo=UTC)
    assert told in whole(render(await view(office, card.id)))
    office.clock.moment += timedelta(days=1)
    assert told.replace("tomorrow", "today") in whole(render(await view(office, card.id)))


async def test_the_card_costs_no_statement_a_person(office: Office) -> None:
    card, costs = await listed(office, *[LAST] * 6), []
    for many in (6, 2):
        fewer = {"ending": card.terms["ending"][:many]}
        await office.do(lambda desk, terms=fewer: carding.change_terms(desk, carding.get(desk, card.id), **terms))
        with statements(office.database) as asked:
            assert (await view(office, card.id)).reaches == many
        costs.append(len(asked))
    assert costs[0] == costs[1]


async def test_whoever_was_let_in_last_of_a_list_is_named_in_its_order(office: Office) -> None:
    card = await ask(office, *(line(n, until=LAST) for n in (1, 2)))
    await decide(office, "adam", next(iter((await approvals(office)).values())))
    for number in reversed(card.terms["numbers"]):
        assert await office.start(number) is None
        assert await office.finish_steps(number, user=f"oid-{number}") is State.DELIVERED
    (warning,) = await warned(office)
    assert [row.number for row in (await view(office, warning.id)).rows] == card.terms["numbers"]


async def test_of_one_person_of_a_list_and_of_whoever_came_alone_the_card_is_their_own(office: Office) -> None:
    await let_in(office, line(1, until=LAST), line(2, until=LAST + timedelta(days=90)))
    alone = await office.ask(until=LAST)
    await office.deliver(alone, typed=str(alone))
    cards = await warned(office)
    assert [card.kind for card in cards] == ["expiry", "expiry"]
    assert sorted(card.request or 0 for card in cards) == [1, alone]


async def test_one_press_extends_everybody_by_the_rule_and_one_card_tells_of_it(office: Office) -> None:
    warning = await listed(office, LAST, LATER)
    batch = await press(office, warning)
    assert (batch.kind, len(batch.terms["numbers"])) == ("batch", 2)
    asked = await view(office, warning.id)
    assert (asked.people, asked.verbs) == (2, ("expiry.let_end",))
    assert [one.asked for one in asked.rows] == batch.terms["numbers"]
    before = (await office.shown()).count(warning.id)
    await carry_out(office, await check(office, batch))
    assert await lasts(office) == [THEN, THEN + timedelta(days=2)]
    assert (await office.shown()).count(warning.id) > before, "the warning is brought up to date"
    done = await view(office, warning.id)
    assert (done.people, done.verbs, [one.extended for one in done.rows]) == (0, (), [True, True])
    with pytest.raises(Declined, match="declined-extend-over"):
        await press(office, warning)


async def test_where_the_rule_does_not_reach_all_approvers_get_one_card_for_everybody(office: Office) -> None:
    warning = await listed(office, LAST, LAST)
    kind = Kind.EXTEND_ACCESS
    policy = replace(office.rules.policies[kind], by_rule=False)
    office.change_rules(policies={**office.rules.policies, kind: policy})
    shown = await view(office, warning.id)
    assert (shown.verbs, shown.rule) == (("expiry.ask", "expiry.let_end"), "")
    with pytest.raises(Declined, match="declined-extend-beyond"):
        await press(office, warning)
    before = {card.id for card in (await approvals_of(office))}
    numbers = await check(office, await press(office, warning, by_rule=False))
    new = [card for card in await approvals_of(office) if card.id not in before]
    assert {card.kind for card in new} == {"batch_approval"}
    assert len({card.recipient for card in new}) == len(new)
    (hers,) = [card for card in new if card.recipient == office.who("adam")]
    assert "More time for 2 people in" in whole(render(await view(office, hers.id)))
    await decide(office, "adam", hers)
    await carry_out(office, numbers)
    assert await lasts(office) == [THEN, THEN]


async def approvals_of(office: Office) -> list[Card]:
    rows = await office.rows(t.cards, t.cards.c.kind.in_(["batch_approval", "approval"]))
    return [carding.from_row(row) for row in rows]


async def test_whom_somebody_extended_alone_the_press_leaves_alone(office: Office) -> None:
    warning = await listed(office, LAST, LAST)

    def alone(desk: Desk) -> int:
        first = carding.get(desk, warning.id).terms["ending"][0]
        ask: Any = extend_forms.ask
        number: int = ask(desk, office.members["olivia"], first[2], THEN, only=[first[0]], by_rule=True)
        return number

    other = await office.service.act("card", "activity-alone", alone)
    shown = await view(office, warning.id)
    assert (shown.reaches, [one.asked for one in shown.rows]) == (1, [other, 0])
    batch = await press(office, warning)
    (number,) = batch.terms["numbers"]
    assert (await office.request(number)).grants != (await office.request(other)).grants


async def test_let_end_is_told_and_audited_for_each_of_them(office: Office) -> None:
    warning = await listed(office, LAST, LAST)

    for _ in range(2):
        await pressed(office, warning, "olivia", "expiry.let_end")
    shown = await view(office, warning.id)
    assert (shown.let, shown.verbs) == (True, ())
    assert "You let them end" in whole(render(shown))
    for number in (1, 2):
        events = await office.events(number)
        assert (events[-1], events.count("grant.end_accepted")) == ("grant.end_accepted", 1)


async def test_whoever_owns_nothing_any_more_is_offered_no_more_time(office: Office) -> None:
    warning = await listed(office, LAST, LAST)
    await office.read_directory(["adam", "berta", "carl"])
    assert (await view(office, warning.id)).verbs == ("expiry.let_end",)
    with pytest.raises(Declined, match="declined-not-owner"):
        await press(office, warning)
    assert await office.rows(t.requests, t.requests.c.kind == "extend_access") == []


async def test_whoever_was_erased_is_named_on_the_card_no_more(office: Office) -> None:
    warning = await listed(office, LAST, LAST)
    person = (await office.request(1)).subject
    assert "p1@fabrikam.example" in whole(render(await view(office, warning.id)))

    def end(desk: Desk) -> None:
        """It is over, and the card stands in her chat."""
        desk.c.execute(update(t.grants).where(t.grants.c.person == person).values(ended_at=desk.now))
        desk.c.execute(update(t.cards).where(t.cards.c.id == warning.id).values(activity_id="1:a"))

    await office.do(end)
    sent = (await office.shown()).count(warning.id)
    await office.service.act("command", None, erasing.erase, person)
    assert "p1@fabrikam.example" not in whole(render(await view(office, warning.id)))
    assert (await office.shown()).count(warning.id) > sent


@side_by_side
async def test_of_two_presses_at_once_the_second_finds_nothing_left_to_ask(office: Office) -> None:
    warning = await listed(office, LAST, LATER)

    def extend(desk: Desk) -> str:
        return warned_together.extend(desk, office.members["olivia"], carding.get(desk, warning.id), by_rule=True)

    assert await while_uncommitted(office, extend, extend) == "declined-extend-over"
    assert len(await office.rows(t.requests, t.requests.c.kind == Kind.EXTEND_ACCESS.value)) == 2


@side_by_side
async def test_of_two_presses_at_once_the_second_does_not_say_again_that_all_may_end(office: Office) -> None:
    warning = await listed(office, LAST, LATER)

    def let_end(desk: Desk) -> None:
        warned_together.let_end(desk, office.members["olivia"], warning)

    assert await while_uncommitted(office, let_end, let_end) is None
    assert (await office.events()).count("grant.end_accepted") == 2


async def test_the_one_of_a_list_who_ends_now_is_told_of_with_what_else_of_theirs_ends(office: Office) -> None:
    await let_in(office, line(1, until=LAST), line(2, until=LAST + timedelta(days=90)))
    alone = await office.ask(address="p1@fabrikam.example", groups=("Receptionists",), until=LATER)
    await office.deliver(alone, typed=str(alone))
    (card,) = await warned(office)
    shown = await view(office, card.id)
    assert (card.kind, shown.number, [one.number for one in shown.besides]) == ("expiry", 1, [alone])


async def test_whoever_answers_for_none_of_a_list_any_more_says_nothing_of_their_ends(office: Office) -> None:
    warning = await listed(office, LAST, LAST)
    await office.read_directory(["adam", "berta", "carl"])
    await office.do(lambda desk: desk.c.execute(update(t.grants).values(sponsor=office.who("adam"))))
    with pytest.raises(Declined, match="declined-not-yours"):
        await pressed(office, warning, "olivia", "expiry.let_end")
    assert "grant.end_accepted" not in await office.events(1)


async def test_whoever_let_a_list_end_is_not_warned_again_and_whoever_answers_for_it_now_is(office: Office) -> None:
    warning = await listed(office, LAST, LAST)
    await pressed(office, warning, "olivia", "expiry.let_end")
    (_, second) = dates.warning_days(LAST)
    await office.do(
        lambda desk: desk.c.execute(update(t.grants).where(t.grants.c.id == 2).values(sponsor=office.who("adam")))
    )
    assert [one.recipient for one in await warned(office, second)] == [office.who("adam")]
