"""What somebody does behind Usher's back shows in the directory and on the platform."""

from __future__ import annotations

from typing import Any

from sandbox.people import make_id

GUEST = "guest@northwind.example"


async def do(served: Any, what: str, **order: Any) -> tuple[int, Any]:
    status, answer = await served.ask("POST", "/sandbox/entra", {"do": what, **order})
    return status, answer


async def test_an_invitation_is_accepted(served: Any) -> None:
    body = {"invitedUserEmailAddress": "c@fabrikam.example", "inviteRedirectUrl": "https://app.example"}
    await served.graph("POST", "/invitations", body)
    assert (await do(served, "accept_invitation", person="c@fabrikam.example"))[0] == 200
    _, again = await served.graph("POST", "/invitations", body)
    assert again["status"] == "Completed"


async def test_an_administrator_invites_a_guest_by_hand_as_the_tenant_allows(served: Any) -> None:
    assert (await do(served, "invite_guest", mail="c@fabrikam.example", sponsor="olivia"))[0] == 200
    _, books = await served.ask("GET", "/sandbox/books")
    assert [(one["email"], one["sponsors"]) for one in books["invitations"]] == [("c@fabrikam.example", ["olivia"])]
    status, answer = await do(served, "invite_guest", mail="c@blocked.example")
    assert (status, "not allowed" in answer["error"]) == (400, True)


async def test_an_account_is_switched_off_by_hand(served: Any) -> None:
    await do(served, "add_account", mail="temp@agency.example", roles=["Add-in User"])
    assert (await do(served, "disable_account", mail="temp@agency.example"))[0] == 200
    assert (await served.account("temp@agency.example"))["active"] is False
    assert (await do(served, "disable_account", mail="nobody@agency.example"))[0] == 400


async def test_roles_are_set_on_the_platform_beside_those_of_the_groups(served: Any) -> None:
    assert (await do(served, "set_roles", person="olivia", roles=["Visitors Administrator"]))[0] == 200
    assert (await served.account("olivia@contoso.example"))["roles"] == [
        "Add-in User",
        "Owner",
        "Visitors Administrator",
    ]
    assert (await do(served, "set_roles", person="olivia", roles=[]))[0] == 200
    assert (await served.account("olivia@contoso.example"))["roles"] == ["Add-in User", "Owner"]
    assert (await do(served, "set_roles", person="erin", roles=["Owner"]))[0] == 400


async def test_an_account_is_made_by_hand_once(served: Any) -> None:
    order = {"mail": "temp@agency.example", "roles": ["Add-in User"]}
    assert (await do(served, "add_account", **order))[0] == 200
    assert await served.account("temp@agency.example") == {
        "userName": "temp@agency.example",
        "active": True,
        "roles": ["Add-in User"],
        "groups": [],
    }
    assert (await do(served, "add_account", **order))[0] == 400
    assert (await served.control("books"))["calls"] == []


async def test_members_are_named_by_key_or_address(served: Any) -> None:
    for person in (GUEST, "erin", "maria@contoso.example", make_id("user", "priya")):
        assert (await do(served, "add_member", group="Receptionists", person=person))[0] == 200
    held = {one["person"] for one in (await served.control("books"))["memberships"] if one["group"] == "Receptionists"}
    assert {GUEST, "erin", "maria", "priya"} <= held
    assert (await do(served, "remove_member", group="Receptionists", person="erin"))[0] == 200
    books = await served.control("books")
    assert {"group": "Receptionists", "person": "erin"} not in books["memberships"]


async def test_nobody_changes_by_hand_who_is_in_a_group_that_a_rule_fills(served: Any) -> None:
    before = (await served.control("books"))["memberships"]
    for do_, others in (
        ("add_member", {"group": "Everyone in Aarhus", "person": "zoe"}),
        ("remove_member", {"group": "Everyone in Aarhus", "person": "helene"}),
        ("nest_group", {"group": "Secretaries", "into": "Everyone in Aarhus"}),
    ):
        status, answer = await do(served, do_, **others)
        assert (status, "dynamic group membership cannot be changed" in answer["error"]) == (400, True)
    assert (await served.control("books"))["memberships"] == before
    assert (await do(served, "nest_group", group="Everyone in Aarhus", into="Secretaries"))[0] == 200


async def test_a_deleted_person_is_gone_from_graph_and_from_every_group(served: Any) -> None:
    assert (await do(served, "delete_user", person="adam"))[0] == 200
    assert (await served.graph("GET", "/users/adam@contoso.example"))[0] == 404
    assert not [one for one in (await served.control("books"))["memberships"] if one["person"] == "adam"]
    assert "adam" not in {one["key"] for one in (await served.control("about"))["people"]}


async def test_a_bot_is_uninstalled_although_nobody_listens(served: Any) -> None:
    assert (await do(served, "uninstall_bot", person="adam"))[0] == 200


async def test_graph_refuses_options_that_it_does_not_know_here_and_broken_json(served: Any) -> None:
    assert (await served.graph("GET", "/users?$orderby=displayName"))[0] == 400
    assert (await served.graph("GET", "/users?$top=0"))[0] == 400
    assert (await served.graph("GET", "/nothing"))[0] == 400
    headers = {"Authorization": f"Bearer {await served.token()}", "Content-Type": "application/json"}
    async with served.http.post(f"{served.base}/graph/v1.0/invitations", data="{", headers=headers) as response:
        assert response.status == 400
        assert (await response.json())["error"]["code"] == "BadRequest"


async def test_somebody_may_have_no_mail_and_keeps_the_principal_name(served: Any) -> None:
    assert (await do(served, "clear_mail", person="erin"))[0] == 200
    _, erin = await served.graph("GET", "/users/erin@contoso.example?$select=id,mail,userPrincipalName")
    assert (erin["mail"], erin["userPrincipalName"]) == (None, "erin@contoso.example")
    condition = "proxyAddresses/any(a:a eq 'smtp:erin@contoso.example')"
    _, found = await served.graph("GET", f"/users?$filter={condition}")
    assert found["value"] == []
    await do(served, "change_mail", person="erin", mail="erin@contoso.example")
    assert (await served.graph("GET", "/users/erin@contoso.example"))[1]["mail"] == "erin@contoso.example"


async def test_a_group_is_nested_in_another(served: Any) -> None:
    assert (await do(served, "nest_group", group="Secretaries", into="Receptionists"))[0] == 200
    members = f"/groups/{make_id('group', 'Receptionists')}/members"
    _, found = await served.graph("GET", members)
    assert [one["displayName"] for one in found["value"] if one["@odata.type"].endswith("group")] == [
        "Secretaries",
        "Reception Night Shift",
    ]
    assert (await do(served, "nest_group", group="Secretaries", into="Nowhere"))[0] == 400


async def test_an_administrator_pauses_the_job_and_starts_it_again(served: Any) -> None:
    await do(served, "pause_job")
    assert await served.control("cycle", {}) == {"ran": False, "reason": "paused"}
    await do(served, "start_job")
    assert (await served.control("cycle", {}))["ran"]
