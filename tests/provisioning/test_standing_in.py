"""Being away: others are asked, a deputy decides only what the rules let them decide, and it ends by itself."""

from __future__ import annotations

import asyncio
import functools
import threading
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from office import employee
from rolling import Rolling
from test_changing import ask as ask_change
from test_handing import hand_over, lose, shown
from test_inviting import declined
from test_many import approvals, line
from test_many import ask as ask_many
from test_races import HESITATES_S, side_by_side, while_uncommitted
from test_reminding import FRIDAY, THURSDAY, WEDNESDAY, asked, notices, reminders, sweep, words

from bot import delivery
from bot.handlers import away as handlers
from bot.handlers.press import Press
from cards.actions import Field, Verb
from provisioning.domain.states import Kind, State
from provisioning.storage import tables as t
from provisioning.usecases import (
    authority,
    carding,
    erasing,
    people,
    reaching,
    requests,
    sending,
    standing_in,
    sweeping,
)

if TYPE_CHECKING:
    from office import Office

LAST = date(2026, 3, 13)


async def form(office: Office, by: str, *, until: date | None = LAST, who: str = "", back: bool = False) -> str:
    def opened(desk: Any) -> str:
        return standing_in.open_form(desk, office.members[by], until=until, who=who, back=back)

    return str(await office.service.act("chat", "a", opened))


async def press(office: Office, by: str, card: str, verb: Verb, **data: str) -> None:
    def pressed(desk: Any) -> None:
        handlers.VERBS[verb](desk, Press(member=office.members[by], card=carding.get(desk, card), verb=verb, data=data))

    await office.service.act("card", "p", pressed)


async def leave(office: Office, by: str, deputy: str = "", until: date = LAST) -> str:
    card = await form(office, by, until=until)
    chosen = office.who(deputy) if deputy else ""
    await press(office, by, card, Verb.AWAY_SET, **{Field.UNTIL: until.isoformat(), Field.PERSON: chosen})
    return card


async def come_back(office: Office, by: str) -> str:
    card = await form(office, by, back=True)
    await press(office, by, card, Verb.AWAY_END)
    return card


async def new_approvals(office: Office, of: str) -> list[int]:
    mine = (t.cards.c.kind == "approval", t.cards.c.recipient == office.who(of))
    return sorted(row.request for row in await office.rows(t.cards, *mine))


async def test_typing_shows_what_would_be_and_sets_nothing(office: Office) -> None:
    card = await form(office, "adam", who="berta")
    told = await words(office, card)
    assert "Away until Fri 13 Mar 2026?" in told
    assert "Your requests go to Berta where the rules allow; you stay informed. Waves wait for you." in told
    assert await office.rows(t.absences) == []
    assert "delegation.set" not in await office.events()
    back = await form(office, "adam", back=True)
    assert "You are not away" in await words(office, back)


async def test_nobody_is_offered_as_a_deputy_of_their_own(office: Office) -> None:
    card = await office.service.look(carding.get, await form(office, "adam"))
    shown = await office.service.look(lambda desk: standing_in.away_form(desk, card, {}))
    offered = {who for who, _ in shown.deputies}
    assert offered == (await office.service.look(standing_in.list_deputies, office.who("adam"))).keys()
    assert office.who("adam") not in offered


async def test_what_is_closed_is_decided_by_nobody_and_a_deputy_is_not_told_that_something_waits(
    office: Office,
) -> None:
    await leave(office, "adam", "berta")
    assert "**approvals** lists what waits for you." in (await notices(office, "berta"))[-1]
    number = await office.ask()
    his = (await office.approval(number, "adam")).id
    assert "You are away, so Berta decides this" in await words(office, his)
    await office.decide(number, "berta")
    assert "You are away" not in await words(office, his)


@pytest.mark.parametrize(
    ("who", "says"), [("erin", "declined-deputy-unknown"), ("adam", "declined-deputy-unknown"), ("BERTA", "")]
)
async def test_a_name_is_never_guessed(office: Office, who: str, says: str) -> None:
    card = await office.service.look(carding.get, await form(office, "adam", who=who))
    assert (card.terms["problem"], bool(card.terms["deputy"])) == (says, not says)
    assert who not in str(card.terms) or not says


