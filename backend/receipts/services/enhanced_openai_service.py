"""Step 4, the GPT-4o reader: all pages of a receipt in one request, one strict answer back.

`openai_schema` says what is asked and what the answer means. In `openai`, `client` holds the SDK's
client and `transport` its connections, `errors` names the failures, `models` knows the models'
manners and last days.
"""

import base64
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from receipts.services.extraction import ExtractedReceipt, Page, ReadingContext, Usage
from receipts.services.openai.errors import code_for_body, extraction_error
from receipts.services.openai.models import sampling_options
from receipts.services.openai_schema import (
    SYSTEM_PROMPT,
    Answer,
    Completion,
    ErrorAnswer,
    ModelInfo,
    build_response_format,
    describe_context,
    parse_answer,
    to_extracted_receipt,
)

if TYPE_CHECKING:
    from receipts.services.openai.client import OpenAIConnection

OPENAI_BASE_URL = "https://api.openai.com/v1"

# A line item takes about 45 tokens and everything else about 400, so this holds some 350 items.
# It is also the most that gpt-4o gives in one answer.
MAX_COMPLETION_TOKENS = 16384


@dataclass(frozen=True, kw_only=True)
class TokenPrices:
    """US dollars for a million tokens."""

    input_usd: Decimal
    output_usd: Decimal


@dataclass(kw_only=True, eq=False)
class OpenAIExtractor:
    """Keeps the `Extractor` protocol. One instance serves all threads of a process.

    `timeout_seconds` bounds the whole exchange and each wait in it. Make `max_connections` as
    large as the worker pool: further reads wait for a free one. The client is made at the first
    read, so an instance that was built before a fork is safe as long as it has read nothing.
    """

    api_key: str = field(repr=False)
    model: str
    base_url: str | None = None
    timeout_seconds: float = 60.0
    connect_timeout_seconds: float = 5.0
    max_connections: int = 4
    prices: TokenPrices | None = None
    _connection: "OpenAIConnection | None" = field(default=None, init=False, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    @property
    def worst_case_seconds(self) -> float:
        """The longest that `extract` takes; a lease must be longer.

        There is one attempt. No wait begins after `timeout_seconds`, and none is longer than that
        itself.
        """
        return 2 * self.timeout_seconds

    def extract(self, pages: Sequence[Page], *, context: ReadingContext) -> ExtractedReceipt:
        if not pages:
            raise extraction_error("no_pages")
        body = self._connect().complete(self._build_request(pages, context=context))
        try:
            completion = parse_answer(Completion, body)
        except ValidationError:
            # The text of a ValidationError repeats what was read, here and below.
            raise extraction_error(_why_no_completion(body)) from None
        return to_extracted_receipt(_read_answer(completion), usage=self._count_usage(completion))

    def shutdown_date(self) -> date | None:
        """When the service switches the model off. None: nothing is announced.

        Raises ExtractionError, with the code `unknown_model` where it is gone already.
        """
        body = self._connect().describe_model(self.model)
        try:
            announced = ModelInfo.model_validate_json(body).shutdown_date
            return date.fromisoformat(announced[:10]) if announced else None
        except ValueError:  # pydantic's ValidationError is one
            raise extraction_error("answer_invalid") from None

    def close(self) -> None:
        """Drop the pooled connections, when no read is running. A later read makes new ones."""
        with self._lock:
            connection, self._connection = self._connection, None
        if connection:
            connection.close()

    def _connect(self) -> "OpenAIConnection":
        with self._lock:
            if self._connection is None:
                from receipts.services.openai.client import (  # noqa: PLC0415 - loads the SDK: 1 s, 31 MB
                    OpenAIConnection,
                )

                self._connection = OpenAIConnection(
                    api_key=self.api_key,
                    # Never the SDK's own look into the environment.
                    base_url=self.base_url or OPENAI_BASE_URL,
                    timeout_seconds=self.timeout_seconds,
                    connect_timeout_seconds=self.connect_timeout_seconds,
                    max_connections=self.max_connections,
                )
            return self._connection

    def _build_request(self, pages: Sequence[Page], *, context: ReadingContext) -> dict[str, Any]:
        hints = {"type": "text", "text": describe_context(context)}
        return {
            "model": self.model,
            "messages": [
                {"role": "system", "content": SYSTEM_PROMPT},
                {"role": "user", "content": [hints, *map(_build_image, pages)]},
            ],
            "response_format": build_response_format(),
            "max_completion_tokens": MAX_COMPLETION_TOKENS,
            "store": False,
            **sampling_options(self.model),
        }

    def _count_usage(self, completion: Completion) -> Usage:
        """`cost_usd` is an upper bound: a service may charge less for input it had cached."""
        name = completion.model if isinstance(completion.model, str) else ""
        read, written = completion.count("prompt_tokens"), completion.count("completion_tokens")
        return Usage(
            model=name or self.model,
            input_tokens=read,
            output_tokens=written,
            cost_usd=self._price(read, written),
        )

    def _price(self, input_tokens: int | None, output_tokens: int | None) -> Decimal | None:
        if self.prices is None or input_tokens is None or output_tokens is None:
            return None
        cost = self.prices.input_usd * input_tokens + self.prices.output_usd * output_tokens
        return cost / 1_000_000


def _build_image(page: Page) -> dict[str, Any]:
    encoded = base64.b64encode(page.jpeg).decode("ascii")
    return {
        "type": "image_url",
        "image_url": {"url": f"data:image/jpeg;base64,{encoded}", "detail": "high"},
    }


def _why_no_completion(body: bytes) -> str:
    """The code of it. Nobody has read the receipt: it may be a gateway, or any web page."""
    try:
        error = parse_answer(ErrorAnswer, body).error
    except ValidationError:
        return "no_completion"
    return code_for_body(error.code, error.type)


def _read_answer(completion: Completion) -> BaseModel:
    choice = completion.choices[0]
    if choice.message.refusal or choice.finish_reason == "content_filter":
        raise extraction_error("refused")
    if choice.finish_reason == "length":
        raise extraction_error("answer_cut")
    try:
        return parse_answer(Answer, choice.message.content or "")
    except ValidationError:
        raise extraction_error("answer_invalid") from None
