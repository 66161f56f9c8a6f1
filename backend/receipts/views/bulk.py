"""Bulk calls over HTTP. The answer is 207 and says for each receipt what became of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from accounts.api.authentication import signed_in_user
from accounts.api.idempotency import idempotent, progress_of
from accounts.api.throttles import count_each, throttle
from common.api import generics
from common.api.openapi import refused
from common.api.parsers import MultiPartParser
from common.api.views import APIView
from common.errors import AppError, NotFoundError, TooLargeError
from common.localization.sentences import translated
from common.versions import Versions
from receipts.intake.archives import TooManyFilesError
from receipts.intake.bulk_upload import (
    MAX_FILES,
    IncomingFile,
    UploadAnswer,
    files_in_archive,
    max_total_bytes,
    upload_many,
)
from receipts.intake.nameless_files import NamelessFileUploadHandler
from receipts.intake.reprocessing import reprocess_receipts
from receipts.ledger.bulk_changes import (
    CategoryChange,
    categorise_each,
    categorise_entries,
    categorise_receipts,
)
from receipts.ledger.manual_entries import restore_entries, trash_entries
from receipts.ledger.verification import unverify_receipts, verify_receipts
from receipts.models import Receipt
from receipts.removal.trash import restore_receipts, trash_receipts
from receipts.serializers.bulk import (
    BulkAnswersSerializer,
    BulkCategorySerializer,
    BulkEntryCategorySerializer,
    BulkUploadAnswersSerializer,
    BulkUploadSerializer,
    BulkVerifySerializer,
    EntryIdsSerializer,
    ReceiptIdsSerializer,
    UploadLimitsSerializer,
)
from receipts.serializers.receipts import ReceiptSerializer
from receipts.services.files.kinds import KINDS

# What a multipart body may need beside each of its files.
_FRAME_BYTES = 1024


class BulkUploadView(generics.GenericAPIView):
    permission_classes = [IsAuthenticated]
    throttle_classes = [throttle("upload")]
    parser_classes = [MultiPartParser]
    serializer_class = BulkUploadSerializer

    def max_body_bytes(self) -> int:
        """So much the server waits for; more is refused by its length."""
        return max_total_bytes() + MAX_FILES * _FRAME_BYTES

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if int(request.META.get("CONTENT_LENGTH") or 0) > self.max_body_bytes():
            raise TooLargeError.of("upload", max_bytes=max_total_bytes())
        _parse_onto_disk(request)

    @idempotent(in_transaction=False)
    @extend_schema(
        request={"multipart/form-data": BulkUploadSerializer},
        responses={207: BulkUploadAnswersSerializer},
    )
    def post(self, request: Request) -> Response:
        """Upload up to 100 documents, or a ZIP archive of them. One bad file does not harm the
        others."""
        form = BulkUploadSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        user = signed_in_user(request)
        incoming = _incoming(form.validated_data)
        answers = upload_many(incoming, owner=user, progress=progress_of(request))
        count_each(request, "upload", len(answers))
        shown = [_shown(answer, request) for answer in answers]
        accepted = sum(one["status"] == status.HTTP_201_CREATED for one in shown)
        body = {"accepted": accepted, "refused": len(shown) - accepted, "results": shown}
        return Response(body, status=status.HTTP_207_MULTI_STATUS)


class UploadLimitsView(APIView):
    @extend_schema(
        operation_id="receipts_limits",
        tags=["receipts"],
        responses={200: UploadLimitsSerializer},
    )
    def get(self, request: Request) -> Response:
        """How large an upload may be, and which files are taken."""
        return Response(
            {
                "mime_types": [kind.mime_type for kind in KINDS],
                "max_bytes": settings.RECEIPT_MAX_BYTES,
                "max_pages": settings.RECEIPT_MAX_PAGES,
                "max_bulk_files": MAX_FILES,
                "max_bulk_bytes": max_total_bytes(),
                "max_waiting": settings.QUEUE_MAX_PER_ACCOUNT,
            }
        )


class _BulkChange(generics.GenericAPIView):
    serializer_class: type[Serializer] = ReceiptIdsSerializer

    def form(self) -> dict[str, Any]:
        form = self.get_serializer(data=self.request.data)
        form.is_valid(raise_exception=True)
        return dict(form.validated_data)


class BulkDeleteView(_BulkChange):
    @idempotent(in_transaction=True)
    @extend_schema(operation_id="receipts_bulk_delete", responses={207: BulkAnswersSerializer})
    def post(self, request: Request) -> Response:
        """Move many receipts to the trash."""
        user, ids = signed_in_user(request), self.form()["ids"]
        receipts = Receipt.objects.owned_by(user).filter(pk__in=ids)
        done = set(trash_receipts(receipts, actor=user, now=timezone.now()))
        return _answer({pk: None if pk in done else NotFoundError("Not found.") for pk in ids})


class BulkRestoreView(_BulkChange):
    @idempotent(in_transaction=True)
    @extend_schema(
        operation_id="receipts_bulk_restore",
        responses={207: BulkAnswersSerializer, **refused(402, 409, 429)},
    )
    def post(self, request: Request) -> Response:
        """Take many receipts out of the trash. Where the quota or the queue has no room for all of
        them, or somebody has worked on the parts of one that was split, none comes back."""
        user, ids = signed_in_user(request), self.form()["ids"]
        receipts = Receipt.objects.owned_by(user).filter(pk__in=ids)
        done = set(restore_receipts(receipts, actor=user, now=timezone.now()))
        missing = NotFoundError("There is no such receipt in the trash.")
        return _answer({pk: None if pk in done else missing for pk in ids})


class BulkEntryCategoryView(_BulkChange):
    serializer_class = BulkEntryCategorySerializer

    @idempotent(in_transaction=True)
    @extend_schema(
        operation_id="transactions_bulk_category",
        tags=["ledger"],
        responses={207: BulkAnswersSerializer},
    )
    def post(self, request: Request) -> Response:
        """Set the category of many entries, with or without a receipt: of all of them, or of each
        another one, where its version is still the one given."""
        form, user, now = self.form(), signed_in_user(request), timezone.now()
        if "entries" in form:
            changes = {entry["id"]: _category_change(entry) for entry in form["entries"]}
            outcomes = categorise_each(changes, actor=user, now=now)
        else:
            ids, category = form["ids"], form["category"]
            outcomes = categorise_entries(entry_ids=ids, category=category, actor=user, now=now)
        return _answer(outcomes)


class BulkEntryDeleteView(_BulkChange):
    serializer_class = EntryIdsSerializer

    @idempotent(in_transaction=True)
    @extend_schema(
        operation_id="transactions_bulk_delete",
        tags=["ledger"],
        responses={207: BulkAnswersSerializer},
    )
    def post(self, request: Request) -> Response:
        """Move many entries by hand to the trash. Those of receipts go with their receipts."""
        user, ids = signed_in_user(request), self.form()["ids"]
        return _answer(trash_entries(ids, owner=user, now=timezone.now()))


class BulkEntryRestoreView(_BulkChange):
    serializer_class = EntryIdsSerializer

    @idempotent(in_transaction=True)
    @extend_schema(
        operation_id="transactions_bulk_restore",
        tags=["ledger"],
        responses={207: BulkAnswersSerializer},
    )
    def post(self, request: Request) -> Response:
        """Take many entries by hand out of the trash."""
        user, ids = signed_in_user(request), self.form()["ids"]
        return _answer(restore_entries(ids, owner=user, now=timezone.now()))


class BulkCategoryView(_BulkChange):
    serializer_class = BulkCategorySerializer

    @idempotent(in_transaction=True)
    @extend_schema(operation_id="receipts_bulk_category", responses={207: BulkAnswersSerializer})
    def post(self, request: Request) -> Response:
        """Set the category of many receipts. It counts as corrected by a person."""
        form = self.form()
        outcomes = categorise_receipts(
            receipt_ids=form["ids"],
            category=form["category"],
            actor=signed_in_user(request),
            now=timezone.now(),
        )
        return _answer(outcomes)


class BulkVerifyView(_BulkChange):
    serializer_class = BulkVerifySerializer

    @idempotent(in_transaction=True)
    @extend_schema(operation_id="receipts_bulk_verify", responses={207: BulkAnswersSerializer})
    def post(self, request: Request) -> Response:
        """Say of many entries that they are right: as they are, or as they were at a version."""
        wanted, user = _wanted(self.form()), signed_in_user(request)
        return _answer(verify_receipts(wanted, actor=user, now=timezone.now()))


class BulkUnverifyView(_BulkChange):
    serializer_class = BulkVerifySerializer

    @idempotent(in_transaction=True)
    @extend_schema(operation_id="receipts_bulk_unverify", responses={207: BulkAnswersSerializer})
    def post(self, request: Request) -> Response:
        """Take the verification of many entries back: whatever they are now, or of a version."""
        wanted, user = _wanted(self.form()), signed_in_user(request)
        return _answer(unverify_receipts(wanted, actor=user, now=timezone.now()))


class BulkReprocessView(_BulkChange):
    throttle_classes = [throttle("reread")]

    @idempotent(in_transaction=True)
    @extend_schema(operation_id="receipts_bulk_reprocess", responses={207: BulkAnswersSerializer})
    def post(self, request: Request) -> Response:
        """Read many receipts once more. Corrections stay; each is limited as by itself."""
        user, ids = signed_in_user(request), self.form()["ids"]
        outcomes = reprocess_receipts(ids, owner=user, actor=user, now=timezone.now())
        count_each(request, "reread", len(outcomes))
        return _answer(outcomes, done=status.HTTP_202_ACCEPTED)


def _wanted(form: dict[str, Any]) -> dict[int, Versions]:
    """By the receipts' ids, the versions that are meant."""
    if "receipts" in form:
        return {one["id"]: frozenset({one["version"]}) for one in form["receipts"]}
    return dict.fromkeys(form["ids"])


