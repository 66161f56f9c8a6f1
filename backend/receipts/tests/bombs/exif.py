"""Directories of tags (TIFF 6.0, section 2), as they stand in EXIF blocks and in TIFF files."""

import struct

# A JPEG's segment has two bytes for its length, and EXIF's name takes six.
LARGEST_SEGMENT = 65_533 - 6
HEADER = b"II*\0"
BYTE, ASCII, SHORT, LONG, UNDEFINED = 1, 2, 3, 4, 7
# The tags that lead to further directories.
_EXIF, _GPS, _INTEROPERABILITY = 0x8769, 0x8825, 0xA005


def tag(number, kind, count, value):
    return struct.pack("<HHII", number, kind, count, value)


def directory(tags, *, following=0):
    return struct.pack("<H", len(tags)) + b"".join(tags) + struct.pack("<I", following)


def exif_of_tags(count, *, size):
    """So many tags, each of which says that so many bytes of the block are its own."""
    tags = [tag(1000 + number, UNDEFINED, size, 8) for number in range(count)]
    return HEADER + struct.pack("<I", 8) + directory(tags)


def exif_loop(length):
    """Directories that lead to one another in a circle, by every tag that leads anywhere."""
    step = len(directory([bytes(12)] * 3))
    starts = [8 + step * number for number in range(length)]
    blocks = [
        directory(
            [tag(number, LONG, 1, start) for number in (_EXIF, _GPS, _INTEROPERABILITY)],
            following=start,
        )
        for start in [*starts[1:], starts[0]]
    ]
    return HEADER + struct.pack("<I", 8) + b"".join(blocks)
