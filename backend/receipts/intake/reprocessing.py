"""Read a receipt once more. Corrections stay, and so does the earlier reading until a new one."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from common.errors import ConflictError
from receipts.models import Receipt, ReceiptEvent
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
        ReceiptEvent.objects.create(
            owner_id=receipt.owner_id,
            receipt=receipt,
            actor=actor,
            kind=ReceiptEvent.Kind.REPROCESSED,
            created_at=now,
        )
        queue_ocr_task(receipt.pk)
    receipt.refresh_from_db()
    return receipt
