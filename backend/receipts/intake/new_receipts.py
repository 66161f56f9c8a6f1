"""New receipts: the files of one document are checked and stored, and become rows. Shared by what
takes a document in and by what splits one; each says what it counts as."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import DatabaseError
from django.utils import timezone

from accounts.models import User
from common.compiled_sql.inserts import insert_rows
from common.database_errors import is_database_away
from common.errors import AppError, TooLargeError, UnsupportedMediaError
from receipts.decoders import decoders
from receipts.duplicates.candidate_rows import add_byte_candidates
from receipts.duplicates.candidates import same_bytes
from receipts.history import Event, Kind, record
from receipts.models import Receipt, ReceiptFile
from receipts.models.receipt_file import document_sha256
from receipts.processing.waiting import require_queue_room
from receipts.services.decoding.documents import Inspection
from receipts.services.files.kinds import UnsupportedFileError, check_page_count
from receipts.services.files.mails import place_ending
from receipts.storages.receipt_storage import delete_stored, receipt_storage
from subscriptions.models import QuotaUse


class TooComplexError(UnsupportedMediaError):
    """Opening the file takes longer, or more memory, than any receipt should."""

    code = "too_complex"


class SeveralDocumentsError(AppError):
    """A mail with several receipts in it, where one is made."""

    code = "several_documents"


_REFUSALS: dict[str, type[AppError]] = {
    "too_complex": TooComplexError,
    "several_documents": SeveralDocumentsError,
}


class CheckedFile(NamedTuple):
    content: bytes
    inspection: Inspection


class NewFile(NamedTuple):
    """It is stored, and no row knows it yet."""

    name: str
    inspection: Inspection


class NewFiles:
    """What is stored for rows that are being made. `is_committing`: the rows are made, and what
    comes next is the commit."""

    def __init__(self) -> None:
        self.is_committing = False
        self._names: list[str] = []

    def store(self, document: Iterable[CheckedFile]) -> list[NewFile]:
        """May be a network call for each, so it stays outside the transaction."""
        files = []
        for content, inspection in document:
            name = f"{uuid4()}{place_ending(inspection.place)}.{inspection.extension}"
            name = receipt_storage().save(name, ContentFile(content))
            self._names.append(name)
            files.append(NewFile(name, inspection))
        return files

    def delete(self) -> None:
        """It reports what it could not delete instead of raising: the cause stays the answer."""
        delete_stored(self._names)


@contextmanager
def stored_with_rows() -> Iterator[NewFiles]:
    """Around the transaction that makes the rows: without them no file stays."""
    files = NewFiles()
    try:
        yield files
    except BaseException as error:
        # A commit whose answer was lost may have been made, or be under way still, so its files
        # stay; if there is no row in the end, `cleanup_receipts` finds them.
        if not files.is_committing or _is_rolled_back(error):
            files.delete()
        raise


def _is_rolled_back(error: BaseException) -> bool:
    """The database has said so itself: it answered the commit with an error of the rows."""
    return isinstance(error, DatabaseError) and not is_database_away(error)


def check_files(contents: Iterable[bytes], *, count: int) -> list[CheckedFile]:
    """Every one, before any of them is stored. Raises TooLargeError, UnsupportedMediaError or
    DecodersBusyError."""
    document = []
    for position, content in enumerate(contents):
        try:
            inspection = decoders().inspect(content)
        except UnsupportedFileError as error:
            raise refusal_of(error, position if count > 1 else None) from error
        document.append(CheckedFile(content, inspection))
    if count > 1:  # of one file as many are read as it has room for
        require_page_room(sum(inspection.page_count for _, inspection in document))
    return document


def is_einvoice(document: Sequence[CheckedFile]) -> bool:
    """It says itself what it is. Several files are pages that somebody has to read."""
    return len(document) == 1 and document[0].inspection.is_einvoice


def require_page_room(pages: int) -> None:
    try:
        check_page_count(pages, max_pages=settings.RECEIPT_MAX_PAGES)
    except UnsupportedFileError as error:
        raise refusal_of(error) from error


def refusal_of(error: UnsupportedFileError, position: int | None = None) -> AppError:
    """With the position of the file that it is about, where there are several."""
    refusal: type[AppError] = UnsupportedMediaError
    if error.code in _REFUSALS:
        refusal = _REFUSALS[error.code]
    elif error.kind == "too_large":
        refusal = TooLargeError
    if position is None:
        return refusal(str(error))
    return refusal(f"File {position + 1}: {error}", position=position)


def create_receipt(
    owner: User,
    *,
    filename: str,
    files: Sequence[NewFile],
    quota_use: QuotaUse | None,
    split_from: Receipt | None = None,
    siblings: Collection[int] = (),
) -> Receipt:
    """In the transaction that has counted it. `siblings`: the parts of `split_from` that are made
    already. Raises QueueFullError."""
    now = timezone.now()
    require_queue_room(owner)
    sha256 = document_sha256([file.inspection.document_sha256 for file in files])
    earlier = [pk for pk in same_bytes(owner, sha256) if pk not in siblings]
    receipt = Receipt(
        owner=owner,
        quota_use=quota_use,
        duplicate_of_id=earlier[0] if earlier else None,
        split_from=split_from,
        original_filename=filename,
        sha256=sha256,
        uploaded_at=now,
        updated_at=now,
    )
    insert_rows([receipt])
    _add_files(receipt, files)
    data = {} if split_from is None else {"split_from": split_from.pk}
    record(Kind.UPLOADED, [Event(receipt, data)], actor=owner, now=now)
    add_byte_candidates(receipt, earlier, now=now)
    return receipt


def _page_sizes(inspection: Inspection) -> list[list[int]] | None:
    """None: width and height say it."""
    sizes = inspection.page_sizes
    return [list(size) for size in sizes] if len(sizes) > 1 else None


def _mail_facts(inspection: Inspection) -> dict[str, Any] | None:
    """What a receipt keeps of the mail that it came in: private, as all that is in it. None: it
    came by itself."""
    mail = inspection.mail
    if mail is None:
        return None
    document = mail.documents[inspection.place or 0]
    return {
        "subject": mail.subject,
        "sender": mail.sender,
        "sent_at": mail.sent_at,
        "document": "" if document.is_text else document.name,
        "mime_type": document.mime_type,
    }


def _add_files(receipt: Receipt, files: Sequence[NewFile]) -> None:
    rows = insert_rows(
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
            mail=_mail_facts(inspection),
        )
        for position, (name, inspection) in enumerate(files)
    )
    # Whoever shows the receipt need not ask for what is in hand.
    shown = receipt.files.all()
    shown._result_cache = rows
    receipt._prefetched_objects_cache = {"files": shown}  # type: ignore[attr-defined]
