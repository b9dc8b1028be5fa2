"""Which way in suits an external: the article's advice ("Managing internal vs. external users"). Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provisioning.domain.states import Option

if TYPE_CHECKING:
    from datetime import date

#: Access of up to so many days is "temporary or ad-hoc" and needs no account in the directory.
TEMPORARY_DAYS = 14


def advise(today: date, until: date | None, *, guests_refused: bool, accounts_seen: bool = True) -> tuple[Option, str]:
    """The suggestion and the key of its reason ("" where there is no choice).

    ``guests_refused``: the tenant's policy forbids guests from there. ``accounts_seen``: accounts can be read back here.
    """
    if not accounts_seen:
        return Option.GUEST, ""
    if guests_refused:
        return Option.ACCOUNT, "suggest-forbidden"
    if until is not None and 0 <= (until - today).days <= TEMPORARY_DAYS:
        return Option.ACCOUNT, "suggest-account"
    return Option.GUEST, "suggest-guest"
