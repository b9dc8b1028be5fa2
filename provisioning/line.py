"""Threads with one line before them, for what must not run on the event loop."""

from __future__ import annotations

import itertools
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor
from queue import PriorityQueue
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

#: Seconds that work for which no person waits gives way; longer it does not, however many people press.
HEAD_START = 1.0
#: Seconds that a thread may go on while another wants to run.
SWITCH = 0.0002


def take_turns_often() -> None:
    """For a process whose event loop answers people: let its threads take turns every 0.2 ms, not every 5 ms.

    Each statement gives the interpreter away for microseconds; with Python's own 5 ms its thread gets it back far too
    late, which costs a third of the presses a second. In a worker, whose loop nobody waits for, it costs as much.
    """
    sys.setswitchinterval(SWITCH)


class Line:
    """Threads with one line before them, in which people's wishes have a head start."""

    def __init__(self, threads: int, name: str) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._waiting: PriorityQueue[tuple[float, int, Callable[[], Any], Future[Any]]] = PriorityQueue()
        self._numbers = itertools.count()

    def put(self, job: Callable[[], T], *, first: bool) -> Future[T]:
        """Have ``job`` run; ``first`` where a person waits for it."""
        future: Future[T] = Future()
        turn = time.monotonic() + (0 if first else HEAD_START)
        self._waiting.put((turn, next(self._numbers), job, future))
        self._threads.submit(self._run_next)
        return future

    def _run_next(self) -> None:
        """Whose turn it is: as many calls wait for the threads as there are jobs in the line."""
        _, _, job, future = self._waiting.get_nowait()
        if not future.set_running_or_notify_cancel():
            return
        try:
            future.set_result(job())
        except BaseException as error:  # noqa: BLE001  whoever waits for it is told, as by any executor
            future.set_exception(error)

    def close(self) -> None:
        """End the threads; jobs in the line are run first."""
        self._threads.shutdown(wait=True)
