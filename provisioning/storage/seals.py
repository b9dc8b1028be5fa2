"""The last seal: how far the chain of the audit had come, in one row with a MAC of its own.

A row that waits for its place looks like one that lost it. Without this row, whoever can write to the tables could take
a row out of the middle, unseal those behind it, and have the sealer sign what is left.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, text, update

from provisioning.storage import tables as t

if TYPE_CHECKING:
    from sqlalchemy import Connection

GENESIS = "0" * 64
#: The only row's id.
ONE = 1
#: Held until the transaction ends; the number means nothing.
_ALONE = text("SELECT pg_advisory_xact_lock(7583910265)")


def mac_of(key: bytes, *parts: object) -> str:
    """HMAC-SHA256 over canonical JSON."""
    covered = json.dumps(parts, separators=(",", ":"), ensure_ascii=True, default=str)
    return hmac.new(key, covered.encode(), hashlib.sha256).hexdigest()


def _mac(key: bytes, place: object, link: object) -> str:
    """Three parts: no row of the audit and no link has as many."""
    return mac_of(key, "last seal", place, link)


@dataclass(frozen=True)
class LastSeal:
    """The row as it was found. Nothing in it is to be believed before :meth:`fault` was asked."""

    place: Any
    link: Any
    mac: Any

    def fault(self, key: bytes, place: object, link: object) -> str | None:
        """Why a chain that ends there is not the one that was sealed; None when it is."""
        if self.mac != _mac(key, self.place, self.link):
            return "the last seal was changed"
        if self.place != place:
            return f"sealed up to place {self.place}, the chain ends at {place}"
        return None if self.link == link else f"the row at place {place} is not the one that was sealed last"


#: How a row of the three is read beside others.
COLUMNS = tuple(column.label(f"seal_{column.name}") for column in (t.seals.c.place, t.seals.c.link, t.seals.c.mac))


def read(connection: Connection) -> LastSeal | None:
    """The last seal; None before the first."""
    row = connection.execute(select(*COLUMNS).where(t.seals.c.one == ONE)).first()
    return LastSeal(*row) if row else None


def fault_in(last: LastSeal | None, key: bytes, head: tuple[object, object], *, required: bool) -> str | None:
    """Why the chain that ends at ``head`` does not hold. No last seal is right only where none was ever ``required``."""
    if last is not None:
        return last.fault(key, *head)
    return "the last seal was removed" if required else None


def be_alone(connection: Connection) -> None:
    """One sealer runs at a time."""
    if connection.dialect.name != "sqlite":  # there a unit of work is alone from its beginning
        connection.execute(_ALONE)


def keep(connection: Connection, key: bytes, head: tuple[int, str]) -> None:
    """From now on the chain is known to have come so far."""
    values = {"place": head[0], "link": head[1], "mac": _mac(key, *head)}
    if not connection.execute(update(t.seals).where(t.seals.c.one == ONE).values(values)).rowcount:
        connection.execute(insert(t.seals).values(one=ONE, **values))
