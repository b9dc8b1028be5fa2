"""Whether Entra knows the people whom ``usher.toml`` names: one who is misspelt is asked in vain, and nobody says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provisioning.domain.ports import Refused, Unreachable

if TYPE_CHECKING:
    from provisioning.domain.ports import Directory
    from provisioning.domain.rules import Rules

#: The line's name, and what to do where none of them could be read.
PEOPLE = "People whom usher.toml names"
UNREAD = "They could not be looked up in Entra ({reason}): mend the lines about Entra, then run this again."


async def check_people(rules: Rules, directory: Directory) -> list[tuple[str, bool, str]]:
    """One line: each is in Entra, and each administrator is an employee who may sign in; it names those who are not."""
    found: dict[str, list[str]] = {}
    for address in sorted(rules.named_addresses):
        try:
            wrong = await _what_is_wrong(address, directory, rules=address in rules.administrators)
        except (Refused, Unreachable) as error:
            reason = error.code if isinstance(error, Refused) else error.what
            return [(PEOPLE, False, UNREAD.format(reason=reason))]
        if wrong:
            found.setdefault(wrong, []).append(address)
    todo = "; ".join(f"{wrong}: {', '.join(some)}" for wrong, some in found.items())
    return [(PEOPLE, not todo, f"{todo}. Mend usher.toml, or the accounts in Entra." if todo else "")]


async def _what_is_wrong(address: str, directory: Directory, *, rules: bool) -> str:
    """Why Usher cannot reckon with this person; "" where it can. ``rules``: it is an administrator."""
    users = await directory.search_users(address)
    if not users:
        return "Unknown to Entra"
    if rules and not users[0].enabled:
        return "Blocked in Entra, and so no administrator"
    return "A guest, and so no administrator" if rules and users[0].is_guest else ""
