"""A stub model on real HTTP that answers a while after it was asked, and looks at nothing."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import ClassVar

from receipts.tests.openai_server import answered

MODEL_SECONDS = 2.0


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    numbers = count(1)
    server: "_Server"
    calls: ClassVar[list[int]] = []

    def do_POST(self) -> None:
        due = time.monotonic() + self.server.seconds
        self.rfile.read(int(self.headers["Content-Length"]))
        number = next(self.numbers)
        self.calls.append(number)
        # Every receipt says something else: duplicates would be compared with one another.
        total = f"{number}.00"
        body = answered(
            vendor=f"Shop {number}", total=total, subtotal=None, tax=None, tax_lines=[]
        ).body
        time.sleep(max(0.0, due - time.monotonic()))
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


def calls_of_model() -> int:
    """Since the begin."""
    return len(_Handler.calls)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    seconds: float


@contextmanager
def running_slow_model(*, seconds: float = MODEL_SECONDS) -> Iterator[str]:
    """Its base URL."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.seconds = seconds
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        server.server_close()
