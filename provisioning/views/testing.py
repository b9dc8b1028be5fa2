"""What the form of test access shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from provisioning.views.requests import ChangeView, GroupView, Reader


@dataclass(frozen=True, kw_only=True)
class TestFormView:
    """Test access for the reader themself: what it gives, and until when, before anything is asked."""

    __test__ = False  # no test of pytest's, whatever it is called

    card: str
    reader: Reader
    #: "looking", "choosing" (the look failed) or "ready".
    state: str
    groups: tuple[GroupView, ...]
    change: ChangeView | None
    #: The last day, and whether it is go-live's own; else the longest that the settings allow.
    until: date
    dated: bool
    #: How long that is, in days.
    days: int
    #: The policy that approves it by itself; "" where somebody decides.
    rule: str
    verbs: tuple[str, ...]
    #: A sentence (key and values) when it cannot be, or was declined.
    declined: tuple[str, Mapping[str, object]] | None = None