async def test_what_is_asked_goes_to_the_deputy_and_the_absent_one_stays_informed(office: Office) -> None:
    await leave(office, "adam", "berta")
    assert "You are away until Fri 13 Mar 2026" in (await notices(office, "adam"))[-1]
    assert "Adam is away until Fri 13 Mar 2026 and asks you" in (await notices(office, "berta"))[-1]
    number = await office.ask()
    his, hers = await shown(office, number, "adam"), await shown(office, number, "berta")
    assert (his.verbs, his.handed_to, his.handed_away) == ((), "Berta", True)
    assert (hers.handed_by, hers.handed_away) == ("Adam", True)
    card = (await office.approval(number, "adam")).id
    assert "so Berta decides this in your place" in await words(office, card)
    with declined("declined-handed-over"):
        await office.decide(number, "adam")
    assert (await office.decide(number, "berta")).state is State.APPROVED
    assert await office.start(number) is None
    assert "Approved by Berta" in await words(office, card)


async def test_what_waits_already_goes_to_the_deputy_as_well(office: Office) -> None:
    number = await office.ask()
    await leave(office, "adam", "carl")
    assert (await shown(office, number, "adam")).handed_to == "Carl"
    assert "decision.handed_over" in await office.events(number)
    assert await sweep(office, WEDNESDAY) == (2, 0)
    assert await reminders(office, "adam") == []


async def test_another_deputy_gets_what_the_first_one_has_not_decided(office: Office) -> None:
    number = await office.ask()
    await leave(office, "adam", "berta")
    await leave(office, "adam", "carl")
    assert (await shown(office, number, "adam")).handed_to == "Carl"
    assert (await shown(office, number, "berta")).handed_by == ""
    lasting = [row for row in await office.rows(t.absences) if row.ended_at is None]
    assert [row.deputy for row in lasting] == [office.who("carl")]


async def test_without_a_deputy_others_are_asked_and_the_absent_one_is_left_alone(office: Office) -> None:
    before = await office.ask()
    await leave(office, "adam")
    number = await office.ask(address="mia@fabrikam.example")
    assert await asked(office, number) == {"berta", "carl"}
    assert await new_approvals(office, "adam") == [before]
    await sweep(office, WEDNESDAY)
    assert await reminders(office, "adam") == []
    await office.do(reaching.look_at_all)
    assert await asked(office, number) == {"berta", "carl"}, "a look at who has a say asks nobody who is away"


async def test_who_alone_can_decide_is_asked_all_the_same(office: Office) -> None:
    await office.read_directory(("olivia", "adam"))
    await leave(office, "adam", "olivia")
    number = await office.ask()
    assert await asked(office, number) == {"adam"}
    assert (await office.decide(number, "adam")).state is State.APPROVED


async def test_when_nobody_else_is_left_the_absent_one_is_asked(office: Office) -> None:
    await leave(office, "adam")
    number = await office.ask()
    await lose(office, number, "berta")
    assert await asked(office, number) == {"berta", "carl"}
    await lose(office, number, "carl")
    assert await asked(office, number) == {"adam", "berta", "carl"}


async def test_a_deputy_decides_nothing_that_the_rules_do_not_let_them_decide(office: Office) -> None:
    office.ask_stages(["group:Security"])
    await office.read_directory(("olivia", "adam"), Security=["berta", "carl"])
    await office.do(authority.confirm_approvers, office.members["adam"], await office.service.look(authority.unknown))
    card = await form(office, "berta")
    with declined("declined-deputy-unknown"):
        await press(
            office, "berta", card, Verb.AWAY_SET, **{Field.UNTIL: LAST.isoformat(), Field.PERSON: office.who("priya")}
        )
    assert await office.rows(t.absences) == []
    await leave(office, "berta", "carl")
    await office.read_directory(("olivia", "adam"), Security=["berta"])
    number = await office.ask()
    with declined("declined-not-asked"):
        await office.decide(number, "carl", card=await office.approval(number, "berta"))
    assert (await office.decide(number, "berta")).state is State.APPROVED


