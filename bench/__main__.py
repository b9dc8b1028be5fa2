"""`make bench`: prints each figure and writes docs/benchmarks.md. ``python -m bench NAME …`` measures some and writes nothing."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bench import clicks, cycles, decisions, durable, members, proof, scim, startup, surveys

if TYPE_CHECKING:
    from bench.rows import Row

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
PARTS = {
    "clicks": clicks,
    "decisions": decisions,
    "durable": durable,
    "proof": proof,
    "surveys": surveys,
    "startup": startup,
    "members": members,
    "scim": scim,
    "cycles": cycles,
}
HEAD = """# Benchmarks

Written by `make bench` (ten to twelve minutes on two cores), which measures everything in one run on one machine: ratios, because
there the machine cancels out, beside seconds, which only show the order of magnitude. An aim that was missed in this run says
so. Nothing in the tests depends on these figures; a machine that does other work besides makes all of them worse, and the
ones for three workers and for lateness most of all.

| figure | measured | aim | what it means |
|---|---|---|---|
"""
TAIL = """
Usher, the tenant around it, the bare handler and the stock bot are processes of their own; the load comes from another. By turns
means: a round of one, then a round of the next, medians of the rounds.

- **Press** is `request.why_me`: signed token → gate → answered before? → rights → transaction → card in the answer → answer kept.
- **Decision** is a rejection, each of another request (copies of one that was asked for in chat, since Teams lets a chat have
  60 messages in 30 seconds): the same way, with row lock, decision, audit event and the updates of everybody's cards enqueued in
  one transaction. Meanwhile the same process also sends those updates.
- **A decision among so many** is an approval with the card that answers it, at the use cases without HTTP: copies of one request
  that was really asked, few and many by turns.
- **The bare handler** is aiohttp with one SQLite commit in a thread and one POST. It judges and renders nothing.
  Its rounds have eight times as many calls, so that they last about as long and its worst lateness can be compared.
- **The stock bot** is the SDK's sample with its own authentication and a token endpoint that takes 100 ms. It stores nothing;
  it answers a message, because it answers presses with HTTP 500.
- **scim2-server** is its stock handler on its memory storage, which forgets everything at its end, behind the same HTTP side as ours; its
  members are measured at 10,000 because one takes a second there already, and it grows with the group.
- **A cycle** is the sandbox's provisioning engine with its real SCIM requests over loopback, engine and provider in one process.
- **A preview** is a reading of the wave `go-live` from its beginning until the card can show it, by turns with downloading the same pages
  through the same client; both talk to the sandbox in a process of its own. For the first time everybody is encrypted under a new key.
- **Lateness** of an event loop is looked at every 5 ms.
"""


async def main() -> None:
    """Measure one after the other, so that they do not disturb each other."""
    wanted = sys.argv[1:] or list(PARTS)
    rows: list[Row] = []
    for name in wanted:
        found: list[Row] = await PARTS[name].measure()
        for row in found:
            print(row.line(), flush=True)
        rows += found
    if len(wanted) == len(PARTS):
        PAGE.write_text(HEAD + "".join(f"{row.line()}\n" for row in rows) + TAIL, encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())
