"""Bulk upload: an answer for each document, and one bad file does not harm the others."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import IO, Self

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile

from accounts.models import User
from accounts.services.idempotency import Progress
from common.errors import AppError, ServiceUnavailableError
from receipts.decoders import decoders
from receipts.intake.archives import ArchivedFile, ArchiveLimits, read_archive
from receipts.intake.upload import upload_receipt
from receipts.models import Receipt
from receipts.processing.waiting import QueueFullError
from receipts.storages.receipt_storage import StorageUnavailableError
from subscriptions.errors import QuotaExceededError, TooManyFailedReadsError

MAX_FILES = 100
# A hundred photos of a phone have 200 to 400 MB, more than one request of half a minute can bring.
MAX_TOTAL_FILES_OF_FULL_SIZE = 25
# Heroku gives up after 30 s (its error H12): what is not begun by then is better sent again.
SECONDS = 20.0


class NotReachedError(ServiceUnavailableError):
    """The time of the request was used up before this file's turn."""

    code = "not_reached"

    def __init__(self) -> None:
        super().__init__("There was no time left for this file. Please send it again.")


# What has stopped one file would stop the next ones too, each after a wait.
_LASTING = (QuotaExceededError, TooManyFailedReadsError, QueueFullError, StorageUnavailableError)


@dataclass(frozen=True)
class IncomingFile:
    """`take` raises AppError: why it is refused. It may take seconds, so it is asked last."""

    name: str
    take: Callable[[], UploadedFile]

    @classmethod
    def of(cls, file: UploadedFile) -> Self:
        return cls(file.name or "receipt", lambda: file)


@dataclass(frozen=True)
class UploadAnswer:
    name: str
    outcome: Receipt | AppError


def max_total_bytes() -> int:
    """Of one request, and of everything that its archive unpacks to."""
    return MAX_TOTAL_FILES_OF_FULL_SIZE * settings.RECEIPT_MAX_BYTES


def files_in_archive(archive: IO[bytes]) -> Iterator[IncomingFile]:
    """Unpacked one by one, as they are taken. Raises what `read_archive` raises."""
    limits = ArchiveLimits(
        max_files=MAX_FILES,
        max_file_bytes=settings.RECEIPT_MAX_BYTES,
        max_total_bytes=max_total_bytes(),
    )
    for file in read_archive(archive, decoders=decoders(), limits=limits):
        yield IncomingFile(file.name, partial(_unpacked, file))


def _unpacked(file: ArchivedFile) -> UploadedFile:
    return SimpleUploadedFile(file.name, file.unpack())


def upload_many(
    files: Iterable[IncomingFile],
    *,
    owner: User,
    progress: Progress | None = None,
) -> list[UploadAnswer]:
    """In their order. Each is kept whole or not at all, by itself, and noted in the progress."""
    ends_at = monotonic() + SECONDS
    refusal: AppError | None = None
    answers = []
    for place, file in enumerate(files):
        if refusal is None and monotonic() >= ends_at:
            refusal = NotReachedError()
        outcome = refusal or _upload(file, owner=owner, progress=progress, place=place)
        if isinstance(outcome, _LASTING):
            refusal = outcome
        answers.append(UploadAnswer(file.name, outcome))
    return answers


def _upload(
    file: IncomingFile, *, owner: User, progress: Progress | None, place: int
) -> Receipt | AppError:
    try:
        return upload_receipt(owner=owner, files=[file.take()], progress=progress, place=place)
    except AppError as error:
        return error
