"""The tables of ``usher.toml`` that say whose people these are, and when they work."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from provisioning.domain.hours import Hours
from usher.settings_names import Address, DaysOff, Locale, Named, WorkingHours, Zone
from usher.settings_rollout import STRICT


class _Strict(BaseModel):
    """A table of the file."""

    model_config = STRICT


class Organisation(_Strict):
    """Whose people these are."""

    name: Named
    zone: Zone
    locale: Locale = "en"
    #: From when until when reminders and escalations reach people, from Monday to Friday.
    working_hours: WorkingHours = (Hours().begin, Hours().end)
    #: Days besides weekends on which they reach nobody: public holidays, or a company that is closed.
    days_off: DaysOff = []

    def to_hours(self) -> Hours:
        """When people work, as the domain's value."""
        begin, end = self.working_hours
        return Hours(begin=begin, end=end, days_off=frozenset(self.days_off))


class PeopleSettings(_Strict):
    """People named by address."""

    administrators: list[Address] = Field(min_length=1)
    auditors: list[Address] = []
    linked: list[Annotated[list[Address], Field(min_length=2)]] = []
