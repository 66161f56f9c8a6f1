"""Previews of a stored original: the first page, small, or any page to look at beside its evidence;
upright as a reader gets it, in colour. Pure.

The local storage renders them here; Cloudinary is asked for the same frames.
"""

from dataclasses import asdict, dataclass
from io import BytesIO
from itertools import islice
from math import ceil, sqrt
from typing import Any

from PIL import Image

from receipts.services.einvoices.invoice import invoice_of
from receipts.services.files.frames import (
    FRAMES,
    PDF_PAGE,
    PICTURE_PAGE,
    Frame,
    PageFrame,
    PictureFormat,
    page_of,
    rounded,
)
from receipts.services.files.kinds import (
    JPEG,
    PDF,
    XML,
    FileKind,
    UnsupportedFileError,
    known_kind,
)
from receipts.services.pages.einvoices.drawing import draw_invoice
from receipts.services.pages.einvoices.reading import read_invoice
from receipts.services.pages.pdf.pdf_pages import open_pdf
from receipts.services.pages.pictures import (
    Picture,
    camera_turn,
    on_white,
    open_picture,
    to_grey,
    turned,
    turned_size,
    walk_frames,
)

type AnyFrame = Frame | PageFrame

# Of twelve labelled receipts, 800 wide, where a JPEG at 80 has 125 kB, 41.1 dB and takes 3 ms: WebP
# by method 2 has 77 kB, 39.8 dB in 36 ms, by method 4 74 kB, 40.2 dB in 84 ms; AVIF at speed 9 has
# 75 kB, 40.2 dB in 59 ms, at speed 8 71 kB in 208 ms.
_ENCODING: dict[PictureFormat, dict[str, Any]] = {
    "jpeg": {"quality": 80},
    "webp": {"quality": 80, "method": 2},
    "avif": {"quality": 65, "speed": 9, "max_threads": 1},
}
# Of more, WebP and AVIF take memory and seconds as a long receipt is not worth: it comes as JPEG.
_MOST_PIXELS_PACKED = 3_000_000
# Of a larger picture not twice as much is decoded as is wanted, if that takes long strips of it.
_ORDINARY_PIXELS = 25_000_000
_MOST_PIXELS_IN_COLOUR = 6_000_000
# Less than twice is enough if more would double what is decoded: 3024 pixels at a half for 800.
_GOOD_ENOUGH = 0.9


@dataclass(frozen=True, kw_only=True)
class Limits:
    max_pixels: int
    max_pages: int


def render_preview(
    content: bytes,
    *,
    preview: str,
    picture_format: PictureFormat = "jpeg",
    max_pixels: int,
    max_pages: int,
) -> bytes:
    """Without metadata; a large one is a JPEG in any case. Raises UnsupportedFileError and nothing
    else."""
    kind, number = known_kind(content), page_of(preview)
    frame = FRAMES[preview] if number is None else PDF_PAGE if kind is PDF else PICTURE_PAGE
    draw = _DRAWERS.get(kind, _shrink_picture)
    limits = Limits(max_pixels=max_pixels, max_pages=max_pages)
    page = draw(content, kind, frame, number or 0, limits)
    if isinstance(frame, Frame) and frame.is_filled:
        left = (page.width - frame.width) // 2
        page = page.crop((left, 0, left + frame.width, frame.height))
    is_large = page.width * page.height > _MOST_PIXELS_PACKED
    return _encode(page, "jpeg" if is_large else picture_format)


def _encode(page: Image.Image, picture_format: PictureFormat) -> bytes:
    buffer = BytesIO()
    page.save(buffer, picture_format, **_ENCODING[picture_format])
    return buffer.getvalue()


def _draw_pdf(
    content: bytes, _: FileKind, frame: AnyFrame, number: int, limits: Limits
) -> Image.Image:
    with open_pdf(content, max_pixels=limits.max_pixels) as pages:
        if number >= len(pages):
            raise _no_such_page(number)
        size: tuple[float, float] = pages.size_of(number)
        if isinstance(frame, PageFrame):  # of which the size is told before it is drawn
            size = rounded(size)
        page = pages.draw(number, scale=frame.scale_for(size))
    return page.resize(_size_in(frame, size), Image.Resampling.LANCZOS)


