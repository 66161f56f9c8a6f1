"""Spooled bytes: bodies and answers that wait for a slow caller, on disk beyond a size."""

import threading
from enum import Enum, auto
from tempfile import SpooledTemporaryFile

# Of one body or answer, and anybody may have as many of them as there are connections. Beyond it a
# temporary file takes them: memory is what a small server lacks.
IN_MEMORY_BYTES = 32 * 1024


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


class Spool:
    """Bytes written by the event loop and then read by a thread."""

    def __init__(self, budget: SpoolBudget) -> None:
        self.size = 0
        self._budget = budget
        self._file: SpooledTemporaryFile[bytes] | None = None

    def write(self, data: memoryview) -> None:
        self._budget.take(len(data))
        self.size += len(data)
        if self._file is None:  # most requests have no body
            self._file = SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115 - see close
        self._file.write(data)

    def charge_to(self, budget: SpoolBudget) -> None:
        """What it holds, and what comes. Raises SpoolFullError."""
        if budget is self._budget:
            return
        budget.take(self.size)
        self._budget.give_back(self.size)
        self._budget = budget

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
