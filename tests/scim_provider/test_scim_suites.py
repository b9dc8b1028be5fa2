"""The two public conformance suites, against the provider over HTTP on both databases, and against the demo's platform."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import httpx
from suites import run_sanity, run_tester
from tenant import Demo

pytest_plugins = ["scim_world"]

if TYPE_CHECKING:
    from pathlib import Path

    from scim_world import Scim


async def test_scim2_tester_finds_no_fault(scim: Scim) -> None:
    assert await asyncio.to_thread(run_tester, scim.url, scim.token) == []


async def test_scim_sanity_passes_all_of_its_probes(scim: Scim) -> None:
    assert await asyncio.to_thread(run_sanity, scim.url, scim.token) == []


def test_both_pass_against_the_platform_of_the_demo_with_the_token_that_it_shows(tmp_path: Path) -> None:
    demo = Demo(tmp_path / "data")
    shown = httpx.get(f"http://127.0.0.1:{demo.port}/sandbox/about").json()["scim"]
    assert run_tester(shown["url"], shown["token"]) == []
    assert run_sanity(shown["url"], shown["token"]) == []
    demo.close()
