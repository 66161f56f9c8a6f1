"""Orientation of a picture, from its EXIF block, or else its XMP. Pure, without a decoder."""

import re
import struct
from collections.abc import Iterator

_ORIENTATION = 0x0112
_SIDEWAYS = range(5, 9)
_HEADER_BYTES, _ENTRY_BYTES = 8, 12
_MAX_ENTRIES = 512


# As an attribute or an element; what writes XMP calls the name space so (XMP part 2, "TIFF").
_XMP = re.compile(rb"""tiff:Orientation(?:\s*=\s*["']|>)\s*([1-8])\b""")


def upright(size: tuple[int, int], exif: bytes, xmp: bytes = b"") -> tuple[int, int]:
    """Width and height as the picture is looked at (CIPA DC-008, 4.6.5.1.6)."""
    said = _exif_orientation(exif)
    orientation = xmp_orientation(xmp) if said is None else said
    return (size[1], size[0]) if orientation in _SIDEWAYS else size


def xmp_orientation(xmp: bytes) -> int:
    """1 to 8; 1 where it says nothing. What EXIF says comes first."""
    found = _XMP.search(xmp)
    return int(found[1]) if found else 1


def _exif_orientation(exif: bytes) -> int | None:
    """None where it is not said, or the block is damaged."""
    block = exif.removeprefix(b"Exif\x00\x00")
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(block[:4])
    if order is None:
        return None
    return next((value for tag, value in _entries(block, order) if tag == _ORIENTATION), None)


def _entries(block: bytes, order: str) -> Iterator[tuple[int, int]]:
    """Tags of the first directory, and each value as if it were a short (TIFF 6.0, section 2)."""
    try:
        (start,) = struct.unpack_from(f"{order}I", block, 4)
        (count,) = struct.unpack_from(f"{order}H", block, start)
        for number in range(min(count, _MAX_ENTRIES)):
            at = start + 2 + _ENTRY_BYTES * number
            tag, value = struct.unpack_from(f"{order}H6xH", block, at)
            yield tag, value
    except struct.error:
        return
