"""What the rules need of the world outside, as protocols: the directory (Entra), the platform (SCIM) and a clock.

Every call returns plain records and raises only :class:`Unreachable` or :class:`Refused`; what was asked for and is
already so counts as done. Implementations never retry: the durable workflow does, and it honours ``retry_after``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from provisioning.domain.errors import UsherError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
    from datetime import datetime

    #: Reads whom an address belongs to in Entra.
    Whom = Callable[[], Awaitable["DirectoryUser | None"]]


class Side(StrEnum):
    """What did not answer: it decides what people read."""

    DIRECTORY = "directory"
    PLATFORM = "platform"
    #: The directory answers, and does not know everywhere yet what was just made.
    REPLICATION = "replication"


class Unreachable(UsherError):
    """The other side did not answer properly.

    ``retry_after`` is in seconds, or None where the other side named no time. ``unknown`` is False only where the
    effect certainly did not happen (it was throttled, or the connection was refused). ``slow``: it was waited for so many seconds.
    """

    def __init__(
        self,
        what: str,
        *,
        retry_after: float | None = None,
        trace: str | None = None,
        unknown: bool = True,
        side: Side = Side.DIRECTORY,
        slow: float | None = None,
    ) -> None:
        super().__init__(what)
        self.what, self.retry_after, self.trace, self.unknown = what, retry_after, trace, unknown
        self.side, self.slow = side, slow


class TokenRefused(Unreachable):
    """The platform does not take Usher's token: what was asked waits until an administrator has renewed it."""


class Refused(UsherError):
    """The other side said no and will say no again; ``code`` is its own word, ``detail`` is for administrators only."""

    def __init__(self, code: str, detail: str = "", *, status: int = 0, trace: str | None = None) -> None:
        super().__init__(f"{code} {detail}".strip())
        self.code, self.detail, self.status, self.trace = code, detail, status, trace


class GroupKind(StrEnum):
    """Whether Usher can change a group's members, and if not, why not."""

    ASSIGNED = "assigned"
    DYNAMIC = "dynamic"
    ROLE_ASSIGNABLE = "role_assignable"
    ON_PREMISES = "on_premises"


@dataclass(frozen=True, kw_only=True)
class DirectoryUser:
    """A user object in Entra, as far as Usher reads it."""

    id: str
    #: User principal name, as Entra has it (``…#EXT#@…`` for guests).
    upn: str
    display_name: str
    #: Primary mail address, lower-cased; None where Entra has none.
    mail: str | None
    is_guest: bool
    enabled: bool
    #: ``PendingAcceptance``, ``Accepted`` or None for members.
    guest_state: str | None = None

    @property
    def is_pending(self) -> bool:
        """Whether they have still to accept. Entra says nothing of it for everybody, and whoever it says nothing of is not waited for."""
        return self.guest_state == "PendingAcceptance"

    #: Entra's employeeType; None where it has none.
    employee_type: str | None = None
    #: Entra has no first name or no surname: an invitation sets neither, and platforms may want both.
    lacks_name: bool = False


@dataclass(frozen=True, kw_only=True)
class DirectoryGroup:
    """A security group in Entra."""

    id: str
    name: str
    kind: GroupKind
    security_enabled: bool


@dataclass(frozen=True, kw_only=True)
class Invited:
    """What Entra answered to an invitation. ``redeem_url`` lets its bearer in: to the requester's own chat, nowhere else."""

    user_id: str
    redeem_url: str


@dataclass(frozen=True, kw_only=True)
class OnDemand:
    """What Entra's provisioning service did with one person."""

    #: ``Success``, ``Skipped`` or ``Failure``.
    result: str
    #: Entra's own code for what is not a success; "" without one.
    code: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Report:
    """What Entra's provisioning log says last about one object."""

    at: datetime
    #: ``success`` (also of whoever was as wanted already), ``failure``, ``skipped`` or ``warning``.
    status: str


@dataclass(frozen=True, kw_only=True)
class Members:
    """One page of a group's direct members. Groups in it are named: their own members are not provisioned."""

    users: tuple[DirectoryUser, ...]
    nested: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Job:
    """The provisioning job (https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationjob)."""

    #: ``NotConfigured``, ``NotRun``, ``Active``, ``Paused`` or ``Quarantine``; empty where Graph named none.
    state: str
    #: Why it is in quarantine; empty when it is not.
    quarantine: str
    #: How the last cycle ended (``Succeeded``, ``Failed``, ``EntryLevelErrors``) and when; "" and None before the first.
    last_state: str = ""
    last_ended: datetime | None = None
    #: When the next one is due, as far as it can be told; None while paused.
    next_at: datetime | None = None


#: A line of a check: its name and what to do, each the key of a sentence ("" for nothing; a right goes by Graph's name), with
#: whether it is good between them, and the values of both sentences behind.
Check = tuple[str, bool, str, dict[str, str]]


