"""Upload, step 1: accept one document. All or nothing: a row, its files, a quota use and a place in
the queue, or none of them."""

from collections.abc import Sequence
from io import BytesIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services.idempotency import Progress
from common.errors import ConflictError, TooLargeError
from common.task_engines.connections import release_connections
from common.text import storable_text
from receipts.intake.mails import MailUpload
from receipts.intake.new_receipts import (
    check_files,
    create_receipt,
    is_einvoice,
    require_page_room,
    stored_with_rows,
)
from receipts.intake.quota_room import QuotaRoom, SampleRoom
from receipts.models import Receipt
from receipts.services.files.mails import PlacedMail
from receipts.tasks import queue_ocr_task
from subscriptions.services.quota import lock_quota

_LONGEST_NAME = 255


class NotEmptyError(ConflictError):
    """Samples are no receipts among receipts."""

    def __init__(self) -> None:
        super().__init__("Samples are for an account without receipts. This one has some.")


def upload_receipt(
    *,
    owner: User,
    files: Sequence[UploadedFile],
    progress: Progress | None = None,
    place: int = 0,
    is_sample: bool = False,
) -> Receipt:
    """Check, store, count and queue one document, of one file or of several in this order; or find
    what an earlier try of the same call has uploaded at that `place` of it. A sample uses a free
    read, and no document; an e-invoice uses nothing, and is taken where the quota is used up.

    Raises TooLargeError, UnsupportedMediaError, DecodersBusyError, StorageUnavailableError,
    QuotaExceededError, TooManyFailedReadsError or QueueFullError, NotEmptyError for a sample that
    is there, and then nothing is kept.
    """
    progress = progress or Progress()
    if (earlier := _uploaded_before(owner, progress.find(place))) is not None:
        return earlier
    _check_size(files)
    room = SampleRoom(owner) if is_sample else QuotaRoom.of(owner)
    room.require_for(files)
    # Others may have it while a decoder and a storage are at work.
    release_connections()
    document = check_files(map(_content_of, files), count=len(files))
    is_free = is_einvoice(document)
    if not is_free:
        room.require()
    with stored_with_rows() as new:
        stored = new.store(document)
        with transaction.atomic():
            if is_free:  # it holds what the others hold until the commit
                lock_quota(owner, now=timezone.now())
            receipt = create_receipt(
                owner,
                filename=_shown_name(files[0]),
                files=stored,
                quota_use=None if is_free else room.take(),
            )
            if is_sample and receipt.duplicate_of_id is not None:
                raise NotEmptyError  # another call is adding them
            progress.note(place, receipt.pk)
            queue_ocr_task(receipt.pk)
            new.is_committing = True
    return receipt


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
    require_page_room(len(files))


def _content_of(file: UploadedFile) -> bytes:
    # To read what is in memory already would copy it.
    content: bytes = file.file.getvalue() if isinstance(file.file, BytesIO) else file.read()
    return PlacedMail.at(content, file.place) if isinstance(file, MailUpload) else content


def _shown_name(file: UploadedFile) -> str:
    return storable_text(file.name or "")[:_LONGEST_NAME] or "receipt"
