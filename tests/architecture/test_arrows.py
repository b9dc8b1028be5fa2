"""The arrows between the packages hold, and each contract in .importlinter is proven by breaking it.

Breaches are tried on a tree of empty modules: what is proven is the contract, whatever the code does at the time.
"""

from __future__ import annotations

import ast
import configparser
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import linting
import pytest

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / ".importlinter"
LINT = Path(sys.executable).with_name("lint-imports")
SECTION = "importlinter:contract:"
OURS = ("usher", "bot", "cards", "provisioning", "sandbox", "manifest")

#: Contract → the imports that must break it and no other contract: (module, what it imports).
BREACHES = {
    "root": [("bot.handlers", "usher.settings"), ("provisioning.usecases.decide", "usher"), ("sandbox.tour", "usher.cli")],
    "sandbox-is-for-the-demo": [("usher.serve", "sandbox"), ("bot.gate", "sandbox.tour"), ("provisioning.sql", "sandbox")],
    "bot": [
        ("bot.handlers", "provisioning.storage.queries"),
        ("bot.handlers", "provisioning.sql"),
        ("bot.delivery", "provisioning.workflow.durable"),
        ("bot.gate", "manifest"),
    ],
    "cards": [("cards.forms", "provisioning.usecases.decide"), ("cards.forms", "bot.turn"), ("cards.status", "aiohttp")],
    "provisioning": [("provisioning.usecases.decide", "cards.forms"), ("provisioning.directory", "bot.turn")],
    "layers": [
        ("provisioning.usecases.decide", "provisioning.workflow.durable"),
        ("provisioning.storage.queries", "provisioning.usecases.decide"),
        ("provisioning.views", "provisioning.sql"),
        ("provisioning.domain.rules", "provisioning.storage.queries"),
        ("provisioning.domain.rules", "provisioning.views"),
    ],
    "sql": [("provisioning.sql", "provisioning.domain.ports")],
    "rims": [("provisioning.directory", "provisioning.sql"), ("provisioning.platform", "provisioning.storage.queries")],
    "rims-apart": [
        ("provisioning.directory", "provisioning.platform"),
        ("provisioning.scim_provider", "provisioning.directory"),
        ("provisioning.platform", "provisioning.scim_provider"),
    ],
    "rims-are-handed-in": [
        ("provisioning.workflow.invite", "provisioning.directory"),
        ("provisioning.usecases.decide", "provisioning.platform"),
        ("bot.handlers", "provisioning.directory"),
        ("sandbox.tour", "provisioning.platform"),
    ],
    "scim-provider": [
        ("provisioning.scim_provider", "provisioning.domain.ports"),
        ("provisioning.scim_provider", "provisioning.storage.queries"),
    ],
    "scim-provider-apart": [("provisioning.workflow.invite", "provisioning.scim_provider"), ("bot.gate", "provisioning.scim_provider")],
    "sandbox": [
        ("sandbox.tour", "bot.turn"),
        ("sandbox.tour", "provisioning.storage.queries"),
        ("sandbox.tour", "provisioning.domain.rules"),
    ],
    "manifest": [("manifest.build", "provisioning.domain.rules"), ("manifest.build", "cards.forms")],
    "bot-framework": [("bot.handlers", "botbuilder.core"), ("usher.serve", "botframework.connector")],
    "sqlalchemy": [("bot.handlers", "sqlalchemy"), ("provisioning.workflow.invite", "sqlalchemy.orm"), ("usher.serve", "alembic")],
    "dbos": [("provisioning.workflow.invite", "dbos"), ("usher.serve", "dbos")],
    "graph": [("provisioning.workflow.invite", "msgraph"), ("usher.serve", "kiota_abstractions.api_error")],
    "azure": [("bot.gate", "azure.identity.aio"), ("usher.serve", "msal")],
    "scim-client": [("provisioning.workflow.invite", "scim2_client"), ("sandbox.tour", "scim2_client.engines")],
    "scim-server": [("sandbox.tour", "scim2_server.backend")],
    "card-models": [("bot.handlers", "microsoft_teams.cards"), ("usher.serve", "microsoft_teams.cards")],
}  # fmt: skip

#: What the plan wants: none of these may break anything.
ARROWS = [
    ("usher.serve", "bot.gate"),
    ("usher.serve", "manifest.build"),
    ("usher.serve", "provisioning.directory"),
    ("usher.cli", "usher.demo"),
    ("usher.demo", "sandbox.tour"),
    ("bot.handlers", "cards.forms"),
    ("bot.handlers", "provisioning.usecases.decide"),
    ("bot.handlers", "provisioning.views"),
    ("bot.handlers", "provisioning.domain.ports"),
    ("bot.adapter", "botbuilder.core"),
    ("bot.tokens", "azure.identity.aio"),
    ("cards.forms", "provisioning.views"),
    ("cards.forms", "provisioning.domain.rules"),
    ("cards.forms", "microsoft_teams.cards"),
    ("provisioning.workflow.durable", "dbos"),
    ("provisioning.workflow.invite", "provisioning.usecases.decide"),
    ("provisioning.usecases.decide", "provisioning.storage.queries"),
    ("provisioning.usecases.decide", "sqlalchemy"),
    ("provisioning.storage.queries", "provisioning.views"),
    ("provisioning.storage.queries", "provisioning.sql"),
    ("provisioning.views", "provisioning.domain.rules"),
    ("provisioning.directory", "msgraph"),
    ("provisioning.directory", "provisioning.domain.ports"),
    ("provisioning.platform", "scim2_client"),
    ("provisioning.scim_provider", "provisioning.sql"),
    ("provisioning.scim_provider", "scim2_server.backend"),
    ("sandbox.tour", "provisioning.scim_provider"),
    ("sandbox.tour", "provisioning.domain.ports"),
    ("provisioning.domain.ports", "provisioning.domain.rules"),
]


