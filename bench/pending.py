"""Many requests to decide: copies of one that was really asked, because Teams lets a chat have 60 messages in 30 seconds."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from provisioning.sql import make_engine
from provisioning.storage import tables as t

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table


def copy_pending(url: str, card: str, times: int) -> list[str]:
    """Copy the request of an approver's card so many times, with everybody's cards; the copies of that card."""
    engine = make_engine(url)
    with engine.begin() as connection:
        number = connection.scalar(select(t.cards.c.request).where(t.cards.c.id == card))
        (request,) = _rows(connection, t.requests, t.requests.c.number == number)
        asked = _rows(connection, t.asked, t.asked.c.request == number)
        cards = _rows(connection, t.cards, t.cards.c.request == number)
        made = [_copy(connection, request, asked, cards, card) for _ in range(times)]
    engine.dispose()
    return made


def _rows(connection: Connection, table: Table, which: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(select(table).where(which)).mappings()]


def _copy(
    connection: Connection,
    request: dict[str, Any],
    asked: list[dict[str, Any]],
    cards: list[dict[str, Any]],
    card: str,
) -> str:
    """One copy; the new id of ``card``."""
    fresh = {key: value for key, value in request.items() if key != "number"}
    key = connection.execute(insert(t.requests).values(fresh)).inserted_primary_key
    assert key is not None
    ids = {one["id"]: secrets.token_hex(16) for one in cards}
    connection.execute(insert(t.asked), [{**one, "request": key[0]} for one in asked])
    connection.execute(insert(t.cards), [{**one, "request": key[0], "id": ids[one["id"]]} for one in cards])
    return ids[card]
