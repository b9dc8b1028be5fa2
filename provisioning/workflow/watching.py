"""The daily readings: the groups that Usher manages, those it follows, and the platform's accounts.

One group is read after the other, and none that is too large. Of a reading of accounts nothing is in memory but a page and, of
everybody in scope, hashes of addresses.
"""

from __future__ import annotations

import asyncio
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING

import structlog

from provisioning.domain.ports import Refused, TokenRefused
from provisioning.usecases import accounts, following, recording, renewing, watching
from provisioning.workflow.surveying import ahead

if TYPE_CHECKING:
    from datetime import datetime

    from provisioning.domain.ports import DirectoryUser, PlatformAccount
    from provisioning.workflow.outside import World

#: So many people become known in one unit of work.
AT_ONCE = 200

log = structlog.get_logger(__name__)


async def watch(world: World) -> None:
    """Read what is due and tell owners what differs. Raises Unreachable; what was read until then is written down."""
    service = world.service
    for name, object_id in (await service.look(watching.list_due)).items():
        began = service.clock.now()
        users = await _members(world, name, object_id)
        if users is None:
            await service.do(watching.note_unread, name)
        else:
            await service.do(watching.compare, name, users, began)
    await service.do(watching.tell)
    for name, object_id in (await service.look(following.list_due)).items():
        await _follow(world, name, object_id)


async def _follow(world: World, name: str, object_id: str) -> None:
    """Note who is in a group that others fill; whoever is new becomes known some at a time, so that decisions need not wait."""
    service, users = world.service, await _members(world, name, object_id)
    if users is None:
        await service.do(following.note_unread, name)
        return
    new = await service.look(following.list_new, name, users)
    for first in range(0, len(new), AT_ONCE):
        await service.do(recording.record_users, new[first : first + AT_ONCE])
    await service.do(following.note, name, users)


async def _members(world: World, name: str, object_id: str) -> list[DirectoryUser] | None:
    """The direct members; None of a group that cannot be read, or has too many."""
    users: list[DirectoryUser] = []
    try:
        async with aclosing(ahead(world.directory.member_pages(object_id))) as pages:
            async for page in pages:
                users += page.users
                if len(users) > watching.MOST_MEMBERS:
                    log.warning("drift.not_watched", group=name, most=watching.MOST_MEMBERS)
                    return None
    except Refused as error:
        log.warning("drift.not_read", group=name, code=error.code)
        return None
    return users


@dataclass(kw_only=True)
class _Scope:
    """Everybody in the groups in scope, by hashes of their addresses: which groups have them, and who is blocked."""

    groups: dict[bytes, frozenset[str]] = field(default_factory=dict)
    blocked: set[bytes] = field(default_factory=set)
    #: Each set of groups once: people share few of them.
    _once: dict[frozenset[str], frozenset[str]] = field(default_factory=dict)

    def put(self, group: str, user: DirectoryUser) -> None:
        """A direct member. The platform knows people by their mail address, principal name or object id, as Entra's mappings send them."""
        for name in {user.mail or user.upn, user.upn, user.id}:
            key = _key(name)
            if not user.enabled:
                self.blocked.add(key)
                continue
            more = self.groups.get(key, frozenset()) | {group}
            self.groups[key] = self._once.setdefault(more, more)

    def read(self, account: PlatformAccount, addresses: tuple[str, ...]) -> accounts.Read:
        """An account with who has its address, or is who Entra made it for."""
        names = tuple(dict.fromkeys((account.user_name, *addresses)))
        keys = [_key(name) for name in (*names, account.external_id) if name]
        groups = frozenset[str]().union(*(self.groups.get(key, frozenset()) for key in keys))
        return accounts.Read(account=account, names=names, groups=groups, blocked=not self.blocked.isdisjoint(keys))


def _key(name: str) -> bytes:
    return blake2b(name.casefold().encode(), digest_size=16).digest()


async def watch_accounts(world: World) -> None:
    """Read the platform's accounts, and tell owners which nothing explains or show other roles. Raises Unreachable or Refused.

    While nothing is in scope nothing could explain an account, so that nothing is told.
    """
    service, seen = world.service, accounts.Seen()
    with suppress(Refused):  # where the job may not be read, time alone decides
        await world.see_job()
    began = service.clock.now()
    if not service.rules.sees_platform or not await service.do(accounts.begin):
        return
    scope = await _read_scope(world)
    if scope is None:
        return
    try:
        await _compare_all(world, scope, seen, began)
    except TokenRefused:
        await service.do(renewing.tell_administrators)
        raise
    await service.do(accounts.finish, seen, began)


async def _compare_all(world: World, scope: _Scope, seen: accounts.Seen, began: datetime) -> None:
    """Every account that is on, page by page."""
    async with aclosing(ahead(world.platform.account_pages())) as pages:
        async for page in pages:
            some = [scope.read(account, addresses) for account, addresses in page if account.active]
            seen.add(await world.service.do(accounts.compare, some, began))


async def _read_scope(world: World) -> _Scope | None:
    """Everybody who is to have an account by a group; None while no group is in scope."""
    groups, ids = await asyncio.gather(
        world.find_groups(list(world.service.rules.groups)), world.directory.list_assigned_groups()
    )
    names, scope = await world.names_of(groups), _Scope()
    for object_id in sorted(ids):
        async with aclosing(ahead(world.directory.member_pages(object_id))) as pages:
            async for page in pages:
                for user in page.users:
                    scope.put(names.get(object_id, object_id), user)
    return scope if ids else None
