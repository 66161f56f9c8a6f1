"""PNG by its structure: size, checksums, and whether all of it is here. Pure, without a decoder.

Sections are those of the PNG specification (W3C, third edition). Nothing is inflated.
"""

import struct
import zlib
from collections.abc import Iterator

from receipts.services.files.kinds import PNG, cut_short, damaged, too_complex
from receipts.services.files.orientation import upright

_SIGNATURE_BYTES = 8
_FRAME_BYTES = 12  # length, name and checksum of a chunk (5.3)
# libpng writes 8 KiB a chunk, so 10 MiB are 1,280; each costs a microsecond here.
_MAX_CHUNKS = 16_384
# Which depths each type of colour may have (11.2.1).
_DEPTHS = {0: {1, 2, 4, 8, 16}, 2: {8, 16}, 3: {1, 2, 4, 8}, 4: {8, 16}, 6: {8, 16}}
_PALETTE = 3
_XMP_NAME = b"XML:com.adobe.xmp\x00\x00"  # XMP part 3, 1.1.5; not packed


def read_png(content: bytes) -> tuple[int, int]:
    """Width and height as it is looked at. Raises UnsupportedFileError where something is missing
    or a checksum is wrong."""
    chunks = _chunks(content)
    size, colour = _header_of(*next(chunks))
    names, exif, xmp = set(), b"", b""
    for name, data in chunks:
        names.add(name)
        if name == b"eXIf":
            exif = bytes(data)
        elif name == b"iTXt" and data[: len(_XMP_NAME)] == _XMP_NAME:
            xmp = bytes(data)
    if b"IDAT" not in names or (colour == _PALETTE and b"PLTE" not in names):
        raise damaged(PNG)
    return upright(size, exif, xmp)


def _header_of(name: bytes, data: memoryview) -> tuple[tuple[int, int], int]:
    if name != b"IHDR" or len(data) != 13:
        raise damaged(PNG)
    width, height, depth, colour, packing, filtering, interlace = struct.unpack(">IIBBBBB", data)
    is_usual = depth in _DEPTHS.get(colour, ()) and (packing, filtering) == (0, 0)
    if not (width and height and is_usual and interlace in {0, 1}):
        raise damaged(PNG)
    return (width, height), colour


def _chunks(content: bytes) -> Iterator[tuple[bytes, memoryview]]:
    """Up to the end mark; what follows it belongs to no picture."""
    view, position = memoryview(content), _SIGNATURE_BYTES
    for _ in range(_MAX_CHUNKS):
        if position + _FRAME_BYTES > len(view):
            raise cut_short(PNG)
        length, name = struct.unpack_from(">I4s", view, position)
        ends_at = position + _SIGNATURE_BYTES + length
        if ends_at + 4 > len(view):
            raise cut_short(PNG)
        if zlib.crc32(view[position + 4 : ends_at]) != int.from_bytes(view[ends_at : ends_at + 4]):
            raise damaged(PNG)
        yield name, view[position + 8 : ends_at]
        if name == b"IEND":
            return
        position = ends_at + 4
    raise too_complex(PNG)
