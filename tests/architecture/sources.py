"""Reads the project's own sources for the tests of this folder."""

from __future__ import annotations

import ast
import functools
import gc
import os
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("usher", "bot", "cards", "provisioning", "sandbox", "manifest")
#: Alembic gives these their shape.
MIGRATIONS = "migrations"
IGNORED = {"node_modules", "__pycache__", ".venv"}


def python_files(*rooms: str) -> list[Path]:
    """Python files of these rooms, sorted; what was installed or generated is left out."""
    found = [file for room in rooms for file in (ROOT / room).rglob("*.py")]
    return sorted(file for file in found if not IGNORED & set(file.parts))


@functools.cache
def documents() -> list[Path]:
    """The project's Markdown files, sorted; what is installed is not even looked into (20 000 folders)."""
    found = []
    for folder, inside, files in os.walk(ROOT):
        inside[:] = [name for name in inside if name not in IGNORED]
        found += [Path(folder, name) for name in files if name.endswith(".md")]
    return sorted(found)


@functools.cache
def tree(file: Path) -> ast.Module:
    """The syntax tree of a file."""
    gc.disable()  # millions of nodes that stay: looking through them again and again takes longer than making them
    try:
        return ast.parse(file.read_text(encoding="utf-8"))
    finally:
        gc.enable()


def place(file: Path, node: ast.stmt | ast.expr | int) -> str:
    """``bot/gate.py:12`` for a message."""
    line = node if isinstance(node, int) else node.lineno
    name = file.relative_to(ROOT).as_posix() if file.is_relative_to(ROOT) else file.name
    return f"{name}:{line}"


def dotted(node: ast.expr) -> str:
    """``datetime.datetime.now`` for names and attributes; anything else on the way becomes ``?``."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


def calls(file: Path) -> list[ast.Call]:
    """Every call in a file."""
    return [node for node in ast.walk(tree(file)) if isinstance(node, ast.Call)]
