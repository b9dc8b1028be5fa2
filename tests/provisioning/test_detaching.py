"""A card that is sent anew further down while its message is being written: nothing is lost, and nothing comes twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from provisioning.storage import tables as t
from provisioning.usecases import carding, detaching, sending

if TYPE_CHECKING:
    from office import Office

WHERE = {"service_url": "https://teams.example/", "conversation_id": "a:adam"}


async def test_an_update_under_way_does_not_keep_a_card_in_the_message_that_it_left(office: Office) -> None:
    card = (await office.approval(await office.ask(), "adam")).id
    await office.do(lambda desk: sending.record_sent(desk, card, **WHERE, activity_id="1", shown=1))
    await office.do(carding.show, card)
    (taken,) = await office.do(sending.claim, [card])
    await office.do(lambda desk: detaching.detach(desk, card, says="notice-asked-again"))
    await office.do(carding.show, card)
    (again,) = await office.do(sending.claim, [card])
    assert again.activity_id is None, "sent anew at once, though the old message is still being written"
    old: dict[str, Any] = {**WHERE, "activity_id": taken.activity_id, "shown": taken.wanted}
    assert await office.do(lambda desk: detaching.record_updated(desk, card, **old)) is False
    assert (await office.service.look(carding.get, card)).activity_id is None
    (left,) = await office.rows(t.cards, t.cards.c.kind == carding.LEFT)
    assert (left.activity_id, left.wanted) == ("1", 2), "what was written over is said again"
    assert await office.do(sending.claim, [card]) == [], "whoever sends it anew goes on"


async def test_an_update_of_a_message_that_is_still_the_cards_is_written_down(office: Office) -> None:
    card = (await office.approval(await office.ask(), "adam")).id
    await office.do(lambda desk: sending.record_sent(desk, card, **WHERE, activity_id="1", shown=1))
    for wished, behind in ((1, False), (2, True)):
        for _ in range(wished):
            await office.do(carding.show, card)
        shown = (await office.service.look(carding.get, card)).wanted - wished + 1
        old: dict[str, Any] = {**WHERE, "activity_id": "1", "shown": shown}
        assert await office.do(lambda desk, old=old: detaching.record_updated(desk, card, **old)) is behind
        assert (await office.service.look(carding.get, card)).shown == shown


async def test_a_message_on_its_way_when_its_card_is_to_be_sent_anew_is_not_sent_twice(office: Office) -> None:
    card = (await office.approval(await office.ask(), "adam")).id
    (taken,) = await office.do(sending.claim, [card])
    await office.do(detaching.detach, card)
    assert (taken.activity_id, await office.do(sending.claim, [card])) == (None, [])
