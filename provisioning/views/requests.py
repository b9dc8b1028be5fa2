"""One request, resolved to names and moments."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from provisioning.domain.dates import Span
    from provisioning.domain.states import Grade, Kind, Option, State, StepState
    from provisioning.views.blocking import BlockView
    from provisioning.views.jobs import PauseView
    from provisioning.views.takeover import TakeoverView
    from provisioning.views.waves import WaveRequestView


#: In place of a name, an address or free text of somebody who was erased; cards say it in the reader's language.
ERASED = "(erased)"


@dataclass(frozen=True, kw_only=True)
class Reader:
    """For whom a card is made."""

    name: str
    #: BCP 47 tag; words fall back to English.
    locale: str
    #: IANA name of the organisation's zone; moments are shown in it.
    zone: str
    #: The platform's name as people know it ("AskCody").
    platform: str
    #: Whom sentences tell to ask; "" where no name is known.
    administrator: str = ""


@dataclass(frozen=True, kw_only=True)
class RoleView:
    """A role and what it lets a person do."""

    name: str
    #: Key of the sentence in the catalogues that tells what it lets a person do; "" where none is written.
    effect: str
    is_administrator: bool
    #: May be missing on the platform without being a fault ("(Add-in User)" in the article).
    optional: bool = False


@dataclass(frozen=True, kw_only=True)
class GroupView:
    """A role group that can be chosen or was chosen."""

    name: str
    roles: tuple[RoleView, ...]


@dataclass(frozen=True, kw_only=True)
class StepView:
    """One side effect of an execution: its name ("invite", "join", …; "provision-cycle" where it was left to Entra), what it concerns, and where it stands."""

    key: str
    about: str
    state: StepState
    #: Key and values of the sentence that says why it failed or waits; "" when there is nothing to say.
    why: str = ""
    values: Mapping[str, object] | None = None
    #: When somebody said that this task is done, and when it was looked at after that and was not so; None for not yet.
    said: datetime | None = None
    looked: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class DecisionView:
    """One approver's answer."""

    by: str
    at: datetime
    approved: bool
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ProofView:
    """What was read back. ``missing`` and ``surplus`` are empty exactly when the proof holds."""

    at: datetime
    grade: Grade
    account_on: bool
    roles: tuple[str, ...]
    missing: tuple[str, ...] = ()
    surplus: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ChangeView:
    """Exactly what an execution will change for the one person concerned."""

    #: "created", "exists" (guest already there), "known" (whose groups change) or "none" (Option B touches no directory).
    directory: str
    #: "created", "changed", "taken_over" (made by hand), "taken_over_alone" (made by Usher, without Entra), "switched_off" or "unchanged".
    account: str
    joins: tuple[GroupView, ...] = ()
    leaves: tuple[str, ...] = ()
    roles_before: tuple[RoleView, ...] = ()
    roles_after: tuple[RoleView, ...] = ()
    #: Kept for another reason: (group, "before" | "grant", number of the other request or 0, its end or None).
    keeps: tuple[tuple[str, str, int, date | None], ...] = ()
    #: Held already for a shorter time: (group, number of the request that gave it, its end).
    prolongs: tuple[tuple[str, int, date], ...] = ()
    #: Roles of a group that is left which stay all the same: (role, groups that give it as well; "" is the account itself).
    kept_roles: tuple[tuple[str, tuple[str, ...]], ...] = ()
    #: New roles that need something outside Usher before they work: (role, key of the sentence that says what).
    needs: tuple[tuple[str, str], ...] = ()
    #: New roles that do little without another that will be missing: (role, the other).
    lacking: tuple[tuple[str, str], ...] = ()


class Delivery(StrEnum):
    """Whether an approver's card reached its chat."""

    QUEUED = "queued"
    SENT = "sent"
    #: By whoever has blocked or removed Usher in Teams: it says no more.
    BLOCKED = "blocked"
    NOT_INSTALLED = "not_installed"
    #: For another reason, or one that Teams does not tell.
    UNDELIVERABLE = "undeliverable"

    @property
    def is_lost(self) -> bool:
        """Whether it arrives in no case."""
        return self not in {Delivery.QUEUED, Delivery.SENT}


