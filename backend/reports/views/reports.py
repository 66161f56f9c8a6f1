"""Reports over HTTP: read the question, let the database add up, answer."""

from functools import partial
from typing import Any, ClassVar

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.authentication import signed_in_user
from common.api.views import APIView
from reports.aggregates.question import Question
from reports.aggregates.tax_years import tax_years_of
from reports.api.question import QuestionSerializer
from reports.api.report import Report
from reports.registry import REPORTS
from reports.serializers.periods import PeriodsSerializer


def read_question(request: Request, form: type[QuestionSerializer]) -> Question:
    """Raises a ValidationError that names the parameter."""
    owner = signed_in_user(request)
    context = {"owner": owner, "today": owner.day_of(timezone.now())}
    asked = form(data=request.query_params, context=context)
    asked.is_valid(raise_exception=True)
    return asked.question()


class ReportView(APIView):
    """One report, with the coverage that says what it counts."""

    report: ClassVar[Report[Any]]

    def get(self, request: Request) -> Response:
        question = read_question(request, self.report.question)
        answer = partial(self.report.answer, question)
        keep = None if request.query_params else self.report.keep
        return Response(keep(question, answer) if keep else answer())


class PeriodsView(APIView):
    @extend_schema(responses=PeriodsSerializer)
    def get(self, request: Request) -> Response:
        """The tax years with entries and their quarters, to choose a period from."""
        owner = signed_in_user(request)
        today = owner.day_of(timezone.now())
        usual = [
            {"report": report.name, "period": report.usual_period(owner=owner, today=today)}
            for report in REPORTS.values()
        ]
        shown = {"today": today, "tax_years": tax_years_of(owner, today=today), "usual": usual}
        return Response(PeriodsSerializer(shown).data)


def report_view(report: Report[Any]) -> type[ReportView]:
    """The view of the report `reports/<name>/`, behind the gate of its plan."""
    attributes = {
        "__doc__": f"{report.title}. With the coverage that says what it counts.",
        "report": report,
        "permission_classes": report.permissions,
    }
    view = type("ReportView", (ReportView,), attributes)
    decorate = extend_schema(parameters=[report.question], responses=report.serializer)
    return decorate(view)
