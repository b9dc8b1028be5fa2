"""The provisioning job as Entra showed it last: every look at it is kept here, and a quarantine is told once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from provisioning.storage import tables as t

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Row

    from provisioning.domain.ports import Job
    from provisioning.usecases.desk import Desk

Why = tuple[str, dict[str, Any]]
#: The one row.
NAME = "job"
#: States of a job (https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationstatus).
ACTIVE, PAUSED, QUARANTINE, NOT_RUN = "Active", "Paused", "Quarantine", "NotRun"

_JOB = select(t.jobs).where(t.jobs.c.name == NAME)
_LOCKED = _JOB.with_for_update()


@dataclass(frozen=True, kw_only=True)
class JobRow:
    """The job as it was read last."""

    #: As :class:`provisioning.domain.ports.Job` has it; "" where it could not be read.
    state: str
    #: Why it is in quarantine; "" when it is not. Kept while the job cannot be read.
    quarantine: str
    last_state: str
    last_ended: datetime | None
    next_at: datetime | None
    #: Since when it is active without quarantine; None while it is not.
    healthy_since: datetime | None
    read_at: datetime


def record(desk: Desk, job: Job) -> None:
    """Keep what was read of the job; one without a state could not be read, which says nothing of its quarantine."""
    before = _from_row(desk.c.execute(_LOCKED).first())
    quarantine = job.quarantine or ("Unknown" if job.state == QUARANTINE else "")
    if not job.state and before is not None:
        quarantine = before.quarantine
    healthy = job.state == ACTIVE and not quarantine
    values = {
        "state": job.state,
        "quarantine": quarantine,
        "last_state": job.last_state,
        "last_ended": job.last_ended,
        "next_at": job.next_at,
        "healthy_since": ((before and before.healthy_since) or desk.now) if healthy else None,
        "read_at": desk.now,
    }
    if before is None:
        desk.c.execute(t.jobs.insert().values(name=NAME, **values))
    else:
        desk.c.execute(t.jobs.update().where(t.jobs.c.name == NAME).values(values))


def get(desk: Desk) -> JobRow | None:
    """The job as it was read last; None before the first reading."""
    return _from_row(desk.c.execute(_JOB).first())


def _from_row(row: Row[Any] | None) -> JobRow | None:
    """A row as a record."""
    if row is None:
        return None
    return JobRow(
        state=row.state,
        quarantine=row.quarantine,
        last_state=row.last_state,
        last_ended=row.last_ended,
        next_at=row.next_at,
        healthy_since=row.healthy_since,
        read_at=row.read_at,
    )


def is_healthy(desk: Desk) -> tuple[bool, Why | None]:
    """Whether the job runs as it should, and if not, the sentence that says why not."""
    job = get(desk)
    if job is not None and job.quarantine and job.state != PAUSED:
        return False, ("why-job-quarantine", {"reason": job.quarantine})
    if job is not None and job.state == ACTIVE:
        return True, None
    return False, (_UNWELL.get(job.state if job else "", "why-job-unknown"), {})


_UNWELL = {PAUSED: "why-job-paused", NOT_RUN: "why-job-not-run", "NotConfigured": "why-job-not-configured"}
