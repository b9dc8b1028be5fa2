"""The direct part of Microsoft's gallery validation, Okta's test, and what Entra sends besides, case by case.

Gallery: github.com/AzureAD/SCIMReferenceCode; Okta: developer.okta.com/docs/guides/scim-provisioning-integration-test (the Runscope
suite); Entra: "Develop a SCIM endpoint", "Customize attribute mappings", "Known issues … SCIM 2.0 protocol compliance".
"""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

from cases import CORE_USER, ENTERPRISE, Case, bare, by_filter, fresh, full_user, gone, held, one, registry, user

if TYPE_CHECKING:
    from scim_world import Scim

CASES: dict[str, Case] = {}
case = registry(CASES)
MANAGER = f"{ENTERPRISE}:manager"


@case("gallery: schema discoverability")
async def _(scim: Scim) -> None:
    page = (await scim.get("/Schemas")).body
    names = {attribute["name"] for schema in page["Resources"] for attribute in schema["attributes"]}
    mapped = {key for key in full_user() if key not in {"schemas", "externalId", ENTERPRISE}}
    assert mapped | {"members", "displayName", "manager", "department"} <= names
    assert "null" not in json.dumps(page)
    for schema in page["Resources"]:
        assert (await scim.get(f"/Schemas/{schema['id']}")).body == schema


async def _cleared(scim: Scim, *operations: dict[str, Any]) -> None:
    """Title, given name and department are no longer there, nor null."""
    made = await user(scim)
    answer = await scim.patch(f"/Users/{made['id']}", *operations)
    assert answer.status in {200, 204}, answer.body
    read = await one(scim, made["userName"])
    assert ("title" in read, "givenName" in read["name"], "department" in read[ENTERPRISE]) == (False, False, False)
    assert "familyName" in read["name"]


_CLEARED = ("title", "name.givenName", f"{ENTERPRISE}:department")


@case("gallery: null update, verbose, empty text")
async def _(scim: Scim) -> None:
    await _cleared(scim, *({"op": "Replace", "path": path, "value": ""} for path in _CLEARED))


@case("gallery: null update, verbose, null")
async def _(scim: Scim) -> None:
    await _cleared(scim, *({"op": "Replace", "path": path, "value": None} for path in _CLEARED))


@case("gallery: null update, dotted, empty text")
async def _(scim: Scim) -> None:
    await _cleared(scim, {"op": "replace", "value": dict.fromkeys(_CLEARED, "")})


@case("gallery: null update, dotted, null")
async def _(scim: Scim) -> None:
    await _cleared(scim, {"op": "replace", "value": dict.fromkeys(_CLEARED)})


@case("gallery: user pagination")
async def _(scim: Scim) -> None:
    for _ in range(11):
        await bare(scim)
    first, second = [(await scim.get("/Users", startIndex=start, count="5")).body for start in ("1", "6")]
    assert (first["startIndex"], second["startIndex"], first["itemsPerPage"]) == (1, 6, 5)
    assert not {each["id"] for each in first["Resources"]} & {each["id"] for each in second["Resources"]}


@case("gallery: group pagination")
async def _(scim: Scim) -> None:
    for _ in range(3):
        await scim.group(fresh())
    page = (await scim.get("/Groups", startIndex="2", count="2")).body
    assert (page["startIndex"], page["itemsPerPage"], page["totalResults"] >= 3) == (2, 2, True)


@case("gallery: manager as text is set, replaced and emptied")
async def _(scim: Scim) -> None:
    made = await user(scim, **{ENTERPRISE: {"manager": "2c2f"}})
    assert made[ENTERPRISE]["manager"]["value"] == "2c2f"  # an object, or Entra cannot read the user
    for value, left in (("3d3f", "3d3f"), ("", None)):
        await scim.patch(f"/Users/{made['id']}", {"op": "Replace", "path": MANAGER, "value": value})
        read = await one(scim, made["userName"])
        assert read.get(ENTERPRISE, {}).get("manager", {}).get("value") == left


@case("gallery: restore a user who was switched off")
async def _(scim: Scim) -> None:
    made = await user(scim)
    for value in ("False", "True"):
        await scim.patch(f"/Users/{made['id']}", {"op": "Replace", "path": "active", "value": value})
    read = await one(scim, made["userName"])
    assert read | {"meta": made["meta"]} == made


@case("okta: the first user, with integers in the envelope")
async def _(scim: Scim) -> None:
    await user(scim)
    page = (await scim.get("/Users", count="1", startIndex="1")).body
    assert all(type(page[key]) is int for key in ("totalResults", "itemsPerPage", "startIndex"))
    assert {"id", "userName", "active"} <= set(page["Resources"][0])


@case("okta: a user by id; an unknown id is 404 with a detail")
async def _(scim: Scim) -> None:
    made = await user(scim)
    assert (await scim.get(f"/Users/{made['id']}")).body == made
    missing = await scim.get("/Users/00919288221112222")
    assert (missing.status, missing.body["status"], bool(missing.body["detail"])) == (404, "404", True)


