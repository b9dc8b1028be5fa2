"""Several who change one user at once: nothing of anybody's is lost, whether or not the row was locked first."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from scim2_server.conditions import Conditions
from sqlalchemy import select

from provisioning.scim_provider import store, units
from provisioning.scim_provider.service import Change
from provisioning.scim_provider.tables import keys

pytest_plugins = ["scim_world"]

if TYPE_CHECKING:
    from scim_world import Scim
    from sqlalchemy import Connection

    from provisioning.sql import Database

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def titled(title: str) -> Change:
    return Change(kind="User", simple=[{"op": "replace", "path": "title", "value": title}], steps=[])


async def test_fifty_writers_on_one_user_all_arrive(scim: Scim) -> None:
    where = f"/Users/{(await scim.user('a@x.test'))['id']}"

    async def write(number: int) -> int:
        add = {"op": "add", "path": "phoneNumbers", "value": [{"value": f"+45 {number:08}", "type": "work"}]}
        return (await scim.patch(where, add, {"op": "replace", "path": "title", "value": f"Title {number}"})).status

    assert set(await asyncio.gather(*(write(number) for number in range(50)))) == {200}
    body = (await scim.get(where)).body
    assert {phone["value"] for phone in body["phoneNumbers"]} == {f"+45 {number:08}" for number in range(50)}
    found = [(await scim.get("/Users", filter=f'title eq "Title {n}"')).body["totalResults"] for n in range(50)]
    assert sum(found) == found[int(body["title"].split()[1])] == 1


async def test_of_several_with_one_etag_one_is_let_through(scim: Scim) -> None:
    user = await scim.user("a@x.test")
    schemas = ["urn:ietf:params:scim:api:messages:2.0:PatchOp"]

    async def write(number: int) -> int:
        change = {"schemas": schemas, "Operations": [{"op": "replace", "path": "title", "value": f"Title {number}"}]}
        tag = {"If-Match": user["meta"]["version"]}
        return (await scim.call("PATCH", f"/Users/{user['id']}", change, headers=tag)).status

    assert sorted(await asyncio.gather(*(write(number) for number in range(8)))) == [200] + [412] * 7


async def test_a_name_that_is_taken_changes_nothing(scim: Scim) -> None:
    await scim.user("taken@x.test")
    user = await scim.user("a@x.test", title="Before")
    where = f"/Users/{user['id']}"
    replace = [
        {"op": "replace", "path": path, "value": value}
        for path, value in (("title", "After"), ("userName", "Taken@x.test"))
    ]
    assert (await scim.patch(where, *replace)).status == 409
    assert (await scim.get(where)).body == user


@pytest.mark.parametrize("scim_database_url", ["postgres"], indirect=True)
async def test_who_was_overtaken_writes_nothing_and_is_told(database: Database) -> None:
    made = await database.write(store.create, "User", {"userName": "a@x.test", "title": "A"}, NOW)
    none = Conditions()

    def overtaken(connection: Connection) -> Any:
        stored = store.load(connection, "User", made.id)
        with database.engine.begin() as other:
            units.patch(other, made.id, titled("B"), none, NOW)
        return store.save(connection, stored, stored.body | {"title": "C", "nickName": "N"}, NOW)

    with pytest.raises(store.Overtaken):
        await database.peek(overtaken)

    def keys_now(connection: Connection) -> set[tuple[str, str]]:
        return {(row.path, row.key) for row in connection.execute(select(keys).where(keys.c.owner == made.id))}

    assert (await database.read(store.load, "User", made.id)).body == {"userName": "a@x.test", "title": "B"}
    assert await database.read(keys_now) == {("username", "a@x.test"), ("title", "b")}