async def test_a_deputy_has_no_say_in_what_the_absent_one_asks_for_or_gains_by(office: Office) -> None:
    waiting = await office.ask("adam")
    await leave(office, "adam", "berta")
    with declined("declined-deputy"):
        await office.decide(waiting, "berta")
    number = await office.ask("adam", address="mia@fabrikam.example")
    assert await asked(office, number) == {"olivia", "carl"}
    about_him = await ask_change(office, "olivia", "adam", "Receptionists")
    assert "berta" not in await asked(office, about_him)
    assert (await office.decide(waiting, "carl")).state is State.APPROVED


async def test_nobody_becomes_deputy_without_whom_the_absent_ones_own_request_could_not_be_decided(
    office: Office,
) -> None:
    await office.read_directory(("olivia", "adam"))
    number = await office.ask("adam")
    with declined("declined-deputy-needed", number=number):
        await leave(office, "adam", "olivia")
    assert await office.rows(t.absences) == []
    await leave(office, "adam", "maria")
    assert (await office.decide(number, "olivia")).state is State.APPROVED


async def test_what_only_a_deputy_could_decide_is_not_asked_and_says_so(office: Office) -> None:
    await office.read_directory(("olivia", "adam"))
    invited = await office.invite("adam")
    await leave(office, "adam", "olivia")
    await office.check(invited)
    request = await office.request(invited)
    assert (request.state, request.why) == (State.REFUSED, ("declined-only-deputy", {})), "it came between"
    before = len(await office.rows(t.requests))
    with declined("declined-only-deputy"):
        await office.ask("adam")
    assert len(await office.rows(t.requests)) == before


async def test_a_former_deputy_decides_again_what_the_absent_one_asked_for(office: Office) -> None:
    number = await office.ask("adam")
    await leave(office, "adam", "berta")
    rows = {row.approver: row.dropped for row in await office.rows(t.asked)}
    assert rows[office.who("berta")] == "gone"
    await come_back(office, "adam")
    assert (await office.decide(number, "berta")).state is State.APPROVED


async def test_a_vote_from_before_somebody_became_a_deputy_counts(office: Office) -> None:
    number = await office.ask("adam")
    await office.decide(number, "berta")
    await office.later(minutes=1)
    await leave(office, "adam", "berta")
    assert await office.start(number) is None


async def test_a_deputy_never_decides_their_own_request_nor_for_a_linked_account(office: Office) -> None:
    await leave(office, "adam", "olivia")
    number = await office.ask("olivia")
    with declined("declined-self"):
        await office.decide(number, "olivia", card=await office.approval(number, "berta"))
    assert await asked(office, number) == {"berta", "carl"}
    office.change_rules(linked=(frozenset({"adam@contoso.example", "berta@contoso.example"}),))
    deputies = await office.service.look(standing_in.list_deputies, office.who("adam"))
    assert office.who("berta") not in deputies


async def test_whose_absence_was_arranged_anew_is_not_said_to_be_back(office: Office) -> None:
    await leave(office, "adam", "berta")
    await leave(office, "adam", "carl")
    rows = await office.rows(t.cards, t.cards.c.kind == "notice", t.cards.c.recipient == office.who("berta"))
    assert [row.terms["key"] for row in rows] == ["notice-deputy-anew"]
    await come_back(office, "adam")
    rows = await office.rows(t.cards, t.cards.c.kind == "notice", t.cards.c.recipient == office.who("carl"))
    assert [row.terms["key"] for row in rows] == ["notice-deputy-over"]


