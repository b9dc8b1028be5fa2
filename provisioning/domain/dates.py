"""Dates as people mean them: a date ends at 23:59 in the organisation's zone; month ends are clamped. Pure."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

SATURDAY = 5
#: Working hours: what can wait reaches people between these, from Monday to Friday.


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


def working_days_before(day: date, count: int) -> date:
    """The date ``count`` working days before ``day``; Saturdays and Sundays do not count."""
    while count:
        day -= timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day


def warning_days(until: date) -> tuple[date, date]:
    """When a sponsor is warned: 14 days and one working day before the last day."""
    return until - timedelta(days=14), working_days_before(until, 1)
