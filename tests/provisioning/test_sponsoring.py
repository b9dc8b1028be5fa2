"""An external whose sponsor is gone: an owner takes over within two weeks, else access ends."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from office import LARS, PLAIN, Office
from official import whole
from test_ending import inside
from test_inviting import declined

from cards.render import render
from provisioning.domain import dates
from provisioning.domain.states import Kind, State
from provisioning.storage import tables as t
from provisioning.usecases import carding, requests, showing, sponsoring, sweeping

if TYPE_CHECKING:
    from provisioning.usecases.desk import Desk

LEFT = ("olivia", "adam", "berta")


async def orphaned(office: Office, *, until: date = date(2026, 6, 30)) -> int:
    """Carl answers for Lars, and leaves."""
    number = await office.ask(sponsor="oid-carl", until=until)
    await office.deliver(number)
    await office.read_directory(LEFT)
    return number


async def sweep(office: Office) -> dict[str, int]:
    found: dict[str, int] = await office.do(sweeping.sweep)
    return found


async def asked(office: Office) -> dict[str, str]:
    """Who was asked to take over, with their cards."""
    keys = {office.who(key): key for key in office.members}
    return {keys[row.recipient]: row.id for row in await office.rows(t.cards, t.cards.c.kind == sponsoring.KIND)}


async def view(office: Office, card: str) -> Any:
    return await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, card)))


async def take_over(office: Office, card: str, by: str) -> None:
    def press(desk: Desk) -> None:
        sponsoring.take_over(desk, office.members[by], carding.get(desk, card))

    await office.service.act("card", f"take-{by}", press)


async def test_the_other_owners_are_asked_once_who_answers_from_now_on(office: Office) -> None:
    number = await orphaned(office)
    assert (await sweep(office))["orphaned"] == 1
    assert (await sweep(office))["orphaned"] == 0
    cards = await asked(office)
    assert sorted(cards) == sorted(LEFT)
    shown = await view(office, cards["berta"])
    assert (shown.sponsor, shown.people, shown.count) == ("Carl", ((LARS, (PLAIN,)),), 1)
    assert (shown.ends, shown.verbs) == (date(2026, 3, 17), ("sponsor.take",))
    assert "sponsor.gone" in await office.events(number)


async def test_who_takes_over_answers_is_warned_and_nobody_takes_over_after_them(office: Office) -> None:
    number = await orphaned(office, until=date(2026, 3, 20))
    await sweep(office)
    cards = await asked(office)
    await take_over(office, cards["berta"], "berta")
    (grant,) = await office.rows(t.grants)
    assert (grant.sponsor, grant.sponsor_gone_at) == (office.who("berta"), None)
    assert (await office.request(number)).sponsor == office.who("berta")
    (row,) = await office.rows(t.audit, t.audit.c.event == "sponsor.changed")
    assert (row.actor, row.request, row.subject) == (office.who("berta"), number, grant.person)
    told = await view(office, cards["olivia"])
    assert (told.taken, told.people, told.ends) == ("Berta", ((LARS, ()),), None)
    with declined("declined-sponsor-taken"):
        await take_over(office, cards["olivia"], "olivia")
    await office.later(days=3)
    assert (await sweep(office))["warned"] == 1
    warned = await office.rows(t.cards, t.cards.c.kind == "expiry", t.cards.c.recipient == office.who("berta"))
    assert len(warned) == 1


async def test_only_an_owner_takes_over(office: Office) -> None:
    await orphaned(office)
    await sweep(office)
    card = (await asked(office))["berta"]
    await office.read_directory(("olivia", "adam"))
    with declined("declined-not-owner"):
        await take_over(office, card, "berta")


async def test_after_two_weeks_without_anybody_access_ends_and_says_why(office: Office) -> None:
    await orphaned(office)
    await sweep(office)
    begin = office.clock.now()
    due = await office.service.look(sweeping.next_due)
    await office.later(days=13, hours=23)
    assert (await sweep(office))["ended"] == 0
    office.clock.moment = begin + sponsoring.PATIENCE
    assert due is not None
    assert due <= office.clock.now()
    await office.later(minutes=0)
    assert (await sweep(office))["ended"] == 1
    assert (await sweep(office))["ended"] == 0
    (row,) = await office.rows(t.requests, t.requests.c.kind == Kind.END_ACCESS.value)
    end = await office.request(row.number)
    assert (end.requester, end.terms["why"]) == (None, "sponsor_gone")
    with declined("declined-sponsor-taken"):
        await take_over(office, (await asked(office))["berta"], "berta")
    lapsed = await view(office, (await asked(office))["berta"])
    assert (lapsed.verbs, lapsed.lapsed, lapsed.people, lapsed.count) == ((), True, ((LARS, ()),), 1)
    assert whole(render(lapsed)).startswith("✖ Nobody took over: the access of 1 person was ended")
    await office.check(end.number, inside(office, PLAIN))
    assert await office.start(end.number, inside(office, PLAIN)) is None
    assert await office.finish_steps(end.number) is State.DELIVERED
    (grant,) = await office.rows(t.grants)
    assert grant.ended_why == "sponsor_gone"
    told = {one.recipient for one in await office.rows(t.cards, t.cards.c.request == end.number)}
    assert told == {office.who(key) for key in LEFT}


async def test_while_an_end_takes_its_time_the_cards_are_not_shown_at_every_sweep(office: Office) -> None:
    await orphaned(office)
    await sweep(office)
    card = (await asked(office))["berta"]
    await office.later(days=14)
    times = [(await office.shown()).count(card)]
    for _ in range(3):
        await sweep(office)
        times.append((await office.shown()).count(card))
    assert times == [1, 2, 2, 2]


async def test_a_sponsor_who_is_an_owner_again_goes_on_answering(office: Office) -> None:
    await orphaned(office)
    await sweep(office)
    await office.read_directory((*LEFT, "carl"))
    await sweep(office)
    (grant,) = await office.rows(t.grants)
    back = office.who("carl") in {row.pseudonym for row in await office.rows(t.known_members)}
    assert (grant.sponsor_gone_at is None) is back
    await office.do(lambda desk: _confirm(desk, office))
    await sweep(office)
    (grant,) = await office.rows(t.grants)
    assert (grant.sponsor, grant.sponsor_gone_at) == (office.who("carl"), None)
    assert (await view(office, (await asked(office))["berta"])).verbs == ()
    await office.later(days=20)
    assert (await sweep(office))["ended"] == 0


def _confirm(desk: Desk, office: Office) -> None:
    """Somebody confirmed that Carl belongs to the owners."""
    known = {row.pseudonym for row in desk.c.execute(t.known_members.select())}
    if office.who("carl") not in known:
        row = {"group_name": "Owners", "pseudonym": office.who("carl"), "known_by": office.who("adam"), "at": desk.now}
        desk.c.execute(t.known_members.insert().values(row))


async def test_while_there_is_no_owner_at_all_nobody_loses_access_for_it(office: Office) -> None:
    await orphaned(office)
    await sweep(office)
    await office.read_directory(())
    await office.later(days=20)
    found = await sweep(office)
    assert (found["orphaned"], found["ended"]) == (0, 0)


async def test_employees_have_no_sponsor_to_lose(office: Office) -> None:
    number = await orphaned(office)

    def employ(desk: Desk) -> None:
        person = requests.get(desk, number).subject
        desk.c.execute(t.people.update().where(t.people.c.pseudonym == person).values(is_guest=False))
        desk.c.execute(t.requests.update().values(kind=Kind.CHANGE_ROLE.value))

    await office.do(employ)
    assert (await sweep(office))["orphaned"] == 0
    assert dates.day_of(office.clock.now(), office.rules.zone) == date(2026, 3, 3)
