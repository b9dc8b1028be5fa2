from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from target import Target, open_on

if TYPE_CHECKING:
    from collections.abc import Iterator


#: PostgreSQL is stricter about what it stores; `pytest --hypothesis-profile=chaos tests/attacks` tries SQLite as well.
DATABASES = ["postgres", "sqlite"] if settings.get_current_profile_name() == "chaos" else ["postgres"]


@pytest.fixture(scope="module", params=DATABASES)
def target(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """One demo for a module, once on SQLite and once on PostgreSQL; every test uses addresses of its own."""
    yield from open_on(request, tmp_path_factory.mktemp("attacked"))
