"""Income against expenses by month, quarter or year, with the net and a running balance."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from common.periods import intervals_of
from reports.aggregates.coverage import Coverage, coverage_of
from reports.aggregates.frame import frame_of
from reports.aggregates.keys import by_month
from reports.aggregates.net import Net
from reports.aggregates.postings import ZERO, Group, add_converted, add_up
from reports.aggregates.scope import ReportScope

INTERVALS = ("month", "quarter", "year")


@dataclass(kw_only=True)
class IntervalRow(Net):
    """`start` and `end` are those of the interval within the period. `balance` runs from zero at
    the period's start."""

    start: date
    end: date
    balance: Decimal = ZERO
    count: int = 0

    def add(self, group: Group) -> None:
        super().add(group)
        self.count += group.sums.count


@dataclass(kw_only=True)
class IncomeExpense:
    interval: str
    rows: list[IntervalRow]
    totals: list[IntervalRow]
    coverage: Coverage


def income_and_expenses(scope: ReportScope, *, interval: str) -> IncomeExpense:
    """Every interval of the period has a row in every currency of the period, also an empty one.

    Quarters and years are those of the account's tax year.
    """
    frame = frame_of(scope)
    ledger = add_up(scope, {"month": by_month})
    currencies = sorted({group.currency for group in ledger.groups})
    rows = {currency: _empty_rows(scope, currency, interval) for currency in currencies}
    for group in ledger.groups:
        _row_of(rows[group.currency], group.key[0]).add(group)
    totals = [_balance(rows[currency], scope) for currency in currencies]
    return IncomeExpense(
        interval=interval,
        rows=[row for currency in currencies for row in rows[currency]],
        totals=totals,
        coverage=coverage_of(scope, frame, ledger),
    )


def _empty_rows(scope: ReportScope, currency: str, interval: str) -> list[IntervalRow]:
    start_month = scope.owner.tax_year_start_month
    return [
        IntervalRow(
            start=max(found.start, scope.period.start),
            end=min(found.end, scope.period.end),
            currency=currency,
        )
        for found in intervals_of(scope.period, interval, start_month=start_month)
    ]


def _row_of(rows: list[IntervalRow], month: date) -> IntervalRow:
    """The first row that ends in or after the month: a month lies in one interval only."""
    return next(row for row in rows if (row.end.year, row.end.month) >= (month.year, month.month))


def _balance(rows: list[IntervalRow], scope: ReportScope) -> IntervalRow:
    """Fill in the running balance; returns the whole period as one row."""
    total = IntervalRow(start=scope.period.start, end=scope.period.end, currency=rows[0].currency)
    for row in rows:
        total.income += row.income
        total.expenses += row.expenses
        total.count += row.count
        total.balance = row.balance = total.net
        add_converted(total.converted, row.converted)
    return total
