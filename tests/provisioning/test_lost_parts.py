"""Kind by kind: whoever lost their part in what a card is about reads nobody's name or address on it any more."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import test_blocking
import test_drift
import test_reviewing
import test_sponsoring
import test_unaccepted
from office import LARS, OWNERS, PLAIN, STRONG, Office, employee
from test_alike import MAILS, invite, press
from test_listing import opened
from test_many import approvals, let_in, line, to_be_blocked
from test_many import ask as ask_list

from bot.handlers import typed
from cards.render import render
from provisioning.domain.plan import Step
from provisioning.storage import tables as t
from provisioning.usecases import (
    alike,
    blocking,
    carding,
    channel,
    extend_forms,
    findings,
    following,
    review_rows,
    showing,
    signing,
    speaking,
    sponsoring,
    standing_in,
    surveying,
    sweeping,
    unaccepted,
    waiting,
    warned_together,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from provisioning.usecases.desk import Desk

#: Names and addresses of whom the cards below are about.
PEOPLE = {LARS, *MAILS, "p1@fabrikam.example", "Nina", "Nora", "Olivia", "Berta", "Carl", "nina@", "nora@"}
#: What a reader filled in or typed themselves, what names nobody, and what is put away.
OWN = {
    *("invite_form", "change_form", "many_form", "test_form", "end_form", extend_forms.FORM, standing_in.FORM),
    *("pause_form", "resume_form", speaking.KIND, "help", "notice", channel.KIND, carding.LEFT),
}
#: Theirs is tested where they are: see "denied" there.
ELSEWHERE = {
    *("status", "history", "access", "holders", "batch"),
    *(findings.ACCOUNTS_CARD, following.KIND, signing.GROUPS, signing.ROLLOUT, surveying.PREVIEW),
}


async def approval(office: Office) -> str:
    return (await office.approval(await office.ask(), "adam")).id


async def batch_approval(office: Office) -> str:
    await ask_list(office, line(1), line(2, groups=(STRONG,)))
    return (await approvals(office))["adam"].id


async def alike_requests(office: Office) -> str:
    numbers = await invite(office, *MAILS)
    return (await press(office, numbers[0])).id


async def listed(office: Office) -> str:
    await office.ask()
    return await opened(office, "adam", "approvals")


async def drift(office: Office) -> str:
    await test_drift.watched(office)
    await test_drift.read(office, PLAIN, "nora")
    return (await test_drift.card_of(office, "adam")).id


async def review(office: Office) -> str:
    """Olivia's, who is silent: another owner is asked besides."""
    await office.do(sweeping.sweep)
    await test_reviewing.let_in(office, "nina", until=date(2026, 6, 30))
    for moment in (test_reviewing.APRIL, test_reviewing.ASKS):
        await test_reviewing.sweep(office, moment)
    c = t.cards.c
    (card,) = await office.rows(t.cards, c.kind == review_rows.KIND, c.recipient != office.who("olivia"))
    return str(card.id)


async def sponsor(office: Office) -> str:
    await test_sponsoring.orphaned(office)
    await office.do(sweeping.sweep)
    return (await test_sponsoring.asked(office))["berta"]


async def not_accepted(office: Office) -> str:
    """Of a guest for whom somebody else answers since."""
    number, card = await test_unaccepted.asked(office, sponsor="oid-carl")
    await answers(office, number, "olivia")
    return card


async def expiry(office: Office) -> str:
    """The same of a warning."""
    number = await office.ask(sponsor="oid-carl", until=date(2026, 3, 20))
    await office.deliver(number)
    await office.later(days=5)
    await office.do(sweeping.sweep)
    (card,) = await office.rows(t.cards, t.cards.c.kind == "expiry")
    await answers(office, number, "olivia")
    return str(card.id)


async def expiry_list(office: Office) -> str:
    """Of a warning about several people."""
    await let_in(office, *(line(n, until=date(2026, 3, 20)) for n in (1, 2)))
    await office.later(days=5)
    await office.do(sweeping.sweep)
    (card,) = await office.rows(t.cards, t.cards.c.kind == warned_together.KIND)
    await answers(office, 1, "berta")
    return str(card.id)


