"""Step 1, one question of `inspection.py`: is all of the file here? Pure.

Decoders forgive a missing end and fill up in silence; somebody's books should not.
"""

import re
from collections.abc import Callable, Sequence

from receipts.services.images.pictures import (
    GIF,
    JPEG,
    PNG,
    FileKind,
    UnsupportedFileError,
)

_PNG_END = b"IEND\xaeB`\x82"
_JPEG_END = b"\xff\xd9"
_SCAN = b"\xda"
_JPEG_RESTART = re.compile(rb".*\xff[\xd0-\xd7]", re.DOTALL)
# A scan's header (ITU-T T.81, B.2.3): mark, length, number of components.
_JPEG_SCAN = re.compile(rb"\xff\xda\x00[\x08\x0a\x0c\x0e]([\x01-\x04])")
_FULL_BLOCK = frozenset(range(64))
_MID_GREY = b"\x80"
# Fewer bytes than this may repeat themselves by chance.
_MIN_TAIL_BYTES = 12
_MAX_TAIL_BYTES = 4096
# A flat 16 x 16 pixels in colour is coded in 12 to 32 bits, so it repeats after 32 bytes at most.
_MAX_PERIOD = 32


def check_end(content: bytes, kind: FileKind) -> None:
    """The mark that the format ends with.

    TIFF has none; WebP, HEIC and BMP say in front how long they are, and their decoders look.
    """
    has_end = _END_CHECKS.get(kind)
    if has_end is not None and not has_end(content):
        raise _cut_short(kind)


def check_jpeg_data(content: bytes, *, components: Sequence[int], blocks: bytes) -> None:
    """Finds a JPEG that was cut and given a new end, as repair tools and some cameras do.

    `components` are the frame's identifiers, `blocks` the mean grey of each block of 8 x 8 pixels,
    which is what decoding at an eighth gives.
    """
    if not (_has_all_scans(content, components) and _is_really_grey(content, blocks)):
        raise _cut_short(JPEG)


def _cut_short(kind: FileKind) -> UnsupportedFileError:
    return UnsupportedFileError(
        f"The {kind.name} file is cut short. Please send the whole file again.", code="truncated"
    )


def _has_all_scans(content: bytes, components: Sequence[int]) -> bool:
    """A progressive JPEG is cut between or inside its scans; each one sharpens the picture.

    All 64 coefficients of all components must have come to their last bit (T.81, annex G).
    """
    missing = {component: set(_FULL_BLOCK) for component in components}
    for scan in _JPEG_SCAN.finditer(content, _start_of_scan(content)):
        count = scan[1][0]
        header = content[scan.end() : scan.end() + 2 * count + 3]
        if len(header) == 2 * count + 3 and header[-1] & 0x0F == 0:
            for component in header[0 : 2 * count : 2]:
                missing.get(component, set()).difference_update(range(header[-3], header[-2] + 1))
    return not any(missing.values())


def _is_really_grey(content: bytes, blocks: bytes) -> bool:
    """libjpeg fills what is missing of a baseline JPEG with exact mid-grey.

    A picture may end in such grey by itself: then its code repeats itself there, at two bits a
    block or more. Picture data where that code should be means that the grey was filled in.
    """
    grey_blocks = len(blocks) - len(blocks.rstrip(_MID_GREY))
    end = content.rfind(_JPEG_END)
    tail = content[max(0, end - min(grey_blocks // 4, _MAX_TAIL_BYTES)) : end - 1]
    tail = _JPEG_RESTART.sub(b"", tail)
    periods = range(1, min(_MAX_PERIOD, len(tail) // 2) + 1)
    repeats = any(tail[period:] == tail[:-period] for period in periods)
    return len(tail) < _MIN_TAIL_BYTES or repeats


def _has_jpeg_end(content: bytes) -> bool:
    return content.rfind(_JPEG_END) > _start_of_scan(content)


def _has_png_end(content: bytes) -> bool:
    return _PNG_END in content


def _has_gif_end(content: bytes) -> bool:
    return content.rstrip(b"\x00").endswith(b";")


def _start_of_scan(content: bytes) -> int:
    """Where a JPEG's own data begins: an embedded preview has scans and an end, too."""
    position = 2
    while (
        content[position : position + 1] == b"\xff"
        and content[position + 1 : position + 2] != _SCAN
    ):
        position += 2 + int.from_bytes(content[position + 2 : position + 4], "big")
    return position


_END_CHECKS: dict[FileKind, Callable[[bytes], bool]] = {
    JPEG: _has_jpeg_end,
    PNG: _has_png_end,
    GIF: _has_gif_end,
}
