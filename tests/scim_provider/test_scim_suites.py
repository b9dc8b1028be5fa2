"""The two public conformance suites, against the provider over HTTP."""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter
from typing import TYPE_CHECKING

pytest_plugins = ["scim_world"]

if TYPE_CHECKING:
    from scim2_tester.utils import CheckResult
    from scim_world import Scim


def run_tester(url: str, token: str) -> list[CheckResult]:
    """scim2-tester fills every attribute that ``/Schemas`` advertises and compares what comes back."""
    import httpx2  # noqa: PLC0415 - heavy, and only these tests need it
    from scim2_client.engines.httpx2 import SyncSCIMClient  # noqa: PLC0415 - the same
    from scim2_tester import check_server  # noqa: PLC0415 - the same

    with httpx2.Client(base_url=url, headers={"Authorization": f"Bearer {token}"}) as http:
        return check_server(SyncSCIMClient(http))


async def test_scim2_tester_finds_no_fault(scim: Scim) -> None:
    results = await asyncio.to_thread(run_tester, scim.url, scim.token)
    faults = [f"{each.status.name} {each.title}: {each.reason}" for each in results if each.status.name != "SUCCESS"]
    assert not faults
    assert len(results) > 100


async def test_scim_sanity_passes_all_of_its_probes(scim: Scim) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "scim_sanity.cli", "probe", scim.url, "--token", scim.token),
        *("--i-accept-side-effects", "--json-output"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    report = json.loads(out)
    verdicts = Counter(str(each["status"]).lower() for each in report["results"])
    assert process.returncode == 0, (report, err)
    assert verdicts["pass"] == 28
    assert verdicts["fail"] == verdicts["error"] == 0
