"""Two readings of one verified receipt: by the configured reader and by the one to compare."""

import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.conf import settings
from django.utils import timezone

from common.task_engines.connections import release_connections
from receipts.decoders import decoders
from receipts.evaluation.measuring import reading_of
from receipts.evaluation.readings import Reading
from receipts.model_choice.addresses import configured_address
from receipts.model_choice.judging import confirmed_label, judge_both
from receipts.model_choice.sampling import comparable_receipts
from receipts.models import ComparedReceipt, ModelComparison, Receipt
from receipts.processing.asking.exchange import ComparisonQuestion, ask_unbounded
from receipts.processing.readers import reader
from receipts.processing.run import reading_context
from receipts.services.enhanced_openai_service import OpenAIExtractor, TokenPrices
from receipts.services.extraction import (
    ExtractedReceipt,
    ExtractionError,
    Extractor,
    Page,
    ReadingContext,
    Usage,
)
from receipts.services.openai.models import SUCCESSOR
from receipts.services.read_document import Readers, read_document
from receipts.storages.receipt_storage import receipt_storage

_LeftOut = ComparedReceipt.LeftOut
_TRIES = 2


@dataclass(frozen=True, kw_only=True)
class _Answer:
    """`usage` None: nothing was read, and `reading` says why."""

    reading: Reading
    seconds: float
    usage: Usage | None = None
    is_xml: bool = False


@contextmanager
def both_readers(comparison: ModelComparison) -> Iterator[tuple[Extractor, Extractor]]:
    """The configured one, and that of this comparison, with a connection of its own."""
    with closing(_candidate_reader(comparison)) as candidate:
        yield reader(), candidate


def compare_receipt(
    receipt_id: int, readers: Sequence[Extractor], *, has_answered: Sequence[bool]
) -> dict[str, Any]:
    """What is to be kept of it, by columns. Asked anew whether it may be used: leave can be taken
    back. Raises ExtractionError for what is not about the receipt, as far as that can be told by
    whether the reader `has_answered` for another one."""
    rows = comparable_receipts().select_related("owner", "transaction").prefetch_related("files")
    receipt = rows.filter(pk=receipt_id).first()
    if receipt is None:
        return {"left_out": _LeftOut.WITHDRAWN}
    label = confirmed_label(receipt.transaction)
    # Not told the names it knows: the one that is right is among them.
    context = replace(reading_context(receipt, now=timezone.now()), known_vendors=())
    try:
        originals = _fetch_originals(receipt)
    except FileNotFoundError:
        return {"left_out": _LeftOut.ORIGINAL_GONE}
    answers = [
        _read(originals, _written_down(receipt, extractor), context, has_answered=answered)
        for extractor, answered in zip(readers, has_answered, strict=True)
    ]
    if any(answer.is_xml for answer in answers):
        return {"left_out": _LeftOut.SAYS_ITSELF}
    fields = judge_both([answer.reading for answer in answers], label=label)
    return {"outcome": {"fields": fields} | _expense_of(answers)}


def _expense_of(answers: Sequence[_Answer]) -> dict[str, Any]:
    usages = [answer.usage or Usage(model="") for answer in answers]
    costs = [None if usage.cost_usd is None else str(usage.cost_usd) for usage in usages]
    return {
        "seconds": [round(answer.seconds, 3) for answer in answers],
        "tokens": [(usage.input_tokens or 0) + (usage.output_tokens or 0) for usage in usages],
        "cost_usd": costs,
        "errors": [answer.reading.error for answer in answers],
    }


def _fetch_originals(receipt: Receipt) -> list[bytes]:
    stored_names = [file.stored_name for file in receipt.files.all()]
    release_connections()
    return [_open(stored_name) for stored_name in stored_names]


def _open(stored_name: str) -> bytes:
    with receipt_storage().open(stored_name) as original:
        content: bytes = original.read()
    return content


def _read(
    originals: Sequence[bytes],
    extractor: Extractor,
    context: ReadingContext,
    *,
    has_answered: bool,
    tries: int = _TRIES,
) -> _Answer:
    started = time.monotonic()
    try:
        outcome = read_document(
            lambda: originals,
            readers=Readers(first=extractor),
            context=context,
            decoders=decoders(),
        )
    except ExtractionError as error:
        if error.outage and not (error.about_receipt and has_answered):
            raise
        if error.retryable and not error.outage and tries > 1:
            return _read(originals, extractor, context, has_answered=has_answered, tries=tries - 1)
        seconds = time.monotonic() - started
        return _Answer(reading=Reading(id="", error=error.code), seconds=seconds)
    return _Answer(
        reading=reading_of(outcome, label_id=""),
        seconds=time.monotonic() - started,
        usage=outcome.reading.usage,
        is_xml=outcome.reading.engine == "xml",
    )


@dataclass(frozen=True)
class _WrittenDown:
    """A model whose requests the account's owner can look up, as those of any reading."""

    receipt: Receipt
    model: OpenAIExtractor

    def extract(self, pages: Sequence[Page], *, context: ReadingContext) -> ExtractedReceipt:
        question = ComparisonQuestion(receipt=self.receipt, pages=pages, candidate=self.model)
        return ask_unbounded(question, partial(self.model.extract, pages, context=context))


def _written_down(receipt: Receipt, extractor: Extractor) -> Extractor:
    """Others stay in the house."""
    if isinstance(extractor, OpenAIExtractor):
        return _WrittenDown(receipt, extractor)
    return extractor


def _candidate_reader(comparison: ModelComparison) -> OpenAIExtractor:
    is_elsewhere = comparison.base_url != configured_address()
    return OpenAIExtractor(
        # Another server is none of the configured key's business. Many of one's own need none.
        api_key=(settings.CANDIDATE_API_KEY or "none") if is_elsewhere else settings.OPENAI_API_KEY,
        model=comparison.candidate,
        base_url=comparison.base_url or None,
        timeout_seconds=settings.OPENAI_TIMEOUT_SECONDS,
        max_connections=1,
        prices=_prices(comparison),
    )


def _prices(comparison: ModelComparison) -> TokenPrices | None:
    if comparison.input_price is not None and comparison.output_price is not None:
        return TokenPrices(input_usd=comparison.input_price, output_usd=comparison.output_price)
    if comparison.candidate == SUCCESSOR.name and not comparison.base_url:
        return TokenPrices(input_usd=SUCCESSOR.input_usd, output_usd=SUCCESSOR.output_usd)
    return None
