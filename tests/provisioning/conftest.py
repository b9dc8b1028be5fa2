"""An office on each of the two databases: opened once, and copied for every test that asks for it as it is."""

from __future__ import annotations

import asyncio
import shutil
from typing import TYPE_CHECKING

import pytest
from databases import TEMPLATE
from office import Office

from provisioning.sql import Database, sqlite_url

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from databases import Postgres


def _opened(url: str) -> Office:
    database = Database(url)
    try:
        return asyncio.run(Office.open(database))
    finally:
        database.close()


@pytest.fixture(scope="session")
def sqlite_office(sqlite_template: Path) -> tuple[Path, Office]:
    file = sqlite_template.with_name("office.db")
    shutil.copy(sqlite_template, file)
    return file, _opened(sqlite_url(file))


@pytest.fixture(scope="session")
def postgres_office(postgres: Postgres) -> Iterator[tuple[str, Office]]:
    name = postgres.create(TEMPLATE)
    yield name, _opened(postgres.url(name))
    postgres.drop(name)


@pytest.fixture
def sqlite_start(request: pytest.FixtureRequest, sqlite_template: Path) -> Path:
    file: Path = request.getfixturevalue("sqlite_office")[0] if "office" in request.fixturenames else sqlite_template
    return file


@pytest.fixture
def postgres_start(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue("postgres_office")[0]) if "office" in request.fixturenames else TEMPLATE


@pytest.fixture
def office(request: pytest.FixtureRequest, database: Database) -> Office:
    opened: Office = request.getfixturevalue("sqlite_office" if database.is_sqlite else "postgres_office")[1]
    return opened.on(database)
