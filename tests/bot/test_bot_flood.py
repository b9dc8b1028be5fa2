"""One person's bucket: roomy for people, finite for scripts, forgotten after a minute, and never many in memory."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import flood
from bot.flood import FILLS_IN, TOLD_EVERY, Flood


class Watch:
    """A clock to move."""

    def __init__(self) -> None:
        self.time = 1000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def watch() -> Watch:
    return Watch()


def test_a_minutes_worth_is_admitted_at_once_and_then_no_more(watch: Watch) -> None:
    flood = Flood(30, now=watch)
    assert [flood.admits("erin") for _ in range(40)] == [True] * 30 + [False] * 10
    assert flood.admits("adam")


def test_what_was_used_comes_back_evenly(watch: Watch) -> None:
    flood = Flood(30, now=watch)
    for _ in range(60):
        flood.admits("erin")
    watch.time += 2
    assert [flood.admits("erin") for _ in range(2)] == [True, False]
    watch.time += FILLS_IN
    assert sum(flood.admits("erin") for _ in range(60)) == 30


def test_being_refused_costs_nothing(watch: Watch) -> None:
    """Whoever goes on pressing is let in again as soon as whoever waits."""
    flood = Flood(60, now=watch)
    for _ in range(1000):
        flood.admits("erin")
    watch.time += 1
    assert flood.admits("erin")


def test_a_refusal_is_news_once_a_minute(watch: Watch) -> None:
    flood = Flood(10, now=watch)
    for _ in range(20):
        flood.admits("erin")
    assert [flood.is_news("erin") for _ in range(3)] == [True, False, False]
    watch.time += TOLD_EVERY
    assert flood.is_news("erin")
    assert not flood.is_news("nobody")


def test_people_are_forgotten_after_a_minute_and_never_more_than_so_many(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket = Flood(10, now=watch)
    for number in range(50):
        bucket.admits(f"person {number}")
    assert len(bucket) == 50
    watch.time += FILLS_IN
    bucket.admits("erin")
    assert len(bucket) == 1
    monkeypatch.setattr(flood, "MAX_PEOPLE", 20)
    for number in range(50):
        bucket.admits(f"person {number}")
    assert len(bucket) == 20


@settings(max_examples=50, deadline=None)
@given(per_minute=st.integers(10, 200), pauses=st.lists(st.floats(0, 10), min_size=1, max_size=300))
def test_no_minute_holds_more_than_two_buckets(per_minute: int, pauses: list[float]) -> None:
    watch, admitted = Watch(), []
    flood = Flood(per_minute, now=watch)
    for pause in pauses:
        watch.time += pause
        admitted += [watch.time] * flood.admits("erin")
    for start in admitted:
        assert sum(start <= at <= start + 60 for at in admitted) <= 2 * per_minute
