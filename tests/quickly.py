"""Where tests write: to memory where the machine has it to spare, and in pieces of work that both cores can share."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from xdist.scheduler import LoadFileScheduling

#: Free bytes from which on the tests' files, 1 GB in all, and PostgreSQL's are kept in memory.
ROOMY = 3 << 30
#: Folders whose tests mostly wait for processes of their own.
WAITING = {"tour", "faults", "page", "scenarios"}


def write_to_memory() -> None:
    """Where there is enough, and nobody said where: this process and those that it starts keep temporary files there. A test
    takes 0.9 of its time then, a database from the template 13 ms instead of 150."""
    memory = Path("/dev/shm")  # noqa: S108  what is written lies in a folder of our own there
    usable = memory.is_dir() and os.access(memory, os.W_OK) and "TMPDIR" not in os.environ
    if usable and shutil.disk_usage(memory).free > ROOMY:
        folder = memory / f"usher-tests-{os.getuid()}"
        folder.mkdir(mode=0o755, exist_ok=True)  # the server may run as another user
        os.environ["TMPDIR"] = tempfile.tempdir = str(folder)


class Units(LoadFileScheduling):  # type: ignore[misc]  # the package has no types
    """A module's tests stay together; those of a module that drives demos do so for each database."""

    def _split_scope(self, nodeid: str) -> str:
        file, _, test = nodeid.partition("::")
        apart = Path(file).parent.name in WAITING and "[postgres" in test
        return f"{file} on PostgreSQL" if apart else file
