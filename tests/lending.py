"""A PostgreSQL database that serves one test after another: between them its rows are put back as they were.

A new database costs the server 15 ms of the processor, and as much again until its connections know its tables.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import psycopg
from psycopg import sql
from resting import RESTING

#: After so many tests the rows that were deleted are in the way of those that are there.
WORN = 100

TABLES = """
SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND c.oid >= 16384 ORDER BY c.oid
"""
SEQUENCES = "SELECT schemaname, sequencename, coalesce(last_value, 1), last_value IS NOT NULL FROM pg_sequences"
#: Changes with whatever is made, dropped or altered.
SHAPE = """
SELECT (SELECT array[count(*), max(oid::bigint), sum(relnatts)] FROM pg_class WHERE oid >= 16384),
    (SELECT array[count(*), max(oid::bigint)] FROM pg_trigger),
    (SELECT array[count(*), max(oid::bigint)] FROM pg_proc WHERE oid >= 16384),
    (SELECT array[count(*), sum(atttypid::bigint), sum(attnotnull::int)] FROM pg_attribute WHERE attrelid >= 16384),
    (SELECT array[count(*), max(oid::bigint)] FROM pg_namespace)
"""
END_OTHERS = """
SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND pid <> ALL(%s)
"""


class Lent:
    """One such database, and the connection that puts it right."""

    def __init__(self, url: str) -> None:
        self._server = psycopg.connect(url, autocommit=True)
        self._name = self._server.info.dbname
        RESTING.open(self._name)
        # neither triggers nor foreign keys look on
        self._server.execute("SET session_replication_role = replica; SET lock_timeout = '2s'")
        tables = [sql.Identifier(*names) for names in self._server.execute(TABLES).fetchall()]
        self._kept = [(table, rows) for table in tables if (rows := self._copy_out(table))]
        self._shape = self._look()
        self._emptying = sql.SQL("; ").join(
            [*(sql.SQL("DELETE FROM {}").format(t) for t in tables), *self._rewinding()]
        )
        self._times = 0

    def restore(self) -> bool:
        """Put every row back; False where that is not enough, because tables were changed or somebody holds them."""
        self._times += 1
        with suppress(psycopg.Error):
            self._server.execute(END_OTHERS, [RESTING.sessions(self._name)])
            if self._times < WORN and self._look() == self._shape:
                self._server.execute(self._emptying)
                for table, rows in self._kept:
                    with self._server.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(table)) as copy:
                        copy.write(rows)
                return True
        return False

    def close(self) -> None:
        RESTING.close(self._name)
        self._server.close()

    def _look(self) -> Any:
        return self._server.execute(SHAPE).fetchone()

    def _copy_out(self, table: sql.Identifier) -> bytes:
        with self._server.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(table)) as copy:
            return b"".join(bytes(part) for part in copy)

    def _rewinding(self) -> list[sql.Composed]:
        """Statements by which new rows are numbered as they would have been."""
        setting = sql.SQL("SELECT setval({}, {}, {})")
        return [
            setting.format(
                sql.Literal(sql.Identifier(schema, name).as_string()), sql.Literal(last), sql.Literal(called)
            )
            for schema, name, last, called in self._server.execute(SEQUENCES).fetchall()
        ]
