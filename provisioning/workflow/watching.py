"""The daily reading of the groups that Usher manages: one group after the other, and none that is too large."""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING

import structlog

from provisioning.domain.ports import Refused
from provisioning.usecases import watching
from provisioning.workflow.surveying import ahead

if TYPE_CHECKING:
    from provisioning.domain.ports import DirectoryUser
    from provisioning.workflow.outside import World

log = structlog.get_logger(__name__)


async def watch(world: World) -> None:
    """Read what is due and tell owners what differs. Raises Unreachable; what was read until then is written down."""
    service = world.service
    for name, object_id in (await service.look(watching.list_due)).items():
        began = service.clock.now()
        users = await _members(world, name, object_id)
        if users is None:
            await service.do(watching.note_unread, name)
        else:
            await service.do(watching.compare, name, users, began)
    await service.do(watching.tell)


async def _members(world: World, name: str, object_id: str) -> list[DirectoryUser] | None:
    """The direct members; None of a group that cannot be read, or has too many."""
    users: list[DirectoryUser] = []
    try:
        async with aclosing(ahead(world.directory.member_pages(object_id))) as pages:
            async for page in pages:
                users += page.users
                if len(users) > watching.MOST_MEMBERS:
                    log.warning("drift.not_watched", group=name, most=watching.MOST_MEMBERS)
                    return None
    except Refused as error:
        log.warning("drift.not_read", group=name, code=error.code)
        return None
    return users
