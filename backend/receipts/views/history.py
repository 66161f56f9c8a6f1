"""History of a receipt or an entry: what happened, who did it, what was sent to models; changes."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.authentication import signed_in_user
from common.api import generics
from common.api.openapi import refused
from common.api.views import APIView
from receipts.changes.feed import changes_since
from receipts.models import ModelRequest, Receipt, Transaction
from receipts.models.event import ReceiptEvent
from receipts.serializers.history import (
    ChangesSerializer,
    EventSerializer,
    ModelRequestSerializer,
)


@extend_schema_view(get=extend_schema(operation_id="receipts_history", tags=["receipts"]))
class ReceiptHistoryView(generics.ListAPIView):
    """Everything that happened to a receipt, in order."""

    serializer_class = EventSerializer
    queryset = ReceiptEvent.objects.none()

    def get_queryset(self) -> QuerySet[ReceiptEvent]:
        owned = Receipt.objects.owned_by(signed_in_user(self.request)).only("pk")
        receipt = get_object_or_404(owned, pk=self.kwargs["pk"])
        return receipt.events.select_related("actor")


@extend_schema_view(get=extend_schema(operation_id="receipts_model_requests", tags=["receipts"]))
class ModelRequestsView(generics.ListAPIView):
    """What of a receipt left the house for a model, in order."""

    serializer_class = ModelRequestSerializer
    queryset = ModelRequest.objects.none()

    def get_queryset(self) -> QuerySet[ModelRequest]:
        owned = Receipt.objects.owned_by(signed_in_user(self.request)).only("pk")
        receipt = get_object_or_404(owned, pk=self.kwargs["pk"])
        return ModelRequest.objects.filter(receipt=receipt)


@extend_schema_view(get=extend_schema(operation_id="transactions_history", tags=["ledger"]))
class TransactionHistoryView(generics.ListAPIView):
    """Everything that happened to an entry, in order."""

    serializer_class = EventSerializer
    queryset = ReceiptEvent.objects.none()

    def get_queryset(self) -> QuerySet[ReceiptEvent]:
        owned = Transaction.objects.owned_by(signed_in_user(self.request)).only("pk")
        entry = get_object_or_404(owned, pk=self.kwargs["pk"])
        return entry.events.select_related("actor")


class ChangesView(APIView):
    @extend_schema(
        operation_id="receipts_changes",
        tags=["receipts"],
        parameters=[
            OpenApiParameter(
                "since",
                str,
                description="The `cursor` of the answer before; `now`: nothing but a cursor.",
            )
        ],
        responses={200: ChangesSerializer, **refused(410)},
    )
    def get(self, request: Request) -> Response:
        """Receipts and entries that changed since; without `since` all there are."""
        changes = changes_since(
            request.query_params.get("since"), owner=signed_in_user(request), now=timezone.now()
        )
        return Response(ChangesSerializer(changes).data)
