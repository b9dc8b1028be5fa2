"""What the documents say is so: settings, links, commands and places in the code."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sources import ROOMS, ROOT, documents, python_files

from bot import grammar
from usher.environment import Environment
from usher.settings import load_rules

if TYPE_CHECKING:
    from pathlib import Path

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
#: Pictures that come in light and dark are HTML.
PICTURE = re.compile(r'\bsrc(?:set)?="([^"\s]+)"')
CODE = re.compile(r"```.*?```", re.DOTALL)
#: What is typed to Usher, line by line.
CHAT = re.compile(r"```chat\n(.*?)```", re.DOTALL)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
#: A place in the code as documents name it: `bot/gate.py`, `docs/adr`, `.ci/run`.
PLACE = re.compile(rf"`((?:{'|'.join(ROOMS)}|tests|docs|\.ci)/[\w./-]*)`")
DECISIONS = ROOT / "docs" / "adr"


def prose(file: Path) -> str:
    """The document without its code blocks."""
    return CODE.sub("", file.read_text(encoding="utf-8"))


def anchors(file: Path) -> set[str]:
    """What GitHub makes of the headings: lower case, no punctuation, hyphens for spaces."""
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in HEADING.findall(prose(file))}


def test_every_setting_is_in_the_administrator_guide_and_nothing_else_is() -> None:
    told = set(re.findall(r"USHER_[A-Z_]+", (ROOT / "docs/admin-guide.md").read_text(encoding="utf-8")))
    assert told == {f"USHER_{name.upper()}" for name in Environment.model_fields}


def test_every_event_that_the_guide_has_watched_is_logged() -> None:
    guide = (ROOT / "docs/admin-guide.md").read_text(encoding="utf-8")
    rows = guide.partition("| event |")[2].partition("\n\n")[0].splitlines()[2:]
    told = {name for row in rows for name in re.findall(r"`([a-z_.]+)`", row.split("|")[1])}
    code = "".join(file.read_text(encoding="utf-8") for file in python_files(*ROOMS))
    assert len(told) > len(rows)
    assert {name for name in told if f'"{name}"' not in code} == set()


@pytest.mark.parametrize("file", documents(), ids=lambda file: file.relative_to(ROOT).as_posix())
def test_every_link_within_the_project_leads_somewhere(file: Path) -> None:
    lost = set()
    for target in (*LINK.findall(prose(file)), *PICTURE.findall(prose(file))):
        if re.match(r"[a-z]+:", target):
            continue  # outside; the tests reach no network
        path, _, anchor = target.partition("#")
        place = (file.parent / path).resolve() if path else file
        if not place.exists() or (anchor and anchor not in anchors(place)):
            lost.add(target)
    assert lost == set()


@pytest.mark.parametrize("file", documents(), ids=lambda file: file.relative_to(ROOT).as_posix())
def test_every_place_in_the_code_that_is_named_exists(file: Path) -> None:
    assert {place for place in PLACE.findall(prose(file)) if not (ROOT / place).exists()} == set()


def test_every_make_command_is_explained() -> None:
    targets = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    told = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md"))
    assert targets
    assert {target for target in targets if f"make {target}" not in told} == set()


def test_every_decision_is_numbered_and_listed() -> None:
    files = sorted(DECISIONS.glob("[0-9]*.md"))
    listed = (DECISIONS / "README.md").read_text(encoding="utf-8")
    assert [file.name[:4] for file in files] == [f"{number:04}" for number in range(1, len(files) + 1)]
    for file in files:
        title = file.read_text(encoding="utf-8").splitlines()[0].removeprefix(f"# {file.name[:4]}. ")
        assert f"[{file.name[:4]}]({file.name}) | {title} |" in listed


def test_every_test_that_the_security_page_names_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs/security.md").read_text(encoding="utf-8")))
    written = {
        name
        for file in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^\s*(?:async )?def (test_\w+)", file.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert len(named) > 50
    assert named - written == set()


ROLLOUT = (ROOT / "docs/rollout.md").read_text(encoding="utf-8")


def said() -> str:
    """The whole catalogue as cards say it on the platform that ships, one blank between words."""
    files = sorted((ROOT / "cards/words/en").glob("*.ftl"))
    text = " ".join(file.read_text(encoding="utf-8") for file in files)
    return " ".join(text.replace("{ $platform }", "AskCody").replace("**", "").split())


@pytest.mark.parametrize("typed", [line for block in CHAT.findall(ROLLOUT) for line in block.strip().splitlines()])
def test_every_command_of_the_rollouts_page_is_understood(typed: str) -> None:
    names = {name: (*group.aliases, group.article) for name, group in load_rules().groups.items()}
    meant = grammar.parse(typed, today=date(2026, 11, 24), groups=names)
    assert not isinstance(meant, grammar.Unknown)


def test_every_word_of_a_card_on_the_rollouts_page_is_the_catalogues() -> None:
    text = " ".join(CODE.sub("", ROLLOUT).split())
    quoted = {quote for quote in re.findall(r"“((?:[^“”]|“[^“”]*”)*)”", text) if quote != "quotes"}
    assert len(quoted) > 15
    assert {quote for quote in quoted if quote not in said()} == set()


def test_every_button_on_the_rollouts_page_is_there() -> None:
    titles = set(
        re.findall(
            r"^press-[\w-]+ = (.+)$",
            "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "cards/words/en").glob("*.ftl")),
            re.MULTILINE,
        )
    )
    assert set(re.findall(r"\*\*\[([^\]]+)\]\*\*", ROLLOUT)) - titles == {"brackets"}
