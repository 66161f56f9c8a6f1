"""The cash flow behind and ahead."""

from django.utils.dateformat import format as date_text
from rest_framework import serializers

from common.localization.sentences import translated
from common.periods import Period
from reports.api.answer import CashMonthSerializer, MoneyField, MonthSerializer, ReportSerializer
from reports.api.question import QuestionSerializer
from reports.api.report import Report
from reports.catalogue.predictive_cash_flow.sums import CashFlow, history_period, predict_cash_flow
from reports.files.table_parts import CURRENCY, charts, day, money, table
from reports.files.tables import Table
from subscriptions.plans import Feature

FORECAST_MONTHS = 24


class CashFlowQuestionSerializer(QuestionSerializer):
    """The period is the 36 whole months before the current one where none is given."""

    months = serializers.IntegerField(
        min_value=1, max_value=FORECAST_MONTHS, required=False, help_text="Months ahead."
    )

    def default_period(self) -> Period:
        return history_period(self._today)


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
        return "" if getattr(row, "enough_history", False) else translated("Not enough history.")


class CashFlowSerializer(ReportSerializer):
    """`low` to `high`: four of five months' net should come to lie between them."""

    months_needed = serializers.IntegerField(source="body.months_needed")
    currencies = CashCurrencySerializer(many=True, source="body.currencies")


def cash_flow_tables(report: CashFlow) -> list[Table]:
    months = (day("Month"), CURRENCY, money("Income"), money("Expenses"), money("Net"))
    history = [month for currency in report.currencies for month in currency.history]
    ahead = [month for currency in report.currencies for month in currency.forecast]
    past = [(m.month, m.currency, m.income, m.expenses, m.net) for m in history]
    future = [(m.month, m.currency, m.income, m.expenses, m.net, m.low, m.high) for m in ahead]
    coming = charts("Net ahead", ahead, lambda m: date_text(m.month, "M y"), Net=lambda m: m.net)
    recent = charts(
        "Net behind", history, lambda m: date_text(m.month, "M y"), last=True, Net=lambda m: m.net
    )
    return [
        table("Forecast", (*months, money("Low"), money("High")), future, bars=coming),
        table("History", months, past, bars=recent, behind=history),
    ]


PREDICTIVE_CASH_FLOW = Report(
    name="predictive-cash-flow",
    title="Cash flow",
    feature=Feature.PREDICTIVE_CASH_FLOW,
    question=CashFlowQuestionSerializer,
    compute=lambda asked: predict_cash_flow(asked.scope, months=asked.months),
    serializer=CashFlowSerializer,
    tables=cash_flow_tables,
)
