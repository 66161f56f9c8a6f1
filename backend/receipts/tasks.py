"""Background tasks. The queue is the receipts' table; these only say that there is work."""

from functools import partial

from django.conf import settings
from django.db import transaction
from django.tasks import DEFAULT_TASK_BACKEND_ALIAS, task, task_backends
from django.tasks.backends.immediate import ImmediateBackend
from django.utils import timezone

from common.lease.sweep import enqueue_due
from receipts.models import Receipt
from receipts.processing.circuits import readable_now, reading_may_begin, tend_waiting
from receipts.processing.run import fail_overdue_receipts, process_receipt
from receipts.processing.turns import process_next_receipt
from receipts.storages.receipt_storage import delete_stored

# How many due receipts one sweep hands out.
SWEEP_SIZE = 100


@task(queue_name="reading")
def read_receipt(receipt_id: int) -> None:
    """That receipt has made it known that there is work; read is the one whose turn it is. And
    then the next one, until nothing is due: in a call of its own, so that a process that ends takes
    no more. In the request itself there is nobody else, and that receipt is read."""
    if isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], ImmediateBackend):
        process_receipt(receipt_id)
    elif process_next_receipt():
        read_receipt.enqueue(receipt_id)


# A deletion may wait for exports, and an export for deletions: nobody looks on.
@task(queue_name="exports")
def delete_stored_files(stored_names: list[str]) -> None:
    delete_stored(stored_names)


def queue_ocr_task(receipt_id: int) -> None:
    """Have the receipt read after the commit. If that call is lost, the next sweep makes it."""
    transaction.on_commit(partial(read_receipt.enqueue, receipt_id), robust=True)


def queue_due_receipts() -> int:
    """Enqueue what is due: pending with no run, or with a lease that ran out. Returns how many."""
    now = timezone.now()
    tend_waiting(now=now)
    if not reading_may_begin(now=now):
        fail_overdue_receipts(now=now, limit=SWEEP_SIZE)
    due = readable_now(Receipt.objects.due(now=now), now=now).order_by("pk")
    limit = max(SWEEP_SIZE, settings.WORKERS["reading"])
    return enqueue_due(due, read_receipt.enqueue, limit=limit)
