"""Dates as people mean them: a date ends at 23:59 in the organisation's zone; month ends are clamped. Pure."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection
    from zoneinfo import ZoneInfo

SATURDAY = 5


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """The moment at which ``day`` ends there (23:59), in UTC."""
    return datetime.combine(day, time(23, 59), tzinfo=zone).astimezone(UTC)


def day_of(moment: datetime, zone: ZoneInfo) -> date:
    """The date that it is at ``moment`` there."""
    return moment.astimezone(zone).date()


def add_months(day: date, months: int) -> date:
    """The same day some months later; 31 January plus one month is the last of February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


class Span(NamedTuple):
    """So much of the calendar, months first, in whichever order they were said."""

    months: int = 0
    days: int = 0

    def after(self, day: date) -> date | None:
        """The day so much later; None where the calendar ends."""
        try:
            return add_months(day, self.months) + timedelta(days=self.days)
        except (ValueError, OverflowError):
            return None


def is_working(day: date, off: Collection[date] = ()) -> bool:
    """Whether people work on that day: from Monday to Friday, but on the days ``off``."""
    return day.weekday() < SATURDAY and day not in off


def working_days_before(day: date, count: int, off: Collection[date] = ()) -> date:
    """The date ``count`` working days before ``day``; Saturdays, Sundays and the days ``off`` do not count."""
    while count:
        day -= timedelta(days=1)
        count -= is_working(day, off)
    return day


def warning_days(until: date, off: Collection[date] = ()) -> tuple[date, date]:
    """When a sponsor is warned: 14 days and one working day before the last day."""
    return until - timedelta(days=14), working_days_before(until, 1, off)
