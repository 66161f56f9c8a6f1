"""Pictures, for steps 1 and 3: which file the bytes are, and how one is opened safely. Pure.

Nothing here trusts a name or a declared type: the first bytes choose one decoder, and only that one
is tried.
"""

import struct
import threading
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from io import BytesIO
from itertools import count
from typing import Literal, cast

# TIFF and WebP are imported for their effect: Pillow then need not load its forty other formats.
from PIL import ExifTags, Image, TiffImagePlugin, WebPImagePlugin  # noqa: F401

# One picture of more pixels than this at a time: a decoder needs up to 15 bytes for each, and
# parallel uploads must not add up to more memory than a small server has. JPEG is exempt, as it is
# decoded at a fraction of its size; TIFF never is, as its pages differ.
_LARGE_PIXELS = 10_000_000
_large_picture = threading.Lock()

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
    MemoryError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
    Warning,
)

Reason = Literal[
    "empty",
    "too_many_bytes",
    "too_many_pixels",
    "too_many_pages",
    "not_a_picture",
    "truncated",
    "undecodable",
    "password",
    "no_pages",
]
_TOO_LARGE: frozenset[Reason] = frozenset({"too_many_bytes", "too_many_pixels", "too_many_pages"})


class UnsupportedFileError(Exception):
    """The file cannot become a receipt; the message tells the person why, `code` is stable."""

    def __init__(self, message: str, *, code: Reason) -> None:
        super().__init__(message)
        self.code: Reason = code

    @property
    def kind(self) -> Literal["too_large", "unsupported"]:
        return "too_large" if self.code in _TOO_LARGE else "unsupported"


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


@dataclass(frozen=True, kw_only=True)
class FileKind:
    """`extension` has no dot; `decoder` is Pillow's name of the format, a PDF has none."""

    mime_type: str
    extension: str
    name: str
    decoder: str = ""


JPEG = FileKind(mime_type="image/jpeg", extension="jpg", name="JPEG", decoder="JPEG")
PNG = FileKind(mime_type="image/png", extension="png", name="PNG", decoder="PNG")
GIF = FileKind(mime_type="image/gif", extension="gif", name="GIF", decoder="GIF")
BMP = FileKind(mime_type="image/bmp", extension="bmp", name="BMP", decoder="BMP")
TIFF = FileKind(mime_type="image/tiff", extension="tiff", name="TIFF", decoder="TIFF")
WEBP = FileKind(mime_type="image/webp", extension="webp", name="WebP", decoder="WEBP")
HEIC = FileKind(mime_type="image/heic", extension="heic", name="HEIC", decoder="HEIF")
PDF = FileKind(mime_type="application/pdf", extension="pdf", name="PDF")

_SIGNATURES: tuple[tuple[bytes, FileKind], ...] = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"BM", BMP),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"II+\x00", TIFF),  # BigTIFF
    (b"MM\x00+", TIFF),
    (b"%PDF-", PDF),
)
# ISO/IEC 23008-12, annexes B and D: major brands of files that hold HEVC pictures.
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})


def detect_kind(content: bytes) -> FileKind | None:
    """What the first bytes say. None: not one of the eight kinds that are accepted."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    if content[4:8] == b"ftyp" and content[8:12] in _HEIF_BRANDS:
        return HEIC
    return next((kind for start, kind in _SIGNATURES if content.startswith(start)), None)


@contextmanager
def open_picture(content: bytes, kind: FileKind, *, max_pixels: int) -> Iterator[Image.Image]:
    """The picture, not yet decoded, within the limit; the caller decodes it inside the block.

    Whatever a decoder raises in the block becomes an UnsupportedFileError.
    """
    if kind is HEIC:
        _register_heif()
    with (
        decoder_errors_explained(kind),
        Image.open(BytesIO(content), formats=(kind.decoder,)) as image,
    ):
        check_pixels(image.size, max_pixels=max_pixels)
        with _turn_of(image, kind):
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
        yield image


def check_pixels(size: tuple[float, float], *, max_pixels: int) -> None:
    if size[0] * size[1] > max_pixels:
        raise UnsupportedFileError(
            f"The picture has {size[0] * size[1] / 1e6:.0f} megapixels; "
            f"at most {max_pixels / 1e6:g} can be read.",
            code="too_many_pixels",
        )


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
        raise UnsupportedFileError(
            f"The file begins like a {kind.name} file, but it is damaged or cut short.",
            code="undecodable",
        ) from error


def _turn_of(image: Image.Image, kind: FileKind) -> AbstractContextManager[object]:
    is_large = image.width * image.height > _LARGE_PIXELS
    return _large_picture if kind is TIFF or (is_large and kind is not JPEG) else nullcontext()


def _register_heif() -> None:
    from pillow_heif import register_heif_opener  # noqa: PLC0415 - 70 ms, rarely needed

    # Embedded thumbnails stay off: the picture itself has to be decoded to know that it can be.
    register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)


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
