"""`make bench`: prints each figure and writes docs/benchmarks.md."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bench import clicks, members, proof

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

Written by `make bench`. Ratios were measured in one run on one machine, so the machine cancels out; seconds did not, and only
show the order of magnitude. Repeat them with `make bench`; nothing in the tests depends on them.

| figure | measured | what it means |
|---|---|---|
"""


async def main() -> None:
    """Measure one after the other, so that they do not disturb each other."""
    rows: list[tuple[str, str, str]] = []
    for measure in (clicks.measure, members.measure, proof.measure):
        for row in await measure():
            print(" · ".join(row))
            rows.append(row)
    PAGE.write_text(HEAD + "".join(f"| {' | '.join(row)} |\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())
