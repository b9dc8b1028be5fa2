"""`make chaos`: play the story with every profile and read-back, kill Usher at every boundary and at random, then break each rule once. The closing line says what was done.

CHAOS_SEED=n repeats the choices of a random run.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).parent
PYTEST = ["-m", "pytest", "-s", "--timeout"]
#: Both databases at once: a kill waits for a start, and that takes one core.
KILLS = [
    [[*PYTEST, "1800", "-n", "0", "-k", database, str(HERE / file)] for database in ("sqlite", "postgres")]
    for file in ("test_chaos_boundaries.py", "test_chaos_random.py")
]
#: Steps, in order: the commands that each runs side by side.
PARTS = [
    [[*PYTEST, "400", "-n", "2", str(HERE / "test_chaos_tours.py"), str(HERE / "test_chaos_sabotage.py")]],
    *KILLS,
    [[str(HERE / "mutations.py")]],
]


def run(part: list[str]) -> tuple[int, list[str]]:
    """One part, its lines shown as they come: its exit code, and its lines."""
    lines: list[str] = []
    command = [sys.executable, *part]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            lines.append(line.lstrip(".").rstrip())
    return process.returncode, lines


def total(lines: list[str]) -> Counter[str]:
    """Stories, kills and messages too many of one part: each house's last reading of its books, for they grow."""
    read = (re.match(r"books +(\w+) +(\d+) stories, (\d+) kills, (\d+) messages", line) for line in lines)
    last = {m[1]: Counter(stories=int(m[2]), kills=int(m[3]), extra=int(m[4])) for m in read if m}
    return sum(last.values(), Counter())


def sentence(parts: list[list[str]]) -> str:
    """What was done, from the lines that report it."""
    done = sum(map(total, parts), Counter[str]())
    begins = Counter(line.partition(" ")[0] for lines in parts for line in lines)
    return (
        f"{done['kills']} kills, {begins['boundary']} of them at boundaries; {done['stories']} stories, each in and out, "
        f"proven, once; {done['extra']} messages too many; {begins['mutation']} rules broken, each noticed"
    )


def main() -> int:
    """The command."""
    began = time.monotonic()
    told: list[list[str]] = []
    for parts in PARTS:
        with ThreadPoolExecutor() as pool:
            ended = list(pool.map(run, parts))
        told += [lines for _, lines in ended]
        for part, (code, _) in zip(parts, ended, strict=True):
            if code:
                print(f"chaos: RED: {' '.join(part)} ended with {code}")
                return 1
    minutes, seconds = divmod(round(time.monotonic() - began), 60)
    print(f"chaos: green in {minutes} min {seconds} s: {sentence(told)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
