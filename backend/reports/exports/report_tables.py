"""The reports on sums as tables."""

from decimal import Decimal
from typing import Any

from reports.aggregates.category_breakdown import CategoryBreakdown
from reports.aggregates.income_expense import IncomeExpense
from reports.aggregates.summary import Summary
from reports.aggregates.tax_deductible import TaxDeductible
from reports.aggregates.tax_summary import TaxSummary
from reports.aggregates.vendor_analysis import VendorAnalysis
from reports.exports.table_parts import (
    CATEGORY,
    CURRENCY,
    TYPE,
    VENDOR,
    chart,
    count,
    day,
    money,
    percent,
    table,
)
from reports.exports.tables import Column, Kind, Table

_KINDS = {"rate": "Tax rate", "tax_only": "Tax without a rate", "no_tax": "No tax shown"}
_KINDS["beyond_tax_lines"] = "Beyond the tax lines"


def summary_tables(report: Summary) -> list[Table]:
    columns = (
        CURRENCY,
        money("This month"),
        money("Last month"),
        money("Income"),
        money("Expenses"),
        money("Net"),
    )
    metrics = [report.metrics, *report.other_currencies]
    rows = [
        (
            m.currency,
            m.current_month_expenses,
            m.last_month_expenses,
            m.ytd_income,
            m.ytd_expenses,
            m.ytd_net,
        )
        for m in metrics
    ]
    top = report.top_categories
    bars = chart("Largest categories", top, lambda c: c.category_display, Total=lambda c: c.total)
    named = [(c.category_display, c.currency, c.total) for c in top]
    return [
        table("Summary", columns, rows, behind=metrics),
        table(
            "Largest categories", (CATEGORY, CURRENCY, money("Total")), named, bars=bars, behind=top
        ),
    ]


def income_expense_tables(report: IncomeExpense) -> list[Table]:
    columns = (
        day("From"),
        day("To"),
        CURRENCY,
        money("Income"),
        money("Expenses"),
        money("Net"),
        money("Balance"),
        count(),
    )

    def row(r: Any) -> tuple[Any, ...]:
        return r.start, r.end, r.currency, r.income, r.expenses, r.net, r.balance, r.count

    bars = chart(
        f"Income and expenses by {report.interval}",
        report.rows,
        lambda r: f"{r.start:%b %y}",
        Income=lambda r: r.income,
        Expenses=lambda r: r.expenses,
    )
    totals = map(row, report.totals)
    return [
        table(
            "Income and expenses", columns, map(row, report.rows), totals, bars, behind=report.rows
        )
    ]


def category_tables(report: CategoryBreakdown) -> list[Table]:
    columns = (
        CATEGORY,
        TYPE,
        CURRENCY,
        money("Total"),
        percent("Share %"),
        count(),
        money("Average"),
        money("Before"),
        Column(label="Change %", kind=Kind.NUMBER, width=1.15),
    )
    rows = (
        (
            r.category_display,
            r.type,
            r.currency,
            r.total,
            r.share,
            r.count,
            r.average,
            r.previous_total,
            r.change,
        )
        for r in report.rows
    )
    blank = (None,) * 5
    totals = [("Total", t.type, t.currency, t.total, *blank) for t in report.totals]
    spent = [row for row in report.rows if row.type == "expense" and row.total]
    bars = chart(
        "Expenses by category", spent, lambda r: r.category_display, Total=lambda r: r.total
    )
    return [table("Categories", columns, rows, totals, bars, behind=report.rows)]


def vendor_tables(report: VendorAnalysis) -> list[Table]:
    columns = (
        VENDOR,
        TYPE,
        CURRENCY,
        money("Total"),
        percent("Share %"),
        count(),
        money("Average"),
        day("First"),
        day("Last"),
        percent("A month"),
    )
    rows = (
        (
            r.vendor or "(no vendor)",
            r.type,
            r.currency,
            r.total,
            r.share,
            r.count,
            r.average,
            r.first,
            r.last,
            r.per_month,
        )
        for r in report.rows
    )
    blank = (None,) * 4
    totals = [("Total", t.type, t.currency, t.total, None, t.count, *blank) for t in report.totals]
    spent = [row for row in report.rows if row.type == "expense" and row.vendor]
    bars = chart("Largest vendors", spent, lambda r: r.vendor, Total=lambda r: r.total)
    return [table("Vendors", columns, rows, totals, bars, behind=report.rows)]


def deductible_tables(report: TaxDeductible) -> list[Table]:
    columns = (
        CATEGORY,
        CURRENCY,
        money("Total"),
        money("Deductible"),
        money("Not deductible"),
        percent("Share %"),
        count(),
    )
    rows = (
        (
            r.category_display,
            r.currency,
            r.total,
            r.deductible,
            r.not_deductible,
            r.deductible_share,
            r.count,
        )
        for r in report.rows
    )
    totals = [
        ("Total", t.currency, t.total, t.deductible, t.total - t.deductible, None, None)
        for t in report.totals
    ]
    bars = chart(
        "Deductible expenses",
        report.rows,
        lambda r: r.category_display,
        Deductible=lambda r: r.deductible,
        Other=lambda r: r.not_deductible,
    )
    return [table("Deductible expenses", columns, rows, totals, bars, behind=report.rows)]


def tax_tables(report: TaxSummary) -> list[Table]:
    columns = (
        Column(label="Kind", width=2.0),
        Column(label="Rate %", kind=Kind.NUMBER, width=0.8),
        TYPE,
        CURRENCY,
        money("Net"),
        money("Tax"),
        money("Gross"),
        money("Reclaimable"),
        count(),
    )
    rows = [
        (
            _KINDS[r.kind],
            None if r.rate is None else _without_zeros(r.rate),
            r.type,
            r.currency,
            r.net,
            r.tax,
            r.gross,
            r.reclaimable,
            r.count or None,
        )
        for r in report.rows
    ]
    due = (
        CURRENCY,
        money("Tax on income"),
        money("Tax on expenses"),
        money("Reclaimable"),
        money("Due"),
    )
    totals = [
        (t.currency, t.tax_on_income, t.tax_on_expenses, t.reclaimable, t.due)
        for t in report.totals
    ]
    bars = chart(
        "Tax",
        report.totals,
        lambda t: t.currency,
        Income=lambda t: t.tax_on_income,
        Expenses=lambda t: t.tax_on_expenses,
        Reclaimable=lambda t: t.reclaimable,
    )
    return [
        table("Tax by rate", columns, rows, behind=report.rows),
        table("Tax due", due, totals, bars=bars),
    ]


def _without_zeros(rate: Decimal) -> Decimal:
    """20 % instead of 20.000 %."""
    return Decimal(f"{rate.normalize():f}")
