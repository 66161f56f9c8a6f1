"""What staff do with other people's receipts. Each leaves an event that names them."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from accounts.models import User
from common.errors import AppError
from receipts.intake.reprocessing import reprocess_receipt
from receipts.models import Receipt, ReceiptEvent
from subscriptions.services.quota import give_back_document

STOPPED = "stopped_by_staff"


def record_view(receipt: Receipt, *, actor: User, variant: str, now: datetime) -> None:
    """Somebody of the staff is shown the picture."""
    ReceiptEvent.objects.create(
        owner_id=receipt.owner_id,
        receipt=receipt,
        actor=actor,
        kind=ReceiptEvent.Kind.VIEWED,
        data={"variant": variant},
        created_at=now,
    )


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


def stop_reading(receipts: Iterable[Receipt], *, actor: User, now: datetime) -> int:
    """Those that wait or are being read are failed; a run at work loses its claim. One that was
    read before keeps that reading. Returns how many were stopped."""
    return sum(_stop(receipt, actor=actor, now=now) for receipt in receipts)


def _stop(receipt: Receipt, *, actor: User, now: datetime) -> bool:
    waiting = [Receipt.Status.PENDING, Receipt.Status.PROCESSING]
    with transaction.atomic():
        rows = Receipt.objects.kept().filter(pk=receipt.pk, status__in=waiting)
        held = rows.select_for_update().first()
        if held is None:
            return False
        was_read = held.reading is not None
        Receipt.objects.filter(pk=held.pk).update(
            status=Receipt.Status.COMPLETED if was_read else Receipt.Status.FAILED,
            failure_code=STOPPED,
            failure_text="Our staff have stopped the reading of this receipt.",
            lease_token=None,
            lease_until=None,
            not_before=None,
            version=F("version") + 1,
            updated_at=now,
        )
        if not was_read and held.quota_use_id:
            give_back_document(held.quota_use_id)
        ReceiptEvent.objects.create(
            owner_id=held.owner_id,
            receipt=held,
            actor=actor,
            kind=ReceiptEvent.Kind.FAILED,
            data={"code": STOPPED},
            created_at=now,
        )
    return True
