"""Whom a name means, among those who hold something through Usher. Several people are offered by address, never guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from provisioning.domain.errors import Declined
from provisioning.storage import tables as t

if TYPE_CHECKING:
    from collections.abc import Mapping

    from provisioning.usecases.desk import Desk

#: So many people who hold something are looked through for a name.
MOST = 2000

_G = t.grants.c
_HOLDING = select(_G.person).where(_G.ended_at.is_(None)).distinct().order_by(_G.person).limit(MOST)


class Several(Declined):
    """A name may mean these people, of whom one is to be chosen by the address."""

    def __init__(self, addresses: list[str]) -> None:
        super().__init__("declined-namesakes")
        self.addresses = addresses


def find_holder(desk: Desk, typed: str, *, dated: bool = False) -> str | None:
    """Who of those that hold something (``dated``: until a day that is ahead) is called so; None for nobody.

    Every word typed is a word of their name. Raises :class:`Several` for more than one, and for whom only a genitive names:
    ``Priyas`` may be Priya's, and is no guess of ours.
    """
    holding = _HOLDING.where(_G.until > desk.now) if dated else _HOLDING
    known = desk.vault.read(desk.c.scalars(holding).all())
    found = _called(known, typed)
    if len(found) == 1:
        return found[0]
    if found := found or _called(known, typed.removesuffix("s")):
        raise Several(sorted(told for who in found if (told := known[who].get("mail", ""))))
    return None


def _called(known: Mapping[str, Mapping[str, str]], typed: str) -> list[str]:
    wanted = set(typed.casefold().split())
    return [who for who, told in known.items() if wanted and wanted <= set(told.get("name", "").casefold().split())]
