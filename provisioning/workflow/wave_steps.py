"""The side effects of a wave: groups into the scope or out of it, the job started, the first people on demand.

Each looks before it writes and is believed when it is read back. What Usher may not do is an administrator's task.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from provisioning.domain.ports import Refused, Unreachable
from provisioning.usecases import jobs, wave_proving, waving
from provisioning.workflow import wave_proof
from provisioning.workflow.context import TASK_LOOK, Context, Done, Wait, permitted

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection

#: Seconds between looks at a job in quarantine.
QUARANTINE_LOOK = 60.0


async def assign(x: Context) -> Done | Wait:
    """One group into the scope."""
    group = _group(x)
    if group in await x.world.directory.list_assigned_groups():
        return Done({"since": _now(x)})
    if not await permitted(x.world.directory.assign_group(group), allowed=x.world.service.rules.may_provision):
        role = await x.world.directory.role_to_assign()
        return Wait("why-task-assign", {"group": x.step.about, "role": role}, seconds=TASK_LOOK)
    return Wait("why-not-there-yet")


async def unassign(x: Context) -> Done | Wait:
    """One group out of the scope: its people are switched off by Entra, and never deleted by Usher."""
    group = _group(x)
    if group not in await x.world.directory.list_assigned_groups():
        return Done({"since": _now(x)})
    if not await permitted(x.world.directory.unassign_group(group), allowed=x.world.service.rules.may_provision):
        return Wait("why-task-unassign", {"group": x.step.about}, seconds=TASK_LOOK)
    return Wait("why-not-there-yet")


async def start(x: Context) -> Done | Wait:
    """Provisioning runs: started or resumed where it may be. A job in quarantine is left to an administrator."""
    job = await x.world.see_job()
    if job.state == jobs.QUARANTINE:
        return Wait("why-job-quarantine", {"reason": job.quarantine}, seconds=QUARANTINE_LOOK)
    if job.state == jobs.ACTIVE:
        return Done({"since": _now(x)})
    if not await permitted(x.world.directory.start_job(), allowed=x.world.service.rules.may_provision):
        return Wait("why-task-start", seconds=TASK_LOOK)
    return Wait("why-not-there-yet")


async def first(x: Context) -> Done | Wait:
    """A few people at once, so that a fault shows before the cycle takes everybody; whatever Entra says, the cycle goes on."""
    service = x.world.service
    if not service.rules.may_provision:
        return Done({"by": "cycle"})
    some = await service.look(wave_proving.first_of, x.assignment.request)
    results: list[str] = []
    groups = _groups(x)
    for person in some:
        try:
            ids = sorted(await x.world.directory.list_groups_of(person, list(groups.values())))
            results.append((await x.world.directory.provision(person, ids)).result)
        except Refused as refusal:
            results.append(refusal.code)
        except Unreachable:
            results.append("left")  # to the cycle: whoever was done is not done again for one who was not
    return Done({"by": "demand", "results": results})


async def switch_on(x: Context) -> Done | Wait:
    """Entra switches off whoever leaves the scope: on again what a grant of its own gives.

    A cycle that ends may have begun before the groups left the scope; an account that is on after the next one stays on.
    """
    job = await x.world.see_job()
    if not wave_proof.has_run(job, wave_proof.since(x)):
        return Wait("why-waits-for-cycle")
    kept = await x.world.service.look(wave_proving.list_kept, waving.reading_of(x.assignment.request))
    ours = {*x.noted.get("ours", ())}
    for account in sorted(kept.keys() - ours):
        if await _was_off(x, account, kept[account]):
            ours.add(account)
    ended = str(job.last_ended)
    if kept.keys() - ours and x.noted.get("ended") in {None, ended}:
        return Wait("why-waits-for-cycle", note={"ended": ended, "ours": sorted(ours)})
    return Done()


async def _was_off(x: Context, account: str, roles: Collection[str]) -> bool:
    """Switch an account on that is off; one that the platform lets nobody write is left to the proof, which says so."""
    found = await x.world.platform.find_account_by_id(account)
    if found is None or found.active:
        return False
    try:
        await x.world.platform.set_account(account, active=True, roles=sorted(roles))
    except Refused:
        return False
    return True


def _group(x: Context) -> str:
    """The object id that was approved: a group that was replaced by one of the same name is another group."""
    ids = _groups(x)
    if x.step.about not in ids:
        raise Refused("group_not_found", x.step.about)
    return ids[x.step.about]


def _groups(x: Context) -> dict[str, str]:
    """The wave's groups by name."""
    frozen = x.assignment.request.preview
    return dict(frozen.group_ids) if frozen else {}


def _now(x: Context) -> str:
    return x.world.service.clock.now().isoformat()


STEPS: dict[str, Callable[[Context], Awaitable[Done | Wait]]] = {
    "assign": assign,
    "unassign": unassign,
    "start": start,
    "first": first,
}