async def test_coming_back_gives_back_what_is_undecided_and_asks_what_was_asked_meanwhile(office: Office) -> None:
    await leave(office, "adam", "berta")
    first = await office.ask()
    await office.later(hours=1)
    await leave(office, "adam")
    assert len([row for row in await office.rows(t.absences) if row.ended_at is None]) == 1
    assert "request.approve" in (await shown(office, first, "adam")).verbs, "another absence took that one's place"
    second = await office.ask(address="mia@fabrikam.example")
    assert await new_approvals(office, "adam") == [first]
    card = await come_back(office, "adam")
    assert "2 requests wait for your decision" in await words(office, card)
    assert await new_approvals(office, "adam") == [first, second]
    for number in (first, second):
        assert (await office.decide(number, "adam")).state is State.APPROVED
    events = await office.events()
    assert (events.count("delegation.set"), events.count("delegation.ended")) == (2, 2)
    first_told, last_told = await notices(office, "adam")
    assert "You have arranged your absence anew since" in first_told
    assert "You were away until Tue 3 Mar 2026" in last_told
    assert "Adam has arranged the absence anew since" in (await notices(office, "berta"))[-1]
    await press(office, "adam", card, Verb.AWAY_END)
    assert (await office.events()).count("delegation.ended") == 2


async def test_it_ends_by_itself_with_its_last_day(office: Office) -> None:
    await leave(office, "adam", "berta", until=date(2026, 3, 4))
    number = await office.ask()
    over = datetime(2026, 3, 4, 22, 59, tzinfo=UTC)
    office.clock.moment = over - timedelta(seconds=1)
    assert (await office.do(sweeping.sweep))["returned"] == 0
    assert await office.service.look(sweeping.next_due) == over
    office.clock.moment = over
    assert (await office.do(sweeping.sweep))["returned"] == 1
    assert (await office.do(sweeping.sweep))["returned"] == 0
    assert "request.approve" in (await shown(office, number, "adam")).verbs
    await sweep(office, THURSDAY)
    assert len(await reminders(office, "adam")) == 1, "on the next working morning"


async def test_waves_wait_for_who_is_away(office: Office) -> None:
    rolling = await Rolling.begin(office)
    await leave(office, "adam", "berta")
    number = await rolling.pending()
    handed = await office.rows(t.asked, t.asked.c.request == number, t.asked.c.handed_to.is_not(None))
    assert handed == []
    assert "adam" in await asked(office, number)


async def test_what_the_deputy_cannot_decide_any_more_comes_back(office: Office) -> None:
    await leave(office, "adam", "berta")
    number = await office.ask()
    await office.read_directory(("olivia", "adam", "carl"))
    await office.do(reaching.look_at_all)
    assert (await office.decide(number, "adam")).state is State.APPROVED


async def test_a_deputy_who_is_away_too_gets_nothing(office: Office) -> None:
    await leave(office, "berta")
    await leave(office, "adam", "berta")
    number = await office.ask()
    assert await asked(office, number) == {"carl"}


async def test_a_deputy_who_is_away_too_is_told_as_such_before_and_after_the_press(office: Office) -> None:
    await leave(office, "berta", until=date(2026, 3, 10))
    opened = await words(office, await form(office, "adam"))
    assert "Berta (away until 10 Mar 2026)" in opened
    assert "Carl (" not in opened
    said = await words(office, await leave(office, "adam", "berta"))
    assert "Berta is away as well, until Tue 10 Mar 2026: until then others who may decide are asked." in said
    assert "away as well" not in await words(office, await leave(office, "adam", "carl"))


async def test_whoever_hands_over_to_somebody_away_is_told_so_before_and_after_the_press_and_until_they_are_back(
    office: Office,
) -> None:
    number = await office.ask()
    await leave(office, "berta", until=date(2026, 3, 10))
    card = (await office.approval(number, "adam")).id
    opened = await words(office, card, handing=True)
    assert "Berta (away until 10 Mar 2026)" in opened
    assert "Carl (" not in opened
    await hand_over(office, number, "adam", "berta")
    assert "Berta is away until Tue 10 Mar 2026: unless somebody else decides" in await words(office, card)
    before = (await office.approval(number, "adam")).wanted
    await come_back(office, "berta")
    assert (await office.approval(number, "adam")).wanted == before + 1
    said = await words(office, card)
    assert ("You handed this over to Berta." in said, "away" in said) == (True, False)


async def test_what_waits_is_not_given_to_a_deputy_who_is_away_too(office: Office) -> None:
    await leave(office, "berta")
    number = await office.ask()
    for key in ("adam", "carl"):
        await leave(office, key, "berta")
    assert {row.handed_to for row in await office.rows(t.asked, t.asked.c.request == number)} == {None}
    assert (await office.decide(number, "adam")).state is State.APPROVED


