"""Reprocessing: read a receipt again. Corrections and the earlier reading stay till a new one."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from common.errors import AppError, ConflictError
from receipts.history import Event, Kind, record
from receipts.models import Receipt
from receipts.tasks import queue_ocr_task
from subscriptions.services.quota import reserve_document


def reprocess_receipt(receipt: Receipt, *, actor: User) -> Receipt:
    """Raises ConflictError while the receipt waits or is being read, and QuotaExceededError where
    a failed one had its quota given back and there is none left."""
    now = timezone.now()
    with transaction.atomic():
        moved = (
            Receipt.objects.kept()
            .filter(pk=receipt.pk, status__in=[Receipt.Status.COMPLETED, Receipt.Status.FAILED])
            .requeue(now=now)
        )
        if not moved:
            raise ConflictError("This receipt is already waiting to be read.")
        if receipt.reading is None:
            use = reserve_document(receipt.owner, now=now)
            Receipt.objects.filter(pk=receipt.pk).update(quota_use=use)
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
