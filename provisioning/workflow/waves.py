"""A wave's request: everybody is read before it is asked, and read again before it starts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from provisioning.domain.states import State
from provisioning.usecases import wave_checking, wave_starting
from provisioning.workflow import surveying

if TYPE_CHECKING:
    from provisioning.usecases.executing import Assignment
    from provisioning.workflow.outside import World

Why = tuple[str, dict[str, Any]]


async def check(world: World, number: int, revision: int) -> None:
    """Read everybody for a submitted (or voided) request, then judge it. Raises Unreachable or Refused."""
    reading = await world.service.do(wave_checking.begin, number, revision)
    if reading is None:
        return
    await world.see_job()
    await world.refresh()
    await surveying.survey(world, reading)
    await world.service.do(wave_checking.record, number, revision, reading)


async def recheck(world: World, assignment: Assignment) -> Why | None:
    """Rights, checks and people, read live before the first side effect; why it was called off, or None. Raises as :func:`check`."""
    request = assignment.request
    await world.see_job()
    await world.refresh()
    if request.state is State.EXECUTING:  # a new attempt: the set has moved by our own doing
        return await world.service.do(wave_starting.judge, request, 0)
    reading = await world.service.do(wave_starting.begin_recount, request)
    if reading:
        await surveying.survey(world, reading)
    return await world.service.do(wave_starting.judge, request, reading)
