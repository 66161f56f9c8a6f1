"""Reading of one document, steps 3 to 5: from its bytes to checked values. Nothing is stored."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from receipts.services.decoding.documents import Decoders, Enhanced
from receipts.services.decoding.pool import DecodersBusyError
from receipts.services.einvoice_reading import read_einvoice, unreadable_check
from receipts.services.extraction import (
    ExtractedReceipt,
    ExtractionError,
    Extractor,
    Fingerprint,
    Page,
    ReadingContext,
    with_page_numbers,
)
from receipts.services.files.kinds import UnsupportedFileError
from receipts.services.masking.masked_pages import mask_pages
from receipts.services.masking.masked_reading import Masker, read_masked
from receipts.services.second_opinion.next_reader import (
    NextReader,
    Reading,
    judge,
    with_next_reader,
)
from receipts.services.second_opinion.second_reader import (
    SecondReader,
    SecondResult,
    read_with_second,
)
from receipts.services.validation.validated import Check, ValidatedReceipt


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What one successful run found, the seconds it took, and the first page's fingerprint.

    `seen`: the reading of whoever saw printed lines, which a model does not. `einvoice`: what an
    e-invoice says beyond a reading, where it was read from one. `pages` were read, of which so
    many have a text of their own that is believed (`text_pages`).
    """

    fingerprint: Fingerprint
    reading: ExtractedReceipt
    seen: ExtractedReceipt
    validated: ValidatedReceipt
    seconds: float
    pages: int
    text_pages: int
    einvoice: dict[str, Any] | None = None


@dataclass(frozen=True, kw_only=True)
class Readers:
    """Who reads a document. `second` reads the same pages meanwhile, and its opinion is fused with
    what was read; a `Masker` reads before, and `first` is given the pages without what is private.
    `following` is asked about what is in doubt then. `is_masked`: so is what that one is sent."""

    first: Extractor
    second: SecondReader | Masker | None = None
    following: NextReader | None = None
    is_masked: bool = False


def read_document(
    fetch: Callable[[], Sequence[bytes]],
    *,
    readers: Readers,
    context: ReadingContext,
    decoders: Decoders,
    tell_pages: Callable[[Sequence[Page]], None] = lambda _: None,
) -> Outcome:
    """Of the document whose files `fetch` returns. What says itself what it is, as an e-invoice, is
    taken at its word, and nobody reads. `tell_pages` is called with the pages before anybody does.

    Raises ExtractionError, also for bytes that are no picture and for an unreadable receipt.
    """
    started = time.monotonic()
    enhanced = _enhance(fetch, decoders)
    pages = enhanced.pages
    tell_pages(pages)
    if (einvoice := read_einvoice(enhanced.found, context=context)) is not None:
        _refuse_unreadable(einvoice.validated)
        return Outcome(
            fingerprint=enhanced.fingerprint,
            reading=einvoice.reading,
            seen=einvoice.reading,
            validated=einvoice.validated,
            seconds=time.monotonic() - started,
            pages=len(pages),
            text_pages=_text_pages(pages),
            einvoice=einvoice.facts,
        )
    reading, seen = _read(enhanced, readers, context=context)
    _refuse_unreadable(reading.validated)
    return Outcome(
        fingerprint=enhanced.fingerprint,
        reading=reading.read,
        seen=seen,
        validated=_with_checks(
            reading.validated, (*unreadable_check(enhanced.found), *_left_out_check(enhanced))
        ),
        seconds=time.monotonic() - started,
        pages=len(pages),
        text_pages=_text_pages(pages),
    )


def _read(
    enhanced: Enhanced, readers: Readers, *, context: ReadingContext
) -> tuple[Reading, ExtractedReceipt]:
    """And the reading of whoever saw printed lines."""
    pages = enhanced.pages
    read, opinion, shown = _read_pages(pages, readers, context=context)
    if len(pages) < enhanced.page_count:
        read, opinion = _in_document(read, opinion, [page.number for page in pages])
    reading = Reading(read=read, opinion=opinion, validated=judge(read, opinion, context=context))
    if readers.following is not None and shown:
        reading = with_next_reader(reading, shown, next_reader=readers.following, context=context)
    return reading, _with_lines(read, opinion)


def _read_pages(
    pages: Sequence[Page], readers: Readers, *, context: ReadingContext
) -> tuple[ExtractedReceipt, SecondResult | None, Sequence[Page]]:
    """And the pages as others may be shown them."""
    if isinstance(readers.second, Masker):
        return read_masked(pages, first=readers.first, masker=readers.second, context=context)
    read, opinion = read_with_second(
        pages, first=readers.first, second=readers.second, context=context
    )
    if not readers.is_masked:
        return read, opinion, pages
    return read, opinion, mask_pages(pages, read.lines) if read.lines else ()


def _text_pages(pages: Sequence[Page]) -> int:
    return sum(bool(page.text) for page in pages)


def _in_document(
    reading: ExtractedReceipt, opinion: SecondResult | None, numbers: Sequence[int]
) -> tuple[ExtractedReceipt, SecondResult | None]:
    """The places of what was read on some of its pages."""
    if opinion is not None and opinion.reading is not None:
        opinion = replace(opinion, reading=with_page_numbers(opinion.reading, numbers))
    return with_page_numbers(reading, numbers), opinion


def _left_out_check(enhanced: Enhanced) -> Iterator[Check]:
    """Nobody should think that all of a long document was read."""
    numbers = [page.number + 1 for page in enhanced.pages]
    if len(numbers) < enhanced.page_count:
        told = ", ".join(map(str, numbers))
        yield Check(
            code="pages_left_out",
            severity="note",
            message=f"Of {enhanced.page_count} pages these were read: {told}.",
            values={"page_count": str(enhanced.page_count), "pages": told},
        )


def _with_checks(validated: ValidatedReceipt, found: Iterable[Check]) -> ValidatedReceipt:
    return replace(validated, checks=(*validated.checks, *found))


def _with_lines(reading: ExtractedReceipt, opinion: SecondResult | None) -> ExtractedReceipt:
    if reading.lines or opinion is None or opinion.reading is None:
        return reading
    return opinion.reading


def _enhance(fetch: Callable[[], Sequence[bytes]], decoders: Decoders) -> Enhanced:
    try:
        return decoders.enhance(fetch)
    except UnsupportedFileError as error:
        raise ExtractionError(str(error), code=error.code, retryable=False) from error
    except DecodersBusyError as error:
        # Its own sentence is for who asks the API, and asks to try again.
        raise ExtractionError(
            "Too many files are being opened right now.",
            code=error.code,
            retryable=True,
            outage=True,
            retry_after=error.retry_after,
        ) from error


def _refuse_unreadable(validated: ValidatedReceipt) -> None:
    if not validated.is_readable:
        raise ExtractionError(
            "Neither a total nor a vendor nor a date could be read. A sharper photo of the whole "
            "receipt may help, or the entry can be made by hand.",
            code="unreadable",
            retryable=False,
        )
