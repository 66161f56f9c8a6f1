"""Spending and earnings by category, and how they differ from the period before."""

from dataclasses import dataclass, field
from decimal import Decimal

from common.periods import Period, period_before
from reports.aggregates.coverage import Coverage, coverage_of
from reports.aggregates.frame import Frame, frame_of
from reports.aggregates.keys import since
from reports.aggregates.postings import ZERO, Group, Measures, add_up
from reports.aggregates.scope import ReportScope
from reports.aggregates.shares import average, percent_of


@dataclass(kw_only=True)
class CategoryRow:
    """`share` and `change` in percent. `share` None: the sum of its kind is not above zero;
    `change` None: there was nothing before."""

    category: str
    category_display: str
    type: str
    currency: str
    total: Decimal = ZERO
    count: int = 0
    share: Decimal | None = None
    previous_total: Decimal = ZERO
    converted: dict[str, Decimal] = field(default_factory=dict)

    @property
    def average(self) -> Decimal | None:
        return average(self.total, self.count, self.currency)

    @property
    def change(self) -> Decimal | None:
        return percent_of(self.total - self.previous_total, self.previous_total)


@dataclass(kw_only=True)
class TypeTotal:
    type: str
    currency: str
    total: Decimal = ZERO


@dataclass(kw_only=True)
class CategoryBreakdown:
    previous_period: Period
    rows: list[CategoryRow]
    totals: list[TypeTotal]
    coverage: Coverage


def break_down(scope: ReportScope) -> CategoryBreakdown:
    """Largest first, within a type and currency."""
    frame = frame_of(scope)
    before = period_before(scope.period)
    ledger = add_up(
        scope.within(Period(start=before.start, end=scope.period.end)),
        {"is_now": since(scope.period.start)},
        Measures(by_category=True, counts_in=lambda key: bool(key[0])),
    )
    rows: dict[tuple[object, ...], CategoryRow] = {}
    totals: dict[tuple[str, str], TypeTotal] = {}
    for group in ledger.groups:
        _add(_row_of(rows, group, frame), group)
        if group.key[0]:
            _total_of(totals, group).total += group.sums.amount
    for row in rows.values():
        found = totals.get((row.type, row.currency))
        row.share = percent_of(row.total, found.total) if found else None
    return CategoryBreakdown(
        previous_period=before,
        rows=sorted(
            rows.values(), key=lambda row: (row.currency, row.type, -row.total, row.category)
        ),
        totals=sorted(totals.values(), key=lambda total: (total.currency, total.type)),
        coverage=coverage_of(scope, frame, ledger),
    )


def _row_of(rows: dict[tuple[object, ...], CategoryRow], group: Group, frame: Frame) -> CategoryRow:
    name = frame.category(group.category_id)
    row = CategoryRow(
        category=name.slug,
        category_display=name.name,
        type=group.type,
        currency=group.currency,
    )
    return rows.setdefault((group.category_id, group.type, group.currency), row)


def _total_of(totals: dict[tuple[str, str], TypeTotal], group: Group) -> TypeTotal:
    total = TypeTotal(type=group.type, currency=group.currency)
    return totals.setdefault((group.type, group.currency), total)


def _add(row: CategoryRow, group: Group) -> None:
    if not group.key[0]:
        row.previous_total += group.sums.amount
        return
    row.total += group.sums.amount
    row.count += group.sums.count
    row.converted |= group.sums.converted
