"""Programs of their own, watched from outside: how late their event loop is, how much memory they hold."""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import signal
import sys
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

LOOK_EVERY = 0.02
_NUMBERS = itertools.count()


@dataclass(frozen=True, kw_only=True)
class Program:
    """A running program."""

    process: asyncio.subprocess.Process
    #: What it said until it was ready, line by line.
    said: list[str]
    _late: Path

    async def read_lateness(self) -> list[float]:
        """Seconds by which its event loop was late since the last call, one for every five milliseconds."""
        self._late.unlink(missing_ok=True)
        self.process.send_signal(signal.SIGUSR1)
        while not self._late.exists():
            await asyncio.sleep(LOOK_EVERY)
        found: list[float] = json.loads(self._late.read_text(encoding="utf-8"))
        return found

    def read_memory(self) -> float:
        """Megabytes of memory that it holds now."""
        fields = Path(f"/proc/{self.process.pid}/statm").read_text(encoding="utf-8").split()
        return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6

    def read_busy(self) -> float:
        """Seconds of CPU that it has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def read_machine() -> tuple[int, int]:
    """Ticks that all cores were idle since the machine started, and all ticks (proc_stat(5))."""
    first = Path("/proc/stat").read_text(encoding="utf-8").partition("\n")[0]
    ticks = [int(field) for field in first.split()[1:9]]
    return ticks[3] + ticks[4], sum(ticks)


@asynccontextmanager
async def run(
    *command: str, folder: Path, ready: str = "", settings: Mapping[str, str] | None = None
) -> AsyncIterator[Program]:
    """``python -m COMMAND``, ready once it has said a line that starts with ``ready``; its errors go to a file in ``folder``."""
    number = next(_NUMBERS)
    log, late = folder / f"{command[0]}-{number}.log", folder / f"{number}.late"
    with log.open("ab") as errors:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bench.watched", str(late), *command),
            stdout=asyncio.subprocess.PIPE,
            stderr=errors,
            env={**os.environ, **(settings or {})},
        )
        assert process.stdout is not None
        said: list[str] = []
        while not said or not said[-1].startswith(ready):
            line = await process.stdout.readline()
            assert line, f"{command} ended: {log.read_text(encoding='utf-8')[-2000:]}"
            said.append(line.decode().strip())
        try:
            yield Program(process=process, said=said, _late=late)
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()
