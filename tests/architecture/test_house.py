"""The house's budgets and manners, as far as a program can judge them."""

from __future__ import annotations

import ast
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from sources import MIGRATIONS, ROOMS, ROOT, place, python_files, tree

LONGEST_MODULE, LONGEST_FUNCTION = 300, 80
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
#: An exception to a rule names the rule's code, then, after two spaces, its reason.
EXCEPTION = re.compile(r"#\s*(?:noqa|type:\s*ignore)")
REASONED = re.compile(r"#\s*(?:noqa: [A-Z]+\d+(?:,\s*[A-Z]+\d+)*|type: ignore\[[\w, -]+\])\s+(?:#\s*)?\S+")
STUBS = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")
REQUIREMENTS = ("requirements.txt", "requirements-dev.txt")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules() -> list[Path]:
    """What people read and change: everything but Alembic's migrations."""
    return [file for file in python_files(*ROOMS) if MIGRATIONS not in file.parts]


def functions(file: Path) -> list[Function]:
    return [node for node in ast.walk(tree(file)) if isinstance(node, Function)]


def test_no_module_is_longer_than_one_sitting() -> None:
    sizes = {
        file.relative_to(ROOT).as_posix(): len(file.read_text(encoding="utf-8").splitlines()) for file in modules()
    }
    assert {name: size for name, size in sizes.items() if size > LONGEST_MODULE} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = {
        f"{place(file, node)} {node.name}"
        for file in modules()
        for node in functions(file)
        if (node.end_lineno or node.lineno) - node.lineno + 1 > LONGEST_FUNCTION
    }
    assert long == set()


def test_every_public_function_of_service_and_cards_states_its_promise() -> None:
    silent = {
        f"{place(file, node)} {node.name}"
        for file in modules()
        if file.relative_to(ROOT).parts[0] in {"provisioning", "cards"}
        for node in functions(file)
        if not node.name.startswith("_") and ast.get_docstring(node) is None and not is_overload(node)
    }
    assert silent == set()


def is_overload(node: Function) -> bool:
    return any("overload" in ast.dump(decorator) for decorator in node.decorator_list)


def test_no_module_hides_behind_a_name_that_says_nothing() -> None:
    assert {file.stem for file in modules()} & NAMES_THAT_SAY_NOTHING == set()


def test_an_exception_to_a_rule_names_the_rule_and_its_reason() -> None:
    bare = {
        place(file, number)
        for file in python_files(*ROOMS, "tests", "bench")
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if EXCEPTION.search(line) and not REASONED.search(line) and file != Path(__file__)
    }
    assert bare == set()


@pytest.mark.parametrize(
    ("line", "reasoned"),
    [
        ("x = 1  # noqa: S608  # the names are ours", True),
        ("x = 1  # noqa: S608, TRY400 - the names are ours", True),
        ("x = 1  # type: ignore[no-untyped-call]  # the stubs leave it out", True),
        ("x = 1  # noqa: S608", False),
        ("x = 1  # noqa", False),
        ("x = 1  # type: ignore  # why not", False),
    ],
)
def test_an_exception_counts_as_reasoned_only_with_code_and_reason(line: str, reasoned: bool) -> None:
    assert EXCEPTION.search(line)
    assert bool(REASONED.search(line)) is reasoned


def test_nothing_is_left_for_later_in_the_code() -> None:
    left = {
        place(file, number)
        for file in python_files(*ROOMS)
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if STUBS.search(line)
    }
    assert left == set()


def test_no_two_test_modules_share_a_name() -> None:
    """Tests are not a package, so Python knows them by their file names alone."""
    names = Counter(file.name for file in python_files("tests") if file.name != "conftest.py")
    assert {name for name, times in names.items() if times > 1} == set()


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_a_lock_file_names_no_address_and_hashes_every_package(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-", text.replace("    --hash=", ""), re.MULTILINE), "no options such as an index"
    packages = re.split(r"^(?=[a-z0-9])", text, flags=re.IGNORECASE | re.MULTILINE)[1:]
    assert len(packages) > 50
    assert {p.split()[0] for p in packages if "==" not in p.split()[0] or "--hash=sha256:" not in p} == set()


def test_the_tests_lock_agrees_with_the_runtimes() -> None:
    runtime, dev = (
        dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", (ROOT / n).read_text("utf-8"), re.MULTILINE)) for n in REQUIREMENTS
    )
    assert runtime.items() <= dev.items()


def test_the_pages_lock_names_no_address_and_checks_every_package() -> None:
    lock = json.loads((ROOT / "sandbox/page/package-lock.json").read_text(encoding="utf-8"))
    installed = {name: package for name, package in lock["packages"].items() if name}
    assert installed
    assert {name for name, package in installed.items() if "resolved" in package or "integrity" not in package} == set()
