"""Days, months, quarters and tax years. Both ends of a period belong to it. Pure.

The calendar has the years 1 to 9999. A tax year or quarter that reaches beyond is cut there; a day
that lies beyond is an OutOfCalendarError.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from common.errors import InvalidError


class OutOfCalendarError(InvalidError):
    code = "out_of_calendar"

    def __init__(self) -> None:
        super().__init__("This needs days before the year 1 or after 9999. Choose other dates.")


@dataclass(frozen=True, kw_only=True)
class Period:
    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1


def month_of(day: date) -> Period:
    return _months(_number_of(day), 1)


def days_after(day: date, days: int) -> date:
    """Days may be negative."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise OutOfCalendarError from None


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last one. Months may be negative."""
    year, month = divmod(_number_of(day) + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OutOfCalendarError
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def tax_year_of(day: date, *, start_month: int) -> Period:
    """The twelve months, beginning with `start_month`, that the day falls in."""
    return _months(_first_of_tax_year(day, start_month), 12)


def quarter_of(day: date, *, start_month: int) -> Period:
    """A quarter of the tax year: the first begins with `start_month`."""
    number = _number_of(day)
    return _months(number - (number - _first_of_tax_year(day, start_month)) % 3, 3)


def interval_of(day: date, interval: str, *, start_month: int) -> Period:
    """The month, quarter or (tax) year of a day."""
    if interval == "month":
        return month_of(day)
    if interval == "quarter":
        return quarter_of(day, start_month=start_month)
    return tax_year_of(day, start_month=start_month)


def intervals_of(period: Period, interval: str, *, start_month: int) -> list[Period]:
    """All of them that the period touches, in order. The first and last may reach beyond it."""
    found = [interval_of(period.start, interval, start_month=start_month)]
    while found[-1].end < period.end:
        day = days_after(found[-1].end, 1)
        found.append(interval_of(day, interval, start_month=start_month))
    return found


def period_before(period: Period) -> Period:
    """As many whole months where the period is whole months, else as many days."""
    end = days_after(period.start, -1)
    is_whole_months = period.start.day == 1 and period.end == month_of(period.end).end
    if is_whole_months:
        start = months_after(period.start, -months_in(period))
    else:
        start = days_after(period.start, -period.days)
    return Period(start=start, end=end)


def months_in(period: Period) -> int:
    """How many calendar months the period touches."""
    start, end = period.start, period.end
    return (end.year - start.year) * 12 + end.month - start.month + 1


def _number_of(day: date) -> int:
    """Months counted from the January of a year 0."""
    return day.year * 12 + day.month - 1


def _first_of_tax_year(day: date, start_month: int) -> int:
    """The number of its first month, which may lie before the calendar."""
    return (day.year - (day.month < start_month)) * 12 + start_month - 1


def _months(first: int, count: int) -> Period:
    """So many whole months from the one of that number on, as far as the calendar goes."""
    start = max(first, _number_of(date.min))
    last = min(first + count - 1, _number_of(date.max))
    year, month = divmod(last, 12)
    end = date(year, month + 1, monthrange(year, month + 1)[1])
    return Period(start=date(start // 12, start % 12 + 1, 1), end=end)