async def answers(office: Office, number: int, by: str) -> None:
    """Somebody answers for whom a request let in."""

    def change(desk: Desk) -> None:
        terms = {**desk.c.execute(t.requests.select().where(t.requests.c.number == number)).one().terms}
        desk.c.execute(t.requests.update().values(terms={**terms, "sponsor": office.who(by)}))
        desk.c.execute(t.grants.update().values(sponsor=office.who(by)))

    await office.do(change)


async def setup(office: Office) -> str:
    def issue(desk: Desk) -> str:
        return carding.issue(desk, office.who("adam"), "setup", verbs=typed.SETUP_VERBS)

    return str(await office.do(issue))


async def statement(office: Office) -> str:
    def issue(desk: Desk) -> str:
        return carding.issue(desk, office.who("adam"), signing.SIGNING, verbs=signing.SIGN_VERBS, gate="validated")

    await office.do(signing.add, "validated", office.members["olivia"], signing.OWNER)
    return str(await office.do(issue))


async def task(office: Office) -> str:
    number = await office.ask()
    await office.decide(number, "adam")
    await office.start(number)
    await office.take_up(number)
    await office.do(waiting.note, await office.request(number), Step("invite"), ("why-task-invite", {}), None)
    (card,) = await office.rows(t.cards, t.cards.c.kind == "task")
    return str(card.id)


async def block_task(office: Office) -> str:
    number = await test_blocking.asked(office)
    return str((await test_blocking.card(office, number, "maria", blocking.KIND)).id)


async def block_tasks(office: Office) -> str:
    return (await to_be_blocked(office))[1].id


#: How each kind comes to somebody who has a part; all but administrators' tasks are owners'.
CARDS: dict[str, Callable[[Office], Awaitable[str]]] = {
    "approval": approval,
    "batch_approval": batch_approval,
    alike.KIND: alike_requests,
    "list": listed,
    findings.CARD: drift,
    review_rows.KIND: review,
    sponsoring.KIND: sponsor,
    unaccepted.KIND: not_accepted,
    "expiry": expiry,
    warned_together.KIND: expiry_list,
    "setup": setup,
    signing.SIGNING: statement,
    "task": task,
    blocking.KIND: block_task,
    blocking.TOGETHER: block_tasks,
}


async def told(office: Office, card: str, **marks: Any) -> set[str]:
    """Whom the card names at this moment."""

    def words(desk: Desk) -> str:
        return json.dumps(render(showing.view_of(desk, carding.get(desk, card), **marks)), ensure_ascii=False)

    shown = (await office.service.look(words)).replace("\\\\", "")
    return {one for one in PEOPLE if one in shown}


@pytest.mark.parametrize("kind", CARDS)
async def test_nobody_is_named_to_who_has_lost_their_part(office: Office, kind: str) -> None:
    card = await CARDS[kind](office)
    row = await office.service.look(carding.get, card)
    assert row.kind == kind
    if row.recipient == office.who("maria"):
        assert await told(office, card) != set()
        office.change_rules(administrators=frozenset({"priya@contoso.example"}))
    else:
        reader = next(key for key in OWNERS if office.who(key) == row.recipient)
        await office.read_directory(OWNERS)
        if kind not in {unaccepted.KIND, "expiry"}:  # theirs is gone with the sponsor, before this
            assert await told(office, card) != set()
        await office.read_directory([key for key in OWNERS if key != reader])
    assert await told(office, card) == set()


def test_every_kind_of_card_is_in_the_table_or_said_to_be_elsewhere() -> None:
    assert {*CARDS, *OWN, *ELSEWHERE} == set(showing._VIEWS)
    assert not (OWN | ELSEWHERE) & {*CARDS}


async def test_of_a_list_only_the_part_is_told_in_which_somebody_has_a_say_still(office: Office) -> None:
    for kind in office.rules.policies:
        office.ask_stages(["owners", "priya@contoso.example"], kind=kind)
    await ask_list(
        office, line(1), line(2, "berta@contoso.example"), found={"berta": office.outside(employee("berta"))}
    )
    hers = (await approvals(office))["priya"]
    assert {"Berta", "p1@fabrikam.example"} <= {one for at in (0, 1) for one in await told(office, hers.id, part=at)}
    office.ask_stages(["owners"])
    for part in (None, 0, 1):
        shown = await told(office, hers.id, part=part)
        assert ("Berta" in shown, "p1@fabrikam.example" in shown) == (True, False)
    office.ask_stages(["owners"], kind=(await office.request(2)).kind)
    assert await told(office, hers.id) == set()
