"""A local stand-in for Cloudinary, on real HTTP.

It keeps what it is sent, checks every signature with the SDK's own algorithm and every key, and
refuses what the real service would refuse. `failure` makes it fail on purpose.
"""

import base64
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

from cloudinary.utils import api_sign_request

CLOUD = "double"
API_KEY = "314159265358979"
API_SECRET = "a-secret-of-the-double"
# What is sent beside the signed parameters (Cloudinary: "Generating authentication signatures").
_UNSIGNED = {"file", "cloud_name", "resource_type", "api_key", "signature", "resource"}
_TIMESTAMP_SECONDS = 3600  # an older upload is refused


@dataclass(frozen=True, kw_only=True)
class Failure:
    """`status` with `body` as the answer; `stall`: seconds before it; `cut`: no answer at all.

    `drip`: seconds between the body's bytes.
    `after`: the request is carried out first, and only its answer fails.
    """

    status: int = 500
    body: bytes = b'{"error": {"message": "on purpose"}}'
    headers: dict[str, str] = field(default_factory=dict)
    stall: float = 0
    drip: float = 0
    cut: bool = False
    after: bool = False


@dataclass(frozen=True, kw_only=True)
class Recorded:
    action: str
    params: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Asset:
    content: bytes
    filename: str
    params: dict[str, str]
    created_at: datetime = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
    resource: str = "image"


class RefusedRequestError(Exception):
    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class CloudinaryServer:
    """`failures` maps an action (upload, destroy, download, ping, resources), or the public id of
    one asset, to how it fails. `seconds`: how long every call takes."""

    def __init__(self) -> None:
        self.assets: dict[str, Asset] = {}
        self.requests: list[Recorded] = []
        self.failures: dict[str, Failure] = {}
        self.page_size = 2
        self.seconds = 0.0
        self.url = ""
        self.stopped = threading.Event()

    @property
    def options(self) -> dict[str, str]:
        return {
            "cloud_name": CLOUD,
            "api_key": API_KEY,
            "api_secret": API_SECRET,
            "upload_prefix": self.url,
        }

    def actions(self) -> list[str]:
        return [request.action for request in self.requests]

    def handle(self, action: str, params: dict[str, str], file: Asset | None) -> object:
        if action == "upload":
            return self._upload(params, file)
        if action == "destroy":
            return self._destroy(params)
        if action == "download":
            return self._download(params)
        if action == "ping":
            return {"status": "ok"}
        if action == "resources":
            return self._list(params)
        return self._resource(action)

    def _upload(self, params: dict[str, str], file: Asset | None) -> object:
        _check_signature(params)
        _check_age(params)
        if file is None or not file.content:
            raise RefusedRequestError(400, "Empty file")
        existing = self.assets.get(params["public_id"])
        if existing is not None and params.get("overwrite") in {"0", "false"}:
            return _described(params["public_id"], existing) | {"existing": True}
        self.assets[params["public_id"]] = replace(file, resource=params["resource"])
        return _described(params["public_id"], file)

    def _destroy(self, params: dict[str, str]) -> object:
        _check_signature(params)
        _check_age(params)
        asset = self.assets.get(params["public_id"])
        if asset is None or asset.params.get("type") != params.get("type"):
            return {"result": "not found"}
        del self.assets[params["public_id"]]
        return {"result": "ok"}

    def _download(self, params: dict[str, str]) -> object:
        _check_signature(params)
        if float(params.get("expires_at", 0)) <= time.time():
            raise RefusedRequestError(401, "Link expired")
        asset = self.assets.get(params["public_id"])
        if asset is None or asset.params.get("type") != params.get("type"):
            raise RefusedRequestError(404, "Resource not found")
        if "format" in params or "transformation" in params:
            return f"{params.get('transformation')} as {params.get('format')}".encode()
        return asset.content

    def _list(self, params: dict[str, str]) -> object:
        names = sorted(
            name
            for name, asset in self.assets.items()
            if name.startswith(params["prefix"]) and asset.resource == params["resource"]
        )
        start = int(params.get("next_cursor", 0))
        end = start + min(self.page_size, int(params["max_results"]))
        found = [_described(name, self.assets[name]) for name in names[start:end]]
        return {"resources": found} | ({"next_cursor": str(end)} if end < len(names) else {})

    def _resource(self, action: str) -> object:
        public_id = unquote(action.split("/authenticated/")[1])
        if public_id not in self.assets:
            raise RefusedRequestError(404, f"Resource not found - {public_id}")
        return _described(public_id, self.assets[public_id])


