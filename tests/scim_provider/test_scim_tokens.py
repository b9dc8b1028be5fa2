"""Tokens of the provider: digests, rotation, expiry by world time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from provisioning.scim_provider import tables, tokens

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from provisioning.sql import Database

YEAR = timedelta(days=365)


class Hand:
    """A clock moved by hand."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 24, 9, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment


async def test_a_token_opens_and_is_not_in_the_database(database: Database) -> None:
    clock = Hand()
    token = await database.write(tokens.issue, clock.now(), YEAR)
    check = tokens.make_tokens(database, clock)
    key_id = token.split("_")[1]
    assert await check(token) == key_id

    def everything(connection: Connection) -> str:
        return repr(connection.execute(select(tables.tokens)).all())

    assert token.split("_", 2)[2] not in await database.read(everything)
    used = (await database.read(tokens.list_tokens))[0]
    assert (used.key_id, used.last_used) == (key_id, "2026-11-24T09:00")


@pytest.mark.parametrize("spoil", [str.upper, lambda t: t[:-1], lambda t: t + "x", lambda t: "usx" + t[3:], str.title])
async def test_anything_else_does_not_open(database: Database, spoil: object) -> None:
    clock = Hand()
    token = await database.write(tokens.issue, clock.now(), YEAR)
    assert callable(spoil)
    assert await tokens.make_tokens(database, clock)(spoil(token)) is None


async def test_two_are_alive_at_once_and_the_third_ends_the_first(database: Database) -> None:
    clock = Hand()
    check = tokens.make_tokens(database, clock)
    made = []
    for _ in range(3):
        clock.moment += timedelta(days=1)
        made.append(await database.write(tokens.issue, clock.now(), YEAR))
    assert [await check(token) is not None for token in made] == [False, True, True]


async def test_a_token_expires_by_the_clock(database: Database) -> None:
    clock = Hand()
    check = tokens.make_tokens(database, clock)
    token = await database.write(tokens.issue, clock.now(), timedelta(days=30))
    clock.moment += timedelta(days=29)
    assert await check(token) is not None
    clock.moment += timedelta(days=1)
    assert await check(token) is None


async def test_a_revoked_token_is_closed_at_once(database: Database) -> None:
    clock = Hand()
    check = tokens.make_tokens(database, clock)
    token = await database.write(tokens.issue, clock.now(), YEAR)
    key_id = await check(token)
    assert key_id is not None
    assert await database.write(tokens.revoke, key_id)
    assert await check(token) is None
    assert not await database.write(tokens.revoke, key_id)
