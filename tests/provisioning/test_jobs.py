"""The provisioning job: what was read of it last, and since when it runs as it should."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from provisioning.domain.ports import Job
from provisioning.usecases import jobs

if TYPE_CHECKING:
    from office import Office

ENDED = datetime(2026, 3, 3, 8, 40, tzinfo=UTC)


def seen(state: str = "Active", quarantine: str = "", **more: Any) -> Job:
    return Job(state=state, quarantine=quarantine, **more)


async def test_what_was_read_last_is_kept(office: Office) -> None:
    assert await office.do(jobs.get) is None
    await office.do(jobs.record, seen(last_state="Succeeded", last_ended=ENDED))
    job = await office.do(jobs.get)
    assert (job.state, job.last_state, job.last_ended) == ("Active", "Succeeded", ENDED)
    assert job.read_at == office.clock.now()


async def test_it_is_healthy_since_it_became_active_without_a_quarantine(office: Office) -> None:
    await office.do(jobs.record, seen())
    begun = office.clock.now()
    office.clock.advance(hours=1)
    await office.do(jobs.record, seen())
    assert (await office.do(jobs.get)).healthy_since == begun
    await office.do(jobs.record, seen("Quarantine", "TooManyDeletes"))
    assert (await office.do(jobs.get)).healthy_since is None
    office.clock.advance(hours=1)
    await office.do(jobs.record, seen())
    assert (await office.do(jobs.get)).healthy_since == office.clock.now()


async def test_what_is_not_active_says_why(office: Office) -> None:
    async def why() -> tuple[bool, str]:
        fine, because = await office.do(jobs.is_healthy)
        return fine, because[0] if because else ""

    assert await why() == (False, "why-job-unknown")
    for job, told in [
        (seen(), (True, "")),
        (seen("Paused"), (False, "why-job-paused")),
        (seen("NotRun"), (False, "why-job-not-run")),
        (seen("Quarantine"), (False, "why-job-quarantine")),
        (seen("NotConfigured"), (False, "why-job-not-configured")),
    ]:
        await office.do(jobs.record, job)
        assert await why() == told


async def test_a_job_that_cannot_be_read_is_unknown_and_its_quarantine_is_not_forgotten(office: Office) -> None:
    await office.do(jobs.record, seen("Quarantine", "TooManyDeletes"))
    await office.do(jobs.record, seen(""))
    job = await office.do(jobs.get)
    assert (job.state, job.quarantine, job.healthy_since) == ("", "TooManyDeletes", None)
