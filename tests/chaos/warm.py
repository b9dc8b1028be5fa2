"""A process that has imported what ours stand on and nothing of ours, and forks itself for each run of pytest.

Run as a script in a clone. A line of JSON on standard input is an order, ``{"tests", "told", "keep"}``: pytest's arguments, the
file for what it prints, and whether compiled modules are kept. The answer is pytest's exit code. The imports are most of a short
run; each run still imports ours anew, broken as they are at that moment.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from mutation import ROOMS

#: What brings in all that ours stand on.
OURS = ("usher.demo", "usher.check", "usher.scim", "provisioning.directory.parts", "provisioning.platform.session")


def forked() -> tuple[int, int]:
    """What :func:`os.fork` returns, and a pipe's end: to read from in the parent, to write to in the child."""
    reader, writer = os.pipe()
    child = os.fork()
    os.close(writer if child else reader)
    return child, reader if child else writer


def list_outside() -> list[str]:
    """What importing ours imports besides, in its order; asked of a child, so that ours are not imported here."""
    child, end = forked()
    if child:
        with os.fdopen(end, encoding="utf-8") as told:
            names = list(json.load(told))
        os.waitpid(child, 0)
        return names
    known = set(sys.modules)
    importlib.import_module("scim2_server.bulk")  # as conftest.py does, and before ours for the same reason
    for name in OURS:
        importlib.import_module(name)
    with os.fdopen(end, "w", encoding="utf-8") as told:
        json.dump([name for name in sys.modules if name not in known and name.partition(".")[0] not in ROOMS], told)
    os._exit(0)


def run(tests: list[str], told: str, *, keep: bool) -> int:
    """pytest in a child: its exit code."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with Path(told).open("w", encoding="utf-8") as output:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(output.fileno(), 1)
        os.dup2(output.fileno(), 2)
    sys.dont_write_bytecode = not keep
    sys.exit(pytest.main(tests))


def main() -> None:
    """Obey until standard input ends."""
    sys.path[0] = str(Path.cwd())
    for name in list_outside():
        with suppress(ImportError):  # a name that its package only lends
            importlib.import_module(name)
    for line in sys.stdin:
        order = json.loads(line)
        print(run(order["tests"], order["told"], keep=order["keep"]), flush=True)


if __name__ == "__main__":
    main()
