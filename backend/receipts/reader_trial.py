"""Trial of a reader: it reads one drawn receipt, and what came of it is told to the operator."""

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils import timezone

from receipts.demo.sample_receipts import DEMO_RECEIPTS, draw_receipt, encode_jpeg
from receipts.processing.readers import is_model_reader, model_reader, reader
from receipts.services.data_validator import validate_reading
from receipts.services.enhanced_openai_service import OpenAIExtractor
from receipts.services.extraction import (
    ExtractedReceipt,
    ExtractionError,
    Extractor,
    Page,
    ReadingContext,
    Usage,
)


@dataclass(frozen=True, kw_only=True)
class Trial:
    """`wrong`: main values that were not read as they were drawn. `context_tokens`: how much the
    model takes at once, where its service says so."""

    name: str
    seconds: float
    usage: Usage
    wrong: tuple[str, ...]
    keeps_schema: bool = True
    left_out: str = ""
    context_tokens: int | None = None
    last_day: date | None = None

    @property
    def sees_pictures(self) -> bool:
        """A model that does not see them guesses, and never an amount to the penny."""
        return "total" not in self.wrong

    def sentences(self) -> Iterator[str]:
        yield f"{self.name}: {self.usage.model} answers, in {self.seconds:.1f} s."
        if not self.sees_pictures:
            yield "It does not see pictures: the drawn total was not read."
        elif self.wrong:
            yield f"It sees pictures, but read otherwise than drawn: {', '.join(self.wrong)}."
        else:
            yield "It sees pictures: vendor, date, total, tax and currency are read as drawn."
        if is_model_reader(self.name):
            yield from self._sentences_of_service()

    def _sentences_of_service(self) -> Iterator[str]:
        if self.keeps_schema:
            yield "It takes a JSON schema for its answer."
        else:
            yield "It takes no JSON schema: that stands in the prompt."
        if self.left_out:
            yield f"It is asked without what it refuses: {self.left_out}."
        yield self._cost()
        if self.context_tokens is not None:
            yield f"It takes {self.context_tokens} tokens at once."
        if self.last_day is not None:
            yield f"It will be switched off on {self.last_day.isoformat()}."

    def _cost(self) -> str:
        if self.usage.input_tokens is None or self.usage.output_tokens is None:
            return "It does not say how many tokens that took."
        tokens = f"{self.usage.input_tokens} tokens in, {self.usage.output_tokens} out"
        if self.usage.cost_usd is None:
            return f"{tokens}; no price is set."
        return f"{tokens}: {self.usage.cost_usd:.4f} US dollars at most."


def try_reader(name: str, *, seconds: float | None = None) -> Trial:
    """`seconds`: the longest that a service may take. Raises ExtractionError."""
    if not is_model_reader(name):
        return _try(name, reader(name))
    configured = model_reader(name)
    timeout = min(seconds or configured.timeout_seconds, configured.timeout_seconds)
    with closing(replace(configured, timeout_seconds=timeout)) as asked:
        trial = _try(name, asked)
        return replace(
            _described(trial, asked), keeps_schema=asked.keeps_schema, left_out=asked.left_out
        )


def _try(name: str, extractor: Extractor) -> Trial:
    page, context = _draw(), ReadingContext(today=timezone.localdate(), date_order="dmy")
    started = time.monotonic()
    reading = extractor.extract([page], context=context)
    seconds = time.monotonic() - started
    wrong = tuple(_wrong_in(reading, context))
    return Trial(name=name, seconds=seconds, usage=reading.usage, wrong=wrong)


def _draw() -> Page:
    _, receipt, scene = DEMO_RECEIPTS[0]
    picture = draw_receipt(receipt, scene).convert("L")
    return Page(jpeg=encode_jpeg(picture), width=picture.width, height=picture.height)


def _wrong_in(reading: ExtractedReceipt, context: ReadingContext) -> Iterator[str]:
    _, receipt, _ = DEMO_RECEIPTS[0]
    read = validate_reading(reading, context=context)
    if (read.vendor.value or "").casefold() != receipt.vendor.casefold():
        yield "vendor"
    drawn: dict[str, date | Decimal | str] = {
        "purchased_on": receipt.purchased_on,
        "total": receipt.total,
        "tax": receipt.tax,
        "currency": receipt.currency,
    }
    for name, value in drawn.items():
        if read.field(name).value != value:
            yield "date" if name == "purchased_on" else name


def _described(trial: Trial, asked: OpenAIExtractor) -> Trial:
    """Many servers say nothing of their models; that is no fault."""
    try:
        known = asked.describe()
        return replace(trial, context_tokens=known.context_limit, last_day=asked.shutdown_date())
    except ExtractionError:
        return trial
