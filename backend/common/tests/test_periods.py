"""Months and tax years."""

from datetime import date

import pytest

from common.periods import (
    OutOfCalendarError,
    Period,
    days_after,
    interval_of,
    intervals_of,
    month_of,
    months_after,
    period_before,
)

FIRST_DAY, LAST_DAY = date.min, date.max


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-12-01", 1, "2027-01-01"),
        ("2026-01-01", -36, "2023-01-01"),
        ("2026-05-17", 0, "2026-05-17"),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_one(day, months, expected):
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(expected)


def test_a_quarter_is_one_of_the_tax_year():
    quarter = interval_of(date(2026, 4, 5), "quarter", start_month=4)

    assert quarter == Period(start=date(2026, 4, 1), end=date(2026, 6, 30))


def test_before_whole_months_stand_as_many_whole_months():
    assert period_before(month_of(date(2026, 3, 9))) == month_of(date(2026, 2, 1))
    week = Period(start=date(2026, 3, 9), end=date(2026, 3, 15))
    assert period_before(week) == Period(start=date(2026, 3, 2), end=date(2026, 3, 8))


def test_a_tax_year_is_cut_where_the_calendar_ends():
    first = interval_of(FIRST_DAY, "year", start_month=4)
    last = interval_of(LAST_DAY, "year", start_month=4)

    assert first == Period(start=FIRST_DAY, end=date(1, 3, 31))
    assert last == Period(start=date(9999, 4, 1), end=LAST_DAY)


def test_the_calendars_last_year_has_all_its_intervals():
    year = Period(start=date(9999, 1, 1), end=LAST_DAY)

    assert len(intervals_of(year, "month", start_month=1)) == 12
    quarters = intervals_of(year, "quarter", start_month=3)
    assert [quarter.start.month for quarter in quarters] == [12, 3, 6, 9, 12]
    assert quarters[-1].end == LAST_DAY


def test_days_beyond_the_calendar_are_an_error():
    for beyond in (
        lambda: days_after(LAST_DAY, 1),
        lambda: days_after(FIRST_DAY, -1),
        lambda: months_after(LAST_DAY, 1),
        lambda: months_after(FIRST_DAY, -1),
        lambda: period_before(month_of(FIRST_DAY)),
    ):
        with pytest.raises(OutOfCalendarError):
            beyond()


def test_the_month_before_the_calendars_last_one_is_known():
    assert period_before(month_of(LAST_DAY)) == month_of(date(9999, 11, 1))
