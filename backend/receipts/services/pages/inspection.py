"""Inspection, step 1: what file the bytes are, and can it become a receipt? Pure.

The intake asks before anything is stored. The declared type and the name are not even arguments.
"""

import hashlib
import re
from dataclasses import dataclass, replace
from typing import cast

from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

from receipts.services.pages.completeness import (
    check_end,
    check_jpeg_structure,
    jpeg_sample,
)
from receipts.services.pages.pdf_pages import open_pdf
from receipts.services.pages.pictures import (
    JPEG,
    PDF,
    PNG,
    FileKind,
    UnsupportedFileError,
    detect_kind,
    exif_turn,
    open_picture,
    shrink_jpeg,
    turned_size,
    walk_frames,
)

# Of a JPEG only so much of its picture is decoded here, at an eighth: that shows what is wrong with
# its tables. The rest is looked at for its structure, which takes a tenth of the time.
_JPEG_SAMPLE_BYTES = 16 * 1024
_JPEG_SAMPLE_FACTOR = 8
_ZIP_END = b"PK\x05\x06"
_ZIP_END_BYTES = 22  # without its comment, whose length is in the last two (APPNOTE.TXT, 4.3.16)

ACCEPTED = "JPEG, PNG, WebP, HEIC, GIF, BMP, TIFF or PDF"
# What people upload by mistake, by its first bytes; the order matters.
_STRANGERS: tuple[tuple[re.Pattern[bytes], str], ...] = tuple(
    (re.compile(pattern, re.DOTALL | re.IGNORECASE), name)
    for pattern, name in (
        (rb"PK\x03\x04", "a ZIP archive or an Office document"),
        (rb"\xd0\xcf\x11\xe0", "an Office document"),
        (rb".{4}ftypavi[fs]", "an AVIF picture"),
        (rb".{4}ftyp|\x1aE\xdf\xa3|RIFF.{4}AVI", "a video"),
        (rb"\s*(<\?xml.*?)?<svg", "an SVG drawing"),
        (rb"\s*(<!doctype html|<html)", "a web page"),
        (rb"[^\x00-\x08\x0e-\x1f\x7f]+\Z", "text"),
    )
)

__all__ = ["Inspection", "UnsupportedFileError", "inspect_document"]


@dataclass(frozen=True, kw_only=True)
class Inspection:
    """`width` and `height` are the first page's as it is looked at: pixels, or points in a PDF."""

    mime_type: str
    extension: str
    size_bytes: int
    sha256: str
    page_count: int
    width: int
    height: int


@dataclass(frozen=True)
class _FirstPage:
    size: tuple[int, int]
    page_count: int


def inspect_document(
    content: bytes, *, max_bytes: int, max_pixels: int, max_pages: int
) -> Inspection:
    """Raises UnsupportedFileError, and then nothing of the file should be kept."""
    _check_size(content, max_bytes=max_bytes)
    kind = detect_kind(content)
    if kind is None:
        raise UnsupportedFileError(_explain_stranger(content), code="not_a_picture")
    check_end(content, kind)
    if _is_archive(content):
        raise UnsupportedFileError(
            f"The file is a {kind.name} file and a ZIP archive at once.", code="not_a_picture"
        )
    examine = {PDF: _examine_pdf, JPEG: _examine_jpeg}.get(kind, _examine_picture)
    first = examine(content, kind, max_pixels=max_pixels, max_pages=max_pages)
    return Inspection(
        mime_type=kind.mime_type,
        extension=kind.extension,
        size_bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        page_count=first.page_count,
        width=first.size[0],
        height=first.size[1],
    )


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


def _examine_picture(
    content: bytes, kind: FileKind, *, max_pages: int, max_pixels: int
) -> _FirstPage:
    """Decodes every page: what is accepted here must not turn out to be broken later."""
    if kind is PNG:
        with open_picture(content, kind, max_pixels=max_pixels) as picture:
            picture.verify()  # the checksums, which decoding alone ignores
    with open_picture(content, kind, max_pixels=max_pixels) as picture:
        frames = walk_frames(picture, kind, max_pages=max_pages, max_pixels=max_pixels)
        first = _look_at(next(frames))
        more = sum(frame.load() is not None for frame in frames)
    return replace(first, page_count=1 + more)


def _look_at(frame: Image.Image) -> _FirstPage:
    """Decodes the frame."""
    frame.load()
    return _FirstPage(size=turned_size(frame.size, exif_turn(frame)), page_count=1)


def _examine_jpeg(content: bytes, kind: FileKind, *, max_pages: int, max_pixels: int) -> _FirstPage:
    """What is missing inside is seen when the receipt is read, where all of it is decoded."""
    sample = jpeg_sample(content, max_bytes=_JPEG_SAMPLE_BYTES)
    with open_picture(sample, kind, max_pixels=max_pixels) as picture:
        size = picture.size
        shrink_jpeg(picture, factor=_JPEG_SAMPLE_FACTOR)
        picture.load()
        layers = cast(JpegImageFile, picture).layer
        check_jpeg_structure(content, components=[layer[0] for layer in layers])
        return _FirstPage(size=turned_size(size, exif_turn(picture)), page_count=1)


def _examine_pdf(content: bytes, kind: FileKind, *, max_pages: int, max_pixels: int) -> _FirstPage:
    with open_pdf(content, max_pages=max_pages, max_pixels=max_pixels) as pages:
        width, height = pages.size_of(0)
        pages.draw(0, scale=256 / max(width, height))
        return _FirstPage(size=(round(width), round(height)), page_count=len(pages))


def _explain_stranger(content: bytes) -> str:
    what = next(
        (name for pattern, name in _STRANGERS if pattern.match(content[:1024])),
        "of an unknown kind",
    )
    return f"This file is {what}. A receipt must be a {ACCEPTED} file."
