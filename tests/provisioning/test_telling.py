"""Who gets a new message: whoever must act or was waiting. Teams tells nobody that a card was updated."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from office import OWNERS, PLAIN, Office, guest
from test_ending import inside, let_in
from test_handing import lose
from test_inviting import declined
from test_many import line, paste

from cards.render import render
from provisioning.domain.states import Kind, State
from provisioning.storage import tables as t
from provisioning.usecases import carding, checking, many, reaching, requests, sending, showing, starting, sweeping

if TYPE_CHECKING:
    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk


async def send(office: Office) -> Counter[str]:
    """What was asked for stands in its readers' chats, as after its delivery; how many new messages each of them got."""

    def deliver(desk: Desk) -> Counter[str]:
        new: Counter[str] = Counter()
        names = {member.pseudonym: key for key, member in office.members.items()}
        c = t.cards.c  # what was sent in its own turn was never asked for
        wanted = (c.wanted > c.shown) | c.activity_id.is_(None)
        for row in desk.c.execute(t.cards.select().where(wanted, c.undeliverable.is_(None))).all():
            where = {"service_url": "https://teams.example/", "conversation_id": f"a:{row.recipient}"}
            new[names[row.recipient]] += not row.activity_id
            activity = row.activity_id or f"{row.id}:{row.wanted}"
            sending.record_sent(desk, row.id, activity_id=activity, shown=row.wanted, **where)
        return new

    return +(await office.service.do(deliver))


async def pending(office: Office, by: str = "olivia", **wish: Any) -> int:
    """A request whose cards stand in everybody's chat."""
    number = await office.ask(by, **wish)
    await send(office)
    return number


async def approved(office: Office, **wish: Any) -> int:
    number = await pending(office, **wish)
    await office.decide(number, "adam")
    assert await send(office) == {}, "the cards that stand there were updated"
    return number


async def words(office: Office, card: Card) -> str:
    view = await office.service.look(lambda desk: showing.view_of(desk, card))
    return json.dumps(render(view), ensure_ascii=False)


async def newest(office: Office, number: int, of: str = "olivia") -> str:
    """What the reader's newest card of the request says."""
    card = await office.service.look(carding.find_of, number, office.who(of))
    assert card is not None
    return await words(office, card)


async def left(office: Office, of: str) -> list[str]:
    """What stands in messages that a card of theirs has left, and was shown there."""
    c = t.cards.c
    rows = await office.rows(t.cards, c.kind == carding.LEFT, c.recipient == office.who(of), c.shown > 0)
    return [await words(office, await office.service.look(carding.get, row.id)) for row in rows]


# --- asked again --------------------------------------------------------------------------------------------------------


async def test_whoever_must_decide_again_and_whoever_waits_get_a_new_message_where_the_facts_moved(
    office: Office,
) -> None:
    number = await approved(office)
    old = await office.approval(number, "adam")
    await office.start(number, office.outside(guest()))
    assert await send(office) == {"olivia": 1, "adam": 1, "berta": 1, "carl": 1}
    told = await newest(office, number)
    assert "The facts moved since it was approved" in told
    assert "Entra: will be created → exists already" in told
    for who in ("adam", "berta", "carl"):
        assert ["is asked again" in one for one in await left(office, who)] == [True]
    with declined("declined-stale"):
        await office.decide(number, "adam", card=old)
    assert (await office.decide(number, "adam")).state is State.APPROVED


async def test_each_time_the_facts_move_everybody_gets_one_message_however_often_it_is_looked_at(
    office: Office,
) -> None:
    number = await approved(office)
    for seen, by in ((office.outside(guest()), "berta"), (office.outside(), "carl")):
        taken = await office.request(number)
        for _ in range(3):
            assert await office.do(starting.judge_start, taken, seen) == ("why-moved", {})
        assert (await office.request(number)).revision == taken.revision + 1
        assert await send(office) == {"olivia": 1, "adam": 1, "berta": 1, "carl": 1}
        await office.decide(number, by)
        assert await send(office) == {}
    assert await office.start(number) is None


async def test_whoever_has_not_answered_gets_no_second_message_for_the_next_step(office: Office) -> None:
    office.ask_stages(["owners"], ["owners"])
    number = await pending(office)
    await office.decide(number, "berta")
    assert await send(office) == {}
    assert (await office.decide(number, "adam")).state is State.APPROVED


async def test_a_card_that_did_not_arrive_is_sent_when_its_reader_is_asked_in_the_next_step(office: Office) -> None:
    office.ask_stages(["owners"], ["owners"])
    number = await office.ask()
    await lose(office, number, "adam")
    await office.decide(number, "berta")
    assert (await send(office))["adam"] == 1


async def test_whoever_approved_and_may_not_any_more_is_not_asked_again_and_the_others_read_why(
    office: Office,
) -> None:
    number = await approved(office)
    await office.read_directory(("olivia", "berta", "carl"))
    assert await office.start(number) == ("why-approver-lost", {})
    assert await send(office) == {"olivia": 1, "berta": 1, "carl": 1}
    for who in ("olivia", "berta"):
        told = await newest(office, number, who)
        assert "Who approved may not decide any more" in told
        assert "Now different" not in told


async def listed(office: Office, count: int) -> tuple[str, list[int]]:
    """A list that was asked for and judged, whose cards stand in everybody's chat: its card, and the numbers."""
    card = await paste(office, *(line(n) for n in range(1, count + 1)))
    await office.service.act("card", "b", many.ask, office.members["olivia"], card)
    numbers = (await office.service.look(carding.get, card.id)).terms["numbers"]
    for number in numbers:
        await office.check(number)
    await send(office)
    return card.id, numbers