def _category_change(entry: dict[str, Any]) -> CategoryChange:
    version = entry.get("version")
    expected = None if version is None else frozenset({version})
    return CategoryChange(category=entry["category"], expected=expected)


def _answer(
    outcomes: Mapping[int, AppError | int | None], *, done: int = status.HTTP_200_OK
) -> Response:
    """By the receipts' ids, in the order in which they were asked for. None: it was done; a number:
    that is the version now."""
    results = [{"id": pk, **_result(outcome, done)} for pk, outcome in outcomes.items()]
    refused = sum(isinstance(outcome, AppError) for outcome in outcomes.values())
    body = {"changed": len(results) - refused, "refused": refused, "results": results}
    return Response(body, status=status.HTTP_207_MULTI_STATUS)


def _result(outcome: AppError | int | None, done: int) -> dict[str, Any]:
    if isinstance(outcome, AppError):
        return _refusal(outcome)
    return {"status": done} | ({} if outcome is None else {"version": outcome})


def _parse_onto_disk(request: Request) -> None:
    """Into temporary files, so that a hundred documents are never in memory together."""
    request._request.upload_handlers = [NamelessFileUploadHandler(request._request)]
    try:
        _ = request.data
    except TooManyFilesSent as error:
        raise TooManyFilesError(MAX_FILES) from error


def _incoming(data: dict[str, Any]) -> Iterator[IncomingFile]:
    if archive := data.get("archive"):
        return files_in_archive(archive)
    files: list[UploadedFile] = data["files"]
    if len(files) > MAX_FILES:
        raise TooManyFilesError(MAX_FILES)
    return map(IncomingFile.of, files)


def _shown(answer: UploadAnswer, request: Request) -> dict[str, Any]:
    if isinstance(answer.outcome, AppError):
        return {"name": answer.name, **_refusal(answer.outcome)}
    receipt = ReceiptSerializer(answer.outcome, context={"request": request}).data
    return {"name": answer.name, "status": status.HTTP_201_CREATED, "receipt": receipt}


def _refusal(error: AppError) -> dict[str, Any]:
    wait = {} if error.retry_after is None else {"retry_after": error.retry_after}
    text = translated(str(error))
    return {"status": error.status, "code": error.code, "detail": text, "error": text, **wait}
