"""Graph answers as documented: reading, writing, refusing."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from sandbox.people import make_id

if TYPE_CHECKING:
    from collections.abc import Callable

OLIVIA, ERIN = make_id("user", "olivia"), make_id("user", "erin")
OWNERS, RECEPTIONISTS = make_id("group", "Owners"), make_id("group", "Receptionists")
INVITATION = {"invitedUserEmailAddress": "consultant@fabrikam.example", "inviteRedirectUrl": "https://app.example"}


def ref(user_id: str) -> dict[str, str]:
    return {"@odata.id": f"https://graph.microsoft.com/v1.0/directoryObjects/{user_id}"}


def code(answer: Any) -> str:
    return str(answer["error"]["code"])


@pytest.mark.parametrize(
    ("condition", "keys"),
    [
        ("mail eq 'Erin@Contoso.example'", ["Erin"]),
        ("otherMails/any(m:m eq 'guest@northwind.example')", ["Gry"]),
        ("mail eq 'x@y.z' or otherMails/any(x:x eq 'guest@northwind.example')", ["Gry"]),
        ("proxyAddresses/any(p:p eq 'smtp:olivia@contoso.example')", ["Olivia"]),
        ("startswith(displayName,'oli')", ["Olivia"]),
        (
            "(startswith(displayName,'Oli') or startswith(displayName,'Adam')) and accountEnabled eq true",
            ["Olivia", "Adam"],
        ),
        ("userPrincipalName in ('erin@contoso.example', 'adam@contoso.example')", ["Adam", "Erin"]),
        ("accountEnabled eq false", ["Anders"]),
        ("userType eq 'Guest'", ["Gry"]),
        ("displayName eq 'O''Hara'", []),
        ("userPrincipalName eq 'guest_northwind.example#EXT#@contoso.example'", ["Gry"]),
        ("not(accountEnabled eq true)", ["Anders"]),
    ],
)
async def test_users_are_found_by_the_documented_filters(served: Any, condition: str, keys: list[str]) -> None:
    status, answer = await served.graph("GET", f"/users?$filter={quote(condition)}&$select=id,givenName,displayName")
    assert status == 200, answer
    assert [one["displayName"].split()[0] for one in answer["value"]] == keys


@pytest.mark.parametrize("condition", ["mail eq", "shoeSize eq '1'", "mail eq 'a' and", "drop table", "mail like 'x'"])
async def test_a_filter_that_is_malformed_or_unsupported_is_refused(served: Any, condition: str) -> None:
    status, answer = await served.graph("GET", f"/users?$filter={quote(condition)}")
    assert status == 400
    assert code(answer) in {"BadRequest", "Request_UnsupportedQuery"}


async def test_pages_follow_next_links_until_everybody_was_seen(served: Any) -> None:
    token, seen = await served.token(), []
    url = "/graph/v1.0/users?$top=15&$count=true"
    while url:
        status, page = await served.ask("GET", url, token=token, ConsistencyLevel="eventual")
        assert status == 200
        assert page.get("@odata.count") == 40
        seen += [one["id"] for one in page["value"]]
        url = page.get("@odata.nextLink", "").removeprefix(served.base)
    assert len(seen) == len(set(seen)) == 40


async def test_counting_needs_the_eventual_consistency_level(served: Any) -> None:
    assert (await served.graph("GET", "/users?$count=true"))[0] == 400


async def test_a_user_without_select_has_the_usual_properties_only(served: Any) -> None:
    _, user = await served.graph("GET", "/users/olivia@contoso.example")
    assert user["id"] == OLIVIA
    assert "accountEnabled" not in user
    _, chosen = await served.graph("GET", f"/users/{OLIVIA}?$select=accountEnabled,userType")
    assert (chosen["accountEnabled"], chosen["userType"]) == (True, "Member")


async def test_a_manager_is_shown_and_a_missing_one_is_404(served: Any) -> None:
    assert (await served.graph("GET", f"/users/{ERIN}/manager"))[1]["id"] == OLIVIA
    status, answer = await served.graph("GET", f"/users/{OLIVIA}/manager")
    assert (status, code(answer)) == (404, "Request_ResourceNotFound")


async def test_membership_is_checked_through_nested_groups_but_listed_directly(served: Any) -> None:
    night = make_id("group", "Reception Night Shift")
    _, members = await served.graph("GET", f"/groups/{night}/members")
    member = members["value"][0]["id"]
    asked = {"groupIds": [RECEPTIONISTS, night, OWNERS]}
    _, held = await served.graph("POST", f"/users/{member}/checkMemberGroups", asked)
    assert set(held["value"]) == {RECEPTIONISTS, night}
    _, direct = await served.graph("GET", f"/users/{member}/memberOf/microsoft.graph.group?$select=id")
    assert RECEPTIONISTS not in {one["id"] for one in direct["value"]}
    _, people = await served.graph("GET", f"/groups/{RECEPTIONISTS}/members/microsoft.graph.user?$top=3")
    assert len(people["value"]) == 3
    assert "@odata.nextLink" in people
    _, objects = await served.graph("GET", f"/groups/{RECEPTIONISTS}/members")
    assert night in {one["id"] for one in objects["value"]}


async def test_a_member_is_added_once_and_removed_once(served: Any) -> None:
    path = f"/groups/{RECEPTIONISTS}/members"
    assert (await served.graph("POST", f"{path}/$ref", ref(ERIN)))[0] == 204
    status, again = await served.graph("POST", f"{path}/$ref", ref(ERIN))
    assert (status, code(again)) == (400, "Request_BadRequest")
    assert "already exist for the following modified properties: 'members'" in again["error"]["message"]
    assert (await served.graph("DELETE", f"{path}/{ERIN}/$ref"))[0] == 204
    assert (await served.graph("DELETE", f"{path}/{ERIN}/$ref"))[0] == 404
    assert (await served.graph("POST", f"{path}/$ref", ref(make_id("user", "nobody"))))[0] == 404


async def test_groups_that_nobody_fills_by_hand_refuse(served: Any) -> None:
    tier, aarhus = make_id("group", "Tier 0"), make_id("group", "Everyone in Aarhus")
    assert (await served.graph("POST", f"/groups/{tier}/members/$ref", ref(ERIN)))[0] == 403
    assert (await served.graph("POST", f"/groups/{aarhus}/members/$ref", ref(ERIN)))[0] == 400
    _, found = await served.graph(
        "GET", f"/groups?$filter={quote(chr(39).join(['displayName in (', 'Tier 0', ', ', 'Everyone in Aarhus', ')']))}"
    )
    kinds = {one["displayName"]: (one["isAssignableToRole"], one["groupTypes"]) for one in found["value"]}
    assert kinds == {"Tier 0": (True, []), "Everyone in Aarhus": (None, ["DynamicMembership"])}


async def test_a_new_guest_is_readable_only_after_replication(serve: Callable[..., Any]) -> None:
    served = await serve(replication_s=1.5)  # long enough for a busy machine to see it missing
    status, made = await served.graph("POST", "/invitations", {**INVITATION, "invitedUserSponsors": [{"id": OLIVIA}]})
    assert (status, made["status"], made["invitedUserType"]) == (201, "PendingAcceptance", "Guest")
    guest = made["invitedUser"]["id"]
    path = f"/groups/{RECEPTIONISTS}/members/$ref"
    assert (await served.graph("GET", f"/users/{guest}"))[0] == 404
    assert (await served.graph("POST", path, ref(guest)))[0] == 404
    deadline = time.monotonic() + 5
    while (await served.graph("GET", f"/users/{guest}"))[0] != 200:
        assert time.monotonic() < deadline
        await asyncio.sleep(0.02)
    assert (await served.graph("POST", path, ref(guest)))[0] == 204
    _, found = await served.graph("GET", f"/users/{guest}?$select=userPrincipalName,externalUserState,userType,mail")
    assert found["userPrincipalName"] == "consultant_fabrikam.example#EXT#@contoso.example"
    books = await served.control("books")
    assert [(i["email"], i["sponsors"]) for i in books["invitations"]] == [("consultant@fabrikam.example", ["olivia"])]


async def test_inviting_again_returns_the_same_guest_and_counts_again(served: Any) -> None:
    first = (await served.graph("POST", "/invitations", INVITATION))[1]
    other = {**INVITATION, "invitedUserEmailAddress": "Consultant@Fabrikam.example"}
    second = (await served.graph("POST", "/invitations", other))[1]
    assert first["invitedUser"]["id"] == second["invitedUser"]["id"]
    assert len((await served.control("books"))["invitations"]) == 2


@pytest.mark.parametrize("mail", ["x@blocked.example", "a+b@fabrikam.example", "nobody", "erin@contoso.example"])
async def test_addresses_that_the_tenant_does_not_invite_are_refused(served: Any, mail: str) -> None:
    status, answer = await served.graph("POST", "/invitations", {**INVITATION, "invitedUserEmailAddress": mail})
    assert status == 400, answer
    assert (await served.control("books"))["invitations"] == []


async def test_a_blocked_guest_is_named_in_the_refusal(served: Any) -> None:
    await served.control("entra", {"do": "disable_user", "person": "guest@northwind.example"})
    body = {**INVITATION, "invitedUserEmailAddress": "guest@northwind.example"}
    status, answer = await served.graph("POST", "/invitations", body)
    assert status == 400
    assert "but the account is blocked from signing in" in answer["error"]["message"]


async def test_what_a_profile_does_not_permit_is_refused(serve: Callable[..., Any]) -> None:
    served = await serve(profile="standard")
    world = served.tenant.world
    job = f"/servicePrincipals/{world.enterprise_app}/synchronization/jobs/{world.sync_job}"
    assert (await served.graph("GET", job, who="provisioner"))[0] == 200
    status, answer = await served.graph("POST", f"{job}/pause", who="provisioner")
    assert (status, code(answer)) == (403, "Authorization_RequestDenied")
    assert (await served.graph("DELETE", f"/users/{ERIN}", who="provisioner"))[0] == 403
    assert (await served.graph("POST", "/invitations", INVITATION, who="provisioner"))[0] == 201
    assert (await served.graph("GET", "/users", who="bot"))[0] == 403


async def test_looking_alone_permits_no_change(serve: Callable[..., Any]) -> None:
    served = await serve(profile="look")
    assert (await served.graph("GET", "/users", who="provisioner"))[0] == 200
    assert (await served.graph("POST", "/invitations", INVITATION, who="provisioner"))[0] == 403
    path = f"/groups/{RECEPTIONISTS}/members/$ref"
    assert (await served.graph("POST", path, ref(ERIN), who="provisioner"))[0] == 403


async def test_a_call_without_a_token_of_the_tenant_is_unauthorized(served: Any) -> None:
    for token in ("", "nonsense"):
        status, answer = await served.ask("GET", "/graph/v1.0/users", token=token)
        assert (status, code(answer)) == (401, "InvalidAuthenticationToken")


async def test_groups_are_assigned_to_the_application_and_taken_out_again(serve: Callable[..., Any]) -> None:
    served = await serve(replication_s=0)
    world = served.tenant.world
    _, found = await served.graph("GET", f"/servicePrincipals?$filter={quote('displayName eq ' + repr('AskCody'))}")
    app = found["value"][0]
    role = next(r["id"] for r in app["appRoles"] if r["displayName"] == "User")
    path = f"/servicePrincipals/{app['id']}/appRoleAssignedTo"
    body = {"principalId": make_id("group", "Service teams"), "resourceId": app["id"], "appRoleId": role}
    assert (await served.graph("POST", path, {**body, "appRoleId": "00000000-0000-0000-0000-000000000000"}))[0] == 400
    served.tenant.world.profile = "standard"
    assert (await served.graph("POST", path, body, who="provisioner"))[0] == 403
    status, made = await served.graph("POST", path, body)
    assert (status, made["principalType"], made["principalDisplayName"]) == (201, "Group", "Service teams")
    assert (await served.graph("POST", path, body))[0] == 400
    assert "Service teams" in (await served.control("books"))["assignments"]
    assert (await served.graph("DELETE", f"{path}/{made['id']}"))[0] == 204
    _, left = await served.graph("GET", path)
    assert {one["principalDisplayName"] for one in left["value"]} == set((await served.control("books"))["assignments"])
    assert app["appId"] == world.enterprise_app_id


async def test_the_list_of_assignments_lags_behind_what_was_just_granted_and_ended(serve: Callable[..., Any]) -> None:
    served = await serve(replication_s=3600)
    world = served.tenant.world
    path = f"/servicePrincipals/{world.enterprise_app}/appRoleAssignedTo"
    _, before = await served.graph("GET", path)
    gone = before["value"][0]
    body = {"principalId": make_id("group", "Service teams"), "resourceId": world.enterprise_app}
    status, _ = await served.graph("POST", path, {**body, "appRoleId": gone["appRoleId"]})
    ended, _ = await served.graph("DELETE", f"{path}/{gone['id']}")
    assert (status, ended) == (201, 204)
    _, after = await served.graph("GET", path)
    shown = {one["principalDisplayName"] for one in after["value"]}
    assert shown == {one["principalDisplayName"] for one in before["value"]}, "as it was"
    true = set((await served.control("books"))["assignments"])
    assert ("Service teams" in true, gone["principalDisplayName"] in true) == (True, False)


async def test_a_batch_answers_each_part_on_its_own(served: Any) -> None:
    await served.control(
        "faults", {"target": "graph", "path": f"/graph/v1.0/users/{ERIN}", "status": 429, "retry_after": 7}
    )
    parts = [
        {"id": "1", "method": "GET", "url": f"/users/{OLIVIA}"},
        {"id": "2", "method": "GET", "url": f"/users/{ERIN}"},
        {
            "id": "3",
            "method": "POST",
            "url": f"/groups/{RECEPTIONISTS}/members/$ref",
            "body": ref(OLIVIA),
            "headers": {"Content-Type": "application/json"},
        },
    ]
    status, answer = await served.graph("POST", "/$batch", {"requests": parts})
    assert status == 200
    by_id = {one["id"]: one for one in answer["responses"]}
    assert {key: one["status"] for key, one in by_id.items()} == {"1": 200, "2": 429, "3": 204}
    assert by_id["2"]["headers"]["Retry-After"] == "7"
    assert (await served.graph("POST", "/$batch", {"requests": parts * 7}))[0] == 400


async def test_the_tenant_says_who_may_invite_and_what_it_is_called(served: Any) -> None:
    _, policy = await served.graph("GET", "/policies/authorizationPolicy")
    assert policy["allowInvitesFrom"] == "adminsGuestInvitersAndAllMembers"
    _, organization = await served.graph("GET", "/organization")
    assert organization["value"][0]["id"] == served.tenant.world.tenant_id
