"""What changes outside Usher is found once, told to owners, and settled by nobody but people, by the usual rules."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from databases import statements
from office import LARS, PLAIN, STRONG, Office, account, employee, group, guest
from official import whole
from paged import PagedTenant
from rolling import Rolling
from test_inviting import declined

from cards.render import render
from provisioning.domain.errors import Declined
from provisioning.domain.ports import Refused
from provisioning.domain.states import Kind, State
from provisioning.storage import tables as t
from provisioning.usecases import (
    authority,
    carding,
    changing,
    ending,
    erasing,
    findings,
    granting,
    inviting,
    people,
    righting,
    scoping,
    sending,
    showing,
    watching,
)
from provisioning.workflow.outside import World
from provisioning.workflow.watching import watch

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from provisioning.domain.ports import DirectoryUser, Members
    from provisioning.domain.preview import Outside
    from provisioning.sql import Database
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

OWNERS = "Owners"
FOUR = ("olivia", "adam", "berta", "carl")


async def read(office: Office, group: str, *inside: DirectoryUser | str) -> None:
    """The worker has read a group."""
    users = [employee(one) if isinstance(one, str) else one for one in inside]

    def compare(desk: Desk) -> None:
        watching.compare(desk, group, users, desk.now)
        watching.tell(desk)

    await office.do(compare)
    if group == OWNERS:
        await office.do(authority.record_members, group, users)


async def found(office: Office) -> list[tuple[str, str, str]]:
    """Open findings: kind, group and object id."""
    who = {row.pseudonym: row.object_id for row in await office.rows(t.people)}
    rows = await office.rows(t.findings, t.findings.c.resolved_at.is_(None))
    return [(row.kind, row.group_name, who[row.person]) for row in rows]


async def resolutions(office: Office) -> list[str]:
    """How those that are settled ended."""
    return [row.resolution for row in await office.rows(t.findings, t.findings.c.resolved_at.is_not(None))]


async def card_of(office: Office, by: str) -> carding.Card:
    """The newest card of findings that somebody has."""
    c = t.cards.c
    rows = await office.rows(t.cards, c.kind == "drift", c.recipient == office.who(by))
    assert rows
    newest = max(rows, key=lambda row: int(row.terms["batch"]))
    return await office.service.look(carding.get, newest.id)


async def times_shown(office: Office, by: str) -> int:
    """How often somebody's card was to be shown."""
    return (await office.shown()).count((await card_of(office, by)).id)


async def readers(office: Office) -> list[str]:
    """Who has a card of findings, once for each."""
    names = {member.pseudonym: key for key, member in office.members.items()}
    return sorted(names[row.recipient] for row in await office.rows(t.cards, t.cards.c.kind == "drift"))


async def view(office: Office, by: str) -> Any:
    """The card as its reader sees it."""
    card = await card_of(office, by)
    return await office.service.look(lambda desk: showing.view_of(desk, card))


async def press(office: Office, by: str, way: str, number: int = 1) -> int:
    """Press for a finding; the request that was asked, 0 for none."""
    card, act = await card_of(office, by), getattr(righting, way)
    before = len(await office.rows(t.requests))
    await office.service.act("card", f"activity-{by}", act, office.members[by], card, number)
    after = await office.rows(t.requests)
    return int(after[-1].number) if len(after) > before else 0


def seen(office: Office, key: str, *inside: str) -> Outside:
    """The world about somebody who is in some groups, with the account that follows from them."""
    roles = sorted({role for name in inside for role in office.rules.groups[name].roles})
    shown = account(f"{key}@contoso.example", *roles) if inside else None
    return office.outside(employee(key), member_of=inside, account=shown)


async def check(office: Office, number: int, key: str, *inside: str) -> Request:
    """The worker has looked outside for whom a request is about."""
    return await office.check(number, seen(office, key, *inside))


async def carry_out(office: Office, number: int, key: str, *inside: str) -> State:
    """From approved to the end."""
    assert await office.start(number, seen(office, key, *inside)) is None
    return await office.finish_steps(number)


async def give(office: Office, key: str, group: str = PLAIN, until: date | None = None) -> int:
    """Somebody is in a group by a request."""
    member = office.members[key] if key in office.members else await office.meet(key)
    change = changing.Change(subject=member.pseudonym, joins=(group,), until=until)
    number: int = await office.do(changing.ask, office.members["olivia"], change)
    await check(office, number, key)
    await office.decide(number, "adam", typed=f"R-{number}")
    assert await carry_out(office, number, key) is State.DELIVERED
    return number


