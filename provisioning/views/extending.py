"""What the warning of an end and the form of an extension show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from provisioning.views.requests import Reader


@dataclass(frozen=True, kw_only=True)
class LastingView:
    """One thing that a person holds until a date."""

    groups: tuple[str, ...]
    #: Of the request that gave it.
    number: int
    until: date


@dataclass(frozen=True, kw_only=True)
class EndingView(LastingView):
    """What somebody of a list holds until a date, and what became of it since that was told."""

    address: str
    #: When it ended; None while it is held.
    ended: datetime | None = None
    #: Whether it ends later by now than the card warned of.
    extended: bool = False
    #: The open request for more time; 0 while nobody asked.
    asked: int = 0


@dataclass(frozen=True, kw_only=True)
class ExpiryListView:
    """Warns whoever answers for several people of one list that their access ends."""

    card: str
    reader: Reader
    #: The first to end first.
    rows: tuple[EndingView, ...]
    #: Of how many people something still ends as the card warned.
    people: int
    #: How many days are left until the first of them ends.
    days: int
    verbs: tuple[str, ...] = ()
    #: Whether the reader said that it may end.
    let: bool = False
    #: By how many days its first button extends it, and for how many people; 0 where it offers none.
    more: int = 0
    reaches: int = 0
    #: The policy that extends it by itself; "" where somebody decides.
    rule: str = ""


@dataclass(frozen=True, kw_only=True)
class ExtendFormView:
    """Who keeps what for longer, until when now and then, and who decides: all of it before the press."""

    card: str
    reader: Reader
    name: str
    #: Tells two of one name apart: an external's name is as somebody typed it.
    address: str
    held: tuple[LastingView, ...]
    #: The day that was chosen; None while the form asks for it.
    until: date | None
    #: What the date input holds, and the last day that the settings allow.
    suggested: date
    latest: date
    today: date
    #: The last day until which a rule extends it at once, and the rule's name; None and "" where somebody decides.
    reaches: date | None
    rule: str
    #: Who is asked for the day that was chosen, by name; empty where the rule is enough.
    asks: tuple[str, ...]
    verbs: tuple[str, ...]
    #: A sentence (key and values) when it cannot be, or was declined.
    declined: tuple[str, Mapping[str, object]] | None = None


@dataclass(frozen=True, kw_only=True)
class ExpiryCardView:
    """Warns whoever answers for somebody, or has it themselves, that access ends."""

    card: str
    reader: Reader
    address: str
    until: date
    groups: tuple[str, ...]
    number: int
    #: How many days are left.
    days: int
    verbs: tuple[str, ...] = ()
    #: Whether the sponsor said that it may end.
    let: bool = False
    #: When it ended; None while it is held.
    ended: datetime | None = None
    #: Whether it is the reader's own.
    own: bool = False
    #: By how many days its first button extends it, and until when that is; None where it offers none.
    more: int = 0
    then: date | None = None
    #: The policy that extends it by itself; "" where somebody decides.
    rule: str = ""
    #: The open requests for more time: for what, and until when.
    asked: tuple[LastingView, ...] = ()
    #: What the button means where more time is asked for the others already.
    rest: tuple[str, ...] = ()
    #: Whether it ends later by now than the card warned of.
    extended: bool = False
    #: What else of the same person ends, that the card warns of as well.
    besides: tuple[LastingView, ...] = ()
    #: Whether it is test access, whose end is go-live's.
    test: bool = False


MoreTimeView = ExtendFormView | ExpiryCardView | ExpiryListView
