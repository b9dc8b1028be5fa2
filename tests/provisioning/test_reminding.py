"""Whoever does not answer is reminded twice, in their working hours; then others are asked as well. Nobody hears it twice."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from office import PLAIN, guest
from official import whole
from test_changing import ask as ask_change
from test_handing import hand_over, lose
from test_history import history
from test_inviting import declined
from test_many import approvals, line
from test_many import ask as ask_many
from test_many import decide as decide_many
from test_questioning import answer, brought
from test_questioning import ask as ask_question

from bot import delivery
from cards.render import render
from provisioning.domain.hours import Hours
from provisioning.domain.states import State
from provisioning.storage import tables as t
from provisioning.usecases import (
    batch_deciding,
    carding,
    deciding,
    narrowing,
    reaching,
    reminding,
    sending,
    showing,
    sweeping,
)

if TYPE_CHECKING:
    from office import Office

#: It is asked on a Tuesday, 10:00 in Copenhagen.
WEDNESDAY, THURSDAY, FRIDAY, MONDAY = (f"2026-03-{day:02}T07:00" for day in (4, 5, 6, 9))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


async def sweep(office: Office, moment: str = "") -> tuple[int, int]:
    """(people reminded, requests for which others were asked) at a moment in UTC; Copenhagen is an hour ahead."""
    if moment:
        office.clock.moment = at(moment)
        await office.later()
    found = await office.do(sweeping.sweep)
    return found["nudged"], found["escalated"]


async def silence(office: Office) -> None:
    """Nobody answers until others are asked."""
    for moment in (WEDNESDAY, THURSDAY, FRIDAY):
        await sweep(office, moment)


async def reminders(office: Office, of: str) -> list[Any]:
    mine = (t.cards.c.kind == "list", t.cards.c.recipient == office.who(of))
    rows = await office.rows(t.cards, *mine)
    return sorted(rows, key=lambda row: row.made_at)


async def notices(office: Office, of: str) -> list[Any]:
    """What somebody was told, as words."""
    rows = await office.rows(t.cards, t.cards.c.kind == "notice", t.cards.c.recipient == office.who(of))
    rows.sort(key=lambda row: row.made_at)
    return [await words(office, row.id) for row in rows]


async def words(office: Office, card: str, **marks: Any) -> str:
    view = await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, card), **marks))
    return str(render(view))


async def asked(office: Office, number: int) -> set[str]:
    rows = await office.rows(t.asked, t.asked.c.request == number)
    return {key for key, member in office.members.items() if member.pseudonym in {row.approver for row in rows}}


async def test_approvers_are_reminded_after_one_and_two_working_days_and_then_others_are_asked(office: Office) -> None:
    number = await office.ask()
    told = {}
    for step in range(7 * 8):
        office.clock.moment = at("2026-03-03T10:00") + step * timedelta(hours=3)
        for _ in range(2):
            found = await office.do(reminding.remind)
            if any(found):
                told[office.clock.moment] = tuple(found)
    assert told == {
        at(WEDNESDAY): (3, 0),
        at(THURSDAY): (3, 0),
        at(FRIDAY): (0, 1),
        at(MONDAY): (1, 0),
        at("2026-03-10T07:00"): (1, 0),
    }, "Maria is asked on Friday, so that she is reminded on Monday and Tuesday"
    events = await office.events(number)
    assert (events.count("request.reminded"), events.count("request.escalated")) == (8, 1)


async def test_a_weekend_is_no_time_in_which_somebody_could_have_answered(office: Office) -> None:
    office.clock.moment = at("2026-03-06T15:00")
    await office.later()
    await office.ask()
    for moment in ("2026-03-07T07:00", "2026-03-08T09:00"):
        assert await sweep(office, moment) == (0, 0)
    assert await office.service.look(sweeping.next_due) == at(MONDAY)
    assert await sweep(office, MONDAY) == (3, 0)


async def test_what_fell_due_at_night_waits_for_the_working_hours(office: Office) -> None:
    await office.ask()
    for moment in ("2026-03-04T06:59", "2026-03-04T16:00", "2026-03-04T22:00", "2026-03-07T09:00"):
        assert await sweep(office, moment) == (0, 0), moment
    assert at("2026-03-09T07:00") == await office.service.look(sweeping.next_due)
    assert await sweep(office, "2026-03-09T07:00") == (3, 0)
    assert await sweep(office, "2026-03-09T15:59") == (0, 0), "the second reminder comes a working day later"


async def test_the_settings_say_when_people_work(office: Office) -> None:
    office.change_rules(hours=Hours(begin=time(10), end=time(11)))
    await office.ask()
    assert await sweep(office, "2026-03-04T08:59") == (0, 0)
    assert await sweep(office, "2026-03-04T09:00") == (3, 0)


async def test_on_a_day_off_nobody_is_reminded_nor_asked_and_it_is_no_day_in_which_they_could_have_answered(
    office: Office,
) -> None:
    office.change_rules(hours=Hours(days_off=frozenset({date(2026, 3, 4), date(2026, 3, 6)})))
    await office.ask()
    assert at(THURSDAY) == await office.service.look(sweeping.next_due)
    assert await sweep(office, "2026-03-04T09:00") == (0, 0)
    assert await sweep(office, THURSDAY) == (3, 0)
    assert await sweep(office, "2026-03-06T09:00") == (0, 0)
    assert await sweep(office, MONDAY) == (3, 0), "the second, and nobody else is asked yet"
    assert await sweep(office, "2026-03-10T07:00") == (0, 1)


async def test_one_message_lists_all_that_waits_and_says_when_nothing_does(office: Office) -> None:
    first = await office.ask()
    second = await office.ask(address="mia@fabrikam.example")
    assert await sweep(office, WEDNESDAY) == (3, 0)
    (card,) = await reminders(office, "adam")
    told = await words(office, card.id)
    assert "2 requests still wait for your decision" in told
    assert all(f"R-{number}" in told for number in (first, second))
    assert await reminders(office, "olivia") == []
    shown = (await office.shown()).count(card.id)
    for number in (first, second):
        await office.decide(number, "berta")
    assert (await office.shown()).count(card.id) > shown, "it is shown anew when its request moves on"
    assert "Nothing waits for your decision any more" in await words(office, card.id)
    assert await sweep(office, THURSDAY) == (0, 0)


async def test_a_reminder_of_what_was_settled_before_it_could_be_sent_is_not_sent(office: Office) -> None:
    first = await office.ask()
    second = await office.ask(address="mia@fabrikam.example")
    assert await sweep(office, WEDNESDAY) == (3, 0)
    (card,) = await reminders(office, "adam")
    await office.decide(first, "berta")
    (taken,), _ = await office.do(delivery._take, [card.id])
    assert "1 request still waits for your decision" in whole(taken.body), "what still waits is told"
    await office.do(sending.release, card.id)
    await office.decide(second, "berta")
    assert await office.do(delivery._take, [card.id]) == ([], []), "nothing waits, and nothing is to be looked at again"
    (kept,) = await reminders(office, "adam")
    assert (kept.activity_id, kept.shown, kept.claimed_until) == (None, kept.wanted, None)


async def test_a_reminder_that_stands_in_the_chat_says_when_nothing_waits_any_more(office: Office) -> None:
    number = await office.ask()
    assert await sweep(office, WEDNESDAY) == (3, 0)
    (card,) = await reminders(office, "adam")
    where = {"service_url": "https://teams.example/", "conversation_id": "a:adam", "activity_id": "1"}
    await office.do(lambda desk: sending.record_sent(desk, card.id, **where, shown=card.wanted))
    await office.decide(number, "berta")
    await office.do(carding.show, card.id)
    (taken,), _ = await office.do(delivery._take, [card.id])
    assert "Nothing waits for your decision any more" in whole(taken.body)


@pytest.mark.parametrize("what", ["decided", "rejected", "cancelled"])
async def test_nobody_is_reminded_of_what_is_settled(office: Office, what: str) -> None:
    number = await office.ask()
    if what == "cancelled":
        await office.do(lambda desk: desk.c.execute(t.requests.update().values(state=State.CANCELLED.value)))
    else:
        await office.decide(number, "adam", approved=what == "decided", reason="No")
    assert await sweep(office, WEDNESDAY) == (0, 0)
    assert await sweep(office, FRIDAY) == (0, 0)


async def test_who_handed_over_is_left_alone_and_the_receiver_has_two_days_of_their_own(office: Office) -> None:
    await office.read_directory(("olivia", "adam", "berta"))
    number = await office.ask()
    await sweep(office, WEDNESDAY)
    await hand_over(office, number, "adam", "berta")
    assert await sweep(office, THURSDAY) == (1, 0)
    assert len(await reminders(office, "adam")) == 1
    assert await sweep(office, FRIDAY) == (1, 0)
    assert await sweep(office, MONDAY) == (0, 1)


async def test_who_may_decide_no_more_or_has_no_usher_is_not_reminded(office: Office) -> None:
    number = await office.ask()
    await office.do(
        lambda desk: desk.c.execute(
            t.chats.insert().values(
                pseudonym=office.who("berta"),
                service_url="https://teams.example",
                conversation_id="c",
                undeliverable="uninstalled",
            )
        )
    )
    await office.read_directory(("olivia", "adam", "berta"))
    await office.do(reaching.look_at_all)
    assert await sweep(office, WEDNESDAY) == (1, 0)
    assert [len(await reminders(office, key)) for key in ("adam", "berta", "carl")] == [1, 0, 0]
    await sweep(office, THURSDAY)
    assert await sweep(office, FRIDAY) == (0, 1)
    (told,) = await notices(office, "olivia")
    assert "Adam and Berta have not answered" in told
    assert (await office.request(number)).state is State.PENDING


async def test_two_sweeps_at_once_tell_nobody_twice(office: Office) -> None:
    for n in range(3):
        await office.ask(address=f"p{n}@fabrikam.example")
    for moment in (WEDNESDAY, THURSDAY, FRIDAY):
        office.clock.moment = at(moment)
        await asyncio.gather(*(office.do(reminding.remind) for _ in range(4)))
    assert [len(await reminders(office, key)) for key in ("adam", "maria")] == [2, 0]
    assert len(await notices(office, "olivia")) == 1, "one word for all that went the same way"
    assert (await office.events()).count("request.escalated") == 3
    mine = await office.rows(t.cards, t.cards.c.kind == "approval", t.cards.c.recipient == office.who("maria"))
    assert len(mine) == 3


async def test_whom_the_policy_names_decides_once_asked_and_not_before(office: Office) -> None:
    number = await office.ask()
    his = await office.approval(number, "adam")
    with declined("declined-not-asked"):
        await office.service.act(
            "card", "m", deciding.decide, office.members["maria"], his, deciding.Answer(approved=True)
        )
    await silence(office)
    assert await asked(office, number) == {"adam", "berta", "carl", "maria"}
    (told,) = await notices(office, "olivia")
    assert "Adam, Berta and Carl have not answered since Tue 3 Mar." in told
    assert f"Maria is asked as well: R-{number}." in told
    hers = await words(office, (await office.approval(number, "maria")).id)
    assert "Adam, Berta and Carl have not answered since Tue 3 Mar, so you are asked as well." in hers
    assert "administrator, step 1 of 1" in hers
    assert (await office.decide(number, "maria")).state is State.APPROVED
    assert await office.start(number) is None, "her decision counts at the start as well"
    with declined("declined-decided", by="Maria"):
        await office.decide(number, "adam")


async def test_whoever_was_silent_may_still_decide(office: Office) -> None:
    number = await office.ask()
    await silence(office)
    assert (await office.decide(number, "carl")).state is State.APPROVED


async def test_what_is_asked_anew_is_asked_of_those_whom_the_policy_names_first(office: Office) -> None:
    number = await office.ask()
    await silence(office)
    await office.decide(number, "maria")
    await office.start(number, office.outside(guest()))
    request = await office.request(number)
    assert (request.revision, request.state) == (2, State.PENDING)
    rows = await office.rows(t.asked, t.asked.c.request == number, t.asked.c.revision == 2)
    assert office.who("maria") not in {row.approver for row in rows}
    with declined("declined-not-asked"):
        await office.decide(number, "maria", card=await office.approval(number, "adam"))


async def test_an_approver_reads_who_is_asked_when_nobody_answers(office: Office) -> None:
    number = await office.ask()
    card = (await office.approval(number, "adam")).id
    assert "If silent by Fri 6 Mar: Maria." in await words(office, card, explaining=True)
    await silence(office)
    assert "Nobody has answered, so also: Maria." in await words(office, card, explaining=True)
    hers = await words(office, (await office.approval(number, "maria")).id, explaining=True)
    assert "any owner, except the requester" in hers
    assert "so also: Maria." in hers
    told = await history(office, "olivia", number)
    keys = [one.key for one in told.events]
    assert keys.count("request-reminded") == 6
    assert "Maria" not in next(one for one in told.events if one.key == "preview-frozen").values["asked"]
    last = next(one for one in told.events if one.key == "request-escalated")
    assert (last.values["silent"], last.values["others"]) == (["Adam", "Berta", "Carl"], ["Maria"])


async def test_where_nobody_else_may_decide_the_requester_hears_whom_to_ask(office: Office) -> None:
    office.ask_stages(["owners"])
    number = await office.ask()
    await silence(office)
    (told,) = await notices(office, "olivia")
    assert f"Nobody else may decide R-{number}, so please ask one of them yourself." in told
    assert await asked(office, number) == {"adam", "berta", "carl"}
    assert [await sweep(office, moment) for moment in (MONDAY, "2026-03-10T08:00")] == [(0, 0)] * 2


async def test_nobody_is_asked_in_place_of_the_silent_about_a_wish_of_their_own(office: Office) -> None:
    await office.read_directory(("olivia", "adam", "maria"))
    await office.do(
        lambda desk: desk.c.execute(
            t.known_members.insert().values(
                group_name="Owners", pseudonym=office.who("maria"), known_by=office.who("adam"), at=desk.now
            )
        )
    )
    number = await office.ask("maria")
    await silence(office)
    assert await asked(office, number) == {"olivia", "adam"}


async def test_nobody_is_asked_without_whom_the_next_step_could_not_be_decided(office: Office) -> None:
    number = await ask_change(office, "olivia", "priya", "Owners")
    await silence(office)
    assert await asked(office, number) == {"adam", "berta", "carl"}, "Maria decides the second step"
    assert (await office.decide(number, "adam", typed=str(number))).state is State.PENDING
    assert await asked(office, number) == {"adam", "berta", "carl", "maria"}
    assert await sweep(office, MONDAY) == (1, 0), "whoever decides the next step has two days of their own"


async def test_where_no_card_arrives_others_are_asked_at_once_also_at_night(office: Office) -> None:
    office.clock.moment = at("2026-03-03T23:00")
    await office.later()
    number = await office.ask()
    for key in ("adam", "berta"):
        await lose(office, number, key)
    assert await asked(office, number) == {"adam", "berta", "carl"}
    await lose(office, number, "carl")
    assert await asked(office, number) == {"adam", "berta", "carl", "maria"}
    (told,) = await notices(office, "olivia")
    assert "I asked for it to be installed, and asked Maria meanwhile" in told
    hers = await words(office, (await office.approval(number, "maria")).id)
    assert "No card reached Adam, Berta and Carl, or they may not decide any more, so you are asked as well." in hers
    assert (await office.request(number)).state is State.PENDING
    await lose(office, number, "maria")
    assert (await office.request(number)).why == ("declined-no-approver", {})


async def test_nothing_is_said_of_installing_where_nobody_was_asked_to(office: Office) -> None:
    number = await office.ask()
    for key in ("adam", "berta", "carl"):
        await office.do(sending.record_undeliverable, await office.approval(number, key), "too_big")
        await office.do(reaching.look_after, number)
    (told,) = await notices(office, "olivia")
    assert f"My card did not reach Adam, Berta and Carl, so I asked Maria meanwhile: R-{number}." in told
    assert "install" not in told


@pytest.mark.parametrize(
    ("reasons", "asked_to", "said"),
    [
        (
            ["uninstalled"],
            "Adam has not got Usher in Teams",
            "have not got Usher in Teams",
        ),
        (
            ["blocked"],
            "Adam has blocked or removed",
            "have blocked or removed Usher in Teams",
        ),
        (
            ["forbidden"],
            "Teams does not let me reach Adam",
            "could not be reached in Teams",
        ),
        (["blocked", "uninstalled"], "Adam has blocked", "could not be reached in Teams"),
    ],
)
async def test_who_is_to_install_it_and_who_asked_read_why_no_card_arrives(
    office: Office, reasons: list[str], asked_to: str, said: str
) -> None:
    number = await office.ask()
    for at_, key in enumerate(("adam", "berta", "carl")):
        reason, card = reasons[at_ % len(reasons)], await office.approval(number, key)
        await office.do(sending.record_undeliverable, card, reason)
        await office.do(reaching.ask_to_install, card, reason)
        await office.do(reaching.look_after, number)
    assert any(asked_to in one for one in await notices(office, "maria"))
    (told,) = await notices(office, "olivia")
    assert f"Adam, Berta and Carl {said}" in told
    assert f"to be installed, and asked Maria meanwhile: R-{number}." in told


async def test_administrators_are_asked_once_to_install_it_for_somebody(office: Office) -> None:
    async def fail(number: int, reason: str = "blocked") -> None:
        card = await office.approval(number, "adam")
        await office.do(sending.record_undeliverable, card, reason)
        await office.do(reaching.ask_to_install, card, reason)

    numbers = [await office.ask(address=f"p{n}@fabrikam.example") for n in range(3)]
    await fail(numbers[0], "too_big")
    assert await notices(office, "maria") == []
    for number in numbers:
        await fail(number)
    (told,) = await notices(office, "maria")
    assert "Adam has blocked or removed Usher in Teams" in told
    await office.do(carding.revive, office.who("adam"))
    await fail(numbers[0])
    assert len(await notices(office, "maria")) == 2


async def test_a_list_that_nobody_answers_is_one_card_for_those_asked_as_well_and_one_word(office: Office) -> None:
    card = await ask_many(office, line(1), line(2), line(3))
    await silence(office)
    (told,) = await notices(office, "olivia")
    numbers = card.terms["numbers"]
    assert "R-{}, R-{} and R-{}".format(*numbers) in told
    theirs = await approvals(office)
    assert sum(map(len, theirs["maria"].terms["parts"])) == 3
    assert await office.rows(t.cards, t.cards.c.kind == "approval") == []
    await decide_many(office, "maria", theirs["maria"])
    assert {(await office.request(number)).state for number in numbers} == {State.APPROVED}


async def test_who_gets_it_while_a_question_is_open_is_not_reminded_of_it_either(office: Office) -> None:
    number = await office.ask()
    await ask_question(office, number)
    await hand_over(office, number, "adam", "berta")
    for moment in (WEDNESDAY, THURSDAY, FRIDAY):
        assert await sweep(office, moment) == (0, 0), moment
    assert await office.service.look(sweeping.next_due) == at(MONDAY), "three days after the question"
    assert await sweep(office, MONDAY) == (2, 0)


async def test_silence_is_counted_from_the_answer_on(office: Office) -> None:
    number = await office.ask()
    card = (await office.approval(number, "adam")).id
    await ask_question(office, number)
    assert "If silent by Wed 11 Mar: Maria." in await words(office, card, explaining=True), "while it may be answered"
    await office.later(days=1)
    await answer(office, await brought(office, number))
    assert "If silent by Mon 9 Mar: Maria." in await words(office, card, explaining=True)
    assert [await sweep(office, day) for day in (THURSDAY, FRIDAY, MONDAY)] == [(3, 0), (3, 0), (0, 1)]
    assert "have not answered since Wed 4 Mar." in (await notices(office, "olivia"))[-1]
    assert "have not answered since Wed 4 Mar," in await words(office, (await office.approval(number, "maria")).id)


async def test_who_is_asked_in_place_of_the_silent_may_approve_less(office: Office) -> None:
    number = await office.ask()
    await silence(office)
    card = await office.approval(number, "maria")
    less = narrowing.Less(groups=(PLAIN,), until=date(2026, 5, 30))
    await office.do(lambda desk: narrowing.narrow(desk, office.members["maria"], card, less))
    await office.do(lambda desk: narrowing.consent(desk, office.members["olivia"], number))
    assert await office.start(number) is None


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("blocked", "Adam has blocked or removed Usher in Teams."),
        ("uninstalled", "Adam has not got Usher in Teams."),
        ("forbidden", "Adam could not be reached in Teams."),
        ("gone", "Adam could not be reached in Teams."),
    ],
)
async def test_whoever_asked_reads_why_no_card_reaches_an_approver(office: Office, reason: str, said: str) -> None:
    number = await office.ask()
    await office.do(sending.record_undeliverable, await office.approval(number, "adam"), reason)
    card = await office.service.look(carding.find_of, number, office.who("olivia"))
    assert card is not None
    seen = await office.service.look(lambda desk: showing.view_of(desk, card))
    assert said in whole(render(seen))


async def test_administrators_are_asked_to_install_it_for_somebody_whom_a_lists_card_does_not_reach(
    office: Office,
) -> None:
    for first in (1, 3):
        await ask_many(office, line(first), line(first + 1))
    cards = t.cards.c
    rows = await office.rows(t.cards, cards.kind == "batch_approval", cards.recipient == office.who("adam"))
    for row in rows:
        await office.do(delivery._undeliverable, carding.from_row(row), "blocked")
    assert len(rows) > 1
    assert ["Adam has blocked" in one for one in await notices(office, "maria")] == [True]


async def lose_list(office: Office, *keys: str) -> None:
    """The list's cards do not reach these."""
    for key in keys:
        card = (await approvals(office))[key]
        await office.do(delivery._undeliverable, card, "blocked")


