"""Changing the master key: everything it wraps is wrapped anew, in batches of their own transactions.

Safe to be stopped and run again, and safe beside a running Usher that knows both keys: what is wrapped by either opens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from provisioning.storage import keys
from provisioning.storage import tables as t

if TYPE_CHECKING:
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.service import Service


async def rotate(service: Service) -> int | None:
    """Bring everything under the newest master key; how many people's keys there are. None when nothing was to be done.

    The keys of audit and addresses come last: once they are under the newest, so is everything, and the older master key
    can be taken out of the settings. Raises WrongMasterKey for what none of the master keys opens.
    """
    changed = 0
    while found := await _once(service):  # until a whole round finds nothing: people may have been added meanwhile
        changed += found
    return await service.act("command", None, _close, changed)


async def _once(service: Service) -> int:
    """One round over all people; how many were under an older key."""
    last: str | None = ""
    changed = 0
    while last is not None:
        found, last = await service.do(_batch, last)
        changed += found
    return changed


def _batch(desk: Desk, after: str) -> tuple[int, str | None]:
    """Up to 500 people in one transaction."""
    return keys.rewrap_people(desk.c, desk.keys, after)


def _close(desk: Desk, changed: int) -> int | None:
    """The last step, with its audit event: from now on whoever has the older master key alone makes no people any more.

    Whom they made since the last round is under the newest key, too, before that is so.
    """
    own = keys.rewrap_own(desk.c, desk.keys)
    last: str | None = "" if own else None
    while last is not None:
        found, last = _batch(desk, last)
        changed += found
    if not own and not changed:
        return None
    people = desk.c.scalar(select(func.count()).select_from(t.vault_keys)) or 0
    desk.audit("keys.rotated", people=people)
    return people
