"""Many at once: judged by the rules for one, asked together, one card for each approver, decided in parts."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from office import LARS, PLAIN, STRONG, Office, account, employee, guest
from official import titles, whole
from sqlalchemy import event
from test_inviting import declined

from bot.handlers import pressed
from bot.handlers import typed as typing
from bot.handlers.press import Press
from cards.render import render
from provisioning.domain import dates
from provisioning.domain.states import Kind, State
from provisioning.domain.waves import Externals
from provisioning.storage import tables as t
from provisioning.usecases import (
    accepting,
    authority,
    batch_deciding,
    block_handing,
    blocking,
    carding,
    counting,
    ending,
    erasing,
    many,
    reaching,
    requests,
    showing,
    unaccepted,
)
from provisioning.usecases.deciding import Answer
from provisioning.usecases.judging import Line
from provisioning.views import BatchApprovalView, BatchView, ManyFormView

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pytest

    from provisioning.domain.preview import Outside
    from provisioning.sql import Database
    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk


def line(place: int, typed: str = "", **values: Any) -> Line:
    told: dict[str, Any] = {"place": place, "typed": typed or f"p{place}@fabrikam.example", "groups": (PLAIN,)}
    return Line(**told | values)


async def paste(office: Office, *lines: Line, by: str = "olivia", found: dict[str, Outside] | None = None) -> Card:
    """A list that the worker has looked at; ``found`` by the part of the address before the @."""
    card = await office.service.act("chat", "a", many.open_form, office.members[by], lines)
    wanted = await office.service.look(many.sought_of, card)
    seen = {address: (found or {}).get(address.partition("@")[0]) or office.outside() for address in wanted}
    await office.do(many.record_looked, card, seen)
    return await office.service.look(carding.get, card)


async def ask(office: Office, *lines: Line, by: str = "olivia", found: dict[str, Outside] | None = None) -> Card:
    """The same, asked for and judged; the requester's card."""
    card = await paste(office, *lines, by=by, found=found)
    assert await office.service.act("card", "b", many.ask, office.members[by], card)
    card = await office.service.look(carding.get, card.id)
    for number in card.terms["numbers"]:
        request = await office.request(number)
        details = await office.service.look(_details, request.subject)
        await office.check(number, (found or {}).get(details["mail"].partition("@")[0]))
    return await office.service.look(carding.get, card.id)


def _details(desk: Desk, subject: str) -> dict[str, str]:
    return dict(desk.vault.read([subject])[subject])


async def seen(office: Office, card: Card, **marks: Any) -> Any:
    return await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, card.id), **marks))


async def approvals(office: Office) -> dict[str, Card]:
    """The approvers' cards, by whose they are."""
    rows = await office.rows(t.cards, t.cards.c.kind.in_(["batch_approval", "approval"]))
    cards = [await office.service.look(carding.get, row.id) for row in rows]
    names = {member.pseudonym: key for key, member in office.members.items()}
    assert max(Counter(card.recipient for card in cards).values(), default=1) == 1, "one card for each approver"
    return {names[card.recipient]: card for card in cards}


async def decide(
    office: Office, by: str, card: Card, part: int = 0, *, some: list[int] | None = None, **answer: Any
) -> None:
    said = Answer(**{"approved": True} | answer)
    await office.service.act("card", f"c-{by}", batch_deciding.decide, office.members[by], card, part, said, some=some)


async def states(office: Office, card: Card) -> list[State]:
    return [(await office.request(number)).state for number in card.terms["numbers"]]


async def test_a_list_tells_until_when_before_it_is_asked_for(office: Office) -> None:
    lars = office.outside(employee("lars"))
    soon, latest = date(2026, 4, 6), dates.day_of(office.clock.now(), office.rules.zone) + timedelta(days=365)
    lines = [line(1), line(2, until=soon), line(3, "lars@contoso.example"), line(4, until=soon)]
    view = await seen(office, await paste(office, *lines, found={"lars": lars}))
    assert {one.kind: one.ends for one in view.ready} == {
        Kind.INVITE_EXTERNAL: ((soon, 2), (latest, 1)),
        Kind.CHANGE_ROLE: ((None, 1),),
    }


async def test_of_a_guest_who_is_added_a_list_tells_the_end_that_the_request_will_have(office: Office) -> None:
    office.change_rules(externals=Externals(employee_types=frozenset({"external"})))
    hired = replace(employee("lars"), employee_type="External")
    found = {"gina": office.outside(guest("gina@fabrikam.example")), "lars": office.outside(hired)}
    found |= {"berta": office.outside(employee("berta"))}
    added = [line(at, f"{key}@contoso.example", way="add") for at, key in enumerate(("lars", "berta"), 1)]
    lines = [*added, line(3, "gina@fabrikam.example", way="add")]
    latest = dates.day_of(office.clock.now(), office.rules.zone) + timedelta(days=365)
    view = await seen(office, await paste(office, *lines, found=found))
    assert [one.ends for one in view.ready] == [((latest, 2), (None, 1))]
    card = await ask(office, *lines, found=found)
    assert [row.until for row in (await seen(office, card)).rows] == [latest, None, latest], "and so it is asked"
    theirs = await seen(office, (await approvals(office))["adam"])
    assert [row.until for part in theirs.parts for row in part.rows] == [latest, None, latest]


