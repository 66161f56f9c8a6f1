"""Transport of requests to the reading service: HTTP/2, one a connection, a firm end.

Loads the HTTP library of the SDK; see `client`.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from queue import Empty, LifoQueue
from typing import Any
from urllib.request import getproxies, proxy_bypass

import httpx2

_CHUNK_BYTES = 65536
# Of one answer; a long receipt's is some thousand. What comes after them is not read, and what is
# left makes no sense. Reads share the memory of the web server.
MAX_ANSWER_BYTES = 4 * 2**20


class PooledTransport(httpx2.BaseTransport):
    """Up to `size` HTTP/2 connections, opened when needed, each with one request at a time.

    The library's own pool would put all threads on one HTTP/2 connection, and its state for that
    is not safe between threads (https://github.com/pydantic/httpx2/pull/1153), nor is a TLS socket
    that one thread reads while another writes: about one read in a hundred broke. Besides, a
    connection that breaks would take everybody's read with it, each of them paid for.
    """

    def __init__(self, *, address: httpx2.URL, size: int) -> None:
        context = httpx2.create_ssl_context()  # 30 ms, so once for all
        proxy = _find_proxy(address)
        # Last in, first out: the connection that was used last is the likeliest to be open.
        self._idle: LifoQueue[httpx2.HTTPTransport] = LifoQueue()
        self._all = [
            httpx2.HTTPTransport(
                verify=context, http2=True, proxy=proxy, limits=httpx2.Limits(max_connections=1)
            )
            for _ in range(size)
        ]
        for transport in self._all:
            self._idle.put(transport)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        deadline = _Deadline(request.extensions["timeout"])
        request.extensions["timeout"] = deadline
        # A packed answer may be a thousand times as large as what comes, so none is unpacked.
        request.headers["Accept-Encoding"] = "identity"
        request.stream = _BoundedStream(request.stream, deadline=deadline, end=ExitStack())
        with ExitStack() as end:
            transport = self._take(seconds=deadline["pool"])
            end.callback(self._idle.put, transport)
            try:
                response = transport.handle_request(request)
            except BaseException:
                transport.close()  # whatever state the connection is in; the next one is new
                raise
            response.headers.pop("Content-Encoding", None)
            assert isinstance(response.stream, httpx2.SyncByteStream)
            end.callback(response.stream.close)
            response.stream = _BoundedStream(
                response.stream,
                deadline=deadline,
                end=end.pop_all(),
                max_bytes=MAX_ANSWER_BYTES,
            )
        return response

    def close(self) -> None:
        for transport in self._all:
            transport.close()

    def _take(self, *, seconds: float) -> httpx2.HTTPTransport:
        try:
            return self._idle.get(timeout=seconds)
        except Empty:
            raise httpx2.PoolTimeout("All connections were busy.") from None


class _Deadline(dict[str, Any]):
    """The HTTP library's time-outs of one request, with an end for the whole of it.

    The library counts each socket operation by itself, so a server that sends a byte or a ping
    now and then keeps a call for ever. It asks `get` before it writes or reads.
    """

    def __init__(self, timeouts: dict[str, Any]) -> None:
        super().__init__(timeouts)
        self._ends_at: float = time.monotonic() + timeouts["read"]

    def get(self, key: str, default: Any = None) -> Any:
        if key in {"read", "write"}:
            self.check()
        return super().get(key, default)

    def check(self) -> None:
        if time.monotonic() >= self._ends_at:
            raise httpx2.ReadTimeout("The exchange took too long altogether.")


class _BoundedStream(httpx2.SyncByteStream):
    """A body in pieces, as far as it is taken, with a look at the clock before each.

    Over HTTP/1.1 the library asks for its time-out only once for a whole body. `end` holds what
    is to be done, once, when the body is closed.
    """

    def __init__(
        self, stream: Any, *, deadline: _Deadline, end: ExitStack, max_bytes: int = sys.maxsize
    ) -> None:
        self._stream = stream
        self._max_bytes = max_bytes
        self._deadline = deadline
        self._end = end

    def __iter__(self) -> Iterator[bytes]:
        left = self._max_bytes
        for chunk in self._stream:
            for start in range(0, min(left, len(chunk)), _CHUNK_BYTES):
                self._deadline.check()
                yield chunk[start : min(left, start + _CHUNK_BYTES)]
            left -= len(chunk)
            if left <= 0:
                return

    def close(self) -> None:
        self._end.close()


def _find_proxy(address: httpx2.URL) -> str | None:
    """The usual variables, HTTPS_PROXY and NO_PROXY: a transport of one's own switches off the
    HTTP library's look at them.
    """
    return None if proxy_bypass(address.host) else getproxies().get(address.scheme)
