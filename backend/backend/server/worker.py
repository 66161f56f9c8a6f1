"""gunicorn's thread worker with a buffering front.

A thread runs a request only when nothing of it has to be waited for: heads and bodies come in and
answers go out in the event loop, by time-outs. See docs/decisions/slow-callers-wait-in-the-event-
loop.md. It stands on the inner parts of `gunicorn.workers.gthread`, whose version is pinned.
"""

import errno
import math
import selectors
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from socket import socket
from types import MappingProxyType
from typing import Any

from gunicorn.http.errors import ParseException
from gunicorn.http.message import Request
from gunicorn.http.wsgi import create
from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, ThreadWorker

from backend.server.body import BodyTooLargeError, IncomingBody
from backend.server.connection import Connection, Phase
from backend.server.patience import Patience
from backend.server.spool import (
    IN_MEMORY_BYTES,
    Caller,
    HeldMemory,
    SpoolBudget,
    SpoolFullError,
)

_READ_AT_ONCE_BYTES = 512 * 1024
_LOOK_SECONDS = 0.25
# What has not come by then is asked for. Most uploads of a fast network have.
_AT_ONCE_SECONDS = 0.25
# A platform restarts whoever does not answer these, also while all threads wait for something.
_PROBES = (b"/healthz", b"/readyz")

