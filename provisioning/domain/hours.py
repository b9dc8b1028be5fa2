"""Working hours: what reminds people waits for them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from provisioning.domain import dates

if TYPE_CHECKING:
    from datetime import date
    from zoneinfo import ZoneInfo


@dataclass(frozen=True, kw_only=True)
class Hours:
    """From when until when people work, from Monday to Friday, in the organisation's zone."""

    begin: time = time(8)
    end: time = time(17)
    #: Days on which nobody works though they are no weekend.
    days_off: frozenset[date] = frozenset()

    def include(self, moment: datetime, zone: ZoneInfo) -> bool:
        """Whether people are at work at ``moment``."""
        there = moment.astimezone(zone)
        return dates.is_working(there.date(), self.days_off) and self.begin <= there.time() < self.end

    def morning_after(self, moment: datetime, zone: ZoneInfo, days: int = 1) -> datetime:
        """When work begins on the ``days``-th working day after the day of ``moment``, in UTC."""
        day = moment.astimezone(zone).date()
        for _ in range(days):
            day = self._working_day(day + timedelta(days=1))
        return self.morning(day, zone)

    def opening(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """``moment`` itself while people are at work, otherwise when work begins next, in UTC."""
        if self.include(moment, zone):
            return moment
        there = moment.astimezone(zone)
        return self.morning(there.date() + timedelta(days=there.time() >= self.begin), zone)

    def morning(self, day: date, zone: ZoneInfo) -> datetime:
        """When work begins on that day, or on the next working day, in UTC."""
        return datetime.combine(self._working_day(day), self.begin, tzinfo=zone).astimezone(UTC)

    def _working_day(self, day: date) -> date:
        """The day itself, or the next one on which people work."""
        while not dates.is_working(day, self.days_off):
            day += timedelta(days=1)
        return day
