"""Examination, step 1, of what only a decoder can bound: the pages and their sizes. Pure."""

from dataclasses import dataclass

from PIL import Image

from receipts.services.einvoices.invoice import invoice_of
from receipts.services.files.frames import rounded
from receipts.services.files.jpeg import has_end, read_jpeg
from receipts.services.files.kinds import JPEG, PDF, XML, FileKind, known_kind
from receipts.services.pages.completeness import check_last_block
from receipts.services.pages.einvoices.attachments import find_embedded
from receipts.services.pages.einvoices.drawing import draw_invoice
from receipts.services.pages.einvoices.reading import read_invoice
from receipts.services.pages.pdf.pdf_pages import open_pdf
from receipts.services.pages.pictures import (
    Picture,
    camera_turn,
    open_picture,
    shrink_jpeg,
    to_grey,
    turned_size,
    walk_frames,
)

_PDF_SIDE = 256

type Size = tuple[int, int]


@dataclass(frozen=True)
class Examined:
    """Of each page its size as it is looked at, in pixels or in points of a PDF; and whether the
    file says itself, as an e-invoice, what is on them."""

    sizes: list[Size]
    is_einvoice: bool = False


def examine(content: bytes, *, max_pages: int, max_pixels: int) -> Examined:
    """Every page of a picture is decoded: what is accepted here must not turn out to be broken
    later. Of a PDF the first is drawn, and as many as are read are looked at; of an e-invoice all
    are drawn. Raises UnsupportedFileError and nothing else."""
    kind = known_kind(content)
    if kind is XML:
        drawing = draw_invoice(invoice_of(read_invoice(content)), max_pages=max_pages)
        return Examined([page.size for page in drawing.pages], is_einvoice=True)
    if kind is PDF:
        return _examine_pdf(content, max_pages=max_pages, max_pixels=max_pixels)
    return _examine_picture(content, kind, max_pages=max_pages, max_pixels=max_pixels)


def _examine_picture(
    content: bytes, kind: FileKind, *, max_pages: int, max_pixels: int
) -> Examined:
    if kind is JPEG:
        return _examine_jpeg(content, max_pixels=max_pixels)
    with open_picture(content, kind, max_pixels=max_pixels) as picture:
        frames = walk_frames(picture, kind, max_pages=max_pages, max_pixels=max_pixels)
        return Examined([_decoded_size(frame) for frame in frames])


def _examine_jpeg(content: bytes, *, max_pixels: int) -> Examined:
    """Its structure tells what a decoder would, but for what is missing with its end mark."""
    size = read_jpeg(content)
    if not has_end(content):
        with open_picture(content, JPEG, max_pixels=max_pixels) as picture:
            if isinstance(picture, Image.Image):
                shrink_jpeg(picture, factor=8)
                check_last_block(to_grey(picture))
    return Examined([size])


def _decoded_size(frame: Picture) -> Size:
    frame.load()
    return turned_size(frame.size, camera_turn(frame))


def _examine_pdf(content: bytes, *, max_pages: int, max_pixels: int) -> Examined:
    with open_pdf(content, max_pixels=max_pixels) as pages:
        sizes = [pages.size_of(number) for number in range(len(pages))]
        for number in range(min(len(pages), max_pages)):
            pages.check(number)
        pages.draw(0, scale=_PDF_SIDE / max(sizes[0]))
        is_einvoice = find_embedded(pages.attachments()).texts is not None
        return Examined([rounded(size) for size in sizes], is_einvoice=is_einvoice)
