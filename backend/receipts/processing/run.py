"""One run over one receipt. Claimed, read by `read_document`, saved."""

import logging
import time
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import cast

from django.conf import settings
from django.utils import timezone

from common.errors import ServiceUnavailableError
from common.lease.retries import Failure, Kind, RetryPolicy
from common.lease.run import Run, Work, claim_row, run_leased, work_on
from common.task_engines.connections import release_connections
from receipts.decoders import decoders
from receipts.ledger.review import today_on_earth
from receipts.models import Receipt, ReceiptFile
from receipts.processing.asking.receipt_reader import ReceiptReader, reader_for
from receipts.processing.circuits import (
    STORAGE,
    WAITING_TEXT,
    Passage,
    begin_passage,
    kept_waiting,
    open_circuits,
)
from receipts.processing.known_vendors import known_vendors
from receipts.processing.results import save_failure, save_reading
from receipts.processing.takeover import take_over_reading
from receipts.services.extraction import DateOrder, ExtractionError, Page, ReadingContext
from receipts.services.files.kinds import REASONS
from receipts.services.files.mails import as_stored
from receipts.services.picture_faults import faults_of
from receipts.services.read_document import Outcome, Readers, read_document
from receipts.storages.local_storage import LocalReceiptStorage
from receipts.storages.receipt_storage import StorageUnavailableError, receipt_storage

logger = logging.getLogger(__name__)

_FIRST_RETRY = timedelta(seconds=10)
# Longer waits would look like a receipt stuck in the queue.
_LONGEST_RETRY = timedelta(minutes=15)
# A circuit that closes ends it; till then each further read that takes too long may cost money.
_LONGEST_OUTAGE_PAUSE = timedelta(hours=1)
# Of a document of several files. No lease lasts for ten of the longest waits for one.
_LONGEST_FETCH_SECONDS = 60
_BY_HAND = "Upload another photo or file of the receipt, or enter it by hand."


def process_receipt(receipt_id: int) -> bool:
    """Claim, read, check and save one receipt. False: there was nothing to do, a service that it
    needs is away, or the claim was lost meanwhile; and nothing was changed."""
    return bool(process_claimed(partial(claim_row, receipt_id)))


def process_claimed(claim: Callable[[Work[Receipt]], Run[Receipt] | None]) -> bool | None:
    """What `claim` takes. None: it has taken nothing, or was not asked, as a service that readings
    need is away. False: the claim was lost meanwhile, and nothing was changed."""
    passage = begin_passage(now=timezone.now())
    if passage is None:
        return None
    work = _work(partial(_read_and_save, passage=passage), stays_in=passage.way.stays_in)
    try:
        run = claim(work)
        return None if run is None else work_on(run, work)
    finally:
        passage.settle()


def fail_overdue_receipts(*, now: datetime, limit: int) -> int:
    """While nothing can be read: those that have waited for as long as anything is waited for."""
    since = now - timedelta(hours=settings.OUTAGE_MAX_HOURS)
    due = kept_waiting(Receipt.objects.due(now=now), open_circuits(), now=now)
    overdue = due.filter(outage_since__lte=since).order_by("pk")
    pks = list(overdue.values_list("pk", flat=True)[:limit])
    return sum(run_leased(pk, _work(_wait_on)) for pk in pks)


def _wait_on(run: Run[Receipt]) -> bool:
    raise ExtractionError(
        run.row.failure_text, code=run.row.failure_code, retryable=True, outage=True
    )


def _work(do: Callable[[Run[Receipt]], bool], *, stays_in: bool = False) -> Work[Receipt]:
    """`stays_in`: on receipts alone that no model may read."""
    rows = Receipt.objects.select_related("owner")
    return Work(
        rows=rows.staying_in if stays_in else rows.all,
        lease=timedelta(seconds=settings.RECEIPT_LEASE_SECONDS),
        retries=RetryPolicy.exponential(
            max_attempts=settings.OCR_MAX_ATTEMPTS,
            first=_FIRST_RETRY,
            longest=_LONGEST_RETRY,
            longest_outage_pause=_LONGEST_OUTAGE_PAUSE,
        ),
        do=do,
        failure_of=_failure_of,
        fail=_save_failure,
        interrupted_text="Reading this receipt was interrupted every time it was tried."
        f" {_BY_HAND}",
        outage_text="A service that reads receipts was away, or refused to read, for too long. Have"
        " this one read again later, or enter it by hand.",
        crash_text="Something went wrong on our side while reading this receipt.",
        waiting_text=WAITING_TEXT,
        given_up_text=f"It was tried as often as can help. {_BY_HAND}",
    )


