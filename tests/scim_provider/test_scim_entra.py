"""What Entra really sends, in both PATCH styles, over HTTP and on both databases."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import pytest

from provisioning.scim_provider import store

pytest_plugins = ["scim_world"]

if TYPE_CHECKING:
    from scim_world import Scim

    from provisioning.sql import Database

ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
ENTRA_USER: dict[str, Any] = {
    "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE],
    "externalId": "0a21f0f2",
    "userName": "Priya@Contoso.test",
    "active": True,
    "addresses": None,
    "emails": [{"primary": True, "type": "work", "value": "Priya@Contoso.test"}],
    "meta": {"resourceType": "User"},
    "name": {"formatted": "Priya Rao", "familyName": "Rao", "givenName": "Priya"},
    "roles": [],
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0User": {"department": None, "manager": None},
}
ENTRA_GROUP = {
    "schemas": [
        "urn:ietf:params:scim:schemas:core:2.0:Group",
        "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group",
    ],
    "externalId": "8aa1a0c0",
    "displayName": "Planners",
    "meta": {"resourceType": "Group"},
}


async def created(scim: Scim, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = await scim.post(path, body)
    assert answer.status == 201, answer.body
    result: dict[str, Any] = answer.body
    return result


async def test_test_connection_finds_nobody_and_gets_an_empty_list(scim: Scim) -> None:
    answer = await scim.get("/Users", filter=f'userName eq "{uuid.uuid4()}"')
    assert answer.status == 200
    assert answer.body == {
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
        "totalResults": 0,
        "itemsPerPage": 0,
        "startIndex": 1,
        "Resources": [],
    }


async def test_a_created_user_comes_back_as_it_was_sent(scim: Scim) -> None:
    user = await created(scim, "/Users", ENTRA_USER)
    assert user["emails"] == ENTRA_USER["emails"]
    assert user["userName"] == "Priya@Contoso.test"
    assert user["schemas"] == ["urn:ietf:params:scim:schemas:core:2.0:User"]
    assert user["meta"]["location"] == f"{scim.url}/Users/{user['id']}"
    again = await scim.get(f"/Users/{user['id']}")
    assert again.body == user
    assert again.headers["ETag"] == user["meta"]["version"]
    assert again.headers["Content-Type"] == "application/scim+json"


@pytest.mark.parametrize(
    "text",
    [
        'userName eq "priya@contoso.TEST"',
        'externalId eq "0a21f0f2"',
        'emails[type eq "work"].value eq "priya@contoso.test"',
        'emails[type eq "work" and value eq "PRIYA@contoso.test"]',
        'USERNAME EQ "priya@contoso.test" AND active eq true',
    ],
)
async def test_every_matching_attribute_finds_the_user_whatever_the_case(scim: Scim, text: str) -> None:
    user = await created(scim, "/Users", ENTRA_USER)
    await scim.user("somebody.else@contoso.test")
    answer = await scim.get("/Users", filter=text)
    assert [found["id"] for found in answer.body["Resources"]] == [user["id"]]


async def test_external_ids_are_compared_with_case(scim: Scim) -> None:
    await created(scim, "/Users", ENTRA_USER)
    assert (await scim.get("/Users", filter='externalId eq "0A21F0F2"')).body["totalResults"] == 0


async def test_a_second_user_of_that_name_is_a_conflict(scim: Scim) -> None:
    await created(scim, "/Users", ENTRA_USER)
    answer = await scim.post("/Users", ENTRA_USER | {"userName": "PRIYA@contoso.test"})
    assert answer.status == 409
    assert answer.body["scimType"] == "uniqueness"
    assert answer.body["status"] == "409"


async def test_the_default_patch_style_is_understood(scim: Scim) -> None:
    user = await created(scim, "/Users", ENTRA_USER)
    answer = await scim.patch(
        f"/Users/{user['id']}",
        {"op": "Replace", "path": "active", "value": "False"},
        {"op": "Add", "path": "nickName", "value": "Babs"},
        {"op": "Replace", "path": 'emails[type eq "work"].value', "value": "New@x.local"},
        {"op": "Replace", "path": "name.familyName", "value": "Nair"},
        {"op": "Replace", "path": f"{ENTERPRISE}:department", "value": "Facilities"},
        {"op": "Add", "path": 'phoneNumbers[type eq "mobile"].value', "value": "+45 1"},
    )
    assert answer.status == 200, answer.body
    after = answer.body
    assert after["active"] is False
    assert after["nickName"] == "Babs"
    assert after["emails"] == [{"primary": True, "type": "work", "value": "New@x.local"}]
    assert after["name"] == {"formatted": "Priya Rao", "familyName": "Nair", "givenName": "Priya"}
    assert after[ENTERPRISE] == {"department": "Facilities"}
    assert after["phoneNumbers"] == [{"type": "mobile", "value": "+45 1"}]
    assert after["schemas"] == ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE]


async def test_the_optimised_patch_style_is_understood(scim: Scim) -> None:
    user = await created(scim, "/Users", ENTRA_USER)
    answer = await scim.patch(
        f"/Users/{user['id']}?aadOptscim062020",
        {"op": "replace", "path": 'emails[type eq "work"].value', "value": "b@x.test"},
        {
            "op": "replace",
            "value": {
                "displayName": "Babs",
                "active": False,
                "name.givenName": "Karla",
                f"{ENTERPRISE}:employeeNumber": "A7",
            },
        },
    )
    assert answer.status == 200, answer.body
    assert answer.body["displayName"] == "Babs"
    assert answer.body["active"] is False
    assert answer.body["name"]["givenName"] == "Karla"
    assert answer.body[ENTERPRISE] == {"employeeNumber": "A7"}
    assert (await scim.get("/Users", filter=f'{ENTERPRISE}:employeeNumber eq "a7"')).body["totalResults"] == 1


@pytest.mark.parametrize("empty", ["", None])
@pytest.mark.parametrize("dotted", [False, True])
async def test_empty_and_null_both_clear(scim: Scim, empty: str | None, dotted: bool) -> None:
    user = await scim.user("a@x.test", title="Dr", name={"givenName": "A", "familyName": "B"})
    if dotted:
        operations: list[dict[str, Any]] = [{"op": "replace", "value": {"title": empty, "name.givenName": empty}}]
    else:
        operations = [{"op": "Replace", "path": path, "value": empty} for path in ("title", "name.givenName")]
    answer = await scim.patch(f"/Users/{user['id']}", *operations)
    assert answer.status == 200, answer.body
    assert "title" not in answer.body
    assert answer.body["name"] == {"familyName": "B"}


@pytest.mark.parametrize("value", ["2c2f", {"value": "2c2f"}, [{"$ref": "http://x/2c2f", "value": "2c2f"}]])
@pytest.mark.parametrize("path", [f"{ENTERPRISE}:manager", "manager"])
async def test_a_manager_comes_as_text_list_or_object_and_goes_out_as_an_object(
    scim: Scim, value: Any, path: str
) -> None:
    user = await scim.user("a@x.test")
    where = f"/Users/{user['id']}"
    answer = await scim.patch(where, {"op": "Add", "path": path, "value": value})
    assert answer.status == 200, answer.body
    assert answer.body[ENTERPRISE]["manager"] == {"value": "2c2f", "$ref": f"{scim.url}/Users/2c2f"}
    probe = await scim.get("/Users", filter=f'id eq "{user["id"]}" and manager eq "2c2f"', attributes="id")
    assert probe.body["Resources"] == [{"schemas": answer.body["schemas"], "id": user["id"]}]
    for gone in ("", {"value": ""}):
        await scim.patch(where, {"op": "Add", "path": path, "value": value})
        cleared = await scim.patch(where, {"op": "replace", "path": path, "value": gone})
        assert ENTERPRISE not in cleared.body


async def test_no_operations_are_no_change(scim: Scim) -> None:
    user = await scim.user("a@x.test")
    answer = await scim.patch(f"/Users/{user['id']}")
    assert answer.status == 200
    assert answer.body == user


async def test_a_failing_operation_undoes_the_ones_before(scim: Scim) -> None:
    user = await scim.user("a@x.test")
    answer = await scim.patch(
        f"/Users/{user['id']}",
        {"op": "Replace", "path": "displayName", "value": "New"},
        {"op": "Replace", "path": "userName", "value": ""},
    )
    assert answer.status == 400
    assert (await scim.get(f"/Users/{user['id']}")).body == user


async def test_a_deleted_user_is_gone_and_its_name_is_free(scim: Scim) -> None:
    user = await scim.user("a@x.test")
    where = f"/Users/{user['id']}"
    assert (await scim.call("DELETE", where)).status == 204
    for answer in (await scim.get(where), await scim.call("DELETE", where), await scim.patch(where)):
        assert answer.status == 404
        assert answer.body["status"] == "404"
    await scim.user("A@x.test")


async def test_a_group_is_filled_and_emptied_in_either_style(scim: Scim) -> None:
    group = await created(scim, "/Groups", ENTRA_GROUP)
    a, b, c = [(await scim.user(f"{n}@x.test"))["id"] for n in "abc"]
    where = f"/Groups/{group['id']}"

    async def held() -> set[str]:
        return {entry["value"] for entry in (await scim.get(where)).body.get("members", ())}

    await scim.patch(where, {"op": "Add", "path": "members", "value": [{"$ref": None, "value": n} for n in (a, b, c)]})
    assert await held() == {a, b, c}
    await scim.patch(where, {"op": "Remove", "path": "members", "value": [{"$ref": None, "value": a}]})
    assert await held() == {b, c}
    await scim.patch(where, {"op": "remove", "path": f'members[value eq "{b}"]'})
    assert await held() == {c}
    await scim.patch(where, {"op": "add", "value": {"members": [{"value": a}]}})
    assert await held() == {a, c}
    await scim.patch(where, {"op": "replace", "path": "members", "value": [{"value": b}]})
    assert await held() == {b}
    await scim.patch(where, {"op": "remove", "path": "members"})
    assert await held() == set()


async def test_groups_are_matched_without_their_members(scim: Scim) -> None:
    group = await created(scim, "/Groups", ENTRA_GROUP)
    user = await scim.user("a@x.test")
    await scim.patch(f"/Groups/{group['id']}", {"op": "Add", "path": "members", "value": [{"value": user["id"]}]})
    found = await scim.get("/Groups", filter='displayName eq "PLANNERS"', excludedAttributes="members")
    assert found.body["totalResults"] == 1
    assert "members" not in found.body["Resources"][0]
    for who, hits in ((user["id"], 1), ("nobody", 0)):
        probe = await scim.get("/Groups", filter=f'id eq "{group["id"]}" and members eq "{who}"', attributes="id")
        assert probe.body["totalResults"] == hits


async def test_adding_a_member_again_changes_nothing(scim: Scim) -> None:
    group = await created(scim, "/Groups", ENTRA_GROUP)
    where = f"/Groups/{group['id']}"
    add = {"op": "Add", "path": "members", "value": [{"value": "somebody-unknown-yet"}]}
    first = await scim.patch(where, add)
    second = await scim.patch(where, add)
    assert first.status == second.status == 200
    assert first.body == second.body


async def test_a_large_group_is_not_sent_back(scim: Scim) -> None:
    group = await created(scim, "/Groups", ENTRA_GROUP)
    many = [{"value": f"user-{n}"} for n in range(10_000)]
    answer = await scim.patch(f"/Groups/{group['id']}", {"op": "Add", "path": "members", "value": many})
    assert answer.status == 204
    assert answer.body is None
    assert len((await scim.get(f"/Groups/{group['id']}")).body["members"]) == 10_000


async def test_the_administrators_list_of_accounts_shows_roles_and_groups(scim: Scim, database: Database) -> None:
    await database.write(store.set_role_mapping, {"8aa1a0c0": ["Planner", "Reader"]})
    group = await created(scim, "/Groups", ENTRA_GROUP)
    user = await scim.user("a@x.test", roles=[{"value": "Approver"}])
    off = await scim.user("b@x.test", active=False, roles=[{"value": "Approver"}])
    members = [{"value": user["id"]}, {"value": off["id"]}]
    await scim.patch(f"/Groups/{group['id']}", {"op": "Add", "path": "members", "value": members})
    assert await database.read(store.list_accounts) == [
        store.Account(
            user_name="a@x.test",
            active=True,
            roles=frozenset({"Approver", "Planner", "Reader"}),
            groups=frozenset({"Planners"}),
        ),
        store.Account(user_name="b@x.test", active=False, roles=frozenset(), groups=frozenset({"Planners"})),
    ]
