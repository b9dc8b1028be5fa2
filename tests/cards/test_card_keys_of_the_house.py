"""The other rooms choose sentences by key: every key that they write exists, and gets the values that it needs."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

from cards.words import has, variables

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
ROOMS = ("usher", "bot", "provisioning", "cards")
KEY = re.compile(r"(declined|notice|why|suggest)-[a-z0-9-]*[a-z0-9]")


def trees() -> Iterator[tuple[str, ast.Module]]:
    for room in ROOMS:
        for file in sorted((ROOT / room).rglob("*.py")):
            text = file.read_text(encoding="utf-8")
            if KEY.search(text):
                yield file.relative_to(ROOT).as_posix(), ast.parse(text)


def test_every_key_that_a_room_writes_is_in_the_catalogue() -> None:
    unknown = {
        (name, node.value)
        for name, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.fullmatch(node.value)
        if not has(node.value)
    }
    assert unknown == set()


def test_everybody_who_declines_gives_the_values_that_the_sentence_needs() -> None:
    short = {
        (name, key, tuple(sorted(needed)))
        for name, tree in trees()
        for key, given in declined(tree)
        if has(key) and (needed := variables(key) - given)
    }
    assert short == set()


def declined(tree: ast.Module) -> Iterator[tuple[str, set[str]]]:
    """Calls of Declined with a written key and written values; ``**values`` cannot be judged here."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Declined"):
            continue
        match node.args:
            case [ast.Constant(value=str(key))] if all(word.arg for word in node.keywords):
                yield key, {word.arg for word in node.keywords if word.arg}
