"""Groups and their members, in the sandbox's tenant."""

from __future__ import annotations

import asyncio
import uuid
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from faulty_graph import Answer, FaultyGraph, refusal
from live_tenant import LiveTenant

from provisioning.directory import open_directory
from provisioning.domain.ports import GroupKind, Refused, Unreachable

if TYPE_CHECKING:
    from pathlib import Path

    from provisioning.directory import GraphDirectory
    from provisioning.domain.ports import DirectoryGroup, DirectoryUser

NAMES = ["Owners", "Facility Managers", "Receptionists", "Reception Night Shift", "Everyone in Aarhus", "Tier 0"]
USER = "00000000-0000-4000-8000-00000000000a"
GROUP = "00000000-0000-4000-8000-00000000000b"
ALREADY = "One or more added object references already exist for the following modified properties: 'members'."


async def group_of(directory: GraphDirectory, name: str) -> DirectoryGroup:
    return (await directory.find_groups([name]))[name]


async def person_of(directory: GraphDirectory, tenant: LiveTenant, key: str) -> DirectoryUser:
    found = await directory.find_user((await tenant.person(key))["aadObjectId"])
    assert found is not None
    return found


async def test_groups_are_found_by_name_with_the_reason_why_they_may_not_be_changed(entra: GraphDirectory) -> None:
    found = await entra.find_groups([*NAMES, "No such group", "o'no"])
    assert list(found) == NAMES
    assert {name: group.kind for name, group in found.items()} == {
        "Owners": GroupKind.ASSIGNED,
        "Facility Managers": GroupKind.ASSIGNED,
        "Receptionists": GroupKind.ASSIGNED,
        "Reception Night Shift": GroupKind.ASSIGNED,
        "Everyone in Aarhus": GroupKind.DYNAMIC,
        "Tier 0": GroupKind.ROLE_ASSIGNABLE,
    }
    assert all(group.security_enabled for group in found.values())


async def test_a_name_is_found_whatever_its_case_and_returned_as_it_was_asked(entra: GraphDirectory) -> None:
    assert list(await entra.find_groups(["OWNERS", "owners", "Owners"])) == ["OWNERS", "owners", "Owners"]


@pytest.mark.parametrize(("names", "calls"), [(0, 0), (1, 1), (15, 1), (16, 2), (40, 3)])
async def test_names_are_asked_for_in_as_few_calls_as_graph_allows(
    faulty: FaultyGraph, directory: GraphDirectory, names: int, calls: int
) -> None:
    faulty.on("GET", "/groups", Answer(body={"value": []}))
    assert await directory.find_groups([f"Group {i}" for i in range(names)]) == {}
    assert len(faulty.asked) == calls


async def test_two_groups_of_one_name_are_refused(faulty: FaultyGraph, directory: GraphDirectory) -> None:
    groups = [{"id": str(uuid.uuid4()), "displayName": "Owners"} for _ in range(2)]
    faulty.on("GET", "/groups", Answer(body={"value": groups}))
    with pytest.raises(Refused) as raised:
        await directory.find_groups(["Owners"])
    assert raised.value.code == "two_groups_of_one_name"


async def test_of_two_groups_of_one_name_the_known_one_is_meant(faulty: FaultyGraph, directory: GraphDirectory) -> None:
    mine, other = str(uuid.uuid4()), str(uuid.uuid4())
    faulty.on("GET", "/groups", Answer(body={"value": [{"id": one, "displayName": "Owners"} for one in (other, mine)]}))
    assert (await directory.find_groups(["Owners"], {mine, str(uuid.uuid4())}))["Owners"].id == mine
    for known in ([], [str(uuid.uuid4())], [mine, other]):
        with pytest.raises(Refused, match="two_groups_of_one_name"):
            await directory.find_groups(["Owners"], known)


@pytest.mark.parametrize(
    ("properties", "kind"),
    [
        ({}, GroupKind.ASSIGNED),
        ({"onPremisesSyncEnabled": True}, GroupKind.ON_PREMISES),
        ({"groupTypes": ["DynamicMembership"]}, GroupKind.DYNAMIC),
        ({"groupTypes": ["DynamicMembership"], "onPremisesSyncEnabled": True}, GroupKind.ON_PREMISES),
        ({"isAssignableToRole": True, "groupTypes": ["DynamicMembership"]}, GroupKind.ROLE_ASSIGNABLE),
        ({"isAssignableToRole": False, "groupTypes": None, "onPremisesSyncEnabled": None}, GroupKind.ASSIGNED),
    ],
)
async def test_the_weightiest_reason_names_the_kind(
    faulty: FaultyGraph, directory: GraphDirectory, properties: dict[str, object], kind: GroupKind
) -> None:
    faulty.on("GET", "/groups", Answer(body={"value": [{"id": GROUP, "displayName": "G", **properties}]}))
    assert (await group_of(directory, "G")).kind is kind


