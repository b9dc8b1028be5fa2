"""A running demo under attack: what its database says before and after, and what was written down about the attempt."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forging import Forger
from sqlalchemy import text
from tenant import LOOK_EVERY, PATIENCE, Demo, card_id

from provisioning.sql import make_engine, sqlite_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

SHIPPED = Path(__file__).parents[2] / "usher" / "usher.toml"
LIMIT = "actions_per_person_per_minute = 120"
#: What a press could change. What the worker reads by itself is left out, and so is when a card was last sent.
CHANGEABLE = {
    "requests": "number, kind, state, revision, attempt, requester, subject, option, terms, until, closes_at",
    "asked": "*",
    "decisions": "*",
    "grants": "*",
    "steps": "*",
    "proofs": "*",
    "held_before": "*",
    "known_owners": "*",
    "members": "*",
    "texts": "id",
    "cards WHERE kind != 'setup'": "id, recipient, kind, request, revision, verbs, terms",
}
#: What an answer must never hold.
INSIDES = ("Traceback", 'File "', "sqlalchemy", "psycopg", "sqlite3", "KeyError", "Something broke")


@dataclass
class Target:
    """The demo, its forger, and a look into its database."""

    demo: Demo
    engine: Engine
    forger: Forger

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query))]

    def standing(self) -> dict[str, list[str]]:
        """Everything that a press could have changed, in Usher and outside."""
        inside = {
            name: sorted(str(row) for row in self.ask(f"SELECT {columns} FROM {name}"))  # noqa: S608  our names
            for name, columns in CHANGEABLE.items()
        }
        books = self.demo.books()
        outside = {name: sorted(map(str, books[name])) for name in ("memberships", "assignments", "invitations")}
        return {**inside, **outside}

    def until(self, query: str, *rows: tuple[Any, ...]) -> None:
        """Wait until the database answers so."""
        end = time.monotonic() + PATIENCE
        while self.ask(query) != list(rows):
            assert time.monotonic() < end, (query, self.ask(query))
            time.sleep(LOOK_EVERY)

    def refusals(self) -> list[tuple[str, str]]:
        """(rule, verb) of every refused action in the audit, oldest first."""
        rows = self.ask("SELECT detail FROM audit WHERE event = 'action.refused' ORDER BY id")
        return [(one["rule"], one["verb"]) for (detail,) in rows for one in [json.loads(detail)]]

    def count(self, event: str) -> int:
        return int(self.ask(f"SELECT count(*) FROM audit WHERE event = '{event}'")[0][0])  # noqa: S608  our names

    def logged(self) -> str:
        return (self.demo.data.parent / f"{self.demo.data.name}.log").read_text(encoding="utf-8")

    def card_of(self, person: str, message: str) -> str:
        """The id that the buttons of a message carry."""
        return next(card_id(m["card"]) for m in self.demo.chat(person) if m["id"] == message)

    def say(self, person: str, line: str) -> str:
        """Type something; the id of the card that answers."""
        return self.card_of(person, self.demo.say(person, line))

    def asked(self, mail: str, **inputs: str) -> tuple[str, str]:
        """A request of Olivia's that waits for Adam: the ids of her card and of his."""
        mine, his = self.demo.ask(f"invite {mail} as Secretaries for 2 months", mail, **inputs)
        return self.card_of("olivia", mine), self.card_of("adam", his)

    def harmless(self, person: str, verb: str, data: Any) -> str:
        """Press; the answer's words, which are designed ones."""
        status, words = self.forger.send(person, verb, data)
        assert status == 200, (verb, data, status)
        assert not [word for word in INSIDES if word in words], (verb, data, words)
        return words


def open_target(folder: Path, *, url: str = "", per_minute: int = 1_000_000) -> Iterator[Target]:
    """A demo whose people may be as quick as ``per_minute`` says; attackers press more often than anybody does."""
    config = folder / "usher.toml"
    shipped = SHIPPED.read_text(encoding="utf-8")
    assert LIMIT in shipped
    config.write_text(shipped.replace(LIMIT, f"actions_per_person_per_minute = {per_minute}"), encoding="utf-8")
    demo = Demo(folder / "data", database=url, config=config)
    engine = make_engine(url or sqlite_url(demo.data / "usher.sqlite"))
    yield Target(demo, engine, Forger(demo))
    engine.dispose()
    demo.close()
