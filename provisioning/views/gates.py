"""The rollout's checklist, the article's table of role groups, and what people vouch for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from provisioning.views.looking import Difference, Look
    from provisioning.views.requests import GroupView, Reader


@dataclass(frozen=True, kw_only=True)
class GroupRowView:
    """One row of the article's table, as Entra has it."""

    group: GroupView
    #: "missing", or the group's kind.
    kind: str
    followed: bool
    in_scope: bool
    people: int
    #: Names of groups in it, whose own members are not provisioned.
    nested: tuple[str, ...] = ()
    #: Whether no wave brings it into the scope.
    spare: bool = False

    @property
    def is_fit(self) -> bool:
        """Whether nothing has to be done about the group itself."""
        return self.kind == "assigned" or (self.followed and self.kind != "missing")


@dataclass(frozen=True, kw_only=True)
class ConfirmedView:
    """Who confirmed or signed, as whom, when, and with which evidence."""

    name: str
    part: str
    at: datetime
    evidence: str = ""


@dataclass(frozen=True, kw_only=True)
class GroupsView:
    """The table of role groups, and who confirmed it as it stands."""

    card: str
    reader: Reader
    look: Look
    denied: bool = False
    at: datetime | None = None
    rows: tuple[GroupRowView, ...] = ()
    #: Object ids of groups that are in scope though the settings do not name them.
    strangers: tuple[str, ...] = ()
    confirmed: tuple[ConfirmedView, ...] = ()
    #: Whose confirmation is missing: "owner", "administrator", "another".
    lacks: tuple[str, ...] = ()
    #: The groups have changed since the card was made.
    outdated: bool = False
    #: Another table was confirmed before.
    changed: bool = False
    #: Who creates what is missing, by name.
    administrator: str = ""
    verbs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SigningView:
    """A statement that a person vouches for."""

    #: "validated" or "ready".
    gate: str
    #: Whether the reader may sign it now.
    may_sign: bool
    signed: tuple[ConfirmedView, ...] = ()
    #: Names of some who may.
    who_may: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SignCardView:
    """The same on a card of its own."""

    card: str
    reader: Reader
    signing: SigningView
    verbs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ChecklistStepView:
    """One of the article's eight steps."""

    #: A gate's key, or "wave".
    key: str
    done: bool
    #: Who signed or confirmed it; "" where Usher looked.
    by: str = ""
    at: datetime | None = None
    why: Difference | None = None
    #: Names of some who can do what is missing.
    who_may: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WaveRowView:
    """Where one wave stands."""

    name: str
    groups: tuple[str, ...]
    #: When it was proven; None while it is not open.
    proven: datetime | None = None
    #: Its newest request, with its state; 0 and "" for none.
    number: int = 0
    state: str = ""
    #: Whether that request is the way back.
    back: bool = False
    planned: date | None = None


@dataclass(frozen=True, kw_only=True)
class ChecklistView:
    """The article's rollout checklist as it stands."""

    card: str
    reader: Reader
    denied: bool = False
    steps: tuple[ChecklistStepView, ...] = ()
    waves: tuple[WaveRowView, ...] = ()
    #: Key and values of the command to type next; None where nothing is left, or nothing can be typed.
    next: Difference | None = None
    #: The statement that was chosen to be signed here.
    signing: SigningView | None = None
    verbs: tuple[str, ...] = ()


GateView = GroupsView | ChecklistView | SignCardView
