"""The points of the RFCs that servers get wrong, and the limits."""

from __future__ import annotations

import asyncio
import io
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

pytest_plugins = ["scim_world"]

if TYPE_CHECKING:
    from scim_world import Answer, Scim

    from provisioning.sql import Database

ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"
CORE_USER = "urn:ietf:params:scim:schemas:core:2.0:User"
CORE_GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"


def is_error(answer: Answer, status: int, kind: str | None = None) -> None:
    assert answer.status == status, answer.body
    assert answer.body["schemas"] == [ERROR]
    assert answer.body["status"] == str(status)
    assert answer.body.get("scimType") == kind
    assert answer.headers["Content-Type"] == "application/scim+json"


async def test_without_a_valid_token_nothing_but_the_capabilities_is_told(scim: Scim) -> None:
    for token in ("", "wrong"):
        scim.token = token
        for path in ("/Users", "/Schemas", "/nothing"):
            answer = await scim.get(path)
            is_error(answer, 401)
            assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert (await scim.get("/ServiceProviderConfig")).body["patch"] == {"supported": True}


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"not": "a scim resource"}, "invalidValue"),
        ([], "invalidSyntax"),
        ("text", "invalidSyntax"),
        ({"schemas": [CORE_USER]}, "invalidValue"),
        ({"schemas": [CORE_USER], "userName": "  "}, "invalidValue"),
        ({"schemas": [CORE_USER], "userName": ""}, "invalidValue"),
        ({"schemas": [CORE_GROUP], "userName": "a"}, "invalidValue"),
        ({"schemas": [CORE_USER], "userName": "a\0b"}, "invalidValue"),
        ({"schemas": [CORE_USER], "userName": "a", "active": "perhaps"}, "invalidValue"),
        ({"schemas": [CORE_USER], "userName": "a", "emails": "a@x.test"}, "invalidSyntax"),
    ],
)
async def test_what_is_no_user_is_refused(scim: Scim, body: Any, kind: str) -> None:
    answer = await scim.post("/Users", body)
    assert answer.status == 400, answer.body
    assert answer.body["scimType"] in {kind, "invalidSyntax", "invalidValue"}
    assert "pydantic" not in str(answer.body)


@pytest.mark.parametrize(
    ("operation", "kind"),
    [
        ({"op": "remove"}, "noTarget"),
        ({"op": "remove", "path": "userName"}, "mutability"),
        ({"op": "replace", "path": "id", "value": "x"}, "mutability"),
        ({"op": "paint", "path": "title", "value": "x"}, "invalidValue"),
        ({"op": "add", "path": "emails[", "value": "x"}, "invalidPath"),
        ({"op": "replace", "path": "active", "value": "perhaps"}, "invalidValue"),
    ],
)
async def test_a_patch_that_cannot_be_is_refused_with_its_reason(
    scim: Scim, operation: dict[str, Any], kind: str
) -> None:
    user = await scim.user("a@x.test")
    is_error(await scim.patch(f"/Users/{user['id']}", operation), 400, kind)


async def test_a_body_must_be_json_of_a_bearable_size(scim: Scim) -> None:
    for content, status in (("text/xml", 415), ("application/json", 400), ("application/scim+json", 400)):
        answer = await scim.call("POST", "/Users", data=b"{", headers={"Content-Type": content})
        assert answer.status == status
    big = b'{"x": "' + b"x" * 1_100_000 + b'"}'
    is_error(await scim.call("POST", "/Users", data=io.BytesIO(big)), 413)
    is_error(await scim.call("POST", "/Users", data=b"[" * 100_000), 400, "invalidSyntax")
    garbled = {"Content-Type": "application/scim+json", "Content-Encoding": "gzip"}
    is_error(await scim.call("POST", "/Users", data=b"{}", headers=garbled), 400, "invalidSyntax")


