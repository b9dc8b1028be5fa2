"""Many people at once: whatever order the presses come in, each request has one history, and the rules permit it."""

from __future__ import annotations

import asyncio
import random
import threading
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from histories import check_histories
from office import LARS, PLAIN, STRONG, Office, employee
from sqlalchemy import select, update
from test_changing import ask as ask_change

from bot.handlers import press as pressing
from bot.handlers import pressed
from cards.actions import Field
from provisioning.domain.errors import Declined
from provisioning.domain.states import OPEN, Kind, State
from provisioning.sql import Database
from provisioning.storage import tables as t
from provisioning.usecases import (
    carding,
    changing,
    checking,
    deciding,
    ending,
    executing,
    handing,
    people,
    questioning,
    requests,
    sweeping,
    warning,
    withdrawing,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from provisioning.usecases.desk import Desk

    Press = Callable[[Desk], Any]

PEOPLE = tuple(f"owner{number:02}" for number in range(30))
DECISIONS, HAND_OVERS = 200, 60
#: So long a unit of work is held back; another that does not wait for it is over before.
HESITATES_S = 0.7
#: Whatever else a press comes to is an error.
DESIGNED = {
    "done",
    "declined-decided",
    "declined-hand-over",
    "declined-handed-over",
    "declined-nothing-to-end",
    "declined-self",
    "declined-stale",
}


@pytest.fixture
def processes(request: pytest.FixtureRequest, database: Database) -> Iterator[list[Database]]:
    """So many, as far as the database can tell: each has connections and threads of its own."""
    others = [Database(database.url) for _ in range(request.param - 1)]
    yield [database, *others]
    for one in others:
        one.close()


@dataclass(frozen=True)
class Presses:
    """What people press in an office; each is a unit of work."""

    office: Office

    def decide(self, key: str, number: int, *, approved: bool) -> Press:
        said = deciding.Answer(approved=approved, reason="r")
        return lambda desk: deciding.decide(desk, self.office.members[key], self._card(desk, number, key), said)

    def hand_over(self, key: str, number: int, to: str) -> Press:
        member, whom = self.office.members[key], self.office.who(to)
        return lambda desk: handing.hand_over(desk, member, self._card(desk, number, key), whom)

    def end(self, key: str, mail: str) -> Press:
        member = self.office.members[key]
        return lambda desk: ending.end_now(desk, member, carding.get(desk, ending.open_form(desk, member, mail)))

    def cancel(self, key: str, number: int) -> Press:
        return lambda desk: withdrawing.cancel(desk, self.office.members[key], number)

    def _card(self, desk: Desk, number: int, key: str) -> carding.Card:
        """The presser's own; somebody else's where they have none, as an intruder would press."""
        c, mine = t.cards.c, t.cards.c.recipient == self.office.who(key)
        found = select(c.id).where(c.request == number, c.kind == "approval").order_by(mine.desc()).limit(1)
        card = carding.get(desk, str(desk.c.scalar(found)))
        return replace(card, shown=card.wanted + 1)  # they press what they see


async def let_in(office: Office, key: str) -> str:
    """An external whose access can be ended; their address."""
    mail = f"{key}@northwind.example"
    number = await office.ask(PEOPLE[0], address=mail)
    for by in PEOPLE[1:3]:
        await office.decide(number, by)
    await office.start(number)
    await office.finish_steps(number, user=f"oid-{key}")
    return mail


async def press_all(office: Office, processes: list[Database], presses: list[Press]) -> Counter[str]:
    """All at once, the processes by turns; how often a press was done, or declined and why."""
    services = [replace(office.service, database=one) for one in processes]

    async def press(n: int, wish: Press) -> str:
        try:
            await services[n % len(services)].act("card", f"activity-{n}", wish)
        except Declined as no:
            return no.key
        return "done"

    return Counter(await asyncio.gather(*(press(n, wish) for n, wish in enumerate(presses))))


def mixed(office: Office, numbers: list[int], guests: list[str]) -> list[Press]:
    """The same presses each time; who comes first is the race's."""
    chance, they = random.Random(4711), Presses(office)
    decisions = [
        they.decide(chance.choice(PEOPLE), numbers[n % len(numbers)], approved=chance.random() < 0.8)
        for n in range(DECISIONS)
    ]
    others = [
        they.hand_over(chance.choice(PEOPLE), numbers[n % len(numbers)], chance.choice(PEOPLE))
        for n in range(HAND_OVERS)
    ]
    others += [they.end(key, mail) for mail in guests for key in PEOPLE[:5]]
    others += [they.cancel(PEOPLE[0], numbers[0]), sweeping.sweep]
    chance.shuffle(others)
    early = decisions[: len(others)]  # most decisions come late, or nothing would be left to hand over
    return [press for pair in zip(early, others, strict=True) for press in pair] + decisions[len(others) :]


@pytest.mark.parametrize(("database_url", "processes"), [("sqlite", 1), ("postgres", 2)], indirect=True)
async def test_two_hundred_decisions_with_hand_overs_and_ends_leave_each_request_one_history(
    database: Database, processes: list[Database]
) -> None:
    office = await Office.open(database, owners=PEOPLE)
    office.ask_stages(["owners"], ["owners"])
    guests = await asyncio.gather(*(let_in(office, f"guest{n}") for n in range(2)))
    invited = (office.ask(by, address=f"{by}@fabrikam.example") for by in PEOPLE[:14])
    changed = (ask_change(office, PEOPLE[n], PEOPLE[n + 6], PLAIN) for n in range(6))
    numbers = await asyncio.gather(*invited, *changed)
    answers = await press_all(office, processes, mixed(office, numbers, guests))
    assert answers.keys() <= DESIGNED
    lives = await check_histories(office)
    assert any(life.handed for life in lives.values())
    assert {lives[number].state for number in numbers} <= {State.APPROVED, State.REJECTED, State.CANCELLED}
    ends = [row.subject for row in await office.rows(t.requests, t.requests.c.kind == Kind.END_ACCESS)]
    assert len(set(ends)) == len(ends) == len(guests)


#: SQLite has one writer, and so nothing is ever uncommitted beside it. By this name it is no doublet of another database.
side_by_side = pytest.mark.parametrize("database_url", [pytest.param("postgres", id="side by side")], indirect=True)


async def while_uncommitted(office: Office, first: Press, second: Press) -> Any:
    """What came of ``second``, begun when ``first`` has done its work and not committed it; whether it waits is its own matter."""
    done, over = threading.Event(), threading.Event()

    def slowly(desk: Desk) -> None:
        first(desk)
        done.set()
        over.wait(HESITATES_S)

    begun = asyncio.create_task(office.service.act("card", "first", slowly))
    await asyncio.to_thread(done.wait, 10)
    try:
        return await office.service.act("card", "second", second)
    except Declined as no:
        return no.key
    finally:
        over.set()
        await begun


@side_by_side
async def test_who_asks_while_another_request_for_the_same_person_is_not_committed_is_declined(office: Office) -> None:
    lars = await office.do(people.know_address, LARS)
    await office.do(lambda desk: desk.vault.put(lars, name="Lars Larsen"))
    came = await while_uncommitted(office, office.inviting("olivia"), office.inviting("adam"))
    assert came == "declined-open-elsewhere"
    assert len(await office.rows(t.requests)) == 1


@side_by_side
async def test_what_is_being_approved_is_not_replaced(office: Office) -> None:
    number = await office.ask()
    approving = Presses(office).decide("adam", number, approved=True)
    assert await while_uncommitted(office, approving, office.inviting("olivia")) == "declined-open-elsewhere"
    assert (await office.request(number)).state is State.APPROVED
    assert len(await office.rows(t.requests)) == 1


@side_by_side
async def test_of_two_ends_at_once_the_sixth_of_a_day_needs_an_approver(office: Office) -> None:
    mails = [f"p{n}@fabrikam.example" for n in range(6)]
    for mail in mails:
        number = await office.ask(address=mail)
        await office.decide(number, "adam")
        assert await office.start(number) is None
        await office.finish_steps(number, user=mail)
    they = Presses(office)
    for mail in mails[:4]:
        await office.do(they.end("berta", mail))
    await while_uncommitted(office, they.end("berta", mails[4]), they.end("berta", mails[5]))
    ends = await office.rows(t.requests, t.requests.c.kind == Kind.END_ACCESS)
    assert sorted(row.terms["many"] for row in ends) == [False] * 5 + [True]


@side_by_side
async def test_what_is_approved_while_another_execution_about_the_person_begins_waits_for_it(office: Office) -> None:
    numbers = []
    for group in (PLAIN, STRONG):
        change = changing.Change(subject=office.who("priya"), joins=(group,))
        numbers.append(await office.do(changing.ask, office.members["olivia"], change))
        await office.check(numbers[-1], office.outside(employee("priya")))
    first, second = numbers
    await office.decide(first, "adam")

    def approve_and_begin(desk: Desk) -> bool:
        checking.approve(desk, requests.get(desk, second, lock=True))
        taken = executing.take_up(desk, second, 1, 1)
        return taken is not None and taken.held

    assert await while_uncommitted(office, lambda desk: executing.take_up(desk, first, 1, 1), approve_and_begin)


@side_by_side
async def test_two_sweeps_ask_each_owner_once_who_takes_over_and_warn_once(office: Office) -> None:
    number = await office.ask(sponsor="oid-carl", until=date(2026, 3, 14))
    await office.deliver(number)
    await office.read_directory(("olivia", "adam", "berta"))
    await while_uncommitted(office, sweeping.sweep, sweeping.sweep)
    kinds = Counter(row.kind for row in await office.rows(t.cards))
    assert (kinds["sponsor"], kinds["expiry"]) == (3, 1)


@side_by_side
async def test_what_is_asked_about_while_it_would_be_closed_stays_open(office: Office) -> None:
    number = await office.ask()
    card = await office.approval(number, "adam")
    closes = (await office.request(number)).closes_at
    assert closes is not None
    office.clock.moment = closes
    await office.later()

    def ask(desk: Desk) -> None:
        questioning.ask(desk, office.members["adam"], carding.get(desk, card.id), "Which floors?")

    await while_uncommitted(office, ask, sweeping.sweep)
    assert (await office.request(number)).state is State.PENDING


async def test_of_all_who_ask_for_the_same_person_at_once_one_is_heard(office: Office) -> None:
    lars = await office.do(people.know_address, LARS)
    await office.do(lambda desk: desk.vault.put(lars, name="Lars Larsen"))
    asked = [office.invite(by) for by in ("olivia", "adam", "berta", "carl")]
    came = await asyncio.gather(*asked, return_exceptions=True)
    declined = [one.key for one in came if isinstance(one, Declined)]
    assert declined == ["declined-open-elsewhere"] * 3
    assert len(await office.rows(t.requests)) == 1


async def test_asking_again_while_it_is_decided_replaces_it_or_is_declined(office: Office) -> None:
    for n in range(6):
        number = await office.ask(address=f"ida{n}@fabrikam.example")
        again = office.invite(address=f"ida{n}@fabrikam.example")
        first, second = await asyncio.gather(office.decide(number, "adam"), again, return_exceptions=True)
        state = (await office.request(number)).state
        assert state in {State.APPROVED, State.SUPERSEDED}
        no = second if state is State.APPROVED else first
        assert isinstance(no, Declined)
        assert len([row for row in await office.rows(t.requests) if row.state in OPEN]) == n + 1
    await check_histories(office)


@side_by_side
@pytest.mark.parametrize("moved", ["until", "sponsor"])
async def test_an_end_that_is_moved_while_it_would_be_warned_of_is_not_warned_of_as_it_was(
    office: Office, moved: str
) -> None:
    number = await office.ask(sponsor="oid-carl", until=date(2026, 3, 14))
    await office.deliver(number)
    new = {"until": datetime(2026, 9, 1, 21, 59, tzinfo=UTC), "sponsor": office.who("adam")}[moved]

    def move(desk: Desk) -> None:
        desk.c.execute(update(t.grants).values({moved: new, "warned": None}))

    await while_uncommitted(office, move, warning.warn)
    (grant,) = await office.rows(t.grants)
    assert (getattr(grant, moved), grant.warned) == (new, None), "the next sweep warns of it as it is by then"
    assert await office.rows(t.cards, t.cards.c.kind == "expiry") == []


@side_by_side
async def test_of_two_presses_on_one_form_the_second_finds_what_the_first_made_of_it(office: Office) -> None:
    first = await office.ask()
    form = await office.do(carding.issue, office.who("olivia"), "invite_form", verbs=["invite.ask"])
    wish: dict[str, Any] = {Field.ADDRESS: LARS, Field.GROUPS: PLAIN, Field.UNTIL: "2026-04-06", Field.OPTION: "guest"}

    def press(desk: Desk) -> None:
        card = carding.open_pressed(desk, form, "invite.ask", office.who("olivia"))
        pressed.act(desk, pressing.Press(member=office.members["olivia"], card=card, verb="invite.ask", data=wish))

    assert await while_uncommitted(office, press, press) is None
    rows = {row.number: row.state for row in await office.rows(t.requests)}
    assert rows == {first: State.SUPERSEDED, first + 1: State.SUBMITTED}, "what it asks for is replaced once"
