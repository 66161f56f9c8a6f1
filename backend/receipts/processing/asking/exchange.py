"""Exchange with a model: written down before anything is sent, and again with what came of it."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlsplit

from django.db import DatabaseError
from django.utils import timezone

from common.task_engines.connections import release_connections
from receipts.models import ModelRequest, Receipt
from receipts.models.asking.model_request import COMPARISON
from receipts.processing.asking.ceilings import Ceiling, ceiling_in_the_way, estimate_cost
from receipts.processing.readers import address_of, configured_model
from receipts.processing.storable import storable_cost, storable_count, storable_name
from receipts.services.enhanced_openai_service import OPENAI_BASE_URL, OpenAIExtractor
from receipts.services.extraction import ExtractedReceipt, ExtractionError, Page, Usage

logger = logging.getLogger(__name__)

_TOLD_BY_ANSWERS = (
    "answered_at", "failure_code", "model", "input_tokens", "output_tokens", "cost_usd",
)  # fmt: skip
# The model has worked, or may have: these are paid for, nobody knows how much.
_PAID_FAILURES = frozenset({"answer_invalid", "answer_runaway", "answer_cut", "refused", "timeout"})


class CeilingReachedError(Exception):
    """What was to be asked would cost too much; nothing was sent."""

    def __init__(self, ceiling: Ceiling) -> None:
        super().__init__(ceiling.name)
        self.ceiling = ceiling


@dataclass(frozen=True, kw_only=True)
class Question:
    """`fields`: those that are asked for, of parts of these pages; none: the whole document."""

    receipt: Receipt
    reader: str
    pages: Sequence[Page]
    fields: Sequence[str] = ()
    masked: Mapping[str, int] | None = None

    @property
    def model(self) -> str:
        return configured_model(self.reader)

    @property
    def address(self) -> str:
        return address_of(self.reader)

    def estimate(self) -> Decimal | None:
        return estimate_cost(self.reader, page_count=len(self.pages))


@dataclass(frozen=True, kw_only=True)
class ComparisonQuestion(Question):
    """To a model that is compared with another one. Staff have asked for it: it is no account's
    expense, and no ceiling stops it."""

    reader: str = COMPARISON
    candidate: OpenAIExtractor

    @property
    def model(self) -> str:
        return self.candidate.model

    @property
    def address(self) -> str:
        return self.candidate.base_url or OPENAI_BASE_URL

    def estimate(self) -> Decimal | None:
        return None


def ask(question: Question, send: Callable[[], ExtractedReceipt]) -> ExtractedReceipt:
    """What `send` returns. Raises what it raises, and CeilingReachedError."""
    request = _opened(question)
    _refuse_beyond_ceilings(question, request)
    return _sent(request, send)


def ask_unbounded(question: Question, send: Callable[[], ExtractedReceipt]) -> ExtractedReceipt:
    """The same, whatever it costs."""
    return _sent(_opened(question), send)


def _sent(request: ModelRequest, send: Callable[[], ExtractedReceipt]) -> ExtractedReceipt:
    release_connections()
    try:
        reading = send()
    except ExtractionError as error:
        _close(request, usage=error.usage, failure_code=error.code)
        raise
    _close(request, usage=reading.usage)
    return reading


def _opened(question: Question) -> ModelRequest:
    return ModelRequest.objects.create(
        owner_id=question.receipt.owner_id,
        receipt=question.receipt,
        reader=question.reader,
        model=storable_name(question.model),
        address=origin_of(question.address),
        sent_at=timezone.now(),
        pages=sorted({page.number + 1 for page in question.pages}),
        page_count=len(question.pages),
        fields=list(question.fields),
        has_text=any(page.text for page in question.pages),
        masked=None if question.masked is None else dict(question.masked),
        cost_usd=storable_cost(question.estimate()),
    )


def _refuse_beyond_ceilings(question: Question, request: ModelRequest) -> None:
    """It was counted first, so that of several at once none passes."""
    ceiling = ceiling_in_the_way(question.receipt, more_usd=Decimal(0), now=request.sent_at)
    if ceiling is not None:
        request.delete()
        raise CeilingReachedError(ceiling)


def _close(request: ModelRequest, *, usage: Usage | None = None, failure_code: str = "") -> None:
    request.answered_at, request.failure_code = timezone.now(), failure_code
    if usage is not None:
        request.model = storable_name(usage.model) or request.model
        request.input_tokens = storable_count(usage.input_tokens)
        request.output_tokens = storable_count(usage.output_tokens)
    request.cost_usd = storable_cost(_cost_of(request, usage))
    try:
        # Not the receipt, which may have been deleted meanwhile.
        request.save(update_fields=_TOLD_BY_ANSWERS)
    except DatabaseError as error:
        # It stays as it was opened, and what the model has read is worth more.
        logger.warning("A request to a model was not closed: %s", type(error).__name__)
    release_connections()


def _cost_of(request: ModelRequest, usage: Usage | None) -> Decimal | None:
    """A failure that cost nothing is worth nothing; of one that may have, the estimate is the least
    that is counted."""
    told, estimate = usage.cost_usd if usage else None, request.cost_usd
    if told is not None:
        return max(told, estimate or told) if request.failure_code else told
    is_free = request.failure_code and request.failure_code not in _PAID_FAILURES
    return Decimal(0) if is_free and estimate is not None else estimate


def origin_of(address: str) -> str:
    """Scheme, host and port: a path or a query may hold a key."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{host}{port}"[:255]
