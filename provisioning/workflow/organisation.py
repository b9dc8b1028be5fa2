"""Requests about the application as a whole: what is looked at before they are asked, and again before they start. Nobody is looked for."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from provisioning.domain.states import OF_JOB, OF_ORGANISATION
from provisioning.usecases import pausing, requests, starting
from provisioning.workflow import waves

if TYPE_CHECKING:
    from provisioning.usecases.executing import Assignment
    from provisioning.workflow.outside import World

Why = tuple[str, dict[str, Any]]


async def is_about(world: World, number: int) -> bool:
    """Whether the request is about the organisation, and no person."""
    request = await world.service.look(requests.find, number)
    return request is not None and request.kind in OF_ORGANISATION


async def check(world: World, number: int, revision: int) -> None:
    """Judge a submitted request by what its kind depends on. Raises Unreachable or Refused."""
    request = await world.service.look(requests.get, number)
    if request.kind not in OF_JOB:
        await waves.check(world, number, revision)
        return
    await world.see_job()
    await world.service.do(pausing.judge, number, revision)


async def recheck(world: World, assignment: Assignment) -> Why | None:
    """Rights and facts, read live before the first side effect; why it was called off, or None. Raises Unreachable or Refused."""
    if assignment.request.kind not in OF_JOB:
        return await waves.recheck(world, assignment)
    await asyncio.gather(world.refresh(), world.see_job())
    return await world.service.do(starting.judge_organisation, assignment.request, pausing.judged)
