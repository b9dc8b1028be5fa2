"""Whether Entra knows those whom usher.toml names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from office import employee

from provisioning.domain.ports import Refused
from usher.named import check_people
from usher.settings import load_rules

if TYPE_CHECKING:
    from provisioning.domain.ports import DirectoryUser


class Entra:
    """Knows some people; or may not say."""

    def __init__(self, *users: DirectoryUser, refuses: bool = False) -> None:
        self._users, self._refuses = users, refuses

    async def search_users(self, text: str) -> list[DirectoryUser]:
        if self._refuses:
            raise Refused("not_permitted")
        return [user for user in self._users if user.mail == text]


async def told(entra: Any, **changes: Any) -> tuple[bool, str]:
    ((_, ok, todo),) = await check_people(replace(load_rules(), **changes), entra)
    return ok, todo


@pytest.mark.parametrize(
    ("marks", "says"),
    [
        ({}, ""),
        ({"enabled": False}, "Blocked in Entra, and so no administrator: maria@contoso.example."),
        ({"is_guest": True}, "A guest, and so no administrator: maria@contoso.example."),
    ],
)
async def test_an_administrator_who_cannot_act_is_named(marks: dict[str, Any], says: str) -> None:
    ok, todo = await told(Entra(employee("maria", **marks)))
    assert (ok, todo.startswith(says)) == (not says, True)


async def test_whoever_is_unknown_is_named_though_they_rule_nothing() -> None:
    ok, todo = await told(Entra(employee("maria")), auditors=frozenset({"erinn@contoso.example"}))
    assert not ok
    assert todo.startswith("Unknown to Entra: erinn@contoso.example.")


async def test_without_the_right_to_read_users_the_line_says_so() -> None:
    ok, todo = await told(Entra(refuses=True))
    assert not ok
    assert "could not be looked up in Entra (not_permitted)" in todo
