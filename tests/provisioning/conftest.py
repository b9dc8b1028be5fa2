"""An office on each of the two databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from office import Office

if TYPE_CHECKING:
    from provisioning.sql import Database


@pytest.fixture
async def office(database: Database) -> Office:
    return await Office.open(database)
