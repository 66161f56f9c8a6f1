"""Income against expenses by month, quarter or year."""

from typing import Any

from django.utils.dateformat import format as date_text
from rest_framework import serializers

from common.api.input import ChoiceField
from reports.api.answer import ConvertedField, MoneyField, ReportSerializer
from reports.api.question import QuestionSerializer
from reports.api.report import Report
from reports.catalogue.income_expense.sums import INTERVALS, IncomeExpense, income_and_expenses
from reports.files.table_parts import CURRENCY, charts, count, day, money, table
from reports.files.tables import Table
from subscriptions.plans import Feature


class IncomeExpenseQuestionSerializer(QuestionSerializer):
    interval = ChoiceField(choices=INTERVALS, required=False)


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
    interval = serializers.ChoiceField(choices=INTERVALS, source="body.interval")
    rows = IntervalRowSerializer(many=True, source="body.rows")
    totals = IntervalRowSerializer(many=True, source="body.totals")


def income_expense_tables(report: IncomeExpense) -> list[Table]:
    columns = (
        day("From"),
        day("To"),
        CURRENCY,
        money("Income"),
        money("Expenses"),
        money("Net"),
        money("Balance"),
        count(),
    )

    def row(r: Any) -> tuple[Any, ...]:
        return r.start, r.end, r.currency, r.income, r.expenses, r.net, r.balance, r.count

    bars = charts(
        f"Income and expenses by {report.interval}",
        report.rows,
        lambda r: date_text(r.start, "M y"),
        Income=lambda r: r.income,
        Expenses=lambda r: r.expenses,
    )
    totals = [("Total", None, *row(t)[2:]) for t in report.totals]
    return [
        table(
            "Income and expenses", columns, map(row, report.rows), totals, bars, behind=report.rows
        )
    ]


INCOME_EXPENSE = Report(
    name="income-expense",
    title="Income and expenses",
    feature=Feature.INCOME_EXPENSE,
    question=IncomeExpenseQuestionSerializer,
    compute=lambda asked: income_and_expenses(asked.scope, interval=asked.interval),
    serializer=IncomeExpenseSerializer,
    tables=income_expense_tables,
)
