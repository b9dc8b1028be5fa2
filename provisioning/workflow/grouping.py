"""Reading the role groups for a card: which there are, of what kind, in scope or not, and what is in them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from provisioning.away import DatabaseError
from provisioning.domain.ports import Unreachable
from provisioning.usecases import grouping
from provisioning.usecases.grouping import Inside, Seen
from provisioning.views.looking import Look

if TYPE_CHECKING:
    from provisioning.domain.ports import DirectoryGroup
    from provisioning.workflow.outside import World


async def look(world: World, card: str, number: int) -> None:
    """One look for a card, the ``number``-th that was asked for. Raises Unreachable or Refused after the card says so."""
    names = await world.service.look(grouping.wanted, card, number)
    if names is None:
        return
    began = world.service.clock.now()
    try:
        groups, scope = await asyncio.gather(world.find_groups(names), world.directory.list_assigned_groups())
        counted = await asyncio.gather(*(_inside(world, group) for group in groups.values()))
    except Unreachable:
        await world.service.do(grouping.record_unread, card, number, Look.NO_DIRECTORY)
        raise
    except DatabaseError:
        raise
    except Exception:  # Refused, and what nobody foresaw
        await world.service.do(grouping.record_unread, card, number, Look.REFUSED)
        raise
    inside = dict(zip(groups, counted, strict=True))
    seen = Seen(groups=groups, scope=scope, inside=inside, began=began)
    await world.service.do(grouping.record, card, number, seen)


async def _inside(world: World, group: DirectoryGroup) -> Inside:
    """How many people and which groups are direct members; a page at a time, however large the group is."""
    people, nested = 0, list[str]()
    async for page in world.directory.member_pages(group.id):
        people += len(page.users)
        nested += page.nested
    return Inside(people=people, nested=tuple(nested))
