"""One run over one receipt. Claimed, read by `read_document`, saved."""

import time
from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast

from django.conf import settings
from django.utils import timezone

from common.errors import ServiceUnavailableError
from common.lease.retries import Failure, Kind, RetryPolicy
from common.lease.run import Run, Work, run_leased
from common.task_engines.connections import release_connections
from receipts.ledger.review import today_on_earth
from receipts.models import Receipt
from receipts.processing.known_vendors import known_vendors
from receipts.processing.readers import page_limits, reader, second_reader
from receipts.processing.results import save_failure, save_reading
from receipts.services.extraction import DateOrder, ExtractionError, ReadingContext
from receipts.services.read_document import Outcome, read_document
from receipts.storages.receipt_storage import receipt_storage

_FIRST_RETRY = timedelta(seconds=10)
# Longer waits would look like a receipt stuck in the queue.
_LONGEST_RETRY = timedelta(minutes=15)
_BY_HAND = "Upload another photo of it, or enter it by hand."
# A process that decodes it dies of it: no accident happens three times.
_MAX_ATTEMPTS_BY_CODE = {"decoder_died": 3}


def process_receipt(receipt_id: int) -> bool:
    """Claim, read, check and save one receipt. False: there was nothing to do, or the claim was
    lost meanwhile, and nothing was changed."""
    return run_leased(receipt_id, _work())


def _work() -> Work[Receipt]:
    return Work(
        rows=lambda: Receipt.objects.select_related("owner"),
        lease=timedelta(seconds=settings.RECEIPT_LEASE_SECONDS),
        retries=RetryPolicy.exponential(
            max_attempts=settings.OCR_MAX_ATTEMPTS, first=_FIRST_RETRY, longest=_LONGEST_RETRY
        ),
        do=_read_and_save,
        failure_of=_failure_of,
        fail=_save_failure,
        interrupted_text="Reading this receipt was interrupted every time it was tried."
        f" {_BY_HAND}",
        outage_text="A service that reads receipts was away for too long. Have this one read again"
        " when it is back, or enter it by hand.",
        crash_text="Something went wrong on our side while reading this receipt.",
        waiting_text="The receipt is tried again by itself.",
        given_up_text=f"It was tried as often as can help. {_BY_HAND}",
    )


def _read_and_save(run: Run[Receipt]) -> bool:
    return save_reading(run.row, run.token, _read(run.row), now=timezone.now())


def _save_failure(run: Run[Receipt], failure: Failure) -> bool:
    return save_failure(run.row, run.token, failure=failure, now=timezone.now())


def _failure_of(error: Exception) -> Failure | None:
    if not isinstance(error, ExtractionError):
        return None
    return Failure(
        code=error.code,
        text=str(error),
        retryable=error.retryable,
        kind=Kind.OUTAGE if error.outage else Kind.ANSWER,
        max_attempts=_MAX_ATTEMPTS_BY_CODE.get(error.code),
        retry_after=error.retry_after,
    )


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
            "The original of this receipt is no longer in the storage. Upload it once more.",
            code="original_missing",
            retryable=False,
        ) from error
    except ServiceUnavailableError as error:
        # Its own sentence is for who asks the API, and asks to try again.
        raise ExtractionError(
            "The storage of receipts cannot be reached.",
            code=error.code,
            retryable=True,
            outage=True,
        ) from error
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
