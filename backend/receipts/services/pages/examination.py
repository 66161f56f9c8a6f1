"""Examination, step 1, of what only a decoder can bound: the pages and their sizes. Pure."""

from receipts.services.files.frames import rounded
from receipts.services.files.kinds import PDF, FileKind, known_kind
from receipts.services.pages.pdf_pages import open_pdf
from receipts.services.pages.pictures import (
    Picture,
    camera_turn,
    open_picture,
    turned_size,
    walk_frames,
)

_PDF_SIDE = 256

type Size = tuple[int, int]


def examine(content: bytes, *, max_pages: int, max_pixels: int) -> list[Size]:
    """Of each page its size as it is looked at, in pixels or in points of a PDF.

    Every page of a picture is decoded: what is accepted here must not turn out to be broken later.
    Of a PDF the first is drawn. Raises UnsupportedFileError and nothing else.
    """
    kind = known_kind(content)
    if kind is PDF:
        return _examine_pdf(content, max_pages=max_pages, max_pixels=max_pixels)
    return _examine_picture(content, kind, max_pages=max_pages, max_pixels=max_pixels)


def _examine_picture(
    content: bytes, kind: FileKind, *, max_pages: int, max_pixels: int
) -> list[Size]:
    with open_picture(content, kind, max_pixels=max_pixels) as picture:
        frames = walk_frames(picture, kind, max_pages=max_pages, max_pixels=max_pixels)
        return [_decoded_size(frame) for frame in frames]


def _decoded_size(frame: Picture) -> Size:
    frame.load()
    return turned_size(frame.size, camera_turn(frame))


def _examine_pdf(content: bytes, *, max_pages: int, max_pixels: int) -> list[Size]:
    with open_pdf(content, max_pages=max_pages, max_pixels=max_pixels) as pages:
        sizes = [pages.size_of(number) for number in range(len(pages))]
        pages.draw(0, scale=_PDF_SIDE / max(sizes[0]))
        return [rounded(size) for size in sizes]
