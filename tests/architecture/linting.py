"""Lints a house many times in one process, each time with some imports written into it: starting the linter takes longer.

Run as a script in the house's folder: a JSON list of houses on standard input, each a list of (module, what it imports); on
standard output a list of what `lint-imports` printed for each. The modules of a house are empty but for those imports.
"""

from __future__ import annotations

import io
import json
import sys
from contextlib import redirect_stdout
from pathlib import Path

from importlinter.cli import lint_imports


def linted(links: list[list[str]]) -> str:
    """What the linter prints, run as `make check` runs it."""
    files = {Path(*module.split("."), "__init__.py") for module, _ in links}
    for file in files:
        lines = [f"import {imported}\n" for module, imported in links if Path(*module.split(".")) == file.parent]
        file.write_text("".join(lines), encoding="utf-8")
    with redirect_stdout(io.StringIO()) as said:
        lint_imports(no_cache=True, no_logo=True)
    for file in files:
        file.write_text("", encoding="utf-8")
    return said.getvalue()


if __name__ == "__main__":
    json.dump([linted(links) for links in json.load(sys.stdin)], sys.stdout)
