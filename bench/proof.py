"""Approved → proven for one person in the sandbox without faults, in seconds."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from bench.house import ask, open_house, post, until_reads
from bench.rows import Row

PEOPLE = 5


async def measure() -> list[Row]:
    """Five people one after the other."""
    took: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        async with open_house(Path(folder)) as house:
            for number in range(PEOPLE):
                address = f"person{number}@fabrikam.example"
                card = await ask(house.http, address)
                began = time.perf_counter()
                await post(house.http, "/sandbox/teams/click", person="adam", message=card, action="Approve", inputs={})
                await until_reads(house.http, "olivia", "Done, proven", address)
                took.append(time.perf_counter() - began)
    words = f"longest {max(took):.1f} s; invited, in the group, provisioned on demand, read back"
    middle = statistics.median(took)
    return [Row("Approved → proven, one person", middle, "< 5 s", f"{middle:.1f} s", words, most=5)]
