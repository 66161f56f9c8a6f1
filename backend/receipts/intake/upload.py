"""Upload, step 1: accept one document. All or nothing: a row, its files, a quota use and a place in
the queue, or none of them."""

from collections.abc import Sequence
from io import BytesIO
from typing import NamedTuple
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.models import User
from accounts.services.idempotency import Progress
from common.compiled_sql.inserts import insert_rows
from common.database_errors import is_database_away
from common.errors import AppError, ConflictError, TooLargeError, UnsupportedMediaError
from common.task_engines.connections import release_connections
from common.text import storable_text
from receipts.decoders import decoders
from receipts.duplicates.candidate_rows import add_byte_candidates
from receipts.duplicates.candidates import same_bytes
from receipts.history import Event, Kind, record
from receipts.models import Receipt, ReceiptFile
from receipts.models.receipt_file import document_sha256
from receipts.processing.waiting import require_queue_room
from receipts.services.decoding.documents import Inspection
from receipts.services.files.kinds import UnsupportedFileError, check_page_count
from receipts.storages.receipt_storage import delete_stored, receipt_storage
from receipts.tasks import queue_ocr_task
from subscriptions.models import QuotaUse
from subscriptions.services.quota import Allowance, reserve_document, take_free_reads

_LONGEST_NAME = 255


class TooComplexError(UnsupportedMediaError):
    """Opening the file takes longer, or more memory, than any receipt should."""

    code = "too_complex"


class NotEmptyError(ConflictError):
    """Samples are no receipts among receipts."""

    def __init__(self) -> None:
        super().__init__("Samples are for an account without receipts. This one has some.")


class _Checked(NamedTuple):
    content: bytes
    inspection: Inspection


class _Stored(NamedTuple):
    name: str
    inspection: Inspection


def upload_receipt(
    *,
    owner: User,
    files: Sequence[UploadedFile],
    progress: Progress | None = None,
    place: int = 0,
    allowance: Allowance | None = None,
    is_sample: bool = False,
) -> Receipt:
    """Check, store, count and queue one document, of one file or of several in this order; or find
    what an earlier try of the same call has uploaded at that `place` of it. `allowance`: where it
    was asked for a moment ago. A sample uses a free read, and no document.

    Raises TooLargeError, UnsupportedMediaError, DecodersBusyError, StorageUnavailableError,
    QuotaExceededError, TooManyFailedReadsError or QueueFullError, NotEmptyError for a sample that
    is there, and then nothing is kept.
    """
    progress = progress or Progress()
    if (earlier := _uploaded_before(owner, progress.find(place))) is not None:
        return earlier
    _check_size(files)
    # Others may have it while a decoder and a storage are at work.
    release_connections()
    document = _check_files(files)
    stored: list[_Stored] = []
    is_committing = False
    try:
        # Storing may be a network call, so it stays outside the transaction.
        for content, inspection in document:
            stored.append(_Stored(_store(content, inspection), inspection))
        with transaction.atomic():
            use = _use_quota(owner, allowance=allowance, is_sample=is_sample)
            receipt = _create_receipt(
                owner, filename=_shown_name(files[0]), stored=stored, quota_use=use
            )
            if is_sample and receipt.duplicate_of_id is not None:
                raise NotEmptyError  # another call is adding them
            progress.note(place, receipt.pk)
            queue_ocr_task(receipt.pk)
            is_committing = True
    except BaseException as error:
        # A commit whose answer was lost may have been made, or be under way still, so its files
        # stay; if there is no row in the end, `cleanup_receipts` finds them.
        if not is_committing or _is_rolled_back(error):
            # It reports what it could not delete instead of raising: the cause stays the answer.
            delete_stored([file.name for file in stored])
        raise
    return receipt


def _is_rolled_back(error: BaseException) -> bool:
    """The database has said so itself: it answered the commit with an error of the rows."""
    return isinstance(error, DatabaseError) and not is_database_away(error)


def _uploaded_before(owner: User, pk: int | None) -> Receipt | None:
    if pk is None:
        return None
    return Receipt.objects.owned_by(owner).with_entry().filter(pk=pk).first()


