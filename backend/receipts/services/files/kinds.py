"""Kinds of files, known by their first bytes, and why a file is refused. Pure, without a decoder.

Nothing here trusts a name or a declared type.
"""

import re
from dataclasses import dataclass
from typing import Literal, get_args

from receipts.services.files.mails import is_mail

Reason = Literal[
    "empty",
    "too_many_bytes",
    "too_many_pixels",
    "too_many_pages",
    "too_complex",
    "not_a_picture",
    "truncated",
    "undecodable",
    "password",
    "no_pages",
    "unsafe_xml",
    "not_an_einvoice",
    "indivisible",
    "several_documents",
    "no_receipt_in_mail",
    "encrypted_mail",
]
REASONS: frozenset[str] = frozenset(get_args(Reason))
_TOO_LARGE: frozenset[Reason] = frozenset({"too_many_bytes", "too_many_pixels", "too_many_pages"})

# Of a PDF, however few of them are read; more would be a book.
MOST_PAGES = 1_000
# As long as a JPEG can be (ITU-T T.81, B.2.2); what is longer is no picture of paper.
MAX_SIDE = 65_000


class UnsupportedFileError(Exception):
    """The file cannot become a receipt; the message tells the person why, `code` is stable."""

    def __init__(self, message: str, *, code: Reason) -> None:
        super().__init__(message)
        self.code: Reason = code

    @property
    def kind(self) -> Literal["too_large", "unsupported"]:
        return "too_large" if self.code in _TOO_LARGE else "unsupported"


@dataclass(frozen=True, kw_only=True)
class FileKind:
    """`extension` has no dot; `decoder` is Pillow's name of the format, a PDF has none."""

    mime_type: str
    extension: str
    name: str
    decoder: str = ""


JPEG = FileKind(mime_type="image/jpeg", extension="jpg", name="JPEG", decoder="JPEG")
PNG = FileKind(mime_type="image/png", extension="png", name="PNG", decoder="PNG")
GIF = FileKind(mime_type="image/gif", extension="gif", name="GIF", decoder="GIF")
BMP = FileKind(mime_type="image/bmp", extension="bmp", name="BMP", decoder="BMP")
TIFF = FileKind(mime_type="image/tiff", extension="tiff", name="TIFF", decoder="TIFF")
WEBP = FileKind(mime_type="image/webp", extension="webp", name="WebP", decoder="WEBP")
HEIC = FileKind(mime_type="image/heic", extension="heic", name="HEIC", decoder="HEIF")
AVIF = FileKind(mime_type="image/avif", extension="avif", name="AVIF", decoder="AVIF")
PDF = FileKind(mime_type="application/pdf", extension="pdf", name="PDF")
XML = FileKind(mime_type="application/xml", extension="xml", name="XML")
EML = FileKind(mime_type="message/rfc822", extension="eml", name="EML")
# In the order in which people are told of them.
KINDS = (JPEG, PNG, WEBP, HEIC, AVIF, GIF, BMP, TIFF, PDF, XML, EML)
_NAMES = [kind.name for kind in KINDS]
ACCEPTED = f"{', '.join(_NAMES[:-1])} or {_NAMES[-1]}"

_SIGNATURES: tuple[tuple[bytes, FileKind], ...] = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"BM", BMP),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"II+\x00", TIFF),  # BigTIFF
    (b"MM\x00+", TIFF),
)
# What readers of PDFs accept in front of it: a byte order mark, headers of HTTP, a few stray bytes
# (PDF Reference 1.7, appendix H.3, note 13); but an archive may well begin with a PDF.
_PDF_MARK = b"%PDF-"
MOST_BYTES_BEFORE_PDF = 1024
_ARCHIVE_MARK = b"PK\x03\x04"
# ISO/IEC 23008-12, annexes B and D: major brands of files that hold HEVC pictures.
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
# AV1 Image File Format, 6; others may name it as one that they are compatible with.
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_GENERAL_BRANDS = frozenset({b"mif1", b"msf1"})
_MOST_BRAND_BYTES = 64
# XML with its declaration, an instruction, a comment or the root of an e-invoice; in UTF-16 with
# its mark or its declaration (XML 1.0, appendix F). Which XML it is, its parser tells.
_XML_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<"
    rb"(?:\?(?!php)[A-Za-z]|!--|(?:[\w.-]+:)?(?:CrossIndustry|Invoice\s|CreditNote\s))"
    rb"|\xff\xfe<\x00|\xfe\xff\x00<|<\x00\?\x00x\x00|\x00<\x00\?\x00x"
)


