"""Connections to a lent PostgreSQL database that outlive the test which closed them: the next test has them again.

A new one costs the server as much as a test's statements do, until it knows the tables. What is told to a session is reset.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg.pq import TransactionStatus

if TYPE_CHECKING:
    from collections.abc import Mapping

Connection = psycopg.Connection[Any]


class Resting:
    """By the name of the database, as long as it is lent."""

    def __init__(self) -> None:
        self._by_name: dict[str, list[Connection]] = {}

    def open(self, name: str) -> None:
        """From now on connections to this database may rest."""
        self._by_name[name] = []

    def keep(self, connection: Connection) -> bool:
        """Whether a connection that is done with rests here; where not, it is the caller's to close."""
        if (
            connection.closed
            or connection.autocommit
            or connection.info.transaction_status is not TransactionStatus.IDLE
        ):
            return False
        resting = self._by_name.get(connection.info.dbname)
        if resting is None:
            return False
        resting.append(connection)
        return True

    def take(self, wanted: Mapping[str, Any]) -> Connection | None:
        """One that rested, as if it were new; None where a new one is needed."""
        resting = self._by_name.get(str(wanted.get("dbname")), [])
        while resting:
            connection = resting.pop()
            with suppress(psycopg.Error):  # whoever ended its session meant that
                connection.execute("RESET ALL; SELECT pg_advisory_unlock_all()")
                connection.commit()
                return connection
            connection.close()
        return None

    def sessions(self, name: str) -> list[int]:
        """The server's process of each that rests."""
        return [connection.info.backend_pid for connection in self._by_name[name] if not connection.closed]

    def close(self, name: str) -> None:
        """The database is nobody's any more."""
        for connection in self._by_name.pop(name):
            connection.close()


RESTING = Resting()
