"""Vendors: who was paid, how much, and how often."""

from rest_framework import serializers

from reports.api.answer import (
    ConvertedField,
    MoneyField,
    MoneyOrNullField,
    PercentField,
    ReportSerializer,
    TypeField,
)
from reports.api.question import QuestionSerializer
from reports.api.report import Report
from reports.catalogue.vendor_analysis.sums import VendorAnalysis, analyse_vendors
from reports.files.table_parts import (
    CURRENCY,
    TYPE,
    VENDOR,
    charts,
    count,
    day,
    money,
    percent,
    table,
)
from reports.files.tables import Table
from subscriptions.plans import Feature

VENDORS = 100
MAX_VENDORS = 1000


class VendorQuestionSerializer(QuestionSerializer):
    limit = serializers.IntegerField(
        min_value=1,
        max_value=MAX_VENDORS,
        default=VENDORS,
        help_text="At most so many vendors of each type and currency.",
    )


class VendorRowSerializer(serializers.Serializer):
    vendor = serializers.CharField()
    transaction_type = TypeField()
    currency = serializers.CharField()
    total = MoneyField()
    share = PercentField()
    count = serializers.IntegerField()
    average = MoneyOrNullField()
    first_date = serializers.DateField(source="first")
    last_date = serializers.DateField(source="last")
    per_month = serializers.DecimalField(max_digits=12, decimal_places=2)
    converted = ConvertedField()


class VendorTotalSerializer(serializers.Serializer):
    transaction_type = TypeField()
    currency = serializers.CharField()
    vendors = serializers.IntegerField()
    shown = serializers.IntegerField()
    count = serializers.IntegerField()
    total = MoneyField()
    not_shown_total = MoneyField()


class VendorAnalysisSerializer(ReportSerializer):
    rows = VendorRowSerializer(many=True, source="body.rows")
    totals = VendorTotalSerializer(many=True, source="body.totals")


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
    bars = charts("Largest vendors", spent, lambda r: r.vendor, Total=lambda r: r.total)
    return [table("Vendors", columns, rows, totals, bars, behind=report.rows)]


VENDOR_ANALYSIS = Report(
    name="vendor-analysis",
    title="Vendors",
    feature=Feature.VENDOR_ANALYSIS,
    question=VendorQuestionSerializer,
    file_question=QuestionSerializer,  # a file has all vendors
    compute=lambda asked: analyse_vendors(asked.scope, limit=asked.limit),
    serializer=VendorAnalysisSerializer,
    tables=vendor_tables,
)
