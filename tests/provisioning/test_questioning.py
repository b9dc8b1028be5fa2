"""A question before the decision: who may ask and answer, that the deadline waits, and that nobody else reads it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from office import LARS, STRONG, Office
from official import whole
from sqlalchemy import select
from test_inviting import declined
from test_many import approvals, line
from test_many import ask as ask_list
from test_many import decide as decide_list
from test_many import seen as seen_list

from cards.render import render
from provisioning.domain.states import State
from provisioning.storage import tables as t
from provisioning.usecases import (
    carding,
    history,
    list_questions,
    narrowing,
    people,
    questioning,
    requests,
    sending,
    showing,
    sweeping,
)

if TYPE_CHECKING:
    from datetime import datetime

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk

QUESTION, ANSWER = "Which floors of the Zanzibar wing?", "Floors three to five, with Quentin"


async def ask(office: Office, number: int, by: str = "adam", text: str = QUESTION) -> None:
    """The approver writes on their card."""
    card = await office.approval(number, by)

    def press(desk: Desk) -> None:
        questioning.ask(desk, office.members[by], carding.get(desk, card.id), text)

    await office.service.act("card", f"ask-{by}", press)


async def brought(office: Office, number: int, to: str = "olivia") -> Card:
    """The card that brought the newest question."""
    rows = await office.rows(t.cards, t.cards.c.request == number, t.cards.c.recipient == office.who(to))
    asked = [row for row in rows if row.terms.get("asks")]
    return await office.service.look(carding.get, max(asked, key=lambda row: row.terms["asks"]).id)


async def answer(office: Office, card: Card, by: str = "olivia", text: str = ANSWER) -> None:
    def press(desk: Desk) -> None:
        questioning.answer(desk, office.members[by], carding.get(desk, card.id), text)

    await office.service.act("card", f"answer-{by}", press)


async def view(office: Office, card: Card) -> Any:
    return await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, card.id)))


async def thread(office: Office, number: int, of: str = "adam") -> list[tuple[str, str, str, bool]]:
    told = (await view(office, await office.approval(number, of))).request.questions
    return [(one.by, one.text, one.answer, one.waits) for one in told]


async def closes(office: Office, number: int) -> datetime:
    found = (await office.request(number)).closes_at
    assert found is not None
    return found


# --- about a part of a list ---------------------------------------------------------------------------------------------


async def ask_about(office: Office, card: Card, by: str = "adam", part: int = 0, text: str = QUESTION) -> None:
    await office.service.act("card", f"ask-{by}", list_questions.ask, office.members[by], card, part, text)


async def answer_all(office: Office, card: Card, by: str = "olivia", text: str = ANSWER) -> None:
    await office.service.act("card", f"answer-{by}", list_questions.answer, office.members[by], card, text)


async def brought_list(office: Office) -> Card:
    (row,) = [row for row in await office.rows(t.cards, t.cards.c.kind == "batch") if row.terms.get("asks")]
    return await office.service.look(carding.get, row.id)


async def test_a_part_of_a_list_is_asked_about_in_one_message_and_its_deadlines_wait(office: Office) -> None:
    card = await ask_list(office, *(line(n) for n in range(1, 4)), line(4, groups=(STRONG,)))
    numbers, cards = card.terms["numbers"], await approvals(office)
    closed = [await closes(office, number) for number in numbers]
    for by, part, text, why in (
        ("priya", 0, QUESTION, "not-asked"),
        ("olivia", 0, QUESTION, "self"),
        ("adam", 0, " ", "question-empty"),
        ("adam", 7, QUESTION, "stale"),
    ):
        with declined(f"declined-{why}"):
            await ask_about(office, cards["adam"], by, part, text)
    await decide_list(office, "carl", cards["carl"], some=[numbers[2]])
    await ask_about(office, cards["adam"])
    with declined("declined-question-open", by="Adam"):
        await ask_about(office, cards["berta"], "berta")
    asked = await office.rows(t.questions)
    assert [row.request for row in asked] == numbers[:2], "of whoever is decided nothing is asked"
    later = [await closes(office, number) - was for number, was in zip(numbers, closed, strict=True)]
    assert [one.days for one in later] == [3, 3, 0, 0]
    hers = await brought_list(office)
    assert hers.id in await office.shown()
    shown = await seen_list(office, hers)
    assert "question.answer" in shown.verbs
    assert "question.answer" not in (await seen_list(office, card)).verbs
    assert f"Adam asks about R-{numbers[0]} and R-{numbers[1]}: “{QUESTION}”" in whole(render(shown))
    his = await seen_list(office, cards["adam"], part=0)
    assert ([one.waits for one in his.questions], "batch.ask" in his.verbs) == ([True], False)


async def test_one_answer_serves_everybody_of_the_part_who_is_to_be_decided_still(office: Office) -> None:
    card = await ask_list(office, *(line(n) for n in range(1, 3)))
    numbers, cards = card.terms["numbers"], await approvals(office)
    closed = await closes(office, numbers[0])
    await ask_about(office, cards["adam"])
    hers = await brought_list(office)
    with declined("declined-not-yours"):
        await answer_all(office, hers, "berta")
    with declined("declined-answer-empty"):
        await answer_all(office, hers, text=" ")
    await decide_list(office, "berta", cards["berta"], some=[numbers[1]])  # meanwhile
    where = {"service_url": "https://teams.example/", "conversation_id": "a:1"}
    await office.do(lambda desk: sending.record_sent(desk, cards["adam"].id, activity_id="1", shown=1, **where))
    office.clock.advance(days=1)
    await office.later()
    await answer_all(office, hers)
    assert (await office.service.look(carding.get, cards["adam"].id)).activity_id is None, "he waited for it"
    assert ["The card further down replaces this one" in said for said in await left_behind(office)] == [True]
    assert [row.answered_at is None for row in await office.rows(t.questions)] == [False, True]
    assert (await closes(office, numbers[0]) - closed).days == 1
    with declined("declined-question-answered"):
        await answer_all(office, hers, text="Something else")
    for reader in (cards["carl"], hers, card):
        told = await seen_list(office, reader)
        assert [(one.text, one.answer, one.waits) for one in told.questions] == [(QUESTION, ANSWER, False)]
        assert "question.answer" not in told.verbs
    events = [row.event for row in await office.rows(t.audit) if row.event.startswith("question.")]
    assert events == ["question.asked", "question.asked", "question.answered"]
    for number, words in zip(numbers, (True, False), strict=True):
        subject = (await office.request(number)).subject
        await office.do(lambda desk, who=subject: desk.vault.erase(who))
        (one,) = (await seen_list(office, card)).questions
        assert (one.text == QUESTION) == words, "the words go with the last of them"


# --- asking and answering -----------------------------------------------------------------------------------------------


async def test_the_requester_is_asked_in_a_new_message_and_the_answer_stands_on_every_card(office: Office) -> None:
    number = await office.ask()
    assert "question.ask" in (await view(office, await office.approval(number, "adam"))).verbs
    await ask(office, number)
    card = await brought(office, number)
    assert card.id in await office.shown()
    asked = await view(office, card)
    assert asked.verbs == ("question.answer", "request.cancel")
    assert [(one.by, one.text, one.waits) for one in asked.request.questions] == [("Adam", QUESTION, True)]
    await answer(office, card)
    assert (await view(office, card)).verbs == ("request.cancel",)
    for reader in ("adam", "berta"):
        assert await thread(office, number, reader) == [("Adam", QUESTION, ANSWER, False)]
    events = await office.events(number)
    assert events[-2:] == ["question.asked", "question.answered"]
    assert (await office.decide(number, "adam")).state is State.APPROVED
    assert await thread(office, number) == [("Adam", QUESTION, ANSWER, False)], "it stays"


async def test_whoever_asked_gets_the_answer_in_a_new_message(office: Office) -> None:
    number = await office.ask()
    adam, berta = await office.approval(number, "adam"), await office.approval(number, "berta")
    where = {"service_url": "https://teams.example/", "conversation_id": "a:1"}
    for one in (adam, berta):
        await office.do(lambda desk, card=one: sending.record_sent(desk, card.id, activity_id="1", shown=1, **where))
    await ask(office, number)
    await answer(office, await brought(office, number))
    assert (await office.approval(number, "adam")).activity_id is None
    assert (await office.approval(number, "berta")).activity_id == "1"


async def left_behind(office: Office) -> list[str]:
    """What stands, by the view, in messages whose cards were sent anew, each of them shown."""
    rows = await office.rows(t.cards, t.cards.c.kind == carding.LEFT)
    shown = set(await office.shown())
    return [whole(render(await view(office, row))) for row in rows if row.id in shown]


async def test_the_older_card_of_whoever_asked_says_that_another_replaces_it(office: Office) -> None:
    number = await office.ask()
    adam = await office.approval(number, "adam")
    where = {"service_url": "https://teams.example/", "conversation_id": "a:1"}
    await office.do(lambda desk: sending.record_sent(desk, adam.id, activity_id="1", shown=1, **where))
    await ask(office, number)
    await answer(office, await brought(office, number))
    (said,) = await left_behind(office)
    assert said.startswith(f"Your question about R-{number} is answered.")
    assert "The card further down replaces this one" in said


async def test_only_who_may_decide_now_may_ask(office: Office) -> None:
    number = await office.ask()
    adam = await office.approval(number, "adam")

    def press(desk: Desk, by: str) -> None:
        questioning.ask(desk, office.members[by], adam, QUESTION)

    with declined("declined-self"):
        await office.do(press, "olivia")
    with declined("declined-not-asked"):
        await office.do(press, "priya")
    await office.read_directory(("olivia", "berta", "carl"))
    with declined("declined-not-asked"):
        await ask(office, number)
    await office.decide(number, "berta")
    with declined("declined-decided", by="Berta"):
        await ask(office, number, "carl")
    assert await office.rows(t.questions) == []


async def test_only_the_requester_answers_and_only_once(office: Office) -> None:
    number = await office.ask()
    await ask(office, number)
    card = await brought(office, number)
    for other in ("berta", "adam", "priya"):
        with declined("declined-not-yours"):
            await answer(office, card, other)
    with declined("declined-answer-empty"):
        await answer(office, card, text="  ")
    await answer(office, card)
    with declined("declined-question-answered", at=office.clock.now()):
        await answer(office, card, text="Something else")
    assert await thread(office, number) == [("Adam", QUESTION, ANSWER, False)]


async def test_an_answer_that_comes_after_the_decision_is_told_who_decided(office: Office) -> None:
    number = await office.ask()
    await ask(office, number)
    card = await brought(office, number)
    assert (await office.decide(number, "berta", approved=False, reason="No")).state is State.REJECTED
    assert "question.answer" not in (await view(office, card)).verbs
    with declined("declined-decided", by="Berta"):
        await answer(office, card)
    assert await thread(office, number) == [("Adam", QUESTION, "", False)]


async def test_an_answer_to_a_revision_that_moved_on_changes_nothing(office: Office) -> None:
    number = await office.ask(groups=("Add-in Users", "Secretaries"))
    await ask(office, number)
    card = await brought(office, number)
    until = (await office.request(number)).until
    assert until is not None

    def narrow(desk: Desk, pressed: Card) -> None:
        less = narrowing.Less(groups=("Add-in Users",), until=until.date())
        narrowing.narrow(desk, office.members["adam"], pressed, less)

    await office.do(narrow, await office.approval(number, "adam"))
    with declined("declined-decided", by="Adam"):
        await answer(office, card)


async def test_one_question_at_a_time_and_not_without_end(office: Office) -> None:
    number = await office.ask()
    await ask(office, number)
    assert "question.ask" not in (await view(office, await office.approval(number, "berta"))).verbs
    with declined("declined-question-open", by="Adam"):
        await ask(office, number, "berta")
    with declined("declined-question-empty"):
        await ask(office, number, "berta", text=" ")
    for _ in range(questioning.MOST - 1):
        await answer(office, await brought(office, number))
        await ask(office, number, "berta")
    await answer(office, await brought(office, number))
    with declined("declined-question-many", limit=questioning.MOST):
        await ask(office, number)
    assert (await office.decide(number, "adam")).state is State.APPROVED


async def test_an_older_card_does_not_answer_a_newer_question(office: Office) -> None:
    number = await office.ask()
    await ask(office, number)
    first = await brought(office, number)
    await office.later(days=3, minutes=1)
    await ask(office, number, "berta", text="And until when?")
    assert "question.answer" not in (await view(office, first)).verbs
    with declined("declined-stale", number=number):
        await answer(office, first)
    await answer(office, await brought(office, number), text="Until June")
    assert await thread(office, number) == [
        ("Adam", QUESTION, "", False),
        ("Berta", "And until when?", "Until June", False),
    ]


async def test_what_usher_asks_for_itself_has_nobody_to_ask(office: Office) -> None:
    number = await office.ask()
    await office.do(lambda desk: desk.c.execute(t.requests.update().values(requester=None)))
    assert "question.ask" not in (await view(office, await office.approval(number, "adam"))).verbs
    with declined("declined-question-nobody"):
        await ask(office, number)


async def test_a_card_of_an_earlier_release_offers_no_question_that_its_press_would_not_mean(office: Office) -> None:
    number = await office.ask()
    old = ["request.approve", "request.reject", "request.why_me"]
    await office.do(lambda desk: desk.c.execute(t.cards.update().values(verbs=old)))
    assert "question.ask" not in (await view(office, await office.approval(number, "adam"))).verbs


# --- the deadline -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("waited", "later"), [(timedelta(hours=30), 2), (timedelta(days=2), 2), (timedelta(days=5), 3)]
)
async def test_the_deadline_stands_still_until_the_answer_three_days_at_most(
    office: Office, waited: timedelta, later: int
) -> None:
    number = await office.ask()
    before = await closes(office, number)
    await ask(office, number)
    assert await closes(office, number) == before + timedelta(days=3)
    office.clock.advance(seconds=waited.total_seconds())
    await answer(office, await brought(office, number))
    assert await closes(office, number) == before + timedelta(days=later)


#: Answered on Tuesday, or never.
@pytest.mark.parametrize(("hours", "morning"), [(2, "2026-03-04"), (None, "2026-03-09")])
async def test_nobody_is_reminded_of_a_decision_that_waits_for_an_answer(
    office: Office, hours: int | None, morning: str
) -> None:
    number = await office.ask()
    await ask(office, number)
    if hours:
        await office.later(hours=hours)
        await answer(office, await brought(office, number))
    for _ in range(7 * 24):
        await office.later(hours=1)
        if (await office.do(sweeping.sweep))["nudged"]:
            break
    assert office.clock.now().date().isoformat() == morning


async def test_silence_is_no_answer_and_the_request_closes_three_days_later(office: Office) -> None:
    number = await office.ask()
    before = await closes(office, number)
    office.clock.moment = before - timedelta(hours=1)
    await office.later(minutes=1)
    await ask(office, number)
    card = await brought(office, number)
    assert await office.service.look(lambda desk: questioning.is_halted(desk, _request(desk, number)))
    office.clock.moment = before + timedelta(days=3, minutes=-1)
    assert (await office.do(sweeping.sweep))["expired"] == 0
    assert not await office.service.look(lambda desk: questioning.is_halted(desk, _request(desk, number)))
    office.clock.moment = before + timedelta(days=3)
    assert (await office.do(sweeping.sweep))["expired"] == 1
    with declined("declined-stale", number=number, state="expired"):
        await answer(office, card)


def _request(desk: Desk, number: int) -> Any:
    return requests.get(desk, number)


# --- who reads it -------------------------------------------------------------------------------------------------------


async def test_what_was_typed_is_in_clear_in_no_table_no_queue_and_no_channel(office: Office) -> None:
    number = await office.ask()
    await ask(office, number)
    await answer(office, await brought(office, number))

    def dump(desk: Desk) -> str:
        rows = [row for table in t.metadata.sorted_tables for row in desk.c.execute(select(table))]
        return repr([tuple(row) for row in rows])

    stored = await office.service.look(dump) + repr(await office.jobs("deliver"))
    assert [word for word in ("Zanzibar", "Quentin") if word in stored] == []
    channel = await office.do(lambda desk: carding.issue(desk, office.who("olivia"), "channel", request=number))
    card = await office.service.look(carding.get, channel)
    told = json.dumps(render(await view(office, card)))
    assert [word for word in ("Zanzibar", "Quentin", "asks", "Adam") if word in told] == []


async def test_the_history_tells_that_it_was_asked_and_not_what(office: Office) -> None:
    number = await office.ask()
    await ask(office, number)
    await answer(office, await brought(office, number))
    card = await office.do(lambda desk: carding.issue(desk, office.who("olivia"), "history", request=number, page=0))
    told = json.dumps(render(await view(office, await office.service.look(carding.get, card))))
    assert "Adam asked a question." in told
    assert "Olivia answered it." in told
    assert "Zanzibar" not in told
    assert {"question.asked", "question.answered"} <= history.TOLD


async def test_what_was_typed_goes_with_the_person_whom_it_is_about(office: Office) -> None:
    number = await office.ask()
    await ask(office, number)
    await answer(office, await brought(office, number))
    await office.do(lambda desk: desk.vault.erase(people.know_address(desk, LARS)))
    told = await thread(office, number)
    assert [(by, waits) for by, _, _, waits in told] == [("Adam", False)]
    assert "Zanzibar" not in repr(told)
    assert "Quentin" not in repr(told)


async def test_the_thread_of_a_list_comes_to_who_asked_for_the_list(office: Office) -> None:
    number = await office.ask()
    await office.do(lambda desk: desk.c.execute(t.cards.delete().where(t.cards.c.recipient == office.who("olivia"))))
    await ask(office, number)
    assert (await view(office, await brought(office, number))).verbs == ("question.answer", "request.cancel")


async def test_a_press_on_what_was_asked_anew_meanwhile_asks_nothing(office: Office) -> None:
    number = await office.ask()
    card = replace(await office.approval(number, "adam"), pressed="7")
    with declined("declined-stale", number=number):
        await office.do(lambda desk: questioning.ask(desk, office.members["adam"], card, QUESTION))
