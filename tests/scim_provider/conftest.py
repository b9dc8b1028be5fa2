"""The provider's tables in a database of the test's own, SQLite and PostgreSQL alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from provisioning.scim_provider import store
from provisioning.sql import Database

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(params=["sqlite", "postgres"])
def scim_database_url(request: pytest.FixtureRequest) -> str:
    """Parametrise it indirectly where one of the two says enough."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def database(scim_database_url: str) -> Iterator[Database]:
    database = Database(scim_database_url)
    store.create_tables(database.engine)
    yield database
    database.close()
