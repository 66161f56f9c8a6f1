"""Files over HTTP: small ones come at once, large ones as a job with a link."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.authentication import signed_in_user
from common.api import generics
from common.api.etags import conditional
from common.api.openapi import refused
from common.api.views import APIView, WhateverIsAccepted
from reports.api.question import ExportQuestionSerializer
from reports.export_requests import request_export
from reports.exports.jobs import open_download, read_chunks
from reports.exports.rendering import Export
from reports.files.formats import FOR_PEOPLE, MEDIA_TYPES, Format, content_type
from reports.models import ExportJob
from reports.registry import REPORTS
from reports.serializers.exports import ExportJobSerializer
from reports.views.reports import read_question
from subscriptions.permissions import needs
from subscriptions.plans import Feature

_FILE: dict[Any, Any] = {(200, kind): OpenApiTypes.BINARY for kind in MEDIA_TYPES}


class ExportView(APIView):
    """Behind two gates: the export's own, and that of the report."""

    content_negotiation_class = WhateverIsAccepted

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if kwargs["name"] not in REPORTS or kwargs["file_format"] not in Format:
            raise NotFound

    def query_names(self, method: str) -> Collection[str]:
        """Those of the report, which the documentation cannot tell apart."""
        name, names = self.kwargs["name"], super().query_names(method)
        return {*names, *REPORTS[name].export_question().fields} if name in REPORTS else names

    def get_permissions(self) -> list[Any]:
        features = [Feature.REPORT_EXPORT]
        if self.kwargs.get("name") in REPORTS:
            features.append(REPORTS[self.kwargs["name"]].feature)
        return [IsAuthenticated(), *(needs(feature)() for feature in dict.fromkeys(features))]

    @extend_schema(
        parameters=[
            ExportQuestionSerializer,
            OpenApiParameter("name", str, OpenApiParameter.PATH, enum=list(REPORTS)),
            OpenApiParameter("file_format", str, OpenApiParameter.PATH, enum=list(Format)),
        ],
        responses={**_FILE, 202: ExportJobSerializer, **refused(403)},
    )
    def get(self, request: Request, name: str, file_format: str) -> HttpResponseBase:
        """The file, or 202 with the job that makes it where it has more than 5,000 rows."""
        question = read_question(request, REPORTS[name].export_question)
        export = Export(name, Format(file_format), question)
        if export.is_small:
            return _file(export)
        job = request_export(
            owner=signed_in_user(request),
            report=name,
            format_=export.format,
            question=export.question,
            now=timezone.now(),
        )
        answer = ExportJobSerializer(job).data
        headers = {"Location": answer["url"]}
        return Response(answer, status=status.HTTP_202_ACCEPTED, headers=headers)


class ExportJobListView(generics.ListAPIView):
    """The account's exports of the last day, newest first."""

    serializer_class = ExportJobSerializer

    def get_queryset(self) -> QuerySet[ExportJob]:
        return ExportJob.objects.owned_by(signed_in_user(self.request))


class ExportJobView(generics.RetrieveDestroyAPIView):
    serializer_class = ExportJobSerializer
    permission_classes = [IsAuthenticated]

    def get_queryset(self) -> QuerySet[ExportJob]:
        return ExportJob.objects.owned_by(signed_in_user(self.request))

    def get(self, request: Request, pk: UUID) -> Response:
        """How far an export is, and the link to its file."""
        return self.retrieve(request, pk=pk)

    def delete(self, request: Request, pk: UUID) -> Response:
        """Throw an export and its file away."""
        return self.destroy(request, pk=pk)


class ExportDownloadView(APIView):
    """The file of an export. The signature in the path is the permission, so that a browser can
    follow the link."""

    authentication_classes = []
    permission_classes = [AllowAny]
    content_negotiation_class = WhateverIsAccepted

    @extend_schema(responses={**_FILE, **refused(410)})
    def get(self, request: Request, token: str) -> HttpResponseBase:
        job = open_download(token, now=timezone.now())
        response = StreamingHttpResponse(read_chunks(job), content_type=job.content_type)
        response["Content-Length"] = str(job.size_bytes)
        attached = _as_attachment(response, job.filename)
        return conditional(request._request, attached, f'"{job.sha256}"')


def _file(export: Export) -> HttpResponseBase:
    kind = content_type(export.format)
    response: HttpResponseBase
    if export.format is Format.CSV:
        response = StreamingHttpResponse(export.blocks(), content_type=kind)
    else:
        response = HttpResponse(b"".join(export.blocks()), content_type=kind)
    coverage = export.coverage
    left_out = sum(reason.count for reason in coverage.left_out)
    if export.format in FOR_PEOPLE:
        response["Content-Language"] = export.language
        patch_vary_headers(response, ["Accept-Language"])
    response["X-Entries-Counted"] = str(coverage.counted)
    response["X-Entries-Left-Out"] = str(left_out)
    return _as_attachment(response, export.file_name)


def _as_attachment(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
