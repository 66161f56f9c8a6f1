"""A local stand-in for the Chat Completions service, on real HTTP.

It refuses what the real service would refuse, and what this project must never send: a request
that is not right gets a 400 and is noted in `problems`. `reply_with` says what to answer else.
"""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from PIL import Image

from receipts.tests.openai_request import find_problems

API_KEY = "sk-test-0123456789abcdef"
MODEL = "gpt-4o"

GOOD_ANSWER = {
    "document_count": 1,
    "document_kind_printed": "Receipt",
    "document_kind": "receipt",
    "vendor_printed": "CORNER CAFE LTD",
    "vendor": "Corner Cafe",
    "date_printed": "03/04/26",
    "date": "2026-04-03",
    "total_printed": "£12.50",
    "total": "12.50",
    "subtotal": "10.42",
    "discount": None,
    "tax_printed": "2.08",
    "tax": "2.08",
    "tax_lines": [{"kind": "charged", "rate": "20", "net": "10.42", "tax": "2.08"}],
    "tip": None,
    "rounding": None,
    "currency_printed": "£",
    "currency": "GBP",
    "items": [
        {"description": "Flat white", "quantity": "2", "unit_price": "3.75", "amount": "7.50"},
        {"description": "Scone", "quantity": None, "unit_price": None, "amount": "5.00"},
    ],
    "item_count": 3,
    "transaction_type": "expense",
    "category": "meals",
    "payment_method_printed": "Visa",
    "payment_method": "card",
    "receipt_number": "000417",
}


@dataclass(frozen=True, kw_only=True)
class Reply:
    """`wait`: seconds before the headers; `until`: what they wait for. `drip`: seconds between the
    body's bytes.

    `cut_after`: the connection is closed after so many bytes of the body.
    """

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0
    until: threading.Event | None = None
    drip: float = 0
    cut_after: int | None = None


@dataclass(frozen=True, kw_only=True)
class Recorded:
    method: str
    path: str
    headers: dict[str, str]
    body: dict
    images: tuple[Image.Image, ...]


def completion(content, *, finish_reason="stop", refusal=None, usage=(1500, 200)) -> Reply:
    """A whole Chat Completions answer; `usage` None leaves the token count out."""
    message = {"role": "assistant", "content": content, "refusal": refusal}
    body = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1795348800,
        "model": "gpt-4o-2024-08-06",
        "choices": [
            {"index": 0, "message": message, "finish_reason": finish_reason, "logprobs": None}
        ],
    }
    if usage:
        tokens = {"prompt_tokens": usage[0], "completion_tokens": usage[1]}
        body["usage"] = {**tokens, "total_tokens": sum(usage)}
    return Reply(body=json.dumps(body).encode())


def answered(**changes) -> Reply:
    return completion(json.dumps({**GOOD_ANSWER, **changes}))


def failed(status, *, code=None, kind=None, headers=None) -> Reply:
    error = {"message": "SECRET RECEIPT TEXT", "type": kind, "param": None, "code": code}
    return Reply(
        status=status, body=json.dumps({"error": error}).encode(), headers=dict(headers or {})
    )


class OpenAIServer:
    def __init__(self) -> None:
        self.closing = threading.Event()
        self.reset()
        self._lock = threading.Lock()
        self._http = _Server(("127.0.0.1", 0), _Handler)
        self._http.openai = self

    def reset(self) -> None:
        """Forget what came, and answer well again."""
        self.requests: list[Recorded] = []
        self.problems: list[str] = []
        self.models: dict[str, str | None] = {MODEL: "2027-01-14", "gpt-6-luna": None}
        self._replies: list[Reply] = [answered()]
        # What a plainer server says to a request that it does not take; None: it takes it. What
        # this project must always send is not asked for then.
        self.refuses: Callable[[dict], Reply | None] | None = None

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def reply_with(self, *replies: Reply) -> None:
        """One for each request in turn; the last one stays."""
        self._replies = list(replies)

    def next_reply(self) -> Reply:
        with self._lock:
            return self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]

    def run(self) -> None:
        self._http.serve_forever(poll_interval=0.01)

    def stop(self) -> None:
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()


@contextmanager
def running_openai_server() -> Iterator[OpenAIServer]:
    server = OpenAIServer()
    thread = threading.Thread(target=server.run, name="openai-server")
    thread.start()
    try:
        yield server
    finally:
        server.stop()
        thread.join()


class _Server(ThreadingHTTPServer):
    openai: OpenAIServer
    # A stalled reply ends at `closing`; a client's kept connection must not hold up the end.
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def handle_error(self, request, client_address) -> None:
        """A client that hangs up in the middle is part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else each answer waits 40 ms for the client's ACK
    server: _Server

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(json.loads(raw))

    def do_GET(self) -> None:
        self._answer({})

    def _answer(self, body: dict) -> None:
        images: list[Image.Image] = []
        problems = list(self._find_problems(body, images))
        openai = self.server.openai
        openai.problems += problems
        openai.requests.append(
            Recorded(
                method=self.command,
                path=self.path,
                headers={name.lower(): value for name, value in self.headers.items()},
                body=body,
                images=tuple(images),
            )
        )
        self._send(self._choose_reply(body, problems))

    def _choose_reply(self, body: dict, problems: list[str]) -> Reply:
        openai = self.server.openai
        if self.headers.get("Authorization") != f"Bearer {API_KEY}":
            return failed(401, code="invalid_api_key", kind="invalid_request_error")
        name = body["model"] if body else self.path.removeprefix("/v1/models/")
        if name not in openai.models:
            return failed(404, code="model_not_found", kind="invalid_request_error")
        if problems and openai.refuses is None:
            return failed(400, kind="invalid_request_error")
        refusal = openai.refuses(body) if openai.refuses and body else None
        if refusal is not None:
            return refusal
        if body:
            return openai.next_reply()
        described = {"id": name, "object": "model", "created": 1, "owned_by": "openai"}
        described["shutdown_date"] = openai.models[name]
        return Reply(body=json.dumps(described).encode())

    def _find_problems(self, body: dict, images: list[Image.Image]) -> Iterator[str]:
        if not self.headers.get("Authorization", "").startswith("Bearer "):
            yield "no key"
        if body:
            if self.path != "/v1/chat/completions":
                yield f"posted to {self.path}"
            yield from find_problems(body, images)

    def _send(self, reply: Reply) -> None:
        closing = self.server.openai.closing
        if reply.wait and closing.wait(reply.wait):
            return
        if reply.until:
            reply.until.wait(60)
        self.send_response(reply.status)
        headers = {"Content-Type": "application/json", "x-request-id": "req_1"}
        for name, value in {**headers, **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if reply.cut_after is not None:
            self.wfile.write(reply.body[: reply.cut_after])
            self.close_connection = True
        elif reply.drip:
            self._drip(reply, wait=closing.wait)
        else:
            self.wfile.write(reply.body)

    def _drip(self, reply: Reply, *, wait: Callable[[float], bool]) -> None:
        for byte in reply.body:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            if wait(reply.drip):
                return

    def log_message(self, format: str, *args) -> None:
        """Silent: a test speaks through its asserts."""
