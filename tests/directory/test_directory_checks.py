"""What ``usher check`` says about Entra."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import jwt
import pytest
from faulty_graph import Answer, refusal
from live_tenant import LiveTenant

from cards.checks import in_english
from provisioning.directory import ClientSecret, Profile, open_directory
from provisioning.directory.checks import check_excess, read_rights
from sandbox.entra.rights import FULL as EVERYTHING
from sandbox.entra.rights import PROFILES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from faulty_graph import FaultyGraph

    from provisioning.directory import DirectorySettings, GraphDirectory

APP = "/servicePrincipals/11111111-0000-4000-8000-000000000009"
LOOK = [
    "Sign-in to Microsoft Entra",
    "User.Read.All",
    "GroupMember.Read.All",
    "Application.Read.All",
    "Synchronization.Read.All",
]
STANDARD = [*LOOK, "User.Invite.All", "Policy.Read.All"]
FULL = [*STANDARD, "Run the provisioning job"]
#: What a token shows: a directory role does not stand in it, and what installs the app for people Usher does not use.
SEEN = {right for right in EVERYTHING if ".All" in right and not right.startswith("TeamsApp")}


async def say(directory: GraphDirectory, *groups: Sequence[str]) -> list[tuple[str, bool, str]]:
    """The lines of a check as the command prints them."""
    return [in_english("AskCody", line) for line in await directory.check(*groups)]


async def check(settings: DirectorySettings) -> list[tuple[str, bool, str]]:
    directory = open_directory(settings)
    try:
        return await say(directory)
    finally:
        await directory.close()


@pytest.mark.parametrize(("profile", "names"), [("look", LOOK), ("standard", STANDARD), ("full", FULL)])
async def test_each_profile_is_checked_for_its_own_rights(tenant_folder: Path, profile: str, names: list[str]) -> None:
    tenant = await LiveTenant.start(tenant_folder, profile=profile)
    lines = await check(tenant.settings(Profile(profile)))
    assert lines == [(name, True, "") for name in names]
    written = [call for call in await tenant.calls("graph") if call["method"] != "GET"]
    await tenant.stop()
    assert not written


async def test_the_log_is_checked_where_proofs_come_from_it(tenant_folder: Path) -> None:
    tenant = await LiveTenant.start(tenant_folder, profile="look", readback="none")
    plain = await check(tenant.settings(Profile.LOOK))
    lines = await check(dataclasses.replace(tenant.settings(Profile.LOOK), reads_log=True))
    await tenant.stop()
    (line,) = [line for line in lines if line not in plain]
    assert line[:2] == ("AuditLog.Read.All", False)
    assert "admin consent" in line[2]


async def test_a_question_that_the_log_does_not_take_is_found_before_a_proof_needs_it(
    faulty: FaultyGraph, settings: DirectorySettings
) -> None:
    path = "/auditLogs/provisioning"
    faulty.on("GET", path, refusal(400, "BadRequest", "Invalid filter clause"))
    lines = {name: todo for name, ok, todo in await check(dataclasses.replace(settings, reads_log=True)) if not ok}
    assert "Invalid filter clause" in lines["AuditLog.Read.All"]
    (asked,) = faulty.asked_for("GET", path)
    assert {word for word in asked.query["$filter"].split() if word in {"eq", "gt", "ge"}} == {"eq", "gt"}


async def test_a_missing_right_is_named_with_what_to_do(tenant_folder: Path) -> None:
    tenant = await LiveTenant.start(tenant_folder, profile="look")
    lines = await check(tenant.settings(Profile.FULL))
    await tenant.stop()
    bad = {name: todo for name, ok, todo in lines if not ok}
    assert set(bad) == {"User.Invite.All", "Policy.Read.All", "Run the provisioning job"}
    assert all("admin consent" in todo for todo in bad.values())


@pytest.mark.parametrize("profile", list(PROFILES))
async def test_each_right_that_a_profile_lacks_is_named_and_no_other(
    tenant_folder: Path, profile: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenant = await LiveTenant.start(tenant_folder, profile=profile)
    settings = dataclasses.replace(tenant.settings(Profile(profile)), reads_log=True)
    whole, named = PROFILES[profile], {"Synchronization.ReadWrite.All": "Run the provisioning job"}
    for right in sorted(whole & SEEN):
        monkeypatch.setitem(PROFILES, profile, whole - {right})
        bad = {name: todo for name, ok, todo in await check(settings) if not ok}
        reads_by_another = right == "Synchronization.Read.All" and "Synchronization.ReadWrite.All" in whole
        assert set(bad) == (set() if reads_by_another else {named.get(right, right)}), right
        assert all(right in todo and "admin consent" in todo for todo in bad.values()), right
    await tenant.stop()


async def test_a_wrong_secret_is_told_in_the_words_of_entra_and_nothing_else_is_tried(
    tenant: LiveTenant,
) -> None:
    settings = tenant.settings()
    assert isinstance(settings.identity, ClientSecret)
    wrong = dataclasses.replace(settings.identity, secret="wrong")
    lines = await check(dataclasses.replace(settings, identity=wrong))
    assert [(name, ok) for name, ok, _ in lines] == [("Sign-in to Microsoft Entra", False)]
    assert "AADSTS7000215" in lines[0][2]
    assert not await tenant.calls("graph")


async def test_ids_that_entra_does_not_know_are_told(tenant: LiveTenant) -> None:
    lines = await check(tenant.settings(enterprise_app="00000000-0000-4000-8000-0000000000ff"))
    bad = {name: todo for name, ok, todo in lines if not ok}
    assert set(bad) == {"Application.Read.All", "Synchronization.Read.All"}
    assert all("Check the ids" in todo for todo in bad.values())


async def test_an_application_to_which_no_group_is_assigned_is_told_with_the_role_to_use(tenant: LiveTenant) -> None:
    for group in (await tenant.books())["assignments"]:
        await tenant.act("unassign_group", group=group)
    lines = {name: (ok, todo) for name, ok, todo in await check(tenant.settings())}
    assert not lines["Application.Read.All"][0]
    assert (
        "No group is assigned to AskCody: nobody is provisioned. Assign one with the role “User”."
        in lines["Application.Read.All"]
    )


async def test_a_missing_enterprise_application_is_told_by_the_name_of_its_setting(tenant: LiveTenant) -> None:
    lines = await check(tenant.settings(enterprise_app=None))
    bad = {name: todo for name, ok, todo in lines if not ok}
    assert set(bad) == {"Enterprise application"}
    assert "USHER_ENTERPRISE_APP" in bad["Enterprise application"]


async def test_a_missing_job_is_told_by_the_name_of_its_setting_where_people_are_provisioned_on_demand(
    tenant: LiveTenant,
) -> None:
    without = dataclasses.replace(tenant.settings(), sync_job=None)
    bad = {name: todo for name, ok, todo in await check(without) if not ok}
    assert set(bad) == {"Provisioning job"}
    assert "USHER_SYNC_JOB" in bad["Provisioning job"]
    asks_nobody = dataclasses.replace(without, profile=Profile.STANDARD)
    assert all(ok for _, ok, _ in await check(asks_nobody))
    reads_log = await check(dataclasses.replace(asks_nobody, reads_log=True))
    assert [name for name, ok, _ in reads_log if not ok] == ["Provisioning job"], (
        "whose lines they are, only the job tells"
    )


async def test_groups_of_one_name_are_told_with_their_ids(tenant: LiveTenant) -> None:
    await tenant.act("create_group", group="Owners", person="erin")
    directory = open_directory(tenant.settings())
    lines = {name: (ok, todo) for name, ok, todo in await say(directory, ["Owners", "Secretaries"])}
    plain = {name: ok for name, ok, _ in await say(directory, ["Secretaries"])}
    await directory.close()
    ok, todo = lines["GroupMember.Read.All"]
    assert not ok
    assert todo.startswith("Several groups in Entra have one name (Owners: ")
    assert plain["GroupMember.Read.All"]


async def test_an_entra_that_does_not_answer_is_told_for_each_right(
    faulty: FaultyGraph, directory: GraphDirectory
) -> None:
    lines = await say(directory)
    assert lines[0] == ("Sign-in to Microsoft Entra", True, "")
    bad = {name: todo for name, ok, todo in lines if not ok}
    assert set(bad) == {*LOOK[1:], "Policy.Read.All"}
    assert all("Check the way out to Microsoft" in todo for todo in bad.values())


@pytest.mark.parametrize("setting", ["none", "adminsAndGuestInviters"])
async def test_a_tenant_where_no_application_may_invite_is_told(
    faulty: FaultyGraph, directory: GraphDirectory, setting: str
) -> None:
    faulty.on("GET", "/policies/authorizationPolicy", Answer(body={"allowInvitesFrom": setting}))
    lines = {name: (ok, todo) for name, ok, todo in await say(directory)}
    assert not lines["Policy.Read.All"][0]
    assert "External collaboration settings" in lines["Policy.Read.All"][1]


async def test_a_job_in_quarantine_is_told_with_the_reason(faulty: FaultyGraph, directory: GraphDirectory) -> None:
    status = {"code": "Quarantine", "quarantine": {"reason": "TooManyDeletes"}}
    faulty.on("GET", f"{APP}/synchronization/jobs/scim.1", Answer(body={"status": status}))
    lines = {name: (ok, todo) for name, ok, todo in await say(directory)}
    assert not lines["Synchronization.Read.All"][0]
    assert "TooManyDeletes" in lines["Synchronization.Read.All"][1]


async def test_users_whose_state_is_hidden_are_not_enough(faulty: FaultyGraph, directory: GraphDirectory) -> None:
    faulty.on("GET", "/users", Answer(body={"value": [{"id": "x"}]}))
    lines = {name: (ok, todo) for name, ok, todo in await say(directory)}
    assert not lines["User.Read.All"][0]
    assert "switched on" in lines["User.Read.All"][1]


def test_rights_that_can_give_themselves_all_others_are_pointed_out() -> None:
    lines = check_excess(frozenset({"RoleManagement.ReadWrite.Directory", "User.Read.All"}))
    assert [(name, ok) for name, ok, *_ in lines] == [("RoleManagement.ReadWrite.Directory", False)]


def test_rights_are_read_from_a_token_where_it_can_be_read() -> None:
    token = jwt.encode({"roles": ["User.Read.All", "User.Invite.All"]}, "k" * 32, algorithm="HS256")
    assert read_rights(token) == frozenset({"User.Read.All", "User.Invite.All"})
    for opaque in ("", "opaque", "a.b.c", "a.!!!.c", "a.W10.c", "a.bnVsbA.c"):
        assert read_rights(opaque) is None


async def test_rights_that_cannot_be_seen_are_neither_found_nor_missed(
    faulty: FaultyGraph, directory: GraphDirectory
) -> None:
    lines = {name: (ok, todo) for name, ok, todo in await say(directory)}
    for name in ("User.Invite.All", "Run the provisioning job"):
        assert lines[name] == (True, "This right cannot be seen beforehand: its first use shows whether it is there.")


async def test_a_group_that_decides_and_is_not_in_entra_is_named(tenant: LiveTenant) -> None:
    directory = open_directory(tenant.settings())
    found = {name: (ok, todo) for name, ok, todo in await say(directory, ["Owners", "Nope"], ["Nope", "Owners"])}
    whole = {name: (ok, todo) for name, ok, todo in await say(directory, ["Owners"], ["Owners"])}
    await directory.close()
    ok, todo = found["Groups that have a say"]
    assert (ok, todo.startswith("Not in Entra: Nope. ")) == (False, True)
    assert whole["Groups that have a say"] == (True, "")
