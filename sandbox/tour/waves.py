"""What a wave must have done to everybody, by the books of the world outside: memberships against accounts and their roles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sandbox.people import DOMAIN
from sandbox.platform import ROLES
from sandbox.tour.moves import DONE
from sandbox.tour.telling import TourFailed

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sandbox.tour.reading import Json, Message
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

    if not await stage.until(look, stage.patience):
        raise TourFailed(
            "everybody in the scope with exactly the roles of their groups, and nobody else", "; ".join(told[:TOLD])
        )
    count = sum(1 for account in (await stage.books())["accounts"] if account["active"])
    stage.teller.tell("books", f"show {count} accounts that are on", words, proven=True)


def number_of(card: Message) -> int:
    """The number of people that an approver's card asks about."""
    found = re.search(r" (?:for|from) ([0-9,]+) (?:person|people)", card.words)
    if found is None:
        raise TourFailed("a number of people", card.words)
    return int(found[1].replace(",", ""))


async def approve(stage: Stage, who: str, card: Message) -> None:
    """Approve a wave: the number of people is typed, and nothing else will do."""
    count = number_of(card)
    title = card.buttons[0]
    await stage.click_reads(who, card, title, "Nothing was decided yet", f"Type {count:,}")
    await stage.click_reads(who, card, title, "the number of people", confirm=str(count + 1))
    await stage.click_reads(who, card, title, "Approved by", confirm=str(count))
    stage.teller.tell(who, f"presses “{title}” and types {count}", "approved")


async def carry_out(stage: Stage, wave: str, groups: Collection[str], *, back: bool = False, refused: int = 0) -> None:
    """What somebody has to do for a wave: Maria where Usher may not, and Entra's cycle, in which so many accounts are refused."""
    if stage.rights.profile != "full":
        do, words = ("unassign_group", "end the assignment of") if back else ("assign_group", "assign")
        for group in groups:
            task = await stage.reads("maria", "A task for you", f"{words} {group} to")
            await stage.entra(do, group=group)
            await stage.click("maria", task, DONE)
            stage.teller.tell("maria", f"does her task: {words} {group}", "Usher notices")
    about = f"Take {wave} back" if back else f"Open {wave}"
    await stage.reads("olivia", about, "Reading it back: everybody")
    if refused:
        await stage.fault(target="scim", by="entra", method="POST", path="/scim/v2/Users", status=500, times=refused)
    ran = await stage.cycle()
    counts = ", ".join(f"{number} {action}" for action, number in ran["counts"].items())
    stage.teller.tell("entra", "runs its provisioning cycle", counts or "nothing to do")
