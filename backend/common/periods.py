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


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last one. Months may be negative."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def tax_year_of(day: date, *, start_month: int) -> Period:
    """The twelve months, beginning with `start_month`, that the day falls in."""
    start = date(day.year - (day.month < start_month), start_month, 1)
    return Period(start=start, end=months_after(start, 12) - timedelta(days=1))


def quarter_of(day: date, *, start_month: int) -> Period:
    """A quarter of the tax year: the first begins with `start_month`."""
    year = tax_year_of(day, start_month=start_month).start
    months = (day.year - year.year) * 12 + day.month - year.month
    start = months_after(year, months - months % 3)
    return Period(start=start, end=months_after(start, 3) - timedelta(days=1))


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
        start = months_after(period.start, -months_in(period))
    else:
        start = period.start - timedelta(days=period.days)
    return Period(start=start, end=end)


def months_in(period: Period) -> int:
    """How many calendar months the period touches."""
    start, end = period.start, period.end
    return (end.year - start.year) * 12 + end.month - start.month + 1
