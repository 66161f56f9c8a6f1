"""Tax years of an account with their quarters, to choose a period from."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.db.models.functions import TruncMonth

from accounts.models import User
from common.periods import Period, intervals_of, tax_year_of
from receipts.models import Transaction


@dataclass(frozen=True, kw_only=True)
class TaxYear:
    """`entries`: of those outside the trash that have a date in it."""

    period: Period
    quarters: list[Period]
    entries: int

    @property
    def name(self) -> str:
        """The calendar years that it lies in: "2026", or "2026/27"."""
        first, last = self.period.start.year, self.period.end.year
        return f"{first}" if first == last else f"{first}/{last % 100:02}"


def tax_years_of(owner: User, *, today: date) -> list[TaxYear]:
    """The current one, and each that has entries; the latest first."""
    start_month = owner.tax_year_start_month
    months = Transaction.objects.owned_by(owner).kept().filter(purchased_on__isnull=False)
    counted = (
        months.order_by()
        .annotate(month=TruncMonth("purchased_on"))
        .values_list("month")
        .annotate(Count("pk"))
    )
    entries = Counter({tax_year_of(today, start_month=start_month).start: 0})
    for month, count in counted:
        entries[tax_year_of(month, start_month=start_month).start] += count
    return [
        _tax_year(start, count, start_month=start_month)
        for start, count in sorted(entries.items(), reverse=True)
    ]


def _tax_year(start: date, entries: int, *, start_month: int) -> TaxYear:
    year = tax_year_of(start, start_month=start_month)
    quarters = intervals_of(year, "quarter", start_month=start_month)
    return TaxYear(period=year, quarters=quarters, entries=entries)
