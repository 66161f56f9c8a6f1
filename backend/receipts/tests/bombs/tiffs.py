"""TIFFs (TIFF 6.0): pages and directories without end, strips that unpack to areas, and BMPs."""

import struct
from io import BytesIO

from PIL import Image

from receipts.tests.bombs.bomb import Kind
from receipts.tests.bombs.exif import ASCII, HEADER, LONG, SHORT, UNDEFINED, directory, tag
from receipts.tests.bombs.packing import deflated_zeros

_WIDTH, _HEIGHT, _BITS, _COMPRESSION, _PHOTOMETRIC = 256, 257, 258, 259, 262
_OFFSETS, _SAMPLES, _ROWS, _LENGTHS = 273, 277, 278, 279
_PLAIN, _LZW, _DEFLATE, _BLACK_IS_ZERO = 1, 5, 8, 1


def _page(size, *, at, length, compression=_PLAIN, more=()):
    """The tags of a grey page whose one strip lies at an offset of the file."""
    width, height = size
    return [
        tag(_WIDTH, LONG, 1, width),
        tag(_HEIGHT, LONG, 1, height),
        tag(_BITS, SHORT, 1, 8),
        tag(_COMPRESSION, SHORT, 1, compression),
        tag(_PHOTOMETRIC, SHORT, 1, _BLACK_IS_ZERO),
        tag(_OFFSETS, LONG, 1, at),
        tag(_SAMPLES, SHORT, 1, 1),
        tag(_ROWS, LONG, 1, height),
        tag(_LENGTHS, LONG, 1, length),
        *more,
    ]


def _tiff(size, strip, *, pages=1, loop_to=None, compression=_PLAIN, more=()):
    """Pages that share one strip; the last one is followed by page `loop_to`, if there is one."""
    start = 8 + len(strip) + len(strip) % 2
    tags = _page(size, at=8, length=len(strip), compression=compression, more=more)
    step = len(directory(tags))
    starts = [start + step * number for number in range(pages)]
    after = 0 if loop_to is None else starts[loop_to]
    blocks = [directory(tags, following=following) for following in [*starts[1:], after]]
    return HEADER + struct.pack("<I", start) + strip + b"\0" * (len(strip) % 2) + b"".join(blocks)


def pages(count):
    return _tiff((20, 20), bytes(400), pages=count)


def directory_loop(length):
    """After the last page comes the first one again."""
    return _tiff((20, 20), bytes(400), pages=length, loop_to=0)


def deflated(size):
    side, count = size
    strip = deflated_zeros(side * side)
    return _tiff((side, side), strip, pages=count, compression=_DEFLATE)


def lzw(side):
    return _saved("L", side, "tiff_lzw")


def fax(side):
    return _saved("1", side, "group4")


def pack_bits(side):
    return _saved("L", side, "packbits")


def _saved(mode, side, compression):
    buffer = BytesIO()
    Image.new(mode, (side, side)).save(buffer, "TIFF", compression=compression)
    return buffer.getvalue()


def garbage(pages):
    """What is said to be packed is not; libtiff has something to say of each page and each tag."""
    odd = [tag(60_000 + number, ASCII, 4, 0x41414141) for number in range(40)]
    strip = bytes(range(256)) * 4
    return _tiff((200, 200), strip, pages=pages, compression=_LZW, more=odd)


def tags_upon_one_another(count):
    """Each tag says that all of the file is its own."""
    size = count * 12
    odd = [tag(1000 + number, UNDEFINED, size, 8) for number in range(count)]
    return _tiff((20, 20), bytes(400), more=odd)


def strips(count):
    """Of no rows and no bytes each."""
    start = 8 + count * 8
    nothing = struct.pack("<I", 8) * count
    content = HEADER + struct.pack("<I", start) + nothing + bytes(count * 4)
    tags = [
        tag(_WIDTH, LONG, 1, 20),
        tag(_HEIGHT, LONG, 1, count),
        tag(_BITS, SHORT, 1, 8),
        tag(_COMPRESSION, SHORT, 1, _DEFLATE),
        tag(_PHOTOMETRIC, SHORT, 1, _BLACK_IS_ZERO),
        tag(_OFFSETS, LONG, count, 8),
        tag(_SAMPLES, SHORT, 1, 1),
        tag(_ROWS, LONG, 1, 1),
        tag(_LENGTHS, LONG, count, 8 + count * 4),
    ]
    return content + directory(tags)


def big_tiff(offset):
    """BigTIFF, whose first directory lies beyond every file."""
    return b"II+\0" + struct.pack("<HHQ", 8, 0, offset) + bytes(1000)


# --- BMP


def bmp_run_lengths(side):
    """RLE8 of the longest runs: two bytes for 255 pixels."""
    return _bmp(side, side, b"\xff\0" * min(-(-side * side // 255), 1_000_000))


def bmp_short_runs(count):
    """One pixel a run."""
    return _bmp(1000, count // 1000, b"\1\0" * count)


def bmp_plain(side):
    """The picture itself is missing."""
    return _bmp(side, side, b"", compression=0)


def _bmp(width, height, data, *, compression=1):
    palette = bytes(1024)
    start = 14 + 40 + len(palette)
    info = struct.pack(
        "<IiiHHIIiiII", 40, width, height, 1, 8, compression, len(data), 0, 0, 256, 0
    )
    head = b"BM" + struct.pack("<IHHI", start + len(data), 0, 0, start)
    return head + info + palette + data


KINDS = (
    Kind("tiff-pages", "tiff", pages, (1000, 10_000, 80_000)),
    Kind("tiff-directory-loop", "tiff", directory_loop, (1, 2, 9)),
    Kind("tiff-deflated", "tiff", deflated, ((5000, 2), (7000, 10), (65_000, 1))),
    Kind("tiff-lzw", "tiff", lzw, (2000, 5000, 7000)),
    Kind("tiff-fax", "tiff", fax, (2000, 5000, 7000)),
    Kind("tiff-pack-bits", "tiff", pack_bits, (2000, 5000, 7000)),
    Kind("tiff-garbage", "tiff", garbage, (1, 5, 10)),
    Kind("tiff-tags-upon-one-another", "tiff", tags_upon_one_another, (500, 20_000, 64_000)),
    Kind("tiff-strips", "tiff", strips, (5000, 200_000, 1_000_000)),
    Kind("tiff-big", "tiff", big_tiff, (2**20, 2**40, 2**63)),
    Kind("bmp-run-lengths", "bmp", bmp_run_lengths, (3000, 7000, 60_000)),
    Kind("bmp-short-runs", "bmp", bmp_short_runs, (100_000, 1_000_000, 5_000_000)),
    Kind("bmp-plain", "bmp", bmp_plain, (3000, 7000, 60_000)),
)
