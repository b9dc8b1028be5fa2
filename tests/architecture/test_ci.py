"""`.ci/run` believes pytest's closing line, and no run in which a test was left out."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
#: Run by `make chaos` alone: killing takes a quarter of an hour, and a busy machine would make CI wait for patience.
BY_COMMAND = {"tests/chaos"}


def run_ci(folder: Path, *, check: int = 0, test: int = 0, closing: str) -> subprocess.CompletedProcess[str]:
    """Run the script in ``folder`` with a ``make`` that answers as told."""
    (folder / ".ci").mkdir()
    script = folder / ".ci" / "run"
    script.write_bytes((ROOT / ".ci" / "run").read_bytes())
    tools = folder / "tools"
    tools.mkdir()
    make = tools / "make"
    make.write_text(
        f'#!/bin/sh\necho "make $1"\n[ "$1" = check ] && exit {check}\necho "{closing}"\nexit {test}\n', "utf-8"
    )
    make.chmod(0o755)
    # any program that exists stands for Chromium, so that nothing is installed
    env = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}", "CHROMIUM": sys.executable}
    return subprocess.run(["bash", script], env=env, capture_output=True, text=True, check=False)


def test_a_green_run_ends_with_pytests_closing_line(tmp_path: Path) -> None:
    run = run_ci(tmp_path, closing="1234 passed in 201.33s (0:03:21)")
    assert run.returncode == 0
    assert run.stdout.splitlines() == ["make check", "make test", *["1234 passed in 201.33s (0:03:21)"] * 2]


def test_nothing_is_tested_when_the_check_fails(tmp_path: Path) -> None:
    run = run_ci(tmp_path, check=1, closing="1 passed in 1.00s")
    assert run.returncode != 0
    assert run.stdout.splitlines() == ["make check"]


def test_a_red_run_is_red_and_still_ends_with_the_closing_line(tmp_path: Path) -> None:
    run = run_ci(tmp_path, test=2, closing="===== 1 failed, 9 passed in 3.10s =====")
    assert run.returncode == 2
    assert run.stdout.splitlines()[-1] == "===== 1 failed, 9 passed in 3.10s ====="


@pytest.mark.parametrize("left_out", ["1 skipped", "2 xfailed", "1 xpassed", "10 deselected"])
def test_a_test_that_was_left_out_makes_the_run_red(tmp_path: Path, left_out: str) -> None:
    run = run_ci(tmp_path, closing=f"9 passed, {left_out} in 3.10s")
    assert run.returncode == 1
    assert left_out in run.stderr


def test_a_run_without_a_closing_line_is_red(tmp_path: Path) -> None:
    assert run_ci(tmp_path, closing="collected nothing").returncode == 1


def test_every_folder_of_tests_is_run() -> None:
    root = Path(__file__).parents[2]
    named = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]["ini_options"][
        "testpaths"
    ]
    folders = {f"tests/{path.relative_to(root / 'tests').parts[0]}" for path in (root / "tests").rglob("test_*.py")}
    assert set(named) == folders - BY_COMMAND
