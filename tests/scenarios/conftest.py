from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tenant import Demo

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A demo on SQLite, shared by a module: every test uses addresses of its own."""
    demo = Demo(tmp_path_factory.mktemp("demo") / "data")
    yield demo
    demo.close()
