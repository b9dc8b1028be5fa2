"""World time, as the service asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime


class Clock(Protocol):
    """World time. Tokens, time-outs and the durable engine keep wall time and do not ask this."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
