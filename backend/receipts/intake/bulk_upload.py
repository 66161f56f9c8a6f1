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
from receipts.intake.mails import documents_in
from receipts.intake.upload import upload_receipt
from receipts.models import Receipt
from receipts.processing.waiting import QueueFullError
from receipts.storages.receipt_storage import StorageUnavailableError

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


# What has stopped one file would stop the next ones too, each after a wait. A quota that is used up
# does not: an e-invoice needs none of it.
_LASTING = (QueueFullError, StorageUnavailableError)


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
    """In their order; of a mail with several receipts each. Each is kept whole or not at all, by
    itself, and noted in the progress."""
    uploading = _Uploading(owner, progress)
    return [answer for place, file in enumerate(files) for answer in uploading.each(file, place)]


class _Uploading:
    """Until what has stopped one stops all that come after it."""

    def __init__(self, owner: User, progress: Progress | None) -> None:
        self._owner, self._progress = owner, progress
        self._ends_at = monotonic() + SECONDS
        self._refusal: AppError | None = None

    def each(self, file: IncomingFile, place: int) -> Iterator[UploadAnswer]:
        if refusal := self._refused():
            yield UploadAnswer(file.name, refusal)
            return
        for number, document in enumerate(_documents_of(file)):
            if isinstance(document, AppError):
                yield UploadAnswer(file.name, document)
            else:
                # Whatever else is in the call, and in the mail, it has this place in each try.
                outcome = self._upload(document, place + number * MAX_FILES)
                yield UploadAnswer(document.name or file.name, outcome)

    def _upload(self, document: UploadedFile, place: int) -> Receipt | AppError:
        if refusal := self._refused():
            return refusal
        try:
            return upload_receipt(
                owner=self._owner, files=[document], progress=self._progress, place=place
            )
        except AppError as error:
            if isinstance(error, _LASTING):
                self._refusal = error
            return error

    def _refused(self) -> AppError | None:
        if self._refusal is None and monotonic() >= self._ends_at:
            self._refusal = NotReachedError()
        return self._refusal


def _documents_of(file: IncomingFile) -> Iterator[UploadedFile | AppError]:
    try:
        taken = file.take()
    except AppError as error:
        yield error
    else:
        yield from documents_in(taken)
