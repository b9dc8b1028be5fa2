"""A press by a known person, and how the pressed card looks afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from provisioning.usecases.carding import Card
    from provisioning.usecases.people import Member

#: What an input may hold at most.
LONGEST_INPUT = 4000


@dataclass(frozen=True, kw_only=True)
class Press:
    """A press by a known person on a card that was sent to them and offered the verb."""

    member: Member
    card: Card
    verb: str
    data: Mapping[str, Any]

    def text(self, name: str) -> str:
        """An input as text; "" when it is missing or not text."""
        value = self.data.get(name)
        return value[:LONGEST_INPUT] if isinstance(value, str) else ""


@dataclass(frozen=True)
class Result:
    """How the pressed card looks now; or a notice by key instead of a card."""

    marks: dict[str, Any] = field(default_factory=dict)
    notice: tuple[str, dict[str, Any]] | None = None


@dataclass(frozen=True)
class Shown:
    """A card to send, by its id, with passing marks for its view."""

    card: str
    marks: dict[str, Any] = field(default_factory=dict)
