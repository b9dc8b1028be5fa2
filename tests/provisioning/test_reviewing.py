"""The review of externals: each sponsor is asked once a quarter; silence brings an owner in, and then what the card said."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from databases import statements
from office import PLAIN, Office, account, employee, guest
from test_inviting import declined
from test_telling import send

from provisioning.domain.hours import Hours
from provisioning.domain.reviews import Reviews, last_round, next_round
from provisioning.domain.states import Kind, Option, State
from provisioning.storage import tables as t
from provisioning.usecases import (
    authority,
    carding,
    ending,
    erasing,
    people,
    review_answering,
    review_rows,
    showing,
    sweeping,
)
from provisioning.views import ReviewView

if TYPE_CHECKING:
    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk

#: The first working day of April, and when an owner is asked and the review is over: 08:00 in Copenhagen.
APRIL = datetime(2026, 4, 1, 6, tzinfo=UTC)
ASKS, OVER = APRIL + timedelta(days=14), APRIL + timedelta(days=21)


async def let_in(office: Office, *names: str, by: str = "olivia", **wish: Any) -> None:
    """Guests of this sponsor, each with access."""
    approver = next(key for key in ("adam", "berta") if key != by)
    for name in names:
        mail = f"{name}@fabrikam.example"
        number = await office.ask(by, address=mail, name=name.title(), **wish)
        await office.decide(number, approver)
        assert await office.start(number) is None
        assert await office.finish_steps(number, user=f"oid-{name}") is State.DELIVERED


async def sweep(office: Office, at: datetime) -> dict[str, int]:
    """The sweep at a moment ahead, after who has a say was read."""
    await office.later(seconds=(at - office.clock.now()).total_seconds())
    done: dict[str, int] = await office.service.act("sweep", None, sweeping.sweep)
    return done


async def reviews(office: Office) -> list[Any]:
    return await office.rows(t.reviews)


async def let_in_like(office: Office, *names: str) -> None:
    """More guests who hold what the first one does."""

    def copy(desk: Desk) -> None:
        rows = desk.c.execute(t.grants.select()).all()
        for place, name in enumerate(names, start=100 + len(rows)):
            person = people.know_address(desk, f"{name}@fabrikam.example")
            desk.c.execute(t.grants.insert().values({**rows[0]._mapping, "id": place, "person": person}))

    await office.do(copy)


async def card_of(office: Office, who: str, of: str = "") -> Card:
    """Somebody's newest card of a review of their own externals, or of those ``of`` somebody else."""

    def find(desk: Desk) -> Card:
        c = t.cards.c
        mine = {row.id for row in desk.c.execute(t.reviews.select()) if row.sponsor == office.who(of or who)}
        rows = desk.c.execute(t.cards.select().where(c.kind == "review", c.recipient == office.who(who))).all()
        return carding.get(desk, max((one for one in rows if one.terms["review"] in mine), key=_review).id)

    return await office.service.look(find)


def _review(row: Any) -> int:
    return int(row.terms["review"])


async def shown(office: Office, who: str, of: str = "", **marks: Any) -> ReviewView:
    card = await card_of(office, who, of)
    view = await office.service.look(lambda desk: showing.view_of(desk, card, **marks))
    assert isinstance(view, ReviewView)
    return view


async def answer(office: Office, who: str, of: str = "", **said: str) -> dict[int, Any]:
    """Press with these answers, by the persons' names."""
    view = await shown(office, who, of)
    places = {one.address.partition("@")[0]: one.place for one in (*view.asked, *view.settled)}
    picked = {places[name]: choice for name, choice in said.items()}
    card = await card_of(office, who, of)
    failed: dict[int, Any] = await office.service.act(
        "card", "activity", review_answering.answer, office.members[who], card, picked
    )
    return failed


async def ends(office: Office) -> list[Any]:
    return await office.rows(t.requests, t.requests.c.kind == Kind.END_ACCESS.value)


@pytest.fixture
async def asked(office: Office) -> Office:
    """Olivia answers for two externals, Adam for one, and the quarter has begun."""
    await office.do(sweeping.sweep)
    await let_in(office, "lars", "mette", until=date(2026, 6, 30))
    await let_in(office, "nina", by="adam")
    await sweep(office, APRIL)
    return office


