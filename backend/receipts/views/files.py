"""Files: one behind a signed link of the local storage, and the originals of many receipts."""

import os

from django.core.files.base import File
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.authentication import signed_in_user
from common.api import generics
from common.api.etags import conditional
from common.api.openapi import refused
from common.api.views import APIView, WhateverIsAccepted
from common.errors import NotFoundError
from receipts.filters import ReceiptFilterSet
from receipts.models import Receipt
from receipts.models.receipt import with_wholes
from receipts.serializers.evidence import DocumentPagesSerializer, pages_shape
from receipts.services.files.frames import (
    FRAMES,
    SUFFIXES,
    PictureFormat,
    format_of,
    is_picture,
    offered_formats,
)
from receipts.services.files.kinds import (
    EML,
    PDF,
    XML,
    UnsupportedFileError,
    detect_kind,
)
from receipts.services.files.mails import HEAD_BYTES
from receipts.storages.file_links import check_link
from receipts.storages.local_storage import LocalReceiptStorage
from receipts.storages.originals import zip_originals
from receipts.storages.receipt_storage import receipt_storage

# The styles are the browser's own, around a picture that is opened by itself.
_SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
# As many first bytes as `detect_kind` looks at.
_START_BYTES = HEAD_BYTES


class ReceiptFileView(APIView):
    """One file of a receipt. The signed link is the permission; it runs out."""

    permission_classes = [AllowAny]
    authentication_classes = []
    content_negotiation_class = WhateverIsAccepted

    @extend_schema(
        parameters=[
            OpenApiParameter(
                "variant",
                str,
                OpenApiParameter.PATH,
                pattern=rf"^({'|'.join(['original', *sorted(FRAMES)])}|page-\d+)$",
                description="`page-0` is the first page of the file.",
            ),
            OpenApiParameter("stored_name", str, OpenApiParameter.PATH),
            OpenApiParameter("token", str, required=True, description="Of a link in an answer."),
        ],
        responses={
            (200, "image/*"): OpenApiTypes.BINARY,
            (200, "application/pdf"): OpenApiTypes.BINARY,
            (200, "application/xml"): OpenApiTypes.BINARY,
            (200, "message/rfc822"): OpenApiTypes.BINARY,
            **refused(403, 503),
        },
    )
    def get(self, request: Request, variant: str, stored_name: str) -> HttpResponseBase:
        token = request.query_params.get("token", "")
        seconds_left = check_link(stored_name, variant, token=token, now=timezone.now())
        file = _open(stored_name, variant, _format_for(request))
        response = _file_response(file, stored_name, variant)
        response["Cache-Control"] = f"private, max-age={seconds_left}, immutable"
        if is_picture(variant):
            patch_vary_headers(response, ["Accept"])
        return conditional(request._request, response, _tag_of(file, response["Content-Type"]))


def _format_for(request: Request) -> PictureFormat:
    """One that the client names: `image/*` is said by those as well that can show JPEG alone."""
    types = request._request.accepted_types
    qualities = {f"{one.main_type}/{one.sub_type}".lower(): one.quality for one in types}
    named: list[PictureFormat] = [
        name for name in (*offered_formats(), "jpeg") if f"image/{name}" in qualities
    ]
    return max(named, key=lambda name: qualities[f"image/{name}"], default="jpeg")


def _tag_of(file: File, mime_type: str) -> str:
    """Files are written whole and never changed, so when and how large tells them apart; one that
    was drawn anew is another. Of a picture there may be one of each type at an address."""
    about = os.fstat(file.fileno())
    return f'"{about.st_mtime_ns:x}-{about.st_size:x}-{mime_type.rpartition("/")[2]}"'


def _open(stored_name: str, variant: str, picture_format: PictureFormat) -> File:
    storage = receipt_storage()
    if not isinstance(storage, LocalReceiptStorage):
        raise NotFound
    try:
        if is_picture(variant):
            return storage.open_preview(stored_name, variant, picture_format)
        return storage.open(stored_name)
    except FileNotFoundError:
        raise NotFound from None
    except UnsupportedFileError as error:
        raise NotFound(f"There is no small picture of this file. {error}") from error


def _file_response(file: File, stored_name: str, variant: str) -> FileResponse:
    """The bytes decide the type. Nothing that a browser would run is ever served as such: a PDF
    an XML or a mail, which may hold scripts and forms, is saved and not shown, and all else is in a
    sandbox."""
    start = file.read(_START_BYTES)
    file.seek(0)
    name = stored_name.rpartition("/")[2]
    made = format_of(start) if is_picture(variant) else None
    if made:
        mime_type, name, is_shown = f"image/{made}", f"{variant}-{name}.{SUFFIXES[made]}", True
    else:
        kind = detect_kind(start)
        mime_type = kind.mime_type if kind else "application/octet-stream"
        is_shown = kind is not None and kind not in {PDF, XML, EML}
    return FileResponse(
        file,
        content_type=mime_type,
        filename=name,
        as_attachment=not is_shown,
        headers={"Content-Security-Policy": _SANDBOX},
    )


class PagesView(APIView):
    @extend_schema(
        operation_id="receipts_pages",
        tags=["receipts"],
        responses={200: DocumentPagesSerializer},
    )
    def get(self, request: Request, pk: int) -> Response:
        """A picture of every page, upright, for the places of the evidence. Each is drawn when it
        is first fetched."""
        owned = Receipt.objects.owned_by(signed_in_user(request)).kept()
        receipt = get_object_or_404(owned.only("pk"), pk=pk)
        server = request.build_absolute_uri("/")[:-1]
        link = receipt_storage().page_link_maker(now=timezone.now(), server=server)
        return Response(pages_shape(receipt.files.all(), link))


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
        filters=True,
        responses={(200, "application/zip"): OpenApiTypes.BINARY, **refused(404)},
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        """A ZIP archive of the originals that the filters find, such as `ids=1,2,3`; with none,
        of all. Made while it is sent."""
        receipts = self.filter_queryset(self.get_queryset())
        if not receipts.exists():
            raise NotFoundError("No receipt was found.")
        return StreamingHttpResponse(
            zip_originals(with_wholes(receipts), zone=signed_in_user(request).zone),
            content_type="application/zip",
            headers={"Content-Disposition": 'attachment; filename="receipts.zip"'},
        )
