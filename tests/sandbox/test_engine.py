"""The provisioning service: what a cycle sends, what it skips, how it fails, and what an administrator may tell it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from sandbox.engine.wire import Source, member_changes, user_changes, user_name
from sandbox.entra.synchronization import GROUP_RULE, USER_RULE
from sandbox.people import make_id

if TYPE_CHECKING:
    from collections.abc import Callable

ERIN, OLIVIA, RECEPTIONISTS = make_id("user", "erin"), make_id("user", "olivia"), make_id("group", "Receptionists")
NAME = "erin@contoso.example"


async def do(served: Any, what: str, **order: Any) -> None:
    await served.control("entra", {"do": what, **order})


async def cycle(served: Any) -> dict[str, Any]:
    return dict(await served.control("cycle", {}))


def job_path(served: Any, command: str = "") -> str:
    world = served.tenant.world
    return f"/servicePrincipals/{world.enterprise_app}/synchronization/jobs/{world.sync_job}{command}"


async def sent(served: Any) -> list[tuple[str, str]]:
    """What the service has sent so far: methods and kinds of resource, searches and reads apart."""
    calls = (await served.control("books"))["calls"]
    return [(c["method"], c["path"].split("/")[3]) for c in calls if c["by"] == "entra" and c["method"] != "GET"]


async def demand(served: Any, subject: dict[str, Any], rule: str = USER_RULE) -> dict[str, Any]:
    body = {"parameters": [{"ruleId": rule, "subjects": [subject]}]}
    status, answer = await served.graph("POST", job_path(served, "/provisionOnDemand"), body)
    assert status == 200, answer
    return {**json.loads(answer["key"]), **json.loads(answer["value"])}


async def test_a_cycle_with_nothing_changed_sends_nothing(served: Any) -> None:
    assert (await cycle(served))["counts"] == {}
    assert await sent(served) == []


async def test_a_joiner_gets_an_account_and_a_leaver_is_switched_off_with_memberships_ended(served: Any) -> None:
    await do(served, "add_member", group="Receptionists", person="erin")
    assert (await cycle(served))["counts"] == {"create": 1, "update": 1}
    account = await served.account(NAME)
    assert (account["active"], account["roles"], account["groups"]) == (
        True,
        ["Add-in User", "Visitors Administrator"],
        ["Receptionists"],
    )
    await do(served, "remove_member", group="Receptionists", person="erin")
    assert (await cycle(served))["counts"] == {"disable": 1, "update": 1}
    account = await served.account(NAME)
    assert (account["active"], account["roles"], account["groups"]) == (False, [], [])
    assert await sent(served) == [("POST", "Users"), ("PATCH", "Groups"), ("PATCH", "Users"), ("PATCH", "Groups")]


async def test_somebody_who_is_blocked_keeps_memberships_and_comes_back_with_them(served: Any) -> None:
    await do(served, "disable_user", person="adam")
    await cycle(served)
    adam = await served.account("adam@contoso.example")
    assert (adam["active"], adam["groups"]) == (False, ["Owners"])
    await do(served, "enable_user", person="adam")
    await cycle(served)
    adam = await served.account("adam@contoso.example")
    assert (adam["active"], adam["roles"]) == (True, ["Add-in User", "Owner"])
    assert await sent(served) == [("PATCH", "Users"), ("PATCH", "Users")]


async def test_a_deleted_user_is_switched_off_and_deleted_after_thirty_days(served: Any) -> None:
    await do(served, "delete_user", person="adam")
    await cycle(served)
    assert (await served.account("adam@contoso.example"))["active"] is False
    await served.control("clock", {"advance": "29d"})
    assert await served.account("adam@contoso.example")
    await served.control("clock", {"advance": "1d1h"})
    assert await served.account("adam@contoso.example") is None


async def test_a_group_enters_the_scope_with_its_members_and_leaves_it_without_them(served: Any) -> None:
    await do(served, "assign_group", group="Add-in Users")
    await cycle(served)
    assert (await served.account(NAME))["roles"] == ["Add-in User"]
    guest = await served.account("guest@northwind.example")
    assert guest["groups"] == ["Add-in Users"]
    await do(served, "unassign_group", group="Add-in Users")
    await cycle(served)
    assert (await served.account(NAME))["active"] is False
    accounts = (await served.control("books"))["accounts"]
    assert not [one for one in accounts if "Add-in Users" in one["groups"]]


async def test_nested_members_and_disabled_members_are_not_provisioned(served: Any) -> None:
    night = make_id("group", "Reception Night Shift")
    _, nested = await served.graph("GET", f"/groups/{night}/members/microsoft.graph.user")
    for upn in (nested["value"][0]["userPrincipalName"], "anders@contoso.example"):
        assert await served.account(upn) is None


async def test_an_account_made_by_hand_is_taken_over_by_its_address(served: Any) -> None:
    await do(served, "add_account", mail=NAME, roles=["Owner"])
    await do(served, "add_member", group="Secretaries", person="erin")
    await cycle(served)
    account = await served.account(NAME)
    assert account["roles"] == ["Add-in User", "Add-in User Delegated Access", "Owner", "Search Specific Room"]
    assert ("POST", "Users") not in await sent(served)


async def test_a_changed_address_is_sent_and_found_again(served: Any) -> None:
    await do(served, "change_mail", person="olivia", mail="olivia.owens@contoso.example")
    await cycle(served)
    token = served.tenant.world.scim_tokens["test"]
    condition = quote('emails[type eq "work"].value eq "olivia.owens@contoso.example"')
    _, found = await served.ask("GET", f"/scim/v2/Users?filter={condition}", token=token)
    assert found["Resources"][0]["userName"] == "olivia@contoso.example"
    assert found["Resources"][0]["name"]["familyName"] == "Owens"


async def test_a_failure_is_logged_and_tried_again_in_a_later_cycle(served: Any) -> None:
    await do(served, "add_member", group="Receptionists", person="erin")
    await served.control("faults", {"target": "scim", "by": "entra", "method": "POST", "status": 500, "times": 1})
    assert (await cycle(served))["counts"]["failed"] == 1
    assert await served.account(NAME) is None
    condition = quote(f"sourceIdentity/id eq '{ERIN}' and provisioningStatusInfo/status eq 'failure'")
    _, log = await served.graph("GET", f"/auditLogs/provisioning?$filter={condition}")
    assert "StatusCode: 500" in log["value"][0]["provisioningStatusInfo"]["errorInformation"]["reason"]
    await cycle(served)
    assert (await served.account(NAME))["groups"] == ["Receptionists"]


@pytest.mark.parametrize(
    ("condition", "status"),
    [
        ("activityDateTime gt 2020-01-01T00:00:00Z", 200),
        ("activityDateTime lt 2020-01-01T00:00:00Z and jobId eq 'x'", 200),
        ("activityDateTime ge 2020-01-01T00:00:00Z", 400),
        ("activityDateTime ne 2020-01-01T00:00:00Z", 400),
        ("startswith(jobId,'x')", 400),
        ("sourceIdentity/id ne 'x'", 400),
    ],
)
async def test_the_log_takes_the_operators_that_are_documented_for_it(served: Any, condition: str, status: int) -> None:
    answered, log = await served.graph("GET", f"/auditLogs/provisioning?$filter={quote(condition)}")
    assert answered == status
    assert bool(log.get("value")) is (condition == "activityDateTime gt 2020-01-01T00:00:00Z")


async def test_somebody_without_mail_fails_while_the_job_stays_green_until_there_is_one(served: Any) -> None:
    await do(served, "clear_mail", person="erin")
    for person in ("erin", "maria"):
        await do(served, "add_member", group="Receptionists", person=person)
    done = await cycle(served)
    assert (done["state"], done["counts"]) == ("EntryLevelErrors", {"failed": 1, "create": 1, "update": 1})
    assert (await served.graph("GET", job_path(served)))[1]["status"]["code"] == "Active"
    condition = quote(f"sourceIdentity/id eq '{ERIN}'")
    _, log = await served.graph("GET", f"/auditLogs/provisioning?$filter={condition}")
    told = log["value"][0]["provisioningStatusInfo"]
    assert (told["status"], told["errorInformation"]["errorCode"]) == ("failure", "MandatoryFieldsMissing")
    assert "mail" in told["errorInformation"]["reason"]
    assert (await demand(served, {"objectId": ERIN, "objectTypeName": "User"}))["result"] == "Failure"
    assert await served.account(NAME) is None
    await do(served, "change_mail", person="erin", mail=NAME)
    await cycle(served)
    assert (await served.account(NAME))["groups"] == ["Receptionists"]


async def test_an_account_whose_person_loses_the_mail_stays_as_it_was(served: Any) -> None:
    before = await served.account("olivia@contoso.example")
    await do(served, "clear_mail", person="olivia")
    assert (await cycle(served))["counts"] == {"failed": 1}
    assert await served.account("olivia@contoso.example") == before
    await do(served, "remove_member", group="Owners", person="olivia")
    await cycle(served)
    assert (await served.account("olivia@contoso.example"))["active"] is False


async def test_a_create_whose_answer_was_lost_is_matched_and_not_made_twice(served: Any) -> None:
    await do(served, "add_member", group="Receptionists", person="erin")
    order = {
        "target": "scim",
        "method": "POST",
        "path": "/scim/v2/Users",
        "reset": True,
        "after_effect": True,
        "times": 1,
    }
    await served.control("faults", order)
    await cycle(served)
    await cycle(served)
    accounts = (await served.control("books"))["accounts"]
    assert [one["groups"] for one in accounts if one["userName"] == NAME] == [["Receptionists"]]
    assert [one for one in await sent(served) if one == ("POST", "Users")] == [("POST", "Users")]


async def test_a_refused_token_puts_the_job_into_quarantine_and_success_takes_it_out(served: Any) -> None:
    await do(served, "add_member", group="Receptionists", person="erin")
    await served.control("faults", {"target": "scim", "by": "entra", "status": 401})
    assert (await cycle(served))["quarantine"] == "EncounteredQuarantineException"
    _, job = await served.graph("GET", job_path(served))
    assert job["status"]["code"] == "Quarantine"
    assert job["status"]["quarantine"]["seriesCount"] == 1
    async with served.http.delete(f"{served.base}/sandbox/faults") as response:
        assert response.status == 200
    await served.control("clock", {"advance": "5h"})
    assert await served.account(NAME) is None
    await served.control("clock", {"advance": "2h"})
    assert (await served.account(NAME))["active"]
    assert (await served.graph("GET", job_path(served)))[1]["status"]["code"] == "Active"


async def test_a_job_that_was_in_quarantine_for_four_weeks_is_disabled_until_somebody_starts_it(served: Any) -> None:
    await do(served, "add_member", group="Receptionists", person="erin")
    await served.control("faults", {"target": "scim", "by": "entra", "status": 401})
    await cycle(served)
    await served.control("clock", {"advance": "27d"})
    job = (await served.graph("GET", job_path(served)))[1]
    assert (job["schedule"]["state"], job["status"]["quarantine"]["seriesCount"]) == ("Active", 29)
    await served.control("clock", {"advance": "2d"})
    job = (await served.graph("GET", job_path(served)))[1]
    assert (job["schedule"]["state"], job["status"]["code"]) == ("Disabled", "Quarantine")
    assert job["status"]["quarantine"]["nextAttempt"] is None
    async with served.http.delete(f"{served.base}/sandbox/faults"):
        assert await cycle(served) == {"ran": False, "reason": "disabled"}
    await served.control("clock", {"advance": "10d"})
    assert await served.account(NAME) is None
    assert (await served.graph("POST", job_path(served, "/start")))[0] == 204
    await served.control("clock", {"advance": "1h"})
    assert (await served.account(NAME))["active"]
    assert (await served.graph("GET", job_path(served)))[1]["schedule"]["state"] == "Active"


async def test_too_many_leavers_at_once_stop_the_cycle_until_deletions_are_forced(serve: Callable[..., Any]) -> None:
    served = await serve(people=450)
    for group in ("Receptionists", "Secretaries"):
        await do(served, "unassign_group", group=group)
    before = (await served.control("books"))["accounts"]
    assert (await cycle(served))["quarantine"] == "TooManyDeletes"
    assert (await served.control("books"))["accounts"] == before
    await served.graph(
        "POST", job_path(served, "/restart"), {"criteria": {"resetScope": "QuarantineState, ForceDeletes"}}
    )
    await cycle(served)
    after = (await served.control("books"))["accounts"]
    assert sum(one["active"] for one in before) - sum(one["active"] for one in after) > 100


async def test_a_paused_job_does_nothing_until_it_is_started(served: Any) -> None:
    assert (await served.graph("POST", job_path(served, "/pause"), who="provisioner"))[0] == 204
    await do(served, "add_member", group="Receptionists", person="erin")
    assert (await cycle(served)) == {"ran": False, "reason": "paused"}
    await served.control("clock", {"advance": "1d"})
    assert await served.account(NAME) is None
    _, job = await served.graph("GET", job_path(served))
    assert (job["status"]["code"], job["schedule"]["state"]) == ("Paused", "Paused")
    assert (await served.graph("POST", job_path(served, "/start")))[0] == 204
    await served.control("clock", {"advance": "1m"})
    assert (await served.account(NAME))["active"]


async def test_cycles_come_every_forty_minutes_of_world_time(served: Any) -> None:
    await do(served, "add_member", group="Receptionists", person="erin")
    await served.control("clock", {"advance": "30m"})
    assert await served.account(NAME) is None
    await served.control("clock", {"advance": "11m"})
    assert await served.account(NAME)


async def test_a_restart_looks_at_everybody_again_and_mends_what_the_platform_lost(served: Any) -> None:
    token = served.tenant.world.scim_tokens["test"]
    condition = quote('userName eq "olivia@contoso.example"')
    _, found = await served.ask("GET", f"/scim/v2/Users?filter={condition}", token=token)
    assert (await served.ask("DELETE", f"/scim/v2/Users/{found['Resources'][0]['id']}", token=token))[0] == 204
    await cycle(served)
    assert await served.account("olivia@contoso.example") is None
    assert (await served.graph("POST", job_path(served, "/restart"), {"criteria": {"resetScope": "Full"}}))[0] == 204
    await cycle(served)
    assert (await served.account("olivia@contoso.example"))["roles"] == ["Add-in User", "Owner"]


async def test_one_person_is_provisioned_on_demand_in_five_steps(served: Any) -> None:
    await do(served, "add_member", group="Receptionists", person="erin")
    done = await demand(served, {"objectId": ERIN, "objectTypeName": "User"})
    assert (done["result"], done["action"], len(done["provisioningSteps"])) == ("Success", "Create", 5)
    assert (await served.account(NAME))["groups"] == []
    group = {"objectId": RECEPTIONISTS, "objectTypeName": "Group", "links": {"members": [{"objectId": ERIN}]}}
    assert (await demand(served, group, GROUP_RULE))["result"] == "Success"
    assert (await served.account(NAME))["roles"] == ["Add-in User", "Visitors Administrator"]
    again = await demand(served, {"objectId": ERIN, "objectTypeName": "User"})
    assert (again["result"], again["statusInfo"]["errorCode"]) == ("Skipped", "RedundantExport")
    assert (await cycle(served))["counts"] == {}


async def test_on_demand_tells_of_the_named_members_of_a_group_alone(served: Any) -> None:
    for person in ("erin", "maria"):
        await do(served, "add_member", group="Receptionists", person=person)
    group = {"objectId": RECEPTIONISTS, "objectTypeName": "Group", "links": {"members": [{"objectId": ERIN}]}}
    await demand(served, group, GROUP_RULE)
    assert (await served.account(NAME))["groups"] == ["Receptionists"]
    assert await served.account("maria@contoso.example") is None


async def test_on_demand_skips_who_is_out_of_scope_and_switches_off_who_left_it(served: Any) -> None:
    done = await demand(served, {"objectId": ERIN, "objectTypeName": "User"})
    assert (done["result"], done["statusInfo"]["errorCode"]) == ("Skipped", "NotEffectivelyEntitled")
    await do(served, "remove_member", group="Owners", person="olivia")
    assert (await demand(served, {"objectId": OLIVIA, "objectTypeName": "User"}))["action"] == "Disable"
    assert (await served.account("olivia@contoso.example"))["active"] is False


async def test_on_demand_reports_what_the_platform_refuses(served: Any) -> None:
    await do(served, "add_member", group="Receptionists", person="erin")
    await served.control("faults", {"target": "scim", "by": "entra", "method": "POST", "status": 500})
    assert (await demand(served, {"objectId": ERIN, "objectTypeName": "User"}))["result"] == "Failure"


@pytest.mark.parametrize(
    "body",
    [
        {"parameters": [{"ruleId": "unknown", "subjects": [{"objectId": ERIN}]}]},
        {"parameters": [{"ruleId": USER_RULE, "subjects": [{"objectId": make_id("user", "nobody")}]}]},
        {
            "parameters": [
                {
                    "ruleId": GROUP_RULE,
                    "subjects": [
                        {
                            "objectId": RECEPTIONISTS,
                            "objectTypeName": "Group",
                            "links": {"members": [{"objectId": ERIN}] * 6},
                        }
                    ],
                }
            ]
        },
    ],
)
async def test_on_demand_refuses_what_it_does_not_take(served: Any, body: dict[str, Any]) -> None:
    assert (await served.graph("POST", job_path(served, "/provisionOnDemand"), body))[0] == 400


SOURCE = Source(
    object_id="1",
    upn="ann_dotted_fabrikam.example#EXT#@contoso.example",
    nickname="ann",
    name="Ann B",
    given_name="Ann",
    surname="B",
    mail="ann_dotted@fabrikam.example",
    job_title=None,
    active=True,
)


def test_a_guests_user_name_is_the_original_address() -> None:
    assert user_name(SOURCE) == "ann_dotted@fabrikam.example"


def test_only_what_differs_is_sent_one_attribute_an_operation_and_booleans_as_strings() -> None:
    target = {
        "id": "9",
        "userName": "ann_dotted@fabrikam.example",
        "active": False,
        "displayName": "Ann B",
        "externalId": "ann",
    }
    assert user_changes(SOURCE, target) == [
        {"op": "Replace", "path": "active", "value": "True"},
        {"op": "Add", "path": 'emails[type eq "work"].value', "value": "ann_dotted@fabrikam.example"},
        {"op": "Add", "path": "name.givenName", "value": "Ann"},
        {"op": "Add", "path": "name.familyName", "value": "B"},
    ]


def test_members_are_added_and_removed_as_entra_writes_it() -> None:
    assert member_changes(["a"], ["b"]) == [
        {"op": "Remove", "path": "members", "value": [{"$ref": None, "value": "b"}]},
        {"op": "Add", "path": "members", "value": [{"$ref": None, "value": "a"}]},
    ]
