"""The period in sentences, each with its figures."""

from rest_framework import serializers

from reports.api.answer import (
    CashMonthSerializer,
    ConvertedField,
    MoneyField,
    PercentField,
    ReportSerializer,
)
from reports.api.report import Report
from reports.catalogue.business_insights.sums import BusinessInsights, find_insights
from reports.catalogue.tax_summary.report import TaxTotalSerializer
from reports.files.table_parts import CURRENCY, VENDOR, charts, count, day, money, percent, table
from reports.files.tables import Column, Table
from subscriptions.plans import Feature


class LargeVendorSerializer(serializers.Serializer):
    vendor = serializers.CharField()
    currency = serializers.CharField()
    total = MoneyField()
    share = PercentField()
    count = serializers.IntegerField()
    converted = ConvertedField()


class InsightSerializer(serializers.Serializer):
    kind = serializers.CharField()
    code = serializers.CharField()
    text = serializers.CharField()
    figures = serializers.DictField(child=serializers.CharField())


class BusinessInsightsSerializer(ReportSerializer):
    best_months = CashMonthSerializer(many=True, source="body.best_months")
    worst_months = CashMonthSerializer(many=True, source="body.worst_months")
    largest_vendors = LargeVendorSerializer(many=True, source="body.largest_vendors")
    tax_set_aside = TaxTotalSerializer(many=True, source="body.tax_set_aside")
    insights = InsightSerializer(many=True, source="body.insights")


_WORDS = {"Best": "Best", "Worst": "Worst"}


def insight_tables(report: BusinessInsights) -> list[Table]:
    months = (
        Column(label="", width=1.0, words=_WORDS),
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
    bars = charts("Largest vendors", largest, lambda v: v.vendor, Total=lambda v: v.total)
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


BUSINESS_INSIGHTS = Report(
    name="business-insights",
    title="Business insights",
    feature=Feature.BUSINESS_INSIGHTS,
    compute=lambda asked: find_insights(asked.scope),
    serializer=BusinessInsightsSerializer,
    tables=insight_tables,
    sentences=lambda report: [insight.text for insight in report.insights],
)
