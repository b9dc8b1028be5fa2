"""Who holds what and why: one person's access, the holders of a group or role, and one request's history."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from provisioning.views.rollout import WaveView

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from provisioning.views.requests import GroupView, Reader, RequestView, RoleView


class Look(StrEnum):
    """How far looking outside has come."""

    LOOKING = "looking"
    SEEN = "seen"
    #: Entra, or the platform, did not answer; what Usher itself knows is shown meanwhile.
    NO_DIRECTORY = "no_directory"
    NO_PLATFORM = "no_platform"
    #: One of them does not let Usher read this.
    REFUSED = "refused"


class AccountState(StrEnum):
    """What the platform shows of somebody's account."""

    ON = "on"
    OFF = "off"
    NONE = "none"
    #: This installation cannot read the platform.
    UNSEEN = "unseen"


@dataclass(frozen=True, kw_only=True)
class ReasonView:
    """Why somebody holds something: a request, or (number 0) what was there before Usher or came from elsewhere."""

    number: int = 0
    #: Whether Usher found it there before it gave anything; only of use without a number.
    before: bool = False
    until: date | None = None
    requester: str = ""
    approvers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DirectView:
    """Roles that a request gave on the platform itself, by no group."""

    roles: tuple[RoleView, ...]
    reason: ReasonView


@dataclass(frozen=True, kw_only=True)
class HeldView:
    """One role group that a person holds, in Entra or by Usher's books, with every reason known."""

    group: GroupView
    reasons: tuple[ReasonView, ...]


#: Key and values of a sentence that names one difference between Usher, Entra and the platform.
Difference = tuple[str, "Mapping[str, object]"]


@dataclass(frozen=True, kw_only=True)
class AccessView:
    """What one person holds: by Usher's grants, Entra's memberships and the platform's account."""

    card: str
    reader: Reader
    #: Whether the reader looks at their own access.
    own: bool
    name: str
    address: str
    look: Look
    #: The reader may not see this (any more): nothing of it is shown.
    denied: bool = False
    #: When Entra and the platform were read; None before.
    at: datetime | None = None
    #: "member", "guest", or "none" where Entra does not know the person; "" before it was read.
    directory: str = ""
    blocked: bool = False
    held: tuple[HeldView, ...] = ()
    direct: tuple[DirectView, ...] = ()
    #: Groups on the other pages, those before this one not counted.
    more: int = 0
    account: AccountState = AccountState.UNSEEN
    #: What the platform shows.
    roles: tuple[RoleView, ...] = ()
    #: Group names by Usher's open grants, and in Entra; shown beside the roles where something differs.
    by_usher: tuple[str, ...] = ()
    by_entra: tuple[str, ...] = ()
    differs: tuple[Difference, ...] = ()
    verbs: tuple[str, ...] = ()
    #: (name, address) of people whom a typed name may mean; the reader chooses one.
    candidates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class HolderView:
    """One line of the holders of a group or role."""

    name: str
    address: str
    #: The groups through which Entra gives it; empty for who holds it by Usher's books or on the platform alone.
    through: tuple[str, ...]
    reasons: tuple[ReasonView, ...]
    differs: tuple[Difference, ...] = ()
    blocked: bool = False
    #: The platform alone gives it.
    by_hand: bool = False


@dataclass(frozen=True, kw_only=True)
class HoldersView:
    """Who holds a group or a role, ten at a time."""

    card: str
    reader: Reader
    #: Name of the group or role.
    what: str
    is_role: bool
    #: What it gives: a group's roles, or the role itself.
    roles: tuple[RoleView, ...]
    look: Look
    #: As in :class:`AccessView`.
    denied: bool = False
    at: datetime | None = None
    rows: tuple[HolderView, ...] = ()
    #: The place of the first row, from 1, and how many there are in all.
    first: int = 1
    total: int = 0
    #: How many of these should hold it by Usher's books, and do not in Entra.
    lost: int = 0
    #: Groups that Entra does not give to the platform: being in them gives nothing there.
    out_of_scope: tuple[str, ...] = ()
    #: Groups that are not in Entra.
    not_found: tuple[str, ...] = ()
    #: Whether the platform can be read here.
    account_seen: bool = True
    #: False: who has the role on the platform alone is not on the list.
    complete: bool = True
    verbs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class EventView:
    """Something that happened to a request: which sentence tells it, with what."""

    at: datetime
    key: str
    #: Who did it; "" for Usher itself.
    by: str = ""
    values: Mapping[str, object] | None = None
    #: Key of the reason, and its own values; "" without one.
    why: str = ""
    why_values: Mapping[str, object] | None = None


@dataclass(frozen=True, kw_only=True)
class HistoryView:
    """One request's history in words, ten lines at a time."""

    card: str
    reader: Reader
    request: RequestView
    events: tuple[EventView, ...]
    #: Whether there are later ones.
    more: bool
    #: Whether earlier ones are on other pages.
    later: bool = False
    verbs: tuple[str, ...] = ()


LookingView = AccessView | HoldersView | HistoryView | WaveView