def detect_kind(content: bytes) -> FileKind | None:
    """What the first bytes say. None: not one of the kinds that are accepted."""
    if _XML_START.match(content):
        return XML
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    if content[4:8] == b"ftyp" and (kind := _kind_by_brand(content)):
        return kind
    known = next((kind for start, kind in _SIGNATURES if content.startswith(start)), None)
    if known is None and is_mail(content):
        return EML
    return known or (PDF if _has_pdf(content) else None)


def _kind_by_brand(content: bytes) -> FileKind | None:
    """Its major brand, and where that says no more than that it is a picture, the others."""
    major = content[8:12]
    ends_at = min(int.from_bytes(content[:4], "big"), _MOST_BRAND_BYTES)
    others = {content[place : place + 4] for place in range(16, ends_at, 4)}
    if major in _AVIF_BRANDS or (major in _GENERAL_BRANDS and others & _AVIF_BRANDS):
        return AVIF
    return HEIC if major in _HEIF_BRANDS else None


def _has_pdf(content: bytes) -> bool:
    starts_at = content.find(_PDF_MARK, 0, MOST_BYTES_BEFORE_PDF + len(_PDF_MARK))
    return starts_at >= 0 and not content.startswith(_ARCHIVE_MARK)


def known_kind(content: bytes) -> FileKind:
    """Raises UnsupportedFileError for any other."""
    kind = detect_kind(content)
    if kind is None:
        raise UnsupportedFileError("The file is no picture and no PDF.", code="not_a_picture")
    return kind


def check_pixels(size: tuple[float, float], *, max_pixels: int) -> None:
    if max(size) > MAX_SIDE:
        raise UnsupportedFileError(
            f"The picture is {size[0]:.0f} x {size[1]:.0f} pixels; "
            f"no side may be longer than {MAX_SIDE}.",
            code="too_many_pixels",
        )
    if size[0] * size[1] > max_pixels:
        raise UnsupportedFileError(
            f"The picture has {size[0] * size[1] / 1e6:.1f} megapixels; "
            f"at most {max_pixels / 1e6:g} can be read. Please send it smaller.",
            code="too_many_pixels",
        )


def check_page_count(pages: int, *, max_pages: int) -> None:
    if pages > max_pages:
        raise UnsupportedFileError(
            f"The document has more than {max_pages} pages, the most that one receipt may have.",
            code="too_many_pages",
        )


def several_documents(count: int) -> UnsupportedFileError:
    return UnsupportedFileError(
        f"There are {count} receipts in this mail. Send it to receipts/bulk/, which makes a receipt"
        " of each.",
        code="several_documents",
    )


def cut_short(kind: FileKind) -> UnsupportedFileError:
    return UnsupportedFileError(
        f"The {kind.name} file is cut short. Please send the whole file again.", code="truncated"
    )


def damaged(kind: FileKind) -> UnsupportedFileError:
    return UnsupportedFileError(
        f"The file begins like a {kind.name} file, but it is damaged or cut short.",
        code="undecodable",
    )


def too_complex(kind: FileKind) -> UnsupportedFileError:
    return UnsupportedFileError(
        f"The {kind.name} file is made of more pieces than a receipt needs. "
        "A photo or a scan of it will do.",
        code="too_complex",
    )
