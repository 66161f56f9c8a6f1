"""Frames of pictures that are made of an original, as a client may ask for them. Pure."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Literal

PictureFormat = Literal["jpeg", "webp", "avif"]
# By the ending of the file's name.
SUFFIXES: dict[PictureFormat, str] = {"jpeg": "jpg", "webp": "webp", "avif": "avif"}

# A till prints about 40 characters a line; three eighths of 2048 are 768 pixels, 19 for each, and a
# reader wants 10. Slimmer receipts keep that width and become longer than `max_side` instead, up to
# four times as long.
_MIN_WIDTH_SHARE = 3 / 8
_MAX_STRETCH = 4
# A page to look at beside its evidence. Slim ones are 600 wide, as `readable_scale` says.
PAGE_SIDE = 1600
# PDF pages are drawn as an office scanner would scan them, and smaller if less is wanted.
PDF_DOTS_PER_POINT = 300 / 72


def readable_scale(size: tuple[float, float], *, max_side: int) -> float:
    """What makes a page as large as it is read well."""
    shortest, longest = sorted(size)
    readable = min(_MIN_WIDTH_SHARE / shortest, _MAX_STRETCH / longest)
    return max_side * max(1 / longest, readable)


def rounded(size: tuple[float, float]) -> tuple[int, int]:
    return max(1, round(size[0])), max(1, round(size[1]))


@dataclass(frozen=True, kw_only=True)
class Frame:
    """`is_filled`: the picture covers the frame, and what sticks out at the sides and at the foot
    is cut off, since the head of a receipt says whose it is. Else it lies within the frame."""

    width: int
    height: int
    is_filled: bool

    def scale_for(self, size: tuple[float, float]) -> float:
        scales = self.width / size[0], self.height / size[1]
        return max(scales) if self.is_filled else min(scales)


@dataclass(frozen=True, kw_only=True)
class PageFrame:
    """`most`: pixels for each unit of the original's size. Nothing is enlarged beyond it."""

    most: float

    def scale_for(self, size: tuple[float, float]) -> float:
        return min(self.most, readable_scale(size, max_side=PAGE_SIDE))

    def size_in(self, size: tuple[int, int]) -> tuple[int, int]:
        scale = self.scale_for(size)
        return rounded((size[0] * scale, size[1] * scale))


# Whatever the size of the original, a client can lay out `display` before it has loaded: it is 800
# wide. Only what is more than ten times as high as wide is narrower, so that one hostile strip of
# 10 x 1000000 pixels does not become 800 x 80000000.
FRAMES: dict[str, Frame] = {
    "display": Frame(width=800, height=8000, is_filled=False),
    "thumbnail": Frame(width=300, height=200, is_filled=True),
}
PICTURE_PAGE, PDF_PAGE = PageFrame(most=1.0), PageFrame(most=PDF_DOTS_PER_POINT)
_PAGE = re.compile(r"page-([0-9]{1,4})")


@cache
def offered_formats() -> tuple[PictureFormat, ...]:
    """What a client may ask for instead of JPEG; the first is preferred, since AVIF is hardly
    smaller and takes longer. A Pillow may have been built without AVIF."""
    return ("webp", "avif") if find_spec("PIL._avif") else ("webp",)


def page_variant(number: int) -> str:
    """The name of the picture of a page of a file, from 0."""
    return f"page-{number}"


def page_of(variant: str) -> int | None:
    """None: it is not the picture of a page."""
    found = _PAGE.fullmatch(variant)
    return int(found[1]) if found else None


def is_picture(variant: str) -> bool:
    return variant in FRAMES or page_of(variant) is not None


def format_of(picture: bytes) -> PictureFormat | None:
    """Of a picture that was made here, by its first bytes."""
    if picture.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if picture[:4] == b"RIFF" and picture[8:12] == b"WEBP":
        return "webp"
    return "avif" if picture[4:12] == b"ftypavif" else None
