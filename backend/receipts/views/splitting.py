"""Split of a receipt that shows several over HTTP; its restoration undoes it."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.authentication import signed_in_user
from accounts.api.idempotency import idempotent, progress_of
from accounts.api.throttles import count_each, throttle
from common.api.etags import expected_versions
from common.api.openapi import refused
from common.api.views import APIView
from receipts.models import Receipt
from receipts.serializers.receipts import SplitReceiptsSerializer
from receipts.serializers.review import SplitSerializer
from receipts.splitting.split import split_receipt
from receipts.views.corrections import IF_MATCH


class SplitView(APIView):
    throttle_classes = [throttle("upload")]

    @idempotent(in_transaction=False)
    @extend_schema(
        operation_id="receipts_split",
        tags=["receipts"],
        parameters=[IF_MATCH],
        request=SplitSerializer,
        responses={201: SplitReceiptsSerializer, **refused(402, 409, 413, 415, 429, 503)},
    )
    def post(self, request: Request, pk: int) -> Response:
        """Make a receipt of each part of one that shows several. The whole one goes into the trash;
        its restoration takes the parts back."""
        user = signed_in_user(request)
        # Somebody else's is 404 whatever the body says; of one that was split it is told below.
        there = Receipt.objects.owned_by(user).exclude(trash_reason="", deleted_at__isnull=False)
        get_object_or_404(there.only("pk"), pk=pk)
        form = SplitSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        receipts = split_receipt(
            pk,
            parts=form.places,
            owner=user,
            expected=expected_versions(request),
            progress=progress_of(request),
            now=timezone.now(),
        )
        count_each(request, "upload", len(receipts))
        made = Receipt.objects.owned_by(user).filter(pk__in=[receipt.pk for receipt in receipts])
        shown = {"receipts": made.with_entry().order_by("pk")}
        answer = SplitReceiptsSerializer(shown, context={"request": request}).data
        headers = {"Location": reverse("receipts")}
        return Response(answer, status=status.HTTP_201_CREATED, headers=headers)