async def test_where_a_lists_card_reaches_nobody_others_are_asked_at_once_by_one_card_and_one_word(
    office: Office,
) -> None:
    card = await ask_many(office, line(1), line(2), line(3))
    await lose_list(office, "adam", "berta")
    assert set(await approvals(office)) == {"adam", "berta", "carl"}, "somebody can still be reached"
    await lose_list(office, "carl")
    hers = (await approvals(office))["maria"]
    assert (hers.kind, hers.terms["parts"]) == ("batch_approval", [card.terms["numbers"]])
    (told,) = await notices(office, "olivia")
    numbers = card.terms["numbers"]
    assert "Adam, Berta and Carl have blocked or removed Usher in Teams." in told
    assert "asked Maria meanwhile: R-{}, R-{} and R-{}.".format(*numbers) in told
    await lose_list(office, "carl")
    assert len(await notices(office, "olivia")) == 1, "once"
    await decide_many(office, "maria", hers)
    assert {(await office.request(number)).state for number in numbers} == {State.APPROVED}


async def test_a_list_that_reaches_nobody_is_refused_where_the_rules_name_nobody_else(office: Office) -> None:
    office.ask_nobody_else()
    card = await ask_many(office, line(1), line(2))
    await lose_list(office, "adam", "berta", "carl")
    found = [await office.request(number) for number in card.terms["numbers"]]
    assert [(one.state, one.why) for one in found] == [(State.REFUSED, ("declined-no-approver", {}))] * 2


async def test_whoever_has_a_card_of_their_own_for_one_of_a_list_is_reached_about_that_one(office: Office) -> None:
    card = await ask_many(office, line(1), line(2))
    first, second = [await office.request(number) for number in card.terms["numbers"]]
    await office.do(batch_deciding.review, first, office.who("carl"))
    rows = await office.rows(t.cards, t.cards.c.kind == "batch_approval")
    for row in rows:
        await office.do(delivery._undeliverable, carding.from_row(row), "blocked")
    asked_also = {one.number: "maria" in await asked(office, one.number) for one in (first, second)}
    assert asked_also == {first.number: False, second.number: True}


async def test_of_a_list_whose_approvers_may_not_decide_any_more_who_asked_reads_once_who_was_asked(
    office: Office,
) -> None:
    card = await ask_many(office, line(1), line(2))
    await office.read_directory(("olivia",))
    await office.do(reaching.look_at_all)
    (told,) = await notices(office, "olivia")
    assert "R-{} and R-{}.".format(*card.terms["numbers"]) in told
    assert "can no longer decide this, so I asked Maria" in told
