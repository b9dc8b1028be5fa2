"""``my requests`` and ``approvals``, page by page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from office import LARS, PLAIN, guest
from official import whole
from test_changing import ask as change
from test_changing import seen

from bot.handlers import pressed, typed
from bot.handlers.press import Press
from cards.render import render
from provisioning.domain.states import State
from provisioning.storage import tables as t
from provisioning.usecases import carding, ending, listing, looking, showing

if TYPE_CHECKING:
    from office import Office


async def view(office: Office, card: str) -> Any:
    return await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, card)))


async def words(office: Office, number: int, of: str = "olivia") -> str:
    """The words of somebody's card about a request."""
    c = t.cards.c
    (card,) = await office.rows(t.cards, c.request == number, c.recipient == office.who(of), c.kind == "status")
    return json.dumps(render(await view(office, card.id)), ensure_ascii=False)


async def opened(office: Office, who: str, which: str) -> str:
    def issue(desk: Any) -> str:
        return carding.issue(desk, office.who(who), "list", verbs=listing.LIST_VERBS, which=which)

    return str(await office.service.do(issue))


async def test_a_long_list_is_read_page_by_page_and_from_the_start_again(office: Office) -> None:
    for n in range(7):
        await office.ask(address=f"p{n}@fabrikam{n}.example")
    # all of them can be approved together, which takes the place of a line
    for who, which, page, also in (("olivia", "mine", 5, ()), ("adam", "approvals", 4, ("alike.open",))):
        card = await opened(office, who, which)
        first = await view(office, card)
        assert ([row.number for row in first.rows], first.more) == ([7, 6, 5, 4, 3][:page], 7 - page)
        assert first.verbs == ("list.open", *also, "look.more")
        await office.do(looking.show_more, office.members[who], await office.service.look(carding.get, card))
        second = await view(office, card)
        assert ([row.number for row in second.rows], second.more, second.before) == ([3, 2, 1][page - 4 :], 0, page)
        assert second.verbs == ("list.open", *also, "look.again")
        await office.do(looking.look_again, office.members[who], await office.service.look(carding.get, card))
        assert (await view(office, card)).rows == first.rows


async def test_what_was_given_and_has_ended_is_not_told_as_if_it_were_held(office: Office) -> None:
    given = await office.ask()
    await office.deliver(given)
    form = await office.do(ending.open_form, office.members["adam"], LARS)
    end = await office.do(ending.end_now, office.members["adam"], await office.service.look(carding.get, form))
    inside = office.outside(guest(), member_of=["Add-in Users"])
    await office.check(end, inside)
    assert await office.start(end, inside) is None
    assert "Until" in await words(office, given)
    await office.finish_steps(end)
    said = await words(office, given)
    assert "✔ Ended Tue 3 Mar" in said
    assert f"What it gave has ended, by R-{end}. An owner asked for it." in said
    for gone in ("Until", "not accepted", "account on", "Gets"):
        assert gone not in said
    row = (await view(office, await opened(office, "olivia", "mine"))).rows[0]
    assert (row.number, row.ended) == (given, office.clock.now())
    listed = whole(render(await view(office, await opened(office, "olivia", "mine"))))
    assert "✔ done, ended Tue 3 Mar" in listed
    assert "until" not in listed


async def test_who_has_decided_one_step_is_neither_told_as_asked_nor_asked_again(office: Office) -> None:
    office.ask_stages(["owners"], ["owners", "administrators"])
    number = await office.ask()
    await office.decide(number, "adam")
    (row,) = (await view(office, await opened(office, "olivia", "mine"))).rows
    assert sorted(row.who_has_it) == ["Berta", "Carl", "Maria"]
    assert "Asked: Berta, Carl and Maria." in await words(office, number)
    assert (await view(office, await opened(office, "adam", "approvals"))).rows == ()
    (waits,) = (await view(office, await opened(office, "maria", "approvals"))).rows
    assert waits.number == number


async def test_an_empty_list_offers_nothing(office: Office) -> None:
    shown = await view(office, await opened(office, "priya", "mine"))
    assert (shown.rows, shown.more, shown.verbs) == ((), 0, ())


async def test_a_line_tells_whether_a_group_is_given_or_taken_away(office: Office) -> None:
    await office.deliver(await change(office, "olivia", "priya", PLAIN), seen(office, "priya"))
    now = seen(office, "priya", PLAIN, roles=("Add-in User",))
    await change(office, "olivia", "priya", PLAIN, adds=False, now=now)
    shown = await view(office, await opened(office, "olivia", "mine"))
    assert [row.takes for row in shown.rows] == [True, False]
    assert "Remove priya@contoso.example from a group" in whole(render(shown))
    assert "Add priya@contoso.example to a group" in whole(render(shown))


async def test_an_owner_who_was_asked_opens_what_failed_with_a_button_to_try_it_again(office: Office) -> None:
    number = await office.ask()
    await office.decide(number, "adam")
    assert await office.start(number) is None
    assert await office.finish_steps(number, fails=[f"join:{PLAIN}"]) is State.FAILED
    asked = await office.approval(number, "berta")
    await office.later(minutes=1)
    cards = [await office.do(typed.open_request, office.members["berta"], number) for _ in range(2)]
    assert asked.id not in cards, "the card that asked her has no button for that"
    assert cards[0] == cards[1], "it is the one that is sent anew"
    assert "request.retry" in (await view(office, cards[0])).verbs
    again = Press(member=office.members["berta"], card=await card_of(office, cards[0]), verb="request.retry", data={})
    await office.do(pressed.act, again)
    assert (await office.request(number)).state is State.EXECUTING


async def card_of(office: Office, card: str) -> carding.Card:
    return await office.service.look(carding.get, card)
