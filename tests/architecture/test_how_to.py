"""The checklist for a new kind of request is true: every file it names exists, and no place that asks for a kind is missing."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "how-to" / "add-a-request-kind.md").read_text(encoding="utf-8")
ROOMS = ("usher", "bot", "cards", "provisioning")


def asks_for_a_kind(path: Path, *members: str) -> bool:
    """Whether a module mentions one of these members of ``Kind``, any at all without them."""
    text = path.read_text(encoding="utf-8")
    if not any(f"Kind.{member}" in text for member in members or ("",)):
        return False
    tree = ast.parse(text)
    return any(
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "Kind"
        and (not members or node.attr in members)
        for node in ast.walk(tree)
    )


def test_every_file_that_the_checklist_names_exists() -> None:
    named = {name for name in re.findall(r"`([\w./-]+)`", PAGE) if "/" in name}
    assert named
    assert {name for name in named if not (ROOT / name).exists()} == set()


def test_every_name_in_a_file_of_the_checklist_is_there() -> None:
    pairs = re.findall(r"`(\w+)`(?: there)? in\s+`([\w./-]+\.py)`", PAGE)
    assert pairs
    assert {(name, file) for name, file in pairs if name not in (ROOT / file).read_text(encoding="utf-8")} == set()


def test_every_place_that_asks_for_a_kind_is_on_the_checklist() -> None:
    asking = {
        str(path.relative_to(ROOT)) for room in ROOMS for path in (ROOT / room).rglob("*.py") if asks_for_a_kind(path)
    }
    assert {path for path in asking if path not in PAGE} == set()


def test_what_the_second_kind_cost_is_as_the_page_says() -> None:
    modules = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    asking = [path for path in modules if asks_for_a_kind(path, "CHANGE_ROLE")]
    assert f"by name in {len(asking)} modules" in PAGE