async def test_what_waits_is_not_given_to_a_deputy_whom_no_card_reaches(office: Office) -> None:
    number = await office.ask()
    await lose(office, number, "berta")
    await leave(office, "adam", "berta")
    assert (await shown(office, number, "adam")).handed_to == ""
    assert (await office.decide(number, "adam")).state is State.APPROVED


async def test_what_waits_of_a_list_is_not_given_to_a_deputy_whom_its_card_does_not_reach(office: Office) -> None:
    await ask_many(office, line(1), line(2))
    mine = (t.cards.c.kind == "batch_approval", t.cards.c.recipient == office.who("berta"))
    (row,) = await office.rows(t.cards, *mine)
    await office.do(sending.record_undeliverable, carding.from_row(row), "uninstalled")
    await leave(office, "adam", "berta")
    assert {one.handed_to for one in await office.rows(t.asked)} == {None}
    await leave(office, "adam", "carl")
    given = {one.approver: one.handed_to for one in await office.rows(t.asked)}
    assert given[office.who("adam")] == office.who("carl"), "whom it reaches"


async def test_that_the_card_of_a_list_reaches_its_new_deputy_no_more_is_noticed_at_once(office: Office) -> None:
    await ask_many(office, line(1), line(2))
    mine = (t.cards.c.kind == "batch_approval", t.cards.c.recipient == office.who("berta"))
    (before,) = await office.rows(t.cards, *mine)
    await leave(office, "adam", "berta")
    (row,) = await office.rows(t.cards, *mine)
    assert row.wanted > before.wanted, "it is written anew, as the card of a single request is"
    await leave(office, "carl")
    await office.do(delivery._undeliverable, carding.from_row(row), "uninstalled")
    gone = await office.rows(t.cards, t.cards.c.kind == "notice", t.cards.c.recipient == office.who("adam"))
    assert "notice-deputy-gone" in {one.terms["key"] for one in gone}


async def test_a_deputy_of_the_requesters_second_account_has_no_say_in_what_they_ask_for(office: Office) -> None:
    office.change_rules(linked=(frozenset({"olivia@contoso.example", "carl@contoso.example"}),))
    waiting = await office.ask("olivia")
    await leave(office, "carl", "berta")
    with declined("declined-deputy"):
        await office.decide(waiting, "berta")
    number = await office.ask("olivia", address="mia@fabrikam.example")
    assert await asked(office, number) == {"adam"}
    await come_back(office, "carl")
    assert "berta" in await asked(office, number)


async def test_a_new_deputy_gets_what_came_while_there_was_none(office: Office) -> None:
    await leave(office, "adam")
    number = await office.ask()
    await office.later(hours=1)
    await leave(office, "adam", "berta")
    assert (await shown(office, number, "adam")).handed_to == "Berta"


async def test_nobody_is_asked_in_place_of_the_silent_who_is_away(office: Office) -> None:
    await leave(office, "maria")
    number = await office.ask()
    for moment in (WEDNESDAY, THURSDAY, FRIDAY):
        await sweep(office, moment)
    assert await asked(office, number) == {"adam", "berta", "carl"}
    assert "Nobody else may decide" in (await notices(office, "olivia"))[-1]


async def test_who_is_asked_in_place_of_the_silent_is_asked_when_they_are_back(office: Office) -> None:
    number = await office.ask()
    await office.later(hours=1)
    await leave(office, "maria")
    for moment in (WEDNESDAY, THURSDAY, FRIDAY):
        await sweep(office, moment)
    await come_back(office, "maria")
    assert (await office.decide(number, "maria")).state is State.APPROVED
    assert await office.start(number) is None


async def test_a_list_of_requests_goes_to_those_who_are_here(office: Office) -> None:
    await leave(office, "adam", "berta")
    await ask_many(office, line(1), line(2))
    assert set(await approvals(office)) == {"berta", "carl"}


