"""HEIFs (ISO/IEC 23008-12): one small picture, around which boxes say what they like."""

import struct
from io import BytesIO

from PIL import Image
from pillow_heif import register_heif_opener

from receipts.tests.bombs.bomb import Kind

register_heif_opener()  # here for writing
_TILE = 64
_FTYP = struct.pack(">I", 24) + b"ftypheic" + bytes(4) + b"mif1heic"


def _tile(side):
    """A picture of one colour as others write it."""
    buffer = BytesIO()
    Image.new("RGB", (side, side), (200, 200, 200)).save(buffer, "HEIF")
    return buffer.getvalue()


def _box(name, data):
    return struct.pack(">I", 8 + len(data)) + name + data


def _full(name, data, *, version=0, flags=0):
    return _box(name, struct.pack(">I", version << 24 | flags) + data)


def _found(content, name):
    """The first box of that name, whole."""
    start = content.index(name) - 4
    return content[start : start + int.from_bytes(content[start : start + 4])]


def extents(side):
    """The property that says how large it is (6.5.3), and nothing else, is another one."""
    content = bytearray(_tile(_TILE))
    start = content.index(b"ispe") + 8
    content[start : start + 8] = struct.pack(">II", side, side)
    return bytes(content)


def grid(tile):
    """A picture of tiles that are all the same one (6.6.2.3), as many as libheif takes."""
    across = 31
    side = across * tile
    plan = struct.pack(">BBBBII", 0, 1, across - 1, across - 1, side, side)
    return _heif([("grid", plan, [2] * (across * across)), ("hvc1", None, [])], side, tile=tile)


def grids_of_grids(levels):
    """Tiles that are grids themselves: nine hundred times as many with each level."""
    side, plans = _TILE, []
    for level in range(levels, 0, -1):
        side *= 30
        plan = struct.pack(">BBBBII", 0, 1, 29, 29, side, side)
        plans.append(("grid", plan, [level + 1] * 900))
    return _heif([*reversed(plans), ("hvc1", None, [])], side)


def grid_of_itself(length):
    """Tiles that are the picture whose tiles they are, or others that are made of it."""
    plan = struct.pack(">BBBBII", 0, 1, 1, 1, 2 * _TILE, 2 * _TILE)
    following = [*range(2, length + 1), 1]
    return _heif([("grid", plan, [number] * 4) for number in following], 2 * _TILE)


def identities(length):
    """A picture that is another one, which is another one, and so on (6.6.2.1)."""
    items = [("iden", b"", [number]) for number in range(2, length + 2)]
    return _heif([*items, ("hvc1", None, [])], _TILE)


def overlay(side):
    """A small picture laid on a canvas that has to be painted (6.6.2.2)."""
    plan = struct.pack(">BB4HII", 0, 1, 0, 0, 0, 0, side, side) + bytes(8)
    return _heif([("iovl", plan, [2]), ("hvc1", None, [])], side)


def items(count):
    """A directory of pictures that nobody has sent."""
    return _heif([("hvc1", None, []), *[("hvc1", b"", [])] * count], _TILE)


def deep_boxes(depth):
    """Boxes in boxes; the innermost has no room for what it says."""
    head = b"".join(struct.pack(">I", 8 * left) + b"moov" for left in range(depth, 0, -1))
    return _FTYP + _full(b"meta", head)


def box_sizes(size):
    """A box that is longer than any file."""
    return _FTYP + struct.pack(">I", 1) + b"meta" + struct.pack(">Q", size) + bytes(100)


def _heif(items, side, *, tile=_TILE):
    """The first item is the picture. An item is its type, its data (None: that of the tile) and the
    numbers of those that it is made of."""
    whole = _tile(tile)
    picture = whole[whole.index(b"mdat") + 4 :]
    numbers = range(1, len(items) + 1)
    entries = [
        _full(b"infe", struct.pack(">HH", number, 0) + kind.encode() + b"\0", version=2)
        for number, (kind, _, _) in zip(numbers, items, strict=True)
    ]
    references = [
        _box(b"dimg", struct.pack(f">HH{len(made_of)}H", number, len(made_of), *made_of))
        for number, (_, _, made_of) in zip(numbers, items, strict=True)
        if made_of
    ]
    # 1: hvcC, 2: the tile's extents, 3: the whole's.
    properties = _found(whole, b"hvcC") + _extents_box(tile) + _extents_box(side)
    owned = b"".join(
        struct.pack(">H", number) + (b"\x02\x81\x02" if kind == "hvc1" else b"\x01\x03")
        for number, (kind, _, _) in zip(numbers, items, strict=True)
    )
    before = [
        _full(b"hdlr", bytes(4) + b"pict" + bytes(13)),
        _full(b"pitm", struct.pack(">H", 1)),
        _full(b"iinf", struct.pack(">H", len(items)) + b"".join(entries)),
        _full(b"iref", b"".join(references)),
        _box(
            b"iprp",
            _box(b"ipco", properties) + _full(b"ipma", struct.pack(">I", len(items)) + owned),
        ),
    ]
    empty = _locations(items, numbers, picture=0, length=len(picture))
    data_box = _box(b"idat", b"".join(data or b"" for _, data, _ in items))
    head = _FTYP + _full(b"meta", b"".join(before) + empty + data_box)
    located = _locations(items, numbers, picture=len(head) + 8, length=len(picture))
    meta = _full(b"meta", b"".join(before) + located + data_box)
    return _FTYP + meta + _box(b"mdat", picture)


def _extents_box(side):
    return _full(b"ispe", struct.pack(">II", side, side))


def _locations(items, numbers, *, picture, length):
    """ISO/IEC 14496-12, 8.11.3: in `idat` (construction 1), or, of the tile, in the file (0)."""
    rows, position = b"", 0
    for number, (_, data, _) in zip(numbers, items, strict=True):
        if data is None:
            rows += struct.pack(">HHHHII", number, 0, 0, 1, picture, length)
        else:
            rows += struct.pack(">HHHHII", number, 1, 0, 1, position, len(data))
            position += len(data)
    return _full(b"iloc", b"\x44\0" + struct.pack(">H", len(items)) + rows, version=1)


KINDS = (
    Kind("heif-extents", "heif", extents, (7000, 16_000, 2**32 - 1)),
    Kind("heif-grid", "heif", grid, (64, 224, 1024)),
    Kind("heif-grids-of-grids", "heif", grids_of_grids, (2, 3, 5)),
    Kind("heif-grid-of-itself", "heif", grid_of_itself, (1, 2, 200)),
    Kind("heif-identities", "heif", identities, (10, 300, 30_000)),
    Kind("heif-overlay", "heif", overlay, (3000, 7000, 60_000)),
    Kind("heif-items", "heif", items, (100, 900, 30_000)),
    Kind("heif-deep-boxes", "heif", deep_boxes, (100, 10_000, 1_000_000)),
    Kind("heif-box-sizes", "heif", box_sizes, (2**31, 2**40, 2**63)),
)
