"""The two public conformance suites, run against a SCIM endpoint over HTTP: nothing is returned where nothing is wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter


def run_tester(url: str, token: str) -> list[str]:
    """scim2-tester fills every attribute that ``/Schemas`` advertises and compares what comes back."""
    import httpx2  # noqa: PLC0415 - heavy, and only these tests need it
    from scim2_client.engines.httpx2 import SyncSCIMClient  # noqa: PLC0415 - the same
    from scim2_tester import check_server  # noqa: PLC0415 - the same

    with httpx2.Client(base_url=url, headers={"Authorization": f"Bearer {token}"}) as http:
        results = check_server(SyncSCIMClient(http))
    if len(results) <= 100:
        return [f"only {len(results)} checks"]
    return [f"{each.status.name} {each.title}: {each.reason}" for each in results if each.status.name != "SUCCESS"]


def run_sanity(url: str, token: str) -> list[str]:
    """scim-sanity's 28 probes; it says what each found."""
    command = [sys.executable, "-m", "scim_sanity.cli", "probe", url, "--token", token]
    ran = subprocess.run(
        [*command, "--i-accept-side-effects", "--json-output"], capture_output=True, text=True, check=False
    )
    report = json.loads(ran.stdout)
    verdicts = Counter(str(each["status"]).lower() for each in report["results"])
    if (ran.returncode, verdicts["pass"], verdicts["fail"], verdicts["error"]) == (0, 28, 0, 0):
        return []
    return [f"{ran.returncode}: {dict(verdicts)}", *(str(each) for each in report["results"]), ran.stderr]