async def watched(office: Office, group: str = PLAIN, *inside: DirectoryUser | str) -> None:
    """A group is read for the first time, and some hours pass."""
    await read(office, group, *inside)
    await office.later(hours=3)


async def test_a_guest_who_was_invited_anew_and_is_in_the_group_is_neither_added_nor_missing(office: Office) -> None:
    number = await office.ask()
    await office.deliver(number)
    await office.do(people.record_user, guest())
    request = await office.request(number)
    await office.do(granting.record_given, request, group=PLAIN, group_id=f"gid-{PLAIN}", handles={"user": "oid-lars"})
    await watched(office, PLAIN, guest())
    await read(office, PLAIN, replace(guest(), id="oid-anew"))
    assert await found(office) == []


async def test_what_was_given_and_is_gone_from_entra_may_be_asked_for_anew(office: Office) -> None:
    number = await office.ask()
    await office.deliver(number)
    await office.do(people.record_user, guest())
    request = await office.request(number)
    await office.do(granting.record_given, request, group=PLAIN, group_id=f"gid-{PLAIN}", handles={"user": "oid-lars"})
    with pytest.raises(Declined) as refused:
        await office.ask()
    assert refused.value.key == "declined-has-access-until"
    await watched(office, PLAIN, guest())
    await read(office, PLAIN)
    assert [one[:2] for one in await found(office)] == [("missing", PLAIN)]
    assert (await office.request(await office.ask())).state is State.PENDING


# --- what is found -------------------------------------------------------------------------------------------------


async def test_whoever_was_there_when_watching_began_is_no_finding(office: Office) -> None:
    await watched(office, PLAIN, "nora", "otto")
    await read(office, PLAIN, "nora", "otto")
    assert await found(office) == []
    assert (await office.rows(t.people, t.people.c.object_id == "oid-nora")) == [], "nothing is kept of them but a hash"


async def test_a_member_whom_nothing_explains_is_found_once_and_every_owner_is_told_once(office: Office) -> None:
    await watched(office, PLAIN, "nora")
    for _ in range(2):
        await read(office, PLAIN, "nora", "mallory", guest())
    assert sorted(await found(office)) == [("added", PLAIN, "oid-lars"), ("added", PLAIN, "oid-mallory")]
    assert await readers(office) == sorted(FOUR), "one card for all that one reading found"
    assert (await office.events()).count("drift.found") == 2


async def test_however_many_are_found_at_once_they_are_written_down_together(office: Office) -> None:
    people_found = [office.members[key].pseudonym for key in FOUR]
    with statements(office.database) as told:
        await office.do(
            findings.record, PLAIN, {("added", one) for one in people_found}, again=frozenset(people_found[:2])
        )
    assert sum("INSERT INTO findings" in one for one in told) == 2
    rows = await office.rows(t.findings)
    assert {row.person for row in rows if row.account} == set(people_found[:2])
    assert {row.person for row in rows} == set(people_found)


async def test_several_readings_at_once_find_and_tell_once(office: Office) -> None:
    await watched(office, PLAIN, "nora")
    await asyncio.gather(*(read(office, PLAIN, "nora", "mallory") for _ in range(5)))
    assert await found(office) == [("added", PLAIN, "oid-mallory")]
    assert await readers(office) == sorted(FOUR)


async def test_what_usher_gave_or_knows_is_no_finding(office: Office) -> None:
    await watched(office, PLAIN)
    await give(office, "priya")
    await office.later(hours=3)
    await read(office, PLAIN, "priya")
    await watched(office, OWNERS, *FOUR)
    await read(office, OWNERS, *FOUR)
    assert await found(office) == []


async def test_what_usher_is_changing_or_changed_lately_is_no_finding(office: Office) -> None:
    await watched(office)
    member = office.members["priya"]
    change = changing.Change(subject=member.pseudonym, joins=(PLAIN,))
    number = await office.do(changing.ask, office.members["olivia"], change)
    await check(office, number, "priya")
    await office.decide(number, "adam")
    await read(office, PLAIN, "priya")
    assert await found(office) == [], "joined, and not written down yet"
    await carry_out(office, number, "priya")
    await office.later(minutes=30)
    await read(office, PLAIN)
    assert await found(office) == [], "Entra may show it later"
    await office.later(hours=1)
    await read(office, PLAIN)
    assert await found(office) == [("missing", PLAIN, "oid-priya")]


