"""Stopping of readings by staff, whoever's they are. Each leaves an event that names who did it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from accounts.models import User
from receipts.history import Event, Kind, record
from receipts.models import Receipt
from receipts.processing.quota_settlement import settle_failed

STOPPED = "stopped_by_staff"
_STOPPED_TEXT = (
    "Our staff have stopped the reading of this receipt. Have it read again, or enter it by hand."
)


def stop_reading(receipts: Iterable[Receipt], *, actor: User, now: datetime) -> int:
    """Those that wait or are being read are failed; a run at work loses its claim. One that was
    read before keeps that reading. Returns how many were stopped."""
    return sum(_stop(receipt, actor=actor, now=now) for receipt in receipts)


def _stop(receipt: Receipt, *, actor: User, now: datetime) -> bool:
    waiting = [Receipt.Status.PENDING, Receipt.Status.PROCESSING]
    with transaction.atomic():
        rows = Receipt.objects.kept().filter(pk=receipt.pk, status__in=waiting)
        held = rows.select_for_update(no_key=True).first()
        if held is None:
            return False
        was_read = held.reading is not None
        Receipt.objects.filter(pk=held.pk).withdraw(
            now=now,
            status=Receipt.Status.COMPLETED if was_read else Receipt.Status.FAILED,
            failure_code=STOPPED,
            failure_text=_STOPPED_TEXT,
            not_before=None,
            version=F("version") + 1,
        )
        settle_failed(held, was_read=was_read, code=STOPPED)
        why = {"code": STOPPED, "message": _STOPPED_TEXT}
        record(Kind.FAILED, [Event(held, why)], actor=actor, now=now)
    return True
