"""The tenant as a whole: who is in it, what stands on the platform, and what survives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


async def test_a_new_tenant_has_accounts_for_everybody_in_scope_and_for_nobody_else(served: Any):
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
