"""Pictures, for steps 1 and 3: how one is opened safely. Pure.

The first bytes choose one decoder, and only that one is tried.
"""

import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import count
from typing import cast

# WebP is imported for its effect, and TIFF too: Pillow then need not load its forty other formats.
from PIL import ExifTags, Image, TiffImagePlugin, WebPImagePlugin  # noqa: F401

from receipts.services.files.jpeg import with_end
from receipts.services.files.kinds import (
    HEIC,
    JPEG,
    TIFF,
    WEBP,
    FileKind,
    check_page_count,
    check_pixels,
    damaged,
)
from receipts.services.files.memory import memory_need, picture_need
from receipts.services.files.orientation import xmp_orientation
from receipts.services.files.webp import read_webp
from receipts.services.pages.heif import HeifPicture
from receipts.services.pages.room import ask_for_room

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
    Warning,
)

type Picture = Image.Image | HeifPicture
# Left, top, right and bottom, as shares of the width and the height.
type Edges = tuple[float, float, float, float]

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
_ORIENTATIONS = {turn: tag for tag, turn in _TURNS.items()}
# Where a point of the upright picture was before.
_BACK: dict[Turn, Callable[[float, float], tuple[float, float]]] = {
    Turn.FLIP_LEFT_RIGHT: lambda x, y: (1 - x, y),
    Turn.ROTATE_180: lambda x, y: (1 - x, 1 - y),
    Turn.FLIP_TOP_BOTTOM: lambda x, y: (x, 1 - y),
    Turn.TRANSPOSE: lambda x, y: (y, x),
    Turn.ROTATE_270: lambda x, y: (y, 1 - x),
    Turn.TRANSVERSE: lambda x, y: (1 - y, 1 - x),
    Turn.ROTATE_90: lambda x, y: (1 - y, x),
}
_SIDEWAYS = frozenset(turn for tag, turn in _TURNS.items() if tag >= 5)
_WIDE_MODES = frozenset({"I;16", "I;16L", "I;16B", "I;16N", "I", "F"})
_NARROW_MODES = frozenset({"1", "L", "P"})
_ROWS_PER_STRIP = 278  # TIFF 6.0, section 3
# At least so many in a picture are small beside it.
_STRIPS = 32
_GREY_BYTES_A_PIXEL = 0.4
_TiffPicture = TiffImagePlugin.TiffImageFile


@contextmanager
def open_picture(content: bytes, kind: FileKind, *, max_pixels: int) -> Iterator[Picture]:
    """The picture, not yet decoded, within the limit; the caller decodes it inside the block.

    Whatever a decoder raises in the block becomes an UnsupportedFileError.
    """
    if kind is WEBP:  # whose decoder takes its memory when it is opened
        _check_room(content, kind, read_webp(content), max_pixels=max_pixels)
    with decoder_errors_explained(kind):
        if kind is HEIC:
            heif = HeifPicture(content)
            _check_room(content, kind, heif.size, max_pixels=max_pixels)
            yield heif
            return
        whole = with_end(content) if kind is JPEG else content
        with Image.open(BytesIO(whole), formats=(kind.decoder,)) as image:
            if kind is TIFF:
                _check_frame(image, len(content), max_pixels=max_pixels)
            else:
                _check_room(content, kind, image.size, max_pixels=max_pixels)
            yield image


def _check_room(content: bytes, kind: FileKind, size: tuple[int, int], *, max_pixels: int) -> None:
    check_pixels(size, max_pixels=max_pixels)
    if need := picture_need(content, kind, size):
        ask_for_room(need)


def _check_frame(image: Image.Image, file_bytes: int = 0, *, max_pixels: int) -> None:
    """Of a TIFF, whose frames may each be of another kind of pixels."""
    check_pixels(image.size, max_pixels=max_pixels)
    pixels = image.width * image.height
    need = memory_need(
        TIFF, pixels=pixels, bytes_a_pixel=_tiff_bytes_a_pixel(image), file_bytes=file_bytes
    )
    ask_for_room(need)


def _tiff_bytes_a_pixel(image: Image.Image) -> float:
    """The picture, a strip beside it, which may be all of it, and the grey that is made of it."""
    held = 1 if image.mode in _NARROW_MODES else 4
    rows = image.tag_v2.get(_ROWS_PER_STRIP) if isinstance(image, _TiffPicture) else None
    is_in_strips = isinstance(rows, int) and 0 < rows <= image.height // _STRIPS
    # Turned, it is held twice as well.
    is_upright = image.getexif().get(ExifTags.Base.Orientation, 1) == 1
    return held * (1 + 1 / _STRIPS if is_in_strips and is_upright else 2) + _GREY_BYTES_A_PIXEL


