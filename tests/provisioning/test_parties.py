"""Who has lost their part in a request reads nothing new about it, though its card stands in their chat."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from office import LARS, PLAIN, Office
from test_changing import ask as ask_for
from test_changing import seen
from test_inviting import declined
from test_questioning import ANSWER, QUESTION, answer, ask, brought

from bot.handlers import pressed, typed
from bot.handlers.press import Press
from cards.render import render
from provisioning.domain.states import State
from provisioning.usecases import carding, history, looking, parties, showing

if TYPE_CHECKING:
    from provisioning.usecases.desk import Desk

CONTENTS = (QUESTION, ANSWER, LARS, "Runs the project", "Olivia", "Berta")


async def contents(office: Office, card: str) -> set[str]:
    """What of it the card tells at this moment."""

    def show(desk: Desk) -> str:
        return json.dumps(render(showing.view_of(desk, carding.get(desk, card)))).replace("\\\\", "")

    told = await office.service.look(show)
    return {one for one in CONTENTS if one in told}


async def asked(office: Office) -> int:
    """Berta asked about it and Olivia answered; Adam was asked to decide it."""
    number = await office.ask()
    await ask(office, number, by="berta")
    await answer(office, await brought(office, number))
    return number


async def test_who_is_no_owner_any_more_reads_nothing_new_about_what_they_were_asked_to_decide(office: Office) -> None:
    number = await asked(office)
    card = (await office.approval(number, "adam")).id
    told = await office.do(looking.open_history, office.members["adam"], number)
    assert {QUESTION, ANSWER, LARS} <= await contents(office, card)
    assert await contents(office, told) != set()
    await office.read_directory(["olivia", "berta", "carl"])
    assert (await contents(office, card), await contents(office, told)) == (set(), set())
    for opens in (typed.open_request, looking.open_history):
        with declined("declined-others-request", number=number):
            await office.do(opens, office.members["adam"], number)
    request = await office.request(number)
    assert not await office.service.look(history.may_open, request, office.who("adam"))
    assert {QUESTION, ANSWER, LARS} <= await contents(office, (await office.approval(number, "carl")).id)
    await office.decide(number, "carl")
    assert await contents(office, card) == set(), "nor how it goes on"


async def test_who_decided_it_and_whoever_asked_go_on_reading_it_without_the_right(office: Office) -> None:
    number = await asked(office)
    await office.decide(number, "adam")
    await office.read_directory(["berta", "carl"])
    for card in (
        await office.approval(number, "adam"),
        await office.service.look(carding.find_of, number, office.who("olivia")),
    ):
        assert card is not None
        assert LARS in await contents(office, card.id)
    request = await office.request(number)
    reads = {key: await office.service.look(parties.may_read, request, office.who(key)) for key in office.members}
    assert reads == {"olivia": True, "adam": True, "berta": True, "carl": True, "priya": False, "maria": True}


async def test_a_former_owners_set_up_is_not_looked_at_again(office: Office) -> None:
    def open_setup(desk: Desk) -> str:
        return carding.issue(desk, office.who("adam"), "setup", verbs=typed.SETUP_VERBS)

    setup = await office.do(open_setup)
    card = await office.service.look(carding.get, setup)
    press = Press(member=office.members["adam"], card=card, verb="setup.check", data={})
    await office.do(pressed.act, press)
    assert len(await office.jobs("check_setup")) == 1
    await office.read_directory(["olivia", "berta", "carl"])
    with declined("declined-not-owner-or-administrator"):
        await office.do(pressed.act, press)
    assert len(await office.jobs("check_setup")) == 1


async def test_who_answers_for_what_a_removal_takes_reads_it_and_no_later_one(office: Office) -> None:
    given = await ask_for(office, "priya", "priya", PLAIN)
    await office.decide(given, "berta")
    assert await office.start(given, seen(office, "priya")) is None
    await office.finish_steps(given, user="oid-priya")
    last = seen(office, "priya", PLAIN, roles=("Add-in User",))
    taken = await ask_for(office, "olivia", "priya", PLAIN, adds=False, now=last)
    card = await office.service.look(carding.find_of, taken, office.who("priya"))
    assert card is not None, "she is told, since she answers for it"
    assert "Olivia" in await contents(office, card.id)
    assert await office.start(taken, last) is None
    assert await office.finish_steps(taken) is State.DELIVERED
    assert "Olivia" in await contents(office, card.id), "also when it is taken"
    await office.later(minutes=1)
    later = await ask_for(office, "olivia", "priya", PLAIN, adds=False, now=last)
    assert not await office.service.look(parties.may_read, await office.request(later), office.who("priya"))
