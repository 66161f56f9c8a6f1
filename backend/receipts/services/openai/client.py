"""Client of the reading service: the one file that loads the official SDK.

Importing it costs 1 s and 31 MB, so `enhanced_openai_service` does so at its first read.
"""

import logging
from datetime import UTC, datetime
from typing import Any

import httpx2
import openai

from receipts.services.extraction import ExtractionError
from receipts.services.openai.errors import code_for_status, extraction_error, read_retry_after
from receipts.services.openai.manners import NO_PICTURES, TOO_LONG, RequestRefused, named_in
from receipts.services.openai.transport import MAX_ANSWER_BYTES, PooledTransport

logger = logging.getLogger(__name__)

# What a model that takes no pictures is told as, by one or the other server.
_VAGUE_CODES = frozenset({"bad_request", "unknown_model", "service_unavailable"})
# Of an answer, in which a completion has shown itself as one.
_FIRST_BYTES = 4096

# At DEBUG hpack writes every HTTP/2 header block as bytes, out of which the key can be read.
# Here and not only in the settings, so that no log level can undo it.
logging.getLogger("hpack").setLevel(logging.INFO)


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
        key, address = _check_key(api_key), _check_address(base_url)
        timeout = httpx2.Timeout(timeout_seconds, connect=connect_timeout_seconds)
        self._connect_seconds = connect_timeout_seconds
        self.client = openai.OpenAI(
            api_key=key,
            base_url=address,
            timeout=timeout,
            # The queue owns the retries: the SDK would sleep up to 120 s inside a call when a
            # Retry-After says so, and would try again where the credit is used up.
            max_retries=0,
            http_client=openai.DefaultHttpxClient(
                timeout=timeout,
                # A receipt goes to the configured address and nowhere else.
                follow_redirects=False,
                transport=PooledTransport(address=address, size=max_connections),
            ),
        )

    def complete(self, request: dict[str, Any], *, seconds: float) -> bytes:
        """The raw answer, since the SDK builds its objects without checking what came.

        Raises RequestRefused where it may be that the server takes another request."""
        connect = min(seconds, self._connect_seconds)
        try:
            # Not `chat.completions.create`, which first walks through the whole schema in search
            # of names to translate: a tenth of all that a read costs this process.
            body = self.client.post(
                "/chat/completions",
                body=request,
                cast_to=httpx2.Response,
                options={"timeout": httpx2.Timeout(seconds, connect=connect)},
            ).content
        except openai.OpenAIError as error:
            known = _to_extraction_error(error)
            raise _refusal_of(error, known) or known from None
        if _is_endless_completion(body):
            raise extraction_error("answer_runaway")
        return body

    def describe_model(self, model: str) -> bytes:
        try:
            return self.client.models.with_raw_response.retrieve(model).content
        except openai.OpenAIError as error:
            raise _to_extraction_error(error) from None

    def close(self) -> None:
        self.client.close()


def _is_endless_completion(body: bytes) -> bool:
    """Whether the model wrote more than is read. Other bodies of that size, such as a web page, say
    nothing of the receipt."""
    return len(body) >= MAX_ANSWER_BYTES and b'"choices"' in body[:_FIRST_BYTES]


def _check_key(api_key: str) -> str:
    """A key with a line break or a letter beyond ASCII would fail in the middle of the HTTP
    library, with the key in the exception's text.
    """
    key = api_key.strip()
    if not key or not key.isascii() or not key.isprintable() or " " in key:
        raise extraction_error("bad_key")
    return key


def _check_address(base_url: str) -> httpx2.URL:
    try:
        address = httpx2.URL(base_url)
    except httpx2.InvalidURL:
        raise extraction_error("bad_address") from None
    if address.scheme not in {"http", "https"} or not address.host:
        raise extraction_error("bad_address")
    return address


def _to_extraction_error(error: openai.OpenAIError) -> ExtractionError:
    """Always raised `from None`: the SDK's texts may repeat the request or the answer."""
    if isinstance(error, openai.APITimeoutError):
        return extraction_error("timeout")
    if isinstance(error, openai.APIConnectionError):
        return extraction_error("connection_failed")
    if isinstance(error, openai.APIStatusError):
        return _to_status_error(error)
    return extraction_error("bad_request")


def _refusal_of(error: openai.OpenAIError, known: ExtractionError) -> RequestRefused | None:
    """None: it is none. What the server said is only looked at, never told."""
    if not isinstance(error, openai.APIStatusError):
        return None
    if error.status_code == 500:
        # A template of the model that knows no system role fails so.
        named = named_in(error.response.text) & {"system_role"}
        return RequestRefused(known, named=named, may_guess=False) if named else None
    if error.status_code not in {400, 422} or known.code not in {"bad_request", "not_supported"}:
        return None
    named = named_in(error.response.text)
    if NO_PICTURES in named:
        return None
    if TOO_LONG in named:
        return RequestRefused(extraction_error("too_large"), named=named, may_guess=False)
    return RequestRefused(known, named=named)


def _to_status_error(error: openai.APIStatusError) -> ExtractionError:
    code = code_for_status(error.status_code, service_codes=(error.code, error.type))
    if code in _VAGUE_CODES and NO_PICTURES in named_in(error.response.text):
        code = "not_supported"
    logger.warning(
        "The reading service answered %s (request %s): %s",
        error.status_code,
        error.request_id,
        code,
    )
    return extraction_error(
        code, retry_after=read_retry_after(error.response.headers, now=datetime.now(UTC))
    )
