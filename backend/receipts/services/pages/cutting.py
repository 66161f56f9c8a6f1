"""Cutting of a file that shows several receipts: places on its pages become files of their own.
Pure.

What is cut out looks as it did: pages of a PDF keep all that is in them, and lossless pictures stay
lossless. A JPEG is cut between its own blocks and written with its own tables, so that no pixel is
more than roundings away from what it was.
"""

from collections.abc import Sequence
from dataclasses import asdict
from io import BytesIO
from itertools import islice
from math import ceil, floor

from PIL import ExifTags, Image, JpegImagePlugin

from receipts.services.extraction import Box
from receipts.services.files.kinds import (
    AVIF,
    HEIC,
    JPEG,
    PDF,
    TIFF,
    WEBP,
    XML,
    FileKind,
    UnsupportedFileError,
    known_kind,
)
from receipts.services.files.memory import memory_need
from receipts.services.pages.pdf.pdf_pages import open_pdf
from receipts.services.pages.pictures import (
    Edges,
    Picture,
    Turn,
    camera_turn,
    on_white,
    open_picture,
    orientation_of,
    to_grey,
    turned,
    turned_back,
    walk_frames,
)
from receipts.services.pages.previews import Limits
from receipts.services.pages.room import ask_for_room

# Blocks are 8 pixels wide, and 16 where the colours of two stand in one (ITU-T T.81, A.2.3).
_BLOCK = 16
_JPEG_MODES = frozenset({"L", "RGB"})
_PNG_MODES = frozenset({"1", "L", "LA", "P", "RGB", "RGBA", "I;16"})
# What a camera has lost already: a JPEG that loses next to nothing more.
_LOSSY = frozenset({HEIC, AVIF, WEBP})
_QUALITY = 95
_WHOLE = (0.0, 0.0, 1.0, 1.0)


def cut(content: bytes, *, places: Sequence[Box], max_pages: int, max_pixels: int) -> list[bytes]:
    """Files with what stands at those places, whose pages are counted in this file: one of a PDF,
    or one for each place. Raises UnsupportedFileError and nothing else."""
    kind, limits = known_kind(content), Limits(max_pages=max_pages, max_pixels=max_pixels)
    if kind is XML:
        raise UnsupportedFileError(
            "An e-invoice is one document, and cannot be cut.", code="indivisible"
        )
    if kind is PDF:
        with open_pdf(content, max_pixels=max_pixels) as pages:
            return [pages.extract([(place.page, _edges(place)) for place in places])]
    return [_cut_picture(content, kind, place, limits) for place in places]


def _cut_picture(content: bytes, kind: FileKind, place: Box, limits: Limits) -> bytes:
    if kind is not TIFF and _edges(place) == _WHOLE:
        return content
    with open_picture(content, kind, max_pixels=limits.max_pixels) as picture:
        frames = walk_frames(picture, kind, **asdict(limits))
        frame = next(islice(frames, place.page, None), None)
        if frame is None:
            raise UnsupportedFileError(f"It has no page {place.page + 1}.", code="no_pages")
        pixels = frame.size[0] * frame.size[1]
        ask_for_room(memory_need(kind, pixels=pixels, file_bytes=len(content)))
        return _cut_frame(frame, kind, place)


def _cut_frame(frame: Picture, kind: FileKind, place: Box) -> bytes:
    frame.load()
    turn = camera_turn(frame)
    edges = turned_back(_edges(place), turn)
    if kind is JPEG and frame.mode in _JPEG_MODES and isinstance(frame, Image.Image):
        return _as_jpeg_was(frame, edges, turn)
    left, top, right, bottom = _pixels(edges, frame.size)
    # A HEIC gives whole rows.
    piece = frame.crop((0, top, frame.size[0], bottom)).crop((left, 0, right, bottom - top))
    return _encode(turned(piece, turn), kind)


def _as_jpeg_was(frame: Image.Image, edges: Edges, turn: Turn | None) -> bytes:
    """It stays turned as it was, since its blocks would not fit otherwise."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation_of(turn)
    buffer = BytesIO()
    frame.crop(_pixels(edges, frame.size, grid=_BLOCK)).save(
        buffer,
        "JPEG",
        qtables=frame.quantization,  # type: ignore[attr-defined]
        subsampling=max(0, JpegImagePlugin.get_sampling(frame)),
        exif=exif,
    )
    return buffer.getvalue()


def _encode(piece: Image.Image, kind: FileKind) -> bytes:
    buffer = BytesIO()
    if kind in _LOSSY or kind is JPEG:
        on_white(piece).save(buffer, "JPEG", quality=_QUALITY, subsampling=0)
    else:
        _for_png(piece).save(buffer, "PNG")
    return buffer.getvalue()


def _for_png(piece: Image.Image) -> Image.Image:
    if piece.mode in _PNG_MODES:
        return piece
    return to_grey(piece) if piece.mode.startswith(("I", "F")) else piece.convert("RGB")


def _edges(place: Box) -> Edges:
    return place.left, place.top, place.right, place.bottom


def _pixels(edges: Edges, size: tuple[int, int], *, grid: int = 1) -> tuple[int, int, int, int]:
    """Outwards to whole pixels, or blocks of so many; a pixel at least."""
    width, height = size
    left, top = (floor(e * side / grid) * grid for e, side in zip(edges[:2], size, strict=True))
    right, bottom = (ceil(e * side / grid) * grid for e, side in zip(edges[2:], size, strict=True))
    left, top = min(left, width - 1), min(top, height - 1)
    return left, top, min(max(right, left + 1), width), min(max(bottom, top + 1), height)