async def test_each_sponsor_is_asked_once_about_the_externals_who_have_access(asked: Office) -> None:
    rows = await reviews(asked)
    assert {(row.sponsor, row.reviewer) for row in rows} == {
        (asked.who(key), asked.who(key)) for key in ("olivia", "adam")
    }
    view = await shown(asked, "olivia")
    assert [(one.address, one.until) for one in view.asked] == [
        ("lars@fabrikam.example", date(2026, 6, 30)),
        ("mette@fabrikam.example", date(2026, 6, 30)),
    ]
    assert (view.over, view.asks, view.silence, view.closed) == (OVER, ASKS, "stay", "")
    sent = len(await asked.shown())
    await sweep(asked, APRIL + timedelta(hours=1))
    assert (len(await reviews(asked)), len(await asked.shown())) == (2, sent)
    assert (await asked.events()).count("review.asked") == 2


async def test_a_round_waits_for_working_hours_and_a_first_start_asks_nobody(office: Office) -> None:
    await let_in(office, "lars")
    await office.do(sweeping.sweep)
    assert await reviews(office) == []
    saturday = datetime(2026, 4, 4, 9, tzinfo=UTC)
    await sweep(office, saturday)
    assert await reviews(office) == []
    monday = datetime(2026, 4, 6, 6, tzinfo=UTC)
    assert await office.service.look(sweeping.next_due) == monday
    await sweep(office, monday)
    assert len(await reviews(office)) == 1


async def test_never_asks_nobody(office: Office) -> None:
    office.change_rules(reviews=Reviews(every="never"))
    await office.do(sweeping.sweep)
    await let_in(office, "lars")
    await sweep(office, APRIL + timedelta(days=100))
    assert (await reviews(office), await office.rows(t.review_rounds)) == ([], [])


async def test_keep_keeps_and_end_ends_like_any_end(asked: Office) -> None:
    assert await answer(asked, "olivia", lars="keep", mette="end") == {}
    (end,) = await ends(asked)
    assert (end.requester, end.terms["why"], end.terms["many"]) == (asked.who("olivia"), "owner", False)
    told = {row.recipient for row in await asked.rows(t.cards, t.cards.c.request == end.number)}
    assert told == {asked.who(key) for key in ("adam", "berta", "carl")}, "her own card tells her"
    view = await shown(asked, "olivia")
    assert [(one.state, one.by, one.number) for one in view.settled] == [
        ("kept", "Olivia", 0),
        ("ending", "Olivia", end.number),
    ]
    assert (view.closed, view.verbs) == ("answered", ())
    rows = await asked.rows(t.audit, t.audit.c.event == "review.answered")
    assert [(row.actor, row.request) for row in rows] == [
        (asked.who("olivia"), None),
        (asked.who("olivia"), end.number),
    ]
    lars, mette = await asked.rows(t.grants, t.grants.c.sponsor == asked.who("olivia"))
    assert (lars.until, lars.ended_at) == (mette.until, None)


async def test_the_card_tells_how_an_end_goes_on(asked: Office) -> None:
    await answer(asked, "olivia", lars="keep", mette="end")
    (end,) = await ends(asked)
    card = await card_of(asked, "olivia")
    before = (await asked.shown()).count(card.id)
    inside = asked.outside(
        guest("mette@fabrikam.example"), member_of=[PLAIN], account=account("mette@fabrikam.example", "Add-in User")
    )
    await asked.check(end.number, inside)
    assert await asked.start(end.number, inside) is None
    assert await asked.finish_steps(end.number) is State.DELIVERED
    assert (await asked.shown()).count(card.id) > before
    view = await shown(asked, "olivia")
    assert [(one.state, one.ended) for one in view.settled] == [("kept", None), ("ended", asked.clock.now())]


async def test_the_card_of_a_review_that_is_over_tells_that_an_end_asked_for_elsewhere_is_done(asked: Office) -> None:
    await asked.do(
        lambda desk: ending.end_person(desk, asked.members["adam"], desk.vault.find("mette@fabrikam.example"))
    )
    await answer(asked, "olivia", lars="keep")
    (end,) = await ends(asked)
    view = await shown(asked, "olivia")
    assert [(one.state, one.number) for one in view.settled] == [("kept", 0), ("ending", end.number)]
    card = await card_of(asked, "olivia")
    inside = asked.outside(
        guest("mette@fabrikam.example"), member_of=[PLAIN], account=account("mette@fabrikam.example", "Add-in User")
    )
    await asked.check(end.number, inside)
    assert await asked.start(end.number, inside) is None
    before = (await asked.shown()).count(card.id)
    assert await asked.finish_steps(end.number) is State.DELIVERED
    assert (await asked.shown()).count(card.id) > before, "it said that the end was under way"
    assert [one.state for one in (await shown(asked, "olivia")).settled] == ["kept", "ended"]