def walk_frames(
    image: Picture, kind: FileKind, *, max_pages: int, max_pixels: int
) -> Iterator[Picture]:
    """Every page of a TIFF; of an animation only the first frame, which is what a viewer shows."""
    yield image
    if kind is not TIFF or isinstance(image, HeifPicture):
        return
    for number in count(1):
        try:
            image.seek(number)
        except EOFError:
            return
        check_page_count(number + 1, max_pages=max_pages)
        _check_frame(image, max_pixels=max_pixels)
        yield image


def shrink_jpeg(image: Image.Image, *, factor: int) -> None:
    """Let libjpeg decode at 1/`factor` (2, 4 or 8) and in grey, which skips most of its work."""
    image.draft("L", (max(1, image.width // factor), max(1, image.height // factor)))


def camera_turn(image: Picture) -> Turn | None:
    """What brings a decoded picture upright, by EXIF or else by XMP. None: nothing, also where the
    EXIF block is damaged.

    Only right after decoding: TIFF has turned itself then, and HEIC comes out upright.
    """
    if isinstance(image, HeifPicture | _TiffPicture):
        return None
    try:
        said = image.getexif().get(ExifTags.Base.Orientation)
    except _DECODER_ERRORS:
        return None
    return _TURNS.get(xmp_orientation(image.info.get("xmp", b"")) if said is None else said)


def turned(image: Image.Image, turn: Turn | None) -> Image.Image:
    return image if turn is None else image.transpose(turn)


def turned_size(size: tuple[int, int], turn: Turn | None) -> tuple[int, int]:
    return (size[1], size[0]) if turn in _SIDEWAYS else size


def orientation_of(turn: Turn | None) -> int:
    """As EXIF names what needs this turn."""
    return 1 if turn is None else _ORIENTATIONS[turn]


def turned_back(edges: Edges, turn: Turn | None) -> Edges:
    """Of a place on the upright picture, where it is before the turn."""
    if turn is None:
        return edges
    (x0, y0), (x1, y1) = _BACK[turn](*edges[:2]), _BACK[turn](*edges[2:])
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def on_white(picture: Image.Image) -> Image.Image:
    """In colour; what is transparent shows white paper."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    picture = picture.convert("RGBA")
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


def to_grey(image: Picture, *, factor: int = 1) -> Image.Image:
    """Decoded, in grey, on white paper, `factor` times smaller.

    Works in strips, because colours, palettes and transparency need copies of four bytes a pixel:
    only a strip of the picture is ever held twice.
    """
    image.load()
    if image.mode == "L" and isinstance(image, Image.Image) and not image.has_transparency_data:
        return image.reduce(factor) if factor > 1 else image
    flatten = _to_8_bit(image)
    width, height = image.size
    grey = Image.new("L", (-(-width // factor), -(-height // factor)))
    step = factor * max(1, 64 // factor)
    for top in range(0, height, step):
        strip = flatten(image.crop((0, top, width, min(top + step, height))))
        grey.paste(strip.reduce(factor) if factor > 1 else strip, (0, top // factor))
    return grey


@contextmanager
def decoder_errors_explained(kind: FileKind) -> Iterator[None]:
    try:
        yield
    except _DECODER_ERRORS as error:
        if "memory" in str(error).lower():  # as libheif and Pillow's codecs say it
            raise MemoryError from error
        raise damaged(kind) from error


def _to_8_bit(image: Picture) -> Callable[[Image.Image], Image.Image]:
    """What makes its strips grey. 16 bit stay as they are; 32 bit and float have no fixed white and
    go from darkest to lightest."""
    if isinstance(image, HeifPicture) or image.mode not in _WIDE_MODES:
        return _flatten
    if image.mode.startswith("I;16"):
        return lambda strip: strip.point(lambda value: value / 257).convert("L")
    low, high = cast("tuple[float, float]", image.getextrema())
    scale = 255 / max(high - low, 1e-9)
    return lambda strip: strip.point(lambda value: value * scale - low * scale).convert("L")


def _flatten(image: Image.Image) -> Image.Image:
    if image.has_transparency_data:
        image = image.convert("RGBA").convert("LA")
        paper = Image.new("L", image.size, 255)
        paper.paste(image.getchannel("L"), mask=image.getchannel("A"))
        return paper
    if image.mode in {"CMYK", "YCbCr", "LAB", "HSV"}:
        image = image.convert("RGB")
    return image.convert("L")
