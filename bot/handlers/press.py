"""A press by a known person, and how the pressed card looks afterwards."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cards.actions import ROW
from provisioning.domain.hidden import seen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from provisioning.usecases.carding import Card
    from provisioning.usecases.people import Member

#: What an input may hold at most.
LONGEST_INPUT = 4000
#: The number of a request, as large as a column holds it.
ROW_NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, kw_only=True)
class Press:
    """A press by a known person on a card that was sent to them and offered the verb."""

    member: Member
    card: Card
    verb: str
    data: Mapping[str, Any]

    def text(self, name: str) -> str:
        """An input as it is seen, without hidden signs; "" when it is missing or not text."""
        value = self.data.get(name)
        return seen(value[:LONGEST_INPUT]) if isinstance(value, str) else ""

    def numbers(self, name: str) -> list[int]:
        """An input of numbers parted by commas; 0 for what is none."""
        parts = [part.strip() for part in self.text(name).split(",") if part.strip()]
        return [int(part) if ROW_NUMBER.fullmatch(part) else 0 for part in parts]

    @property
    def row(self) -> int:
        """The number that the button carries; 0 when it is missing or no number."""
        row = self.data.get(ROW)
        return int(row) if isinstance(row, int | str) and ROW_NUMBER.fullmatch(str(row)) else 0


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
