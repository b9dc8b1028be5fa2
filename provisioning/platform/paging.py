"""Reading a long list in pages while it changes: whoever is in it all the time is on one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provisioning.domain.ports import Side, Unreachable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from provisioning.platform.session import Found

#: Pages that are read again in one list before it is given up.
MOST_AGAIN = 50


async def pages(ask: Callable[[int], Awaitable[tuple[list[Found], int]]]) -> AsyncIterator[list[Found]]:
    """Every page, and some accounts twice; ``ask`` gives the page from an index on, from 1, and how many accounts there are.

    Each page is to begin with the last account of the one before. Where it does not, accounts were deleted meanwhile and
    those behind have moved up, so that some would be on neither: the page before is read again, further back each time.
    Ends where the same page comes again. Unreachable where accounts move so much that no list comes of it.
    """
    first, begun, before, again = 1, 0, list[str](), 0
    while True:
        page, total = await ask(first)
        ids = [one.account.id for one in page]
        if first > 1 and not set(ids[:1]) & set(before):
            first = begun = max(first - len(before) + 1, 1)
            again = _count(again)
            continue
        if first > begun and not set(ids) - set(before):
            return
        yield page
        if first + len(page) > total:
            return
        first, begun, before = first + max(len(page) - 1, 1), first, ids


def _count(again: int) -> int:
    """One page more that is read again."""
    if again == MOST_AGAIN:
        raise Unreachable("The platform's accounts move while they are listed", side=Side.PLATFORM)
    return again + 1
