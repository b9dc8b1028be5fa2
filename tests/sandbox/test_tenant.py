"""The tenant as a whole: who is in it, what stands on the platform, and what survives."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

from sandbox.page import files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest


async def test_a_new_tenant_has_accounts_for_everybody_in_scope_and_for_nobody_else(served: Any) -> None:
    books, about = await served.control("books"), await served.control("about")
    accounts = {one["userName"]: one for one in books["accounts"]}
    assert accounts["olivia@contoso.example"]["roles"] == ["Add-in User", "Owner"]
    assert accounts["priya@contoso.example"]["roles"] == ["Add-in User", "Insights Portal User"]
    assert "erin@contoso.example" not in accounts
    scope = set(books["assignments"])
    expected = {p["upn"] for p in about["people"] if scope & set(p["groups"])}
    disabled = {"anders@contoso.example"}
    assert set(accounts) == expected - disabled
    assert len(about["people"]) == 40
    assert books["calls"] == []


async def test_before_a_rollout_nothing_is_assigned_and_nobody_has_an_account(serve: Callable[..., Any]) -> None:
    served = await serve(people=40, scope="none")
    books = await served.control("books")
    assert (books["assignments"], books["accounts"]) == ([], [])
    assert {"group": "Owners", "person": "olivia"} in books["memberships"]
    await served.control("entra", {"do": "assign_group", "group": "AskCody Project Team"})
    assert (await served.control("cycle", {}))["counts"]["create"] == 6
    assert (await served.account("priya@contoso.example"))["roles"] == ["Add-in User", "Insights Portal User"]


async def test_the_role_groups_have_about_as_many_people_as_asked(served: Any) -> None:
    held: dict[str, list[str]] = {}
    for one in (await served.control("books"))["memberships"]:
        held.setdefault(one["group"], []).append(one["person"])
    assert held["Owners"] == ["olivia", "adam"]
    assert "priya" in held["AskCody Project Team"]
    groups = {star: [g for g, people in held.items() if star in people] for star in ("erin", "maria", "priya")}
    assert groups == {"erin": ["Add-in Users"], "maria": ["Tier 0"], "priya": ["AskCody Project Team"]}
    assert held["Everyone in Aarhus"]
    assert "anders" in held["Receptionists"]
    assert "guest@northwind.example" in held["Add-in Users"]
    for name in ("Facility Managers", "Service teams Administrators", "Service teams", "Receptionists", "Secretaries"):
        assert len(held[name]) in {5, 6}
    assert len(held["AskCody Project Team"]) == 5


async def test_two_tenants_of_one_size_have_the_same_people(serve: Callable[..., Any], tmp_path: Any) -> None:
    one, two = await serve(tmp_path / "one", people=40), await serve(tmp_path / "two", people=40)
    assert (await one.control("about"))["people"] == (await two.control("about"))["people"]


async def test_the_books_and_the_world_survive_a_restart(serve: Callable[..., Any]) -> None:
    first = await serve()
    await first.control("entra", {"do": "add_member", "group": "Receptionists", "person": "erin"})
    await first.control("faults", {"target": "graph", "status": 503, "by": "usher", "times": 3})
    await first.control("clock", {"advance": "30d"})
    await first.graph("GET", "/organization")
    before = await first.control("books")
    again = await serve()
    after = await again.control("books")
    assert after == before
    assert (await again.control("faults")) == (await first.control("faults"))
    about = await again.control("about")
    assert about["now"] >= (await first.control("about"))["now"][:16]
    assert about["scim"]["token"] == (await first.control("about"))["scim"]["token"]


async def test_a_tenant_that_exists_is_not_built_or_provisioned_again(
    serve: Callable[..., Any], tmp_path: Path
) -> None:
    def stored() -> list[str]:
        with closing(sqlite3.connect(tmp_path / "world" / "world.sqlite")) as world:
            return list(world.iterdump())

    keys = "/sandbox/botframework/v1/.well-known/keys"
    first = await serve()
    published, before = await first.ask("GET", keys), stored()
    again = await serve()
    assert stored() == before
    assert await again.ask("GET", keys) == published


async def test_a_tenant_of_hundreds_is_built_and_provisioned(serve: Callable[..., Any]) -> None:
    served = await serve(people=300)
    books = await served.control("books")
    assert len((await served.control("about"))["people"]) == 300
    assert len([one for one in books["accounts"] if one["active"]]) > 150


async def test_usher_may_not_read_a_platform_without_readback(serve: Callable[..., Any]) -> None:
    served = await serve(readback="none")
    tokens = served.tenant.world.scim_tokens
    assert (await served.ask("GET", "/scim/v2/Users?count=1", token=tokens["usher"]))[0] == 403
    assert (await served.ask("GET", "/scim/v2/Users?count=1", token=tokens["test"]))[0] == 200
    assert (await served.ask("GET", "/scim/v2/Users?count=1", token="nonsense"))[0] == 401
    assert (await served.graph("GET", "/auditLogs/provisioning", who="provisioner"))[0] == 403


async def test_usher_may_read_the_log_where_the_platform_lets_it_read_nothing(serve: Callable[..., Any]) -> None:
    served = await serve(readback="log")
    token = served.tenant.world.scim_tokens["usher"]
    assert (await served.ask("GET", "/scim/v2/Users?count=1", token=token))[0] == 403
    assert (await served.graph("GET", "/auditLogs/provisioning", who="provisioner"))[0] == 200


BUILDER = """
import asyncio, sys
from pathlib import Path
from aiohttp import web
from sandbox.tenant import build_tenant

