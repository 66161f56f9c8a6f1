"""Reports over HTTP: read the question, let the database add up, answer."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from accounts.api.authentication import signed_in_user
from reports import gates
from reports.aggregates.cash_flow import predict_cash_flow
from reports.aggregates.category_breakdown import break_down
from reports.aggregates.income_expense import income_and_expenses
from reports.aggregates.insights import find_insights
from reports.aggregates.kept_summary import kept_or
from reports.aggregates.question import Question
from reports.aggregates.spending import study_spending
from reports.aggregates.summary import summarise
from reports.aggregates.tax_deductible import deductible_by_category
from reports.aggregates.tax_summary import summarise_taxes
from reports.aggregates.vendor_analysis import analyse_vendors
from reports.serializers import question as questions
from reports.serializers import reports as shapes
from reports.serializers import studies
from reports.serializers.parts import Answer


def read_question(request: Request, form: type[questions.QuestionSerializer]) -> Question:
    """Raises a ValidationError that names the parameter."""
    context = {"owner": signed_in_user(request), "today": timezone.now().date()}
    asked = form(data=request.query_params, context=context)
    asked.is_valid(raise_exception=True)
    return asked.question()


class ReportView(APIView):
    """One report: its question, how it is computed, its shape."""

    question_class: ClassVar[type[questions.QuestionSerializer]] = questions.QuestionSerializer
    serializer_class: ClassVar[type[Serializer]]

    def compute(self, question: Question) -> object:
        raise NotImplementedError

    def get(self, request: Request) -> Response:
        return Response(self.answer(read_question(request, self.question_class)))

    def answer(self, question: Question) -> dict[str, Any]:
        answer = Answer(scope=question.scope, body=self.compute(question))
        return dict(self.serializer_class(answer).data)


class SummaryView(ReportView):
    """Asked for every half minute: as long as nothing has changed, the answer is the one before."""

    def get(self, request: Request) -> Response:
        question = read_question(request, self.question_class)
        if request.query_params:
            return Response(self.answer(question))
        return Response(kept_or(question, lambda: self.answer(question)))


def report_view(
    name: str,
    compute: Callable[[Question], object],
    serializer: type[Serializer],
    question: type[questions.QuestionSerializer] = questions.QuestionSerializer,
    base: type[ReportView] = ReportView,
) -> type[ReportView]:
    """The view of the report `reports/<name>/`, behind the gate of its plan."""
    attributes: dict[str, Any] = {
        "question_class": question,
        "serializer_class": serializer,
        "permission_classes": gates.for_report(name),
        "compute": lambda _view, asked: compute(asked),
    }
    view = type("ReportView", (base,), attributes)
    decorate = extend_schema(parameters=[question], responses=serializer)
    return decorate(view)


REPORT_VIEWS: dict[str, type[APIView]] = {
    "summary": report_view(
        "summary",
        lambda asked: summarise(asked.scope),
        shapes.SummarySerializer,
        questions.SummaryQuestionSerializer,
        SummaryView,
    ),
    "income-expense": report_view(
        "income-expense",
        lambda asked: income_and_expenses(asked.scope, interval=asked.interval),
        shapes.IncomeExpenseSerializer,
        questions.IncomeExpenseQuestionSerializer,
    ),
    "category-breakdown": report_view(
        "category-breakdown",
        lambda asked: break_down(asked.scope),
        shapes.CategoryBreakdownSerializer,
    ),
    "vendor-analysis": report_view(
        "vendor-analysis",
        lambda asked: analyse_vendors(asked.scope, limit=asked.limit),
        shapes.VendorAnalysisSerializer,
        questions.VendorQuestionSerializer,
    ),
    "tax-deductible": report_view(
        "tax-deductible",
        lambda asked: deductible_by_category(asked.scope),
        shapes.TaxDeductibleSerializer,
    ),
    "tax-summary": report_view(
        "tax-summary",
        lambda asked: summarise_taxes(asked.scope),
        shapes.TaxSummarySerializer,
    ),
    "predictive-cash-flow": report_view(
        "predictive-cash-flow",
        lambda asked: predict_cash_flow(asked.scope, months=asked.months),
        studies.CashFlowSerializer,
        questions.CashFlowQuestionSerializer,
    ),
    "spending-intelligence": report_view(
        "spending-intelligence",
        lambda asked: study_spending(asked.scope),
        studies.SpendingSerializer,
    ),
    "business-insights": report_view(
        "business-insights",
        lambda asked: find_insights(asked.scope),
        studies.BusinessInsightsSerializer,
    ),
}
