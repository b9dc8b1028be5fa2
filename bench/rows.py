"""One figure of the page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A figure, its aim, and whether it is met; ``least`` or ``most`` is the aim as a number."""

    name: str
    value: float
    aim: str
    measured: str
    told: str
    least: float | None = None
    most: float | None = None

    @property
    def is_met(self) -> bool:
        """Whether the aim was met in this run."""
        return (self.least is None or self.value >= self.least) and (self.most is None or self.value <= self.most)

    def line(self) -> str:
        """As a row of the page."""
        return f"| {self.name} | {self.measured} | {self.aim}{'' if self.is_met else ' **missed**'} | {self.told} |"
