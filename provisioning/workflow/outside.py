"""What the directory and the platform say about one person, read in parallel; and who has a say, read live."""

from __future__ import annotations

import asyncio
import functools
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from provisioning.domain.ports import Job, Refused, Unreachable
from provisioning.domain.preview import Outside
from provisioning.usecases import authority, jobs, leads, leaving, people, watching
from provisioning.workflow import say
from provisioning.workflow.shared import Shared

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from provisioning.domain.ports import Check, Directory, DirectoryGroup, DirectoryUser, Platform, PlatformAccount
    from provisioning.domain.preview import Given
    from provisioning.domain.rules import Rules
    from provisioning.usecases.service import Service


#: People of a list who are looked for at a time.
AT_ONCE = 5
#: Seconds within which people are looked at together: one execution asks what is the same for everybody twice, milliseconds apart.
TOGETHER = 0.005


@dataclass(frozen=True, kw_only=True)
class World:
    """The two things outside, with the service that writes down what they say."""

    service: Service
    directory: Directory
    platform: Platform
    _reading: Shared[None] = field(init=False, repr=False, compare=False)
    _roles: Shared[dict[str, DirectoryGroup]] = field(init=False, repr=False, compare=False)
    _named_groups: Shared[dict[str, DirectoryGroup]] = field(init=False, repr=False, compare=False)
    _scope: Shared[set[str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """What is the same for everybody is read once for all who ask at the same time. Frozen, but for this."""
        roles, named = sorted(self.service.rules.groups), self.service.rules.group_names
        reading = Shared(functools.partial(self.find_groups, named), within=TOGETHER)
        of_roles = reading
        if roles != named:
            of_roles = Shared(functools.partial(self.find_groups, roles), within=TOGETHER)
        shared = {"_named_groups": reading, "_roles": of_roles, "_reading": Shared(self._refresh)}
        for name, one in {**shared, "_scope": Shared(self._read_scope, within=TOGETHER)}.items():
            object.__setattr__(self, name, one)

    async def _read_scope(self) -> set[str]:
        """Object ids of the groups from which the platform is provisioned."""
        return await self.directory.list_assigned_groups()

    async def find_groups(self, names: Sequence[str]) -> dict[str, DirectoryGroup]:
        """The groups of these names; a later one of the same name does not stand in for the one that was known."""
        return await self.directory.find_groups(names, await self.service.look(authority.known_ids))

    async def look(
        self,
        address: str,
        user_id: str = "",
        account_id: str = "",
        given: Collection[Given] = (),
        *,
        ends: bool = False,
    ) -> Outside:
        """Everything that a request about ``address`` depends on; person and account are found by their ids where these are known.

        Whether the person is in the groups that were ``given`` is read as well, named in the settings or not. Who only
        loses something (``ends``) waits for no platform. Raises Unreachable or Refused.
        """
        (user, (account, readable)), groups, scope = await asyncio.gather(
            self._subject(address, user_id, account_id, ends=ends), self._roles(), self._scope()
        )
        by_id = await self.names_of(groups, given)
        member_of = await self.directory.list_groups_of(user.id, list(by_id)) if user and by_id else set[str]()
        seen = self._outside(user, groups, by_id, scope=scope, member_of=member_of, account=account)
        unread = {one.name for one in given if not one.object_id} - set(by_id.values()) if user else set[str]()
        return replace(seen, unread=seen.unread | unread, account_readable=readable)

    async def look_for(self, number: int, address: str, user_id: str, account_id: str) -> Outside:
        """The same for a request, with the groups that an end may have to leave; who is asked for by address may be a successor.

        Raises Unreachable or Refused.
        """
        given, ends = await self.service.look(leaving.given_to, number)
        seen = await self.look(address, user_id, account_id, given, ends=ends)
        former = await self.former_of(number, address, seen.user) if seen.user and not user_id else None
        return replace(seen, former=former) if former else seen

    async def former_of(self, number: int, address: str, user: DirectoryUser) -> DirectoryUser | None:
        """The other guest whom a request means, who had the address that this user has by now; None where there is none."""
        known = await self.service.look(leads.known_object, number)
        former = await self.directory.find_user(known) if known and user.id != known else None
        moved = former is not None and former.is_guest and (former.mail or "").casefold() != address.casefold()
        return former if moved else None

    async def names_of(self, groups: dict[str, DirectoryGroup], given: Collection[Given] = ()) -> dict[str, str]:
        """Names of the role groups by object id: one that is not found by its name any more is still the group that it was.

        One that was ``given`` and whose name means another one by now goes by its id.
        """
        kept = await self.service.look(leaving.last_ids)
        last = {kept[name]: name for name in self.service.rules.groups if name in kept and name not in groups}
        by_id = last | {group.id: name for name, group in groups.items()}
        for one in sorted(one for one in given if one.object_id and one.object_id not in by_id):
            by_id[one.object_id] = one.object_id if one.name in by_id.values() else one.name
        return by_id

    async def _subject(
        self, address: str, user_id: str, account_id: str, *, ends: bool
    ) -> tuple[DirectoryUser | None, tuple[PlatformAccount | None, bool]]:
        """A person with their account, which goes by the address that they have now, where they were found by object id."""
        if not user_id:
            account = self._account_if_seen(address, account_id, ends=ends)
            return await asyncio.gather(self.directory.find_user_by_mail(address), account)
        user = await self.directory.find_user(user_id) or await self._invited_anew(address)
        return user, await self._account_if_seen((user and user.mail) or address, account_id, user_id, ends=ends)

    async def _invited_anew(self, address: str) -> DirectoryUser | None:
        """The guest who has the address of somebody who is gone: deleted, and invited anew by hand. An employee is somebody else."""
        found = await self.directory.find_user_by_mail(address) if address else None
        return found if found and found.is_guest else None

    def _outside(
        self,
        user: DirectoryUser | None,
        groups: dict[str, DirectoryGroup],
        by_id: dict[str, str],
        *,
        scope: set[str],
        member_of: set[str],
        account: PlatformAccount | None,
    ) -> Outside:
        """What was read of one person; ``scope`` and ``member_of`` hold object ids, ``by_id`` has their names."""
        return Outside(
            user=user,
            groups=groups,
            member_of=frozenset(by_id[group] for group in member_of),
            in_scope=frozenset(by_id[group] for group in scope if group in by_id),
            account=account,
            called=by_id,
            account_readable=self.service.rules.sees_platform,
            unread=frozenset(self.service.rules.groups) - set(by_id.values()) if user else frozenset(),
        )

    async def look_many(self, wanted: Sequence[str], *, ends: bool = False) -> dict[str, Outside | None]:
        """The same for many addresses and names, a few at a time; groups and scope are read once. None: a name of several.

        Raises Unreachable or Refused.
        """
        groups, scope = await asyncio.gather(self._roles(), self._scope())
        by_id = await self.names_of(groups)
        turn = asyncio.Semaphore(AT_ONCE)

        async def one(typed: str) -> Outside | None:
            """One person."""
            async with turn:
                users = [] if "@" in typed else await self.directory.search_users(typed)
                if len(users) > 1:
                    return None
                user, (account, readable) = await self._person(typed, users, ends=ends)
                member_of = await self.directory.list_groups_of(user.id, list(by_id)) if user and by_id else set[str]()
            seen = self._outside(user, groups, by_id, scope=scope, member_of=member_of, account=account)
            return replace(seen, account_readable=readable)

        return dict(zip(wanted, await asyncio.gather(*map(one, wanted)), strict=True))

    async def last_sign_ins(self, user_ids: Iterable[str]) -> list[datetime | None]:
        """When each of these users last signed in, a few asked about at a time. Raises Unreachable or Refused."""
        turn = asyncio.Semaphore(AT_ONCE)

        async def one(user_id: str) -> datetime | None:
            """One person."""
            async with turn:
                return await self.directory.last_sign_in(user_id)

        return await asyncio.gather(*map(one, user_ids))

    async def _person(
        self, typed: str, named: Sequence[DirectoryUser], *, ends: bool
    ) -> tuple[DirectoryUser | None, tuple[PlatformAccount | None, bool]]:
        """Who was found by name, or is found by address, with their account; None for nobody."""
        if "@" in typed:
            account = self._account_if_seen(typed, "", ends=ends)
            return await asyncio.gather(self.directory.find_user_by_mail(typed), account)
        address = (named[0].mail or "") if named else ""
        return named[0] if named else None, await self._account_if_seen(address, "", ends=ends)

    async def account_of(self, address: str, account_id: str = "", user_id: str = "") -> PlatformAccount | None:
        """The platform's account, by address where its id leads to none; None where this installation cannot read the platform.

        Where the platform cannot look for addresses, more is read of whoever has this object id in Entra, else the address.
        """

        async def whom() -> DirectoryUser | None:
            """Who it is in Entra."""
            return await (self.directory.find_user(user_id) if user_id else self.directory.find_user_by_mail(address))

        if not self.service.rules.sees_platform:
            return None
        known = await self.platform.find_account_by_id(account_id) if account_id else None
        return known or (await self.platform.find_account(address, whom) if address else None)

    async def _account_if_seen(
        self, address: str, account_id: str, user_id: str = "", *, ends: bool
    ) -> tuple[PlatformAccount | None, bool]:
        """The account, and whether the platform was read; that it was not is an answer for who only loses something."""
        try:
            return await self.account_of(address, account_id, user_id), self.service.rules.sees_platform
        except (Unreachable, Refused):
            if not ends:
                raise
            return None, False

    async def refresh(self) -> None:
        """Read every role group, the members of those that have a say, and the provisioning job, and keep it.

        Executions that begin together share one reading: what it asks grows with the settings, not with those who ask.
        """
        await self._reading()

    async def _refresh(self) -> None:
        began = self.service.clock.now()
        groups, scope, job = await asyncio.gather(self._named_groups(), self._scope(), self._job())
        wanted = await self.service.look(authority.member_groups)
        read, (named, gone) = await asyncio.gather(
            asyncio.gather(*(self._members(groups.get(name)) for name in wanted)), self._named()
        )
        members = dict(zip(wanted, read, strict=True))
        found = {name: users for name, users in members.items() if name in groups}
        await self.service.do(watching.note, found, began)
        await self.service.do(say.keep, groups, scope, members, named=named, gone=gone, job=job, asked_at=began)

    async def _job(self) -> Job | None:
        """The provisioning job; without a state where it may not be read, None while it cannot."""
        try:
            return await self.directory.read_job()
        except Refused:
            return Job(state="", quarantine="")
        except Unreachable:
            return None

    async def see_job(self) -> Job:
        """The provisioning job as it is now, kept as well. Raises Unreachable or Refused."""
        began = self.service.clock.now()
        job = await self.directory.read_job()
        await self.service.do(jobs.record, job, began)
        return job

    async def _members(self, group: DirectoryGroup | None) -> list[DirectoryUser]:
        """Direct members; nobody in a group that does not exist."""
        return await self.directory.list_members(group.id) if group else []

    async def _named(self) -> tuple[list[DirectoryUser], list[str]]:
        """People whom the settings name by address, as they are now; and pseudonyms of those whom the directory knows no more.

        They have a say without being in a group, so that whether they are enabled is read as often as memberships are.
        """
        wanted = await self.service.look(say.how_to_find)
        found = await asyncio.gather(*map(self.directory.find_user, wanted))
        gone = [person for person, user in zip(wanted.values(), found, strict=True) if person and user is None]
        return [user for user in found if user is not None], gone

    async def look_up(self, pseudonym: str) -> bool:
        """Ask who speaks; False when the directory does not know them."""
        object_id = (await self.service.look(people.chat_of, pseudonym)).object_id
        if not object_id:
            return False
        user = await self.directory.find_user(object_id)
        if user is not None:
            await self.service.do(people.record_user, user)
        else:
            await self.service.do(people.mark_gone, pseudonym)
        return user is not None


async def check_platform(rules: Rules, platform: Platform) -> list[Check]:
    """The platform's lines of a check; where this installation does not read accounts, that alone is said."""
    if not rules.sees_platform:
        return [("check-unread", True, "", {"readback": rules.readback})]
    return await platform.check()
