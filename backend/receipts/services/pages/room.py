"""Room in memory: what a decoding process has, asked before anything large is decoded.

Room is small for most files, and large for one at a time: all that decode at once must fit a small
server. The process says which of the two it has.
"""

from dataclasses import dataclass

from receipts.services.files.memory import MemoryNeed


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


def ask_for_room(need: MemoryNeed) -> None:
    """Raises NeedsRoomError, and UnsupportedFileError where even the large room is too small."""
    if _room.memory_bytes is None or need.fits(_room.memory_bytes):
        return
    raise need.refusal(_room.memory_bytes) if _room.is_large else NeedsRoomError
