"""Duplicates of a receipt: their candidates, and their resolution."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.authentication import signed_in_user
from accounts.api.idempotency import idempotent
from common.api import generics
from common.api.openapi import refused
from common.api.views import APIView
from receipts.models import Duplicate, Receipt
from receipts.removal.duplicate_resolution import resolve_duplicate
from receipts.serializers.duplicates import DuplicateResolutionSerializer, DuplicateSerializer


@extend_schema_view(get=extend_schema(operation_id="receipts_duplicates", tags=["receipts"]))
class DuplicateListView(generics.ListAPIView):
    """What a receipt resembles and what resembles it, with the reasons and the resolutions."""

    serializer_class = DuplicateSerializer
    queryset = Duplicate.objects.none()

    def get_queryset(self) -> QuerySet[Duplicate]:
        owned = Receipt.objects.owned_by(signed_in_user(self.request)).kept()
        receipt = get_object_or_404(owned.only("pk"), pk=self.kwargs["pk"])
        return Duplicate.objects.about([receipt.pk]).with_receipts()


class DuplicateResolutionView(APIView):
    @idempotent(in_transaction=True)
    @extend_schema(
        operation_id="receipts_resolve_duplicate",
        tags=["receipts"],
        request=DuplicateResolutionSerializer,
        responses={200: DuplicateSerializer, **refused(409)},
    )
    def post(self, request: Request, pk: int, duplicate_id: int) -> Response:
        """Say whether two receipts are the same. Another resolution later is a conflict."""
        # Somebody else's is 404 whatever the body says.
        owned = Receipt.objects.owned_by(signed_in_user(request))
        get_object_or_404(owned.only("pk"), pk=pk)
        form = DuplicateResolutionSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        duplicate = resolve_duplicate(
            pk,
            duplicate_id,
            resolution=Duplicate.Resolution(form.validated_data["resolution"]),
            actor=signed_in_user(request),
            now=timezone.now(),
        )
        return Response(DuplicateSerializer(duplicate).data)
