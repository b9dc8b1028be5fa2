"""Who asks too much, or for too long, is slowed, then refused with a reason; nobody waits behind them."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

import pytest
from scim2_models import TooManyException
from sqlalchemy import text

from provisioning.scim_provider.pace import Pace
from provisioning.scim_provider.patience import limited

pytest_plugins = ["scim_world"]

if TYPE_CHECKING:
    from scim_world import Scim
    from sqlalchemy import Connection

    from provisioning.sql import Database


def test_a_second_of_requests_goes_at_once_and_more_goes_evenly_until_it_is_refused() -> None:
    at = [128.0]
    pace = Pace(64, now=lambda: at[0])
    waits = [pace.take("a") for _ in range(193)]
    assert waits[:65] == [0.0] * 65
    assert (waits[128], waits[192], pace.take("a")) == (1.0, 2.0, None)
    assert pace.take("b") == 0.0
    at[0] += 2
    assert pace.take("a") == 1 / 64


@pytest.mark.parametrize("scim_database_url", ["sqlite"], indirect=True)
async def test_a_token_that_asks_far_too_fast_gets_429_with_the_seconds_to_wait(
    scim: Scim, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Pace, "take", lambda _self, _who: None)
    answer = await scim.get("/Users")
    assert (answer.status, answer.body["status"], answer.headers["Retry-After"]) == (429, "429", "2")


async def test_a_search_that_takes_too_long_is_ended_and_the_connection_goes_on_without_a_limit(
    database: Database,
) -> None:
    count: Any = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) SELECT max(i) FROM n"

    def look(connection: Connection) -> None:
        with limited(connection, 0.05):
            connection.execute(text(count.format(10**9)))

    def go_on(connection: Connection) -> Any:
        began = time.monotonic()
        while time.monotonic() < began + 0.1:
            found = connection.execute(text(count.format(200_000))).scalar_one()
        return found

    with pytest.raises(TooManyException):
        await database.peek(look)
    assert await asyncio.gather(*(database.peek(go_on) for _ in range(6))) == [200_000] * 6
    if not database.is_sqlite:
        limits = {
            await database.peek(lambda c: c.execute(text("SHOW statement_timeout")).scalar_one()) for _ in range(6)
        }
        assert limits == {"0"}


async def test_filters_and_sorting_that_are_limited_still_answer(scim: Scim) -> None:
    user = await scim.user("a@x.test")
    for asked in (
        {"filter": 'userName co "x.test"'},
        {"sortBy": "userName"},
        {"filter": f'not (id eq "{user["id"]}x")'},
    ):
        assert (await scim.get("/Users", **asked)).body["Resources"] == [user], asked
