"""Lists of reports, row by row: the entries behind a reason, and the history."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import generics
from common.api.pagination import PageNumberPagination
from receipts.models import Transaction
from receipts.models.event import ReceiptEvent
from receipts.serializers.receipts import TransactionSerializer
from reports.aggregates.reasons import entries_behind
from reports.catalogue.audit_log.events import events_of
from reports.catalogue.audit_log.report import AUDIT_LOG, AuditEventSerializer
from reports.serializers.reasons import ReasonQuestionSerializer
from reports.views.reports import read_question


class ReasonView(generics.ListAPIView):
    """For the links of the coverage, where the lists of the ledger have no such filter."""

    serializer_class = TransactionSerializer

    def get_queryset(self) -> QuerySet[Transaction]:
        if getattr(self, "swagger_fake_view", False):
            return Transaction.objects.none()
        scope = read_question(self.request, ReasonQuestionSerializer).scope
        entries = entries_behind(self.request.query_params["reason"], scope)
        return Transaction.objects.filter(pk__in=entries.values("pk")).with_lines()

    @extend_schema(parameters=[ReasonQuestionSerializer])
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
    permission_classes = AUDIT_LOG.permissions

    def get_queryset(self) -> QuerySet[ReceiptEvent]:
        if getattr(self, "swagger_fake_view", False):
            return ReceiptEvent.objects.none()
        asked = read_question(self.request, AUDIT_LOG.question)
        return events_of(asked.scope, kind=asked.kind)

    @extend_schema(parameters=[AUDIT_LOG.question])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """What happened in the period, newest first; `coverage` counts the events."""
        return self.list(request, *args, **kwargs)
