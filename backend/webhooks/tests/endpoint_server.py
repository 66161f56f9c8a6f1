"""A stranger's server: it takes what it is sent and behaves as it is told, on real sockets."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

# What a connection meets: its socket, and an event that says that the test is over.
type Behaviour = Callable[[socket.socket, threading.Event], None]


@dataclass
class EndpointServer:
    """`behaves`: the next connections, one each; the last one stays. `connections` counts those
    that sent nothing as well."""

    url: str = ""
    port: int = 0
    behaves: list[Behaviour] = field(default_factory=lambda: [answering(204)])
    received: list["Received"] = field(default_factory=list)
    connections: int = 0


@dataclass(frozen=True)
class Received:
    line: str
    headers: dict[str, str]
    body: bytes


def answering(status: int, *, headers: str = "", body: bytes = b"") -> Behaviour:
    def answer(connection, over):
        head = f"HTTP/1.1 {status} Whatever\r\n{headers}Content-Length: {len(body)}\r\n\r\n"
        connection.sendall(head.encode() + body)

    return answer


def stalling(connection, over):
    """Takes everything and never answers."""
    over.wait(60)


def dying(connection, over):
    """Closes without a word."""


def lying(connection, over):
    connection.sendall(b"220 mail.example.com ESMTP\r\n")


def hinting(connection, over):
    hint = b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n"
    connection.sendall(hint + b"HTTP/1.1 202\r\nContent-Length: 0\r\n\r\n")


def trickling(connection, over):
    """An answer that always has another byte to come."""
    with suppress(OSError):
        connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not over.wait(0.05):
            connection.sendall(b"a")


def babbling(connection, over):
    """A head without end, as fast as it is read."""
    with suppress(OSError):
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        while not over.is_set():
            connection.sendall(b"X-More: " + b"a" * 1000 + b"\r\n")


def pouring(connection, over):
    """An answer whose body has no end."""
    with suppress(OSError):
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n")
        while not over.is_set():
            connection.sendall(b"a" * 65536)


@contextmanager
def running_endpoint_server(
    certificate: tuple[Path, Path] | None = None,
) -> Iterator[EndpointServer]:
    server, over = EndpointServer(), threading.Event()
    context = None
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*map(str, certificate))
    listener = socket.create_server(("127.0.0.1", 0))
    server.port = listener.getsockname()[1]
    server.url = f"{'https' if context else 'http'}://127.0.0.1:{server.port}/hooks?key=1"
    threads = [threading.Thread(target=_accept, args=(listener, server, context, over, []))]
    threads[0].start()
    try:
        yield server
    finally:
        over.set()
        # Wakes the one that waits for a connection.
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", server.port), timeout=5).close()
        threads[0].join(30)
        listener.close()


def _accept(listener, server, context, over, threads):
    while not over.is_set():
        connection, _ = listener.accept()
        if over.is_set():
            connection.close()
            break
        server.connections += 1
        behaviour = server.behaves.pop(0) if len(server.behaves) > 1 else server.behaves[0]
        thread = threading.Thread(
            target=_serve, args=(connection, behaviour, server, context, over)
        )
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join(30)


def _serve(connection, behaviour, server, context, over):
    connection.settimeout(30)
    with suppress(OSError):
        if context:
            connection = context.wrap_socket(connection, server_side=True)
        try:
            received = _read(connection)
            if received is not None:
                server.received.append(received)
                behaviour(connection, over)
        finally:
            connection.close()


def _read(connection) -> Received | None:
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65536)
        if not more:
            return None
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    line, *fields = head.decode().split("\r\n")
    headers = {name.lower(): text for name, _, text in (f.partition(": ") for f in fields)}
    while len(body) < int(headers["content-length"]):
        body += connection.recv(65536)
    return Received(line, headers, body)


def wait_for(is_so, *, seconds: float = 30) -> None:
    give_up = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < give_up
        time.sleep(0.02)
