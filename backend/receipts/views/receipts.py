"""Receipts over HTTP: read input, call one service, answer."""

from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer, Serializer

from accounts.api.authentication import signed_in_user
from accounts.api.idempotency import idempotent, progress_of
from accounts.api.throttles import RoomThrottle, count_each, throttle
from common.api import generics
from common.api.etags import VersionedAnswers, unless_known
from common.api.openapi import refused
from common.api.parsers import MultiPartParser
from common.api.views import APIView
from common.errors import TooLargeError
from receipts.changes.tags import links_now, list_tag
from receipts.demo.samples import add_sample_receipts
from receipts.filters import ReceiptFilterSet, searched_page
from receipts.intake.reprocessing import reprocess_receipt
from receipts.intake.upload import upload_receipt
from receipts.ledger.listing import ReceiptPages
from receipts.models import Receipt
from receipts.processing.circuits import next_try_at
from receipts.processing.takeover import waits_for_reading_of
from receipts.processing.waiting import place_in_queue, places_in_queue, require_queue_room
from receipts.serializers.entries import ReceiptChangeSerializer, ReceiptValuesSerializer
from receipts.serializers.evidence import (
    PrintedLinesSerializer,
    ReceiptDetailSerializer,
    lines_shape,
)
from receipts.serializers.receipts import (
    ProcessingStatusSerializer,
    QueueSerializer,
    ReceiptSerializer,
    ReceiptUploadSerializer,
    SampleReceiptsSerializer,
    TransactionSerializer,
)
from receipts.views.corrections import IF_MATCH, correct, tag_of_receipt
from receipts.views.trash import DeletableReceipt

# What a multipart body may need beside its file.
_FRAME_BYTES = 64 * 1024


class QueueThrottle(RoomThrottle):
    refusals = (429,)

    def require_room(self, request: Request) -> None:
        require_queue_room(signed_in_user(request))


class ReceiptListView(VersionedAnswers, generics.ListAPIView):
    queryset = Receipt.objects.none()  # says to the documentation what is filtered
    serializer_class = ReceiptSerializer
    made_at = "receipt"
    parser_classes = [MultiPartParser]
    throttle_classes = [throttle("upload"), QueueThrottle]
    filter_backends = [DjangoFilterBackend]
    filterset_class = ReceiptFilterSet

    def max_body_bytes(self) -> int:
        """So much the server waits for; more is refused by its length."""
        return settings.RECEIPT_MAX_BYTES + _FRAME_BYTES

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method == "POST":
            self._refuse_large_body(request)

    def _refuse_large_body(self, request: Request) -> None:
        """By its declared length, before a byte of the body is read."""
        if int(request.META.get("CONTENT_LENGTH") or 0) > self.max_body_bytes():
            raise TooLargeError.of("file", max_bytes=settings.RECEIPT_MAX_BYTES)

    def get_queryset(self) -> QuerySet[Receipt]:
        return Receipt.objects.owned_by(signed_in_user(self.request))

    def paginate_queryset(self, queryset: Any) -> list[Any] | None:
        pages: Any = ReceiptPages(queryset, expected=searched_page(self))
        return super().paginate_queryset(pages)

    def get(self, request: Request) -> Response:
        """A page of receipts, newest first."""
        server = request.build_absolute_uri("/")
        tag = list_tag(
            request.build_absolute_uri(),
            owner=signed_in_user(request),
            links=links_now(server=server, now=timezone.now()),
        )
        return unless_known(request, tag, partial(self.list, request))

    @idempotent(in_transaction=False)
    @extend_schema(
        request={"multipart/form-data": ReceiptUploadSerializer},
        responses={201: ReceiptSerializer, **refused(402)},
    )
    def post(self, request: Request) -> Response:
        """Upload one document: a file in `image`, or several of one receipt in `pages`. It is
        stored at once and read in the background."""
        form = ReceiptUploadSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        progress = progress_of(request)
        receipt = upload_receipt(
            owner=signed_in_user(request),
            files=form.validated_data["files"],
            progress=progress,
        )
        if progress.find(0) is None:
            # It is new, so nothing need ask the database for its entry.
            Receipt.transaction.related.set_cached_value(receipt, None)
        answer = ReceiptSerializer(receipt, context={"request": request})
        return Response(answer.data, status=status.HTTP_201_CREATED)