async def test_who_left_and_comes_back_from_outside_is_a_finding(office: Office) -> None:
    await watched(office, PLAIN, "nora", "otto")
    await read(office, PLAIN, "otto")
    await read(office, PLAIN, "otto", "nora")
    assert await found(office) == [("added", PLAIN, "oid-nora")]


async def test_whom_usher_took_out_and_somebody_put_in_again_is_a_finding(office: Office) -> None:
    await watched(office, PLAIN, "priya")
    change = changing.Change(subject=office.who("priya"), joins=(), leaves=(PLAIN,))
    number = await office.do(changing.ask, office.members["olivia"], change)
    await check(office, number, "priya", PLAIN, STRONG)
    assert await carry_out(office, number, "priya", PLAIN, STRONG) is State.DELIVERED
    await office.later(hours=3)
    await read(office, PLAIN, "priya")
    assert await found(office) == [("added", PLAIN, "oid-priya")]


async def test_an_owner_who_is_gone_is_told_to_the_others_with_whom_it_may_concern(office: Office) -> None:
    await watched(office, OWNERS, *FOUR)
    await read(office, OWNERS, "olivia", "adam", "berta")
    assert await found(office) == [("missing", OWNERS, "oid-carl")]
    assert await readers(office) == ["adam", "berta", "olivia"]
    shown = await view(office, "adam")
    assert [(one.kind, one.name, one.guarded) for one in shown.findings] == [("missing", "Carl", True)]


async def test_an_owner_whose_account_is_disabled_is_not_missing(office: Office) -> None:
    await watched(office, OWNERS, *FOUR)
    await read(office, OWNERS, "olivia", "adam", "berta", employee("carl", enabled=False))
    assert await found(office) == []


async def test_an_owner_whose_account_is_enabled_again_is_told_and_can_be_confirmed(office: Office) -> None:
    await watched(office, OWNERS, *FOUR)
    await office.do(authority.record_members, OWNERS, [employee(key) for key in FOUR])
    await read(office, OWNERS, "olivia", "adam", "berta", employee("carl", enabled=False))
    assert office.who("carl") not in await office.service.look(authority.owners)
    await office.later(hours=3)
    await read(office, OWNERS, *FOUR)
    assert await found(office) == [("added", OWNERS, "oid-carl")]
    assert await readers(office) == ["adam", "berta", "olivia"]
    told = whole(render(await view(office, "adam")))
    assert "The account of Carl, who is in Owners, was enabled again" in told
    assert "they were in the group all the time" in told
    assert "added" not in told
    number = await press(office, "olivia", "keep")
    assert (await check(office, number, "carl", OWNERS)).state is State.PENDING


@pytest.mark.parametrize("then", ["enabled", "gone and back"])
async def test_whoever_was_put_in_while_disabled_or_was_out_between_was_added(office: Office, then: str) -> None:
    three = ("olivia", "adam", "berta")
    await watched(office, OWNERS, *(three if then == "enabled" else FOUR))
    await read(office, OWNERS, *three, employee("carl", enabled=False))
    if then != "enabled":
        await read(office, OWNERS, *three)
    await read(office, OWNERS, *FOUR)
    assert ("added", OWNERS, "oid-carl") in await found(office)
    assert "Carl was added to Owners" in whole(render(await view(office, "adam")))


async def test_an_owner_by_request_whose_account_is_disabled_was_added_by_nobody(office: Office) -> None:
    await watched(office, OWNERS, "olivia", "adam", "berta")
    await office.do(authority.record_members, OWNERS, [employee(key) for key in FOUR])
    await office.do(authority.know, OWNERS, office.who("carl"), office.who("adam"))
    await office.later(hours=3)
    for _ in range(2):
        await read(office, OWNERS, "olivia", "adam", "berta", employee("carl", enabled=False))
    assert await found(office) == []


async def test_nobody_is_told_of_themselves_or_decides_it_by_whichever_account(office: Office) -> None:
    office.change_rules(linked=(frozenset({"berta@contoso.example", "berta2@contoso.example"}),))
    await watched(office)
    await read(office, PLAIN, "adam")
    assert await readers(office) == ["berta", "carl", "olivia"]
    await read(office, PLAIN, "adam", "berta2")
    assert (await readers(office)).count("berta") == 1, "the second account is hers"
    card = await card_of(office, "olivia")
    for key, number in (("adam", 1), ("berta", 2)):
        theirs = replace(card, terms={"batch": number}, recipient=office.who(key))
        for act in (righting.put_back, righting.keep):
            with pytest.raises(Declined, match="declined-self"):
                await office.service.act("card", "activity", act, office.members[key], theirs, number)
    assert await office.rows(t.requests) == []


