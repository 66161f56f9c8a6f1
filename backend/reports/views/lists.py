"""What reports list row by row: the entries behind a reason, and the history."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response

from common.api.pagination import PageNumberPagination
from receipts.models import Transaction
from receipts.models.event import ReceiptEvent
from receipts.serializers.receipts import TransactionSerializer
from reports import gates
from reports.aggregates.audit_log import events_of
from reports.aggregates.reasons import entries_behind
from reports.serializers import question as questions
from reports.serializers.studies import AuditEventSerializer
from reports.views.reports import read_question


class ReasonView(generics.ListAPIView):
    """For the links of the coverage, where the lists of the ledger have no such filter."""

    serializer_class = TransactionSerializer

    def get_queryset(self) -> QuerySet[Transaction]:
        if getattr(self, "swagger_fake_view", False):
            return Transaction.objects.none()
        scope = read_question(self.request, questions.ReasonQuestionSerializer).scope
        entries = entries_behind(self.request.query_params["reason"], scope)
        return Transaction.objects.filter(pk__in=entries.values("pk")).with_lines()

    @extend_schema(parameters=[questions.ReasonQuestionSerializer])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The entries that a report counts in doubt, or leaves out, for one reason."""
        return self.list(request, *args, **kwargs)


class CoveredPagination(PageNumberPagination):
    """A page with the coverage of a report: of events, all are counted."""

    def get_paginated_response(self, data: Any) -> Response:
        response = super().get_paginated_response(data)
        counted = response.data["count"]
        response.data["coverage"] = {"counted": counted, "doubtful": [], "left_out": []}
        return response

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        page = super().get_paginated_response_schema(schema)
        page["properties"]["coverage"] = {"$ref": "#/components/schemas/Coverage"}
        page["required"].append("coverage")
        return page


class AuditLogView(generics.ListAPIView):
    serializer_class = AuditEventSerializer
    pagination_class = CoveredPagination
    permission_classes = gates.for_report("audit-log")

    def get_queryset(self) -> QuerySet[ReceiptEvent]:
        if getattr(self, "swagger_fake_view", False):
            return ReceiptEvent.objects.none()
        asked = read_question(self.request, questions.AuditQuestionSerializer)
        return events_of(asked.scope, kind=asked.kind)

    @extend_schema(parameters=[questions.AuditQuestionSerializer])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """What happened in the period, newest first; `coverage` counts the events."""
        return self.list(request, *args, **kwargs)
