"""Approving less than was asked: what may be narrowed, by how much, and that nothing happens before whoever asked accepts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from office import LARS, PLAIN, STRONG, Office
from official import whole
from test_changing import OWNERS, ask, seen
from test_extending import BEYOND, END, RULED, extend, held, inside, lasts
from test_history import history
from test_inviting import declined
from test_many import ask as ask_many
from test_many import line
from test_many import seen as shown_of
from test_standing_in import leave

from cards.render import render
from provisioning.domain import dates, preview
from provisioning.domain.states import State
from provisioning.storage import tables as t
from provisioning.usecases import (
    authority,
    batch_deciding,
    carding,
    extending,
    narrowing,
    reading,
    requests,
    showing,
    sweeping,
    withdrawing,
)
from provisioning.views import ApprovalCardView

if TYPE_CHECKING:
    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

DAY = date(2026, 5, 31)


async def narrow(office: Office, number: int, *groups: str, until: date | None = None, **typed: str) -> Request:
    """Adam approves less on his card."""
    less = narrowing.Less(groups=groups, until=until, **typed)
    await office.do(narrowing.narrow, office.members["adam"], await office.approval(number, "adam"), less)
    return await office.request(number)


async def offered(office: Office, number: int) -> bool:
    """Whether Adam's card has the button."""

    def shown(desk: Desk, card: str) -> Any:
        return showing.view_of(desk, carding.get(desk, card))

    view = await office.service.look(shown, (await office.approval(number, "adam")).id)
    assert isinstance(view, ApprovalCardView)
    return "request.narrow" in view.verbs


async def groups_given(office: Office, number: int) -> list[str]:
    (grant,) = await office.rows(t.grants, t.grants.c.request == number)
    return sorted(grant.gives["groups"])


async def test_fewer_groups_of_an_employee_are_given_once_whoever_asked_accepts(office: Office) -> None:
    number = await ask(office, "olivia", "priya", PLAIN, "Receptionists")
    assert await offered(office, number)
    request = await narrow(office, number, PLAIN)
    assert (request.state, request.groups, request.revision) == (State.NARROWED, (PLAIN,), 2)
    assert request.preview == _frozen(office, PLAIN), "as if only that had been asked for"
    assert await office.jobs("execute") == []
    with declined("declined-not-yours"):
        await office.do(narrowing.consent, office.members["berta"], number)
    await office.do(narrowing.consent, office.members["olivia"], number)
    assert await office.start(number, seen(office, "priya")) is None
    assert await office.finish_steps(number) is State.DELIVERED
    assert await groups_given(office, number) == [PLAIN]


def _frozen(office: Office, *groups: str) -> preview.Preview:
    who, world = office.who("priya"), seen(office, "priya")
    return preview.of_change(who, groups, (), world, office.rules, stays=frozenset())


async def test_what_has_no_end_may_get_one(office: Office) -> None:
    number = await ask(office, "olivia", "priya", PLAIN)
    with declined("declined-narrow-same"):
        await narrow(office, number, PLAIN)
    request = await narrow(office, number, PLAIN, until=DAY)
    assert request.until == dates.end_of(DAY, office.rules.zone)
    await office.do(narrowing.consent, office.members["olivia"], number)
    await office.start(number, seen(office, "priya"))
    await office.finish_steps(number)
    (grant,) = await office.rows(t.grants)
    assert grant.until == dates.end_of(DAY, office.rules.zone)


async def test_an_owner_is_made_without_an_end_or_not_at_all(office: Office) -> None:
    number = await ask(office, "olivia", "priya", OWNERS, PLAIN)
    stages = len(office.rules.stages_of((await office.request(number)).kind, [OWNERS], ()))
    assert stages > 1
    with declined("declined-narrow-nothing"):
        await narrow(office, number, PLAIN)
    assert not await offered(office, number), "whoever decides last may say less"


async def less_by(office: Office, key: str, number: int, *groups: str, until: date | None = None) -> Request:
    """Somebody else approves less on the card that they have, and Olivia accepts it."""
    card, less = await office.approval(number, key), narrowing.Less(groups=groups, until=until, typed=str(number))

    def press(desk: Desk) -> None:
        """The card asks about this step, as it does once it is shown."""
        now = carding.get(desk, card.id)
        narrowing.narrow(desk, office.members[key], replace(now, pressed=now.question), less)

    await office.do(press)
    await office.do(narrowing.consent, office.members["olivia"], number)
    return await office.request(number)


async def approvers(office: Office, number: int) -> list[str]:
    """Whom the requester's card names."""
    view = await office.service.look(lambda desk: reading.request_view(desk, requests.get(desk, number)))
    return [one.by for one in view.decisions]