async def test_of_a_list_whoever_is_from_outside_by_the_settings_alone_is_not_one_of_our_own(office: Office) -> None:
    office.change_rules(externals=Externals(employee_types=frozenset({"external"})))
    hired = replace(employee("lars"), employee_type="External")
    found = {"lars": office.outside(hired), "berta": office.outside(employee("berta"))}
    lines = [line(at, f"{key}@contoso.example") for at, key in enumerate(("lars", "berta"), 1)]
    view = await seen(office, await paste(office, *lines, found=found))
    assert [(one.count, one.external) for one in view.ready] == [(1, False), (1, True)]
    told = json.dumps(render(view))
    assert "1 of our own" in told
    assert "1 from outside, in Entra already" in told


async def test_whoever_is_from_outside_is_removed_as_a_person_and_not_as_one_of_our_own(office: Office) -> None:
    office.change_rules(externals=Externals(employee_types=frozenset({"external"})))
    found = {}
    for key in ("lars", "nina", "mia", "jan", "ida", "kai"):
        user = replace(employee(key), employee_type="External")
        found[key] = office.outside(user, member_of=(PLAIN, STRONG))
    await ask(office, *(line(n, f"{key}@contoso.example", way="remove") for n, key in enumerate(found, 1)), found=found)
    told = whole(render(await seen(office, (await approvals(office))["adam"])))
    assert "Remove 6 people from" in told
    assert "of our own from" not in told


async def test_who_was_not_asked_for_is_no_line_where_a_command_named_them(office: Office) -> None:
    found = {"lars": office.outside(employee("lars")), "mona": office.outside()}
    people = [line(1, "lars@contoso.example", way="add"), line(2, "mona@contoso.example", way="add")]
    view = await seen(office, await ask(office, *people, found=found))
    assert (view.left, view.way) == (1, "add")
    assert "1 person was not asked for." in whole(render(view))


async def test_each_line_is_judged_and_only_the_ready_ones_are_asked(office: Office) -> None:
    lars = office.outside(employee("lars"))
    lines = [
        line(1),
        line(2, "lars@contoso.example"),
        line(3, "no address", why=("declined-bad-address", {})),
        line(4, "P1@fabrikam.example"),
        line(5, groups=()),
        line(6, groups=(office.rules.owners_group,)),
        line(7, "lasr@contoso.example"),
    ]
    card = await paste(office, *lines, found={"lars": lars})
    view = await seen(office, card)
    assert isinstance(view, ManyFormView)
    assert [one.count for one in view.ready] == [1, 1]
    assert [(one.place, one.why) for one in view.others] == [
        (3, "declined-bad-address"),
        (4, "declined-twice"),
        (5, "declined-no-groups"),
        (6, "declined-owners-external"),
        (7, "declined-own-domain"),
    ]
    assert await office.rows(t.requests) == [], "typing and looking ask for nothing"
    assert "fabrikam" not in str(await office.rows(t.cards)) + str(await office.rows(t.texts))
    assert await office.service.act("card", "b", many.ask, office.members["olivia"], card)
    assert {row.kind for row in await office.rows(t.requests)} == {"invite_external", "change_role"}
    assert await office.rows(t.texts) == [], "the list has served"


async def test_a_list_that_nobody_could_look_up_says_so_and_nothing_of_it_can_be_asked(office: Office) -> None:
    card = await office.service.act("chat", "a", many.open_form, office.members["olivia"], (line(1), line(2)))
    await office.do(many.record_unanswered, card)
    form = await office.service.look(carding.get, card)
    view = await seen(office, form)
    assert (view.state, view.ready) == ("ready", ())
    assert [one.why for one in view.others] == ["declined-unreachable-directory"] * 2
    assert "many.ask" not in view.verbs
    await office.do(many.record_looked, card, {})
    assert await office.service.look(carding.get, card) == form
    with declined("declined-nobody-ready"):
        await office.service.act("card", "b", many.ask, office.members["olivia"], form)


async def test_the_daily_cap_counts_those_before_it_in_the_list(office: Office) -> None:
    most = office.rules.limits.invitations_per_person_per_day
    card = await paste(office, *(line(n) for n in range(1, most + 3)))
    view = await seen(office, card)
    assert sum(one.count for one in view.ready) == most
    assert {one.why for one in view.others} == {"declined-cap-person"}


async def test_more_than_fifty_lines_need_a_wave(office: Office) -> None:
    with declined("declined-too-many"):
        await paste(office, *(line(n) for n in range(51)))


async def test_nobody_but_an_owner_may_paste_a_list(office: Office) -> None:
    with declined("declined-not-owner"):
        await paste(office, line(1), by="priya")