class Directory(Protocol):
    """Entra ID through Microsoft Graph, with the rights of the configured profile and no others."""

    async def find_user_by_mail(self, mail: str) -> DirectoryUser | None:
        """The user with this address as mail, other mail, or as a guest's original address; None when nobody has it."""

    async def find_user(self, user_id: str) -> DirectoryUser | None:
        """The user with this object id or user principal name; None when unknown (a new guest may be unknown for minutes)."""

    async def last_sign_in(self, user_id: str) -> datetime | None:
        """When the user with this object id last signed in to anything of the tenant; None where Entra knows of no time.

        Refused (``not_permitted``) without the right to read it, or in a tenant without a premium licence.
        """

    async def search_users(self, text: str) -> list[DirectoryUser]:
        """Up to ten users whose name, first name or surname begins with ``text``, or whose address or principal name it is."""

    async def find_groups(self, names: Sequence[str], known: Collection[str] = ()) -> dict[str, DirectoryGroup]:
        """The groups with these display names, by name; a missing name is left out.

        Of several of one name it is the one whose object id is ``known``: whoever may make a group may give it any name.
        Refused where none or more than one is.
        """

    async def list_members(self, group_id: str) -> list[DirectoryUser]:
        """The direct members that are users, in pages."""

    async def is_member(self, group_id: str, user_id: str) -> bool:
        """Whether the user is a direct member now."""

    async def list_groups_of(self, user_id: str, group_ids: Sequence[str]) -> set[str]:
        """Which of ``group_ids`` the user is a member of, in one call for up to 20."""

    async def invite(self, mail: str, *, name: str, sponsor_id: str, redirect_url: str, send_mail: bool) -> Invited:
        """Invite a guest, once, with a sponsor. The caller has looked before; Refused carries Entra's reason."""

    async def add_member(self, group_id: str, user_id: str) -> None:
        """Make the user a direct member; an existing member is success; a user not yet replicated is Unreachable."""

    async def remove_member(self, group_id: str, user_id: str) -> None:
        """End the direct membership; somebody who is no member is success."""

    async def list_assigned_groups(self) -> set[str]:
        """Object ids of the groups assigned to the platform's enterprise application: the scope."""

    def member_pages(self, group_id: str) -> AsyncIterator[Members]:
        """The direct members, page by page, so that no group is held in memory as a whole."""

    async def assign_group(self, group_id: str) -> None:
        """Assign a group to the platform's enterprise application; one that is assigned is success. Refused (``not_permitted``)."""

    async def role_to_assign(self) -> str:
        """The name of the application's role with which :meth:`assign_group` assigns, for whoever does it by hand."""

    async def unassign_group(self, group_id: str) -> None:
        """End the assignment of a group; one that is not assigned is success. Refused (``not_permitted``)."""

    async def read_job(self) -> Job:
        """The state of the provisioning job, which may be paused or in quarantine."""

    async def pause_job(self) -> None:
        """Stop the provisioning job after its present cycle: leavers stay in, too. Refused (``not_permitted``)."""

    async def start_job(self) -> None:
        """Let the provisioning job go on; this also lifts a quarantine. Refused (``not_permitted``)."""

    async def provision(self, user_id: str, group_ids: Sequence[str] = ()) -> OnDemand:
        """Provision one person on demand, with their place in these groups (joined or left); the worst result counts.

        As wanted already is no worse than a success. A person alone is an account alone: memberships are told only with
        the group. Refused (403) where the profile does not permit it.
        """

    async def last_report(self, object_id: str, since: datetime) -> Report | None:
        """The provisioning log's newest line about a user or group since then; None without one. Refused (``not_permitted``, ``no_sync_job``)."""

    async def last_reports(self, object_ids: Collection[str], since: datetime) -> dict[str, Report]:
        """The same of many at once, by object id; without those of whom there is no line, or none among the newest thousands."""

    async def check(self, groups: Sequence[str], deciding: Sequence[str]) -> list[Check]:
        """Each right and connection.

        ``groups`` are the names in use, ``deciding`` those of them whose members have a say.
        """

    async def close(self) -> None:
        """Release connections."""


@dataclass(frozen=True, kw_only=True)
class PlatformAccount:
    """An account on the platform as read back from it."""

    id: str
    user_name: str
    active: bool
    #: Every role the platform shows, whichever way it was given.
    roles: frozenset[str]
    #: The part of :attr:`roles` that was assigned directly (Option B), as far as the platform tells them apart.
    direct_roles: frozenset[str] = field(default=frozenset())
    #: The id under which whoever made it knows it (Entra's object id, or ours); "" for one that was made by hand.
    external_id: str = ""


class Platform(Protocol):
    """The platform's SCIM 2.0 endpoint, as a client."""

    async def find_account(self, mail: str, whom: Whom | None = None) -> PlatformAccount | None:
        """The account of ``mail``, or of ``whom`` where the platform cannot look for addresses; None when it says there is none."""

    async def find_account_by_id(self, account_id: str) -> PlatformAccount | None:
        """The account with the platform's own id, whatever it is called by now; None when there is none."""

    async def list_accounts(self) -> list[tuple[PlatformAccount, tuple[str, ...]]]:
        """Every account with its work addresses, in pages. Refused where there are more than a list is good for."""

    def account_pages(self) -> AsyncIterator[list[tuple[PlatformAccount, tuple[str, ...]]]]:
        """Every account with its work addresses, page by page; for readings that keep nothing in memory.

        One can come twice, but none that is there all the time is left out: who is not listed counts as having no account.
        """

    async def create_account(self, mail: str, *, name: str, roles: Sequence[str], external_id: str) -> PlatformAccount:
        """Create an account with directly assigned roles. An existing account is Refused (``uniqueness``)."""

    async def set_account(self, account_id: str, *, active: bool, roles: Sequence[str]) -> PlatformAccount:
        """Switch the account on or off and make its directly assigned roles exactly these."""

    async def check(self) -> list[Check]:
        """Each connection."""

    async def close(self) -> None:
        """Release connections."""
