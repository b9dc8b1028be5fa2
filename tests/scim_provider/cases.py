"""What the published cases have in common: full users, fresh names, and how they look at the result."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from test_scim_validators import PATHS, value_at
from test_scim_validators import full_user as full

if TYPE_CHECKING:
    from scim_world import Scim

Case = Callable[["Scim"], Awaitable[None]]
CORE_USER = "urn:ietf:params:scim:schemas:core:2.0:User"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"


def registry(cases: dict[str, Case]) -> Callable[[str], Callable[[Case], Case]]:
    """A decorator that puts a case under its published name."""

    def case(name: str) -> Callable[[Case], Case]:
        def put(run: Case) -> Case:
            assert name not in cases
            cases[name] = run
            return run

        return put

    return case


def fresh() -> str:
    return f"{uuid.uuid4().hex[:12]}@Contoso.test"


def full_user() -> dict[str, Any]:
    return full(fresh(), "old")


async def user(scim: Scim, **more: Any) -> dict[str, Any]:
    """A full user; ``more`` replaces."""
    answer = await scim.post("/Users", full_user() | more)
    assert answer.status == 201, answer.body
    made: dict[str, Any] = answer.body
    return made


async def bare(scim: Scim) -> dict[str, Any]:
    return await scim.user(fresh())


async def by_filter(scim: Scim, path: str, attribute: str, value: str, **params: str) -> list[dict[str, Any]]:
    answer = await scim.get(path, filter=f'{attribute} eq "{value}"', **params)
    assert (answer.status, answer.body["totalResults"]) == (200, len(answer.body["Resources"]))
    found: list[dict[str, Any]] = answer.body["Resources"]
    return found


async def one(scim: Scim, user_name: str) -> dict[str, Any]:
    (found,) = await by_filter(scim, "/Users", "userName", user_name)
    return found


async def gone(scim: Scim, where: str) -> bool:
    return (await scim.get(where)).status == 404


async def held(scim: Scim, group: dict[str, Any]) -> list[str]:
    read = (await scim.get(f"/Groups/{group['id']}")).body
    return sorted(entry["value"] for entry in read.get("members", ()))


VALUES = [f"new-{number}" for number in range(len(PATHS))]


def verbose(op: str) -> list[dict[str, Any]]:
    """One operation for every attribute that the validator maps."""
    return [{"op": op, "path": path, "value": value} for path, value in zip(PATHS, VALUES, strict=True)]


def path_values(body: dict[str, Any]) -> list[str]:
    return [value_at(body, path) for path in PATHS]
