"""The tables of ``usher.toml`` that say whose people these are, and when they work."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from provisioning.domain.hours import Hours
from usher.settings_names import Address, Locale, Named, WorkingHours, Zone
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


class PeopleSettings(_Strict):
    """People named by address."""

    administrators: list[Address] = Field(min_length=1)
    auditors: list[Address] = []
    linked: list[Annotated[list[Address], Field(min_length=2)]] = []
