"""A demo's folder as a first start leaves it. That start costs three times what a later one does, so a run makes it once.

A first start itself is tested by the tours, the rollout, the page's stories and every demo that is told something of its own.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import forked
from ports import free_port

PATIENCE = 25.0
LOOK_EVERY = 0.1
_AT_WORK = "SELECT count(*) FROM workflow_status WHERE status IN ('ENQUEUED', 'PENDING')"


def furnish(data: Path) -> None:
    """Put what a first start leaves into a folder that does not exist yet."""
    whole = forked.folder_of_the_run() / "prepared"
    with whole.with_suffix(".lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the others wait: it is theirs, too
        if not whole.exists():
            shutil.move(make(whole.with_suffix(".new")), whole)
    shutil.copytree(whole, data)


def make(data: Path) -> Path:
    """Start a demo for the first time, let it end what it begins with, and stop it."""
    command = ["demo", "--port", str(free_port()), "--data", str(data)]
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        demo = forked.start(command, dict(os.environ), nowhere)
    assert demo.stdout is not None
    with demo.stdout as output:
        assert "open" in output.readline()
        until_at_rest(data / "usher.sqlite")
        demo.terminate()
        assert demo.wait(timeout=PATIENCE) == 0
    return data


def until_at_rest(database: Path) -> None:
    end = time.monotonic() + PATIENCE
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as looking:
        while looking.execute(_AT_WORK).fetchone() != (0,):
            assert time.monotonic() < end, "a demo at its start never came to rest"
            time.sleep(LOOK_EVERY)
