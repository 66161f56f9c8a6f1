"""A stand-in for the service that speaks HTTP/2 over TLS and nothing else.

Streams of one connection are answered side by side, and each `Stream` is used once, in turn.
"""

import contextlib
import datetime
import ipaddress
import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import h2.config
import h2.connection
import h2.events
import h2.exceptions
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from receipts.tests.openai_server import answered

_TICK_SECONDS = 0.02


@dataclass(frozen=True, kw_only=True)
class Stream:
    """`after`: seconds until the answer, None: never. White space or pings may go ahead of it."""

    after: float | None = 0
    spaces: bool = False
    pings: bool = False


def write_certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    certificate = (
        x509.CertificateBuilder(
            issuer_name=name,
            subject_name=name,
            public_key=key.public_key(),
            serial_number=1,
            not_valid_before=now - datetime.timedelta(hours=1),
            not_valid_after=now + datetime.timedelta(hours=1),
        )
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate_file, key_file = folder / "certificate.pem", folder / "key.pem"
    certificate_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return certificate_file, key_file


class Http2Server:
    def __init__(self, certificate: Path, key: Path) -> None:
        self.streams: list[Stream] = [Stream()]
        self.bodies: list[dict] = []
        self.connections = 0
        self.most_side_by_side = 0
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(certificate, key)
        self._context.set_alpn_protocols(["h2"])
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(_TICK_SECONDS)
        self._closing = threading.Event()

    @property
    def base_url(self) -> str:
        return f"https://127.0.0.1:{self._listener.getsockname()[1]}/v1"

    def next_stream(self) -> Stream:
        return self.streams.pop(0) if len(self.streams) > 1 else self.streams[0]

    def run(self) -> None:
        threads = []
        while not self._closing.is_set():
            with contextlib.suppress(TimeoutError):
                raw, _ = self._listener.accept()
                self.connections += 1
                threads.append(threading.Thread(target=self._serve, args=(raw,)))
                threads[-1].start()
        self._listener.close()
        for thread in threads:
            thread.join()

    def stop(self) -> None:
        self._closing.set()

    def _serve(self, raw: socket.socket) -> None:
        with (
            contextlib.suppress(OSError, h2.exceptions.ProtocolError),
            self._context.wrap_socket(raw, server_side=True) as tls,
        ):
            _Connection(self, tls).run(self._closing)


class _Connection:
    def __init__(self, server: Http2Server, tls: ssl.SSLSocket) -> None:
        self.server = server
        self.tls = tls
        self.h2 = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        self.received: dict[int, bytearray] = {}
        self.answering: dict[int, tuple[Stream, float]] = {}

    def run(self, closing: threading.Event) -> None:
        self.h2.initiate_connection()
        self.tls.settimeout(_TICK_SECONDS)
        while not closing.is_set():
            self.tls.sendall(self.h2.data_to_send())
            with contextlib.suppress(TimeoutError):
                data = self.tls.recv(65536)
                if not data:
                    return
                for event in self.h2.receive_data(data):
                    self._handle(event)
            for stream_id in list(self.answering):
                self._answer(stream_id)

    def _handle(self, event: h2.events.Event) -> None:
        if isinstance(event, h2.events.RequestReceived):
            self.received[event.stream_id] = bytearray()
        elif isinstance(event, h2.events.DataReceived):
            self.received[event.stream_id] += event.data
            self.h2.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
        elif isinstance(event, h2.events.StreamEnded):
            self.server.bodies.append(json.loads(self.received[event.stream_id]))
            stream = self.server.next_stream()
            self.answering[event.stream_id] = (stream, time.monotonic())
            self._count_streams()
            if not stream.pings and stream.after is not None:
                self._send_headers(event.stream_id)

    def _send_headers(self, stream_id: int) -> None:
        headers = [(":status", "200"), ("content-type", "application/json")]
        self.h2.send_headers(stream_id, headers)

    def _count_streams(self) -> None:
        count = max(self.server.most_side_by_side, len(self.answering))
        self.server.most_side_by_side = count

    def _answer(self, stream_id: int) -> None:
        stream, started = self.answering[stream_id]
        if stream.after is not None and time.monotonic() >= started + stream.after:
            self.h2.send_data(stream_id, answered().body, end_stream=True)
            del self.answering[stream_id]
        elif stream.spaces:
            self.h2.send_data(stream_id, b" ")
        elif stream.pings:
            self.h2.ping(b"anything")


@contextmanager
def running_http2_server(certificate: Path, key: Path) -> Iterator[Http2Server]:
    server = Http2Server(certificate, key)
    thread = threading.Thread(target=server.run, name="openai-http2-server")
    thread.start()
    try:
        yield server
    finally:
        server.stop()
        thread.join()
