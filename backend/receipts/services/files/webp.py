"""WebP by its structure: size, and whether all of it is here. Pure, without a decoder.

As Google's "WebP Container Specification" and "VP8 data format" (RFC 6386, 9.1) describe it.
"""

import struct
from collections.abc import Iterator

from receipts.services.files.kinds import WEBP, cut_short, damaged, too_complex
from receipts.services.files.orientation import upright

_RIFF_BYTES = 12
_CHUNK_BYTES = 8
# An animation has one for each frame; of a receipt only the first is looked at.
_MAX_CHUNKS = 4096
_PICTURES = frozenset({b"VP8 ", b"VP8L", b"ANMF"})
_KEY_FRAME = b"\x9d\x01\x2a"
_LOSSLESS = 0x2F


def read_webp(content: bytes) -> tuple[int, int]:
    """Width and height as it is looked at. Raises UnsupportedFileError where something is missing
    or stands where it may not."""
    chunks = _chunks(content)
    name, data = next(chunks, (b"", b""))
    size = _size_of(name, data)
    if name != b"VP8X":
        return size
    names, exif, xmp = set(), b"", b""
    for name, data in chunks:
        names.add(name)
        if name == b"EXIF":
            exif = bytes(data)
        elif name == b"XMP ":
            xmp = bytes(data)
    if not names & _PICTURES:
        raise damaged(WEBP)
    return upright(size, exif, xmp)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes | memoryview]]:
    ends_at = _CHUNK_BYTES + int.from_bytes(content[4:8], "little")
    if ends_at > len(content):
        raise cut_short(WEBP)
    view, position = memoryview(content)[:ends_at], _RIFF_BYTES
    for _ in range(_MAX_CHUNKS):
        if position + _CHUNK_BYTES > ends_at:
            return
        name, length = struct.unpack_from("<4sI", view, position)
        position += _CHUNK_BYTES
        if position + length > ends_at:
            raise cut_short(WEBP)
        yield name, view[position : position + length]
        position += length + length % 2
    raise too_complex(WEBP)


def _size_of(name: bytes, data: bytes | memoryview) -> tuple[int, int]:
    head = bytes(data[:10])
    if name == b"VP8X" and len(head) == 10:
        return _little(head[4:7]) + 1, _little(head[7:10]) + 1
    if name == b"VP8L" and len(head) >= 5 and head[0] == _LOSSLESS:
        bits = _little(head[1:5])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if name == b"VP8 " and len(head) == 10 and head[3:6] == _KEY_FRAME:
        size = _little(head[6:8]) & 0x3FFF, _little(head[8:10]) & 0x3FFF
        if all(size):
            return size
    raise damaged(WEBP)


def _little(part: bytes) -> int:
    return int.from_bytes(part, "little")
