"""What changed outside Usher, for owners who say what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from provisioning.domain.states import State
    from provisioning.views.requests import GroupView, Reader, RoleView


@dataclass(frozen=True, kw_only=True)
class FollowedGroup:
    """A group that Usher only reads: some of those who joined and left by name, and how many did."""

    name: str
    joined: tuple[str, ...]
    left: tuple[str, ...]
    all_joined: int
    all_left: int


@dataclass(frozen=True, kw_only=True)
class FollowedView:
    """What changed in them since a day, which may have been yesterday when it was told. ``denied``: the reader is no owner."""

    card: str
    reader: Reader
    since: date | None = None
    is_yesterday: bool = False
    groups: tuple[FollowedGroup, ...] = ()
    denied: bool = False


@dataclass(frozen=True, kw_only=True)
class SettlingView:
    """What every finding tells of how it is settled."""

    #: The newest request that is to settle it, and where it stands; 0 for none.
    number: int = 0
    state: State | None = None
    #: "" while it is open; else "put_back", "kept", "ended", "switched_off", "outside" or "unwatched".
    resolution: str = ""
    resolved_at: datetime | None = None
    #: Whether administrators were asked who did it.
    asked: bool = False

    @property
    def is_open(self) -> bool:
        """Whether somebody has to press."""
        return not self.resolution and self.state is None


@dataclass(frozen=True, kw_only=True)
class FindingView(SettlingView):
    """Somebody who is in a group, or is not, though nothing here explains it."""

    id: int
    #: "added" or "missing".
    kind: str
    name: str
    address: str
    group: GroupView
    #: Of one who is added: whether they were in the group all the time, and their account was enabled again.
    again: bool = False
    #: Whether the group's members have a say here.
    guarded: bool
    #: Whether the group gives roles, so that it can be asked for.
    askable: bool
    found_at: datetime
    #: The request that gave what is missing, and its last day; 0 and None where none did, or for no end.
    given_by: int = 0
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class DriftCardView:
    """What one reading found. Empty ``verbs``: nothing is left to decide."""

    card: str
    reader: Reader
    findings: tuple[FindingView, ...]
    verbs: tuple[str, ...] = ()
    #: A sentence (key and values) when a press was declined.
    declined: tuple[str, Mapping[str, object]] | None = None
    denied: bool = False
    #: The finding that the reader's last press was about; 0 for none.
    chosen: int = 0


@dataclass(frozen=True, kw_only=True)
class AccountFindingView(SettlingView):
    """An account of the platform that nothing explains, or that shows other roles than groups and grants give."""

    id: int
    #: "account" or "roles".
    kind: str
    name: str
    address: str
    #: What the account shows.
    roles: tuple[RoleView, ...]
    #: Roles that groups and grants give besides, and those that they do not give.
    missing: tuple[str, ...]
    surplus: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AccountsCardView:
    """What one look at the platform's accounts found: a page of it, and how much there is. Empty ``verbs``: nothing is left to decide."""

    card: str
    reader: Reader
    findings: tuple[AccountFindingView, ...]
    found_at: datetime | None = None
    #: How many there are on all pages, and how many of them are open that nothing explains, or have other roles.
    total: int = 0
    unexplained: int = 0
    other_roles: int = 0
    verbs: tuple[str, ...] = ()
    #: A sentence (key and values) when a press was declined.
    declined: tuple[str, Mapping[str, object]] | None = None
    denied: bool = False
    #: The finding that the reader's last press was about; 0 for none.
    chosen: int = 0
