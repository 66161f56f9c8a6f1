"""The reports that look for something in the sums as tables."""

from reports.aggregates.cash_flow import CashFlow
from reports.aggregates.insights import BusinessInsights
from reports.aggregates.spending import SpendingIntelligence
from reports.exports.table_parts import (
    CATEGORY,
    CURRENCY,
    VENDOR,
    chart,
    count,
    day,
    money,
    percent,
    table,
)
from reports.exports.tables import Column, Kind, Table


def cash_flow_tables(report: CashFlow) -> list[Table]:
    months = (day("Month"), CURRENCY, money("Income"), money("Expenses"), money("Net"))
    history = [month for currency in report.currencies for month in currency.history]
    ahead = [month for currency in report.currencies for month in currency.forecast]
    past = [(m.month, m.currency, m.income, m.expenses, m.net) for m in history]
    future = [(m.month, m.currency, m.income, m.expenses, m.net, m.low, m.high) for m in ahead]
    coming = chart("Net ahead", ahead, lambda m: f"{m.month:%b %y}", Net=lambda m: m.net)
    recent = chart(
        "Net behind", history, lambda m: f"{m.month:%b %y}", last=True, Net=lambda m: m.net
    )
    return [
        table("Forecast", (*months, money("Low"), money("High")), future, bars=coming),
        table("History", months, past, bars=recent, behind=history),
    ]


def spending_tables(report: SpendingIntelligence) -> list[Table]:
    unusual = (day("Date"), VENDOR, CURRENCY, money("Amount"), money("Usual"))
    recurring = (
        VENDOR,
        CURRENCY,
        Column(label="Rhythm", width=1.2),
        count("Payments"),
        money("Average"),
        day("Last"),
        day("Next"),
    )
    rising = (
        CATEGORY,
        CURRENCY,
        money("Three months"),
        money("Three before"),
        Column(label="Change %", kind=Kind.NUMBER, width=1.15),
    )
    duplicates = (day("Date"), VENDOR, CURRENCY, money("Total"), count("Receipt"))
    bars = chart(
        "Rising categories",
        report.rising,
        lambda r: r.category_display,
        Before=lambda r: r.previous_total,
        Now=lambda r: r.recent_total,
    )
    return [
        table(
            "Unusual amounts",
            unusual,
            ((r.purchased_on, r.vendor, r.currency, r.amount, r.usual) for r in report.unusual),
        ),
        table(
            "Recurring payments",
            recurring,
            (
                (r.vendor, r.currency, r.rhythm, r.count, r.average, r.last, r.next_expected)
                for r in report.recurring
            ),
        ),
        table(
            "Rising categories",
            rising,
            (
                (r.category_display, r.currency, r.recent_total, r.previous_total, r.change)
                for r in report.rising
            ),
            bars=bars,
            behind=report.rising,
        ),
        table(
            "Likely duplicates",
            (*duplicates, count("Other")),
            (
                (r.purchased_on, r.vendor, r.currency, r.total, r.receipt, r.other)
                for r in report.duplicates
            ),
        ),
    ]


def insight_tables(report: BusinessInsights) -> list[Table]:
    months = (
        Column(label="", width=1.0),
        day("Month"),
        CURRENCY,
        money("Income"),
        money("Expenses"),
        money("Net"),
    )
    found = [("Best", m) for m in report.best_months] + [("Worst", m) for m in report.worst_months]
    vendors = (VENDOR, CURRENCY, money("Total"), percent("Share %"), count())
    due = (CURRENCY, money("Tax on income"), money("Reclaimable"), money("Due"))
    largest = report.largest_vendors
    bars = chart("Largest vendors", largest, lambda v: v.vendor, Total=lambda v: v.total)
    return [
        table(
            "Months",
            months,
            ((word, m.month, m.currency, m.income, m.expenses, m.net) for word, m in found),
            behind=[month for _, month in found],
        ),
        table(
            "Largest vendors",
            vendors,
            ((v.vendor, v.currency, v.total, v.share, v.count) for v in largest),
            bars=bars,
            behind=largest,
        ),
        table(
            "Tax to set aside",
            due,
            ((t.currency, t.tax_on_income, t.reclaimable, t.due) for t in report.tax_set_aside),
        ),
    ]
