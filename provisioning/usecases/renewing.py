"""The platform does not take Usher's token any more: requests wait, and administrators hear of it, since they alone can renew it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from provisioning.storage import tables as t
from provisioning.usecases import people, telling

if TYPE_CHECKING:
    from provisioning.usecases.desk import Desk

#: Why a request waits, and the sentence for administrators.
WAITS, NOTICE = "why-platform-token", "notice-platform-token"
#: Nobody is told of it twice within this time.
ONCE_IN = timedelta(days=1)

_C = t.cards.c
_TOLD = select(_C.recipient).where(
    _C.recipient.in_(bindparam("who", expanding=True)),
    _C.kind == "notice",
    _C.terms["key"].as_string() == NOTICE,
    _C.made_at > bindparam("after"),
)


def tell_administrators(desk: Desk) -> None:
    """Each of them hears of it, once a day at most."""
    readers = people.list_administrators(desk)
    people.hold(desk, *readers)  # of two requests that meet it at once the second sees that they were told
    told = set(desk.c.scalars(_TOLD, {"who": list(readers), "after": desk.now - ONCE_IN}))
    for reader in sorted(readers - told):
        telling.notice(desk, reader, NOTICE, tone="warning")
