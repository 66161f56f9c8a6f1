"""Opening of mails: what is in one, and one of its documents as a file of another kind. Pure."""

from dataclasses import dataclass

from receipts.services.files.kinds import (
    EML,
    UnsupportedFileError,
    detect_kind,
    several_documents,
)
from receipts.services.files.mails import ListedDocument, MailListing
from receipts.services.pages.mail.choice import MailDocument, choose_documents
from receipts.services.pages.mail.drawing import draw_mail
from receipts.services.pages.mail.message import read_mail


@dataclass(frozen=True)
class _Opened:
    listing: MailListing
    documents: list[MailDocument]


def list_mail(content: bytes) -> MailListing:
    """Raises UnsupportedFileError and nothing else, also where there is no receipt in it."""
    return _open(content).listing


def opened(content: bytes, *, place: int | None = None) -> bytes:
    """The bytes as they are, or of a mail the document at that place: as it was attached, or a PDF
    of the mail's text. `place` None: there is but one. Raises UnsupportedFileError."""
    if detect_kind(content) is not EML:
        return content
    documents = _open(content).documents
    if place is None and len(documents) > 1:
        raise several_documents(len(documents))
    if (place or 0) >= len(documents):
        raise UnsupportedFileError("The mail has no such document.", code="no_receipt_in_mail")
    document = documents[place or 0]
    if document.content is None:
        return draw_mail(document.mail, document.text)
    return document.content


def _open(content: bytes) -> _Opened:
    mail = read_mail(content)
    documents = choose_documents(mail)
    listing = MailListing(
        subject=mail.subject,
        sender=mail.sender,
        sent_at=mail.sent_at,
        documents=tuple(map(_listed, documents)),
    )
    return _Opened(listing, documents)


def _listed(document: MailDocument) -> ListedDocument:
    return ListedDocument(
        name=document.name,
        mime_type=document.kind.mime_type,
        sha256=document.digest,
        is_text=document.content is None,
    )
