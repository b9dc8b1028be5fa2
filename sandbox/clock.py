"""World time: the wall's plus an offset that is stored, and how moments and spans are written.

Tokens, time-outs and the durable engine keep wall time and never ask this.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

#: What may be asked for at once: the calendar ends, and to hop through a decade takes hours.
LONGEST = timedelta(days=3_650)
#: Seconds in each unit of a span.
UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_SPAN = re.compile(r"(\d{1,12})([smhd])")


class WorldClock:
    """The present moment of the world; only :mod:`sandbox.hops` moves it."""

    def __init__(self, offset_s: float = 0.0) -> None:
        #: Seconds that the world is ahead of the wall.
        self.offset_s = offset_s

    def now(self) -> datetime:
        """The present moment of the world, aware, in UTC."""
        return datetime.now(UTC) + timedelta(seconds=self.offset_s)


def stamp(moment: datetime) -> str:
    """Write a moment as Graph does; stamps sort as text."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def read_stamp(text: str) -> datetime:
    """Read an ISO moment; one without a zone is taken as UTC. ValueError for anything else."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def read_span(text: str) -> timedelta:
    """Read a span such as ``30d``, ``6h``, ``20m`` or ``1d12h``. ValueError for anything else, and for more than ten years."""
    pieces = _SPAN.findall(text)
    if not pieces or "".join(n + u for n, u in pieces) != text:
        raise ValueError(f"not a span such as 30d, 6h or 20m: {text!r}")
    seconds = sum(int(n) * UNITS[u] for n, u in pieces)
    if seconds > LONGEST.total_seconds():
        raise ValueError(f"longer than {LONGEST.days}d, which is the most at once: {text!r}")
    return timedelta(seconds=seconds)
