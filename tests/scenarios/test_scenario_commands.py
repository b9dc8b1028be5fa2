"""The commands of whoever looks after Usher: each says what is good and what to do, and none shows a traceback."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import forked
import pytest
from apart import open_sandbox
from tenant import free_port

from provisioning.storage.keys import new_master_key

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Settings = dict[str, str]


def usher(settings: Settings, *command: str) -> tuple[int, str]:
    """(exit code, everything that was printed) of a command that finds these settings and no others."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("USHER_")}
    found = {**clean, "COLUMNS": "400", **settings}
    ran = forked.run(list(command), found)
    said = ran.stdout + ran.stderr
    assert "Traceback" not in said, said
    return ran.returncode, said


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A tenant in which the provisioner has every right."""
    sandbox, settings = open_sandbox(tmp_path_factory.mktemp("full") / "data", free_port())
    yield settings
    sandbox.stop()


def test_the_database_is_brought_to_this_version_and_then_every_check_passes(settings: Settings) -> None:
    code, said = usher(settings, "check")
    assert (code, "run `usher db upgrade`" in said) == (1, True), said
    assert usher(settings, "db", "upgrade")[0] == 0
    code, said = usher(settings, "check")
    lines = said.splitlines()[1:]
    assert (code, [line for line in lines if not line.startswith("ok")]) == (0, [])
    assert len(lines) > 12
    for right in ("User.Read.All", "GroupMember.Read.All", "User.Invite.All", "Run the provisioning job"):
        assert any(right in line for line in lines), said


def test_a_master_key_that_opens_nothing_here_is_told(settings: Settings) -> None:
    code, said = usher({**settings, "USHER_MASTER_KEY": new_master_key()}, "check")
    lacking = [line for line in said.splitlines() if line.startswith("to do")]
    assert (code, len(lacking), "USHER_MASTER_KEY_BEFORE" in lacking[0]) == (1, 1, True), said


def test_a_provisioner_who_may_only_look_is_told_right_by_right_what_to_do(tmp_path: Path) -> None:
    sandbox, settings = open_sandbox(tmp_path / "data", free_port(), "--profile", "look")
    try:
        assert usher(settings, "db", "upgrade")[0] == 0
        code, said = usher(settings, "check")
    finally:
        sandbox.stop()
    lacking = [line for line in said.splitlines() if line.startswith("to do")]
    assert code == 1
    assert any("User.Invite.All" in line for line in lacking), said
    assert not any("User.Read.All" in line for line in lacking), said


def test_settings_that_are_missing_are_named(settings: Settings) -> None:
    lacking = {key: one for key, one in settings.items() if key not in {"USHER_TENANT_ID", "USHER_BOT_APP_ID"}}
    code, said = usher(lacking, "check")
    assert (code, "USHER_TENANT_ID" in said, "USHER_BOT_APP_ID" in said) == (1, True, True)
    code, said = usher({**lacking, "USHER_TENANT_ID": "t", "USHER_BOT_APP_ID": ""}, "serve")
    assert (code, "USHER_BOT_APP_ID" in said) == (2, True), said


def test_settings_that_are_wrong_are_named(settings: Settings) -> None:
    wrong = {
        "USHER_MASTER_KEY": "short",
        "USHER_SERVICE_URLS": "http://elsewhere.example/",
        "USHER_DATABASE": "postgresql+psycopg://usher:very-secret@127.0.0.1:1/usher",
        "USHER_GRAPH_URL": "nowhere",
    }
    code, said = usher({**settings, **wrong}, "check")
    lacking = "\n".join(line for line in said.splitlines() if line.startswith("to do"))
    assert code == 1
    assert {name for name in wrong if name not in lacking} == set(), said
    assert "very-secret" not in said


@pytest.mark.parametrize(
    ("name", "value"), [("USHER_SERVICE_URLS", "http://elsewhere.example/"), ("USHER_DATABASE", "nonsense")]
)
def test_what_cannot_work_is_refused_at_start(settings: Settings, name: str, value: str) -> None:
    code, said = usher({**settings, name: value}, "serve")
    assert (code, name in said) == (2, True), said


def test_a_port_that_is_taken_is_named(settings: Settings) -> None:
    taken = settings["USHER_SCIM_URL"].split(":")[2].split("/")[0]
    code, said = usher(settings, "serve", "--port", taken)
    assert (code, f"127.0.0.1:{taken}" in said) == (2, True), said


def test_a_database_of_a_newer_release_is_left_alone(settings: Settings, tmp_path: Path) -> None:
    newer = tmp_path / "newer.sqlite"
    own = {**settings, "USHER_DATABASE": f"sqlite:///{newer}"}
    with closing(sqlite3.connect(newer)) as database, database:
        database.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        database.execute("INSERT INTO alembic_version VALUES ('9999')")
    code, said = usher(own, "check")
    assert (code, "newer Usher" in said) == (1, True), said
