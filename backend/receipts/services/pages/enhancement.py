"""Enhancement, step 3: the stored bytes become pages that are good to read. Pure.

Whatever was uploaded, a reader gets upright grey JPEG pages of a bounded size. Each number here was
measured on labelled receipts; the figures are in `docs/decisions/`, in the record with the title
"Pages are grey, and only faint print is strengthened".
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import accumulate

from PIL import Image, ImageOps

from receipts.services.einvoices.invoice import invoice_of
from receipts.services.extraction import Page, TextLine
from receipts.services.files.frames import PDF_DOTS_PER_POINT, readable_scale
from receipts.services.files.jpeg import with_end
from receipts.services.files.kinds import JPEG, PDF, XML, FileKind, check_page_count, known_kind
from receipts.services.pages.completeness import check_jpeg_picture
from receipts.services.pages.einvoices.drawing import draw_invoice
from receipts.services.pages.einvoices.reading import read_invoice
from receipts.services.pages.pdf.pdf_pages import open_pdf
from receipts.services.pages.picture_quality import find_faults
from receipts.services.pages.pictures import (
    camera_turn,
    open_picture,
    shrink_jpeg,
    to_grey,
    turned,
    walk_frames,
)

_MAX_PIXELS = 50_000_000
# A page may come out this much smaller than `max_side` allows if that saves scaling it a second
# time: 4032 pixels decoded at a half are 2016.
_GOOD_ENOUGH = 0.9
_JPEG_FACTORS = (8, 4, 2)
# Print is faint where ink and paper are closer than this, and only then is it stretched: it helped
# pictures of 85 to 111 levels, and those of 120 to 126 it did no good.
_FAINT_LEVELS = 112
# Percent of the pixels that may be cut off. Dark: no more, as the ink of a small receipt on an A4
# scan covers less than 1 %. Light: glare.
_CUT_OFF = (0.1, 1.0)
# Colour or a quality of 90 or 95 found no more text and took 6, 20 and 65 % more bytes.
_JPEG_QUALITY = 85

# And whether it was photographed or scanned: what a program has drawn is neither blurred nor dark.
# And what it says of itself.
type _DrawnPage = tuple[Image.Image, bool, tuple[TextLine, ...]]


def enhance(
    content: bytes,
    *,
    max_side: int = 2048,
    max_pages: int = 10,
    max_pixels: int = _MAX_PIXELS,
    numbers: Sequence[int] | None = None,
) -> tuple[Page, ...]:
    """Every page of the document, in order, or those of a PDF that have these numbers. Raises
    UnsupportedFileError and nothing else."""
    kind, limits = known_kind(content), {"max_pages": max_pages, "max_pixels": max_pixels}
    if kind is PDF:
        pages = _read_pdf(content, numbers, max_side=max_side, **limits)
    else:
        read = _read_einvoice if kind is XML else _read_picture
        pages = read(content, kind, max_side=max_side, **limits)
    return tuple(
        replace(
            _encode(_strengthen_faint(page)),
            faults=find_faults(page) if is_photo else (),
            text=text,
        )
        for page, is_photo, text in pages
    )


def _read_picture(
    content: bytes, kind: FileKind, *, max_side: int, max_pages: int, max_pixels: int
) -> Iterator[_DrawnPage]:
    with open_picture(content, kind, max_pixels=max_pixels) as picture:
        for frame in walk_frames(picture, kind, max_pages=max_pages, max_pixels=max_pixels):
            scale = _scale_for(frame.size, max_side=max_side)
            factor = _decoding_factor(scale, kind)
            if kind is JPEG and isinstance(frame, Image.Image):
                grey = _decode_jpeg(content, frame, factor=factor)
            else:
                grey = to_grey(frame, factor=factor)
            yield turned(_fit(grey, max_side=max_side), camera_turn(frame)), True, ()


def _decode_jpeg(content: bytes, frame: Image.Image, *, factor: int) -> Image.Image:
    size = frame.size
    shrink_jpeg(frame, factor=factor)
    grey = to_grey(frame)
    check_jpeg_picture(with_end(content), grey, size=size)
    return grey


def _read_pdf(
    content: bytes,
    numbers: Sequence[int] | None,
    *,
    max_side: int,
    max_pages: int,
    max_pixels: int,
) -> Iterator[_DrawnPage]:
    with open_pdf(content, max_pixels=max_pixels) as pages:
        chosen = range(len(pages)) if numbers is None else numbers
        check_page_count(len(chosen), max_pages=max_pages)
        for index in chosen:
            width, height = pages.size_of(index)
            size = (width * PDF_DOTS_PER_POINT, height * PDF_DOTS_PER_POINT)
            scale = PDF_DOTS_PER_POINT * _scale_for(size, max_side=max_side)
            picture, text = pages.draw_and_read(index, scale=scale)
            yield picture, pages.is_scan(index), text


def _read_einvoice(
    content: bytes, _: FileKind, *, max_side: int, max_pages: int, max_pixels: int
) -> Iterator[_DrawnPage]:
    for page in draw_invoice(invoice_of(read_invoice(content)), max_pages=max_pages).pages:
        yield _fit(page, max_side=max_side), False, ()


def _scale_for(size: tuple[float, float], *, max_side: int) -> float:
    """At most 1: nothing is enlarged, since readers scale lines themselves."""
    return min(1.0, readable_scale(size, max_side=max_side))


def _decoding_factor(scale: float, kind: FileKind) -> int:
    """How many times smaller the picture is made while it is decoded."""
    largest = 1 / (scale * _GOOD_ENOUGH)
    if kind is JPEG:
        return next((factor for factor in _JPEG_FACTORS if factor <= largest), 1)
    return int(largest)


def _fit(grey: Image.Image, *, max_side: int) -> Image.Image:
    scale = _scale_for(grey.size, max_side=max_side)
    if scale == 1:
        return grey
    width, height = (max(1, round(side * scale)) for side in grey.size)
    return grey.resize((width, height), Image.Resampling.LANCZOS)


def _strengthen_faint(grey: Image.Image) -> Image.Image:
    darkest, lightest = _range_of(grey)
    if lightest - darkest >= _FAINT_LEVELS:
        return grey
    return ImageOps.autocontrast(grey, cutoff=_CUT_OFF)


def _range_of(grey: Image.Image) -> tuple[int, int]:
    """The levels of ink and paper, a few stray pixels aside."""
    counts = list(accumulate(grey.histogram()))
    dark, light = (counts[-1] * percent / 100 for percent in _CUT_OFF)
    return bisect_right(counts, dark), bisect_right(counts, counts[-1] - light)


def _encode(grey: Image.Image) -> Page:
    buffer = BytesIO()
    grey.save(buffer, "JPEG", quality=_JPEG_QUALITY)
    return Page(jpeg=buffer.getvalue(), width=grey.width, height=grey.height)
