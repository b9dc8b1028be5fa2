"""The scope and the provisioning job, in the sandbox's tenant."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

import pytest
from faulty_graph import Answer, FaultyGraph, refusal
from live_tenant import LiveTenant

from provisioning.directory import open_directory
from provisioning.directory.synchronization import read_on_demand, read_rules
from provisioning.domain.ports import OnDemand, Refused, Unreachable

if TYPE_CHECKING:
    from pathlib import Path

    from provisioning.directory import DirectorySettings, GraphDirectory

APP = "/servicePrincipals/11111111-0000-4000-8000-000000000009"
JOB = f"{APP}/synchronization/jobs/scim.1"
USER = "00000000-0000-4000-8000-00000000000a"


def role(name: str, **changes: Any) -> dict[str, Any]:
    return {"displayName": name, "isEnabled": True, "allowedMemberTypes": ["User"], **changes}


async def test_the_scope_is_the_assigned_groups(entra: GraphDirectory, tenant: LiveTenant) -> None:
    assigned = (await tenant.books())["assignments"]
    found = await entra.find_groups(assigned)
    assert await entra.list_assigned_groups() == {group.id for group in found.values()}
    await tenant.act("unassign_group", group="Owners")
    assert found["Owners"].id not in await entra.list_assigned_groups()


async def test_groups_count_and_people_who_are_assigned_one_by_one_do_not(
    faulty: FaultyGraph, directory: GraphDirectory
) -> None:
    held = [{"principalId": "g", "principalType": "Group"}, {"principalId": "u", "principalType": "User"}]
    faulty.on("GET", f"{APP}/appRoleAssignedTo", Answer(body={"value": held}))
    assert await directory.list_assigned_groups() == {"g"}


async def test_what_was_just_assigned_or_ended_is_success_although_the_list_lags_behind(tenant_folder: Path) -> None:
    tenant = await LiveTenant.start(tenant_folder, replication_s=3600)
    directory = open_directory(tenant.settings())
    groups = {name: group.id for name, group in (await directory.find_groups(["Service teams", "Owners"])).items()}
    for _ in range(2):
        await directory.assign_group(groups["Service teams"])
        await directory.unassign_group(groups["Owners"])
    listed = await directory.list_assigned_groups()
    assert (groups["Service teams"] in listed, groups["Owners"] in listed) == (False, True), (
        "nothing is taken for listed"
    )
    assigned = set((await tenant.books())["assignments"])
    assert ("Service teams" in assigned, "Owners" in assigned) == (True, False)
    asked = [call["status"] for call in await tenant.calls("graph", "POST", "/appRoleAssignedTo")]
    assert asked == [201, 400], "both were asked for twice"
    await directory.close()
    await tenant.stop()


async def test_other_refusals_of_an_assignment_stay_refusals(faulty: FaultyGraph, directory: GraphDirectory) -> None:
    group = "22222222-0000-4000-8000-000000000001"
    faulty.on("GET", APP, Answer(body={"displayName": "AskCody", "appRoles": []}))
    faulty.on("GET", f"{APP}/appRoleAssignedTo", Answer(body={"value": []}))
    no = refusal(400, "Request_BadRequest", "Permission being assigned was not found on application")
    faulty.on("POST", f"{APP}/appRoleAssignedTo", no)
    with pytest.raises(Refused) as raised:
        await directory.assign_group(group)
    assert raised.value.status == 400
    held = [{"id": "x", "principalId": group, "principalType": "Group"}]
    faulty.on("GET", f"{APP}/appRoleAssignedTo", Answer(body={"value": held}))
    faulty.on("DELETE", f"{APP}/appRoleAssignedTo/x", refusal(403, "Authorization_RequestDenied", "no"))
    with pytest.raises(Refused) as raised:
        await directory.unassign_group(group)
    assert raised.value.code == "not_permitted"


@pytest.mark.parametrize(
    ("roles", "chosen"),
    [
        ([role("msiam_access"), role("User")], "User"),
        ([role("msiam_access"), role("Staff")], "Staff"),
        ([role("User", isEnabled=False), role("Machines", allowedMemberTypes=["Application"])], "Default Access"),
        ([], "Default Access"),
    ],
)
async def test_the_role_to_assign_is_read_and_not_assumed(
    faulty: FaultyGraph, directory: GraphDirectory, roles: list[dict[str, Any]], chosen: str
) -> None:
    faulty.on("GET", APP, Answer(body={"displayName": "AskCody", "appRoles": roles}))
    application = await (await directory._parts()).provisioning.read_application()
    assert (application.name, application.role_to_assign) == ("AskCody", chosen)
    assert await directory.role_to_assign() == chosen, "what an administrator is asked to assign with"


async def test_one_person_is_provisioned_on_demand_and_the_schema_is_read_once(
    entra: GraphDirectory, tenant: LiveTenant
) -> None:
    erin = await tenant.person("erin")
    owners = (await entra.find_groups(["Owners"]))["Owners"]
    await entra.add_member(owners.id, erin["aadObjectId"])
    assert (await entra.provision(erin["aadObjectId"])).result == "Success"
    again = await entra.provision(erin["aadObjectId"])
    assert again.result in {"Success", "Skipped"}
    assert len(await tenant.calls("graph", "GET", "/schema")) == 1
    accounts = (await tenant.books())["accounts"]
    assert [account["active"] for account in accounts if account["userName"] == erin["upn"]] == [True]


async def test_somebody_outside_the_scope_is_skipped_with_a_reason(entra: GraphDirectory, tenant: LiveTenant) -> None:
    skipped = await entra.provision((await tenant.person("maria"))["aadObjectId"])
    assert skipped.result == "Skipped"
    assert skipped.reason


async def test_the_body_is_as_documented(faulty: FaultyGraph, directory: GraphDirectory) -> None:
    schema = {"synchronizationRules": [{"id": "rule-1", "objectMappings": [{"sourceObjectName": "User"}]}]}
    faulty.on("GET", f"{JOB}/schema", Answer(body=schema))
    faulty.on("POST", f"{JOB}/provisionOnDemand", Answer(body={"key": '{"result":"Success"}', "value": "{}"}))
    await directory.provision(USER)
    subjects = [{"objectId": USER, "objectTypeName": "User"}]
    assert faulty.asked[-1].body == {"parameters": [{"ruleId": "rule-1", "subjects": subjects}]}


async def test_a_refusal_makes_the_schema_be_read_again(faulty: FaultyGraph, directory: GraphDirectory) -> None:
    rules = [{"synchronizationRules": [{"id": i, "objectMappings": [{"sourceObjectName": "User"}]}]} for i in "12"]
    faulty.on("GET", f"{JOB}/schema", *(Answer(body=body) for body in rules))
    done = Answer(body={"key": '{"result":"Success"}', "value": "{}"})
    faulty.on("POST", f"{JOB}/provisionOnDemand", Answer(status=400, body={"error": {"code": "BadRequest"}}), done)
    with pytest.raises(Refused):
        await directory.provision(USER)
    assert (await directory.provision(USER)).result == "Success"
    assert faulty.asked[-1].body["parameters"][0]["ruleId"] == "2"


async def test_the_job_is_paused_and_started(entra: GraphDirectory) -> None:
    await entra.pause_job()
    assert (await entra.read_job()).state == "Paused"
    await entra.start_job()
    assert (await entra.read_job()).state == "Active"


async def test_what_the_profile_does_not_permit_is_refused(tenant_folder: Path) -> None:
    tenant = await LiveTenant.start(tenant_folder, profile="standard")
    directory = open_directory(tenant.settings())
    erin = (await tenant.person("erin"))["aadObjectId"]
    for call in (directory.provision(erin), directory.pause_job(), directory.start_job()):
        with pytest.raises(Refused) as raised:
            await call
        assert (raised.value.code, raised.value.status) == ("not_permitted", 403)
    await directory.close()
    await tenant.stop()


async def test_without_a_job_nothing_can_be_provisioned(settings: DirectorySettings, faulty: FaultyGraph) -> None:
    directory = open_directory(dataclasses.replace(settings, sync_job=None, enterprise_app=None))
    for call, code in (
        (directory.provision(USER), "no_sync_job"),
        (directory.list_assigned_groups(), "no_enterprise_app"),
    ):
        with pytest.raises(Refused) as raised:
            await call
        assert raised.value.code == code
    assert not faulty.asked
    await directory.close()


DOCUMENTED_KEY = {
    "result": "Skipped",
    "details": {"errorCode": "RedundantExport", "errorMessage": "The state of the user … already match."},
}


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        (
            DOCUMENTED_KEY,
            {},
            OnDemand(result="Skipped", code="RedundantExport", reason="The state of the user … already match."),
        ),
        ({"result": "Success", "details": {}}, {}, OnDemand(result="Success")),
        (
            {"result": "Failure"},
            {"statusInfo": {"status": "Failure", "errorCode": "SystemForCrossDomain", "reason": "No family name."}},
            OnDemand(result="Failure", code="SystemForCrossDomain", reason="No family name."),
        ),
        (
            {},
            {
                "statusInfo": {"status": "Skipped", "reason": None},
                "provisioningSteps": [{"description": "Out of scope."}],
            },
            OnDemand(result="Skipped", reason="Out of scope."),
        ),
    ],
)
def test_what_was_done_is_read_from_json_in_strings(
    key: dict[str, Any], value: dict[str, Any], expected: OnDemand
) -> None:
    assert read_on_demand({"key": json.dumps(key), "value": json.dumps(value)}) == expected


@pytest.mark.parametrize("answer", [{}, {"key": None}, {"key": "{", "value": "["}, {"key": '{"result": "Perhaps"}'}])
def test_an_outcome_that_is_not_named_is_not_guessed(answer: dict[str, Any]) -> None:
    with pytest.raises(Unreachable):
        read_on_demand(answer)


def rule(rule_id: str, *sources: str, enabled: bool = True) -> dict[str, Any]:
    return {"id": rule_id, "objectMappings": [{"sourceObjectName": source, "enabled": enabled} for source in sources]}


def test_the_rule_of_a_kind_is_the_first_that_maps_it_and_is_on() -> None:
    rules = [rule("1", "Group"), rule("2", "User", enabled=False), rule("3", "User", "Group"), rule("4", "User")]
    assert read_rules({"synchronizationRules": rules}) == {"Group": "1", "User": "3"}
    assert read_rules({"synchronizationRules": []}) == {}


async def test_each_group_goes_in_a_call_of_its_own_with_its_own_rule_and_the_whole_person_in_each(
    faulty: FaultyGraph, directory: GraphDirectory
) -> None:
    faulty.on("GET", f"{JOB}/schema", Answer(body={"synchronizationRules": [rule("u", "User"), rule("g", "Group")]}))
    faulty.on("POST", f"{JOB}/provisionOnDemand", Answer(body={"key": '{"result":"Success"}', "value": "{}"}))
    await directory.provision(USER, ["group-1", "group-2"])
    person = {"objectId": USER, "objectTypeName": "User"}
    groups = [
        {"objectId": group, "objectTypeName": "Group", "links": {"members": [person]}}
        for group in ("group-1", "group-2")
    ]
    sent = [one.body["parameters"][0] for one in faulty.asked if one.method == "POST"]
    assert [(one["ruleId"], one["subjects"]) for one in sent] == [
        ("u", [person]),
        *(("g", [group]) for group in groups),
    ]
    assert len(faulty.asked_for("GET", "/schema")) == 1


@pytest.mark.parametrize(
    ("person", "group", "told"),
    [
        (("Skipped", "NotEffectivelyEntitled"), ("Success", ""), "Skipped"),
        (("Success", ""), ("Skipped", "NotEffectivelyEntitled"), "Skipped"),
        (("Skipped", "NotEffectivelyEntitled"), ("Failure", "X"), "Failure"),
        (("Skipped", "RedundantExport"), ("Success", ""), "Success"),
        (("Skipped", "RedundantExport"), ("Skipped", "NotEffectivelyEntitled"), "Skipped"),
        (("Skipped", "RedundantExport"), ("Failure", "X"), "Failure"),
    ],
)
async def test_whoever_was_skipped_is_no_success_unless_all_was_as_wanted_already(
    faulty: FaultyGraph, directory: GraphDirectory, person: tuple[str, str], group: tuple[str, str], told: str
) -> None:
    faulty.on("GET", f"{JOB}/schema", Answer(body={"synchronizationRules": [rule("r", "User", "Group")]}))
    said = [json.dumps({"result": result, "details": {"errorCode": code}}) for result, code in (person, group)]
    faulty.on("POST", f"{JOB}/provisionOnDemand", *(Answer(body={"key": key, "value": "{}"}) for key in said))
    assert (await directory.provision(USER, ["group-1"])).result == told


async def test_a_kind_that_the_job_does_not_map_is_refused(faulty: FaultyGraph, directory: GraphDirectory) -> None:
    faulty.on("GET", f"{JOB}/schema", Answer(body={"synchronizationRules": [rule("g", "Group")]}))
    with pytest.raises(Refused, match="no_user_rule"):
        await directory.provision(USER)
