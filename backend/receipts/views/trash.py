"""Trash over HTTP: deleting a receipt, and taking it out again."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.authentication import signed_in_user
from accounts.api.idempotency import idempotent
from common.api.etags import VersionedAnswers, expected_versions
from common.api.openapi import refused
from common.api.views import APIView
from common.errors import NotFoundError
from receipts.models import Receipt
from receipts.removal.trash import delete_receipt, restore_receipts
from receipts.serializers.evidence import ReceiptDetailSerializer
from receipts.views.corrections import IF_MATCH, full_receipt


class DeletableReceipt(APIView):
    @extend_schema(
        parameters=[IF_MATCH],
        responses={204: None},
    )
    def delete(self, request: Request, pk: int) -> Response:
        """Into the trash for 30 days; the documents of the month stay counted."""
        delete_receipt(
            pk,
            owner=signed_in_user(request),
            expected=expected_versions(request),
            now=timezone.now(),
        )
        return Response(status=status.HTTP_204_NO_CONTENT)


class RestoreView(VersionedAnswers):
    @idempotent(in_transaction=True)
    @extend_schema(request=None, responses={200: ReceiptDetailSerializer, **refused(402, 409, 429)})
    def post(self, request: Request, pk: int) -> Response:
        """Out of the trash. One that had not been read yet is queued again; of one that was split
        the parts go for good, unless somebody has worked on them (409)."""
        user = signed_in_user(request)
        receipts = Receipt.objects.owned_by(user).filter(pk=pk)
        if not restore_receipts(receipts, actor=user, now=timezone.now()):
            raise NotFoundError("There is no such receipt in the trash.")
        return full_receipt(request, pk)
