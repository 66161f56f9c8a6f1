"""Previews of a stored original: the first page, upright, in colour, as JPEG. Pure.

The local storage renders them here; Cloudinary is asked for the same frames.
"""

from io import BytesIO
from math import ceil, sqrt

from PIL import Image

from receipts.services.files.frames import FRAMES, Frame, PreviewName
from receipts.services.files.kinds import JPEG, PDF, FileKind, known_kind
from receipts.services.pages.pdf_pages import open_pdf
from receipts.services.pages.pictures import (
    Picture,
    camera_turn,
    open_picture,
    to_grey,
    turned,
    turned_size,
)

_JPEG_QUALITY = 80
# Of a larger picture not twice as much is decoded as is wanted, if that takes long strips of it.
_ORDINARY_PIXELS = 25_000_000
_MOST_PIXELS_IN_COLOUR = 6_000_000


def render_preview(
    content: bytes, *, preview: PreviewName, max_pixels: int, max_pages: int
) -> bytes:
    """JPEG without metadata. Raises UnsupportedFileError and nothing else."""
    frame = FRAMES[preview]
    kind = known_kind(content)
    if kind is PDF:
        page = _draw_pdf(content, frame, max_pixels=max_pixels, max_pages=max_pages)
    else:
        page = _shrink_picture(content, kind, frame, max_pixels=max_pixels)
    if frame.is_filled:
        left = (page.width - frame.width) // 2
        page = page.crop((left, 0, left + frame.width, frame.height))
    buffer = BytesIO()
    page.save(buffer, "JPEG", quality=_JPEG_QUALITY)
    return buffer.getvalue()


def _draw_pdf(content: bytes, frame: Frame, *, max_pixels: int, max_pages: int) -> Image.Image:
    with open_pdf(content, max_pages=max_pages, max_pixels=max_pixels) as pages:
        size = pages.size_of(0)
        page = pages.draw(0, scale=frame.scale_for(size))
    return page.resize(_size_in(frame, size), Image.Resampling.LANCZOS)


def _shrink_picture(
    content: bytes, kind: FileKind, frame: Frame, *, max_pixels: int
) -> Image.Image:
    with open_picture(content, kind, max_pixels=max_pixels) as picture:
        if kind is JPEG and isinstance(picture, Image.Image):
            _decode_less(picture, frame)
        picture.load()
        turn = camera_turn(picture)
        frame_size = _size_in(frame, turned_size(picture.size, turn))
        size = turned_size(frame_size, turn)
        colour = _in_colour(picture, factor=_factor(picture.size, wanted=size[0]))
        return turned(colour.resize(size, Image.Resampling.LANCZOS), turn)


def _size_in(frame: Frame, size: tuple[float, float]) -> tuple[int, int]:
    scale = frame.scale_for(size)
    width, height = (max(1, round(side * scale)) for side in size)
    if frame.is_filled:  # rounding must not leave an uncovered edge
        return max(width, frame.width), max(height, frame.height)
    return width, height


def _factor(size: tuple[int, int], *, wanted: int) -> int:
    """Twice as wide as it is wanted is enough to scale well."""
    factor, pixels = size[0] // (2 * wanted), size[0] * size[1]
    if pixels > _ORDINARY_PIXELS:
        factor = max(factor, min(ceil(sqrt(pixels / _MOST_PIXELS_IN_COLOUR)), size[0] // wanted))
    return max(1, factor)


def _decode_less(picture: Image.Image, frame: Frame) -> None:
    """libjpeg skips what a small picture does not need; lying or standing, twice what it does."""
    width, height = picture.size
    scale = 2 * max(frame.scale_for((width, height)), frame.scale_for((height, width)))
    if 4 * width * height * scale**2 > _ORDINARY_PIXELS:  # as much as may come of it
        scale /= 2
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
        strip = _on_white(picture.crop((0, top, width, min(top + step, height))))
        colour.paste(strip.reduce(factor) if factor > 1 else strip, (0, top // factor))
    return colour


def _is_plain(picture: Image.Image) -> bool:
    return picture.mode == "RGB" and not picture.has_transparency_data


def _on_white(strip: Image.Image) -> Image.Image:
    if not strip.has_transparency_data:
        return strip.convert("RGB")
    strip = strip.convert("RGBA")
    paper = Image.new("RGB", strip.size, "white")
    paper.paste(strip, mask=strip.getchannel("A"))
    return paper
