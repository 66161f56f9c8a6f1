"""The summary: the few figures of the start page, asked for again every half minute."""

from datetime import date

from rest_framework import serializers

from common.periods import Period
from reports.api.answer import ConvertedField, MoneyField, ReportSerializer
from reports.api.question import QuestionSerializer
from reports.api.report import Report
from reports.catalogue.summary.kept_answer import kept_or
from reports.catalogue.summary.sums import Summary, summarise
from reports.files.table_parts import CATEGORY, CURRENCY, charts, money, table
from reports.files.tables import Table
from subscriptions.plans import Feature


class SummaryQuestionSerializer(QuestionSerializer):
    """The period ends today where no end is given."""

    def default_period(self) -> Period:
        return Period(start=super().default_period().start, end=self._today)

    def _year_end(self, day: date) -> date:
        return max(day, self._today)


class CurrencyMetricsSerializer(serializers.Serializer):
    currency = serializers.CharField()
    current_month_expenses = MoneyField()
    last_month_expenses = MoneyField()
    ytd_income = MoneyField()
    ytd_expenses = MoneyField()
    ytd_net = MoneyField()
    converted = ConvertedField()


class QuickMetricsSerializer(serializers.Serializer):
    """Amounts are JSON numbers: the existing web client divides by them."""

    currency = serializers.CharField(source="metrics.currency")
    current_month_expenses = serializers.FloatField(source="metrics.current_month_expenses")
    last_month_expenses = serializers.FloatField(source="metrics.last_month_expenses")
    ytd_income = serializers.FloatField(source="metrics.ytd_income")
    ytd_expenses = serializers.FloatField(source="metrics.ytd_expenses")
    ytd_net = serializers.FloatField(source="metrics.ytd_net")
    total_receipts = serializers.IntegerField()
    converted = ConvertedField(source="metrics")


class TopCategorySerializer(serializers.Serializer):
    category = serializers.CharField()
    category_display = serializers.CharField()
    currency = serializers.CharField()
    total = MoneyField()
    converted = ConvertedField()


class SummarySerializer(ReportSerializer):
    """`quick_metrics` is in the home currency, unless another one was asked for; what there is in
    other currencies stands beside it and is not in it."""

    quick_metrics = QuickMetricsSerializer(source="body")
    top_categories_ytd = TopCategorySerializer(many=True, source="body.top_categories")
    other_currencies = CurrencyMetricsSerializer(many=True, source="body.other_currencies")


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
    bars = charts("Largest categories", top, lambda c: c.category_display, Total=lambda c: c.total)
    named = [(c.category_display, c.currency, c.total) for c in top]
    return [
        table("Summary", columns, rows, behind=metrics),
        table(
            "Largest categories", (CATEGORY, CURRENCY, money("Total")), named, bars=bars, behind=top
        ),
    ]


SUMMARY = Report(
    name="summary",
    title="Summary",
    feature=Feature.SUMMARY,
    question=SummaryQuestionSerializer,
    compute=lambda asked: summarise(asked.scope),
    serializer=SummarySerializer,
    tables=summary_tables,
    keep=kept_or,
)