def contracts() -> dict[str, str]:
    """Name → identifier of every contract."""
    config = configparser.ConfigParser()
    config.read(CONFIG, encoding="utf-8")
    return {config[s]["name"]: s.removeprefix(SECTION) for s in config.sections() if s.startswith(SECTION)}


#: A contract, a module, and what it imports against the contract.
Breach = tuple[str, str, str]
EACH: list[Breach] = [(contract, *link) for contract, links in BREACHES.items() for link in links]


def run(folder: Path, *command: str, given: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "COLUMNS": "300", "PYTHONPATH": str(folder)}
    return subprocess.run(
        command, cwd=folder, env=environment, input=given, capture_output=True, text=True, check=False
    )


def broken(printed: str) -> set[str]:
    """Which contracts the linter called broken."""
    verdicts = dict(re.findall(r"^(.+) (KEPT|BROKEN)\b", printed, re.MULTILINE))
    names = contracts()
    assert set(verdicts) == set(names), printed
    return {names[name] for name, verdict in verdicts.items() if verdict == "BROKEN"}


@pytest.fixture(scope="module")
def empty_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every module that a contract or an arrow names, as an empty package."""
    folder = tmp_path_factory.mktemp("house")
    links = [link for links in BREACHES.values() for link in links] + ARROWS
    named = set(re.findall(rf"\b(?:{'|'.join(OURS)})(?:\.\w+)*", CONFIG.read_text(encoding="utf-8")))
    for module in named | {end for link in links for end in link if end.split(".")[0] in OURS}:
        place = folder
        for part in module.split("."):
            place = place / part
            place.mkdir(exist_ok=True)
            (place / "__init__.py").touch()
    (folder / ".importlinter").write_bytes(CONFIG.read_bytes())
    return folder


@pytest.fixture(scope="module")
def verdicts(empty_house: Path) -> dict[Breach, set[str]]:
    """For each breach alone, which contracts it broke."""
    given = json.dumps([[(module, imported)] for _, module, imported in EACH])
    ran = run(empty_house, sys.executable, linting.__file__, given=given)
    assert ran.returncode == 0, ran.stderr
    return {breach: broken(printed) for breach, printed in zip(EACH, json.loads(ran.stdout), strict=True)}


def test_every_contract_holds_for_the_code() -> None:
    ran = run(ROOT, str(LINT), "--no-cache", "--no-logo")
    assert (broken(ran.stdout), ran.returncode) == (set(), 0), ran.stderr


def test_every_contract_has_a_breach_that_proves_it() -> None:
    assert set(BREACHES) == set(contracts().values())


def test_an_empty_house_and_every_planned_arrow_are_allowed(empty_house: Path) -> None:
    ran = run(empty_house, sys.executable, linting.__file__, given=json.dumps([[], ARROWS]))
    assert [broken(printed) for printed in json.loads(ran.stdout)] == [set(), set()]


def test_a_house_with_a_forbidden_import_ends_in_an_error(empty_house: Path) -> None:
    _, module, imported = EACH[0]
    file = empty_house.joinpath(*module.split("."), "__init__.py")
    file.write_text(f"import {imported}\n", encoding="utf-8")
    ran = run(empty_house, str(LINT), "--no-cache", "--no-logo")
    file.write_text("", encoding="utf-8")
    assert (broken(ran.stdout), ran.returncode) == ({EACH[0][0]}, 1)


@pytest.mark.parametrize("breach", EACH, ids=" ".join)
def test_a_forbidden_import_breaks_exactly_its_contract(verdicts: dict[Breach, set[str]], breach: Breach) -> None:
    assert verdicts[breach] == {breach[0]}


@pytest.mark.parametrize("room", ["provisioning/domain", "provisioning/views"])
def test_domain_and_views_import_the_standard_library_and_the_domain_alone(room: str) -> None:
    """The linter knows packages by name; that nothing else is imported at all is easier said here."""
    files = sorted((ROOT / room).rglob("*.py"))
    known = ("provisioning.domain", room.replace("/", "."))
    foreign = {
        f"{file.relative_to(ROOT)} imports {name}"
        for file in files
        for name in imported_names(file)
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith(known)
    }
    assert foreign == set()


def imported_names(file: Path) -> list[str]:
    """Modules that a file imports, relative imports not among them (the house has none)."""
    found: list[str] = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: write imports from the root"
            found.append(node.module or "")
    return found