async def test_approvers_get_one_card_once_all_is_judged_and_decide_part_by_part(office: Office) -> None:
    lines = [line(1), line(2, groups=(STRONG,)), line(3), line(4, "berta@contoso.example")]
    card = await ask(office, *lines, found={"berta": office.outside(employee("berta"))})
    theirs = await approvals(office)
    assert set(theirs) == {"adam", "berta", "carl"}
    assert sum(map(len, theirs["adam"].terms["parts"])) == 4
    assert sum(map(len, theirs["berta"].terms["parts"])) == 3, "she is not asked about herself"
    await decide(office, "berta", theirs["berta"])
    assert (await states(office, card)).count(State.APPROVED) == 2
    view = await seen(office, theirs["adam"])
    assert isinstance(view, BatchApprovalView)
    assert [part.open for part in view.parts] == [0, 1, 1]
    with declined("declined-count"):
        await decide(office, "adam", theirs["adam"], 1)
    await decide(office, "adam", theirs["adam"], 1, typed="1")
    await decide(office, "adam", theirs["adam"], 2, approved=False, reason="Not now")
    assert sorted(await states(office, card)) == [State.APPROVED] * 3 + [State.REJECTED]
    with declined("declined-decided"):
        await decide(office, "carl", theirs["carl"])
    done = await seen(office, theirs["adam"])
    assert isinstance(done, BatchApprovalView)
    told = [(row.decided_by, row.approved) for part in done.parts for row in part.rows]
    assert sorted(told) == [("Adam", False), ("Adam", True), ("Berta", True), ("Berta", True)]
    view = await seen(office, card)
    assert isinstance(view, BatchView)


async def test_only_those_who_are_ticked_are_approved_and_the_others_wait_as_before(office: Office) -> None:
    card = await ask(office, *(line(n) for n in range(1, 6)), line(6, groups=(STRONG,)), line(7, groups=(STRONG,)))
    his, (*plain, other, strong) = (await approvals(office))["adam"], card.terms["numbers"]
    chosen = await seen(office, his, choosing=True)
    assert (chosen.choices, chosen.ticked) == (tuple(plain), tuple(plain)), "everybody is ticked"
    told = render(replace(chosen, ticked=(plain[0],)))
    assert titles(told) == ["Approve the ticked", "Back"]
    assert "nobody is rejected" in whole(told)
    for some, why in (([], "none-ticked"), ([plain[0], strong], "stale"), ([0], "stale"), ([other + 99], "stale")):
        with declined(f"declined-{why}"):
            await decide(office, "adam", his, some=some)
    await decide(office, "carl", (await approvals(office))["carl"], some=[plain[4]])
    await decide(office, "adam", his, some=[plain[0], plain[2], plain[4]])  # whom Carl approved meanwhile is left out
    rows = await office.rows(t.decisions)
    assert [(row.request, row.approver) for row in rows] == [
        (plain[4], office.who("carl")),
        (plain[0], office.who("adam")),
        (plain[2], office.who("adam")),
    ]
    assert [row.request for row in await office.rows(t.audit) if row.event == "decision.approved"] == [
        row.request for row in rows
    ]
    assert "3 approved, 2 still wait for your decision" in whole(render(await seen(office, his, part=0)))
    assert (await seen(office, his, choosing=True, some=[plain[0], plain[1]])).ticked == (plain[1],)
    due = await office.rows(t.asked, t.asked.c.request.in_([plain[1], plain[3]]), t.asked.c.due_at.is_not(None))
    assert {row.approver for row in due} >= {office.who("adam")}, "he is reminded of those"
    with declined("declined-count"):
        await decide(office, "adam", his, 1, some=[strong])
    await decide(office, "adam", his, 1, some=[strong], typed="1")
    await decide(office, "adam", his, 0, approved=False, reason="Not now")
    left = {number: (await office.request(number)).state for number in card.terms["numbers"]}
    assert {number for number, state in left.items() if state is State.REJECTED} == {plain[1], plain[3]}
    assert [number for number, state in left.items() if state is State.PENDING] == [other]


async def test_whoever_is_found_anew_for_a_list_gets_one_card_for_all_that_is_open(office: Office) -> None:
    office.ask_stages(["group:Security"])
    await office.read_directory(("olivia", "adam"), Security=["berta"])
    await office.do(authority.confirm_approvers, office.members["adam"], await office.service.look(authority.unknown))
    card = await ask(office, line(1), line(2))
    assert set(await approvals(office)) == {"berta"}
    await office.read_directory(("olivia", "adam"), Security=["berta", "carl"])
    unknown = await office.service.look(authority.unknown)
    await office.do(authority.confirm_approvers, office.members["adam"], unknown)
    await office.read_directory(("olivia", "adam"), Security=["carl"])
    await office.do(reaching.look_at_all)
    his = (await approvals(office))["carl"]
    assert (his.kind, his.terms["parts"]) == ("batch_approval", [card.terms["numbers"]])
    await decide(office, "carl", his)
    assert await states(office, card) == [State.APPROVED, State.APPROVED]


async def test_more_than_twenty_at_once_need_their_number_typed(office: Office) -> None:
    found = {f"e{n}": office.outside(employee(f"e{n}")) for n in range(25)}
    card = await ask(office, *(line(n, f"e{n}@contoso.example") for n in range(25)), found=found)
    his = (await approvals(office))["adam"]
    for typed in ("", "24"):
        with declined("declined-count"):
            await decide(office, "adam", his, typed=typed)
    assert set(await states(office, card)) == {State.PENDING}
    await decide(office, "adam", his, typed="25")
    assert set(await states(office, card)) == {State.APPROVED}


async def test_a_card_of_a_batch_gives_nobody_else_a_say(office: Office) -> None:
    card = await ask(office, line(1))
    his = (await approvals(office))["adam"]
    with declined("declined-self"):
        await decide(office, "olivia", his)
    with declined("declined-not-asked"):
        await decide(office, "priya", his)
    with declined("declined-stale"):
        await decide(office, "adam", his, 7)
    assert await states(office, card) == [State.PENDING]


