"""Orientation of a picture, from its EXIF block. Pure, without a decoder."""

import struct
from collections.abc import Iterator

_ORIENTATION = 0x0112
_FIRST_SIDEWAYS = 5
_HEADER_BYTES, _ENTRY_BYTES = 8, 12
_MAX_ENTRIES = 512


def upright(size: tuple[int, int], exif: bytes) -> tuple[int, int]:
    """Width and height as the picture is looked at (CIPA DC-008, 4.6.5.1.6)."""
    return (size[1], size[0]) if _orientation(exif) >= _FIRST_SIDEWAYS else size


def _orientation(exif: bytes) -> int:
    """1 to 8; 1 also where the block is damaged, as for decoders."""
    block = exif.removeprefix(b"Exif\x00\x00")
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(block[:4])
    if order is None:
        return 1
    found = (value for tag, value in _entries(block, order) if tag == _ORIENTATION)
    value = next(found, 1)
    return value if value in range(1, 9) else 1


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
