"""Spending and earning by category, against the period before."""

from rest_framework import serializers

from reports.api.answer import (
    ConvertedField,
    MoneyField,
    MoneyOrNullField,
    PercentField,
    PeriodSerializer,
    ReportSerializer,
    TypeField,
)
from reports.api.report import Report
from reports.catalogue.category_breakdown.sums import CategoryBreakdown, break_down
from reports.files.table_parts import CATEGORY, CURRENCY, TYPE, charts, count, money, percent, table
from reports.files.tables import Column, Kind, Table
from subscriptions.plans import Feature


class CategoryRowSerializer(serializers.Serializer):
    category = serializers.CharField()
    category_display = serializers.CharField()
    transaction_type = TypeField()
    currency = serializers.CharField()
    total = MoneyField()
    share = PercentField()
    count = serializers.IntegerField()
    average = MoneyOrNullField()
    previous_total = MoneyField()
    change = PercentField()
    converted = ConvertedField()


class TypeTotalSerializer(serializers.Serializer):
    transaction_type = TypeField()
    currency = serializers.CharField()
    total = MoneyField()


class CategoryBreakdownSerializer(ReportSerializer):
    previous_period = PeriodSerializer(source="body.previous_period")
    rows = CategoryRowSerializer(many=True, source="body.rows")
    totals = TypeTotalSerializer(many=True, source="body.totals")


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
    bars = charts(
        "Expenses by category", spent, lambda r: r.category_display, Total=lambda r: r.total
    )
    return [table("Categories", columns, rows, totals, bars, behind=report.rows)]


CATEGORY_BREAKDOWN = Report(
    name="category-breakdown",
    title="Categories",
    feature=Feature.CATEGORY_BREAKDOWN,
    compute=lambda asked: break_down(asked.scope),
    serializer=CategoryBreakdownSerializer,
    tables=category_tables,
)
