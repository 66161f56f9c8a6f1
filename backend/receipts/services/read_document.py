"""Reading of one document, steps 3 to 5: from its bytes to checked values. Nothing is stored."""

import time
from dataclasses import dataclass

from receipts.services.data_validator import validate_reading
from receipts.services.extraction import (
    ExtractedReceipt,
    ExtractionError,
    Extractor,
    Page,
    ReadingContext,
)
from receipts.services.pages.enhancement import UnsupportedFileError, enhance
from receipts.services.pages.fingerprint import Fingerprint, fingerprint
from receipts.services.second_opinion.fusion import fuse_opinions
from receipts.services.second_opinion.second_reader import SecondReader, read_with_second
from receipts.services.validation.validated import ValidatedReceipt


@dataclass(frozen=True, kw_only=True)
class PageLimits:
    """What of a document is read: the longest side of a page and all pixels of one, and pages."""

    max_side: int
    max_pages: int
    max_pixels: int


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What one successful run found, the seconds it took, and the first page's fingerprint."""

    fingerprint: Fingerprint
    reading: ExtractedReceipt
    validated: ValidatedReceipt
    seconds: float


def read_document(
    content: bytes,
    *,
    extractor: Extractor,
    context: ReadingContext,
    limits: PageLimits,
    second: SecondReader | None = None,
) -> Outcome:
    """`second` reads the same pages meanwhile, and its opinion is fused with what was read.

    Raises ExtractionError, also for bytes that are no picture and for an unreadable receipt.
    """
    started = time.monotonic()
    pages = _enhance(content, limits)
    reading, opinion = read_with_second(pages, first=extractor, second=second, context=context)
    validated = validate_reading(reading, context=context)
    _refuse_unreadable(validated)
    if opinion is not None:
        validated = fuse_opinions(validated, opinion, context=context)
    return Outcome(
        fingerprint=fingerprint(pages[0]),
        reading=reading,
        validated=validated,
        seconds=time.monotonic() - started,
    )


def _enhance(content: bytes, limits: PageLimits) -> tuple[Page, ...]:
    try:
        return enhance(
            content,
            max_side=limits.max_side,
            max_pages=limits.max_pages,
            max_pixels=limits.max_pixels,
        )
    except UnsupportedFileError as error:
        raise ExtractionError(str(error), code=error.code, retryable=False) from error


def _refuse_unreadable(validated: ValidatedReceipt) -> None:
    if not validated.is_readable:
        raise ExtractionError(
            "Neither a total nor a vendor nor a date could be read. A sharper photo of the whole "
            "receipt may help, or the entry can be made by hand.",
            code="unreadable",
            retryable=False,
        )
