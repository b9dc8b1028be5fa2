"""Microsoft's SCIM validator, case by case, and the seven of its preview: each begins with a full POST and looks by filter.

Requests per operation: learn.microsoft.com/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups; the
names are those of published reports of scimvalidator.microsoft.com.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cases import (
    ENTERPRISE,
    VALUES,
    Case,
    bare,
    by_filter,
    fresh,
    full_user,
    gone,
    held,
    one,
    path_values,
    registry,
    user,
    verbose,
)

if TYPE_CHECKING:
    from scim_world import Scim

CASES: dict[str, Case] = {}
case = registry(CASES)
MANAGER = f"{ENTERPRISE}:manager"


@case("user: create a new user")
async def _(scim: Scim) -> None:
    sent = full_user()
    made = (await scim.post("/Users", sent)).body
    assert {key: made[key] for key in sent if key != "roles"} == {k: v for k, v in sent.items() if k != "roles"}
    assert [(role["value"], role["primary"]) for role in made["roles"]] == [(sent["roles"][0]["value"], True)]


@case("user: create a duplicate user")
async def _(scim: Scim) -> None:
    sent = full_user()
    assert [(await scim.post("/Users", sent)).status for _ in range(2)] == [201, 409]


@case("user: filter for an existing user")
async def _(scim: Scim) -> None:
    made = await user(scim)
    assert await by_filter(scim, "/Users", "userName", made["userName"]) == [made]


@case("user: filter for a non-existing user")
async def _(scim: Scim) -> None:
    assert await by_filter(scim, "/Users", "userName", fresh()) == []


@case("user: filter for an existing user with a different case")
async def _(scim: Scim) -> None:
    made = await user(scim)
    assert await by_filter(scim, "/Users", "USERNAME", made["userName"].upper()) == [made]


@case("user: replace attributes, verbose request")
async def _(scim: Scim) -> None:
    made = await user(scim)
    answer = await scim.patch(f"/Users/{made['id']}", *verbose("Replace"))
    assert path_values(answer.body) == path_values(await one(scim, made["userName"])) == VALUES


@case("user: add attributes, verbose request")
async def _(scim: Scim) -> None:
    made = await bare(scim)
    await scim.patch(f"/Users/{made['id']}", *verbose("Add"))
    assert path_values(await one(scim, made["userName"])) == VALUES


@case("user: update userName")
async def _(scim: Scim) -> None:
    made, name = await user(scim), fresh()
    await scim.patch(f"/Users/{made['id']}", {"op": "Replace", "path": "userName", "value": name})
    assert (await one(scim, name))["id"] == made["id"]
    assert await by_filter(scim, "/Users", "userName", made["userName"]) == []


@case("user: disable user")
async def _(scim: Scim) -> None:
    made = await user(scim)
    await scim.patch(f"/Users/{made['id']}", {"op": "Replace", "path": "active", "value": "False"})
    assert (await one(scim, made["userName"]))["active"] is False


@case("user: add manager")
async def _(scim: Scim) -> None:
    made, boss = await user(scim), await bare(scim)
    await scim.patch(f"/Users/{made['id']}", {"op": "Add", "path": MANAGER, "value": boss["id"]})
    assert (await one(scim, made["userName"]))[ENTERPRISE]["manager"]["value"] == boss["id"]


@case("user: replace manager")
async def _(scim: Scim) -> None:
    made = await user(scim)
    for boss in (await bare(scim), await bare(scim)):
        await scim.patch(f"/Users/{made['id']}", {"op": "Replace", "path": MANAGER, "value": boss["id"]})
    manager = (await one(scim, made["userName"]))[ENTERPRISE]["manager"]
    assert manager == {"value": boss["id"], "$ref": boss["meta"]["location"]}


@case("user: remove manager")
async def _(scim: Scim) -> None:
    made = await user(scim)
    await scim.patch(f"/Users/{made['id']}", {"op": "Add", "path": MANAGER, "value": "2c2f"})
    answer = await scim.patch(f"/Users/{made['id']}", {"op": "Replace", "path": MANAGER, "value": {"value": ""}})
    assert answer.status in {200, 204}
    assert "manager" not in (await one(scim, made["userName"]))[ENTERPRISE]


@case("user: delete a user")
async def _(scim: Scim) -> None:
    made = await user(scim)
    assert (await scim.call("DELETE", f"/Users/{made['id']}")).status == 204
    assert await gone(scim, f"/Users/{made['id']}")
    assert await by_filter(scim, "/Users", "userName", made["userName"]) == []


async def _group(scim: Scim, *members: str) -> dict[str, Any]:
    return await scim.group(fresh(), externalId=fresh(), members=[{"value": one} for one in members])


@case("group: get by id, excluding members")
async def _(scim: Scim) -> None:
    made = await _group(scim, "u1")
    read = (await scim.get(f"/Groups/{made['id']}", excludedAttributes="members")).body
    assert "members" not in read  # absent, not []
    assert read["displayName"] == made["displayName"]


@case("group: get by filter, excluding members")
async def _(scim: Scim) -> None:
    made = await _group(scim, "u1")
    (read,) = await by_filter(scim, "/Groups", "displayName", made["displayName"], excludedAttributes="members")
    assert (read["id"], "members" in read) == (made["id"], False)


@case("group: filter for an existing group")
async def _(scim: Scim) -> None:
    made = await _group(scim)
    assert await by_filter(scim, "/Groups", "displayName", made["displayName"]) == [made]


@case("group: filter for a non-existing group")
async def _(scim: Scim) -> None:
    assert await by_filter(scim, "/Groups", "displayName", fresh()) == []


@case("group: filter for an existing group with a different case")
async def _(scim: Scim) -> None:
    made = await _group(scim)
    assert await by_filter(scim, "/Groups", "displayName", made["displayName"].upper()) == [made]


@case("group: create a new group")
async def _(scim: Scim) -> None:
    member = await bare(scim)
    made = await _group(scim, member["id"])
    assert made["members"] == [{"value": member["id"], "$ref": member["meta"]["location"], "type": "User"}]


@case("group: create a duplicate group")
async def _(scim: Scim) -> None:
    made = await _group(scim)
    again = await scim.post("/Groups", {"schemas": made["schemas"], "displayName": made["displayName"]})
    assert (again.status, again.body["scimType"]) == (409, "uniqueness")


@case("group: replace attributes")
async def _(scim: Scim) -> None:
    made, other = await _group(scim), fresh()
    await scim.patch(f"/Groups/{made['id']}", {"op": "replace", "value": {"externalId": other}})
    assert (await by_filter(scim, "/Groups", "externalId", other))[0]["id"] == made["id"]


@case("group: update displayName")
async def _(scim: Scim) -> None:
    made, name = await _group(scim), fresh()
    await scim.patch(f"/Groups/{made['id']}", {"op": "Replace", "path": "displayName", "value": name})
    assert (await by_filter(scim, "/Groups", "displayName", name))[0]["id"] == made["id"]


@case("group: add member, which is sent as a replacement")
async def _(scim: Scim) -> None:
    made, member = await _group(scim), await bare(scim)
    value = [{"$ref": None, "value": member["id"]}]
    await scim.patch(f"/Groups/{made['id']}", {"op": "replace", "path": "members", "value": value})
    assert await held(scim, made) == [member["id"]]


@case("group: remove member")
async def _(scim: Scim) -> None:
    made = await _group(scim, "a", "b")
    await scim.patch(f"/Groups/{made['id']}", {"op": "remove", "path": 'members[value eq "a"]'})
    assert await held(scim, made) == ["b"]


@case("group: delete a group")
async def _(scim: Scim) -> None:
    made = await _group(scim, "a")
    assert (await scim.call("DELETE", f"/Groups/{made['id']}")).status == 204
    assert await gone(scim, f"/Groups/{made['id']}")


@case("preview: user: several operations on different attributes")
async def _(scim: Scim) -> None:
    made = await user(scim)
    await scim.patch(
        f"/Users/{made['id']}",
        {"op": "Remove", "path": "title"},
        {"op": "Add", "path": "nickName", "value": "Babs"},
        {"op": "Replace", "path": "displayName", "value": "B"},
    )
    read = await one(scim, made["userName"])
    assert ("title" in read, read["nickName"], read["displayName"]) == (False, "Babs", "B")


@case("preview: user: several operations on the same attribute")
async def _(scim: Scim) -> None:
    made = await user(scim)
    operations = [{"op": op, "path": "title", "value": value} for op, value in (("Add", "1"), ("Replace", "2"))]
    await scim.patch(f"/Users/{made['id']}", *operations, {"op": "Remove", "path": "title"}, operations[1])
    assert (await one(scim, made["userName"]))["title"] == "2"


@case("preview: group: several operations on different attributes")
async def _(scim: Scim) -> None:
    made, name, other = await _group(scim), fresh(), fresh()
    await scim.patch(
        f"/Groups/{made['id']}",
        {"op": "Replace", "path": "displayName", "value": name},
        {"op": "Replace", "path": "externalId", "value": other},
        {"op": "Add", "path": "members", "value": [{"value": "a"}]},
    )
    read = (await scim.get(f"/Groups/{made['id']}")).body
    assert (read["displayName"], read["externalId"], read["members"][0]["value"]) == (name, other, "a")


@case("preview: group: add and remove members in one request")
async def _(scim: Scim) -> None:
    made = await _group(scim, "a", "b")
    await scim.patch(
        f"/Groups/{made['id']}",
        {"op": "Add", "path": "members", "value": [{"value": "c"}, {"value": "d"}]},
        {"op": "Remove", "path": "members", "value": [{"value": "a"}, {"value": "d"}]},
    )
    assert await held(scim, made) == ["b", "c"]


@case("preview: user: delete one that never was")
async def _(scim: Scim) -> None:
    assert (await scim.call("DELETE", f"/Users/{fresh()}")).status == 404


@case("preview: user: delete the same twice")
async def _(scim: Scim) -> None:
    made = await user(scim)
    assert [(await scim.call("DELETE", f"/Users/{made['id']}")).status for _ in range(2)] == [204, 404]


@case("preview: group: delete the same twice")
async def _(scim: Scim) -> None:
    made = await _group(scim)
    assert [(await scim.call("DELETE", f"/Groups/{made['id']}")).status for _ in range(2)] == [204, 404]
