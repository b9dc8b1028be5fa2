"""One phrase → the date that it means, or the two that it may mean. Pure.

Only the names are a library's. One that reads dates guesses where people must be asked (03/04, 02/26, ``until March``,
``march 32``, a date without its year); once that is decided, what is left is counting.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.grammar_names import COUNT, LASTING, UNIT, names_in
from provisioning.domain.dates import Span, add_months

if TYPE_CHECKING:
    from collections.abc import Sequence

NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
SPAN = re.compile(rf"(?:the next |another |only )?({LASTING})(?= |$)")
STEP = re.compile(rf"({COUNT}) ({UNIT})\b")
RELATIVE = {"today": 0, "tonight": 0, "tomorrow": 1, "day after tomorrow": 2}
#: A year of two digits lies at most so far ahead.
NEAR_YEARS = 10
FRIDAY, SUNDAY, DAYS_OF_WEEK = 4, 6, 7
#: 29 February comes within so many years (2100 is far).
LEAP = 5

Options = tuple[date, ...]


class Reader:
    """Reads dates as they are meant on one day. One method for each shape in :mod:`bot.grammar_names`."""

    def __init__(self, today: date, languages: Sequence[str]) -> None:
        self.today = today
        self.names = names_in(tuple(languages))

    def read(self, phrase: str, kind: str) -> tuple[Options, int]:
        """Dates at the start of ``phrase`` (words with single blanks) and how many words they take; 0 for none.

        ``kind``: ``date``; ``strong`` for one that is no other thing; ``span`` for ``3 months``. What looks like a date and
        is none takes its words and gives nothing.
        """
        full = self._full(phrase)
        if kind == "span":
            span = SPAN.match(full)
            return (self._span(span[1]), span[0].count(" ") + 1) if span else ((), 0)
        for shape in self.names.shapes:
            found = shape.pattern.match(full)
            weak = kind == "strong" and not shape.strong
            if (
                found
                and not weak
                and not (kind == "strong" and shape.reader == "digits" and not (found[4] or found[5]))
            ):
                return self._sure(shape.reader, found), found[0].count(" ") + 1
        return (), 0

    def lasting(self, phrase: str) -> Span | None:
        """``3 months`` at the start of ``phrase``, of whichever day on; None where no span stands there."""
        span = SPAN.match(self._full(phrase))
        return lasting(span[1]) if span else None

    def iso(self, found: re.Match[str]) -> Options:
        """2027-02-26."""
        return (date(int(found[1]), int(found[2]), int(found[3])),)

    def digits(self, found: re.Match[str]) -> Options:
        """26/02/2027, 26.2. and 03/04: day and month stand in either order, except with dots between them."""
        first, second, year = int(found[1]), int(found[3]), self._year(found[4] or found[5])
        orders = [(second, first)] if found[2] == "." else [(second, first), (first, second)]
        read = (self._next(month, day, year) for month, day in orders)
        return tuple(dict.fromkeys(day for day in read if day))

    def named(self, found: re.Match[str]) -> Options:
        """Friday, the 26th of February 2027; February 26. A weekday that does not fit makes it none."""
        day = self._next(self.names.months[found["month"]], int(found["day"]), self._year(found["year"]))
        return self._fitting(found["weekday"], day)

    def ordinal(self, found: re.Match[str]) -> Options:
        """The 26th: of this month, or of the next that has one."""
        this = self.today.replace(day=1)
        months = [add_months(this, ahead) for ahead in range(3)]
        read = [_day(month.year, month.month, int(found["day"])) for month in months]
        return self._fitting(found["weekday"], next((one for one in read if one and one >= self.today), None))

    def weekday(self, found: re.Match[str]) -> Options:
        """Friday. On a Friday that may be today; ``next Friday`` may be the one in this week or the one after."""
        number = self.names.weekdays[found["weekday"]]
        coming = self.today + timedelta(days=(number - self.today.weekday() - 1) % DAYS_OF_WEEK + 1)
        if found["week"] or found["weeks"]:
            return self._in_week(coming, 1 if found["week"] else _count(found["weeks"]))
        later = coming + timedelta(days=DAYS_OF_WEEK)
        if found["next"]:
            this_week = coming.isocalendar()[:2] == self.today.isocalendar()[:2]
            return (coming, later) if this_week else (coming,)
        return (self.today, coming) if number == self.today.weekday() else (coming,)

    def _in_week(self, coming: date, ahead: int) -> Options:
        """A weekday of the week that is so many ahead; said at a weekend, it may also be counted from the coming one."""
        monday = self.today - timedelta(days=self.today.weekday())
        days = timedelta(days=DAYS_OF_WEEK * ahead)
        meant = monday + timedelta(days=coming.weekday()) + days
        return (meant,) if ahead == 1 else tuple(dict.fromkeys((meant, coming + days)))

    def relative(self, found: re.Match[str]) -> Options:
        """Today, tomorrow, the day after tomorrow."""
        return (self.today + timedelta(days=RELATIVE[found[0].removeprefix("the ")]),)

    def ahead(self, found: re.Match[str]) -> Options:
        """In 3 weeks; 3 weeks from now."""
        return self._span(found["lasting"] or found["lasting_"])

    def end_of(self, found: re.Match[str]) -> Options:
        """End of March, of next month, of the year. A week ends on Friday or on Sunday."""
        first, last = self._period(found)
        friday = first + timedelta(days=FRIDAY)
        is_week = "week" in {found["unit"], found["unit_"]}
        return (friday, last) if is_week and self.today <= friday else (last,)

    def period(self, found: re.Match[str]) -> Options:
        """March, next month: its first or its last day. What has begun: its last."""
        first, last = self._period(found)
        return (first, last) if first > self.today or found["year"] else (last,)

    def _full(self, phrase: str) -> str:
        return " ".join(map(self.names.full, phrase.split()))

    def _sure(self, reader: str, found: re.Match[str]) -> Options:
        read: Options
        try:
            read = getattr(self, reader)(found)
        except (ValueError, OverflowError):
            return ()  # no such day
        return read

    def _period(self, found: re.Match[str]) -> tuple[date, date]:
        """First and last day of a week, month or year."""
        ahead, unit = (1, found["unit_"]) if found["next"] else (0, found["unit"])
        if unit == "week":
            monday = self.today - timedelta(days=self.today.weekday() - DAYS_OF_WEEK * ahead)
            return monday, monday + timedelta(days=SUNDAY)
        if unit == "year":
            return date(self.today.year + ahead, 1, 1), date(self.today.year + ahead, 12, 31)
        first = add_months(self.today.replace(day=1), ahead)
        if found["month"]:
            month = self.names.months[found["month"]]
            first = date(self._year(found["year"]) or self.today.year + (month < self.today.month), month, 1)
        return first, add_months(first, 1) - timedelta(days=1)

    def _span(self, phrase: str) -> Options:
        """3 months and 2 weeks from today; none where the calendar ends."""
        until = lasting(phrase).after(self.today)
        return (until,) if until and until > self.today else ()

    def _year(self, typed: str | None) -> int | None:
        """None without one. Raises ValueError for two digits that are no year soon, such as an hour."""
        if not typed or len(typed) == len("2027"):
            return int(typed) if typed else None
        year = self.today.year - self.today.year % 100 + int(typed)
        if not 0 <= year - self.today.year <= NEAR_YEARS:
            raise ValueError(typed)
        return year

    def _next(self, month: int, day: int, year: int | None) -> date | None:
        """That day; without a year in this one or, when it has passed, in the next that has one."""
        if year is not None:
            return _day(year, month, day)
        read = (_day(self.today.year + ahead, month, day) for ahead in range(LEAP))
        return next((one for one in read if one and one >= self.today), None)

    def _fitting(self, weekday: str | None, day: date | None) -> Options:
        return (day,) if day and (not weekday or day.weekday() == self.names.weekdays[weekday]) else ()


def lasting(phrase: str) -> Span:
    """``3 months and 2 weeks``, said of no day yet."""
    months = days = 0
    for count, unit in STEP.findall(phrase):
        if unit.startswith(("d", "w")):
            days += _count(count) * (DAYS_OF_WEEK if unit.startswith("w") else 1)
        else:
            months += _count(count) * (12 if unit.startswith("y") else 1)
    return Span(months, days)


def _count(typed: str) -> int:
    """3, three, a."""
    return NUMBERS.index(typed) + 1 if typed in NUMBERS else int(typed) if typed.isdigit() else 1


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
