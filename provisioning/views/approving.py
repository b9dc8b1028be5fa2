"""What an approver's card of one request shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from provisioning.views.requests import SilenceView

if TYPE_CHECKING:
    from datetime import date

    from provisioning.views.requests import Reader, RequestView


@dataclass(frozen=True, kw_only=True)
class ApprovalCardView:
    """A request's card for an approver. With ``verbs`` empty it only tells the present state."""

    card: str
    reader: Reader
    request: RequestView
    verbs: tuple[str, ...]
    #: Why this person is asked: the policy's name, the step, of how many, and who may decide ("owners", …).
    policy: str
    step: int
    steps: int
    who: str
    #: Whether approving needs the number or address typed, and whether that was asked for by a first press.
    confirm: bool = False
    confirming: bool = False
    #: Whether it adds somebody to the owners, or removes them.
    changes_who_decides: bool = False
    #: Shown instead of the usual reasons after "Why me".
    explaining: bool = False
    #: Asks for less: fewer groups, an earlier end.
    narrowing: bool = False
    #: Takes a question to the requester.
    asking: bool = False
    #: Asks to whom it is handed over: (pseudonym, name) of everybody whom the open step allows.
    receivers: tuple[tuple[str, str], ...] = ()
    #: Those of them who are away, with their last day.
    absent: tuple[tuple[str, date], ...] = ()
    #: Name of who handed it to this reader, and of whom this reader handed it to; "" for none.
    handed_by: str = ""
    handed_to: str = ""
    #: Whether the giver is away.
    handed_away: bool = False
    #: The last day away of whom this reader handed it to; None for somebody who is here.
    handed_until: date | None = None
    silence: SilenceView = field(default_factory=SilenceView)
    today: date | None = None
    #: Key of what was wrong with the last press; "" when nothing was.
    error: str = ""

    @property
    def way(self) -> str:
        """How it was handed over: "handed" by a press, or "away"."""
        return "away" if self.handed_away else "handed"
