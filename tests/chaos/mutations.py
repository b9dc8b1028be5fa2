"""Break one rule at a time on a clone of HEAD, and see that a test notices. ``breaking.py`` holds the list.

    python tests/chaos/mutations.py [WORD …]    only mutations whose name holds one of the words

Ends with 1 when a mutation survived, no longer applies, or ended its tests in any other way than red.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from breaking import MUTATIONS
from mutation import ROOMS

if TYPE_CHECKING:
    from mutation import Mutation

ROOT = Path(__file__).parents[2]
#: As many as there are cores to be had.
AT_ONCE = 2
PASSED, FAILED = 0, 1
#: A rule is the same on both databases, and SQLite is there at once. Tests of PostgreSQL alone run all the same.
ONE_DATABASE = ("-k", "not postgres]")


class Clone:
    """HEAD in a folder of its own, whose packages are the ones that are imported."""

    def __init__(self, folder: Path) -> None:
        subprocess.run(["git", "clone", "--quiet", "--local", ROOT, folder], check=True)
        self.folder, self._told = folder, folder.with_suffix(".told")
        self._environment = {**os.environ, "PYTHONPATH": str(folder)}
        self._check_imports()
        subprocess.run([sys.executable, "-m", "compileall", "-q", *ROOMS], cwd=folder, check=True)
        command = [sys.executable, str(folder / "tests/chaos/warm.py")]
        self._warm = subprocess.Popen(
            command, cwd=folder, env=self._environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def _check_imports(self) -> None:
        """The editable install names the original: RuntimeError when that is imported after all."""
        ask = f"import {', '.join(ROOMS)}; print(*({', '.join(f'{room}.__file__' for room in ROOMS)}), sep='\\n')"
        run = [sys.executable, "-c", ask]
        told = subprocess.run(run, cwd=self.folder, env=self._environment, capture_output=True, text=True, check=True)
        elsewhere = [line for line in told.stdout.split() if not Path(line).is_relative_to(self.folder.resolve())]
        if elsewhere:
            raise RuntimeError(f"not the clone's: {elsewhere}")

    def test(self, *arguments: str, keep: bool = False) -> tuple[int, str]:
        """pytest's exit code, and what it printed; ``keep`` what it compiles, for the next run, where nothing is broken."""
        whole = ["-x", "-n", "0", "--timeout", "300", *ONE_DATABASE, *arguments]
        order = {"tests": whole, "told": str(self._told), "keep": keep}
        assert self._warm.stdin is not None
        assert self._warm.stdout is not None
        print(json.dumps(order), file=self._warm.stdin, flush=True)
        return int(self._warm.stdout.readline()), self._told.read_text(encoding="utf-8")

    def close(self) -> None:
        """No more tests."""
        self._warm.communicate()

    def break_rule(self, mutation: Mutation) -> tuple[bool, str]:
        """(whether a test noticed, what came of it)."""
        file = self.folder / mutation.file
        whole, was = file.read_text(encoding="utf-8"), file.stat()
        if (times := whole.count(mutation.old)) != 1:
            return False, f"does not apply: its text stands {times} times in {mutation.file}"
        # later than what was compiled, or the broken file would be taken for the whole one
        file.write_text(whole.replace(mutation.old, mutation.new), encoding="utf-8")
        os.utime(file, (was.st_atime + 10, was.st_mtime + 10))
        try:
            code, told = self.test(*mutation.tests)
        finally:
            file.write_text(whole, encoding="utf-8")
            os.utime(file, (was.st_atime, was.st_mtime))
        if code == FAILED:
            return True, "noticed"
        return False, "SURVIVED" if code == PASSED else f"no verdict (pytest ended with {code})\n{told[-2000:]}"


def chosen(words: list[str]) -> list[Mutation]:
    """All, or those whose names hold one of the words."""
    return [m for m in MUTATIONS if not words or any(word in m.name for word in words)]


def check_whole(clones: list[Clone], mutations: list[Mutation]) -> None:
    """The same tests on the whole rules, shared out. RuntimeError unless they are green."""
    tests = sorted({test for mutation in mutations for test in mutation.tests})
    files = sorted({test.partition("::")[0] for test in tests})

    def check(clone: Clone, part: list[str]) -> None:
        for arguments in (["--collect-only", *files], part):
            code, told = clone.test(*arguments, keep=True)
            if code != PASSED:
                raise RuntimeError(f"not green to begin with (pytest ended with {code})\n{told[-4000:]}")

    with ThreadPoolExecutor() as pool:
        list(pool.map(check, clones, [tests[n :: len(clones)] for n in range(len(clones))]))
    print(f"mutations  {len(tests)} tests are green on the whole rules", flush=True)


def run(mutations: list[Mutation]) -> list[str]:
    """Break each; the names of those that nobody noticed."""
    todo: queue.SimpleQueue[Mutation] = queue.SimpleQueue()
    for mutation in mutations:
        todo.put(mutation)
    unnoticed: list[str] = []

    def work(clone: Clone) -> None:
        while True:
            try:
                mutation = todo.get_nowait()
            except queue.Empty:
                return
            began = time.monotonic()
            noticed, words = clone.break_rule(mutation)
            unnoticed.extend([] if noticed else [mutation.name])
            # in one piece: the lines are counted, and another thread may print too
            print(f"mutation   {mutation.name}: {words} ({time.monotonic() - began:.1f} s)\n", end="", flush=True)

    with tempfile.TemporaryDirectory(prefix="usher-mutations-") as folder:
        clones = [Clone(Path(folder) / str(n)) for n in range(min(AT_ONCE, len(mutations)))]
        check_whole(clones, mutations)
        with ThreadPoolExecutor() as pool:
            list(pool.map(work, clones))
        for clone in clones:
            clone.close()
    return unnoticed


def main() -> int:
    """The command."""
    mutations = chosen(sys.argv[1:])
    unnoticed = run(mutations)
    if unnoticed:
        print(f"mutations  {len(unnoticed)} of {len(mutations)} were not noticed: {'; '.join(unnoticed)}")
        return 1
    print(f"mutations  {len(mutations)} rules were broken one at a time, and each was noticed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
