"""What each kind of card shows to one reader."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from provisioning.views.absence import AwayFormView
from provisioning.views.approving import ApprovalCardView
from provisioning.views.blocking import BlockingView
from provisioning.views.channel import ChannelBatchView, ChannelView
from provisioning.views.drift import AccountsCardView, DriftCardView, FollowedView
from provisioning.views.extending import MoreTimeView
from provisioning.views.gates import GateView
from provisioning.views.installation import HelpView, LanguageFormView, SetupCardView
from provisioning.views.jobs import PauseFormView, ResumeFormView
from provisioning.views.looking import LookingView
from provisioning.views.many import ManyView
from provisioning.views.reviews import ReviewView
from provisioning.views.sponsoring import SponsorCardView
from provisioning.views.testing import TestFormView
from provisioning.views.unaccepted import UnacceptedView

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from provisioning.domain.dates import Span
    from provisioning.domain.states import Kind, Option, State
    from provisioning.views.fixing import FixView
    from provisioning.views.many import AlikeRequests
    from provisioning.views.requests import ChangeView, GroupView, Reader, RequestView


@dataclass(frozen=True, kw_only=True)
class InviteFormView:
    """The form of an invitation, with what was typed so far. ``errors`` maps an input's id to a catalogue key."""

    card: str
    reader: Reader
    groups: tuple[GroupView, ...]
    #: (object id, name) of the owners who may answer for the person; the reader first.
    sponsors: tuple[tuple[str, str], ...]
    address: str = ""
    name: str = ""
    chosen: tuple[str, ...] = ()
    until: date | None = None
    #: The span that ``until`` stands for, counted anew on the day of delivery; None for a day of its own.
    lasts: Span | None = None
    #: The latest date the rules allow, and today, in the organisation's zone.
    latest: date | None = None
    today: date | None = None
    option: Option | None = None
    #: What the adviser suggests, and the key of its reason.
    suggested: Option | None = None
    suggested_why: str = ""
    reason: str = ""
    sponsor: str = ""
    #: "mail" (Microsoft sends its invitation) or "link" (the requester gets the link).
    delivery: str = "mail"
    #: Whether accounts of Option B are made by hand (an owner's task).
    account_by_hand: bool = False
    #: Whether accounts on the platform can be read back here; without that there is no Option B.
    account_seen: bool = True
    first_of_domain: bool = False
    errors: Mapping[str, str] | None = None
    #: A sentence above the form (key and values) when the whole was declined.
    declined: tuple[str, Mapping[str, object]] | None = None
    #: Shown as the comparison of the two options instead of the form's options.
    comparing: bool = False


@dataclass(frozen=True, kw_only=True)
class ChangeFormView:
    """The form that changes somebody's role groups: who is meant, then what would change, before anything is asked."""

    card: str
    reader: Reader
    #: Whether groups are added; otherwise they are taken away.
    adds: bool
    #: "choosing" (inputs), "looking", "nobody" (nobody was found) or "ready" (shows what would change).
    state: str
    #: As typed; "" where the person is known.
    query: str
    #: Who is meant, once known.
    name: str
    #: Whether the reader asks for themselves.
    own: bool
    #: (object id, name, address) of those whom the typed name may mean.
    candidates: tuple[tuple[str, str, str], ...]
    #: Groups that can be chosen, and those that were.
    groups: tuple[GroupView, ...]
    chosen: tuple[str, ...]
    change: ChangeView | None
    #: A group that would make a new role useful; "" for none.
    suggested: str
    #: Whether somebody must approve it.
    asks: bool
    until: date | None
    latest: date
    today: date
    reason: str
    #: Whether they are from outside, so that without a day access ends on the latest one.
    external: bool = False
    #: As of :class:`InviteFormView`.
    lasts: Span | None = None
    verbs: tuple[str, ...]
    #: A sentence (key and values) when it cannot be, or was declined.
    declined: tuple[str, Mapping[str, object]] | None = None


@dataclass(frozen=True, kw_only=True)
class StatusCardView:
    """A request's card for the person who asked for it, with the verbs they may press."""

    card: str
    reader: Reader
    request: RequestView
    verbs: tuple[str, ...]
    #: Whether a text is shown that its people may be told by.
    announcing: bool = False
    #: Key of what was wrong with the last press; "" when nothing was.
    error: str = ""
    #: Shown instead of the rest: who can mend what failed.
    fixes: tuple[FixView, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TaskCardView:
    """What an administrator does by hand for a request. Without ``verbs`` nothing is to be done any more."""

    card: str
    reader: Reader
    request: RequestView
    verbs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class HoldingView:
    """One thing that a person holds, for the card that ends it."""

    group: str
    number: int
    until: date | None
    #: False for what existed before Usher or runs for another reason: it stays.
    ends: bool


@dataclass(frozen=True, kw_only=True)
class EndFormView:
    """Asks whether access shall end now."""

    card: str
    reader: Reader
    address: str
    option: Option
    holdings: tuple[HoldingView, ...]
    #: Whether nothing is left afterwards, so that the account is switched off; None where only a look outside tells.
    switches_off: bool | None
    #: Whether they have a guest account in Entra, which stays.
    is_guest: bool
    today: date
    #: Whether an approver decides about an end at once, as far as is known now.
    asks: bool = False
    #: Chosen another date: the form shows a date input, filled with what was typed.
    dating: bool = False
    until: date | None = None
    error: str = ""
    error_values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class RequestRow:
    """A line of a list of requests."""

    number: int
    kind: Kind
    state: State
    address: str
    groups: tuple[str, ...]
    who_has_it: tuple[str, ...]
    closes: datetime | None
    until: date | None
    #: When what it gave ended; None while it is held.
    ended: datetime | None = None
    #: Whether it takes away what others of its kind give: groups of somebody, a wave.
    takes: bool = False


@dataclass(frozen=True, kw_only=True)
class RequestListView:
    """``my requests`` or ``approvals``."""

    card: str
    reader: Reader
    #: "mine" or "approvals".
    which: str
    rows: tuple[RequestRow, ...]
    #: How many more there are.
    more: int
    #: How many stand on the pages before.
    before: int = 0
    #: Those that wait for the same decision of the reader and can be approved together; largest first.
    alike: tuple[AlikeRequests, ...] = ()
    #: Whether its reader may ask for externals.
    may_invite: bool = False
    verbs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NoticeView:
    """One sentence or two, by catalogue key, with optional buttons (verb only; titles come from the catalogue).

    ``link``: an invitation's redeem link, to the requester's own chat alone; ``trace`` finds the log lines of a failure.
    """

    card: str
    reader: Reader
    key: str
    values: Mapping[str, object] | None = None
    tone: str = "plain"
    verbs: tuple[str, ...] = ()
    link: str = ""
    trace: str = ""
    #: What each suggestion button would have typed, for "did you mean".
    suggestions: tuple[str, ...] = ()


CardView = (
    InviteFormView
    | ChangeFormView
    | ManyView
    | StatusCardView
    | TaskCardView
    | BlockingView
    | TestFormView
    | ApprovalCardView
    | EndFormView
    | MoreTimeView
    | DriftCardView
    | FollowedView
    | AccountsCardView
    | RequestListView
    | LookingView
    | GateView
    | SetupCardView
    | SponsorCardView
    | UnacceptedView
    | HelpView
    | LanguageFormView
    | NoticeView
    | PauseFormView
    | ResumeFormView
    | ReviewView
    | AwayFormView
    | ChannelView
    | ChannelBatchView
)
