"""After a guest's access has ended: whether the guest account is blocked too is asked once, and an administrator does it."""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from office import LARS, PLAIN, STRONG, Office, account, employee, guest
from official import whole
from test_ending import carry_out, end_now, inside, let_in
from test_inviting import declined
from test_races import side_by_side, while_uncommitted

from bot.handlers import pressed
from bot.handlers.press import Press
from cards.render import render
from provisioning.domain.states import Option, State
from provisioning.storage import tables as t
from provisioning.usecases import block_handing, blocking, carding, ending, erasing, showing, sweeping

if TYPE_CHECKING:
    from provisioning.domain.preview import Outside
    from provisioning.usecases.desk import Desk

ASKING = ("block.leave", "block.ask")


async def ended(office: Office, by: str = "berta", seen: Outside | None = None) -> int:
    """Lars was let in, and an owner has ended it."""
    await let_in(office)
    number = await end_now(office, by)
    assert await carry_out(office, number, seen or inside(office, PLAIN)) is State.DELIVERED
    return number


async def card(office: Office, number: int, of: str, kind: str = "status") -> Any:
    """The newest card of a kind that somebody has of the end."""
    c = t.cards.c
    rows = await office.rows(t.cards, c.request == number, c.recipient == office.who(of), c.kind == kind)
    return await office.service.look(carding.get, max(rows, key=lambda row: row.made_at).id)


async def view(office: Office, number: int, of: str, kind: str = "status") -> Any:
    found = await card(office, number, of, kind)
    return await office.service.look(lambda desk: showing.view_of(desk, found))


async def words(office: Office, number: int, of: str, kind: str = "status") -> str:
    return str(render(await view(office, number, of, kind)))


async def press(office: Office, number: int, by: str, verb: str, kind: str = "status") -> None:
    """As the bot does: the card must have been sent to them with that verb."""
    found = await card(office, number, by, kind)

    def act(desk: Desk) -> None:
        member = office.members[by]
        opened = carding.open_pressed(desk, found.id, verb, member.pseudonym)
        pressed.act(desk, Press(member=member, card=opened, verb=verb, data={}))

    await office.service.act("card", f"press-{by}", act)


async def asked(office: Office) -> int:
    """An administrator is asked to block the guest account."""
    number = await ended(office)
    await press(office, number, "berta", "block.ask")
    return number


async def look(office: Office, number: int, enabled: bool | None) -> None:
    _, said = await office.service.look(blocking.sought, number)
    await office.service.do(blocking.record, number, enabled=enabled, said=said)


async def state(office: Office, number: int) -> str:
    return blocking.state_of(await office.request(number))


async def test_nobody_is_asked_to_block_an_account_that_the_directory_knows_no_more(office: Office) -> None:
    number = await ended(office, seen=office.outside())
    assert (await view(office, number, "berta")).verbs == ()
    assert "guest.block_offered" not in await office.events(number)


async def test_who_ended_it_is_asked_once_and_the_other_owners_read_who_is_asked(office: Office) -> None:
    number = await ended(office)
    assert (await view(office, number, "berta")).verbs == ASKING
    told = await words(office, number, "berta")
    assert "Also block the guest account? It may be used elsewhere; I cannot see that." in told
    assert ("Leave it" in told, "Ask Maria" in told) == (True, True)
    for other in ("olivia", "adam", "carl"):
        assert (await view(office, number, other)).verbs == ()
        assert "Berta is asked whether the guest account" in await words(office, number, other)
    assert (await card(office, number, "berta")).id in await office.shown()
    assert await office.rows(t.cards, t.cards.c.kind == blocking.KIND) == [], "nobody else has anything to do"
    assert (await office.events(number)).count("guest.block_offered") == 1


