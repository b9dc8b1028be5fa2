"""Set-up tells an only owner that nobody could approve what they ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from office import OWNERS, PLAIN, Office, employee, group

from cards.checks import in_english
from provisioning.storage import tables as t
from provisioning.usecases import authority, carding, readiness, scoping, showing, watching

if TYPE_CHECKING:
    from typing import Any

    from provisioning.sql import Database
    from provisioning.usecases.desk import Desk


APPROVERS = "Somebody may decide what each owner asks for"
NO_OWNER = "There is no owner: nobody may ask"
ROLE_GROUPS = "Role groups"


async def checked(office: Office) -> list[list[Any]]:
    """The lines of Maria's card."""
    card = await office.do(carding.issue, office.who("maria"), "setup")
    await office.do(readiness.record, card, [("Entra", True, "", {})])
    lines = (await office.service.look(carding.get, card)).terms["lines"]
    return [list(in_english("AskCody", line)) for line in lines]


@pytest.mark.parametrize(("owners", "good"), [(("olivia", "adam"), True), (("olivia",), False)])
async def test_whether_somebody_may_decide_what_each_owner_asks_for(
    office: Office, owners: tuple[str, ...], good: bool
) -> None:
    await office.read_directory(owners)
    first, second = await checked(office)
    assert (first, second[:2], bool(second[2])) == (["Entra", True, ""], [APPROVERS, good], not good)
    assert (await office.events())[-1] == "setup.checked"


async def test_one_person_for_two_stages_and_approvers_whom_nobody_confirmed_are_told_as_what_they_are(
    office: Office,
) -> None:
    office.ask_stages(["priya@contoso.example"], ["priya@contoso.example"])
    name, good, todo = (await checked(office))[-1]
    assert (name, good) == (APPROVERS, False)
    assert todo.startswith("One person would have to decide two steps")
    office.ask_stages(["group:Security"])
    await office.read_directory(("olivia", "adam"), Security=["erin"])
    name, good, todo = (await checked(office))[-1]
    assert (name, good) == (APPROVERS, False)
    assert todo.startswith("Nobody has confirmed the approvers in Security")


async def test_role_groups_that_are_gone_or_cut_off_from_those_in_them_fail_the_check(office: Office) -> None:
    await office.deliver(await office.ask())
    assert ROLE_GROUPS not in [line[0] for line in await checked(office)]
    there = {name: group(name) for name in office.rules.group_names if name != "Receptionists"}
    await office.do(scoping.record_groups, there, {"gid-Owners"})
    _, gone, cut, _ = await checked(office)
    assert (gone[:2], cut[:2]) == ([ROLE_GROUPS, False], [ROLE_GROUPS, False])
    assert "Not in Entra: Receptionists." in gone[2]
    assert f"though access runs in them: {PLAIN}." in cut[2], "nobody has access by the others that are not assigned"


async def test_grants_and_requests_for_groups_that_the_settings_do_not_name_fail_the_check(office: Office) -> None:
    await office.deliver(await office.ask())
    await office.ask(address="kim@fabrikam.example", groups=("Receptionists",))
    rest = {name: one for name, one in office.rules.groups.items() if name not in {PLAIN, "Receptionists"}}
    office.change_rules(groups=rest)
    (line,) = [line for line in await checked(office) if line[0] == ROLE_GROUPS]
    assert not line[1]
    assert line[2].startswith("Running grants (1) and open requests (1)")
    assert f"usher.toml does not: {PLAIN}, Receptionists." in line[2]


async def test_an_only_owner_is_no_trouble_where_a_policy_names_others(office: Office) -> None:
    await office.read_directory(("olivia",))
    office.ask_stages(["administrators"])
    assert (await checked(office))[-1][:2] == [APPROVERS, True]


async def test_before_there_is_an_owner_nothing_is_said_of_it(database: Database) -> None:
    office = await Office.open(database, owners=())
    assert await checked(office) == [["Entra", True, ""]]


async def test_the_last_owner_who_is_gone_fails_the_check_until_one_is_confirmed(office: Office) -> None:
    await office.read_directory(())
    _, (name, good, todo) = await checked(office)
    assert (name, good) == (NO_OWNER, False)
    assert "Owners" in todo
    await office.read_directory(("olivia", "adam"))
    assert (await checked(office))[-1][0] == NO_OWNER, "who came from outside is no owner yet"
    await office.do(authority.confirm_owners, office.members["maria"], await office.service.look(authority.unknown))
    assert (await checked(office))[-1][:2] == [APPROVERS, True]


async def confirm(office: Office) -> Any:
    """Maria presses set-up's button; her card before that."""
    shown = await office.service.look(authority.unknown)
    card = await office.do(lambda desk: carding.issue(desk, office.who("maria"), "setup", unknown=shown))
    before = await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, card)))
    await office.do(authority.confirm_owners, office.members["maria"], shown)
    return before


async def told_again(office: Office) -> dict[str, list[str]]:
    """Who was told whom an administrator confirmed."""
    notices = list(await office.rows(t.cards, t.cards.c.kind == "notice"))
    return {row.recipient: row.terms["who"]["names"] for row in notices if row.terms["key"] == "notice-owners-again"}


async def test_an_administrator_makes_no_owner_of_who_comes_with_former_owners_and_these_are_told(
    office: Office,
) -> None:
    await office.meet("erin")
    await office.read_directory(())
    await office.read_directory(("olivia", "adam", "erin"))
    before = await confirm(office)
    assert (before.unconfirmed, before.added) == (("Adam", "Olivia"), ("Erin",))
    former = {office.who("olivia"), office.who("adam")}
    assert await office.service.look(authority.owners) == former
    assert await told_again(office) == dict.fromkeys(former, sorted(former))


async def test_where_no_former_owner_is_there_new_ones_are_confirmed_and_the_former_hear_of_it(office: Office) -> None:
    await office.meet("erin")
    await office.read_directory(())
    await office.read_directory(("erin",))
    before = await confirm(office)
    assert (before.unconfirmed, before.added) == (("Erin",), ())
    assert await office.service.look(authority.owners) == {office.who("erin")}
    readers = {office.who(key) for key in ("erin", *OWNERS)}
    assert await told_again(office) == {key: [office.who("erin")] for key in readers}


async def test_the_first_set_up_confirms_everybody_whom_its_card_shows_and_tells_nobody(database: Database) -> None:
    office = await Office.open(database, owners=())
    office.ask_stages([f"group:{PLAIN}"])

    def add(desk: Desk) -> None:
        for users in ((), [employee("priya")]):
            watching.compare(desk, PLAIN, users, desk.now)

    await office.do(add)
    await office.read_directory(("olivia",), **{PLAIN: ["priya"]})
    before = await confirm(office)
    assert (before.unconfirmed, before.unconfirmed_approvers, before.added_approvers) == (("Olivia",), ("Priya",), ())
    assert await office.service.look(authority.known_of, PLAIN) == {office.who("priya")}
    assert await told_again(office) == {}


async def test_a_card_from_before_keeps_the_words_that_it_has(office: Office) -> None:
    card = await office.do(carding.issue, office.who("maria"), "setup", lines=[["Entra", False, "Grant it."]])

    def view(desk: Desk) -> Any:
        return showing.view_of(desk, carding.get(desk, card))

    (line,) = (await office.service.look(view)).lines
    assert (line.name, line.ok, line.todo, line.values) == ("Entra", False, "Grant it.", {})