async def test_a_card_that_still_asks_is_not_changed_under_its_readers_hands(asked: Office) -> None:
    await answer(asked, "olivia", mette="end")
    (end,) = await ends(asked)
    card = await card_of(asked, "olivia")
    before = (await asked.shown()).count(card.id)
    await asked_of(asked, end.number, "mette@fabrikam.example")
    assert (await asked.shown()).count(card.id) == before
    assert [one.address for one in (await shown(asked, "olivia")).asked] == ["lars@fabrikam.example"]


async def test_what_entra_knows_of_the_last_sign_in_is_told(asked: Office) -> None:
    (row,) = [one for one in await reviews(asked) if one.sponsor == asked.who("olivia")]
    assert {one.sign_in for one in (await shown(asked, "olivia")).asked} == {"unknown"}
    assert f"sign-ins-{row.cards[0]}" in await asked.jobs("look_at_sign_ins")
    sought = await asked.service.look(review_rows.list_sought, row.id)
    assert sought == {1: "oid-lars", 2: "oid-mette"}
    before = (await asked.shown()).count(row.cards[0])
    await asked.do(review_rows.record_sign_ins, row.id, {1: datetime(2026, 3, 20, 9, tzinfo=UTC), 2: None})
    told = [(one.sign_in, one.signed_in) for one in (await shown(asked, "olivia")).asked]
    assert told == [("known", date(2026, 3, 20)), ("never", None)]
    assert (await asked.shown()).count(row.cards[0]) == before + 1
    await answer(asked, "olivia", lars="keep", mette="keep")
    assert await asked.service.look(review_rows.list_sought, row.id) == {}


async def test_when_somebody_last_signed_in_is_forgotten_with_them(asked: Office) -> None:
    (row,) = [one for one in await reviews(asked) if one.sponsor == asked.who("olivia")]
    await asked.do(review_rows.record_sign_ins, row.id, {1: datetime(2026, 3, 20, 9, tzinfo=UTC), 2: None})
    await asked.do(lambda desk: desk.c.execute(t.grants.update().values(ended_at=desk.now)))
    (lars, _) = await asked.rows(t.review_lines, t.review_lines.c.review == row.id)
    await asked.do(erasing.erase, lars.person)
    (left, _) = await asked.rows(t.review_lines, t.review_lines.c.review == row.id)
    assert (left.signed_in, left.looked_at) == (None, None)


async def test_an_account_on_the_platform_alone_has_no_sign_in_that_entra_could_know(office: Office) -> None:
    await let_in(office, "lars", option=Option.ACCOUNT)
    await office.do(review_answering.open_review, office.members["olivia"])
    assert [one.sign_in for one in (await shown(office, "olivia")).asked] == ["platform"]


async def test_five_are_asked_about_at_a_time_and_places_stay_theirs(office: Office) -> None:
    await office.do(sweeping.sweep)
    names = [f"guest{n}" for n in range(1, 8)]
    await let_in(office, names[0])
    await let_in_like(office, *names[1:])
    await sweep(office, APRIL)
    first = await shown(office, "olivia")
    assert ([one.place for one in first.asked], first.more) == ([1, 2, 3, 4, 5], 2)
    await answer(office, "olivia", **dict.fromkeys(names[:5], "keep"))
    view = await shown(office, "olivia")
    assert ([one.place for one in view.asked], view.more, view.closed) == ([6, 7], 0, "")
    # a second press of the first card changes nothing, whatever it says
    card = await card_of(office, "olivia")
    await office.do(review_answering.answer, office.members["olivia"], card, {1: "end", 2: "end"})
    assert await ends(office) == []