async def test_leaving_it_is_told_with_who_and_when_and_nothing_is_asked_of_anybody(office: Office) -> None:
    number = await ended(office)
    await press(office, number, "berta", "block.leave")
    for owner in ("berta", "adam"):
        assert "The guest account in Entra stays: so Berta decided Tue 3 Mar" in await words(office, number, owner)
    assert (await view(office, number, "berta")).verbs == ()
    assert (await office.events(number))[-1] == "guest.left"
    assert await office.rows(t.cards, t.cards.c.kind == blocking.KIND) == []
    with declined("declined-stale"):
        await press(office, number, "berta", "block.ask")
    assert await state(office, number) == "left"


async def test_asking_gives_every_administrator_a_task_that_says_what_to_do(office: Office) -> None:
    number = await asked(office)
    task = await words(office, number, "maria", blocking.KIND)
    assert f"Block the guest account of {LARS}: Entra › Users" in task
    assert "Then press Done" in task
    assert "Berta asked for it" in task
    assert (await view(office, number, "maria", blocking.KIND)).verbs == ("request.done",)
    assert "Maria has the task. I notice when it is done." in await words(office, number, "berta")
    assert (await card(office, number, "maria", blocking.KIND)).id in await office.shown()
    with declined("declined-stale"):
        await press(office, number, "berta", "block.ask")
    assert len(await office.rows(t.cards, t.cards.c.kind == blocking.KIND)) == 1
    assert (await office.events(number)).count("guest.block_asked") == 1


async def test_the_worker_looks_by_itself_until_it_is_done_and_then_no_more(office: Office) -> None:
    number = await asked(office)
    await office.do(sweeping.sweep)
    assert await office.jobs("look_at_guest") == [], "not before its moment"
    assert await office.service.look(sweeping.next_due) == office.clock.now() + blocking.OFTEN
    await office.later(seconds=20)
    await office.do(sweeping.sweep)
    await office.do(sweeping.sweep)
    assert len(await office.jobs("look_at_guest")) == 1
    assert await office.service.look(blocking.sought, number) == ("oid-lars", None)
    await look(office, number, enabled=True)
    assert await state(office, number) == "asked"
    await office.later(hours=1)
    await office.do(sweeping.sweep)
    assert (await office.request(number)).look_at == office.clock.now() + blocking.LATER
    await look(office, number, enabled=False)
    assert (await office.request(number)).look_at is None
    assert "The guest account is blocked in Entra: seen Tue 3 Mar" in await words(office, number, "berta")
    assert "I have seen it" in await words(office, number, "maria", blocking.KIND)
    assert (await view(office, number, "maria", blocking.KIND)).verbs == ()
    assert (await office.events(number))[-1] == "guest.blocked"
    await look(office, number, enabled=False)
    assert (await office.events(number)).count("guest.blocked") == 1
    await office.later(days=1)
    await office.do(sweeping.sweep)
    assert len(await office.jobs("look_at_guest")) == 2
    assert await office.service.look(blocking.sought, number) == ("", None)


async def test_done_makes_it_look_at_once_and_is_not_believed(office: Office) -> None:
    number = await asked(office)
    await press(office, number, "maria", "request.done", blocking.KIND)
    assert len(await office.jobs("look_at_guest")) == 1
    assert "Done was pressed at 10:00: I am looking" in await words(office, number, "maria", blocking.KIND)
    office.clock.advance(minutes=1)
    await look(office, number, enabled=True)
    assert await state(office, number) == "asked"
    assert "task.said_done" in await office.events(number)
    told = await words(office, number, "maria", blocking.KIND)
    assert "I looked on Tue 3 Mar, 10:01, after Done was pressed: it is not so yet." in told
    office.clock.advance(minutes=1)
    await look(office, number, enabled=True)
    assert await words(office, number, "maria", blocking.KIND) == told, "what was seen after the press is told, once"
    await press(office, number, "maria", "request.done", blocking.KIND)
    assert "10:02: I am looking" in await words(office, number, "maria", blocking.KIND)


