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
    Ends where the same page comes again. Unreachable where accounts move so much that no list comes of it, or at all while
    a platform puts just one on a page.
    """
    first, begun, before, again = 1, 0, list[str](), 0
    while True:
        page, total = await ask(first)
        ids = [one.account.id for one in page]
        if first > 1 and not set(ids[:1]) & set(before) and not await _stands(ask, first - 1, before):
            first = begun = max(first - len(before) + 1, 1)
            again = _count(again)
            continue
        if first > begun and not set(ids) - set(before):
            return
        yield page
        if first + len(page) > total:
            return
        first, begun, before = first + max(len(page) - 1, 1), first, ids


async def _stands(ask: Callable[[int], Awaitable[tuple[list[Found], int]]], place: int, before: list[str]) -> bool:
    """Whether a page of one account, with which no other can begin, is still the one before; False for longer pages."""
    if len(before) != 1:
        return False
    page, _ = await ask(place)
    if [one.account.id for one in page[:1]] != before:
        raise _moving()
    return True


def _count(again: int) -> int:
    """One page more that is read again."""
    if again == MOST_AGAIN:
        raise _moving()
    return again + 1


def _moving() -> Unreachable:
    return Unreachable("The platform's accounts move while they are listed", side=Side.PLATFORM)
