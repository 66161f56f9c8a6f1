"""Originals of many receipts as one download."""

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.request import Request

from accounts.api.authentication import signed_in_user
from common.errors import NotFoundError
from receipts.models import Receipt
from receipts.storages.originals import zip_originals
from receipts.views.files import WhateverIsAccepted
from receipts.views.filters import ReceiptFilterSet


class OriginalsView(generics.GenericAPIView):
    queryset = Receipt.objects.none()  # says to the documentation what is filtered
    filter_backends = [DjangoFilterBackend]
    filterset_class = ReceiptFilterSet
    pagination_class = None
    content_negotiation_class = WhateverIsAccepted

    def get_queryset(self) -> QuerySet[Receipt]:
        return Receipt.objects.owned_by(signed_in_user(self.request))

    @extend_schema(
        operation_id="receipts_originals",
        responses={(200, "application/zip"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        """A ZIP archive of the originals that the filters find, such as `ids=1,2,3`; with none,
        of all. Made while it is sent."""
        receipts = self.filter_queryset(self.get_queryset())
        if not receipts.exists():
            raise NotFoundError("No receipt was found.")
        return StreamingHttpResponse(
            zip_originals(receipts),
            content_type="application/zip",
            headers={"Content-Disposition": 'attachment; filename="receipts.zip"'},
        )
