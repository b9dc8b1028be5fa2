"""The page for administrators says what the tests play."""

from __future__ import annotations

from faults_page import PAGE, page

from bot import connector, keys
from bot.delivery import PATIENCE
from provisioning import sql
from provisioning.directory import provisioning
from usher.environment import Environment


def test_the_page_shows_the_rows_as_they_are_played() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


def test_the_time_outs_on_the_page_are_those_of_the_code() -> None:
    told = [Environment.model_fields["call_seconds"].default, connector.ANSWER_TIME, PATIENCE]
    assert told == [10, 10, 10]
    assert (provisioning.ON_DEMAND, keys.TIMEOUT.total, sql.CONNECT_S, sql.BUSY_MS) == (4, 5, 5, 8_000)