async def test_what_is_open_is_taken_back_and_what_failed_is_tried_again_alone(office: Office) -> None:
    card = await ask(office, line(1), line(2), line(3, groups=(STRONG,)))
    await decide(office, "adam", (await approvals(office))["adam"])
    first, second, _ = card.terms["numbers"]
    for number, fails in ((first, ()), (second, ("join",))):
        assert await office.start(number) is None
        await office.finish_steps(number, fails=fails, user=f"oid-{number}")
    olivia = office.members["olivia"]
    assert (await seen(office, card)).verbs == ("batch.retry", "request.who_fixes", "batch.cancel")
    told = await seen(office, card, fixing=True)
    assert [(one.mend, one.names, one.count) for one in told.fixes] == [("log", ("p2@fabrikam.example",), 1)]
    assert told.verbs == ("batch.retry", "request.back")
    await office.service.act("card", "d", batch_deciding.cancel, olivia, card)
    await office.service.act(
        "card", "e", lambda desk: batch_deciding.retry(desk, olivia, card, within=timedelta(days=7))
    )
    after = await states(office, card)
    assert after[0] is State.DELIVERED
    assert after[1] in {State.EXECUTING, State.APPROVED}
    assert after[2] is State.CANCELLED
    assert [one for one in await office.jobs("execute") if one.endswith("-a2")] == [f"{second}-r1-a2"]


async def test_a_guest_among_our_own_is_told_to_whoever_decides(office: Office) -> None:
    found = {"lars": office.outside(guest()), "priya": office.outside(employee("priya"))}
    both = (line(1, LARS, way="add"), line(2, "priya@contoso.example", way="add"))
    await ask(office, *both, found=found)
    told = whole(render(await seen(office, (await approvals(office))["adam"], part=0)))
    assert "From outside, not one of our own: Lars" in told
    assert "of our own to" not in told


async def test_who_said_no_to_a_list_and_why_is_told_once_to_whoever_asked(office: Office) -> None:
    card = await ask(office, line(1), line(2))
    await decide(office, "adam", (await approvals(office))["adam"], approved=False, reason="No budget this year")
    told = await seen(office, card)
    assert {(row.decided_by, row.because) for row in told.rows} == {("Adam", "No budget this year")}
    assert whole(render(told)).count("Adam said no: “No budget this year”") == 1


async def test_whose_access_was_ended_since_keeps_nobody_else_from_being_tried_again(office: Office) -> None:
    card = await ask(office, line(1), line(2))
    await decide(office, "adam", (await approvals(office))["adam"])
    ended, failed = card.terms["numbers"]
    for number in (ended, failed):
        assert await office.start(number) is None
        await office.finish_steps(number, fails=("provision",), user=f"oid-{number}")

    def retry(desk: Desk) -> None:
        batch_deciding.retry(desk, office.members["olivia"], card, within=timedelta(days=7))

    mail = (await office.service.look(_details, (await office.request(ended)).subject))["mail"]
    form = await office.service.look(carding.get, await office.do(ending.open_form, office.members["berta"], mail))
    await office.do(ending.end_now, office.members["berta"], form)
    await office.service.act("card", "first", retry)
    assert await states(office, card) == [State.FAILED, State.EXECUTING]
    await office.finish_steps(failed, fails=("provision",))
    office.clock.advance(days=8)
    await office.later()
    with declined("declined-ended-since"):  # nobody is left
        await office.service.act("card", "second", retry)


async def test_a_list_tells_whose_access_has_ended_and_is_shown_anew_when_it_does(office: Office) -> None:
    card = await ask(office, line(1), line(2))
    adam = (await approvals(office))["adam"]
    await decide(office, "adam", adam)
    for number in card.terms["numbers"]:
        assert await office.start(number) is None
        assert await office.finish_steps(number, user=f"oid-{number}") is State.DELIVERED
    told = []
    for number in card.terms["numbers"]:
        await office.do(lambda desk: desk.c.execute(t.cards.update().values(shown=t.cards.c.wanted)))
        mail = (await office.service.look(_details, (await office.request(number)).subject))["mail"]
        form = await office.service.look(carding.get, await office.do(ending.open_form, office.members["berta"], mail))
        end = await office.do(ending.end_now, office.members["berta"], form)
        await office.check(end)
        assert await office.start(end) is None
        assert await office.finish_steps(end) is State.DELIVERED
        anew = {row.id for row in await office.rows(t.cards, t.cards.c.wanted > t.cards.c.shown)}
        assert {card.id, adam.id} <= anew
        told.append(whole(render(await seen(office, card))))
        assert "done, ended" in whole(render(await seen(office, adam)))
    assert "2 of 2 done, proven." in told[0]
    assert "1 done · 1 ended" in told[0]
    assert "2 of 2 done, access ended" in told[1]
    assert "2 ended" in told[1]


async def test_a_list_is_shown_anew_when_one_of_its_guests_accepts(office: Office) -> None:
    card = await ask(office, line(1), line(2))
    await decide(office, "adam", (await approvals(office))["adam"])
    for number in card.terms["numbers"]:
        assert await office.start(number) is None
        assert await office.finish_steps(number, user=f"oid-{number}") is State.DELIVERED
        await office.do(requests.change, number, why=[unaccepted.NOT_ACCEPTED, {}])
    before = (await office.shown()).count(card.id)
    assert whole(render(await seen(office, card))).count("not accepted") == 2
    await office.service.do(accepting.record, card.terms["numbers"][0], accepted=True)
    assert (await office.shown()).count(card.id) > before
    assert whole(render(await seen(office, card))).count("not accepted") == 1


