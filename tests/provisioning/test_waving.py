"""A wave that is asked for: who may, who decides, and the set of people that is frozen with it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from office import Office, account, employee, group, guest
from rolling import ADD_IN, FIRST, FRONT, GO_LIVE, TEAM, WAVES, Rolling
from test_gating import read_groups
from test_telling import send

from provisioning.domain.comparing import Change
from provisioning.domain.errors import Declined
from provisioning.domain.states import State
from provisioning.storage import tables as t
from provisioning.usecases import waving, withdrawing
from provisioning.usecases.deciding import check_typed
from provisioning.views import MovedPersonView

HOUR = timedelta(hours=1)
#: For what is judged outside the database.
ON_ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
async def rolling(office: Office) -> Rolling:
    return await Rolling.begin(office)


def gated(rolling: Rolling, *gates: str) -> None:
    """From now on go-live has these checks."""
    rolling.office.change_rules(waves={**WAVES, GO_LIVE: replace(WAVES[GO_LIVE], gates=gates)})


async def asked(rolling: Rolling, number: int) -> set[str]:
    """Keys of whoever is asked to decide the present revision."""
    request = await rolling.office.request(number)
    rows = await rolling.office.rows(t.asked, t.asked.c.request == number, t.asked.c.revision == request.revision)
    return {key for key, one in rolling.office.members.items() if one.pseudonym in {row.approver for row in rows}}


async def why_not(call: Any) -> str:
    """Why a use case is declined; "" when it is not."""
    try:
        await call
    except Declined as error:
        return error.key
    return ""


# --- asking -----------------------------------------------------------------------------------------------------------


async def test_owners_ask_and_nobody_else(rolling: Rolling) -> None:
    assert [await rolling.declined(by=who) for who in ("priya", "maria")] == ["declined-not-owner"] * 2
    assert await rolling.office.rows(t.requests, t.requests.c.state != "delivered") == []
    number = await rolling.ask()
    assert (await rolling.office.request(number)).state is State.SUBMITTED
    assert await rolling.office.jobs("check") == [f"check-{number}-r1"]


@ON_ONE
async def test_a_wave_comes_after_the_one_before_it_is_proven_and_not_taken_back(rolling: Rolling) -> None:
    office = rolling.office
    await office.do(lambda desk: desk.c.execute(t.requests.delete()))
    assert await rolling.declined() == "declined-wave-order"
    rolling.tenant.scope.clear()
    rolling.tenant.accounts.clear()
    first = await rolling.approved(wave=FIRST, by="maria")
    await rolling.carry(first)
    assert await rolling.declined() == "declined-wave-order", "carried out is not proven"
    assert await rolling.deliver(first) == "delivered"
    assert await rolling.declined(wave=FIRST, back=True) == "declined-wave-owners", "nobody would own the platform"
    without = replace(office.rules.get_wave(FIRST), groups=("AskCody Project Team",))
    office.change_rules(waves={**office.rules.waves, FIRST: without})
    back = await rolling.approved(wave=FIRST, back=True)
    assert await rolling.deliver(back) == "delivered"
    assert await rolling.declined() == "declined-wave-order"


@ON_ONE
async def test_one_request_a_wave_at_a_time_in_either_direction(rolling: Rolling) -> None:
    number = await rolling.ask()
    for back in (False, True):
        assert await rolling.declined(by="adam", back=back) == "declined-wave-open"
    await rolling.office.do(withdrawing.cancel, rolling.office.members["olivia"], number)
    assert await rolling.declined(by="adam") == ""


@ON_ONE
async def test_a_start_lies_ahead_and_not_too_far(rolling: Rolling) -> None:
    now = rolling.office.clock.now()
    for ahead in (timedelta(0), timedelta(days=-1), timedelta(days=90, seconds=1)):
        assert await rolling.declined(at=now + ahead) == "declined-wave-moment"
    assert await rolling.declined(at=now + timedelta(days=90)) == ""


@ON_ONE
async def test_an_open_check_declines_and_skipping_it_takes_a_reason_and_a_second_approver(rolling: Rolling) -> None:
    gated(rolling, "ready", "validated")
    assert await rolling.declined() == "declined-wave-gates"
    assert await rolling.declined(skips=("ready",), reason="Trained by hand") == "declined-wave-gates"
    both: Any = {"skips": ("ready", "validated")}
    assert await rolling.declined(**both, reason=" ") == "declined-skip-reason"
    number = await rolling.pending(**both, reason="Trained by hand")
    assert await asked(rolling, number) == {"adam", "berta", "carl", "maria"}
    assert "Trained by hand" in await rolling.words(number, "adam")
    with pytest.raises(Declined, match="declined-confirm-count"):
        await rolling.approve(number, typed="")
    assert (await rolling.approve(number)).state is State.PENDING
    assert (await rolling.approve(number, "maria")).state is State.APPROVED
    assert "Trained by hand" in await rolling.words(number, "maria"), "told on every later card"
    assert await rolling.deliver(number) == "delivered"


def test_whoever_confirms_a_wave_that_changes_nobody_types_how_many_are_read_back() -> None:
    counts: dict[str, int] = {**dict.fromkeys(Change, 0), "unchanged": 7}
    assert (waving.size_of(counts), waving.typed_for(counts)) == (0, 7)
    assert waving.typed_for(counts | {"created": 2}) == 2


@ON_ONE
async def test_a_press_that_would_leave_nobody_for_the_second_step_is_declined(rolling: Rolling) -> None:
    gated(rolling, "ready")
    number = await rolling.pending(skips=("ready",), reason="Trained by hand")
    (skipped,) = await rolling.office.rows(t.audit, t.audit.c.event == "gate.skipped")
    assert (skipped.actor, skipped.request, json.loads(skipped.detail)) == (
        rolling.office.who("olivia"),
        number,
        {"gate": "ready"},
    )
    assert await why_not(rolling.approve(number, "maria")) == "declined-decides-next", "she is the only administrator"
    assert (await rolling.approve(number)).state is State.PENDING
    card = await rolling.office.approval(number, "berta")
    said = rolling.office.decide(number, "berta", card=card, typed=str(await rolling.size(number)))
    assert await why_not(said) == "declined-not-asked", "an owner decided already"


@ON_ONE
async def test_a_group_that_is_not_in_entra_refuses_it(rolling: Rolling) -> None:
    del rolling.tenant.groups[FRONT]
    request = await rolling.check(await rolling.ask())
    assert (request.state, request.why) == (State.REFUSED, ("declined-wave-groups", {"groups": [FRONT]}))


@ON_ONE
async def test_a_check_that_is_lost_while_everybody_is_read_refuses_it(rolling: Rolling) -> None:
    gated(rolling, "scope")
    await read_groups(rolling.office, in_scope=["Owners"])
    number = await rolling.ask()
    rolling.tenant.assign("Facility Managers")
    request = await rolling.check(number)
    assert (request.state, request.why) == (State.REFUSED, ("declined-wave-gates", {"wave": GO_LIVE, "count": 1}))


# --- deciding -----------------------------------------------------------------------------------------------------------


async def test_nobody_who_gains_by_it_decides_it_nor_an_account_linked_to_them(rolling: Rolling) -> None:
    rolling.tenant.join(ADD_IN, employee("adam"))
    rolling.tenant.join(FRONT, employee("berta"), employee("bea"))
    rolling.tenant.put_account(account("bea@contoso.example"))
    rolling.office.change_rules(linked=(frozenset({"carl@contoso.example", "nora@contoso.example"}),))
    number = await rolling.pending()
    assert (await rolling.line(number, "adam")).change == "unchanged", "an owner books already"
    assert (await rolling.line(number, "berta")).change == "changed"
    assert await asked(rolling, number) == {"adam", "maria"}
    card = await rolling.office.approval(number, "maria")
    for who in ("berta", "carl"):
        said = rolling.office.decide(number, who, card=card, typed=str(await rolling.size(number)))
        assert await why_not(said) == "declined-gains"
    said = rolling.office.decide(number, "olivia", card=card, typed=str(await rolling.size(number)))
    assert await why_not(said) == "declined-self"
    assert (await rolling.approve(number, "maria")).state is State.APPROVED


@ON_ONE
async def test_whoever_loses_by_the_way_back_may_decide_it(rolling: Rolling) -> None:
    rolling.tenant.join(FRONT, employee("berta"))
    await rolling.delivered()
    number = await rolling.pending(back=True)
    assert await asked(rolling, number) == {"adam", "berta", "carl", "maria"}


@ON_ONE
async def test_more_than_twenty_people_are_confirmed_by_their_number(rolling: Rolling) -> None:
    rolling.tenant.join(ADD_IN, *(employee(f"more{n}") for n in range(17)))
    number = await rolling.pending()
    for typed in ("", "20", "twenty-one", "4"):
        with pytest.raises(Declined, match="declined-confirm-count"):
            await rolling.approve(number, typed=typed)
    assert (await rolling.approve(number, typed=" 21 ")).state is State.APPROVED


@ON_ONE
async def test_the_number_may_be_typed_with_its_thousands_parted(rolling: Rolling) -> None:
    number = await rolling.pending()
    request = await rolling.office.request(number)
    many = {"created": 1000, "changed": 200, "switched_off": 30, "lost": 4, "fails": 5, "unchanged": 6}
    reading = request.terms["reading"]
    await rolling.office.do(
        lambda desk: desk.c.execute(t.readings.update().where(t.readings.c.id == reading).values(counts=many))
    )
    for typed in ("1234", "1,234", "1.234", "1 234", "1'234", "1\u202f234"):
        await rolling.office.service.look(check_typed, request, typed)
        assert await why_not(rolling.office.service.look(check_typed, request, f"{typed}5")) == "declined-confirm-count"


@ON_ONE
async def test_up_to_twenty_need_no_number_unless_an_owner_or_an_external_administrator_is_among_them(
    rolling: Rolling,
) -> None:
    for name, who in ((FRONT, guest()), (ADD_IN, employee("berta"))):
        rolling.tenant.members[f"gid-{name}"].append(who)
        number = await rolling.pending()
        assert await why_not(rolling.approve(number, typed="")) == "declined-confirm-count"
        rolling.tenant.members[f"gid-{name}"].remove(who)
        await rolling.office.do(withdrawing.cancel, rolling.office.members["olivia"], number)
    assert (await rolling.approve(await rolling.pending(), typed="")).state is State.APPROVED


# --- the frozen set --------------------------------------------------------------------------------------------------------


async def test_the_same_set_starts(rolling: Rolling) -> None:
    number = await rolling.approved()
    assert await rolling.carry(number) == "prove:"
    assert (await rolling.office.request(number)).state is State.EXECUTING
    assert rolling.tenant.scope == {"gid-Owners", "gid-AskCody Project Team", f"gid-{ADD_IN}", f"gid-{FRONT}"}
    assert {key: many for key, many in rolling.tenant.written.items() if key.startswith("assign")} == {
        f"assign gid-{ADD_IN}": 1,
        f"assign gid-{FRONT}": 1,
    }


async def test_without_a_schedule_any_move_voids_it_and_it_is_asked_again_with_what_moved(rolling: Rolling) -> None:
    number = await rolling.approved()
    before = await rolling.office.approval(number, "adam")
    rolling.tenant.join(ADD_IN, employee("late"))
    rolling.tenant.leave(ADD_IN, "nora")
    assert await rolling.carry(number) == "called_off"
    request = await rolling.office.request(number)
    assert (request.state, request.revision, rolling.tenant.written) == (State.PENDING, 2, {})
    moved = (await rolling.view(number, "berta")).request.wave.moved
    assert (moved.joined, moved.left, moved.differ, moved.allowed) == (1, 1, 0, 0)
    assert set(moved.people) == {
        MovedPersonView(name="Late", after="created"),
        MovedPersonView(name="Nora", before="created"),
    }
    words = await rolling.words(number)
    assert "Nothing was done" in words
    assert "1 joined, 1 left" in words
    with pytest.raises(Declined):
        await rolling.office.decide(number, "adam", card=before)
    await rolling.approve(number)
    assert await rolling.deliver(number) == "delivered"


@ON_ONE
async def test_a_wave_that_moved_is_asked_again_by_one_new_message_to_everybody_who_decides_or_waits(
    rolling: Rolling,
) -> None:
    number = await rolling.approved()
    await send(rolling.office)
    deciding = await asked(rolling, number)
    for late, by in (("late", "berta"), ("later", "carl")):
        rolling.tenant.join(ADD_IN, employee(late))
        assert await rolling.carry(number) == "called_off"
        assert await send(rolling.office) == dict.fromkeys(("olivia", *deciding), 1)
        for who in ("olivia", "adam"):
            assert "1 joined" in await rolling.words(number, who)
        c = t.cards.c
        mine = (c.request == number, c.recipient == rolling.office.who("olivia"), c.kind == "status")
        assert len(await rolling.office.rows(t.cards, *mine)) == 1, "what stood before says that it was replaced"
        await rolling.approve(number, by)
        assert await send(rolling.office) == {}


@ON_ONE
async def test_a_group_that_was_replaced_by_one_of_the_same_name_voids_it_without_telling_of_people(
    rolling: Rolling,
) -> None:
    number = await rolling.approved()
    rolling.tenant.groups[FRONT] = replace(group(FRONT), id="gid-other")
    assert await rolling.carry(number) == "called_off"
    assert (await rolling.office.request(number)).state is State.PENDING
    assert "Its groups in Entra are others now" in await rolling.words(number)


async def scheduled(rolling: Rolling, by: str = "adam") -> int:
    """Approved, and to start in an hour."""
    number = await rolling.approved(by=by, at=rolling.office.clock.now() + HOUR)
    request = await rolling.office.request(number)
    assert (request.state, request.look_at) == (State.SCHEDULED, rolling.office.clock.now() + HOUR)
    assert await rolling.office.jobs("execute") == []
    return number


async def test_a_move_within_the_allowance_is_carried_out_and_told(rolling: Rolling) -> None:
    number = await scheduled(rolling)
    rolling.tenant.join(ADD_IN, employee("late"))
    rolling.tenant.leave(ADD_IN, "nora")
    assert await rolling.carry(number) == "prove:"
    told = await rolling.words(number)
    assert "1 joined, 1 left, 0 changed since it was approved: within the allowed 2, carried out" in told
    assert "wave.moved_within" in await rolling.office.events(number)
    assert (await rolling.line(number, "late")).change == "created"
    assert await rolling.deliver(number) == "delivered"


def owner_moves(rolling: Rolling) -> None:
    rolling.tenant.join(ADD_IN, employee("berta"))


def administrator_comes(rolling: Rolling) -> None:
    rolling.tenant.join(FRONT, employee("late"))


def administrator_goes(rolling: Rolling) -> None:
    rolling.tenant.leave(FRONT, "frida")


def administrator_role_is_added(rolling: Rolling) -> None:
    rolling.tenant.join(FRONT, employee("nora"))


def external_comes(rolling: Rolling) -> None:
    rolling.tenant.join(ADD_IN, guest())


def is_switched_off(rolling: Rolling) -> None:
    rolling.tenant.put_account(replace(account("nora@contoso.example", "Add-in User"), external_id="entra"))
    rolling.tenant.leave(ADD_IN, "nora")
    rolling.tenant.join(ADD_IN, employee("nora", enabled=False))


def is_taken_over(rolling: Rolling) -> None:
    rolling.tenant.put_account(account("nora@contoso.example", "Add-in User"))


def is_lost(rolling: Rolling) -> None:
    rolling.tenant.put_account(account("hand@contoso.example", "Add-in User"))


def three_come(rolling: Rolling) -> None:
    rolling.tenant.join(ADD_IN, *map(employee, ("one", "two", "three")))


@ON_ONE
@pytest.mark.parametrize(
    "move",
    [
        owner_moves,
        administrator_comes,
        administrator_goes,
        administrator_role_is_added,
        external_comes,
        is_switched_off,
        is_taken_over,
        is_lost,
        three_come,
    ],
)
async def test_beyond_the_allowance_nothing_is_done_and_it_is_asked_again(rolling: Rolling, move: Any) -> None:
    rolling.tenant.join(FRONT, employee("frida"))
    number = await scheduled(rolling)
    move(rolling)
    assert await rolling.carry(number) == "called_off"
    request = await rolling.office.request(number)
    assert (request.state, request.revision, rolling.tenant.written) == (State.PENDING, 2, {})
    assert "The list moved" in await rolling.words(number)
    assert "preview.moved" in await rolling.office.events(number)


def becomes_external(rolling: Rolling) -> None:
    rolling.tenant.leave(ADD_IN, "nora")
    rolling.tenant.join(ADD_IN, employee("nora", is_guest=True))


def becomes_an_owner(rolling: Rolling) -> None:
    rolling.tenant.join("Owners", employee("nora"))


@pytest.mark.parametrize(
    ("become", "marks", "told"),
    [
        (becomes_external, ("external",), "Nora, created, now: external"),
        (becomes_an_owner, ("owner", "administrator"), "Nora, created, now: owner, gets an administrator role"),
    ],
)
async def test_who_only_became_an_external_or_an_owner_voids_it_and_is_named(
    rolling: Rolling, become: Any, marks: tuple[str, ...], told: str
) -> None:
    number = await scheduled(rolling)
    become(rolling)
    assert await rolling.carry(number) == "called_off"
    assert ((await rolling.office.request(number)).state, rolling.tenant.written) == (State.PENDING, {})
    moved = (await rolling.view(number, "berta")).request.wave.moved
    assert (moved.joined, moved.left, moved.differ) == (0, 0, 1)
    assert moved.people == (MovedPersonView(name="Nora", before="created", after="created", now=marks),)
    assert told in await rolling.words(number)


async def test_of_whom_only_the_roles_changed_since_the_approval_the_roles_are_told(rolling: Rolling) -> None:
    number = await rolling.approved()
    rolling.tenant.join(TEAM, employee("nora"))
    assert await rolling.carry(number) == "called_off"
    view = await rolling.view(number, "berta")
    (moved,) = view.request.wave.moved.people
    rules = rolling.office.rules
    had, has = ({role.name for role in some} for some in moved.roles)
    assert (had, has) == tuple(set().union(*rules.roles_of([name])) for name in (ADD_IN, TEAM))
    told = rolling.told(view)
    assert "created → created" not in told
    assert "Nora, created, other roles: books in Outlook → " in told


async def test_an_approver_who_came_to_gain_within_the_allowance_voids_it(rolling: Rolling) -> None:
    number = await scheduled(rolling, by="maria")
    rolling.tenant.join(ADD_IN, employee("maria"))
    assert await rolling.carry(number) == "called_off"
    assert (await rolling.office.request(number)).state is State.PENDING
    assert await asked(rolling, number) == {"adam", "berta", "carl"}


@ON_ONE
async def test_rights_that_are_lost_before_the_start_stop_it(rolling: Rolling) -> None:
    number = await rolling.approved()
    rolling.tenant.leave("Owners", "adam")
    assert await rolling.carry(number) == "called_off"
    assert (await rolling.office.request(number)).revision == 2
    assert await asked(rolling, number) == {"berta", "carl", "maria"}
    await rolling.approve(number, "berta")
    rolling.tenant.leave("Owners", "olivia")
    assert await rolling.carry(number) == "called_off"
    request = await rolling.office.request(number)
    assert (request.state, request.why, rolling.tenant.written) == (State.CANCELLED, ("why-requester-lost", {}), {})


@ON_ONE
async def test_a_check_that_is_lost_after_the_approval_stops_it(rolling: Rolling) -> None:
    gated(rolling, "externals")
    number = await rolling.approved()
    await send(rolling.office)
    rolling.office.change_rules(externals=replace(rolling.office.rules.externals, decided=False))
    assert await rolling.carry(number) == "called_off"
    assert await send(rolling.office) == {"olivia": 1}
    request = await rolling.office.request(number)
    assert (request.state, request.why, rolling.tenant.written) == (State.CANCELLED, ("why-gate-lost", {}), {})
    (checked,) = await rolling.office.rows(t.audit, t.audit.c.event == "gate.checked")
    assert json.loads(checked.detail) == {"held": [], "open": ["externals"]}
    assert "A check does not hold any more" in await rolling.words(number)
