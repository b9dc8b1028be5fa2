"""The port, without the SDKs: they are imported in a thread when the first call needs them."""

from __future__ import annotations

import asyncio
import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection, Sequence
    from datetime import datetime

    from provisioning.directory.parts import Parts
    from provisioning.directory.settings import DirectorySettings
    from provisioning.domain.ports import Check, DirectoryGroup, DirectoryUser, Invited, Job, Members, OnDemand, Report


class GraphDirectory:
    """:class:`provisioning.domain.ports.Directory` on Microsoft Graph. For one event loop."""

    def __init__(self, settings: DirectorySettings) -> None:
        self._settings = settings
        self._opening: asyncio.Task[Parts] | None = None

    async def warm(self) -> None:
        """Import the SDKs and read the certificate now, in a thread, so that the first call does not wait for it.

        ValueError or OSError for a certificate that cannot be read; the next call tries again.
        """
        await self._parts()

    async def find_user_by_mail(self, mail: str) -> DirectoryUser | None:
        """See the port. Refused (``two_users_of_one_address``) where the address is not one person's."""
        return await (await self._parts()).users.find_by_mail(mail)

    async def find_user(self, user_id: str) -> DirectoryUser | None:
        """See the port."""
        return await (await self._parts()).users.find(user_id)

    async def last_sign_in(self, user_id: str) -> datetime | None:
        """See the port."""
        return await (await self._parts()).users.last_sign_in(user_id)

    async def search_users(self, text: str) -> list[DirectoryUser]:
        """See the port. Refused (``two_users_of_one_address``) for an address that does not name one."""
        return await (await self._parts()).users.search(text)

    async def find_groups(self, names: Sequence[str], known: Collection[str] = ()) -> dict[str, DirectoryGroup]:
        """See the port. Refused with ``two_groups_of_one_name``."""
        return await (await self._parts()).groups.find(names, known)

    async def list_members(self, group_id: str) -> list[DirectoryUser]:
        """See the port. Refused with ``group_not_found``."""
        return await (await self._parts()).groups.list_members(group_id)

    async def is_member(self, group_id: str, user_id: str) -> bool:
        """See the port. False for a user whom Entra does not know (yet)."""
        return await (await self._parts()).groups.is_member(group_id, user_id)

    async def list_groups_of(self, user_id: str, group_ids: Sequence[str]) -> set[str]:
        """See the port: direct memberships. Empty for a user whom Entra does not know (yet)."""
        return await (await self._parts()).groups.list_groups_of(user_id, group_ids)

    async def invite(self, mail: str, *, name: str, sponsor_id: str, redirect_url: str, send_mail: bool) -> Invited:
        """See the port and :meth:`provisioning.directory.invitations.Invitations.invite` for the codes of Refused."""
        invitations = (await self._parts()).invitations
        return await invitations.invite(
            mail, name=name, sponsor_id=sponsor_id, redirect_url=redirect_url, send_mail=send_mail
        )

    async def add_member(self, group_id: str, user_id: str) -> None:
        """See the port for success and Unreachable.

        Refused with ``group_role_assignable``, ``group_dynamic``, ``group_on_premises``, ``group_not_found``,
        ``restricted_unit`` (only a scoped directory role may change it) or ``not_permitted``.
        """
        await (await self._parts()).groups.add(group_id, user_id)

    async def remove_member(self, group_id: str, user_id: str) -> None:
        """See the port. Refused as in :meth:`add_member`."""
        await (await self._parts()).groups.remove(group_id, user_id)

    async def list_assigned_groups(self) -> set[str]:
        """See the port: the groups whose members are provisioned."""
        return await (await self._parts()).provisioning.list_assigned_groups()

    async def member_pages(self, group_id: str) -> AsyncIterator[Members]:
        """See the port. Refused with ``group_not_found``."""
        async for page in (await self._parts()).groups.member_pages(group_id):
            yield page

    async def assign_group(self, group_id: str) -> None:
        """See the port. Refused with ``not_permitted`` without a right to this application's assignments."""
        await (await self._parts()).provisioning.assign(group_id)

    async def role_to_assign(self) -> str:
        """See the port. Refused with ``no_enterprise_app`` where none is set."""
        return (await (await self._parts()).provisioning.read_application()).role_to_assign

    async def unassign_group(self, group_id: str) -> None:
        """See the port. Refused as in :meth:`assign_group`."""
        await (await self._parts()).provisioning.unassign(group_id)

    async def provision(self, user_id: str, group_ids: Sequence[str] = ()) -> OnDemand:
        """See the port. Refused with ``not_permitted`` where the profile does not allow it, ``no_sync_job`` without a job."""
        return await (await self._parts()).provisioning.provision(user_id, group_ids)

    async def read_job(self) -> Job:
        """The state of the provisioning job, which may be paused or in quarantine. Refused as in :meth:`provision`."""
        return await (await self._parts()).provisioning.read_job()

    async def pause_job(self) -> None:
        """Stop the provisioning job after its present cycle: leavers stay in, too. Refused as in :meth:`provision`."""
        await (await self._parts()).provisioning.pause()

    async def start_job(self) -> None:
        """Let the provisioning job go on; this also lifts a quarantine. Refused as in :meth:`provision`."""
        await (await self._parts()).provisioning.start()

    async def last_report(self, object_id: str, since: datetime) -> Report | None:
        """See the port. Refused with ``not_permitted`` without the right to read the log, ``no_sync_job`` without a job."""
        return await (await self._parts()).reports.last(object_id, since)

    async def last_reports(self, object_ids: Collection[str], since: datetime) -> dict[str, Report]:
        """See the port. Refused as in :meth:`last_report`."""
        return await (await self._parts()).reports.last_of(object_ids, since)

    async def check(self, groups: Sequence[str] = (), deciding: Sequence[str] = ()) -> list[Check]:
        """See the port: a line for each permission, by Graph's name."""
        return await (await self._parts()).checks.run(groups, deciding)

    async def close(self) -> None:
        """Release connections; harmless when nothing was opened."""
        opening, self._opening = self._opening, None
        if opening is not None:
            await asyncio.wait([opening])
            if not _failed(opening):
                await opening.result().graph.close()

    async def _parts(self) -> Parts:
        """What needs the SDKs, opened once however many ask at the same time; a caller who gives up stops nobody else."""
        if self._opening is None or _failed(self._opening):
            self._opening = asyncio.create_task(self._open(), name="open-directory")
        return await asyncio.shield(self._opening)

    async def _open(self) -> Parts:
        """Import and open in a thread: on the loop it would stand still for a second or more."""
        return await asyncio.to_thread(_open_parts, self._settings)


def _failed(opening: asyncio.Task[Parts]) -> bool:
    """Whether opening has ended without anything to use."""
    return opening.done() and (opening.cancelled() or opening.exception() is not None)


def _open_parts(settings: DirectorySettings) -> Parts:
    """Import by name, so that nothing of the SDKs is imported with this module."""
    parts: Parts = importlib.import_module("provisioning.directory.parts").open_parts(settings)
    return parts
