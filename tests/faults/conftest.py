from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rows import CALL_SECONDS
from tenant import Demo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def open_demo(tmp_path: Path) -> Iterator[Callable[..., Demo]]:
    """A demo whose calls outside are given up after :data:`CALL_SECONDS`."""
    opened: list[Demo] = []

    def open_one(database: str = "") -> Demo:
        opened.append(Demo(tmp_path / "data", database=database, USHER_CALL_SECONDS=str(CALL_SECONDS)))
        return opened[-1]

    yield open_one
    for demo in opened:
        demo.close()