@pytest.mark.parametrize("enabled", [True, None], ids=["not so", "not known"])
async def test_a_look_that_was_under_way_does_not_answer_who_says_that_it_is_done(
    office: Office, enabled: bool | None
) -> None:
    number = await asked(office)
    _, said = await office.service.look(blocking.sought, number)
    await press(office, number, "maria", "request.done", blocking.KIND)
    await office.do(blocking.record, number, enabled=enabled, said=said)
    assert await state(office, number) == "asked"
    assert "I am looking" in await words(office, number, "maria", blocking.KIND)
    assert len(await office.jobs("look_at_guest")) == 1, "the look that answers is still to come"


async def test_an_account_that_was_deleted_is_believed_once_somebody_said_that_it_is_done(office: Office) -> None:
    number = await asked(office)
    await look(office, number, enabled=None)
    assert await state(office, number) == "asked", "the directory may not know of it for a moment"
    await press(office, number, "maria", "request.done", blocking.KIND)
    await look(office, number, enabled=None)
    assert "no longer in Entra" in await words(office, number, "berta")
    assert (await office.events(number))[-1] == "guest.gone"


async def test_nobody_looks_for_longer_than_a_week(office: Office) -> None:
    number = await asked(office)
    await office.later(days=6, hours=23)
    await look(office, number, enabled=True)
    assert await state(office, number) == "asked"
    await office.later(hours=1)
    await look(office, number, enabled=True)
    assert "looked for 7 days" in await words(office, number, "berta")
    assert (await office.request(number)).look_at is None
    assert (await office.events(number))[-1] == "guest.block_unseen"
    task = await view(office, number, "maria", blocking.KIND)
    assert task.verbs == ()
    told = whole(render(task))
    assert "Not seen done within 7 days" in told
    assert "Ask Maria" not in told, "she is not told to ask herself"
    assert "Nothing to do" not in told, "it is not settled"
    with declined("declined-stale"):
        await press(office, number, "maria", "request.done", blocking.KIND)


async def test_only_who_ended_it_answers_and_only_while_they_are_an_owner(office: Office) -> None:
    number = await ended(office)
    with declined("declined-stale"):
        await press(office, number, "adam", "block.ask")
    stolen = await card(office, number, "berta")
    with declined("declined-not-yours"):
        await office.do(lambda desk: carding.open_pressed(desk, stolen.id, "block.ask", office.who("adam")))
    with declined("declined-not-yours"):
        await office.do(lambda desk: blocking.answer(desk, office.members["adam"], stolen, block=True))
    await office.read_directory(("olivia", "adam", "carl"))
    with declined("declined-not-owner"):
        await press(office, number, "berta", "block.ask")
    assert await state(office, number) == "open"


async def test_only_an_administrator_says_that_it_is_done(office: Office) -> None:
    number = await asked(office)
    task = await card(office, number, "maria", blocking.KIND)
    with declined("declined-not-yours"):
        await office.do(lambda desk: blocking.say_done(desk, office.members["berta"], task))
    assert "task.said_done" not in await office.events(number)


@pytest.mark.parametrize(
    "user",
    [
        replace(guest(), enabled=False),
        employee("lars", domain="fabrikam.example"),
        None,
    ],
    ids=["blocked", "member", "unknown"],
)
async def test_nothing_is_asked_about_an_account_that_is_blocked_a_members_or_not_known(
    office: Office, user: Any
) -> None:
    await let_in(office)
    if user is None:
        unknown = t.people.update().where(t.people.c.object_id == "oid-lars").values(object_id=None)
        await office.do(lambda desk: desk.c.execute(unknown) and None)
    number = await end_now(office)
    seen = office.outside(user, member_of=[PLAIN], account=account(LARS, "Add-in User"))
    assert await carry_out(office, number, seen) is State.DELIVERED
    assert await state(office, number) == ""
    assert (await view(office, number, "berta")).verbs == ()


async def test_nothing_is_asked_where_no_administrator_is_known(office: Office) -> None:
    office.change_rules(administrators=frozenset({"nobody@contoso.example"}))
    assert await state(office, await ended(office)) == ""


