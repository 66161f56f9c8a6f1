"""Files: one behind a signed link of the local storage, and the originals of many receipts."""

from collections.abc import Iterable

from django.core.files.base import File
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.permissions import AllowAny
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from accounts.api.authentication import signed_in_user
from common.api import generics
from common.api.views import APIView
from common.errors import NotFoundError
from receipts.models import Receipt
from receipts.services.files.frames import FRAMES
from receipts.services.files.kinds import PDF, UnsupportedFileError, detect_kind
from receipts.storages.file_links import check_link
from receipts.storages.local_storage import LocalReceiptStorage
from receipts.storages.originals import zip_originals
from receipts.storages.receipt_storage import receipt_storage
from receipts.views.filters import ReceiptFilterSet

# The styles are the browser's own, around a picture that is opened by itself.
_SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
# As many first bytes as `detect_kind` looks at.
_START_BYTES = 16


class WhateverIsAccepted(BaseContentNegotiation):
    """A browser asks for `image/*`, which no renderer of ours offers; only errors need one."""

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        renderer = next(iter(renderers))
        return renderer, renderer.media_type


class ReceiptFileView(APIView):
    """One file of a receipt. The signed link is the permission; it runs out."""

    permission_classes = [AllowAny]
    authentication_classes = []
    content_negotiation_class = WhateverIsAccepted

    @extend_schema(
        parameters=[
            OpenApiParameter(
                "variant", str, OpenApiParameter.PATH, enum=["original", *sorted(FRAMES)]
            ),
            OpenApiParameter("stored_name", str, OpenApiParameter.PATH),
            OpenApiParameter("token", str, required=True, description="From `image_info`."),
        ],
        responses={
            (200, "image/*"): OpenApiTypes.BINARY,
            (200, "application/pdf"): OpenApiTypes.BINARY,
        },
    )
    def get(self, request: Request, variant: str, stored_name: str) -> HttpResponseBase:
        token = request.query_params.get("token", "")
        seconds_left = check_link(stored_name, variant, token=token, now=timezone.now())
        response = _file_response(_open(stored_name, variant), stored_name, variant)
        response["Cache-Control"] = f"private, max-age={seconds_left}, immutable"
        return response


def _open(stored_name: str, variant: str) -> File:
    storage = receipt_storage()
    if not isinstance(storage, LocalReceiptStorage):
        raise NotFound
    try:
        if variant in FRAMES:
            return storage.open_preview(stored_name, variant)
        return storage.open(stored_name)
    except FileNotFoundError:
        raise NotFound from None
    except UnsupportedFileError as error:
        raise NotFound(f"There is no small picture of this file. {error}") from error


def _file_response(file: File, stored_name: str, variant: str) -> FileResponse:
    """The bytes decide the type. Nothing that a browser would run is ever served as such: a PDF,
    which may hold scripts and forms, is saved and not shown, and all else is in a sandbox."""
    kind = detect_kind(file.read(_START_BYTES))
    file.seek(0)
    name = stored_name.rpartition("/")[2]
    return FileResponse(
        file,
        content_type=kind.mime_type if kind else "application/octet-stream",
        filename=name if variant == "original" else f"{variant}-{name}.jpg",
        as_attachment=kind is None or kind == PDF,
        headers={"Content-Security-Policy": _SANDBOX},
    )


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
            zip_originals(receipts, zone=signed_in_user(request).zone),
            content_type="application/zip",
            headers={"Content-Disposition": 'attachment; filename="receipts.zip"'},
        )
