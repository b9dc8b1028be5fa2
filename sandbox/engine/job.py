"""The synchronization job: running or paused, in quarantine or not, and when its next cycle is. Pure, but for reading and writing it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sandbox.clock import read_stamp, stamp
from sandbox.schema import put_fact, read_fact

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

#: Between two cycles: fixed, the customary figure (learn.microsoft.com, "How provisioning works").
INTERVAL = timedelta(minutes=40)
#: Hours until a job in quarantine is tried again; the last one repeats ("Quarantine status").
QUARANTINE_HOURS = (6, 12, 24)
#: A job that has been in quarantine for so long is disabled until an administrator starts it again (likewise).
LONGEST_QUARANTINE = timedelta(days=28)
FACT = "sync_job_state"


@dataclass(frozen=True, kw_only=True)
class Quarantine:
    """Why and since when the job is in quarantine."""

    #: One of Graph's quarantineReason values.
    reason: str
    began: str
    count: int
    error: str


@dataclass(frozen=True, kw_only=True)
class Execution:
    """One cycle that has run."""

    id: str
    began: str
    ended: str
    #: Succeeded, Failed or EntryLevelErrors.
    state: str
    exported: int
    escrowed: int


@dataclass(frozen=True, kw_only=True)
class Job:
    """The job as it is stored."""

    paused: bool = False
    #: Number of the last cycle; 0 before the first.
    cycle: int = 0
    #: Stamp of the next cycle.
    next_at: str | None = None
    #: The next cycle looks at everybody in scope again.
    full: bool = True
    #: The next cycle carries out deletions beyond the threshold.
    force_deletes: bool = False
    quarantine: Quarantine | None = None
    last: Execution | None = None
    last_success: Execution | None = None

    @property
    def disabled(self) -> bool:
        """Whether quarantine has lasted too long: there is no next attempt."""
        return self.quarantine is not None and self.next_at is None

    @property
    def schedule(self) -> str:
        """Graph's synchronizationScheduleState."""
        if self.paused:
            return "Paused"
        return "Disabled" if self.disabled else "Active"

    @property
    def code(self) -> str:
        """Graph's synchronizationStatusCode."""
        if self.paused:
            return "Paused"
        if self.quarantine:
            return "Quarantine"
        return "Active" if self.last else "NotRun"


def load_job(connection: Connection) -> Job:
    """The job as it was stored last."""
    text = read_fact(connection, FACT)
    if not text:
        return Job()
    kept = json.loads(text)
    kept["quarantine"] = Quarantine(**kept["quarantine"]) if kept["quarantine"] else None
    for name in ("last", "last_success"):
        kept[name] = Execution(**kept[name]) if kept[name] else None
    return Job(**kept)


def save_job(connection: Connection, job: Job) -> None:
    """Store the job."""
    put_fact(connection, FACT, json.dumps(asdict(job)))


def after_cycle(job: Job, execution: Execution, now: datetime) -> Job:
    """The job after a cycle that ran: out of quarantine, the next one an interval later."""
    good = execution if execution.state != "Failed" else job.last_success
    return replace(
        job,
        cycle=job.cycle + 1,
        next_at=stamp(now + INTERVAL),
        full=False,
        force_deletes=False,
        quarantine=None,
        last=execution,
        last_success=good,
    )


def after_failure(job: Job, execution: Execution, reason: str, error: str, now: datetime) -> Job:
    """The job after a cycle that could not run: in quarantine, tried again ever more rarely, then no more."""
    before = job.quarantine
    count = before.count + 1 if before else 1
    hours = QUARANTINE_HOURS[min(count, len(QUARANTINE_HOURS)) - 1]
    began = before.began if before else stamp(now)
    quarantine = Quarantine(reason=reason, began=began, count=count, error=error)
    over = now - read_stamp(began) >= LONGEST_QUARANTINE
    next_at = None if over else stamp(now + timedelta(hours=hours))
    return replace(job, cycle=job.cycle + 1, next_at=next_at, quarantine=quarantine, last=execution)


def catch_up(job: Job, now: datetime) -> Job:
    """Count the idle cycles that time has jumped over."""
    if job.next_at is None:
        return job
    missed = int((now - read_stamp(job.next_at)) / INTERVAL)
    return replace(job, cycle=job.cycle + max(0, missed))