async def test_an_account_of_the_platform_alone_has_no_guest_account_to_ask_about(office: Office) -> None:
    await let_in(office, option=Option.ACCOUNT)
    number = await end_now(office)
    seen = office.outside(account=account(LARS, direct=["Add-in User"]))
    assert await carry_out(office, number, seen) is State.DELIVERED
    assert await state(office, number) == ""


async def test_whom_something_else_keeps_on_the_platform_is_not_to_be_blocked(office: Office) -> None:
    await let_in(office)
    number = await end_now(office)
    assert await carry_out(office, number, inside(office, PLAIN, STRONG)) is State.DELIVERED
    assert await state(office, number) == "", "in a group that Usher did not give"


async def test_whoever_is_about_to_be_let_in_again_when_it_ends_is_not_asked_about(office: Office) -> None:
    await let_in(office)
    number = await end_now(office)
    await office.check(number, inside(office, PLAIN))
    coming = await office.ask(groups=(STRONG,), seen=inside(office, PLAIN))
    await office.decide(coming, "adam", typed=str(coming))
    assert await office.start(number, inside(office, PLAIN)) is None
    assert await office.finish_steps(number) is State.DELIVERED
    assert await state(office, number) == ""


async def test_it_is_asked_with_the_last_of_what_runs_and_not_before(office: Office) -> None:
    await let_in(office)
    await let_in(office, STRONG)
    first, _ = await office.rows(t.grants)
    grant = (await office.service.look(ending.grants_of, [first.request]))[0]
    (number,) = await office.do(
        lambda desk: ending.submit(desk, first.person, [grant], why="date", requester=office.who("berta"))
    )
    assert await carry_out(office, number, inside(office, PLAIN, STRONG)) is State.DELIVERED
    assert await state(office, number) == ""
    last = await end_now(office)
    assert await carry_out(office, last, inside(office, STRONG)) is State.DELIVERED
    assert (await state(office, number), await state(office, last)) == ("", "open")


async def test_a_guest_whose_account_of_their_own_ends_last_is_asked_about_then(office: Office) -> None:
    await let_in(office)
    alone = await let_in(office, STRONG, option=Option.ACCOUNT)
    first, second = [end.number for end in await both(office)]
    assert await carry_out(office, second, inside(office, PLAIN)) is State.DELIVERED
    assert await state(office, second) == "", alone
    seen = office.outside(guest(), account=account(LARS, direct=["Add-in User"]))
    assert await carry_out(office, first, seen) is State.DELIVERED
    assert await state(office, second) == "open"


async def both(office: Office) -> list[Any]:
    """Everything that Lars holds is ended: the account's end, and the guest's."""
    await end_now(office)
    ends = await office.rows(t.requests, t.requests.c.kind == "end_access")
    return sorted(ends, key=lambda end: end.option)


@pytest.mark.parametrize("answered", [False, True])
async def test_who_has_access_again_is_not_to_be_blocked_any_more(office: Office, answered: bool) -> None:
    number = await (asked if answered else ended)(office)
    await office.later(days=1)
    await let_in(office)
    assert "They have access again" in await words(office, number, "berta")
    assert (await view(office, number, "berta")).verbs == ()
    assert (await office.request(number)).look_at is None
    assert (await office.events(number))[-1] == "guest.block_withdrawn"
    if answered:
        assert "Nothing to do any more" in await words(office, number, "maria", blocking.KIND)
        with declined("declined-stale"):
            await press(office, number, "maria", "request.done", blocking.KIND)
    await look(office, number, enabled=False)
    assert await state(office, number) == "withdrawn"
    again = await end_now(office)
    await carry_out(office, again, inside(office, PLAIN))
    assert await state(office, again) == "open", "asked once for each time that it ends"


async def test_whoever_is_about_to_get_access_is_not_asked_to_be_blocked(office: Office) -> None:
    number = await ended(office)
    coming = await office.ask()
    await office.decide(coming, "adam")
    with declined("declined-block-access"):
        await press(office, number, "berta", "block.ask")
    assert (await state(office, number), await office.jobs("look_at_guest")) == ("open", [])


