"""What a typed message can mean. Nothing here acts: an intent fills a card, and a person presses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from provisioning.domain.dates import Span


@dataclass(frozen=True, kw_only=True)
class Invite:
    """Let externals in. Every part may be empty: the form asks for what is missing."""

    #: In lower case, in the order typed, each once.
    addresses: tuple[str, ...] = ()
    #: Names as they are configured, also where an alias was typed.
    groups: tuple[str, ...] = ()
    until: date | None = None
    #: The span that was said (``for 3 months``); ``until`` is the day so long from today then.
    lasts: Span | None = None
    #: As typed after ``because``; "" without one.
    reason: str = ""
    #: Two dates that the typed one may mean; ``until`` is None then.
    unclear: tuple[date, date] | None = None
    #: Whether a date was typed that is no day.
    bad_date: bool = False
    #: Whether it shall begin on a later day.
    later: bool = False
    #: As typed.
    unknown_groups: tuple[str, ...] = ()
    #: Words with an @ that are no address of an external, as typed.
    not_addresses: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class End:
    """End one person's access; without a date the card asks when."""

    #: A name or an address as typed, or "me".
    who: str
    until: date | None = None
    unclear: tuple[date, date] | None = None
    bad_date: bool = False


@dataclass(frozen=True, kw_only=True)
class Extend:
    """More time for what somebody holds; without a date or a span the card asks until when."""

    #: A name or an address as typed, "me", or "" where nobody is named.
    who: str = ""
    until: date | None = None
    #: Counted from the last day that they have; never with a date.
    longer: Span | None = None
    unclear: tuple[date, date] | None = None
    bad_date: bool = False


@dataclass(frozen=True, kw_only=True)
class Change:
    """Add somebody to groups, or remove them."""

    adds: bool
    #: A name or an address as typed, "me", or "" where nobody is named, or several.
    who: str = ""
    #: Several people, each as ``who`` would be.
    people: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    until: date | None = None
    #: As of :class:`Invite`.
    lasts: Span | None = None
    reason: str = ""
    unclear: tuple[date, date] | None = None
    bad_date: bool = False
    #: As of :class:`Invite`; for a removal, whether it shall be made then.
    later: bool = False
    unknown_groups: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Cancel:
    """Take one's own request back."""

    number: int


@dataclass(frozen=True, kw_only=True)
class Why:
    """What happened to a request so far."""

    number: int


@dataclass(frozen=True, kw_only=True)
class Access:
    """What somebody holds, and why: a name or an address as typed, or "me"."""

    who: str


@dataclass(frozen=True, kw_only=True)
class WhoHas:
    """Who holds a group or a role, by its name as configured; none of both where nothing of ours was named."""

    group: str = ""
    role: str = ""
    #: What was named and is neither, as typed.
    unknown: str = ""


@dataclass(frozen=True)
class MyRequests:
    """The reader's own requests."""


@dataclass(frozen=True)
class Approvals:
    """What waits for the reader's decision."""


@dataclass(frozen=True)
class Review:
    """Which of the reader's externals are still needed."""


@dataclass(frozen=True)
class Help:
    """What can be typed."""


@dataclass(frozen=True)
class Setup:
    """The state of the installation."""


@dataclass(frozen=True, kw_only=True)
class OfAWave:
    """A wave by its name as typed, "" for none, and when it is to start or end: a moment in the organisation's zone."""

    wave: str = ""
    on: date | None = None
    #: ``07:00``; "" where no time was typed.
    at: str = ""
    unclear: tuple[date, date] | None = None
    #: Whether something was said of when, and it is no day on which a wave can move.
    bad_date: bool = False


@dataclass(frozen=True, kw_only=True)
class Preview(OfAWave):
    """Who would get in by a wave."""


@dataclass(frozen=True, kw_only=True)
class Open(OfAWave):
    """Open a wave, now or at a moment."""


@dataclass(frozen=True, kw_only=True)
class TakeBack(OfAWave):
    """Take a wave back: who loses access is shown before anything is asked."""


@dataclass(frozen=True)
class Rollout:
    """The checklist: what is done, by whom, and what comes next."""


@dataclass(frozen=True)
class Groups:
    """The role groups as Entra has them."""


@dataclass(frozen=True, kw_only=True)
class TestAccess:
    """A member of the project team asks for the time until go-live, for further groups too."""

    __test__ = False  # no test of pytest's, whatever it is called

    groups: tuple[str, ...] = ()
    unknown_groups: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Pause:
    """Pause provisioning."""

    reason: str = ""
    until: date | None = None
    unclear: tuple[date, date] | None = None
    bad_date: bool = False
    #: As of :class:`Invite`.
    later: bool = False


@dataclass(frozen=True)
class Resume:
    """Let provisioning go on."""

    #: As of :class:`Invite`.
    later: bool = False


@dataclass(frozen=True)
class Start:
    """Start provisioning for the first time."""


@dataclass(frozen=True, kw_only=True)
class Away:
    """Be away, and have somebody decide meanwhile: a name or an address as typed, "" for nobody in particular."""

    until: date | None = None
    who: str = ""
    unclear: tuple[date, date] | None = None
    bad_date: bool = False
    #: As of :class:`Invite`.
    later: bool = False


@dataclass(frozen=True)
class Back:
    """Be here again."""


@dataclass(frozen=True)
class InChannel:
    """What is said to Usher in a channel, typed in one's own chat."""


@dataclass(frozen=True)
class Language:
    """In which language the writer is spoken to. ``words``: what stands behind it as typed, such as a language's name."""

    words: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Unknown:
    """Not understood, or meant in two ways. Three typed commands that may have been meant, likeliest first."""

    suggestions: tuple[str, ...]
    #: Whether somebody's access is to end, and nothing says whose, or several people are named.
    ends: bool = False


Intent = (
    Invite
    | Change
    | End
    | Extend
    | Cancel
    | Why
    | Access
    | WhoHas
    | MyRequests
    | Approvals
    | Review
    | Help
    | Setup
    | Preview
    | Open
    | TakeBack
    | Rollout
    | Groups
    | TestAccess
    | Pause
    | Resume
    | Start
    | Away
    | Back
    | InChannel
    | Language
    | Unknown
)
