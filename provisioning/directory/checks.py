"""``usher check`` for Entra: every right and connection by the name an administrator knows, and what to do about it."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from msgraph.generated.groups.groups_request_builder import GroupsRequestBuilder
from msgraph.generated.users.users_request_builder import UsersRequestBuilder

from provisioning.directory.graph import configure, read_list
from provisioning.directory.settings import Profile
from provisioning.domain.ports import Refused, Unreachable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from provisioning.directory.graph import Graph
    from provisioning.directory.groups import Groups
    from provisioning.directory.provisioning import Provisioning
    from provisioning.directory.reports import Reports
    from provisioning.directory.settings import DirectorySettings

    Check = tuple[str, bool, str]

#: Each can give itself every other right.
NEVER = ("AppRoleAssignment.ReadWrite.All", "RoleManagement.ReadWrite.Directory")
#: Values of allowInvitesFrom under which an application's invitations are refused
#: (https://learn.microsoft.com/entra/external-id/external-collaboration-settings-configure).
CLOSED = ("none", "adminsAndGuestInviters")
JOB_RIGHTS = ("Synchronization.ReadWrite.All", "Application.ReadWrite.OwnedBy")
_GRANT = "Grant {} as an application permission of Microsoft Graph to the provisioner, with admin consent."


class Checks:
    """Reads with each right in turn; rights to write are looked up in the token, for trying them would do something."""

    def __init__(
        self, graph: Graph, groups: Groups, provisioning: Provisioning, reports: Reports, settings: DirectorySettings
    ) -> None:
        self._graph, self._groups, self._provisioning, self._reports = graph, groups, provisioning, reports
        self._settings = settings

    async def run(self, groups: Sequence[str], deciding: Sequence[str] = ()) -> list[Check]:
        """Every line; without a sign-in only that one, and of the groups that have a say only where groups can be read."""
        sign_in, rights = await self._sign_in()
        if not sign_in[1]:
            return [sign_in]
        lines = [
            sign_in,
            await _try("User.Read.All", self._read_users),
            await _try("GroupMember.Read.All", lambda: self._read_groups(groups)),
        ]
        if deciding and lines[-1][1]:
            lines.append(await _try("Groups that have a say", lambda: self._find_deciding(deciding)))
        lines += await self._check_application()
        lines += await self._check_invitations(rights)
        if self._settings.reads_log:
            lines.append(await _try("AuditLog.Read.All", self._read_log))
        return lines + self._check_writing(rights) + check_excess(rights)

    async def _sign_in(self) -> tuple[Check, frozenset[str] | None]:
        """Get a token; the application permissions in it, None where they cannot be seen."""
        name = "Sign-in to Microsoft Entra"
        try:
            token = await self._graph.sign_in()
        except (Refused, Unreachable) as error:
            return (name, False, explain(error, name)), None
        return (name, True, ""), read_rights(token)

    async def _check_application(self) -> list[Check]:
        """The enterprise application, its scope and its job."""
        if not self._settings.enterprise_app:
            todo = "Set USHER_ENTERPRISE_APP to the object id of the platform's enterprise application."
            return [("Enterprise application", False, todo)]
        lines = [await _try("Application.Read.All", self._read_scope)]
        if self._settings.sync_job:
            lines.append(await _try("Synchronization.Read.All", self._read_job))
        elif self._settings.profile is Profile.FULL:
            todo = "Set USHER_SYNC_JOB to the id of the provisioning job: without it nobody is provisioned on demand."
            lines.append(("Provisioning job", False, todo))
        return lines

    async def _check_invitations(self, rights: frozenset[str] | None) -> list[Check]:
        """Whether guests can be invited: by right, and by the tenant's settings."""
        if self._settings.profile is Profile.LOOK:
            return []
        return [
            has_right("User.Invite.All", ("User.Invite.All",), rights),
            await _try("Policy.Read.All", self._read_invitation_policy),
        ]

    def _check_writing(self, rights: frozenset[str] | None) -> list[Check]:
        """Rights to write that the profile wants and the token can show.

        A scoped directory role is not shown in it: nothing is said of it here, and where it is missing a change becomes a task.
        """
        if self._settings.profile is not Profile.FULL:
            return []
        return [has_right("Run the provisioning job", JOB_RIGHTS, rights)]

    async def _read_users(self) -> str:
        """Read a user with a property that basic rights do not show."""
        query = UsersRequestBuilder.UsersRequestBuilderGetQueryParameters(select=["id", "accountEnabled"], top=1)
        page = await self._graph.ask(self._graph.api.users.to_get_request_information(configure(query)))
        if all("accountEnabled" in user for user in read_list(page)):
            return ""
        return "Users can be read, but not whether they are switched on. " + _GRANT.format("User.Read.All")

    async def _read_groups(self, names: Sequence[str]) -> str:
        """Read a group, and those of these names: whoever may make a group may give it the name of another."""
        query = GroupsRequestBuilder.GroupsRequestBuilderGetQueryParameters(select=["id"], top=1)
        await self._graph.ask(self._graph.api.groups.to_get_request_information(configure(query)))
        try:
            await self._groups.find(names)
        except Refused as error:
            if error.code != "two_groups_of_one_name":
                raise
            return (
                f"Several groups in Entra have one name ({error.detail}): rename or delete those that are not meant. "
                "Usher keeps to a group that it knew before; without one it cannot tell who may ask and decide."
            )
        return ""

    async def _find_deciding(self, names: Sequence[str]) -> str:
        """Look for the groups whose members ask or decide: in one that is not there is nobody."""
        found = await self._groups.find(names)
        missing = ", ".join(name for name in names if name not in found)
        todo = f"Not in Entra: {missing}. Nobody asks or decides by it: create it, or mend the name in usher.toml."
        return todo if missing else ""

    async def _read_scope(self) -> str:
        """Read what is assigned to the application, and with which role more would be."""
        groups = await self._provisioning.list_assigned_groups()
        application = await self._provisioning.read_application()
        if groups:
            return ""
        role = application.role_to_assign
        return f'No group is assigned to {application.name}: nobody is provisioned. Assign one with the role "{role}".'

    async def _read_job(self) -> str:
        """Read the job; one in quarantine works no longer as it should."""
        job = await self._provisioning.read_job()
        if job.state != "Quarantine":
            return ""
        return f"The provisioning job is in quarantine ({job.quarantine}): open Provisioning in the Entra admin center."

    async def _read_log(self) -> str:
        """Read a line of the provisioning log."""
        await self._reports.try_reading()
        return ""

    async def _read_invitation_policy(self) -> str:
        """Read who may invite."""
        policy = await self._graph.ask(self._graph.api.policies.authorization_policy.to_get_request_information())
        if policy.get("allowInvitesFrom") not in CLOSED:
            return ""
        return (
            "External collaboration settings let only administrators, or nobody, invite guests: an application's "
            'invitations are refused. Choose "Member users and users assigned to specific admin roles can invite".'
        )


