"""Months and tax years."""

from datetime import date

import pytest

from common.periods import Period, interval_of, month_of, months_after, period_before


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
