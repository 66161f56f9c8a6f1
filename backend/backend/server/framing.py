"""Framing of bodies: where one ends, and its bytes without the marks of the transfer (RFC 9112)."""

import re
from enum import Enum, auto
from typing import Protocol

from gunicorn.http.errors import ChunkMissingTerminator, InvalidChunkExtension, InvalidChunkSize

_LONGEST_LINE = 8190
_USUAL_LINE = 64
_LONGEST_TRAILERS = 32 * 1024
# The event loop reads each chunk's head, for all callers alike: a body may be cut into so many
# chunks however small it is, and into one more for so many bytes of it. Clients cut at kilobytes.
_SMALL_CHUNKS = 8192
_BYTES_A_CHUNK = 64
# RFC 9112, 7.1: hexadecimal digits, then extensions, which mean nothing to us.
_SIZE = re.compile(rb"([0-9A-Fa-f]{1,15})[ \t]*(;[\t -~\x80-\xff]*)?")


class Framing(Protocol):
    """`declared` is the whole size, where the head tells it."""

    @property
    def declared(self) -> int | None: ...

    @property
    def is_complete(self) -> bool: ...

    def take(self, data: memoryview) -> tuple[list[memoryview], memoryview]:
        """The body's own bytes among those that came, and what came after its end."""


class LengthFraming:
    """A body of `Content-Length` bytes."""

    def __init__(self, length: int) -> None:
        self.declared: int | None = length
        self._left = length

    @property
    def is_complete(self) -> bool:
        return self._left == 0

    def take(self, data: memoryview) -> tuple[list[memoryview], memoryview]:
        part, rest = data[: self._left], data[self._left :]
        self._left -= len(part)
        return [part], rest


class _Line(Enum):
    SIZE = auto()
    END_OF_CHUNK = auto()
    TRAILER = auto()


class ChunkedFraming:
    """A body in chunks. Trailers are dropped. Raises gunicorn's own errors, which answer 400."""

    declared: int | None = None

    def __init__(self) -> None:
        self.is_complete = False
        self._left_of_chunk = 0
        self._awaited = _Line.SIZE
        self._line = bytearray()
        self._trailer_bytes = 0
        self._chunks_left = float(_SMALL_CHUNKS)

    def take(self, data: memoryview) -> tuple[list[memoryview], memoryview]:
        parts = []
        while data and not self.is_complete:
            if self._left_of_chunk:
                parts.append(data[: self._left_of_chunk])
                data = data[self._left_of_chunk :]
                self._left_of_chunk -= len(parts[-1])
            else:
                data = self._take_line(data)
        return parts, data

    def _take_line(self, data: memoryview) -> memoryview:
        """Into the line that has begun, up to its end, and what stands behind it."""
        found = _end_of_line(data)
        end = len(data) if found < 0 else found + 1
        self._line += data[:end]
        if len(self._line) > _LONGEST_LINE:
            raise InvalidChunkSize(b"line too long")
        if found >= 0:
            line, self._line = bytes(self._line), bytearray()
            if not line.endswith(b"\r\n"):
                raise ChunkMissingTerminator(line[-2:])
            self._read_line(line[:-2])
        return data[end:]

    def _read_line(self, line: bytes) -> None:
        if self._awaited is _Line.SIZE:
            self._left_of_chunk = _size_of_chunk(line)
            self._chunks_left += self._left_of_chunk / _BYTES_A_CHUNK - 1
            if self._chunks_left < 0:
                raise InvalidChunkSize(b"too many small chunks")
            self._awaited = _Line.END_OF_CHUNK if self._left_of_chunk else _Line.TRAILER
        elif self._awaited is _Line.END_OF_CHUNK:
            if line:
                raise ChunkMissingTerminator(line[:2])
            self._awaited = _Line.SIZE
        else:
            self._trailer_bytes += len(line)
            if self._trailer_bytes > _LONGEST_TRAILERS:
                raise InvalidChunkExtension("trailers too long")
            self.is_complete = not line


def _end_of_line(data: memoryview) -> int:
    """-1: it has not come. Hardly any line is long, and looking into bytes copies them."""
    found = bytes(data[:_USUAL_LINE]).find(b"\n")
    return found if found >= 0 else bytes(data[: _LONGEST_LINE + 2]).find(b"\n")


def _size_of_chunk(line: bytes) -> int:
    match = _SIZE.fullmatch(line)
    if match is None:
        raise InvalidChunkSize(line[:40])
    return int(match[1], 16)
