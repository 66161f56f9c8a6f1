"""Completeness of a file, for steps 1 and 3: is all of it here? Pure.

Decoders forgive a missing end and fill up in silence; somebody's books should not.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PIL import Image

from receipts.services.pages.pictures import (
    GIF,
    JPEG,
    PNG,
    FileKind,
    UnsupportedFileError,
)

_PNG_END = b"IEND\xaeB`\x82"
_JPEG_END = b"\xff\xd9"
_END, _SCAN = 0xD9, 0xDA
# What may stand between two scans (ITU-T T.81, B.2.4): tables, restarts, comments, a line count.
_BETWEEN_SCANS = frozenset({0xC4, 0xDB, _SCAN, 0xDC, 0xDD, 0xFE, *range(0xE0, 0xF0)})
# Coded data holds no mark but restarts, and 255 only before a zero (T.81, B.1.1.5). A pattern that
# begins with a plain byte is looked for ten times as fast as one that begins with `\xff+`.
_JPEG_MARK = re.compile(rb"\xff([^\x00\xd0-\xd7\xff])")
_JPEG_RESTART = re.compile(rb".*\xff[\xd0-\xd7]", re.DOTALL)
_FULL_BLOCK = frozenset(range(64))
_BLOCK_PIXELS = 8
_MID_GREY = b"\x80"
# Fewer bytes than this may repeat themselves by chance.
_MIN_TAIL_BYTES = 12
_MAX_TAIL_BYTES = 4096
# A flat 16 x 16 pixels in colour is coded in 12 to 32 bits, so it repeats after 32 bytes at most.
_MAX_PERIOD = 32


@dataclass(frozen=True)
class _Segment:
    """One piece of a JPEG from its first scan on. `header`: what follows the two length bytes."""

    mark: int
    header: bytes


def check_end(content: bytes, kind: FileKind) -> None:
    """The mark that the format ends with.

    TIFF has none; WebP, HEIC and BMP say in front how long they are, and their decoders look; a
    JPEG is asked for more than its end (`check_jpeg_structure`).
    """
    has_end = _END_CHECKS.get(kind)
    if has_end is not None and not has_end(content):
        raise _cut_short(kind)


def check_jpeg_structure(content: bytes, *, components: Sequence[int]) -> None:
    """From the first scan to the end mark: only what may stand there, and all scans.

    A progressive JPEG is cut between or inside its scans; each one sharpens the picture. All 64
    coefficients of all components must have come to their last bit (T.81, annex G). `components`
    are the frame's identifiers.
    """
    missing = {component: set(_FULL_BLOCK) for component in components}
    for segment in _segments(content):
        if segment.mark == _SCAN:
            _strike_out(segment.header, missing)
    if any(missing.values()):
        raise _cut_short(JPEG)


def check_jpeg_picture(content: bytes, grey: Image.Image, *, size: tuple[int, int]) -> None:
    """Finds a baseline JPEG that was cut and given a new end, as repair tools and some cameras do.

    `grey` is the decoded picture, at most eight times smaller than its `size` in the file.
    """
    side = max(1, round(_BLOCK_PIXELS * grey.width / size[0]))
    if not _is_really_grey(content, grey.reduce(side).tobytes()):
        raise _cut_short(JPEG)


def jpeg_sample(content: bytes, *, max_bytes: int) -> bytes:
    """A JPEG that ends inside the first scan after that many bytes of it, if it does not before."""
    start = _start_of_scan(content)
    mark = _JPEG_MARK.search(content, start + 2, start + max_bytes)
    return content[: mark.start() if mark else start + max_bytes] + _JPEG_END


def _cut_short(kind: FileKind) -> UnsupportedFileError:
    return UnsupportedFileError(
        f"The {kind.name} file is cut short. Please send the whole file again.", code="truncated"
    )


def _start_of_scan(content: bytes) -> int:
    """Where a JPEG's own data begins: an embedded preview has scans and an end, too."""
    position = 2
    while (
        content[position : position + 1] == b"\xff"
        and content[position + 1 : position + 2] != b"\xda"
    ):
        position += 2 + int.from_bytes(content[position + 2 : position + 4], "big")
    return position


def _segments(content: bytes) -> Iterator[_Segment]:
    """Raises where something stands that may not, and where the end mark is missing."""
    position = _start_of_scan(content)
    while found := _JPEG_MARK.search(content, position):
        mark = found[1][0]
        if mark == _END:
            return
        if mark not in _BETWEEN_SCANS:
            raise UnsupportedFileError("The JPEG file is damaged.", code="undecodable")
        position = found.end() + int.from_bytes(content[found.end() : found.end() + 2], "big")
        yield _Segment(mark, content[found.end() + 2 : position])
    raise _cut_short(JPEG)


def _strike_out(header: bytes, missing: dict[int, set[int]]) -> None:
    """What a scan brings to its last bit is no longer missing (T.81, B.2.3): a count, two bytes a
    component, the first and the last coefficient, and the bits that are still to come."""
    if len(header) < 4 or header[-1] & 0x0F:
        return
    for component in header[1:-3:2]:
        missing.get(component, set()).difference_update(range(header[-3], header[-2] + 1))


def _is_really_grey(content: bytes, blocks: bytes) -> bool:
    """libjpeg fills what is missing of a baseline JPEG with exact mid-grey.

    A picture may end in such grey by itself: then its code repeats itself there, at two bits a
    block or more. Picture data where that code should be means that the grey was filled in.
    `blocks` is the mean grey of each block of 8 x 8 pixels.
    """
    grey_blocks = len(blocks) - len(blocks.rstrip(_MID_GREY))
    end = content.rfind(_JPEG_END)
    tail = content[max(0, end - min(grey_blocks // 4, _MAX_TAIL_BYTES)) : end - 1]
    tail = _JPEG_RESTART.sub(b"", tail)
    periods = range(1, min(_MAX_PERIOD, len(tail) // 2) + 1)
    repeats = any(tail[period:] == tail[:-period] for period in periods)
    return len(tail) < _MIN_TAIL_BYTES or repeats


def _has_png_end(content: bytes) -> bool:
    return _PNG_END in content


def _has_gif_end(content: bytes) -> bool:
    return content.rstrip(b"\x00").endswith(b";")


_END_CHECKS: dict[FileKind, Callable[[bytes], bool]] = {
    PNG: _has_png_end,
    GIF: _has_gif_end,
}