async def test_nobody_but_owners_decides_and_only_what_is_on_the_card(office: Office) -> None:
    await watched(office)
    await read(office, PLAIN, "mallory")
    card = await card_of(office, "olivia")
    for act in (righting.put_back, righting.keep, righting.ask):
        with pytest.raises(Declined, match="declined-not-owner"):
            await office.service.act("card", "activity", act, office.members["priya"], card, 1)
        for other, number in ((replace(card, terms={"batch": 99}), 1), (card, 99), (card, 0)):
            with pytest.raises(Declined, match="declined-drift-which"):
                await office.service.act("card", "activity", act, office.members["olivia"], other, number)


# --- what becomes of it ----------------------------------------------------------------------------------------------


async def test_putting_back_a_member_of_a_usual_group_is_one_press(office: Office) -> None:
    await watched(office)
    await read(office, PLAIN, "mallory")
    number = await press(office, "olivia", "put_back")
    request = await check(office, number, "mallory", PLAIN)
    assert (request.state, request.leaves) == (State.APPROVED, (PLAIN,))
    with pytest.raises(Declined, match="declined-asked-already"):
        await press(office, "adam", "put_back")
    assert await carry_out(office, number, "mallory", PLAIN) is State.DELIVERED
    assert (await found(office), await resolutions(office)) == ([], ["put_back"])
    for act in ("put_back", "keep"):
        with pytest.raises(Declined, match="declined-drift-settled"):
            await press(office, "adam", act)
    shown = await view(office, "adam")
    assert (shown.verbs, shown.findings[0].number) == ((), number)
    assert (await office.events(number)).count("drift.resolved") == 1


async def test_putting_back_a_member_of_owners_takes_somebody_outside(office: Office) -> None:
    await watched(office, OWNERS, *FOUR)
    await read(office, OWNERS, *FOUR, "mallory")
    number = await press(office, "olivia", "put_back")
    assert (await check(office, number, "mallory", OWNERS, PLAIN)).state is State.PENDING
    with pytest.raises(Declined, match="declined-not-asked"):
        await office.decide(number, "adam", card=await office.approval(number, "maria"), typed=f"R-{number}")
    await office.decide(number, "maria", typed=f"R-{number}")
    assert await carry_out(office, number, "mallory", OWNERS, PLAIN) is State.DELIVERED
    assert await resolutions(office) == ["put_back"]


async def test_more_than_five_in_a_day_are_not_put_back_by_one_owner_alone(office: Office) -> None:
    await watched(office)
    await read(office, PLAIN, *(f"stranger{n}" for n in range(6)))
    states = []
    for place in range(1, 7):
        number = await press(office, "olivia", "put_back", place)
        states.append((await check(office, number, f"stranger{place - 1}", PLAIN)).state)
    assert states == [State.APPROVED] * 5 + [State.PENDING]


async def test_an_owner_from_outside_has_no_rights_before_others_approved(office: Office) -> None:
    mallory = await office.meet("mallory")
    await watched(office, OWNERS, *FOUR)
    await read(office, OWNERS, *FOUR, "mallory")
    number = await press(office, "olivia", "keep")
    assert (await check(office, number, "mallory", OWNERS)).state is State.PENDING
    assert mallory.pseudonym not in await office.service.look(authority.owners)
    await office.decide(number, "adam", typed=f"R-{number}")
    assert mallory.pseudonym not in await office.service.look(authority.owners), "somebody outside decides as well"
    await office.decide(number, "maria", typed=f"R-{number}")
    assert await carry_out(office, number, "mallory", OWNERS) is State.DELIVERED
    assert mallory.pseudonym in await office.service.look(authority.owners)
    assert await resolutions(office) == ["kept"]
    await office.later(hours=3)
    await read(office, OWNERS, *FOUR, "mallory")
    assert await found(office) == []


async def test_what_is_kept_is_asked_with_an_approval_and_explained_from_then_on(office: Office) -> None:
    await watched(office)
    await read(office, PLAIN, "mallory")
    number = await press(office, "olivia", "keep")
    request = await check(office, number, "mallory", PLAIN)
    assert (request.state, request.kind, request.groups) == (State.PENDING, Kind.CHANGE_ROLE, (PLAIN,))
    await office.decide(number, "adam")
    assert await carry_out(office, number, "mallory", PLAIN) is State.DELIVERED
    await office.later(hours=3)
    await read(office, PLAIN, "mallory")
    assert (await found(office), await resolutions(office)) == ([], ["kept"])


