"""One run over one receipt. The only file that knows the order of the steps 3 to 6."""

import logging
import time
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from common.connections import release_connections
from common.errors import ServiceUnavailableError
from receipts.models import Receipt
from receipts.services.data_validator import validate_reading
from receipts.services.extraction import (
    DateOrder,
    ExtractionError,
    Extractor,
    Page,
    ReadingContext,
)
from receipts.services.image_enhancer import UnsupportedFileError, enhance
from receipts.services.images.fingerprint import fingerprint
from receipts.services.known_vendors import known_vendors
from receipts.services.readers import reader, second_reader
from receipts.services.results import Outcome, postpone, save_failure, save_reading
from receipts.services.retries import seconds_until_retry
from receipts.services.review import today_on_earth
from receipts.services.second_opinion.reading_along import ReadingAlong, read_along
from receipts.services.second_opinion.weighing import weigh_opinion
from receipts.services.storage import receipt_storage
from receipts.services.validation.validated import ValidatedReceipt

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Run:
    """One claimed receipt and the token that proves the claim."""

    receipt: Receipt
    token: UUID


def process_receipt(receipt_id: int) -> bool:
    """Claim, read, check and save one receipt. False: there was nothing to do, or the claim was
    lost meanwhile, and nothing was changed."""
    run = _claim(receipt_id)
    if run is None:
        return False
    if run.receipt.attempts > settings.OCR_MAX_ATTEMPTS:
        return save_failure(
            run.receipt,
            run.token,
            code="interrupted",
            message="Reading this receipt was interrupted every time it was tried.",
            now=timezone.now(),
        )
    try:
        outcome = _read(run.receipt)
    except ExtractionError as error:
        return _fail_or_postpone(run, error)
    except Exception:
        logger.exception("Reading receipt %s crashed", receipt_id)
        crash = ExtractionError(
            "Something went wrong on our side while reading this receipt.",
            code="internal_error",
            retryable=True,
        )
        return _fail_or_postpone(run, crash)
    return save_reading(run.receipt, run.token, outcome, now=timezone.now())


def _claim(receipt_id: int) -> Run | None:
    lease = timedelta(seconds=settings.RECEIPT_LEASE_SECONDS)
    token = Receipt.objects.claim(receipt_id, now=timezone.now(), lease=lease)
    if token is None:
        return None
    return Run(receipt=Receipt.objects.select_related("owner").get(pk=receipt_id), token=token)


def read_document(
    content: bytes,
    *,
    extractor: Extractor,
    context: ReadingContext,
    second: ReadingAlong | None = None,
) -> Outcome:
    """Steps 3 to 5, from the bytes of a document to checked values. Nothing is stored.

    `second` reads the same pages meanwhile, and its opinion is weighed in. Raises ExtractionError,
    also for bytes that are no picture and for an unreadable receipt.
    """
    started = time.monotonic()
    pages = _enhance(content)
    reading, heard = read_along(pages, first=extractor, second=second, context=context)
    validated = validate_reading(reading, context=context)
    _refuse_unreadable(validated)
    if heard is not None:
        validated = weigh_opinion(validated, heard, context=context)
    return Outcome(
        fingerprint=fingerprint(pages[0]),
        reading=reading,
        validated=validated,
        seconds=time.monotonic() - started,
    )


def _read(receipt: Receipt) -> Outcome:
    """Everything that takes time, with no database connection held."""
    started = time.monotonic()
    context = reading_context(receipt, now=timezone.now())
    release_connections()
    outcome = read_document(
        _fetch_original(receipt), extractor=reader(), context=context, second=second_reader()
    )
    return replace(outcome, seconds=time.monotonic() - started)


def _fetch_original(receipt: Receipt) -> bytes:
    try:
        with receipt_storage().open(receipt.stored_name) as original:
            content: bytes = original.read()
    except FileNotFoundError as error:
        raise ExtractionError(
            "The original of this receipt is no longer in the storage.",
            code="original_missing",
            retryable=False,
        ) from error
    except ServiceUnavailableError as error:
        raise ExtractionError(str(error), code=error.code, retryable=True) from error
    return content


def _enhance(content: bytes) -> tuple[Page, ...]:
    try:
        return enhance(
            content,
            max_side=settings.OCR_IMAGE_MAX_SIDE,
            max_pages=settings.RECEIPT_MAX_PAGES,
            max_pixels=settings.RECEIPT_MAX_PIXELS,
        )
    except UnsupportedFileError as error:
        raise ExtractionError(str(error), code=error.code, retryable=False) from error


def reading_context(receipt: Receipt, *, now: datetime) -> ReadingContext:
    owner = receipt.owner
    return ReadingContext(
        today=today_on_earth(now),
        date_order=cast("DateOrder | None", owner.date_order or None),
        home_currency=owner.home_currency or None,
        country=owner.country or None,
        known_vendors=known_vendors(owner.pk),
    )


def _refuse_unreadable(validated: ValidatedReceipt) -> None:
    if not validated.is_readable:
        raise ExtractionError(
            "Neither a total nor a vendor nor a date could be read. A sharper photo of the whole "
            "receipt may help, or the entry can be made by hand.",
            code="unreadable",
            retryable=False,
        )


def _fail_or_postpone(run: Run, error: ExtractionError) -> bool:
    now = timezone.now()
    attempts = run.receipt.attempts
    if error.retryable and attempts < settings.OCR_MAX_ATTEMPTS:
        delay = seconds_until_retry(attempts, retry_after=error.retry_after)
        return postpone(
            run.receipt,
            run.token,
            code=error.code,
            message=str(error),
            now=now,
            not_before=now + timedelta(seconds=delay),
        )
    return save_failure(run.receipt, run.token, code=error.code, message=str(error), now=now)
