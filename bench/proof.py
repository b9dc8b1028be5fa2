"""Approved → proven for one person in the sandbox without faults, in seconds."""

from __future__ import annotations

import statistics
import time

from bench.demo import ask, open_demo, post, until_reads

PEOPLE = 5


async def measure() -> list[tuple[str, str, str]]:
    """Five people one after the other."""
    took: list[float] = []
    async with open_demo() as http:
        for number in range(PEOPLE):
            address = f"person{number}@fabrikam.example"
            card = await ask(http, address)
            began = time.perf_counter()
            await post(http, "/sandbox/teams/click", person="adam", message=card, action="Approve", inputs={})
            await until_reads(http, "olivia", "Done, proven", address)
            took.append(time.perf_counter() - began)
    words = f"longest {max(took):.1f} s; invited, in the group, provisioned on demand, read back"
    return [("Approved → proven, one person", f"{statistics.median(took):.1f} s", words)]