async def test_a_rejected_request_leaves_the_finding_to_be_decided_anew(office: Office) -> None:
    await watched(office)
    await read(office, PLAIN, "mallory")
    number = await press(office, "olivia", "keep")
    await check(office, number, "mallory", PLAIN)
    assert (await view(office, "adam")).verbs == ()
    before = await times_shown(office, "carl")
    await office.decide(number, "adam", approved=False, reason="No")
    assert await times_shown(office, "carl") > before
    assert (await view(office, "adam")).verbs == findings.VERBS
    assert await press(office, "adam", "put_back") > number


async def test_a_missing_member_is_given_back_for_as_long_as_before(office: Office) -> None:
    await watched(office)
    given = await give(office, "priya", until=date(2026, 6, 30))
    await office.later(hours=3)
    await read(office, PLAIN)
    shown = (await view(office, "olivia")).findings[0]
    assert (shown.kind, shown.given_by, shown.until) == ("missing", given, date(2026, 6, 30))
    number = await press(office, "olivia", "put_back")
    request = await check(office, number, "priya")
    assert (request.state, request.groups) == (State.PENDING, (PLAIN,)), "giving takes two"
    assert request.until == (await office.request(given)).until


async def test_a_guest_who_was_deleted_is_not_put_back_and_owners_read_how_to_invite_anew(office: Office) -> None:
    await office.deliver(await office.ask())
    await office.do(people.record_user, guest())
    (request,) = [await office.request(row.number) for row in await office.rows(t.requests)]
    await office.do(granting.record_given, request, group=PLAIN, group_id=f"gid-{PLAIN}", handles={"user": "oid-lars"})
    await watched(office, PLAIN, guest())
    await read(office, PLAIN)
    number = await press(office, "olivia", "put_back")
    back = await office.check(number, office.outside())
    assert (back.state, back.why) == (State.REFUSED, ("declined-guest-gone", {}))
    card = await office.service.look(carding.find_of, number, office.who("olivia"))
    assert card is not None
    seen = await office.service.look(lambda desk: showing.view_of(desk, card))
    told = whole(render(seen))
    assert "is not in Entra any more" in told
    assert f"invite {LARS}" in told
    number = await press(office, "olivia", "put_back")
    await office.check(number, office.outside(guest()))
    await office.decide(number, "adam")
    assert await office.start(number, office.outside()) == ("why-moved", {}), "deleted since: nothing is begun"
    back = await office.check(number, office.outside())
    assert (back.state, back.why) == (State.REFUSED, ("declined-guest-gone", {}))
    assert await press(office, "olivia", "keep") == 0
    assert await found(office) == []


async def test_what_has_ended_since_is_given_back_to_nobody(office: Office) -> None:
    await watched(office)
    await give(office, "priya", until=date(2026, 6, 30))
    await office.later(hours=3)
    await read(office, PLAIN)
    await office.do(lambda desk: desk.c.execute(t.grants.update().values(ended_at=desk.now, ended_why="date")))
    with pytest.raises(Declined, match="declined-drift-settled"):
        await press(office, "olivia", "put_back")
    await read(office, PLAIN)
    assert (await found(office), await resolutions(office)) == ([], ["outside"])


async def test_who_is_missing_where_an_end_is_proven_is_offered_to_be_put_back_no_more(office: Office) -> None:
    await watched(office)
    await give(office, "priya")
    await office.later(hours=3)
    await read(office, PLAIN)
    assert (await view(office, "olivia")).verbs == findings.VERBS
    number = await office.do(lambda desk: ending.end_person(desk, office.members["adam"], office.who("priya"))[0])
    await check(office, number, "priya")
    assert await carry_out(office, number, "priya") is State.DELIVERED
    assert await resolutions(office) == ["ended"]
    assert (await view(office, "olivia")).verbs == ()


async def test_who_is_missing_while_an_end_begins_is_no_finding(office: Office) -> None:
    await watched(office)
    await give(office, "priya")
    await office.later(hours=3)
    await office.do(lambda desk: ending.end_person(desk, office.members["adam"], office.who("priya")))
    await read(office, PLAIN)
    assert await found(office) == []


async def test_what_somebody_lost_is_let_go_of_by_one_press(office: Office) -> None:
    await watched(office)
    given = await give(office, "priya", until=date(2026, 6, 30))
    await office.later(hours=3)
    await read(office, PLAIN)
    assert await press(office, "olivia", "keep") == 0
    grant = (await office.rows(t.grants))[0]
    assert (grant.ended_why, grant.gives["groups"]) == ("outside", [])
    assert "grant.ended" in await office.events(given)
    assert await resolutions(office) == ["ended"]
    await read(office, PLAIN)
    assert await found(office) == []


