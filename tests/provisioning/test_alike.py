"""``approvals``: what waits for the same decision is shown person by person and approved with one press, each by the rules for one."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from office import PLAIN, STRONG, account, employee
from official import titles, whole
from test_changing import OWNERS
from test_changing import ask as change
from test_erasing import erase, person_of, send_all
from test_inviting import declined
from test_listing import opened, view
from test_many import ask as ask_list
from test_many import line
from test_many import states as states_of_list
from test_questioning import ask as question
from test_standing_in import come_back, leave

from cards.render import render
from provisioning.domain.states import Option, State
from provisioning.storage import tables as t
from provisioning.usecases import alike, carding, sending, showing, withdrawing
from provisioning.views import AlikeView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from office import Office

    from provisioning.usecases.carding import Card

WHERE = {"service_url": "https://teams.example/", "conversation_id": "a:adam"}
MAILS = ("mia@fabrikam.example", "nils@fabrikam.example", "otto@fabrikam.example")


async def invite(office: Office, *mails: str, by: str = "olivia", **wish: Any) -> list[int]:
    """Pending invitations."""
    return [await office.ask(by, address=mail, **wish) for mail in mails]


async def offered(office: Office, who: str = "adam") -> list[list[int]]:
    """Numbers of what the list offers to approve together."""
    shown = await view(office, await opened(office, who, "approvals"))
    return [list(one.numbers) for one in shown.alike]


async def press(office: Office, number: int, who: str = "adam", shown: str = "") -> Card:
    """[Approve these 3] on a list; the card that it opens."""
    listed = await office.service.look(carding.get, shown or await opened(office, who, "approvals"))
    new = await office.service.act("card", f"open-{who}", alike.open_card, office.members[who], listed, number)
    return await office.service.look(carding.get, new)


async def approve(
    office: Office, card: Card, who: str = "adam", typed: str = "", some: list[int] | None = None
) -> None:
    await office.service.act("card", f"approve-{who}", alike.approve, office.members[who], card, typed, some=some)


async def seen(office: Office, card: Card, **marks: Any) -> AlikeView:
    found = await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, card.id), **marks))
    assert isinstance(found, AlikeView)
    return found


async def became(office: Office, card: Card) -> dict[int, str]:
    return {row.number: what for row, what in (await seen(office, card)).others}


async def states(office: Office, numbers: Sequence[int]) -> list[State]:
    return [(await office.request(number)).state for number in numbers]


async def decisions(office: Office, numbers: Sequence[int]) -> list[int]:
    return [row.request for row in await office.rows(t.decisions, t.decisions.c.request.in_(numbers))]


async def test_what_is_alike_is_shown_person_by_person_and_then_approved_one_by_one(office: Office) -> None:
    numbers = await invite(office, *MAILS)
    (other,) = await invite(office, "pia@fabrikam.example", groups=(PLAIN, "Secretaries"))
    assert await offered(office) == [numbers]
    shown = await opened(office, "adam", "approvals")
    card = await press(office, numbers[1], shown=shown)
    assert await decisions(office, numbers) == [], "a press on the list decides nothing"
    told = render(await seen(office, card))
    assert all(mail in whole(told) for mail in MAILS)
    assert ("pia@" in whole(told), titles(told)) == (False, ["Approve 3 people", "Only some"])
    await approve(office, card)
    assert await states(office, [*numbers, other]) == [State.APPROVED] * 3 + [State.PENDING]
    assert await decisions(office, numbers) == numbers
    approved = [row for row in await office.rows(t.audit) if row.event == "decision.approved"]
    assert [(row.request, row.actor) for row in approved] == [(one, office.who("adam")) for one in numbers]
    assert sorted(await office.jobs("execute")) == sorted(f"{number}-r1-a1" for number in numbers)
    assert shown in await office.shown(), "the list above it is brought up to date"
    assert set((await became(office, card)).values()) == {"approved"}
    done = render(await seen(office, card))
    assert ("3 of 3 approved" in whole(done), titles(done)) == (True, [])


async def test_who_is_not_ticked_goes_on_waiting_and_is_offered_again(office: Office) -> None:
    numbers = await invite(office, *MAILS, "pia@fabrikam.example")
    card = await press(office, numbers[0])
    assert (await seen(office, card, choosing=True)).ticked == tuple(numbers)
    for some, why in (([], "none-ticked"), ([numbers[0], numbers[0] + 99], "stale")):
        with declined(f"declined-{why}"):
            await approve(office, card, some=some)
    await approve(office, card, some=numbers[1:3])
    assert await decisions(office, numbers) == numbers[1:3]
    assert await became(office, card) == dict(zip(numbers, ("left", "approved", "approved", "left"), strict=True))
    assert whole(render(await seen(office, card))).count("still waits for a decision") == 2
    assert await offered(office) == [[numbers[0], numbers[3]]]
    await office.decide(numbers[0], "carl", approved=False, reason="No")
    assert "Carl" in whole(render(await seen(office, card))), "what became of them since is told"


async def test_only_equal_kind_way_and_groups_go_together_largest_first(office: Office) -> None:
    await invite(office, "a@fabrikam.example", groups=("Secretaries",))
    two = await invite(office, *MAILS[:2])
    alone = await invite(office, MAILS[2], option=Option.ACCOUNT)
    three = [await change(office, "olivia", who, PLAIN) for who in ("priya", "maria", "carl")]
    assert await offered(office) == [three, two]
    shown = await view(office, await opened(office, "adam", "approvals"))
    assert (len(shown.rows), shown.more) == (3, 4), "each takes the place of a line: Teams draws six buttons"
    assert len(titles(render(shown))) == 6
    with declined("declined-stale"):
        await press(office, alone[0])
    old = await office.do(lambda desk: carding.issue(desk, office.who("adam"), "list", which="approvals"))
    assert (await view(office, old)).alike == (), "a card that was sent before there was this"
    assert (await view(office, await opened(office, "olivia", "mine"))).alike == ()


async def test_what_has_more_to_say_than_a_line_holds_stays_with_its_own_card(office: Office) -> None:
    first, second, third = await invite(office, *MAILS)
    await office.meet("erin")
    owners = [await change(office, "olivia", who, OWNERS) for who in ("priya", "erin")]
    assert await offered(office) == [[first, second, third]]
    await question(office, second)
    assert await offered(office) == [[first, third]]
    await office.decide(first, "carl")
    moved = office.outside(account=account(MAILS[0], "Owner"))
    assert await office.start(first, moved) is not None
    assert ((await office.request(first)).state, (await office.request(first)).revision) == (State.PENDING, 2)
    assert await offered(office) == []
    assert await states(office, owners) == [State.PENDING] * 2


async def test_nobody_approves_their_own_or_what_they_gain_by_with_others(office: Office) -> None:
    hers = [await change(office, "olivia", who, PLAIN) for who in ("priya", "maria", "adam")]
    his = await change(office, "adam", "carl", PLAIN)
    assert await offered(office, "adam") == [hers[:2]]
    assert await offered(office, "berta") == [[*hers, his]]
    assert await offered(office, "olivia") == []
    assert await offered(office, "carl") == [hers]


async def test_what_moved_on_or_was_decided_since_it_was_shown_is_told_and_left_alone(office: Office) -> None:
    numbers = await invite(office, *MAILS, "pia@fabrikam.example", "quin@fabrikam.example")
    rejected, moved, taken, back, left = numbers
    card = await press(office, left)
    await office.decide(rejected, "carl", approved=False, reason="Not now")
    await office.decide(moved, "berta")
    assert await office.start(moved, office.outside(account=account(MAILS[1], "Owner"))) is not None
    assert (await office.request(moved)).state is State.PENDING
    await office.decide(taken, "carl")
    await office.do(lambda desk: _withdraw(desk, office, back))
    before = await seen(office, card)
    assert [row.number for row in before.rows] == [left]
    assert titles(render(before)) == ["Approve 1 person"]
    await approve(office, card)
    assert await became(office, card) == {
        rejected: "decided",
        moved: "moved",
        taken: "decided",
        back: "moved",
        left: "approved",
    }
    assert (await office.request(moved)).state is State.PENDING, "it asks again, and was not answered"
    told = whole(render(await seen(office, card)))
    for words in ("1 of 5 approved", "Rejected by Carl", "Approved by Carl", "has moved on since you saw it"):
        assert words in told
    refused = [json.loads(row.detail)["rule"] for row in await office.rows(t.audit) if row.event == "action.refused"]
    assert sorted(refused) == ["declined-decided"] * 2 + ["declined-stale"] * 2


def _withdraw(desk: Any, office: Office, number: int) -> None:
    withdrawing.cancel(desk, office.members["olivia"], number)


async def test_an_administrator_role_asks_for_the_number_of_people(office: Office) -> None:
    numbers = await invite(office, *MAILS, groups=(STRONG,))
    card = await press(office, numbers[0])
    for typed in ("", "2", "R-1"):
        with declined("declined-count"):
            await approve(office, card, typed=typed)
    assert await decisions(office, numbers) == []
    assert "Type 3 to confirm" in whole(render(await seen(office, card, confirming=True)))
    await approve(office, card, typed=" 3 ")
    assert await states(office, numbers) == [State.APPROVED] * 3


async def test_pressing_twice_or_at_once_decides_once(office: Office) -> None:
    numbers = await invite(office, *MAILS)
    shown = await opened(office, "adam", "approvals")
    card = await press(office, numbers[0], shown=shown)
    await office.do(lambda desk: sending.record_sent(desk, card.id, **WHERE, activity_id="1", shown=1))
    assert (await press(office, numbers[0], shown=shown)).id == card.id
    (left,) = await office.rows(t.cards, t.cards.c.kind == carding.LEFT)
    assert (left.activity_id, left.terms, left.id in await office.shown()) == ("1", {"key": "notice-replaced"}, True)
    await asyncio.gather(*(approve(office, card) for _ in range(4)))
    await approve(office, card)
    assert await decisions(office, numbers) == numbers
    assert set((await became(office, card)).values()) == {"approved"}
    assert "action.refused" not in await office.events()
    with declined("declined-stale"):
        await press(office, numbers[0], shown=shown)


async def test_two_who_press_at_once_make_one_decision_for_each(office: Office) -> None:
    numbers = await invite(office, *MAILS)
    his, hers = await press(office, numbers[0]), await press(office, numbers[0], "berta")
    await asyncio.gather(approve(office, his), approve(office, hers, "berta"))
    assert sorted(await decisions(office, numbers)) == numbers
    told = [set((await became(office, card)).values()) for card in (his, hers)]
    assert sorted(map(sorted, told)) == [["approved"], ["decided"]]


async def test_a_card_of_theirs_gives_nobody_else_a_say(office: Office) -> None:
    numbers = await invite(office, *MAILS)
    card = await press(office, numbers[0])
    for thief in ("olivia", "priya"):
        await approve(office, card, thief)
    assert await states(office, numbers) == [State.PENDING] * 3
    assert await decisions(office, numbers) == []


async def test_a_deputy_approves_what_the_rules_allow_and_nothing_of_whom_they_stand_in_for(office: Office) -> None:
    numbers = await invite(office, *MAILS)
    his = [await office.ask("adam", address=f"x{n}@northwind.example", groups=("Secretaries",)) for n in range(2)]
    await leave(office, "adam", "berta")
    assert await offered(office, "adam") == []
    assert await offered(office, "berta") == [numbers]
    card = await press(office, numbers[0], "berta")
    await approve(office, card, "berta")
    assert await states(office, [*numbers, *his]) == [State.APPROVED] * 3 + [State.PENDING] * 2
    await come_back(office, "adam")


async def test_each_step_needs_its_own_press_and_who_alone_could_decide_the_next_is_told(office: Office) -> None:
    office.ask_stages(["owners"], ["owners", "administrators"])
    numbers = await invite(office, *MAILS)
    card, earlier = await press(office, numbers[0]), await press(office, numbers[0], "berta")
    await approve(office, card)
    assert set((await became(office, card)).values()) == {"step"}
    await approve(office, earlier, "berta")
    assert set((await became(office, earlier)).values()) == {"moved"}, "she was shown the first step"
    assert await decisions(office, numbers) == numbers
    assert await offered(office, "adam") == []
    second = await press(office, numbers[0], "maria")
    assert "Approved by Adam" in whole(render(await seen(office, second)))
    await office.decide(numbers[1], "carl")
    await approve(office, second, "maria")
    assert await states(office, numbers) == [State.APPROVED] * 3
    office.ask_stages(["owners"], ["adam@contoso.example"])
    later = await invite(office, "x@northwind.example", "y@northwind.example")
    third = await press(office, later[0])
    await approve(office, third)
    assert await became(office, third) == dict.fromkeys(later, "no-next")
    assert await decisions(office, later) == [], "what was written before it was declined is undone"
    assert "None of 2 approved" in whole(render(await seen(office, third)))


async def test_at_most_twenty_at_once_five_at_a_glance_and_the_card_of_a_list_follows(office: Office) -> None:
    found = {f"e{n}": office.outside(employee(f"e{n}")) for n in range(23)}
    listed = await ask_list(office, *(line(n, f"e{n}@contoso.example") for n in range(23)), found=found)
    numbers = sorted(listed.terms["numbers"])
    assert await offered(office) == [numbers[: alike.MOST]]
    card = await press(office, numbers[0])
    shown = render(await seen(office, card))
    assert titles(shown) == ["Approve 20 people", "Show others", "Only some"]
    assert [f"e{n}@contoso" in whole(shown) for n in (0, 4, 5, 19)] == [True, True, False, False]
    assert "e19@contoso" in whole(render(await seen(office, card, page=3)))
    assert "e0@contoso" in whole(render(await seen(office, card, page=4)))
    await approve(office, card)
    assert (await states_of_list(office, listed)).count(State.APPROVED) == 20
    assert listed.id in await office.shown()
    assert await offered(office) == [numbers[20:]]


async def test_whoever_is_erased_is_named_on_no_such_card_any_more(office: Office) -> None:
    numbers = await invite(office, *MAILS[:2])
    card = await press(office, numbers[0])
    await send_all(office)
    for number in numbers:
        await office.decide(number, "carl", approved=False, reason="Not now")
    assert MAILS[0] in str(await seen(office, card))
    before = (await office.shown()).count(card.id)
    await erase(office, await person_of(office, MAILS[0]))
    assert (await office.shown()).count(card.id) == before + 1
    assert "mia" not in str(await seen(office, card)).casefold()
    assert MAILS[1] in str(await seen(office, card))
