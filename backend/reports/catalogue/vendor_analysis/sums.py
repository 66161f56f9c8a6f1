"""Payments by vendor: how much, and how often."""

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from common.periods import Period, months_in
from reports.aggregates.coverage import Coverage, coverage_of
from reports.aggregates.frame import frame_of
from reports.aggregates.keys import by_vendor
from reports.aggregates.postings import ZERO, Group, Measures, add_up
from reports.aggregates.scope import ReportScope
from reports.aggregates.shares import average, percent_of
from reports.aggregates.vendors import joined_vendors


@dataclass(kw_only=True)
class VendorRow:
    """`vendor` empty: the entries that name none. `per_month`: entries in each month of the period
    that has begun. `share` in percent of all of this type and currency."""

    vendor: str
    type: str
    currency: str
    total: Decimal
    count: int
    first: date | None
    last: date | None
    per_month: Decimal
    share: Decimal | None
    converted: dict[str, Decimal] = field(default_factory=dict)

    @property
    def average(self) -> Decimal | None:
        return average(self.total, self.count, self.currency)


@dataclass(kw_only=True)
class VendorTotal:
    """`shown` rows are in the list; the others are in `total` all the same."""

    type: str
    currency: str
    vendors: int = 0
    shown: int = 0
    count: int = 0
    total: Decimal = ZERO
    not_shown_total: Decimal = ZERO


@dataclass(kw_only=True)
class VendorAnalysis:
    rows: list[VendorRow]
    totals: list[VendorTotal]
    coverage: Coverage


def analyse_vendors(scope: ReportScope, *, limit: int | None = None) -> VendorAnalysis:
    """Largest first within a type and currency, at most `limit` rows in each of them."""
    frame = frame_of(scope)
    ledger = add_up(scope, {"vendor": by_vendor}, Measures(with_dates=True))
    groups = joined_vendors(ledger.groups)
    totals: dict[tuple[str, str], VendorTotal] = {}
    for group in groups:
        _count(totals, group)
    rows: list[VendorRow] = []
    months = _months_begun(scope)
    for group in sorted(groups, key=_place):
        total = totals[group.type, group.currency]
        if limit is not None and total.shown >= limit:
            total.not_shown_total += group.sums.amount
            continue
        total.shown += 1
        rows.append(_row_of(group, total, months))
    return VendorAnalysis(
        rows=rows,
        totals=sorted(totals.values(), key=lambda total: (total.currency, total.type)),
        coverage=coverage_of(scope, frame, ledger),
    )


def _place(group: Group) -> tuple[str, str, Decimal, str]:
    return group.currency, group.type, -group.sums.amount, group.key[0]


def _months_begun(scope: ReportScope) -> int:
    end = max(scope.period.start, min(scope.period.end, scope.today))
    return months_in(Period(start=scope.period.start, end=end))


def _count(totals: dict[tuple[str, str], VendorTotal], group: Group) -> None:
    name = group.type, group.currency
    if name not in totals:
        totals[name] = VendorTotal(type=group.type, currency=group.currency)
    total = totals[name]
    total.vendors += 1
    total.count += group.sums.count
    total.total += group.sums.amount


def _row_of(group: Group, total: VendorTotal, months: int) -> VendorRow:
    sums = group.sums
    return VendorRow(
        vendor=group.key[0],
        type=group.type,
        currency=group.currency,
        total=sums.amount,
        count=sums.count,
        first=group.first,
        last=group.last,
        per_month=(Decimal(sums.count) / months).quantize(Decimal("0.01"), ROUND_HALF_UP),
        share=percent_of(sums.amount, total.total),
        converted=sums.converted,
    )
