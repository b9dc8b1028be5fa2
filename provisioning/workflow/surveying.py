"""Reading a wave: Entra and the platform, page by page into tables, compared there. Nothing holds a whole tenant in memory.

While a page is written down the next one is on its way. A reading that is made again begins anew.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from provisioning.domain.comparing import Comparison, Digest
from provisioning.domain.ports import GroupKind, Refused, Side, Unreachable
from provisioning.usecases import gathering, readings

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator
    from datetime import datetime

    from provisioning.domain.ports import Members
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.readings import Reading
    from provisioning.workflow.outside import World

T = TypeVar("T")
Keep = Callable[["Desk", int], "dict[str, str] | None"]
#: The card that waits is shown anew at most this often.
EVERY = timedelta(seconds=1)


async def survey(world: World, reading: int) -> None:
    """Make a reading. Raises Unreachable or Refused after the reading says so; the next run begins anew.

    Nothing happens for one that was forgotten meanwhile; one of a wave that the settings name no more says so.
    """
    service = world.service
    if await service.look(readings.find, reading) is None:
        return
    while await service.do(readings.clear, reading):
        pass
    begun = await service.do(gathering.start, reading)
    if begun.wave not in service.rules.waves:
        await service.do(gathering.fail, reading, readings.UNNAMED)
        return
    try:
        await _Survey(world=world, reading=begun).run()
    except Unreachable as error:
        unreached = "wave-no-platform" if error.side is Side.PLATFORM else "wave-no-directory"
        await service.do(gathering.fail, reading, unreached)
        raise
    except Refused:
        await service.do(gathering.fail, reading, "wave-refused")
        raise


async def read_accounts(world: World, reading: int) -> None:
    """List the platform's accounts into the reading's table, once more: what a proof compares. Raises Unreachable or Refused."""
    service = world.service
    while await service.do(readings.clear, reading, lines_too=False):
        pass
    shown: dict[str, str] = {}
    async with aclosing(ahead(world.platform.account_pages())) as pages:
        async for page in pages:
            shown |= await service.do(gathering.keep_accounts, reading, page, back=True)
    await service.do(gathering.claim, reading, shown)


@dataclass(kw_only=True)
class _Survey:
    """One run."""

    world: World
    reading: Reading
    #: Names of the groups that are read, by object id: role groups by their own names, others by their ids.
    names: dict[str, str] = field(default_factory=dict)
    notes: dict[str, Any] = field(default_factory=dict)
    #: Accounts that show somebody's object id, and nobody's address.
    shown: dict[str, str] = field(default_factory=dict)
    shown_at: datetime | None = None

    async def run(self) -> None:
        """Read, compare, hash; then what was read has served."""
        rules, service, reading = self.world.service.rules, self.world.service, self.reading.id
        comparison = await self._find_groups()
        async with aclosing(ahead(self._pages())) as pages:
            async for page in pages:
                for keep in page:
                    await self._keep(keep)
        await service.do(gathering.claim, reading, self.shown)
        groups = [name for name in rules.waves[self.reading.wave].groups if name in self.notes["groups"]]
        await self._through(lambda desk, last: gathering.compare_some(desk, reading, groups, comparison, last))
        if not self.reading.back:
            await self._through(lambda desk, last: gathering.lose_some(desk, reading, comparison, last))
        await service.do(gathering.finish, reading, await self._digest(), self.notes)
        while await service.do(readings.clear, reading, lines_too=False):
            pass

    async def _find_groups(self) -> Comparison:
        """Which groups there are and which are in scope; what will be in scope decides what is compared."""
        rules, directory = self.world.service.rules, self.world.directory
        wave = rules.waves[self.reading.wave]
        names = list(dict.fromkeys((*rules.groups, rules.owners_group)))
        groups, scope = await asyncio.gather(self.world.find_groups(names), directory.list_assigned_groups())
        known = {group.id: name for name, group in groups.items()}
        before = {known.get(object_id, object_id) for object_id in scope}
        mine = {name for name in wave.groups if name in groups}
        after = before - mine if self.reading.back else before | mine
        read = {*before, *mine, rules.owners_group}
        self.names = {
            i: name for i, name in {i: known.get(i, i) for i in (*known, *sorted(scope))}.items() if name in read
        }
        self.notes = {
            "groups": {name: groups[name].id for name in wave.groups if name in groups},
            "missing": [name for name in wave.groups if name not in groups],
            "dynamic": [name for name in wave.groups if name in groups and groups[name].kind is GroupKind.DYNAMIC],
            "nested": [],
            "in_scope": sorted(known[object_id] for object_id in scope if object_id in known),
            "others": sorted(object_id for object_id in scope if object_id not in known),
        }
        return Comparison(rules=rules, before=frozenset(before), after=frozenset(after), back=self.reading.back)

    async def _pages(self) -> AsyncGenerator[list[Keep], None]:
        """What keeps each page, in units of work: group after group, then accounts, which are those of members kept before."""
        for object_id, name in self.names.items():
            async with aclosing(ahead(self.world.directory.member_pages(object_id))) as members:
                async for page in members:
                    yield self._keep_members(name, page)
        if self.world.service.rules.sees_platform:
            async with aclosing(ahead(self.world.platform.account_pages())) as accounts:
                async for some in accounts:
                    yield [partial(gathering.keep_accounts, found=some, back=self.reading.back)]

    def _keep_members(self, name: str, page: Members) -> list[Keep]:
        """One group's direct members; groups in it are noted, since their own members do not get in."""
        if name in self.notes["groups"]:
            self.notes["nested"] += [[name, nested] for nested in page.nested]
        users, since = page.users, self.reading.began_at
        return [
            partial(gathering.keep_members, group=name, users=users[first : first + gathering.SOME], since=since)
            for first in range(0, len(users), gathering.SOME)
        ]

    async def _keep(self, keep: Keep) -> None:
        """One unit of work, and now and then how far it has come."""

        def unit(desk: Desk) -> dict[str, str]:
            """One transaction."""
            shown = keep(desk, self.reading.id) or {}
            if self.shown_at is None or desk.now - self.shown_at >= EVERY:
                gathering.show(desk, self.reading.id)
                self.shown_at = desk.now
            return shown

        self.shown |= await self.world.service.do(unit)

    async def _digest(self) -> str:
        """The hash over all lines."""
        digest, last = Digest(), ""
        while some := await self.world.service.look(gathering.lines_to_hash, self.reading.id, last):
            for line in some:
                digest.add(*line)
            last = some[-1][0]
        return digest.hexdigest()

    async def _through(self, step: Callable[[Desk, str], str]) -> None:
        """Go through people in the order of their pseudonyms, some in each unit of work."""
        last = ""
        while last := await self.world.service.do(step, last):
            pass


async def ahead(pages: AsyncIterator[T]) -> AsyncGenerator[T, None]:
    """The pages, the next of which is fetched while one is worked at."""
    coming = asyncio.ensure_future(anext(pages, None))
    try:
        while (page := await coming) is not None:
            coming = asyncio.ensure_future(anext(pages, None))
            yield page
    finally:
        coming.cancel()
        with suppress(asyncio.CancelledError, Exception):
            await coming
        if close := getattr(pages, "aclose", None):
            await close()