async def let_in(office: Office, *lines: Line, **asked: Any) -> list[int]:
    """Everybody of a list, delivered; their requests."""
    card = await ask(office, *lines, **asked)
    await decide(office, "adam", next(iter((await approvals(office)).values())))
    for number in card.terms["numbers"]:
        assert await office.start(number) is None
        assert await office.finish_steps(number, user=f"oid-{number}") is State.DELIVERED
    return list(card.terms["numbers"])


async def told_of_ends(office: Office, made: list[int]) -> dict[str, list[Card]]:
    """The cards that tell of these ends, by who reads them."""
    rows = await office.rows(t.cards, t.cards.c.kind.in_(["batch", "status"]))
    cards = [await office.service.look(carding.get, row.id) for row in rows]
    mine = [card for card in cards if {card.request, *card.terms.get("numbers", ())} & {*made}]
    names = {member.pseudonym: key for key, member in office.members.items()}
    return {key: [card for card in mine if names[card.recipient] == key] for key in names.values()}


async def test_when_a_list_ends_each_reader_gets_one_card_that_names_everybody(office: Office) -> None:
    soon = date(2026, 4, 6)
    await let_in(office, *(line(n, until=soon) for n in range(1, 4)))
    alone = await office.ask(until=soon)
    await office.deliver(alone, typed=str(alone))
    office.clock.advance(days=40)
    await office.later()
    made = await office.do(ending.end_due)
    assert len(made) == 4
    listed = [one for one in made if (await office.request(one)).told_in]
    assert len(listed) == 3, "who was asked for alone is told alone"
    told = await told_of_ends(office, made)
    assert {key: sorted(card.kind for card in cards) for key, cards in told.items() if cards} == {
        key: ["batch", "status"] for key in ("olivia", "adam", "berta", "carl")
    }
    (hers,) = [card for card in told["berta"] if card.kind == "batch"]
    shown = whole(render(await seen(office, hers)))
    assert "Access of 3 people ends" in shown
    assert all(f"p{n}@fabrikam.example" in shown for n in range(1, 4))
    sent = len(await office.rows(t.cards))
    for number in listed:
        await office.do(lambda desk: desk.c.execute(t.cards.update().values(shown=t.cards.c.wanted)))
        await office.check(number)
        assert await office.start(number) is None
        assert await office.finish_steps(number) is State.DELIVERED
        anew = {row.id for row in await office.rows(t.cards, t.cards.c.wanted > t.cards.c.shown)}
        assert anew >= {card.id for cards in told.values() for card in cards if card.kind == "batch"}
    assert "Access of 3 people has ended, proven." in whole(render(await seen(office, hers)))
    assert len(await office.rows(t.cards)) == sent, "what goes well is only updated"


async def test_the_end_of_one_of_a_list_is_told_as_one_that_was_asked_for_alone(office: Office) -> None:
    await let_in(office, line(1, until=date(2026, 4, 6)), line(2, until=date(2026, 12, 6)))
    office.clock.advance(days=40)
    await office.later()
    made = await office.do(ending.end_due)
    told = await told_of_ends(office, made)
    assert {card.kind for cards in told.values() for card in cards} == {"status"}
    assert len(told["olivia"]) == len(made) == 1


async def test_the_end_of_what_two_lists_gave_somebody_is_told_alone(office: Office) -> None:
    soon, both = date(2026, 4, 6), "p1@fabrikam.example"
    await let_in(office, line(1, both, until=soon), line(2, until=soon), line(3, until=soon))
    answered = t.cards.c.kind == "batch_approval"
    await office.do(lambda desk: desk.c.execute(t.cards.delete().where(answered)))
    also = ("Secretaries",)
    await let_in(office, line(4, both, groups=also, until=soon), line(5, groups=also, until=soon))
    office.clock.advance(days=40)
    await office.later()
    made = await office.do(ending.end_due)
    ends = [await office.request(number) for number in made]
    assert sorted((len(end.grants), bool(end.told_in)) for end in ends) == [
        (1, False),
        (1, True),
        (1, True),
        (2, False),
    ]


async def test_ends_of_a_list_that_come_to_nothing_are_told_once_and_tried_again_together(office: Office) -> None:
    await let_in(office, *(line(n, until=date(2026, 4, 6)) for n in range(1, 4)))
    office.clock.advance(days=40)
    await office.later()
    made = await office.do(ending.end_due)
    told = await told_of_ends(office, made)
    cards = [card for some in told.values() for card in some]
    where = {"activity_id": "told", "conversation_id": "c", "service_url": "https://teams.example"}
    await office.do(lambda desk: desk.c.execute(t.cards.update().values(**where)))
    for number in made[:2]:
        await office.check(number)
        assert await office.start(number) is None
        await office.finish_steps(number, fails=("provision",))
    rows = {row.id: row for row in await office.rows(t.cards)}
    assert all(rows[card.id].activity_id is None for card in cards), "a new message to each of them"
    assert sum(row.kind == carding.LEFT for row in rows.values()) == len(cards)
    assert [row.id for row in rows.values() if row.terms.get("key", "").startswith("notice-end")] == []
    (hers,) = told["berta"]
    assert "may still have access" in whole(render(await seen(office, hers)))
    assert "batch.retry" in (await seen(office, hers)).verbs
    again = timedelta(days=7)
    await office.service.act("card", "r", batch_deciding.retry, office.members["berta"], hers, within=again)
    assert [(await office.request(number)).state for number in made[:2]] == [State.APPROVED] * 2


