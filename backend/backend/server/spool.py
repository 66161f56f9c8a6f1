"""Spooled bytes: bodies and answers that wait for a slow caller, on disk beyond a size."""

import sys
import threading
from enum import Enum, auto
from tempfile import SpooledTemporaryFile

# Of one body or answer, and anybody may have as many of them as there are connections. Beyond it a
# temporary file takes them: memory is what a small server lacks.
IN_MEMORY_BYTES = 32 * 1024
# As much as Django reads at a time.
BLOCK_BYTES = 64 * 1024


class Caller(Enum):
    """Whose bytes they are. Each kind has a budget of its own, so that none starves another."""

    KNOWN = auto()
    ANONYMOUS = auto()
    WEBHOOK = auto()


class SpoolFullError(ConnectionError):
    """This process keeps no more for slow callers. As any OSError it ends the connection."""


class SpoolBudget:
    """Bytes that bodies and answers of this process may hold together."""

    def __init__(self, max_bytes: int) -> None:
        self._left = max_bytes
        self._lock = threading.Lock()

    def take(self, size: int) -> None:
        with self._lock:
            if size > self._left:
                raise SpoolFullError("The spool is full.")
            self._left -= size

    def give_back(self, size: int) -> None:
        with self._lock:
            self._left += size


# What is held in memory is bounded by that memory.
_NO_LIMIT = SpoolBudget(sys.maxsize)


class HeldMemory:
    """Blocks of memory of this process, for bodies that come at once. They are used again, since
    fresh memory costs more than to fill it."""

    def __init__(self, max_bytes: int) -> None:
        self._left = max_bytes // BLOCK_BYTES
        self._idle: list[bytearray] = []
        self._lock = threading.Lock()

    def take(self, size: int) -> list[bytearray] | None:
        """None: there is no room for so many bytes."""
        count = -(-size // BLOCK_BYTES)
        with self._lock:
            if count > self._left:
                return None
            self._left -= count
            taken, self._idle = self._idle[:count], self._idle[count:]
        return taken + [bytearray(BLOCK_BYTES) for _ in range(count - len(taken))]

    def give_back(self, blocks: list[bytearray]) -> None:
        with self._lock:
            self._left += len(blocks)
            self._idle += blocks


class _HeldFile:
    """A file of blocks, that is written to its size and then read."""

    def __init__(self, memory: HeldMemory, blocks: list[bytearray]) -> None:
        self._memory, self._blocks = memory, blocks
        self._written = self._position = 0

    def write(self, data: memoryview) -> None:
        while data:
            number, start = divmod(self._written, BLOCK_BYTES)
            part = data[: BLOCK_BYTES - start]
            self._blocks[number][start : start + len(part)] = part
            self._written += len(part)
            data = data[len(part) :]

    def read(self, size: int) -> bytes:
        parts = []
        while size and self._position < self._written:
            number, start = divmod(self._position, BLOCK_BYTES)
            end = min(start + size, BLOCK_BYTES, self._written - number * BLOCK_BYTES)
            parts.append(bytes(memoryview(self._blocks[number])[start:end]))
            self._position += end - start
            size -= end - start
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def seek(self, position: int) -> None:
        self._position = position

    def close(self) -> None:
        blocks, self._blocks = self._blocks, []
        self._memory.give_back(blocks)


class Spool:
    """Bytes written by the event loop and then read by a thread."""

    def __init__(self, budget: SpoolBudget) -> None:
        self.size = 0
        self._budget = budget
        self._file: SpooledTemporaryFile[bytes] | _HeldFile | None = None

    @property
    def is_held(self) -> bool:
        return isinstance(self._file, _HeldFile)

    def hold(self, size: int, memory: HeldMemory) -> None:
        """The `size` bytes that come stay in memory, if there is room, until they are charged to a
        budget."""
        blocks = memory.take(size)
        if blocks is not None:
            self._file, self._budget = _HeldFile(memory, blocks), _NO_LIMIT

    def write(self, data: memoryview) -> None:
        self._budget.take(len(data))
        self.size += len(data)
        if self._file is None:  # most requests have no body
            self._file = _on_disk_beyond_a_size()
        self._file.write(data)

    def charge_to(self, budget: SpoolBudget) -> None:
        """What it has, and what comes. Raises SpoolFullError."""
        if budget is self._budget:
            return
        budget.take(self.size)
        self._budget.give_back(self.size)
        self._budget = budget
        if isinstance(self._file, _HeldFile):
            self._file = _moved_to_disk(self._file)

    def rewind(self) -> None:
        if self._file is not None:
            self._file.seek(0)

    def read(self, size: int) -> bytes:
        return self._file.read(size) if self._file is not None else b""

    def close(self) -> None:
        if self._file is None:
            return
        self._file.close()
        self._file = None
        self._budget.give_back(self.size)
        self.size = 0


def _moved_to_disk(held: _HeldFile) -> "SpooledTemporaryFile[bytes]":
    file = _on_disk_beyond_a_size()
    while part := held.read(BLOCK_BYTES):
        file.write(part)
    held.close()
    return file


def _on_disk_beyond_a_size() -> "SpooledTemporaryFile[bytes]":
    return SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)
