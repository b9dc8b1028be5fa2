"""Filters in SQL mean what scim2-models' own evaluation of the same filter means, on both databases."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from filter_trees import FILTERS, PLATFORMS
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from scim2_models import Context, InvalidFilterException, SCIMException, ScimFilter
from scim2_server.requests import ScimRequest

from provisioning.scim_provider import store, units
from provisioning.scim_provider.describe import CORE, provider
from provisioning.scim_provider.searching import look
from provisioning.scim_provider.service import Draft, Service
from provisioning.scim_provider.wire import render

pytest_plugins = ["scim_world"]

if TYPE_CHECKING:
    from scim_world import Scim
    from sqlalchemy import Connection

    from provisioning.sql import Database

Json = dict[str, Any]
_generic: Any = ScimFilter
FILTER: Any = _generic[provider().model_for("User")]
#: One database for all examples; each is undone.
SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def populate(connection: Connection, platform: list[tuple[Json, bool, bool]]) -> list[Json]:
    """The accounts as stored and shown, some of them in a group that gives a role and in one that gives none."""
    store.set_role_mapping(connection, {"g-ext": ["Planner"]})
    service, kind = Service(provider()), provider().resource_types[0]
    ids = []
    with provider():
        for account, _, _ in platform:
            request = ScimRequest("POST", "", "/Users", body=json.dumps(account).encode())
            draft = service.read_draft(kind, request, Context.RESOURCE_CREATION_REQUEST)
            ids.append(units.create(connection, "User", draft, NOW).stored.id)
    for name, place in (("Planners", 1), ("Others", 2)):
        held = tuple(one for one, account in zip(ids, platform, strict=True) if account[place])
        body = {"displayName": name, "externalId": "g-ext" if place == 1 else "other"}
        units.create(connection, "Group", Draft(body=body, members=held), NOW)
    return [render(units.get(connection, "User", one, members=False), "http://x") for one in ids]


def find(connection: Connection, text: str) -> set[str] | None:
    """Who is found in SQL; None where the filter is refused."""
    asked = units.Search(
        kinds=["User"], filter=FILTER(text).ast, sort_by=None, descending=False, start=1, count=20, members=False
    )
    try:
        page = units.search(connection, asked)
    except InvalidFilterException:
        return None
    assert page.total == len(page.found)
    return {one.stored.id for one in page.found}


def test_random_filters_find_among_random_accounts_what_the_reference_finds(database: Database) -> None:
    hits: list[int] = []
    model: Any = provider().model_for("User")

    with database.engine.connect() as connection, connection.begin() as whole:

        @SHARED
        @example(platform=[], texts=["userName pr", "not (userName pr)"])
        @given(platform=PLATFORMS, texts=st.lists(FILTERS, min_size=1, max_size=8))
        def agree(platform: list[tuple[Json, bool, bool]], texts: list[str]) -> None:
            with connection.begin_nested() as example, provider():
                accounts = [model.model_validate(one) for one in populate(connection, platform)]
                for text in texts:
                    here, there = find(connection, text), {one.id for one in accounts if FILTER(text).match(one)}
                    assert here in (None, there), text
                    hits.append(bool(here))
                example.rollback()

        agree()
        whole.rollback()
    assert sum(hits) > len(hits) / 10, "the filters must not be empty ones"


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


PATHS = [
    "userName",
    "USERNAME",
    "externalId",
    "emails.value",
    'emails[type eq "work"].value',
    'emails[type eq "home"].value',
    "active eq true and userName",
    'name.familyName eq "x" and name.givenName',
    "emails.type",
    "meta.created",
    "active",
    "nobody.knows",
    "groups.value",
    'not (userName eq "y") and title',
]
LITERALS = [
    "a@x.test",
    "A@X.test",
    "no address",
    "",
    "2026-11-24T09:00:00Z",
    "true",
    '\\"quoted\\"',
    "\\u00e9",
    "\\q",
    "\n",
]


@given(st.lists(st.tuples(st.sampled_from(PATHS), st.sampled_from(LITERALS)), min_size=2, max_size=30))
def test_a_search_that_is_remembered_is_read_as_the_first_one_was(asked: list[tuple[str, str]]) -> None:
    kept, kinds = Service(provider()), list(provider().resource_types[:1])

    def read(service: Service, query: dict[str, str]) -> Any:
        with provider():
            try:
                return service.read_asked(kinds, query)
            except SCIMException as refusal:
                return str(refusal)

    for path, literal in asked:
        for query in ({"filter": f'{path} eq "{literal}"'}, {"filter": f'{path} eq "{literal}"', "count": "2"}):
            assert read(kept, query) == read(Service(provider()), query)


@pytest.mark.parametrize("scim_database_url", ["postgres"], indirect=True)
@pytest.mark.parametrize("asked", ['userName eq "a@x.test"', 'emails[type eq "work"].value eq "a@x.test"'])
async def test_what_postgresql_plans_while_nobody_is_there_asks_the_keys_once(database: Database, asked: str) -> None:
    # it keeps that plan until it has looked at the grown tables, a minute later at best
    looking, values = look(["User"], FILTER(asked).ast, None, descending=False)
    page = looking.page.params(**values, start=0, count=10)

    def plan(connection: Connection) -> str:
        statement: Any = page.compile(connection)
        return "\n".join(connection.exec_driver_sql(f"EXPLAIN {statement}", statement.params).scalars())

    assert "InitPlan" in (await database.read(plan)).partition("SubPlan")[0]
