"""PNGs (ISO/IEC 15948): long strips, large areas, and what stands beside the picture."""

import struct
import zlib

from receipts.tests.bombs.bomb import Kind
from receipts.tests.bombs.exif import exif_loop, exif_of_tags
from receipts.tests.bombs.packing import MIB, deflated_zeros

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_GREY, _COLOUR_ALPHA = 0, 6


def chunk(name, data):
    checksum = zlib.crc32(name + data)
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", checksum)


def black_png(width, height, *, depth=8, colour=_GREY, interlaced=0, before=b"", after=b""):
    """Further chunks stand before and after the picture."""
    samples = 4 if colour == _COLOUR_ALPHA else 1
    row = 1 + -(-width * samples * depth // 8)
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)
    return (
        _SIGNATURE
        + chunk(b"IHDR", header)
        + before
        # Interlaced, it has up to two more bytes for each row (the filters of each pass).
        + chunk(b"IDAT", deflated_zeros((row + 2 * interlaced) * height))
        + after
        + chunk(b"IEND", b"")
    )


def high_strip(height):
    return black_png(1, height)


def wide_strip(width):
    return black_png(width, 1)


def large_area(side):
    """Eight bytes a pixel."""
    return black_png(side, side, depth=16, colour=_COLOUR_ALPHA)


def interlaced(side):
    return black_png(side, side, depth=16, colour=_COLOUR_ALPHA, interlaced=1)


def packed_text(size):
    return black_png(64, 64, before=chunk(b"zTXt", b"Comment\0\0" + deflated_zeros(size)))


def packed_texts(count):
    text = chunk(b"iTXt", b"Comment\0\1\0\0\0" + deflated_zeros(MIB - 1))
    return black_png(64, 64, before=text * count)


def colour_profile(size):
    return black_png(64, 64, before=chunk(b"iCCP", b"Profile\0\0" + deflated_zeros(size)))


def many_chunks(count):
    """Empty pieces of the picture, before its real ones."""
    return black_png(64, 64, before=chunk(b"IDAT", b"") * count)


def many_unknown_chunks(count):
    return black_png(64, 64, after=chunk(b"teST", b"") * count)


def animation(frames):
    """APNG that says it has more frames than there could be, each of the size of the whole."""
    head = chunk(b"acTL", struct.pack(">II", 2**31 - 1, 0))
    control = struct.pack(">IIIIIHHBB", 0, 7000, 7000, 0, 0, 1, 100, 0, 0)
    frame = chunk(b"fcTL", control) + chunk(b"fdAT", bytes(4) + deflated_zeros(7001 * 7000))
    return black_png(7000, 7000, before=head, after=frame * frames)


def exif_tags(count):
    return black_png(64, 64, before=chunk(b"eXIf", exif_of_tags(count, size=count * 12)))


def exif_directories(length):
    return black_png(64, 64, before=chunk(b"eXIf", exif_loop(length)))


KINDS = (
    Kind("png-high-strip", "png", high_strip, (60_000, 5_000_000, 50_000_000)),
    Kind("png-wide-strip", "png", wide_strip, (60_000, 5_000_000, 50_000_000)),
    Kind("png-large-area", "png", large_area, (3000, 7000, 30_000)),
    Kind("png-interlaced", "png", interlaced, (3000, 7000, 30_000)),
    Kind("png-packed-text", "png", packed_text, (10 * MIB, 100 * MIB, 4000 * MIB)),
    Kind("png-packed-texts", "png", packed_texts, (50, 500, 5000)),
    Kind("png-colour-profile", "png", colour_profile, (10 * MIB, 100 * MIB, 4000 * MIB)),
    Kind("png-many-chunks", "png", many_chunks, (10_000, 100_000, 800_000)),
    Kind("png-many-unknown-chunks", "png", many_unknown_chunks, (10_000, 100_000, 800_000)),
    Kind("png-animation", "png", animation, (3, 30, 200)),
    Kind("png-exif-tags", "png", exif_tags, (500, 20_000, 64_000)),
    Kind("png-exif-directories", "png", exif_directories, (1, 2, 1000)),
)
