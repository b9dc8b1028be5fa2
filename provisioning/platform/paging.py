"""Reading a long list in pages while it changes: whoever is in it all the time is on one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provisioning.domain.ports import Side, Unreachable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from provisioning.platform.session import Found

    Ask = Callable[[int, int], Awaitable[tuple[list[Found], int]]]

#: Pages that are read again in one list before it is given up.
MOST_AGAIN = 50


async def pages(ask: Ask, most: int) -> AsyncIterator[list[Found]]:
    """Every page of at most so many, and some accounts twice; ``ask`` gives the page from an index on, from 1, and how many accounts there are.

    Each page is to begin with the last account of the one before. Where it does not, accounts were deleted meanwhile and
    those behind have moved up, so that some would be on neither: the page before is read again, further back each time.
    A number that is no more than a page holds may be that of the page, and is believed once another page says more; else
    the list ends where nothing new comes. Unreachable where the same page comes again, unless it is all there is, where accounts move so much that
    no list comes of it, or at all while a platform puts just one on a page.
    """
    first, begun, before, again, believed = 1, 0, list[str](), 0, False
    while True:
        page, total = await ask(first, most)
        ids, believed = [one.account.id for one in page], believed or total > len(page)
        if first > 1 and not set(ids[:1]) & set(before) and not await _stands(ask, first - 1, before, most):
            first = begun = max(first - len(before) + 1, 1)
            again = _count(again)
            continue
        if first > begun and not set(ids) - set(before):
            await _end(ask, first, ids, before, total=total, believed=believed)
            return
        yield page
        if believed and first + len(page) > total:
            return
        first, begun, before = first + max(len(page) - 1, 1), first, ids


async def _end(ask: Ask, first: int, ids: list[str], before: list[str], *, total: int, believed: bool) -> None:
    """Nothing new comes. Unreachable where that is not the end.

    A platform that gives the same whatever is asked for does not page: what it counts then is all there is.
    """
    if before and set(ids) == set(before):
        one, _ = await ask(1, 1)
        ends = not believed and total == len(ids) == len(one)
    elif believed and first + len(ids) <= total:
        ends = bool(before) and not (await ask(first + len(ids), 1))[0]
    else:
        ends = True
    if not ends:
        raise Unreachable("The platform gives the same accounts, whichever are asked for", side=Side.PLATFORM)


async def _stands(ask: Ask, place: int, before: list[str], most: int) -> bool:
    """Whether a page of one account, with which no other can begin, is still the one before; False for longer pages."""
    if len(before) != 1:
        return False
    page, _ = await ask(place, most)
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
