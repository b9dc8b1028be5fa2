"""Roles: those that follow from groups, those that were assigned directly, and an account that is off."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from provisioning.scim_provider import store

pytest_plugins = ["scim_world"]

if TYPE_CHECKING:
    from scim_world import Scim

    from provisioning.sql import Database


def entry(role: str, kind: str) -> dict[str, Any]:
    return {"value": role, "display": role, "type": kind}


async def shown(scim: Scim, user: dict[str, Any]) -> list[dict[str, Any]]:
    roles: list[dict[str, Any]] = (await scim.get(f"/Users/{user['id']}")).body.get("roles", [])
    return roles


@pytest.fixture
async def planners(scim: Scim, database: Database) -> dict[str, Any]:
    """A group that gives two roles by its Entra id; another of the same name elsewhere gives none."""
    await database.write(store.set_role_mapping, {"entra-planners": ["Planner", "Reader"]})
    return await scim.group("Planners", externalId="entra-planners")


async def join(scim: Scim, group: dict[str, Any], *users: dict[str, Any]) -> None:
    members = [{"value": user["id"]} for user in users]
    await scim.patch(f"/Groups/{group['id']}", {"op": "Add", "path": "members", "value": members})


async def test_members_have_the_roles_of_their_group_beside_their_own(scim: Scim, planners: dict[str, Any]) -> None:
    user = await scim.user("a@x.test", roles=[{"value": "Approver"}, {"value": "Reader"}])
    await join(scim, planners, user)
    body = (await scim.get(f"/Users/{user['id']}")).body
    assert body["roles"] == [
        entry("Approver", "direct"),
        entry("Reader", "direct"),
        entry("Planner", "group"),
        entry("Reader", "group"),
    ]
    assert body["groups"] == [
        {
            "value": planners["id"],
            "$ref": f"{scim.url}/Groups/{planners['id']}",
            "display": "Planners",
            "type": "direct",
        }
    ]


async def test_a_group_of_the_right_name_and_the_wrong_id_gives_nothing(scim: Scim, planners: dict[str, Any]) -> None:
    await scim.patch(f"/Groups/{planners['id']}", {"op": "replace", "value": {"externalId": "another"}})
    user = await scim.user("a@x.test")
    await join(scim, planners, user)
    assert await shown(scim, user) == []


async def test_an_account_that_is_off_shows_no_roles_and_keeps_everything(scim: Scim, planners: dict[str, Any]) -> None:
    user = await scim.user("a@x.test", roles=[{"value": "Approver"}])
    await join(scim, planners, user)
    before = await shown(scim, user)
    where = f"/Users/{user['id']}"
    off = await scim.patch(where, {"op": "Replace", "path": "active", "value": "False"})
    assert "roles" not in off.body
    assert [group["display"] for group in off.body["groups"]] == ["Planners"]
    for text in ('roles.value eq "Planner"', 'roles[value eq "Approver"]', "roles pr"):
        assert (await scim.get("/Users", filter=text)).body["totalResults"] == 0
    await scim.patch(where, {"op": "Replace", "path": "active", "value": "True"})
    assert await shown(scim, user) == before


@pytest.mark.parametrize("value", [None, ""])
@pytest.mark.parametrize("op", ["replace", "Add"])
async def test_an_account_of_whose_switch_nothing_is_said_is_off_and_says_so(scim: Scim, op: str, value: Any) -> None:
    user = await scim.user("a@x.test", roles=[{"value": "Approver"}])
    answer = await scim.patch(f"/Users/{user['id']}", {"op": op, "path": "active", "value": value})
    after = await scim.get(f"/Users/{user['id']}")
    assert (answer.body["active"], after.body["active"], "roles" in after.body) == (False, False, False)
    assert (await scim.get("/Users", filter="active eq false")).body["totalResults"] == 1
    await scim.patch(f"/Users/{user['id']}", {"op": "replace", "value": {"active": True}})
    await scim.patch(f"/Users/{user['id']}", {"op": "replace", "value": {"active": value}})
    assert (await scim.get(f"/Users/{user['id']}")).body["active"] is False


async def test_a_switch_that_is_removed_is_gone_and_so_is_the_access(scim: Scim) -> None:
    user = await scim.user("a@x.test", roles=[{"value": "Approver"}])
    await scim.patch(f"/Users/{user['id']}", {"op": "remove", "path": "active"})
    after = (await scim.get(f"/Users/{user['id']}")).body
    assert {"active", "roles"} & after.keys() == set()


async def test_leaving_the_group_ends_its_roles(scim: Scim, planners: dict[str, Any]) -> None:
    user = await scim.user("a@x.test")
    await join(scim, planners, user)
    tag = (await scim.get(f"/Users/{user['id']}")).headers["ETag"]
    await scim.patch(f"/Groups/{planners['id']}", {"op": "Remove", "path": "members", "value": [{"value": user["id"]}]})
    after = await scim.get(f"/Users/{user['id']}")
    assert "roles" not in after.body
    assert after.headers["ETag"] != tag


async def test_deleting_the_group_ends_its_roles(scim: Scim, planners: dict[str, Any]) -> None:
    user = await scim.user("a@x.test")
    await join(scim, planners, user)
    assert (await scim.call("DELETE", f"/Groups/{planners['id']}")).status == 204
    assert await shown(scim, user) == []


EMBEDDED = json.dumps({"id": "06b0", "value": "Admin", "displayName": "Admin"})


@pytest.mark.parametrize(
    ("operations", "expected"),
    [
        ([{"op": "Add", "path": "roles", "value": [{"value": "B"}]}], ["A", "B"]),
        ([{"op": "Add", "path": "roles", "value": [{"value": "A"}]}], ["A"]),
        ([{"op": "Add", "path": "roles", "value": {"value": "B", "displayName": "B"}}], ["A", "B"]),
        ([{"op": "Add", "path": "roles", "value": [{"value": EMBEDDED}]}], ["A", "Admin"]),
        ([{"op": "replace", "path": "roles", "value": [{"value": EMBEDDED}]}], ["Admin"]),
        ([{"op": "replace", "path": "roles", "value": []}], []),
        ([{"op": "replace", "value": {"roles": [{"value": "B"}, {"value": "C"}]}}], ["B", "C"]),
        ([{"op": "replace", "path": 'roles[type eq "direct"]', "value": [{"value": "B"}]}], ["B"]),
        ([{"op": "replace", "path": "roles", "value": [{"value": "B", "type": "direct"}]}], ["B"]),
        ([{"op": "remove", "path": "roles"}], []),
        ([{"op": "Remove", "path": "roles", "value": [{"value": "A"}]}], []),
        ([{"op": "remove", "path": 'roles[value eq "A"]'}], []),
        ([{"op": "remove", "path": 'roles[value eq "Planner"]'}], ["A"]),
        ([{"op": "Add", "path": "roles", "value": [{"value": "Planner", "type": "group"}]}], ["A"]),
        (
            [
                {"op": "Add", "path": 'roles[primary eq "True"].value', "value": "B"},
                {"op": "Add", "path": 'roles[primary eq "True"].display', "value": "B"},
                {"op": "Add", "path": 'roles[primary eq "True"].type', "value": "WindowsAzureActiveDirectoryRole"},
            ],
            ["A", "B"],
        ),
    ],
)
async def test_direct_roles_are_written_in_every_shape_that_entra_has(
    scim: Scim, planners: dict[str, Any], operations: list[dict[str, Any]], expected: list[str]
) -> None:
    user = await scim.user("a@x.test", roles=[{"value": "A"}])
    await join(scim, planners, user)
    answer = await scim.patch(f"/Users/{user['id']}", *operations)
    assert answer.status == 200, answer.body
    roles = await shown(scim, user)
    assert [role["value"] for role in roles if role["type"] == "direct"] == expected
    assert [role["value"] for role in roles if role["type"] == "group"] == ["Planner", "Reader"]


async def test_what_a_client_read_it_can_put_back(scim: Scim, planners: dict[str, Any]) -> None:
    user = await scim.user("a@x.test", roles=[{"value": "A", "primary": "True"}])
    await join(scim, planners, user)
    read = (await scim.get(f"/Users/{user['id']}")).body
    written = await scim.call("PUT", f"/Users/{user['id']}", read)
    assert written.status == 200
    assert written.body == read


async def test_silence_about_active_in_a_put_switches_nobody_on(scim: Scim) -> None:
    user = await scim.user("a@x.test", active=False)
    body = {"schemas": user["schemas"], "userName": "b@x.test"}
    assert (await scim.call("PUT", f"/Users/{user['id']}", body)).body["active"] is False


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ('roles.value eq "planner"', 1),
        ('roles eq "approver"', 1),
        ('roles[type eq "group" and value eq "Planner"]', 1),
        ('roles[type eq "direct" and value eq "Planner"]', 0),
        ('roles[type eq "direct"]', 1),
        ("roles pr", 1),
        ("not (roles pr)", 1),
        ('groups.display eq "planners"', 1),
        ("groups pr", 1),
    ],
)
async def test_users_are_found_by_what_follows_from_their_groups(
    scim: Scim, planners: dict[str, Any], text: str, hits: int
) -> None:
    user = await scim.user("a@x.test", roles=[{"value": "Approver"}])
    await scim.user("b@x.test")
    await join(scim, planners, user)
    answer = await scim.get("/Users", filter=text)
    assert answer.status == 200, answer.body
    assert answer.body["totalResults"] == hits