async def test_members_are_people_and_not_the_groups_nested_in_it(entra: GraphDirectory, tenant: LiveTenant) -> None:
    group = await group_of(entra, "Receptionists")
    members = await entra.list_members(group.id)
    assert {member.upn.split("@")[0] for member in members} == {
        name for name in await tenant.members("Receptionists") if name != "Reception Night Shift"
    }
    assert [member.enabled for member in members].count(False) == 1


async def test_a_nested_member_is_no_direct_member(entra: GraphDirectory, tenant: LiveTenant) -> None:
    await tenant.act("add_member", group="Reception Night Shift", person="erin")
    nested, outer = await group_of(entra, "Reception Night Shift"), await group_of(entra, "Receptionists")
    erin = await person_of(entra, tenant, "erin")
    assert erin in await entra.list_members(nested.id)
    assert await entra.is_member(nested.id, erin.id)
    assert not await entra.is_member(outer.id, erin.id)
    assert await entra.list_groups_of(erin.id, [outer.id, nested.id]) == {nested.id}


@pytest.mark.parametrize(("number", "calls"), [(0, 0), (1, 1), (20, 1), (25, 2)])
async def test_memberships_are_asked_for_in_twenties(
    entra: GraphDirectory, tenant: LiveTenant, number: int, calls: int
) -> None:
    olivia, owners = await person_of(entra, tenant, "olivia"), await group_of(entra, "Owners")
    strangers = [str(uuid.UUID(int=i + 1)) for i in range(number)]
    asked = [*strangers[:-1], owners.id] if number else []
    assert await entra.list_groups_of(olivia.id, asked) == ({owners.id} if number else set())
    assert len(await tenant.calls("graph", "POST", "checkMemberGroups")) == calls


async def test_somebody_unknown_is_in_no_group(entra: GraphDirectory) -> None:
    owners = await group_of(entra, "Owners")
    assert not await entra.is_member(owners.id, USER)


async def test_a_member_is_added_and_added_again_and_removed_and_removed_again(
    entra: GraphDirectory, tenant: LiveTenant
) -> None:
    erin, owners = await person_of(entra, tenant, "erin"), await group_of(entra, "Owners")
    for _ in range(2):
        await entra.add_member(owners.id, erin.id)
        assert await entra.is_member(owners.id, erin.id)
        assert "erin" in await tenant.members("Owners")
    for _ in range(2):
        await entra.remove_member(owners.id, erin.id)
        assert not await entra.is_member(owners.id, erin.id)
    assert await entra.find_user(erin.id) == erin
    deleted = await tenant.calls("graph", "DELETE")
    assert [call["path"] for call in deleted] == [f"/graph/v1.0/groups/{owners.id}/members/{erin.id}/$ref"] * 2


@pytest.mark.parametrize("name", ["Tier 0", "Everyone in Aarhus"])
async def test_groups_that_are_not_ours_to_change_are_never_written_to(
    entra: GraphDirectory, tenant: LiveTenant, name: str
) -> None:
    erin, group = await person_of(entra, tenant, "erin"), await group_of(entra, name)
    for change in (entra.add_member, entra.remove_member):
        with pytest.raises(Refused) as raised:
            await change(group.id, erin.id)
        assert raised.value.code == f"group_{group.kind.value}"
    assert not await tenant.calls("graph", "POST", "members")
    assert not await tenant.calls("graph", "DELETE")


async def invite_somebody(directory: GraphDirectory, tenant: LiveTenant) -> str:
    olivia = (await tenant.person("olivia"))["aadObjectId"]
    invited = await directory.invite(
        "new@partner.example", name="N", sponsor_id=olivia, redirect_url="https://x.example", send_mail=False
    )
    return invited.user_id


async def test_a_guest_who_is_not_replicated_yet_is_worth_another_try_soon(tenant_folder: Path) -> None:
    tenant = await LiveTenant.start(tenant_folder, replication_s=3600)
    directory = open_directory(tenant.settings())
    guest, group = await invite_somebody(directory, tenant), await group_of(directory, "Facility Managers")
    with pytest.raises(Unreachable) as raised:
        await directory.add_member(group.id, guest)
    assert raised.value.retry_after is not None
    assert 0 < raised.value.retry_after <= 30
    assert await directory.find_user(guest) is None
    assert not await directory.is_member(group.id, guest)
    await directory.close()
    await tenant.stop()


async def test_a_guest_is_added_as_soon_as_they_are_replicated(entra: GraphDirectory, tenant: LiveTenant) -> None:
    guest, group = await invite_somebody(entra, tenant), await group_of(entra, "Facility Managers")
    while not await entra.is_member(group.id, guest):
        with suppress(Unreachable):
            await entra.add_member(group.id, guest)
    assert len((await tenant.books())["invitations"]) == 1