@dataclass(frozen=True, kw_only=True)
class AskedView:
    """An approver who was asked, and whether the card arrived."""

    name: str
    delivery: Delivery


@dataclass(frozen=True, kw_only=True)
class QuestionView:
    """What an approver asked the requester, and the answer; "" while there is none."""

    by: str
    text: str
    answer: str = ""
    #: Whether the answer is awaited, and until when the deadline waits for it; None where it runs again.
    waits: bool = False
    until: datetime | None = None
    #: Which requests it is about, on a card of several: () for all of them.
    about: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SilenceView:
    """Approvers who do not answer, and whom the policy names in their place."""

    #: Because of whom the reader is asked as well, and since when those had been silent; None where no card reached them.
    names: tuple[str, ...] = ()
    since: datetime | None = None
    #: While explaining: who is asked as well where nobody answers, and when; without a moment they are asked already.
    fallback: tuple[str, ...] = ()
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class EndedView:
    """What a request gave is held no more: since when, by which request (0 for none that is known), and why."""

    at: datetime
    by: int
    #: "date", "owner", "removed" …; "" for a wave that was taken back.
    why: str


@dataclass(frozen=True, kw_only=True)
class RequestView:
    """One request as its requester, sponsor or approver may see it."""

    number: int
    kind: Kind
    state: State
    revision: int
    attempt: int
    requester: str
    #: The address of the person concerned, and the name where one is known.
    address: str
    name: str
    domain: str
    first_of_domain: bool
    option: Option
    groups: tuple[GroupView, ...]
    until: date | None
    sponsor: str
    sponsor_is_requester: bool
    reason: str
    closes: datetime | None
    asked: tuple[AskedView, ...]
    decisions: tuple[DecisionView, ...]
    change: ChangeView | None
    #: What was asked about it, the oldest first.
    questions: tuple[QuestionView, ...] = ()
    #: The best grade that this installation can reach.
    best_grade: Grade
    steps: tuple[StepView, ...]
    proof: ProofView | None
    #: Key and values of the sentence that says why it is refused, void, cancelled, failed or replaced.
    why: str = ""
    why_values: Mapping[str, object] | None = None
    #: The request of the same person whose place it took; 0 for none.
    replaces: int = 0
    #: What was giving something, and stopped for this; 0 for nothing.
    stops: int = 0
    #: The preview that this revision replaced, when the facts moved.
    moved_from: ChangeView | None = None
    #: When the worker looks again, while it waits.
    looks_again: datetime | None = None
    #: What was asked for before an approver approved less; empty and None when nothing was narrowed.
    asked_groups: tuple[str, ...] = ()
    asked_until: date | None = None
    #: Ended by "date", "owner", "silence" …; for an end of access.
    ended_why: str = ""
    #: How long it lasts from the day of its delivery, which moves ``until``; None once it was delivered, or where it does not.
    lasts: Span | None = None
    #: The wave with whose day ``until`` moves; "" for an end of its own.
    until_wave: str = ""
    #: The policy that approved it by itself; "" where somebody decided, or nobody needs to.
    rule: str = ""
    #: Role groups that a change of roles takes away.
    leaves: tuple[str, ...] = ()
    #: What it gave has ended; None while it is held, and where it gave nothing.
    ended: EndedView | None = None
    #: What is told of a wave; None for a request about one person.
    wave: WaveRequestView | None = None
    #: What a request about the provisioning job tells besides; None for every other.
    pause: PauseView | None = None
    #: Whether the membership is there already, from outside, and is to count here.
    keeps: bool = False
    #: Whether whoever is added like one of our own counts to the externals by the settings.
    is_external: bool = False
    #: What the guest takes over on the platform; None for nothing.
    takeover: TakeoverView | None = None
    #: Whether the guest account is blocked as well, after an end; None where that was never asked.
    block: BlockView | None = None
    #: Reference that finds the log lines of a failure; "" when nothing failed.
    trace: str = ""
