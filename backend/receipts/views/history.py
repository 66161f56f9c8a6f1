"""History of a receipt or an entry: what happened, who did it, and when."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_view

from accounts.api.authentication import signed_in_user
from common.api import generics
from receipts.models import Receipt, Transaction
from receipts.models.event import ReceiptEvent
from receipts.serializers.history import EventSerializer


@extend_schema_view(get=extend_schema(operation_id="receipts_history", tags=["receipts"]))
class ReceiptHistoryView(generics.ListAPIView):
    """Everything that happened to a receipt, in order."""

    serializer_class = EventSerializer
    queryset = ReceiptEvent.objects.none()

    def get_queryset(self) -> QuerySet[ReceiptEvent]:
        owned = Receipt.objects.owned_by(signed_in_user(self.request)).only("pk")
        receipt = get_object_or_404(owned, pk=self.kwargs["pk"])
        return receipt.events.select_related("actor")


@extend_schema_view(get=extend_schema(operation_id="transactions_history", tags=["ledger"]))
class TransactionHistoryView(generics.ListAPIView):
    """Everything that happened to an entry, in order."""

    serializer_class = EventSerializer
    queryset = ReceiptEvent.objects.none()

    def get_queryset(self) -> QuerySet[ReceiptEvent]:
        owned = Transaction.objects.owned_by(signed_in_user(self.request)).only("pk")
        entry = get_object_or_404(owned, pk=self.kwargs["pk"])
        return entry.events.select_related("actor")