async def test_an_addition_whose_answer_was_lost_is_success_the_next_time(
    entra: GraphDirectory, tenant: LiveTenant
) -> None:
    erin, owners = await person_of(entra, tenant, "erin"), await group_of(entra, "Owners")
    await tenant.fail(target="graph", method="POST", status=504, after_effect=True, times=1)
    with pytest.raises(Unreachable):
        await entra.add_member(owners.id, erin.id)
    assert len(await tenant.calls("graph", "POST", "members/$ref")) == 1
    await entra.add_member(owners.id, erin.id)
    assert "erin" in await tenant.members("Owners")


async def test_without_the_right_nothing_is_changed(tenant: LiveTenant, entra: GraphDirectory) -> None:
    erin, owners = await person_of(entra, tenant, "erin"), await group_of(entra, "Owners")
    await tenant.fail(target="graph", method="POST", status=403)
    with pytest.raises(Refused) as raised:
        await entra.add_member(owners.id, erin.id)
    assert (raised.value.code, raised.value.status) == ("not_permitted", 403)


@pytest.mark.parametrize("text", ["", "x", "../users", f"{GROUP}/members", "a@b.example"])
async def test_what_is_no_object_id_reaches_no_address(
    faulty: FaultyGraph, directory: GraphDirectory, text: str
) -> None:
    faulty.on("GET", f"/groups/{GROUP}", Answer(body={"id": GROUP, "displayName": "G"}))
    calls = (
        directory.add_member(GROUP, text),
        directory.remove_member(GROUP, text),
        directory.add_member(text, USER),
        directory.remove_member(text, USER),
        directory.list_members(text),
        directory.is_member(text, USER),
        directory.is_member(GROUP, text),
    )
    for outcome in await asyncio.gather(*calls, return_exceptions=True):
        assert isinstance(outcome, Refused)
        assert outcome.code == "not_an_object_id"
    assert {one.method for one in faulty.asked} == {"GET"}


async def test_an_unknown_group_is_said_to_be_unknown(entra: GraphDirectory, tenant: LiveTenant) -> None:
    erin = await person_of(entra, tenant, "erin")
    for call in (entra.list_members(GROUP), entra.add_member(GROUP, erin.id), entra.remove_member(GROUP, erin.id)):
        with pytest.raises(Refused) as raised:
            await call
        assert raised.value.code == "group_not_found"


async def test_an_existing_member_is_believed_only_when_the_group_shows_them(
    faulty: FaultyGraph, directory: GraphDirectory
) -> None:
    faulty.on("GET", f"/groups/{GROUP}", Answer(body={"id": GROUP, "displayName": "G"}))
    faulty.on("POST", f"/groups/{GROUP}/members/$ref", refusal(400, "Request_BadRequest", ALREADY))
    faulty.on("GET", f"/groups/{GROUP}/members", Answer(body={"value": []}), Answer(body={"value": [{"id": USER}]}))
    with pytest.raises(Unreachable):
        await directory.add_member(GROUP, USER)
    await directory.add_member(GROUP, USER)


async def test_other_bad_requests_are_no_success(faulty: FaultyGraph, directory: GraphDirectory) -> None:
    faulty.on("GET", f"/groups/{GROUP}", Answer(body={"id": GROUP, "displayName": "G"}))
    faulty.on("POST", f"/groups/{GROUP}/members/$ref", refusal(400, "Request_BadRequest", "Invalid property."))
    faulty.on("DELETE", f"/groups/{GROUP}/members/{USER}/$ref", refusal(400, "Request_BadRequest", "Invalid property."))
    for change in (directory.add_member, directory.remove_member):
        with pytest.raises(Refused):
            await change(GROUP, USER)


async def test_both_answers_about_somebody_who_is_no_member_are_success(
    faulty: FaultyGraph, directory: GraphDirectory
) -> None:
    gone = "One or more removed object references do not exist for the following modified properties: 'members'."
    missing = f"Resource '{USER}' does not exist or one of its queried reference-property objects are not present."
    faulty.on("GET", f"/groups/{GROUP}", Answer(body={"id": GROUP, "displayName": "G"}))
    faulty.on(
        "DELETE",
        f"/groups/{GROUP}/members/{USER}/$ref",
        refusal(400, "Request_BadRequest", gone),
        refusal(404, "Request_ResourceNotFound", missing),
        Answer(status=204),
    )
    for _ in range(3):
        await directory.remove_member(GROUP, USER)
    assert all(one.target.endswith("/$ref") for one in faulty.asked if one.method == "DELETE")


async def test_the_reference_names_graph_itself(faulty: FaultyGraph, directory: GraphDirectory) -> None:
    faulty.on("GET", f"/groups/{GROUP}", Answer(body={"id": GROUP, "displayName": "G"}))
    faulty.on("POST", f"/groups/{GROUP}/members/$ref", Answer(status=204))
    await directory.add_member(GROUP, USER.upper())
    reference = {"@odata.id": f"{faulty.base}/graph/v1.0/directoryObjects/{USER}"}
    assert [one.body for one in faulty.asked if one.method == "POST"] == [reference]