async def test_what_is_put_right_in_entra_settles_itself_and_the_cards_say_so(office: Office) -> None:
    await watched(office)
    await give(office, "priya")
    await office.later(hours=3)
    await read(office, PLAIN, "mallory")
    assert [kind for kind, _, _ in await found(office)] == ["added", "missing"]
    before = await times_shown(office, "carl")
    await read(office, PLAIN, "priya")
    assert (await found(office), await resolutions(office)) == ([], ["outside", "outside"])
    assert await times_shown(office, "carl") > before
    assert (await view(office, "carl")).verbs == ()


async def test_an_approver_from_outside_in_a_group_without_roles_is_confirmed_by_an_owner(office: Office) -> None:
    office.ask_stages(["group:Approvers"])
    await office.read_directory(FOUR)
    await watched(office, "Approvers")
    await read(office, "Approvers", "zoe")
    await office.read_directory(FOUR, Approvers=["zoe"])
    with pytest.raises(Declined, match="declined-group-followed"):
        await press(office, "olivia", "put_back")
    assert await office.service.look(authority.known_of, "Approvers") == set()
    assert await press(office, "olivia", "keep") == 0
    assert len(await office.service.look(authority.known_of, "Approvers")) == 1
    assert await resolutions(office) == ["kept"]


async def approvers_of(office: Office, group: str, *inside: str) -> None:
    """The worker has read a group that has a say, and Adam has pressed what set-up offers him."""
    office.ask_stages([f"group:{group}"])
    await office.read_directory(FOUR, **{group: inside})
    await read(office, group, *inside)
    shown = await office.service.look(authority.unknown)
    await office.do(authority.confirm_approvers, office.members["adam"], shown)


async def setup_of(office: Office, by: str) -> Any:
    """Somebody's card of set-up."""
    unknown = await office.service.look(authority.unknown)
    card = await office.do(lambda desk: carding.issue(desk, office.who(by), "setup", unknown=unknown))
    return await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, card)))


async def test_who_was_added_to_a_role_group_of_approvers_is_confirmed_by_no_press_of_set_up(office: Office) -> None:
    await approvers_of(office, PLAIN, "berta")
    assert await office.service.look(authority.known_of, PLAIN) == {office.who("berta")}, (
        "who was there at the beginning"
    )
    await office.meet("erin")
    await approvers_of(office, PLAIN, "berta", "erin")
    assert await office.service.look(authority.known_of, PLAIN) == {office.who("berta")}
    assert await found(office) == [("added", PLAIN, "oid-erin")]
    shown = await setup_of(office, "adam")
    assert (shown.unconfirmed_approvers, shown.added_approvers) == ((), ("Erin",))
    assert "setup.confirm_approvers" not in shown.verbs
    number = await press(office, "olivia", "keep")
    request = await check(office, number, "erin", PLAIN)
    assert request.state is State.PENDING
    for approver in ("adam", "maria"):
        await office.decide(number, approver, typed=f"R-{number}")
    assert await carry_out(office, number, "erin", PLAIN) is State.DELIVERED
    assert office.who("erin") in await office.service.look(authority.known_of, PLAIN)


async def test_a_role_group_given_here_before_it_had_a_say_keeps_nobody_waiting(office: Office) -> None:
    await watched(office)
    await give(office, "priya")
    await approvers_of(office, PLAIN, "priya")
    assert await office.service.look(authority.known_of, PLAIN) == {office.who("priya")}


async def test_who_is_confirmed_by_set_up_was_not_put_right_in_entra(office: Office) -> None:
    await approvers_of(office, "Security")
    await office.meet("erin")
    await approvers_of(office, "Security", "erin")
    await read(office, "Security", "erin")
    assert await resolutions(office) == ["kept"]
    events = await office.rows(t.audit, t.audit.c.event == "drift.resolved")
    assert [row.actor for row in events] == [office.who("adam")]


