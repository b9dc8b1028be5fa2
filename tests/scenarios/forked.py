"""Starts commands of ours: as children of the nursery where processes can be forked so (Linux), else as any other process."""

from __future__ import annotations

import atexit
import functools
import json
import os
import platform
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import IO, TYPE_CHECKING

import nursery

if TYPE_CHECKING:
    from collections.abc import Mapping

Output = IO[str]


#: Names to the test processes of one run the nursery that they share.
SHARED = "TESTS_NURSERY"


def share() -> str:
    """Start a nursery for this process and those that it starts; it ends with this one. Returns where it listens."""
    folder = tempfile.mkdtemp()
    os.environ[SHARED] = path = f"{folder}/nursery"
    ours, theirs = socket.socketpair()
    command = [sys.executable, nursery.__file__, path]
    process = subprocess.Popen(command, stdin=theirs.fileno(), stdout=subprocess.PIPE)
    theirs.close()
    assert process.stdout is not None
    with process.stdout as said:
        assert said.readline() == b"listening\n"

    def end() -> None:
        ours.close()
        process.wait(timeout=30)
        shutil.rmtree(folder)

    atexit.register(end)
    return path


class Nursery:
    """This process's line to it: what was started over it ends with it."""

    def __init__(self) -> None:
        self._line = socket.socket(socket.AF_UNIX)
        self._line.connect(os.environ.get(SHARED) or share())
        self._one = threading.Lock()
        atexit.register(self._line.close)

    def ask(self, order: Mapping[str, object], descriptors: list[int]) -> int:
        with self._one:
            socket.send_fds(self._line, [json.dumps(order).encode()], descriptors)
            return int(json.loads(self._line.recv(100)))


@functools.cache
def of_this_process() -> Nursery:
    return Nursery()


def folder_of_the_run() -> Path:
    """For this process and those that share its nursery; it goes with the nursery."""
    return Path(os.environ.get(SHARED) or share()).parent


class Forked:
    """A child of the nursery, with what :class:`subprocess.Popen` has of it."""

    def __init__(self, command: list[str], environment: dict[str, str], errors: Output) -> None:
        reader, writer = os.pipe()
        order = {"command": command, "environment": environment}
        self.pid = of_this_process().ask(order, [writer, errors.fileno()])
        os.close(writer)
        self.stdout: Output | None = os.fdopen(reader, encoding="utf-8")
        self.returncode: int | None = None
        self._handle = os.pidfd_open(self.pid)

    def poll(self) -> int | None:
        """Its exit code; None while it runs."""
        if self.returncode is None and select.select([self._handle], [], [], 0)[0]:
            self._bury()
        return self.returncode

    def wait(self, timeout: float) -> int:
        """Raises TimeoutError."""
        if self.returncode is None and not select.select([self._handle], [], [], timeout)[0]:
            raise TimeoutError(f"still there after {timeout} s")
        return self._bury()

    def _bury(self) -> int:
        if self.returncode is None:
            os.close(self._handle)
            self.returncode = of_this_process().ask({"wait": self.pid}, [])
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Nothing to one that has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def start(command: list[str], environment: dict[str, str], errors: Output) -> Forked | subprocess.Popen[str]:
    """``usher COMMAND`` with this whole environment; its output is to be read from ``stdout``."""
    if platform.system() == "Linux":
        return Forked(command, environment, errors)
    whole = [sys.executable, "-m", "usher.cli", *command]
    return subprocess.Popen(whole, stdout=subprocess.PIPE, stderr=errors, text=True, env=environment)


def run(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """The same until it has ended, at most a minute."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as errors:
        process = start(command, environment, errors)
        assert process.stdout is not None
        with process.stdout as output:
            said = output.read()
        code = process.wait(timeout=60)
        errors.seek(0)
        return subprocess.CompletedProcess(command, code, said, errors.read())
