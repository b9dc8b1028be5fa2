"""What a running Usher does beside its work: follow the clock, seal the audit, forget what is over, warm what is heavy."""

from __future__ import annotations

import asyncio
import gc
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import structlog

from provisioning.away import DatabaseError
from provisioning.storage import vault
from provisioning.storage.audit import Broken
from provisioning.usecases import ruling, sweeping
from provisioning.workflow import durable, registry
from usher.clock import SandboxClock

if TYPE_CHECKING:
    from contextlib import AsyncExitStack

    from provisioning.usecases.service import Service
    from provisioning.workflow.outside import World
    from usher.wiring import House

log = structlog.get_logger(__name__)

#: How long finished workflows are kept, and how many seconds lie between two looks for older ones.
KEEP_FINISHED, PRUNE_EVERY = timedelta(days=7), 600.0
#: Seconds between two seals of the audit, and of the head in the log.
SEAL_EVERY, HEAD_EVERY = 1.0, 60
#: Seconds for which the key of somebody whom another process erased may stay in this one's memory.
FORGET_EVERY = 600.0
#: So many objects are made between two looks for garbage among the young, and so many looks lie between two among older ones. A
#: card is thousands of objects: Python's own 700, 10, 10 look through them a dozen times for each press, for 2 % of its time.
RARELY = (10_000, 20, 50)


def settle() -> None:
    """Set aside what was made so far: modules live as long as the process, and a look at all of them stops it for 0.2 s."""
    gc.freeze()
    gc.set_threshold(*RARELY)
    gc.enable()


def start_background(stack: AsyncExitStack, house: House) -> None:
    """The clock's follower and the sealer, ended with the house."""
    tasks = []
    if isinstance(house.clock, SandboxClock):
        sweep = (lambda: _sweep_and_wake(house)) if house.world is not None else None
        tasks.append(asyncio.create_task(house.clock.follow(house.session, sweep), name="clock"))
    tasks.append(asyncio.create_task(_forget_keys(), name="keys"))
    tasks.append(asyncio.create_task(_note_rules(house.service), name="rules"))
    if house.world is not None:
        tasks.append(asyncio.create_task(_seal(house.service), name="sealer"))
        tasks.append(asyncio.create_task(_prune(), name="pruner"))
        tasks.append(asyncio.create_task(_warm(house.world), name="warm"))

    async def end() -> None:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    stack.push_async_callback(end)


async def _sweep_and_wake(house: House) -> Any:
    """The clock was moved: enqueue what is due, and let those who wait look again."""
    due = await registry.sweep_now(house.service)
    await durable.wake_all()
    return due


async def _note_rules(service: Service) -> None:
    """After the start, which must not wait for it."""
    try:
        await service.do(ruling.take_up)
    except DatabaseError as error:
        log.warning("policy.unnoted", reason=type(error).__name__)


async def _forget_keys() -> None:
    """``usher people erase`` is a process of its own."""
    while True:
        await asyncio.sleep(FORGET_EVERY)
        vault.forget_keys()


async def _prune() -> None:
    """The engine keeps every workflow that ever ran; those that ended a week ago are of no use to anybody."""
    while True:
        await asyncio.sleep(PRUNE_EVERY)
        try:
            while count := await durable.prune(KEEP_FINISHED):
                log.info("engine.pruned", count=count)
        except DatabaseError as error:
            log.warning("engine.unpruned", reason=type(error).__name__)


async def _seal(service: Service) -> None:
    """Seal the audit every second, and write the chain's head to the log every minute; a database that is away is waited for.

    A chain that lost rows is told once and sealed no further: requests are served all the same.
    """
    rounds, last, told = 0, (0, ""), False
    while True:
        await asyncio.sleep(SEAL_EVERY)
        rounds += 1
        try:
            head = await service.do(sweeping.seal)
        except DatabaseError as error:
            log.warning("audit.unsealed", reason=type(error).__name__)
            continue
        except Broken as broken:
            if not told:
                log.error("audit.broken", reason=str(broken))
            told = True
            continue
        told = False
        if rounds % HEAD_EVERY == 0 and head != last:
            last = head
            log.info("audit.head", place=head[0], link=head[1])


async def _warm(world: World) -> None:
    """Load the heavy libraries in a thread and read who has a say, so that the first person does not wait for it."""
    seen = [world.platform] if world.service.rules.sees_platform else []  # else its address may be missing
    for side in (world.directory, *seen):
        if warm := getattr(side, "warm", None):
            await warm()
    settle()
    await registry.refresh_until_answered(world)