def _check_signature(params: dict[str, str]) -> None:
    if params.get("api_key") != API_KEY:
        raise RefusedRequestError(401, "Unknown API key")
    signed = {name: value for name, value in params.items() if name not in _UNSIGNED}
    if params.get("signature") != api_sign_request(signed, API_SECRET):
        raise RefusedRequestError(401, "Invalid Signature")


def _check_age(params: dict[str, str]) -> None:
    if abs(time.time() - int(params["timestamp"])) > _TIMESTAMP_SECONDS:
        raise RefusedRequestError(400, "Stale request")


def _described(public_id: str, asset: Asset) -> dict[str, object]:
    context = dict(
        pair.split("=", 1) for pair in asset.params.get("context", "").split("|") if pair
    )
    return {
        "public_id": public_id,
        "type": asset.params.get("type", "upload"),
        "bytes": len(asset.content),
        "created_at": asset.created_at.isoformat(),
        **({"context": {"custom": context}} if context else {}),
    }


class _Handler(BaseHTTPRequestHandler):
    server: "_Server"

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        self._answer(url.path, dict(parse_qsl(url.query)), None)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        params, file = _parse_multipart(self.headers["Content-Type"], body)
        self._answer(self.path, params, file)

    def _answer(self, path: str, params: dict[str, str], file: Asset | None) -> None:
        double = self.server.double
        action = path.removeprefix(f"/v1_1/{CLOUD}/")
        resource = "raw" if "raw" in action.split("/")[:2] else "image"
        action = action.removeprefix(f"{resource}/")
        if action == f"resources/{resource}/authenticated":
            action = "resources"
        params = {"resource": resource} | params
        double.requests.append(Recorded(action=action, params=params))
        double.stopped.wait(double.seconds)
        failure = double.failures.get(action) or double.failures.get(params.get("public_id", ""))
        if failure is not None and not failure.after:
            return self._fail(failure)
        try:
            if action == "ping" or action.startswith("resources"):
                self._check_key()
            result = double.handle(action, params, file)
        except RefusedRequestError as refusal:
            return self._send(refusal.status, {"error": {"message": str(refusal)}})
        return self._send(200, result) if failure is None else self._fail(failure)

    def _check_key(self) -> None:
        expected = base64.b64encode(f"{API_KEY}:{API_SECRET}".encode()).decode()
        if self.headers.get("Authorization") != f"Basic {expected}":
            raise RefusedRequestError(401, "Invalid credentials")

    def _fail(self, failure: Failure) -> None:
        self.server.double.stopped.wait(failure.stall)
        if failure.cut:
            self.close_connection = True
            self.connection.close()
            return
        self._send(failure.status, failure.body, failure.headers, drip=failure.drip)

    def _send(
        self,
        status: int,
        result: object,
        headers: dict[str, str] | None = None,
        drip: float = 0,
    ) -> None:
        body = result if isinstance(result, bytes) else json.dumps(result).encode()
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        for start in range(len(body)) if drip else ():
            self.wfile.write(body[start : start + 1])
            self.server.double.stopped.wait(drip)
        if not drip:
            self.wfile.write(body)

    def handle(self) -> None:
        # The caller has given up, or `cut` closed the connection.
        with suppress(OSError, ValueError):
            super().handle()

    def finish(self) -> None:
        with suppress(OSError, ValueError):
            super().finish()

    def log_message(self, *_: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64  # more than tests ever connect at once
    double: CloudinaryServer


def _parse_multipart(content_type: str, body: bytes) -> tuple[dict[str, str], Asset | None]:
    boundary = content_type.split("boundary=")[1].encode()
    params: dict[str, str] = {}
    content, filename = None, ""
    for part in body.split(b"--" + boundary)[1:-1]:
        head, _, value = part[2:-2].partition(b"\r\n\r\n")
        disposition = head.split(b"\r\n")[0].decode()
        words = dict(pair.split("=", 1) for pair in disposition.split("; ")[1:])
        name = words["name"].strip('"')
        if name == "file":
            content, filename = value, words["filename"].strip('"')
        else:
            params[name] = value.decode()
    file = None if content is None else Asset(content=content, filename=filename, params=params)
    return params, file


@contextmanager
def running_cloudinary() -> Iterator[CloudinaryServer]:
    double = CloudinaryServer()
    server = _Server(("127.0.0.1", 0), _Handler)
    server.double = double
    double.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield double
    finally:
        double.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()
