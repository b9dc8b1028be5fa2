"""The gates of a wave: when each is true, and what it says when it is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from office import group
from sqlalchemy import insert, update

from provisioning.domain.ports import GroupKind, Job
from provisioning.domain.states import Kind, State
from provisioning.domain.waves import Externals
from provisioning.storage import tables as t
from provisioning.usecases import gating, jobs, people, scoping

if TYPE_CHECKING:
    from office import Office

    from provisioning.usecases.desk import Desk
    from provisioning.usecases.gating import Gate

TEAM, EVERYBODY = "project-team", "go-live"
GOOD = Job(state="Active", quarantine="", last_state="Succeeded")


async def gates(office: Office, wave: str = EVERYBODY) -> dict[str, Gate]:
    """The states by key."""
    found = await office.service.look(gating.states, office.rules.get_wave(wave))
    return {gate.key: gate for gate in found}


async def told(office: Office, key: str, wave: str = EVERYBODY) -> str:
    """Why a gate is not true; "" when it is."""
    why = (await gates(office, wave))[key].why
    return why[0] if why else ""


async def read_groups(office: Office, *, in_scope: Any = (), **changed: Any) -> None:
    """The worker reads the groups; ``changed`` by name, None: not found."""
    known = {name: group(name) for name in office.rules.groups} | changed
    found = {name: one for name, one in known.items() if one is not None}
    await office.do(scoping.record_groups, found, {f"gid-{name}" for name in in_scope})


async def prove(office: Office, wave: str, *, state: State = State.DELIVERED, **terms: Any) -> None:
    """A wave was delivered now, or is in another state."""

    def store(desk: Desk) -> None:
        organisation = people.organisation(desk)
        row = {
            "kind": Kind.EXPAND_SCOPE.value,
            "state": state.value,
            "revision": 1,
            "attempt": 1,
            "requester": office.who("olivia"),
            "subject": organisation,
            "domain": "",
            "option": "guest",
            "terms": {"wave": wave, **terms},
            "submitted_at": desk.now,
            "ended_at": desk.now,
        }
        desk.c.execute(insert(t.requests).values(row))

    await office.do(store)


async def test_the_gates_are_those_of_the_wave_in_the_order_of_the_article(office: Office) -> None:
    assert list(await gates(office)) == ["provisioning", "externals", "groups", "scope", "validated", "ready"]
    assert list(await gates(office, TEAM)) == ["provisioning", "externals", "groups"]
    missing = await office.service.look(gating.missing, office.rules.get_wave(TEAM))
    assert missing == ("provisioning", "groups")


async def test_provisioning_must_run_well_and_have_been_seen_lately(office: Office) -> None:
    assert await told(office, "provisioning") == "why-job-unknown"
    for job, why in (
        (GOOD, ""),
        (replace(GOOD, last_state="EntryLevelErrors"), ""),
        (replace(GOOD, last_state="Failed"), "gate-provisioning-failed"),
        (replace(GOOD, last_state=""), "gate-provisioning-first"),
        (replace(GOOD, state="Paused"), "why-job-paused"),
        (replace(GOOD, state="NotRun"), "why-job-not-run"),
        (Job(state="", quarantine=""), "why-job-unknown"),
        (Job(state="Quarantine", quarantine="TooManyDeletes"), "why-job-quarantine"),
    ):
        await office.do(jobs.record, job)
        assert await told(office, "provisioning") == why, job
    await office.do(jobs.record, GOOD)
    office.clock.advance(hours=1, seconds=1)
    gate = (await gates(office))["provisioning"]
    assert (gate.ok, gate.who_may, gate.why and gate.why[0]) == (False, ("Maria",), "gate-provisioning-old")


async def test_who_is_an_external_must_be_decided(office: Office) -> None:
    assert (await gates(office))["externals"].ok
    office.change_rules(externals=Externals())
    assert await told(office, "externals") == "gate-externals-open"


async def test_every_role_group_of_a_wave_must_be_there_and_fit(office: Office) -> None:
    assert await told(office, "groups") == "gate-groups-unconfirmed"
    await read_groups(office, Receptionists=None)
    gate = (await gates(office))["groups"]
    assert gate.why == ("gate-groups-missing", {"groups": ["Receptionists"], "administrator": "Maria"})
    for odd in (
        group("Receptionists", GroupKind.DYNAMIC),
        group("Receptionists", GroupKind.ROLE_ASSIGNABLE),
        group("Receptionists", GroupKind.ON_PREMISES),
        replace(group("Receptionists"), security_enabled=False),
    ):
        await read_groups(office, Receptionists=odd)
        assert await told(office, "groups") == "gate-groups-unfit", odd
    followed = replace(office.rules.groups["Receptionists"], followed=True)
    office.change_rules(groups={**office.rules.groups, "Receptionists": followed})
    assert await told(office, "groups") == "gate-groups-unconfirmed"
    office.clock.advance(hours=2)
    assert await told(office, "groups") == "gate-groups-unread"


async def test_only_what_earlier_waves_brought_may_be_in_scope(office: Office) -> None:
    team = office.rules.get_wave(TEAM).groups
    await read_groups(office, in_scope=team)
    assert (await gates(office))["scope"].ok
    await read_groups(office, in_scope=[*team, "Secretaries"])
    gate = (await gates(office))["scope"]
    assert gate.why == ("gate-scope-surplus", {"groups": ["Secretaries"], "administrator": "Maria"})
    for others in (["a stranger"], ["a stranger", "another"], ["another"], []):
        await read_groups(office, in_scope=[*team, *others])
        why = (await gates(office))["scope"].why
        assert (why[1]["groups"] if why else []) == [f"gid-{name}" for name in others]
    await read_groups(office, in_scope=[*team, "Secretaries"])
    office.clock.advance(hours=2)
    assert await told(office, "scope") == "gate-groups-unread"


@pytest.mark.parametrize("state", [State.EXECUTING, State.PARTIALLY_DELIVERED])
async def test_what_a_wave_that_has_begun_brings_into_scope_is_no_surplus(office: Office, state: State) -> None:
    await prove(office, TEAM)
    team, go_live = (office.rules.get_wave(wave).groups for wave in (TEAM, EVERYBODY))
    await read_groups(office, in_scope=[*team, *go_live])
    assert await told(office, "scope") == "gate-scope-surplus"
    await prove(office, EVERYBODY, state=state)
    assert (await gates(office))["scope"].ok, "nobody is told to undo what was approved"


async def test_a_wave_is_open_once_it_is_proven_and_until_it_is_taken_back(office: Office) -> None:
    assert await office.service.look(gating.opened) == {}
    await prove(office, TEAM)
    assert await office.service.look(gating.opened) == {TEAM: office.clock.now()}
    await prove(office, TEAM, back=True)
    assert await office.service.look(gating.opened) == {}


async def test_the_lifecycle_is_watched_for_seven_days_after_a_wave(office: Office) -> None:
    wave = replace(office.rules.get_wave(EVERYBODY), gates=("lifecycle",))
    office.change_rules(waves={**office.rules.waves, EVERYBODY: wave})
    await office.do(jobs.record, GOOD)
    assert await told(office, "lifecycle") == "gate-lifecycle-before"
    await prove(office, TEAM)
    assert (await gates(office))["lifecycle"].why == (
        "gate-lifecycle-since",
        {"until": "2026-03-10", "administrator": "Maria"},
    )
    office.clock.advance(days=6)
    await office.do(jobs.record, Job(state="Quarantine", quarantine="TooManyDeletes"))
    assert await told(office, "lifecycle") == "why-job-quarantine"
    await office.do(jobs.record, GOOD)
    office.clock.advance(days=6)
    await office.do(jobs.record, GOOD)
    assert await told(office, "lifecycle") == "gate-lifecycle-since"
    office.clock.advance(days=1)
    await office.do(jobs.record, GOOD)
    assert (await gates(office))["lifecycle"].ok


async def sign(office: Office, gate: str, by: str, part: str, *, about: str = "") -> None:
    """A signature as it is kept."""

    def store(desk: Desk) -> None:
        row = {"gate": gate, "about": about, "by": office.who(by), "part": part, "at": desk.now}
        desk.c.execute(insert(t.signatures).values(row))

    await office.do(store)


async def test_what_is_signed_holds_until_it_is_taken_back(office: Office) -> None:
    gate = (await gates(office))["ready"]
    assert (gate.ok, gate.kind, gate.who_may) == (False, "signed", ("Adam", "Berta", "Carl", "Maria", "Olivia"))
    await sign(office, "ready", "maria", "administrator")
    gate = (await gates(office))["ready"]
    assert (gate.ok, gate.by, gate.at) == (True, "Maria", office.clock.now())
    withdrawn = update(t.signatures).values(withdrawn_at=office.clock.now() + timedelta(minutes=1))
    await office.do(lambda desk: desk.c.execute(withdrawn) and None)
    assert await told(office, "ready") == "gate-ready-open"