async def test_more_than_five_ends_a_day_need_an_approver(office: Office) -> None:
    await office.do(sweeping.sweep)
    names = [f"guest{n}" for n in range(1, 8)]
    await let_in(office, names[0])
    await let_in_like(office, *names[1:])
    await sweep(office, APRIL)
    await answer(office, "olivia", **dict.fromkeys(names[:5], "end"))
    await answer(office, "olivia", **dict.fromkeys(names[5:], "end"))
    assert [row.terms["many"] for row in await ends(office)] == [False] * 5 + [True] * 2
    many = (await ends(office))[-1]
    mail = "guest7@fabrikam.example"
    request = await asked_of(office, many.number, mail)
    assert request.state is State.PENDING
    view = await shown(office, "olivia")
    assert {one.state for one in view.settled} == {"ending", "waiting"}
    await office.decide(many.number, "adam", approved=False, reason="Still needed")
    line = next(one for one in (await shown(office, "olivia")).settled if one.address == mail)
    assert (line.state, line.outcome, line.number) == ("undone", State.REJECTED, many.number)
    status = await office.rows(t.cards, t.cards.c.request == many.number, t.cards.c.kind == "status")
    assert office.who("olivia") in {row.recipient for row in status}, "who waited hears of it anew"


async def test_who_answered_a_review_hears_that_an_end_of_theirs_was_called_off_at_its_start(asked: Office) -> None:
    asked.ask_stages(["owners"], kind=Kind.END_ACCESS)
    await answer(asked, "olivia", lars="keep", mette="end")
    (end,) = await ends(asked)
    mail = "mette@fabrikam.example"
    await asked_of(asked, end.number, mail)
    await asked.decide(end.number, "adam")
    await send(asked)
    await asked.read_directory(("adam", "berta", "carl"))
    found = asked.outside(guest(mail), member_of=[PLAIN], account=account(mail, "Add-in User"))
    assert await asked.start(end.number, found) == ("why-requester-lost", {})
    assert await send(asked) == {"olivia": 1}


async def asked_of(office: Office, number: int, mail: str) -> Any:
    """The worker has looked at whose access is to end."""
    return await office.check(
        number, office.outside(guest(mail), member_of=[PLAIN], account=account(mail, "Add-in User"))
    )


async def test_an_end_that_the_rules_refuse_is_told_and_the_others_are_ended(asked: Office) -> None:
    asked.ask_stages(["olivia@contoso.example"], kind=Kind.END_ACCESS)  # who may not decide what she asks herself
    failed = await answer(asked, "olivia", lars="keep", mette="end")
    assert [why for why, _ in failed.values()] == ["declined-no-approver"]
    view = await shown(asked, "olivia", failed=failed)
    assert [(address, key) for address, key, _ in view.problems] == [("mette@fabrikam.example", "declined-no-approver")]
    assert ([one.state for one in view.asked], [one.state for one in view.settled]) == (["open"], ["kept"])
    assert await ends(asked) == []


async def test_nobody_but_an_owner_answers_and_a_stranger_to_the_review_means_nothing(asked: Office) -> None:
    card = await card_of(asked, "olivia")
    with declined("declined-not-owner"):
        await asked.do(review_answering.answer, asked.members["priya"], card, {1: "end"})
    assert await asked.do(review_answering.answer, asked.members["olivia"], card, {99: "end", 1: "burn"}) == {}
    assert await ends(asked) == []
    assert "review.answered" not in await asked.events()


async def test_an_owner_is_asked_once_when_a_sponsor_is_silent_and_whoever_answers_first_counts(asked: Office) -> None:
    await answer(asked, "adam", nina="keep")
    assert await asked.service.look(sweeping.next_due) == ASKS
    for at in (ASKS, ASKS + timedelta(hours=2)):
        await sweep(asked, at)
    (row, other) = await reviews(asked)
    if row.sponsor != asked.who("olivia"):
        row, other = other, row
    (second,) = [key for key in ("adam", "berta", "carl") if asked.who(key) == row.second]
    assert other.second is None
    view = await shown(asked, second, of="olivia")
    assert (view.sponsor, view.why, view.asks) == ("Olivia", "silent", None)
    assert (await shown(asked, "olivia")).second == second.title()
    assert (await asked.events()).count("review.escalated") == 1
    await answer(asked, second, of="olivia", lars="end", mette="keep")
    assert (await shown(asked, "olivia")).closed == "answered"
    assert await answer(asked, "olivia", lars="keep") == {}
    (end,) = await ends(asked)
    assert end.requester == asked.who(second)


