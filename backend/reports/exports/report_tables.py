"""Each report as tables."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from reports.aggregates.cash_flow import CashFlow
from reports.aggregates.category_breakdown import CategoryBreakdown
from reports.aggregates.income_expense import IncomeExpense
from reports.aggregates.insights import BusinessInsights
from reports.aggregates.spending import SpendingIntelligence
from reports.aggregates.summary import Summary
from reports.aggregates.tax_deductible import TaxDeductible
from reports.aggregates.tax_summary import TaxSummary
from reports.aggregates.vendor_analysis import VendorAnalysis
from reports.exports.tables import Chart, Column, Kind, Table

# More bars than that cannot be told apart on a page.
_BARS = 12

_KINDS = {"rate": "Tax rate", "tax_only": "Tax without a rate", "no_tax": "No tax shown"}
_KINDS["beyond_tax_lines"] = "Beyond the tax lines"


def _money(label: str) -> Column:
    return Column(label=label, kind=Kind.MONEY, width=1.4)


def _count(label: str = "Entries") -> Column:
    return Column(label=label, kind=Kind.COUNT, width=0.9)


def _date(label: str) -> Column:
    return Column(label=label, kind=Kind.DATE, width=1.3)


def _percent(label: str) -> Column:
    return Column(label=label, kind=Kind.NUMBER, width=1.0)


_CURRENCY = Column(label="Currency", width=1.15)
_TYPE = Column(label="Type", width=1.0)
_VENDOR = Column(label="Vendor", width=3.0)
_CATEGORY = Column(label="Category", width=2.4)


def _table(
    title: str,
    columns: Sequence[Column],
    rows: Iterable[tuple[Any, ...]],
    totals: Iterable[tuple[Any, ...]] = (),
    chart: Chart | None = None,
) -> Table:
    found = list(rows)
    labels = [column.label for column in columns]
    return Table(
        title=title,
        columns=columns,
        rows=found,
        size=len(found),
        totals=list(totals),
        currency_at=labels.index("Currency") if "Currency" in labels else None,
        chart=chart,
    )


def _chart(
    title: str,
    rows: Sequence[Any],
    label: Callable[[Any], str],
    **series: Callable[[Any], Decimal],
) -> Chart | None:
    """Of the rows in the currency that most of them are in: currencies don't share an axis."""
    if not rows:
        return None
    currencies = [row.currency for row in rows]
    currency = max(sorted(set(currencies)), key=currencies.count)
    shown = [row for row in rows if row.currency == currency][:_BARS]
    return Chart(
        title=f"{title}, {currency}",
        labels=[label(row) for row in shown],
        series={name: [value(row) for row in shown] for name, value in series.items()},
    )


