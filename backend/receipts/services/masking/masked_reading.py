"""Masked reading: the offline reader reads first, and a model is given what is left of the pages.

Its reading is the second opinion as well, so each page is recognised once.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from receipts.services.extraction import (
    ExtractedReceipt,
    ExtractionError,
    Extractor,
    Page,
    ReadingContext,
)
from receipts.services.masking.masked_pages import mask_pages
from receipts.services.second_opinion.second_reader import SecondResult


@dataclass(frozen=True, kw_only=True)
class Masker:
    """`reader` sees the pages on this machine. `gives_opinion`: what it reads counts as well."""

    reader: Extractor
    gives_opinion: bool


def read_masked(
    pages: Sequence[Page], *, first: Extractor, masker: Masker, context: ReadingContext
) -> tuple[ExtractedReceipt, SecondResult | None, Sequence[Page]]:
    """What the first reader says of the masked pages, the masker of those that came, and the masked
    pages.

    Raises ExtractionError, also where nothing can be masked: `first` is not asked then."""
    started = time.monotonic()
    own = _read_here(pages, masker.reader, context)
    masked = mask_pages(pages, own.lines)
    seconds = time.monotonic() - started
    opinion = SecondResult(engine=own.engine, reading=own, seconds=seconds)
    reading = first.extract(masked, context=context)
    if reading.payment_method is None:
        # A card's number may have been all that told of it.
        reading = replace(reading, payment_method=own.payment_method)
    # Nobody has an opinion on what it has read itself.
    counts = masker.gives_opinion and reading.engine != own.engine
    return reading, opinion if counts else None, masked


def _read_here(
    pages: Sequence[Page], reader: Extractor, context: ReadingContext
) -> ExtractedReceipt:
    try:
        own = reader.extract(pages, context=context)
    except ExtractionError as error:
        raise _not_masked(error) from error
    if not own.lines:
        raise ExtractionError(
            "No text was found on it, so nothing could be masked, and it was sent to nobody. A"
            " sharper photo may help, or the entry can be made by hand.",
            code="masking_failed",
            retryable=False,
        )
    return own


def _not_masked(error: ExtractionError) -> ExtractionError:
    if not error.retryable:
        return ExtractionError(
            "What is private on it could not be masked, so it was sent to nobody. Upload another"
            " photo, or enter it by hand.",
            code="masking_failed",
            retryable=False,
        )
    return ExtractionError(
        "What is private on it cannot be masked now, so it was sent to nobody.",
        code="masking_failed",
        retryable=True,
        outage=error.outage,
        retry_after=error.retry_after,
    )
