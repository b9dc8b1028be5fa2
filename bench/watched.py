"""Run a module with an eye on its event loop: how late the loop is, every five milliseconds.

``python -m bench.watched FILE MODULE [ARGUMENT …]``; SIGUSR1 writes the seconds of lateness since the last one to FILE.
"""

from __future__ import annotations

import asyncio
import json
import runpy
import signal
import sys
import threading
from pathlib import Path

EVERY = 0.005


class Watch(asyncio.DefaultEventLoopPolicy):
    """Makes loops; the main thread's notes how late it is. DBOS has an idle one of its own, and looking costs time too."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self._late: list[float] = []
        signal.signal(signal.SIGUSR1, self._write)

    def new_event_loop(self) -> asyncio.AbstractEventLoop:
        """A loop that looks at itself."""
        loop = super().new_event_loop()
        if threading.current_thread() is threading.main_thread():
            self._look_later(loop)
        return loop

    def _look_later(self, loop: asyncio.AbstractEventLoop) -> None:
        due = loop.time() + EVERY
        loop.call_at(due, self._look, loop, due)

    def _look(self, loop: asyncio.AbstractEventLoop, due: float) -> None:
        self._late.append(loop.time() - due)
        self._look_later(loop)

    def _write(self, *_: object) -> None:
        late, self._late = self._late, []
        fresh = self._file.with_suffix(".new")
        fresh.write_text(json.dumps(late), encoding="utf-8")
        fresh.replace(self._file)


def main() -> None:
    """Hand over to the module."""
    file, module, *arguments = sys.argv[1:]
    asyncio.set_event_loop_policy(Watch(Path(file)))
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
