"""Servers by others that play Stripe, each in a process of its own: `scripts/install_test_servers`
puts them there. And the place where they deliver their events."""

import json
import queue
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.programs import FOLDER, NODE, NODE_MODULES, installed

# The server as it is; only it listens here alone, on IPv4, and keeps nothing in a file that every
# run on the machine would share.
_LOCALSTRIPE = """
import sys
from aiohttp import web
from localstripe import resources
resources.Store.dump_to_disk = lambda self: None
from localstripe.server import app
web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), print=None)
"""


@contextmanager
def localstripe() -> Iterator[str]:
    """Its address."""
    python = installed(FOLDER / "python" / "bin" / "python")
    port = _free_port()
    with _running([str(python), "-c", _LOCALSTRIPE, str(port)], port):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def emulate(seed: dict, folder: Path) -> Iterator[str]:
    """Its address. `seed` is what is in its Stripe from the beginning."""
    node = installed(NODE)
    program = installed(NODE_MODULES / "emulate" / "dist" / "index.js")
    port = _free_port()
    seed_file = folder / "seed.json"
    seed_file.write_text(json.dumps({"stripe": seed}))
    command = [str(node), str(program), "start", "--service", "stripe"]
    with _running([*command, "--port", str(port), "--seed", str(seed_file)], port):
        yield f"http://127.0.0.1:{port}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(command: list[str], port: int) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_until_it_listens(process, port)
        yield
    finally:
        process.terminate()
        process.wait(10)


def _wait_until_it_listens(process: subprocess.Popen, port: int) -> None:
    deadline = time.monotonic() + 20
    while process.poll() is None and time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("The test server did not start.")


class Inbox:
    """Takes what a server delivers: the body and the signature, byte for byte."""

    def __init__(self) -> None:
        self._letters: queue.Queue[tuple[bytes, str]] = queue.Queue()
        self._kept: list[tuple[bytes, str]] = []
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,))
        self.address = f"http://127.0.0.1:{self._http.server_port}/"

    def __enter__(self) -> "Inbox":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()

    def take(self, kind: str, about: str) -> tuple[bytes, str]:
        """The event of this kind about an object or a customer. Waits for it some seconds."""
        while True:
            for letter in self._kept:
                event = json.loads(letter[0])
                concerns = event["data"]["object"]
                if event["type"] == kind and about in {concerns["id"], concerns.get("customer")}:
                    self._kept.remove(letter)
                    return letter
            self._kept.append(self._letters.get(timeout=10))

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        letters = self._letters

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                letters.put((body, self.headers.get("Stripe-Signature", "")))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *args: object) -> None:
                pass

        return Handler
