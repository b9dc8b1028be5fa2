"""The tenant, the bot and the worker as processes of their own: each is started, killed and started again by itself."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import forked
from ports import free_port
from tenant import LOOK_EVERY, PATIENCE, Demo

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

#: The last line that `usher sandbox` prints.
LAST = "USHER_PORT="


class Program:
    """One `usher` command that runs until it is stopped. Its standard error goes to a file beside the data."""

    def __init__(self, *command: str, log: Path, ready: str, settings: dict[str, str] | None = None) -> None:
        self._log = log.open("a", encoding="utf-8")
        self.process = forked.start(list(command), {**os.environ, **(settings or {})}, self._log)
        self.said = self._read_until(ready)

    def _read_until(self, ready: str) -> list[str]:
        assert self.process.stdout is not None
        said: list[str] = []
        for line in self.process.stdout:
            said.append(line.strip())
            if line.startswith(ready):
                return said
        raise AssertionError(f"ended without {ready!r}: {said}")

    def kill(self) -> None:
        self.process.kill()
        self._gone()

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            self._gone()

    def _gone(self) -> None:
        self.process.wait(timeout=30)
        assert self.process.stdout is not None
        self.process.stdout.close()
        self._log.close()


def open_sandbox(data: Path, port: int, *options: str) -> tuple[Program, dict[str, str]]:
    """The tenant alone, and the settings that it prints."""
    command = ("sandbox", "--port", str(port), "--data", str(data), *options)
    sandbox = Program(*command, log=data.with_suffix(".sandbox.log"), ready=LAST)
    return sandbox, dict(line.split("=", 1) for line in sandbox.said)


class Apart(Demo):
    """`usher sandbox`, `usher serve --no-worker` and `usher worker` over one database."""

    begins_prepared = False

    def start(self) -> None:
        bot = f"http://127.0.0.1:{free_port()}/api/messages"
        self.sandbox, self.settings = open_sandbox(self.data, self.port, "--bot", bot, "--database", self.database)
        ready = "Usher is ready"
        self.bot = Program("serve", "--no-worker", log=self.logs[0], ready=ready, settings=self.settings)
        self.start_worker()
        self._confirm_owners()

    @property
    def logs(self) -> list[Path]:
        """What the bot and the worker write down."""
        return [self.data.with_suffix(".serve.log"), self.data.with_suffix(".worker.log")]

    def command(self, *command: str) -> subprocess.CompletedProcess[str]:
        """A command of whoever looks after these processes, with their settings."""
        return forked.run(list(command), {**os.environ, **self.settings})

    def start_worker(self) -> None:
        self.worker = Program("worker", log=self.logs[1], ready="Usher's worker is ready", settings=self.settings)

    def _confirm_owners(self) -> None:
        """What an administrator does on the first day."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            card = self.say("maria", "setup")
            with suppress(AssertionError):  # while Usher still asks who she is, its answer has no such button
                if "Confirmed owners" in self.click("maria", card, "setup.confirm_owners")[1]:
                    return
            time.sleep(LOOK_EVERY)
        raise AssertionError("the first owners were never confirmed")

    def close(self) -> None:
        for program in (self.worker, self.bot, self.sandbox):
            program.stop()
        self.http.close()
