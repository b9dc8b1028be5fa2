"""Reading the audit where values in it are damaged: one that the database cannot give must not hide the rows beside it.

SQLite keeps whatever is written into a column. A moment that is none, or a text that is none, is met only when it is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from provisioning.away import DatabaseError, is_away
from provisioning.storage import tables as t

if TYPE_CHECKING:
    from collections.abc import Generator

    from sqlalchemy import Connection, Row, Select

#: Rows that are fetched at once.
AT_ONCE = 500
#: What reading a damaged value ends in: not of the type, beyond it, or no text at all (which the driver tells).
UNREADABLE = (ValueError, TypeError, OverflowError, DatabaseError)


@dataclass(frozen=True)
class Damaged:
    """A row that cannot be read as a whole."""

    id: int


def read_rows(connection: Connection, query: Select[Any]) -> Generator[Row[Any] | Damaged, None, None]:
    """The rows of a query over the audit, in its order; behind the first damage each by itself, which is slow."""
    done = 0
    try:
        with connection.execute(query.execution_options(yield_per=AT_ONCE)) as rows:
            for row in rows:
                done += 1
                yield row
    except UNREADABLE as error:
        _raise_if_away(error)
        ids = connection.scalars(query.with_only_columns(t.audit.c.id, maintain_column_froms=True).offset(done)).all()
        for one in ids:
            yield _read_one(connection, query, one)


def _read_one(connection: Connection, query: Select[Any], row: int) -> Row[Any] | Damaged:
    try:
        return connection.execute(query.where(t.audit.c.id == row)).one()
    except UNREADABLE as error:
        _raise_if_away(error)
        return Damaged(row)


def read_values(connection: Connection, row: int) -> dict[str, Any]:
    """What can be read of a damaged row by its columns' names; None for what cannot."""
    return {column.name: _value(connection, select(column).where(t.audit.c.id == row)) for column in t.audit.columns}


def _value(connection: Connection, query: Select[Any]) -> Any:
    try:
        return connection.scalar(query)
    except UNREADABLE as error:
        _raise_if_away(error)
        return None


def _raise_if_away(error: Exception) -> None:
    """A database that went away is no damage."""
    if is_away(error):
        raise error
