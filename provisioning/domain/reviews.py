"""When externals are reviewed, and what becomes of those about whom nobody answers. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from provisioning.domain import dates

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from provisioning.domain.hours import Hours

#: Months between two rounds; "never" has none.
MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
#: What silence does: those with an end date stay until it, or everybody's access ends.
STAY, END = "stay", "end"
#: After so many days of silence an owner is asked, and after so many the review is over.
ASKED_AFTER, OVER_AFTER = timedelta(days=14), timedelta(days=21)


@dataclass(frozen=True, kw_only=True)
class Reviews:
    """How often sponsors are asked whether their externals are still needed, and what silence means."""

    every: str = "quarter"
    silence: str = STAY


def last_round(now: datetime, every: str, hours: Hours, zone: ZoneInfo) -> datetime | None:
    """The moment at which the newest round began to be due; None where there are none."""
    return max((one for one in _around(now, every, hours, zone) if one <= now), default=None)


def next_round(now: datetime, every: str, hours: Hours, zone: ZoneInfo) -> datetime | None:
    """The moment at which the next one will be; None where there are none."""
    return min((one for one in _around(now, every, hours, zone) if one > now), default=None)


def _around(now: datetime, every: str, hours: Hours, zone: ZoneInfo) -> Iterator[datetime]:
    """The rounds of the years around a moment."""
    year = dates.day_of(now, zone).year
    for one in (year - 1, year, year + 1):
        yield from _of_year(one, every, hours, zone)


@cache
def _of_year(year: int, every: str, hours: Hours, zone: ZoneInfo) -> tuple[datetime, ...]:
    """The first working mornings of a year's periods. Of public holidays only New Year's Day is known."""
    months = range(1, 13, MONTHS[every]) if every in MONTHS else ()
    firsts = (date(year, month, 1) for month in months)
    return tuple(hours.morning(first + timedelta(days=int(first.month == 1)), zone) for first in firsts)


def asked_at(begun: datetime, hours: Hours, zone: ZoneInfo) -> datetime:
    """When an owner is asked, since nobody has answered."""
    return hours.morning(dates.day_of(begun + ASKED_AFTER, zone), zone)


def over_at(begun: datetime, hours: Hours, zone: ZoneInfo) -> datetime:
    """When a review is over, answered or not."""
    return hours.morning(dates.day_of(begun + OVER_AFTER, zone), zone)
