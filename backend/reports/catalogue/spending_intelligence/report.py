"""Spending intelligence: what stands out."""

from rest_framework import serializers

from reports.api.answer import (
    ConvertedField,
    MoneyField,
    PercentField,
    PeriodSerializer,
    ReportSerializer,
)
from reports.api.report import Report
from reports.catalogue.spending_intelligence.sums import SpendingIntelligence, study_spending
from reports.catalogue.spending_intelligence.vendor_habits import RHYTHMS
from reports.files.table_parts import CATEGORY, CURRENCY, VENDOR, charts, count, day, money, table
from reports.files.tables import Column, Kind, Table
from subscriptions.plans import Feature


class UnusualSerializer(serializers.Serializer):
    vendor = serializers.CharField()
    currency = serializers.CharField()
    transaction = serializers.IntegerField()
    receipt = serializers.IntegerField(allow_null=True)
    date = serializers.DateField(source="purchased_on")
    amount = MoneyField()
    usual = MoneyField()
    score = serializers.DecimalField(max_digits=12, decimal_places=1)


class RecurringSerializer(serializers.Serializer):
    vendor = serializers.CharField()
    currency = serializers.CharField()
    rhythm = serializers.ChoiceField(choices=[*RHYTHMS])
    count = serializers.IntegerField()
    average = MoneyField()
    first_date = serializers.DateField(source="first")
    last_date = serializers.DateField(source="last")
    next_expected = serializers.DateField()


class RisingSerializer(serializers.Serializer):
    category = serializers.CharField()
    category_display = serializers.CharField()
    currency = serializers.CharField()
    recent_total = MoneyField()
    previous_total = MoneyField()
    change = PercentField()
    count = serializers.IntegerField()
    converted = ConvertedField()


class LikelyDuplicateSerializer(serializers.Serializer):
    receipt = serializers.IntegerField()
    other = serializers.IntegerField()
    reasons = serializers.ListField(child=serializers.CharField())
    vendor = serializers.CharField()
    date = serializers.DateField(source="purchased_on")
    currency = serializers.CharField()
    total = MoneyField()


class SpendingSerializer(ReportSerializer):
    recent_months = PeriodSerializer(source="body.recent_months")
    previous_months = PeriodSerializer(source="body.previous_months")
    unusual = UnusualSerializer(many=True, source="body.unusual")
    recurring = RecurringSerializer(many=True, source="body.recurring")
    rising = RisingSerializer(many=True, source="body.rising")
    duplicates = LikelyDuplicateSerializer(many=True, source="body.duplicates")


_RHYTHMS = {name: name for name in RHYTHMS}


def spending_tables(report: SpendingIntelligence) -> list[Table]:
    unusual = (day("Date"), VENDOR, CURRENCY, money("Amount"), money("Usual"))
    recurring = (
        VENDOR,
        CURRENCY,
        Column(label="Rhythm", width=1.2, words=_RHYTHMS),
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
    bars = charts(
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


SPENDING_INTELLIGENCE = Report(
    name="spending-intelligence",
    title="Spending",
    feature=Feature.SPENDING_INTELLIGENCE,
    compute=lambda asked: study_spending(asked.scope),
    serializer=SpendingSerializer,
    tables=spending_tables,
)