def _check_size(files: Sequence[UploadedFile]) -> None:
    """All files together are one document. The size is known before the bytes are: what is too
    large is not even read."""
    limit = settings.RECEIPT_MAX_BYTES
    if sum(file.size or 0 for file in files) > limit:
        raise TooLargeError.of("file" if len(files) == 1 else "document", max_bytes=limit)
    _check_pages(len(files))


def _check_pages(pages: int) -> None:
    try:
        check_page_count(pages, max_pages=settings.RECEIPT_MAX_PAGES)
    except UnsupportedFileError as error:
        raise _refusal(error) from error


def _check_files(files: Sequence[UploadedFile]) -> list[_Checked]:
    """Every one, before any of them is stored."""
    document = []
    for position, file in enumerate(files):
        content = _content_of(file)
        try:
            inspection = decoders().inspect(content)
        except UnsupportedFileError as error:
            raise _refusal(error, position if len(files) > 1 else None) from error
        document.append(_Checked(content, inspection))
    _check_pages(sum(inspection.page_count for _, inspection in document))
    return document


def _content_of(file: UploadedFile) -> bytes:
    # To read what is in memory already would copy it.
    content: bytes = file.file.getvalue() if isinstance(file.file, BytesIO) else file.read()
    return content


def _refusal(error: UnsupportedFileError, position: int | None = None) -> AppError:
    """With the position of the file that it is about, where there are several."""
    refusal: type[AppError] = UnsupportedMediaError
    if error.code == "too_complex":
        refusal = TooComplexError
    elif error.kind == "too_large":
        refusal = TooLargeError
    if position is None:
        return refusal(str(error))
    return refusal(f"File {position + 1}: {error}", position=position)


def _store(content: bytes, inspection: Inspection) -> str:
    return receipt_storage().save(f"{uuid4()}.{inspection.extension}", ContentFile(content))


def _shown_name(file: UploadedFile) -> str:
    return storable_text(file.name or "")[:_LONGEST_NAME] or "receipt"


def _use_quota(owner: User, *, allowance: Allowance | None, is_sample: bool) -> QuotaUse | None:
    """It holds the row of the account's period until the commit: so of two uploads at once the
    second one sees the first, when it looks for room in the queue and for the same bytes.

    None: a sample takes a free read, and nothing that happens to it later makes it a document.
    """
    now = timezone.now()
    if not is_sample:
        return reserve_document(owner, now=now, allowance=allowance)
    if refusal := take_free_reads(owner, 1, now=now).refusal:
        raise refusal
    return None


def _create_receipt(
    owner: User, *, filename: str, stored: Sequence[_Stored], quota_use: QuotaUse | None
) -> Receipt:
    now = timezone.now()
    require_queue_room(owner)
    sha256 = document_sha256([file.inspection.sha256 for file in stored])
    earlier = same_bytes(owner, sha256)
    receipt = Receipt(
        owner=owner,
        quota_use=quota_use,
        duplicate_of_id=earlier[0] if earlier else None,
        original_filename=filename,
        sha256=sha256,
        uploaded_at=now,
        updated_at=now,
    )
    insert_rows([receipt])
    _add_files(receipt, stored)
    record(Kind.UPLOADED, [Event(receipt)], actor=owner, now=now)
    add_byte_candidates(receipt, earlier, now=now)
    return receipt


def _page_sizes(inspection: Inspection) -> list[list[int]] | None:
    """None: width and height say it."""
    sizes = inspection.page_sizes
    return [list(size) for size in sizes] if len(sizes) > 1 else None


def _add_files(receipt: Receipt, stored: Sequence[_Stored]) -> None:
    files = insert_rows(
        ReceiptFile(
            receipt=receipt,
            position=position,
            stored_name=name,
            mime_type=inspection.mime_type,
            sha256=inspection.sha256,
            size_bytes=inspection.size_bytes,
            width=inspection.width,
            height=inspection.height,
            page_count=inspection.page_count,
            page_sizes=_page_sizes(inspection),
        )
        for position, (name, inspection) in enumerate(stored)
    )
    # Whoever shows the receipt need not ask for what is in hand.
    shown = receipt.files.all()
    shown._result_cache = files
    receipt._prefetched_objects_cache = {"files": shown}  # type: ignore[attr-defined]
