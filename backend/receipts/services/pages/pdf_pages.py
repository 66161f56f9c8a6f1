"""PDF pages, for steps 1 and 3: opened safely and drawn. Pure.

pdfium is not thread-safe (its manual says so), so every call into it holds one lock. What happens
between two pages, encoding above all, does not.
"""

import math
import re
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from PIL import Image

from receipts.services.pages.pictures import (
    PDF,
    UnsupportedFileError,
    check_page_count,
    check_pixels,
    decoder_errors_explained,
)

_pdfium = threading.Lock()
_PASSWORD_ERROR = 4  # FPDF_ERR_PASSWORD in pdfium's fpdfview.h
# Readers look for the end mark in the last kilobyte (PDF Reference 1.7, appendix H.3, note 18).
_END_MARK = b"%%EOF"
_END_BYTES = 1024
# pdfium inflates a page's content as a whole and takes twice its size: 2 MB of file became 2.9 GB.
# So a document may unpack to what one colour picture of the allowed size has, and no more.
_INFLATED_BYTES_A_PIXEL = 3
_INFLATE_STEP = 1 << 20
_STREAM = re.compile(rb"stream\r?\n")
# A page is drawn while the lock is held: one that never ends must not hold up everybody else's.
_DRAWING_SECONDS = 20.0


class PdfPages:
    """The pages of an open document, drawn one at a time."""

    def __init__(self, document: Any) -> None:
        self._document = document

    def __len__(self) -> int:
        with _pdfium:
            return len(self._document)

    def size_of(self, index: int) -> tuple[float, float]:
        """Width and height in points (1/72 inch), as displayed."""
        with _pdfium:
            width, height = self._document.get_page_size(index)
        return width, height

    def draw(
        self, index: int, *, scale: float, max_seconds: float = _DRAWING_SECONDS
    ) -> Image.Image:
        """In grey, `scale` pixels a point."""
        with _pdfium:
            page = self._document[index]
            try:
                return _draw(page, scale=scale, max_seconds=max_seconds)
            finally:
                page.close()


@contextmanager
def open_pdf(content: bytes, *, max_pages: int, max_pixels: int) -> Iterator[PdfPages]:
    """The document, every page of it within the limits."""
    if _END_MARK not in content[-_END_BYTES:].rstrip(b"\x00"):
        raise UnsupportedFileError("The PDF is cut short: its end is missing.", code="truncated")
    _check_inflated_size(content, max_bytes=max_pixels * _INFLATED_BYTES_A_PIXEL)
    with decoder_errors_explained(PDF):
        with _pdfium:
            document = _load(content)
        try:
            with _pdfium:
                _check_pages(document, max_pages=max_pages, max_pixels=max_pixels)
            yield PdfPages(document)
        finally:
            with _pdfium:
                document.close()


def _check_inflated_size(content: bytes, *, max_bytes: int) -> None:
    """Refuse a decompression bomb before pdfium sees it; counts, keeps nothing."""
    left = max_bytes
    for start in _STREAM.finditer(content):
        inflater = zlib.decompressobj()
        rest = content[start.end() : start.end() + 2]
        if len(rest) < 2 or rest[0] & 0x0F != 8 or int.from_bytes(rest, "big") % 31:
            continue  # not a zlib header (RFC 1950, 2.2)
        left -= _inflated_size(memoryview(content)[start.end() :], inflater, limit=left)
        if left <= 0:
            raise UnsupportedFileError(
                "The PDF unpacks to far more than a receipt can hold.", code="too_many_pixels"
            )


def _inflated_size(packed: memoryview, inflater: Any, *, limit: int) -> int:
    size = 0
    rest: memoryview | bytes = packed[:_INFLATE_STEP]
    offset = _INFLATE_STEP
    try:
        while size <= limit and not inflater.eof and (rest or offset < len(packed)):
            if not rest:
                rest = packed[offset : offset + _INFLATE_STEP]
                offset += _INFLATE_STEP
            size += len(inflater.decompress(rest, _INFLATE_STEP))
            rest = inflater.unconsumed_tail
    except zlib.error:
        pass  # damaged, or not compressed at all: pdfium's matter
    return size


def _load(content: bytes) -> Any:
    import pypdfium2  # noqa: PLC0415 - loads an 8 MB library that few uploads need

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code == _PASSWORD_ERROR:
            raise UnsupportedFileError(
                "The PDF is protected by a password. Save a copy without one and upload that.",
                code="password",
            ) from error
        raise
    try:
        document.init_forms()  # else what was typed into a form is not drawn
    except BaseException:
        document.close()  # now, while the lock is held, and not whenever it is collected
        raise
    return document


def _check_pages(document: Any, *, max_pages: int, max_pixels: int) -> None:
    if len(document) == 0:
        raise UnsupportedFileError("The PDF has no pages.", code="no_pages")
    check_page_count(len(document), max_pages=max_pages)
    for index in range(len(document)):
        check_pixels(document.get_page_size(index), max_pixels=max_pixels)
        page = document[index]
        try:
            _check_pictures(page, max_pixels=max_pixels)
        finally:
            page.close()


def _check_pictures(page: Any, *, max_pixels: int) -> None:
    """A picture inside a page is decoded at its full size, however small it is drawn."""
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE  # noqa: PLC0415 - as in `_load`

    for picture in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]):
        check_pixels(picture.get_px_size(), max_pixels=max_pixels)


def _draw(page: Any, *, scale: float, max_seconds: float) -> Image.Image:
    """Like pypdfium2's `PdfPage.render`, but it gives up after a time."""
    from pypdfium2 import PdfBitmap, raw  # noqa: PLC0415 - as in `_load`

    width, height = (max(1, math.ceil(side * scale)) for side in page.get_size())
    bitmap = PdfBitmap.new_native(width, height, raw.FPDFBitmap_Gray)
    try:
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
        target = (bitmap, page, 0, 0, width, height, 0, raw.FPDF_ANNOT)
        _render(target, page=page, max_seconds=max_seconds)
        if page.formenv:
            raw.FPDF_FFLDraw(page.formenv, *target)
        image: Image.Image = bitmap.to_pil()
        return image.copy()
    finally:
        bitmap.close()


def _render(target: tuple[Any, ...], *, page: Any, max_seconds: float) -> None:
    from pypdfium2 import raw  # noqa: PLC0415 - as in `_load`

    ends_at = monotonic() + max_seconds
    pause = raw.IFSDK_PAUSE(version=1)
    pause.NeedToPauseNow = type(pause.NeedToPauseNow)(lambda _pause: monotonic() > ends_at)
    try:
        status = raw.FPDF_RenderPageBitmap_Start(*target, pause)
    finally:
        raw.FPDF_RenderPage_Close(page)
    if status != raw.FPDF_RENDER_DONE:
        raise UnsupportedFileError(
            "A page of the PDF is too complicated to be drawn.", code="undecodable"
        )
