"""The side effects on the provisioning job: pause it, let it go on; each looked at before, and proven by looking again."""

from __future__ import annotations

from provisioning.domain.ports import Refused
from provisioning.domain.states import Kind
from provisioning.usecases import jobs, pausing
from provisioning.workflow.context import NOT_OURS, TASK_LOOK, Context, Done, Wait, permitted


async def pause(x: Context) -> Done | Wait:
    """Pause the job, unless it is paused, or the pause would be over already."""
    job = await x.world.see_job()
    if job.state == jobs.PAUSED:
        return Done()
    until = x.assignment.request.until
    if until is None or until <= x.world.service.clock.now():
        raise Refused("pause_over")
    if x.world.service.rules.may_provision and await _is_told(x):
        return Done()
    return Wait("why-task-pause", seconds=TASK_LOOK)


async def _is_told(x: Context) -> bool:
    """Tell Entra to pause; False where that is left to a person. An answer that does not come may have been a yes."""
    service, request = x.world.service, x.assignment.request
    await service.do(pausing.begin, request)
    try:
        await x.world.directory.pause_job()
    except Refused as refusal:
        await service.do(pausing.forget, request)
        if refusal.code in NOT_OURS:
            return False
        raise
    return True


async def resume(x: Context) -> Done | Wait:
    """Let the job go on, unless it does."""
    job = await x.world.see_job()
    if job.state == jobs.ACTIVE:
        return Done()
    if job.state == jobs.QUARANTINE:
        raise Refused("job_quarantine")  # starting it would hide what Entra stopped it for
    if not await permitted(x.world.directory.start_job(), allowed=x.world.service.rules.may_provision):
        first = bool(x.assignment.request.terms.get("first"))
        return Wait("why-task-start" if first else "why-task-resume", seconds=TASK_LOOK)
    return Done()


async def prove(x: Context) -> Done | Wait:
    """Entra says that the job is paused, or that it runs."""
    job = await x.world.see_job()
    if x.assignment.request.kind is Kind.PAUSE_PROVISIONING:
        return Done() if job.state == jobs.PAUSED else Wait("why-cycle-finishes")
    if job.state == jobs.QUARANTINE:
        raise Refused("job_quarantine")
    return Done() if job.state == jobs.ACTIVE else Wait("why-job-starts")
