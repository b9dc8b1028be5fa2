"""Writes docs/faults.md from the rows that the tests play: ``python tests/faults/faults_page.py``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rows import CALLS, DATABASE, FAILING, KINDS, LASTING, LATER, NOTHING, PROVEN_AFTER, TIME_OUTS, UNKNOWN
from rows_owners import ELSEWHERE, OTHERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rows import Call, Single
    from rows_owners import Other

PAGE = Path(__file__).parents[2] / "docs" / "faults.md"

HEAD = """# When something outside fails

What happens outside, what the requester sees of it, and how it ends. Written from the rows that `tests/faults` plays
(`python tests/faults/faults_page.py`); a test fails when this page and the rows differ. In every row, at the end: one invitation at
most, one membership, one account with exactly its roles, “proven” was never said before it was so, and the audit holds.
`USHER_FAULTS=all` in the environment of `pytest tests/faults` plays each call in each way alone, on both databases.
"""
ONCE = """## A call that goes wrong

In each of these ways, at each of these calls:
"""
OWNERS = """## A call that waves, the job, questions, reviews and the bot itself make

In the same ways. A card that asks for no request says so for its reader alone; what nobody waits for (the daily readings, who speaks,
whether a guest has accepted) is read again by the sweep, and meanwhile nothing is concluded from it.
"""
REST = """The sandbox answers two more to anybody, so that they are tried by themselves in `tests/bot`:
"""
LAST = """## What lasts, or is not what it seems
"""
FAILED = """## What ends an execution although the write happened, or may have

Usher writes down what it is about to do before it does it. What was intended and is found later counts as Usher's own.
"""
BASE = """## Usher's own database goes away
"""
LIMITS = """## How long a call may take

No call waits for ever. Entra, the platform and Teams are tried again by the durable workflow: after 0.2, 0.4, 0.8, 1.5, 3 … 30
seconds, never sooner than `Retry-After` asks for, and after ten minutes by the sweep. What they answer and is not so after 24 hours (a
person's task: 7 days) fails with what is not so and a reference, and can be tried again.
"""


def table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """In Markdown."""
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"


def of_call(call: Call) -> tuple[str, ...]:
    """A call's line: once, and while it lasts."""
    once = UNKNOWN if call is CALLS["invite"] else LATER if call.outage == LATER else NOTHING
    lasting = "the card as it was, until Teams takes the new one" if call.outage == LATER else call.outage
    ends = "each press on either copy counts once" if call is CALLS["send"] else PROVEN_AFTER
    return call.words, once, lasting, ends


def of_other(call: Other) -> tuple[str, ...]:
    """A line of what owners ask."""
    return call.words, call.once, call.lasting, call.ends


def of_single(row: Single) -> tuple[str, ...]:
    """A row of its own."""
    return row.words, row.sees, row.ends


def page() -> str:
    """The whole page."""
    seen = ("What happens", "What the requester sees", "How it ends")
    kinds = "\n".join(f"- {kind.words}" for kind in KINDS.values()) + "\n"
    parts = [
        HEAD,
        ONCE,
        kinds,
        table(("Call", "Once", "While it lasts", "How it ends"), map(of_call, CALLS.values())),
        OWNERS,
        table(("Call", "Once", "While it lasts", "How it ends"), map(of_other, OTHERS.values())),
        REST,
        table(("Call", "What whoever presses or sends it sees", "Tried in"), ELSEWHERE),
        LAST,
        table(seen, map(of_single, LASTING)),
        FAILED,
        table(seen, map(of_single, FAILING)),
        BASE,
        table(("What happens", "What a press meanwhile reads", "How it ends"), DATABASE),
        LIMITS,
        table(("Call", "Seconds"), TIME_OUTS),
    ]
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
