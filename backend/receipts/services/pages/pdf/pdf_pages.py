"""PDF pages, for steps 1 and 3: opened and drawn. Pure.

pdfium bounds neither time nor memory; the process that draws does (`services/decoding/`).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from io import BytesIO
from itertools import islice
from typing import Any

import pypdfium2
from PIL import Image
from pypdfium2.raw import (
    FPDF_ERR_PASSWORD,
    FPDF_PAGEOBJ_IMAGE,
    FPDF_DocumentHasValidCrossReferenceTable,
)

from receipts.services.extraction import Box, TextLine
from receipts.services.files.kinds import (
    MOST_PAGES,
    PDF,
    UnsupportedFileError,
    check_page_count,
    check_pixels,
)
from receipts.services.files.memory import memory_need
from receipts.services.pages.pictures import (
    Edges,
    Turn,
    decoder_errors_explained,
    turned_back,
)
from receipts.services.pages.room import ask_for_room
from receipts.services.pages.text_layer.reading import read_text_layer

_END_MARK = b"%%EOF"
# Around each object (PDF 32000-1, 7.3.10).
_OBJECT, _OBJECT_END = b" obj", b"endobj"
# Of the page that a scan covers at least; what is less is a picture on a page.
_SCAN_SHARE = 0.7


# Of the text of a page, and of one line of it; more is no page of an invoice.
_MOST_RUNS, _LONGEST_LINE = 3_000, 500

# Left, bottom, right and top, in points.
type _Run = tuple[float, float, float, float]

# By the degrees that a page is turned clockwise when it is shown (PDF 32000-1, 7.7.3.3).
_PAGE_TURNS = {90: Turn.ROTATE_270, 180: Turn.ROTATE_180, 270: Turn.ROTATE_90}


class PdfPages:
    """The pages of an open document, drawn one at a time."""

    def __init__(self, document: Any, *, max_pixels: int) -> None:
        self._document, self._max_pixels = document, max_pixels

    def __len__(self) -> int:
        return len(self._document)

    def size_of(self, index: int) -> tuple[float, float]:
        """Width and height in points (1/72 inch), as displayed."""
        width, height = self._document.get_page_size(index)
        return width, height

    def draw(self, index: int, *, scale: float) -> Image.Image:
        """In grey, `scale` pixels a point. Raises UnsupportedFileError for what `check` refuses."""
        page = self._document[index]
        try:
            return self._draw(page, scale=scale)
        finally:
            page.close()

    def draw_and_read(
        self, index: int, *, scale: float
    ) -> tuple[Image.Image, tuple[TextLine, ...]]:
        """As it is drawn, and what it says of itself where that can be trusted: a scan's text is
        somebody's guess."""
        page = self._document[index]
        try:
            picture = self._draw(page, scale=scale)
            return picture, () if _is_scan(page) else read_text_layer(page, picture)
        finally:
            page.close()

    def _draw(self, page: Any, *, scale: float) -> Image.Image:
        _check_pictures(page, max_pixels=self._max_pixels)
        bitmap = page.render(scale=scale, grayscale=True)
        image: Image.Image = bitmap.to_pil().copy()
        bitmap.close()
        return image

    def check(self, index: int) -> None:
        """Can it be drawn? Raises UnsupportedFileError."""
        page = self._document[index]
        try:
            _check_pictures(page, max_pixels=self._max_pixels)
        finally:
            page.close()

    def is_scan(self, index: int) -> bool:
        """One picture covers nearly all of the page; a text that was recognised in it may lie over
        it."""
        page = self._document[index]
        try:
            return _is_scan(page)
        finally:
            page.close()

    def attachments(self) -> Iterator[bytes]:
        """Files inside the document, whatever they are called; none of one that is broken."""
        for number in range(self._document.count_attachments()):
            with suppress(pypdfium2.PdfiumError):
                yield bytes(self._document.get_attachment(number).get_data())

    def text_of(self, index: int, *, most: int) -> str:
        """As the page has it, so many characters of it."""
        page = self._document[index]
        try:
            text_page = page.get_textpage()
            text: str = text_page.get_text_range(0, min(most, text_page.count_chars()))
            text_page.close()
            return text
        finally:
            page.close()

    def text_lines(self, *, most: int) -> list[TextLine]:
        """What the pages say of themselves, in the order in which they say it; not what a scan
        shows."""
        lines: list[TextLine] = []
        for number in range(len(self)):
            page = self._document[number]
            try:
                lines += islice(_text_lines(page, number), most - len(lines))
            finally:
                page.close()
        return lines

    def extract(self, places: Sequence[tuple[int, Edges]]) -> bytes:
        """A document with these pages, of which no more is shown than stands at those places."""
        part = pypdfium2.PdfDocument.new()
        try:
            self._flatten([number for number, _ in places])
            part.import_pages(self._document, pages=[number for number, _ in places])
            for index, (_, edges) in enumerate(places):
                page = part[index]
                page.set_cropbox(*_box_within(page, edges))
                page.close()
            buffer = BytesIO()
            part.save(buffer)
            return buffer.getvalue()
        finally:
            part.close()

    def _flatten(self, numbers: Sequence[int]) -> None:
        """What was typed into a form would stay behind in the document."""
        for number in set(numbers):
            page = self._document[number]
            if page.formenv:  # None: the document has no form
                page.flatten()
            page.close()


