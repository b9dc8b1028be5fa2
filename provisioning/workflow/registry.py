"""Which workflows exist, by name: requests, people, the sweep, the setup check, and the delivery of cards."""

from __future__ import annotations

import asyncio
import functools
import itertools
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import structlog

from provisioning.domain import plan
from provisioning.usecases import accepting, finding, job_forms, many, readiness, review_rows, sweeping
from provisioning.workflow import blocking, durable, grouping, inviting_again, looking, reviving, surveying, watching
from provisioning.workflow.asking import asked, asked_once
from provisioning.workflow.outside import check_platform

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import datetime

    from provisioning.usecases.desk import Desk
    from provisioning.usecases.service import Service
    from provisioning.workflow.durable import Outcome
    from provisioning.workflow.executions import Executions
    from provisioning.workflow.outside import World

log = structlog.get_logger(__name__)

#: Seconds that a card waits for its chat without a durable wait.
SHORT = 5.0


@dataclass(frozen=True, kw_only=True)
class Work:
    """The workflows of the ``work`` queue."""

    world: World
    executions: Executions

    def by_name(self) -> dict[str, Callable[..., Awaitable[None]]]:
        """Plain functions by workflow name, as the engine registers them."""

        async def check(number: int, revision: int) -> None:
            """See :meth:`Executions.check`."""
            await self.executions.check(number, revision)

        async def execute(number: int, revision: int, attempt: int) -> None:
            """See :meth:`Executions.execute`."""
            await self.executions.execute(number, revision, attempt)

        async def look_up(pseudonym: str) -> None:
            """Ask who speaks."""
            await asked("look_up", lambda: self.world.look_up(pseudonym))

        async def acceptance(number: int) -> None:
            """Ask whether a guest has accepted."""
            await asked("acceptance", lambda: self._accepted(number))

        async def check_setup(card: str) -> None:
            """Check every connection for a card."""
            await durable.step("check_setup", lambda: self._check_setup(card))

        async def look_at_sign_ins(review: int) -> None:
            """Ask when the externals of a review last signed in; where Entra does not say, the cards do."""
            await asked("look_at_sign_ins", lambda: self._look_at_sign_ins(review))

        async def sweep(at: datetime, context: Any) -> None:
            """Enqueue what is due; the Clock knows when, not the schedule."""
            del at, context
            await durable.step("sweep", self._sweep)

        return {
            "check": check,
            "execute": execute,
            "look_up": look_up,
            "acceptance": acceptance,
            "check_setup": check_setup,
            "look_at_sign_ins": look_at_sign_ins,
            "sweep": sweep,
            **self._readings(),
            **self._looks(),
            **inviting_again.workflows(self.world, self.executions.redirect_url),
            **blocking.workflows(self.world),
        }

    def _readings(self) -> dict[str, Callable[..., Awaitable[None]]]:
        """What is read now and then, for nobody in particular."""

        async def refresh() -> None:
            """Read who has a say."""
            await asked("refresh", self.world.refresh)

        async def watch() -> None:
            """Read the managed groups, and find what changed in them outside Usher."""
            await asked("watch", lambda: watching.watch(self.world))

        async def watch_accounts() -> None:
            """Read the platform's accounts, and find those that nothing explains."""
            await asked("watch_accounts", lambda: watching.watch_accounts(self.world))

        return {"refresh": refresh, "watch": watch, "watch_accounts": watch_accounts}

    def _looks(self) -> dict[str, Callable[..., Awaitable[None]]]:
        """What cards wait for that show something of the world outside."""

        async def look_for_change(card: str) -> None:
            """Find whom a form means, and what it would change."""
            if not await asked("look_for_change", lambda: self._look_for_change(card)):
                await self.world.service.do(finding.record_unanswered, card)

        async def look(card: str, number: int) -> None:
            """Read Entra and the platform for a card that shows who holds what."""
            await asked("look", lambda: looking.look(self.world, card, number))

        async def look_for_many(card: str) -> None:
            """Find everybody on a list, and judge each line."""
            if not await asked("look_for_many", lambda: self._look_for_many(card)):
                await self.world.service.do(many.record_unanswered, card)

        async def look_at_groups(card: str, number: int) -> None:
            """Read every role group for a card."""
            await asked("look_at_groups", lambda: grouping.look(self.world, card, number))

        async def look_at_job(card: str) -> None:
            """Look at the provisioning job for a card that tells of it."""
            if await asked("look_at_job", self.world.see_job):
                await self.world.service.do(job_forms.show_if_changed, card)

        async def survey(reading: int) -> None:
            """Read a wave for a card that shows what it would do."""
            await asked("survey", lambda: surveying.survey(self.world, reading))

        return {
            "look_at_groups": look_at_groups,
            "look_for_change": look_for_change,
            "look": look,
            "look_for_many": look_for_many,
            "look_at_job": look_at_job,
            "survey": survey,
        }

    async def _sweep(self) -> Outcome:
        """Enqueue what is due."""
        done, awaited = await self.world.service.do(_sweep_and_refresh)
        return {**done, "revived": await reviving.revive(self.world.service, awaited)}

    async def _accepted(self, number: int) -> None:
        """One look at a guest's state."""
        guest = await self.world.service.look(accepting.guest_of, number)
        if guest:
            user = await self.world.directory.find_user(guest)
            accepted = None if user is None else not user.is_pending
            await self.world.service.do(accepting.record, number, accepted=accepted)

    async def _look_for_change(self, card: str) -> None:
        """One look at whom a form means: one person is looked at closely, several are for the reader to choose from."""
        service, directory = self.world.service, self.world.directory
        wanted = await service.look(finding.find_of, card)
        if wanted is None:
            return
        query, object_id, address, takes = wanted
        if not object_id:
            users = await directory.search_users(query)
            if len(users) != 1:
                await service.do(finding.record_candidates, card, users)
                return
            object_id, address = users[0].id, users[0].mail or ""
        outside = await self.world.look(address, object_id, ends=takes)
        await service.do(finding.record_looked, card, outside)

    async def _look_for_many(self, card: str) -> None:
        """One look at everybody on a list."""
        service = self.world.service
        wanted, takes = await service.look(many.sought_of, card), await service.look(many.only_takes, card)
        found = await self.world.look_many(wanted, ends=takes)
        await service.do(many.record_looked, card, found)

    async def _look_at_sign_ins(self, review: int) -> None:
        """One look at everybody of a review whom Entra has."""
        sought = await self.world.service.look(review_rows.list_sought, review)
        found = await self.world.last_sign_ins(sought.values())
        await self.world.service.do(review_rows.record_sign_ins, review, dict(zip(sought, found, strict=True)))

    async def _check_setup(self, card: str) -> Outcome:
        """Every connection and right, for the administrator's card."""
        rules = self.world.service.rules
        platform = await check_platform(rules, self.world.platform)
        lines = [*await self.world.directory.check(rules.group_names, sorted(rules.guarded_groups)), *platform]
        await asked_once(self.world.refresh)
        await self.world.service.do(readiness.record, card, lines)
        return {"end": "checked"}