@pytest.mark.parametrize(
    "text",
    [
        "userName",
        'userName xx "a"',
        "userName eq jyoung",
        'nothing eq "a"',
        "active gt true",
        f'userName eq "{"x" * 3000}"',
        "(" * 500,
        'userName eq "a',
    ],
)
async def test_a_filter_that_cannot_be_is_refused(scim: Scim, text: str) -> None:
    is_error(await scim.get("/Users", filter=text), 400, "invalidFilter")
    body = {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": text}
    is_error(await scim.post("/Users/.search", body), 400, "invalidFilter")


async def test_pages_follow_the_order_of_creation(scim: Scim) -> None:
    names = [f"user-{n:02}@x.test" for n in range(11)]
    for name in names:
        await scim.user(name)
    seen: list[str] = []
    for start in (1, 6, 11):
        page = (await scim.get("/Users", startIndex=str(start), count="5")).body
        assert (page["totalResults"], page["startIndex"]) == (11, start)
        assert page["itemsPerPage"] == len(page["Resources"])
        seen += [user["userName"] for user in page["Resources"]]
    assert seen == names
    assert (await scim.get("/Users", count="0")).body["Resources"] == []
    assert (await scim.get("/Users", count="-3")).body["itemsPerPage"] == 0
    assert (await scim.get("/Users", startIndex="-3", count="1")).body["startIndex"] == 1
    assert (await scim.get("/Users", startIndex="99")).body["Resources"] == []


async def test_sorting_puts_missing_values_last_and_first_when_descending(scim: Scim) -> None:
    for name, title in (("a", "Zeta"), ("b", None), ("c", "alpha")):
        await scim.user(name, **({"title": title} if title else {}))

    async def order(**params: str) -> str:
        page = (await scim.get("/Users", **params)).body
        return "".join(user["userName"] for user in page["Resources"])

    assert await order(sortBy="title") == "cab"
    assert await order(sortBy="title", sortOrder="descending") == "bac"
    assert await order(sortBy="meta.created", sortOrder="descending") == "cba"


async def test_only_what_was_asked_for_is_returned(scim: Scim) -> None:
    work, home = ({"type": kind, "value": f"{kind}@x.test"} for kind in ("work", "home"))
    user = await scim.user("a@x.test", displayName="A", emails=[work, home])
    where = f"/Users/{user['id']}"
    always = {"schemas": user["schemas"], "id": user["id"]}
    for asked in ("displayName", "DISPLAYNAME", f"{CORE_USER}:displayName"):
        assert (await scim.get(where, attributes=asked)).body == always | {"displayName": "A"}
    types = always | {"emails": [{"type": "work"}, {"type": "home"}]}
    assert (await scim.get(where, attributes="emails.type")).body == types
    assert "emails" not in (await scim.get(where, excludedAttributes="emails")).body
    assert (await scim.get(where, excludedAttributes="id,emails.type")).body["emails"] == [
        {"value": "work@x.test"},
        {"value": "home@x.test"},
    ]
    is_error(await scim.get(where, attributes="title", excludedAttributes="id"), 400, "invalidValue")


async def test_a_change_is_conditional_on_the_version_that_was_read(scim: Scim) -> None:
    user = await scim.user("a@x.test")
    where, first = f"/Users/{user['id']}", user["meta"]["version"]
    unchanged = await scim.call("GET", where, headers={"If-None-Match": first})
    assert (unchanged.status, unchanged.body) == (304, None)
    body = {"Operations": [{"op": "replace", "path": "title", "value": "Dr"}]}
    second = await scim.call("PATCH", where, body, headers={"If-Match": first})
    assert second.status == 200
    assert second.body["meta"]["version"] != first
    assert second.body["meta"]["lastModified"] > user["meta"]["lastModified"]
    for method in ("PATCH", "PUT", "DELETE"):
        stale = await scim.call(method, where, user | body, headers={"If-Match": first})
        assert stale.status == 412, method


async def test_a_put_clears_what_it_leaves_out_and_never_creates(scim: Scim) -> None:
    user = await scim.user("a@x.test", title="Dr", externalId="e-1")
    body = {"schemas": [CORE_USER], "userName": "a@x.test", "id": "ignored", "meta": {"version": "ignored"}}
    answer = await scim.call("PUT", f"/Users/{user['id']}", body)
    assert answer.status == 200
    assert {key: answer.body[key] for key in ("id", "userName", "active")} == {
        "id": user["id"],
        "userName": "a@x.test",
        "active": True,
    }
    assert "title" not in answer.body
    assert (await scim.get("/Users", filter='title eq "dr"')).body["totalResults"] == 0
    assert (await scim.call("PUT", "/Users/nobody", body)).status == 404


async def test_primary_is_true_of_one_value_only(scim: Scim) -> None:
    user = await scim.user("a@x.test", emails=[{"type": "work", "value": "w", "primary": True}])
    more = {"type": "home", "value": "h", "primary": True}
    answer = await scim.patch(f"/Users/{user['id']}", {"op": "add", "path": "emails", "value": [more]})
    assert [entry["primary"] for entry in answer.body["emails"]] == [False, True]


async def test_group_names_are_taken_whatever_the_case(scim: Scim) -> None:
    await scim.group("Planners")
    other = await scim.group("Readers")
    body = {"schemas": [CORE_GROUP], "displayName": "PLANNERS"}
    is_error(await scim.post("/Groups", body), 409, "uniqueness")
    rename = {"op": "replace", "path": "displayName", "value": "planners"}
    is_error(await scim.patch(f"/Groups/{other['id']}", rename), 409, "uniqueness")


async def test_the_root_is_searched_over_both_kinds(scim: Scim) -> None:
    await scim.user("a@x.test", displayName="Same")
    await scim.group("Same")
    await scim.group("Other")
    body = {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": 'displayName eq "same"'}
    found = (await scim.post("/.search", body)).body
    assert [each["meta"]["resourceType"] for each in found["Resources"]] == ["User", "Group"]


async def test_what_is_not_there_says_so(scim: Scim) -> None:
    is_error(await scim.get("/Nothing"), 404)
    is_error(await scim.get("/Users/nobody"), 404)
    is_error(await scim.get("/Users/a/b/c"), 404)
    is_error(await scim.post("/Bulk", {}), 501)
    is_error(await scim.get("/Me"), 501)
    answer = await scim.call("DELETE", "/Users")
    is_error(answer, 405)
    assert answer.headers["Allow"] == "GET, HEAD, POST"


async def test_a_head_is_answered_as_a_get_without_its_body(scim: Scim) -> None:
    user = await scim.user("a@x.test")
    for path in (f"/Users/{user['id']}", "/Users", "/ServiceProviderConfig", "/Users/nobody", "/Nothing"):
        got, head = await scim.get(path), await scim.call("HEAD", path)
        assert (head.status, head.body) == (got.status, None)
        for name in ("Content-Type", "Content-Length", "ETag", "Content-Location"):
            assert head.headers.get(name) == got.headers.get(name), (path, name)
    where, tag = f"/Users/{user['id']}", user["meta"]["version"]
    assert (await scim.call("HEAD", where, headers={"If-None-Match": tag})).status == 304


async def test_deleting_a_user_ends_its_memberships(scim: Scim) -> None:
    user = await scim.user("a@x.test")
    group = await scim.group("G", members=[{"value": user["id"]}])
    assert [entry["value"] for entry in group["members"]] == [user["id"]]
    await scim.call("DELETE", f"/Users/{user['id']}")
    after = await scim.get(f"/Groups/{group['id']}")
    assert "members" not in after.body
    assert after.headers["ETag"] != group["meta"]["version"]


async def test_fifty_writers_on_one_group_all_arrive(scim: Scim) -> None:
    group = await scim.group("G")
    where = f"/Groups/{group['id']}"

    async def write(number: int) -> int:
        names = [{"value": f"user-{number}-{n}"} for n in range(20)]
        add = {"op": "Add", "path": "members", "value": names}
        remove = {"op": "Remove", "path": "members", "value": names[:10]}
        return (await scim.patch(where, add, remove)).status

    statuses = await asyncio.gather(*(write(number) for number in range(50)))
    assert set(statuses) <= {200, 204}
    assert len((await scim.get(where)).body["members"]) == 500


async def test_two_who_create_the_same_user_at_once_make_one(scim: Scim) -> None:
    body = {"schemas": [CORE_USER], "userName": "a@x.test"}
    statuses = [answer.status for answer in await asyncio.gather(*(scim.post("/Users", body) for _ in range(8)))]
    assert sorted(statuses) == [201] + [409] * 7


async def test_the_cost_of_a_change_does_not_grow_with_the_group(scim: Scim, database: Database) -> None:
    group = await scim.group("G")
    where = f"/Groups/{group['id']}"
    rows: list[int] = []

    def note(_connection: Any, cursor: Any, _statement: str, _parameters: Any, _context: Any, _many: bool) -> None:
        rows.append(cursor.rowcount)

    async def change(who: str) -> list[int]:
        rows.clear()
        event.listen(database.engine, "after_cursor_execute", note)
        await scim.patch(where, {"op": "Add", "path": "members", "value": [{"value": who}]})
        await scim.patch(where, {"op": "remove", "path": f'members[value eq "{who}"]'})
        event.remove(database.engine, "after_cursor_execute", note)
        return list(rows)

    many = [{"value": f"user-{n}"} for n in range(100)]
    await scim.patch(where, {"op": "Add", "path": "members", "value": many})
    small = await change("one")
    many = [{"value": f"user-{n}"} for n in range(10_000)]
    await scim.patch(where, {"op": "Add", "path": "members", "value": many})
    assert await change("two") == small