async def test_a_line_of_a_list_that_moved_is_told_to_whoever_asked_by_the_card_of_the_list(office: Office) -> None:
    card, (number, _) = await listed(office, 2)
    await office.do(_approve, number)
    await office.start(number, office.outside(guest("p1@fabrikam.example")))
    assert (await office.request(number)).state is State.PENDING
    assert await send(office) == {"olivia": 1, "adam": 1, "berta": 1, "carl": 1}
    [old] = await left(office, "olivia")
    assert "There is news about this list." in old
    assert "p1@fabrikam.example" in await words(office, await office.service.look(carding.get, card))


async def test_lines_of_a_list_that_are_refused_together_are_told_once_and_again_later(office: Office) -> None:
    card, numbers = await listed(office, 4)
    for number in numbers:
        await office.do(_approve, number)
    inside = office.outside(guest(), member_of=[PLAIN])
    for number in numbers[:3]:
        await office.start(number, inside)
        assert (await office.request(number)).state is State.REFUSED
        assert await send(office) == ({"olivia": 1} if number == numbers[0] else {})
        await office.later(minutes=10)
    await office.later(hours=1)
    await office.start(numbers[3], inside)
    assert await send(office) == {"olivia": 1}
    assert "batch.cancel" in (await office.service.look(carding.get, card)).verbs, "the same card, with its buttons"


async def test_a_list_that_is_judged_tells_nobody_anew(office: Office) -> None:
    card = await paste(office, line(1), line(2))
    await office.service.act("card", "b", many.ask, office.members["olivia"], card)
    await send(office)
    one, other = (await office.service.look(carding.get, card.id)).terms["numbers"]
    await office.check(one, office.outside(guest(), member_of=[PLAIN]))
    assert await send(office) == {}, "she looks at it"
    await office.check(other)
    assert (await send(office))["olivia"] == 0


def _approve(desk: Desk, number: int) -> None:
    """Without the card of the list, which has tests of its own."""
    checking.approve(desk, requests.get(desk, number, lock=True))


# --- ended without having begun -----------------------------------------------------------------------------------------


async def test_whoever_asked_gets_a_message_where_what_was_approved_is_refused_at_its_start(office: Office) -> None:
    number = await approved(office)
    await office.start(number, office.outside(guest(), member_of=[PLAIN]))
    assert (await office.request(number)).state is State.REFUSED
    assert await send(office) == {"olivia": 1}
    assert "Refused" in await newest(office, number)


async def test_whoever_asked_gets_one_message_where_nobody_is_left_to_ask_again(office: Office) -> None:
    number = await approved(office)
    await office.read_directory(("olivia",))
    await office.start(number)
    assert (await office.request(number)).state is State.REFUSED
    assert await send(office) == {"olivia": 1}


async def test_whoever_asked_gets_one_message_where_it_is_called_off_at_its_start(office: Office) -> None:
    number = await approved(office)
    taken = await office.request(number)
    await office.read_directory(("adam", "berta", "carl"))
    for _ in range(2):
        why = await office.do(starting.judge_start, taken, office.outside())
        assert why == ("why-requester-lost", {})
    assert (await office.request(number)).state is State.CANCELLED
    assert await send(office) == {"olivia": 1}


async def test_owners_are_told_that_an_end_by_date_was_called_off_at_its_start(office: Office) -> None:
    await let_in(office, until=date(2026, 3, 4))
    await office.later(days=3)
    await office.do(sweeping.sweep)
    (end,) = await office.rows(t.requests, t.requests.c.kind == Kind.END_ACCESS.value)
    await office.check(end.number, inside(office, PLAIN))
    await send(office)

    def call_off(desk: Desk) -> None:
        starting.call_off(desk, requests.get(desk, end.number, lock=True), ("why-last-owner", {}))

    await office.do(call_off)
    assert (await office.request(end.number)).state is State.FAILED
    assert await send(office) == dict.fromkeys(OWNERS, 1)
    notices = await office.rows(t.cards, t.cards.c.kind == "notice", t.cards.c.request == end.number)
    assert {row.terms["key"] for row in notices} == {"notice-end-failed"}


# --- a late refusal -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "told"), [(0, {}), (3, {"olivia": 1})])
async def test_whoever_asked_gets_a_message_of_a_late_refusal_and_none_while_they_look_at_the_card(
    office: Office, days: int, told: dict[str, int]
) -> None:
    office.ask_nobody_else()
    number = await pending(office)
    await office.later(days=days)
    await office.read_directory(("olivia",))
    await office.do(reaching.look_at_all)
    await office.do(reaching.look_at_all)
    assert (await office.request(number)).why == ("declined-no-approver", {})
    assert await send(office) == told
    assert "Refused" in await newest(office, number)


@pytest.mark.parametrize(("hours", "told"), [(0, {}), (5, {"olivia": 1})])
async def test_what_could_be_judged_only_hours_later_is_told_by_a_message(
    office: Office, hours: int, told: dict[str, int]
) -> None:
    number = await office.invite("olivia")
    await send(office)
    await office.later(hours=hours)
    for _ in range(2):
        await office.do(checking.record_undecidable, number, 1, ("why-refused-outside", {}), "7f3a")
    assert (await office.request(number)).state is State.REFUSED
    assert await send(office) == told
