"""Usher's own database goes away while people press and a story is carried out: an honest answer, nothing lost, no double."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing, contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from rows import ALL, BROKEN, CALLS, KINDS
from sqlalchemy.engine import make_url
from stories import Story, approve, ask_for_all, check_audit, check_let_in, submit, until_all, until_proven

from sandbox.people import make_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tenant import Demo

#: Seconds of wall time without a database.
AWAY = 15.0 if ALL else 3.0


@contextmanager
def postgres_away(postgres: Any, url: str) -> Iterator[None]:
    """Nobody gets in, and whoever is in is thrown out: as when the server is restarted, for this database alone."""
    name = make_url(url).database
    with postgres.ask() as server:
        server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))
        try:
            yield
        finally:
            server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


@contextmanager
def sqlite_locked(demo: Demo) -> Iterator[None]:
    """Somebody else holds the file for writing, as a backup or an antivirus may."""
    with closing(sqlite3.connect(demo.data / "usher.sqlite", isolation_level=None, timeout=30)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


def stay_away(demo: Demo, since: float) -> list[int]:
    """Until the time is over; what the probe said meanwhile."""
    said = []
    while time.monotonic() < since + AWAY:
        assert demo.http.get("/healthz").status_code == HTTPStatus.OK
        said.append(demo.http.get("/readyz").status_code)
        time.sleep(0.5)
    return said


def press_in_vain(demo: Demo, person: str, message: str, verb: str) -> str:
    """A press, answered with an error: its words."""
    pressed = demo.post("/sandbox/teams/click", person=person, message=message, action=verb, inputs={})
    assert pressed["status"] == HTTPStatus.OK
    return str(pressed["body"]["value"]["message"])


def prepare(demo: Demo) -> tuple[Story, Story, Story]:
    """One story in the middle of being carried out, one before its approver, one form."""
    carried, asked, typed = stories = tuple(
        Story(f"{name}@northwind.example", "Secretaries") for name in ("carried", "asked", "typed")
    )
    ask_for_all(demo, stories)
    submit(demo, [carried, asked])
    asked.asked = until_all(demo, "adam", {"asked": ("Let in", asked.mail, "Why you")})["asked"]
    slow = CALLS["join"].fault(KINDS["slow"], mail="", group=make_id("group", "Secretaries"))
    demo.fault(**{**slow, "delay_s": 1.0})
    approve(demo, [carried])
    until_all(demo, "olivia", {"carried": (carried.mail, "✔ Invited")})
    return carried, asked, typed


def go_on(demo: Demo, carried: Story, asked: Story, typed: Story) -> None:
    """The database is back: what was under way ends by itself, what was pressed in vain is pressed again."""
    until_all(demo, "olivia", {"carried": (carried.mail, "Done, proven")})
    stories = [carried, asked, typed]
    submit(demo, [typed])
    approve(demo, [asked, typed])
    until_proven(demo, stories)
    check_let_in(demo, stories)
    check_audit(demo)


def play_postgres_away(demo: Demo, postgres: Any, url: str) -> None:
    """Presses are answered with an error at once, the probe says so, and everything goes on afterwards."""
    carried, asked, typed = prepare(demo)
    with postgres_away(postgres, url):
        since = time.monotonic()
        for person, message, verb in (("adam", asked.asked, "Approve"), ("olivia", typed.card, "Ask for approval")):
            assert BROKEN in press_in_vain(demo, person, message, verb)
        assert set(stay_away(demo, since)) == {HTTPStatus.SERVICE_UNAVAILABLE}
    go_on(demo, carried, asked, typed)


def play_sqlite_locked(demo: Demo) -> None:
    """What reads is answered, what writes waits for eight seconds, and everything goes on afterwards."""
    carried, asked, typed = prepare(demo)
    with sqlite_locked(demo):
        since = time.monotonic()
        if ALL:  # longer than a press may wait
            press = {"person": "adam", "message": asked.asked, "action": "Approve", "inputs": {}}
            pressed = demo.post("/sandbox/teams/click", **press)
            late = pressed["status"] == HTTPStatus.GATEWAY_TIMEOUT
            assert late or BROKEN in pressed["body"]["value"]["message"]
        assert set(stay_away(demo, since)) == {HTTPStatus.OK}
    go_on(demo, carried, asked, typed)
