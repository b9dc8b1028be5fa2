"""A running demo under attack: what its database says before and after, and what was written down about the attempt."""

from __future__ import annotations

import base64
import json
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forging import Forger
from sqlalchemy import inspect, text
from tenant import LOOK_EVERY, PATIENCE, Demo, card_id

from provisioning.sql import make_engine, sqlite_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest
    from sqlalchemy import Engine

SHIPPED = Path(__file__).parents[2] / "usher" / "usher.toml"
LIMIT = "actions_per_person_per_minute = 120"
#: What a press could change. What the worker reads by itself is left out, and so is when a card was last sent.
CHANGEABLE = {
    "requests": "number, kind, state, revision, attempt, requester, subject, option, terms, until, closes_at",
    "asked": "*",
    "decisions": "*",
    "questions": "*",
    "grants": "*",
    "steps": "*",
    "proofs": "*",
    "held_before": "*",
    "known_members": "*",
    "members": "*",
    "signatures": "*",
    "pauses": "*",
    "texts": "id",
    "cards WHERE kind != 'setup'": "id, recipient, kind, request, revision, verbs, terms",
}
#: What an answer must never hold.
INSIDES = ("Traceback", 'File "', "sqlalchemy", "psycopg", "sqlite3", "KeyError", "Something broke")


#: Tables whose content is encrypted under keys that are in none of them.
ENCRYPTED = {"vault", "texts", "vault_keys", "data_keys"}


def readable(value: Any) -> str:
    """A value with bytes and base64 decoded as far as they go."""
    told = bytes(value).decode("utf-8", "replace") if isinstance(value, bytes | memoryview) else str(value)
    try:
        return told + base64.b64decode(told, validate=True).decode("utf-8", "replace")
    except ValueError:
        return told


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

    def everything(self) -> dict[str, str]:
        """Every table of Usher and of the durable engine but those whose content is encrypted, as a thief would read it."""
        told = {}
        inspector = inspect(self.engine)
        schemas = ["dbos", "public"] if self.engine.dialect.name == "postgresql" else ["main"]
        for schema in schemas:
            for table in set(inspector.get_table_names(schema)) - ENCRYPTED:
                rows = self.ask(f'SELECT * FROM "{schema}"."{table}"')  # noqa: S608  names from the catalogue
                told[f"{schema}.{table}"] = "\n".join(readable(value) for row in rows for value in row)
        return told

    def secrets(self) -> list[str]:
        """What opens something: keys and tokens of Usher, and the part of a Bot Framework token that all of them share."""
        with closing(sqlite3.connect(f"file:{self.demo.data / 'world.sqlite'}?mode=ro", uri=True)) as world:
            names = ("bot_app_secret", "provisioner_secret", "token_key")
            known = [world.execute("SELECT value FROM facts WHERE key = ?", (name,)).fetchone()[0] for name in names]
        key = (self.demo.data / "master.key").read_text(encoding="utf-8")
        return [*known, key, str(self.forger.about["scim"]["token"]), self.forger.token().split(".")[0], "Bearer "]

    def logged(self) -> str:
        return (self.demo.data.parent / f"{self.demo.data.name}.log").read_text(encoding="utf-8")

    def card_of(self, person: str, message: str) -> str:
        """The id that the buttons of a message carry."""
        return next(card_id(m["card"]) for m in self.demo.chat(person) if m["id"] == message)

    def say(self, person: str, line: str) -> str:
        """Type something; the id of the card that answers."""
        return self.card_of(person, self.demo.say(person, line))

    def asked(self, mail: str, **inputs: Any) -> tuple[str, str]:
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


def open_on(request: pytest.FixtureRequest, folder: Path) -> Iterator[Target]:
    """The same on the database that the fixture's parameter names."""
    if request.param == "sqlite":
        yield from open_target(folder)
        return
    server = request.getfixturevalue("postgres")
    name = server.create("usher_template")
    yield from open_target(folder, url=server.url(name))
    server.drop(name)
