"""One provisioning cycle: people, groups, memberships, in this order; what fails goes into the escrow and to the log."""

from __future__ import annotations

import asyncio
import uuid
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sandbox.engine.accounts import carry_out, remember, remember_failure
from sandbox.engine.log import OUT_OF_SCOPE, Entry
from sandbox.engine.memory import Memory
from sandbox.engine.plan import GroupWork, MemberWork, UserWork, find_groups, find_members, find_users
from sandbox.engine.scim import CredentialFailure, ScimClient, ScimFailure
from sandbox.engine.scopes import (
    carry_out_group,
    carry_out_members,
    remember_group,
    remember_group_failure,
    remember_members,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable
    from datetime import datetime

    from sqlalchemy import Connection

    from sandbox.world import World

#: Requests under way at once.
PARALLEL = 8
#: Deletions and switch-offs that one cycle carries out without an administrator's word ("Accidental deletion prevention").
DELETION_THRESHOLD = 100


class TooManyDeletes(Exception):
    """The cycle would switch off or delete more than the threshold; nothing was done."""


class Cycle:
    """One run. Make it, run it, read :attr:`counts`."""

    def __init__(
        self, world: World, client: ScimClient, number: int, *, full: bool = False, force: bool = False
    ) -> None:
        self._world, self._client, self._number, self._full, self._force = world, client, number, full, force
        self.id = str(uuid.uuid4())
        #: How often each action succeeded, and ``failed``.
        self.counts: Counter[str] = Counter()
        self._slots = asyncio.Semaphore(PARALLEL)
        self._memory = Memory(world)

    async def run(self) -> None:
        """Do all that is due. CredentialFailure or TooManyDeletes when the cycle cannot go on."""
        now = self._world.clock.now()
        db, number, full = self._world.db, self._number, self._full
        users, groups = await db.read(_find_users_and_groups, now, number, full=full)
        self._guard(users, groups)
        await self._all(self.provision_user(work) for work in users)
        await self._all(self.provision_group(work) for work in groups)
        members = await db.read(find_members, number, full=full)
        await self._all(self.provision_members(work) for work in members)

    def _guard(self, users: list[UserWork], groups: list[GroupWork]) -> None:
        """Stop before too many people lose their account at once."""
        leaving = sum(1 for work in users if work.scim_id and not work.source.active)
        leaving += sum(1 for work in groups if work.name is None)
        if leaving > DELETION_THRESHOLD and not self._force:
            raise TooManyDeletes(f"{leaving} deletions are beyond the threshold of {DELETION_THRESHOLD}")

    async def _all(self, works: Iterable[Awaitable[None]]) -> None:
        """Run all of them, a few at a time, and store it; a credential failure ends the cycle when the others have ended."""

        async def one(work: Awaitable[None]) -> None:
            async with self._slots:
                await work

        results = await asyncio.gather(*(one(work) for work in works), return_exceptions=True)
        await self._memory.save()
        for result in results:
            if isinstance(result, BaseException):
                raise result

    async def provision_user(self, work: UserWork) -> None:
        """Deal with one person."""
        try:
            outcome = await carry_out(self._client, work)
        except CredentialFailure:
            raise
        except ScimFailure as failure:
            entry = self._entry("create" if work.scim_id is None else "update", work.source.object_id, work.source.name)
            await self._fail(entry, failure, lambda c: remember_failure(c, work, self._number))
            return
        entry = self._entry(
            outcome.action, work.source.object_id, work.source.name, target=outcome.scim_id, changes=outcome.changes
        )
        if outcome.action == "other":
            entry = _skipped(entry) if work.source.active else _not_entitled(entry)
        await self._succeed(entry, lambda c: remember(c, work, outcome))

    async def provision_group(self, work: GroupWork) -> None:
        """Deal with one group."""
        name = work.name or work.object_id
        try:
            action, scim_id = await carry_out_group(self._client, work)
        except CredentialFailure:
            raise
        except ScimFailure as failure:
            entry = self._entry("create" if work.scim_id is None else "update", work.object_id, name, kind="Group")
            await self._fail(
                entry, failure, lambda c: remember_group_failure(c, work.object_id, work.failures, self._number)
            )
            return
        entry = self._entry(action, work.object_id, name, kind="Group", target=scim_id)
        await self._succeed(entry, lambda c: remember_group(c, work, scim_id))

    async def provision_members(self, work: MemberWork) -> None:
        """Deal with one group's members."""
        changes = [{"path": "members", "value": member} for member, _ in work.added + work.removed]
        entry = self._entry(
            "update", work.group_id, work.group_name, kind="Group", target=work.scim_id, changes=changes
        )
        try:
            await carry_out_members(self._client, work)
        except CredentialFailure:
            raise
        except ScimFailure as failure:
            await self._fail(
                entry, failure, lambda c: remember_group_failure(c, work.group_id, work.failures, self._number)
            )
            return
        await self._succeed(entry, lambda c: remember_members(c, work))

    def _entry(
        self,
        action: str,
        source_id: str,
        name: str,
        *,
        kind: str = "User",
        target: str | None = None,
        changes: list[dict[str, Any]] | None = None,
    ) -> Entry:
        """A line of the log for a success."""
        return Entry(
            cycle_id=self.id,
            action=action,
            status="success",
            source_id=source_id,
            source_kind=kind,
            source_name=name,
            target_id=target,
            changes=changes or [],
        )

    async def _succeed(self, entry: Entry, keep: Callable[[Connection], None]) -> None:
        """Remember and log what worked."""
        self.counts[entry.action] += 1
        await self._memory.keep(entry, keep)

    async def _fail(self, entry: Entry, failure: ScimFailure, keep: Callable[[Connection], None]) -> None:
        """Remember and log what did not."""
        self.counts["failed"] += 1
        await self._memory.keep(replace(entry, status="failure", code=failure.code, reason=failure.reason), keep)


def _find_users_and_groups(
    connection: Connection, now: datetime, number: int, *, full: bool
) -> tuple[list[UserWork], list[GroupWork]]:
    return find_users(connection, now, number, full=full), find_groups(connection, number, full=full)


def _skipped(entry: Entry) -> Entry:
    """Nothing to change."""
    words = "The state of the user in both the source and target systems already match."
    return replace(entry, status="skipped", code="RedundantExport", reason=words)


def _not_entitled(entry: Entry) -> Entry:
    """Out of scope, and no account was found to switch off."""
    return replace(entry, status="skipped", code="NotEffectivelyEntitled", reason=OUT_OF_SCOPE)
