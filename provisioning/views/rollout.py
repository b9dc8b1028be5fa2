"""What cards show of the rollout: what a wave would do, in counts, by name, and person by person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from provisioning.views.requests import Reader, RoleView


@dataclass(frozen=True, kw_only=True)
class WavePersonView:
    """One line of a wave."""

    name: str
    address: str
    #: One of :data:`provisioning.domain.comparing.CHANGES`.
    change: str
    #: Key of the sentence that says why somebody will fail; "" for everybody else.
    why: str = ""
    before: tuple[RoleView, ...] = ()
    after: tuple[RoleView, ...] = ()
    #: Of :data:`provisioning.domain.comparing.MARKS`.
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WaveNamedView:
    """People who are named on the first page, whatever their number: a few of them, and how many there are."""

    #: A mark, or a change.
    sort: str
    people: tuple[WavePersonView, ...]
    count: int


@dataclass(frozen=True, kw_only=True)
class WaveCheckView:
    """One check of a wave: one of :data:`provisioning.domain.waves.GATES`, and who can make it true."""

    key: str
    ok: bool
    who: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WaveListView:
    """A page of people, or with ``copied`` of lines to copy."""

    people: tuple[WavePersonView, ...]
    #: The place of the first, from 1, and how many there are in all.
    first: int
    total: int
    #: The change that is meant; "" for every one.
    change: str = ""
    copied: bool = False


@dataclass(frozen=True, kw_only=True)
class WaveView:
    """What a wave would do, as read at one moment."""

    card: str
    reader: Reader
    #: As written in the settings.
    wave: str
    #: "reading", "ready", "failed", or "gone" for one that was forgotten.
    state: str
    #: The reader may not see this (any more): nothing of it is shown.
    denied: bool = False
    #: Memberships and accounts read so far.
    memberships: int = 0
    accounts: int = 0
    #: Key of the sentence that says why it could not be read.
    why: str = ""
    #: When all was read; None before.
    at: datetime | None = None
    #: People by change, every change named.
    counts: Mapping[str, int] | None = None
    #: On the way back: how many who stay as they are have no access.
    outside: int = 0
    #: How many fail, by the key of the reason.
    fails: Mapping[str, int] | None = None
    groups: tuple[str, ...] = ()
    #: Groups of the wave that Entra does not have, and those that a rule fills.
    missing: tuple[str, ...] = ()
    dynamic: tuple[str, ...] = ()
    #: (group, group in it).
    nested: tuple[tuple[str, str], ...] = ()
    named: tuple[WaveNamedView, ...] = ()
    checks: tuple[WaveCheckView, ...] = ()
    #: Whether accounts can be read here.
    platform_seen: bool = True
    #: Whether it is the way back: who would lose access because only this wave gave it.
    back: bool = False
    #: When it is to start; None for once it is approved.
    starts: datetime | None = None
    #: Asks for the moment; asks which open checks are skipped, and why.
    dating: bool = False
    skipping: bool = False
    #: What the request would say: the wave before it, which is not proven; "" for none.
    after: str = ""
    #: Entra's deletion limit where more people than that would be switched off; else 0.
    over_limit: int = 0
    today: date | None = None
    #: The day that the settings plan, while it lies ahead.
    planned: date | None = None
    #: The request for this wave that is open already, and its state; 0 and "" for none.
    open_number: int = 0
    open_state: str = ""
    #: Nothing would change: neither anybody nor the scope.
    unchanged: bool = False
    #: Nor is there anything to prove by asking.
    idle: bool = False
    #: Key and values of what was wrong with a press.
    declined: tuple[str, Mapping[str, object]] | None = None
    #: What is shown instead of the summary.
    listed: WaveListView | None = None
    verbs: tuple[str, ...] = ()