def _draw_einvoice(
    content: bytes, _: FileKind, frame: AnyFrame, number: int, limits: Limits
) -> Image.Image:
    pages = draw_invoice(invoice_of(read_invoice(content)), max_pages=limits.max_pages).pages
    if number >= len(pages):
        raise _no_such_page(number)
    page = pages[number]
    return page.resize(_size_in(frame, page.size), Image.Resampling.LANCZOS)


_DRAWERS = {PDF: _draw_pdf, XML: _draw_einvoice}


def _shrink_picture(
    content: bytes, kind: FileKind, frame: AnyFrame, number: int, limits: Limits
) -> Image.Image:
    with open_picture(content, kind, max_pixels=limits.max_pixels) as picture:
        frames = walk_frames(picture, kind, **asdict(limits))
        found = next(islice(frames, number, None), None)
        if found is None:
            raise _no_such_page(number)
        return _shrink(found, kind, frame)


def _shrink(picture: Picture, kind: FileKind, frame: AnyFrame) -> Image.Image:
    """To be called where the picture is open."""
    if kind is JPEG and isinstance(picture, Image.Image):
        whole = picture.size
        _decode_less(picture, frame)
    else:
        whole = None
    picture.load()
    turn = camera_turn(picture)
    frame_size = _size_in(frame, turned_size(whole or picture.size, turn))
    size = turned_size(frame_size, turn)
    colour = _in_colour(picture, factor=_factor(picture.size, frame, wanted=size[0]))
    return turned(colour.resize(size, Image.Resampling.LANCZOS), turn)


def _no_such_page(number: int) -> UnsupportedFileError:
    return UnsupportedFileError(f"It has no page {number + 1}.", code="no_pages")


def _size_in(frame: AnyFrame, size: tuple[float, float]) -> tuple[int, int]:
    scale = frame.scale_for(size)
    width, height = (max(1, round(side * scale)) for side in size)
    if isinstance(frame, Frame) and frame.is_filled:  # rounding must leave no uncovered edge
        return max(width, frame.width), max(height, frame.height)
    return width, height


def _factor(size: tuple[int, int], frame: AnyFrame, *, wanted: int) -> int:
    """Twice as wide as it is wanted is enough to scale well; a page is so large that what is held
    beside the picture counts sooner."""
    factor, pixels = size[0] // (2 * wanted), size[0] * size[1]
    if pixels > (_ORDINARY_PIXELS if isinstance(frame, Frame) else _MOST_PIXELS_IN_COLOUR):
        factor = max(factor, min(ceil(sqrt(pixels / _MOST_PIXELS_IN_COLOUR)), size[0] // wanted))
    return max(1, factor)


def _decode_less(picture: Image.Image, frame: AnyFrame) -> None:
    """libjpeg skips what a small picture does not need: lying or standing, about twice as much."""
    width, height = picture.size
    scale = 2 * max(frame.scale_for((width, height)), frame.scale_for((height, width)))
    if 4 * width * height * scale**2 > _ORDINARY_PIXELS:  # as much as may come of it
        scale /= 2
    else:
        scale *= _GOOD_ENOUGH
    if scale < 1:
        picture.draft(None, (int(width * scale) + 1, int(height * scale) + 1))


def _in_colour(picture: Picture, *, factor: int) -> Image.Image:
    """On white paper, `factor` times smaller. In strips, as `to_grey` and for its reason."""
    if factor == 1 and isinstance(picture, Image.Image) and _is_plain(picture):
        return picture
    if picture.mode.startswith(("I", "F")):  # 16 and 32 bits a pixel, which are grey
        return to_grey(picture, factor=factor).convert("RGB")
    width, height = picture.size
    colour = Image.new("RGB", (-(-width // factor), -(-height // factor)))
    step = 64 * factor
    for top in range(0, height, step):
        strip = on_white(picture.crop((0, top, width, min(top + step, height))))
        colour.paste(strip.reduce(factor) if factor > 1 else strip, (0, top // factor))
    return colour


def _is_plain(picture: Image.Image) -> bool:
    return picture.mode == "RGB" and not picture.has_transparency_data
