"""A channel that is told kind, count and state, and nothing of anybody; what its presser may see is judged when it is pressed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from test_inviting import declined
from test_many import approvals, line
from test_many import ask as ask_many
from test_many import decide as decide_many

from bot import delivery
from provisioning import views
from provisioning.domain.states import Kind, State
from provisioning.storage import tables as t
from provisioning.usecases import carding, channel, people, sending, showing

if TYPE_CHECKING:
    from office import Office

HERE = {"service_url": "https://teams.example/emea", "conversation_id": "19:rollout@thread.tacv2"}


@pytest.fixture
async def told(office: Office) -> Office:
    """An office whose channel is told what is asked for."""
    await connect(office, "olivia")
    return office


async def connect(office: Office, key: str, **where: str) -> None:
    await office.do(lambda desk: channel.connect(desk, office.members[key], **HERE | where))


async def posted(office: Office) -> list[Any]:
    return await office.rows(t.cards, t.cards.c.kind == channel.KIND)


async def view(office: Office) -> Any:
    """What the channel's only card shows."""
    (row,) = await posted(office)
    return await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, row.id)))


async def test_owners_and_administrators_say_which_channel_is_told_and_nobody_else(office: Office) -> None:
    with declined("declined-not-owner"):
        await connect(office, "priya")
    await office.ask()
    assert await posted(office) == []
    await connect(office, "maria")
    await connect(office, "olivia", conversation_id="19:other@thread.tacv2")
    assert (await office.service.look(channel.chat_of)).conversation_id == "19:other@thread.tacv2"
    assert (await office.events())[-2:] == ["channel.connected"] * 2


async def test_a_request_is_told_once_and_shown_anew_with_its_other_cards(told: Office) -> None:
    number = await told.ask()
    (row,) = await posted(told)
    organisation = await told.service.look(people.organisation)
    assert (row.recipient, row.request, row.verbs) == (organisation, number, ["channel.review"])
    shown = (await told.shown()).count(row.id)
    assert shown == 1
    await told.decide(number, "adam")
    assert (await told.shown()).count(row.id) == shown + 1
    assert [one.id for one in await posted(told)] == [row.id]
    seen = await view(told)
    assert (seen.number, seen.kind, seen.state) == (number, Kind.INVITE_EXTERNAL, State.APPROVED)


async def test_a_revision_is_no_second_request(told: Office) -> None:
    number = await told.ask()
    await told.decide(number, "adam")
    outside = told.outside(in_scope=())
    assert await told.start(number, outside) is not None
    assert (await told.request(number)).revision > 1
    assert len(await posted(told)) == 1


@pytest.mark.parametrize(
    ("known", "named"), [((), ""), (("fabrikam.example",), "fabrikam.example"), (("else.example",), "")]
)
async def test_a_company_is_named_where_the_settings_allow_it(told: Office, known: tuple[str, ...], named: str) -> None:
    told.change_rules(limits=replace(told.rules.limits, known_domains=frozenset(known)))
    await told.ask()
    assert (await view(told)).company == named


async def test_who_was_asked_for_together_is_one_line_with_counts(told: Office) -> None:
    asked = await ask_many(told, line(1), line(2), line(3))
    (row,) = await posted(told)
    before = (await told.shown()).count(row.id)
    seen = await view(told)
    assert isinstance(seen, views.ChannelBatchView)
    assert seen.states == (State.PENDING,) * 3
    await decide_many(told, "adam", (await approvals(told))["adam"])
    assert set((await view(told)).states) == {State.APPROVED}
    assert (await told.shown()).count(row.id) > before
    await told.do(sending.record_undeliverable, await told.service.look(carding.get, row.id), "forbidden")
    told_to_owner: Any = await told.service.look(lambda desk: showing.view_of(desk, carding.get(desk, asked.id)))
    assert told_to_owner.unreached == (), "a channel decides nothing: nobody waits for it"


