"""PostgreSQL goes away; SQLite's turn is in the crowd's demo, in test_faults_outside.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from absences import play_postgres_away

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenant import Demo


@pytest.mark.timeout(300)
def test_a_postgres_that_goes_away_costs_presses_that_say_so_and_nothing_else(
    postgres: Any, postgres_url: str, open_demo: Callable[..., Demo]
) -> None:
    play_postgres_away(open_demo(postgres_url), postgres, postgres_url)