def _text_lines(page: Any, number: int) -> Iterator[TextLine]:
    """pdfium's runs of one font in one row, joined where they stand in one row."""
    text_page = page.get_textpage()
    try:
        runs = [text_page.get_rect(i) for i in range(min(text_page.count_rects(), _MOST_RUNS))]
        for row in _rows(runs):
            text = " ".join(text_page.get_text_bounded(*run).strip() for run in row)
            if text.strip():
                box = _box_around(row, page, number)
                yield TextLine(text=text[:_LONGEST_LINE], score=1.0, box=box)
    finally:
        text_page.close()


def _rows(runs: Sequence[_Run]) -> list[list[_Run]]:
    """From top to bottom, each from left to right."""
    rows: list[list[_Run]] = []
    for run in sorted(runs, key=lambda run: (-run[3], run[0])):
        middle = (run[1] + run[3]) / 2
        if rows and rows[-1][0][1] < middle < rows[-1][0][3]:
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row) for row in rows]


def _box_around(runs: Sequence[_Run], page: Any, number: int) -> Box:
    """As shares of the page as it is shown."""
    left, bottom, right, top = page.get_bbox()
    width, height = right - left, top - bottom
    edges = (
        (min(run[0] for run in runs) - left) / width,
        (top - max(run[3] for run in runs)) / height,
        (max(run[2] for run in runs) - left) / width,
        (top - min(run[1] for run in runs)) / height,
    )
    x0, y0, x1, y1 = (min(1.0, max(0.0, edge)) for edge in edges)
    return Box(page=number, left=x0, top=y0, right=x1, bottom=y1)


def _box_within(page: Any, edges: Edges) -> tuple[float, float, float, float]:
    """Left, bottom, right and top, in the units of the page as it is stored. What is shown of it is
    what both its boxes hold (PDF 32000-1, 14.11.2)."""
    left, top, right, bottom = turned_back(edges, _PAGE_TURNS.get(page.get_rotation()))
    boxes = page.get_cropbox(), page.get_mediabox()
    x0, y0 = (max(box[side] for box in boxes) for side in (0, 1))
    x1, y1 = (min(box[side] for box in boxes) for side in (2, 3))
    width, height = x1 - x0, y1 - y0
    return x0 + left * width, y1 - bottom * height, x0 + right * width, y1 - top * height


def _is_scan(page: Any) -> bool:
    width, height = page.get_size()
    return any(
        _covers(picture.get_bounds(), width * height)
        for picture in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE])
    )


def _covers(bounds: tuple[float, float, float, float], page_area: float) -> bool:
    left, bottom, right, top = bounds
    return (right - left) * (top - bottom) >= _SCAN_SHARE * page_area


@contextmanager
def open_pdf(content: bytes, *, max_pixels: int) -> Iterator[PdfPages]:
    """The document, every page of it within the limit; what is on them is not yet looked at."""
    with decoder_errors_explained(PDF):
        document = _load(content)
        try:
            _check_end(document, content)
            document.init_forms()  # else what was typed into a form is not drawn
            _check_pages(document, max_pixels=max_pixels)
            yield PdfPages(document, max_pixels=max_pixels)
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
        if _END_MARK not in content:
            raise _cut_short() from error
        raise


def _check_end(document: Any, content: bytes) -> None:
    """Many end early or late, or say wrongly where their objects are; pdfium then looks for them.
    But where the last one has no end, there may have been more."""
    is_found_by_table = FPDF_DocumentHasValidCrossReferenceTable(document)
    if not is_found_by_table and content.rfind(_OBJECT) > content.rfind(_OBJECT_END):
        raise _cut_short()


def _cut_short() -> UnsupportedFileError:
    return UnsupportedFileError("The PDF is cut short: its end is missing.", code="truncated")


def _check_pages(document: Any, *, max_pixels: int) -> None:
    if len(document) == 0:
        raise UnsupportedFileError("The PDF has no pages.", code="no_pages")
    check_page_count(len(document), max_pages=MOST_PAGES)
    for index in range(len(document)):
        check_pixels(document.get_page_size(index), max_pixels=max_pixels)


def _check_pictures(page: Any, *, max_pixels: int) -> None:
    """A picture inside a page is decoded at its full size, however small it is drawn."""
    for picture in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]):
        width, height = picture.get_px_size()
        check_pixels((width, height), max_pixels=max_pixels)
        ask_for_room(memory_need(PDF, pixels=width * height))
