"""Calls byte by byte, for what no client does: an `http.client` that waits, hangs and lies."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPResponse
from socket import SO_RCVBUF, SOL_SOCKET, create_connection, socket
from typing import Any

BOUNDARY = "raw-call"


class Call:
    """One connection; its answers come in turn."""

    def __init__(self, sock: socket, reader: Any) -> None:
        self.send = sock.sendall
        self.fileno = sock.fileno  # `select` waits for several of them
        self.shutdown = sock.shutdown
        self._reader = reader

    def answer(self) -> HTTPResponse:
        """The next one, read to its end; its bytes are in `content`."""
        response: Any = HTTPResponse(self)  # type: ignore[arg-type]  # it wants `makefile` alone
        response.begin()
        response.content = response.read()
        return response

    def read(self, size: int) -> bytes:
        """At once what is there, at most so much; empty at the end."""
        found: bytes = self._reader.read1(size)
        return found

    def makefile(self, mode: str) -> "_SharedReader":
        return _SharedReader(self._reader)


class _SharedReader:
    """An answer closes its file; the next one is read from the same."""

    def __init__(self, reader: Any) -> None:
        self.read, self.readline, self.readinto = reader.read, reader.readline, reader.readinto

    def close(self) -> None:
        """Not yet."""

    flush = close


@contextmanager
def connected(port: int, *, receive_buffer: int | None = None) -> Iterator[Call]:
    with create_connection(("127.0.0.1", port), timeout=60) as sock:
        if receive_buffer:
            sock.setsockopt(SOL_SOCKET, SO_RCVBUF, receive_buffer)
        with sock.makefile("rb") as reader:
            yield Call(sock, reader)


def head(method: str, path: str, *lines: str, version: str = "1.1") -> bytes:
    return "\r\n".join(
        [f"{method} {path} HTTP/{version}", "Host: localhost", *lines, "", ""]
    ).encode()


def upload_head(length: int | None, *lines: str) -> bytes:
    """Without a length it is chunked."""
    size = "Transfer-Encoding: chunked" if length is None else f"Content-Length: {length}"
    kind = f"Content-Type: multipart/form-data; boundary={BOUNDARY}"
    return head("POST", "/api/v1/receipts/", kind, size, *lines)


def multipart(content: bytes, *, name: str = "lunch.png") -> bytes:
    part = f'Content-Disposition: form-data; name="image"; filename="{name}"'
    opening, closing = f"--{BOUNDARY}\r\n{part}\r\n\r\n", f"\r\n--{BOUNDARY}--\r\n"
    return opening.encode() + content + closing.encode()


def chunked(body: bytes, size: int) -> bytes:
    parts = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in [*parts, b""])
