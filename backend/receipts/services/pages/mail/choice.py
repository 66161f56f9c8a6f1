"""Choice of what in a mail is a receipt: attached papers and photos, else the text itself. Pure.

Logos, pictures of a signature, pixels that tell who has looked, terms and other small print are
left; so are calendars, cards, keys and archives, which are no documents.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath

from receipts.services.files.kinds import (
    EML,
    KINDS,
    PDF,
    XML,
    FileKind,
    UnsupportedFileError,
    detect_kind,
    too_complex,
)
from receipts.services.pages.einvoices.reading import read_invoice
from receipts.services.pages.mail.message import Mail, MailPart
from receipts.services.pages.mail.texts import (
    attached_pages,
    is_encrypted,
    is_receipt,
    shown_identifiers,
    text_of,
    text_of_part,
)
from receipts.services.pages.pictures import open_picture

_MOST_DOCUMENTS = 50
_PICTURES = frozenset(KINDS) - {PDF, XML, EML}
_FINE_PRINT = re.compile(
    r"\b(agb|terms?|conditions?|privacy|datenschutz\w*|widerruf\w*|cg[vu]|legal|imprint|impressum"
    r"|condiciones|condizioni|voorwaarden|policy|faq|guide|anleitung|manual)\b"
)
_DECORATION = re.compile(
    r"logo|banner|signature|icon|footer|header|facebook|linkedin|twitter|pixel"
)
# In pixels, of a photo or a scan of paper; and of one that stands in the text, beside logos.
_SHORTEST_SIDE, _FEWEST_PIXELS = 300, 250_000
_FEWEST_PIXELS_IN_TEXT, _WIDEST_IN_TEXT, _FEWEST_BYTES_IN_TEXT = 700_000, 2.0, 40_000
_MAX_PIXELS = 2**31  # whoever reads it has limits of its own


@dataclass(frozen=True, kw_only=True)
class MailDocument:
    """A file that was attached; or, where `content` is None, the `text` of the `mail`."""

    name: str
    mail: Mail
    content: bytes | None = None
    text: str = ""

    @property
    def kind(self) -> FileKind:
        return PDF if self.content is None else detect_kind(self.content) or PDF

    @property
    def digest(self) -> str:
        """The same for what was sent twice."""
        return sha256(self.text.encode() if self.content is None else self.content).hexdigest()


def choose_documents(mail: Mail) -> list[MailDocument]:
    """Each once, in their order. Raises UnsupportedFileError where there is none."""
    found = list({document.digest: document for document in _documents_of(mail)}.values())
    if len(found) > _MOST_DOCUMENTS:
        raise too_complex(EML)
    if not found:
        raise _no_document(mail)
    return found


def _documents_of(mail: Mail) -> list[MailDocument]:
    attached = [
        MailDocument(name=part.name or "receipt", mail=mail, content=part.content)
        for part in _papers_of(mail)
    ]
    inside = [document for inner in mail.mails for document in _documents_of(inner)]
    return attached + inside or list(_own_text(mail))


def _own_text(mail: Mail) -> Iterator[MailDocument]:
    text = text_of(mail)
    if is_receipt(text):
        yield MailDocument(name=mail.subject or "mail", mail=mail, text=text)
        return
    for part in attached_pages(mail):
        if is_receipt(text := text_of_part(part)):
            yield MailDocument(name=part.name or "receipt", mail=mail, text=text)


def _papers_of(mail: Mail) -> list[MailPart]:
    """E-invoices, PDFs and what was attached as a picture; a picture in the text only where there
    is nothing else."""
    files = [(part, kind) for part in mail.parts if (kind := _kind_of(part))]
    invoices = [part for part, kind in files if kind is XML and _is_invoice(part)]
    pdfs = [part for part, kind in files if kind is PDF]
    papers = _without_fine_print([*invoices, *_not_copies(pdfs, invoices)])
    shown = shown_identifiers(mail)
    pictures = [(part, kind) for part, kind in files if kind in _PICTURES]
    in_text = [(part, kind) for part, kind in pictures if part.identifier in shown]
    beside = [(part, kind) for part, kind in pictures if part.identifier not in shown]
    photos = [part for part, kind in beside if _is_paper(part, kind)]
    return papers + photos or [part for part, kind in in_text if _is_paper_in_text(part, kind)]


def _kind_of(part: MailPart) -> FileKind | None:
    """By its bytes. None: it is no document, such as the text of the mail, which may be XHTML."""
    is_body = part.mime_type in {"text/plain", "text/html"} and not part.is_attached
    kind = None if is_body and not part.name else detect_kind(part.content)
    return None if kind is EML else kind


def _is_invoice(part: MailPart) -> bool:
    try:
        read_invoice(part.content)
    except UnsupportedFileError as error:
        return error.code != "not_an_einvoice"
    return True


def _not_copies(pdfs: list[MailPart], invoices: list[MailPart]) -> list[MailPart]:
    """An e-invoice often comes with a PDF of it: of the same name, or there are no others."""
    if len(pdfs) == len(invoices) == 1:
        return []
    stems = {_stem(part) for part in invoices}
    return [part for part in pdfs if _stem(part) not in stems]


def _stem(part: MailPart) -> str:
    return PurePath(part.name).stem.casefold()


def _without_fine_print(papers: list[MailPart]) -> list[MailPart]:
    chosen = [part for part in papers if not _FINE_PRINT.search(_words(part.name))]
    return chosen or papers


def _words(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name.casefold())


def _is_paper(part: MailPart, kind: FileKind) -> bool:
    """One that is broken is for whoever opens it to refuse."""
    size = _size_of(part, kind)
    return size is None or (min(size) >= _SHORTEST_SIDE and size[0] * size[1] >= _FEWEST_PIXELS)


def _is_paper_in_text(part: MailPart, kind: FileKind) -> bool:
    size = _size_of(part, kind)
    if size is None or _DECORATION.search(part.name.casefold()):
        return False
    is_large = size[0] * size[1] >= _FEWEST_PIXELS_IN_TEXT and size[0] <= _WIDEST_IN_TEXT * size[1]
    return is_large and len(part.content) >= _FEWEST_BYTES_IN_TEXT


def _size_of(part: MailPart, kind: FileKind) -> tuple[int, int] | None:
    """None: it cannot be opened."""
    try:
        with open_picture(part.content, kind, max_pixels=_MAX_PIXELS) as picture:
            return picture.size
    except UnsupportedFileError:
        return None


def _no_document(mail: Mail) -> UnsupportedFileError:
    if any(one.is_encrypted or is_encrypted(text_of(one)) for one in _all_of(mail)):
        return UnsupportedFileError(
            "The mail is encrypted. Please save what is in it, and upload that.",
            code="encrypted_mail",
        )
    return UnsupportedFileError(
        "There is no receipt in this mail: no PDF, picture or e-invoice is attached, and its text"
        " names no amount.",
        code="no_receipt_in_mail",
    )


def _all_of(mail: Mail) -> Iterable[Mail]:
    yield mail
    for inner in mail.mails:
        yield from _all_of(inner)
