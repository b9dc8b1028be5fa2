"""What a wave would change: read page by page, compared in the database."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from databases import statements
from office import LARS, account, employee, guest
from official import whole
from paged import PagedTenant, line_of, read, read_again
from test_gating import prove

from bot import grammar
from bot.handlers import typed
from cards.render import render
from provisioning import views
from provisioning.domain import dates
from provisioning.domain.comparing import Comparison
from provisioning.domain.errors import Declined
from provisioning.domain.ports import PlatformAccount, Refused, Side, Unreachable
from provisioning.domain.states import Option
from provisioning.domain.waves import Wave
from provisioning.storage import tables as t
from provisioning.usecases import (
    carding,
    erasing,
    gathering,
    readings,
    recording,
    sending,
    showing,
    surveying,
    sweeping,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from office import Office

    from provisioning.domain.comparing import ReadAccount, ReadPerson, Verdict
    from provisioning.usecases.desk import Desk

ADD_IN, FRONT, FACILITY, TEAM = "Add-in Users", "Receptionists", "Facility Managers", "AskCody Project Team"


def made(key: str, *roles: str, direct: Sequence[str] = (), active: bool = True, by: str = "entra") -> PlatformAccount:
    """An account that Entra made."""
    return replace(account(f"{key}@contoso.example", *roles, direct=direct, active=active), external_id=by)


@pytest.fixture
def tenant(office: Office) -> PagedTenant:
    tenant = PagedTenant.of(office)
    tenant.assign("Owners", TEAM)
    return tenant


async def test_each_person_gets_what_their_groups_change(office: Office, tenant: PagedTenant) -> None:
    tenant.join(ADD_IN, *map(employee, ("nora", "anna", "dora", "olga", "hugo")))
    tenant.join(FRONT, employee("anna"))
    tenant.join(TEAM, employee("dora"), employee("anna"))
    tenant.join(ADD_IN, employee("kurt", enabled=False), employee("lone", enabled=False))
    tenant.join(ADD_IN, replace(employee("mia"), mail=None))
    tenant.add(made("anna", "Add-in User", "Insights Portal User"))
    tenant.add(made("dora", "Add-in User", "Insights Portal User"))
    tenant.add(made("olga", "Add-in User", active=False))
    tenant.add(account("hugo@contoso.example", "Owner"))
    tenant.add(made("kurt", "Add-in User"))
    tenant.add(account("left@contoso.example", "Add-in User"))
    tenant.add(account("gone@contoso.example", "Add-in User", active=False))

    reading = await read(office, tenant)

    told = {
        "nora": ("created", ()),
        "anna": ("changed", ("Add-in User", "Insights Portal User")),
        "dora": ("unchanged", ("Add-in User", "Insights Portal User")),
        "olga": ("changed", ()),
        "hugo": ("taken_over", ("Owner",)),
        "kurt": ("switched_off", ("Add-in User",)),
        "lone": ("fails", ()),
        "mia": ("fails", ()),
        "left": ("lost", ("Add-in User",)),
    }
    for key, (change, before) in told.items():
        line = await line_of(office, reading, f"{key}@contoso.example")
        assert (key, line.change, line.before) == (key, change, before)
    assert reading.counts == {
        "created": 1,
        "changed": 2,
        "switched_off": 1,
        "fails": 2,
        "unchanged": 1,
        "taken_over": 1,
        "lost": 1,
    }
    assert (reading.state, reading.people, reading.accounts) == ("ready", 11, 7)
    anna = await line_of(office, reading, "anna@contoso.example")
    assert anna.after == ("Add-in User", "Insights Portal User", "Visitors Administrator")
    assert (anna.marks, anna.was_on, anna.account) == (("administrator",), True, "acc-anna@contoso.example")
    assert (await line_of(office, reading, "lone@contoso.example")).why == "fails-disabled"
    assert (await line_of(office, reading, "mia@contoso.example")).why == "fails-no-mail"
    assert (await line_of(office, reading, "left@contoso.example")).marks == ("by_hand",)


async def test_an_account_whose_address_was_changed_on_the_platform_is_found_by_the_object_id_that_it_shows(
    office: Office, tenant: PagedTenant
) -> None:
    tenant.join(ADD_IN, *map(employee, ("nora", "anna", "olga")))
    tenant.add(replace(account("married@contoso.example", "Add-in User"), external_id="OID-nora"))
    tenant.add(replace(account("olga@contoso.example", "Add-in User"), external_id="oid-anna"))
    tenant.add(replace(account("who@contoso.example", "Add-in User"), external_id="oid-nobody"))
    reading = await read(office, tenant)
    lines = {key: await line_of(office, reading, f"{key}@contoso.example") for key in ("nora", "anna", "olga")}
    assert {key: line.change for key, line in lines.items()} == {
        "nora": "unchanged",
        "anna": "created",
        "olga": "unchanged",
    }, "the address goes first, as in Entra"
    assert lines["nora"].account == "acc-married@contoso.example"


@pytest.mark.parametrize("first", [True, False])
async def test_no_account_that_shows_somebody_s_object_id_takes_the_place_of_the_one_with_their_address(
    office: Office, tenant: PagedTenant, first: bool
) -> None:
    tenant.join(ADD_IN, employee("nora"))
    both = [
        replace(account("aaa@evil.example", "Add-in User"), external_id="oid-nora"),
        account("nora@contoso.example", "Owner", direct=("Owner",)),
    ]
    for one in both if first else reversed(both):
        tenant.add(one)
    tenant.size = 1
    reading = await read(office, tenant)
    line = await line_of(office, reading, "nora@contoso.example")
    assert (line.change, line.account) == ("taken_over", "acc-nora@contoso.example")


async def test_a_role_that_a_group_may_leave_out_changes_nobody(office: Office, tenant: PagedTenant) -> None:
    tenant.join("Service teams", employee("nora"))
    tenant.add(made("nora", "Services Portal Users"))
    line = await line_of(office, await read(office, tenant), "nora@contoso.example")
    assert (line.change, line.after, line.optional) == ("unchanged", ("Services Portal Users",), ("Add-in User",))


async def test_roles_given_on_the_platform_itself_stay(office: Office, tenant: PagedTenant) -> None:
    tenant.join(ADD_IN, employee("nora"))
    tenant.add(made("nora", direct=["Owner"]))
    line = await line_of(office, await read(office, tenant), "nora@contoso.example")
    assert (line.change, line.after) == ("changed", ("Add-in User", "Owner"))


async def test_owners_and_externals_are_marked(office: Office, tenant: PagedTenant) -> None:
    consultant = replace(employee("carla"), employee_type="Consultant")
    tenant.join("Owners", employee("nora"))
    tenant.join(ADD_IN, employee("nora"), guest(), consultant)
    reading = await read(office, tenant)
    marks = [(await line_of(office, reading, who)).marks for who in ("nora@contoso.example", "lars@fabrikam.example")]
    assert marks == [("owner", "administrator"), ("external",)]
    assert (await line_of(office, reading, "carla@contoso.example")).marks == ("external",)
    named = await office.service.look(lambda desk: readings.lines(desk, reading.id, marks=["external"], limit=9))
    assert len(named) == 2
    assert await office.service.look(lambda desk: readings.count(desk, reading.id, marks=["owner"])) == 1


async def test_groups_are_told_as_what_they_are(office: Office) -> None:
    tenant = PagedTenant.of(office, "Secretaries", dynamic=[ADD_IN])
    tenant.nested[f"gid-{FRONT}"].append("Front desk in Aarhus")
    tenant.nested["gid-Owners"].append("Board")
    tenant.assign("Owners")
    tenant.scope.add("gid-other")
    reading = await read(office, tenant)
    assert reading.notes["missing"] == ["Secretaries"]
    assert reading.notes["dynamic"] == [ADD_IN]
    assert reading.notes["nested"] == [[FRONT, "Front desk in Aarhus"]]
    assert reading.notes["in_scope"] == ["Owners"]
    assert reading.notes["others"] == ["gid-other"]
    assert reading.notes["groups"][FRONT] == f"gid-{FRONT}"
    assert "Secretaries" not in reading.notes["groups"]


async def test_whoever_is_in_scope_by_another_group_loses_nothing(office: Office, tenant: PagedTenant) -> None:
    tenant.scope.add("gid-other")
    tenant.members["gid-other"] += [employee("nora")]
    tenant.add(account("nora@contoso.example", "Add-in User"))
    reading = await read(office, tenant)
    assert reading.counts["lost"] == 0


async def test_an_account_that_a_request_gave_is_nobodys_handiwork(office: Office, tenant: PagedTenant) -> None:
    number = await office.ask(option=Option.ACCOUNT)
    await office.deliver(number)
    tenant.add(account("lars@fabrikam.example", direct=["Add-in User"]))
    assert (await read(office, tenant)).counts["lost"] == 0


async def test_the_way_back_switches_off_who_is_in_by_this_wave_alone(office: Office, tenant: PagedTenant) -> None:
    tenant.assign(ADD_IN, FRONT)
    tenant.join(ADD_IN, *map(employee, ("nora", "anna", "dora", "olga")))
    tenant.join(TEAM, employee("anna"))
    for key in ("nora", "dora"):
        tenant.add(made(key, "Add-in User"))
    tenant.add(made("anna", "Add-in User", "Insights Portal User"))
    tenant.accounts[1] = (made("dora", "Add-in User", direct=["Owner"]), ("dora@contoso.example",))
    tenant.add(account("left@contoso.example", "Add-in User"))
    reading = await read(office, tenant, back=True)
    changes = {
        key: await line_of(office, reading, f"{key}@contoso.example") for key in ("nora", "anna", "dora", "olga")
    }
    assert {key: line.change for key, line in changes.items()} == {
        "nora": "switched_off",
        "anna": "unchanged",
        "dora": "switched_off",
        "olga": "unchanged",
    }
    assert (changes["dora"].after, changes["nora"].before) == ((), ("Add-in User",)), "whatever else the account has"
    assert reading.counts["lost"] == 0
    outside = await office.service.look(lambda desk: readings.count_outside(desk, reading.id))
    assert outside == 1, "Olga has no account, and keeps nothing"


async def test_where_the_platform_is_not_seen_the_scope_stands_for_it(office: Office, tenant: PagedTenant) -> None:
    office.change_rules(readback="log")
    tenant.fails = AssertionError("nobody may ask the platform")
    tenant.join(ADD_IN, employee("nora"), employee("anna"), employee("dora"))
    tenant.join(FRONT, employee("anna"))
    tenant.join(TEAM, employee("anna"), employee("dora"))
    reading = await read(office, tenant)
    changes = [(await line_of(office, reading, f"{key}@contoso.example")).change for key in ("nora", "anna", "dora")]
    assert changes == ["created", "changed", "unchanged"]
    assert reading.accounts == 0


# --- the hash, and what moved ------------------------------------------------------------------------------------------


async def test_the_hash_stays_while_nothing_moves_and_moves_with_everything(
    office: Office, tenant: PagedTenant
) -> None:
    tenant.join(ADD_IN, employee("nora"), employee("anna"))
    first = await read(office, tenant)
    tenant.size = 1
    tenant.members[f"gid-{ADD_IN}"].reverse()
    assert (await read(office, tenant)).digest == first.digest != ""
    seen = {first.digest}

    def becomes_external() -> None:
        members = tenant.members[f"gid-{ADD_IN}"]
        members[:] = [replace(one, is_guest=one.is_guest or one.id == employee("olga").id) for one in members]

    moves: tuple[Callable[[], None], ...] = (
        lambda: tenant.join(ADD_IN, employee("olga")),
        lambda: tenant.join(FACILITY, employee("anna")),
        lambda: tenant.add(made("nora", "Add-in User")),
        lambda: tenant.add(account("left@contoso.example")),
        becomes_external,
    )
    for move in moves:
        move()
        digest = (await read(office, tenant)).digest
        assert digest not in seen
        seen.add(digest)


async def test_what_moved_is_told_person_by_person(office: Office, tenant: PagedTenant) -> None:
    tenant.join(ADD_IN, *map(employee, ("nora", "anna", "dora", "olga")))
    before = await read(office, tenant)
    tenant.members[f"gid-{ADD_IN}"] = [employee("anna"), replace(employee("dora"), enabled=False), employee("olga")]
    tenant.join(FRONT, employee("anna"), employee("ida"))
    after = await read(office, tenant)
    moved = await office.service.look(readings.moved, before.id, after.id)
    names = await office.service.look(_names, [*moved.joined, *moved.left, *(two for two, _ in moved.differ)])
    assert [names[line.pseudonym] for line in moved.joined] == ["Ida"]
    assert [names[line.pseudonym] for line in moved.left] == ["Nora"]
    differ = {names[one.pseudonym]: (one.change, other.change, other.after) for one, other in moved.differ}
    assert differ == {
        "Anna": ("created", "created", ("Add-in User", "Visitors Administrator")),
        "Dora": ("created", "fails", ()),
    }
    same = await office.service.look(readings.moved, after.id, after.id)
    assert (same.joined, same.left, same.differ) == ([], [], [])


def _names(desk: Any, lines: Sequence[readings.Line]) -> dict[str, str]:
    return {p: known["name"] for p, known in desk.vault.read(line.pseudonym for line in lines).items()}


# --- pages, and runs -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 2, 7, 999])
async def test_pages_may_end_anywhere(office: Office, tenant: PagedTenant, size: int, monkeypatch: Any) -> None:
    monkeypatch.setattr("provisioning.usecases.gathering.SOME", 3)
    monkeypatch.setattr("provisioning.usecases.readings.SOME", 2)
    tenant.size = size
    keys = [f"p{number}" for number in range(7)]
    tenant.join(ADD_IN, *map(employee, keys))
    tenant.join(FRONT, *map(employee, keys[::2]))
    for key in keys[:3]:
        tenant.add(made(key, "Add-in User"))
    for number in range(7):
        tenant.add(account(f"left{number}@contoso.example"))
    reading = await read(office, tenant)
    assert {change: many for change, many in reading.counts.items() if many} == {
        "created": 4,
        "changed": 2,
        "unchanged": 1,
        "lost": 7,
    }
    assert not await office.rows(t.read_members)
    assert not await office.rows(t.read_accounts)


async def test_somebody_on_two_pages_is_one_person(office: Office, tenant: PagedTenant) -> None:
    tenant.join(ADD_IN, employee("nora"), employee("anna"), employee("dora"), employee("nora"))
    tenant.add(made("nora", "Add-in User"))
    tenant.accounts += [*tenant.accounts, (made("anna"), ()), (made("dora"), ()), tenant.accounts[0]]
    tenant.size = 2
    reading = await read(office, tenant)
    assert (reading.people, reading.accounts, sum(reading.counts.values())) == (3, 3, 3)


async def test_two_accounts_of_one_address_are_told_by_the_one_that_is_on(office: Office, tenant: PagedTenant) -> None:
    tenant.join(ADD_IN, employee("nora"))
    tenant.add(replace(made("nora", active=False), id="a"), "nora@contoso.example")
    tenant.add(replace(made("nora", "Add-in User"), id="b", user_name="n.ora"), "nora@contoso.example")
    line = await line_of(office, await read(office, tenant), "nora@contoso.example")
    assert (line.change, line.account) == ("unchanged", "b")


async def test_two_people_of_one_address_are_two_lines(office: Office, tenant: PagedTenant) -> None:
    twin = replace(employee("nora"), id="oid-twin", upn="twin@contoso.example", display_name="Twin")
    tenant.join(ADD_IN, employee("nora"), employee("anna"), employee("dora"), twin)
    reading = await read(office, tenant)
    assert reading.counts["created"] == 4
    assert (await read(office, tenant)).digest == reading.digest


async def test_what_comes_next_is_asked_for_while_a_page_is_written_down(
    office: Office, tenant: PagedTenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (ADD_IN, FRONT, "Owners"):
        tenant.join(name, employee("nora"))
    tenant.add(made("nora"))
    keep_members, in_time = gathering.keep_members, list[bool]()

    def keep(desk: Desk, *page: Any, **of: Any) -> None:
        """One group, once the next one was asked for, or the platform."""
        in_time.append(tenant.is_asked_for(len(in_time) + 2))
        keep_members(desk, *page, **of)

    monkeypatch.setattr(gathering, "keep_members", keep)
    await read(office, tenant)
    assert in_time == [True, True, True]


async def test_a_wave_whose_name_leaves_the_settings_while_it_is_read_says_so_until_it_is_back(
    office: Office, tenant: PagedTenant
) -> None:
    card = await office.do(surveying.open_preview, office.members["olivia"], "go-live")
    waves = office.rules.waves
    office.change_rules(waves={})
    (reading,) = [row.id for row in await office.rows(t.readings)]
    await read_again(office, tenant, reading)
    failed = await office.service.look(readings.get, reading)
    assert (failed.state, failed.why) == ("failed", ("declined-wave-unnamed", {}))
    shown: Any = await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, card)))
    assert shown.verbs == ("wave.again",)
    told = whole(render(shown))
    assert "usher.toml does not name the wave go-live any more" in told
    assert "Ask Maria to put it back there" in told
    office.change_rules(waves=waves)
    await read_again(office, tenant, reading)
    assert (await office.service.look(readings.get, reading)).state == "ready"


async def test_a_reading_that_broke_off_says_so_and_begins_anew(office: Office, tenant: PagedTenant) -> None:
    tenant.join(ADD_IN, employee("nora"))
    for number in range(7):
        tenant.add(account(f"left{number}@contoso.example"))
    number = await office.do(lambda desk: readings.begin(desk, "go-live"))
    tenant.fails, tenant.fails_after = Unreachable("no answer", side=Side.PLATFORM), 3
    with pytest.raises(Unreachable):
        await read_again(office, tenant, number)
    broken = await office.service.look(readings.get, number)
    assert (broken.state, broken.why) == ("failed", ("wave-no-platform", {}))
    tenant.fails = Refused("forbidden")
    with pytest.raises(Refused):
        await read_again(office, tenant, number)
    assert (await office.service.look(readings.get, number)).why == ("wave-refused", {})
    tenant.fails = None
    for _ in range(2):
        await read_again(office, tenant, number)
        whole = await office.service.look(readings.get, number)
        assert (whole.state, whole.why, whole.people, whole.accounts) == ("ready", None, 1, 7)
        assert whole.counts["lost"] == 7


async def test_the_waiting_card_is_shown_anew_at_most_once_a_second(office: Office, tenant: PagedTenant) -> None:
    tenant.join(ADD_IN, *(employee(f"p{number}") for number in range(30)))
    card = await office.do(lambda desk: carding.issue(desk, office.who("olivia"), "help"))
    await read(office, tenant, card=card)
    assert await office.shown() == [card, card]  # once on the way, and once when it is ready: the clock stands


async def test_a_reading_costs_no_statement_a_person(office: Office, tenant: PagedTenant) -> None:
    tenant.size, costs = 999, []
    for many in (20, 200):
        tenant.join(ADD_IN, *(employee(f"p{many}-{number}") for number in range(many)))
        with statements(office.database) as told:
            await read(office, tenant)
        costs.append(len(told))
    assert costs[1] <= costs[0] + 4


async def test_a_reading_is_forgotten_after_a_day_unless_a_request_uses_it(office: Office, tenant: PagedTenant) -> None:
    tenant.join(ADD_IN, employee("nora"))
    free = await read(office, tenant)
    used = await read(office, tenant, request=await office.ask())
    await office.later(hours=23)
    await office.do(sweeping.sweep)
    assert len(await office.rows(t.readings)) == 2
    await office.later(hours=2)
    await office.do(sweeping.sweep)
    assert await office.service.look(readings.find, free.id) is None
    assert [row.reading for row in await office.rows(t.lines)] == [used.id]
    latest = await office.service.look(readings.latest, "go-live")
    assert latest is not None
    assert latest.id == used.id


async def test_what_the_directory_told_before_is_not_opened_to_see_that_it_is_the_same(office: Office) -> None:
    users = [employee(f"p{number}") for number in range(20)]
    first = await office.do(recording.record_users, users)
    with statements(office.database) as told:
        assert await office.do(recording.record_users, users) == first
    assert not [statement for statement in told if "vault" in statement]
    renamed = [replace(users[0], display_name="New Name"), *users[1:]]
    await office.do(recording.record_users, renamed)
    known = await office.service.look(lambda desk: desk.vault.read([first["oid-p0"]]))
    assert known[first["oid-p0"]]["name"] == "New Name"
    await office.do(lambda desk: desk.vault.put(first["oid-p0"], name="Typed by somebody"))
    await office.do(recording.record_users, renamed)
    known = await office.service.look(lambda desk: desk.vault.read([first["oid-p0"]]))
    assert known[first["oid-p0"]]["name"] == "New Name"


async def test_of_whom_nothing_was_known_nothing_is_looked_for_or_written_twice(office: Office) -> None:
    with statements(office.database) as told:
        await office.do(recording.record_users, [employee(f"p{number}") for number in range(20)])
    assert not [statement for statement in told if "FROM vault" in statement or "SET known_as" in statement]


async def test_people_of_whom_the_same_was_read_are_judged_once(
    office: Office, tenant: PagedTenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge, judged = Comparison.line_of, list[object]()

    def note(comparison: Comparison, person: ReadPerson, account: ReadAccount | None) -> Verdict:
        judged.append(person)
        return judge(comparison, person, account)

    monkeypatch.setattr(Comparison, "line_of", note)
    for number in range(20):
        tenant.join(ADD_IN, employee(f"p{number}", enabled=number > 5))
        tenant.add(made(f"p{number}", *(["Owner"] if number > 15 else [])))
    reading = await read(office, tenant)
    assert (len(judged), reading.counts["changed"], reading.counts["switched_off"]) == (3, 14, 6)
    assert (await line_of(office, reading, "p9@contoso.example")).account == "acc-p9@contoso.example"


async def test_a_principal_name_is_kept_of_whoever_has_no_address(office: Office) -> None:
    found = await office.do(recording.record_users, [employee("nora"), replace(employee("mia"), mail=None)])
    known = await office.service.look(lambda desk: desk.vault.read(found.values()))
    assert {key: {*known[found[f"oid-{key}"]]} for key in ("nora", "mia")} == {
        "nora": {"name", "mail"},
        "mia": {"name", "upn"},
    }
    by_name = await office.service.look(lambda desk: desk.vault.find("mia@contoso.example"))
    assert by_name == found["oid-mia"]


# --- the card --------------------------------------------------------------------------------------------------------------


async def previewed(office: Office, tenant: PagedTenant, by: str = "olivia", wave: str = "Go live") -> carding.Card:
    """A card whose reading was made."""
    card = await office.do(surveying.open_preview, office.members[by], wave)
    found = await office.service.look(carding.get, card)
    assert await office.jobs("survey") == [f"survey-{found.terms['reading']}"]
    await read_again(office, tenant, found.terms["reading"])
    return found


async def shown(office: Office, card: str) -> Any:
    return await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, card)))


async def test_the_card_names_whoever_matters_and_pages_the_rest(office: Office, tenant: PagedTenant) -> None:
    tenant.join(ADD_IN, *(employee(f"p{number:02}") for number in range(12)))
    tenant.join(FACILITY, *(employee(f"f{number}") for number in range(7)))
    tenant.add(account("left@contoso.example", "Add-in User"))
    card = await previewed(office, tenant)
    view = await shown(office, card.id)
    named = {one.sort: (one.count, len(one.people)) for one in view.named}
    assert named == {"administrator": (7, 5), "lost": (1, 1)}
    assert [check.key for check in view.checks] == list(office.rules.waves["go-live"].gates)
    assert view.verbs == ("wave.people", "wave.csv", "wave.again")

    olivia = office.members["olivia"]
    await office.do(surveying.list_people, olivia, card, "people", "created")
    seen = []
    while True:
        view = await shown(office, card.id)
        seen += [one.name for one in view.listed.people]
        if "wave.more" not in view.verbs:
            break
        await office.do(lambda desk: surveying.show_more(desk, olivia, carding.get(desk, card.id)))
    assert len(seen) == len(set(seen)) == view.listed.total == 19

    await office.do(surveying.list_people, olivia, card, "copy", "nonsense")
    view = await shown(office, card.id)
    assert (view.listed.copied, view.listed.change, len(view.listed.people)) == (True, "", 20)


async def test_lines_to_copy_fit_into_a_message(
    office: Office, tenant: PagedTenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(surveying, "LONGEST_COPY", 500)
    tenant.join(ADD_IN, *(employee(f"p{number:02}") for number in range(12)))
    card, olivia, seen = await previewed(office, tenant), office.members["olivia"], list[str]()
    await office.do(surveying.list_people, olivia, card, "copy")
    for _ in range(12):
        view = await shown(office, card.id)
        assert 1 <= len(view.listed.people) < 12
        seen += [one.name for one in view.listed.people]
        if "wave.more" not in view.verbs:
            break
        await office.do(lambda desk: surveying.show_more(desk, olivia, carding.get(desk, card.id)))
    assert len(seen) == len(set(seen)) == 12


async def test_owners_and_auditors_look_and_nobody_else(office: Office, tenant: PagedTenant) -> None:
    with pytest.raises(Declined, match="declined-not-owner"):
        await office.do(surveying.open_preview, office.members["priya"], "go-live")
    office.change_rules(auditors=frozenset({"priya@contoso.example"}))
    card = await previewed(office, tenant, by="priya")
    assert not (await shown(office, card.id)).denied
    office.change_rules(auditors=frozenset())
    assert (await shown(office, card.id)).denied
    with pytest.raises(Declined):
        await office.do(surveying.list_people, office.members["priya"], card, "people")


async def said(office: Office, text: str, by: str = "olivia") -> carding.Card:
    """What a typed command of a wave puts on the screen."""
    meant = grammar.parse(text, today=dates.day_of(office.clock.now(), office.rules.zone), groups={})
    answer = await office.do(typed.respond, office.members[by], meant)
    return await office.service.look(carding.get, answer.card)


@pytest.mark.parametrize("command", ["preview", "open", "take back"])
async def test_the_moment_that_was_typed_is_what_the_card_asks_for(
    office: Office, tenant: PagedTenant, command: str
) -> None:
    tenant.join(ADD_IN, employee("nora"))
    day = dates.day_of(office.clock.now(), office.rules.zone) + timedelta(days=9)
    card = await said(office, f"{command} go-live on {day} 18:30")
    await read_again(office, tenant, card.terms["reading"])
    at = datetime.combine(day, time(18, 30), tzinfo=office.rules.zone)
    wish = surveying.wish_of(card)
    assert (wish.at, wish.back) == (at, command == "take back")
    assert (await shown(office, card.id)).starts == at
    assert surveying.wish_of(await said(office, f"{command} go-live")).at is None


async def test_a_day_without_a_time_means_the_morning_that_the_form_offers(office: Office, tenant: PagedTenant) -> None:
    tenant.join(ADD_IN, employee("nora"))
    day = dates.day_of(office.clock.now(), office.rules.zone) + timedelta(days=9)
    card = await said(office, f"open go-live on {day}")
    assert surveying.wish_of(card).at == datetime.combine(day, time(7), tzinfo=office.rules.zone)


@pytest.mark.parametrize("command", ["preview", "open", "take back"])
@pytest.mark.parametrize(
    ("when", "why"),
    [
        ("on 31 Feb", "declined-wave-when"),
        ("at 18:30", "declined-wave-when"),
        ("until friday", "declined-wave-when"),
        ("on 03/04", "declined-two-dates"),
        ("yesterday", "declined-unknown-wave"),
        ("on 2020-01-01", "declined-wave-moment"),
    ],
)
async def test_a_moment_that_is_none_is_told_and_never_dropped(
    office: Office, command: str, when: str, why: str
) -> None:
    with pytest.raises(Declined, match=why):
        await said(office, f"{command} go-live {when}")
    with pytest.raises(Declined, match="declined-not-owner"):
        await said(office, f"{command} go-live {when}", by="priya")


async def test_a_forgotten_reading_is_read_again(office: Office, tenant: PagedTenant) -> None:
    card = await previewed(office, tenant)
    await office.later(hours=25)
    await office.do(sweeping.sweep)
    view = await shown(office, card.id)
    assert (view.state, view.verbs) == ("gone", ("wave.again",))
    await office.do(surveying.look_again, office.members["olivia"], card)
    assert (await shown(office, card.id)).state == "reading"
    again = await office.service.look(carding.get, card.id)
    # a workflow of the first one's number has ended: a second of it would never run
    assert again.terms["reading"] > card.terms["reading"]


async def test_where_nothing_would_change_nothing_can_be_asked_for(office: Office, tenant: PagedTenant) -> None:
    card = await previewed(office, tenant)
    view = await shown(office, card.id)
    assert not view.idle, "its groups are not in scope"
    tenant.assign(*office.rules.get_wave("go-live").groups)
    await office.do(surveying.look_again, office.members["olivia"], card)
    await read_again(office, tenant, (await office.service.look(carding.get, card.id)).terms["reading"])
    assert not (await shown(office, card.id)).idle, "whoever asks has it proven"
    await prove(office, "go-live")
    view = await shown(office, card.id)
    assert (view.idle, view.unchanged, "wave.ask" in view.verbs) == (True, True, False)


async def test_a_wave_that_is_in_unasked_is_asked_for_to_be_proven(office: Office, tenant: PagedTenant) -> None:
    office.change_rules(waves={"project-team": Wave(name="project-team", groups=("Owners", TEAM))})
    card = await previewed(office, tenant, wave="project-team")
    view = await shown(office, card.id)
    assert (view.idle, view.unchanged, view.verbs[0]) == (False, True, "wave.ask")


async def test_whoever_is_erased_is_taken_from_the_card(office: Office, tenant: PagedTenant) -> None:
    tenant.join(ADD_IN, guest())
    card = await previewed(office, tenant)
    sent: dict[str, Any] = {
        "service_url": "https://teams.example",
        "conversation_id": "c",
        "activity_id": "a",
        "shown": 0,
    }
    await office.do(lambda desk: sending.record_sent(desk, card.id, **sent))
    lars = await office.service.look(lambda desk: erasing.find(desk, "lars@fabrikam.example") or "")
    erased = await office.do(erasing.erase, lars)
    assert erased.cards == 1
    (external,) = (await shown(office, card.id)).named
    assert [(one.name, one.address) for one in external.people] == [(views.ERASED, "")]
    await read_again(office, tenant, card.terms["reading"])  # still a member in Entra: known anew, by another pseudonym
    assert (
        await line_of(office, await office.service.look(readings.get, card.terms["reading"]), LARS)
    ).pseudonym != lars
