"""Deductible expenses by category."""

from rest_framework import serializers

from reports.api.answer import ConvertedField, MoneyField, PercentField, ReportSerializer
from reports.api.report import Report
from reports.catalogue.tax_deductible.sums import TaxDeductible, deductible_by_category
from reports.files.table_parts import CATEGORY, CURRENCY, charts, count, money, percent, table
from reports.files.tables import Table
from subscriptions.plans import Feature


class DeductibleRowSerializer(serializers.Serializer):
    category = serializers.CharField()
    category_display = serializers.CharField()
    currency = serializers.CharField()
    total = MoneyField()
    deductible = MoneyField()
    not_deductible = MoneyField()
    deductible_share = PercentField()
    count = serializers.IntegerField()
    converted = ConvertedField()


class DeductibleTotalSerializer(serializers.Serializer):
    currency = serializers.CharField()
    total = MoneyField()
    deductible = MoneyField()


class TaxDeductibleSerializer(ReportSerializer):
    rows = DeductibleRowSerializer(many=True, source="body.rows")
    totals = DeductibleTotalSerializer(many=True, source="body.totals")


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
    bars = charts(
        "Deductible expenses",
        report.rows,
        lambda r: r.category_display,
        Deductible=lambda r: r.deductible,
        Other=lambda r: r.not_deductible,
    )
    return [table("Deductible expenses", columns, rows, totals, bars, behind=report.rows)]


TAX_DEDUCTIBLE = Report(
    name="tax-deductible",
    title="Deductible expenses",
    feature=Feature.TAX_DEDUCTIBLE,
    compute=lambda asked: deductible_by_category(asked.scope),
    serializer=TaxDeductibleSerializer,
    tables=deductible_tables,
)