@case("okta: create, read back, again 409, found in another case")
async def _(scim: Scim) -> None:
    name = fresh()
    body = {"schemas": [CORE_USER], "userName": name, "name": {"givenName": "A", "familyName": "B"}, "active": True}
    answers = [await scim.post("/Users", body) for _ in range(2)]
    assert [answer.status for answer in answers] == [201, 409]
    assert answers[0].headers["Location"] == answers[0].body["meta"]["location"]
    assert await by_filter(scim, "/Users", "userName", name.upper()) == [answers[0].body]


@case("okta: a profile is replaced by PUT")
async def _(scim: Scim) -> None:
    made = await user(scim)
    answer = await scim.call("PUT", f"/Users/{made['id']}", {**made, "title": "Chief"})
    assert (answer.status, answer.body["title"], answer.body["emails"]) == (200, "Chief", made["emails"])


@case("okta: switched off by PATCH without a path")
async def _(scim: Scim) -> None:
    made = await user(scim)
    answer = await scim.patch(f"/Users/{made['id']}", {"op": "replace", "value": {"active": False}})
    assert answer.body["active"] is False


@case("okta: a group is renamed by a replacement that repeats its id")
async def _(scim: Scim) -> None:
    group, name = await scim.group(fresh()), fresh()
    value = {"id": group["id"], "displayName": name}
    assert (await scim.patch(f"/Groups/{group['id']}", {"op": "replace", "value": value})).body["displayName"] == name


@case("entra: test connection")
async def _(scim: Scim) -> None:
    answer = await scim.get("/Users", filter=f'userName eq "{uuid.uuid4()}"')
    assert (answer.status, answer.body["totalResults"], answer.body["Resources"]) == (200, 0, [])


@case("entra: nulls, a misspelt URN and meta in a POST are taken and not repeated")
async def _(scim: Scim) -> None:
    misspelt = "urn:ietf:params:scim:schemas:extension:enterprise:2.0User"
    made = await user(scim, addresses=None, meta={"resourceType": "User"}, **{misspelt: {"department": None}})
    assert misspelt not in made["schemas"]
    assert ("addresses" in made, misspelt in made) == (False, False)


@case("entra: probes for a member and for a manager")
async def _(scim: Scim) -> None:
    made = await user(scim, **{ENTERPRISE: {"manager": "2c2f"}})
    group = await scim.group(fresh(), members=[{"value": made["id"]}])
    for path, held_by, text in (("/Groups", group, "members eq"), ("/Users", made, "manager eq")):
        who = made["id"] if path == "/Groups" else "2c2f"
        page = (await scim.get(path, filter=f'id eq "{held_by["id"]}" and {text} "{who}"', attributes="id")).body
        assert [set(each) for each in page["Resources"]] == [{"schemas", "id"}]


@case("entra: an entry that a filtered path does not find is made")
async def _(scim: Scim) -> None:
    made = await bare(scim)
    await scim.patch(f"/Users/{made['id']}", {"op": "Replace", "path": 'emails[type eq "work"].value', "value": "n@x"})
    assert (await one(scim, made["userName"]))["emails"] == [{"type": "work", "value": "n@x"}]


@case("entra: the optimised style, with the flag in the query")
async def _(scim: Scim) -> None:
    made = await user(scim)
    value = {"displayName": "B", "name.givenName": "K", f"{ENTERPRISE}:employeeNumber": "A"}
    answer = await scim.patch(f"/Users/{made['id']}?aadOptscim062020", {"op": "replace", "value": value})
    read = answer.body
    assert (read["displayName"], read["name"]["givenName"], read[ENTERPRISE]["employeeNumber"]) == ("B", "K", "A")


@case("entra: app roles as JSON in a text are added, and replaced by the assertive style")
async def _(scim: Scim) -> None:
    made = await bare(scim)
    for op, name in (("Add", "A"), ("Add", "B"), ("Replace", "C")):
        value = [{"value": json.dumps({"id": "06b0", "value": name, "displayName": name})}]
        read = (await scim.patch(f"/Users/{made['id']}", {"op": op, "path": "roles", "value": value})).body
    assert [(role["value"], role["display"]) for role in read["roles"]] == [("C", "C")]


@case("entra: memberships are kept while somebody is switched off")
async def _(scim: Scim) -> None:
    made = await user(scim)
    group = await scim.group(fresh(), members=[{"value": made["id"]}])
    await scim.patch(f"/Users/{made['id']}", {"op": "Replace", "path": "active", "value": "False"})
    assert await held(scim, group) == [made["id"]]


@case("entra: a purged user is gone from groups as well")
async def _(scim: Scim) -> None:
    made = await user(scim)
    group = await scim.group(fresh(), members=[{"value": made["id"]}])
    await scim.call("DELETE", f"/Users/{made['id']}")
    assert await gone(scim, f"/Users/{made['id']}")
    assert await held(scim, group) == []