async def ended_together(office: Office) -> tuple[list[int], Card]:
    """Two guests of a list whose access has ended; their ends, and Olivia's card of them."""
    await let_in(office, *(line(n, until=date(2026, 4, 6)) for n in range(1, 3)))
    office.clock.advance(days=40)
    await office.later()
    made = await office.do(ending.end_due)
    (hers,) = (await told_of_ends(office, made))["olivia"]
    sent = len(await office.rows(t.cards))
    for number in made:
        mail = (await office.service.look(_details, (await office.request(number)).subject))["mail"]
        inside = office.outside(guest(mail), member_of=(PLAIN,), account=account(mail))
        await office.check(number, inside)
        assert await office.start(number, inside) is None
        assert await office.finish_steps(number) is State.DELIVERED
    assert len(await office.rows(t.cards)) == sent, "no further card for it"
    return made, await office.service.look(carding.get, hers.id)


async def to_be_blocked(office: Office) -> tuple[list[int], Card]:
    """The same, and Olivia has the administrator asked to block them: his card."""
    made, hers = await ended_together(office)
    await office.do(lambda desk: blocking.answer(desk, office.members["olivia"], hers, block=True))
    (row,) = await office.rows(t.cards, t.cards.c.kind.in_([blocking.KIND, blocking.TOGETHER]))
    return made, await office.service.look(carding.get, row.id)


async def test_whether_guests_of_a_list_are_blocked_is_asked_once_where_their_ends_are_told(office: Office) -> None:
    _, hers = await ended_together(office)
    asks = await seen(office, hers)
    assert asks.verbs == ("block.leave", "block.ask")
    assert "Also block both guest accounts?" in whole(render(asks))
    await office.do(lambda desk: blocking.answer(desk, office.members["olivia"], hers, block=True))
    answered = await seen(office, hers)
    assert answered.verbs == ()
    assert "has the task to block 2 guest accounts" in whole(render(answered))


async def test_an_administrator_gets_one_card_for_all_guests_of_a_list_who_are_to_be_blocked(office: Office) -> None:
    made, task = await to_be_blocked(office)
    assert (task.recipient, task.request, sorted(task.terms["numbers"])) == (office.who("maria"), None, sorted(made))
    shown = whole(render(await seen(office, task)))
    assert "Block the accounts of these 2 guests" in shown
    assert all(f"p{n}@fabrikam.example" in shown for n in (1, 2))
    assert task.id in await office.shown()
    done = Press(member=office.members["maria"], card=task, verb="request.done", data={})
    await office.do(pressed.act, done)
    assert len(await office.jobs("look_at_guest")) == 2, "one press says it of all"
    assert "Done was pressed" in whole(render(await seen(office, task)))
    first, second = made
    before = (await office.shown()).count(task.id)
    _, said = await office.service.look(blocking.sought, first)
    await office.do(blocking.record, first, enabled=False, said=said)
    assert (await office.shown()).count(task.id) > before, "it is brought up to date"
    partly = await seen(office, task)
    assert partly.verbs == ("request.done",)
    (left,) = (row.address for row in partly.rows if row.block.state == "asked")
    assert f"Block the guest account of {left}" in whole(render(partly))
    await office.do(blocking.record, second, enabled=False, said=said)
    over = await seen(office, task)
    assert over.verbs == ()
    assert "Thank you, I have seen it" in whole(render(over))
    with declined("declined-stale"):
        await office.do(pressed.act, done)


async def test_of_guests_who_are_to_be_blocked_together_only_an_administrator_says_that_it_is_done(
    office: Office,
) -> None:
    _, task = await to_be_blocked(office)
    with declined("declined-not-yours"):
        await office.do(lambda desk: blocking.say_done(desk, office.members["olivia"], task))


async def test_who_opened_one_of_these_ends_besides_is_asked_on_both_cards(office: Office) -> None:
    await let_in(office, *(line(n, until=date(2026, 4, 6)) for n in range(1, 3)))
    office.clock.advance(days=40)
    await office.later()
    made = await office.do(ending.end_due)
    (hers,) = (await told_of_ends(office, made))["olivia"]
    opened = await office.do(typing.open_request, office.members["olivia"], made[0])
    mail = (await office.service.look(_details, (await office.request(made[0])).subject))["mail"]
    inside = office.outside(guest(mail), member_of=(PLAIN,), account=account(mail))
    await office.check(made[0], inside)
    assert await office.start(made[0], inside) is None
    assert await office.finish_steps(made[0]) is State.DELIVERED
    for card in (hers.id, opened):
        now = await office.service.look(carding.get, card)
        assert {*blocking.ASK_VERBS} <= {*(await seen(office, now)).verbs}
        assert {*blocking.ASK_VERBS} <= {*now.verbs}, "what is shown may be pressed"


async def test_who_owns_no_more_reads_nothing_of_the_ends_of_a_list(office: Office) -> None:
    await let_in(office, *(line(n, until=date(2026, 4, 6)) for n in range(1, 4)))
    office.clock.advance(days=40)
    await office.later()
    (his,) = (await told_of_ends(office, await office.do(ending.end_due)))["carl"]
    await office.read_directory(("olivia", "adam", "berta"))
    shown = whole(render(await seen(office, his)))
    assert "fabrikam" not in shown


