"""The proof of a wave: the platform's accounts are listed once a look, into SQL, and compared there with what was approved.

Where the platform cannot be seen, Entra's log of the wave's groups is believed, else their assignment; the grade says so.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import structlog

from provisioning.domain.ports import Refused, Unreachable
from provisioning.domain.states import Grade
from provisioning.usecases import held as held_up
from provisioning.usecases import wave_moves, wave_proving, waving
from provisioning.workflow import surveying
from provisioning.workflow.context import UNREADABLE, Context, Done, Wait

if TYPE_CHECKING:
    from collections.abc import Mapping

    from provisioning.domain.ports import DirectoryUser, Job
    from provisioning.usecases.held import Why
    from provisioning.usecases.wave_proving import Progress
    from provisioning.workflow.outside import World

log = structlog.get_logger(__name__)

#: A card is told of progress at most so often (world time).
EVERY = timedelta(minutes=1)
#: After this, whoever is not proven has failed; an owner may try again.
PATIENCE = timedelta(hours=23)
#: So long Entra's own repetitions are waited for: it tries again with every cycle at first.
RETRIED = timedelta(hours=4)
#: Seconds until the next look: never less than the first, at least so many times what a look takes, at most the last.
LEAST, TIMES, MOST = 1.0, 5.0, 60.0


async def prove(x: Context) -> Done | Wait:
    """Look at everybody once."""
    request, service = x.assignment.request, x.world.service
    if not service.rules.sees_platform:
        return await _prove_unseen(x)
    began = time.monotonic()  # how long a look takes is wall time
    seen = await look(x.world, waving.reading_of(request))
    if seen.open and await _cycle_is_over(x):
        await _note_moved(x)
        seen = await _ask_why(x, await service.look(wave_proving.progress, waving.reading_of(request)))
    stopped = await _stopped(x) if seen.open else None
    if seen.open and not stopped and _is_late(x, PATIENCE):
        await _note_lacking(x)
        await service.do(wave_proving.fail_the_rest, request, "fails-late")
        seen = await service.do(wave_proving.compare, waving.reading_of(request))
    if not seen.open:
        done = await service.do(wave_proving.record_done, request, Grade.PLATFORM)
        return Done({"failed": done.failed, "proven": done.proven})
    took = time.monotonic() - began
    return await _go_on(x, seen, min(max(LEAST, TIMES * took), MOST), stopped)


async def look(world: World, reading: int) -> Progress:
    """List the platform's accounts and compare; who is proven is so from then on. Raises Unreachable or Refused."""
    await surveying.read_accounts(world, reading)
    return await world.service.do(wave_proving.compare, reading)


async def _stopped(x: Context) -> Why | None:
    """Why the job does not run, where it is paused: the time that a proof may take does not run either."""
    held = await x.world.service.do(held_up.record_held, x.assignment.request)
    return held if held and held[0].startswith("why-held-") else None


async def _go_on(x: Context, seen: Progress, seconds: float, stopped: Why | None) -> Wait:
    """Not everybody yet: told at most once a minute, and as soon as somebody failed."""
    now = x.world.service.clock.now()
    why, values = stopped or ("why-wave-proving", {})
    kept: dict[str, Any] = {"since": now.isoformat()} if stopped else {}
    counts = {"proven": seen.proven, "failed": seen.failed, "waiting": seen.waiting}
    told_at, told = x.noted.get("told_at"), x.noted.get("told")
    due = told_at is None or now - datetime.fromisoformat(told_at) >= EVERY
    if counts != told and (due or counts["failed"] != (told or {}).get("failed")):
        await x.world.service.do(wave_proving.record_progress, x.assignment.request, counts)
        kept |= {"told_at": now.isoformat(), "told": counts}
    return Wait(why, values, seconds=seconds, note=kept or None)


def _is_late(x: Context, patience: timedelta) -> bool:
    since = x.noted.get("since")
    return since is not None and x.world.service.clock.now() - datetime.fromisoformat(since) > patience


async def _cycle_is_over(x: Context) -> bool:
    """Whether a whole cycle has ended since the wave's groups were in the scope."""
    return has_run(await x.world.see_job(), since(x))


def since(x: Context) -> datetime:
    """When the last group had entered or left the scope."""
    moments = [
        datetime.fromisoformat(result["since"])
        for (key, _), result in x.assignment.results.items()
        if key in {"assign", "unassign", "start"} and "since" in result
    ]
    return max(moments, default=x.world.service.clock.now())