def deliveries(
    some: Callable[[Sequence[str]], Awaitable[dict[str, float]]],
) -> dict[str, Callable[..., Awaitable[None]]]:
    """The workflow of the ``cards`` queue: ``some`` brings cards up to date and says which to look at again, after how long.

    ``some`` is no step: the card's own row says whether it is up to date, so that running it again does no harm, and a
    recorded step would cost two transactions more for each card.
    """

    async def deliver(*cards: str) -> None:
        """Bring cards up to date, each as soon as Teams takes it."""
        due, looks = dict.fromkeys(cards, 0.0), 0
        while due:
            now = time.monotonic()
            ready = [card for card, moment in due.items() if moment <= now]
            if not ready:
                woken = await _until(min(due.values()))
                due = dict.fromkeys(due, 0.0) if woken else due
                continue
            waits = await durable.patiently("deliver", functools.partial(some, ready))
            now = time.monotonic()
            pauses = {card: now + (plan.pause(looks, wait) if wait else 0.0) for card, wait in waits.items()}
            due = {card: moment for card, moment in due.items() if card not in ready} | pauses
            looks += 1

    return {"deliver": deliver}


async def _until(moment: float) -> bool:
    """Wait until then (monotonic); whether somebody ended the wait, which nobody needs to where it is short.

    A durable wait is three transactions, and most of these waits are for a chat that has had its messages of this second.
    """
    seconds = moment - time.monotonic()
    if seconds > SHORT:
        return await durable.wait(seconds)
    await asyncio.sleep(max(0.0, seconds))
    return False


async def sweep_now(service: Service) -> datetime | None:
    """Enqueue what is due at this moment, outside any workflow; the next moment at which something falls due."""
    awaited, due = await service.do(_sweep_and_look_ahead)
    revived = await reviving.revive(service, awaited)
    return await service.look(sweeping.next_due) if revived else due


# one unit of work each: a transaction costs more than most of what a sweep asks


def _sweep_and_refresh(desk: Desk) -> tuple[dict[str, int | bool], dict[int, str]]:
    done = sweeping.sweep(desk)
    return {**done, "refreshed": sweeping.refresh_stale(desk)}, sweeping.list_awaited(desk)


def _sweep_and_look_ahead(desk: Desk) -> tuple[dict[int, str], datetime | None]:
    sweeping.sweep(desk)
    return sweeping.list_awaited(desk), sweeping.next_due(desk)


async def refresh_until_answered(world: World, *, every: float = 0.5) -> None:
    """Read who has a say at start, asking again every ``every`` seconds while the directory cannot be reached."""
    for _ in itertools.count():
        if "wait" not in await asked_once(world.refresh):
            return
        await asyncio.sleep(every)
