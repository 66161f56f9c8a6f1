"""Expenses by category, and how much of them counts against tax."""

from dataclasses import dataclass, field
from decimal import Decimal

from receipts.models import Transaction
from reports.aggregates.coverage import Coverage, coverage_of
from reports.aggregates.frame import frame_of
from reports.aggregates.postings import ZERO, Measures, add_up
from reports.aggregates.scope import ReportScope
from reports.aggregates.shares import percent_of


@dataclass(kw_only=True)
class DeductibleRow:
    category: str
    category_display: str
    currency: str
    total: Decimal
    deductible: Decimal
    count: int
    converted: dict[str, Decimal] = field(default_factory=dict)

    @property
    def deductible_share(self) -> Decimal | None:
        """In percent. None: the total is not above zero."""
        return percent_of(self.deductible, self.total)

    @property
    def not_deductible(self) -> Decimal:
        return self.total - self.deductible


@dataclass(kw_only=True)
class DeductibleTotal:
    currency: str
    total: Decimal = ZERO
    deductible: Decimal = ZERO


@dataclass(kw_only=True)
class TaxDeductible:
    rows: list[DeductibleRow]
    totals: list[DeductibleTotal]
    coverage: Coverage


def deductible_by_category(scope: ReportScope) -> TaxDeductible:
    """The entry's own part deducts by the entry's share, a line in another category in full where
    that category is deductible, and not at all where it is not."""
    scope = scope.of_type(Transaction.Type.EXPENSE)
    frame = frame_of(scope)
    ledger = add_up(scope, measures=Measures(by_category=True, deductible_ids=frame.deductible_ids))
    rows, totals = [], dict[str, DeductibleTotal]()
    for group in ledger.groups:
        name, sums = frame.category(group.category_id), group.sums
        rows.append(
            DeductibleRow(
                category=name.slug,
                category_display=name.name,
                currency=group.currency,
                total=sums.amount,
                deductible=sums.deductible,
                count=sums.count,
                converted=sums.converted,
            )
        )
        total = totals.setdefault(group.currency, DeductibleTotal(currency=group.currency))
        total.total += sums.amount
        total.deductible += sums.deductible
    return TaxDeductible(
        rows=sorted(rows, key=lambda row: (row.currency, -row.deductible, row.category)),
        totals=sorted(totals.values(), key=lambda total: total.currency),
        coverage=coverage_of(scope, frame, ledger),
    )
