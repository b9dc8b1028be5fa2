"""The published cases of Microsoft's validator, its gallery and Okta's test, one by one, on one server for each database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import microsoft_cases
import other_cases
import pytest

pytest_plugins = ["scim_world"]

if TYPE_CHECKING:
    from cases import Case
    from scim_world import Scim

SUITES = {"microsoft": microsoft_cases.CASES, "others": other_cases.CASES}


@pytest.mark.parametrize("suite", SUITES)
async def test_every_published_case_passes(scim: Scim, suite: str) -> None:
    failed: dict[str, str] = {}
    cases: dict[str, Case] = SUITES[suite]
    for name, run in cases.items():
        try:
            await run(scim)
        except (AssertionError, KeyError, ValueError) as error:
            failed[name] = f"{type(error).__name__}: {error}"
    assert failed == {}


def test_the_cases_are_all_there() -> None:
    assert len(SUITES["microsoft"]) >= 31
    assert sum(map(len, SUITES.values())) >= 47
