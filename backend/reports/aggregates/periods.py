"""Days, months, quarters and tax years. Both ends of a period belong to it. Pure."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta


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
    first = day.replace(day=1)
    return Period(start=first, end=day.replace(day=monthrange(day.year, day.month)[1]))


def add_months(first: date, months: int) -> date:
    """`first` is the first day of a month, and so is the answer."""
    years, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(years, month + 1, 1)


def tax_year_of(day: date, *, start_month: int) -> Period:
    """The twelve months, beginning with `start_month`, that the day falls in."""
    start = date(day.year - (day.month < start_month), start_month, 1)
    return Period(start=start, end=add_months(start, 12) - timedelta(days=1))


def quarter_of(day: date, *, start_month: int) -> Period:
    """A quarter of the tax year: the first begins with `start_month`."""
    year = tax_year_of(day, start_month=start_month).start
    months = (day.year - year.year) * 12 + day.month - year.month
    start = add_months(year, months - months % 3)
    return Period(start=start, end=add_months(start, 3) - timedelta(days=1))


def interval_of(day: date, interval: str, *, start_month: int) -> Period:
    """The month, quarter or (tax) year of a day."""
    if interval == "month":
        return month_of(day)
    if interval == "quarter":
        return quarter_of(day, start_month=start_month)
    return tax_year_of(day, start_month=start_month)


def intervals_of(period: Period, interval: str, *, start_month: int) -> list[Period]:
    """All of them that the period touches, in order. The first and last may reach beyond it."""
    found = []
    day = period.start
    while day <= period.end:
        found.append(interval_of(day, interval, start_month=start_month))
        day = found[-1].end + timedelta(days=1)
    return found


def period_before(period: Period) -> Period:
    """As many whole months where the period is whole months, else as many days."""
    end = period.start - timedelta(days=1)
    is_whole_months = period.start.day == 1 and (period.end + timedelta(days=1)).day == 1
    if is_whole_months:
        start = add_months(period.start, -months_in(period))
    else:
        start = period.start - timedelta(days=period.days)
    return Period(start=start, end=end)


def months_in(period: Period) -> int:
    """How many calendar months the period touches."""
    start, end = period.start, period.end
    return (end.year - start.year) * 12 + end.month - start.month + 1
