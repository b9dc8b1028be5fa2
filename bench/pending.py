"""Many requests to decide: copies of one that was really asked, because Teams lets a chat have 60 messages in 30 seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, cast, func, insert, literal, select

from provisioning.sql import make_engine
from provisioning.storage import tables as t

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table


def copy_pending(url: str, card: str, times: int) -> list[str]:
    """Copy the request of an approver's card so many times, with everybody's cards; the copies of that card."""
    engine = make_engine(url)
    with engine.begin() as connection:
        made = copy(connection, card, times)
    engine.dispose()
    return made


def copy(connection: Connection, card: str, times: int) -> list[str]:
    """The same on a connection of the caller's, one statement a table: a hundred thousand take seconds."""
    r, c = t.requests.c, t.cards.c
    number, reader = connection.execute(select(c.request, c.recipient).where(c.id == card)).one()
    if connection.dialect.name == "postgresql":  # rows copied from rows that hold need no look at each foreign key
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
    last = connection.scalar(select(func.max(r.number)))
    count = select(literal(1).label("n")).cte("counting", recursive=True)
    count = count.union_all(select(count.c.n + 1).where(count.c.n < times))
    plain = [column for column in r if column.name != "number"]
    copies = select(*plain).select_from(t.requests.join(count, r.number == number))
    connection.execute(insert(t.requests).from_select([column.name for column in plain], copies))
    _copy(connection, t.asked, number, r.number > last)
    _copy(connection, t.cards, number, r.number > last, id=_random_id(connection))
    mine = select(c.id).where(c.request > last, c.recipient == reader, c.kind == "approval").order_by(c.request)
    return list(connection.scalars(mine))


def _copy(connection: Connection, table: Table, number: int, to: Any, **changed: Any) -> None:
    """The rows of one request for each of others."""
    changed["request"] = t.requests.c.number
    columns = [changed.get(column.name, column) for column in table.c]
    rows = select(*columns).select_from(table.join(t.requests, to)).where(table.c.request == number)
    connection.execute(insert(table).from_select([column.name for column in table.c], rows))


def _random_id(connection: Connection) -> Any:
    """As a card's id is, told by the database for each row."""
    if connection.dialect.name == "sqlite":
        return func.lower(func.hex(func.randomblob(16)))
    return func.md5(cast(func.random(), Text))