async def test_after_three_weeks_of_silence_whoever_has_an_end_date_stays_and_who_has_none_ends(asked: Office) -> None:
    await asked.do(lambda desk: desk.c.execute(t.grants.update().where(t.grants.c.id == 2).values(until=None)))
    await sweep(asked, ASKS)
    await sweep(asked, OVER)
    (end,) = await ends(asked)
    assert (end.requester, end.terms["why"]) == (None, "review")
    view = await shown(asked, "olivia")
    assert ([one.state for one in view.settled], view.closed) == (["silent", "ending"], "lapsed")
    assert (await asked.events()).count("review.lapsed") == 2
    lapsed = await asked.rows(t.audit, t.audit.c.event == "review.lapsed")
    assert {row.subject for row in lapsed} == {asked.who("olivia"), asked.who("adam")}
    await sweep(asked, OVER + timedelta(hours=1))
    assert len(await ends(asked)) == 1


async def test_two_sweeps_at_once_ask_once_and_of_two_answers_at_once_the_first_counts(asked: Office) -> None:
    await answer(asked, "adam", nina="keep")
    await asked.later(seconds=(ASKS - asked.clock.now()).total_seconds())
    await asyncio.gather(*(asked.service.act("sweep", None, sweeping.sweep) for _ in range(3)))
    cards = await asked.rows(t.cards, t.cards.c.kind == "review")
    assert len(cards) == 3
    (row,) = [one for one in await reviews(asked) if one.second]
    (second,) = [key for key in ("adam", "berta", "carl") if asked.who(key) == row.second]
    both = answer(asked, "olivia", lars="end", mette="end"), answer(asked, second, of="olivia", lars="end", mette="end")
    assert list(await asyncio.gather(*both)) == [{}, {}]
    assert len(await ends(asked)) == 2
    assert len({row.requester for row in await ends(asked)}) == 1
    await asked.later(seconds=(datetime(2026, 7, 1, 6, tzinfo=UTC) - asked.clock.now()).total_seconds())
    await asyncio.gather(*(asked.service.act("sweep", None, sweeping.sweep) for _ in range(3)))
    rounds = await asked.rows(t.review_rounds)
    assert len(rounds) == 3, "the first, which asked nobody, April, July"


async def test_whom_their_sponsor_keeps_does_not_end_because_another_reader_is_silent(office: Office) -> None:
    office.change_rules(reviews=Reviews(silence="end"))
    await office.do(sweeping.sweep)
    await let_in(office, "lars", "mette")
    await office.read_directory(("adam", "berta", "carl"))
    await sweep(office, APRIL)
    (row,) = await reviews(office)
    assert row.reviewer != row.sponsor == office.who("olivia"), "somebody in her place is asked"
    await office.read_directory(("olivia", "adam", "berta", "carl"))
    await office.do(authority.know, "Owners", office.who("olivia"), office.who("adam"))
    await office.later(days=10)
    await office.do(review_answering.open_review, office.members["olivia"])
    await answer(office, "olivia", lars="keep")
    await sweep(office, OVER)
    (_, mette) = [line.person for line in (await office.rows(t.review_lines))[:2]]
    assert [row.subject for row in await ends(office)] == [mette]


async def test_where_silence_ends_everybody_ends_as_the_first_card_said(office: Office) -> None:
    office.change_rules(reviews=Reviews(silence="end"))
    await office.do(sweeping.sweep)
    await let_in(office, "lars")
    await sweep(office, APRIL)
    assert (await shown(office, "olivia")).silence == "end"
    office.change_rules(reviews=Reviews(silence="stay"))
    await sweep(office, ASKS)
    await sweep(office, OVER)
    (end,) = await ends(office)
    (grant,) = await office.rows(t.grants)
    assert (end.terms["grants"], grant.until) == ([grant.id], office.clock.now())


async def test_an_owner_gets_the_card_of_a_sponsor_who_is_none_any_more(office: Office) -> None:
    await office.do(sweeping.sweep)
    await let_in(office, "lars")
    await office.read_directory(["adam", "berta"])
    await sweep(office, APRIL)
    (row,) = await reviews(office)
    (reviewer,) = [key for key in ("adam", "berta") if office.who(key) == row.reviewer]
    view = await shown(office, reviewer, of="olivia")
    assert (view.sponsor, view.why) == ("Olivia", "gone")
    await office.read_directory(["adam" if reviewer == "berta" else "berta"])
    await sweep(office, APRIL + timedelta(hours=1))
    (row,) = await reviews(office)
    assert row.second == office.who("adam" if reviewer == "berta" else "berta"), "at once, not in two weeks"


