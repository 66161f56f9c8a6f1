"""Corrections and verification over HTTP."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, PolymorphicProxySerializer, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.authentication import signed_in_user
from accounts.api.idempotency import idempotent
from common.api.etags import VersionedAnswers, expected_versions, tagged
from common.api.openapi import refused
from receipts.changes.tags import receipt_tag
from receipts.ledger.corrections import correct_receipt
from receipts.ledger.verification import unverify_receipt, verify_receipt
from receipts.models import Receipt, Transaction
from receipts.serializers.evidence import ReceiptDetailSerializer
from receipts.serializers.extracted_data import (
    ExtractedDataChangeSerializer,
    WrappedChangeSerializer,
    as_changes,
)

IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description='The `ETag` that was read, or `"<version>"`. Another version by now is 412.',
)


def correct(request: Request, receipt_id: int, changes: Mapping[str, Any]) -> Response:
    """Change the entry of one's receipt and answer with the full receipt."""
    correct_receipt(
        receipt_id,
        changes=changes,
        actor=signed_in_user(request),
        expected=expected_versions(request),
        now=timezone.now(),
    )
    return full_receipt(request, receipt_id)


def full_receipt(request: Request, receipt_id: int) -> Response:
    tag = tag_of_receipt(request, receipt_id)
    receipt = Receipt.objects.owned_by(signed_in_user(request)).with_reading().get(pk=receipt_id)
    answer = Response(ReceiptDetailSerializer(receipt, context={"request": request}).data)
    return tagged(answer, tag)


def tag_of_receipt(request: Request, receipt_id: int) -> str | None:
    return receipt_tag(
        receipt_id,
        owner=signed_in_user(request),
        server=request.build_absolute_uri("/"),
        now=timezone.now(),
    )


class ExtractedDataView(VersionedAnswers):
    @extend_schema(
        operation_id="receipts_update_extracted_data",
        tags=["receipts"],
        parameters=[IF_MATCH],
        request=PolymorphicProxySerializer(
            component_name="ExtractedDataChangeBody",
            serializers=[ExtractedDataChangeSerializer, WrappedChangeSerializer],
            resource_type_field_name=None,
        ),
        responses={200: ReceiptDetailSerializer},
    )
    def patch(self, request: Request, pk: int) -> Response:
        """Correct a receipt in the shape of `extracted_data`. Other keys are ignored."""
        form = ExtractedDataChangeSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        user = signed_in_user(request)
        with transaction.atomic():  # a category that the form makes goes with what it changes
            entries = Transaction.objects.owned_by(user).kept().select_related("category")
            entry = entries.filter(receipt__pk=pk).first()
            return correct(request, pk, as_changes(form.validated_data, entry=entry, owner=user))


class VerifyView(VersionedAnswers):
    @idempotent(in_transaction=True)
    @extend_schema(
        operation_id="receipts_verify",
        tags=["receipts"],
        parameters=[IF_MATCH],
        request=None,
        responses={200: ReceiptDetailSerializer, **refused(409)},
    )
    def post(self, request: Request, pk: int) -> Response:
        """Say that the entry is right: it needs no more review, and no reading changes it."""
        verify_receipt(
            pk,
            actor=signed_in_user(request),
            expected=expected_versions(request),
            now=timezone.now(),
        )
        return full_receipt(request, pk)


class UnverifyView(VersionedAnswers):
    @idempotent(in_transaction=True)
    @extend_schema(
        operation_id="receipts_unverify",
        tags=["receipts"],
        parameters=[IF_MATCH],
        request=None,
        responses={200: ReceiptDetailSerializer},
    )
    def post(self, request: Request, pk: int) -> Response:
        """Take a verification back. All values stay as they are, and are reviewed anew."""
        unverify_receipt(
            pk,
            actor=signed_in_user(request),
            expected=expected_versions(request),
            now=timezone.now(),
        )
        return full_receipt(request, pk)
