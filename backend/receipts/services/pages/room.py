"""Room in memory: what a decoding process has, asked before anything large is decoded.

Room is small for most files, and large for one at a time: all that decode at once must fit a small
server. The process says which of the two it has.
"""

from dataclasses import dataclass

from receipts.services.files.kinds import HEIC, JPEG, PDF, WEBP, FileKind

# At their peak, measured with pictures of 24 and 48 megapixels that were enhanced and drawn small.
# Pillow has a WebP thrice over; of a progressive JPEG all coefficients are kept; any other JPEG is
# decoded at a fraction. Of a PDF, what its pictures take.
_BYTES_A_PIXEL = {WEBP: 16.0, HEIC: 7.2, JPEG: 7.0, PDF: 8.0}
_OTHER_BYTES_A_PIXEL = 5.0
_BYTES_BESIDE = 10 * 2**20


class NeedsRoomError(Exception):
    """The file should be tried again where room is large."""


@dataclass
class _Room:
    """None: without end, as in a process that no file can harm."""

    memory_bytes: int | None = None
    is_large: bool = True


_room = _Room()


def give_room(memory_bytes: int, *, is_large: bool) -> None:
    _room.memory_bytes, _room.is_large = memory_bytes, is_large


def ask_for_room(kind: FileKind, *, pixels: float) -> None:
    """Raises NeedsRoomError, and MemoryError where even the large room is too small."""
    needed = pixels * _BYTES_A_PIXEL.get(kind, _OTHER_BYTES_A_PIXEL) + _BYTES_BESIDE
    if _room.memory_bytes is not None and needed > _room.memory_bytes:
        raise MemoryError if _room.is_large else NeedsRoomError
