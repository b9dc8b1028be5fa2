"""How fast one person may act: a bucket for each sender, in this process alone and in memory.

Whoever empties theirs is told so, and nothing of what they sent is done; others notice nothing. The bucket holds what may be
done in one minute and fills again within one, so that a person never meets its bottom and a script does.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

#: Seconds in which an empty bucket is full again; whoever did nothing for as long is forgotten.
FILLS_IN = 60.0
#: Seconds in which one person is told and audited once.
TOLD_EVERY = 60.0
#: People who are remembered; the one who did nothing for longest is forgotten first.
MAX_PEOPLE = 10_000


@dataclass
class Bucket:
    """What one person has left."""

    left: float
    at: float
    told_at: float = float("-inf")


class Flood:
    """Counts what people do. ``per_minute`` is both the size of a bucket and what flows into it in a minute."""

    def __init__(self, per_minute: int, *, now: Callable[[], float] = time.monotonic) -> None:
        self._per_minute, self._now = per_minute, now
        self._people: OrderedDict[str, Bucket] = OrderedDict()

    def __len__(self) -> int:
        return len(self._people)

    def admits(self, person: str) -> bool:
        """Whether this person may do one more thing now; it counts if so."""
        now = self._now()
        self._forget_idle(now)
        bucket = self._people.setdefault(person, Bucket(self._per_minute, now))
        self._people.move_to_end(person)
        if len(self._people) > MAX_PEOPLE:
            self._people.popitem(last=False)
        filled = bucket.left + (now - bucket.at) * self._per_minute / FILLS_IN
        bucket.left, bucket.at = min(filled, self._per_minute), now
        if bucket.left < 1:
            return False
        bucket.left -= 1
        return True

    def is_news(self, person: str) -> bool:
        """Whether a refusal of this person is the first for a minute: the only one that leaves a row or a message."""
        bucket, now = self._people.get(person), self._now()
        if bucket is None or now - bucket.told_at < TOLD_EVERY:
            return False
        bucket.told_at = now
        return True

    def _forget_idle(self, now: float) -> None:
        """The longest idle stand first."""
        while self._people:
            person, bucket = next(iter(self._people.items()))
            if now - bucket.at < FILLS_IN:
                return
            del self._people[person]
