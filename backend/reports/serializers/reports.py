"""The shapes of the reports on sums. Each is of an `Answer`."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from reports.aggregates.summary import Metrics
from reports.serializers.parts import (
    Answer,
    ConvertedField,
    MoneyField,
    MoneyOrNullField,
    PercentField,
    PeriodSerializer,
    ReportSerializer,
)


class CurrencyMetricsSerializer(serializers.Serializer):
    currency = serializers.CharField()
    current_month_expenses = MoneyField()
    last_month_expenses = MoneyField()
    ytd_income = MoneyField()
    ytd_expenses = MoneyField()
    ytd_net = MoneyField()
    converted = ConvertedField()


class QuickMetricsSerializer(CurrencyMetricsSerializer):
    total_receipts = serializers.IntegerField()


class TopCategorySerializer(serializers.Serializer):
    category = serializers.CharField()
    category_display = serializers.CharField()
    currency = serializers.CharField()
    total = MoneyField()
    converted = ConvertedField()


class SummarySerializer(ReportSerializer):
    """`quick_metrics` is in the home currency, unless another one was asked for; what there is in
    other currencies stands beside it and is not in it."""

    quick_metrics = serializers.SerializerMethodField()
    top_categories_ytd = TopCategorySerializer(many=True, source="body.top_categories")
    other_currencies = CurrencyMetricsSerializer(many=True, source="body.other_currencies")

    @extend_schema_field(QuickMetricsSerializer)
    def get_quick_metrics(self, answer: Answer) -> dict[str, object]:
        metrics: Metrics = answer.body.metrics
        count = {"total_receipts": answer.body.total_receipts}
        return CurrencyMetricsSerializer(metrics).data | count


class IntervalRowSerializer(serializers.Serializer):
    start_date = serializers.DateField(source="start")
    end_date = serializers.DateField(source="end")
    currency = serializers.CharField()
    income = MoneyField()
    expenses = MoneyField()
    net = MoneyField()
    balance = MoneyField()
    count = serializers.IntegerField()
    converted = ConvertedField()


class IncomeExpenseSerializer(ReportSerializer):
    interval = serializers.CharField(source="body.interval")
    rows = IntervalRowSerializer(many=True, source="body.rows")
    totals = IntervalRowSerializer(many=True, source="body.totals")


class CategoryRowSerializer(serializers.Serializer):
    category = serializers.CharField()
    category_display = serializers.CharField()
    transaction_type = serializers.CharField(source="type")
    currency = serializers.CharField()
    total = MoneyField()
    share = PercentField()
    count = serializers.IntegerField()
    average = MoneyOrNullField()
    previous_total = MoneyField()
    change = PercentField()
    converted = ConvertedField()


class TypeTotalSerializer(serializers.Serializer):
    transaction_type = serializers.CharField(source="type")
    currency = serializers.CharField()
    total = MoneyField()


class CategoryBreakdownSerializer(ReportSerializer):
    previous_period = PeriodSerializer(source="body.previous_period")
    rows = CategoryRowSerializer(many=True, source="body.rows")
    totals = TypeTotalSerializer(many=True, source="body.totals")


class VendorRowSerializer(serializers.Serializer):
    vendor = serializers.CharField()
    transaction_type = serializers.CharField(source="type")
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
    transaction_type = serializers.CharField(source="type")
    currency = serializers.CharField()
    vendors = serializers.IntegerField()
    shown = serializers.IntegerField()
    count = serializers.IntegerField()
    total = MoneyField()
    not_shown_total = MoneyField()


class VendorAnalysisSerializer(ReportSerializer):
    rows = VendorRowSerializer(many=True, source="body.rows")
    totals = VendorTotalSerializer(many=True, source="body.totals")


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


class TaxRowSerializer(serializers.Serializer):
    kind = serializers.CharField()
    rate = serializers.DecimalField(
        max_digits=6, decimal_places=3, allow_null=True, normalize_output=True
    )
    transaction_type = serializers.CharField(source="type")
    currency = serializers.CharField()
    net = MoneyField()
    tax = MoneyField()
    gross = MoneyField()
    reclaimable = MoneyField()
    count = serializers.IntegerField()
    lines_without_net = serializers.IntegerField()
    converted = ConvertedField()


class TaxTotalSerializer(serializers.Serializer):
    currency = serializers.CharField()
    tax_on_income = MoneyField()
    tax_on_expenses = MoneyField()
    reclaimable = MoneyField()
    due = MoneyField()


class TaxSummarySerializer(ReportSerializer):
    rows = TaxRowSerializer(many=True, source="body.rows")
    totals = TaxTotalSerializer(many=True, source="body.totals")
