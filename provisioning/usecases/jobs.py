"""The provisioning job as Entra showed it last: every look at it is kept here, a quarantine is told once, and its pauses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, exists, func, select

from provisioning import views
from provisioning.domain.states import Kind, State
from provisioning.storage import tables as t
from provisioning.usecases import authority, carding, people, requests, telling

if TYPE_CHECKING:
    from sqlalchemy import Row

    from provisioning.domain.ports import Job
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

Why = tuple[str, dict[str, Any]]
#: The one row.
NAME = "job"
#: States of a job (https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationstatus).
ACTIVE, PAUSED, QUARANTINE, NOT_RUN = "Active", "Paused", "Quarantine", "NotRun"

#: Why a job in such a state does nothing.
UNWELL = {PAUSED: "why-job-paused", NOT_RUN: "why-job-not-run", "NotConfigured": "why-job-not-configured"}

_STATES = {ACTIVE: "running", PAUSED: "paused", NOT_RUN: "not_run", "NotConfigured": "not_configured"}
#: A second pause within this is not the usual any more.
WEEK = timedelta(days=7)
#: Entra pauses once its cycle is over; a job that runs so long afterwards is not about to.
TAKEN_UP = timedelta(minutes=10)

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


@dataclass(frozen=True, kw_only=True)
class Pause:
    """A pause that Usher began and that lasts."""

    id: int
    #: Who asked for it, and by which request.
    requester: str
    request: int
    since: datetime
    until: datetime
    reminded_at: datetime | None
    #: The request by which Usher ends it; None while it lasts as long as was asked.
    resume: int | None


def record(desk: Desk, job: Job, asked_at: datetime | None = None) -> None:
    """Keep what was read of the job, asked for at ``asked_at``; one without a state could not be read."""
    before = _from_row(desk.c.execute(_LOCKED).first())
    quarantine = job.quarantine or ("Unknown" if job.state == QUARANTINE else "")
    if not job.state and before is not None:
        quarantine = before.quarantine  # what could not be read says nothing of it
    _tell_quarantine(desk, before.quarantine if before else "", quarantine)
    if job.state == ACTIVE and asked_at is not None:
        _notice_resumed(desk, asked_at)
        _forget_vain(desk, job, asked_at)
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
    return False, (UNWELL.get(job.state if job else "", "why-job-unknown"), {})


def _tell_quarantine(desk: Desk, before: str, now: str) -> None:
    """Entra stopped the job, or lets it go on: administrators and owners hear of each change once."""
    if bool(before) == bool(now):
        return
    desk.audit("provisioning.quarantined" if now else "provisioning.released", reason=now or before)
    for reader in sorted(authority.owners(desk) | people.list_administrators(desk)):
        if now:
            telling.notice(desk, reader, "why-job-quarantine", values={"reason": now}, tone="warning")
        else:
            telling.notice(desk, reader, "notice-quarantine-over", tone="good")


#: Entra pauses a job once its cycle is over, be it after the proof was given up: what it was told lasts from when it is seen.
#: What is not seen within a week of its end, or by the end of a cycle, has come to nothing: a pause that somebody begins outside is theirs.
_SEEN_LATE = exists().where(t.jobs.c.name == NAME, t.jobs.c.state == PAUSED) & (
    t.pauses.c.resume.is_not(None) | (t.pauses.c.until > bindparam("week_ago"))
)
#: Whether there may be one that lasts.
IS_PAUSED = exists().where(t.pauses.c.ended_at.is_(None))
_PAUSES = (
    select(t.pauses, t.requests.c.terms)
    .select_from(t.pauses.join(t.requests, t.requests.c.number == t.pauses.c.request))
    .where(t.pauses.c.ended_at.is_(None), (t.requests.c.state == State.DELIVERED.value) | _SEEN_LATE)
    .order_by(t.pauses.c.id)
)


def list_pauses(desk: Desk) -> list[Pause]:
    """The pauses that last, proven or seen: one at most, as long as nobody but Usher begins them."""
    return [
        Pause(
            id=row.id,
            requester=str(row.terms["sponsor"]),
            request=row.request,
            since=row.since,
            until=row.until,
            reminded_at=row.reminded_at,
            resume=row.resume,
        )
        for row in desk.c.execute(_PAUSES, {"week_ago": desk.now - WEEK})
    ]


def end_pauses(desk: Desk, *, request: int | None = None) -> None:
    """Provisioning goes on, by a request or by somebody outside: no pause lasts any more."""
    for number in desk.c.scalars(select(t.pauses.c.request).where(t.pauses.c.ended_at.is_(None))).all():
        desk.c.execute(t.pauses.update().where(t.pauses.c.request == number).values(ended_at=desk.now))
        desk.audit("provisioning.resumed", request=number, subject=people.organisation(desk), outside=request is None)
        carding.show_all(desk, number)


def _notice_resumed(desk: Desk, asked_at: datetime) -> None:
    """The job was seen running after a pause began, though nobody asked here: somebody resumed it outside."""
    lasting = [one for one in list_pauses(desk) if one.since < asked_at]
    if not lasting or requests.list_open_for(desk, people.organisation(desk), Kind.RESUME_PROVISIONING):
        return
    end_pauses(desk)
    for reader in sorted({lasting[0].requester} | people.list_administrators(desk)):
        telling.notice(desk, reader, "notice-resumed-outside", request=lasting[0].request)


def _forget_vain(desk: Desk, job: Job, asked_at: datetime) -> None:
    """The job runs though a cycle has ended since Entra was told: that pause came to nothing, and a later one is somebody else's.

    What is still waited for, or being ended, is left to its request.
    """
    if job.last_ended is None or asked_at < job.last_ended + TAKEN_UP:
        return
    c, failed = t.pauses.c, select(t.requests.c.number).where(t.requests.c.state == State.FAILED.value)
    vain = c.ended_at.is_(None) & c.resume.is_(None) & (c.since < job.last_ended) & c.request.in_(failed)
    desk.c.execute(t.pauses.update().where(vain).values(ended_at=desk.now))


def view_of(desk: Desk) -> views.JobView:
    """The job for a card."""
    job = get(desk)
    if job is None:
        return views.JobView(state="unknown")
    state = "quarantine" if job.quarantine and job.state != PAUSED else _STATES.get(job.state, "unknown")
    lasting = list_pauses(desk) if job.state == PAUSED else []
    return views.JobView(
        state=state,
        reason=job.quarantine,
        last_state=job.last_state,
        last_ended=job.last_ended,
        next_at=job.next_at if job.next_at and job.next_at > desk.now else None,
        until=lasting[0].until if lasting else None,
    )


def pause_view(desk: Desk, request: Request) -> views.PauseView:
    """What a request about the job tells besides."""
    c = t.pauses.c
    row = desk.c.execute(select(t.pauses).where(c.request == request.number)).first()
    begun = row.since if row else request.submitted_at
    before = select(func.count()).select_from(t.pauses).where(c.since > begun - WEEK, c.since < begun)
    since = row.since if row else request.ended_at
    return views.PauseView(
        until=request.until,
        proven=since if request.state is State.DELIVERED else None,
        over=row is not None and row.ended_at is not None,
        lately=int(desk.c.scalar(before) or 0) if request.kind is Kind.PAUSE_PROVISIONING else 0,
        first=bool(request.terms.get("first")),
    )


def next_reminder(desk: Desk, pause: Pause) -> datetime:
    """The next working morning of a pause on which its people are reminded."""
    zone, morning = desk.rules.zone, desk.rules.hours.begin
    last = (pause.reminded_at or pause.since).astimezone(zone)
    day = last.date() + timedelta(days=int(last.time() >= morning))
    return desk.rules.hours.morning(day, zone)
