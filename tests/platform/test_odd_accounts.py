"""Accounts that a platform writes in its own way, over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from provisioning.domain.ports import PlatformAccount, Unreachable

if TYPE_CHECKING:
    from lesser import Lesser

    from provisioning.platform import ScimPlatform

ROLES = frozenset({"Planner", "Reader"})


def account(**more: Any) -> PlatformAccount:
    """How Usher sees the account."""
    plain = PlatformAccount(id="acc-0", user_name="a@x.test", active=True, roles=frozenset(), direct_roles=frozenset())
    return PlatformAccount(**{**vars(plain), **more})


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        ({}, account()),
        ({"active": "true"}, account()),
        ({"active": "False"}, account(active=False)),
        ({"active": None}, account()),
        ({"id": 7}, account(id="7")),
        ({"ID": 7, "id": "7"}, account(id="7")),
        ({"externalId": 4711}, account(external_id="4711")),
        ({"roles": ["Planner", "Reader"]}, account(roles=ROLES, direct_roles=ROLES)),
        ({"roles": [{"value": "Planner", "primary": ""}, "Reader"]}, account(roles=ROLES, direct_roles=ROLES)),
        (
            {"roles": [{"display": "Planner"}, {"Value": "Reader", "TYPE": "group"}]},
            account(roles=ROLES, direct_roles=frozenset({"Planner"})),
        ),
        ({"roles": {"value": "Planner"}}, account(roles=frozenset({"Planner"}), direct_roles=frozenset({"Planner"}))),
        ({"roles": "Planner"}, account(roles=frozenset({"Planner"}), direct_roles=frozenset({"Planner"}))),
        ({"roles": None, "meta": "none", "displayName": {"en": "A"}, "schemas": None}, account()),
    ],
)
async def test_an_account_is_read_however_it_is_written(
    platform: ScimPlatform, lesser: Lesser, sent: dict[str, Any], seen: PlatformAccount
) -> None:
    lesser.put("a@x.test", **sent)
    assert await platform.find_account("a@x.test") == seen
    assert await platform.find_account_by_id(seen.id) == seen
    assert [one for one, _ in await platform.list_accounts()] == [seen]


@pytest.mark.parametrize(
    "emails",
    [
        [{"value": "a@x.test"}],
        [{"value": "a@x.test", "type": "work", "primary": "no idea"}],
        [{"value": "home@x.test", "type": "home", "primary": True}, {"value": "a@x.test", "type": "Work"}],
        ["a@x.test"],
        {"value": "a@x.test"},
        "a@x.test",
    ],
)
async def test_a_work_address_is_read_however_it_is_written(
    platform: ScimPlatform, lesser: Lesser, emails: object
) -> None:
    lesser.put("prao", emails=emails)
    assert [addresses for _, addresses in await platform.list_accounts()] == [("a@x.test",)]


@pytest.mark.parametrize(
    "sent",
    [
        {"active": "perhaps"},
        {"active": ["True"]},
        {"active": ""},
        {"id": None},
        {"id": True},
        {"id": {"value": "7"}},
        {"roles": [7]},
        {"roles": [["Planner"]]},
        {"roles": [{"value": {"name": "Planner"}}]},
        {"roles": True},
        {"emails": [None]},
        {"userName": None},
        {"userName": ["a@x.test"]},
    ],
)
async def test_an_account_that_means_nothing_cannot_be_read(
    platform: ScimPlatform, lesser: Lesser, sent: dict[str, Any]
) -> None:
    lesser.put("b@x.test")
    lesser.put("a@x.test", **sent)
    with pytest.raises(Unreachable):
        await platform.list_accounts()
