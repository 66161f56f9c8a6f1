"""The connection to the reading service: the one file that loads the official SDK.

Importing it costs 1 s and 31 MB, so `enhanced_openai_service` does so at its first read.
"""

import logging
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import httpx2
import openai

from receipts.services.extraction import ExtractionError
from receipts.services.openai_errors import code_for_status, extraction_error, read_retry_after

logger = logging.getLogger(__name__)

# At DEBUG hpack writes every HTTP/2 header block as bytes, out of which the key can be read.
# Here and not only in the settings, so that no log level can undo it.
logging.getLogger("hpack").setLevel(logging.INFO)

_CHUNK_BYTES = 65536


class OpenAIConnection:
    """One SDK client with its pool, for any number of threads. Raises only ExtractionError."""

    def __init__(
        self,
        *,
        api_key: str,
        base_url: str,
        timeout_seconds: float,
        connect_timeout_seconds: float,
        max_connections: int,
    ) -> None:
        key = _check_key(api_key)
        timeout = httpx2.Timeout(
            timeout_seconds, connect=connect_timeout_seconds, pool=connect_timeout_seconds
        )
        http_client = openai.DefaultHttpxClient(
            http2=True,
            timeout=timeout,
            limits=httpx2.Limits(
                max_connections=max_connections, max_keepalive_connections=max_connections
            ),
            # A receipt goes to the configured address and nowhere else.
            follow_redirects=False,
            event_hooks={"request": [_bound_request], "response": [_bound_response]},
        )
        try:
            self.client = openai.OpenAI(
                api_key=key,
                base_url=base_url,
                timeout=timeout,
                # The queue owns the retries: the SDK would sleep up to 120 s inside a call when
                # a Retry-After says so, and would try again where the credit is used up.
                max_retries=0,
                http_client=http_client,
            )
        except httpx2.InvalidURL:
            raise extraction_error("bad_address") from None

    def complete(self, request: dict[str, Any]) -> bytes:
        """The raw answer, since the SDK builds its objects without checking what came."""
        try:
            return self.client.chat.completions.with_raw_response.create(**request).content
        except openai.OpenAIError as error:
            raise _to_extraction_error(error) from None

    def describe_model(self, model: str) -> bytes:
        try:
            return self.client.models.with_raw_response.retrieve(model).content
        except openai.OpenAIError as error:
            raise _to_extraction_error(error) from None

    def close(self) -> None:
        self.client.close()


def _check_key(api_key: str) -> str:
    """A key with a line break or a letter beyond ASCII would fail in the middle of the HTTP
    library, with the key in the exception's text.
    """
    key = api_key.strip()
    if not key or not key.isascii() or not key.isprintable() or " " in key:
        raise extraction_error("bad_key")
    return key


def _to_extraction_error(error: openai.OpenAIError) -> ExtractionError:
    """Always raised `from None`: the SDK's texts may repeat the request or the answer."""
    if isinstance(error, openai.APITimeoutError):
        return extraction_error("timeout")
    if isinstance(error, openai.APIConnectionError):
        return extraction_error(_code_for_broken_connection(error))
    if isinstance(error, openai.APIStatusError):
        return _to_status_error(error)
    return extraction_error("bad_request")


def _code_for_broken_connection(error: openai.APIConnectionError) -> str:
    unusable = isinstance(error.__cause__, httpx2.UnsupportedProtocol)
    return "bad_address" if unusable else "connection_failed"


def _to_status_error(error: openai.APIStatusError) -> ExtractionError:
    code = code_for_status(error.status_code, service_codes=(error.code, error.type))
    logger.warning(
        "The reading service answered %s (request %s): %s",
        error.status_code,
        error.request_id,
        code,
    )
    return extraction_error(
        code, retry_after=read_retry_after(error.response.headers, now=datetime.now(UTC))
    )


class _Deadline(dict[str, Any]):
    """The HTTP library's time-outs of one request, with an end for the whole of it.

    The library counts each socket operation by itself, so a server that sends a byte now and then
    keeps a call for ever; and on a shared HTTP/2 connection the other answers' bytes keep a
    stalled one alive. It asks `get` before it writes or reads, and there the end is checked. The
    time-outs themselves stay long: one that runs out at the socket fails every request on that
    connection, which is right only where the connection is silent altogether.
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
    """A body in pieces, with a look at the clock before each.

    Over HTTP/1.1 the library asks for its time-out only once for a whole body.
    """

    def __init__(self, stream: Any, *, deadline: _Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._stream:
            for start in range(0, len(chunk), _CHUNK_BYTES):
                self._deadline.check()
                yield chunk[start : start + _CHUNK_BYTES]

    def close(self) -> None:
        self._stream.close()


def _bound_request(request: httpx2.Request) -> None:
    deadline = _Deadline(request.extensions["timeout"])
    request.extensions["timeout"] = deadline
    request.stream = _BoundedStream(request.stream, deadline=deadline)


def _bound_response(response: httpx2.Response) -> None:
    deadline = response.request.extensions["timeout"]
    response.stream = _BoundedStream(response.stream, deadline=deadline)
