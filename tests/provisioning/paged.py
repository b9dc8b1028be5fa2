"""A tenant in lists, given out page by page: what a reading of a wave meets, with the faults of real pages to order."""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from office import group

from provisioning.domain.ports import GroupKind, Members
from provisioning.usecases import readings
from provisioning.workflow.outside import World
from provisioning.workflow.surveying import survey

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection, Sequence

    from office import Office

    from provisioning.domain.ports import DirectoryGroup, DirectoryUser, PlatformAccount
    from provisioning.usecases.readings import Line, Reading


@dataclass
class PagedTenant:
    """The reading half of both ports. ``size`` is that of a page."""

    groups: dict[str, DirectoryGroup]
    scope: set[str] = field(default_factory=set)
    members: dict[str, list[DirectoryUser]] = field(default_factory=lambda: defaultdict(list))
    nested: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    accounts: list[tuple[PlatformAccount, tuple[str, ...]]] = field(default_factory=list)
    size: int = 3
    #: Raised instead of the page after so many accounts.
    fails: Exception | None = None
    fails_after: int = 0
    #: How many pages were asked for.
    asked: int = 0

    @classmethod
    def of(cls, office: Office, *missing: str, dynamic: Sequence[str] = (), **tenant: Any) -> Self:
        """Every role group exists but those that are ``missing``."""
        kinds = {name: GroupKind.DYNAMIC if name in dynamic else GroupKind.ASSIGNED for name in office.rules.groups}
        found = {name: group(name, kind) for name, kind in kinds.items() if name not in missing}
        return cls(groups=found, **tenant)

    def join(self, name: str, *users: DirectoryUser) -> None:
        self.members[f"gid-{name}"] += users

    def assign(self, *names: str) -> None:
        self.scope |= {f"gid-{name}" for name in names}

    def add(self, account: PlatformAccount, *addresses: str) -> None:
        self.accounts.append((account, addresses or (account.user_name,)))

    def is_asked_for(self, pages: int, seconds: float = 5.0) -> bool:
        """Whether so many pages are asked for before long; not for the thread that is to ask."""
        end = time.monotonic() + seconds
        while self.asked < pages and time.monotonic() < end:
            time.sleep(0.005)
        return self.asked >= pages

    # --- the ports ---

    async def find_groups(self, names: Sequence[str], known: Collection[str] = ()) -> dict[str, DirectoryGroup]:
        del known  # here every name is one group's
        return {name: self.groups[name] for name in names if name in self.groups}

    async def list_assigned_groups(self) -> set[str]:
        return set(self.scope)

    async def member_pages(self, group_id: str) -> AsyncIterator[Members]:
        users, nested = self.members[group_id], tuple(self.nested[group_id])
        for first in range(0, max(len(users), 1), self.size):
            self.asked += 1
            yield Members(users=tuple(users[first : first + self.size]), nested=nested if first == 0 else ())

    async def account_pages(self) -> AsyncIterator[list[tuple[PlatformAccount, tuple[str, ...]]]]:
        for first in range(0, len(self.accounts), self.size):
            self.asked += 1
            if self.fails and first >= self.fails_after:
                raise self.fails
            yield self.accounts[first : first + self.size]


async def read(office: Office, tenant: PagedTenant, wave: str = "go-live", **how: Any) -> Reading:
    """A reading, made."""
    number = await office.do(lambda desk: readings.begin(desk, wave, **how))
    await read_again(office, tenant, number)
    return await office.service.look(readings.get, number)


async def read_again(office: Office, tenant: PagedTenant, number: int) -> None:
    ports: Any = tenant  # as much of them as a reading asks
    await survey(World(service=office.service, directory=ports, platform=ports), number)


async def line_of(office: Office, reading: Reading, address: str) -> Line:
    """What the wave does to whoever has this address."""
    person = await office.service.look(lambda desk: desk.vault.find(address))
    every = await office.service.look(lambda desk: readings.lines(desk, reading.id, limit=1000))
    return next(line for line in every if line.pseudonym == person)
