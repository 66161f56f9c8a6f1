"""Inspection, step 1, as far as the request itself goes: what file the bytes are, and its bounds.

Pure, without a decoder. The declared type and the name are not even arguments.
"""

import re
from collections.abc import Callable

from receipts.services.files.jpeg import read_jpeg
from receipts.services.files.kinds import (
    ACCEPTED,
    JPEG,
    PNG,
    WEBP,
    XML,
    FileKind,
    UnsupportedFileError,
    detect_kind,
)
from receipts.services.files.png import read_png
from receipts.services.files.webp import read_webp

# Kinds whose structure tells the width and height, as it is looked at, and what is missing. TIFF
# has no end mark, a GIF may lack its own, and HEIC, AVIF and BMP say in front how long they are:
# their decoders look.
READERS: dict[FileKind, Callable[[bytes], tuple[int, int]]] = {
    JPEG: read_jpeg,
    PNG: read_png,
    WEBP: read_webp,
}
_ZIP_END = b"PK\x05\x06"
_ZIP_END_BYTES = 22  # without its comment, whose length is in the last two (APPNOTE.TXT, 4.3.16)
# What may stand before the first element: a mark, instructions and comments.
_PROLOG = rb"(?:\xef\xbb\xbf)?\s*(?>(?:<\?.*?\?>|<!--.*?-->)\s*)*+"
_SVG, _HTML = rb"<(?:!doctype\s+)?svg", rb"<(?:!doctype\s+)?html"
# XML as well, which a browser shows.
_TO_LOOK_AT = re.compile(_PROLOG + rb"<(?:!doctype\s+)?(?:svg|html)", re.DOTALL | re.IGNORECASE)
# What people upload by mistake, by its first bytes; the order matters.
_STRANGERS: tuple[tuple[re.Pattern[bytes], str], ...] = tuple(
    (re.compile(pattern, re.DOTALL | re.IGNORECASE), name)
    for pattern, name in (
        (rb"PK\x03\x04", "a ZIP archive or an Office document"),
        (rb"\xd0\xcf\x11\xe0", "an Office document"),
        (rb".{4}ftyp|\x1aE\xdf\xa3|RIFF.{4}AVI", "a video"),
        (_PROLOG + _SVG, "an SVG drawing"),
        (_PROLOG + _HTML, "a web page"),
        (rb"[^\x00-\x08\x0e-\x1f\x7f]+\Z", "text"),
    )
)


def check_file(content: bytes, *, max_bytes: int) -> FileKind:
    """What it is. Raises UnsupportedFileError for what is none of ours, or too large."""
    _check_size(content, max_bytes=max_bytes)
    kind = detect_kind(content)
    if kind is None or (kind is XML and _TO_LOOK_AT.match(content[:1024])):
        raise UnsupportedFileError(_explain_stranger(content), code="not_a_picture")
    if _is_archive(content):
        raise UnsupportedFileError(
            f"The file is a {kind.name} file and a ZIP archive at once.", code="not_a_picture"
        )
    return kind


def _check_size(content: bytes, *, max_bytes: int) -> None:
    if not content:
        raise UnsupportedFileError("The file is empty.", code="empty")
    if len(content) > max_bytes:
        raise UnsupportedFileError(
            f"The file has {len(content) / 2**20:.1f} MiB; "
            f"at most {max_bytes / 2**20:g} MiB are accepted.",
            code="too_many_bytes",
        )


def _is_archive(content: bytes) -> bool:
    start = content.rfind(_ZIP_END, -_ZIP_END_BYTES - 0xFFFF)
    comment = content[start + _ZIP_END_BYTES - 2 : start + _ZIP_END_BYTES]
    ends_at = start + _ZIP_END_BYTES + int.from_bytes(comment, "little")
    return start >= 0 and ends_at == len(content)


def _explain_stranger(content: bytes) -> str:
    what = next(
        (name for pattern, name in _STRANGERS if pattern.match(content[:1024])),
        "of an unknown kind",
    )
    return f"This file is {what}. A receipt must be a {ACCEPTED} file."
