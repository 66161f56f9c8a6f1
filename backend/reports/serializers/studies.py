"""The shapes of the reports that look for something in the sums, and of the history."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from receipts.models.event import ReceiptEvent
from reports.serializers.parts import (
    ConvertedField,
    MoneyField,
    PercentField,
    PeriodSerializer,
    ReportSerializer,
)
from reports.serializers.reports import TaxTotalSerializer


@extend_schema_field({"type": "string", "pattern": r"^\d{4}-\d{2}$"})
class MonthField(serializers.DateField):
    """A month by its first day: "2026-11"."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m", read_only=True, **kwargs)


class MonthSerializer(serializers.Serializer):
    month = MonthField()
    currency = serializers.CharField()
    income = MoneyField()
    expenses = MoneyField()
    net = MoneyField()


class CashMonthSerializer(MonthSerializer):
    converted = ConvertedField()


class ForecastMonthSerializer(MonthSerializer):
    low = MoneyField()
    high = MoneyField()


class CashCurrencySerializer(serializers.Serializer):
    currency = serializers.CharField()
    months_of_history = serializers.IntegerField()
    enough_history = serializers.BooleanField()
    message = serializers.SerializerMethodField()
    history = CashMonthSerializer(many=True)
    forecast = ForecastMonthSerializer(many=True)

    def get_message(self, row: object) -> str:
        return "" if getattr(row, "enough_history", False) else "Not enough history."


class CashFlowSerializer(ReportSerializer):
    """`low` to `high`: four of five months' net should come to lie between them."""

    months_needed = serializers.IntegerField(source="body.months_needed")
    currencies = CashCurrencySerializer(many=True, source="body.currencies")


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
    rhythm = serializers.CharField()
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


class AuditEventSerializer(serializers.ModelSerializer):
    """`actor` null: the machine."""

    actor = serializers.SerializerMethodField()

    class Meta:
        model = ReceiptEvent
        fields = ["id", "created_at", "kind", "receipt", "transaction", "actor", "data"]
        read_only_fields = fields

    def get_actor(self, event: ReceiptEvent) -> str | None:
        return event.actor.email if event.actor else None
