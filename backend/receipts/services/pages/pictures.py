"""Pictures, for steps 1 and 3: how one is opened safely. Pure.

The first bytes choose one decoder, and only that one is tried.
"""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import count
from typing import cast

# TIFF and WebP are imported for their effect: Pillow then need not load its forty other formats.
from PIL import ExifTags, Image, TiffImagePlugin, WebPImagePlugin  # noqa: F401
from pillow_heif import register_heif_opener

from receipts.services.files.kinds import (
    JPEG,
    TIFF,
    WEBP,
    FileKind,
    UnsupportedFileError,
    check_pixels,
    damaged,
)
from receipts.services.files.webp import read_webp
from receipts.services.pages.room import ask_for_room

# Embedded thumbnails stay off: the picture itself has to be decoded to know that it can be.
register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)

# What Pillow's and libheif's decoders raise for a broken file, each seen with damaged files.
# Warning: a program that turns warnings into errors gets a refusal, too, and not a crash.
_DECODER_ERRORS = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
    Warning,
)

Turn = Image.Transpose
# Values of the EXIF tag Orientation (CIPA DC-008, 4.6.5.1.6) and what undoes them.
_TURNS = {
    2: Turn.FLIP_LEFT_RIGHT,
    3: Turn.ROTATE_180,
    4: Turn.FLIP_TOP_BOTTOM,
    5: Turn.TRANSPOSE,
    6: Turn.ROTATE_270,
    7: Turn.TRANSVERSE,
    8: Turn.ROTATE_90,
}
_SIDEWAYS = frozenset(turn for tag, turn in _TURNS.items() if tag >= 5)
_WIDE_MODES = frozenset({"I;16", "I;16L", "I;16B", "I;16N", "I", "F"})


@contextmanager
def open_picture(content: bytes, kind: FileKind, *, max_pixels: int) -> Iterator[Image.Image]:
    """The picture, not yet decoded, within the limit; the caller decodes it inside the block.

    Whatever a decoder raises in the block becomes an UnsupportedFileError.
    """
    if kind is WEBP:  # whose decoder takes its memory when it is opened
        width, height = read_webp(content)
        ask_for_room(kind, pixels=width * height)
    with (
        decoder_errors_explained(kind),
        Image.open(BytesIO(content), formats=(kind.decoder,)) as image,
    ):
        check_pixels(image.size, max_pixels=max_pixels)
        _ask_for_room(image, kind)
        yield image


def walk_frames(
    image: Image.Image, kind: FileKind, *, max_pages: int, max_pixels: int
) -> Iterator[Image.Image]:
    """Every page of a TIFF; of an animation only the first frame, which is what a viewer shows."""
    yield image
    if kind is not TIFF:
        return
    for number in count(1):
        try:
            image.seek(number)
        except EOFError:
            return
        check_page_count(number + 1, max_pages=max_pages)
        check_pixels(image.size, max_pixels=max_pixels)
        _ask_for_room(image, kind)
        yield image


def check_page_count(pages: int, *, max_pages: int) -> None:
    if pages > max_pages:
        raise UnsupportedFileError(
            f"The document has more than {max_pages} pages, the most that one receipt may have.",
            code="too_many_pages",
        )


def shrink_jpeg(image: Image.Image, *, factor: int) -> None:
    """Let libjpeg decode at 1/`factor` (2, 4 or 8) and in grey, which skips most of its work."""
    image.draft("L", (max(1, image.width // factor), max(1, image.height // factor)))


def exif_turn(image: Image.Image) -> Turn | None:
    """What brings a decoded picture upright. None: nothing, also where the EXIF block is damaged.

    Only right after decoding: TIFF turns itself then, and HEIC comes out upright.
    """
    try:
        return _TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    except _DECODER_ERRORS:
        return None


def turned(image: Image.Image, turn: Turn | None) -> Image.Image:
    return image if turn is None else image.transpose(turn)


def turned_size(size: tuple[int, int], turn: Turn | None) -> tuple[int, int]:
    return (size[1], size[0]) if turn in _SIDEWAYS else size


def to_grey(image: Image.Image, *, factor: int = 1) -> Image.Image:
    """Decoded, in grey, on white paper, `factor` times smaller.

    Works in strips, because colours, palettes and transparency need copies of four bytes a pixel:
    only a strip of the picture is ever held twice.
    """
    image.load()
    if image.mode in _WIDE_MODES:
        image = _to_8_bit(image)
    if image.mode == "L" and not image.has_transparency_data:
        return image.reduce(factor) if factor > 1 else image
    width, height = image.size
    grey = Image.new("L", (-(-width // factor), -(-height // factor)))
    step = factor * max(1, 64 // factor)
    for top in range(0, height, step):
        strip = _flatten(image.crop((0, top, width, min(top + step, height))))
        grey.paste(strip.reduce(factor) if factor > 1 else strip, (0, top // factor))
    return grey


@contextmanager
def decoder_errors_explained(kind: FileKind) -> Iterator[None]:
    try:
        yield
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        # Pillow's own limit, far above ours: it looks before `check_pixels` can.
        raise UnsupportedFileError(
            "The picture has far too many pixels to be read.", code="too_many_pixels"
        ) from error
    except _DECODER_ERRORS as error:
        if "memory" in str(error).lower():  # as libheif and Pillow's codecs say it
            raise MemoryError from error
        raise damaged(kind) from error


def _ask_for_room(image: Image.Image, kind: FileKind) -> None:
    if kind is not JPEG or "progressive" in image.info:
        ask_for_room(kind, pixels=image.width * image.height)


def _to_8_bit(image: Image.Image) -> Image.Image:
    """16 bit as it is; 32 bit and float have no fixed white and go from darkest to lightest."""
    if image.mode.startswith("I;16"):
        return image.point(lambda value: value / 257).convert("L")
    low, high = cast("tuple[float, float]", image.getextrema())
    scale = 255 / max(high - low, 1e-9)
    return image.point(lambda value: value * scale - low * scale).convert("L")


def _flatten(image: Image.Image) -> Image.Image:
    if image.has_transparency_data:
        image = image.convert("RGBA").convert("LA")
        paper = Image.new("L", image.size, 255)
        paper.paste(image.getchannel("L"), mask=image.getchannel("A"))
        return paper
    if image.mode in {"CMYK", "YCbCr", "LAB", "HSV"}:
        image = image.convert("RGB")
    return image.convert("L")