async def _ask_why(x: Context, seen: Progress) -> Progress:
    """Entra's log says of some who are still waited for that they failed. It tries again, so it is final after some hours."""
    service, request = x.world.service, x.assignment.request
    waiting = await service.look(wave_proving.list_waiting, request)
    try:
        reports = await x.world.directory.last_reports(waiting, since(x))
    except (Refused, Unreachable) as error:
        # how far everybody is, and for how long, counts without it
        log.warning("wave.log_unread", request=request.number, reason=str(error), trace=error.trace)
        return seen
    failed = [waiting[object_id] for object_id, report in reports.items() if report.status == "failure"]
    if not failed:
        return seen
    last = _is_late(x, RETRIED)
    lacking = await _lacking(x, {one: who for one, who in waiting.items() if who in failed}, names=True)
    for why in ("fails-entra", *sorted({*lacking.values()})):
        some = [who for who in failed if lacking.get(who, "fails-entra") == why]
        await service.do(wave_proving.note_failing, request, some, why, last=last)
    return await service.do(wave_proving.compare, waving.reading_of(request))


async def _note_moved(x: Context) -> None:
    """Some of whom the platform shows other roles than were approved may be in other groups by now."""
    world, request = x.world, x.assignment.request
    otherwise = await world.service.look(wave_moves.list_otherwise, request)
    if not otherwise:
        return
    try:
        roles = await world.find_groups(list(world.service.rules.groups))
        scope = set(await world.directory.list_assigned_groups())
        names = {group.id: name for name, group in roles.items() if group.id in scope}
        inside = {who: await world.directory.list_groups_of(one, list(names)) for one, who in otherwise.items()}
    except (Refused, Unreachable) as error:
        log.warning("wave.groups_unread", request=request.number, reason=str(error), trace=error.trace)
        return
    now = {who: [names[one] for one in some] for who, some in inside.items()}
    await world.service.do(wave_moves.note, request, now)


async def _note_lacking(x: Context) -> None:
    """Before the rest has simply failed for being late: of some, what Entra lacks of them is known."""
    service, request = x.world.service, x.assignment.request
    lacking = await _lacking(x, await service.look(wave_proving.list_waiting, request))
    for why in sorted({*lacking.values()}):
        some = [who for who, lacks in lacking.items() if lacks == why]
        await service.do(wave_proving.note_failing, request, some, why, last=True)


async def _lacking(x: Context, people: Mapping[str, str], *, names: bool = False) -> dict[str, str]:
    """By pseudonym, of those of ``people`` (object id, pseudonym) who gain something: why Entra cannot give it, as it is now.

    With ``names`` a missing one counts too: many a platform takes people without, so only of whom Entra failed with.
    """
    gain, found = await x.world.service.look(wave_proving.gaining, x.assignment.request, people.values()), {}
    for object_id, who in people.items():
        try:
            user = await x.world.directory.find_user(object_id) if who in gain else None
        except Refused:
            return {}  # people may not be read here
        if who in gain and (why := _lacks(user, names=names)):
            found[who] = why
    return found


def _lacks(user: DirectoryUser | None, *, names: bool) -> str:
    """What stops Entra from giving them anything, the first thing first; "" for nothing that is known."""
    if user is None:
        return "fails-gone"
    if not user.enabled:
        return "fails-disabled"
    if not user.mail:
        return "fails-no-mail"
    return "fails-no-name" if names and user.lacks_name else ""


async def _prove_unseen(x: Context) -> Done | Wait:
    """Of the platform nothing is claimed: what Entra reports of the groups, else that they are assigned."""
    service, request = x.world.service, x.assignment.request
    grade = service.rules.best_grade
    if grade is Grade.LOG:
        try:
            wait = await _waits_for_report(x)
        except Refused as refusal:
            if refusal.code not in UNREADABLE:
                raise
            wait, grade = None, Grade.MEMBERSHIP
        if wait:
            return wait
    job = await x.world.see_job()
    if grade is Grade.MEMBERSHIP and not has_run(job, since(x)):
        return Wait("why-waits-for-cycle", seconds=LEAST)
    await service.do(wave_proving.believe, request)
    done = await service.do(wave_proving.record_done, request, grade)
    return Done({"failed": done.failed, "proven": done.proven})


def has_run(job: Job, since: datetime) -> bool:
    """Whether a cycle has ended since then."""
    return job.last_ended is not None and job.last_ended >= since


async def _waits_for_report(x: Context) -> Wait | None:
    """Until Entra reports each of the wave's groups."""
    groups = dict(x.assignment.request.preview.group_ids if x.assignment.request.preview else ()).values()
    reports = await x.world.directory.last_reports(groups, since(x))
    done = all(group in reports and reports[group].status == "success" for group in groups)
    return None if done else Wait("why-waits-for-cycle", seconds=LEAST)