async def test_who_is_erased_is_taken_out_of_the_cards_that_tell_of_a_list_s_ends(office: Office) -> None:
    await let_in(office, *(line(n, until=date(2026, 4, 6)) for n in range(1, 4)))
    office.clock.advance(days=40)
    await office.later()
    made = await office.do(ending.end_due)
    told = {card.id for cards in (await told_of_ends(office, made)).values() for card in cards}
    await office.do(lambda desk: desk.c.execute(t.cards.update().values(activity_id=t.cards.c.id)))
    person = (await office.request(made[0])).subject
    assert told <= set(await office.service.look(erasing._mentioning, person))


async def test_a_card_of_many_costs_as_many_queries_as_one_of_few(office: Office, database: Database) -> None:
    del database
    few = await ask(office, *(line(n) for n in range(2)))
    more = await ask(office, *(line(n, f"q{n}@northwind.example") for n in range(12)), by="berta")
    counts = []
    for card in (few, more):
        said: list[str] = []

        def count(desk: Any, card: Card = card, said: list[str] = said) -> None:
            event.listen(desk.c, "before_cursor_execute", lambda *told: said.append(told[2]))
            showing.view_of(desk, carding.get(desk, card.id))

        await office.service.look(count)
        counts.append(len(said))
    assert counts[0] == counts[1]


async def named(
    office: Office, way: str, found: Mapping[str, Outside | None], *groups: str, by: str = "olivia"
) -> Card:
    """A command about several people, each as typed, once the worker has looked."""
    lines = [line(at, typed, groups=groups or (PLAIN,), way=way) for at, typed in enumerate(found, 1)]
    card = await office.service.act("chat", "a", many.open_form, office.members[by], lines)
    assert await office.service.look(many.sought_of, card) == list(found)
    await office.do(many.record_looked, card, found)
    return await office.service.look(carding.get, card)


async def press_ask(office: Office, card: Card, by: str = "olivia") -> Card:
    """Ask for those who are ready; the requester's card."""
    assert await office.service.act("card", "b", many.ask, office.members[by], card)
    return await office.service.look(carding.get, card.id)


async def test_people_of_a_command_are_found_by_name_and_shown_before_anything_is_asked(office: Office) -> None:
    found = {
        "priya": office.outside(employee("priya")),
        "nobody": office.outside(),
        "lars": None,
        "Priya Patel": office.outside(employee("priya")),
        "ida@contoso.example": office.outside(employee("ida"), member_of=(PLAIN,)),
        "zoe": office.outside(employee("zoe", enabled=False)),
    }
    view = await seen(office, await named(office, "add", found))
    (ready,) = view.ready
    assert (ready.kind, ready.count, ready.people) == ("change_role", 1, (("Priya", "priya@contoso.example"),))
    assert {one.typed: one.why for one in view.others} == {
        "nobody": "declined-no-such-person",
        "lars": "declined-several-people",
        "Priya Patel": "declined-twice",
        "ida@contoso.example": "declined-already-member",
        "zoe": "declined-person-disabled",
    }
    ida = next(one for one in view.others if one.typed == "ida@contoso.example")
    assert ida.values["name"] == "Ida", "whom it found, and not what was typed"
    assert (view.way, view.asks) == ("add", True)
    assert await office.rows(t.requests) == []


async def test_an_address_that_entra_does_not_have_is_added_to_nothing_and_invited_to_nothing(office: Office) -> None:
    view = await seen(office, await named(office, "add", {"new@fabrikam.example": office.outside()}))
    assert (view.ready, [one.why for one in view.others]) == ((), ["declined-no-such-person"])


async def test_added_people_are_asked_together_and_approved_by_one_press(office: Office) -> None:
    found = {key: office.outside(employee(key)) for key in ("priya", "erin", "zoe")}
    card = await press_ask(office, await named(office, "add", found))
    for number in card.terms["numbers"]:
        await office.check(number, office.outside(employee("erin")))
    theirs = (await approvals(office))["adam"]
    await decide(office, "adam", theirs)
    assert await states(office, card) == [State.APPROVED] * 3


async def test_some_people_are_taken_out_at_once_and_who_would_lose_the_account_is_named_first(office: Office) -> None:
    last = office.outside(employee("erin"), member_of=(PLAIN,), account=account("erin@contoso.example", "Add-in User"))
    stays = office.outside(
        employee("priya"), member_of=(PLAIN, STRONG), account=account("priya@contoso.example", "Add-in User")
    )
    form = await named(office, "remove", {"erin": last, "priya": stays})
    view = await seen(office, form)
    assert (view.way, view.asks, view.ready[0].switched_off) == ("remove", False, ("Erin",))
    card = await press_ask(office, form)
    for number, outside in zip(card.terms["numbers"], (last, stays), strict=True):
        assert (await office.request(number)).leaves == (PLAIN,)
        await office.check(number, outside)
    assert await states(office, card) == [State.APPROVED] * 2
    assert await approvals(office) == {}
    first, second = card.terms["numbers"]
    told = await office.rows(t.cards, t.cards.c.kind == "status")
    assert {(row.request, row.recipient) for row in told} == {
        (first, office.who(key)) for key in ("adam", "berta", "carl")
    }
    assert second not in {row.request for row in told}, "she keeps a group"


