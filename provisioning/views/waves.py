"""A wave that was asked for: how many people, who among them is named, when, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from provisioning.views.requests import RoleView


@dataclass(frozen=True, kw_only=True)
class NamedView:
    """People of a wave who are told by name: why ("owner", "external", "switched_off" …), some of the names, and how many in all."""

    why: str
    names: tuple[str, ...]
    count: int


@dataclass(frozen=True, kw_only=True)
class FailedView:
    """One person of a wave who is not proven: the key of the reason, "" for none that is known."""

    name: str
    why: str = ""
    #: Where they are now, of whom that is the reason.
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MovedPersonView:
    """One person whose line moved: what happened to them and what would now ("" for in no list)."""

    name: str
    before: str = ""
    after: str = ""
    #: Of an owner, an external, …: what they were and are not any more, and what they have become.
    was: tuple[str, ...] = ()
    now: tuple[str, ...] = ()
    #: The roles that they would have had, and those that they would have, where nothing else is another.
    roles: tuple[tuple[RoleView, ...], tuple[RoleView, ...]] | None = None


@dataclass(frozen=True, kw_only=True)
class MovedView:
    """How the set of people moved since it was approved."""

    joined: int
    left: int
    differ: int
    #: How far it might have moved; 0 for a wave without a schedule.
    allowed: int
    #: Some of them by name.
    people: tuple[MovedPersonView, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WaveRequestView:
    """What a request's card tells of its wave."""

    name: str
    #: Whether it is taken back.
    back: bool
    #: When it starts; None for once it is approved.
    at: datetime | None
    #: When everybody was read; None while that is under way.
    read_at: datetime | None
    #: People by what happens to them.
    counts: Mapping[str, int] = field(default_factory=dict)
    #: How many people it touches: what an approver types.
    size: int = 0
    named: tuple[NamedView, ...] = ()
    #: Checks that were skipped, by whom, and why.
    skips: tuple[str, ...] = ()
    skipped_by: str = ""
    skipped_why: str = ""
    #: Entra's deletion limit where more people than that are switched off; else 0.
    over_limit: int = 0
    #: (proven, waiting, failed); None before anything is carried out.
    progress: tuple[int, int, int] | None = None
    #: Some of those who failed, or were left out.
    failed: tuple[FailedView, ...] = ()
    #: All of those by the key of the reason, the most frequent first; "" where none is known.
    reasons: tuple[tuple[str, int], ...] = ()
    #: How many are left out of it, not proven, and by whom.
    left_out: int = 0
    left_out_by: str = ""
    moved: MovedView | None = None
    #: When it ended, everybody read back; None before.
    proven: datetime | None = None
    #: Whether it missed its moment and waits for a word.
    missed: bool = False