async def test_less_that_needs_one_step_fewer_is_carried_out_by_who_approved_that_step(office: Office) -> None:
    number = await ask(office, "olivia", "priya", OWNERS, PLAIN)
    await office.decide(number, "adam", typed=str(number))
    request = await less_by(office, "maria", number, PLAIN)
    assert (request.state, request.groups) == (State.APPROVED, (PLAIN,))
    assert await approvers(office, number) == ["Adam", "Maria"]
    assert await office.start(number, seen(office, "priya")) is None
    assert await office.finish_steps(number) is State.DELIVERED
    assert await groups_given(office, number) == [PLAIN]


async def test_who_approved_the_only_step_that_is_left_must_still_be_allowed_to(office: Office) -> None:
    number = await ask(office, "olivia", "priya", OWNERS, PLAIN)
    await office.decide(number, "adam", typed=str(number))
    await less_by(office, "maria", number, PLAIN)
    await office.read_directory(("olivia", "berta", "carl"))
    assert await office.start(number, seen(office, "priya")) == ("why-approver-lost", {})
    request = await office.request(number)
    assert (request.state, request.groups, await approvers(office, number)) == (State.PENDING, (PLAIN,), [])


async def test_who_approved_an_earlier_step_must_still_be_allowed_to_where_the_last_one_approved_less(
    office: Office,
) -> None:
    office.ask_stages(["owners"], ["administrators"])
    number = await office.ask(groups=(PLAIN, "Secretaries"))
    await office.decide(number, "adam")
    await less_by(office, "maria", number, PLAIN, until=date(2026, 6, 30))
    assert await approvers(office, number) == ["Adam", "Maria"]
    await office.read_directory(("olivia", "berta", "carl"))
    assert await office.start(number) == ("why-approver-lost", {})


async def test_less_that_is_not_accepted_closes_and_says_so(office: Office) -> None:
    number = await ask(office, "olivia", "priya", PLAIN, "Receptionists")
    closes = (await narrow(office, number, PLAIN)).closes_at
    assert closes is not None
    office.clock.moment = closes
    assert (await office.do(sweeping.sweep))["expired"] == 1
    request = await office.request(number)
    assert (request.state, request.why) == (State.EXPIRED, ("why-narrowed-lapsed", {}))
    told = await history(office, "olivia", number)
    assert (told.events[-1].key, told.events[-1].why) == ("request-expired", "why-narrowed-lapsed")
    words = whole(render(told))
    assert f"It was less than asked for: {PLAIN}." in words, "also where it has no end"
    assert "Less than was asked for had been approved" in words


async def test_whoever_has_to_accept_less_is_reminded_on_two_working_mornings_by_a_new_message(office: Office) -> None:
    number = await ask(office, "olivia", "priya", PLAIN, "Receptionists")
    await narrow(office, number, PLAIN)
    hers = len(await _messages(office, number))
    told = {}
    for step in range(3 * 24 * 4):
        office.clock.moment = datetime.fromisoformat("2026-03-03T10:00+00:00") + step * timedelta(minutes=20)
        for _ in range(2):
            if count := (await office.do(sweeping.sweep))["offered"]:
                told[f"{office.clock.moment:%A %H:%M}"] = count
    assert told == {"Wednesday 07:00": 1, "Thursday 07:00": 1}, "eight in Copenhagen"
    assert len(await _messages(office, number)) == hers + 2
    card = (await _messages(office, number))[-1]
    assert card.id in await office.shown()
    shown = render(await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, card.id))))
    assert "Less was approved" in whole(shown)
    assert "'Accept'" in str(shown)
    assert (await office.events(number)).count("request.reminded") == 2


async def _messages(office: Office, number: int) -> list[Any]:
    """The requester's cards of a request, the newest last."""
    c = t.cards.c
    rows = await office.rows(t.cards, c.request == number, c.recipient == office.who("olivia"), c.kind == "status")
    return sorted(rows, key=lambda row: row.made_at)


async def test_a_reminder_of_less_waits_for_the_working_hours(office: Office) -> None:
    number = await ask(office, "olivia", "priya", PLAIN, "Receptionists")
    due = (await narrow(office, number, PLAIN)).look_at
    assert due is not None
    assert await office.service.look(sweeping.next_due) == due
    office.clock.moment = due + timedelta(hours=10)
    assert (await office.do(sweeping.sweep))["offered"] == 0
    morning = due + timedelta(days=1)
    assert await office.service.look(sweeping.next_due) == morning
    office.clock.moment = morning
    assert (await office.do(sweeping.sweep))["offered"] == 1


@pytest.mark.parametrize("what", ["accepted", "cancelled", "away"])
async def test_nobody_is_reminded_of_less_that_is_settled_or_while_away(office: Office, what: str) -> None:
    number = await ask(office, "olivia", "priya", PLAIN, "Receptionists")
    due = (await narrow(office, number, PLAIN)).look_at
    assert due is not None
    if what == "accepted":
        await office.do(narrowing.consent, office.members["olivia"], number)
    elif what == "cancelled":
        await office.do(withdrawing.cancel, office.members["olivia"], number)
    else:
        await leave(office, "olivia", until=due.date() + timedelta(days=3))
    before = len(await _messages(office, number))
    office.clock.moment = due
    assert (await office.do(sweeping.sweep))["offered"] == (what == "away")
    assert len(await _messages(office, number)) == before
    assert "request.reminded" not in await office.events(number)
    if what != "away":
        assert (await office.request(number)).look_at is None


