"""Completeness of a decoded JPEG, for steps 1 and 3: is all of it here? Pure.

Decoders forgive a missing end and fill up in silence; somebody's books should not. What its
structure tells is looked at before (`files/jpeg.py`).
"""

import re

from PIL import Image

from receipts.services.files.kinds import JPEG, cut_short

_JPEG_END = b"\xff\xd9"
_JPEG_RESTART = re.compile(rb".*\xff[\xd0-\xd7]", re.DOTALL)
_BLOCK_PIXELS = 8
_MID_GREY = b"\x80"
# Fewer bytes than this may repeat themselves by chance.
_MIN_TAIL_BYTES = 12
_MAX_TAIL_BYTES = 4096
# A flat 16 x 16 pixels in colour is coded in 12 to 32 bits, so it repeats after 32 bytes at most.
_MAX_PERIOD = 32


def check_last_block(grey: Image.Image) -> None:
    """Of a JPEG without its end mark, decoded in grey and eight times smaller: where something is
    missing, the last block is filled in, with exact mid-grey."""
    if grey.getpixel((grey.width - 1, grey.height - 1)) == _MID_GREY[0]:
        raise cut_short(JPEG)


def check_jpeg_picture(content: bytes, grey: Image.Image, *, size: tuple[int, int]) -> None:
    """Finds a baseline JPEG that was cut and given a new end, as repair tools and some cameras do.

    `grey` is the decoded picture, at most eight times smaller than its `size` in the file.
    """
    side = max(1, round(_BLOCK_PIXELS * grey.width / size[0]))
    if not _is_really_grey(content, grey.reduce(side).tobytes()):
        raise cut_short(JPEG)


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