class ReceiptDetailView(DeletableReceipt, VersionedAnswers, generics.RetrieveAPIView):
    serializer_class = ReceiptDetailSerializer

    def get_queryset(self) -> QuerySet[Receipt]:
        return Receipt.objects.owned_by(signed_in_user(self.request)).kept().with_reading()

    def get(self, request: Request, pk: int) -> Response:
        """One receipt, with the evidence of its last reading."""
        return unless_known(request, tag_of_receipt(request, pk), partial(self.retrieve, request))

    @extend_schema(
        parameters=[IF_MATCH],
        request=ReceiptChangeSerializer,
        responses={200: ReceiptDetailSerializer},
    )
    def patch(self, request: Request, pk: int) -> Response:
        """Correct a receipt: what kind of document it is, and its entry. What is set here no later
        reading changes."""
        form = ReceiptChangeSerializer(data=request.data, context=self.shown())
        return self._correct(request, pk, form)

    @extend_schema(
        operation_id="receipts_put",
        parameters=[IF_MATCH],
        request=ReceiptValuesSerializer,
        responses={200: ReceiptDetailSerializer},
        deprecated=True,
    )
    def put(self, request: Request, pk: int) -> Response:
        """As PATCH, for older clients: what is not named stays as it is, and what is unknown
        is ignored."""
        return self._correct(request, pk, ReceiptValuesSerializer(data=request.data))

    def shown(self) -> dict[str, Any]:
        """Of the receipt and, by whose names it is corrected, its entry."""
        return {"shown": self._shown}

    def _shown(self) -> list[BaseSerializer]:
        receipt = self.get_object()
        entry = getattr(receipt, "transaction", None)
        return [self.get_serializer(receipt), TransactionSerializer(entry)]

    def _correct(self, request: Request, pk: int, form: Serializer) -> Response:
        form.is_valid(raise_exception=True)
        return correct(request, pk, form.validated_data)


class SamplesView(APIView):
    throttle_classes = [throttle("upload"), QueueThrottle]

    @idempotent(in_transaction=False)
    @extend_schema(
        operation_id="receipts_add_samples",
        tags=["receipts"],
        request=None,
        responses={201: SampleReceiptsSerializer, **refused(409)},
    )
    def post(self, request: Request) -> Response:
        """Add three drawn sample receipts to an account that has none yet."""
        user = signed_in_user(request)
        receipts = add_sample_receipts(user, progress=progress_of(request))
        count_each(request, "upload", len(receipts))
        made = Receipt.objects.owned_by(user).filter(pk__in=[one.pk for one in receipts])
        shown = {"receipts": made.with_entry().order_by("pk")}
        answer = SampleReceiptsSerializer(shown, context={"request": request}).data
        headers = {"Location": reverse("receipts")}
        return Response(answer, status=status.HTTP_201_CREATED, headers=headers)


class QueueView(APIView):
    @extend_schema(
        operation_id="receipts_queue", tags=["receipts"], responses={200: QueueSerializer}
    )
    def get(self, request: Request) -> Response:
        """The places in the queue of your receipts that wait for their turn, the next 500."""
        places = places_in_queue(signed_in_user(request), now=timezone.now())
        waiting = [
            {"id": pk, "queue_position": place.position, "estimated_seconds": place.seconds}
            for pk, place in places.items()
        ]
        return Response({"waiting": waiting})


class LinesView(APIView):
    @extend_schema(
        operation_id="receipts_lines",
        tags=["receipts"],
        responses={200: PrintedLinesSerializer},
    )
    def get(self, request: Request, pk: int) -> Response:
        """Everything that is printed, as it was read, with its places on the pages."""
        owner = signed_in_user(request)
        owned = Receipt.objects.owned_by(owner).kept()
        receipt = get_object_or_404(owned.only("reading"), pk=pk)
        today = owner.day_of(timezone.now())
        return Response(lines_shape(receipt.reading, owner=owner, today=today))


class ProcessingStatusView(generics.RetrieveAPIView):
    """How far the reading of a receipt is, and what it waits for."""

    serializer_class = ProcessingStatusSerializer

    def get_queryset(self) -> QuerySet[Receipt]:
        return Receipt.objects.owned_by(signed_in_user(self.request)).kept()

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        receipt, now = self.get_object(), timezone.now()
        waits = {
            "place": place_in_queue(receipt, now=now),
            "waits_for": waits_for_reading_of(receipt),
        }
        receipt.not_before = next_try_at(receipt, now=now)
        return Response(self.get_serializer(receipt, context=waits).data)


class ReprocessView(VersionedAnswers, generics.GenericAPIView):
    throttle_classes = [throttle("reread")]
    serializer_class = ReceiptDetailSerializer

    def get_queryset(self) -> QuerySet[Receipt]:
        return Receipt.objects.owned_by(signed_in_user(self.request)).kept().with_reading()

    @idempotent(in_transaction=True)
    @extend_schema(request=None, responses={202: ReceiptDetailSerializer, **refused(402)})
    def post(self, request: Request, pk: int) -> Response:
        """Read a completed or failed receipt once more. Corrections stay."""
        receipt = reprocess_receipt(self.get_object(), actor=signed_in_user(request))
        return Response(self.get_serializer(receipt).data, status=status.HTTP_202_ACCEPTED)