async def test_days_that_cannot_be_and_people_without_a_say_are_declined(office: Office) -> None:
    with declined("declined-away-nobody"):
        await form(office, "priya")
    card = await form(office, "adam")
    for day, key in (("2026-03-02", "days"), ("2029-01-01", "days"), ("", "day")):
        with declined(f"declined-away-{key}"):
            await press(office, "adam", card, Verb.AWAY_SET, **{Field.UNTIL: day})
    assert await office.rows(t.absences) == []


async def test_a_second_press_on_the_same_card_changes_nothing(office: Office) -> None:
    card = await leave(office, "adam", "berta")
    await press(office, "adam", card, Verb.AWAY_SET, **{Field.UNTIL: LAST.isoformat()})
    (row,) = await office.rows(t.absences)
    assert (row.deputy, row.until) == (office.who("berta"), datetime(2026, 3, 13, 22, 59, tzinfo=UTC))


async def test_whoever_may_decide_beside_them_may_stand_in_and_nobody_else(office: Office) -> None:
    await office.meet("zoe", user=employee("zoe"))
    deputies = await office.service.look(standing_in.list_deputies, office.who("adam"))
    assert set(deputies) == {office.who(key) for key in ("olivia", "berta", "carl", "maria")}
    assert await office.service.look(standing_in.may_be_away, office.who("maria"))
    assert not await office.service.look(standing_in.may_be_away, office.who("zoe"))


async def test_a_deputy_who_is_erased_is_named_on_no_card_any_more(office: Office) -> None:
    await leave(office, "adam", "berta")
    await come_back(office, "adam")
    form_card, other = await form(office, "adam", who="berta"), await form(office, "adam")
    assert "Berta" in await words(office, other), "whoever may stand in is offered"
    await office.do(lambda desk: desk.c.execute(t.cards.update().values(activity_id="sent")))
    found = await office.service.look(lambda desk: erasing._mentioning(desk, office.who("berta")))
    named = [row.id for row in await office.rows(t.cards) if row.terms.get("key") == "notice-away"]
    assert {form_card, other} <= set(found)
    assert set(named) <= set(found)


async def test_what_waits_already_is_not_given_to_a_deputy_who_may_not_decide_it(office: Office) -> None:
    own, other = await office.ask(by="berta"), await office.ask(address="mona@fabrikam.example")
    await leave(office, "adam", "berta")
    mine = t.asked.c.approver == office.who("adam")
    assert {row.request: row.handed_to for row in await office.rows(t.asked, mine)} == {
        own: None,
        other: office.who("berta"),
    }


# --- a deputy who goes away ------------------------------------------------------------------------------------------


def ask_only_two(office: Office) -> None:
    """Only Adam and Berta may decide from now on, and the administrator in their place."""
    office.ask_stages(["adam@contoso.example", "berta@contoso.example"])
    policy = office.rules.policies[Kind.INVITE_EXTERNAL]
    stages = (replace(policy.stages[0], fallback=("administrators",)),)
    office.change_rules(policies={**office.rules.policies, Kind.INVITE_EXTERNAL: replace(policy, stages=stages)})


async def only_two(office: Office) -> int:
    """The same, and she has it while he is away."""
    ask_only_two(office)
    await leave(office, "adam", "berta")
    return await office.ask()


async def told_gone(office: Office) -> dict[str, int]:
    """How often each was told that nobody stands in."""
    counts = {}
    for key, words_of in (("adam", "Berta stands in for you, but"), ("berta", "You stand in for Adam, but")):
        counts[key] = sum(words_of in one for one in await notices(office, key))
    return counts


async def test_what_a_deputy_had_who_goes_away_too_is_asked_of_others_at_once_and_both_hear_it_once(
    office: Office,
) -> None:
    number, second = await only_two(office), await office.ask(address="bo@fabrikam.example")
    assert "maria" not in await asked(office, number)
    await leave(office, "berta")
    for _ in range(2):
        assert "maria" in await asked(office, number) & await asked(office, second)
        assert await told_gone(office) == {"adam": 1, "berta": 1}
        await office.do(reaching.look_at_all)
    assert any("away and nobody stands in, so I asked Maria" in one for one in await notices(office, "olivia"))
    assert (await office.decide(number, "maria")).state is State.APPROVED


