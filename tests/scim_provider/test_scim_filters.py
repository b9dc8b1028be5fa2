"""Filters in SQL mean what scim2-models' own evaluation of the same filter means, on both databases."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from scim2_models import InvalidFilterException, ScimFilter
from sqlalchemy import select

from provisioning.scim_provider import store
from provisioning.scim_provider.describe import CORE, ENTERPRISE, provider
from provisioning.scim_provider.filters import condition
from provisioning.scim_provider.tables import resources

pytest_plugins = ["scim_world"]

if TYPE_CHECKING:
    from scim_world import Scim
    from sqlalchemy import Connection

    from provisioning.sql import Database

USERS: list[dict[str, Any]] = [
    {"userName": "Anna@X.test", "externalId": "E1", "title": "Dr", "displayName": "Anna Ærø"},
    {"userName": "bo@x.test", "externalId": "e1", "active": False, "roles": [{"value": "Admin"}]},
    {"userName": "c%_*?", "title": "dr\\", "name": {"familyName": 'Quote"d', "givenName": "x"}},
    {"userName": "dæmon", "emails": [{"type": "work", "value": "D@x.test"}, {"type": "home", "value": "e@x.test"}]},
    {"userName": "e@x.test", "emails": [{"type": "home", "value": "d@X.test", "primary": True}, {"value": "n"}]},
    {"userName": "f", ENTERPRISE: {"department": "Sales", "manager": {"value": "m1"}}, "roles": [{"value": "admin"}]},
    {"userName": "g", "addresses": [{"country": "DK", "type": "work"}], "roles": [{"value": "R", "display": "Shown"}]},
]
STRINGS = ["userName", "externalId", "title", "displayName", "name.familyName", f"{ENTERPRISE}:department"]
STRINGS += ["emails.value", "emails.type", "addresses.country", "roles.value", "roles.type", "groups.display", "id"]
SELECTED = {
    "emails": ["value", "type"],
    "addresses": ["country", "type"],
    "roles": ["value", "type", "display"],
    "groups": ["display", "type"],
}
VALUES = [
    "anna@x.test",
    "e1",
    "E1",
    "DR",
    "dr\\",
    "ærø",
    "æ",
    "d@x.test",
    "work",
    "HOME",
    "dk",
    "Sales",
    "admin",
    "x",
    "",
]
VALUES += ['"d', "%", "_", "*", "direct", "group", "planner", "g1", "n"]
OPERATORS = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"]


def comparison(pick: random.Random, name: str) -> str:
    return f"{name} {pick.choice(OPERATORS)} {ScimFilter.quote(pick.choice(VALUES))}"


def make(pick: random.Random, depth: int = 2) -> str:
    kind = pick.randrange(9 if depth else 5)
    if kind < 3:
        return comparison(pick, pick.choice(STRINGS))
    if kind == 3:
        return pick.choice([f"{pick.choice(STRINGS)} pr", "name pr", "active eq true", "active ne true", "emails pr"])
    if kind == 4:
        head = pick.choice(list(SELECTED))
        inner = [comparison(pick, pick.choice(SELECTED[head])) for _ in range(pick.randrange(1, 3))]
        return f"{head}[{pick.choice([' and ', ' or ']).join(inner)}]"
    if kind == 5:
        return f"not ({make(pick, depth - 1)})"
    return f"({make(pick, depth - 1)}) {pick.choice(['and', 'or'])} ({make(pick, depth - 1)})"


def found(connection: Connection, kind: str, text: str) -> set[str]:
    model: Any = provider().model_for(kind)
    bound: Any = ScimFilter
    query = select(resources.c.id).where(resources.c.kind == kind, condition(kind, bound[model](text).ast))
    return {row.id for row in connection.execute(query)}


def expected(kind: str, bodies: list[dict[str, Any]], text: str) -> set[str]:
    model: Any = provider().model_for(kind)
    bound: Any = ScimFilter
    parsed = bound[model](text)
    with provider():
        return {body["id"] for body in bodies if parsed.match(model.model_validate(body))}


async def test_hundreds_of_filters_find_what_the_reference_finds(scim: Scim, database: Database) -> None:
    await database.write(store.set_role_mapping, {"g-ext": ["Planner"]})
    made = [await scim.user(body["userName"], **body) for body in USERS]
    group = await scim.group("G1", externalId="g-ext", members=[{"value": user["id"]} for user in made[:2]])
    assert group["members"]
    bodies = [(await scim.get(f"/Users/{user['id']}")).body for user in made]
    pick = random.Random(20261124)
    wrong, hits = [], 0
    for _ in range(400):
        text = make(pick)
        try:
            here = await database.read(found, "User", text)
        except InvalidFilterException:
            continue
        there = expected("User", bodies, text)
        hits += bool(there)
        if here != there:
            wrong.append((text, len(here), len(there)))
    assert wrong == []
    assert hits > 100, "the filters must not be empty ones"


async def test_groups_are_found_by_their_members(scim: Scim, database: Database) -> None:
    inner = await scim.group("Inner", members=[{"value": "u1"}, {"value": "u2"}])
    await scim.group("Outer", members=[{"value": inner["id"]}])
    for text, names in (
        ('members eq "u1"', {"Inner"}),
        ('members.value eq "u1"', {"Inner"}),
        ('members[value eq "u1"]', {"Inner"}),
        ('members[type eq "Group"]', {"Outer"}),
        ('members.type eq "user"', {"Inner"}),
        ("members pr", {"Inner", "Outer"}),
        ('not (members eq "u1")', {"Outer"}),
        ('displayName sw "o" and members pr', {"Outer"}),
    ):
        page = (await scim.get("/Groups", filter=text)).body
        assert {group["displayName"] for group in page["Resources"]} == names, text


async def test_times_are_compared_as_times(scim: Scim) -> None:
    first = await scim.user("a")
    second = await scim.user("b")
    created = first["meta"]["created"]
    for text, names in (
        (f'meta.created le "{created}"', {"a"}),
        (f'meta.created gt "{created}"', {"b"}),
        ('meta.created lt "2026-11-24T10:00:00+01:00"', set()),
        (f'meta.lastModified eq "{second["meta"]["lastModified"]}"', {"b"}),
        ('meta.resourceType eq "User"', {"a", "b"}),
    ):
        page = (await scim.get("/Users", filter=text)).body
        assert {user["userName"] for user in page["Resources"]} == names, text


async def test_an_attribute_that_only_the_other_kind_has_matches_nothing_at_the_root(scim: Scim) -> None:
    await scim.user("a")
    await scim.group("G", members=[{"value": "u1"}])
    body = {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": 'members eq "u1"'}
    assert [each["displayName"] for each in (await scim.post("/.search", body)).body["Resources"]] == ["G"]
    assert CORE["Group"] in (await scim.post("/.search", body)).body["Resources"][0]["schemas"]
