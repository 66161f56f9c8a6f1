"""PDF pages, for steps 1 and 3: opened and drawn. Pure.

pdfium bounds neither time nor memory; the process that draws does (`services/decoding/`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2
from PIL import Image
from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_PAGEOBJ_IMAGE

from receipts.services.files.kinds import PDF, UnsupportedFileError, check_page_count, check_pixels
from receipts.services.files.memory import memory_need
from receipts.services.pages.pictures import decoder_errors_explained
from receipts.services.pages.room import ask_for_room

# Readers look for the end mark in the last kilobyte (PDF Reference 1.7, appendix H.3, note 18).
_END_MARK = b"%%EOF"
_END_BYTES = 1024
# Of the page that a scan covers at least; what is less is a picture on a page.
_SCAN_SHARE = 0.7


class PdfPages:
    """The pages of an open document, drawn one at a time."""

    def __init__(self, document: Any) -> None:
        self._document = document

    def __len__(self) -> int:
        return len(self._document)

    def size_of(self, index: int) -> tuple[float, float]:
        """Width and height in points (1/72 inch), as displayed."""
        width, height = self._document.get_page_size(index)
        return width, height

    def draw(self, index: int, *, scale: float) -> Image.Image:
        """In grey, `scale` pixels a point."""
        page = self._document[index]
        try:
            bitmap = page.render(scale=scale, grayscale=True)
            image: Image.Image = bitmap.to_pil().copy()
            bitmap.close()
            return image
        finally:
            page.close()

    def is_scan(self, index: int) -> bool:
        """One picture covers nearly all of the page; a text that was recognised in it may lie over
        it."""
        page = self._document[index]
        try:
            width, height = page.get_size()
            return any(
                _covers(picture.get_bounds(), width * height)
                for picture in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE])
            )
        finally:
            page.close()


def _covers(bounds: tuple[float, float, float, float], page_area: float) -> bool:
    left, bottom, right, top = bounds
    return (right - left) * (top - bottom) >= _SCAN_SHARE * page_area


@contextmanager
def open_pdf(content: bytes, *, max_pages: int, max_pixels: int) -> Iterator[PdfPages]:
    """The document, every page of it within the limits."""
    if _END_MARK not in content[-_END_BYTES:].rstrip(b"\x00"):
        raise UnsupportedFileError("The PDF is cut short: its end is missing.", code="truncated")
    with decoder_errors_explained(PDF):
        document = _load(content)
        try:
            document.init_forms()  # else what was typed into a form is not drawn
            _check_pages(document, max_pages=max_pages, max_pixels=max_pixels)
            yield PdfPages(document)
        finally:
            document.close()


def _load(content: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code == FPDF_ERR_PASSWORD:
            raise UnsupportedFileError(
                "The PDF is protected by a password. Save a copy without one and upload that.",
                code="password",
            ) from error
        raise


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
    for picture in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]):
        width, height = picture.get_px_size()
        check_pixels((width, height), max_pixels=max_pixels)
        ask_for_room(memory_need(PDF, pixels=width * height))