async def test_on_the_last_day_the_sponsor_is_asked(office: Office) -> None:
    await let_in(office, sponsor="oid-carl")
    await office.later(days=200)
    (number,) = await office.do(ending.end_due)
    assert await carry_out(office, number, inside(office, PLAIN)) is State.DELIVERED
    assert (await view(office, number, "carl")).verbs == ASKING
    assert [(await view(office, number, who)).verbs for who in ("olivia", "adam", "berta")] == [(), (), ()]


async def test_nobody_is_asked_where_neither_requester_nor_sponsor_is_an_owner(office: Office) -> None:
    await let_in(office, sponsor="oid-carl")
    await office.later(days=200)
    await office.read_directory(("olivia", "adam", "berta"))
    (number,) = await office.do(ending.end_due)
    assert await carry_out(office, number, inside(office, PLAIN)) is State.DELIVERED
    assert await state(office, number) == ""


async def test_who_ended_it_in_a_review_gets_a_card_that_asks(office: Office) -> None:
    await let_in(office)
    (grant,) = await office.rows(t.grants)
    terms: dict[str, Any] = {"review": 0, "together": 1}
    number = await office.do(lambda desk: ending.end_in_review(desk, office.members["berta"], grant.person, **terms))
    c = t.cards.c
    assert await office.rows(t.cards, c.request == number, c.recipient == office.who("berta")) == []
    assert await carry_out(office, number, inside(office, PLAIN)) is State.DELIVERED
    assert (await view(office, number, "berta")).verbs == ASKING


async def test_whoever_was_erased_is_asked_about_no_more(office: Office) -> None:
    number = await asked(office)
    subject = (await office.request(number)).subject
    await office.service.act("command", None, erasing.erase, subject)
    assert await state(office, number) == "over"
    assert (await office.request(number)).look_at is None
    assert LARS not in await words(office, number, "maria", blocking.KIND)
    assert "Nothing is asked about the guest account any more" in await words(office, number, "maria", blocking.KIND)


async def test_what_is_stored_names_nobody(office: Office) -> None:
    number = await asked(office)
    (row,) = await office.rows(t.requests, t.requests.c.number == number)
    assert "lars" not in str(row.terms["block"]).casefold()
    assert "fabrikam" not in str([one.detail for one in await office.rows(t.audit, t.audit.c.request == number)])


async def test_of_two_answers_the_first_counts(office: Office) -> None:
    number = await ended(office)
    await press(office, number, "berta", "block.ask")
    with declined("declined-stale"):
        await press(office, number, "berta", "block.leave")
    assert await state(office, number) == "asked"
    assert (await office.events(number)).count("guest.left") == 0


async def test_a_guest_who_is_to_be_blocked_is_the_task_of_who_is_an_administrator_since(office: Office) -> None:
    number = await asked(office)
    office.change_rules(administrators=frozenset({"priya@contoso.example"}))
    for _ in range(2):
        await office.do(block_handing.hand_on)
    cards = [row.recipient for row in await office.rows(t.cards, t.cards.c.kind == blocking.KIND)]
    assert sorted(cards) == sorted([office.who("maria"), office.who("priya")]), "to each of them once"
    with declined("declined-not-yours"):
        await press(office, number, "maria", "request.done", blocking.KIND)
    await press(office, number, "priya", "request.done", blocking.KIND)
    assert (await office.events(number))[-1] == "task.said_done"


@side_by_side
async def test_once_it_was_seen_no_sweep_that_began_before_has_it_looked_at_again(office: Office) -> None:
    number = await asked(office)
    _, said = await office.service.look(blocking.sought, number)
    office.clock.advance(minutes=1)
    seen = functools.partial(blocking.record, number=number, enabled=False, said=said)
    await while_uncommitted(office, seen, blocking.look_due)
    assert (await office.request(number)).look_at is None
    assert await office.jobs("look_at_guest") == []
