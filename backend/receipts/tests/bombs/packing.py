"""Compressed data of any length, made in a moment: one packed piece again and again."""

import zlib

MIB = 1024 * 1024
GIB = 1024 * MIB
_ADLER_MODULUS = 65521


def deflated_zeros(size: int, *, before: bytes = b"") -> bytes:
    """A whole zlib stream (RFC 1950) that unpacks to so many zeros, about a thousandth of them."""
    checksum = zlib.adler32(before)
    first, second = checksum & 0xFFFF, checksum >> 16
    # RFC 1950, 8.2: zeros leave the first sum as it is, and the second adds it up.
    second = (second + size * first) % _ADLER_MODULUS
    packed = raw_deflated_zeros(size, before=before)
    return b"\x78\xda" + packed + (second << 16 | first).to_bytes(4)


def raw_deflated_zeros(size: int, *, before: bytes = b"") -> bytes:
    """Without zlib's frame (RFC 1951), as a ZIP archive holds it."""
    pieces, rest = divmod(size, MIB)
    start = _raw(before, end=zlib.Z_FULL_FLUSH) if before else b""
    middle = _raw(bytes(MIB), end=zlib.Z_FULL_FLUSH) * pieces
    return start + middle + _raw(bytes(rest), end=zlib.Z_FINISH)


def _raw(content: bytes, *, end: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush(end)
