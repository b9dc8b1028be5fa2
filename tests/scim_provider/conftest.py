"""The provider's tables on SQLite and PostgreSQL alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import delete

from provisioning import sql
from provisioning.scim_provider import store
from provisioning.scim_provider.tables import metadata
from provisioning.sql import Database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def scim_postgres_url(postgres: Any) -> Iterator[str]:
    """One database for all of these tests, emptied after each: they are many, and a new one costs more than the test."""
    name = postgres.create("template0")
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture(params=["sqlite", "postgres"])
def scim_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Parametrise it indirectly where one of the two says enough."""
    if request.param == "sqlite":
        return sql.sqlite_url(tmp_path / "scim.db")
    return str(request.getfixturevalue("scim_postgres_url"))


@pytest.fixture
def database(scim_database_url: str) -> Iterator[Database]:
    database = Database(scim_database_url)
    store.create_tables(database.engine)
    yield database
    with database.engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(delete(table))
    database.close()
