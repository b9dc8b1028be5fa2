"""Whether distinct people can be found for several places, as one person decides one stage of a request. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


def fill(places: Sequence[Collection[str]]) -> bool:
    """Whether each place can have one of those who fit it, and nobody two places."""
    holder: dict[str, int] = {}
    return all(_seat(number, places, holder, set()) for number in range(len(places)))


def _seat(number: int, places: Sequence[Collection[str]], holder: dict[str, int], asked: set[str]) -> bool:
    """Seat somebody; whoever holds another place already makes room where that one can be filled anew. ``asked`` were."""
    for who in sorted(places[number]):
        if who in asked:
            continue
        asked.add(who)
        if who not in holder or _seat(holder[who], places, holder, asked):
            holder[who] = number
            return True
    return False
