"""A hundred kills at random moments, half of them on each database, under stories that run side by side.

CHAOS_SEED=n repeats the choices: who is killed, after how long, and whether once more while it starts.
"""

from __future__ import annotations

import itertools
import os
import random
import secrets
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from journeys import Story, check_books

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Future

    from houses import House

#: On each database.
KILLS = 50
#: Stories side by side.
AT_ONCE = 4
#: How long a process lives before the next kill, at most, in times of what its start took: a busy machine gets longer
#: lives, or nothing would ever be done between two kills.
LONGEST_LIFE = 2.0
#: How many are killed once more while they start.
YOUNG = 0.2


@pytest.fixture(scope="session")
def seed() -> int:
    return int(os.environ.get("CHAOS_SEED", "") or secrets.randbelow(10**6))


def name_stories(house: House) -> Iterator[Story]:
    """Guests and accounts in turn, asked for by one owner and approved by the other."""
    for n in itertools.count():
        asker, approver = ("olivia", "adam") if n % 4 < 2 else ("adam", "olivia")
        yield Story(house, f"n{n}@fabrikam.example", guest=n % 2 == 0, asker=asker, approver=approver)


class Players:
    """Play stories side by side until told to stop; the last ones are played to their end."""

    def __init__(self, house: House) -> None:
        self._stories, self._house = name_stories(house), house
        self._stop, self._next = threading.Event(), threading.Lock()
        self._pool = ThreadPoolExecutor(AT_ONCE)
        self._played: list[Future[None]] = [self._pool.submit(self._play) for _ in range(AT_ONCE)]

    def _play(self) -> None:
        while not self._stop.is_set():
            with self._next:
                story = self._house.take(next(self._stories))
            story.play()

    def check(self) -> None:
        """Raises what went wrong in a story."""
        for one in self._played:
            if one.done():
                one.result()

    def finish(self) -> None:
        self._stop.set()
        self._pool.shutdown()
        self.check()


def kill_at_random(house: House, dice: random.Random) -> None:
    """Let it live for a while, kill one process, and start it again at once; or only at the second try."""
    time.sleep(dice.uniform(0, LONGEST_LIFE) * house.start_took)
    dead = house.strike(dice.choice(house.parts))
    if dice.random() < YOUNG:
        house.die_young(dead, dice.random() * house.start_took)
    house.revive(dead)


def test_kills_at_random_moments_lose_nothing_and_do_nothing_twice(house: House, seed: int) -> None:
    print(f"\nrandom    {house.name:<10}  {KILLS} kills; CHAOS_SEED={seed} repeats them", flush=True)
    dice, players = random.Random(f"{seed} {house.name}"), Players(house)
    try:
        while house.kills < KILLS:
            kill_at_random(house, dice)
            players.check()
            print(f"random    {house.name:<10}  {house.kills} kills, {len(house.stories)} stories begun", flush=True)
    finally:
        players.finish()
    check_books(house)
