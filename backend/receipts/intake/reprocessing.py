"""Reprocessing: read a receipt again. Corrections and the earlier reading stay till a new one.

It costs the operator as much as a first reading, so its owner has a bounded number of it: a few a
day of one receipt, and a free read each. Staff decide for the operator and are not bounded.
"""

import math
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from common.errors import AppError, ConflictError
from receipts.history import Event, Kind, record
from receipts.models import Receipt
from receipts.tasks import queue_ocr_task
from subscriptions.services.quota import reserve_document, take_free_read

MAX_REREADS_A_DAY = 5
_DAY = timedelta(days=1)


class TooManyRereadsError(AppError):
    """This one receipt was read again often enough for a day."""

    code = "too_many_rereads"
    status = 429


def reprocess_receipt(receipt: Receipt, *, actor: User) -> Receipt:
    """Raises ConflictError while the receipt waits or is being read, TooManyRereadsError,
    TooManyFailedReadsError, and QuotaExceededError where a failed one had its quota given back and
    there is none left."""
    now = timezone.now()
    with transaction.atomic():
        moved = (
            Receipt.objects.kept()
            .filter(pk=receipt.pk, status__in=[Receipt.Status.COMPLETED, Receipt.Status.FAILED])
            .requeue(now=now)
        )
        if not moved:
            raise ConflictError("This receipt is already waiting to be read.")
        is_own = actor.pk == receipt.owner_id
        if is_own:
            _refuse_too_often(receipt, now=now)
        _count(receipt, is_own=is_own, now=now)
        record(Kind.REPROCESSED, [Event(receipt)], actor=actor, now=now)
        queue_ocr_task(receipt.pk)
    receipt.refresh_from_db()
    return receipt


def read_again(receipts: Iterable[Receipt], *, actor: User) -> tuple[int, int]:
    """How many were queued, and how many could not be: they wait already, or lack quota."""
    queued = refused = 0
    for receipt in receipts:
        try:
            reprocess_receipt(receipt, actor=actor)
            queued += 1
        except AppError:
            refused += 1
    return queued, refused


def _refuse_too_often(receipt: Receipt, *, now: datetime) -> None:
    """By its history, while its row is locked."""
    asked = receipt.events.filter(
        kind=Kind.REPROCESSED, actor=receipt.owner_id, created_at__gt=now - _DAY
    )
    latest = asked.order_by("-created_at").values_list("created_at", flat=True)
    moments = list(latest[:MAX_REREADS_A_DAY])
    if len(moments) == MAX_REREADS_A_DAY:
        wait = moments[-1] + _DAY - now
        raise TooManyRereadsError(
            f"This receipt was read again {MAX_REREADS_A_DAY} times within a day. Please correct "
            "it by hand, or read it again tomorrow.",
            retry_after=max(1, math.ceil(wait.total_seconds())),
        )


def _count(receipt: Receipt, *, is_own: bool, now: datetime) -> None:
    """One that was never read is still to become a document; any other takes a free read."""
    if receipt.reading is None:
        use = reserve_document(receipt.owner, now=now, within_free_reads=is_own)
        Receipt.objects.filter(pk=receipt.pk).update(quota_use=use)
    else:
        free = take_free_read(receipt.owner, now=now) if is_own else None
        Receipt.objects.filter(pk=receipt.pk).update(reread_use=free)
