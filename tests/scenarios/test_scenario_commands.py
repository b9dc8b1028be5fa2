"""The commands of whoever looks after Usher: each says what is good and what to do, and none shows a traceback."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import forked
import pytest
from apart import open_sandbox
from ports import free_port

from cards.checks import in_english
from provisioning.directory.checks import has_right
from provisioning.storage.keys import new_master_key
from usher import check
from usher.settings import SettingsError
from usher.wiring import lock_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

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


async def test_a_right_that_cannot_be_seen_is_not_told_as_one_that_is_there(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def collect() -> list[check.Line]:
        unseen = has_right("User.Invite.All", ("User.Invite.All",), None)
        return [in_english("AskCody", unseen), ("User.Read.All", True, "")]

    monkeypatch.setattr(check, "collect", collect)
    monkeypatch.setenv("COLUMNS", "400")
    assert await check.run_check() == 0
    _, unseen, seen = capsys.readouterr().out.splitlines()
    assert unseen.split(None, 2)[:2] == ["ok", "User.Invite.All"]
    assert "This right cannot be seen beforehand: its first use shows whether it is there." in unseen
    assert seen.split() == ["ok", "User.Read.All"]


def test_an_administrator_whom_entra_does_not_know_is_named(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "usher.toml"
    shipped = resources.files("usher").joinpath("usher.toml").read_text("utf-8")
    file.write_text(shipped.replace('"maria@contoso.example"', '"mariaa@contoso.example"'), encoding="utf-8")
    code, said = usher({**settings, "USHER_CONFIG": str(file)}, "check")
    lacking = [line for line in said.splitlines() if line.startswith("to do") and "People" in line]
    assert (code, len(lacking)) == (1, 1), said
    assert "Unknown to Entra: mariaa@contoso.example." in lacking[0]


def test_settings_that_are_missing_are_named(settings: Settings) -> None:
    lacking = {key: one for key, one in settings.items() if key not in {"USHER_TENANT_ID", "USHER_BOT_APP_ID"}}
    code, said = usher(lacking, "check")
    assert (
        code,
        "USHER_TENANT_ID: it is required: set it" in said,
        "USHER_BOT_APP_ID: it is required: set it" in said,
    ) == (1, True, True)
    code, said = usher({**lacking, "USHER_TENANT_ID": "t", "USHER_BOT_APP_ID": ""}, "serve")
    assert (code, "USHER_BOT_APP_ID" in said) == (2, True), said


def test_a_bot_without_secret_certificate_and_managed_identity_is_told_to_have_one(settings: Settings) -> None:
    nowhere = {"IDENTITY_ENDPOINT": "http://127.0.0.1:9/", "IDENTITY_HEADER": "none"}  # of managed identities
    code, said = usher({**settings, **nowhere, "USHER_BOT_APP_SECRET": ""}, "check")
    lacking = [line for line in said.splitlines() if line.startswith("to do") and "Bot: token" in line]
    assert (code, len(lacking)) == (1, 1), said
    assert "USHER_BOT_APP_SECRET: set it, or USHER_BOT_CERTIFICATE" in lacking[0]


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
    ("name", "value"),
    [
        ("USHER_SERVICE_URLS", "http://elsewhere.example/"),
        ("USHER_DATABASE", "nonsense"),
        ("USHER_DATABASE", "sqlite://"),
        ("USHER_DATABASE", "sqlite:///:memory:"),
        ("USHER_DATABASE", "postgresql+psycopg://usher@db:many/usher"),
        ("USHER_DATABASE", "sqlite:////proc/usher/usher.sqlite"),
        ("USHER_DATA", "/proc/usher"),
        ("USHER_DATA", "/etc/passwd"),
        ("USHER_DATA", "/etc/passwd/data"),
        ("USHER_PORT", "99999"),
        ("USHER_PORT", "-1"),
        ("USHER_PROVISIONER_CERTIFICATE", "/nowhere/provisioner.pem"),
        ("USHER_BOT_CERTIFICATE", "/nowhere/bot.pem"),
        ("USHER_BOT_CERTIFICATE", "/etc/passwd"),
        ("USHER_TENANT_ID", "not a/tenant"),
        ("USHER_CLOCK_URL", "http://127.0.0.1:1/sandbox"),
        ("USHER_CLOCK_URL", "garbage"),
        ("USHER_PROVIDER_URL", "garbage"),
        ("USHER_SCIM_TOKEN", "nöpe€"),
        ("USHER_SCIM_URL", ""),
        ("USHER_SCIM_TOKEN", ""),
        ("USHER_PROVISIONER_APP_ID", ""),
        ("USHER_REDIRECT_URL", "http://elsewhere.example/"),
        ("USHER_REDIRECT_URL", "myapps"),
    ],
)
def test_what_cannot_work_is_refused_at_start(settings: Settings, name: str, value: str) -> None:
    # a certificate is looked at where no secret goes before it; a folder, where no database is named
    instead = {
        "USHER_BOT_CERTIFICATE": "USHER_BOT_APP_SECRET",
        "USHER_PROVISIONER_CERTIFICATE": "USHER_PROVISIONER_SECRET",
        "USHER_DATA": "USHER_DATABASE",
    }
    wrong = {key: one for key, one in settings.items() if key != instead.get(name)} | {name: value}
    code, said = usher(wrong, "serve")
    assert (code, name in said) == (2, True), said
    if name != "USHER_CLOCK_URL":  # the sandbox's alone: nothing that is checked asks for the time
        code, said = usher(wrong, "check")
        assert (code, name in said) == (1, True), said


@pytest.mark.parametrize(
    "names", ["USHER_BOT_APP_SECRET, USHER_BOT_CERTIFICATE", "USHER_PROVISIONER_SECRET, USHER_PROVISIONER_CERTIFICATE"]
)
def test_a_secret_beside_a_certificate_is_refused_by_both_their_names(settings: Settings, names: str) -> None:
    both = {**settings, **dict.fromkeys(names.split(", "), "/etc/passwd")}
    code, said = usher(both, "serve")
    assert (code, f"{names}: both are set" in said) == (2, True), said
    assert f"{names}: both are set" in usher(both, "check")[1]


def test_a_data_folder_that_is_read_only_is_named(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "usher.sqlite.lock").mkdir()  # root may write in any folder
    code, said = usher({**settings, "USHER_DATABASE": "", "USHER_DATA": str(tmp_path)}, "serve")
    assert (code, "USHER_DATA" in said, f"{tmp_path}/usher.sqlite.lock cannot be written" in said) == (2, True, True)


@pytest.mark.parametrize("name", ["Übung 50%41", "a#b", "it's; &", "of the day"])
def test_a_data_folder_is_the_one_that_is_named_whatever_signs_it_has(
    settings: Settings, tmp_path: Path, name: str
) -> None:
    own = {**settings, "USHER_DATABASE": "", "USHER_DATA": str(tmp_path / name)}
    assert usher(own, "db", "upgrade")[0] == 0
    code, said = usher(own, "audit", "verify")
    assert (code, sorted(tmp_path.rglob("*.sqlite"))) == (0, [tmp_path / name / "usher.sqlite"]), said


def test_a_data_folder_with_a_question_mark_is_refused_and_nothing_is_made(settings: Settings, tmp_path: Path) -> None:
    code, said = usher({**settings, "USHER_DATABASE": "", "USHER_DATA": str(tmp_path / "which?/x")}, "db", "upgrade")
    assert (code, "USHER_DATA: " in said, "has a question mark" in said) == (2, True, True), said
    assert list(tmp_path.iterdir()) == []


def test_a_database_is_locked_under_whichever_name_it_is_opened(tmp_path: Path) -> None:
    (tmp_path / "other.sqlite").symlink_to(tmp_path / "usher.sqlite")
    with closing(lock_file(f"sqlite:///{tmp_path}/usher.sqlite")):
        for name in ("other.sqlite", "../" + tmp_path.name + "/usher.sqlite"):
            with pytest.raises(SettingsError, match="another Usher uses this database"):
                lock_file(f"sqlite:///{tmp_path}/{name}")


@pytest.mark.parametrize(
    ("command", "names"),
    [
        (("demo", "--port", "99999"), "--port"),
        (("serve", "--port", "0"), "--port"),
        (("demo", "--profile", "nope"), "--profile"),
        (("demo", "--readback", "nope"), "--readback"),
        (("demo", "invite"), "--tour"),
        (("demo", "--json"), "--tour"),
        (("demo", "--data", "/etc/passwd/x"), "--data"),
        (("demo", "--data", "/var/which?/x"), "has a question mark"),
        (("sandbox", "--bot", "garbage"), "--bot"),
        (("sandbox", "--bot", "http://127.0.0.1:many/"), "--bot"),
        (("demo", "--tour", "--database", "postgresql+psycopg://db:many/usher"), "USHER_DATABASE"),
        (("manifest", "build", "--app-id", "00000000-0000-4000-8000-000000000001", "--out", "/etc"), "--out"),
    ],
)
def test_options_that_cannot_work_are_named(command: tuple[str, ...], names: str, tmp_path: Path) -> None:
    data = ("--data", str(tmp_path)) if command[0] in {"demo", "sandbox"} and "--data" not in command else ()
    code, said = usher({"NO_COLOR": "1"}, *command, *data)
    assert (code, names in said) == (2, True), said
    assert list(tmp_path.iterdir()) == []


def test_a_package_that_names_addresses_of_nobody_says_so(tmp_path: Path) -> None:
    own = [f"--{name}=https://usher.contoso.example/{name}" for name in ("website", "privacy", "terms")]
    app = ("--app-id", "00000000-0000-4000-8000-000000000001", "--out", str(tmp_path / "usher.zip"))
    for given, told in ((own[:2], True), (own, False)):
        code, said = usher({"NO_COLOR": "1"}, "manifest", "build", *app, *given)
        assert (code, "example.com where" in said) == (0, told)


def test_a_disk_that_cannot_take_the_output_is_told_in_a_line() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        command = [sys.executable, "-m", "usher.cli", "policy", "explain"]
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (ran.returncode, len(ran.stderr.splitlines()), "is full" in ran.stderr) == (1, 1, True), ran.stderr


def test_the_command_runs_as_a_module_too() -> None:
    command = [sys.executable, "-m", "usher", "policy", "check"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout.startswith("ok: ")) == (0, True), ran.stderr


def test_a_port_that_is_taken_is_named_with_what_gave_it(settings: Settings, tmp_path: Path) -> None:
    taken = settings["USHER_SCIM_URL"].split(":")[2].split("/")[0]
    given = {**settings, "USHER_PORT": taken}
    demo = ("demo", "--data", str(tmp_path), "--port", taken)
    for own, command, names in (
        (settings, ("serve", "--port", taken), "--port"),
        (given, ("serve",), "USHER_PORT"),
        (settings, demo, "--port"),
    ):
        code, said = usher(own, *command)
        assert (code, said.splitlines()[-1].startswith(f"{names}: 127.0.0.1:{taken} cannot be opened")) == (2, True), (
            said
        )


def test_rules_that_cannot_be_read_are_wrong_use_and_what_is_wrong_in_them_is_found(tmp_path: Path) -> None:
    (wrong := tmp_path / "wrong.toml").write_text("nonsense = 1", encoding="utf-8")
    for path, code in ((tmp_path / "nowhere.toml", 2), (tmp_path, 2), (wrong, 1)):
        for settings, given in (({}, (str(path),)), ({"USHER_CONFIG": str(path)}, ())):
            found, said = usher({"NO_COLOR": "1", **settings}, "policy", "check", *given)
            assert (found, path.name in said) == (code, True), said
            found, said = usher({"NO_COLOR": "1", **settings}, "policy", "explain", *given)
            assert (found, path.name in said) == (2, True), said


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("HTTPS_PROXY", "usher:very-secret@127.0.0.1:9"),
        ("https_proxy", "https://usher:very-secret@127.0.0.1:9"),
        ("HTTPS_PROXY", "http://usher:very-secret@127.0.0.1:many"),
        ("HTTPS_PROXY", "http://usher:very#secret@127.0.0.1:9"),
        ("HTTP_PROXY", "socks5://usher:very-secret@127.0.0.1:9"),
        ("ALL_PROXY", "socks5h://usher:very-secret@127.0.0.1:9"),
    ],
)
def test_a_proxy_that_cannot_be_used_is_named_without_its_password(settings: Settings, name: str, address: str) -> None:
    for command, expected in ((("check",), 1), (("serve",), 2), (("worker",), 2)):
        code, said = usher({**settings, name: address}, *command)
        assert (code, f"{name.upper()}: give it as http://" in said, "secret" in said) == (expected, True, False), said


def test_of_a_proxy_that_does_not_answer_no_password_is_told(settings: Settings) -> None:
    outside = dict.fromkeys(("USHER_LOGIN_URL", "USHER_GRAPH_URL", "USHER_BOT_OPENID_URL"), "")
    way = {
        "https_proxy": "http://usher:very-secret@127.0.0.1:9",
        "no_proxy": "",
        "NO_PROXY": "",
        "USHER_CALL_SECONDS": "1",
    }
    code, said = usher({**settings, **outside, **way}, "check")
    assert (code, "127.0.0.1:9" in said or "gave no token" in said, "very-secret" in said) == (1, True, False), said


def test_no_password_of_a_netrc_goes_with_a_call(settings: Settings, tmp_path: Path) -> None:
    asked: list[Message] = []

    class Proxy(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.headers)
            self.send_error(502)

        def log_message(self, *_said: object) -> None:
            """Nothing."""

    (tmp_path / ".netrc").write_text("default login usher password lent-to-nobody\n", encoding="utf-8")
    (tmp_path / ".netrc").chmod(0o600)
    with HTTPServer(("127.0.0.1", 0), Proxy) as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        way = {"http_proxy": f"http://127.0.0.1:{proxy.server_port}", "no_proxy": "", "NO_PROXY": ""}
        keys = {"USHER_BOT_OPENID_URL": "http://login.botframework.example/keys"}
        code, said = usher({**settings, **way, **keys, "HOME": str(tmp_path)}, "check")
        proxy.shutdown()
    assert (code, asked[0]["Host"]) == (1, "login.botframework.example"), said
    assert not {"authorization", "proxy-authorization"} & {name.casefold() for name in asked[0]}


def test_a_database_of_a_newer_release_is_left_alone(settings: Settings, tmp_path: Path) -> None:
    newer = tmp_path / "newer.sqlite"
    own = {**settings, "USHER_DATABASE": f"sqlite:///{newer}"}
    with closing(sqlite3.connect(newer)) as database, database:
        database.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        database.execute("INSERT INTO alembic_version VALUES ('9999')")
    before = newer.read_bytes()
    code, said = usher(own, "check")
    assert (code, "newer Usher" in said) == (1, True), said
    code, said = usher(own, "serve")
    assert (code, "newer Usher" in said, newer.read_bytes() == before) == (2, True, True), said


def test_a_file_that_is_not_ushers_is_refused_and_stays_as_it_is(settings: Settings, tmp_path: Path) -> None:
    makings = {
        "another.sqlite": ["CREATE TABLE notes (words TEXT)"],
        "people.sqlite": ["CREATE TABLE people (age INTEGER)", "CREATE TABLE requests (words TEXT)"],
        "migrated.sqlite": [
            "CREATE TABLE notes (words TEXT)",
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)",
            "INSERT INTO alembic_version VALUES ('0001')",
        ],
        "versioned.sqlite": ["CREATE TABLE alembic_version (other INTEGER)"],
    }
    for name, statements in makings.items():
        with closing(sqlite3.connect(tmp_path / name)) as database, database:
            for statement in statements:
                database.execute(statement)
    (tmp_path / "text.sqlite").write_text("Dear diary, " * 400, encoding="utf-8")
    (tmp_path / "short.sqlite").write_text("hi", encoding="utf-8")
    (tmp_path / "encrypted.sqlite").write_bytes(bytes(range(256)) * 32)
    before = {file: file.read_bytes() for file in tmp_path.iterdir()}
    for file in before:
        own = {**settings, "USHER_DATABASE": f"sqlite:///{file}"}
        for command in (("serve",), ("db", "upgrade"), ("audit", "verify"), ("keys", "rotate")):
            code, said = usher(own, *command)
            told = "another program" if file.name in makings else "no SQLite database"
            assert (code, len(said.splitlines()), told in said) == (2, 1, True), (file.name, command, said)
    assert {file: file.read_bytes() for file in before} == before
    assert set(tmp_path.iterdir()) == set(before), "and nothing is left beside them"


def test_check_says_of_a_file_that_is_not_ushers_what_to_do(settings: Settings, tmp_path: Path) -> None:
    another = tmp_path / "another.sqlite"
    with closing(sqlite3.connect(another)) as database, database:
        database.execute("CREATE TABLE notes (words TEXT)")
    for url, told in ((another, "Name one that is empty"), (tmp_path, f"sqlite:///{tmp_path}/usher.sqlite")):
        code, said = usher({**settings, "USHER_DATABASE": f"sqlite:///{url}"}, "check")
        lacking = [line for line in said.splitlines() if line.startswith("to do")]
        assert (code, len(lacking), told in lacking[0]) == (1, 1, True), said


def test_a_database_that_was_left_by_a_killed_usher_is_opened(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "usher.sqlite"
    own = {**settings, "USHER_DATABASE": f"sqlite:///{file}"}
    assert usher(own, "db", "upgrade")[0] == 0
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE notes (words TEXT)")
        left = {f"{file}{ending}": Path(f"{file}{ending}").read_bytes() for ending in ("", "-wal")}
    for name, content in left.items():
        Path(name).write_bytes(content)
    Path(f"{file}-shm").unlink(missing_ok=True)
    code, said = usher(own, "audit", "verify")
    assert (code, "The audit holds" in said) == (0, True), said
