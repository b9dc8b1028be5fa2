"""What a wave must have done to everybody, by the books of the world outside: memberships against accounts and their roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.people import DOMAIN
from sandbox.platform import ROLES
from sandbox.tour.stage import PATIENCE_S
from sandbox.tour.telling import TourFailed

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sandbox.tour.reading import Json
    from sandbox.tour.stage import Stage

#: So many differences are told where a proof fails.
TOLD = 3


def should_have(books: Json, *, but: Collection[str]) -> dict[str, frozenset[str]]:
    """Address → roles of everybody in an assigned group, ``but`` people by key who cannot get in."""
    assigned = set(books["assignments"])
    found: dict[str, set[str]] = {}
    for member in books["memberships"]:
        if member["group"] in assigned and member["person"] not in but:
            found.setdefault(address_of(member["person"]), set()).update(ROLES.get(member["group"], ()))
    return {address: frozenset(roles) for address, roles in found.items()}


def address_of(key: str) -> str:
    """A person's address by their key; a guest's key is the address."""
    return (key if "@" in key else f"{key}@{DOMAIN}").casefold()


def differences(
    books: Json, *, but: Collection[str] = (), by_hand: Mapping[str, Collection[str]] | None = None
) -> list[str]:
    """What the accounts show otherwise than they should. ``by_hand``: accounts made by hand, with their own roles."""
    wanted, own = should_have(books, but=but), dict(by_hand or {})
    shown = {
        account["userName"].casefold(): frozenset(account["roles"])
        for account in books["accounts"]
        if account["active"]
    }
    told = [f"{who} has no account that is on" for who in sorted(wanted.keys() - shown.keys())]
    told += [f"{who} has an account that is on" for who in sorted(shown.keys() - wanted.keys() - own.keys())]
    for who in sorted(wanted.keys() & shown.keys()):
        roles = wanted[who] | frozenset(own.get(who, ()))
        if shown[who] != roles:
            told.append(f"{who} has {sorted(shown[who])} instead of {sorted(roles)}")
    return told


async def prove_everybody(
    stage: Stage, words: str, *, but: Collection[str] = (), by_hand: Mapping[str, Collection[str]] | None = None
) -> None:
    """Wait until the books show for everybody exactly what the scope gives. TourFailed with some of what differs."""
    told: list[str] = []

    async def look() -> bool:
        nonlocal told
        told = differences(await stage.books(), but=but, by_hand=by_hand)
        return not told

    if not await stage.until(look, PATIENCE_S):
        raise TourFailed(
            "everybody in the scope with exactly the roles of their groups, and nobody else", "; ".join(told[:TOLD])
        )
    count = sum(1 for account in (await stage.books())["accounts"] if account["active"])
    stage.teller.tell("books", f"show {count} accounts that are on", words, proven=True)
