"""JPEGs (ITU-T T.81) that are long to decode though their headers are in order."""

import struct

from receipts.tests.bombs.bomb import Kind
from receipts.tests.bombs.exif import LARGEST_SEGMENT, exif_loop, exif_of_tags

_START, _END = b"\xff\xd8", b"\xff\xd9"
_APP1, _APP2, _COMMENT = 0xE1, 0xE2, 0xFE
_DQT, _DHT, _SOS, _SOF_BASELINE, _SOF_PROGRESSIVE = 0xDB, 0xC4, 0xDA, 0xC0, 0xC2
# One code each, of one bit, `0`: "no difference", "16,384 blocks more are as they are", and "the
# rest of the block is zero". Of the run's 14 more bits none is set (T.81, G.1.2.2).
_SAME, _LONG_RUN, _END_OF_BLOCK = 0x00, 0xE0, 0x00
_RUN_BLOCKS = 1 << 14


def _segment(mark, data):
    return struct.pack(">BBH", 0xFF, mark, len(data) + 2) + data


def _table(kind, symbol):
    """A Huffman table of one code: `kind` 0 is for the first coefficient, 0x10 for the others."""
    return _segment(_DHT, bytes([kind, 1]) + bytes(15) + bytes([symbol]))


def _frame(mark, width, height, *, components):
    each = b"".join(bytes([number, 0x11, 0]) for number in range(1, components + 1))
    return _segment(mark, struct.pack(">BHHB", 8, height, width, components) + each)


def _scan(components, first, last, bits, data):
    each = b"".join(bytes([number, 0]) for number in components)
    return _segment(_SOS, bytes([len(components)]) + each + bytes([first, last, bits])) + data


def _blocks(width, height):
    return -(-width // 8) * -(-height // 8)


def _head(mark, width, height, *, components, ac):
    tables = _segment(_DQT, bytes([0]) + b"\1" * 64) + _table(0x00, _SAME) + _table(0x10, ac)
    return _START + tables + _frame(mark, width, height, components=components)


def _first_scan(width, height, *, components):
    """A bit for each block of each component. The last byte is filled up with ones (T.81, F.1.2.3),
    which is left out: zeros do as well for a decoder."""
    bits = _blocks(width, height) * components
    return _scan(range(1, components + 1), 0, 0, 0, bytes(-(-bits // 8)))


def _run_scan(component, width, height):
    """All other coefficients of a component are zero: 15 bits for each 16,384 blocks."""
    runs = -(-_blocks(width, height) // _RUN_BLOCKS)
    return _scan([component], 1, 63, 0, bytes(-(-runs * 15 // 8)))


def grey_progressive(width, height, *, scans=1):
    head = _head(_SOF_PROGRESSIVE, width, height, components=1, ac=_LONG_RUN)
    first = _first_scan(width, height, components=1)
    return head + first + _run_scan(1, width, height) * scans + _END


def many_scans(scans):
    """Of 24 megapixels: each scan goes through all of its blocks again, for 60 bytes of file."""
    return grey_progressive(4800, 5000, scans=scans)


def colour_progressive(size):
    """Whoever decodes any of it keeps the coefficients of all of it: six bytes a pixel and more."""
    width, height, components = size
    head = _head(_SOF_PROGRESSIVE, width, height, components=components, ac=_LONG_RUN)
    first = _first_scan(width, height, components=components)
    rest = [_run_scan(number, width, height) for number in range(1, components + 1)]
    return head + first + b"".join(rest) + _END


def baseline(size):
    """Two bits for each block of a picture of one colour."""
    width, height = size
    head = _head(_SOF_BASELINE, width, height, components=1, ac=_END_OF_BLOCK)
    bits = 2 * _blocks(width, height)
    return head + _scan([1], 0, 63, 0, bytes(-(-bits // 8))) + _END


def many_segments(count):
    """Comments of no length at all before the picture."""
    whole = baseline((64, 64))
    return _START + _segment(_COMMENT, b"") * count + whole[2:]


def restarts(count):
    """Of the marks that may stand between blocks (T.81, B.2.1), far more than there are blocks."""
    whole = baseline((640, 640))
    marks = b"".join(bytes([0xFF, 0xD0 + n]) for n in range(8)) * (count // 8)
    return whole[:-2] + marks + _END


def exif_tags(count):
    """Tags that all lie upon one another, in as many segments as it takes."""
    data = exif_of_tags(count, size=count * 12)
    return _with_exif(data)


def exif_directories(length):
    return _with_exif(exif_loop(length))


def _with_exif(data):
    steps = range(0, len(data), LARGEST_SEGMENT)
    pieces = [data[start : start + LARGEST_SEGMENT] for start in steps]
    segments = b"".join(_segment(_APP1, b"Exif\0\0" + piece) for piece in pieces)
    return _START + segments + baseline((64, 64))[2:]


def colour_profile(pieces):
    """A profile in 255 pieces that say of themselves that they are all the first (ICC.1, B.4)."""
    piece = _segment(_APP2, b"ICC_PROFILE\0\x01\xff" + bytes(60_000))
    return _START + piece * pieces + baseline((64, 64))[2:]


KINDS = (
    Kind("jpeg-many-scans", "jpeg", many_scans, (90, 10_000, 120_000)),
    Kind(
        "jpeg-colour-progressive",
        "jpeg",
        colour_progressive,
        ((4000, 4000, 3), (7000, 7000, 3), (7000, 7000, 4)),
    ),
    Kind("jpeg-baseline", "jpeg", baseline, ((7000, 7000), (65_000, 760), (65_500, 30_000))),
    Kind("jpeg-many-segments", "jpeg", many_segments, (900, 100_000, 2_500_000)),
    Kind("jpeg-restarts", "jpeg", restarts, (1000, 100_000, 4_000_000)),
    Kind("jpeg-exif-tags", "jpeg", exif_tags, (500, 20_000, 64_000)),
    Kind("jpeg-exif-directories", "jpeg", exif_directories, (1, 2, 1000)),
    Kind("jpeg-colour-profile", "jpeg", colour_profile, (10, 100, 160)),
)
