"""Erasing and changing the master key from the command line, on the database of a demo that runs, stops and starts again."""

from __future__ import annotations

import json
import sqlite3
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from tenant import LOOK_EVERY, PATIENCE, Demo

from provisioning.storage.keys import new_master_key
from usher import cli

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Usher = Callable[..., tuple[int, str]]

MAIL = "forgettable@fabrikam.example"
NAME = "Quentin Rivers"


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Somebody was let in and out again, and a form with the address lies about."""
    demo = Demo(tmp_path_factory.mktemp("erasing") / "data")
    demo.let_in(MAIL, reason="Zanzibar", name=NAME, delivery="link")
    demo.press("olivia", demo.say("olivia", f"end {MAIL}"), "End everything now")
    demo.until_reads("olivia", "Ended, proven", MAIL)
    demo.say("olivia", f"invite {MAIL}")
    yield demo
    demo.close()


@pytest.fixture
def usher(ended: Demo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Usher:
    """Runs a command on the demo's database, in this process: (exit code, all that was printed)."""

    def run(*command: str, **settings: str) -> tuple[int, str]:
        own = {
            "USHER_MASTER_KEY": (ended.data / "master.key").read_text(encoding="utf-8"),
            "USHER_DATABASE": f"sqlite:///{ended.data / 'usher.sqlite'}",
            "USHER_TENANT_ID": "t",
            "USHER_BOT_APP_ID": "a",
        }
        with monkeypatch.context() as patch:
            for name, value in {**own, **settings}.items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["usher", *command])
            with pytest.raises(SystemExit) as ended_with:
                cli.main()
        said = capsys.readouterr()
        return int(ended_with.value.code or 0), said.out + said.err

    return run


def secrets_of(file: Path) -> list[bytes]:
    """What the database's file must not hold any more: the wrapped key, digests of the addresses, ids outside."""
    with closing(sqlite3.connect(file)) as database:
        (person,) = database.execute("SELECT subject FROM requests LIMIT 1").fetchone()
        (key,) = database.execute("SELECT wrapped FROM vault_keys WHERE pseudonym = ?", (person,)).fetchone()
        digests = database.execute("SELECT digest FROM addresses WHERE pseudonym = ?", (person,)).fetchall()
        ids = database.execute("SELECT object_id FROM people WHERE pseudonym = ?", (person,)).fetchall()
        handles = [json.loads(text) for (text,) in database.execute("SELECT handles FROM grants")]
    accounts = [one["account"] for one in handles if "account" in one]
    return [key, *(value.encode() for value in [*(text for (text,) in [*digests, *ids]), *accounts])]


def until_nobody_reads(demo: Demo, *words: str) -> None:
    """Every card that was sent to an owner, an approver or an administrator has been redacted."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        said = "".join(m["words"] for person in ("olivia", "adam", "maria") for m in demo.chat(person))
        if not any(word in said for word in words):
            return
        time.sleep(LOOK_EVERY)
    raise AssertionError(f"one of {words} is still read")


def test_while_usher_runs_on_sqlite_nothing_is_erased_and_it_says_what_to_do(usher: Usher) -> None:
    for command in (("people", "erase", MAIL), ("keys", "rotate")):
        code, said = usher(*command)
        assert (code, "stop it, run this command again" in said) == (2, True), said


def test_heads_are_read_from_the_command_line_and_from_a_log(usher: Usher, tmp_path: Path) -> None:
    head = usher("audit", "head")[1].strip()
    place, link = head.split(":")
    log = tmp_path / "usher.log"
    line = f'{{"event": "audit.head", "place": {place}, "link": "{link}"}}'
    log.write_bytes(b"noise \xc3\n" + f"Nov 24 10:00:00 host usher[1]: {line}\n".encode())
    code, said = usher("audit", "verify", "--head", head, "--log", str(log))
    assert (code, "2 kept heads" in said) == (0, True), said
    code, said = usher("audit", "verify", "--head", f"{int(place) + 500}:{link}")
    assert (code, "cut off" in said) == (1, True), said
    code, said = usher("audit", "verify", "--head", f"{place}:{'0' * 64}")
    assert (code, "replaced since" in said) == (1, True), said
    log.write_text("nothing of the kind\n", encoding="utf-8")
    for wrong in (("--head", "nonsense"), ("--log", str(log)), ("--log", "no/such/file")):
        assert usher("audit", "verify", *wrong)[0] == 2


def test_a_person_is_erased_while_usher_is_stopped(ended: Demo, usher: Usher) -> None:
    head = usher("audit", "head")[1].strip()
    ended.stop()
    secrets = secrets_of(ended.data / "usher.sqlite")
    assert len(secrets) >= 3
    code, said = usher("people", "erase", "maria@contoso.example")
    assert (code, "usher.toml names" in said) == (1, True), said
    code, said = usher("people", "erase", MAIL)
    assert (code, "Erased" in said, MAIL in said) == (0, True, False), said
    pseudonym = next(word for word in said.split() if len(word) >= 32)[:32]
    for file in ended.data.glob("usher.sqlite*"):
        assert [secret for secret in secrets if secret in file.read_bytes()] == [], file
    code, said = usher("people", "erase", pseudonym)
    assert (code, "erased before" in said) == (0, True), said
    code, said = usher("people", "erase", MAIL)
    assert (code, "nobody is known" in said) == (1, True), said
    code, said = usher("audit", "verify", "--head", head)
    assert (code, "not yet sealed" in said) == (0, True), said
    assert f'"subject": "{pseudonym}", "subject_name": ""' in usher("audit", "export")[1]


def test_the_master_key_is_changed_and_the_old_one_opens_nothing(ended: Demo, usher: Usher) -> None:
    old = (ended.data / "master.key").read_text(encoding="utf-8")
    new = new_master_key()
    code, said = usher("keys", "rotate", USHER_MASTER_KEY=new)
    assert (code, "USHER_MASTER_KEY_BEFORE" in said) == (2, True), said
    code, said = usher("keys", "rotate", USHER_MASTER_KEY=new, USHER_MASTER_KEY_BEFORE="short")
    assert (code, said.startswith("USHER_MASTER_KEY_BEFORE: "), "openssl" in said) == (2, True, False), said
    code, said = usher("keys", "rotate", USHER_MASTER_KEY=new, USHER_MASTER_KEY_BEFORE=old)
    assert (code, "Done" in said) == (0, True), said
    for command in (("audit", "verify"), ("audit", "export"), ("keys", "rotate"), ("people", "erase", MAIL)):
        code, said = usher(*command)
        assert (command, code, said.startswith("USHER_MASTER_KEY: ")) == (command, 2, True), said
    (ended.data / "master.key").write_text(new, encoding="utf-8")
    assert "keys.rotated" in usher("audit", "export")[1]
    code, said = usher("keys", "rotate")
    assert (code, "already" in said) == (0, True), said


def test_when_usher_starts_again_every_card_that_named_the_person_is_redacted(ended: Demo) -> None:
    ended.start()
    ended.until_reads("olivia", "erased", "Ended, proven")
    until_nobody_reads(ended, "forgettable", NAME, "Zanzibar")
    ended.let_in(MAIL)  # as somebody new