async def test_nothing_more_is_begun_in_a_channel_that_was_stopped_lost_or_left(told: Office) -> None:
    with declined("declined-channel-none"):
        await told.do(channel.disconnect, told.members["olivia"], "19:other@thread.tacv2")
    with declined("declined-not-owner"):
        await told.do(channel.disconnect, told.members["priya"], HERE["conversation_id"])
    await told.do(channel.lose, "19:other@thread.tacv2")
    await told.ask()
    assert len(await posted(told)) == 1
    await told.do(channel.disconnect, told.members["olivia"], HERE["conversation_id"])
    await told.ask(address="bo@fabrikam.example")
    await connect(told, "adam")
    await told.do(channel.lose, HERE["conversation_id"])
    await told.ask(address="ida@fabrikam.example")
    assert len(await posted(told)) == 1


@pytest.mark.parametrize(
    ("named", "team", "is_lost"),
    [
        ("19:general@thread.tacv2", "19:general@thread.tacv2", True),
        ("19:other@thread.tacv2", "19:general@thread.tacv2", True),
        (HERE["conversation_id"], "", True),
        ("19:other@thread.tacv2", "", False),
        ("19:other@thread.tacv2", "19:another-team@thread.tacv2", False),
    ],
)
async def test_a_channel_is_lost_with_its_team_whichever_channel_teams_names(
    office: Office, named: str, team: str, is_lost: bool
) -> None:
    await connect(office, "olivia", team="19:general@thread.tacv2")
    await office.do(channel.lose, named, team)
    assert (await office.service.look(channel.chat_of)).undeliverable == ("uninstalled" if is_lost else "")
    await office.ask()
    assert len(await posted(office)) == (0 if is_lost else 1)


async def test_a_look_is_had_by_a_channels_card_alone(told: Office) -> None:
    number = await told.ask()
    (row,) = await posted(told)
    assert await told.service.look(channel.numbers_of, row.id) == [number]
    his = await told.approval(number, "adam")
    for card in (his.id, "no-such-card", None, ["x"]):
        with declined("declined-not-yours"):
            await told.service.look(channel.numbers_of, card)


async def missed(office: Office, number: int = 0) -> dict[str, float]:
    """Teams did not find the channel for one of the new cards there."""
    rows = sorted(await posted(office), key=lambda row: int(row.request))
    card = await office.service.look(carding.get, rows[number].id)
    waits: dict[str, float] = await office.do(delivery._undeliverable, card, "gone")
    return waits


async def lost(office: Office) -> bool:
    return (await office.service.look(channel.chat_of)).undeliverable != ""


async def test_a_channel_that_teams_does_not_find_once_is_tried_again_and_is_lost_the_second_time(told: Office) -> None:
    await told.ask()
    (card,) = await posted(told)
    for _ in range(2):  # lost, connected anew, and then once more as at first
        assert await missed(told) == {card.id: delivery.MISSED}
        assert not await lost(told)
        assert (await missed(told), await lost(told)) == ({}, True)
        await connect(told, "olivia")
        assert not await lost(told)


async def test_a_channel_that_is_not_found_for_the_next_card_either_is_lost(told: Office) -> None:
    await told.ask()
    await told.ask(address="bo@fabrikam.example")
    assert list((await missed(told, 0)).values()) == [delivery.MISSED]
    assert (await missed(told, 1), await lost(told)) == ({}, True)
    assert await missed(told, 0) == {}, "what waits for another try is given up with it"


async def test_a_card_that_came_into_the_channel_after_all_counts_for_nothing(told: Office) -> None:
    await told.ask()
    (card,) = await posted(told)
    await missed(told)
    where = {"service_url": HERE["service_url"], "conversation_id": HERE["conversation_id"], "activity_id": "m1"}
    await told.do(sending.record_sent, card.id, **where, shown=card.wanted)
    await told.ask(address="bo@fabrikam.example")
    assert (list((await missed(told, 1)).values()), await lost(told)) == ([delivery.MISSED], False)