async def test_who_left_meanwhile_is_told_and_closes_the_review(asked: Office) -> None:
    await asked.do(lambda desk: desk.c.execute(t.grants.update().values(ended_at=desk.now, ended_why="owner")))
    view = await shown(asked, "olivia")
    assert ([one.state for one in view.settled], view.asked, view.closed) == (["ended", "ended"], (), "answered")
    await sweep(asked, ASKS)
    assert {row.closed_why for row in await reviews(asked)} == {"answered"}
    assert "review.escalated" not in await asked.events()


async def test_review_shows_the_open_one_else_the_externals_as_they_are(asked: Office) -> None:
    card = await card_of(asked, "olivia")
    assert await asked.do(review_answering.open_review, asked.members["olivia"]) == card.id
    await answer(asked, "olivia", lars="keep", mette="keep")
    again = await asked.do(review_answering.open_review, asked.members["olivia"])
    assert again != card.id
    view = await shown(asked, "olivia")
    assert (view.alone, view.over, [one.state for one in view.asked]) == (True, None, ["open", "open"])
    await asked.do(review_answering.open_review, asked.members["olivia"])
    assert [row.closed_why for row in await reviews(asked) if row.sponsor == asked.who("olivia")] == [
        "answered",
        "replaced",
        None,
    ]
    await sweep(asked, OVER)
    (still,) = [row for row in await reviews(asked) if row.closed_at is None]
    assert (still.round, await ends(asked)) == (None, [])
    notice = await asked.do(review_answering.open_review, asked.members["berta"])
    row = await asked.service.look(carding.get, notice)
    assert (row.kind, row.terms["key"]) == ("notice", "notice-review-none")
    with declined("declined-not-owner"):
        await asked.do(review_answering.open_review, asked.members["priya"])


async def test_what_an_owner_was_asked_besides_is_found_by_typing_it(asked: Office) -> None:
    await answer(asked, "adam", nina="keep")
    await sweep(asked, ASKS)
    (row,) = [one for one in await reviews(asked) if one.sponsor == asked.who("olivia")]
    (second,) = [key for key in ("adam", "berta", "carl") if asked.who(key) == row.second]
    card = await asked.do(review_answering.open_review, asked.members[second])
    found = await asked.service.look(carding.get, card)
    assert found.terms["review"] == row.id


async def test_a_guest_by_some_other_way_is_reviewed_and_an_employee_is_not(office: Office) -> None:
    await office.do(sweeping.sweep)
    await let_in(office, "lars")
    await office.meet("erin", user=employee("erin"))

    def hand_over(desk: Desk) -> None:
        row = dict(desk.c.execute(t.grants.select()).one()._mapping)
        desk.c.execute(t.grants.insert().values({**row, "id": 77, "person": office.who("erin")}))
        desk.c.execute(t.requests.update().values(kind=Kind.CHANGE_ROLE.value))

    await office.do(hand_over)
    await sweep(office, APRIL)
    assert [one.address for one in (await shown(office, "olivia")).asked] == ["lars@fabrikam.example"]


async def test_a_review_takes_as_many_statements_for_nine_people_as_for_three(office: Office) -> None:
    await let_in(office, "lars")
    counts = []
    for names in (("a1", "a2"), ("a3", "a4", "a5", "a6", "a7", "a8")):
        await let_in_like(office, *names)
        await office.do(review_answering.open_review, office.members["olivia"])
        with statements(office.database) as told:
            await shown(office, "olivia")
        counts.append(len(told))
    assert counts[0] == counts[1] > 0


@pytest.mark.parametrize(
    ("every", "before", "after"),
    [
        ("quarter", (2026, 10, 1, 6), (2027, 1, 4, 7)),  # New Year's Day, then a weekend
        ("month", (2026, 11, 2, 7), (2026, 12, 1, 7)),
        ("half-year", (2026, 7, 1, 6), (2027, 1, 4, 7)),
        ("year", (2026, 1, 2, 7), (2027, 1, 4, 7)),
    ],
)
def test_rounds_begin_on_the_first_working_morning(every: str, before: tuple[int, ...], after: tuple[int, ...]) -> None:
    now, zone = datetime(2026, 11, 24, 9, tzinfo=UTC), ZoneInfo("Europe/Copenhagen")
    moments = [datetime(*one, tzinfo=UTC) for one in (before, after)]  # type: ignore[arg-type,misc]  # a moment's parts
    assert [last_round(now, every, Hours(), zone), next_round(now, every, Hours(), zone)] == moments
    assert next_round(now, "never", Hours(), zone) is last_round(now, "never", Hours(), zone) is None
