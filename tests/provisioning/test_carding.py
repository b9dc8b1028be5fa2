"""Which cards one unit of work has shown, and by how many workflows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from office import JOBS

from bot import delivery
from provisioning.domain.errors import Declined
from provisioning.storage import tables as t
from provisioning.usecases import authority, carding, showing

if TYPE_CHECKING:
    from office import Office

    from provisioning.usecases.desk import Desk


async def wanted(office: Office, *numbers: int) -> dict[str, int]:
    """How often each card of these requests was wished, by id."""
    return {row.id: row.wanted for row in await office.rows(t.cards, t.cards.c.request.in_(numbers))}


async def test_a_card_that_is_made_after_the_others_were_to_be_shown_is_sent_by_who_made_it(office: Office) -> None:
    number = await office.ask()
    before = await wanted(office, number)

    def show_and_issue(desk: Desk) -> str:
        carding.show_all(desk, number)
        return carding.issue(desk, office.who("priya"), "status", request=number, revision=1)

    made = await office.do(show_and_issue)
    assert await wanted(office, number) == {card: count + 1 for card, count in before.items()} | {made: 0}


async def test_a_card_that_becomes_a_requests_after_its_others_were_to_be_shown_is_not_among_them(
    office: Office,
) -> None:
    number = await office.ask()
    before = await wanted(office, number)
    form = await office.do(carding.issue, office.who("priya"), "help")

    def show_and_offer(desk: Desk) -> None:
        carding.show_all(desk, number)
        carding.offer(desk, carding.get(desk, form), [], kind="status", request=number)

    await office.do(show_and_offer)
    assert await wanted(office, number) == {card: count + 1 for card, count in before.items()} | {form: 0}


async def test_a_card_that_is_named_twice_is_wished_once_and_goes_first(office: Office) -> None:
    number = await office.ask()
    before, jobs = await wanted(office, number), await office.jobs("deliver")
    last = max(before)

    def show_twice(desk: Desk) -> None:
        carding.show_all(desk, number)
        carding.show(desk, last)
        carding.show_all(desk, number)

    await office.do(show_twice)
    assert await wanted(office, number) == {card: count + 1 for card, count in before.items()}
    assert set(await office.jobs("deliver")) - set(jobs) == {f"card-{last}-{before[last] + 1}"}


async def test_many_cards_of_many_requests_go_by_tens(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carding, "REQUESTS_AT_ONCE", 2)
    numbers = [await office.ask(address=f"lars{one}@fabrikam.example") for one in range(5)]
    before, jobs = await wanted(office, *numbers), await office.jobs("deliver")

    def show(desk: Desk) -> None:
        for number in numbers:
            carding.show_all(desk, number)

    await office.do(show)
    assert await wanted(office, *numbers) == {card: count + 1 for card, count in before.items()}
    rows = await office.rows(JOBS, JOBS.c.workflow == "deliver")
    sent = [json.loads(row.args) for row in rows if row.id not in jobs]
    assert sorted(card for some in sent for card in some) == sorted(before)
    assert max(map(len, sent)) == carding.AT_ONCE
    assert len(sent) == -(-len(before) // carding.AT_ONCE)


async def test_what_was_read_while_cards_are_made_is_read_again_once_something_may_change(office: Office) -> None:
    def unit(desk: Desk) -> None:
        before = authority.owners(desk)
        with desk.unchanged():
            assert authority.owners(desk) == before
        authority.forget(desk, office.rules.owners_group, office.who("adam"))
        assert authority.owners(desk) == before - {office.who("adam")}
        with desk.unchanged():
            assert authority.owners(desk) == before - {office.who("adam")}

    await office.do(unit)


@pytest.mark.parametrize("fault", [Declined("declined-unknown-wave"), KeyError("person"), ValueError("day")])
async def test_a_card_that_cannot_be_made_keeps_no_other_back(
    office: Office, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def broken(*call: object) -> None:
        raise fault

    def made(desk: Desk) -> list[str]:
        return [carding.issue(desk, office.who("priya"), kind, key="notice-kept") for kind in ("help", "notice")]

    cards = await office.do(made)
    await office.do(lambda desk: desk.to_show.extend(cards))
    monkeypatch.setitem(showing._VIEWS, "help", broken)
    taken, left = await office.do(delivery._take, cards)
    assert ([one.card.id for one in taken], left) == (cards[1:], [])
