"""The provisioning service as it runs: a cycle every forty minutes of world time, and what an administrator may tell it."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import structlog

from sandbox.callers import ENTRA
from sandbox.clock import read_stamp, stamp
from sandbox.engine.accounts import clear_escrows, count_escrows, first_retry, forget_all
from sandbox.engine.cycle import Cycle, TooManyDeletes
from sandbox.engine.job import INTERVAL, Execution, Job, after_cycle, after_failure, catch_up, load_job, save_job
from sandbox.engine.ondemand import provision
from sandbox.engine.plan import PURGE_AFTER, has_work, next_purge
from sandbox.engine.scim import CredentialFailure, ScimClient

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Connection

    from sandbox.world import World

log = structlog.get_logger()

#: Longest sleep before the ticker looks at the clock again, in wall seconds.
LONGEST_SLEEP_S = 30.0


class ProvisioningService:
    """Runs cycles one after another; every change of the job is stored at once."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._running = asyncio.Lock()
        self._kick = asyncio.Event()
        #: As it is stored; None before it was read. Nobody else writes it.
        self._job: Job | None = None

    async def has_run(self) -> bool:
        """Whether a cycle has ever run to its end."""
        return (await self.read_job()).last_success is not None

    async def read_job(self) -> Job:
        """The job as it is."""
        if self._job is None:
            found = await self._world.db.read(load_job)
            self._job = self._job or found  # it may have been changed meanwhile
        return self._job

    async def count_escrows(self) -> int:
        """How many objects wait to be tried again."""
        return await self._world.db.read(count_escrows)

    def make_client(self, scim_url: str | None = None) -> ScimClient:
        """A SCIM client with the service's own token, by default to the platform on the one port."""
        url = scim_url or f"{self._world.base_url}/scim/v2"
        return ScimClient(self._world.session, url, self._world.scim_tokens[ENTRA])

    async def run_cycle(self, *, initial: bool = False, scim_url: str | None = None) -> dict[str, Any]:
        """Run a cycle now and say what it did; nothing runs while the job is paused or disabled."""
        async with self._running:
            return await self._run(initial=initial, scim_url=scim_url)

    async def _run(self, *, initial: bool = False, scim_url: str | None = None) -> dict[str, Any]:
        """Run a cycle; the caller holds the lock."""
        job, world = await self.read_job(), self._world
        if job.paused or job.disabled:
            return {"ran": False, "reason": "paused" if job.paused else "disabled"}
        began = world.clock.now()
        client = self.make_client(scim_url)
        cycle = Cycle(world, client, job.cycle + 1, full=initial or job.full, force=job.force_deletes)
        done = await self._end(cycle, began, await self._go(cycle))
        await world.say_changed("cycle")
        return done

    async def _go(self, cycle: Cycle) -> tuple[str, str] | None:
        """Run it; the quarantine's reason and words when it could not go on."""
        try:
            await cycle.run()
        except TooManyDeletes as error:
            return "TooManyDeletes", str(error)
        except CredentialFailure as error:
            return "EncounteredQuarantineException", str(error)
        return None

    async def _end(self, cycle: Cycle, began: datetime, error: tuple[str, str] | None) -> dict[str, Any]:
        """Store how it ended; pausing meanwhile is kept."""
        now = self._world.clock.now()
        failed = cycle.counts["failed"]
        state = "Failed" if error else "EntryLevelErrors" if failed else "Succeeded"
        exported = sum(n for action, n in cycle.counts.items() if action not in {"failed", "other"})
        execution = Execution(
            id=cycle.id, began=stamp(began), ended=stamp(now), state=state, exported=exported, escrowed=failed
        )
        after = (
            (lambda job: after_failure(job, execution, *error, now))
            if error
            else lambda job: after_cycle(job, execution, now)
        )
        await self._change(after)
        result = {"ran": True, "id": cycle.id, "state": state, "counts": dict(cycle.counts)}
        return {**result, "quarantine": error[0]} if error else result

    async def _change(self, change: Callable[[Job], Job], also: Callable[[Connection], None] | None = None) -> None:
        """Change the job in one transaction, and wake the ticker."""

        def run(connection: Connection) -> None:
            if also:
                also(connection)
            self._job = change(load_job(connection))
            save_job(connection, self._job)

        try:
            await self._world.db.write(run)
        except Exception:
            self._job = None
            raise
        self._kick.set()

    async def provision(self, subject: dict[str, Any]) -> dict[str, str]:
        """Provision one subject on demand, between cycles; see :func:`sandbox.engine.ondemand.provision`."""
        async with self._running:
            return await provision(self._world, self.make_client(), subject)

    async def pause(self) -> None:
        """Stop after the running cycle."""
        await self._change(lambda job: replace(job, paused=True))

    async def start(self) -> None:
        """Go on where it stopped; quarantine is cleared."""
        now = stamp(self._world.clock.now())
        await self._change(lambda job: replace(job, paused=False, quarantine=None, next_at=now))

    async def restart(self, scopes: frozenset[str]) -> None:
        """Start over: ``Watermark``, ``Escrows``, ``QuarantineState``, ``ConnectorDataStore``, ``Full``, ``ForceDeletes``."""
        now = stamp(self._world.clock.now())
        every = "Full" in scopes

        def change(job: Job) -> Job:
            kept = None if every or "QuarantineState" in scopes else job.quarantine
            full = every or bool(scopes & {"Watermark", "ConnectorDataStore"})
            force = "ForceDeletes" in scopes
            return replace(job, paused=False, quarantine=kept, next_at=now, full=full or job.full, force_deletes=force)

        def also(connection: Connection) -> None:
            if every or "Escrows" in scopes:
                clear_escrows(connection)
            if every or "ConnectorDataStore" in scopes:
                forget_all(connection)

        await self._change(change, also)

    async def next_due(self) -> datetime | None:
        """When a cycle next has something to do; None while paused or with nothing to do, however far the clock is moved."""
        job, now = await self.read_job(), self._world.clock.now()
        if job.paused or job.next_at is None:
            return None
        following = max(read_stamp(job.next_at), now)

        def read(connection: Connection) -> datetime | None:
            if has_work(connection, now, job.cycle + 1) or job.full:
                return following
            retry, purge = first_retry(connection), next_purge(connection)
            dues = [following + (retry - job.cycle - 1) * INTERVAL] if retry else []
            dues += [max(following, read_stamp(purge) + PURGE_AFTER)] if purge else []
            return min(dues, default=None)

        return await self._world.db.read(read)

    async def run_due(self) -> None:
        """Run a cycle if its time has come."""
        async with self._running:
            job, now = await self.read_job(), self._world.clock.now()
            if job.paused or job.next_at is None or read_stamp(job.next_at) > now:
                return
            await self._change(lambda job: catch_up(job, now))
            await self._run()

    async def run_on_time(self) -> None:
        """Run cycles as they fall due, until cancelled."""
        while True:
            try:
                await self.run_due()
            except Exception:
                log.exception("engine.cycle_broke_off")
            self._kick.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(await self._sleep_s()):
                    await self._kick.wait()

    async def _sleep_s(self) -> float:
        """Wall seconds until the next cycle, cut to the longest sleep."""
        job = await self.read_job()
        if job.paused or job.next_at is None:
            return LONGEST_SLEEP_S
        left = (read_stamp(job.next_at) - self._world.clock.now()).total_seconds()
        return min(max(left, 0.0), LONGEST_SLEEP_S)