async def test_what_a_deputy_had_whose_account_is_disabled_is_asked_of_others(office: Office) -> None:
    number = await only_two(office)
    await office.do(people.record_user, employee("berta", enabled=False))
    await office.do(reaching.look_at_all)
    assert "maria" in await asked(office, number)
    assert (await told_gone(office))["adam"] == 1
    assert (await office.decide(number, "maria")).state is State.APPROVED


async def test_while_somebody_else_is_here_nobody_is_asked_in_place_of_a_deputy_who_goes_away(office: Office) -> None:
    await leave(office, "adam", "berta")
    number = await office.ask()
    await leave(office, "berta")
    assert "maria" not in await asked(office, number)
    assert await told_gone(office) == {"adam": 1, "berta": 1}
    assert (await office.decide(number, "carl")).state is State.APPROVED


def leaving(office: Office, by: str, card: str, deputy: str = "") -> Any:
    """The press as a unit of work."""
    data: dict[str, Any] = {Field.UNTIL: LAST.isoformat(), Field.PERSON: office.who(deputy) if deputy else ""}

    def pressed(desk: Any) -> None:
        row = carding.get(desk, card)
        handlers.VERBS[Verb.AWAY_SET](desk, Press(member=office.members[by], card=row, verb=Verb.AWAY_SET, data=data))

    return pressed


@side_by_side
async def test_what_is_left_to_a_deputy_who_leaves_at_the_same_moment_is_asked_of_others(office: Office) -> None:
    ask_only_two(office)
    number = await office.ask()
    his, hers = await form(office, "adam"), await form(office, "berta")
    await while_uncommitted(office, leaving(office, "adam", his, "berta"), leaving(office, "berta", hers))
    assert "maria" in await asked(office, number)
    assert await told_gone(office) == {"adam": 1, "berta": 1}


@side_by_side
async def test_nothing_is_left_to_a_deputy_who_has_just_left(office: Office) -> None:
    number = await office.ask()
    his, hers = await form(office, "adam"), await form(office, "berta")
    await while_uncommitted(office, leaving(office, "berta", hers), leaving(office, "adam", his, "berta"))
    assert (await shown(office, number, "adam")).handed_to == ""


@side_by_side
async def test_that_a_deputy_is_gone_is_told_once_where_two_notice_it_at_the_same_moment(office: Office) -> None:
    await leave(office, "adam", "berta")
    first, second = await office.ask(), await office.ask(address="bo@fabrikam.example")
    await office.read_directory(("olivia", "adam", "carl"))
    looks = [functools.partial(reaching.look_after, number=number) for number in (first, second)]
    await while_uncommitted(office, *looks)
    assert await told_gone(office) == {"adam": 1, "berta": 1}


@side_by_side
async def test_whoever_comes_back_while_it_is_noticed_that_their_deputy_is_gone_waits_and_neither_begins_anew(
    office: Office,
) -> None:
    await leave(office, "adam", "berta")
    number = await office.ask()
    await office.read_directory(("olivia", "adam", "carl"))
    card, tries = await form(office, "adam", back=True), []
    back, looks = threading.Event(), threading.Event()

    def come(desk: Any) -> None:
        tries.append("come")
        people.hold(desk, office.who("adam"))
        back.set()
        looks.wait(10)
        row = carding.get(desk, card)
        handlers.VERBS[Verb.AWAY_END](desk, Press(member=office.members["adam"], card=row, verb=Verb.AWAY_END, data={}))

    def look(desk: Any) -> None:
        back.wait(10)
        tries.append("look")
        requests.get(desk, number, lock=True)
        looks.set()
        time.sleep(HESITATES_S)  # the other waits for the request by now
        reaching.look_after(desk, number)

    await asyncio.gather(office.service.act("card", "come", come), office.service.act("card", "look", look))
    assert sorted(tries) == ["come", "look"], "neither was undone because each waited for the other"
    assert await told_gone(office) == {"adam": 1, "berta": 1}
    assert (await office.decide(number, "adam")).state is State.APPROVED
