"""The daily reading of the groups that Usher manages, and of those it follows: one after the other, and none that is too large."""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING

import structlog

from provisioning.domain.ports import Refused
from provisioning.usecases import following, recording, watching
from provisioning.workflow.surveying import ahead

if TYPE_CHECKING:
    from provisioning.domain.ports import DirectoryUser
    from provisioning.workflow.outside import World

#: So many people become known in one unit of work.
AT_ONCE = 200

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
    for name, object_id in (await service.look(following.list_due)).items():
        await _follow(world, name, object_id)


async def _follow(world: World, name: str, object_id: str) -> None:
    """Note who is in a group that others fill; whoever is new becomes known some at a time, so that decisions need not wait."""
    service, users = world.service, await _members(world, name, object_id)
    if users is None:
        await service.do(following.note_unread, name)
        return
    new = await service.look(following.list_new, name, users)
    for first in range(0, len(new), AT_ONCE):
        await service.do(recording.record_users, new[first : first + AT_ONCE])
    await service.do(following.note, name, users)


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