_AWAITS_BODY = object()
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class BufferingWorker(ThreadWorker):
    """Each connection is either with a thread or in `_waiting`, registered with the poller."""

    # From the first byte of a head, or from the connection, to the head's end.
    head_seconds = 15.0
    # How often it is asked whether a body or an answer moves at the slowest rate.
    stall_seconds = 30.0
    slowest_bytes_a_second = 4096
    # What a caller still sends after its last answer is thrown away so long.
    end_seconds = 10.0
    # Bodies and answers of a process. Anonymous ones: a small body of each connection.
    spooled_bytes: Mapping[Caller, int] = MappingProxyType(
        {
            Caller.KNOWN: 512 * 1024 * 1024,
            Caller.ANONYMOUS: 64 * 1024 * 1024,
            Caller.WEBHOOK: 16 * 1024 * 1024,
        }
    )
    # Bodies that may come unasked, in memory.
    held_bytes = 16 * 1024 * 1024
    # A worker that stops waits so long for what has begun.
    stop_seconds = 8.0

    def init_process(self) -> None:
        self._waiting: set[Connection] = set()
        self._buffer = bytearray(_READ_AT_ONCE_BYTES)
        self._patience = Patience(
            budgets={who: SpoolBudget(size) for who, size in self.spooled_bytes.items()},
            waiting_threads=threading.Semaphore(max(1, self.cfg.threads // 2)),
            stall_seconds=self.stall_seconds,
            slowest_bytes_a_second=self.slowest_bytes_a_second,
        )
        self._held = HeldMemory(self.held_bytes)
        self._looks_at = 0.0
        # A thread of its own for each, since the one asks nobody and the other does.
        self._probe_threads = {path: ThreadPoolExecutor(max_workers=1) for path in _PROBES}
        super().init_process()

    def load_wsgi(self) -> None:
        super().load_wsgi()
        from backend.server import admission, refusals  # noqa: PLC0415 - need Django's settings

        self._admission, self._unasked_bytes = admission.admission, admission.unasked_bytes
        self._own_answer, self._code_for = refusals.own_answer, refusals.code_for

    # --- In the event loop

    def accept(self, listener: Any) -> None:
        try:
            sock, client = listener.accept()
        except OSError as error:
            if error.errno in {errno.EMFILE, errno.ENFILE}:
                self._make_room()
            elif error.errno not in {errno.EAGAIN, errno.ECONNABORTED}:
                raise
            return
        self.nr_conns += 1
        if self.nr_conns >= self.worker_connections:
            self._make_room()
        self._begin(sock, client, listener.getsockname())

    def _begin(self, sock: socket, client: Any, server: Any) -> None:
        conn = Connection(self.cfg, sock, client, server, patience=self._patience)
        self._wait(conn, Phase.HEAD, seconds=self.head_seconds)

    def _wait(self, conn: Connection, phase: Phase, *, seconds: float) -> None:
        if not self.alive:
            seconds = min(seconds, self.stop_seconds)
        conn.phase, conn.deadline, conn.asks_at = phase, time.monotonic() + seconds, math.inf
        self._waiting.add(conn)
        event = selectors.EVENT_WRITE if phase is Phase.ANSWER else selectors.EVENT_READ
        self.poller.register(conn.sock, event, partial(self._on_ready, conn))

    def _leave(self, conn: Connection) -> None:
        self._waiting.discard(conn)
        self.poller.unregister(conn.sock)

    def _drop(self, conn: Connection) -> None:
        if conn in self._waiting:
            self._leave(conn)
        self.nr_conns -= 1
        conn.close()

    def _on_ready(self, conn: Connection, _sock: object) -> None:
        try:
            if conn.phase is Phase.ANSWER:
                self._send(conn)
            else:
                self._receive(conn)
        except BlockingIOError:
            return
        except (OSError, ParseException, BodyTooLargeError) as error:
            self._end_by(conn, error)

    def _receive(self, conn: Connection) -> None:
        size = conn.sock.recv_into(self._buffer)
        if not size:
            self._drop(conn)
            return
        data = memoryview(self._buffer)[:size]
        if conn.phase is Phase.BODY:
            self._take_body(conn, data)
        elif conn.phase is not Phase.END:
            self._take_head(conn, data)

    def _take_head(self, conn: Connection, data: memoryview) -> None:
        conn.feed_head(data)
        if conn.has_head:
            self._leave(conn)
            self._run(conn)
        elif conn.has_too_large_head:
            self._end_with(conn, "head_too_large")
        elif conn.phase is Phase.NEXT:
            conn.phase, conn.deadline = Phase.HEAD, time.monotonic() + self.head_seconds

    def _take_body(self, conn: Connection, data: memoryview) -> None:
        conn.feed_body(data)
        if conn.body is not None and conn.body.is_complete:
            self._leave(conn)
            self.enqueue_req(conn)

    def _run(self, conn: Connection) -> None:
        conn.parse_head()
        self.enqueue_req(conn)

    def enqueue_req(self, conn: Connection) -> None:
        threads: Any = self._probe_threads.get(conn.path, self.tpool)
        done = threads.submit(self.handle, conn)
        done.add_done_callback(partial(self.method_queue.defer, self.finish_request, conn))

    def finish_request(self, conn: Connection, fs: Any) -> None:
        """A thread gives the connection back."""
        outcome = fs.result() if not (fs.cancelled() or fs.exception()) else False
        if outcome is _AWAITS_BODY:
            self._wait(conn, Phase.BODY, seconds=self.stall_seconds)
            if conn.body is not None and conn.body.is_held:
                conn.asks_at = time.monotonic() + _AT_ONCE_SECONDS
            return
        conn.close_body()
        conn.is_kept = bool(outcome)
        try:
            self._send(conn)
        except OSError:
            self._drop(conn)

    def _send(self, conn: Connection) -> None:
        if not conn.sock.flush():
            if conn not in self._waiting:
                self._wait(conn, Phase.ANSWER, seconds=self.stall_seconds)
            return
        if conn in self._waiting:
            self._leave(conn)
        if conn.is_kept:
            self._await_next(conn)
        else:
            conn.sock.finish()
            self._wait(conn, Phase.END, seconds=self.end_seconds)

    def _await_next(self, conn: Connection) -> None:
        """The next request may have come along with the last one (RFC 9112, 9.3.2)."""
        if conn.has_head:
            self._run(conn)
        elif conn.has_begun:
            self._wait(conn, Phase.HEAD, seconds=self.head_seconds)
        else:
            idle = self.cfg.keepalive if self.alive else STOP_KEEPALIVE_LINGER
            self._wait(conn, Phase.NEXT, seconds=idle)

    def murder_keepalived(self, force: bool = False) -> None:  # noqa: FBT001, FBT002 - gunicorn's
        """Called at each turn of the loop; looking four times a second is enough."""
        now = time.monotonic()
        if now < self._looks_at and not force:
            return
        self._looks_at = now + _LOOK_SECONDS
        due = [conn for conn in self._waiting if force or min(conn.deadline, conn.asks_at) <= now]
        for conn in due:
            if force:
                self._drop(conn)
            elif conn.asks_at <= now:
                self._leave(conn)
                self.enqueue_req(conn)
            else:
                self._expire(conn, now=now)

    def _expire(self, conn: Connection, *, now: float) -> None:
        """Its deadline has passed, which a body or an answer that moves postpones."""
        if conn.phase in {Phase.BODY, Phase.ANSWER} and self.alive:
            moved = conn.take_progress()
            conn.deadline = self._patience.postponed(conn.deadline, size=moved)
            if conn.deadline > now:
                return
        if conn.phase in {Phase.HEAD, Phase.BODY} and conn.has_begun:
            self._end_with(conn, "request_timeout")
        else:
            self._drop(conn)

    def _cap_keepalive(self, deadline: float) -> None:
        """The worker stops: who has not begun gets gunicorn's `deadline`, all others more."""
        latest = time.monotonic() + self.stop_seconds
        for conn in self._waiting:
            conn.deadline = min(conn.deadline, latest if conn.has_begun else deadline)

    def _make_room(self) -> None:
        """All connections are taken: the one that would be given up first goes now."""
        if self._waiting:
            self._drop(min(self._waiting, key=lambda conn: conn.deadline))

    def _end_by(self, conn: Connection, error: Exception) -> None:
        if isinstance(error, BodyTooLargeError | SpoolFullError):
            self._end_with(conn, self._code_for(error))
        elif isinstance(error, ParseException):
            self._end_with(conn, "parse_error")
        else:
            self._drop(conn)

    def _end_with(self, conn: Connection, code: str) -> None:
        """The front's own answer, in the API's shape."""
        self._leave(conn)
        conn.close_body()
        conn.is_kept = False
        try:
            self._refuse(conn, conn.parser.held, code)
            self._send(conn)
        except OSError:
            self._drop(conn)

    def _refuse(self, conn: Connection, req: Request | None, code: str) -> None:
        """In the language of the request, as far as its head has come."""
        headers = dict(req.headers) if req is not None else {}
        language = headers.get("ACCEPT-LANGUAGE", "")
        conn.sock.sendall(self._own_answer(code, accept_language=language))

    # --- In a thread

    def handle_request(self, req: Request, conn: Connection) -> Any:
        try:
            body = conn.body or conn.open_body(req, held_in=self._may_come_to(req))
            if not body.is_ready and self._waits_for(body, req, conn):
                conn.parser.held = req
                return _AWAITS_BODY
        except (SpoolFullError, BodyTooLargeError) as error:
            self._refuse(conn, req, self._code_for(error))
            return False
        # Nobody who has sent the body, or need not, asks for leave.
        req._expected_100_continue = False
        if body.is_complete:
            body.tell_length(req)
        else:
            req.force_close()
        return super().handle_request(req, conn)

    def _keepalive_after(self, conn: Connection, keepalive: Any) -> Any:
        """gunicorn would read what the application left of the body; here it has come, or the
        connection ends."""
        return keepalive

    def _waits_for(self, body: IncomingBody, req: Request, conn: Connection) -> bool:
        if body.is_held and conn.asks_at == math.inf:
            return True
        expects_leave, req._expected_100_continue = req._expected_100_continue, False
        _, environ = create(req, conn.sock, conn.client, conn.server, self.cfg)
        admitted = self._admission(environ)
        if not admitted.max_bytes or body.declared > admitted.max_bytes:
            body.refuse(is_too_large=bool(admitted.max_bytes))
            return False
        body.admit(limit=admitted.max_bytes, budget=self._patience.budgets[admitted.caller])
        if expects_leave:
            conn.sock.sendall(_CONTINUE)
        return True

    def _may_come_to(self, req: Request) -> HeldMemory | None:
        """None: it is asked for first, unless it came along with its head."""
        declared = getattr(req.body.reader, "length", 0)
        if req._expected_100_continue or declared <= IN_MEMORY_BYTES:
            return None
        return self._held if declared <= self._unasked_bytes(req) else None