async def test_administrators_are_asked_once_who_did_it_and_never_whom_it_is_about(office: Office) -> None:
    await watched(office)
    await read(office, PLAIN, "mallory")
    assert await press(office, "olivia", "ask") == 0
    asked = await office.rows(t.cards, t.cards.c.kind == "notice")
    assert [(row.recipient, row.terms["key"]) for row in asked] == [(office.who("maria"), "notice-drift-added")]
    assert (await view(office, "adam")).verbs == ("drift.put_back", "drift.keep")
    with pytest.raises(Declined, match="declined-drift-asked"):
        await press(office, "adam", "ask")
    await read(office, PLAIN, "maria", "mallory")
    with pytest.raises(Declined, match="declined-drift-asked"):
        await press(office, "adam", "ask", 2)
    assert "drift.ask" not in (await view(office, "adam")).verbs


# --- which groups, and what it costs ---------------------------------------------------------------------------------


async def test_groups_that_usher_manages_are_read_once_a_day_while_they_are_in_scope(office: Office) -> None:
    followed = replace(office.rules.groups[STRONG], followed=True)
    office.change_rules(groups={**office.rules.groups, STRONG: followed})
    await office.read_directory(FOUR)
    due = await office.service.look(watching.list_due)
    assert PLAIN in due
    assert {STRONG, OWNERS} & set(due) == set(), "one reflects Entra, the other is read every few minutes"
    assert await office.do(watching.ask_due)
    await watched(office)
    assert PLAIN not in await office.service.look(watching.list_due)
    await office.later(days=1)
    assert PLAIN in await office.service.look(watching.list_due)


async def test_a_group_that_leaves_the_scope_is_watched_anew_when_it_comes_back(office: Office) -> None:
    await watched(office)
    await read(office, PLAIN, "mallory")

    def out(desk: Desk) -> None:
        desk.c.execute(t.groups.update().where(t.groups.c.name == PLAIN).values(in_scope=False))

    await office.do(out)
    await office.do(watching.ask_due)
    assert (await found(office), await resolutions(office)) == ([], ["unwatched"])
    await read(office, PLAIN, "mallory", "nora")
    assert await found(office) == []


async def test_a_group_too_large_or_unreadable_is_left_alone_for_a_day(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "MOST_MEMBERS", 4)
    tenant = PagedTenant.of(office)
    tenant.join(PLAIN, *map(employee, ("a", "b", "c", "d", "e", "f")))
    tenant.join("Receptionists", employee("g"))
    ports: Any = tenant
    await watch(World(service=office.service, directory=ports, platform=ports))
    rows = {row.group_name: row.since for row in await office.rows(t.watched)}
    assert rows[PLAIN] is None
    assert rows["Receptionists"] is not None
    assert await office.service.look(watching.list_due) == {}
    tenant.members[f"gid-{PLAIN}"].clear()
    await office.later(days=2)
    tenant.join("Receptionists", employee("h"))
    await watch(World(service=office.service, directory=ports, platform=ports))
    assert await found(office) == [("added", "Receptionists", "oid-h")]
    assert await readers(office) == sorted(FOUR)


async def test_what_entra_refuses_to_show_is_no_finding(office: Office) -> None:
    await watched(office, PLAIN, "nora")
    await office.later(days=1)

    class Closed(PagedTenant):
        async def member_pages(self, group_id: str) -> AsyncIterator[Members]:
            async for page in super().member_pages(group_id):
                yield page
                raise Refused("group_not_found", group_id)

    ports: Any = Closed.of(office)
    await watch(World(service=office.service, directory=ports, platform=ports))
    await read(office, PLAIN, "nora")
    assert await found(office) == []


async def test_a_reading_costs_as_many_statements_with_two_hundred_members_as_with_five(office: Office) -> None:
    counts = []
    for many in (5, 200):
        users = [employee(f"member{n}") for n in range(many)]
        await office.do(lambda desk: desk.c.execute(t.watched.delete()))
        await office.do(watching.compare, PLAIN, users, office.clock.now())
        with statements(office.database) as told:
            await office.do(watching.compare, PLAIN, users, office.clock.now())
        counts.append(len(told))
    assert counts[0] == counts[1] > 0


async def test_who_is_erased_is_named_on_no_card_of_findings(office: Office) -> None:
    await watched(office)
    await read(office, PLAIN, "mallory")
    await read(office, PLAIN)
    card = await card_of(office, "olivia")
    await office.do(
        lambda desk: sending.record_sent(desk, card.id, service_url="s", conversation_id="c", activity_id="a", shown=1)
    )
    mallory = await office.service.look(lambda desk: desk.vault.find("mallory@contoso.example"))
    before = await times_shown(office, "olivia")
    await office.do(erasing.erase, mallory)
    assert await times_shown(office, "olivia") > before
    assert [one.name for one in (await view(office, "olivia")).findings] == ["(erased)"]


