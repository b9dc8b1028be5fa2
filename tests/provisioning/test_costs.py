"""What one press costs does not depend on how much else is open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from databases import statements
from office import OWNERS, employee
from sqlalchemy import event
from test_listing import opened, view
from test_standing_in import leave

from bench.pending import copy
from provisioning.domain.states import State
from provisioning.storage import tables as t
from provisioning.usecases import (
    alike,
    authority,
    carding,
    checking,
    deciding,
    handing,
    reaching,
    requests,
    showing,
    withdrawing,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from office import Office
    from sqlalchemy import Connection

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk

FEW, MANY = 5, 500
#: How either database says that it reads all cards.
SCANS = re.compile("SCAN cards|Seq Scan on cards")


def press(desk: Desk, office: Office, what: str, card: Card) -> Any:
    """Adam's press on his card; or Olivia takes back what she asked."""
    adam, number = office.members["adam"], card.request or 0
    match what:
        case "hand over":
            return handing.hand_over(desk, adam, card, office.who("berta"))
        case "cancel":
            return withdrawing.cancel(desk, office.members["olivia"], number)
    return deciding.decide(desk, adam, card, deciding.Answer(approved=what == "approve", reason="r"))


async def cost(office: Office, what: str, card: Card) -> int:
    """How many statements the press takes, and the card that answers it."""
    with statements(office.database) as told:
        await office.service.act("card", "activity-press", press, office, what, card)
        await office.service.look(lambda desk: showing.view_of(desk, card))
    return len(told)


@pytest.mark.parametrize("what", ["approve", "reject", "hand over", "cancel"])
async def test_a_press_costs_as_many_statements_among_five_hundred_open_requests_as_among_five(
    office: Office, what: str
) -> None:
    first = await office.approval(await office.ask(), "adam")
    counts, is_open = [], t.requests.c.state == State.PENDING
    for many in (FEW, MANY):
        cards = await office.database.write(copy, first.id, many - len(await office.rows(t.requests, is_open)))
        assert len(await office.rows(t.requests, is_open)) == many
        counts.append(await cost(office, what, await office.service.look(carding.get, cards[0])))
    assert counts[0] == counts[1] > 0


async def test_who_has_a_say_costs_as_many_statements_with_twenty_linked_accounts_as_with_one(office: Office) -> None:
    counts = []
    for many in (1, 20):
        office.change_rules(
            linked=tuple(frozenset({f"a{n}@contoso.example", f"b{n}@contoso.example"}) for n in range(many))
        )
        with statements(office.database) as told:
            await office.service.look(reaching.who_has_a_say)
        counts.append(len(told))
    assert counts[0] == counts[1] > 0


async def test_reading_a_group_costs_as_many_statements_with_fifty_members_as_with_five(office: Office) -> None:
    counts = []
    for many in (5, 50):
        users = [employee(f"member{n}") for n in range(many)]
        await office.do(authority.record_members, "Owners", users)
        with statements(office.database) as told:
            await office.do(authority.record_members, "Owners", users)
        counts.append(len(told))
    assert counts[0] == counts[1] > 0


async def test_what_can_be_approved_together_costs_as_many_statements_among_five_hundred_as_among_thirty(
    office: Office,
) -> None:
    first = await office.approval(await office.ask(), "adam")
    listed = await opened(office, "adam", "approvals")
    counts = []
    for many in (30, MANY):
        await office.database.write(copy, first.id, many - len(await office.rows(t.requests)))
        with statements(office.database) as told:
            shown = await view(office, listed)
        assert len(shown.alike[0].numbers) == alike.MOST
        counts.append(len(told))
    assert counts[0] == counts[1] > 0


async def test_asking_twenty_approvers_costs_as_many_statements_as_asking_three(office: Office) -> None:
    counts = []
    for owners in (OWNERS, (*OWNERS, *(f"owner{n}" for n in range(17)))):
        await office.read_directory(owners)
        for new in set(owners) - office.members.keys():
            who = (await office.meet(new)).pseudonym
            await office.do(authority.know, office.rules.owners_group, who, office.who("maria"))
        number = await office.invite(address=f"lars{len(owners)}@fabrikam.example")
        with statements(office.database) as told:
            await office.do(checking.record_outside, number, 1, office.outside())
        asked = await office.rows(t.cards, t.cards.c.request == number, t.cards.c.kind == "approval")
        assert len(asked) == len(owners) - 1, "everybody but who asked"
        counts.append(len([one for one in told if "office_jobs" not in one]))  # ten cards leave together
    assert counts[0] == counts[1] > 0


async def test_a_second_approvers_card_costs_three_statements_its_own_row_among_them(office: Office) -> None:
    number = await office.ask()
    cards = [card.id for card in [await office.approval(number, who) for who in ("adam", "berta")]]

    def make(desk: Desk, some: list[str]) -> None:
        with desk.unchanged():
            for card in some:
                assert showing.view_of(desk, carding.get(desk, card))

    counts = []
    for some in (cards[:1], cards):
        with statements(office.database) as told:
            await office.service.look(make, some)
        counts.append(len(told))
    assert 0 < counts[1] - counts[0] <= 3


async def plans(office: Office, work: Callable[[Desk], object]) -> list[str]:
    """How the database finds the cards that this unit of work reads, with no more of a table read than there must be."""
    engine, read = office.database.engine, list[tuple[str, Any]]()

    def note(_: Any, cursor: Any, statement: str, parameters: Any, *more: Any) -> None:
        read.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        await office.do(work)
    finally:
        event.remove(engine, "before_cursor_execute", note)

    def explain(connection: Connection) -> list[str]:
        explain = "EXPLAIN QUERY PLAN" if office.database.is_sqlite else "EXPLAIN"
        if not office.database.is_sqlite:
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")  # the tables are small
        of_cards = [one for one in read if one[0].startswith("SELECT cards.")]
        rows = [row for text, given in of_cards for row in connection.exec_driver_sql(f"{explain} {text}", given)]
        return [str(row[-1]) for row in rows]

    return await office.database.write(explain)


async def test_which_cards_warn_of_somebodys_end_is_found_without_reading_every_card(office: Office) -> None:
    found = await plans(office, lambda desk: requests.show_warnings(desk, office.who("priya")))
    assert "ix_cards_request" in str(found)
    assert [one for one in found if SCANS.search(one)] == []


async def test_that_a_deputy_is_gone_was_told_is_found_without_reading_every_card(office: Office) -> None:
    await leave(office, "adam", "berta")
    number = await office.ask()
    await office.read_directory(("olivia", "adam", "carl"))
    found = await plans(office, lambda desk: reaching.look_after(desk, number))
    assert "ix_cards_recipient" in str(found)
    assert [one for one in found if SCANS.search(one)] == []
