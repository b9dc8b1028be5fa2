"""The audit as JSON Lines, with names where the vault still has them: for people who may read it.

What cannot be read, because somebody tampered with it, is "": the lines beside it are written all the same.
"""

from __future__ import annotations

import json
from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING, Any

from cryptography.fernet import InvalidToken
from sqlalchemy import select

from provisioning.away import is_away
from provisioning.storage import audit
from provisioning.storage import tables as t
from provisioning.storage.damage import AT_ONCE, UNREADABLE, Damaged, read_rows, read_values
from provisioning.storage.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping

    from sqlalchemy import Connection

    from provisioning.storage.keys import Keys


def write_lines(connection: Connection, keys: Keys, write: Callable[[str], None]) -> None:
    """The whole audit of one snapshot, each line written as soon as it is read."""
    for line in export_lines(connection, keys):
        write(line)


def export_lines(connection: Connection, keys: Keys) -> Iterator[str]:
    """Every row as a JSON line, in the order of the chain, read as the lines are taken."""
    with closing(_values(connection)) as rows:
        while part := list(islice(rows, AT_ONCE)):
            people = {p for row in part for p in (row["actor"], row["subject"]) if p}
            names = _names(connection, keys, people)
            yield from (_line(row, names) for row in part)


def _values(connection: Connection) -> Generator[Mapping[str, Any], None, None]:
    """Rows by their columns' names; None for what cannot be read."""
    with closing(read_rows(connection, select(t.audit).order_by(*audit.IN_ORDER))) as rows:
        for row in rows:
            yield read_values(connection, row.id) if isinstance(row, Damaged) else row._asdict()


def _names(connection: Connection, keys: Keys, people: Iterable[str]) -> dict[str, str]:
    """What to call people, all in one query; each by themselves where one cannot be opened."""
    try:
        return _read_names(connection, keys, people)
    except (InvalidToken, *UNREADABLE) as error:
        if is_away(error):
            raise
        return {person: _name(connection, keys, person) for person in people}


def _read_names(connection: Connection, keys: Keys, people: Iterable[str]) -> dict[str, str]:
    details = Vault(connection, keys).read(people)
    return {person: known.get("name") or known.get("mail", "") for person, known in details.items()}


def _name(connection: Connection, keys: Keys, person: str) -> str:
    """What to call one person; "" for what cannot be opened."""
    try:
        return _read_names(connection, keys, [person])[person]
    except (InvalidToken, *UNREADABLE) as error:
        if is_away(error):
            raise
        return ""


def _line(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """One row with what to call people; "" where nobody acted, and for who was erased."""
    line = {
        "place": row["place"],
        "at": row["at"].isoformat() if row["at"] else "",
        "event": row["event"],
        "way": row["way"],
        "actor": row["actor"],
        "actor_name": names.get(row["actor"] or "", ""),
        "subject": row["subject"],
        "subject_name": names.get(row["subject"] or "", ""),
        "request": row["request"],
        "revision": row["revision"],
        "activity": row["activity"],
        "detail": _detail(row["detail"]),
        "mac": row["mac"],
        "link": row["link"],
    }
    return json.dumps(line, default=lambda _: "")  # bytes, which no column should hold


def _detail(text: Any) -> Any:
    """The JSON in it."""
    try:
        return json.loads(text)
    except (ValueError, TypeError, RecursionError):
        return ""
