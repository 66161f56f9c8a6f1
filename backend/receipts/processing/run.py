"""One run over one receipt. The only file that knows the order of the steps 3 to 6."""

import logging
import time
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from common.errors import ServiceUnavailableError
from common.task_engines.connections import release_connections
from receipts.ledger.review import today_on_earth
from receipts.models import Receipt
from receipts.processing.known_vendors import known_vendors
from receipts.processing.readers import page_limits, reader, second_reader
from receipts.processing.results import postpone, save_failure, save_reading
from receipts.processing.retries import seconds_until_retry
from receipts.services.extraction import DateOrder, ExtractionError, ReadingContext
from receipts.services.read_document import Outcome, read_document
from receipts.storages.receipt_storage import receipt_storage

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


def _read(receipt: Receipt) -> Outcome:
    """Everything that takes time, with no database connection held."""
    started = time.monotonic()
    context = reading_context(receipt, now=timezone.now())
    release_connections()
    outcome = read_document(
        _fetch_original(receipt),
        extractor=reader(),
        context=context,
        limits=page_limits(),
        second=second_reader(),
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


def reading_context(receipt: Receipt, *, now: datetime) -> ReadingContext:
    owner = receipt.owner
    return ReadingContext(
        today=today_on_earth(now),
        date_order=cast("DateOrder | None", owner.date_order or None),
        home_currency=owner.home_currency or None,
        country=owner.country or None,
        known_vendors=known_vendors(owner.pk),
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