async def test_taking_many_people_out_at_once_needs_an_approver_for_all_of_them(office: Office) -> None:
    found: dict[str, Outside | None] = {
        f"p{n}": office.outside(
            employee(f"p{n}"), member_of=(PLAIN,), account=account(f"p{n}@contoso.example", "Add-in User")
        )
        for n in range(counting.MANY + 1)
    }
    form = await named(office, "remove", found)
    assert (await seen(office, form)).asks
    card = await press_ask(office, form)
    for number, outside in zip(card.terms["numbers"], found.values(), strict=True):
        await office.check(number, outside)
    assert await states(office, card) == [State.PENDING] * (counting.MANY + 1)
    assert await office.rows(t.cards, t.cards.c.kind == "status") == [], "the card that asks tells"
    theirs = (await approvals(office))["adam"]
    (part,) = (await seen(office, theirs)).parts
    assert (part.groups, part.leaves) == ((), (PLAIN,))
    await decide(office, "adam", theirs)
    assert set(await states(office, card)) == {State.APPROVED}


async def test_owners_are_neither_added_nor_removed_with_others(office: Office) -> None:
    owners, found = office.rules.owners_group, office.outside(employee("adam"), member_of=("Owners",))
    for way in ("add", "remove"):
        view = await seen(
            office, await named(office, way, {"adam": found, "priya": office.outside(employee("priya"))}, owners)
        )
        assert {one.why for one in view.others} == {"declined-owners-alone"}


async def test_of_an_external_a_list_does_not_say_to_ask_for_owners_alone_nor_names_owners_where_lines_are_corrected(
    office: Office,
) -> None:
    owners = office.rules.owners_group
    card = await paste(office, replace(line(1, groups=(owners,)), raw=f"p1@fabrikam.example, {owners}"), line(2))
    form = await seen(office, card, correcting=True)
    assert isinstance(form, ManyFormView)
    assert [one.why for one in form.fixes] == ["declined-owners-external"]
    assert "ask for that one alone" not in whole(render(form)).casefold()
    assert owners not in form.groups
    assert PLAIN in form.groups


async def test_a_list_forgets_whom_it_named_when_one_of_them_is_erased(office: Office) -> None:
    found = {key: office.outside(employee(key)) for key in ("priya", "erin")}
    card = await named(office, "add", found)
    person = str((await office.rows(t.people, t.people.c.object_id == "oid-erin"))[0].pseudonym)
    await office.do(erasing.erase, person)
    assert await office.rows(t.texts) == []
    assert (await seen(office, card)).ready == ()


async def test_a_guest_of_a_command_has_groups_changed_with_an_end_and_is_not_invited_again(office: Office) -> None:
    card = await press_ask(office, await named(office, "add", {"lars": office.outside(guest())}))
    (number,) = card.terms["numbers"]
    request = await office.request(number)
    assert (request.kind, request.groups) == ("change_role", (PLAIN,))
    assert request.until is not None, "an external always has an end"


async def test_approving_employees_with_an_administrators_role_together_needs_their_number(office: Office) -> None:
    found = {key: office.outside(employee(key)) for key in ("pat", "pia")}
    people = [line(n, f"{key}@contoso.example", groups=(STRONG,)) for n, key in enumerate(found, 1)]
    card = await ask(office, *people, found=found)
    his = (await approvals(office))["adam"]
    for typed in ("", "1"):
        with declined("declined-count", count=2):
            await decide(office, "adam", his, typed=typed)
    assert await states(office, card) == [State.PENDING, State.PENDING]
    await decide(office, "adam", his, typed="2")
    assert await states(office, card) == [State.APPROVED, State.APPROVED]


async def test_guests_of_a_list_who_are_to_be_blocked_are_one_task_of_who_is_an_administrator_since(
    office: Office,
) -> None:
    made, task = await to_be_blocked(office)
    _, said = await office.service.look(blocking.sought, made[0])
    await office.do(blocking.record, made[0], enabled=False, said=said)
    office.change_rules(administrators=frozenset({"priya@contoso.example"}))
    before = (await office.shown()).count(task.id)
    for _ in range(2):
        await office.do(block_handing.hand_on)
    (new,) = [row for row in await office.rows(t.cards) if row.kind == blocking.TOGETHER and row.id != task.id]
    assert (new.recipient, new.terms) == (office.who("priya"), task.terms)
    assert (await office.shown()).count(task.id) > before, "who is none any more reads so"
    assert (await seen(office, await office.service.look(carding.get, new.id))).verbs == ("request.done",)
    before = (await office.shown()).count(new.id)
    await office.do(blocking.record, made[1], enabled=False, said=said)
    assert (await office.shown()).count(new.id) > before, "it is brought up to date as the first one is"


async def test_every_guest_who_is_to_be_blocked_is_handed_on_however_few_one_statement_reads(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, task = await to_be_blocked(office)
    monkeypatch.setattr(blocking, "WAITING", blocking.WAITING.limit(None).limit(1))
    office.change_rules(administrators=frozenset({"priya@contoso.example"}))
    await office.do(block_handing.hand_on)
    (new,) = [row for row in await office.rows(t.cards) if row.kind == blocking.TOGETHER and row.id != task.id]
    tasks = [(await office.request(number)).terms["block"]["tasks"] for number in made]
    assert len(made) > 1
    assert tasks == [[task.id, new.id]] * len(made)
