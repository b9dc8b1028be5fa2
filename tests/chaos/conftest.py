"""Chaos stands on the scenarios' people and processes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1] / "scenarios"))

import pytest
from houses import Alone, Crowd
from journeys import write_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from houses import House


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Usher beside its tenant, on each of the two databases."""
    folder = tmp_path_factory.mktemp("chaos")
    config = write_rules(folder)
    if request.param == "sqlite":
        house: House = Alone(folder / "data", config=config)
    else:
        server = request.getfixturevalue("postgres")
        house = Crowd(folder / "data", database=server.url(server.create("usher_template")), config=config)
    yield house
    house.close()
