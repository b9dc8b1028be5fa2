"""Microsoft's SCIM validator, its gallery validation and Okta's test, as far as their requests are published."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from scim2_models import ScimFilter
from sqlalchemy import event

from provisioning.scim_provider import units
from provisioning.scim_provider.describe import provider

pytest_plugins = ["scim_world"]

if TYPE_CHECKING:
    from scim_world import Scim

    from provisioning.sql import Database

ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
CORE_USER = "urn:ietf:params:scim:schemas:core:2.0:User"
PLAIN = ("displayName", "nickName", "title", "userType", "preferredLanguage", "locale", "timezone", "profileUrl")
NAMES = ("formatted", "familyName", "givenName", "middleName", "honorificPrefix", "honorificSuffix")
PLACES = ("formatted", "streetAddress", "locality", "region", "postalCode", "country")
WORK = ("employeeNumber", "costCenter", "organization", "division", "department")
PHONES = ("work", "mobile", "fax")

#: Every attribute that the validator maps, as a PATCH path.
PATHS = [
    *PLAIN,
    "externalId",
    *(f"name.{part}" for part in NAMES),
    'emails[type eq "work"].value',
    *(f'phoneNumbers[type eq "{kind}"].value' for kind in PHONES),
    *(f'addresses[type eq "work"].{part}' for part in PLACES),
    *(f"{ENTERPRISE}:{part}" for part in WORK),
]


def full_user(name: str, mark: str) -> dict[str, Any]:
    """A POST with everything, as each case of the validator begins."""
    return {
        "schemas": [CORE_USER, ENTERPRISE],
        "userName": name,
        "externalId": f"{mark}-ext",
        "active": True,
        **{key: f"{mark}-{key}" for key in PLAIN},
        "name": {part: f"{mark}-{part}" for part in NAMES},
        "emails": [{"type": "work", "value": f"{mark}@x.test", "primary": True}],
        "phoneNumbers": [{"type": kind, "value": f"{mark}-{kind}"} for kind in PHONES],
        "addresses": [{"type": "work", "primary": True, **{part: f"{mark}-{part}" for part in PLACES}}],
        "roles": [{"primary": "True", "type": "WindowsAzureActiveDirectoryRole", "value": f"{mark}-role"}],
        ENTERPRISE: {part: f"{mark}-{part}" for part in WORK},
    }


def value_at(body: dict[str, Any], path: str) -> Any:
    """What a resource has at a PATCH path of :data:`PATHS`."""
    if path.startswith(ENTERPRISE):
        return body[ENTERPRISE][path.removeprefix(f"{ENTERPRISE}:")]
    if "[" in path:
        head, kind, sub = path.split("[", maxsplit=1)[0], path.split('"')[1], path.rsplit(".", 1)[1]
        return next(entry[sub] for entry in body[head] if entry["type"] == kind)
    head, _, sub = path.partition(".")
    return body[head][sub] if sub else body[head]


async def test_a_full_user_comes_back_whole(scim: Scim) -> None:
    sent = full_user("a@x.test", "old")
    made = (await scim.post("/Users", sent)).body
    role = {"value": "old-role", "display": "old-role", "primary": True, "type": "direct"}
    assert {key: made[key] for key in sent} == sent | {"roles": [role]}


@pytest.mark.parametrize("verb", ["Replace", "Add"])
@pytest.mark.parametrize("start", ["full", "bare"])
async def test_every_attribute_is_written_one_operation_each(scim: Scim, verb: str, start: str) -> None:
    body = full_user("a@x.test", "old") if start == "full" else {"schemas": [CORE_USER], "userName": "a@x.test"}
    user = (await scim.post("/Users", body)).body
    operations = [{"op": verb, "path": path, "value": f"new-{n}"} for n, path in enumerate(PATHS)]
    answer = await scim.patch(f"/Users/{user['id']}", *operations)
    assert answer.status == 200, answer.body
    page = (await scim.get("/Users", filter='userName eq "A@X.TEST"')).body
    assert page["Resources"] == [answer.body]
    assert [value_at(answer.body, path) for path in PATHS] == [f"new-{n}" for n in range(len(PATHS))]


async def test_every_attribute_is_written_in_one_operation_with_dotted_keys(scim: Scim) -> None:
    user = (await scim.post("/Users", full_user("a@x.test", "old"))).body
    dotted = {path: f"new-{n}" for n, path in enumerate(PATHS) if "[" not in path}
    answer = await scim.patch(f"/Users/{user['id']}", {"op": "replace", "value": dotted})
    assert answer.status == 200, answer.body
    assert {path: value_at(answer.body, path) for path in dotted} == dotted


async def test_every_advertised_attribute_can_be_cleared(scim: Scim) -> None:
    user = (await scim.post("/Users", full_user("a@x.test", "old"))).body
    await scim.patch(f"/Users/{user['id']}", *({"op": "Replace", "path": path, "value": ""} for path in PATHS))
    after = (await scim.get(f"/Users/{user['id']}")).body
    assert set(after) == {"schemas", "id", "userName", "active", "addresses", "roles", "meta"}
    assert after["addresses"] == [{"type": "work", "primary": True}]


@pytest.mark.parametrize("path", ["emails[primary eq true].value", 'emails[primary eq "True"].value'])
async def test_paths_of_a_discovered_schema_work(scim: Scim, path: str) -> None:
    user = (await scim.post("/Users", full_user("a@x.test", "old"))).body
    answer = await scim.patch(f"/Users/{user['id']}", {"op": "Replace", "path": path, "value": "n@x.test"})
    assert [entry["value"] for entry in answer.body["emails"]] == ["n@x.test"]
    untyped = {"op": "Add", "path": 'emails[type eq "untyped"].value', "value": "u@x.test"}
    answer = await scim.patch(f"/Users/{user['id']}", untyped)
    assert answer.body["emails"][1] == {"type": "untyped", "value": "u@x.test"}


async def test_what_nobody_serves_is_ignored(scim: Scim) -> None:
    user = await scim.user("a@x.test")
    answer = await scim.patch(
        f"/Users/{user['id']}",
        {"op": "Add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0User:department", "value": "D"},
        {"op": "Add", "path": "urn:ietf:params:scim:schemas:extension:vendor:1.0:User:shoe", "value": "42"},
        {"op": "Add", "path": "favouriteColour", "value": "blue"},
        {"op": "replace", "value": {"entitlements": [{"value": "x"}], "id": user["id"], "title": "Dr"}},
    )
    assert answer.status == 200, answer.body
    assert answer.body["title"] == "Dr"
    assert answer.body["schemas"] == [CORE_USER]


async def test_a_value_that_is_there_is_not_added_again(scim: Scim) -> None:
    user = (await scim.post("/Users", full_user("a@x.test", "old"))).body
    again = {"op": "Add", "path": "emails", "value": user["emails"]}
    assert (await scim.patch(f"/Users/{user['id']}", again)).body == user


async def test_several_operations_on_one_group_are_done_in_order(scim: Scim) -> None:
    group = await scim.group("G", externalId="e-1")
    answer = await scim.patch(
        f"/Groups/{group['id']}",
        {"op": "Add", "path": "members", "value": [{"value": "a"}, {"value": "b"}]},
        {"op": "Replace", "path": "displayName", "value": "H"},
        {"op": "Remove", "path": 'members[value eq "a" or value eq "x"]'},
        {"op": "replace", "value": {"externalId": "e-2", "id": group["id"]}},
        {"op": "Add", "path": "members", "value": [{"value": "c"}]},
    )
    assert answer.status == 200, answer.body
    assert [entry["value"] for entry in answer.body["members"]] == ["b", "c"]
    assert (answer.body["displayName"], answer.body["externalId"]) == ("H", "e-2")


async def test_oktas_round_passes(scim: Scim) -> None:
    await scim.user("first@x.test", name={"familyName": "F", "givenName": "G"}, emails=[{"value": "first@x.test"}])
    page = (await scim.get("/Users", count="1", startIndex="1")).body
    assert all(type(page[key]) is int for key in ("totalResults", "itemsPerPage", "startIndex"))
    assert {"id", "name", "userName", "active", "emails"} <= set(page["Resources"][0])
    missing = await scim.get("/Users/00919288221112222")
    assert (missing.status, bool(missing.body["detail"])) == (404, True)
    assert (await scim.get("/Users", filter='userName eq "FIRST@x.test"')).body["totalResults"] == 1
    assert (await scim.get("/Groups")).status == 200
    user = page["Resources"][0]
    off = await scim.patch(f"/Users/{user['id']}", {"op": "replace", "value": {"active": False}})
    assert off.body["active"] is False


async def test_the_schemas_hold_no_nulls_and_every_mapped_attribute(scim: Scim) -> None:
    page = (await scim.get("/Schemas")).body
    assert "null" not in json.dumps(page)
    assert page["totalResults"] == 3
    advertised = {attribute["name"] for schema in page["Resources"] for attribute in schema["attributes"]}
    assert {*PLAIN, *WORK, "userName", "active", "roles", "manager", "members", "emails", "addresses"} <= advertised


@pytest.mark.parametrize("scim_database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "text",
    [
        'userName eq "a"',
        'externalId eq "a"',
        'emails[type eq "work"].value eq "a"',
        'id eq "a" and urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value eq "b"',
    ],
)
async def test_what_entra_matches_by_is_looked_up_and_never_scanned(database: Database, text: str) -> None:
    filters: Any = ScimFilter
    parsed = filters[provider().model_for("User")](text).ast
    wanted = units.Search(
        kinds=["User"], filter=parsed, sort_by=None, descending=False, start=1, count=1, members=False
    )
    said: list[tuple[str, Any]] = []

    def plan(connection: Any) -> list[str]:
        event.listen(connection, "before_cursor_execute", lambda *call: said.append((call[2], call[3])))
        units.search(connection, wanted)
        return [str(row[3]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {said[0][0]}", said[0][1])]

    steps = await database.read(plan)
    assert steps
    assert not [step for step in steps if step.startswith("SCAN")]
    assert "kind=" not in " ".join(steps)
