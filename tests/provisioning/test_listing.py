"""``my requests`` and ``approvals``, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from provisioning.usecases import carding, listing, looking, showing

if TYPE_CHECKING:
    from office import Office


async def view(office: Office, card: str) -> Any:
    return await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, card)))


async def opened(office: Office, who: str, which: str) -> str:
    def issue(desk: Any) -> str:
        return carding.issue(desk, office.who(who), "list", verbs=listing.LIST_VERBS, which=which)

    return str(await office.service.do(issue))


async def test_a_long_list_is_read_page_by_page_and_from_the_start_again(office: Office) -> None:
    for n in range(7):
        await office.ask(address=f"p{n}@fabrikam{n}.example")
    for who, which in (("olivia", "mine"), ("adam", "approvals")):
        card = await opened(office, who, which)
        first = await view(office, card)
        assert ([row.number for row in first.rows], first.more) == ([7, 6, 5, 4, 3], 2)
        assert first.verbs == ("list.open", "look.more")
        await office.do(looking.show_more, office.members[who], await office.service.look(carding.get, card))
        second = await view(office, card)
        assert ([row.number for row in second.rows], second.more, second.before) == ([2, 1], 0, 5)
        assert second.verbs == ("list.open", "look.again")
        await office.do(looking.look_again, office.members[who], await office.service.look(carding.get, card))
        assert (await view(office, card)).rows == first.rows


async def test_an_empty_list_offers_nothing(office: Office) -> None:
    shown = await view(office, await opened(office, "priya", "mine"))
    assert (shown.rows, shown.more, shown.verbs) == ((), 0, ())