async def main():
    tenant = build_tenant(Path(sys.argv[1]), port=1, people=200)
    print("built", flush=True)
    await web.AppRunner(tenant.app).setup()

asyncio.run(main())
"""


async def test_a_tenant_killed_while_it_is_provisioned_is_finished_at_the_next_start(
    serve: Callable[..., Any], tmp_path: Path
) -> None:
    command = [sys.executable, "-c", BUILDER, str(tmp_path / "world")]
    builder = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert builder.stdout
    assert await builder.stdout.readline() == b"built\n"
    with closing(sqlite3.connect(tmp_path / "world" / "world.sqlite")) as watcher:
        while watcher.execute("SELECT count(*) FROM sync_users").fetchone()[0] < 20:
            assert builder.returncode is None
            await asyncio.sleep(0.005)
    builder.kill()
    await builder.wait()
    served = await serve()  # finds the folder as it was left
    books, about = await served.control("books"), await served.control("about")
    scope = set(books["assignments"])
    wanted = [p["upn"] for p in about["people"] if scope & set(p["groups"]) and p["key"] != "anders"]
    assert sorted(one["userName"] for one in books["accounts"]) == sorted(wanted)
    assert all(one["active"] and one["roles"] for one in books["accounts"])


async def test_calls_are_written_down_by_caller_and_target(served: Any) -> None:
    world = served.tenant.world
    await served.graph("GET", "/organization", who="provisioner")
    await served.ask("GET", "/scim/v2/Users?count=1", token=world.scim_tokens["usher"])
    await served.ask("GET", "/scim/v2/ServiceProviderConfig", token=world.scim_tokens["test"])
    await served.control("entra", {"do": "add_account", "mail": "hand@made.example", "roles": ["Owner"]})
    calls = (await served.control("books"))["calls"]
    assert [(c["by"], c["target"], c["method"], c["path"].split("?")[0], c["status"]) for c in calls] == [
        ("usher", "login", "POST", f"/login/{world.tenant_id}/oauth2/v2.0/token", 200),
        ("usher", "graph", "GET", "/graph/v1.0/organization", 200),
        ("usher", "scim", "GET", "/scim/v2/Users", 200),
        ("test", "scim", "GET", "/scim/v2/ServiceProviderConfig", 200),
    ]


async def test_an_order_that_makes_no_sense_is_refused_in_words(served: Any) -> None:
    for body in (
        {"do": "fly"},
        {"do": "add_member", "group": "Nope", "person": "erin"},
        {},
        {"do": "delete_user", "person": "x"},
    ):
        status, answer = await served.ask("POST", "/sandbox/entra", body)
        assert status == 400
        assert answer["error"]


async def test_a_page_whose_scripts_are_not_installed_says_so_instead_of_showing_no_cards(
    served: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with served.http.get(served.base) as answer:
        assert "<script" in await answer.text()
    monkeypatch.setitem(files.LIBRARIES, "adaptivecards.min.js", tmp_path / "adaptivecards.min.js")
    async with served.http.get(served.base) as answer:
        assert (answer.status, await answer.text()) == (503, files.lacks())
    assert "make setup" in files.lacks()
