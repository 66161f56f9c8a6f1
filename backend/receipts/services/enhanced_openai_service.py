"""Step 4, the reader by a vision model: all pages of a receipt in one request, one answer back.

`openai_schema` says what is asked and what the answer means. In `openai`, `client` holds the SDK's
client and `transport` its connections, `requests` builds a request in the `manners` of a server,
`answers` finds the object in what comes, `errors` names the failures, `models` knows the models'
manners and last days.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import TYPE_CHECKING

from pydantic import ValidationError

from receipts.services.extraction import (
    ExtractedReceipt,
    ExtractionError,
    Page,
    ReadingContext,
    Usage,
    usage_together,
)
from receipts.services.openai.answers import MAIN_KEYS, find_answer, is_runaway, texts_of
from receipts.services.openai.errors import code_for_body, extraction_error
from receipts.services.openai.manners import Manners, RequestRefused, simpler, what_is_left_out
from receipts.services.openai.requests import build_request
from receipts.services.openai_schema import (
    Answer,
    Completion,
    ErrorAnswer,
    ModelInfo,
    answer_keys,
    parse_answer,
    to_extracted_receipt,
)

if TYPE_CHECKING:
    from receipts.services.openai.client import OpenAIConnection

OPENAI_BASE_URL = "https://api.openai.com/v1"

# Of the time for one answer, below which nothing more is asked for.
_LEAST_SHARE = 0.25

# What is said with the second try: at temperature 0 the same question has the same answer.
_WRONG = {
    "answer_invalid": (
        "Your last answer held no JSON object with {keys}. Answer with that object alone, without a"
        " word before or behind it."
    ),
    "answer_runaway": (
        "Your last answer repeated itself and did not end. Name each line item once, leave out"
        " blanks, and end with the closing brace."
    ),
}

logger = logging.getLogger(__name__)


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
    _manners: Manners = field(default=Manners(), init=False, repr=False)
    # Has something been read in these manners? Then what one receipt needs is no refusal of all.
    _are_proven: bool = field(default=False, init=False, repr=False)
    _connection: "OpenAIConnection | None" = field(default=None, init=False, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    @property
    def worst_case_seconds(self) -> float:
        """The longest that `extract` takes; a lease must be longer.

        However often it is asked, no wait begins after `timeout_seconds`, and none is longer than
        that itself.
        """
        return 2 * self.timeout_seconds

    def extract(self, pages: Sequence[Page], *, context: ReadingContext) -> ExtractedReceipt:
        """An answer that makes no sense is asked for once more, with what was wrong. Together they
        take no longer than one may."""
        return self.extract_fields(pages, (), context=context)

    def extract_fields(
        self, pages: Sequence[Page], fields: tuple[str, ...], *, context: ReadingContext
    ) -> ExtractedReceipt:
        """As `extract`, of these fields alone, from parts of the pages."""
        if not pages:
            raise extraction_error("no_pages")
        ends_at = time.monotonic() + self.timeout_seconds
        spent = list[Usage]()

        def ask(wrong: str = "") -> Completion:
            completion = self._ask(
                pages, fields=fields, context=context, ends_at=ends_at, wrong=wrong
            )
            spent.append(self._count_usage(completion))
            return completion

        try:
            answer = _ask_until_answered(ask, answer_keys(fields) or MAIN_KEYS)
        except ExtractionError as error:
            error.usage = reduce(usage_together, spent) if spent else None
            raise
        return to_extracted_receipt(answer, usage=reduce(usage_together, spent))

    def shutdown_date(self) -> date | None:
        """When the service switches the model off. None: nothing is announced.

        Raises ExtractionError, with the code `unknown_model` where it is gone already.
        """
        announced = self.describe().shutdown_date
        try:
            return date.fromisoformat(announced[:10]) if announced else None
        except ValueError:
            raise extraction_error("answer_invalid") from None

    def describe(self) -> ModelInfo:
        """What the service says of the model. Raises ExtractionError."""
        body = self._connect().describe_model(self.model)
        try:
            return ModelInfo.model_validate_json(body)
        except ValidationError:
            raise extraction_error("answer_invalid") from None

    @property
    def keeps_schema(self) -> bool:
        """Whether the service takes a JSON schema for the answer, as far as is known by now."""
        return self._manners.format == "json_schema"

    @property
    def left_out(self) -> str:
        """What of a request the service refuses, as far as is known by now."""
        return what_is_left_out(self._manners)

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

    def _ask(
        self,
        pages: Sequence[Page],
        *,
        fields: tuple[str, ...],
        context: ReadingContext,
        ends_at: float,
        wrong: str = "",
    ) -> Completion:
        """Without what the server refuses. What the first reading needs is remembered for as long
        as this process runs."""
        manners: Manners | None = self._manners
        refusals = list[ExtractionError]()
        while manners is not None and self._has_time(ends_at):
            request = build_request(
                pages,
                model=self.model,
                context=context,
                manners=manners,
                fields=fields,
                wrong=wrong,
            )
            try:
                body = self._connect().complete(request, seconds=ends_at - time.monotonic())
            except RequestRefused as refusal:
                refusals.append(refusal.error)
                # OpenAI names what it refuses, and what is left out by guess could be `store`.
                may_guess = refusal.may_guess and self.base_url is not None
                manners = simpler(manners, named=refusal.named, may_guess=may_guess)
            else:
                return self._understood(body, manners)
        raise _most_telling(refusals) or extraction_error("timeout")

    def _has_time(self, ends_at: float) -> bool:
        return ends_at - time.monotonic() > self.timeout_seconds * _LEAST_SHARE

    def _understood(self, body: bytes, manners: Manners) -> Completion:
        try:
            completion = parse_answer(Completion, body)
        except ValidationError:
            # The text of a ValidationError repeats what was read.
            raise extraction_error(_why_no_completion(body)) from None
        self._remember(manners)
        return completion

    def _remember(self, manners: Manners) -> None:
        if manners != self._manners and not self._are_proven:
            self._manners = manners
            logger.warning(
                "The reading service refuses some of what is asked, and is asked without: %s",
                what_is_left_out(manners),
            )
        self._are_proven = True

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


def _most_telling(refusals: Sequence[ExtractionError]) -> ExtractionError | None:
    """The first that says more than that there is one."""
    telling = (error for error in refusals if error.code != "bad_request")
    return next(telling, next(iter(refusals), None))


def _ask_until_answered(ask: Callable[..., Completion], keys: Set[str]) -> Answer:
    completion = ask()
    answer = _answer_of(completion, keys)
    if answer is None:
        code = "answer_runaway" if _is_runaway(completion) else "answer_invalid"
        answer = _answer_of(_ask_again(ask, code, keys), keys)
        if answer is None:
            raise extraction_error(code)
    return answer


def _ask_again(ask: Callable[..., Completion], code: str, keys: Set[str]) -> Completion:
    """Where no time is left for it, the first answer stays what it was."""
    try:
        return ask(wrong=_WRONG[code].format(keys=", ".join(sorted(keys))))
    except ExtractionError as error:
        if error.code == "timeout":
            raise extraction_error(code) from None
        raise


def _why_no_completion(body: bytes) -> str:
    """The code of it. Nobody has read the receipt: it may be a gateway, or any web page."""
    try:
        error = parse_answer(ErrorAnswer, body).error
    except ValidationError:
        return "no_completion"
    return code_for_body(error.code, error.type)


def _is_runaway(completion: Completion) -> bool:
    """What was cut and has no answer is one, else it would have been told as cut."""
    return completion.is_cut or any(map(is_runaway, texts_of(completion.choices[0])))


def _answer_of(completion: Completion, keys: Set[str]) -> Answer | None:
    """None: there is none in it, and it may be asked for once more."""
    if completion.is_refused:
        raise extraction_error("refused")
    texts = list(texts_of(completion.choices[0]))
    found = (find_answer(text, keys=keys, is_cut=completion.is_cut) for text in texts)
    answer = next((one for one in found if one is not None), None)
    if answer is None and completion.is_cut and texts and not any(map(is_runaway, texts)):
        raise extraction_error("answer_cut")
    return answer
