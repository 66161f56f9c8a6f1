"""Answers on their way: what a caller does not take at once waits here, and holds no thread."""

import os
import select
import sys
import time
from collections import deque
from dataclasses import dataclass
from fcntl import ioctl
from socket import SHUT_WR, socket
from tempfile import TemporaryFile
from termios import TIOCOUTQ
from typing import IO

from backend.server.patience import Patience
from backend.server.spool import IN_MEMORY_BYTES, SpoolFullError

_SEND_AT_ONCE_BYTES = 1024 * 1024
# Of one answer. What is longer is made as fast as its caller takes it.
_ON_DISK_BYTES = 16 * 1024 * 1024


@dataclass
class _FilePart:
    """A part of an open file that has not been sent yet."""

    file: IO[bytes]
    offset: int
    left: int
    closes: bool = True


class AnswerSocket:
    """A caller's socket as gunicorn writes to it: it keeps what does not go out at once.

    Only where that becomes too much a thread waits, for a bounded time, and few threads at once;
    the others give their callers up.
    """

    def __init__(self, sock: socket, patience: Patience) -> None:
        self._sent = self._seen_delivered = 0
        self._sock = sock
        self._sock.settimeout(0)
        self._patience = patience
        self._parts: deque[memoryview | _FilePart] = deque()
        self._in_memory = 0
        self._overflow: IO[bytes] | None = None
        self._on_disk = 0

    def fileno(self) -> int:
        return self._sock.fileno()

    def recv_into(self, buffer: bytearray) -> int:
        return self._sock.recv_into(buffer)

    def sendall(self, data: bytes) -> None:
        left = memoryview(data)
        if self.flush():
            left = left[self._send_now(left) :]
        if left:
            self._keep(left)

    send = sendall

    def sendfile(self, file: IO[bytes], offset: int = 0, count: int = 0) -> int:
        """Of a file of the disk: nothing of it is copied, however long the caller takes."""
        copy = os.fdopen(os.dup(file.fileno()), "rb")
        self._parts.append(_FilePart(copy, offset, count))
        self.flush()
        return count

    def flush(self) -> bool:
        """Send what goes out now. False: something is left."""
        try:
            while self._parts:
                self._send(self._parts[0])
        except BlockingIOError:
            return False
        return True

    def take_progress(self) -> int:
        """How many bytes have reached the caller since this was asked last. The system takes
        megabytes at once, and says that it takes more only when a good part of them is gone."""
        unsent = int.from_bytes(ioctl(self.fileno(), TIOCOUTQ, bytes(4)), sys.byteorder)
        delivered = self._sent - unsent
        progress, self._seen_delivered = delivered - self._seen_delivered, delivered
        return progress

    def finish(self) -> None:
        """Nothing more will be said, but what is on its way still arrives (RFC 9112, 9.6)."""
        self._sock.shutdown(SHUT_WR)

    def close(self) -> None:
        for part in self._parts:
            if isinstance(part, _FilePart) and part.closes:
                part.file.close()
        self._parts.clear()
        self._drop_overflow()
        self._sock.close()

    def gettimeout(self) -> float:
        return 0.0

    def setblocking(self, flag: bool) -> None:  # noqa: FBT001 - the socket's own signature
        """It never blocks, whatever gunicorn wishes."""

    def _send_now(self, data: memoryview) -> int:
        try:
            sent = self._sock.send(data)
        except BlockingIOError:
            return 0
        self._sent += sent
        return sent

    def _send(self, part: "memoryview | _FilePart") -> None:
        if isinstance(part, memoryview):
            self._send_bytes(part)
        else:
            self._send_file(part)
        if not self._parts:
            self._drop_overflow()

    def _send_bytes(self, part: memoryview) -> None:
        sent = self._sock.send(part)
        self._sent += sent
        self._in_memory -= sent
        if sent == len(part):
            self._parts.popleft()
        else:
            self._parts[0] = part[sent:]

    def _send_file(self, part: _FilePart) -> None:
        size = min(part.left, _SEND_AT_ONCE_BYTES)
        sent = os.sendfile(self.fileno(), part.file.fileno(), part.offset, size)
        if not sent:
            raise ConnectionAbortedError("The file ended before its announced length.")
        self._sent += sent
        part.offset += sent
        part.left -= sent
        if not part.left:
            self._parts.popleft()
            if part.closes:
                part.file.close()

    def _keep(self, data: memoryview) -> None:
        if self._in_memory + len(data) <= IN_MEMORY_BYTES:
            self._in_memory += len(data)
            self._parts.append(data)
            return
        try:
            self._keep_on_disk(data)
        except SpoolFullError:
            self._parts.append(data)
            self._in_memory += len(data)
            self._wait_until_sent()

    def _wait_until_sent(self) -> None:
        """In a thread. Raises TimeoutError, as a socket with a time-out does."""
        deadline = self._patience.from_now()
        poll = select.poll()
        poll.register(self._sock, select.POLLOUT)
        with self._patience.turn_to_wait():
            while not self.flush():
                if poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
                    continue
                deadline = self._patience.postponed(deadline, size=self.take_progress())
                if deadline <= time.monotonic():
                    raise TimeoutError("The caller does not take its answer.")

    def _keep_on_disk(self, data: memoryview) -> None:
        if self._on_disk + len(data) > _ON_DISK_BYTES:
            raise SpoolFullError("The answer is too long to wait as a whole.")
        self._patience.budget.take(len(data))
        if self._overflow is None:
            self._overflow = TemporaryFile()  # noqa: SIM115 - closed with the last part
        offset, self._on_disk = self._on_disk, self._on_disk + len(data)
        self._overflow.write(data)
        self._overflow.flush()
        last = self._parts[-1] if self._parts else None
        if isinstance(last, _FilePart) and last.file is self._overflow:
            last.left += len(data)
        else:
            self._parts.append(_FilePart(self._overflow, offset, len(data), closes=False))

    def _drop_overflow(self) -> None:
        if self._overflow is not None:
            self._overflow.close()
            self._overflow = None
            self._patience.budget.give_back(self._on_disk)
            self._on_disk = 0
