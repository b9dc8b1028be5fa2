"""What cards show of many people at once: a list before it is asked for, and afterwards to who asked and who decides."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from provisioning.domain.dates import Span
    from provisioning.domain.states import Grade, Kind, Option, State
    from provisioning.views.fixing import FixView
    from provisioning.views.requests import AskedView, ChangeView, GroupView, QuestionView, Reader


@dataclass(frozen=True, kw_only=True)
class LineView:
    """A line of a list that cannot be asked for: as typed, and why not."""

    place: int
    typed: str
    why: str
    values: Mapping[str, object]
    #: The whole line as it stands in the list; "" where it is none.
    raw: str = ""
    #: Whether something in it is to be corrected, rather than so already.
    is_wrong: bool = True


@dataclass(frozen=True, kw_only=True)
class ReadyView:
    """Those of a list who are ready, for one kind and the same groups."""

    kind: Kind
    groups: tuple[GroupView, ...]
    count: int
    #: How many have which last day, the earliest first; None for no end. Nothing where it is taken away.
    ends: tuple[tuple[date | None, int], ...] = ()
    #: (name, address) of each, where they were named in a command.
    people: tuple[tuple[str, str], ...] = ()
    #: Names of those whose account would be switched off.
    switched_off: tuple[str, ...] = ()
    #: Whether these are from outside, by the settings, though Entra has them as members.
    external: bool = False
    #: (address, last day) of accounts that guests take over; without a day it was made by hand.
    takes_over: tuple[tuple[str, date | None], ...] = ()


@dataclass(frozen=True, kw_only=True)
class ManyFormView:
    """A pasted list, or the people of a command, each line judged."""

    card: str
    reader: Reader
    #: "looking" or "ready".
    state: str
    count: int
    ready: tuple[ReadyView, ...]
    others: tuple[LineView, ...]
    verbs: tuple[str, ...]
    #: While they are corrected: those of the others that are, each in an input.
    fixes: tuple[LineView, ...] = ()
    #: And the groups that may be named there.
    groups: tuple[str, ...] = ()
    #: "add" or "remove" for the people of a command, "invite" for its addresses; "" for a pasted list.
    way: str = ""
    #: Whether somebody must approve it.
    asks: bool = True
    #: Whether it has changed since it was shown, so that nothing was asked.
    moved: bool = False
    declined: tuple[str, Mapping[str, object]] | None = None


@dataclass(frozen=True, kw_only=True)
class BatchRow:
    """One person of those asked for together."""

    number: int
    kind: Kind
    state: State
    name: str
    address: str
    groups: tuple[str, ...]
    until: date | None
    reason: str
    change: ChangeView | None
    #: As of :class:`~provisioning.views.requests.RequestView`.
    lasts: Span | None = None
    #: Whether it was read back from the platform.
    proven: bool = False
    #: When all that it gave had ended; None while something of it is held.
    ended: datetime | None = None
    #: Who is added like one of our own, but counts to the externals by the settings.
    is_external: bool = False
    #: Of an external from a domain of which nobody was let in before; else "".
    first_of: str = ""
    #: Who asked for it; "" where that was Usher.
    requester: str = ""
    #: Who answers for an external, where that is somebody else.
    sponsor: str = ""
    #: Who decided last, and how; "" while nobody has.
    decided_by: str = ""
    approved: bool = True
    #: Why not, in their words.
    because: str = ""
    why: str = ""
    values: Mapping[str, object] | None = None


@dataclass(frozen=True, kw_only=True)
class BatchView:
    """Everybody asked for together, for who asked."""

    card: str
    reader: Reader
    rows: tuple[BatchRow, ...]
    #: Lines of the list that were not asked for, or people of a command.
    left: int
    #: Approvers who could not be reached.
    unreached: tuple[AskedView, ...]
    verbs: tuple[str, ...]
    #: Shown instead of the rest: who can mend what failed.
    fixes: tuple[FixView, ...] = ()
    #: Of ends: in how many the question whether the guest account is blocked as well stands how.
    blocks: Mapping[str, int] = field(default_factory=dict)
    #: What approvers asked about them, the oldest first.
    questions: tuple[QuestionView, ...] = ()
    error: str = ""
    #: As of :class:`ManyFormView`; "end" where their access ends by itself, of which its readers are told together.
    way: str = ""


@dataclass(frozen=True, kw_only=True)
class PartView:
    """Those of one kind and the same groups."""

    kind: Kind
    groups: tuple[GroupView, ...]
    rows: tuple[BatchRow, ...]
    #: How many of them the reader may decide now.
    open: int
    #: Groups that they leave.
    leaves: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BatchApprovalView:
    """Everybody asked for together, part by part, for somebody who may decide."""

    card: str
    reader: Reader
    requester: str
    parts: tuple[PartView, ...]
    #: The part that is shown.
    part: int
    closes: datetime | None
    who: str
    steps: int
    best_grade: Grade
    verbs: tuple[str, ...]
    #: Whether approving needs the number of people typed, and whether that is being asked for.
    confirm: bool
    confirming: bool
    #: While some are chosen: the requests that the reader may decide, and those of them that are ticked.
    choices: tuple[int, ...] = ()
    ticked: tuple[int, ...] = ()
    #: What was asked about those of the part, the oldest first; and whether a question is being typed.
    questions: tuple[QuestionView, ...] = ()
    asking: bool = False
    error: str = ""


@dataclass(frozen=True, kw_only=True)
class AlikeRequests:
    """Requests of several people for the same: one kind, one way in, exactly these groups."""

    kind: Kind
    option: Option
    groups: tuple[str, ...]
    leaves: tuple[str, ...]
    numbers: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class AlikeView:
    """Requests for the same, person by person, for somebody who may approve them with one press."""

    card: str
    reader: Reader
    alike: AlikeRequests
    groups: tuple[GroupView, ...]
    #: Those that the press would approve, and the others with what became of each: "approved", "step" (another step is left),
    #: "decided", "moved", "not-yours", "no-next" (nobody could decide the next step), or "left" (not ticked).
    rows: tuple[BatchRow, ...]
    others: tuple[tuple[BatchRow, str], ...]
    #: Whether the press was made.
    answered: bool
    #: When the first of them closes.
    closes: datetime | None
    #: Who may decide, as the settings name them; "" where that differs from one to the other.
    who: str
    step: int
    steps: int
    best_grade: Grade
    verbs: tuple[str, ...]
    #: Whether the number of people is being asked for.
    confirming: bool
    #: Which people are shown, by fives.
    page: int = 0
    #: While some are chosen: whether so, and who is ticked.
    choosing: bool = False
    ticked: tuple[int, ...] = ()
    error: str = ""


ManyView = ManyFormView | BatchView | BatchApprovalView | AlikeView
