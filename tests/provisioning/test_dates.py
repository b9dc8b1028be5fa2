"""Dates as people mean them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provisioning.domain import dates
from provisioning.domain.hours import Hours

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


@pytest.mark.parametrize(
    ("day", "utc"),
    [
        (date(2026, 1, 31), "2026-01-31T22:59:00+00:00"),
        (date(2026, 6, 30), "2026-06-30T21:59:00+00:00"),
        (date(2026, 3, 29), "2026-03-29T21:59:00+00:00"),  # summer time begins that night
        (date(2026, 10, 25), "2026-10-25T22:59:00+00:00"),  # and ends
    ],
)
def test_a_date_ends_at_2359_there_summer_and_winter(day: date, utc: str) -> None:
    assert dates.end_of(day, COPENHAGEN).isoformat() == utc


@given(
    st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from(["Europe/Copenhagen", "Asia/Tokyo", "Pacific/Apia"])
)
def test_the_end_of_a_day_is_on_that_day_and_a_minute_before_the_next(day: date, name: str) -> None:
    zone = ZoneInfo(name)
    end = dates.end_of(day, zone)
    assert end.tzinfo is UTC
    assert dates.day_of(end, zone) == day
    assert dates.day_of(end + timedelta(minutes=1), zone) > day


def test_the_day_is_the_organisations_and_not_greenwichs() -> None:
    assert dates.day_of(datetime(2026, 6, 30, 22, 30, tzinfo=UTC), COPENHAGEN) == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 5, 31), 12, date(2027, 5, 31)),
        (date(2026, 5, 31), 0, date(2026, 5, 31)),
    ],
)
def test_month_ends_are_clamped(day: date, months: int, later: date) -> None:
    assert dates.add_months(day, months) == later


@pytest.mark.parametrize(
    ("last", "warned"),
    [
        (date(2026, 4, 6), date(2026, 4, 3)),  # Monday → Friday
        (date(2026, 4, 5), date(2026, 4, 3)),
        (date(2026, 4, 4), date(2026, 4, 3)),
        (date(2026, 4, 3), date(2026, 4, 2)),
    ],
)
def test_the_second_warning_is_on_a_working_day(last: date, warned: date) -> None:
    assert dates.warning_days(last) == (last - timedelta(days=14), warned)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 30))
def test_working_days_leave_out_weekends(day: date, count: int) -> None:
    before = dates.working_days_before(day, count)
    between = [before + timedelta(days=n) for n in range((day - before).days)]
    assert before.weekday() < dates.SATURDAY
    assert len([one for one in between if one.weekday() < dates.SATURDAY]) == count


def test_the_second_warning_is_before_the_days_off_as_well() -> None:
    off = {date(2026, 4, 2), date(2026, 4, 3)}
    assert dates.warning_days(date(2026, 4, 6), off) == (date(2026, 3, 23), date(2026, 4, 1))


#: A time of year with a day or two off in it, and moments around them.
_NEAR = st.dates(date(2026, 12, 14), date(2027, 1, 11))
_MOMENTS = st.datetimes(datetime(2026, 12, 14), datetime(2027, 1, 11), timezones=st.just(UTC))  # noqa: DTZ001  they get one


@given(_MOMENTS, st.frozensets(_NEAR), st.integers(1, 5))
def test_work_begins_on_no_day_off_and_so_many_working_days_later(
    moment: datetime, off: frozenset[date], count: int
) -> None:
    hours = Hours(days_off=off)
    day, later = dates.day_of(moment, COPENHAGEN), hours.morning_after(moment, COPENHAGEN, count)
    assert hours.include(later, COPENHAGEN)
    after = [day + timedelta(days=n + 1) for n in range((dates.day_of(later, COPENHAGEN) - day).days)]
    assert len([one for one in after if one.weekday() < dates.SATURDAY and one not in off]) == count


@given(_MOMENTS, st.frozensets(_NEAR))
def test_the_next_opening_is_at_work_and_nobody_was_before_it(moment: datetime, off: frozenset[date]) -> None:
    hours = Hours(days_off=off)
    opening = hours.opening(moment, COPENHAGEN)
    assert hours.include(opening, COPENHAGEN)
    assert dates.day_of(opening, COPENHAGEN) not in off
    assert (opening == moment) is hours.include(moment, COPENHAGEN)
    while (moment := moment + timedelta(hours=1)) < opening:
        assert not hours.include(moment, COPENHAGEN)
