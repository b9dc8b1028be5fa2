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
    from provisioning.domain.ports import Check

    #: What to do as key and values; NOTHING where it works.
    Todo = tuple[str, dict[str, str]]

#: Each can give itself every other right.
NEVER = ("AppRoleAssignment.ReadWrite.All", "RoleManagement.ReadWrite.Directory")
#: Values of allowInvitesFrom under which an application's invitations are refused
#: (https://learn.microsoft.com/entra/external-id/external-collaboration-settings-configure).
CLOSED = ("none", "adminsAndGuestInviters")
JOB_RIGHTS = ("Synchronization.ReadWrite.All", "Application.ReadWrite.OwnedBy")
NOTHING: Todo = ("", {})
_READ_GROUPS = "GroupMember.Read.All"


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
            await _try(_READ_GROUPS, lambda: self._read_groups(groups)),
        ]
        if deciding and lines[-1][1]:
            lines.append(await _try("check-deciding", lambda: self._find_deciding(deciding), right=_READ_GROUPS))
        lines += await self._check_application()
        lines += await self._check_invitations(rights)
        if self._settings.reads_log and self._settings.sync_job:
            lines.append(await _try("AuditLog.Read.All", self._read_log))
        return lines + self._check_writing(rights) + check_excess(rights)

    async def _sign_in(self) -> tuple[Check, frozenset[str] | None]:
        """Get a token; the application permissions in it, None where they cannot be seen."""
        name = "check-sign-in"
        try:
            token = await self._graph.sign_in()
        except (Refused, Unreachable) as error:
            return (name, False, *explain(error, "")), None
        return (name, True, *NOTHING), read_rights(token)

    async def _check_application(self) -> list[Check]:
        """The enterprise application, its scope and its job."""
        if not self._settings.enterprise_app:
            return [("check-enterprise-app", False, "check-todo-set-app", {})]
        lines = [await _try("Application.Read.All", self._read_scope)]
        if self._settings.sync_job:
            lines.append(await _try("Synchronization.Read.All", self._read_job))
        elif self._settings.profile is Profile.FULL or self._settings.reads_log:
            lines.append(("check-job", False, "check-todo-set-job", {}))
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
        return [has_right("check-run-job", JOB_RIGHTS, rights)]

    async def _read_users(self) -> Todo:
        """Read a user with a property that basic rights do not show."""
        query = UsersRequestBuilder.UsersRequestBuilderGetQueryParameters(select=["id", "accountEnabled"], top=1)
        page = await self._graph.ask(self._graph.api.users.to_get_request_information(configure(query)))
        if all("accountEnabled" in user for user in read_list(page)):
            return NOTHING
        return "check-todo-users-hidden", {}

    async def _read_groups(self, names: Sequence[str]) -> Todo:
        """Read a group, and those of these names: whoever may make a group may give it the name of another."""
        query = GroupsRequestBuilder.GroupsRequestBuilderGetQueryParameters(select=["id"], top=1)
        await self._graph.ask(self._graph.api.groups.to_get_request_information(configure(query)))
        try:
            await self._groups.find(names)
        except Refused as error:
            if error.code != "two_groups_of_one_name":
                raise
            return "check-todo-groups-alike", {"detail": error.detail}
        return NOTHING

    async def _find_deciding(self, names: Sequence[str]) -> Todo:
        """Look for the groups whose members ask or decide: in one that is not there is nobody."""
        found = await self._groups.find(names)
        missing = ", ".join(name for name in names if name not in found)
        return ("check-todo-not-in-entra", {"groups": missing}) if missing else NOTHING

    async def _read_scope(self) -> Todo:
        """Read what is assigned to the application, and with which role more would be."""
        groups = await self._provisioning.list_assigned_groups()
        application = await self._provisioning.read_application()
        if groups:
            return NOTHING
        return "check-todo-assign", {"application": application.name, "role": application.role_to_assign}

    async def _read_job(self) -> Todo:
        """Read the job; one in quarantine works no longer as it should."""
        job = await self._provisioning.read_job()
        if job.state != "Quarantine":
            return NOTHING
        return "check-todo-quarantine", {"reason": job.quarantine}

    async def _read_log(self) -> Todo:
        """Read a line of the provisioning log."""
        await self._reports.try_reading()
        return NOTHING

    async def _read_invitation_policy(self) -> Todo:
        """Read who may invite."""
        policy = await self._graph.ask(self._graph.api.policies.authorization_policy.to_get_request_information())
        if policy.get("allowInvitesFrom") not in CLOSED:
            return NOTHING
        return "check-todo-invitations", {}


async def _try(name: str, read: Callable[[], Awaitable[Todo]], *, right: str = "") -> Check:
    """Read with a right, which is the line's name unless it is given; the reading returns what is wrong with what it found."""
    try:
        todo, values = await read()
    except (Refused, Unreachable) as error:
        return name, False, *explain(error, right or name)
    return name, not todo, todo, values


def explain(error: Refused | Unreachable, right: str) -> Todo:
    """What an administrator can do about an error."""
    if isinstance(error, Unreachable):
        trace = f" (request-id {error.trace})" if error.trace else ""
        if error.slow is not None:
            return "check-todo-way-slow", {"seconds": f"{error.slow:g}", "trace": trace}
        return "check-todo-way-out", {"detail": f"{error.what}{trace}"}
    if error.code == "not_permitted":
        return "check-todo-grant", {"right": right}
    if error.code == "sign_in_refused":
        return "check-todo-credentials", {"detail": error.detail}
    if error.code == "not_found":
        return "check-todo-ids", {"detail": error.detail}
    return "check-todo-entra-says", {"detail": error.detail or error.code}


def has_right(name: str, any_of: Sequence[str], rights: frozenset[str] | None) -> Check:
    """Whether the token shows one of the rights; where it shows none at all, the first use will tell."""
    if rights is None:
        return name, True, "check-todo-unseen", {}
    if any(right in rights for right in any_of):
        return name, True, *NOTHING
    return name, False, "check-todo-grant", {"right": " / ".join(any_of)}


def check_excess(rights: frozenset[str] | None) -> list[Check]:
    """Rights that Usher never needs and nobody's bot should have."""
    return [(right, False, "check-todo-excess", {}) for right in NEVER if right in (rights or ())]


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
