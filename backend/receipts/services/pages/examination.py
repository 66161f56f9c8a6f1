"""Examination, step 1, of what only a decoder can bound: size of the first page, pages. Pure."""

from receipts.services.files.kinds import PDF, FileKind, known_kind
from receipts.services.pages.pdf_pages import open_pdf
from receipts.services.pages.pictures import camera_turn, open_picture, turned_size, walk_frames

_PDF_SIDE = 256


def examine(content: bytes, *, max_pages: int, max_pixels: int) -> tuple[tuple[int, int], int]:
    """Size as it is looked at, in pixels or in points of a PDF, and the number of pages.

    Every page of a picture is decoded: what is accepted here must not turn out to be broken later.
    Of a PDF the first is drawn. Raises UnsupportedFileError and nothing else.
    """
    kind = known_kind(content)
    if kind is PDF:
        return _examine_pdf(content, max_pages=max_pages, max_pixels=max_pixels)
    return _examine_picture(content, kind, max_pages=max_pages, max_pixels=max_pixels)


def _examine_picture(
    content: bytes, kind: FileKind, *, max_pages: int, max_pixels: int
) -> tuple[tuple[int, int], int]:
    with open_picture(content, kind, max_pixels=max_pixels) as picture:
        frames = walk_frames(picture, kind, max_pages=max_pages, max_pixels=max_pixels)
        first = next(frames)
        first.load()
        size = turned_size(first.size, camera_turn(first))
        return size, 1 + sum(frame.load() is not None for frame in frames)


def _examine_pdf(content: bytes, *, max_pages: int, max_pixels: int) -> tuple[tuple[int, int], int]:
    with open_pdf(content, max_pages=max_pages, max_pixels=max_pixels) as pages:
        width, height = pages.size_of(0)
        pages.draw(0, scale=_PDF_SIDE / max(width, height))
        return (round(width), round(height)), len(pages)