def summary_tables(report: Summary) -> list[Table]:
    columns = (
        _CURRENCY,
        _money("This month"),
        _money("Last month"),
        _money("Income"),
        _money("Expenses"),
        _money("Net"),
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
    chart = _chart("Largest categories", top, lambda c: c.category_display, Total=lambda c: c.total)
    named = [(c.category_display, c.currency, c.total) for c in top]
    return [
        _table("Summary", columns, rows),
        _table("Largest categories", (_CATEGORY, _CURRENCY, _money("Total")), named, chart=chart),
    ]


def income_expense_tables(report: IncomeExpense) -> list[Table]:
    columns = (
        _date("From"),
        _date("To"),
        _CURRENCY,
        _money("Income"),
        _money("Expenses"),
        _money("Net"),
        _money("Balance"),
        _count(),
    )

    def row(r: Any) -> tuple[Any, ...]:
        return r.start, r.end, r.currency, r.income, r.expenses, r.net, r.balance, r.count

    chart = _chart(
        f"Income and expenses by {report.interval}",
        report.rows,
        lambda r: f"{r.start:%b %y}",
        Income=lambda r: r.income,
        Expenses=lambda r: r.expenses,
    )
    totals = map(row, report.totals)
    return [_table("Income and expenses", columns, map(row, report.rows), totals, chart)]


def category_tables(report: CategoryBreakdown) -> list[Table]:
    columns = (
        _CATEGORY,
        _TYPE,
        _CURRENCY,
        _money("Total"),
        _percent("Share %"),
        _count(),
        _money("Average"),
        _money("Before"),
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
    chart = _chart(
        "Expenses by category", spent, lambda r: r.category_display, Total=lambda r: r.total
    )
    return [_table("Categories", columns, rows, totals, chart)]


def vendor_tables(report: VendorAnalysis) -> list[Table]:
    columns = (
        _VENDOR,
        _TYPE,
        _CURRENCY,
        _money("Total"),
        _percent("Share %"),
        _count(),
        _money("Average"),
        _date("First"),
        _date("Last"),
        _percent("A month"),
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
    chart = _chart("Largest vendors", spent, lambda r: r.vendor, Total=lambda r: r.total)
    return [_table("Vendors", columns, rows, totals, chart)]


def deductible_tables(report: TaxDeductible) -> list[Table]:
    columns = (
        _CATEGORY,
        _CURRENCY,
        _money("Total"),
        _money("Deductible"),
        _money("Not deductible"),
        _percent("Share %"),
        _count(),
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
    chart = _chart(
        "Deductible expenses",
        report.rows,
        lambda r: r.category_display,
        Deductible=lambda r: r.deductible,
        Other=lambda r: r.not_deductible,
    )
    return [_table("Deductible expenses", columns, rows, totals, chart)]


def tax_tables(report: TaxSummary) -> list[Table]:
    columns = (
        Column(label="Kind", width=2.0),
        Column(label="Rate %", kind=Kind.NUMBER, width=0.8),
        _TYPE,
        _CURRENCY,
        _money("Net"),
        _money("Tax"),
        _money("Gross"),
        _money("Reclaimable"),
        _count(),
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
        _CURRENCY,
        _money("Tax on income"),
        _money("Tax on expenses"),
        _money("Reclaimable"),
        _money("Due"),
    )
    totals = [
        (t.currency, t.tax_on_income, t.tax_on_expenses, t.reclaimable, t.due)
        for t in report.totals
    ]
    chart = _chart(
        "Tax",
        report.totals,
        lambda t: t.currency,
        Income=lambda t: t.tax_on_income,
        Expenses=lambda t: t.tax_on_expenses,
        Reclaimable=lambda t: t.reclaimable,
    )
    return [
        _table("Tax by rate", columns, rows),
        _table("Tax due", due, totals, chart=chart),
    ]


def _without_zeros(rate: Decimal) -> Decimal:
    """20 % instead of 20.000 %."""
    return Decimal(f"{rate.normalize():f}")


def cash_flow_tables(report: CashFlow) -> list[Table]:
    months = (_date("Month"), _CURRENCY, _money("Income"), _money("Expenses"), _money("Net"))
    history = [month for currency in report.currencies for month in currency.history]
    ahead = [month for currency in report.currencies for month in currency.forecast]
    past = [(m.month, m.currency, m.income, m.expenses, m.net) for m in history]
    future = [(m.month, m.currency, m.income, m.expenses, m.net, m.low, m.high) for m in ahead]
    chart = _chart("Net ahead", ahead, lambda m: f"{m.month:%b %y}", Net=lambda m: m.net)
    recent = _chart(
        "Net behind", history[-_BARS:], lambda m: f"{m.month:%b %y}", Net=lambda m: m.net
    )
    return [
        _table("Forecast", (*months, _money("Low"), _money("High")), future, chart=chart),
        _table("History", months, past, chart=recent),
    ]


def spending_tables(report: SpendingIntelligence) -> list[Table]:
    unusual = (_date("Date"), _VENDOR, _CURRENCY, _money("Amount"), _money("Usual"))
    recurring = (
        _VENDOR,
        _CURRENCY,
        Column(label="Rhythm", width=1.2),
        _count("Payments"),
        _money("Average"),
        _date("Last"),
        _date("Next"),
    )
    rising = (
        _CATEGORY,
        _CURRENCY,
        _money("Three months"),
        _money("Three before"),
        Column(label="Change %", kind=Kind.NUMBER, width=1.15),
    )
    doubles = (_date("Date"), _VENDOR, _CURRENCY, _money("Total"), _count("Receipt"))
    chart = _chart(
        "Rising categories",
        report.rising,
        lambda r: r.category_display,
        Before=lambda r: r.previous_total,
        Now=lambda r: r.recent_total,
    )
    return [
        _table(
            "Unusual amounts",
            unusual,
            ((r.purchased_on, r.vendor, r.currency, r.amount, r.usual) for r in report.unusual),
        ),
        _table(
            "Recurring payments",
            recurring,
            (
                (r.vendor, r.currency, r.rhythm, r.count, r.average, r.last, r.next_expected)
                for r in report.recurring
            ),
        ),
        _table(
            "Rising categories",
            rising,
            (
                (r.category_display, r.currency, r.recent_total, r.previous_total, r.change)
                for r in report.rising
            ),
            chart=chart,
        ),
        _table(
            "Likely doubles",
            (*doubles, _count("Other")),
            (
                (r.purchased_on, r.vendor, r.currency, r.total, r.receipt, r.other)
                for r in report.doubles
            ),
        ),
    ]


def insight_tables(report: BusinessInsights) -> list[Table]:
    months = (
        Column(label="", width=1.0),
        _date("Month"),
        _CURRENCY,
        _money("Income"),
        _money("Expenses"),
        _money("Net"),
    )
    found = [("Best", m) for m in report.best_months] + [("Worst", m) for m in report.worst_months]
    vendors = (_VENDOR, _CURRENCY, _money("Total"), _percent("Share %"), _count())
    due = (_CURRENCY, _money("Tax on income"), _money("Reclaimable"), _money("Due"))
    largest = report.largest_vendors
    chart = _chart("Largest vendors", largest, lambda v: v.vendor, Total=lambda v: v.total)
    return [
        _table(
            "Months",
            months,
            ((word, m.month, m.currency, m.income, m.expenses, m.net) for word, m in found),
        ),
        _table(
            "Largest vendors",
            vendors,
            ((v.vendor, v.currency, v.total, v.share, v.count) for v in largest),
            chart=chart,
        ),
        _table(
            "Tax to set aside",
            due,
            ((t.currency, t.tax_on_income, t.reclaimable, t.due) for t in report.tax_set_aside),
        ),
    ]
