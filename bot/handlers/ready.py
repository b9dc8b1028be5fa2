"""Before anything is judged: it is known who speaks, and the groups that have a say were read lately.

The bot has no right to ask the directory; the worker does, and is waited for briefly.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from typing import TYPE_CHECKING

from provisioning.domain.errors import Declined
from provisioning.usecases import authority, people

if TYPE_CHECKING:
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member
    from provisioning.usecases.service import Service

#: Seconds that a person waits for the worker's reading before they are asked to try again.
PATIENCE = 2.5
LOOK_EVERY = 0.05


async def ensure_ready(service: Service, object_id: str) -> Member:
    """Who speaks, with every authority fresh. Declines guests, and asks for patience when the worker is slow."""
    until = time.monotonic() + PATIENCE
    member, fresh = await service.look(standing, object_id)
    if member is not None and fresh:
        return member
    await service.do(_ask, object_id, known=member is not None, fresh=fresh)
    while time.monotonic() < until:
        await asyncio.sleep(LOOK_EVERY)
        member, fresh = await service.look(standing, object_id)
        if member is not None and fresh:
            return member
    raise Declined("declined-checking-you")


def standing(desk: Desk, object_id: str) -> tuple[Member | None, bool]:
    """Who it is, as far as known, and whether memberships are fresh. Guests are declined at once."""
    try:
        member = people.get_member(desk, object_id)
    except Declined as declined:
        if declined.key != "declined-checking-you":
            raise
        member = None
    desk.fresh = authority.is_fresh(desk)
    return member, desk.fresh


def _ask(desk: Desk, object_id: str, *, known: bool, fresh: bool) -> None:
    """Have the worker read what is missing."""
    if not known:
        desk.enqueue("look_up", f"look-up-{secrets.token_hex(8)}", people.know_object(desk, object_id))
    if not fresh:
        desk.enqueue("refresh", f"refresh-{secrets.token_hex(8)}")
