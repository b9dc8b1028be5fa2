"""A SCIM token that ends soon is told of in chat: an ended one stops a customer's provisioning."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from provisioning.scim_provider import store, tokens
from provisioning.storage import tables as t
from usher.environment import Environment
from usher.provider import provider_url, tell_of_ends
from usher.settings import SettingsError

if TYPE_CHECKING:
    from office import Office

YEAR = timedelta(days=365)


async def told(office: Office) -> list[str]:
    """Keys and days of the notices in the administrator's chat so far."""
    rows = await office.rows(t.cards, t.cards.c.recipient == office.who("maria"), t.cards.c.kind == "notice")
    values = [row.terms["values"] for row in rows if row.terms["key"] == "notice-token-ends"]
    return sorted(f"{one['key']} {one['until']}" for one in values)


async def test_administrators_are_told_thirty_seven_and_one_day_before_once_each(office: Office) -> None:
    store.create_tables(office.database.engine)
    made = await office.do(lambda desk: tokens.issue(desk.c, desk.now, YEAR))
    line = f"{made.split('_')[1]} 2027-03-03"
    for days, count in ((334, 0), (1, 1), (22, 1), (1, 2), (5, 2), (1, 3), (1, 3)):
        office.clock.advance(days=days)
        for _ in range(2):
            await office.do(tell_of_ends)
        assert await told(office) == [line] * count, office.clock.now()


async def test_a_token_whose_successor_is_in_use_needs_no_word(office: Office) -> None:
    store.create_tables(office.database.engine)
    check = tokens.make_tokens(office.database, office.clock)
    await office.do(lambda desk: tokens.issue(desk.c, desk.now, YEAR))
    office.clock.advance(days=340)
    newer = await office.do(lambda desk: tokens.issue(desk.c, desk.now, YEAR))
    assert await check(newer)
    assert await office.do(tell_of_ends) == 0


@pytest.mark.parametrize("url", ["http://usher.example/scim/v2", "https://usher.example", "https://[/scim/v2", "scim"])
def test_an_address_that_entra_could_not_use_is_refused(url: str) -> None:
    environment = Environment.model_construct(provider_url=url)
    with pytest.raises(SettingsError, match="USHER_PROVIDER_URL"):
        provider_url(environment)
