"""Deleting a receipt, and taking it out of the trash again."""

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import signed_in_user
from receipts.models import Receipt
from receipts.serializers.receipts import ReceiptSerializer
from receipts.services.trash import restore_receipts, trash_receipts
from receipts.tasks import queue_ocr_task


class DeletableReceipt(APIView):
    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Into the trash for 30 days; the documents of the month stay counted."""
        user = signed_in_user(request)
        receipts = Receipt.objects.owned_by(user).filter(pk=pk)
        if not trash_receipts(receipts, actor=user, now=timezone.now()):
            raise NotFound
        return Response(status=status.HTTP_204_NO_CONTENT)


class RestoreView(generics.GenericAPIView):
    serializer_class = ReceiptSerializer

    def get_queryset(self) -> QuerySet[Receipt]:
        return Receipt.objects.owned_by(signed_in_user(self.request)).with_entry()

    @extend_schema(request=None, responses=ReceiptSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Out of the trash. One that is not in it stays as it is."""
        user = signed_in_user(request)
        receipts = Receipt.objects.owned_by(user).filter(pk=pk)
        restore_receipts(receipts, actor=user, now=timezone.now(), queue=queue_ocr_task)
        return Response(self.get_serializer(self.get_object()).data)