async def test_a_card_that_tells_one_is_pressed_for_that_one(office: Office) -> None:
    await watched(office)
    await read(office, PLAIN, "mallory", "trudy")
    card = await card_of(office, "olivia")
    assert (await view(office, "olivia")).card == card.id
    await press(office, "olivia", "keep", 2)
    assert (await view(office, "olivia")).card == f"{card.id}.1"


async def test_nobody_is_told_before_there_is_an_owner(database: Database) -> None:
    office = await Office.open(database, owners=())
    await watched(office)
    await read(office, PLAIN, "mallory")
    assert await readers(office) == []
    await office.read_directory(("olivia",))
    await office.do(authority.confirm_owners, office.members["maria"], await office.service.look(authority.unknown))
    await office.meet("olivia")
    await office.do(watching.tell)
    assert await readers(office) == ["olivia"]


async def test_administrators_hear_once_that_the_last_owner_is_gone_whether_taken_out_or_disabled(
    office: Office,
) -> None:
    rolling, others = await Rolling.begin(office), ("berta", "carl")
    world, tenant = rolling.worker.world, rolling.tenant
    await world.refresh()
    tenant.leave(OWNERS, "olivia", *others)
    await world.refresh()
    assert await ownerless(office) == []
    tenant.leave(OWNERS, "adam")
    tenant.join(OWNERS, employee("adam", enabled=False))
    await world.refresh()
    await world.refresh()
    assert await ownerless(office) == [(office.who("maria"), [office.who("adam")])]


async def test_a_group_that_is_deleted_or_taken_out_of_the_scope_is_told_once_to_owners_and_administrators(
    office: Office,
) -> None:
    everybody = {name: group(name) for name in office.rules.group_names}
    there = {name: one for name, one in everybody.items() if name != STRONG}
    scope = {f"gid-{name}" for name in everybody if name != PLAIN}
    for _ in range(2):
        await office.do(scoping.record_groups, there, scope)
    notices = await office.rows(t.cards, t.cards.c.kind == "notice")
    told = sorted((row.recipient, row.terms["key"], row.terms["values"]["groups"]) for row in notices)
    readers = [office.who(key) for key in (*FOUR, "maria")]
    kinds = (("notice-groups-gone", [STRONG]), ("notice-groups-unassigned", [PLAIN]))
    assert told == sorted((who, key, groups) for who in readers for key, groups in kinds)


async def test_what_a_way_back_takes_out_of_the_scope_is_no_news(office: Office) -> None:
    rolling = await Rolling.begin(office)
    world = rolling.worker.world
    await rolling.delivered()
    await world.refresh()
    await rolling.delivered(back=True)
    await world.refresh()
    assert await taken_out(office) == set()
    await rolling.delivered()
    await world.refresh()
    rolling.tenant.scope.difference_update({"gid-Add-in Users", "gid-Receptionists"})
    await world.refresh()
    assert await taken_out(office) == {"Add-in Users", "Receptionists"}, "this time it was somebody else"


async def test_what_a_wave_moved_is_judged_as_it_is_at_once_and_no_reading_from_before_takes_it_back(
    office: Office,
) -> None:
    rolling, wave = await Rolling.begin(office), ["Add-in Users", "Receptionists"]
    everybody, before = {name: group(name) for name in office.rules.group_names}, set(rolling.tenant.scope)
    began = office.clock.now()
    office.clock.advance(seconds=1)
    number = await rolling.approved()
    await rolling.carry(number)
    await office.service.look(inviting.check_changeable, wave)
    await office.do(scoping.record_groups, everybody, before, began)
    assert await taken_out(office) == set()
    await office.service.look(inviting.check_changeable, wave)
    assert await rolling.deliver(number) == "delivered"
    await rolling.delivered(back=True)
    with declined("declined-group-out-of-scope"):
        await office.service.look(inviting.check_changeable, wave)


async def taken_out(office: Office) -> set[str]:
    """The groups of which anybody was told that they have left the scope."""
    notices = await office.rows(t.cards, t.cards.c.kind == "notice")
    keys = {"notice-groups-gone", "notice-groups-unassigned"}
    return {group for row in notices if row.terms["key"] in keys for group in row.terms["values"]["groups"]}


async def ownerless(office: Office) -> list[tuple[str, list[str]]]:
    """Who was told that no owner is left, and who was the last."""
    notices = await office.rows(t.cards, t.cards.c.kind == "notice")
    return [(row.recipient, row.terms["who"]["names"]) for row in notices if row.terms["key"] == "notice-no-owner"]
