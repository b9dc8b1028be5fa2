"""What nobody sends in earnest: answered with a reason, never with a 500, on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

pytest_plugins = ["scim_world"]

if TYPE_CHECKING:
    from scim_world import Answer, Scim

CORE_USER = "urn:ietf:params:scim:schemas:core:2.0:User"
CORE_GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"

BODIES: list[Any] = [
    {"schemas": 5, "userName": "a"},
    {"userName": "a\0b"},
    {"userName": "a", "externalId": "a\0b"},
    {"userName": "a", "title": "\ud800"},
    {"userName": "a", "roles": [{"value": '{"value": "\\ud800"}'}]},
    {"userName": "a", "roles": [{"value": '{"value": [1]}'}]},
    {"userName": {"a": 1}},
    {"userName": 5},
    {"userName": "a", "emails": [["x"]]},
    {"userName": "a", "name": [1]},
    {"userName": "a", ENTERPRISE: "x"},
    {"userName": "a", "roles": 5},
]
OPERATIONS: list[dict[str, Any]] = [
    {"op": 5, "path": "title", "value": 1},
    {"op": "add", "path": 5, "value": 1},
    {"op": "add", "path": "roles[", "value": "x"},
    {"op": "add", "path": "title", "value": ["a", "b"]},
    {"op": "add", "path": 'emails[type eq "a" or type eq "b"].value', "value": "q"},
    {"op": "replace", "path": "emails", "value": ["x"]},
    {"op": "replace", "path": "name", "value": "x"},
    {"op": "replace", "path": "title", "value": "a\0b"},
    {"op": "replace", "path": "title"},
    {"op": "replace", "value": "x"},
    {"op": "replace", "value": {"a b c": 1}},
    {"op": "replace", "path": "groups", "value": []},
]
ON_MEMBERS: list[dict[str, Any]] = [
    {"op": "add", "path": "members", "value": [[]]},
    {"op": "add", "path": "members", "value": [{"display": "x"}]},
    {"op": "add", "path": "members", "value": [{"value": "a\0b"}]},
    {"op": "add", "path": "members", "value": [{"value": "x" * 300}]},
    {"op": "add", "path": "members"},
    {"op": "replace", "path": "members"},
    {"op": "add", "path": 'members[value eq "a"].value', "value": "b"},
    {"op": "remove", "path": 'members[type eq "User"]'},
    {"op": "remove", "path": "members["},
    {"op": "remove", "path": "displayName"},
]
FILTERS = [
    'userName eq "\\ud800"',
    'userName eq "\\u0000"',
    "a\0b",
    "userName eq 5",
    'name eq "x"',
    'meta.created gt "x"',
    'meta.created co "2026"',
    'meta.version eq "x"',
    'groups.$ref eq "x"',
    'groups[$ref eq "x"]',
    'emails[emails[type eq "x"]]',
]


def is_refused(answer: Answer) -> None:
    assert answer.status == 400, answer.body
    assert answer.body["scimType"]
    assert "validation error" not in answer.body["detail"]


@pytest.mark.parametrize("body", BODIES)
async def test_bodies(scim: Scim, body: Any) -> None:
    is_refused(await scim.post("/Users", {"schemas": [CORE_USER], **body}))


@pytest.mark.parametrize("operation", OPERATIONS)
async def test_operations_on_users(scim: Scim, operation: dict[str, Any]) -> None:
    user = await scim.user("a@x.test")
    is_refused(await scim.patch(f"/Users/{user['id']}", operation))
    assert (await scim.get(f"/Users/{user['id']}")).body == user


@pytest.mark.parametrize("operation", ON_MEMBERS)
async def test_operations_on_members(scim: Scim, operation: dict[str, Any]) -> None:
    group = await scim.group("G", members=[{"value": "u1"}])
    is_refused(await scim.patch(f"/Groups/{group['id']}", operation))
    assert (await scim.get(f"/Groups/{group['id']}")).body == group


@pytest.mark.parametrize("text", FILTERS)
async def test_filters(scim: Scim, text: str) -> None:
    is_refused(await scim.get("/Users", filter=text))


async def test_pages_beyond_all_numbers_are_empty(scim: Scim) -> None:
    await scim.user("a@x.test")
    page = (await scim.get("/Users", startIndex="9" * 40, count="9" * 40)).body
    assert (page["totalResults"], page["Resources"]) == (1, [])


async def test_too_many_operations_are_refused(scim: Scim) -> None:
    user = await scim.user("a@x.test")
    operations = [{"op": "add", "path": "title", "value": "x"}] * 501
    answer = await scim.patch(f"/Users/{user['id']}", *operations)
    assert (answer.status, answer.body["scimType"]) == (400, "tooMany")


async def test_members_come_in_every_wrapping(scim: Scim) -> None:
    group = await scim.group("G")
    where = f"/Groups/{group['id']}"
    for name, operation in (
        ("a", {"op": "add", "path": f"{CORE_GROUP}:members", "value": {"value": "a"}}),
        ("b", {"op": "add", "value": {f"{CORE_GROUP}:members": [{"value": "b"}]}}),
        ("c", {"op": "add", "value": {CORE_GROUP: {"members": ["c"]}}}),
        ("d", {"op": "add", "path": CORE_GROUP, "value": {"Members": [{"Value": "d"}]}}),
        ("e", {"OP": "ADD", "PATH": "MEMBERS", "VALUE": "e"}),
    ):
        answer = await scim.patch(where, operation)
        assert name in {entry["value"] for entry in answer.body["members"]}, operation


async def test_a_very_long_name_is_kept_whole_and_is_unique(scim: Scim) -> None:
    name = "x" * 100_000
    user = await scim.user(name)
    assert (await scim.get(f"/Users/{user['id']}")).body["userName"] == name
    body = {"schemas": [CORE_USER], "userName": name.upper()}
    assert (await scim.post("/Users", body)).status == 409
    assert (await scim.post("/Users", body | {"userName": name + "y"})).status == 201
