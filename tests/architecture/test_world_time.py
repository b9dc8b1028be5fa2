"""Only a Clock is asked for the time of the world: whatever else reads a clock is on a list, with its reason."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest
from sources import ROOT, calls, dotted, place, python_files, tree

if TYPE_CHECKING:
    from pathlib import Path

#: Ends of dotted calls that read the time of day: of the process, or of the database.
READS = (
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "func.now",
    "func.current_timestamp",
    "func.current_date",
)
BLOCKING = ("time.sleep",)
#: File → why it may read wall time. World time moves in the sandbox; what is here must not move with it.
WALL_TIME = {
    "bot/bearer.py": "Bot Framework tokens expire by wall time",
    "bot/gate.py": "tokens and replays are judged by wall time",
    "bot/keys.py": "signing keys are fetched anew by wall time",
    "bot/replay.py": "a replay is judged within a token's life",
    "bot/tokens.py": "access tokens expire by wall time",
    "usher/clock.py": "the Clock itself",
    "provisioning/usecases/sending.py": "a process has the right to send a card for so long by wall time",
    "provisioning/workflow/durable.py": "heartbeats and the durable engine live by wall time",
}


def readings(file: Path, names: tuple[str, ...]) -> list[str]:
    """Places that call one of ``names`` by its module, or take it out of its module (``from time import time``)."""
    called = [(call, dotted(call.func)) for call in calls(file)]
    found: list[tuple[ast.stmt | ast.expr, str]] = [
        (node, name) for node, name in called if any(f".{name}".endswith(f".{n}") for n in names)
    ]
    taken: list[tuple[ast.stmt | ast.expr, str]] = [
        (node, f"time.{alias.name}")
        for node in ast.walk(tree(file))
        if isinstance(node, ast.ImportFrom) and node.module == "time"
        for alias in node.names
        if f"time.{alias.name}" in names
    ]
    return [f"{place(file, node)} {name}" for node, name in (*found, *taken)]


def test_nothing_but_a_clock_is_asked_for_the_time_of_the_world() -> None:
    found = {
        reading
        for file in python_files("usher", "bot", "cards", "provisioning")
        if file.relative_to(ROOT).as_posix() not in WALL_TIME
        for reading in readings(file, READS)
    }
    assert found == set()


def test_nothing_sleeps_in_a_way_that_stops_the_event_loop() -> None:
    files = python_files("usher", "bot", "cards", "provisioning", "sandbox")
    assert {reading for file in files for reading in readings(file, BLOCKING)} == set()


@pytest.mark.parametrize(
    "line",
    [
        "datetime.now(UTC)",
        "datetime.datetime.now()",
        "dt.date.today()",
        "time.time()",
        "select(func.now())",
        "datetime.utcnow()",
        "from time import time",
    ],
)
def test_the_scan_sees_each_way_to_read_the_time(tmp_path: Path, line: str) -> None:
    file = tmp_path / "some.py"
    file.write_text(f"{line}\n", encoding="utf-8")
    assert len(readings(file, READS)) == 1


@pytest.mark.parametrize(
    "line",
    ["clock.now()", "self.clock.now()", "time.monotonic()", "loop.time()", "datetime(2026, 1, 1)", "time(23, 59)"],
)
def test_the_scan_lets_a_clock_and_durations_pass(tmp_path: Path, line: str) -> None:
    file = tmp_path / "some.py"
    file.write_text(f"x = {line}\n", encoding="utf-8")
    assert readings(file, READS) == []