def _read_and_save(run: Run[Receipt], *, passage: Passage) -> bool:
    is_done = take_over_reading(run.row, run.token, now=timezone.now())
    if is_done is None:
        outcome, reader = _read(run, passage)
        # A copy: what a try that failed has set on the row is no earlier reading.
        is_done = run.write(
            lambda: save_reading(
                copy(run.row),
                run.token,
                outcome,
                read_by=reader.name,
                is_fallback=reader.is_fallback and outcome.einvoice is None,
                now=timezone.now(),
            )
        )
    if is_done:
        _draw_ahead(run.row.pk)
    return is_done


def _draw_ahead(receipt_id: int) -> None:
    """The picture that a person who is to look it over sees first. Without it, it is drawn then."""
    storage = receipt_storage()
    if not isinstance(storage, LocalReceiptStorage):
        return
    try:
        files = ReceiptFile.objects.filter(receipt=receipt_id, position=0)
        file = files.filter(receipt__review_status=Receipt.ReviewStatus.NEEDS_REVIEW).first()
        if file is not None:
            release_connections()
            storage.draw_ahead(file.stored_name)
    except Exception as error:  # noqa: BLE001 - the reading is saved, and stays a success
        logger.warning(
            "The preview of receipt %s was not drawn ahead: %s", receipt_id, type(error).__name__
        )


def _save_failure(run: Run[Receipt], failure: Failure) -> bool:
    return save_failure(run.row, run.token, failure=failure, now=timezone.now())


def _failure_of(error: Exception) -> Failure | None:
    if not isinstance(error, ExtractionError):
        return None
    return Failure(
        code=error.code,
        text=f"{error} {_BY_HAND}" if error.code in REASONS else str(error),
        retryable=error.retryable,
        kind=Kind.OUTAGE if error.outage else Kind.ANSWER,
        retry_after=error.retry_after,
    )


def _read(run: Run[Receipt], passage: Passage) -> tuple[Outcome, ReceiptReader]:
    """Everything that takes time, with no database connection held."""
    started, receipt, now = time.monotonic(), run.row, timezone.now()
    context = reading_context(receipt, now=now)
    stored_names = [file.stored_name for file in receipt.files.all()]
    reader = reader_for(receipt, passage, now=now)
    release_connections()
    outcome = read_document(
        partial(_fetch_originals, stored_names, passage),
        readers=Readers(
            first=reader, second=reader.second, following=reader, is_masked=reader.is_masked
        ),
        context=context,
        decoders=decoders(),
        tell_pages=partial(_keep_faults, run),
    )
    if outcome.einvoice is None:
        checks = (*outcome.validated.checks, *reader.checks)
        outcome = replace(outcome, validated=replace(outcome.validated, checks=checks))
    return replace(outcome, seconds=time.monotonic() - started), reader


def _keep_faults(run: Run[Receipt], pages: Sequence[Page]) -> None:
    """At once, as they are what explains that a receipt cannot be read."""
    found = faults_of(pages)
    if found != run.row.picture_faults:
        Receipt.objects.held(run.row.pk, run.token).update(picture_faults=found)
        run.row.picture_faults = found
        release_connections()


def _fetch_originals(stored_names: Sequence[str], passage: Passage) -> list[bytes]:
    """All at once, since together they are no more than one may be; in their order."""
    ends_at = time.monotonic() + _LONGEST_FETCH_SECONDS
    originals = []
    with passage.asking(STORAGE):
        for stored_name in stored_names:
            if time.monotonic() >= ends_at:
                raise _storage_away(StorageUnavailableError.code)
            originals.append(_open_original(stored_name))
    return originals


def _open_original(stored_name: str) -> bytes:
    try:
        with receipt_storage().open(stored_name) as original:
            content: bytes = original.read()
    except FileNotFoundError as error:
        raise ExtractionError(
            "The original of this receipt is no longer in the storage. Upload it once more.",
            code="original_missing",
            retryable=False,
        ) from error
    except ServiceUnavailableError as error:
        raise _storage_away(error.code) from error
    return as_stored(content, stored_name)


def _storage_away(code: str) -> ExtractionError:
    # The error's own sentence is for who asks the API, and asks to try again.
    return ExtractionError(
        "The storage of receipts cannot be reached.", code=code, retryable=True, outage=True
    )


def reading_context(receipt: Receipt, *, now: datetime) -> ReadingContext:
    owner = receipt.owner
    return ReadingContext(
        today=today_on_earth(now),
        date_order=cast("DateOrder | None", owner.date_order or None),
        home_currency=owner.home_currency or None,
        country=owner.country or None,
        known_vendors=known_vendors(owner.pk),
        company=owner.company,
    )
