from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from target import Target, open_target

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def target(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """One demo for a module, once on SQLite and once on PostgreSQL; every test uses addresses of its own."""
    folder = tmp_path_factory.mktemp("attacked")
    if request.param == "sqlite":
        yield from open_target(folder)
        return
    server = request.getfixturevalue("postgres")
    name = server.create("usher_template")
    yield from open_target(folder, url=server.url(name))
    server.drop(name)