async def test_taking_away_is_not_narrowed(office: Office) -> None:
    for key in ("p1", "p2", "p3", "p4", "p5"):
        await office.meet(key)
        await ask(office, "olivia", key, PLAIN, adds=False)
    number = await ask(office, "olivia", "priya", PLAIN, STRONG, adds=False)
    assert (await office.request(number)).state is State.PENDING
    assert not await offered(office, number)
    with declined("declined-narrow-nothing"):
        await narrow(office, number, PLAIN)


async def test_more_time_may_be_less_more_time(office: Office) -> None:
    await held(office)
    number = await extend(office, BEYOND)
    await office.check(number, inside(office, PLAIN))
    assert await offered(office, number)
    with declined("declined-narrow-nothing-longer"):
        await narrow(office, number, until=END)
    with declined("declined-narrow-same"):
        await narrow(office, number, until=BEYOND)
    with declined("declined-bad-date"):
        await narrow(office, number)
    request = await narrow(office, number, "nonsense", until=RULED)
    assert (request.state, request.groups) == (State.NARROWED, (PLAIN,))
    await office.do(narrowing.consent, office.members["olivia"], number)
    await office.start(number, inside(office, PLAIN))
    assert await office.do(lambda desk: extending.carry_out(desk, requests.get(desk, number)))
    assert await lasts(office) == [RULED]


@pytest.mark.parametrize(
    ("groups", "until", "key"),
    [
        ((PLAIN, STRONG), date(2026, 6, 30), "declined-narrow-same"),
        ((PLAIN,), date(2026, 7, 1), "declined-narrow-more"),
        ((PLAIN,), None, "declined-bad-date"),
        ((), DAY, "declined-narrow-nothing"),
        ((OWNERS,), DAY, "declined-narrow-nothing"),
        ((PLAIN,), date(2026, 3, 2), "declined-end-past"),
    ],
)
async def test_neither_more_nor_nothing_is_less(
    office: Office, groups: tuple[str, ...], until: date | None, key: str
) -> None:
    number = await office.ask(groups=(PLAIN, STRONG))
    with declined(key):
        await narrow(office, number, *groups, until=until, typed=LARS)
    assert (await office.request(number)).state is State.PENDING


async def test_who_lost_their_say_approves_nothing_less(office: Office) -> None:
    number = await ask(office, "olivia", "priya", PLAIN, "Receptionists")
    await office.do(authority.forget, OWNERS, office.who("adam"))
    with declined("declined-not-asked"):
        await narrow(office, number, PLAIN)


async def test_less_for_an_external_administrator_asks_for_the_number_or_the_address_as_well(office: Office) -> None:
    number = await office.ask(groups=(PLAIN, STRONG))
    for typed in ("", "R-999"):
        with declined("declined-confirm"):
            await narrow(office, number, STRONG, until=DAY, typed=typed)
    assert (await office.request(number)).state is State.PENDING
    assert (await narrow(office, number, STRONG, until=DAY, typed=str(number))).state is State.NARROWED


async def test_of_a_list_less_for_one_is_accepted_and_reminded_of_on_a_card_of_its_own(office: Office) -> None:
    listed = await ask_many(office, line(1, groups=(PLAIN, "Receptionists"), until=date(2026, 6, 1)), line(2))
    number, other = listed.terms["numbers"]

    def opened(desk: Desk) -> Card:
        """He opens the one of the list."""
        card = batch_deciding.review(desk, requests.get(desk, number), office.who("adam"))
        return carding.get(desk, str(card))

    less = narrowing.Less(groups=(PLAIN,), until=date(2026, 5, 1), typed=str(number))
    await office.do(narrowing.narrow, office.members["adam"], await office.do(opened), less)
    hers = (t.cards.c.request == number, t.cards.c.recipient == office.who("olivia"), t.cards.c.kind == "status")
    (card,) = await office.rows(t.cards, *hers)
    assert "request.accept" in (await shown_of(office, card)).verbs
    told = whole(render(await shown_of(office, listed)))
    assert "1 waiting for approval · 1 waiting for consent to less" in told
    office.clock.advance(days=1)
    await office.later()
    await office.do(sweeping.sweep)
    assert len(await office.rows(t.cards, *hers)) == 2, "a new message"
    await office.do(narrowing.consent, office.members["olivia"], number)
    assert (await office.request(number)).state is State.APPROVED
    assert (await office.request(other)).state is State.PENDING
