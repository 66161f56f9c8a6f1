"""Mails among uploads: where one has several receipts in it, each becomes a document."""

from collections.abc import Iterator

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile

from common.errors import AppError
from receipts.decoders import decoders
from receipts.intake.new_receipts import refusal_of
from receipts.services.files.kinds import EML, UnsupportedFileError, detect_kind
from receipts.services.files.mails import HEAD_BYTES


class MailUpload(SimpleUploadedFile):
    """A mail, with the place of the one document in it that is meant."""

    def __init__(self, name: str, content: bytes, *, place: int) -> None:
        super().__init__(name, content)
        self.place = place


def documents_in(file: UploadedFile) -> Iterator[UploadedFile | AppError]:
    """The file itself, but of a mail with several receipts each; or why it is refused."""
    if not _may_be_mail(file):
        yield file
        return
    content = _read(file)
    try:
        listing = decoders().open_mail(content)
    except UnsupportedFileError as error:
        yield refusal_of(error)
        return
    except AppError as error:
        yield error
        return
    if len(listing.documents) == 1:
        yield file
        return
    for place, document in enumerate(listing.documents):
        yield MailUpload(document.name, content, place=place)


def _may_be_mail(file: UploadedFile) -> bool:
    """One that is too large is for the upload to refuse."""
    if (file.size or 0) > settings.RECEIPT_MAX_BYTES:
        return False
    start = file.read(HEAD_BYTES)
    file.seek(0)
    return detect_kind(start) is EML


def _read(file: UploadedFile) -> bytes:
    content: bytes = file.read()
    file.seek(0)
    return content
