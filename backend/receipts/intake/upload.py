"""Upload, step 1: accept one document. All or nothing: a row, a file, a quota use and a place in
the queue, or none of them."""

from io import BytesIO
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.models import User
from accounts.services.idempotency import Progress
from common.database_errors import is_database_away
from common.errors import AppError, TooLargeError, UnsupportedMediaError
from common.task_engines.connections import release_connections
from common.text import storable_text
from receipts.decoders import decoders
from receipts.duplicates.candidate_rows import add_byte_candidates
from receipts.duplicates.candidates import same_bytes
from receipts.history import Event, Kind, record
from receipts.models import Receipt
from receipts.processing.waiting import require_queue_room
from receipts.services.decoding.documents import Inspection
from receipts.services.files.kinds import UnsupportedFileError
from receipts.storages.receipt_storage import delete_stored, receipt_storage
from receipts.tasks import queue_ocr_task
from subscriptions.services.quota import reserve_document

_LONGEST_NAME = 255


class TooComplexError(UnsupportedMediaError):
    """Opening the file takes longer, or more memory, than any receipt should."""

    code = "too_complex"


def upload_receipt(
    *, owner: User, upload: UploadedFile, progress: Progress | None = None, place: int = 0
) -> Receipt:
    """Check, store, count and queue; or find what an earlier try of the same call has uploaded at
    that `place` of it.

    Raises TooLargeError, UnsupportedMediaError, DecodersBusyError, StorageUnavailableError,
    QuotaExceededError, TooManyFailedReadsError or QueueFullError, and then nothing is kept.
    """
    progress = progress or Progress()
    if (earlier := _uploaded_before(owner, progress.find(place))) is not None:
        return earlier
    content = _content_of(upload)
    # Others may have it while a decoder and a storage are at work.
    release_connections()
    inspection = _inspect(content)
    # Storing may be a network call, so it stays outside the transaction.
    stored_name = receipt_storage().save(f"{uuid4()}.{inspection.extension}", ContentFile(content))
    is_committing = False
    try:
        with transaction.atomic():
            receipt = _create_receipt(
                owner=owner,
                filename=storable_text(upload.name or "")[:_LONGEST_NAME] or "receipt",
                stored_name=stored_name,
                inspection=inspection,
            )
            progress.note(place, receipt.pk)
            queue_ocr_task(receipt.pk)
            is_committing = True
    except BaseException as error:
        # A commit whose answer was lost may have been made, or be under way still, so its file
        # stays; if there is no row in the end, `cleanup_receipts` finds it.
        if not is_committing or _is_rolled_back(error):
            # It reports what it could not delete instead of raising: the cause stays the answer.
            delete_stored([stored_name])
        raise
    return receipt


def _is_rolled_back(error: BaseException) -> bool:
    """The database has said so itself: it answered the commit with an error of the rows."""
    return isinstance(error, DatabaseError) and not is_database_away(error)


def _uploaded_before(owner: User, pk: int | None) -> Receipt | None:
    rows = Receipt.objects.owned_by(owner).with_entry()
    return None if pk is None else rows.filter(pk=pk).first()


def _content_of(upload: UploadedFile) -> bytes:
    # The size is known before the bytes are: a large file is not even read.
    limit = settings.RECEIPT_MAX_BYTES
    if (upload.size or 0) > limit:
        raise TooLargeError.of("file", max_bytes=limit)
    # To read what is in memory already would copy it.
    content: bytes = upload.file.getvalue() if isinstance(upload.file, BytesIO) else upload.read()
    return content


def _inspect(content: bytes) -> Inspection:
    try:
        return decoders().inspect(content)
    except UnsupportedFileError as error:
        raise _refusal(error) from error


def _refusal(error: UnsupportedFileError) -> AppError:
    if error.code == "too_complex":
        return TooComplexError(str(error))
    refusal = TooLargeError if error.kind == "too_large" else UnsupportedMediaError
    return refusal(str(error))


def _create_receipt(
    *, owner: User, filename: str, stored_name: str, inspection: Inspection
) -> Receipt:
    now = timezone.now()
    # It holds the row of the account's period until the commit: so of two uploads at once the
    # second one sees the first, when it looks for room in the queue and for the same bytes.
    use = reserve_document(owner, now=now)
    require_queue_room(owner)
    earlier = same_bytes(owner, inspection.sha256)
    receipt = Receipt.objects.create(
        owner=owner,
        quota_use=use,
        duplicate_of_id=earlier[0] if earlier else None,
        original_filename=filename,
        stored_name=stored_name,
        mime_type=inspection.mime_type,
        sha256=inspection.sha256,
        size_bytes=inspection.size_bytes,
        width=inspection.width,
        height=inspection.height,
        page_count=inspection.page_count,
        uploaded_at=now,
        updated_at=now,
    )
    record(Kind.UPLOADED, [Event(receipt)], actor=owner, now=now)
    add_byte_candidates(receipt, earlier, now=now)
    return receipt