async def _try(right: str, read: Callable[[], Awaitable[str]]) -> Check:
    """Read with a right; the reading returns what is wrong with what it found, empty when nothing is."""
    try:
        todo = await read()
    except (Refused, Unreachable) as error:
        return right, False, explain(error, right)
    return right, not todo, todo


def explain(error: Refused | Unreachable, right: str) -> str:
    """What an administrator can do about an error."""
    if isinstance(error, Unreachable):
        trace = f" (request-id {error.trace})" if error.trace else ""
        return f"{error.what}{trace}. Check the way out to Microsoft, then run this again."
    if error.code == "not_permitted":
        return _GRANT.format(right)
    if error.code == "sign_in_refused":
        return f"Check tenant id, application id and the secret or certificate. Entra says: {error.detail}"
    if error.code == "not_found":
        return f"Entra does not know what the settings name. Check the ids in them. Entra says: {error.detail}"
    return f"Entra says: {error.detail or error.code}"


def has_right(name: str, any_of: Sequence[str], rights: frozenset[str] | None) -> Check:
    """Whether the token shows one of the rights; where it shows none at all, the first use will tell."""
    if rights is None:
        return name, True, "This right cannot be seen beforehand: its first use shows whether it is there."
    held = any(right in rights for right in any_of)
    return name, held, "" if held else _GRANT.format(" or ".join(any_of))


def check_excess(rights: frozenset[str] | None) -> list[Check]:
    """Rights that Usher never needs and nobody's bot should have."""
    todo = "Take this right away: it can give itself every other one."
    return [(right, False, todo) for right in NEVER if right in (rights or ())]


def read_rights(token: str) -> frozenset[str] | None:
    """Application permissions in an access token's ``roles``; None where it cannot be read.

    For advice only: tokens are Graph's to read, and nothing is decided by this.
    """
    try:
        part = token.split(".")[1]
        claims: Any = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
        return frozenset(str(role) for role in claims.get("roles", []))
    except (IndexError, ValueError, AttributeError):
        return None
