"""The provisioning job, the forms that pause it or let it go on, and what a request about it tells besides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from provisioning.views.requests import Reader


@dataclass(frozen=True, kw_only=True)
class JobView:
    """The job as it was seen last."""

    #: "running", "paused", "quarantine", "not_run", "not_configured" or "unknown".
    state: str
    #: Entra's word for why it is in quarantine; "" when it is not.
    reason: str = ""
    #: How the last cycle ended (Entra's word) and when; "" and None before the first.
    last_state: str = ""
    last_ended: datetime | None = None
    next_at: datetime | None = None
    #: When a pause that Usher began ends by itself; None for another's, or none.
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class PauseView:
    """What a request to pause, to resume or to start tells besides."""

    #: When the pause ends by itself; None for a request that ends one.
    until: datetime | None = None
    #: When Entra was seen to have done it; None before.
    proven: datetime | None = None
    #: Whether the pause that it began is over.
    over: bool = False
    #: How many pauses began in the week before.
    lately: int = 0
    #: Whether it starts the job for the first time.
    first: bool = False


@dataclass(frozen=True, kw_only=True)
class PiledView:
    """What the newest preview of a wave found since the job stood still."""

    wave: str
    at: datetime
    created: int
    changed: int
    off: int


@dataclass(frozen=True, kw_only=True)
class PauseFormView:
    """Asks whether provisioning shall pause, and for how long."""

    card: str
    reader: Reader
    job: JobView
    #: When a pause of a day, asked now, would end.
    ends: datetime
    #: Whether even that must be approved: it is not the first within a week.
    asks: bool
    until: date | None
    today: date
    latest: date
    reason: str
    #: Empty where the job cannot be paused now.
    verbs: tuple[str, ...]
    #: A sentence (key and values) when it was declined.
    declined: tuple[str, Mapping[str, object]] | None = None


@dataclass(frozen=True, kw_only=True)
class ResumeFormView:
    """Asks whether provisioning shall go on or start; each morning of a pause it reminds of it as well."""

    card: str
    reader: Reader
    job: JobView
    #: "resume", "start", "reminder", or "held": somebody's end waits for it.
    way: str
    #: Who asked for the pause, and by which request; "" and 0 for somebody outside.
    by: str = ""
    number: int = 0
    #: Usher's own open requests that wait for Entra's next cycle: giving or changing access, and ending it.
    gives: int = 0
    ends: int = 0
    #: What a preview found that has piled up; None where none was made since.
    piled: PiledView | None = None
    #: Whose end waits for it; "" for nobody's.
    address: str = ""
    #: A wave that must be opened first; "" for none.
    wave: str = ""
    #: Whether an approver decides whether it goes on.
    asks: bool = False
    verbs: tuple[str, ...] = ()
    declined: tuple[str, Mapping[str, object]] | None = None
